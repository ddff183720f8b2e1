//! Each set of a file in an interchange of its own.

use super::control_numbers::{ControlNumbers, Series};
use super::envelope::Envelope;
use crate::error::{Error, ErrorKind};
use crate::transaction::{Event, ReadOptions, Reader, SetBuffer};
use std::io::Read;

/// Writes one set with its interchange and its group around it: the headers as they were but for ISA13 and GS06, the set
/// byte for byte, and new trailers.
///
/// ST02 stays: it is how an acknowledgment names the set. A missing SE stays missing.
///
/// # Errors
/// [`ErrorKind::EnvelopeMissing`] when the set stands in no interchange or in no group; what [`ControlNumbers`] says.
pub fn envelop(set: &SetBuffer, numbers: &mut (impl ControlNumbers + ?Sized), out: &mut Vec<u8>) -> Result<(), Error> {
    let envelope = Envelope::of(set)?;
    let (interchange, group) = (numbers.next(Series::Interchange)?, numbers.next(Series::Group)?);
    envelope.open_interchange(interchange, out)?;
    envelope.open_group(group, out)?;
    out.extend_from_slice(set.bytes());
    out.push(envelope.delimiters.segment());
    envelope.close("GE", 1, &group.to_string(), out);
    envelope.close("IEA", 1, &format!("{interchange:09}"), out);
    Ok(())
}

/// What became of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The set was written in an envelope of its own.
    Set,
    /// There is no envelope to repeat; nothing was written.
    EnvelopeMissing,
    /// The set is larger than the limit; nothing was written.
    TooLarge,
    /// A TA1, or something outside of any set; nothing was written.
    Outside,
}

/// Takes a stream apart, one set at a time, in bounded memory.
///
/// ```
/// use x12_278::exchange::{control_numbers::MemoryControlNumbers, split::{Part, Splitter}};
///
/// let file = std::fs::read("examples/data/batch_mixed.edi").unwrap();
/// let mut splitter = Splitter::new(&file[..], MemoryControlNumbers::default());
/// let (mut one, mut sets) = (Vec::new(), 0);
/// while let Some(part) = splitter.next_part(&mut one).unwrap() {
///     sets += usize::from(part == Part::Set);
/// }
/// assert_eq!(sets, 11);
/// ```
#[derive(Debug)]
pub struct Splitter<R, N> {
    reader: Reader<R>,
    numbers: N,
    set: SetBuffer,
}

impl<R: Read, N: ControlNumbers> Splitter<R, N> {
    /// A splitter with the default limits.
    pub fn new(input: R, numbers: N) -> Self {
        Self::with_options(input, numbers, &ReadOptions::default())
    }

    /// A splitter with other limits and allowances.
    pub fn with_options(input: R, numbers: N, options: &ReadOptions) -> Self {
        Self { reader: Reader::with_options(input, options), numbers, set: SetBuffer::new() }
    }

    /// Writes the next set to `out`, which is emptied first; `None` at the end.
    ///
    /// # Errors
    /// When the stream cannot be read, or no control number can be had.
    pub fn next_part(&mut self, out: &mut Vec<u8>) -> Result<Option<Part>, Error> {
        out.clear();
        loop {
            let event = self.reader.next_event(&mut self.set)?;
            // What was found wrong with the envelope is not asked for here; it must not pile up.
            drop(self.reader.take_report());
            return Ok(Some(match event {
                Event::Set => match envelop(&self.set, &mut self.numbers, out) {
                    Ok(()) => Part::Set,
                    Err(error) if error.kind() == ErrorKind::EnvelopeMissing => Part::EnvelopeMissing,
                    Err(error) => return Err(error),
                },
                Event::SetTooLarge => Part::TooLarge,
                Event::Acknowledgment | Event::Outside => Part::Outside,
                Event::InterchangeStart | Event::GroupStart | Event::GroupEnd | Event::InterchangeEnd => continue,
                Event::End => return Ok(None),
            }));
        }
    }

    /// The set that the latest part is about, and its place.
    #[must_use]
    pub const fn set(&self) -> &SetBuffer {
        &self.set
    }
}
