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
fn a_date_in_doubt_is_read_as_the_user_says() {
    let csv = "date,text\n03/04/2019,No ships.\n13/04/2019,None.\n";
    let published = |dates| {
        let told = told("a.csv", csv.into(), &Options { dates, ..Options::default() });
        told.lines().filter_map(|line| line.strip_prefix("published: ")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(published(None), ["in doubt", "2019-04-13"]);
    assert_eq!(published(Some(DateOrder::DayFirst)), ["2019-04-03", "2019-04-13"]);
    assert_eq!(published(Some(DateOrder::MonthFirst)), ["2019-03-04", "2019-04-13"]);
}
