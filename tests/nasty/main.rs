//! Input that nobody would call an article, read by the binary: what is wrong is told with its file, its place and what to
//! do, and a good article beside it is found as ever.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test has files and threads of its own")]

mod broken;
#[path = "../cli/desk.rs"]
#[allow(dead_code, reason = "the other tests of the binary use more of it")]
mod desk;
#[cfg(unix)]
mod disk;
mod huge;
mod links;
mod names;
mod newsroom;
mod records;
mod text;
