//! Every format that is read: one article of each lies in `corpus/formats` and is found by who speaks in it, and what is written in a
//! format comes back.

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
mod round_trip;
mod steps;
mod stories;
mod table;
mod writers;
