use std::io::{self, Write};

use super::{
    counted, few,
    flow::Flow,
    style::{ASIDE, NAME, PLAIN},
};
use crate::report::Findings;

/// So many damaged files are listed.
const SHOWN: usize = 20;
const MEGABYTE: u64 = 1_000_000;

/// Writes whether an index is sound, and all that is not.
pub(super) fn write(findings: &Findings, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let verdict = if findings.are_sound() { "sound" } else { "damaged" };
    let mut line = Flow::of(NAME, verdict);
    let looked = format!(
        ": {} with {} from {}, {} MB looked at",
        counted(findings.articles, "article"),
        counted(findings.quotations, "quotation"),
        counted(findings.files, "file"),
        findings.bytes.div_ceil(MEGABYTE),
    );
    line.push(PLAIN, &looked);
    line.write(0, width, out)?;
    for damage in findings.damage.iter().take(SHOWN) {
        Flow::of(PLAIN, &damage.to_string()).write(2, width, out)?;
    }
    let more = findings.damage.len().saturating_sub(SHOWN);
    if more > 0 {
        Flow::of(PLAIN, &format!("and {more} more")).write(2, width, out)?;
    }
    if let Some(files) = few(&findings.incomplete) {
        let count = counted(findings.incomplete.len() as u64, "file");
        let text = format!("lost: articles of {count}: {files} (--repair reads them again)");
        Flow::of(PLAIN, &text).write(2, width, out)?;
    }
    if findings.lost > 0 {
        let count = counted(findings.lost, "article");
        let text = format!("lost: {count} from standard input, which no file has (pipe them in again)");
        Flow::of(PLAIN, &text).write(2, width, out)?;
    }
    if findings.unfinished > 0 {
        let text = format!("not read to its end yet: {} (the next run does)", counted(findings.unfinished, "file"));
        Flow::of(ASIDE, &text).write(2, width, out)?;
    }
    if !findings.leftovers.is_empty() {
        let count = counted(findings.leftovers.len() as u64, "file");
        let text = format!("left over from a stopped run: {count} of the index (the next run removes them)");
        Flow::of(ASIDE, &text).write(2, width, out)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Problem;

    fn shown(findings: &Findings) -> String {
        let mut out = Vec::new();
        write(findings, 80, &mut out).unwrap();
        anstream::adapter::strip_bytes(&out).into_vec().iter().map(|byte| *byte as char).collect()
    }

    fn sound() -> Findings {
        Findings { files: 185, articles: 196, quotations: 2_059, bytes: 4_200_000, ..Findings::default() }
    }

    #[test]
    fn a_sound_index() {
        insta::assert_snapshot!(shown(&sound()), @"sound: 196 articles with 2,059 quotations from 185 files, 5 MB looked at");
    }

    #[test]
    fn a_damaged_index() {
        let damage = Problem::new(".whosaid/7f.store", "its checksum is not that of what it holds").remedy("mend it");
        let findings = Findings {
            damage: vec![damage],
            incomplete: vec!["corpus/a.txt".into(), "corpus/b.txt".into()],
            lost: 3,
            unfinished: 1,
            leftovers: vec!["manifest-3.jsonl".into()],
            ..sound()
        };
        insta::assert_snapshot!(shown(&findings));
    }
}
