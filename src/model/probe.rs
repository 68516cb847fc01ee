//! Tables of words by their hashes, without the words (open addressing).

/// The places of a table where the entry of a key may stand, in order: the one that its lower bits tell, then those behind that.
/// There are `length` of them, a power of two; none where it is 0.
#[inline]
pub fn places(key: u32, length: usize) -> impl Iterator<Item = usize> {
    let mask = length.wrapping_sub(1);
    (0..length).map(move |on| (key as usize + on) & mask)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_place_comes_once_from_that_of_the_key_on() {
        assert_eq!(places(0xAB06, 8).collect::<Vec<_>>(), [6, 7, 0, 1, 2, 3, 4, 5]);
        assert_eq!((places(7, 1).collect(), places(7, 0).count()), (vec![0], 0));
    }
}
