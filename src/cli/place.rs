//! Where the index is.

use std::path::{Path, PathBuf};

use whosaid::engine::{Embedded, Engine};

use super::Failure;

/// Name of the folder that an index has when nobody names another.
const FOLDER: &str = ".whosaid";

/// Where the index of `articles` goes: where `--index` says, else beside them, in the folder that holds them.
///
/// For `corpus` that is `./.whosaid`, for `../news/2024` it is `../news/.whosaid`. What has no name of its own (`.`, `..`,
/// `/`) is no folder that lies beside something: its index goes where one stands.
pub fn beside(index: Option<PathBuf>, articles: &Path) -> PathBuf {
    index.unwrap_or_else(|| match (articles.file_name(), articles.parent()) {
        (Some(_), Some(parent)) => parent.join(FOLDER),
        _ => PathBuf::from(FOLDER),
    })
}

/// The index to ask: where `--index` says, else the `.whosaid` here or in the nearest folder above, as git finds its own.
///
/// # Errors
/// When there is none.
pub fn near(index: Option<PathBuf>) -> Result<PathBuf, Failure> {
    match index {
        Some(index) => Ok(index),
        None => above(&std::env::current_dir().map_err(Failure::Nowhere)?),
    }
}

/// Opens an index for asking.
///
/// # Errors
/// When there is no index in the folder, or it can't be read.
pub fn open(index: &Path) -> Result<Box<dyn Engine + Send + Sync>, Failure> {
    Ok(Box::new(Embedded::open(index)?))
}

fn above(folder: &Path) -> Result<PathBuf, Failure> {
    let found = folder.ancestors().map(|folder| folder.join(FOLDER)).find(|index| index.is_dir());
    found.ok_or_else(|| Failure::NoIndex { folder: folder.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_index_lies_beside_its_articles() {
        for (articles, index) in [
            ("corpus", ".whosaid"),
            ("corpus/", ".whosaid"),
            ("./corpus", "./.whosaid"),
            ("/srv/news/2024", "/srv/news/.whosaid"),
            ("../news.jsonl", "../.whosaid"),
            (".", ".whosaid"),
            ("..", ".whosaid"),
            ("/", ".whosaid"),
            ("-", ".whosaid"),
        ] {
            assert_eq!(beside(None, Path::new(articles)), Path::new(index), "{articles}");
        }
        assert_eq!(beside(Some("elsewhere".into()), Path::new("corpus")), Path::new("elsewhere"));
    }

    #[test]
    fn the_nearest_index_above_is_asked() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        std::fs::create_dir_all(&deep).unwrap();
        std::fs::create_dir(folder.path().join(FOLDER)).unwrap();
        assert_eq!(above(&deep).unwrap(), folder.path().join(FOLDER));
        std::fs::create_dir(folder.path().join("a").join(FOLDER)).unwrap();
        assert_eq!(above(&deep).unwrap(), folder.path().join("a").join(FOLDER));
    }
}
