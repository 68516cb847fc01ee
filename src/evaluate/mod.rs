//! How right the annotation is: gold quotations, and the measures of detection, attribution and names.
//!
//! The measures are those of quotation attribution (Pareti 2016; Newell, Margolin & Ruths 2018), in three parts:
//!
//! - **A, quoted regions.** The unit is a stretch of text in quotation marks. Positive: half its words or more lie in a
//!   gold direct or mixed content. Detected: half its words or more lie in a prediction. Attribution accuracy: of the
//!   detected positives whose source the gold knows, the share whose predicted source overlaps it. End to end: a region
//!   is right only if detected and its source right.
//! - **B, names.** Over the same regions, where the gold knows who spoke: surname and whole name, ignoring case.
//! - **C, all attributions**, reported speech without marks included: content exact (but for marks and spaces at the
//!   edges), content by overlap, with the source right, and by words.
//!
//! Beside them, whether a confidence means what it says: the share of quotations that are right (content overlaps, source right,
//! surname right where the gold knows who spoke) by their confidence.
//!
//! Apart from all that, how right the reading is: title, day and authors of labelled articles ([`FieldTally`]).

mod fields;
mod gold;
mod reliability;
mod scores;
mod tally;

pub use fields::{FieldScores, FieldTally, Labels};
pub use gold::{Gold, GoldArticle, GoldError, GoldKind, GoldQuote};
pub use reliability::{Reliability, Step};
pub use scores::{Attributions, Names, PrecisionRecall, Regions, Scores, Share};
pub use tally::{Fault, Mistake, Tally, same_surname, surname};
