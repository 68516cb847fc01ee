//! CSV and TSV: tables as text. How cells are parted is told from the header.

use std::collections::HashSet;

use super::{
    super::{Beginning, Each, Format, Options, RECORD_LIMIT, Record, Source, names, source::megabytes},
    cells::{Cells, Kind},
    dialect, may_be_text, parse,
    separated::{Row, Stop, Table},
    without_text,
};
use crate::{format::Field, ingest::unreadable, report::Problem};

pub(in crate::format) static FORMAT: Format = Format {
    name: "CSV",
    extensions: &["csv", "tsv", "tab", "psv"],
    told: "its name, or a header with the names of a text and of two more fields",
    begins,
    split,
    parse,
};

/// Whether the first line is certainly a header: it names a text and two more fields, and nothing in it has a space around
/// it, as a sentence would.
fn begins(beginning: &Beginning) -> bool {
    let Some((header, _)) = beginning.text.split_once('\n') else { return false };
    let header = header.trim_end();
    [',', ';', '\t', '|'].into_iter().any(|delimiter| {
        let cells = dialect::cells(header, delimiter);
        let fields: HashSet<Field> = cells.iter().filter_map(|cell| names::field(cell)).collect();
        let untidy = |cell: &String| cell.trim() != cell.as_str() || cell.len() > 60;
        cells.len() > 2 && fields.contains(&Field::Body) && fields.len() > 2 && !cells.iter().any(untidy)
    })
}

fn split(source: Source, options: &Options, each: Each) -> Result<(), Problem> {
    let path = source.path;
    let mut table = Table::open(&source.head, source.reader).map_err(|stop| problem(&path, stop))?;
    if !table.columns.iter().any(|column| may_be_text(column, options)) {
        return Err(without_text(&path, table.columns.iter().map(String::as_str)));
    }
    let columns = std::mem::take(&mut table.columns);
    let is_read = without_repetitions(&columns);
    loop {
        let row = match table.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(()),
            Err(stop) => return Err(problem(&path, stop)),
        };
        if row.cells.iter().all(<[u8]>::is_empty) {
            continue;
        }
        let record = match record(&columns, &is_read, &row) {
            Ok(bytes) => Ok(Record::new(path.clone(), row.line, &FORMAT, bytes)),
            Err(what) => Err(Problem::new(&*path, what).at_line(row.line).remedy("mend it; the other rows are read")),
        };
        if each(record).is_break() {
            return Ok(());
        }
    }
}

/// Which columns are read: one without a name numbers the rows, and of two that have the same, the first counts.
fn without_repetitions(columns: &[String]) -> Vec<bool> {
    let mut seen = HashSet::new();
    columns.iter().map(|column| !column.is_empty() && seen.insert(column)).collect()
}

/// The cells of a row, or what is wrong with it.
fn record(columns: &[String], is_read: &[bool], row: &Row) -> Result<Vec<u8>, String> {
    let surplus = row.cells.iter().skip(columns.len()).any(|cell| !cell.is_empty());
    if row.cells.len() < columns.len() || surplus {
        let cells = match row.cells.len() {
            1 => "1 cell".to_owned(),
            many => format!("{many} cells"),
        };
        let mut what = format!("a row of {cells}, where the header has {}", columns.len());
        if row.last_line > row.line {
            what =
                format!("{what}; it goes on to line {}: a quotation mark may be open or one too many", row.last_line);
        }
        return Err(what);
    }
    let names: usize = columns.iter().map(String::len).sum();
    let mut cells = Cells::with_room(columns.len(), names + row.cells.as_slice().len());
    for ((column, cell), _) in columns.iter().zip(row.cells).zip(is_read).filter(|(_, is_read)| **is_read) {
        cells.push(column, Kind::Plain, cell);
    }
    Ok(cells.into_bytes())
}

