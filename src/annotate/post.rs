//! Posts of social networks in an article: stretches that somebody said, with a signature behind them in the place of marks.

use std::ops::Range;

use super::{
    mark::{self, Region},
    reading::Reading,
};
use crate::{article::Span, text};

/// Puts the posts of an article in the place of the regions of their paragraphs: what stands in marks inside a post is the poster's
/// quotation of somebody else.
#[must_use]
pub fn with_posts(reading: &Reading, regions: Vec<Region>) -> Vec<Region> {
    let mut posts: Vec<Region> =
        (0..reading.paragraph_spans.len()).filter_map(|signed| post(reading, signed)).collect();
    posts.dedup_by_key(|post| post.paragraph);
    if posts.is_empty() { regions } else { mark::replaced(regions, posts) }
}

/// The post that a paragraph is; or, when only a signature stands in it, the paragraph before.
fn post(reading: &Reading, signed: usize) -> Option<Region> {
    let within = reading.paragraph_spans[signed];
    let post = text::post(within.of(reading.body))?;
    let at = |part: Range<usize>| Span::new(within.from() + part.start, within.from() + part.end);
    let label = Some(at(post.name));
    let (paragraph, words) = match (post.words.is_empty(), signed.checked_sub(1)) {
        (false, _) => (signed, at(post.words)),
        (true, Some(before)) => (before, reading.paragraph_spans[before]),
        (true, None) => return None,
    };
    Some(Region { inner: words, outer: words, paragraph, closed: true, continues: false, label })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{annotate::mark, lexicon::Lexicon};

    fn regions(body: &str) -> Vec<(&str, Option<&str>)> {
        let reading = Reading::new(body, Lexicon::english());
        let marked = mark::regions(body, &reading.paragraph_spans);
        let regions = with_posts(&reading, marked).into_iter();
        regions.map(|region| (region.inner.of(body), region.label.map(|label| label.of(body)))).collect()
    }

    #[test]
    fn a_signed_paragraph_is_what_its_name_says_marks_and_all() {
        let body = "“It is,” she said.\n\nHe said “no”. — Ann Lee (@annlee) May 4, 2020\n\n“Go,” said Bo.";
        assert_eq!(regions(body), [("It is,", None), ("He said “no”.", Some("Ann Lee")), ("Go,", None)]);
    }

    #[test]
    fn a_signature_alone_signs_the_paragraph_before() {
        let body = "No.\n\nIt stays.\n\n— Ann Lee (@annlee) May 4, 2020\n\n— Bo Ray (@boray) May 5, 2020";
        assert_eq!(regions(body)[0], ("It stays.", Some("Ann Lee")));
        assert_eq!(regions("— Ann Lee (@annlee) May 4, 2020"), []);
    }
}
