//! Markdown with or without front matter: one article a file.

use pulldown_cmark::{Event, Options as Syntax, Parser, Tag, TagEnd};

use super::{
    Field, Format, Options, Parsed, Record,
    draft::{Draft, Paragraph},
    encoding, front_matter, heading, whole_file,
};
use crate::report::Problem;

pub(super) static FORMAT: Format = Format {
    name: "Markdown",
    extensions: &["md", "markdown", "mdown", "mkd"],
    told: "its name alone",
    begins: |_| false,
    split: |source, _, each| whole_file(&FORMAT, source, each),
    parse,
};

fn parse(record: &Record, options: &Options) -> Result<Parsed, Problem> {
    let text = encoding::decode(&record.bytes, None);
    let mut draft = Draft::default();
    let (mut body, mut line) = (&*text, record.line);
    if let Some(above) = front_matter::read(&text) {
        body = &text[above.end..];
        line = line.saturating_add(above.lines);
        for (field, value) in above.fields {
            draft.set_from("the front matter", field, &value);
        }
    }
    read_blocks(body, line, &mut draft);
    heading::drop_repeated_title(&mut draft);
    heading::take(&mut draft);
    draft.finish(record, options)
}

/// The words of each block as a paragraph, as they would be seen; the first heading of the first rank is the headline.
fn read_blocks(text: &str, first_line: u32, draft: &mut Draft) {
    let mut line = first_line;
    let mut counted = 0;
    let mut block = String::new();
    let mut unseen = 0_u32;
    for (event, range) in Parser::new_ext(text, Syntax::ENABLE_TABLES | Syntax::ENABLE_STRIKETHROUGH).into_offset_iter()
    {
        match event {
            Event::Start(Tag::Image { .. } | Tag::CodeBlock(_) | Tag::HtmlBlock) => unseen += 1,
            Event::End(TagEnd::Image | TagEnd::CodeBlock | TagEnd::HtmlBlock) => unseen = unseen.saturating_sub(1),
            Event::Text(words) | Event::Code(words) if unseen == 0 => {
                if block.is_empty() && range.start >= counted {
                    line = line.saturating_add(line_breaks(&text[counted..range.start]));
                    counted = range.start;
                }
                block.push_str(&words);
            }
            Event::SoftBreak | Event::End(TagEnd::TableCell) => block.push(' '),
            Event::HardBreak => block.push('\n'),
            Event::Start(tag) if is_block(&tag) => end_block(&mut block, line, draft),
            Event::End(TagEnd::Heading(pulldown_cmark::HeadingLevel::H1)) if draft.title.is_none() => {
                draft.set_from("the first heading", Field::Title, &std::mem::take(&mut block));
            }
            Event::End(
                TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead,
            ) => {
                end_block(&mut block, line, draft);
            }
            _ => {}
        }
    }
    end_block(&mut block, line, draft);
}

fn is_block(tag: &Tag) -> bool {
    matches!(
        tag,
        Tag::Paragraph
            | Tag::Heading { .. }
            | Tag::Item
            | Tag::List(_)
            | Tag::BlockQuote(_)
            | Tag::TableRow
            | Tag::TableHead
    )
}

fn end_block(block: &mut String, line: u32, draft: &mut Draft) {
    let text = std::mem::take(block);
    if !text.trim().is_empty() {
        draft.paragraphs.push(Paragraph { line, text, apart: true });
    }
}

fn line_breaks(text: &str) -> u32 {
    u32::try_from(memchr::memchr_iter(b'\n', text.as_bytes()).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{Article, LineMark};

    fn parsed(text: &str) -> Article {
        let record = Record::new("a.md", 1, &FORMAT, text.as_bytes().to_vec());
        match parse(&record, &Options::default()) {
            Ok(Parsed::Article(reading)) => reading.article,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn front_matter_gives_the_fields_and_blocks_the_paragraphs() {
        let article = parsed(
            "---\ntitle: Harbour closed\ndate: 2019-03-03\noutlet: Harbor Gazette\nauthor: Ann Lee\nurl: https://example.org/1\nlang: en-GB\n---\n\n\
             The *harbour* of [Tallinn](https://example.org/tallinn)\nwill stay **closed**.\n\n\
             > “We will not sail,”\n> said Mari Tamm.\n\n\
             - pilots\n- tugs\n\n![a ship](ship.jpg)\n\n```\ncode\n```\n\n## Next week\n\nNothing `new`.\n",
        );
        assert_eq!((article.title.as_str(), article.outlet.as_deref()), ("Harbour closed", Some("Harbor Gazette")));
        assert_eq!((article.published.unwrap().as_str(), article.authors), ("2019-03-03", vec!["Ann Lee".to_owned()]));
        assert_eq!((article.id.as_str(), article.language.as_deref()), ("https://example.org/1", Some("en")));
        assert_eq!(
            article.body,
            "The harbour of Tallinn will stay closed.\n\n“We will not sail,” said Mari Tamm.\n\npilots\n\ntugs\n\nNext week\n\nNothing new."
        );
        assert_eq!(article.place.line_of(0), 10);
        assert_eq!(article.place.line_of(50), 13);
        assert_eq!(article.place.lines.last(), Some(&LineMark { offset: 108, line: 27 }));
    }

    #[test]
    fn without_front_matter_the_first_heading_is_the_headline() {
        let article = parsed("# Harbour *closed*\n\nBy Ann Lee | March 3, 2019\n\nNo ship sailed.\n");
        assert_eq!((article.title.as_str(), article.body.as_str()), ("Harbour closed", "No ship sailed."));
        assert_eq!(article.authors, ["Ann Lee"]);
    }
}
