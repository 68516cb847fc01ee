use std::io::{self, Write};

use super::{
    counted,
    flow::Flow,
    grouped_digits, percent, period,
    style::{ASIDE, NAME, PLAIN},
};
use crate::query::{IndexStatistics, OutletCount};

/// So many outlets are told one by one.
const TOLD: usize = 20;

/// Writes what an index holds: all of it in a few lines, then outlet by outlet.
pub(super) fn write(statistics: &IndexStatistics, width: usize, out: &mut dyn Write) -> io::Result<()> {
    Flow::of(NAME, &held(statistics)).write(0, width, out)?;
    let kinds = statistics.kinds.iter().map(|(kind, count)| format!("{} {kind}", grouped_digits(*count)));
    let languages =
        statistics.languages.iter().map(|(language, count)| format!("{} {language}", grouped_digits(*count)));
    let duplicates = (statistics.duplicates > 0).then(|| grouped_digits(statistics.duplicates));
    let facts = [
        ("quotations", Some(joined(kinds))),
        ("languages", Some(joined(languages))),
        ("published", period(statistics.first.as_deref(), statistics.last.as_deref())),
        ("the same as one of these, and not counted", duplicates),
        ("on disk", Some(size(statistics.bytes))),
    ];
    for (what, fact) in facts {
        if let Some(fact) = fact.filter(|fact| !fact.is_empty()) {
            Flow::of(ASIDE, &format!("{what}: ")).with(PLAIN, &fact).write(0, width, out)?;
        }
    }
    write_outlets(&statistics.outlets, width, out)
}

/// "64 articles with 712 quotations (91 % attributed, to 203 speakers)".
fn held(statistics: &IndexStatistics) -> String {
    let attributed = percent(statistics.attributed, statistics.quotations)
        .map(|percent| format!(" ({percent} % attributed, to {})", counted(statistics.speakers, "speaker")));
    format!(
        "{} with {}{}",
        counted(statistics.articles, "article"),
        counted(statistics.quotations, "quotation"),
        attributed.unwrap_or_default()
    )
}

fn write_outlets(outlets: &[OutletCount], width: usize, out: &mut dyn Write) -> io::Result<()> {
    if outlets.is_empty() {
        return Ok(());
    }
    writeln!(out)?;
    let (told, more) = outlets.split_at(outlets.len().min(TOLD));
    for count in told {
        let name = count.outlet.as_deref().unwrap_or("outlet unknown");
        let counts = format!(": {}, {}", counted(count.articles, "article"), counted(count.quotations, "quotation"));
        Flow::of(PLAIN, name).with(ASIDE, &counts).write(0, width, out)?;
    }
    if more.is_empty() {
        return Ok(());
    }
    Flow::of(ASIDE, &format!("and {} more", counted(more.len() as u64, "outlet"))).write(0, width, out)
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(" · ")
}

/// "640 kB", "12.3 MB", "4.5 GB".
#[expect(clippy::cast_precision_loss, reason = "a size for people, in three digits")]
fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1000)),
        1_000_000..1_000_000_000 => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} GB", bytes as f64 / 1e9),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::QuoteKind, render::sample};

    fn shown(statistics: &IndexStatistics) -> String {
        let mut out = Vec::new();
        write(statistics, 80, &mut out).unwrap();
        anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string()
    }

    #[test]
    fn an_index_is_told_in_a_few_lines() {
        insta::assert_snapshot!(shown(&sample::statistics()), @"
        1,064 articles with 7,120 quotations (91 % attributed, to 803 speakers)
        quotations: 5,000 direct · 620 mixed · 1,500 indirect
        languages: 3 de · 1,061 en
        published: 2015-03-04 to 2026-03-09
        the same as one of these, and not counted: 12
        on disk: 12.3 MB

        Harbour Post: 1,000 articles, 7,000 quotations
        outlet unknown: 64 articles, 120 quotations
        ");
    }

    #[test]
    fn an_empty_index_has_nothing_to_tell() {
        let empty = IndexStatistics {
            articles: 0,
            quotations: 0,
            outlets: vec![],
            kinds: [(QuoteKind::Direct, 0)].into(),
            first: None,
            ..sample::statistics()
        };
        assert!(shown(&empty).starts_with("0 articles with 0 quotations\n"));
    }

    #[test]
    fn sizes_have_three_digits_or_so() {
        assert_eq!(
            [size(1), size(999_999), size(1_000_000), size(2_450_000_000)],
            ["1 kB", "1000 kB", "1.0 MB", "2.5 GB"]
        );
    }
}
