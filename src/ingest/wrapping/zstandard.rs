use std::io::{self, BufRead, Read};

use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};

/// The frames of a zstd file, one after the other.
pub(super) struct Zstandard<R> {
    bytes: R,
    decoder: FrameDecoder,
    is_within: bool,
}

impl<R: BufRead> Zstandard<R> {
    pub(super) fn new(bytes: R) -> Self {
        Self { bytes, decoder: FrameDecoder::new(), is_within: false }
    }

    /// Begins the next frame. Tells whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        while !self.bytes.fill_buf()?.is_empty() {
            match self.decoder.reset(&mut self.bytes) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame { length, .. })) => {
                    io::copy(&mut (&mut self.bytes).take(length.into()), &mut io::sink())?;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }

    /// Whether the frame that was read is what was written.
    fn check(&self) -> io::Result<()> {
        let sums = self.decoder.get_checksum_from_data().zip(self.decoder.get_calculated_checksum());
        if sums.is_some_and(|(written, read)| written != read) {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "wrong checksum"));
        }
        Ok(())
    }
}

impl<R: BufRead> Read for Zstandard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        loop {
            if !self.is_within {
                self.is_within = self.begin()?;
                if !self.is_within {
                    return Ok(0);
                }
            }
            let count = self.decoder.read(buffer)?;
            if count > 0 {
                return Ok(count);
            }
            if self.decoder.is_finished() {
                self.check()?;
                self.is_within = false;
            } else {
                let block = BlockDecodingStrategy::UptoBlocks(1);
                self.decoder.decode_blocks(&mut self.bytes, block).map_err(io::Error::other)?;
            }
        }
    }
}
