//! Choices of sources.

use crate::{
    annotate::learned::{
        mentions::{Mention, Sort},
        source::{self, Anchor},
        view::View,
    },
    evaluate::GoldQuote,
    model::Choice,
};

/// The mention that names the speaker of a gold quotation, and the others over its source.
#[must_use]
pub fn right(view: &View, quote: &GoldQuote) -> (Option<usize>, Vec<usize>) {
    let reading = &view.scene.reading;
    let over: Vec<usize> = (0..view.mentions.all.len())
        .filter(|&index| {
            let span = reading.span(&view.mentions.all[index].words);
            quote.source.iter().any(|source| source.overlaps(span))
        })
        .collect();
    let named = |mention: &Mention| {
        let surname = quote.speaker.as_deref().and_then(|name| name.split_whitespace().last());
        !quote.by_reference
            && surname.is_some_and(|surname| mention.words.clone().any(|at| reading.text(at) == surname))
    };
    let governed = |mention: &Mention| {
        mention.words.start > 0
            && reading.is(mention.words.start - 1, crate::lexicon::class::PREPOSITION)
            && over.first().is_some_and(|&first| view.mentions.all[first].words.start < mention.words.start)
    };
    let owns = |mention: &Mention| {
        reading.words.get(mention.words.end).is_some_and(|word| word.kind == crate::text::TokenKind::Possessive)
    };
    let rank = |&&index: &&usize| {
        let mention = &view.mentions.all[index];
        let sort = match mention.sort {
            Sort::Name | Sort::Label => 0,
            Sort::Pronoun => 1,
            Sort::Nominal => 2,
            Sort::Noun | Sort::Capital | Sort::Quantity => 3,
            Sort::Relative | Sort::Object | Sort::Possessive => 4,
        };
        (!named(mention), governed(mention), owns(mention), sort, index)
    };
    (over.iter().min_by_key(rank).copied(), over)
}

/// A choice of the source of `anchor` among `options`, or nobody.
#[must_use]
pub fn choice(view: &View, anchor: &Anchor, options: &[usize], right: Option<usize>, over: &[usize]) -> Choice {
    Choice::one_or_none(without_others(options, right, over), right, |option, out| match option {
        Some(mention) => source::features(view, anchor, mention, out),
        None => source::nobody(view, anchor, out),
    })
}

/// The options without the mentions `over` the right source that are not the right one: to choose them is no error.
pub fn without_others(options: &[usize], right: Option<usize>, over: &[usize]) -> impl Iterator<Item = usize> {
    options.iter().copied().filter(move |option| Some(*option) == right || !over.contains(option))
}
