//! Where paragraphs, sentences and words are. All offsets are UTF-8 bytes into the text that was given.

mod fold;
mod paragraph;
mod post;
mod sentence;
mod token;

pub use fold::{fold, letters};
pub use paragraph::paragraphs;
pub use post::{Post, post};
pub use sentence::sentences;
pub use token::{Token, TokenKind, tokens};
