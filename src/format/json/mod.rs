//! JSON: one record, an array of records, or an object that holds such an array.

mod fields;
mod record;
mod scan;
mod split;

pub(super) use fields::{flattened, is_wrapper};
pub(super) use record::{names, parse, parse_object};
pub(super) use split::too_large;

pub(super) use record::paragraphs;

use super::{Beginning, Format};

pub(super) static FORMAT: Format = Format {
    name: "JSON",
    extensions: &["json"],
    told: r#"begins with {" or [{"#,
    begins: |beginning| is_json(beginning),
    split: split::split,
    parse,
};

/// Whether a text begins as only JSON does. A story may begin with a bracket: `[Updated]`.
fn is_json(beginning: &Beginning) -> bool {
    let mut tokens = beginning.text.chars().filter(|c| !c.is_ascii_whitespace());
    match (tokens.next(), tokens.next()) {
        (Some('{'), Some('"' | '}')) | (Some('['), Some('{')) => true,
        (Some('{' | '['), _) => beginning.extension == FORMAT.extensions[0],
        _ => false,
    }
}
