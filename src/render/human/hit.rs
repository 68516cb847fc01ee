use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::{
    counted, day,
    flow::Flow,
    style::{ASIDE, MATCH, NAME, PLAIN},
};
use crate::{
    article::{QuoteKind, Span, Speaker},
    query::Hit,
};

/// Of a longer text (bytes) a part is shown; `show` has the whole.
const LONGEST: usize = 3_000;
/// Stands where something was left out.
const CUT: &str = "[…]";

/// Which line stands above a hit's words.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Heading {
    /// Who spoke.
    Speaker,
    /// None: the group's heading says who spoke.
    None,
}

/// Writes one hit: who, what, how and when, where.
pub(super) fn write(hit: &Hit, heading: Heading, width: usize, out: &mut dyn Write) -> io::Result<()> {
    if heading == Heading::Speaker {
        speaker(hit.speaker.as_deref(), hit.role.as_deref(), hit.source.as_deref()).write(0, width, out)?;
    } else if let (None, Some(source)) = (&hit.speaker, &hit.source) {
        Flow::of(PLAIN, source).with(PLAIN, ":").write(2, width, out)?;
    }
    words(hit).write(2, width, out)?;
    Flow::of(ASIDE, &about(hit)).write(2, width, out)?;
    Flow::of(ASIDE, &format!("{}:{}", hit.article.path, hit.line)).write(2, width, out)
}

/// "**Inés Núñez**, foreign minister"; for a speaker without a name, the text's own words for them.
pub(super) fn speaker(name: Option<&str>, role: Option<&str>, source: Option<&str>) -> Flow {
    let name = name.map(spelled);
    match (name.as_deref(), role, source) {
        (Some(name), Some(role), _) => Flow::of(NAME, name).with(PLAIN, ", ").with(PLAIN, role),
        (Some(name), None, _) => Flow::of(NAME, name),
        (None, _, Some(source)) => {
            Flow::of(NAME, "speaker unknown").with(PLAIN, " (“").with(PLAIN, source).with(PLAIN, "”)")
        }
        (None, _, None) => Flow::of(NAME, "speaker unknown"),
    }
}

/// "Anna Kelly, Bo Ray and Tom Lee" for several who spoke together.
fn spelled(name: &str) -> Cow<'_, str> {
    match name.rsplit_once(Speaker::AND) {
        None => Cow::Borrowed(name),
        Some((others, last)) => Cow::Owned(format!("{} and {last}", others.replace(Speaker::AND, ", "))),
    }
}

/// The spoken pieces, with what matched marked.
///
/// Only words that stand in quotation marks get them here too: reported speech is not what somebody literally said.
fn words(hit: &Hit) -> Flow {
    let (open, close) = if hit.kind == QuoteKind::Direct { ("“", "”") } else { ("", "") };
    let part = part_shown(hit);
    let mut flow = Flow::of(PLAIN, open);
    if part.start > 0 {
        flow.push(PLAIN, CUT);
        flow.push(PLAIN, " ");
    }
    let mut is_first = true;
    for piece in &hit.pieces {
        let start = (piece.start - hit.start).max(part.start);
        let end = (piece.end - hit.start).min(part.end);
        if start >= end {
            continue;
        }
        if !std::mem::take(&mut is_first) {
            flow.push(PLAIN, " … ");
        }
        push_marked(&mut flow, hit, Span { start, end });
    }
    if part.to() < hit.text.len() {
        flow.push(PLAIN, " ");
        flow.push(PLAIN, CUT);
    }
    flow.with(PLAIN, close)
}

/// What of the hit's text is shown: all of it, or a part with its first match where it is very long.
fn part_shown(hit: &Hit) -> Span {
    let text = &hit.text;
    if text.len() <= LONGEST {
        return Span::new(0, text.len());
    }
    let first = hit.highlights.first().map_or(0, |highlight| highlight.from());
    let from = if first < LONGEST / 2 { 0 } else { text.floor_char_boundary(first - LONGEST / 4) };
    let to = text.floor_char_boundary((from + LONGEST).min(text.len()));
    // Cut between words, where there are any.
    let word = |at: usize| text[at..first].find(' ').map_or(at, |space| at + space + 1);
    let from = if from > 0 { word(from) } else { 0 };
    let to = if to < text.len() { text[from..to].rfind(' ').map_or(to, |space| from + space) } else { to };
    Span::new(from, to)
}

/// Adds `piece` (bytes into the hit's text), its highlights in their own style.
fn push_marked(flow: &mut Flow, hit: &Hit, piece: Span) {
    let mut done = piece.start;
    for highlight in hit.highlights.iter().filter(|highlight| highlight.overlaps(piece)) {
        let (start, end) = (highlight.start.max(done), highlight.end.min(piece.end));
        if start < end {
            flow.push(PLAIN, &hit.text[done as usize..start as usize]);
            flow.push(MATCH, &hit.text[start as usize..end as usize]);
            done = end;
        }
    }
    flow.push(PLAIN, &hit.text[done as usize..piece.to()]);
}

