//! Learned choices: a linear model over hashed features, trained from gold and compiled in.
//!
//! Everything that whosaid learns is a choice among options: whether a stretch in marks is a quotation, which mention is the
//! source of a cue, where a content begins. Each option is a list of [`Feature`]s; its score is the sum of their
//! weights; the probabilities of a choice are the softmax of its scores (a conditional logit model, `McFadden` 1974). Features are
//! hashed into a table of fixed size (Weinberger et al., "Feature Hashing for Large Scale Multitask Learning", ICML 2009), so
//! that no word of the training text is in a model.

mod feature;
mod narrow;
mod probability;
mod probe;
mod scorer;
mod trainer;
mod weights;

pub use feature::{Feature, Features, Sink, Template, feature, hash, hash_ignoring_case, mix};
pub use narrow::narrowed;
pub use probability::{best, logistic, softmax};
pub use probe::places;
pub use scorer::{Scorer, Telling, Told};
pub use trainer::{Choice, Trainer, Training};
pub use weights::{Sum, Weights, WeightsError};
