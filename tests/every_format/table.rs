//! Writes Parquet.

use std::sync::Arc;

use parquet::{
    basic::Compression,
    data_type::{ByteArray, ByteArrayType},
    file::{properties::WriterProperties, writer::SerializedFileWriter},
    schema::parser::parse_message_type,
};

/// A file of columns of these names, all of them texts.
pub fn parquet<const WIDTH: usize>(columns: &[&str; WIDTH], rows: &[[String; WIDTH]]) -> Vec<u8> {
    let fields = columns.iter().map(|name| format!("optional binary {name} (STRING);"));
    let schema = format!("message schema {{ {} }}", fields.collect::<String>());
    let schema = Arc::new(parse_message_type(&schema).unwrap());
    let properties = Arc::new(WriterProperties::builder().set_compression(Compression::SNAPPY).build());
    let mut file = SerializedFileWriter::new(Vec::new(), schema, properties).unwrap();
    let mut group = file.next_row_group().unwrap();
    for column in 0..WIDTH {
        let texts: Vec<ByteArray> = rows.iter().map(|row| row[column].as_str().into()).collect();
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&texts, Some(&vec![1; rows.len()]), None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    file.into_inner().unwrap()
}
