//! The fields of the index.

use tantivy::{
    Term,
    schema::{FAST, Field, IndexRecordOption, NumericOptions, STORED, Schema, TextFieldIndexing, TextOptions},
};

use super::tokens::{FOLDED, STEMMED};

/// Version of the index format; another one is refused with a remedy.
pub const FORMAT_VERSION: u32 = 6;

/// The fields, by what they hold. A document is an article or a quotation; both carry the article's fields.
#[derive(Clone, Copy, Debug)]
pub struct Fields {
    /// "article" or "quote"; "twins" is a document that says which articles are the same.
    pub is: Field,
    /// Article: its [row](super::row), with all its quotations; of twins their groups. Stored, not searched.
    pub row: Field,
    /// A hash of the row's bytes. Stored, not searched.
    pub seal: Field,
    /// The file, as one term: what is replaced or removed when a file changes. Of a member of an archive its own path too.
    pub path: Field,
    /// The article's id, as one term; columnar, to tell hits of equal rank apart and to group.
    pub article: Field,
    /// Article: a number that this print of it has and no other; columnar. See [`Twins`](super::Twins).
    pub mark: Field,
    /// Article: hash of the file's path, columnar, as the next four.
    pub file: Field,
    /// Article: its number among the records of the file.
    pub number: Field,
    /// Article: how many letters and digits its body has.
    pub letters: Field,
    /// Article: hash of these.
    pub text_key: Field,
    /// Article: hash of the page and headline.
    pub page_key: Field,
    /// Article: ISO 639-1 code, columnar, for counting.
    pub language: Field,
    /// Quotation: the article's headline, stemmed.
    pub title: Field,
    /// Quotation: the article's outlet, folded words.
    pub outlet: Field,
    /// Both: the outlet's whole name, columnar, for grouping.
    pub outlet_key: Field,
    /// Quotation: the article's authors, folded words.
    pub author: Field,
    /// Both: seconds since 1970, columnar; absent when unknown.
    pub published: Field,
    /// Quotation: names of entities in its context, folded words.
    pub entity: Field,
    /// Quotation: what was said, stemmed.
    pub text: Field,
    /// Quotation: what was said, folded and unstemmed, with positions: exact phrases.
    pub exact: Field,
    /// Quotation: the paragraph around it, without what was said, stemmed.
    pub context: Field,
    /// Quotation: speaker's name, folded words.
    pub speaker: Field,
    /// Quotation: speaker's whole [name](super::speaker_key), columnar, for grouping and counting.
    pub speaker_key: Field,
    /// Quotation: speaker's role, folded words; the whole role is columnar, for counting.
    pub role: Field,
    /// Quotation: "direct", "mixed" or "indirect".
    pub kind: Field,
    /// Quotation: [`thousandths`] of its confidence, columnar.
    pub confidence: Field,
    /// Quotation: where its content starts in the body (UTF-8 bytes), columnar: the order within an article.
    pub start: Field,
}

/// A confidence as its column has it: annotation gives no more than hundredths, and whole numbers take a quarter of the room.
#[must_use]
pub fn thousandths(confidence: f32) -> u64 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 1000")]
    let thousandths = (confidence.clamp(0.0, 1.0) * 1000.0).round() as u64;
    thousandths
}

impl Fields {
    /// The schema and its fields.
    #[must_use]
    pub fn schema() -> (Schema, Self) {
        let mut schema = Schema::builder();
        let words = |tokenizer: &str, option: IndexRecordOption| {
            TextFieldIndexing::default().set_tokenizer(tokenizer).set_index_option(option)
        };
        let text = |indexing: TextFieldIndexing| TextOptions::default().set_indexing_options(indexing);
        // What only narrows needs neither frequencies nor lengths.
        let names = || text(words(FOLDED, IndexRecordOption::Basic).set_fieldnorms(false));
        let whole = || text(words("raw", IndexRecordOption::Basic).set_fieldnorms(false));
        let key = || whole().set_fast("raw");
        let scored = |tokenizer: &str, option: IndexRecordOption| text(words(tokenizer, option));
        let fields = Self {
            is: schema.add_text_field("is", whole()),
            row: schema.add_bytes_field("row", STORED),
            seal: schema.add_u64_field("seal", STORED),
            path: schema.add_text_field("path", whole()),
            article: schema.add_text_field("article", key()),
            mark: schema.add_u64_field("mark", NumericOptions::default().set_indexed().set_fast()),
            file: schema.add_u64_field("file", FAST),
            number: schema.add_u64_field("number", FAST),
            letters: schema.add_u64_field("letters", FAST),
            text_key: schema.add_u64_field("text_key", FAST),
            page_key: schema.add_u64_field("page_key", FAST),
            language: schema.add_text_field("language", key()),
            title: schema.add_text_field("title", scored(STEMMED, IndexRecordOption::WithFreqs)),
            outlet: schema.add_text_field("outlet", names()),
            outlet_key: schema.add_text_field("outlet_key", key()),
            author: schema.add_text_field("author", names()),
            published: schema.add_i64_field("published", FAST),
            entity: schema.add_text_field("entity", names()),
            text: schema.add_text_field("text", scored(STEMMED, IndexRecordOption::WithFreqs)),
            exact: schema.add_text_field("exact", scored(FOLDED, IndexRecordOption::WithFreqsAndPositions)),
            context: schema.add_text_field("context", scored(STEMMED, IndexRecordOption::WithFreqs)),
            speaker: schema.add_text_field("speaker", names()),
            speaker_key: schema.add_text_field("speaker_key", key()),
            role: schema.add_text_field("role", names().set_fast("raw")),
            kind: schema.add_text_field("kind", key()),
            confidence: schema.add_u64_field("confidence", FAST),
            start: schema.add_u64_field("start", FAST),
        };
        (schema.build(), fields)
    }

    /// What the documents have in common that say which articles are the same.
    pub(super) fn twins_term(&self) -> Term {
        Term::from_field_text(self.is, "twins")
    }

    /// What all documents of a file have in common.
    #[must_use]
    pub fn path_term(&self, path: &str) -> Term {
        Term::from_field_text(self.path, path)
    }
}
