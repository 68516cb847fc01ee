//! Parquet, as Hugging Face and data frames write it: columns by name, read row group by row group.

mod column;
mod pages;
mod thrift;

use std::{
    fs::File,
    io::{self, Read},
    ops::ControlFlow,
    sync::Arc,
};

use bytes::Bytes;
use parquet::{
    errors::ParquetError,
    file::{
        metadata::{ParquetMetaData, ParquetMetaDataReader, RowGroupMetaData},
        reader::ChunkReader,
    },
    record::{
        Row,
        reader::{ReaderIter, TreeBuilder},
    },
    schema::types::{SchemaDescriptor, Type},
};

use column::Column;
use pages::{Group, Heads};

use super::{
    super::{Each, Format, Options, RECORD_LIMIT, Record, Source, json, source::megabytes},
    cells::Cells,
    parse, without_text,
};
use crate::{
    ingest::unreadable,
    report::{self, Problem},
};

/// The first and the last bytes of every such file.
pub(in crate::format) const MAGIC: &[u8] = b"PAR1";

pub(in crate::format) static FORMAT: Format = Format {
    name: "Parquet",
    extensions: &["parquet", "pq"],
    told: "begins with PAR1",
    begins: |_| false,
    split,
    parse,
};

/// The most bytes of a file that can't be sought in, as its table of contents stands at its end: it is held in memory.
const HELD_LIMIT: usize = 256 << 20;

/// So many bytes follow the table of contents: its length, and [`MAGIC`].
const TAIL: u64 = 8;

/// So many rows of a column are decoded at once.
const ROWS_AT_ONCE: usize = 64;

fn split(mut source: Source, options: &Options, each: Each) -> Result<(), Problem> {
    let path = Arc::clone(&source.path);
    let failed = |error: io::Error| unreadable(&path, &error);
    let Some(file) = source.file.take() else {
        let table = Table { path: Arc::clone(&path), options, each };
        return table.read(Bytes::from(held(source)?)).map(drop);
    };
    let table = Table { path: Arc::clone(&path), options, each };
    if table.read(File::open(file).map_err(failed)?)?.is_continue() {
        // Once from start to end: whoever counts and hashes the bytes sees all of them.
        io::copy(&mut source.reader, &mut io::sink()).map_err(failed)?;
    }
    Ok(())
}

/// The whole of a file that can't be sought in.
fn held(source: Source) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::new();
    let most = HELD_LIMIT as u64 + 1;
    source.reader.take(most).read_to_end(&mut bytes).map_err(|error| unreadable(&source.path, &error))?;
    if bytes.len() > HELD_LIMIT {
        let what =
            format!("larger than {}, the limit for Parquet that is compressed or piped in", megabytes(HELD_LIMIT));
        return Err(
            Problem::new(&*source.path, what).remedy("unpack it: from a file of its own, Parquet of any size is read")
        );
    }
    Ok(bytes)
}

/// A file on its way.
struct Table<'a> {
    path: Arc<str>,
    options: &'a Options,
    each: Each<'a>,
}

