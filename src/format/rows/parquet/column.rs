//! Which columns are read, and what their values are as JSON.

use std::sync::Arc;

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use parquet::{
    basic::{ConvertedType, LogicalType, TimeUnit},
    record::Field as Value,
    schema::types::TypePtr,
};

use super::super::{
    super::{Options, json, names},
    cells::{Cells, Kind},
    may_be_text,
    object::{Object, write_text},
};

/// A column that is read.
pub(super) struct Column {
    pub(super) schema: TypePtr,
    clock: Clock,
}

/// How the moments of a column are counted.
#[derive(Clone, Copy)]
struct Clock {
    /// In universal time; if not, in that of some place, which leaves the day certain and no more.
    is_universal: bool,
    /// Whole numbers are nanoseconds, which the reader gives as they are.
    in_nanoseconds: bool,
}

impl Column {
    pub(super) fn of(schema: &TypePtr) -> Self {
        let logical = if schema.is_primitive() { schema.get_basic_info().logical_type_ref() } else { None };
        let clock = match logical {
            Some(LogicalType::Timestamp(clock)) => Clock {
                is_universal: clock.is_adjusted_to_u_t_c,
                in_nanoseconds: matches!(clock.unit, TimeUnit::NANOS),
            },
            _ => Clock { is_universal: false, in_nanoseconds: false },
        };
        Self { schema: Arc::clone(schema), clock }
    }

    /// Adds a value of this column to a row's.
    pub(super) fn write(&self, name: &str, value: &Value, cells: &mut Cells) {
        if let Some(text) = text(value) {
            return cells.push(name, Kind::Text, text);
        }
        let mut json = Vec::with_capacity(room(value));
        write(value, self.clock, &mut json);
        cells.push(name, Kind::Written, &json);
    }
}

/// About how many bytes a value takes.
pub(super) fn room(value: &Value) -> usize {
    match value {
        Value::Str(text) => text.len(),
        Value::Bytes(bytes) => bytes.len(),
        _ => 32,
    }
}

/// Whether a column may hold the articles' text: by its name, or by that of a part.
pub(super) fn may_hold_text(column: &TypePtr, options: &Options) -> bool {
    may_be_text(column.name(), options)
        || column.is_group()
            && json::is_wrapper(column.name())
            && column.get_fields().iter().any(|part| may_be_text(part.name(), options))
}

/// Whether a column may give a field. All others (embeddings, pictures) are not even unpacked.
pub(super) fn is_wanted(column: &TypePtr, options: &Options) -> bool {
    let flat = json::flattened(column.name()).is_some();
    let is_field = flat || names::is_known(column.name()) || json::is_wrapper(column.name());
    let is_chosen =
        |path: &String| path.strip_prefix(column.name()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    (is_field || options.fields.iter().any(|(_, path)| is_chosen(path))) && is_readable(column)
}

/// The reader gives up the whole program over an interval of time.
fn is_readable(column: &TypePtr) -> bool {
    if column.is_primitive() {
        column.get_basic_info().converted_type() != ConvertedType::INTERVAL
    } else {
        column.get_fields().iter().all(is_readable)
    }
}

/// A text's bytes; older files don't say that they are one.
fn text(value: &Value) -> Option<&[u8]> {
    match value {
        Value::Str(text) => Some(text.as_bytes()),
        Value::Bytes(bytes) => Some(bytes.data()).filter(|bytes| str::from_utf8(bytes).is_ok()),
        _ => None,
    }
}

fn write(value: &Value, clock: Clock, json: &mut Vec<u8>) {
    if let Some(text) = text(value) {
        return write_text(text, json);
    }
    match value {
        Value::Bool(yes) => json.extend_from_slice(if *yes { b"true" } else { b"false" }),
        Value::Date(days) => write_day(*days, json),
        Value::TimestampMillis(at) => write_moment(Timestamp::from_millisecond(*at), clock, json),
        Value::TimestampMicros(at) => write_moment(Timestamp::from_microsecond(*at), clock, json),
        Value::Long(at) if clock.in_nanoseconds => {
            write_moment(Timestamp::from_nanosecond(i128::from(*at)), clock, json);
        }
        Value::Byte(_)
        | Value::Short(_)
        | Value::Int(_)
        | Value::Long(_)
        | Value::UByte(_)
        | Value::UShort(_)
        | Value::UInt(_)
        | Value::ULong(_) => json.extend_from_slice(value.to_string().as_bytes()),
        Value::Float(number) if number.is_finite() => json.extend_from_slice(number.to_string().as_bytes()),
        Value::Double(number) if number.is_finite() => json.extend_from_slice(number.to_string().as_bytes()),
        Value::Group(row) => {
            let mut object = Object::new();
            for (name, value) in row.get_column_iter() {
                write(value, clock, object.name(name));
            }
            json.extend_from_slice(&object.close());
        }
        Value::ListInternal(list) => {
            json.push(b'[');
            for (at, value) in list.elements().iter().enumerate() {
                if at > 0 {
                    json.push(b',');
                }
                write(value, clock, json);
            }
            json.push(b']');
        }
        Value::MapInternal(map) => {
            let mut object = Object::new();
            for (name, value) in map.entries() {
                let name = if let Value::Str(name) = name { name.clone() } else { name.to_string() };
                write(value, clock, object.name(&name));
            }
            json.extend_from_slice(&object.close());
        }
        // No field of an article is any of these.
        _ => json.extend_from_slice(b"null"),
    }
}

fn write_day(days: i32, json: &mut Vec<u8>) {
    let day = jiff::Span::new().try_days(days).and_then(|days| Date::constant(1970, 1, 1).checked_add(days));
    write_text(day.map(|day| day.to_string()).unwrap_or_default().as_bytes(), json);
}

fn write_moment(at: Result<Timestamp, jiff::Error>, clock: Clock, json: &mut Vec<u8>) {
    let written =
        at.map(|at| if clock.is_universal { at.to_string() } else { TimeZone::UTC.to_datetime(at).to_string() });
    write_text(written.unwrap_or_default().as_bytes(), json);
}
