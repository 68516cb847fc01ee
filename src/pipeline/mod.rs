//! Runs the stages side by side; the only room that starts threads.
//!
//! [`index`] brings an index up to date with what lies under some paths, [`extract`] gives the annotated articles
//! themselves. In both, files are cut into batches of records, and the batches are parsed and annotated by all threads,
//! so that one huge file keeps all of them busy as many small ones do. What waits anywhere is bounded in bytes: memory
//! does not grow with the corpus, apart from about 300 bytes for each file's place in the manifest, and 100 for each
//! article, to know those that come twice.

mod batch;
mod crew;
mod extract;
mod in_order;
mod index;
mod job;
mod plan;
mod pool;
mod progress;
mod repair;
mod run;
mod stages;
mod survey;

pub use extract::{Extraction, extract, extract_with};
pub use in_order::in_order;
pub use index::{index, index_with};
pub use plan::{DEFAULT_MEMORY, Plan, all_cores};
pub use progress::{Observer, Phase, Progress};
pub use repair::{Repaired, repair, repair_with};
pub use stages::{Stages, Standard};
