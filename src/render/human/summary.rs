use std::{
    io::{self, Write},
    time::Duration,
};

use super::{
    counted,
    flow::Flow,
    grouped_digits, percent,
    style::{ASIDE, NAME, PLAIN},
};
use crate::report::Report;

/// So many problems are told one by one.
const TOLD: usize = 5;

/// Writes what a run did: what it found, what it left alone, what it could not do and why, how long it took.
pub(super) fn write(report: &Report, width: usize, out: &mut dyn Write) -> io::Result<()> {
    if report.interrupted {
        Flow::of(NAME, "stopped; what was done is kept, and the next run goes on from there").write(0, width, out)?;
    }
    Flow::of(PLAIN, &found(report)).write(0, width, out)?;
    Flow::of(ASIDE, &left_alone(report)).write(0, width, out)?;
    Flow::of(ASIDE, &duplicates(report)).write(0, width, out)?;
    Flow::of(PLAIN, &doubts(report)).write(0, width, out)?;
    write_problems(report, width, out)?;
    Flow::of(ASIDE, &speed(report)).write(0, width, out)
}

/// Writes the problems alone, for those who want to hear of nothing else.
pub(super) fn write_problems(report: &Report, width: usize, out: &mut dyn Write) -> io::Result<()> {
    if report.failed == 0 {
        return Ok(());
    }
    Flow::of(NAME, &format!("{} failed:", grouped_digits(report.failed))).write(0, width, out)?;
    let told = &report.problems[..report.problems.len().min(TOLD)];
    for problem in told {
        Flow::of(PLAIN, &problem.to_string()).write(2, width, out)?;
    }
    let more = report.failed.saturating_sub(told.len() as u64);
    if more > 0 {
        let text = format!("and {} more (`index --errors FILE` writes all of them)", grouped_digits(more));
        Flow::of(ASIDE, &text).write(2, width, out)?;
    }
    Ok(())
}

/// The run in one line, without what went well anyway.
pub(super) fn line(report: &Report) -> String {
    let done = if report.read > 0 {
        format!("indexed {}", found(report))
    } else if report.removed > 0 {
        format!("{} removed", counted(report.removed, "file"))
    } else if report.interrupted || report.failed > 0 {
        "nothing new was indexed".to_owned()
    } else {
        format!("index is up to date: {}", counted(report.files, "file"))
    };
    let done = if report.interrupted { format!("stopped; {done}") } else { done };
    let failed = (report.failed > 0).then(|| format!(", {} failed", grouped_digits(report.failed)));
    format!("{done}{}", failed.unwrap_or_default())
}

/// "64 articles with 712 quotations from 60 files (91 % attributed)".
fn found(report: &Report) -> String {
    if report.read == 0 {
        return "nothing new to read".to_owned();
    }
    let attributed = percent(report.attributed, report.quotations).map(|percent| format!(" ({percent} % attributed)"));
    format!(
        "{} with {} from {}{}",
        counted(report.articles, "article"),
        counted(report.quotations, "quotation"),
        counted(report.read, "file"),
        attributed.unwrap_or_default()
    )
}

