//! Reads what is printed: the headline by its size, paragraphs by their indents and gaps; what is printed on every page goes.

use rustc_hash::{FxHashMap, FxHashSet};

use super::page::Line;
use crate::format::{draft::Paragraph, repair::LineEnds};

/// How much larger than the text a headline is.
const HEADLINE: f64 = 1.2;
/// Columns that begin so near to each other are one, in points.
const SAME_COLUMN: f64 = 24.0;

/// What was printed.
#[derive(Debug, Default)]
pub(super) struct Printed {
    pub title: Option<String>,
    /// Each with its page as its line.
    pub paragraphs: Vec<Paragraph>,
}

pub(super) fn read(lines: &[Line]) -> Printed {
    let lines = without_running_heads(lines);
    let text_size = commonest_size(&lines);
    let headline = headline(&lines, text_size);
    let (titled, rest): (Vec<_>, Vec<_>) = (0..lines.len()).partition(|at| headline.contains(at));
    let title: Vec<&str> = titled.into_iter().map(|at| lines[at].text.trim()).collect();
    let rest: Vec<&Line> = rest.into_iter().map(|at| lines[at]).collect();
    Printed { title: (!title.is_empty()).then(|| title.join(" ")), paragraphs: paragraphs(&rest) }
}

/// Without the outermost lines of pages that are page numbers, or are there on many pages.
fn without_running_heads(lines: &[Line]) -> Vec<&Line> {
    let mut edges: Vec<usize> = Vec::new();
    let (mut pages, mut first) = (0_usize, 0_usize);
    for page in lines.chunk_by(|above, line| above.page == line.page) {
        let mut order: Vec<usize> = (first..first + page.len()).collect();
        order.sort_by(|&a, &b| lines[a].down.total_cmp(&lines[b].down));
        // Of a page with a few lines none is at its edge alone.
        let most = (order.len() / 3).min(2);
        edges.extend(order.iter().take(most).chain(order.iter().rev().take(most)));
        pages += 1;
        first += page.len();
    }
    let mut seen: FxHashMap<String, usize> = FxHashMap::default();
    for &edge in &edges {
        *seen.entry(without_digits(&lines[edge].text)).or_default() += 1;
    }
    let is_repeated = |key: &str| seen.get(key).is_some_and(|&times| times > 1 && times * 3 >= pages);
    let dropped: FxHashSet<usize> = edges
        .into_iter()
        .filter(|&edge| {
            let key = without_digits(&lines[edge].text);
            let is_number = ["#", "page #", "page # of #", "- # -", "– # –", "# of #", "#/#"].contains(&&*key);
            is_number || is_repeated(&key)
        })
        .collect();
    (0..lines.len()).filter(|at| !dropped.contains(at)).map(|at| &lines[at]).collect()
}

/// Lower case, each number as "#".
fn without_digits(text: &str) -> String {
    let mut key = String::new();
    for c in text.trim().chars() {
        match c {
            _ if !c.is_ascii_digit() => key.extend(c.to_lowercase()),
            _ if key.ends_with('#') => {}
            _ => key.push('#'),
        }
    }
    key
}

/// The size that most characters have, to half a point.
fn commonest_size(lines: &[&Line]) -> f64 {
    let mut sizes: FxHashMap<i64, usize> = FxHashMap::default();
    for line in lines {
        *sizes.entry(halves(line.size)).or_default() += line.text.len();
    }
    let commonest = sizes.into_iter().max_by_key(|&(size, length)| (length, size)).map_or(0, |(size, _)| size);
    f64::from(i32::try_from(commonest).unwrap_or(i32::MAX)) / 2.0
}

#[expect(clippy::cast_possible_truncation, reason = "no type is larger than i64 has points")]
fn halves(size: f64) -> i64 {
    (size * 2.0).round() as i64
}

/// The lines of the largest type on the first page that are words enough for a headline; a paper's name is one or two.
fn headline(lines: &[&Line], text_size: f64) -> std::ops::Range<usize> {
    let first_page = lines.first().map_or(0, |line| line.page);
    let on_first = lines.iter().take_while(|line| line.page == first_page).count();
    let mut best = 0..0;
    let mut best_size = HEADLINE * text_size;
    let mut start = 0;
    for block in lines[..on_first].chunk_by(|above, line| halves(above.size) == halves(line.size)) {
        let range = start..start + block.len();
        start = range.end;
        let words = block.iter().map(|line| line.text.split_whitespace().count()).sum::<usize>();
        let length = block.iter().map(|line| line.text.chars().count()).sum::<usize>();
        if block[0].size > best_size && words > 2 && length <= 200 {
            best_size = block[0].size;
            best = range;
        }
    }
    best
}

fn paragraphs(lines: &[&Line]) -> Vec<Paragraph> {
    let columns = right_edges(lines);
    let leading = leading(lines);
    let ends = LineEnds::of_columns(lines.iter().map(|line| line.text.trim()));
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut above: Option<&Line> = None;
    for &line in lines {
        let text = line.text.trim();
        match (above, paragraphs.last_mut()) {
            (Some(above), Some(paragraph)) if goes_on(above, line, &columns, leading) => {
                ends.join(&mut paragraph.text, text);
            }
            _ => paragraphs.push(Paragraph { line: line.page, text: text.to_owned(), apart: true }),
        }
        above = Some(line);
    }
    paragraphs
}

/// How far right lines go that begin at about the same place of a page.
fn right_edges(lines: &[&Line]) -> FxHashMap<(u32, i64), f64> {
    let mut edges: FxHashMap<(u32, i64), f64> = FxHashMap::default();
    for line in lines {
        for near in -1..=1 {
            let edge = edges.entry((line.page, column(line) + near)).or_insert(line.right);
            *edge = edge.max(line.right);
        }
    }
    edges
}

#[expect(clippy::cast_possible_truncation, reason = "no page is so wide")]
fn column(line: &Line) -> i64 {
    (line.left / SAME_COLUMN).floor() as i64
}

/// The distance from a line to the next within paragraphs: a short text may have more gaps than lines.
fn leading(lines: &[&Line]) -> f64 {
    let mut distances: Vec<f64> = lines
        .windows(2)
        .filter(|two| two[0].page == two[1].page && two[1].down > two[0].down)
        .map(|two| two[1].down - two[0].down)
        .collect();
    distances.sort_by(f64::total_cmp);
    distances.get(distances.len() / 4).copied().unwrap_or(f64::MAX)
}

/// Whether a line goes on with the paragraph of the one above, or of the one before the break of a column or page.
fn goes_on(above: &Line, line: &Line, columns: &FxHashMap<(u32, i64), f64>, leading: f64) -> bool {
    let size = above.size.max(line.size);
    if (above.size - line.size).abs() > 0.12 * size {
        return false;
    }
    let edge = columns.get(&(above.page, column(above))).copied().unwrap_or(above.right);
    let is_short = above.right < edge - 0.15 * (edge - above.left).abs();
    let ends = above.text.trim_end_matches(['"', '”', '’', ')', '»', ' ']).ends_with(['.', '!', '?', ':']);
    let is_below = above.page == line.page && line.down > above.down && (line.left - above.left).abs() < 5.0 * size;
    if !is_below {
        return !is_short && !ends;
    }
    let is_indented = line.left - above.left > 0.7 * size;
    let has_gap = line.down - above.down > 1.45 * leading.max(size);
    !(has_gap || is_indented || is_short && ends)
}
