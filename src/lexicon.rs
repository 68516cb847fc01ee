//! Word lists as data: one loader for `data/en/*.tsv`.
