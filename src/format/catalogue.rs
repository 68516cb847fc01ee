//! A table of what is known of articles, beside their files: `--metadata FILE.csv`.

use std::{
    collections::HashMap,
    fmt,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{
    Field, encoding, names,
    rows::separated::{Stop, Table},
    source::{HEAD, megabytes},
};

/// The most bytes that the table may have: it is held in memory.
const LIMIT: usize = 256 << 20;

/// Why the table itself is not read when it lies among the articles.
pub(super) const SKIPPED: &str = "table of metadata";

/// Names of columns that hold the name of a file.
static FILES: &[&str] = &["path", "file", "filename", "filepath", "sourcefile", "document"];

/// What is known of articles, by their file, id or url.
pub struct Catalogue {
    /// Where the table is, absolute and without links: it may lie among the articles.
    file: PathBuf,
    /// Of its bytes.
    hash: blake3::Hash,
    rows: Vec<Vec<(Field, String)>>,
    by_file: HashMap<String, usize>,
    by_key: HashMap<String, usize>,
}

/// Why a table of metadata can't be used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// The file can't be read.
    #[error("can't be read: {0}")]
    Unreadable(#[from] io::Error),
    /// It does not fit into memory.
    #[error("larger than {}, the limit for a table of metadata", megabytes(LIMIT))]
    TooLarge,
    /// Nothing in it tells which article a row belongs to.
    #[error("no column tells which article a row belongs to (name one path, id or url; there are {0})")]
    NoKey(String),
    /// Nothing in it is a field of an article.
    #[error("no column is a field of an article (there are {0})")]
    NoField(String),
}

impl Catalogue {
    /// Reads a table: CSV in any of its dialects.
    ///
    /// # Errors
    /// When it can't be read, or does not say what of which article is known.
    pub fn read(file: &Path) -> Result<Self, Unusable> {
        let mut bytes = Vec::new();
        File::open(file)?.take(LIMIT as u64 + 1).read_to_end(&mut bytes)?;
        if bytes.len() > LIMIT {
            return Err(Unusable::TooLarge);
        }
        Self::of(file.canonicalize()?, &bytes)
    }

    fn of(file: PathBuf, bytes: &[u8]) -> Result<Self, Unusable> {
        let hash = blake3::hash(bytes);
        let text = match encoding::utf16(bytes) {
            Some(encoding) => encoding.decode(bytes).0,
            None => encoding::decode(bytes, None),
        };
        let bytes = text.as_bytes();
        let mut table = Table::open(&bytes[..bytes.len().min(HEAD)], bytes).map_err(unusable)?;
        let columns = Columns::of(&table.columns)?;
        let mut catalogue = Self { file, hash, rows: Vec::new(), by_file: HashMap::new(), by_key: HashMap::new() };
        while let Some(row) = table.next().map_err(unusable)? {
            let cell = |at: usize| row.cells.get(at).map(|cell| String::from_utf8_lossy(cell).trim().to_owned());
            let number = catalogue.rows.len();
            if let Some(name) = columns.file.and_then(cell).map(|name| plain(&name)).filter(|name| !name.is_empty()) {
                catalogue.by_file.entry(name).or_insert(number);
            }
            for key in columns.keys.iter().filter_map(|&at| cell(at)).filter(|key| !key.is_empty()) {
                catalogue.by_key.entry(key).or_insert(number);
            }
            let fields = columns.fields.iter().filter_map(|&(field, at)| Some((field, cell(at)?)));
            catalogue.rows.push(fields.collect());
        }
        Ok(catalogue)
    }

    /// Where the table is, absolute and without links.
    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// What is known of an article: by the longest end of its file's path that the table has, else by its id, else its url.
    pub(super) fn look_up(&self, path: &str, id: Option<&str>, url: Option<&str>) -> Vec<(Field, String)> {
        let row = ends(path).find_map(|end| self.by_file.get(end)).or_else(|| {
            let keys = [id, url].into_iter().flatten();
            keys.into_iter().find_map(|key| self.by_key.get(key))
        });
        row.map(|&row| self.rows[row].clone()).unwrap_or_default()
    }
}

/// The ends of a path that may stand in a table, the longest first; then its last part without the ending.
fn ends(path: &str) -> impl Iterator<Item = &str> {
    let starts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
    let stem = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(stem, _)| stem);
    starts.map(|start| &path[start..]).chain(stem)
}

