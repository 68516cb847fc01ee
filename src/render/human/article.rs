use std::io::{self, Write};

use super::{
    counted, day, explanation,
    flow::Flow,
    hit,
    style::{ASIDE, NAME, PLAIN, QUOTED},
};
use crate::{
    article::{Annotated, Explanation, Quote, Span},
    query::Also,
};

/// So many other places are told one by one.
const TOLD: usize = 20;

/// Writes the article, each piece of a quotation between `[1` and `]`, and then the quotations by number, each with its
/// explanation where there are any.
pub(super) fn write(
    annotated: &Annotated,
    also: &[Also],
    explanations: Option<&[Explanation]>,
    width: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    write_head(annotated, width, out)?;
    write_also(also, width, out)?;
    let marks = marks(&annotated.quotes);
    let mut marking = Marking { body: &annotated.article.body, left: &marks, depth: 0 };
    for paragraph in paragraphs(&annotated.article.body) {
        writeln!(out)?;
        marking.marked(paragraph).write(0, width, out)?;
    }
    writeln!(out)?;
    if annotated.quotes.is_empty() {
        return Flow::of(ASIDE, "no quotations").write(0, width, out);
    }
    for (index, quote) in annotated.quotes.iter().enumerate() {
        write_quote(index + 1, quote, &annotated.article.body, width, out)?;
        if let Some(explanation) = explanations.and_then(|explanations| explanations.get(index)) {
            explanation::write(explanation, quote, &annotated.article, width, out)?;
            writeln!(out)?;
        }
    }
    explanations.map_or(Ok(()), |_| explanation::write_legend(width, out))
}

fn write_head(annotated: &Annotated, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let article = &annotated.article;
    let title = if article.title.is_empty() { "(no title)" } else { &article.title };
    Flow::of(NAME, title).write(0, width, out)?;
    let facts = [
        article.outlet.clone(),
        article.published.as_ref().map(|published| published.date().to_owned()),
        (!article.authors.is_empty()).then(|| article.authors.join(", ")),
        article.url.clone(),
    ];
    let facts: Vec<String> = facts.into_iter().flatten().collect();
    Flow::of(ASIDE, &facts.join(" · ")).write(0, width, out)?;
    Flow::of(ASIDE, &format!("{} · id {}", article.place.path, article.id)).write(0, width, out)
}

/// "also in 2 other places:", then each of them.
fn write_also(also: &[Also], width: usize, out: &mut dyn Write) -> io::Result<()> {
    if also.is_empty() {
        return Ok(());
    }
    Flow::of(ASIDE, &format!("{}:", hit::also(also.len()))).write(0, width, out)?;
    let (told, more) = also.split_at(also.len().min(TOLD));
    for place in told {
        let facts = [
            Some(format!("{}:{}", place.path, place.line)),
            place.outlet.clone(),
            place.published.as_deref().map(|published| day(published).to_owned()),
            place.url.clone(),
            (!place.same_text).then(|| "another version".to_owned()),
        ];
        Flow::of(ASIDE, &facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")).write(2, width, out)?;
    }
    if more.is_empty() {
        return Ok(());
    }
    Flow::of(ASIDE, &format!("and {} (--json has all of them)", counted(more.len() as u64, "more place")))
        .write(2, width, out)
}

/// The body's lines that have text, as spans.
fn paragraphs(body: &str) -> impl Iterator<Item = Span> {
    body.split_inclusive('\n')
        .scan(0, |end, line| {
            let start = *end;
            *end += line.len();
            Some((Span::new(start, *end), line))
        })
        .filter(|(_, line)| !line.trim().is_empty())
        .map(|(span, _)| span)
}

/// A place of the body where a quotation's piece begins or ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Mark {
    at: u32,
    // Ends come first, so that neighbours don't overlap.
    edge: Edge,
    number: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    End,
    Start,
}

/// All marks, in the body's order; quotations are numbered from 1.
fn marks(quotes: &[Quote]) -> Vec<Mark> {
    let of = |(index, quote): (usize, &Quote)| {
        let mark = move |at, edge| Mark { at, edge, number: index + 1 };
        let edges = move |piece: &Span| [mark(piece.start, Edge::Start), mark(piece.end, Edge::End)];
        quote.pieces.iter().flat_map(edges).collect::<Vec<_>>()
    };
    let mut marks: Vec<Mark> = quotes.iter().enumerate().flat_map(of).collect();
    marks.sort_unstable();
    marks
}

/// A body whose paragraphs are marked one after the other.
struct Marking<'a> {
    body: &'a str,
    /// The marks that have not come.
    left: &'a [Mark],
    /// How many pieces have begun and not ended.
    depth: usize,
}

impl Marking<'_> {
    /// The next paragraph with its marks; a piece that comes from the paragraph before goes on in the same style.
    fn marked(&mut self, paragraph: Span) -> Flow {
        let mut flow = Flow::default();
        let mut done = paragraph.start;
        // What ends where the body does has no paragraph behind it.
        let is_last = paragraph.end as usize == self.body.len();
        while let Some((mark, left)) = self.left.split_first()
            && (mark.at < paragraph.end || is_last)
        {
            self.left = left;
            flow.push(self.style(), Span { start: done, end: mark.at.max(done) }.of(self.body));
            done = mark.at.max(done);
            match mark.edge {
                Edge::Start => {
                    self.depth += 1;
                    // A no-break space keeps the number with the first word.
                    flow.push(ASIDE, &format!("[{}\u{a0}", mark.number));
                }
                Edge::End => {
                    self.depth = self.depth.saturating_sub(1);
                    flow.push(ASIDE, "]");
                }
            }
        }
        flow.push(self.style(), Span { start: done, end: paragraph.end }.of(self.body));
        flow
    }

    fn style(&self) -> anstyle::Style {
        if self.depth > 0 { QUOTED } else { PLAIN }
    }
}

