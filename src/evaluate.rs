//! The measures of `whosaid eval`.
