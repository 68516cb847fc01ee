//! Keeps mails away from their reader on which it would take minutes or gigabytes.

/// How many parts may hold others: for each, the reader goes one step deeper, and looks for its end.
const MOST_HOLDERS: usize = 500;
/// How many parts there may be at all: each takes a kilobyte.
const MOST_PARTS: usize = 200_000;

/// Which parts of a mail count as those that may hold others.
#[derive(Clone, Copy)]
pub(in crate::format) enum Holders {
    /// All that say what they are: a mail has few.
    Any,
    /// Those that say so: a saved page has hundreds of pictures.
    Declared,
}

/// Refuses what would take too long; says what there is too much of.
pub(in crate::format) fn check(mail: &[u8], holders: Holders) -> Result<(), String> {
    if kinds(mail).filter(|kind| matches!(holders, Holders::Any) || holds_parts(kind)).count() > MOST_HOLDERS {
        return Err(match holders {
            Holders::Any => format!("more than {MOST_HOLDERS} parts (the limit)"),
            Holders::Declared => format!("more than {MOST_HOLDERS} parts that hold parts (the limit)"),
        });
    }
    // Any two hyphens may begin a part, in the middle of a line too.
    if memchr::memmem::find_iter(mail, b"--").nth(MOST_PARTS).is_some() {
        return Err(format!("more than {MOST_PARTS} parts (the limit), or lines of hyphens"));
    }
    Ok(())
}

/// What the parts of a mail say that they are ("text/plain; charset=utf-8"), and maybe more.
fn kinds(mail: &[u8]) -> impl Iterator<Item = &[u8]> {
    const NAME: &[u8] = b"content-type";
    let starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', mail).map(|at| at + 1));
    starts.filter_map(|start| {
        let (name, rest) = mail[start..].split_at_checked(NAME.len())?;
        let line = rest.split(|&byte| byte == b'\n').next().unwrap_or_default().trim_ascii();
        name.eq_ignore_ascii_case(NAME).then(|| line.strip_prefix(b":").unwrap_or(line).trim_ascii_start())
    })
}

/// Whether a part of this kind may hold others; one whose kind stands in the next line may.
fn holds_parts(kind: &[u8]) -> bool {
    let begins = |holder: &[u8]| kind.get(..holder.len()).is_some_and(|start| start.eq_ignore_ascii_case(holder));
    kind.is_empty() || begins(b"multipart") || begins(b"message")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_counted_by_what_they_cost() {
        let mail = |part: &str, times: usize| part.repeat(times).into_bytes();
        for (part, any, declared) in [
            ("Content-Type: image/png\n", false, true),
            ("content-TYPE :  Multipart/mixed\n", false, false),
            ("Content-Type:\n message/rfc822\n", false, false),
            ("Subject: Content-Type: message/rfc822\n", true, true),
        ] {
            let mail = mail(part, MOST_HOLDERS + 1);
            let is_read = |holders| check(&mail, holders).is_ok();
            assert_eq!((is_read(Holders::Any), is_read(Holders::Declared)), (any, declared), "{part}");
        }
        assert_eq!(check(&mail("--x a", MOST_PARTS), Holders::Any), Ok(()));
        let told = check(&mail("--x a", MOST_PARTS + 1), Holders::Declared).unwrap_err();
        assert_eq!(told, "more than 200000 parts (the limit), or lines of hyphens");
    }
}