/// "told reporters · confidence 0.97 · 2019-03-04 · Harbour Post · Minister rejects naval base".
fn about(hit: &Hit) -> String {
    let article = &hit.article;
    let parts = [
        hit.cue.clone(),
        manner(hit.kind).map(str::to_owned),
        Some(format!("confidence\u{a0}{:.2}", hit.confidence)),
        article.published.as_deref().map(|published| day(published).to_owned()),
        article.outlet.clone(),
        (!article.title.is_empty()).then(|| article.title.clone()),
        (article.others > 0).then(|| also(article.others)),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// "also in 3 other places".
pub(super) fn also(places: usize) -> String {
    format!("also in {}", counted(places as u64, "other place"))
}

/// What to say of words that are not all literal.
fn manner(kind: QuoteKind) -> Option<&'static str> {
    match kind {
        QuoteKind::Direct => None,
        QuoteKind::Mixed => Some("partly word for word"),
        QuoteKind::Indirect => Some("reported, not word for word"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::sample;

    fn shown(hit: &Hit) -> String {
        let mut out = Vec::new();
        words(hit).write(0, 200, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn several_who_spoke_together_are_joined_as_people_write_them() {
        assert_eq!(spelled("Anna Kelly"), "Anna Kelly");
        assert_eq!(spelled("Anna Kelly; Bo Ray"), "Anna Kelly and Bo Ray");
        assert_eq!(spelled("Anna Kelly; Bo Ray; Tom Lee"), "Anna Kelly, Bo Ray and Tom Lee");
    }

    #[test]
    fn an_interruption_becomes_an_ellipsis_and_the_match_is_marked() {
        let hit = &sample::flat().hits[0];
        let marked = format!("{MATCH}sovereignty{MATCH:#}");
        assert_eq!(shown(hit), format!("“Our {marked} is not for sale, … and it never will be.”\n"));
    }

    #[test]
    fn a_match_that_runs_over_an_interruption_is_marked_in_both_pieces() {
        let mut hit = sample::flat().hits.swap_remove(0);
        let from = hit.text.find("sale").unwrap();
        let to = hit.text.find(" it never").unwrap();
        hit.highlights = vec![Span::new(from, to)];
        let (sale, and) = (format!("{MATCH}sale,{MATCH:#}"), format!("{MATCH}and{MATCH:#}"));
        assert_eq!(shown(&hit), format!("“Our sovereignty is not for {sale} … {and} it never will be.”\n"));
    }

    #[test]
    fn overlapping_highlights_mark_each_letter_once() {
        let mut hit = sample::flat().hits.swap_remove(0);
        hit.highlights = vec![Span::new(0, 15), Span::new(4, 15), Span::new(13, 18)];
        assert_eq!(
            anstream::adapter::strip_str(&shown(&hit)).to_string(),
            "“Our sovereignty is not for sale, … and it never will be.”\n"
        );
    }

    #[test]
    fn of_a_very_long_quotation_the_part_with_the_match_is_shown() {
        let mut hit = sample::flat().hits.swap_remove(0);
        let rain = "and the rain went on ".repeat(50_000);
        for (text, start, end) in [
            (format!("sovereignty {rain}"), "“sovereignty and the rain", " […]”"),
            (format!("{rain}sovereignty {rain}"), "“[…] ", " […]”"),
            (format!("{rain}sovereignty"), "“[…] ", "sovereignty”"),
            (format!("{0}sovereignty{0}", "é".repeat(20_000)), "“[…] é", "é […]”"),
        ] {
            let at = text.find("sovereignty").unwrap();
            hit.highlights = vec![Span::new(at, at + "sovereignty".len())];
            hit.pieces = vec![Span::new(hit.start as usize, hit.start as usize + text.len())];
            hit.text = text;
            let mut out = Vec::new();
            words(&hit).write(0, usize::MAX, &mut out).unwrap();
            let shown = anstream::adapter::strip_str(str::from_utf8(&out).unwrap()).to_string();
            assert!(shown.trim_end().starts_with(start) && shown.trim_end().ends_with(end), "{shown}");
            assert!(shown.contains("sovereignty") && shown.len() < LONGEST + 50, "{} bytes", shown.len());
        }
    }

    #[test]
    fn an_article_that_stands_elsewhere_too_says_in_how_many_places() {
        let mut hit = sample::flat().hits.swap_remove(0);
        assert!(!about(&hit).contains("also"));
        hit.article.others = 2;
        assert!(about(&hit).ends_with(" · also in 2 other places"), "{}", about(&hit));
    }

    #[test]
    fn reported_speech_gets_no_quotation_marks() {
        let hit = &sample::flat().hits[3];
        assert!(!shown(hit).contains('“'));
    }
}
