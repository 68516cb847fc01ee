//! The binary as a shell sees it: exit codes, streams, flags, help.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test has files of its own")]

mod asking;
mod checking;
mod desk;
mod formats;
mod help;
mod indexing;
mod reading;
mod sharing;
mod streams;
mod training;
mod twins;
mod updating;
