//! Indexes whose files are not as they were written.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;
use whosaid::{
    engine::{Embedded, Engine, EngineError},
    index::{check, mend},
    pipeline::{Plan, repair_with},
    query::{Criteria, Query, parse},
    report::{Findings, Report},
};

use crate::press::{Newsroom, press, run, story};

/// Enough text to be known by, so that the same text in two files is the same article.
fn long(story: &str) -> String {
    format!("{story} {}", "Rain fell on the roofs of the town. ".repeat(12))
}

/// A room with an index of three commits: articles of one file each, an archive of many, one that stands twice, some that
/// were changed and some that are gone.
fn room() -> Newsroom {
    let room = Newsroom::new();
    for number in 0..6 {
        room.write(&format!("{number}.txt"), &story(number));
    }
    room.write("twin-a.txt", &long("“We stay,” said Ruiz. "));
    room.write("twin-b.txt", &long("“We stay,” said Ruiz. "));
    room.update();
    room.write("more.jsonl", &(10..16).map(|number| story(number).replace('\n', " ") + "\n").collect::<String>());
    fs::remove_file(room.file("5.txt")).unwrap();
    room.update();
    room.write("4.txt", &story(44));
    room.write("last.txt", &story(50));
    room.update();
    room
}

fn sound(index: &Path) -> Findings {
    let findings = check(index).unwrap();
    assert!(findings.are_sound(), "{findings:?}");
    findings
}

/// The files of an index that hold what it says; not the locks.
fn files(index: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(index).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_none_or(|extension| extension != "lock"));
    files.sort();
    files
}

/// What is shown of every quotation that a question finds, but for how well it matches.
fn shown(index: &Path, question: &str) -> Result<(Vec<String>, u64), EngineError> {
    let criteria = Criteria { limit: Some(1_000), ..Criteria::default() };
    let query =
        if question.is_empty() { Query::new(None, criteria) } else { Query { limit: 1_000, ..parse(question) } };
    let hits = Embedded::open(index)?.search(&query)?;
    let shown = hits.hits.iter().map(|hit| {
        let mut hit = serde_json::to_value(hit).unwrap();
        let fields = hit.as_object_mut().unwrap();
        fields.retain(|name, _| name != "score" && name != "highlights");
        fields["article"].as_object_mut().unwrap().remove("also");
        hit.to_string()
    });
    Ok((shown.collect(), hits.total))
}

const QUESTIONS: [&str; 5] =
    ["", "who said rebuild", "what did Ruiz say about town 12", "who said \"we stay\"", "Ruiz"];

/// All that is asked of an index: answers, or errors that name the folder and a remedy.
fn asked(index: &Path) -> Vec<Result<Value, String>> {
    let told = |error: EngineError| {
        let error = error.to_string();
        assert!(error.contains(index.to_str().unwrap()), "{error}");
        assert!(error.contains("check-index --repair") || error.contains("--rebuild"), "{error}");
        error
    };
    let mut answers: Vec<Result<Value, String>> = QUESTIONS
        .iter()
        .map(|question| shown(index, question).map(|shown| serde_json::json!(shown)).map_err(told))
        .collect();
    let engine = match Embedded::open(index) {
        Ok(engine) => engine,
        Err(error) => {
            answers.push(Err(told(error)));
            return answers;
        }
    };
    let json = |value: Result<Value, EngineError>| value.map_err(told);
    answers.push(json(engine.speakers(None, 100).map(|speakers| serde_json::json!(speakers))));
    answers.push(json(engine.statistics().map(|statistics| serde_json::json!(statistics))));
    answers.push(json(
        engine.article("news/twin-b.txt").map(|found| Value::from(found.map(|found| found.annotated.article.body))),
    ));
    answers
}

/// Bits to flip in a file: in its first bytes, all over it, and in its last ones; others for each seed.
fn bits(seed: u64, bytes: usize) -> BTreeSet<usize> {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut random = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below.max(1) as u64).unwrap()
    };
    let edge = (bytes * 8).min(16 * 8);
    let mut bits = BTreeSet::new();
    for _ in 0..2 {
        bits.insert(random(edge));
        bits.insert(random(bytes * 8));
        bits.insert(bytes * 8 - 1 - random(edge));
        // Behind what tantivy's checksum covers there is the checksum itself.
        bits.insert(bytes * 8 - 1 - random((bytes * 8).min(120 * 8)));
    }
    bits
}

fn flip(file: &Path, bit: usize) {
    let mut bytes = fs::read(file).unwrap();
    bytes[bit / 8] ^= 1 << (bit % 8);
    // In place, as a disk does it.
    fs::write(file, bytes).unwrap();
}

