//! Writes the values of segments.

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

/// Writes the values of one segment after another. Separators are owed until a value follows, so that trailing empty
/// ones never appear; what the fields could not hold is woven in at its place.
#[derive(Debug)]
pub struct Out<'o> {
    buffer: &'o mut Vec<u8>,
    delimiters: Delimiters,
    /// The terminator of a segment and the line end behind it, and how many bytes these are.
    ending: [u8; 3],
    ending_length: usize,
    /// The encoding that each value is held against; `None` when the caller looks at the written bytes as a whole.
    checked_for: Option<Encoding>,
    /// What parts the values of the level that is written: elements, repetitions or components.
    separator: u8,
    /// The position to which one separator leads: for elements, how many were written. [`APART`] in a segment where more
    /// than separators stands between the values, or where they are looked at.
    next: usize,
    level: Level,
    kept: &'o [AsSent<'o>],
    /// Where a segment stands that is written apart, and where its next value goes.
    written: Spot,
    target: Spot,
    /// How many delimiters were written, those of the elements of an unfinished segment left out.
    marks: usize,
    fault: Option<Fault>,
}

/// No position.
const APART: usize = usize::MAX;

/// Before the first element.
const START: Spot = Spot { element: 0, repetition: 1, component: 1 };

/// What a position counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Element,
    Repetition,
    Component,
}

impl<'o> Out<'o> {
    /// Stands at the end of a buffer; each value is held against the encoding.
    pub const fn new(buffer: &'o mut Vec<u8>, delimiters: Delimiters, encoding: Encoding) -> Self {
        Self::at_end(buffer, delimiters, Some(encoding))
    }

    /// The same for ASCII values that are not looked at one by one: [`Out::marks`] says how many delimiters were written,
    /// and no more may stand in the bytes.
    pub(crate) const fn unchecked(buffer: &'o mut Vec<u8>, delimiters: Delimiters) -> Self {
        Self::at_end(buffer, delimiters, None)
    }

    const fn at_end(buffer: &'o mut Vec<u8>, delimiters: Delimiters, checked_for: Option<Encoding>) -> Self {
        Self {
            buffer,
            delimiters,
            ending: [delimiters.segment(); 3],
            ending_length: 1,
            checked_for,
            separator: delimiters.element(),
            next: APART,
            level: Level::Element,
            kept: &[],
            written: START,
            target: START,
            marks: 0,
            fault: None,
        }
    }

    /// With a line end of up to two bytes behind each terminator.
    pub(crate) const fn with_line_end(self, line_end: &str) -> Self {
        let terminator = self.delimiters.segment();
        let (ending, ending_length) = match *line_end.as_bytes() {
            [] => ([terminator; 3], 1),
            [byte] => ([terminator, byte, byte], 2),
            [first, second, ..] => ([terminator, first, second], 3),
        };
        Self { ending, ending_length, ..self }
    }

