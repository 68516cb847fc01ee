//! Choices of where contents begin and end.

use super::lesson::tokens;
use crate::{
    annotate::learned::{
        content::{self, Reported},
        view::View,
    },
    evaluate::GoldQuote,
    model::{Choice, Features},
    text::TokenKind,
};

/// First token and end of a gold content, marks at its edges kept as the text has them; `None` when it has no token.
///
/// Of a content in pieces, the piece nearest to the cue.
#[must_use]
pub fn bounds(view: &View, quote: &GoldQuote, cue: usize) -> Option<(usize, usize)> {
    let reading = &view.scene.reading;
    let pieces = quote.content.iter().filter_map(|&piece| {
        let all = tokens(reading, &[piece]);
        Some((*all.first()?, *all.last()? + 1))
    });
    let distance = |&(start, end): &(usize, usize)| if start > cue { start - cue } else { cue.saturating_sub(end) };
    let (start, mut end) = pieces.min_by_key(distance)?;
    // A full stop or a comma at the end belongs to the sentence around it, except inside marks.
    while end > start + 1
        && reading.words[end - 1].kind == TokenKind::Mark
        && !view.quoted(end - 1)
        && matches!(reading.text(end - 1), "." | "," | ";" | ":")
    {
        end -= 1;
    }
    Some((start, end))
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