/// "1  Inés Núñez, foreign minister", then how that was found.
fn write_quote(number: usize, quote: &Quote, body: &str, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let speaker = quote.speaker.as_ref();
    let mut head = Flow::of(ASIDE, &format!("[{number}] "));
    head.append(hit::speaker(
        speaker.map(|speaker| speaker.name.as_str()),
        speaker.and_then(|speaker| speaker.role.as_deref()),
        None,
    ));
    head.write(0, width, out)?;
    let words = |name: &str, span: Option<Span>| span.map(|span| format!("{name} “{}”", span.of(body)));
    let facts = [
        Some(quote.kind.to_string()),
        words("source", quote.source),
        words("cue", quote.cue),
        Some(format!("by {}", quote.step.name())),
        Some(format!("confidence\u{a0}{:.2}", quote.confidence)),
    ];
    Flow::of(ASIDE, &facts.into_iter().flatten().collect::<Vec<_>>().join(" · ")).write(4, width, out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{article::QuoteKind, render::sample};

    fn plain(annotated: &Annotated) -> String {
        let mut out = Vec::new();
        write(annotated, &[], None, 80, &mut out).unwrap();
        anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string()
    }

    #[test]
    fn an_article() {
        insta::assert_snapshot!(plain(&sample::annotated()));
    }

    #[test]
    fn a_piece_that_ends_where_the_body_does_is_closed() {
        let mut annotated = sample::annotated();
        let end = u32::try_from(annotated.article.body.len()).unwrap();
        let last = annotated.quotes.last_mut().unwrap().pieces.last_mut().unwrap();
        *last = Span { start: end - 5, end };
        let shown = plain(&annotated);
        let (body, _) = shown.rsplit_once("\n\n[1]").unwrap();
        assert!(body.trim_end().ends_with(']'), "{body}");
        assert_eq!(body.matches('[').count(), body.matches(']').count(), "{body}");
    }

    #[test]
    fn an_article_explained() {
        let annotated = sample::annotated();
        let mut out = Vec::new();
        write(&annotated, &[], Some(&sample::explanations(&annotated)), 80, &mut out).unwrap();
        insta::assert_snapshot!(anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string());
    }

    #[test]
    fn where_else_an_article_stands_is_told_below_its_own_place() {
        let told = |also: &[Also]| {
            let mut out = Vec::new();
            write_also(also, 80, &mut out).unwrap();
            anstream::adapter::strip_str(str::from_utf8(&out).unwrap()).to_string()
        };
        insta::assert_snapshot!(told(&sample::also()), @"
        also in 2 other places:
          corpus/delta-wire.zip/base.txt:7 · Delta Wire · 2019-03-05 ·
          https://deltawire.example/base
          corpus/crawl-1.jsonl:40 · another version
        ");
        let many = vec![sample::also().remove(0); 23];
        assert!(told(&many).ends_with("\n  and 3 more places (--json has all of them)\n"));
        assert_eq!(told(&[]), "");
    }

    #[test]
    fn an_article_without_anything() {
        assert_eq!(plain(&Annotated::default()), "(no title)\n· id\n\nno quotations\n");
    }

    #[test]
    fn a_piece_that_goes_on_over_paragraphs_is_marked_once_and_stays_in_style() {
        let mut annotated = Annotated::default();
        annotated.article.body = "He said: “One.\n\nTwo,” and left.".into();
        let quote =
            Quote { kind: QuoteKind::Direct, pieces: vec![Span::new(12, 22)], ..sample::annotated().quotes.remove(2) };
        annotated.quotes = vec![quote];
        let mut out = Vec::new();
        let marks = marks(&annotated.quotes);
        let mut marking = Marking { body: &annotated.article.body, left: &marks, depth: 0 };
        for paragraph in paragraphs(&annotated.article.body) {
            marking.marked(paragraph).write(0, 80, &mut out).unwrap();
        }
        let text = String::from_utf8(out).unwrap();
        assert_eq!(anstream::adapter::strip_str(&text).to_string(), "He said: “[1 One.\nTwo,]” and left.\n");
        assert!(text.contains(&format!("{QUOTED}Two,{QUOTED:#}")));
    }

    #[test]
    fn neighbouring_and_nested_quotations_keep_their_marks_apart() {
        let quote = |from, to| Quote { pieces: vec![Span::new(from, to)], ..sample::annotated().quotes.remove(2) };
        let body = "one two three four";
        let marks = marks(&[quote(0, 7), quote(4, 7), quote(8, 13)]);
        let mut out = Vec::new();
        let mut marking = Marking { body, left: &marks, depth: 0 };
        marking.marked(Span::new(0, body.len())).write(0, 80, &mut out).unwrap();
        let text = anstream::adapter::strip_str(std::str::from_utf8(&out).unwrap()).to_string();
        assert_eq!(text, "[1 one [2 two]] [3 three] four\n");
    }
}
