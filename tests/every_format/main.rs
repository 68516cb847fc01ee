//! Every format that is read, by one article of each: those of `corpus/formats`.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test has files of its own")]

mod corpus;
#[path = "../documents/make.rs"]
#[allow(dead_code, reason = "the tests of documents use more of it")]
mod document;
mod made;
#[path = "../wrapped/pack.rs"]
#[allow(dead_code, reason = "the tests of archives use more of it")]
mod pack;
mod table;
