//! Spans as few bytes: each as the distance from the one before it, and its length.

use crate::article::{Entity, Quote, Span};

/// The quotations with their spans made relative, in the order pieces, cue, source.
pub(super) fn packed_quotes(quotes: &[Quote]) -> Vec<Quote> {
    with_spans(quotes.to_vec(), Relative::pack)
}

/// The quotations as they were.
pub(super) fn unpacked_quotes(packed: Vec<Quote>) -> Vec<Quote> {
    with_spans(packed, Relative::unpack)
}

/// The entities with the spans of their mentions made relative: to the entity's last one, and the first to the first one of
/// the entity before it.
pub(super) fn packed_entities(entities: &[Entity]) -> Vec<Entity> {
    with_mentions(entities.to_vec(), Relative::pack)
}

/// The entities as they were.
pub(super) fn unpacked_entities(packed: Vec<Entity>) -> Vec<Entity> {
    with_mentions(packed, Relative::unpack)
}

fn with_spans(mut quotes: Vec<Quote>, change: fn(&mut Relative, Span) -> Span) -> Vec<Quote> {
    let mut last = Relative::default();
    for quote in &mut quotes {
        for span in quote.pieces.iter_mut().chain(&mut quote.cue).chain(&mut quote.source) {
            *span = change(&mut last, *span);
        }
    }
    quotes
}

fn with_mentions(mut entities: Vec<Entity>, change: fn(&mut Relative, Span) -> Span) -> Vec<Entity> {
    let mut first = Relative::default();
    for entity in &mut entities {
        let mut last = first;
        for (number, span) in entity.mentions.iter_mut().enumerate() {
            *span = change(&mut last, *span);
            if number == 0 {
                first = last;
            }
        }
    }
    entities
}

/// Where the last span began.
#[derive(Clone, Copy, Default)]
struct Relative(u32);

impl Relative {
    fn pack(&mut self, span: Span) -> Span {
        let distance = span.start.wrapping_sub(self.0);
        self.0 = span.start;
        // Zigzag: distances to both sides are small numbers.
        let zigzag = distance << 1 ^ (distance.cast_signed() >> 31).cast_unsigned();
        Span { start: zigzag, end: span.end.wrapping_sub(span.start) }
    }

    /// Numbers that were never packed give some span or other: whether it is inside the text is asked before it is used.
    fn unpack(&mut self, packed: Span) -> Span {
        let distance = packed.start >> 1 ^ (packed.start & 1).wrapping_neg();
        self.0 = self.0.wrapping_add(distance);
        Span { start: self.0, end: self.0.wrapping_add(packed.end) }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::article::{EntityKind, QuoteKind, Step};

    fn quote(pieces: Vec<Span>, cue: Option<Span>, source: Option<Span>) -> Quote {
        Quote { kind: QuoteKind::Mixed, pieces, cue, source, speaker: None, confidence: 0.5, step: Step::CueAfter }
    }

    fn spans(numbers: &[(u32, u32)]) -> Vec<Span> {
        numbers.iter().map(|&(start, end)| Span { start, end }).collect()
    }

    proptest! {
        #[test]
        fn whatever_spans_there_are_they_come_back(all in proptest::collection::vec(
            (proptest::collection::vec(any::<(u32, u32)>(), 0..4), any::<Option<(u32, u32)>>()), 0..6,
        )) {
            let span = |(start, end)| Span { start, end };
            let quotes: Vec<Quote> =
                all.iter().map(|(pieces, cue)| quote(spans(pieces), cue.map(span), None)).collect();
            prop_assert_eq!(unpacked_quotes(packed_quotes(&quotes)), quotes);
            let entity = |(mentions, _): &(Vec<(u32, u32)>, _)| {
                Entity { kind: EntityKind::Place, name: String::new(), mentions: spans(mentions) }
            };
            let entities: Vec<Entity> = all.iter().map(entity).collect();
            prop_assert_eq!(unpacked_entities(packed_entities(&entities)), entities);
        }
    }

    #[test]
    fn spans_near_each_other_are_small_numbers() {
        let near = quote(spans(&[(70_000, 70_050)]), Some(Span::new(70_060, 70_064)), Some(Span::new(70_055, 70_059)));
        let packed = packed_quotes(&[near.clone(), near]);
        assert_eq!(packed[1].pieces, spans(&[(109, 50)]));
        assert_eq!(
            (packed[1].cue, packed[1].source),
            (Some(Span { start: 120, end: 4 }), Some(Span { start: 9, end: 4 }))
        );
    }
}