impl Table<'_> {
    /// Hands all rows over; breaks when no more are wanted.
    fn read<R: ChunkReader + 'static>(mut self, bytes: R) -> Result<ControlFlow<()>, Problem> {
        let metadata = contents(&bytes).map_err(|error| self.damaged(&error))?;
        let file = Arc::new(Heads(bytes));
        let schema = metadata.file_metadata().schema_descr();
        let columns = schema.root_schema().get_fields();
        if !columns.iter().any(|column| column::may_hold_text(column, self.options)) {
            return Err(without_text(&self.path, columns.iter().map(|column| column.name())));
        }
        let columns: Vec<Column> =
            columns.iter().filter(|column| column::is_wanted(column, self.options)).map(Column::of).collect();
        let root = Type::group_type_builder(schema.root_schema().name())
            .with_fields(columns.iter().map(|column| Arc::clone(&column.schema)).collect())
            .build()
            .map_err(|error| self.damaged(&error))?;
        let wanted = Arc::new(SchemaDescriptor::new(Arc::new(root)));
        let mut first = 1_u32;
        for group in metadata.row_groups() {
            let rows = u32::try_from(group.num_rows().max(0)).unwrap_or(u32::MAX);
            let begun = placed(group).and_then(|()| {
                let group = Group { metadata: group, file: Arc::clone(&file) };
                caught(|| TreeBuilder::new().with_batch_size(ROWS_AT_ONCE).as_iter(Arc::clone(&wanted), &group))
            });
            if self.read_group(begun, &columns, first).is_break() {
                return Ok(ControlFlow::Break(()));
            }
            first = first.saturating_add(rows);
        }
        Ok(ControlFlow::Continue(()))
    }

    /// Hands over the rows of a group, of which the first is number `first`. What follows damage can't be told from it.
    fn read_group(
        &mut self,
        begun: Result<ReaderIter, ParquetError>,
        columns: &[Column],
        first: u32,
    ) -> ControlFlow<()> {
        let mut rows = match begun {
            Ok(rows) => rows,
            Err(error) => {
                let problem = self.damaged(&error).at_line(first);
                return (self.each)(Err(problem));
            }
        };
        for line in first..=u32::MAX {
            match caught(|| rows.next().transpose()) {
                Ok(Some(row)) => {
                    let record = self.record(columns, &row, line);
                    (self.each)(record)?;
                }
                Ok(None) => break,
                Err(error) => {
                    let problem = self.damaged(&error).at_line(line);
                    return (self.each)(Err(problem));
                }
            }
        }
        ControlFlow::Continue(())
    }

    fn damaged(&self, error: &ParquetError) -> Problem {
        Problem::new(&*self.path, told(error)).remedy("get the file again")
    }

    /// The cells of a row. Its line is its number.
    fn record(&self, columns: &[Column], row: &Row, line: u32) -> Result<Record, Problem> {
        let room = row.get_column_iter().map(|(name, value)| name.len() + column::room(value)).sum();
        let mut cells = Cells::with_room(columns.len(), room);
        for (column, (name, value)) in columns.iter().zip(row.get_column_iter()) {
            column.write(name, value, &mut cells);
        }
        if cells.len() > RECORD_LIMIT {
            return Err(json::too_large(&self.path, line));
        }
        Ok(Record::new(Arc::clone(&self.path), line, &FORMAT, cells.into_bytes()))
    }
}

/// The table of contents of a file, at its end.
fn contents<R: ChunkReader>(file: &R) -> Result<ParquetMetaData, ParquetError> {
    // A file that is too short is told by the reader.
    let length = file.len().checked_sub(TAIL).map(|start| file.get_bytes(start, 4)).transpose()?;
    let length = length.and_then(|bytes| Some(u32::from_le_bytes(bytes.as_ref().try_into().ok()?)));
    if let Some(start) = length.and_then(|length| file.len().checked_sub(TAIL + u64::from(length)))
        && !thrift::is_structure(&mut file.get_read(start)?)
    {
        return Err(out_of_order());
    }
    caught(|| ParquetMetaDataReader::new().parse_and_finish(file))
}

/// Whether the columns of a group are where columns can be.
fn placed(group: &RowGroupMetaData) -> Result<(), ParquetError> {
    let is_placed = group.columns().iter().all(|column| {
        let starts = [Some(column.data_page_offset()), column.dictionary_page_offset()];
        column.compressed_size() >= 0 && starts.into_iter().flatten().all(|start| start >= 0)
    });
    if is_placed { Ok(()) } else { Err(out_of_order()) }
}

fn out_of_order() -> ParquetError {
    ParquetError::General("its table of contents is damaged".to_owned())
}

/// What the parquet crate makes of bytes. Should it give up over some that are damaged, that is a problem of the file.
fn caught<T>(read: impl FnOnce() -> Result<T, ParquetError>) -> Result<T, ParquetError> {
    report::caught(read).unwrap_or_else(|_| Err(ParquetError::General("its bytes are damaged".to_owned())))
}

