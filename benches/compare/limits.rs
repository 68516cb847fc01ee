//! What the small comparison may cost: so much that only what became several times as expensive passes it, on any machine.
//! Figures are in `docs/performance.md`.

use std::error::Error;

use super::Ratios;

/// Times of the floor that an index may take. It takes 12 to 14, and 50 to 60 where this crate is not optimised and tantivy is.
const INDEX: f64 = if cfg!(debug_assertions) { 150.0 } else { 40.0 };
/// A run that finds nothing changed.
const AGAIN: f64 = 0.5;
/// Times of the usual question that one of a hundred may take.
const SLOW_QUESTION: f64 = 40.0;

/// # Errors
/// When a limit is passed.
pub fn hold(ratios: &Ratios) -> Result<(), Box<dyn Error>> {
    for (what, ratio, most) in [
        ("indexing, by the floor", ratios.index, INDEX),
        ("nothing changed, by the floor", ratios.again, AGAIN),
        ("a slow question, by a usual one", ratios.slow_question, SLOW_QUESTION),
    ] {
        println!("{what}: {ratio:.2}, at most {most}");
        // What could not be measured is no number.
        if ratio.is_nan() || ratio > most {
            return Err(format!("{what}: {ratio:.2} times is more than {most}").into());
        }
    }
    Ok(())
}
