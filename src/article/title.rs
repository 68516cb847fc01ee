//! Titles that are mostly printed short: "Sen." for a senator.

/// What short titles stand for, in small letters and without their full stop.
const SHORT: [(&str, &str); 22] = [
    ("adm", "admiral"),
    ("amb", "ambassador"),
    ("capt", "captain"),
    ("cmdr", "commander"),
    ("col", "colonel"),
    ("cpl", "corporal"),
    ("det", "detective"),
    ("dr", "doctor"),
    ("gen", "general"),
    ("gov", "governor"),
    ("insp", "inspector"),
    ("lt", "lieutenant"),
    ("maj", "major"),
    ("pres", "president"),
    ("prof", "professor"),
    ("pvt", "private"),
    ("rep", "representative"),
    ("rev", "reverend"),
    ("sec", "secretary"),
    ("sen", "senator"),
    ("sgt", "sergeant"),
    ("supt", "superintendent"),
];

/// What a short title stands for: "senator" for "sen".
#[must_use]
pub fn title_in_full(short: &str) -> Option<&'static str> {
    SHORT.iter().find(|(title, _)| *title == short).map(|(_, full)| *full)
}

/// How a title is printed short: "sen" for "senator".
#[must_use]
pub fn title_in_short(full: &str) -> Option<&'static str> {
    SHORT.iter().find(|(_, title)| *title == full).map(|(short, _)| *short)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_known_in_full_and_in_short() {
        assert_eq!((title_in_full("gov"), title_in_short("governor")), (Some("governor"), Some("gov")));
        assert_eq!((title_in_full("governor"), title_in_short("gov")), (None, None));
    }
}
