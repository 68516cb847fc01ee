//! Tables and records, in the structure that each maker gives them.

use whosaid::format::{DateOrder, Options};

use crate::{hold_to_snapshots, told};

#[test]
fn tables_of_text_give_these_articles() {
    hold_to_snapshots("csv", &Options::default());
}

#[test]
fn records_of_every_maker_give_these_articles() {
    hold_to_snapshots("records", &Options::default());
}

#[test]
fn a_date_in_doubt_is_read_as_the_user_says_else_as_the_others_of_its_file() {
    let published = |file: &str, text: &str, dates| {
        let told = told(file, text.as_bytes().to_vec(), &Options { dates, ..Options::default() });
        told.lines().filter_map(|line| line.strip_prefix("published: ")).map(str::to_owned).collect::<Vec<_>>()
    };
    let doubtful = "date,text\n03/04/2019,No ships.\n05/04/2019,None.\n";
    assert_eq!(published("a.csv", doubtful, None), ["in doubt", "in doubt"]);
    assert_eq!(published("a.csv", doubtful, Some(DateOrder::DayFirst)), ["2019-04-03", "2019-04-05"]);
    let plain = "date,text\n03/04/2019,No ships.\n13/04/2019,None.\n";
    assert_eq!(published("a.csv", plain, None), ["2019-04-03", "2019-04-13"]);
    assert_eq!(published("a.csv", plain, Some(DateOrder::MonthFirst)), ["2019-03-04", "2019-04-13"]);
    let both = "date,text\n03/04/2019,No ships.\n13/04/2019,None.\n04/13/2019,None.\n";
    assert_eq!(published("a.csv", both, None), ["in doubt", "2019-04-13", "2019-04-13"]);
    let lines =
        "{\"date\": \"03/04/2019\", \"text\": \"No ships.\"}\n{\"date\": \"12/31/2019\", \"text\": \"None.\"}\n";
    assert_eq!(published("a.jsonl", lines, None), ["2019-03-04", "2019-12-31"]);
}
