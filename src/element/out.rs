//! Writes one segment.

use super::part::Spot;
use super::{AsSent, Encoding, Word};
use crate::error::ErrorKind;
use crate::syntax::{Delimiters, joins_line_end};

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
    /// The encoding that each value is held against; `None` when the caller looks at the written bytes as a whole.
    checked_for: Option<Encoding>,
    kept: &'o [AsSent<'o>],
    written: Spot,
    target: Spot,
    in_composite: bool,
    /// How many delimiters were written.
    marks: usize,
    fault: Option<Fault>,
}

impl<'o> Out<'o> {
    /// Stands at the end of a buffer; each value is held against the encoding.
    pub const fn new(buffer: &'o mut Vec<u8>, delimiters: Delimiters, encoding: Encoding) -> Self {
        Self::at_end(buffer, delimiters, Some(encoding))
    }

    /// The same for ASCII values that are not looked at one by one: [`Out::end`] says how many delimiters were written,
    /// and no more may stand in the bytes.
    pub(crate) const fn unchecked(buffer: &'o mut Vec<u8>, delimiters: Delimiters) -> Self {
        Self::at_end(buffer, delimiters, None)
    }

    #[inline]
    const fn at_end(buffer: &'o mut Vec<u8>, delimiters: Delimiters, checked_for: Option<Encoding>) -> Self {
        let written = Spot { element: 0, repetition: 1, component: 1 };
        let (target, in_composite, marks, fault) = (written, false, 0, None);
        Self { buffer, delimiters, checked_for, kept: &[], written, target, in_composite, marks, fault }
    }

    /// Begins the segment with its id; `kept` is what its fields could not hold.
    #[inline]
    pub fn begin(&mut self, id: &str, kept: &'o [AsSent<'o>]) {
        self.kept = kept;
        self.buffer.extend_from_slice(id.as_bytes());
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
        if text.is_empty() {
            return;
        }
        if self.checked_for.is_some() || !self.steps_on() {
            return self.value_apart(text);
        }
        self.buffer.push(self.delimiters.element());
        self.buffer.extend_from_slice(text.as_bytes());
    }

    /// Writes a value that takes more than one separator before it, or that is looked at.
    #[inline(never)]
    fn value_apart(&mut self, text: &str) {
        self.reach_target();
        self.bytes(self.target, text);
    }

    /// Writes a word where it stands.
    #[inline]
    pub fn word(&mut self, word: Word) {
        if self.checked_for.is_some() || !self.steps_on() {
            return self.word_apart(word);
        }
        // The separator and all eight bytes in one move, then back to the length of the word.
        let [a, b, c, d, e, f, g, h] = word.bytes();
        let end = self.buffer.len() + 1 + word.len();
        self.buffer.extend_from_slice(&[self.delimiters.element(), a, b, c, d, e, f, g, h]);
        self.buffer.truncate(end);
    }

    /// Writes a word that takes more than one separator before it, or that is looked at.
    #[inline(never)]
    fn word_apart(&mut self, word: Word) {
        self.reach_target();
        let end = self.buffer.len() + word.len();
        self.buffer.extend_from_slice(&word.bytes());
        self.buffer.truncate(end);
        if self.checked_for.is_some() && word.text().bytes().any(|byte| self.delimiters.contains(byte)) {
            self.fail(ErrorKind::DelimiterInValue, self.target);
        }
    }

    /// Ends the segment with its terminator.
    ///
    /// # Errors
    /// The first value that could not be written.
    pub fn finish(mut self) -> Result<(), Fault> {
        self.end().map(|_| ())
    }

    /// Ends the segment with its terminator; how many delimiters it holds.
    #[inline]
    pub(crate) fn end(&mut self) -> Result<usize, Fault> {
        if !self.kept.is_empty() {
            self.weave(None);
        }
        if self.delimiters.segment() == b'\n' {
            self.guard_return();
        }
        self.buffer.push(self.delimiters.segment());
        match self.fault {
            None => Ok(self.marks + 1),
            Some(fault) => Err(fault),
        }
    }

    /// A value must not lose its last byte to the line end: a separator stands between.
    #[inline(never)]
    fn guard_return(&mut self) {
        if self.buffer.last().is_some_and(|byte| joins_line_end(*byte, self.delimiters)) {
            self.buffer.push(self.delimiters.element());
            self.marks += 1;
        }
    }

    /// Goes on to the target where that is the next element and one separator is all that is owed. The caller writes it.
    #[inline]
    fn steps_on(&mut self) -> bool {
        let next = Spot { element: self.written.element.saturating_add(1), repetition: 1, component: 1 };
        let is_next = self.kept.is_empty() && self.target == next;
        if is_next {
            self.written = next;
            self.marks += 1;
        }
        is_next
    }

    /// Writes what stands before the target: parts that were kept, and the separators that are owed.
    #[inline]
    fn reach_target(&mut self) {
        if !self.kept.is_empty() {
            self.weave(Some(self.target));
            self.drop_replaced();
        }
        self.separate(self.target);
    }

    /// Writes the kept parts that stand before a place.
    fn weave(&mut self, before: Option<Spot>) {
        while let Some((part, rest)) = self.kept.split_first() {
            let spot = spot_of(part);
            if before.is_some_and(|target| spot >= target) {
                break;
            }
            self.kept = rest;
            self.separate(spot);
            self.bytes(spot, &part.text);
        }
    }

    /// A value that was set after reading takes the place of what was kept there.
    fn drop_replaced(&mut self) {
        while let Some((part, rest)) = self.kept.split_first() {
            if spot_of(part) != self.target {
                break;
            }
            self.kept = rest;
        }
    }

    /// Writes the separators that are owed before a place.
    #[inline]
    fn separate(&mut self, spot: Spot) {
        if spot.element > self.written.element {
            self.separators(self.delimiters.element(), spot.element - self.written.element);
            self.written = Spot { element: spot.element, repetition: 1, component: 1 };
        }
        if spot != self.written {
            self.separate_inside(spot);
        }
    }

    /// Writes the separators that are owed inside an element.
    #[inline(never)]
    fn separate_inside(&mut self, spot: Spot) {
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
        self.marks += number as usize;
        self.buffer.push(byte);
        for _ in 1..number {
            self.buffer.push(byte);
        }
    }

    #[inline]
    fn bytes(&mut self, spot: Spot, text: &str) {
        match self.checked_for {
            None => self.buffer.extend_from_slice(text.as_bytes()),
            Some(encoding) => self.checked(spot, text, encoding),
        }
    }

    #[inline(never)]
    fn checked(&mut self, spot: Spot, text: &str, encoding: Encoding) {
        if let Err(kind) = check_value(text, self.delimiters, encoding) {
            self.fail(kind, spot);
        }
        encoding.encode(text, self.buffer);
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
