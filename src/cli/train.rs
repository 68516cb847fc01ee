use std::{
    fs::{self, File},
    io::BufReader,
    path::PathBuf,
};

use whosaid::{
    model::Training,
    train::{self, Lesson},
};

use super::{Exit, Failure, Screen};

/// Learn the models from articles that people annotated
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Example:
  whosaid train polnear-train.jsonl --out models

Exit codes:
  0    done
  2    error")]
pub struct Args {
    /// Annotated articles: JSON Lines with `text` and `quotes`, spans as [start, end] in code points
    #[arg(value_name = "GOLD", required = true)]
    gold: Vec<PathBuf>,

    /// Folder that the tables are written to
    #[arg(long, value_name = "DIR", default_value = "models")]
    out: PathBuf,
}

pub fn run(args: &Args, screen: &Screen) -> Result<Exit, Failure> {
    let mut lessons: Vec<Lesson> = Vec::new();
    for path in &args.gold {
        let failed = |source| Failure::Unreadable { path: path.clone(), source };
        lessons.extend(train::read(BufReader::new(File::open(path).map_err(failed)?)).map_err(failed)?);
    }
    screen.aside(&format!("learning from {} articles, a few minutes", lessons.len()));
    let tables = train::learn(&lessons.iter().collect::<Vec<_>>(), Training::default());
    fs::create_dir_all(&args.out).map_err(|source| Failure::Unwritable { path: args.out.clone(), source })?;
    for (name, bytes) in tables.files() {
        let path = args.out.join(name);
        fs::write(&path, bytes).map_err(|source| Failure::Unwritable { path: path.clone(), source })?;
    }
    Ok(Exit::Done)
}
