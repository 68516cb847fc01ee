//! Looking up a hash among sorted ones.

/// So often it is guessed where it stands; then the rest is halved, so that nothing made to mislead takes long.
const GUESSES: usize = 8;

/// The place of a number among `count` sorted ones, of which `at` gives each by its place.
///
/// Hashes are spread evenly, so one tells about where it stands (interpolation search, Peterson 1957): of a million all but
/// some hundred are out of the running after the first look.
pub(super) fn find(sought: u64, count: usize, at: impl Fn(usize) -> u64) -> Option<usize> {
    let (mut low, mut high) = (0, count);
    let (mut least, mut most) = (u64::MIN, u64::MAX);
    for step in 0.. {
        if low >= high || sought < least || sought > most {
            return None;
        }
        let places = high - low;
        let place = if step < GUESSES {
            let each = ((most - least) / places as u64).saturating_add(1);
            low + usize::try_from((sought - least) / each).ok()?.min(places - 1)
        } else {
            low + places / 2
        };
        let found = at(place);
        if found == sought {
            return Some(place);
        }
        if found < sought {
            (low, least) = (place + 1, found + 1);
        } else {
            (high, most) = (place, found - 1);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_finds_what_is_there_and_nothing_else(numbers: std::collections::BTreeSet<u64>, other: u64) {
            let numbers: Vec<u64> = numbers.into_iter().collect();
            let found = |sought| find(sought, numbers.len(), |place| numbers[place]);
            for (place, number) in numbers.iter().enumerate() {
                prop_assert_eq!(found(*number), Some(place));
            }
            for sought in [0, 1, u64::MAX, other] {
                prop_assert_eq!(found(sought), numbers.binary_search(&sought).ok());
            }
        }
    }

    #[test]
    fn numbers_that_are_not_spread_take_hardly_longer_than_halving() {
        let numbers: Vec<u64> =
            (0..60).map(|power| 1 << power).chain((0..10_000).map(|n| u64::MAX - 10_000 + n)).collect();
        for sought in numbers.iter().copied().chain([3, u64::MAX / 2]) {
            let looks = Cell::new(0);
            let found = find(sought, numbers.len(), |place| {
                looks.set(looks.get() + 1);
                numbers[place]
            });
            assert_eq!(found, numbers.binary_search(&sought).ok());
            assert!(looks.get() <= GUESSES + 15, "{sought}: {}", looks.get());
        }
    }
}
