//! The binary as a shell sees it: exit codes, streams, flags, help.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]

mod asking;
mod desk;
mod help;
mod indexing;
mod streams;
