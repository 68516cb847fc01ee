//! Press reviews: paragraphs in marks, and in a line of its own below them whose they are: "Anna Kell and Bo Ray, Harwell Post".

use std::ops::Range;

use super::{mark::Region, reading::Reading};
use crate::{article::Span, lexicon::class, text::TokenKind};

/// In tokens: a longer line is no credit.
const LONGEST: usize = 14;

/// Labels the regions that are all of their paragraphs, and have a line below that is nothing but names, with those.
#[must_use]
pub fn with_credits(reading: &Reading, mut regions: Vec<Region>) -> Vec<Region> {
    for excerpt in regions.chunk_by_mut(|_, next| next.continues) {
        let is_whole = |region: &Region| {
            let paragraph = reading.paragraph_spans[region.paragraph];
            region.label.is_none() && region.outer == paragraph
        };
        let last = excerpt.last().filter(|last| last.closed && excerpt.iter().all(is_whole));
        let line = last.and_then(|last| reading.paragraphs.get(last.paragraph + 1));
        if let Some(label) = line.and_then(|line| credit(reading, line)) {
            for region in excerpt {
                region.label = Some(label);
            }
        }
    }
    regions
}

/// The people's names of a line that names them, a comma and where they wrote, and has no word besides.
fn credit(reading: &Reading, line: &Range<usize>) -> Option<Span> {
    let comma = line.clone().find(|&at| reading.reads(at, ","))?;
    let (people, outlet) = (line.start..comma, comma + 1..line.end);
    let is_capital = |at: usize| reading.words[at].kind == TokenKind::Word && reading.words[at].capital;
    let is_name = |at: usize| is_capital(at) && !reading.is(at, class::DETERMINER | class::PREPOSITION | class::TIME);
    let joins = |at: usize| matches!(reading.text(at), "and" | "&");
    let is_of_outlet = |at: usize| is_capital(at) || matches!(reading.text(at), "of" | "the" | "for" | "&");
    // One word is a place more often: "Harwell, Iowa".
    let full = people.len() > 1 && !people.clone().all(joins);
    let is_credit = line.len() <= LONGEST
        && full
        && !outlet.is_empty()
        && people.clone().all(|at| is_name(at) || joins(at) && at > people.start)
        && outlet.clone().all(is_of_outlet);
    is_credit.then(|| reading.span(&people))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{annotate::mark, lexicon::Lexicon};

    fn labels(body: &str) -> Vec<Option<&str>> {
        let reading = Reading::new(body, Lexicon::english());
        let marked = mark::regions(body, &reading.paragraph_spans);
        with_credits(&reading, marked).into_iter().map(|region| region.label.map(|label| label.of(body))).collect()
    }

    #[test]
    fn the_line_below_credits_all_of_an_excerpt() {
        let body =
            "“It leaks…\n\n“It always did.”\n\nBo Ray and Ann Lee, Oslo Herald\n\n“No.”\n\nIlse Varga, Harwell Post";
        assert_eq!(labels(body), [Some("Bo Ray and Ann Lee"), Some("Bo Ray and Ann Lee"), Some("Ilse Varga")]);
    }

    #[test]
    fn a_line_with_any_other_word_is_no_credit() {
        for line in ["Bo Ray, who left", "Harwell, Iowa", "Bo Ray said no, Lee", "The Board, Oslo", "Bo Ray"] {
            assert_eq!(labels(&format!("“It leaks.”\n\n{line}")), [None], "{line}");
        }
        assert_eq!(labels("“It leaks,” she said.\n\nBo Ray, Oslo Herald"), [None]);
    }
}
