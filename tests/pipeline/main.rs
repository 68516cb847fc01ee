//! The two jobs of the library, from files to rows, with stages that are simple enough to tell what must come out.

#![allow(clippy::unwrap_used, reason = "a test that can't go on has failed")]
#![allow(clippy::disallowed_methods, reason = "a test has files of its own")]

mod damage;
mod extracting;
mod failing;
mod faults;
mod formats;
mod interrupting;
mod issues;
mod press;
mod sharing;
mod soak;
mod twins;
mod updating;
