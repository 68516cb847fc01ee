//! Choices of where contents begin and end.

use std::ops::Range;

use super::lesson::tokens;
use crate::{
    annotate::learned::{
        content::{self, Reported},
        rest,
        view::View,
    },
    evaluate::GoldQuote,
    model::{Choice, Features},
    text::TokenKind,
};

/// A gold content, and the end of what goes on behind its clause; `None` when it has no token.
///
/// Of a content in other pieces, the piece nearest to the cue.
#[must_use]
pub fn bounds(view: &View, quote: &GoldQuote, reported: &Reported) -> Option<(Range<usize>, Option<usize>)> {
    let cue = reported.cue;
    let mut pieces: Vec<Range<usize>> =
        quote.content.iter().filter_map(|&piece| bare(view, &tokens(&view.scene.reading, &[piece]))).collect();
    pieces.sort_unstable_by_key(|piece| piece.start);
    for (before, behind) in pieces.iter().zip(pieces.iter().skip(1)) {
        if before.end <= cue && cue < behind.start && rest::start(view, reported, before) == Some(behind.start) {
            return Some((before.clone(), Some(behind.end)));
        }
    }
    let distance =
        |piece: &Range<usize>| if piece.start > cue { piece.start - cue } else { cue.saturating_sub(piece.end) };
    Some((pieces.into_iter().min_by_key(distance)?, None))
}

/// The tokens from the first to the last, marks at its edges kept as the text has them, but no full stop or comma at the end,
/// which belongs to the sentence around it, except inside marks.
fn bare(view: &View, tokens: &[usize]) -> Option<Range<usize>> {
    let reading = &view.scene.reading;
    let (start, mut end) = (*tokens.first()?, *tokens.last()? + 1);
    while end > start + 1
        && reading.words[end - 1].kind == TokenKind::Mark
        && !view.quoted(end - 1)
        && matches!(reading.text(end - 1), "." | "," | ";" | ":")
    {
        end -= 1;
    }
    Some(start..end)
}

/// The choice of a content's first token.
#[must_use]
pub fn start(view: &View, reported: &Reported, right: usize) -> Choice {
    let mut choice = Choice::default();
    let mut features = Features::default();
    for at in content::starts(view, reported) {
        features.clear();
        content::start_features(view, reported, at, &mut features);
        choice.add(&features.all, at == right);
    }
    choice
}

/// The choice of its end.
#[must_use]
pub fn end(view: &View, reported: &Reported, start: usize, right: usize) -> Choice {
    let mut choice = Choice::default();
    let mut features = Features::default();
    for at in content::ends(view, reported, start) {
        features.clear();
        content::end_features(view, reported, start, at, &mut features);
        choice.add(&features.all, at == right);
    }
    choice
}

/// The choice of whether it goes on behind its clause, and to where; `None` where it can't.
#[must_use]
pub fn rest(view: &View, reported: &Reported, content: &Range<usize>, right: Option<usize>) -> Option<Choice> {
    let start = rest::start(view, reported, content)?;
    let ends = rest::ends(view, reported, start);
    Some(Choice::one_or_none(ends, right, |end, out| match end {
        Some(end) => rest::end_features(view, start, end, out),
        None => rest::none_features(view, reported, content, start, out),
    }))
}