fn problem(path: &str, stop: Stop) -> Problem {
    match stop {
        Stop::Unreadable(error) => unreadable(path, &error),
        Stop::TooLarge { line } => Problem::new(
            path,
            format!("a row larger than {} (the limit), where reading ended", megabytes(RECORD_LIMIT)),
        )
        .at_line(line)
        .remedy("a quotation mark in it may never be closed; all before it is read"),
    }
}

#[cfg(test)]
mod tests {
    use std::{io::Cursor, ops::ControlFlow};

    use super::*;
    use crate::{
        article::Article,
        format::{Parsed, Split, parse, properties, split as split_file},
        ingest::RawDocument,
    };

    fn told(path: &str, bytes: &[u8], options: &Options) -> (Vec<Article>, Vec<String>) {
        let (mut articles, mut problems) = (Vec::new(), Vec::new());
        let document = RawDocument::new(path, Cursor::new(bytes.to_vec()));
        let outcome = split_file(document, options, &mut |record| {
            match record.and_then(|record| parse(&record, options)) {
                Ok(Parsed::Article(reading)) => articles.push(reading.article),
                Ok(Parsed::Skipped(reason)) => problems.push(reason.to_owned()),
                Err(problem) => problems.push(problem.to_string()),
            }
            ControlFlow::Continue(())
        });
        problems.extend(outcome.err().map(|problem| problem.to_string()));
        (articles, problems)
    }

    fn read(text: &str) -> (Vec<Article>, Vec<String>) {
        told("a.csv", text.as_bytes(), &Options::default())
    }

    #[test]
    fn rows_are_articles_at_their_lines() {
        let (articles, problems) = read(
            ",id,title,publication,author,date,url,content\r\n\
             0,17,Closed,Harbor Gazette,Ann Lee,2019-03-03,https://example.org/1,\"No ships.\r\n\r\n“Not one,” said \"\"Mari\"\" Tamm.\"\r\n\
             1,007,,Harbor Gazette,nan,1551608100,,<p>No <b>ships</b>.</p><p>AT&amp;T.</p>\r\n",
        );
        assert_eq!(problems, Vec::<String>::new());
        let [first, second] = &*articles else { panic!("{articles:#?}") };
        assert_eq!((first.id.as_str(), first.title.as_str()), ("17", "Closed"));
        assert_eq!(first.body, "No ships.\n\n“Not one,” said \"Mari\" Tamm.");
        assert_eq!(
            (first.outlet.as_deref(), first.authors.as_slice()),
            (Some("Harbor Gazette"), &["Ann Lee".to_owned()][..])
        );
        assert_eq!((first.published.as_ref().unwrap().as_str(), first.place.line_of(0)), ("2019-03-03", 2));
        assert_eq!(
            (second.id.as_str(), second.body.as_str(), second.place.line_of(0)),
            ("007", "No ships.\n\nAT&T.", 5)
        );
        assert_eq!((second.published.as_ref().unwrap().as_str(), second.authors.len()), ("2019-03-03T10:15:00Z", 0));
    }

    #[test]
    fn lists_of_authors_as_programs_print_them_are_parted() {
        let (articles, _) = read("text,authors\nNo ships.,\"['Ann Lee', \"\"Tom O'Roe\"\"]\"\nYes.,Ann Lee|Tom Roe\n");
        assert_eq!(articles[0].authors, ["Ann Lee", "Tom O'Roe"]);
        assert_eq!(articles[1].authors, ["Ann Lee", "Tom Roe"]);
    }

    #[test]
    fn a_row_with_too_few_or_too_many_cells_is_a_problem_and_the_rest_goes_on() {
        let (articles, problems) =
            read("title,text,date\na,One.\n\nb,Two.,2019-03-03,x\n,,\nc,Three.,2019-03-03,\nd,\"Four.,\ne,Five.,\n");
        assert_eq!(articles.len(), 1);
        assert_eq!((articles[0].body.as_str(), articles[0].place.line_of(0)), ("Three.", 6));
        assert_eq!(
            problems,
            [
                "a.csv:2: a row of 2 cells, where the header has 3 (mend it; the other rows are read)",
                "a.csv:4: a row of 4 cells, where the header has 3 (mend it; the other rows are read)",
                "a.csv:7: a row of 2 cells, where the header has 3; it goes on to line 8: a quotation mark may be open or one too many (mend it; the other rows are read)",
            ]
        );
    }

