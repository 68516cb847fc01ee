//! Annotated articles without an index.

use std::ops::ControlFlow;

use whosaid::{
    article::{Annotated, Article},
    pipeline::{Extraction, extract_with},
    report::Report,
};

use crate::press::{Newsroom, Press, lines, press};

/// What is given out, as text: the places of articles, and the problems.
fn given(room: &Newsroom, threads: usize) -> (Vec<String>, Report) {
    let extraction = Extraction { threads, ..Extraction::new(vec![room.news()]) };
    let mut given = Vec::new();
    let report = extract_with(&extraction, &press(), &mut |found| {
        given.push(match found {
            Ok(Annotated { article, quotes, .. }) => {
                format!("{}:{} {}", article.place.path, article.place.line_of(0), quotes.len())
            }
            Err(problem) => problem.to_string(),
        });
        ControlFlow::Continue(())
    });
    (given, report)
}

#[test]
fn articles_and_problems_come_in_the_order_of_files_and_lines_whatever_the_threads() {
    let room = Newsroom::with_news();
    room.write("big.jsonl", &format!("{}torn\nnull\n{}", lines(0..5_000), lines(5_000..9_000)));
    room.write("day1/picture.png", "");
    let (one, report) = given(&room, 1);
    assert_eq!(one.len(), 9_321);
    assert_eq!((report.files, report.articles, report.failed, report.skipped.len()), (23, 9_320, 1, 2));
    assert!(one[4_999].contains("big.jsonl:5000 1") && one[5_000].contains("big.jsonl:5001: torn"), "{}", one[5_000]);
    assert!(one[5_001].contains("big.jsonl:5003 1"), "{}", one[5_001]);
    assert_eq!(one, given(&room, 4).0);
}

#[test]
fn a_sink_that_breaks_hears_no_more() {
    let room = Newsroom::with_news();
    let mut heard = 0;
    extract_with(&Extraction::new(vec![room.news()]), &press(), &mut |_| {
        heard += 1;
        if heard < 3 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    assert_eq!(heard, 3);
}

#[test]
fn a_cancelled_extraction_ends_soon_and_says_so() {
    let room = Newsroom::with_news();
    let extraction = Extraction::new(vec![room.news()]);
    let cancel = extraction.cancel.clone();
    let stopping = Press { before: move |_: &Article| cancel.store(true, std::sync::atomic::Ordering::Relaxed) };
    let report = extract_with(&extraction, &stopping, &mut |_| ControlFlow::Continue(()));
    assert!(report.interrupted && report.articles < 320, "{report:?}");
}
