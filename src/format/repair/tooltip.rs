//! What a page shows only where the pointer rests on a name: the name in full, headlines about it, and "MORE".
//!
//! Saved as text, "Kell said" is `Kell Anna Maria KellHarbour closes for a week Kell: no more ships MORE said`. Three signs
//! together make it certain: a surname that stands again within a few words, glued to a capital, and MORE behind it.

const END: &str = "MORE";
/// So many bytes a tooltip has at most.
const LONGEST: usize = 900;
/// So many words the full name has at most, brackets included.
const LONGEST_NAME: usize = 7;

/// A line without its tooltips.
pub(in crate::format) fn without_tooltips(line: String) -> String {
    if !line.contains(END) {
        return line;
    }
    let mut shown = String::with_capacity(line.len());
    let mut rest = line.as_str();
    while let Some((name, end)) = first_tooltip(rest) {
        shown.push_str(&rest[..name]);
        rest = &rest[end..];
    }
    shown.push_str(rest);
    shown
}

/// Where the name ends that the first tooltip belongs to, and where the tooltip ends.
fn first_tooltip(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    for (at, _) in text.match_indices(END) {
        let end = at + END.len();
        // "KellMORE": no headline.
        let is_word = text[..at].ends_with(|c: char| c == ' ' || c.is_lowercase())
            && !text[end..].starts_with(char::is_alphanumeric);
        if !is_word {
            continue;
        }
        let least = from.max(at.saturating_sub(LONGEST));
        let start = (least..at).find(|&start| text.is_char_boundary(start)).unwrap_or(at);
        if let Some(name) = named_again(&text[start..end]) {
            return Some((start + name, end));
        }
        from = end;
    }
    None
}

/// Where the first name ends that is said again in full, glued to the word behind it: `Kell| Anna KellHarbour`.
fn named_again(text: &str) -> Option<usize> {
    let mut words: Vec<(usize, &str)> = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let before = words.iter().rev().take(LONGEST_NAME);
        let mut in_capitals =
            before.take_while(|(_, between)| between.starts_with(|c: char| c.is_uppercase() || c == '('));
        // The word directly before belongs to the full name.
        if in_capitals.next().is_some()
            && let Some((end, _)) = in_capitals.find(|(_, surname)| is_glued(surname, word))
        {
            return Some(*end);
        }
        words.push((at + word.len(), word));
        at += word.len() + 1;
    }
    None
}

/// `KellHarbour` behind "Kell".
fn is_glued(surname: &str, word: &str) -> bool {
    let least = 3;
    surname.len() >= least
        && surname.ends_with(char::is_alphanumeric)
        && word
            .strip_prefix(surname)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_pointer_shows_is_left_out() {
        for (line, shown) in [
            (
                "Sen. Anna Kell Anna (Annie) Maria KellHarbour closes Ray says Kell 'knew' MORE (R-Ark.) said no.",
                "Sen. Anna Kell (R-Ark.) said no.",
            ),
            (
                "President Ray Bo James RayGOP balks MORE’s plan. Lee Kell Lee KellFive takeaways MORE left.",
                "President Ray’s plan. Lee Kell left.",
            ),
            (
                "Sen. Bo Ray Bo Ray2020 rivals MORE left. Lee Kell Lee Ann KellMORE said no.",
                "Sen. Bo Ray left. Lee Kell said no.",
            ),
            ("Ilse Lund-Ray Ilse Lund-RayNew harbour opens MORE, the mayor", "Ilse Lund-Ray, the mayor"),
        ] {
            assert_eq!(without_tooltips(line.to_owned()), shown);
        }
    }

    #[test]
    fn everything_else_stays() {
        for line in [
            "Kell wants MORE, she said.",
            "Mac MacDonald asked for MORE ships",
            "Kell Anna KellHarbour closes. No end.",
            "DeVos met Anna DeVosLee and then EVERMORE left",
            "MORE",
            "",
        ] {
            assert_eq!(without_tooltips(line.to_owned()), line);
        }
    }
}
