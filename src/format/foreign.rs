//! What is not read, and the reason that is shown for it.

/// Reasons by the ending of a file's name. A name in this list is believed: such a file is not opened any further.
static BY_EXTENSION: &[(&str, &[&str])] = &[
    ("picture", &["jpg", "jpeg", "png", "gif", "webp", "bmp", "ico", "svg", "tif", "tiff", "heic", "avif", "psd"]),
    ("audio or video", &["mp3", "mp4", "m4a", "m4v", "wav", "ogg", "oga", "ogv", "flac", "avi", "mov", "mkv", "webm"]),
    ("archive", &["7z", "rar", "jar", "cab", "iso", "dmg", "arc"]),
    ("office document (not supported)", &["ppt", "pptx", "xls", "xlsx", "ods", "epub", "mobi"]),
    ("table (not supported)", &["arrow", "feather", "db", "sqlite", "sqlite3"]),
    ("XML (not supported)", &["sgm", "sgml"]),
    ("mail (not supported)", &["msg", "pst"]),
    (
        "program or settings",
        &[
            "js", "mjs", "ts", "css", "scss", "py", "rs", "c", "h", "cpp", "java", "go", "rb", "php", "pl", "sh", "r",
            "ipynb", "sql", "toml", "yaml", "yml", "ini", "cfg", "conf", "lock", "exe", "dll", "so", "o", "a", "class",
            "pyc", "wasm",
        ],
    ),
    ("log", &["log"]),
    ("font", &["ttf", "otf", "woff", "woff2", "eot"]),
    ("unsupported format", &["tex", "bib", "srt", "vtt", "ann", "conll", "conllu", "bak", "tmp", "swp"]),
];

/// Reasons by the first bytes of a file.
static BY_MAGIC: &[(&str, &[&[u8]])] = &[
    ("picture", &[b"\x89PNG", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"BM\0\0"]),
    ("audio or video", &[b"ID3", b"OggS", b"fLaC", b"\x1aE\xdf\xa3"]),
    ("compressed file", &[b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"BZh", b"\xfd7zXZ\0"]),
    ("archive", &[b"PK\x03\x04", b"PK\x05\x06", b"7z\xbc\xaf", b"Rar!\x1a"]),
    ("office document (not supported)", &[b"\xd0\xcf\x11\xe0"]),
    ("table (not supported)", &[b"SQLite format 3", b"ARROW1"]),
    ("program or settings", &[b"\x7fELF", b"#!/"]),
];

/// Why a file with this ending of its name is not read.
pub(super) fn by_extension(extension: &str) -> Option<&'static str> {
    BY_EXTENSION.iter().find(|(_, extensions)| extensions.contains(&extension)).map(|&(reason, _)| reason)
}

/// Why a file that begins with these bytes is not read.
pub(super) fn by_content(head: &[u8]) -> Option<&'static str> {
    let magic = BY_MAGIC.iter().find(|(_, starts)| starts.iter().any(|start| head.starts_with(start)));
    magic.map(|&(reason, _)| reason).or_else(|| is_binary(head).then_some("binary file"))
}

/// Zero bytes, or more control characters than text has.
fn is_binary(head: &[u8]) -> bool {
    let controls = head.iter().filter(|b| matches!(b, 0x01..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)).count();
    memchr::memchr(0, head).is_some() || controls * 20 > head.len()
}
