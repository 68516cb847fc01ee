//! Where paragraphs, sentences and words are. All offsets are UTF-8 bytes into the article's body.
