//! Each set of a file, and each TA1, in an interchange of its own.

use super::control_numbers::{ControlNumbers, Series};
use super::envelope::Envelope;
use crate::error::{Error, ErrorKind};
use crate::report::Report;
use crate::transaction::{Event, ReadOptions, Reader, SetBuffer};
use std::io::Read;

/// Writes one set with its interchange and its group around it: the headers as they were but for ISA13 and GS06, the set
/// byte for byte, and new trailers.
///
/// ST02 stays: it is how an acknowledgment names the set. A missing SE stays missing.
///
/// # Errors
/// [`ErrorKind::CountedDataShort`] when the set ends in counted data that is cut short, for a trailer behind it would be
/// read as a part of it; [`ErrorKind::EnvelopeMissing`] when the set stands in no interchange or in no group; what
/// [`ControlNumbers`] says. A set that is refused costs no number, and nothing of it is written.
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

/// Writes one TA1 with its interchange around it: the header as it was but for ISA13, the TA1 byte for byte, no group.
///
/// The event must be an [`Event::Acknowledgment`].
///
/// # Errors
/// [`ErrorKind::EnvelopeMissing`] when the TA1 stands in no interchange; what [`ControlNumbers`] says.
pub fn envelop_acknowledgment(
    event: &SetBuffer,
    numbers: &mut (impl ControlNumbers + ?Sized),
    out: &mut Vec<u8>,
) -> Result<(), Error> {
    let envelope = Envelope::of_acknowledgment(event)?;
    let number = numbers.next(Series::Interchange)?;
    envelope.open_interchange(number, out)?;
    out.extend_from_slice(event.bytes());
    out.push(envelope.delimiters.segment());
    envelope.close("IEA", 0, &format!("{number:09}"), out);
    Ok(())
}

/// What became of a set, or of something else that a file holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// The set was written in an envelope of its own.
    Set,
    /// A TA1 was written in an interchange of its own.
    Acknowledgment,
    /// There is no envelope to repeat; nothing was written.
    EnvelopeMissing,
    /// The set ends in counted data (BIN, BDS) that is cut short: a trailer behind it would be read as a part of it.
    /// Nothing was written.
    CountedDataShort,
    /// The set is larger than the limit; nothing was written.
    TooLarge,
    /// A segment, or a text, that is no part of a set and none of the envelope; nothing was written.
    Outside,
}

/// Takes a stream apart, one set at a time, in bounded memory.
///
/// The new envelopes are right, whatever was wrong with the old ones: who takes files of others apart asks
/// [`take_report`](Self::take_report) for that.
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
            let (done, written) = match self.reader.next_event(&mut self.set)? {
                Event::Set => (envelop(&self.set, &mut self.numbers, out), Part::Set),
                Event::Acknowledgment => {
                    (envelop_acknowledgment(&self.set, &mut self.numbers, out), Part::Acknowledgment)
                }
                Event::SetTooLarge => return Ok(Some(Part::TooLarge)),
                Event::Outside => return Ok(Some(Part::Outside)),
                Event::InterchangeStart | Event::GroupStart | Event::GroupEnd | Event::InterchangeEnd => continue,
                Event::End => return Ok(None),
            };
            return match done {
                Ok(()) => Ok(Some(written)),
                Err(error) => match error.kind() {
                    ErrorKind::EnvelopeMissing => Ok(Some(Part::EnvelopeMissing)),
                    ErrorKind::CountedDataShort => Ok(Some(Part::CountedDataShort)),
                    _ => Err(error),
                },
            };
        }
    }

    /// What was found wrong with the envelope since the last call: what the parts do not show any more.
    pub fn take_report(&mut self) -> Report {
        self.reader.take_report()
    }

    /// The set, or whatever else the latest part is about, and its place.
    #[must_use]
    pub const fn set(&self) -> &SetBuffer {
        &self.set
    }
}