/// A name of a file as paths are written in the index.
fn plain(name: &str) -> String {
    let name = name.replace('\\', "/");
    name.trim_start_matches("./").to_owned()
}

/// Which column means what.
struct Columns {
    file: Option<usize>,
    keys: Vec<usize>,
    fields: Vec<(Field, usize)>,
}

impl Columns {
    fn of(columns: &[String]) -> Result<Self, Unusable> {
        let named = || columns.iter().map(|column| format!("“{column}”")).collect::<Vec<_>>().join(", ");
        let place = |name: &str| columns.iter().position(|column| names::plain(column) == name);
        let file = FILES.iter().find_map(|name| place(name));
        let of = |field| {
            let mut places: Vec<usize> = names::of(field).filter_map(place).collect();
            // "id" and "_id" are one name.
            places.dedup();
            places
        };
        let keys = [of(Field::Id), of(Field::Url)].concat();
        let fields = Field::ALL.into_iter().filter(|&field| field != Field::Body);
        // In the order in which names are preferred: the first that can be read counts.
        let fields: Vec<(Field, usize)> = fields
            .flat_map(|field| of(field).into_iter().map(move |at| (field, at)))
            .filter(|&(_, at)| Some(at) != file)
            .collect();
        if file.is_none() && keys.is_empty() {
            return Err(Unusable::NoKey(named()));
        }
        if fields.is_empty() {
            return Err(Unusable::NoField(named()));
        }
        Ok(Self { file, keys, fields })
    }
}

fn unusable(stop: Stop) -> Unusable {
    match stop {
        Stop::Unreadable(error) => Unusable::Unreadable(error),
        // A row may be as long as a record, and is not.
        Stop::TooLarge { .. } => Unusable::TooLarge,
    }
}

/// Tells two tables apart by their content: so that files are read again when what is known of them changed.
impl fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Catalogue({})", self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue(text: &str) -> Result<Catalogue, Unusable> {
        Catalogue::of("/m.csv".into(), text.as_bytes())
    }

    fn told(catalogue: &Catalogue, path: &str, id: Option<&str>, url: Option<&str>) -> String {
        let fields = catalogue.look_up(path, id, url);
        fields.iter().map(|(field, value)| format!("{field}={value}")).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_row_is_found_by_the_longest_end_of_a_path() {
        let table =
            catalogue("file;date;publication\na.txt;2019-03-03;Gazette\n.\\b\\a.txt;2019-03-04;Wire\nc_17;2019-03-05;Post\na.txt;2020-01-01;Twice\n")
                .unwrap();
        for (path, expected) in [
            ("a.txt", "outlet=Gazette published=2019-03-03"),
            ("corpus/x/a.txt", "outlet=Gazette published=2019-03-03"),
            ("corpus/b/a.txt", "outlet=Wire published=2019-03-04"),
            ("corpus/c_17.html", "outlet=Post published=2019-03-05"),
            ("corpus/aa.txt", ""),
        ] {
            assert_eq!(told(&table, path, None, None), expected, "{path}");
        }
    }

    #[test]
    fn a_row_is_found_by_id_or_url_too() {
        let table = catalogue("id,url,outlet\n7,https://example.org/7,Gazette\n").unwrap();
        let expected = "id=7 outlet=Gazette url=https://example.org/7";
        assert_eq!(told(&table, "a.txt", Some("7"), None), expected);
        assert_eq!(told(&table, "a.txt", Some("8"), Some("https://example.org/7")), expected);
        assert_eq!(told(&table, "a.txt", None, None), "");
    }

    #[test]
    fn a_table_that_tells_nothing_says_which_columns_it_has() {
        assert_eq!(
            catalogue("day,price\n").unwrap_err().to_string(),
            "no column tells which article a row belongs to (name one path, id or url; there are “day”, “price”)"
        );
        assert_eq!(
            catalogue("file,price\n").unwrap_err().to_string(),
            "no column is a field of an article (there are “file”, “price”)"
        );
    }

    #[test]
    fn tables_are_told_apart_by_their_content() {
        let shown = |text| format!("{:?}", catalogue(text).unwrap());
        assert_eq!(shown("file,date\na,2019-03-03\n"), shown("file,date\na,2019-03-03\n"));
        assert_ne!(shown("file,date\na,2019-03-03\n"), shown("file,date\na,2019-03-04\n"));
    }
}
