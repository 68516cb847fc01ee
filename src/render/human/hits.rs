use std::io::{self, Write};

use super::{
    counted, few,
    flow::Flow,
    grouped_digits,
    hit::{self, Heading},
    period,
    style::{ASIDE, NAME},
};
use crate::query::{Group, GroupBy, Hits};

/// Writes an answer: what was understood, then the hits, grouped if they are.
pub(super) fn write(hits: &Hits, width: usize, out: &mut dyn Write) -> io::Result<()> {
    Flow::of(ASIDE, &format!("asked: {}", hits.query)).write(0, width, out)?;
    for note in &hits.notes {
        Flow::of(ASIDE, &format!("note: {note}")).write(0, width, out)?;
    }
    Flow::of(ASIDE, &found(hits)).write(0, width, out)?;
    if hits.query.group == GroupBy::None {
        for hit in &hits.hits {
            writeln!(out)?;
            hit::write(hit, Heading::Speaker, width, out)?;
        }
    } else {
        // Who asks for outlets or months wants to count; who asks who said something reads the first speakers, and a list of the
        // rest, without their words, would hide them.
        let is_silent = |group: &&Group| hits.query.group == GroupBy::Speaker && group.hits.is_empty();
        let (silent, shown): (Vec<&Group>, Vec<&Group>) = hits.groups.iter().partition(is_silent);
        for group in shown {
            writeln!(out)?;
            write_group(group, hits.query.group, width, out)?;
        }
        if !silent.is_empty() {
            let (nobody, others): (Vec<&Group>, Vec<&Group>) =
                silent.into_iter().partition(|group| group.key.is_none());
            let quotations = |of: &[&Group]| counted(of.iter().map(|group| group.count).sum(), "quotation");
            let of_others = (!others.is_empty())
                .then(|| format!("{} with {}", counted(others.len() as u64, "other speaker"), quotations(&others)));
            let of_nobody = (!nobody.is_empty()).then(|| format!("{} without a speaker", quotations(&nobody)));
            writeln!(out)?;
            let told: Vec<String> = of_others.into_iter().chain(of_nobody).collect();
            Flow::of(ASIDE, &format!("and {}", told.join(", "))).write(0, width, out)?;
        }
    }
    Ok(())
}

/// "9 quotations by 2 speakers", "31 quotations, 11 to 20 shown", "nothing found".
fn found(hits: &Hits) -> String {
    if hits.total == 0 {
        return "nothing found".to_owned();
    }
    let quotations = counted(hits.total, "quotation");
    let shown = hits.hits.len() as u64;
    match hits.query.group {
        GroupBy::Speaker => format!("{quotations}{}", by_speakers(hits)),
        GroupBy::None if shown < hits.total => {
            let first = hits.query.offset as u64 + 1;
            format!("{quotations}, {}", range(first, first + shown))
        }
        _ => quotations,
    }
}

fn range(first: u64, after: u64) -> String {
    if first == after {
        return "none of them shown".to_owned();
    }
    format!("{} to {} shown", grouped_digits(first), grouped_digits(after - 1))
}

/// " by 2 speakers", when all groups are there to be counted.
fn by_speakers(hits: &Hits) -> String {
    let all_groups = hits.groups.iter().map(|group| group.count).sum::<u64>() == hits.total;
    let speakers = hits.groups.iter().filter(|group| group.key.is_some()).count() as u64;
    if all_groups && speakers > 0 { format!(" by {}", counted(speakers, "speaker")) } else { String::new() }
}

