//! Parquet as its makers write it, made here: bytes that nobody can read would be of no use beside the other files.

use std::{fs, ops::ControlFlow, sync::Arc};

use parquet::{
    basic::{Compression, ZstdLevel},
    data_type::{ByteArray, ByteArrayType, Int64Type},
    file::{
        properties::WriterProperties,
        writer::{SerializedFileWriter, SerializedRowGroupWriter},
    },
    schema::parser::parse_message_type,
};
use whosaid::{
    format::{Field, Options, Split, split},
    ingest::{Haystack, Receipt, open},
};

use crate::told;

/// A row group that columns are written to.
type Group<'a> = SerializedRowGroupWriter<'a, Vec<u8>>;

fn file(schema: &str, compression: Compression, groups: &[&dyn Fn(&mut Group)]) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(compression).build());
    let mut file = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    for write in groups {
        let mut group = file.next_row_group().unwrap();
        write(&mut group);
        group.close().unwrap();
    }
    file.into_inner().unwrap()
}

/// Writes a column of texts, of which some are missing.
fn texts(group: &mut Group, depth: i16, texts: &[Option<&str>]) {
    let levels: Vec<i16> = texts.iter().map(|text| if text.is_some() { depth } else { 0 }).collect();
    let there: Vec<ByteArray> = texts.iter().flatten().map(|&text| text.into()).collect();
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<ByteArrayType>().write_batch(&there, Some(&levels), None).unwrap();
    column.close().unwrap();
}

fn longs(group: &mut Group, longs: &[i64]) {
    let mut column = group.next_column().unwrap().unwrap();
    column.typed::<Int64Type>().write_batch(longs, Some(&vec![1; longs.len()]), None).unwrap();
    column.close().unwrap();
}

/// As Hugging Face's `cc_news` is: texts only, in two groups.
#[test]
fn cc_news() {
    let schema = "message schema { optional binary title (STRING); optional binary text (STRING); optional binary domain (STRING);
        optional binary date (STRING); optional binary description (STRING); optional binary url (STRING); optional binary image_url (STRING); }";
    let first = |group: &mut Group| {
        texts(group, 1, &[Some("Council keeps the ferry")]);
        texts(group, 1, &[Some("“Nobody here can walk on water,” Mayor Ilse Varga said.")]);
        texts(group, 1, &[Some("www.reuters.com")]);
        texts(group, 1, &[Some("2019-03-03 10:15:00")]);
        texts(group, 1, &[Some("The council voted.")]);
        texts(group, 1, &[Some("https://www.reuters.com/invented")]);
        texts(group, 1, &[None]);
    };
    let second = |group: &mut Group| {
        texts(group, 1, &[Some("Baker closes"), Some("Harbor closed")]);
        texts(group, 1, &[Some("“I am tired,” said Otto Lind."), None]);
        texts(group, 1, &[Some("harbor-gazette.example"), None]);
        texts(group, 1, &[Some(""), None]);
        texts(group, 1, &[None, None]);
        texts(group, 1, &[Some("http://harbor-gazette.example/baker"), None]);
        texts(group, 1, &[None, None]);
    };
    let bytes = file(schema, Compression::SNAPPY, &[&first, &second]);
    insta::assert_snapshot!(told("cc_news.parquet", bytes, &Options::default()));
}

/// A file on the disk is sought in, and its content is known as that of any other file, so that it is left alone next time.
#[test]
fn a_file_on_the_disk_is_read_to_its_end() {
    let schema = "message schema { optional binary text (STRING); }";
    let rows =
        |group: &mut Group| texts(group, 1, &[Some("“I am tired,” said Otto Lind."), Some("“Not me,” said Kim Bo.")]);
    let bytes = file(schema, Compression::SNAPPY, &[&rows, &rows]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("news.parquet");
    fs::write(&path, &bytes).unwrap();
    let haystack = Haystack::file("news.parquet".into(), path.clone(), &path.metadata().unwrap());
    for wanted in [1, 4] {
        let document = open(&haystack).unwrap();
        let mut lines = Vec::new();
        let outcome = split(document, &Options::default(), &mut |record| {
            lines.push(record.unwrap().line);
            if lines.len() < wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        });
        assert_eq!((outcome, lines.len()), (Ok(Split::Read), wanted));
        assert_eq!(lines, (1..=u32::try_from(wanted).unwrap()).collect::<Vec<_>>());
    }
    let (document, receipt) = Receipt::attach(open(&haystack).unwrap(), |_| ());
    assert_eq!(split(document, &Options::default(), &mut |_| ControlFlow::Continue(())), Ok(Split::Read));
    assert_eq!(receipt.hash(), Some(blake3::hash(&bytes)));
}

/// As data frames write it: an index, moments in nanoseconds, a column of markup.
#[test]
fn data_frame() {
    let schema = "message schema { optional int64 __index_level_0__; optional binary headline (STRING);
        optional binary body_html (STRING); optional int64 published_at (TIMESTAMP(NANOS,false)); optional int64 id; }";
    let rows = |group: &mut Group| {
        longs(group, &[0, 1]);
        texts(group, 1, &[Some("Council keeps the ferry"), Some("Baker &amp; bank")]);
        texts(
            group,
            1,
            &[
                Some("<p>“Nobody here can walk on water,” Mayor <b>Ilse Varga</b> said.</p><p>The council left.</p>"),
                Some("<p>“I am tired,” said Otto Lind.</p>"),
            ],
        );
        longs(group, &[1_551_608_100_000_000_000, 1_551_694_500_000_000_000]);
        longs(group, &[17, 18]);
    };
    let bytes = file(schema, Compression::ZSTD(ZstdLevel::default()), &[&rows]);
    insta::assert_snapshot!(told("frame.parquet", bytes, &Options::default()));
}

/// Columns in columns: some are known, some are named by the user.
#[test]
fn nested() {
    let schema =
        "message schema { optional group metadata { optional binary source (STRING); optional binary title (STRING); }
        optional group story { optional binary words (STRING); } optional binary embedding; }";
    let rows = |group: &mut Group| {
        texts(group, 2, &[Some("Harbor Gazette")]);
        texts(group, 2, &[Some("Council keeps the ferry")]);
        texts(group, 2, &[Some("“Nobody here can walk on water,” Mayor Ilse Varga said.")]);
        texts(group, 1, &[Some("\u{1}\u{2}")]);
    };
    let bytes = file(schema, Compression::UNCOMPRESSED, &[&rows]);
    let named = Options { fields: vec![(Field::Body, "story.words".into())], ..Options::default() };
    insta::assert_snapshot!("nested_named", told("nested.parquet", bytes.clone(), &named));
    insta::assert_snapshot!("nested_unnamed", told("nested.parquet", bytes, &Options::default()));
}
