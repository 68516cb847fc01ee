//! A small index made by hand, document by document, so that the engine is tested without annotation or the real writer.

use tantivy::{Index, IndexWriter, TantivyDocument};
use whosaid::{
    article::{EntityKind, LineMark, Published, Quote, QuoteKind, Span, Speaker, Step},
    engine::Embedded,
    index::{ArticleRow, Fields, QuoteRow, Tokenizers, write_row},
};

/// One article and its quotations.
pub struct Piece {
    article: ArticleRow,
    quotes: Vec<QuoteRow>,
}

/// An article of one line in one file.
pub fn article(id: &str, outlet: &str, day: &str) -> Piece {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let article = ArticleRow {
        id: id.into(),
        path: format!("news/{outlet}/{id}.txt"),
        lines: vec![LineMark { offset: 0, line: 1 }],
        title: String::new(),
        body: String::new(),
        outlet: text(outlet),
        authors: Vec::new(),
        published: Published::parse(day),
        url: None,
        language: Some("en".into()),
        entities: Vec::new(),
    };
    Piece { article, quotes: Vec::new() }
}

impl Piece {
    pub fn titled(mut self, title: &str) -> Self {
        self.article.title = title.into();
        self
    }

    pub fn by(mut self, author: &str) -> Self {
        self.article.authors.push(author.into());
        self
    }

    pub fn in_file(mut self, path: &str, line: u32) -> Self {
        self.article.path = path.into();
        self.article.lines = vec![LineMark { offset: 0, line }];
        self
    }

    /// Adds a quotation: what is spoken stands between `[` and `]`, all of it when nothing does. "" is no speaker.
    pub fn says(self, speaker: &str, text: &str) -> Self {
        self.says_with(speaker, text, |_| {})
    }

    /// The same, with changes to its row.
    pub fn says_with(mut self, speaker: &str, text: &str, change: impl FnOnce(&mut QuoteRow)) -> Self {
        let start = self.article.body.len();
        let marked = if text.contains('[') { text.to_owned() } else { format!("[{text}]") };
        let (mut body, mut pieces, mut open) = (String::new(), Vec::new(), 0);
        for c in marked.chars() {
            match c {
                '[' => open = body.len(),
                ']' => pieces.push(Span::new(start + open, start + body.len())),
                c => body.push(c),
            }
        }
        self.article.body.push_str(&body);
        self.article.body.push('\n');
        let speaker =
            (!speaker.is_empty()).then(|| Speaker { name: speaker.into(), role: None, kind: EntityKind::Person });
        let quote = Quote {
            kind: QuoteKind::Direct,
            pieces,
            cue: None,
            source: None,
            speaker,
            confidence: 0.9,
            step: Step::CueAfter,
        };
        let mut row = QuoteRow {
            quote,
            context: body.clone(),
            text: body,
            source: None,
            cue: None,
            context_start: u32::try_from(start).unwrap(),
            line: self.article.lines[0].line,
            article: self.article.id.clone(),
            path: self.article.path.clone(),
            title: self.article.title.clone(),
            outlet: self.article.outlet.clone(),
            author: (!self.article.authors.is_empty()).then(|| self.article.authors.join(", ")),
            published: self.article.published.clone(),
            url: None,
        };
        change(&mut row);
        self.quotes.push(row);
        self
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
            writer.add_document(article_document(&fields, &piece.article)).unwrap();
            for row in &piece.quotes {
                writer.add_document(quote_document(&fields, row, &piece.article)).unwrap();
            }
        }
        writer.commit().unwrap();
    }
    Embedded::of(&index, "memory".as_ref()).unwrap()
}

fn article_document(fields: &Fields, row: &ArticleRow) -> TantivyDocument {
    let mut document = shared(fields, row);
    document.add_text(fields.is, "article");
    write_row(row, &mut document, fields);
    document.add_text(fields.body, &row.body);
    if let Some(language) = &row.language {
        document.add_text(fields.language, language);
    }
    for entity in &row.entities {
        document.add_text(fields.entity, &entity.name);
    }
    document
}

fn quote_document(fields: &Fields, row: &QuoteRow, article: &ArticleRow) -> TantivyDocument {
    let mut document = shared(fields, article);
    document.add_text(fields.is, "quote");
    write_row(row, &mut document, fields);
    document.add_text(fields.text, row.spoken());
    document.add_text(fields.exact, row.spoken());
    document.add_text(fields.context, &row.context);
    document.add_text(fields.kind, row.quote.kind.name());
    document.add_f64(fields.confidence, f64::from(row.quote.confidence));
    document.add_u64(fields.start, u64::from(row.quote.content().start));
    if let Some(speaker) = &row.quote.speaker {
        document.add_text(fields.speaker, &speaker.name);
        document.add_text(fields.speaker_key, &speaker.name);
        if let Some(role) = &speaker.role {
            document.add_text(fields.role, role);
        }
    }
    // Names in the context: here, all capitalised words.
    for word in row.context.split(' ').filter(|word| word.starts_with(char::is_uppercase)) {
        document.add_text(fields.entity, word);
    }
    document
}

fn shared(fields: &Fields, row: &ArticleRow) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    document.add_text(fields.path, &row.path);
    document.add_text(fields.article, &row.id);
    document.add_text(fields.title, &row.title);
    for author in &row.authors {
        document.add_text(fields.author, author);
    }
    if let Some(outlet) = &row.outlet {
        document.add_text(fields.outlet, outlet);
        document.add_text(fields.outlet_key, outlet);
    }
    if let Some(published) = &row.published {
        document.add_i64(fields.published, published.seconds());
    }
    document
}
