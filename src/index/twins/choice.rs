//! Which of several prints of an article is kept. Depends on the prints alone, in whatever order they come.

use std::cmp::Reverse;

use super::Print;

/// The prints that are the same article, by their marks: the one that is kept, then the others, nearest first.
pub(in crate::index) type Group = Vec<u64>;

/// Puts together what is the same article.
///
/// First the versions of one page under one headline: the last one published (of equal ones the longest) stands for all.
/// Then what stands for a page, or has none, and has the very same text: the first one published. Ties are decided by
/// path, and in a file by who comes first. So each print leads to one that is kept in two steps at most, and versions of
/// different pages never become one by way of a third.
pub(in crate::index) fn groups<'p>(prints: &[Print], path: impl Fn(u64) -> &'p str) -> Vec<Group> {
    // Who comes first where nothing else decides.
    let places: Vec<_> = prints.iter().map(|print| (path(print.file), print.number, print.mark())).collect();
    // Unknown dates come last.
    let first_published = |at: usize| (prints[at].published.is_none(), prints[at].published, places[at]);
    // Of each print the one that is kept for it, where that is another one.
    let mut stands_for: Vec<Option<usize>> = vec![None; prints.len()];

    let with_page = (0..prints.len()).filter(|&at| prints[at].page != 0);
    for versions in alike(with_page, |at| prints[at].page) {
        let last = |at: &usize| (prints[*at].published, prints[*at].letters, Reverse(places[*at]));
        let Some(last) = versions.iter().copied().max_by_key(last) else { continue };
        let as_last = versions.iter().copied().filter(|&at| prints[at].text == prints[last].text);
        let Some(kept) = as_last.min_by_key(|&at| first_published(at)) else { continue };
        for at in versions.into_iter().filter(|&at| at != kept) {
            stands_for[at] = Some(kept);
        }
    }

    let telling = (0..prints.len()).filter(|&at| prints[at].is_telling() && stands_for[at].is_none());
    let mut same_text: Vec<Option<usize>> = vec![None; prints.len()];
    for copies in alike(telling, |at| prints[at].text) {
        let Some(kept) = copies.iter().copied().min_by_key(|&at| first_published(at)) else { continue };
        for at in copies.into_iter().filter(|&at| at != kept) {
            same_text[at] = Some(kept);
        }
    }

    let kept = |at: usize| stands_for[at].or(same_text[at]).map(|kept| same_text[kept].unwrap_or(kept));
    let mut members: Vec<(usize, usize)> = (0..prints.len()).filter_map(|at| Some((kept(at)?, at))).collect();
    members.sort_unstable_by_key(|&(kept, at)| (kept, prints[at].text != prints[kept].text, first_published(at)));
    let of_group = |members: &[(usize, usize)]| {
        let others = members.iter().map(|&(_, at)| at);
        members.first().map(|&(kept, _)| kept).into_iter().chain(others).map(|at| places[at].2).collect()
    };
    let mut groups: Vec<Group> = members.chunk_by(|(kept, _), (next, _)| kept == next).map(of_group).collect();
    groups.sort_unstable();
    groups
}