    #[test]
    fn a_table_without_a_text_names_its_columns_and_the_remedy() {
        assert_eq!(
            read("day,price\n1,2\n").1,
            [
                "a.csv: no column is known to hold the text of articles; there are “day”, “price” (name the column that does: --field body=COLUMN)"
            ]
        );
        let many = (0..15).map(|n| format!("c{n}")).collect::<Vec<_>>().join(",");
        assert!(read(&format!("{many}\n")).1[0].contains("“c11”, and 3 more ("));
        let options = Options { fields: vec![(Field::Body, "Words said".into())], ..Options::default() };
        assert_eq!(told("a.csv", b"day;Words said\n1;No ships.\n", &options).0[0].body, "No ships.");
    }

    #[test]
    fn windows_1252_and_utf16_are_read() {
        let text = "title;text;author\nCafé;“No,” said José Nuñez. “We won’t go.”;René Écluse\n";
        let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(text);
        let utf16: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_le_bytes).collect();
        let marked = format!("\u{feff}{text}");
        for bytes in [&windows[..], &utf16, marked.as_bytes()] {
            let (articles, problems) = told("a.csv", bytes, &Options::default());
            assert_eq!(problems, Vec::<String>::new());
            assert_eq!((articles[0].title.as_str(), articles[0].authors[0].as_str()), ("Café", "René Écluse"));
            assert_eq!(articles[0].body, "“No,” said José Nuñez. “We won’t go.”");
        }
    }

    #[test]
    fn marks_of_quotations_stay_in_a_table_that_encloses_no_cells() {
        let (articles, _) = told("a.tsv", b"title\ttext\nNo\t\"No ships,\" he said. \"None.\"\n", &Options::default());
        assert_eq!(articles[0].body, "\"No ships,\" he said. \"None.\"");
        let (articles, _) = read("title,text\nNo,\"\\\"No ships,\\\" he said.\"\n");
        assert_eq!(articles[0].body, "\"No ships,\" he said.");
    }

    #[test]
    fn a_header_is_told_without_a_name_and_a_sentence_is_none() {
        for (text, is_table) in [
            ("title,text,date\na,b,c\n", true),
            ("title\turl\ttext\na\tb\tc\n", true),
            ("title, text, date\nand so on\n", false),
            ("Title,Text\n", false),
            ("The body, by Ann Lee, has a title, a date\n", false),
        ] {
            let begins = begins(&Beginning { text, extension: "" });
            assert_eq!(begins, is_table, "{text}");
        }
    }

    #[test]
    fn a_mark_that_is_never_closed_is_told_with_the_limit_and_memory_is_bounded() {
        use std::io::{Read as _, repeat};
        let endless = Cursor::new("title,text\na,One.\nb,\"").chain(repeat(b'x').take(200 << 20));
        let mut told = Vec::new();
        let outcome = split_file(RawDocument::new("a.csv", endless), &Options::default(), &mut |record| {
            told.push(record.unwrap().line);
            ControlFlow::Continue(())
        });
        assert_eq!(told, [2]);
        assert_eq!(
            outcome.unwrap_err().to_string(),
            "a.csv:3: a row larger than 64 MiB (the limit), where reading ended (a quotation mark in it may never be closed; all before it is read)"
        );
    }

    #[test]
    fn a_header_alone_is_a_table_of_nothing() {
        let (records, outcome) = properties::read("a.csv", b"title,text\n");
        assert_eq!((records.len(), outcome), (0, Ok(Split::Read)));
    }
}
