//! Sizes as people write them: `512MB`, `1.5 GiB`.

/// Units and their bytes, decimal as on disks and binary as in memory; the longest ending that fits is meant.
const UNITS: &[(&str, f64)] = &[
    ("kib", 1024.0),
    ("mib", 1_048_576.0),
    ("gib", 1_073_741_824.0),
    ("kb", 1e3),
    ("mb", 1e6),
    ("gb", 1e9),
    ("k", 1e3),
    ("m", 1e6),
    ("g", 1e9),
    ("b", 1.0),
];

/// Reads a size in bytes.
///
/// # Errors
/// When it is none; the message says what one looks like.
pub fn bytes(text: &str) -> Result<usize, String> {
    let lower = text.trim().to_ascii_lowercase();
    let unit = UNITS.iter().find_map(|(ending, bytes)| Some((lower.strip_suffix(ending)?, bytes)));
    let (number, unit) = unit.map_or((lower.as_str(), 1.0), |(number, unit)| (number.trim_end(), *unit));
    let is_number = number.starts_with(|c: char| c.is_ascii_digit()) && !number.contains('e');
    let bytes = number.parse::<f64>().ok().filter(|_| is_number).map(|number| number * unit);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 2^53, checked here")]
    bytes
        .filter(|bytes| (1.0..9e15).contains(bytes))
        .map(|bytes| bytes as usize)
        .ok_or_else(|| "a size is a number and a unit, such as 512MB or 1.5GiB".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_as_people_write_them() {
        for (text, size) in [
            ("512MB", 512_000_000),
            ("512 mb", 512_000_000),
            ("1GiB", 1 << 30),
            ("1.5G", 1_500_000_000),
            ("64k", 64_000),
            ("4096", 4096),
            ("10B", 10),
        ] {
            assert_eq!(bytes(text), Ok(size), "{text}");
        }
        for text in ["", "MB", "-1MB", "0", "many", "1e9", "inf", "nan", "1TB?", "99999999GB"] {
            assert!(bytes(text).is_err(), "{text}");
        }
    }
}
