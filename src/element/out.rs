//! Writes the values of segments.

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

/// Writes the values of one segment after another. Separators are owed until a value follows, so that trailing empty
/// ones never appear; what the fields could not hold is woven in at its place.
#[derive(Debug)]
pub struct Out<'o> {
    buffer: &'o mut Vec<u8>,
    delimiters: Delimiters,
    /// The encoding that each value is held against; `None` when the caller looks at the written bytes as a whole.
    checked_for: Option<Encoding>,
    /// Whether no value is looked at and nothing was kept: then nothing but separators stands between the values.
    plain: bool,
    /// What parts the values of the level that is written: elements, repetitions or components.
    separators: [u8; SEPARATORS],
    /// How many places of the level are begun: for elements, how many separators were written; inside of one, one more.
    place: usize,
    level: Level,
    kept: &'o [AsSent<'o>],
    /// Where a segment stands that is not plain, and where its next value goes.
    written: Spot,
    target: Spot,
    /// How many delimiters were written, those of the elements of an unfinished segment left out.
    marks: usize,
    fault: Option<Fault>,
}

/// As many separators as are written in one move.
const SEPARATORS: usize = 8;

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

    #[inline]
    const fn at_end(buffer: &'o mut Vec<u8>, delimiters: Delimiters, checked_for: Option<Encoding>) -> Self {
        Self {
            buffer,
            delimiters,
            checked_for,
            plain: checked_for.is_none(),
            separators: [delimiters.element(); SEPARATORS],
            place: 0,
            level: Level::Element,
            kept: &[],
            written: START,
            target: START,
            marks: 0,
            fault: None,
        }
    }

    /// Begins a segment with its id; `kept` is what its fields could not hold.
    #[inline]
    pub fn begin(&mut self, id: &str, kept: &'o [AsSent<'o>]) {
        self.kept = kept;
        self.plain = self.checked_for.is_none() && kept.is_empty();
        self.place = 0;
        self.written = START;
        self.buffer.extend_from_slice(id.as_bytes());
    }

    /// Writes a value at a position (from 0) of the level: an element, a repetition of it or a component. An empty one is
    /// no value.
    #[inline]
    pub fn value(&mut self, position: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        if !self.plain {
            return self.value_apart(position, text);
        }
        self.lead(position);
        self.buffer.extend_from_slice(text.as_bytes());
    }

    #[inline(never)]
    fn value_apart(&mut self, position: usize, text: &str) {
        self.aim(position);
        self.reach_target();
        self.bytes(self.target, text);
    }

    /// Writes a word at a position, as [`Out::value`] does.
    #[inline]
    pub fn word(&mut self, position: usize, word: Word) {
        if !self.plain {
            return self.word_apart(position, word);
        }
        self.lead(position);
        // All eight bytes in one move, then back to the length of the word.
        let end = self.buffer.len() + word.len();
        self.buffer.extend_from_slice(&word.bytes());
        self.buffer.truncate(end);
    }

    #[inline(never)]
    fn word_apart(&mut self, position: usize, word: Word) {
        self.value_apart(position, &word.text());
    }

    /// Writes the components of a composite at a position.
    pub fn composite(&mut self, position: usize, write: impl FnOnce(&mut Self)) {
        self.inside(position, Level::Component, self.delimiters.component(), write);
    }

    /// Writes the repetitions of an element at a position.
    pub fn repetitions(&mut self, position: usize, write: impl FnOnce(&mut Self)) {
        let separator = self.delimiters.repetition();
        let before = self.marks;
        self.inside(position, Level::Repetition, separator.unwrap_or(self.delimiters.element()), write);
        if self.plain && separator.is_none() && self.marks > before {
            self.fail(ErrorKind::DelimiterInValue, self.target);
        }
    }

    /// Writes what stands at a position and has a level of its own.
    #[inline]
    fn inside(&mut self, position: usize, level: Level, separator: u8, write: impl FnOnce(&mut Self)) {
        let outer = (self.level, self.place, self.separators);
        let start = self.buffer.len();
        if self.plain {
            self.lead(position);
        } else {
            self.aim(position);
        }
        let first = self.buffer.len();
        (self.level, self.place, self.separators) = (level, 1, [separator; SEPARATORS]);
        write(self);
        let places = self.place;
        (self.level, self.place, self.separators) = outer;
        match level {
            _ if self.plain && self.buffer.len() == first => self.buffer.truncate(start), // no value: nothing is owed
            _ if self.plain => {
                self.place = position + 1;
                self.marks += places - 1;
            }
            Level::Component => self.target.component = 1,
            Level::Repetition | Level::Element => self.target.repetition = 1,
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
        if !self.kept.is_empty() {
            self.weave(None);
        }
        if self.delimiters.segment() == b'\n' {
            self.guard_return();
        }
        self.buffer.push(self.delimiters.segment());
        self.marks += self.place + 1;
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

    /// A carriage return at the end of a value would be taken for a part of the line end: a separator stands between.
    #[inline(never)]
    fn guard_return(&mut self) {
        if self.buffer.last() == Some(&b'\r') {
            self.buffer.push(self.delimiters.element());
            self.marks += 1;
        }
    }

    /// Writes the separators that are owed before a position, where the segment is plain.
    #[inline]
    fn lead(&mut self, position: usize) {
        let owed = (position + 1).saturating_sub(self.place);
        self.place = position + 1;
        if owed > SEPARATORS {
            return self.lead_far(owed);
        }
        let end = self.buffer.len() + owed;
        self.buffer.extend_from_slice(&self.separators);
        self.buffer.truncate(end);
    }

    #[inline(never)]
    fn lead_far(&mut self, owed: usize) {
        let [separator, ..] = self.separators;
        self.buffer.extend(std::iter::repeat_n(separator, owed));
    }

    /// Sets where the next value goes, where the segment is not plain.
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