/// Those that share a key with another one, by key.
fn alike(all: impl Iterator<Item = usize>, key: impl Fn(usize) -> u64) -> Vec<Vec<usize>> {
    let mut sorted: Vec<usize> = all.collect();
    sorted.sort_unstable_by_key(|&at| key(at));
    let shared = sorted.chunk_by(|&a, &b| key(a) == key(b)).filter(|alike| alike.len() > 1);
    shared.map(<[usize]>::to_vec).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A print of file `file`, which is also its path; page 0 is none.
    fn print(file: u64, text: u64, page: u64, published: Option<i64>) -> Print {
        Print { file, number: 0, letters: 1_000, text, page, published }
    }

    fn path(file: u64) -> &'static str {
        ["a", "b", "c", "d", "e", "f", "g", "h"][usize::try_from(file).unwrap()]
    }

    /// The groups by file.
    fn chosen(prints: &[Print]) -> Vec<Vec<u64>> {
        let file = |mark: u64| prints.iter().find(|print| print.mark() == mark).unwrap().file;
        let mut groups: Vec<Vec<u64>> =
            groups(prints, path).into_iter().map(|group| group.into_iter().map(file).collect()).collect();
        groups.sort_unstable();
        groups
    }

    #[test]
    fn of_equal_texts_the_first_published_is_kept_then_the_smallest_path() {
        let wire = [print(0, 7, 0, None), print(1, 7, 0, Some(9)), print(2, 7, 0, Some(5)), print(3, 7, 0, Some(5))];
        assert_eq!(chosen(&wire), [[2, 3, 1, 0]]);
        assert_eq!(chosen(&[print(0, 7, 0, None), print(1, 8, 0, None)]), [[0; 0]; 0]);
    }

    #[test]
    fn short_texts_are_the_same_article_only_on_the_same_page() {
        let short = |file, page| Print { letters: 20, ..print(file, 7, page, None) };
        assert_eq!(chosen(&[short(0, 0), short(1, 0), short(2, 4), short(3, 4)]), [[2, 3]]);
    }

    #[test]
    fn of_versions_of_a_page_the_last_is_kept_then_the_longest_then_the_smallest_path() {
        let version = |file, letters, published| Print { letters, ..print(file, 10 + file, 4, published) };
        assert_eq!(chosen(&[version(0, 900, None), version(1, 800, Some(5)), version(2, 700, Some(6))]), [[2, 1, 0]]);
        assert_eq!(
            chosen(&[version(0, 700, Some(5)), version(1, 800, Some(5)), version(2, 800, Some(5))]),
            [[1, 0, 2]]
        );
    }

    #[test]
    fn the_last_version_is_shown_as_first_published() {
        let crawls = [print(0, 7, 4, Some(9)), print(1, 7, 4, Some(8)), print(2, 6, 4, Some(1))];
        assert_eq!(chosen(&crawls), [[1, 0, 2]]);
    }

    #[test]
    fn a_version_never_takes_the_print_of_another_page_with_it() {
        // Page 4 printed the wire's text and changed it later; page 5 still has it.
        let prints = [print(0, 7, 4, Some(1)), print(1, 8, 4, Some(2)), print(2, 7, 5, Some(3))];
        assert_eq!(chosen(&prints), [[1, 0]]);
        // What stands for a page may itself be a copy: all lead to one.
        let prints = [print(0, 7, 4, Some(1)), print(1, 8, 4, Some(2)), print(2, 8, 5, Some(1))];
        assert_eq!(chosen(&prints), [[2, 1, 0]]);
    }

    proptest! {
        #[test]
        fn each_print_is_in_one_group_at_most_whatever_the_order(
            drawn in proptest::collection::vec((0u64..3, 0u64..3, 0i64..3), 0..8), turn in 0usize..8,
        ) {
            let print = |(file, (text, page, published)): (u64, (u64, u64, i64))| {
                print(file, text, page, (published > 0).then_some(published))
            };
            let mut prints: Vec<Print> = (0..).zip(drawn).map(print).collect();
            let found = groups(&prints, path);
            let mut members: Vec<u64> = found.concat();
            let count = members.len();
            members.sort_unstable();
            members.dedup();
            prop_assert_eq!(members.len(), count);
            let kept: Vec<u64> = found.iter().map(|group| group[0]).collect();
            let counts = |print: &&Print| kept.contains(&print.mark()) || !members.contains(&print.mark());
            let texts: Vec<u64> = prints.iter().filter(counts).map(|print| print.text).collect();
            prop_assert!((1..texts.len()).all(|at| !texts[..at].contains(&texts[at])), "a text is kept twice");
            let turn = turn.min(prints.len());
            prints.rotate_left(turn);
            prop_assert_eq!(groups(&prints, path), found);
        }
    }
}
