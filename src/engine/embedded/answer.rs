//! From documents to what is shown of them.

use std::{iter, sync::Arc};

use super::{
    Lookup,
    columns::day,
    highlight::Marks,
    places,
    rows::{Quotation, quotation},
    scan::FoundGroup,
    shortlist::Match,
    side_by_side::in_parts,
};
use crate::{
    article::{Published, Span},
    index::{damaged, speaker_key},
    query::{ArticleRef, Group, Hit, ranking::Merit},
};

/// Bytes of a text that tantivy keeps as it is in a column.
const LONGEST_TERM: usize = 65_530;

/// How hits are shown.
#[derive(Clone, Copy)]
pub(super) struct Shown<'a> {
    pub lookup: Lookup<'a>,
    pub marks: &'a Marks,
    /// Whether it is told where else articles stand.
    pub tells_others: bool,
}

impl Shown<'_> {
    /// What is shown of matches.
    pub fn hits(self, matches: &[Match<String>]) -> tantivy::Result<Vec<Hit>> {
        in_parts(matches, |part| part.iter().map(|found| self.hit(found)).collect())
    }

    /// What is shown of groups, of which the first may have the best of their matches.
    pub fn groups(self, groups: Vec<FoundGroup>) -> tantivy::Result<Vec<Group>> {
        let with_hits = groups.iter().take_while(|group| !group.best.is_empty()).count();
        let hits = in_parts(&groups[..with_hits], |part| {
            part.iter().map(|group| group.best.iter().map(|found| self.hit(found)).collect()).collect()
        })?;
        let hits = hits.into_iter().chain(iter::repeat_with(Vec::new));
        Ok(groups.into_iter().zip(hits).map(|(found, hits)| group(found, hits)).collect())
    }

    fn hit(self, found: &Match<String>) -> tantivy::Result<Hit> {
        let quotation = quotation(self.lookup, found.at)?;
        if !is_the_one(&quotation, &found.merit) {
            return Err(damaged("a row is another one than its document's columns tell"));
        }
        let mut hit = hit(&quotation, self.marks, found.merit.rank.score())?;
        if self.tells_others {
            hit.article.also = places::also(self.lookup, Some(quotation.mark))?;
            hit.article.others = hit.article.also.len();
        } else {
            hit.article.others = places::others(self.lookup, quotation.mark);
        }
        Ok(hit)
    }
}

fn group(FoundGroup { key, tally, outlets, .. }: FoundGroup, hits: Vec<Hit>) -> Group {
    let date = |seconds| day(seconds).map(|date| date.to_string());
    Group {
        key,
        count: tally.count,
        first: tally.span.and_then(|(first, _)| date(first)),
        last: tally.span.and_then(|(_, last)| date(last)),
        outlets,
        hits,
    }
}

/// Whether a quotation is that of the document that was found: damage may lead from one to the other.
fn is_the_one(quotation: &Quotation, found: &Merit<String>) -> bool {
    let (quote, article) = (quotation.quote(), quotation.article());
    let speaker = quote.speaker.as_ref().map(|speaker| speaker_key(&speaker.name));
    found.start == u64::from(quote.content().start)
        && found.published == article.published.as_ref().map(Published::seconds)
        && agree(found.article.as_deref(), Some(&article.id))
        && agree(found.speaker.as_deref(), speaker.as_deref())
}

/// Whether a column has the row's text. Of one that is too long for columns they have only a part.
fn agree(column: Option<&str>, row: Option<&str>) -> bool {
    column == row || row.is_some_and(|row| row.len() > LONGEST_TERM)
}

fn hit(quotation: &Quotation, marks: &Marks, score: f32) -> tantivy::Result<Hit> {
    let (quote, article) = (quotation.quote(), quotation.article());
    let words = |span: Option<Span>| span.map(|span| quotation.words(span).map(str::to_owned)).transpose();
    let content = quote.content();
    let text = quotation.words(content)?;
    let speaker = quote.speaker.as_ref();
    Ok(Hit {
        text: text.to_owned(),
        speaker: speaker.map(|speaker| speaker.name.clone()),
        speaker_kind: speaker.map(|speaker| speaker.kind),
        role: speaker.and_then(|speaker| speaker.role.clone()),
        source: words(quote.source)?,
        cue: words(quote.cue)?,
        kind: quote.kind,
        confidence: quote.confidence,
        step: quote.step,
        context: quotation.context()?.to_owned(),
        start: content.start,
        end: content.end,
        pieces: quote.pieces.clone(),
        highlights: marks.of(quote, text),
        line: article.place.line_of(content.start),
        score,
        article: ArticleRef {
            id: article.id.clone(),
            title: article.title.clone(),
            outlet: article.outlet.clone(),
            author: (!article.authors.is_empty()).then(|| article.authors.join(", ")),
            published: article.published.as_ref().map(|published| published.as_str().to_owned()),
            url: article.url.clone(),
            path: article.place.path.clone(),
            others: 0,
            also: Arc::default(),
        },
    })
}