#[test]
fn one_bit_flipped_anywhere_is_found_or_harmless_and_what_is_shown_is_as_it_was_written() {
    let room = room();
    let index = room.index();
    sound(&index);
    // With both prints of what stands twice: either is right.
    let with_twins = index.with_file_name("with-twins");
    run(&Plan { index: with_twins.clone(), keep_duplicates: true, ..room.plan() });
    let everything: BTreeSet<String> = shown(&with_twins, "").unwrap().0.into_iter().collect();
    assert_eq!(everything.len(), 14);
    let answers = asked(&index);
    assert!(answers.iter().all(Result::is_ok), "{answers:?}");
    let seeds = std::env::var("WHOSAID_FLIPS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(1);
    let (mut flips, mut harmless) = (0, 0);
    // Segments have other names in each run: so the bits are those of other runs, as far as files have the same size.
    let mut files: Vec<(String, usize, PathBuf)> =
        files(&index).into_iter().map(|file| (sort(&file), fs::read(&file).unwrap().len(), file)).collect();
    files.sort();
    for (number, (_, bytes, file)) in (0u64..).zip(files) {
        for bit in (0..seeds).flat_map(|seed| bits(seed * 1_000 + number + 1, bytes)) {
            flip(&file, bit);
            let place = format!("bit {bit} of {bytes} bytes of {}", file.display());
            for question in QUESTIONS {
                if let Ok((shown, _)) = shown(&index, question) {
                    let other = shown.iter().find(|hit| !everything.contains(*hit));
                    assert!(other.is_none(), "{place}: {other:?}");
                }
            }
            let answers_now = asked(&index);
            if check(&index).is_ok_and(|findings| findings.are_sound()) {
                assert_eq!(answers_now, answers, "{place}");
                harmless += 1;
            }
            flip(&file, bit);
            flips += 1;
        }
    }
    assert!(flips > 100 && harmless < flips / 4, "{harmless} of {flips} flips are harmless");
    sound(&index);
    assert_eq!(asked(&index), answers);
}

fn repaired(room: &Newsroom) -> Option<Report> {
    let plan = Plan { paths: Vec::new(), ..room.plan() };
    repair_with(&plan, &press(), &mut ()).unwrap().report
}

/// What tells a file's sort: of a segment's files the ending, of the others the name.
fn sort(file: &Path) -> String {
    let name = file.file_name().unwrap().to_str().unwrap();
    match name.split_once('.') {
        Some((id, _)) if id.len() == 32 => name.rsplit('.').next().unwrap().to_owned(),
        _ => name.to_owned(),
    }
}

#[test]
fn what_is_damaged_is_read_again_and_only_that() {
    let sorts: BTreeSet<String> = files(&room().index()).iter().map(|file| sort(file)).collect();
    assert_eq!(sorts.len(), 10, "{sorts:?}");
    for (sort_meant, is_gone) in sorts.iter().flat_map(|sort| [(sort, false), (sort, true)]) {
        let room = room();
        let file = files(&room.index()).into_iter().find(|file| sort(file) == *sort_meant).unwrap();
        if is_gone {
            fs::remove_file(&file).unwrap();
        } else {
            let bytes = fs::metadata(&file).unwrap().len();
            flip(&file, usize::try_from(bytes).unwrap() * 2);
        }
        if sort_meant == "meta.json" || sort_meant.starts_with("manifest-") {
            let error = mend(&room.index()).unwrap_err().to_string();
            assert!(error.contains("--rebuild"), "{error}");
            run(&Plan { rebuild: true, ..room.plan() });
            sound(&room.index());
            assert_eq!(room.rows(), room.fresh_rows(), "{sort_meant}");
            continue;
        }
        assert!(!check(&room.index()).unwrap().are_sound(), "{sort_meant}");
        let report = repaired(&room);
        let findings = sound(&room.index());
        assert_eq!(findings.leftovers, Vec::<String>::new());
        assert_eq!(room.rows(), room.fresh_rows(), "{sort_meant}");
        // The three segments hold 6, 1 and 2 files.
        let read = report.map_or(0, |report| report.read);
        assert!(read <= 6 && (read > 0) == (sort_meant != ".managed.json"), "{sort_meant}: {read} files read");
        assert_eq!(room.update().unchanged, 9, "{sort_meant}");
    }
}

#[test]
fn a_sound_index_is_left_as_it_is() {
    let room = room();
    let before = room.rows();
    assert!(repaired(&room).is_none());
    assert_eq!(room.rows(), before);
    assert_eq!(room.update().unchanged, 9);
}

#[test]
fn damage_is_not_merged_into_a_segment_with_a_checksum_that_fits_it() {
    let room = Newsroom::new();
    let store = |room: &Newsroom| {
        let stores = files(&room.index()).into_iter();
        stores.filter(|file| file.extension().is_some_and(|extension| extension == "store")).collect::<Vec<_>>()
    };
    room.write("0.txt", &story(0));
    room.update();
    let damaged = store(&room).remove(0);
    flip(&damaged.with_extension("pos"), 8);
    // tantivy merges eight small segments.
    for number in 1..12 {
        room.write(&format!("{number}.txt"), &story(number));
        room.update();
    }
    assert!(store(&room).len() < 8 && damaged.exists(), "{:?}", store(&room));
    let findings = check(&room.index()).unwrap();
    assert!(matches!(&findings.incomplete[..], [file] if file.ends_with("news/0.txt")), "{findings:?}");
    assert_eq!(repaired(&room).unwrap().read, 1);
    sound(&room.index());
    assert_eq!(room.rows(), room.fresh_rows());
}

#[test]
fn files_that_were_read_in_another_way_are_left_to_a_run_that_reads_them_so() {
    let room = room();
    let damaged = files(&room.index()).into_iter().find(|file| file.extension().is_some_and(|x| x == "fast")).unwrap();
    fs::remove_file(damaged).unwrap();
    let mut plan = room.plan();
    plan.format.dates = Some(whosaid::format::DateOrder::DayFirst);
    let repaired = repair_with(&plan, &press(), &mut ()).unwrap();
    assert!(repaired.report.is_none() && !repaired.left.is_empty(), "{repaired:?}");
    let findings = sound(&room.index());
    assert_eq!(findings.unfinished, repaired.left.len() as u64);
    room.update();
    assert_eq!(room.rows(), room.fresh_rows());
}

#[test]
fn no_index_is_checked_where_there_is_none_or_while_one_is_written() {
    let folder = tempfile::tempdir().unwrap();
    for place in [folder.path().to_owned(), folder.path().join("nowhere")] {
        assert!(check(&place).unwrap_err().to_string().contains("no index here"));
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}
