//! Stretches of text in quotation marks, of all the styles that news is printed in.

use crate::article::Span;

/// A stretch in quotation marks within one paragraph.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Region {
    /// What stands between the marks.
    pub inner: Span,
    /// With the marks.
    pub outer: Span,
    /// Index of its paragraph.
    pub paragraph: usize,
    /// It has a closing mark; if not, it ends with its paragraph.
    pub closed: bool,
    /// It goes on from the paragraph before, whose marks were never closed.
    pub continues: bool,
    /// The words before the colon, where it is a turn of a transcript: no marks, but a label before it; or who signs it
    /// behind or below, where it is a post or an excerpt.
    pub label: Option<Span>,
}

/// The regions with these, in order of their paragraphs, in the place of all others of those paragraphs: what stands in marks there
/// is part of them.
#[must_use]
pub fn replaced(regions: Vec<Region>, whole: Vec<Region>) -> Vec<Region> {
    let is_part = |region: &Region| whole.binary_search_by_key(&region.paragraph, |whole| whole.paragraph).is_ok();
    let mut all: Vec<Region> = regions.into_iter().filter(|region| !is_part(region)).collect();
    all.extend(whole);
    all.sort_by_key(|region| region.outer.start);
    all
}

/// A pair of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Style {
    /// “…” and its misprints “…“, ”…”.
    Curly,
    /// „…“ or „…”.
    Low,
    /// «…».
    Guillemets,
    /// »…«.
    GuillemetsInward,
    /// "…".
    Straight,
    /// ''…'' or ’’…’’, two apostrophes.
    Doubled,
    /// ‘…’.
    SingleCurly,
    /// '…'.
    SingleStraight,
    /// ‹…› and ›…‹, ‚…‘ are only ever inside others or rare titles.
    Single,
}

/// Finds the outermost quoted stretches of every paragraph.
///
/// A paragraph whose marks stay open is closed at its end: when the next one opens with a mark again, both are parts of
/// one quotation (`continues`); otherwise only when the mark opens the paragraph, since a mark that is merely forgotten
/// would swallow the narrative.
#[must_use]
pub fn regions(body: &str, paragraphs: &[Span]) -> Vec<Region> {
    let mut found: Vec<Region> = Vec::new();
    let mut open_before = false;
    for (index, &paragraph) in paragraphs.iter().enumerate() {
        let first = found.len();
        let opens_again = |next: &Span| Scanner { body, span: *next }.opening(next.from()).is_some();
        let goes_on = paragraphs.get(index + 1).is_some_and(opens_again);
        let scanner = Scanner { body, span: paragraph };
        scanner.scan(index, goes_on, &mut found);
        if let Some(region) = found.get_mut(first) {
            region.continues = open_before && region.outer.start == paragraph.start;
        }
        open_before = found[first..].last().is_some_and(|region| !region.closed);
    }
    found
}

/// A paragraph that lost more closing marks than this is no longer searched for others.
const MOST_LOST: usize = 4;

/// One paragraph.
struct Scanner<'a> {
    body: &'a str,
    span: Span,
}

