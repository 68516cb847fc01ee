//! A small index made by hand, article by article, so that the engine is tested without annotation or the real writer.

use tantivy::{Index, IndexWriter};
use whosaid::{
    article::{
        Annotated, Article, Entity, EntityKind, LineMark, Place, Published, Quote, QuoteKind, Span, Speaker, Step,
    },
    engine::Embedded,
    index::{Documents, Fields, Tokenizers},
};

/// One article and its quotations.
pub struct Piece(Annotated);

/// An article of one line in one file.
pub fn article(id: &str, outlet: &str, day: &str) -> Piece {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let article = Article {
        id: id.into(),
        outlet: text(outlet),
        published: Published::parse(day),
        language: Some("en".into()),
        place: Place { path: format!("news/{outlet}/{id}.txt"), lines: vec![LineMark { offset: 0, line: 1 }] },
        ..Article::default()
    };
    Piece(Annotated { article, quotes: Vec::new(), entities: Vec::new() })
}

impl Piece {
    pub fn titled(mut self, title: &str) -> Self {
        self.0.article.title = title.into();
        self
    }

    pub fn by(mut self, author: &str) -> Self {
        self.0.article.authors.push(author.into());
        self
    }

    pub fn in_file(mut self, path: &str, line: u32) -> Self {
        self.0.article.place = Place { path: path.into(), lines: vec![LineMark { offset: 0, line }] };
        self
    }

    /// Adds words that nobody said, before the quotation that follows in the same paragraph.
    pub fn tells(mut self, text: &str) -> Self {
        self.0.article.body.push_str(text);
        self.0.article.body.push(' ');
        self
    }

    /// Adds a quotation: what is spoken stands between `[` and `]`, all of it when nothing does. "" is no speaker.
    pub fn says(self, speaker: &str, text: &str) -> Self {
        self.says_with(speaker, text, |_| {})
    }

    /// The same, with changes to it.
    pub fn says_with(mut self, speaker: &str, text: &str, change: impl FnOnce(&mut Quote)) -> Self {
        let body = &mut self.0.article.body;
        let marked = if text.contains('[') { text.to_owned() } else { format!("[{text}]") };
        let (mut pieces, mut open) = (Vec::new(), 0);
        for c in marked.chars() {
            match c {
                '[' => open = body.len(),
                ']' => pieces.push(Span::new(open, body.len())),
                c => body.push(c),
            }
        }
        body.push('\n');
        let speaker =
            (!speaker.is_empty()).then(|| Speaker { name: speaker.into(), role: None, kind: EntityKind::Person });
        let mut quote = Quote {
            kind: QuoteKind::Direct,
            pieces,
            cue: None,
            source: None,
            speaker,
            confidence: 0.9,
            step: Step::CueAfter,
        };
        change(&mut quote);
        self.0.quotes.push(quote);
        self
    }

    /// With all capitalised words as names.
    fn named(&self) -> Annotated {
        let mut annotated = self.0.clone();
        let body = &annotated.article.body;
        let words = body.split([' ', '\n']).filter(|word| word.starts_with(char::is_uppercase));
        let at = |word: &str| word.as_ptr() as usize - body.as_ptr() as usize;
        let entity = |word: &str| Entity {
            kind: EntityKind::Person,
            name: word.to_owned(),
            mentions: vec![Span::new(at(word), at(word) + word.len())],
        };
        annotated.entities = words.map(entity).collect();
        annotated
    }
}

/// An engine over these articles, all in one segment.
pub fn engine(pieces: &[Piece]) -> Embedded {
    engine_in_segments(&[pieces])
}

/// An engine over these articles, one segment for each slice.
pub fn engine_in_segments(segments: &[&[Piece]]) -> Embedded {
    let (schema, fields) = Fields::schema();
    let index = Index::create_in_ram(schema);
    Tokenizers::register(index.tokenizers());
    let mut writer: IndexWriter = index.writer_with_num_threads(1, 20_000_000).unwrap();
    writer.set_merge_policy(Box::new(tantivy::merge_policy::NoMergePolicy));
    for pieces in segments {
        for piece in *pieces {
            let annotated = piece.named();
            let Place { path, lines } = &annotated.article.place;
            for document in Documents::of(&annotated, path, lines[0].line, &fields).into_vec() {
                writer.add_document(document).unwrap();
            }
        }
        writer.commit().unwrap();
    }
    Embedded::of(&index, "memory".as_ref()).unwrap()
}