fn write_group(group: &Group, by: GroupBy, width: usize, out: &mut dyn Write) -> io::Result<()> {
    heading(group, by).write(0, width, out)?;
    let facts = [
        Some(counted(group.count, "quotation")),
        period(group.first.as_deref(), group.last.as_deref()).filter(|_| by != GroupBy::Month),
        few(&group.outlets).filter(|_| by != GroupBy::Outlet),
    ];
    Flow::of(ASIDE, &facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")).write(0, width, out)?;
    let above = if by == GroupBy::Speaker { Heading::None } else { Heading::Speaker };
    for hit in &group.hits {
        writeln!(out)?;
        hit::write(hit, above, width, out)?;
    }
    let more = group.count.saturating_sub(group.hits.len() as u64);
    if more > 0 {
        writeln!(out)?;
        Flow::of(ASIDE, &format!("and {} more", grouped_digits(more))).write(2, width, out)?;
    }
    Ok(())
}

/// What the group's hits share, or that they lack it.
fn heading(group: &Group, by: GroupBy) -> Flow {
    let best = group.hits.first();
    match (by, group.key.as_deref()) {
        (GroupBy::Speaker, name) => hit::speaker(name, group.hits.iter().find_map(|hit| hit.role.as_deref()), None),
        // Articles are grouped by id, which says nothing to people.
        (GroupBy::Article, Some(id)) => {
            let title = best.map(|hit| hit.article.title.as_str()).filter(|title| !title.is_empty());
            Flow::of(NAME, title.unwrap_or(id))
        }
        (_, Some(key)) => Flow::of(NAME, key),
        (GroupBy::Outlet, None) => Flow::of(NAME, "outlet unknown"),
        (GroupBy::Month, None) => Flow::of(NAME, "date unknown"),
        (_, None) => Flow::of(NAME, "others"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{query::Query, render::sample};

    fn coloured(hits: &Hits, width: usize) -> String {
        let mut out = Vec::new();
        write(hits, width, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn plain(hits: &Hits) -> String {
        anstream::adapter::strip_str(&coloured(hits, 80)).to_string()
    }

    fn grouped(by: GroupBy, key: Option<&str>) -> Hits {
        let mut hits = sample::grouped_by_speaker();
        hits.query.group = by;
        hits.groups.truncate(1);
        hits.groups[0].key = key.map(str::to_owned);
        hits
    }

    #[test]
    fn a_flat_answer() {
        insta::assert_snapshot!(plain(&sample::flat()));
    }

    #[test]
    fn an_answer_by_speaker() {
        insta::assert_snapshot!(plain(&sample::grouped_by_speaker()));
    }

    #[test]
    fn an_answer_in_colour() {
        let mut hits = sample::grouped_by_speaker();
        hits.groups.truncate(1);
        insta::assert_snapshot!(coloured(&hits, 80).replace('\x1b', "ESC"));
    }

    #[test]
    fn an_answer_on_a_narrow_terminal() {
        let mut hits = sample::flat();
        hits.hits.truncate(2);
        insta::assert_snapshot!(anstream::adapter::strip_str(&coloured(&hits, 30)).to_string());
    }

    #[test]
    fn groups_of_which_nothing_is_shown_are_counted_together() {
        let mut hits = sample::grouped_by_speaker();
        let more = Group { key: Some("Orla Dray".into()), hits: Vec::new(), count: 3, ..hits.groups[0].clone() };
        let most = Group { key: None, count: 1_200, ..more.clone() };
        hits.groups.extend([more, most]);
        assert!(
            plain(&hits).ends_with("\n\nand 1 other speaker with 3 quotations, 1,200 quotations without a speaker\n")
        );
        hits.query.group = GroupBy::Outlet;
        assert!(plain(&hits).contains("\nOrla Dray\n3 quotations"));
    }

    #[test]
    fn nothing_found_is_said() {
        assert_eq!(plain(&sample::nothing()), "asked: topic \"sovereignty\"\nnothing found\n");
    }

    #[test]
    fn other_groups_are_headed_by_what_people_know() {
        assert!(
            plain(&grouped(GroupBy::Article, Some("hp-1"))).contains("\nMinister rejects naval base\n6 quotations · ")
        );
        assert!(plain(&grouped(GroupBy::Month, Some("2019-03"))).contains("\n2019-03\n6 quotations · Harbour Post"));
        assert!(plain(&grouped(GroupBy::Outlet, None)).contains("\noutlet unknown\n6 quotations · 2019-03-04 to"));
        assert!(plain(&grouped(GroupBy::Month, None)).contains("\ndate unknown\n"));
    }

    #[test]
    fn a_part_of_the_hits_says_which_part() {
        let mut hits = sample::flat();
        hits.total = 1031;
        hits.query = Query { offset: 10, ..hits.query };
        assert_eq!(found(&hits), "1,031 quotations, 11 to 14 shown");
        hits.hits.clear();
        assert_eq!(found(&hits), "1,031 quotations, none of them shown");
    }

    #[test]
    fn nothing_of_an_article_steers_the_terminal() {
        let mut hits = sample::grouped_by_speaker();
        let evil = "\x1b]0;owned\x07";
        hits.notes.push(evil.into());
        hits.query.topic = Some(evil.into());
        for group in &mut hits.groups {
            group.key = Some(evil.into());
            group.outlets = vec![evil.into()];
            for hit in &mut group.hits {
                let article = &mut hit.article;
                for text in [&mut article.title, &mut article.path, hit.role.get_or_insert_default()] {
                    *text = evil.into();
                }
                hit.cue = Some(evil.into());
            }
        }
        let coloured = coloured(&hits, 80);
        assert!(!coloured.contains("\x1b]") && !coloured.contains('\x07'));
    }
}
