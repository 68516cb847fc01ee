//! How often each word form is the head of a cue: which tokens are looked at at all.

/// A table of word forms by their hash: from 0 (never seen as a cue) to 15 (nearly always one).
#[derive(Clone, Copy, Debug)]
pub struct Chances<'a> {
    /// Two entries a byte would save little; one a byte, a power of two of them.
    table: &'a [u8],
}

impl<'a> Chances<'a> {
    /// Takes a table as it is compiled in; its length must be a power of two, which a test holds.
    #[must_use]
    pub fn read(table: &'a [u8]) -> Self {
        Self { table }
    }

    /// The step of a form.
    #[inline]
    #[must_use]
    pub fn of(&self, form: u32) -> u8 {
        self.table.get(form as usize & (self.table.len() - 1)).copied().unwrap_or(0)
    }

    /// The step of `cues` cues among `seen` uses: 16 even steps of the smoothed share's square root, so that rare cues are
    /// told apart.
    #[must_use]
    pub fn step(cues: u32, seen: u32) -> u8 {
        if cues == 0 {
            return 0;
        }
        let share = (f64::from(cues) + 0.1) / (f64::from(seen) + 1.0);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 0 and 16")]
        let step = (share.min(1.0).sqrt() * 15.99) as u8;
        step
    }
}
