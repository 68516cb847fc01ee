//! A file through all stages, from its bytes to the documents of an index.

use std::{io::Cursor, ops::ControlFlow};

use whosaid::{
    annotate::annotate,
    format::{Options, Parsed, parse, split},
    index::{Documents, Fields},
    ingest::{Looked, Member, RawDocument, look},
};

/// How many articles a file gives, read, annotated and made ready for the index.
pub fn through(file: &str, bytes: Vec<u8>) -> usize {
    let mut articles = 0;
    match look(RawDocument::new(file, Cursor::new(bytes))) {
        Ok(Looked::Plain(document)) => articles += through_format(document),
        Ok(Looked::Wrapped(wrapped)) => {
            let _ = wrapped.each_member(&mut |member| {
                if let Member::Document(document) = member {
                    articles += through_format(document);
                }
                ControlFlow::Continue(())
            });
        }
        Err(_) => {}
    }
    articles
}

fn through_format(document: RawDocument) -> usize {
    let (options, (_, fields)) = (Options::default(), Fields::schema());
    let mut articles = 0;
    let _ = split(document, &options, &mut |record| {
        if let Ok(Parsed::Article(reading)) = record.and_then(|record| parse(&record, &options)) {
            let annotated = annotate(reading.article);
            drop(Documents::of(&annotated, &annotated.article.place.path, 1, &fields));
            articles += 1;
        }
        ControlFlow::Continue(())
    });
    articles
}
