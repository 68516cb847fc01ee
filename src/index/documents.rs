use std::{borrow::Cow, collections::BTreeSet};

use tantivy::{TantivyDocument, schema::Field};

use super::{
    Fields, PIPED,
    context::paragraph_around,
    row,
    sealed::write_row,
    thousandths,
    twins::{self, Print, file_hash},
};
use crate::article::{Annotated, Article, Entity, Quote, Span};

/// The documents of one article: its own first, then one per quotation.
pub struct Documents {
    pub(super) all: Vec<TantivyDocument>,
    /// About so many bytes of memory.
    pub(super) weight: usize,
    /// The article's id.
    pub(super) id: String,
    /// What tells whether the index has the article from elsewhere.
    pub(super) print: Print,
}

impl Documents {
    /// Builds them; the costly part of indexing that can be done by many threads at once.
    ///
    /// `file` is the file on disk, or `-`: where it is an archive, the article's own path names a member of it. `number` is
    /// the article's among all records of the file: no two share it.
    #[must_use]
    pub fn of(annotated: &Annotated, file: &str, number: u32, fields: &Fields) -> Self {
        let id = &annotated.article.id;
        let print = Print::of(&annotated.article, file_hash(file, (file == PIPED).then_some(id.as_str())), number);
        let mut article = article_document(annotated, file, fields);
        twins::write(&print, &mut article.document, fields);
        let named = Named::of(annotated);
        let quotes = annotated.quotes.iter().map(|quote| quote_document(annotated, file, &named, quote, fields));
        let drafts: Vec<Draft> = std::iter::once(article).chain(quotes).collect();
        Self {
            weight: drafts.iter().map(|draft| draft.weight).sum(),
            all: drafts.into_iter().map(|draft| draft.document).collect(),
            id: id.clone(),
            print,
        }
    }

    /// The documents, the article's first.
    #[must_use]
    pub fn into_vec(self) -> Vec<TantivyDocument> {
        self.all
    }
}

/// An article's own document: what `show` and `stats` look for. Words are searched for in quotations alone.
fn article_document(annotated: &Annotated, file: &str, fields: &Fields) -> Draft {
    let article = &annotated.article;
    let mut draft = Draft::of_article("article", article, file, fields);
    draft.texts(fields.language, article.language.as_deref());
    let row = row::to_bytes(annotated);
    write_row(&row, &mut draft.document, fields);
    draft.weight += row.len();
    draft
}

fn quote_document(annotated: &Annotated, file: &str, named: &Named, quote: &Quote, fields: &Fields) -> Draft {
    let article = &annotated.article;
    let context = paragraph_around(&article.body, quote.content());
    let spoken: Vec<&str> = quote.pieces.iter().map(|piece| piece.of(&article.body)).collect();
    let spoken = spoken.join(" ");
    let mut draft = Draft::of_article("quote", article, file, fields);
    draft.text(fields.title, &article.title);
    draft.texts(fields.outlet, article.outlet.as_deref());
    draft.texts(fields.author, article.authors.iter().map(String::as_str));
    draft.text(fields.text, &spoken);
    draft.text(fields.exact, &spoken);
    for around in around(context, &quote.pieces) {
        draft.text(fields.context, around.of(&article.body));
    }
    if let Some(speaker) = &quote.speaker {
        draft.text(fields.speaker, &speaker.name);
        draft.text(fields.speaker_key, &speaker_key(&speaker.name));
        draft.texts(fields.role, speaker.role.as_deref());
    }
    draft.text(fields.kind, quote.kind.name());
    draft.document.add_u64(fields.confidence, thousandths(quote.confidence));
    draft.document.add_u64(fields.start, quote.content().start.into());
    draft.texts(fields.entity, named.within(context));
    draft
}

/// The name by which a speaker is grouped and counted: some papers print O’Garro, others O'Garro.
#[must_use]
pub fn speaker_key(name: &str) -> Cow<'_, str> {
    const CURLED: [char; 3] = ['’', '‘', 'ʼ'];
    if name.contains(CURLED) { name.replace(CURLED, "'").into() } else { name.into() }
}

/// What of a context is not spoken: its words are found as the quotation's own.
fn around(context: Span, pieces: &[Span]) -> Vec<Span> {
    let mut pieces = pieces.to_vec();
    pieces.sort_unstable();
    let mut from = context.start;
    let mut around = Vec::new();
    for piece in pieces {
        if from < piece.start {
            around.push(Span { start: from, end: piece.start });
        }
        from = from.max(piece.end);
    }
    if from < context.end {
        around.push(Span { start: from, end: context.end });
    }
    around
}

/// What is named where in an article, in the order of its text.
struct Named<'a> {
    mentions: Vec<(Span, &'a str)>,
    /// The longest mention's bytes.
    longest: u32,
}

impl<'a> Named<'a> {
    fn of(annotated: &'a Annotated) -> Self {
        let mentions = |entity: &'a Entity| entity.mentions.iter().map(|&mention| (mention, entity.name.as_str()));
        let mut mentions: Vec<_> = annotated.entities.iter().flat_map(mentions).collect();
        mentions.sort_unstable();
        let longest = mentions.iter().map(|(mention, _)| mention.end - mention.start).max().unwrap_or(0);
        Self { mentions, longest }
    }

    /// Names of what is mentioned in `context`, each once. Looks only at what is near: a long text names thousands.
    fn within(&self, context: Span) -> BTreeSet<&'a str> {
        let first = self.mentions.partition_point(|(mention, _)| mention.start + self.longest < context.start);
        let near = self.mentions[first..].iter().take_while(|(mention, _)| mention.start < context.end);
        near.filter(|(mention, _)| mention.overlaps(context)).map(|&(_, name)| name).collect()
    }
}

/// A document in the making.
struct Draft {
    document: TantivyDocument,
    weight: usize,
}

impl Draft {
    /// A document of this sort, with the fields that articles and quotations share.
    fn of_article(is: &str, article: &Article, file: &str, fields: &Fields) -> Self {
        let mut draft = Self { document: TantivyDocument::new(), weight: 0 };
        draft.text(fields.is, is);
        draft.text(fields.path, &article.place.path);
        if file != article.place.path {
            draft.text(fields.path, file);
        }
        draft.text(fields.article, &article.id);
        draft.texts(fields.outlet_key, article.outlet.as_deref());
        if let Some(published) = &article.published {
            draft.document.add_i64(fields.published, published.seconds());
        }
        draft
    }

    fn text(&mut self, field: Field, text: &str) {
        self.weight += text.len();
        self.document.add_text(field, text);
    }

    fn texts<'a>(&mut self, field: Field, texts: impl IntoIterator<Item = &'a str>) {
        texts.into_iter().for_each(|text| self.text(field, text));
    }
}
