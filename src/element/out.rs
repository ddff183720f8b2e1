//! Writes one segment.

use super::part::Spot;
use super::{AsSent, Encoding, Word};
use crate::error::ErrorKind;
use crate::syntax::Delimiters;

/// A value that cannot be written, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Why.
    pub kind: ErrorKind,
    /// Where in the segment.
    pub spot: Spot,
}

/// Writes the values of one segment. Separators are owed until a value follows, so that trailing empty ones never
/// appear; what the fields could not hold is woven in at its place.
#[derive(Debug)]
pub struct Out<'o> {
    buffer: &'o mut Vec<u8>,
    delimiters: Delimiters,
    encoding: Encoding,
    kept: &'o [AsSent<'o>],
    written: Spot,
    target: Spot,
    in_composite: bool,
    fault: Option<Fault>,
}

impl<'o> Out<'o> {
    /// Begins a segment with its id.
    pub fn new(
        buffer: &'o mut Vec<u8>,
        id: &str,
        delimiters: Delimiters,
        encoding: Encoding,
        kept: &'o [AsSent<'o>],
    ) -> Self {
        let written = Spot { element: 0, repetition: 1, component: 1 };
        let mut out =
            Self { buffer, delimiters, encoding, kept, written, target: written, in_composite: false, fault: None };
        out.bytes(id);
        out
    }

    /// Goes to a position of the current level: an element of the segment, or a component of the composite.
    #[inline]
    pub fn move_to(&mut self, position: usize) {
        let number = u32::try_from(position + 1).unwrap_or(u32::MAX);
        if self.in_composite {
            self.target.component = number;
        } else {
            self.target = Spot { element: number, repetition: 1, component: 1 };
        }
    }

    /// Goes to a repetition of the current element.
    pub fn repeat(&mut self, number: usize) {
        self.target.repetition = u32::try_from(number).unwrap_or(u32::MAX);
        self.target.component = 1;
    }

    /// Writes the components of a composite.
    pub fn composite(&mut self, write: impl FnOnce(&mut Self)) {
        self.in_composite = true;
        write(self);
        self.in_composite = false;
    }

    /// Writes a value where it stands; an empty one is no value.
    #[inline]
    pub fn value(&mut self, text: &str) {
        if !text.is_empty() {
            self.weave(Some(self.target));
            self.drop_replaced();
            self.put(self.target, text);
        }
    }

    /// Writes a word where it stands.
    #[inline]
    pub fn word(&mut self, word: Word) {
        self.weave(Some(self.target));
        self.drop_replaced();
        self.separate(self.target);
        let bytes = word.bytes();
        let bytes = bytes.get(..word.len()).unwrap_or_default();
        if bytes.iter().any(|byte| self.delimiters.contains(*byte)) {
            self.fail(ErrorKind::DelimiterInValue, self.target);
        }
        self.buffer.extend_from_slice(bytes);
    }

    /// Ends the segment with its terminator.
    ///
    /// # Errors
    /// The first value that could not be written.
    pub fn finish(mut self) -> Result<(), Fault> {
        self.weave(None);
        self.buffer.push(self.delimiters.segment());
        self.fault.map_or(Ok(()), Err)
    }

    /// Writes the kept parts that stand before a place.
    #[inline]
    fn weave(&mut self, before: Option<Spot>) {
        while let Some((part, rest)) = self.kept.split_first() {
            let spot = spot_of(part);
            if before.is_some_and(|target| spot >= target) {
                break;
            }
            self.kept = rest;
            self.put(spot, &part.text);
        }
    }

    /// A value that was set after reading takes the place of what was kept there.
    #[inline]
    fn drop_replaced(&mut self) {
        while let Some((part, rest)) = self.kept.split_first() {
            if spot_of(part) != self.target {
                break;
            }
            self.kept = rest;
        }
    }

    #[inline]
    fn put(&mut self, spot: Spot, text: &str) {
        self.separate(spot);
        if let Err(kind) = check_value(text, self.delimiters, self.encoding) {
            self.fail(kind, spot);
        }
        self.bytes(text);
    }

    /// Writes the separators that are owed before a place.
    #[inline]
    fn separate(&mut self, spot: Spot) {
        if spot.element > self.written.element {
            self.separators(self.delimiters.element(), spot.element - self.written.element);
            self.written = Spot { element: spot.element, repetition: 1, component: 1 };
        }
        if spot.repetition > self.written.repetition {
            match self.delimiters.repetition() {
                Some(byte) => self.separators(byte, spot.repetition - self.written.repetition),
                None => self.fail(ErrorKind::DelimiterInValue, spot),
            }
            self.written = Spot { component: 1, ..spot };
        }
        if spot.component > self.written.component {
            self.separators(self.delimiters.component(), spot.component - self.written.component);
        }
        self.written = spot;
    }

    #[inline]
    fn separators(&mut self, byte: u8, number: u32) {
        for _ in 0..number {
            self.buffer.push(byte);
        }
    }

    #[inline]
    fn bytes(&mut self, text: &str) {
        self.encoding.encode(text, self.buffer);
    }

    fn fail(&mut self, kind: ErrorKind, spot: Spot) {
        self.fault.get_or_insert(Fault { kind, spot });
    }
}

/// Where a kept part is written; a value without components stands in the place of the first.
fn spot_of(part: &AsSent<'_>) -> Spot {
    Spot { element: part.element, repetition: part.repetition.max(1), component: part.component.max(1) }
}

/// Whether a value can be written: no delimiter, and nothing but printable ASCII unless it was read so.
#[inline]
pub(crate) fn check_value(text: &str, delimiters: Delimiters, encoding: Encoding) -> Result<(), ErrorKind> {
    let bytes = text.as_bytes();
    if bytes.iter().any(|byte| delimiters.contains(*byte)) {
        return Err(ErrorKind::DelimiterInValue);
    }
    if bytes.iter().all(|byte| (b' '..=b'~').contains(byte)) || encoding.carries(text) {
        return Ok(());
    }
    let control = bytes.iter().any(|byte| *byte < b' ' || *byte == 0x7F);
    Err(if control { ErrorKind::ControlInValue } else { ErrorKind::NonAsciiInValue })
}