/// What the reader says, for people.
fn told(error: &ParquetError) -> String {
    let text = error.to_string();
    let text = ["Parquet error: ", "EOF: ", "NYI: ", "External: "]
        .iter()
        .fold(text.as_str(), |text, start| text.strip_prefix(start).unwrap_or(text));
    format!("Parquet that can't be read: {}", text.lines().next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use parquet::{
        basic::{Compression, Encoding, GzipLevel, ZstdLevel},
        data_type::{ByteArray, ByteArrayType, Int32Type, Int64Type},
        file::{
            properties::{WriterProperties, WriterVersion},
            writer::SerializedFileWriter,
        },
        schema::parser::parse_message_type,
    };

    use super::*;
    use crate::{
        article::Article,
        format::{Field, Parsed, parse, split as split_file},
        ingest::RawDocument,
    };

    /// A column's values, one for each row.
    enum Values<'a> {
        Texts(&'a [Option<&'a str>]),
        Days(&'a [i32]),
        Longs(&'a [i64]),
        /// One list a row.
        Lists(&'a [&'a [&'a str]]),
    }

    /// A file of `groups` row groups, each with these columns.
    fn written(schema: &str, columns: &[Values], groups: usize, compression: Compression) -> Vec<u8> {
        written_with(schema, columns, groups, WriterProperties::builder().set_compression(compression).build())
    }

    fn written_with(schema: &str, columns: &[Values], groups: usize, properties: WriterProperties) -> Vec<u8> {
        let schema = Arc::new(parse_message_type(schema).unwrap());
        let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::new(properties)).unwrap();
        for _ in 0..groups {
            let mut group = file.next_row_group().unwrap();
            for values in columns {
                let mut column = group.next_column().unwrap().unwrap();
                match values {
                    Values::Texts(texts) => {
                        let levels: Vec<i16> = texts.iter().map(|text| i16::from(text.is_some())).collect();
                        let there: Vec<ByteArray> = texts.iter().flatten().map(|&text| text.into()).collect();
                        column.typed::<ByteArrayType>().write_batch(&there, Some(&levels), None).unwrap();
                    }
                    Values::Days(days) => drop(column.typed::<Int32Type>().write_batch(days, None, None).unwrap()),
                    Values::Longs(longs) => drop(column.typed::<Int64Type>().write_batch(longs, None, None).unwrap()),
                    Values::Lists(lists) => {
                        let texts: Vec<ByteArray> =
                            lists.iter().flat_map(|list| list.iter()).map(|&text| text.into()).collect();
                        let begins = lists.iter().flat_map(|list| (0..list.len()).map(|at| i16::from(at > 0)));
                        let (begins, levels): (Vec<i16>, Vec<i16>) = begins.map(|begin| (begin, 1)).unzip();
                        column.typed::<ByteArrayType>().write_batch(&texts, Some(&levels), Some(&begins)).unwrap();
                    }
                }
                column.close().unwrap();
            }
            group.close().unwrap();
        }
        file.into_inner().unwrap()
    }

    fn told(bytes: Vec<u8>, options: &Options) -> (Vec<Article>, Vec<String>) {
        let (mut articles, mut problems) = (Vec::new(), Vec::new());
        let document = RawDocument::new("a.parquet", io::Cursor::new(bytes));
        let outcome = split_file(document, options, &mut |record| {
            match record.and_then(|record| parse(&record, options)) {
                Ok(Parsed::Article(reading)) => articles.push(reading.article),
                other => problems.push(format!("{other:?}")),
            }
            ControlFlow::Continue(())
        });
        problems.extend(outcome.err().map(|problem| problem.to_string()));
        (articles, problems)
    }

    const NEWS: &str = "message news {
        optional binary title (UTF8);
        optional binary text (UTF8);
        optional binary domain (UTF8);
        required int32 date (DATE);
        repeated binary authors (UTF8);
    }";

    fn news(groups: usize, compression: Compression) -> Vec<u8> {
        let columns = [
            Values::Texts(&[Some("Closed"), None]),
            Values::Texts(&[Some("“No ships,” said Mari Tamm."), Some("<p>None.</p><p>Not one.</p>")]),
            Values::Texts(&[Some("www.nytimes.com"), None]),
            Values::Days(&[17_958, 17_959]),
            Values::Lists(&[&["Ann Lee", "Tom Roe"], &["Kim Bo"]]),
        ];
        written(NEWS, &columns, groups, compression)
    }

    #[test]
    fn rows_of_all_groups_are_articles_with_their_numbers_whatever_they_are_packed_with() {
        for compression in [
            Compression::UNCOMPRESSED,
            Compression::SNAPPY,
            Compression::LZ4_RAW,
            Compression::GZIP(GzipLevel::default()),
            Compression::ZSTD(ZstdLevel::default()),
        ] {
            let (articles, problems) = told(news(3, compression), &Options::default());
            assert_eq!((articles.len(), problems), (6, vec![]));
            let (first, last) = (&articles[0], &articles[5]);
            assert_eq!((first.title.as_str(), first.body.as_str()), ("Closed", "“No ships,” said Mari Tamm."));
            assert_eq!((first.outlet.as_deref(), first.authors.len()), (Some("The New York Times"), 2));
            assert_eq!((first.published.as_ref().unwrap().as_str(), first.place.line_of(0)), ("2019-03-03", 1));
            assert_eq!((last.body.as_str(), last.place.line_of(0)), ("None.\n\nNot one.", 6));
        }
    }

    #[test]
    fn moments_are_certain_only_in_universal_time() {
        let read = |kind: &str, at: i64| {
            let schema = format!("message m {{ optional binary text (UTF8); required int64 date ({kind}); }}");
            let (articles, problems) = told(
                written(&schema, &[Values::Texts(&[Some("No ships.")]), Values::Longs(&[at])], 1, Compression::SNAPPY),
                &Options::default(),
            );
            assert_eq!(problems, Vec::<String>::new());
            articles[0].published.clone().map(String::from)
        };
        let second = 1_551_608_100;
        for (kind, at, expected) in [
            ("TIMESTAMP(MILLIS,true)", second * 1_000, "2019-03-03T10:15:00Z"),
            ("TIMESTAMP(MICROS,false)", second * 1_000_000, "2019-03-03"),
            ("TIMESTAMP(NANOS,false)", second * 1_000_000_000, "2019-03-03"),
            ("TIMESTAMP(NANOS,true)", second * 1_000_000_000, "2019-03-03T10:15:00Z"),
            ("INTEGER(64,true)", second, "2019-03-03T10:15:00Z"),
        ] {
            assert_eq!(read(kind, at).as_deref(), Some(expected), "{kind}");
        }
        assert_eq!(read("TIMESTAMP(MICROS,true)", i64::MAX), None);
    }

    #[test]
    fn parts_of_a_column_are_named_by_their_path() {
        let schema =
            "message m { optional binary body (UTF8); optional group story { optional binary words (UTF8); } }";
        let bytes = || {
            let schema = Arc::new(parse_message_type(schema).unwrap());
            let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).unwrap();
            let mut group = file.next_row_group().unwrap();
            for (text, level) in [("Other.", 1), ("No ships.", 2)] {
                let mut column = group.next_column().unwrap().unwrap();
                column.typed::<ByteArrayType>().write_batch(&[text.into()], Some(&[level]), None).unwrap();
                column.close().unwrap();
            }
            group.close().unwrap();
            file.into_inner().unwrap()
        };
        let options = Options { fields: vec![(Field::Body, "story.words".into())], ..Options::default() };
        assert_eq!(told(bytes(), &options).0[0].body, "No ships.");
        assert_eq!(told(bytes(), &Options::default()).0[0].body, "Other.");
    }

    #[test]
    fn a_file_without_texts_and_one_that_is_damaged_say_so() {
        let table = written(
            "message m { required int64 price; required int64 day; }",
            &[Values::Longs(&[1]), Values::Longs(&[2])],
            1,
            Compression::SNAPPY,
        );
        assert_eq!(
            told(table, &Options::default()).1,
            [
                "a.parquet: no column is known to hold the text of articles; there are “price”, “day” (name the column that does: --field body=COLUMN)"
            ]
        );
        let whole = news(1, Compression::SNAPPY);
        let cut = told(whole[..whole.len() / 2].to_vec(), &Options::default()).1;
        assert!(
            cut[0].starts_with("a.parquet: Parquet that can't be read: ") && cut[0].ends_with("(get the file again)"),
            "{cut:?}"
        );
        let other = told(b"title,text\na,b\n".to_vec(), &Options::default()).1;
        assert!(other[0].contains("Parquet that can't be read"), "{other:?}");
    }

    #[test]
    fn texts_are_read_however_a_page_packs_them() {
        let long = "No ship sailed. ".repeat(40);
        let texts: Vec<String> = (0..500).map(|n| format!("{}{n}", &long[..n % 600])).collect();
        let texts: Vec<Option<&str>> =
            texts.iter().enumerate().map(|(n, text)| (n % 7 > 0).then_some(text.as_str())).collect();
        for version in [WriterVersion::PARQUET_1_0, WriterVersion::PARQUET_2_0] {
            for encoding in [Encoding::PLAIN, Encoding::DELTA_LENGTH_BYTE_ARRAY, Encoding::DELTA_BYTE_ARRAY] {
                let properties = WriterProperties::builder().set_writer_version(version);
                let properties = properties.set_dictionary_enabled(false).set_encoding(encoding).build();
                let file =
                    written_with("message m { optional binary text (UTF8); }", &[Values::Texts(&texts)], 1, properties);
                let (articles, problems) = told(file, &Options::default());
                assert!(!problems.iter().any(|problem| problem.contains("can't be read")), "{encoding}: {problems:?}");
                let bodies: Vec<&str> = articles.iter().map(|article| article.body.as_str()).collect();
                assert_eq!(bodies, texts.iter().flatten().copied().collect::<Vec<_>>(), "{encoding}");
            }
        }
    }

    #[test]
    fn a_table_of_contents_with_lists_of_nothing_is_damaged() {
        let mut file = news(1, Compression::SNAPPY);
        let tail = file.split_off(file.len() - 8);
        let length = u32::from_le_bytes(tail[..4].try_into().unwrap());
        // In the place of the end of the table, a field that nobody knows: a list of two billion truth values.
        assert_eq!(file.pop(), Some(0));
        let list = b"\x19\xf2\xff\xff\xff\xff\x07\0";
        file.extend(list);
        file.extend((length - 1 + u32::try_from(list.len()).unwrap()).to_le_bytes());
        file.extend(MAGIC);
        let problems = told(file, &Options::default()).1;
        assert_eq!(
            problems,
            ["a.parquet: Parquet that can't be read: its table of contents is damaged (get the file again)"]
        );
    }

    #[test]
    fn a_dictionary_that_claims_too_much_is_a_problem_of_the_file() {
        // Enough texts that their number takes three bytes.
        let texts: Vec<String> = (0..9_000).map(|n| format!("No ship sailed on day {n}.")).collect();
        let texts: Vec<Option<&str>> = texts.iter().map(|text| Some(text.as_str())).collect();
        let schema = "message m { optional binary text (UTF8); }";
        let mut file = written(schema, &[Values::Texts(&texts)], 1, Compression::UNCOMPRESSED);
        // The number of values in the head of the dictionary's page, which is the first: 18,000 is 9,000 twice.
        let number = file.windows(4).position(|bytes| bytes == [0x15, 0xd0, 0x8c, 0x01]).unwrap();
        file[number + 3] = 0x7f;
        let (articles, problems) = told(file, &Options::default());
        assert_eq!((articles.len(), problems.len()), (0, 1));
        assert!(problems[0].contains("Parquet that can't be read: a page can't hold 1041192 values"), "{problems:?}");
    }

    #[test]
    fn every_byte_may_be_wrong() {
        let whole = news(1, Compression::UNCOMPRESSED);
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 0x55;
            let _ = told(bytes, &Options::default());
        }
    }
}