    /// Begins a segment with its id; `kept` is what its fields could not hold.
    #[inline]
    pub fn begin(&mut self, id: &str, kept: &'o [AsSent<'o>]) {
        self.kept = kept;
        if self.checked_for.is_none() && kept.is_empty() {
            self.next = 0;
        } else {
            (self.next, self.written) = (APART, START);
        }
        self.buffer.extend_from_slice(id.as_bytes());
    }

    /// Writes a value at a position (from 0) of the level: an element, a repetition of it or a component. An empty one is
    /// no value.
    #[inline]
    pub fn value(&mut self, position: usize, text: &str) {
        if position != self.next || text.is_empty() {
            return self.value_apart(position, text);
        }
        self.next = position + 1;
        self.buffer.push(self.separator);
        self.buffer.extend_from_slice(text.as_bytes());
    }

    /// Writes a value that takes more than one separator before it, or none, or that is looked at.
    #[inline(never)]
    fn value_apart(&mut self, position: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.next == APART {
            self.aim(position);
            self.reach_target();
            return self.bytes(self.target, text);
        }
        self.lead(position);
        self.buffer.extend_from_slice(text.as_bytes());
    }

    /// Writes a word at a position, as [`Out::value`] does.
    #[inline]
    pub fn word(&mut self, position: usize, word: Word) {
        if position != self.next {
            return self.word_apart(position, word);
        }
        self.next = position + 1;
        // The separator and all eight bytes in one move, then back to the length of the word.
        let [a, b, c, d, e, f, g, h] = word.bytes();
        let end = self.buffer.len() + 1 + word.len();
        self.buffer.extend_from_slice(&[self.separator, a, b, c, d, e, f, g, h]);
        self.buffer.truncate(end);
    }

    /// Writes a word as [`Out::value_apart`] does.
    #[inline(never)]
    fn word_apart(&mut self, position: usize, word: Word) {
        if self.next == APART {
            return self.value_apart(position, &word.text());
        }
        self.lead(position);
        let end = self.buffer.len() + word.len();
        self.buffer.extend_from_slice(&word.bytes());
        self.buffer.truncate(end);
    }

    /// Writes the components of a composite at a position.
    pub fn composite(&mut self, position: usize, write: impl FnOnce(&mut Self)) {
        self.inside(position, Level::Component, self.delimiters.component(), write);
    }

    /// Writes the repetitions of an element at a position.
    pub fn repetitions(&mut self, position: usize, write: impl FnOnce(&mut Self)) {
        let Some(separator) = self.delimiters.repetition() else {
            return self.inside(position, Level::Repetition, self.delimiters.element(), |out| {
                write(out);
                if out.next != APART && out.next > 1 {
                    out.fail(ErrorKind::DelimiterInValue, START);
                }
            });
        };
        self.inside(position, Level::Repetition, separator, write);
    }

    /// Writes what stands at a position and has a level of its own.
    #[inline]
    fn inside(&mut self, position: usize, level: Level, separator: u8, write: impl FnOnce(&mut Self)) {
        let outer = (self.level, self.next, self.separator);
        let start = self.buffer.len();
        if self.next == APART {
            self.aim(position);
        } else {
            self.lead(position);
            self.next = 1; // before the first value stands no separator
        }
        let first = self.buffer.len();
        (self.level, self.separator) = (level, separator);
        write(self);
        let places = self.next;
        (self.level, self.next, self.separator) = outer;
        if self.next == APART {
            match level {
                Level::Component => self.target.component = 1,
                Level::Repetition | Level::Element => self.target.repetition = 1,
            }
        } else if self.buffer.len() == first {
            self.buffer.truncate(start); // no value: the separators are owed still
        } else {
            self.next = position + 1;
            self.marks += places - 1;
        }
    }

    /// Ends the last segment with its terminator.
    ///
    /// # Errors
    /// The first value that could not be written.
    pub fn finish(mut self) -> Result<(), Fault> {
        self.end()
    }

    /// Ends the segment with its terminator.
    #[inline]
    pub(crate) fn end(&mut self) -> Result<(), Fault> {
        if self.next == APART {
            self.weave(None);
            self.next = 0; // its separators are counted
        }
        if self.delimiters.segment() == b'\n' {
            self.guard_return();
        }
        self.marks += self.next + self.ending_length;
        let end = self.buffer.len() + self.ending_length;
        self.buffer.extend_from_slice(&self.ending);
        self.buffer.truncate(end);
        match self.fault {
            None => Ok(()),
            Some(fault) => Err(fault),
        }
    }

    /// How many delimiters the segments hold that were written.
    pub(crate) const fn marks(&self) -> usize {
        self.marks
    }

    /// The delimiters that are written.
    pub(crate) const fn delimiters(&self) -> Delimiters {
        self.delimiters
    }

    /// Writes between two segments what is none of this; how many marks it holds is for the caller to tell.
    pub(crate) const fn buffer(&mut self) -> &mut Vec<u8> {
        self.buffer
    }

    /// Counts marks that were written between two segments.
    pub(crate) const fn add_marks(&mut self, marks: usize) {
        self.marks += marks;
    }

    /// A value must not lose its last byte to the line end: a separator stands between.
    #[inline(never)]
    fn guard_return(&mut self) {
        if self.buffer.last().is_some_and(|byte| joins_line_end(*byte, self.delimiters)) {
            self.buffer.push(self.delimiters.element());
            self.marks += 1;
        }
    }

    /// Writes the separators that are owed before a position, where the segment is not written apart.
    fn lead(&mut self, position: usize) {
        let owed = (position + 1).saturating_sub(self.next);
        self.next = position + 1;
        let separators = [self.separator; 8];
        match separators.get(..owed) {
            Some(_) => {
                let end = self.buffer.len() + owed;
                self.buffer.extend_from_slice(&separators);
                self.buffer.truncate(end);
            }
            None => self.buffer.extend(std::iter::repeat_n(self.separator, owed)),
        }
    }

    /// Sets where the next value goes, where the segment is written apart.
    fn aim(&mut self, position: usize) {
        let number = u32::try_from(position + 1).unwrap_or(u32::MAX);
        match self.level {
            Level::Element => self.target = Spot { element: number, ..START },
            Level::Repetition => self.target.repetition = number,
            Level::Component => self.target.component = number,
        }
    }

    /// Writes what stands before the target: parts that were kept, and the separators that are owed.
    fn reach_target(&mut self) {
        self.weave(Some(self.target));
        self.drop_replaced();
        self.separate(self.target);
    }

    /// Writes the kept parts that stand before a place.
    #[inline(never)]
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
    fn separate(&mut self, spot: Spot) {
        if spot.element > self.written.element {
            self.separators(self.delimiters.element(), spot.element - self.written.element);
            self.written = Spot { element: spot.element, ..START };
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

    fn separators(&mut self, byte: u8, number: u32) {
        self.marks += number as usize;
        self.buffer.extend(std::iter::repeat_n(byte, number as usize));
    }

    fn bytes(&mut self, spot: Spot, text: &str) {
        let Some(encoding) = self.checked_for else { return self.buffer.extend_from_slice(text.as_bytes()) };
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