impl Scanner<'_> {
    fn scan(&self, paragraph: usize, goes_on: bool, found: &mut Vec<Region>) {
        let mut at = self.span.from();
        // Marks of a style that found no closing one: looking again for each would cost the square of their number.
        let mut exhausted: Vec<Style> = Vec::new();
        let mut lost = 0;
        while let Some((mark, c)) = self.next_mark(at) {
            let Some((style, length)) = self.opening(mark).filter(|(style, _)| !exhausted.contains(style)) else {
                at = mark + c.len_utf8();
                continue;
            };
            at = mark;
            let inner = at + length;
            if let Some((end, close)) = self.closing(style, inner) {
                if end > inner {
                    found.push(Region {
                        inner: Span::new(inner, end),
                        outer: Span::new(at, end + close),
                        paragraph,
                        closed: true,
                        continues: false,
                        label: None,
                    });
                }
                at = end + close;
            } else if self.may_stay_open(style, at, goes_on) && inner < self.span.to() {
                let end = self.span.to();
                let (inner, outer) = (Span::new(inner, end), Span::new(at, end));
                found.push(Region { inner, outer, paragraph, closed: false, continues: false, label: None });
                at = end;
            } else {
                // “a mess and left. “We won,” said Lund: this one lost its other, and those behind may have theirs.
                let may_have_others = style == Style::Curly && self.body[inner..self.span.to()].contains('”');
                lost += 1;
                if !may_have_others || lost > MOST_LOST {
                    exhausted.push(style);
                }
                at = inner;
            }
        }
    }

    fn may_stay_open(&self, style: Style, at: usize, goes_on: bool) -> bool {
        !matches!(style, Style::SingleStraight | Style::Single)
            && (goes_on && self.char_before(at).is_none_or(opens_after) || at == self.span.from())
    }

    /// Where the next character at `at` or behind it stands that may be a mark. Nearly all characters are none, which is told by
    /// their first byte alone.
    fn next_mark(&self, at: usize) -> Option<(usize, char)> {
        let bytes = &self.body.as_bytes()[at..self.span.to()];
        let may_be_mark = |byte: &u8| !byte.is_ascii() || matches!(byte, b'"' | b'\'' | b'`');
        let mark = at + bytes.iter().position(may_be_mark)?;
        Some((mark, self.char_at(mark)?))
    }

    fn char_at(&self, at: usize) -> Option<char> {
        self.body[at..self.span.to()].chars().next()
    }

    fn char_before(&self, at: usize) -> Option<char> {
        self.body[self.span.from()..at].chars().next_back()
    }

    /// The style and length of an opening mark at `at`.
    fn opening(&self, at: usize) -> Option<(Style, usize)> {
        let c = self.char_at(at)?;
        let after = at + c.len_utf8();
        let next = self.char_at(after);
        let before = self.char_before(at);
        let stands_open = before.is_none_or(opens_after) && next.is_some_and(|next| !next.is_whitespace());
        let style = match c {
            '“' | '‟' => Style::Curly,
            // A closing mark used to open, at the start of a paragraph or after a space.
            '”' if stands_open || self.is_glued(at, after) => Style::Curly,
            '„' => Style::Low,
            '«' => Style::Guillemets,
            '»' if stands_open => Style::GuillemetsInward,
            '"' | '＂' if stands_open || before.is_none_or(char::is_whitespace) || self.is_glued(at, after) => {
                Style::Straight
            }
            '\'' | '’' | '‘' if next == Some(c) && before.is_none_or(opens_after) => {
                return Some((Style::Doubled, 2 * c.len_utf8()));
            }
            '`' if next == Some('`') => return Some((Style::Doubled, 2)),
            '‘' if stands_open && !self.is_elision(after) => Style::SingleCurly,
            '\'' if stands_open && next.is_some_and(char::is_alphabetic) && !self.is_elision(after) => {
                Style::SingleStraight
            }
            '‹' | '›' | '‚' if stands_open => Style::Single,
            _ => return None,
        };
        Some((style, c.len_utf8()))
    }

    /// Whether a mark opens though nothing parts it from the sentence before, as where a page lost its paragraphs: `he said."We won,"
    /// she said`.
    fn is_glued(&self, at: usize, after: usize) -> bool {
        let goes_on = |next: char| match self.char_before(at) {
            Some('.' | '!' | '?') => next.is_uppercase(),
            Some(',') => next.is_alphabetic(),
            _ => false,
        };
        if !self.char_at(after).is_some_and(goes_on) {
            return false;
        }
        // A mark that closes what was never opened is told by the next one, which opens.
        let mut marks = self.body[after..self.span.to()].match_indices(['"', '”', '“', '＂']);
        marks.next().is_some_and(|(next, _)| !self.char_before(after + next).is_none_or(opens_after))
    }

    /// Words that begin with an apostrophe: '90s, 'em, 'til, 'twas.
    fn is_elision(&self, after: usize) -> bool {
        let rest = &self.body[after..self.span.to()];
        let word: String = rest.chars().take_while(|c| c.is_alphanumeric()).take(6).collect::<String>().to_lowercase();
        word.starts_with(|c: char| c.is_ascii_digit())
            || matches!(word.as_str(), "em" | "til" | "till" | "tis" | "twas" | "cause" | "bout" | "round" | "n" | "s")
    }

    /// Where the closing mark of `style` stands (offset, length), when the text starts at `from`.
    fn closing(&self, style: Style, from: usize) -> Option<(usize, usize)> {
        let mut nested = 0usize;
        // “It is "ours" now”: the second straight mark belongs to the first.
        let mut straight_is_open = false;
        let mut fallback = None;
        let mut plural = None;
        let mut after = from;
        while let Some((at, c)) = self.next_mark(after) {
            after = at + c.len_utf8();
            let (before, next) = (self.char_before(at), self.char_at(after));
            match (style, c) {
                (Style::Curly, '“') if next.is_some_and(char::is_alphanumeric) && before.is_none_or(opens_after) => {
                    nested += 1;
                }
                (Style::Curly, '”') if nested > 0 => nested -= 1,
                (Style::Curly | Style::Low, '”' | '“' | '"') | (Style::Guillemets, '»') => {
                    if style == Style::Curly && c != '”' && before.is_none_or(opens_after) {
                        straight_is_open = c == '"';
                        continue;
                    }
                    if style == Style::Curly && c == '"' && std::mem::take(&mut straight_is_open) {
                        continue;
                    }
                    return Some((at, c.len_utf8()));
                }
                (Style::GuillemetsInward, '«') | (Style::Single, '›' | '‹' | '‘') => {
                    return Some((at, c.len_utf8()));
                }
                (Style::Straight, '"' | '＂' | '”') if closes_before(next) || !before.is_none_or(opens_after) => {
                    return Some((at, c.len_utf8()));
                }
                (Style::Doubled, '\'' | '’') if next == Some(c) => return Some((at, 2 * c.len_utf8())),
                // Bad scans mix the two: ''We won," she said.
                (Style::Doubled, '"') if closes_before(next) && !before.is_none_or(opens_after) => {
                    return Some((at, c.len_utf8()));
                }
                (Style::SingleCurly, '’') | (Style::SingleStraight, '\'') if closes_before(next) => {
                    let certain = before.is_some_and(|c| matches!(c, ',' | '.' | '?' | '!' | '…'))
                        || next.is_none_or(|c| matches!(c, ',' | '.' | ';' | ':' | '?' | '!' | ')'));
                    if certain {
                        return Some((at, c.len_utf8()));
                    }
                    // "the workers’ rights": a plural's apostrophe, unless no better mark follows.
                    let found = if before == Some('s') { &mut plural } else { &mut fallback };
                    found.get_or_insert((at, c.len_utf8()));
                }
                (Style::SingleCurly, '‘') if before.is_none_or(opens_after) && fallback.is_some() => return fallback,
                // 'fake news' and 'witch hunt': the next one opens, so that the one before has closed.
                (Style::SingleStraight, '\'')
                    if fallback.or(plural).is_some()
                        && before.is_none_or(opens_after)
                        && next.is_some_and(char::is_alphabetic)
                        && !self.is_elision(after) =>
                {
                    return fallback.or(plural);
                }
                _ => {}
            }
        }
        fallback
    }
}

