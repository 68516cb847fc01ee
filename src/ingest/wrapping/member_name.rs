/// The name of an archive's member as the index shows it: `/` between its parts, below the archive whatever it says.
///
/// Nothing for what a walk through a folder leaves out: hidden files, and what a Mac adds for itself.
pub(super) fn clean(name: &[u8]) -> Option<String> {
    let name = String::from_utf8_lossy(name);
    let parts: Vec<&str> = name.split(['/', '\\']).filter(|part| !is_way(part)).collect();
    let is_left_out = |part: &&str| part.starts_with('.') || *part == "__MACOSX";
    match parts.as_slice() {
        [] => Some("unnamed".to_owned()),
        parts if parts.iter().any(is_left_out) => None,
        parts => Some(parts.join("/")),
    }
}

/// Parts of a path that lead somewhere else: to the root, a drive, the folder itself or the one above.
fn is_way(part: &str) -> bool {
    let is_drive = || part.len() == 2 && part.ends_with(':');
    matches!(part, "" | "." | "..") || is_drive()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_means_nothing_outside_of_its_archive() {
        for (name, expected) in [
            (&b"news/a.txt"[..], Some("news/a.txt")),
            (b"./news//a.txt", Some("news/a.txt")),
            (b"/etc/passwd", Some("etc/passwd")),
            (b"../../a.txt", Some("a.txt")),
            (b"news/../../a.txt", Some("news/a.txt")),
            (b"C:\\news\\a.txt", Some("news/a.txt")),
            (b"", Some("unnamed")),
            (b"..", Some("unnamed")),
            (b"caf\xe9.txt", Some("caf\u{fffd}.txt")),
            (b"news/.hidden", None),
            (b".git/config", None),
            (b"__MACOSX/news/a.txt", None),
            (b"a..b.txt", Some("a..b.txt")),
        ] {
            assert_eq!(clean(name).as_deref(), expected, "{}", String::from_utf8_lossy(name));
        }
    }
}