/// "3 files unchanged · 1 file removed · 2 skipped: picture 1, unsupported format 1"; nothing when there is nothing.
fn left_alone(report: &Report) -> String {
    let some = |count: u64, what: &str| (count > 0).then(|| format!("{} {what}", counted(count, "file")));
    let reasons: Vec<String> =
        report.skipped.iter().map(|(reason, count)| format!("{reason} {}", grouped_digits(*count))).collect();
    let skipped = report.skipped.values().sum::<u64>();
    let parts = [
        some(report.unchanged, "unchanged"),
        some(report.removed, "removed"),
        (skipped > 0).then(|| format!("{} skipped: {}", grouped_digits(skipped), reasons.join(", "))),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// "12 articles of the index are the same as others, and kept once"; nothing when there are none.
fn duplicates(report: &Report) -> String {
    match report.duplicates {
        0 => String::new(),
        1 => "1 article of the index is the same as another, and kept once".to_owned(),
        many => {
            format!("{} articles of the index are the same as others, and kept once", grouped_digits(many))
        }
    }
}

/// What to do about dates with two readings; nothing when there are none.
fn doubts(report: &Report) -> String {
    let dates = match report.doubtful_dates {
        0 => return String::new(),
        1 => "1 article has no date, as the one it gives".to_owned(),
        many => format!("{} articles have no date, as the one they give", grouped_digits(many)),
    };
    format!("{dates} can be read in two ways (03/04/2019): say --day-first or --month-first")
}

/// "12.3 s, 6.5 MB/s".
fn speed(report: &Report) -> String {
    let took = took(report.elapsed);
    if report.bytes == 0 { took } else { format!("{took}, {:.1} MB/s", report.megabytes_per_second()) }
}

fn took(elapsed: Duration) -> String {
    let seconds = elapsed.as_secs();
    match seconds {
        0..60 => format!("{:.1} s", elapsed.as_secs_f64()),
        60..3600 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Problem;

    fn report() -> Report {
        let mut report = Report {
            files: 70,
            read: 60,
            unchanged: 8,
            removed: 1,
            articles: 1064,
            quotations: 7120,
            attributed: 6550,
            bytes: 80_000_000,
            elapsed: Duration::from_millis(12_345),
            ..Report::default()
        };
        report.skip("picture", 1);
        report.skip("unsupported format", 2);
        (1..=7)
            .for_each(|line| report.fail(Problem::new("corpus/a.jsonl", "not JSON").at_line(line).remedy("mend it")));
        report
    }

    fn shown(report: &Report) -> String {
        let mut out = Vec::new();
        write(report, 80, &mut out).unwrap();
        anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string()
    }

    #[test]
    fn a_summary_counts_everything_and_tells_the_first_problems() {
        insta::assert_snapshot!(shown(&report()), @"
        1,064 articles with 7,120 quotations from 60 files (91 % attributed)
        8 files unchanged · 1 file removed · 3 skipped: picture 1, unsupported format 2
        7 failed:
          corpus/a.jsonl:1: not JSON (mend it)
          corpus/a.jsonl:2: not JSON (mend it)
          corpus/a.jsonl:3: not JSON (mend it)
          corpus/a.jsonl:4: not JSON (mend it)
          corpus/a.jsonl:5: not JSON (mend it)
          and 2 more (`index --errors FILE` writes all of them)
        12.3 s, 6.5 MB/s
        ");
    }

    #[test]
    fn a_run_that_found_everything_as_it_was_says_so() {
        let report = Report { files: 60, unchanged: 60, elapsed: Duration::from_millis(40), ..Report::default() };
        assert_eq!(shown(&report), "nothing new to read\n60 files unchanged\n0.0 s\n");
        assert_eq!(line(&report), "index is up to date: 60 files");
    }

    #[test]
    fn one_line_tells_what_was_read_and_what_failed() {
        assert_eq!(
            line(&report()),
            "indexed 1,064 articles with 7,120 quotations from 60 files (91 % attributed), 7 failed"
        );
    }

    #[test]
    fn articles_that_are_the_same_are_counted() {
        let told = |duplicates| shown(&Report { read: 1, articles: 9, duplicates, ..Report::default() });
        assert!(!told(0).contains("the same"));
        assert!(told(1).contains("\n1 article of the index is the same as another"), "{}", told(1));
        assert!(told(1_200).contains("\n1,200 articles of the index are the same as others"), "{}", told(1_200));
    }

    #[test]
    fn dates_with_two_readings_are_told_once_with_what_to_do() {
        let told = |doubtful_dates| shown(&Report { read: 1, articles: 9, doubtful_dates, ..Report::default() });
        assert!(!told(0).contains("date"));
        assert!(told(1).contains("1 article has no date, as the one it gives can be read in two ways"), "{}", told(1));
        assert!(told(1_200).contains("1,200 articles have no date"), "{}", told(1_200));
    }

    #[test]
    fn a_stopped_run_says_that_nothing_is_lost() {
        let report = Report { interrupted: true, ..report() };
        assert!(shown(&report).starts_with("stopped; what was done is kept"));
    }

    #[test]
    fn times_have_the_units_of_people() {
        let times = [0, 59, 60, 3599, 3600, 86_399].map(|seconds| took(Duration::from_secs(seconds)));
        assert_eq!(times, ["0.0 s", "59.0 s", "1 min 0 s", "59 min 59 s", "1 h 0 min", "23 h 59 min"]);
    }
}