/// A character after which a mark can open.
fn opens_after(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '(' | '[' | '{' | '—' | '–' | '-' | '/' | ':' | '‘' | '“' | '"' | '\'' | '…' | '¿' | '¡')
}

/// A character before which a mark can close.
fn closes_before(next: Option<char>) -> bool {
    next.is_none_or(|c| !c.is_alphanumeric())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::paragraphs;

    fn quoted(text: &str) -> Vec<&str> {
        regions(text, &paragraphs(text)).into_iter().map(|region| region.inner.of(text)).collect()
    }

    #[test]
    fn every_printed_style_is_found() {
        assert_eq!(quoted("“We won,” she said."), ["We won,"]);
        assert_eq!(quoted("\"We won,\" she said. \"Twice.\""), ["We won,", "Twice."]);
        assert_eq!(quoted("„Wir siegen“, sagte sie. »Ja«, sagte er."), ["Wir siegen", "Ja"]);
        assert_eq!(quoted("« Nous gagnons », dit-elle."), [" Nous gagnons "]);
        assert_eq!(quoted("''We won,'' she said."), ["We won,"]);
        assert_eq!(quoted("‘We won,’ she said. ‘It’s the workers’ day.’"), ["We won,", "It’s the workers’ day."]);
        assert_eq!(quoted("“We won,“ she said."), ["We won,"]);
    }

    #[test]
    fn words_in_straight_single_marks_end_where_others_begin() {
        assert_eq!(
            quoted("The 'fake news' claims and the 'witch hunt' are, he said, 'a disgrace.'"),
            ["fake news", "witch hunt", "a disgrace."]
        );
        assert_eq!(quoted("'It is the workers' day,' she said."), ["It is the workers' day,"]);
    }

    #[test]
    fn a_lost_closing_mark_costs_no_other_quotation() {
        assert_eq!(
            quoted("Kell called it “a mess and left. “We won,” said Lund. “It is over,” he added."),
            ["We won,", "It is over,"]
        );
    }

    #[test]
    fn only_the_outermost_marks_count() {
        assert_eq!(quoted("“He told me, ‘Go,’ and I went,” she said."), ["He told me, ‘Go,’ and I went,"]);
        assert_eq!(quoted("‘He said “go” twice,’ she said."), ["He said “go” twice,"]);
        assert_eq!(quoted("“It is \"ours\" now,” she said. “Yes.\""), ["It is \"ours\" now,", "Yes."]);
        assert_eq!(quoted("“He said \"go,” she said. “Yes.”"), ["He said \"go,", "Yes."]);
    }

    #[test]
    fn marks_open_where_sentences_are_glued() {
        assert_eq!(quoted("He won.\"It’s ours,\" she said.\"Twice.\""), ["It’s ours,", "Twice."]);
        assert_eq!(quoted("She said,\"we won.”"), ["we won."]);
        assert_eq!(quoted("He won.”We won,” she said."), ["We won,"]);
        assert_eq!(quoted("they won.\"The mayor called it \"ours\" at last."), ["ours"]);
    }

    #[test]
    fn apostrophes_are_no_marks() {
        for text in
            ["O’Neill’s ’90s hits", "the '90s and the workers' rights", "rock 'n' roll, y’all, ’em", "it's 5'10\""]
        {
            assert!(quoted(text).is_empty(), "{text}: {:?}", quoted(text));
        }
    }

    #[test]
    fn a_quotation_over_paragraphs_continues() {
        let text = "“First part.\n\n“Second part,” she said.";
        let found = regions(text, &paragraphs(text));
        assert_eq!([found[0].closed, found[1].closed, found[1].continues], [false, true, true]);
    }

    #[test]
    fn a_forgotten_closing_mark_does_not_swallow_the_narrative() {
        assert!(quoted("She called it “a mess and left. The plan failed.\n\nNothing else.").is_empty());
    }

    #[test]
    fn many_marks_in_a_row_are_no_quotation_and_cost_little() {
        let text = "“".repeat(10_000) + &"\"".repeat(10_000);
        let _ = quoted(&text);
    }

    proptest! {
        #[test]
        fn regions_ascend_and_stay_in_their_paragraph(text in "[a-zé .,“”\"'’‘«»„\n]{0,80}") {
            let paragraphs = paragraphs(&text);
            let mut at = 0;
            for region in regions(&text, &paragraphs) {
                prop_assert!(region.outer.start >= at && paragraphs[region.paragraph].covers(region.outer));
                prop_assert!(region.outer.covers(region.inner) && !region.inner.of(&text).is_empty());
                at = region.outer.end;
            }
        }
    }
}
