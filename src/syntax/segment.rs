//! One segment as it stands in the input.

use super::Delimiters;
use super::scan::Split;
use std::fmt;
use std::ops::Range;

/// A segment id packed into a number: two or three bytes, big end first, and a mark on those of two, so that a zero byte
/// behind them makes another id. 0 is no id.
pub(crate) type Tag = u32;

const OF_TWO: Tag = 1 << 24;

/// The tag of an id.
pub(crate) const fn tag(id: &[u8]) -> Tag {
    match id {
        [a, b] => OF_TWO | (*a as u32) << 16 | (*b as u32) << 8,
        [a, b, c] => (*a as u32) << 16 | (*b as u32) << 8 | *c as u32,
        _ => 0,
    }
}

/// The tag of the segment whose bytes these are.
#[inline]
pub(crate) fn tag_of(bytes: &[u8], element: u8) -> Tag {
    match *bytes {
        // As one number, for nearly every segment comes this way.
        [a, b, c, d, ..] => {
            let id = u32::from_be_bytes([0, a, b, c]);
            match element {
                _ if c == element => OF_TWO | id & !0xFF,
                _ if d == element => id,
                _ => 0,
            }
        }
        [a, b, c] if c == element => tag(&[a, b]),
        [a, b, c] => tag(&[a, b, c]),
        [a, b] => tag(&[a, b]),
        _ => 0,
    }
}

/// A segment, zero-copy: its bytes without the terminator, its number and its offset.
///
/// `Debug` shows numbers only.
#[derive(Clone, Copy)]
pub struct RawSegment<'a> {
    bytes: &'a [u8],
    number: u32,
    offset: usize,
    delimiters: Delimiters,
}

impl<'a> RawSegment<'a> {
    pub(crate) const fn new(bytes: &'a [u8], number: u32, offset: usize, delimiters: Delimiters) -> Self {
        Self { bytes, number, offset, delimiters }
    }

    /// The bytes, id included, terminator not.
    #[must_use]
    pub const fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Its number, from 1, in the text that was walked.
    #[must_use]
    pub const fn number(&self) -> u32 {
        self.number
    }

    /// The offset of its first byte in the text that was walked.
    #[must_use]
    pub const fn offset(&self) -> usize {
        self.offset
    }

    /// What parts it.
    #[must_use]
    pub const fn delimiters(&self) -> Delimiters {
        self.delimiters
    }

    /// The segment id: everything before the first element separator.
    #[must_use]
    pub fn id(&self) -> &'a [u8] {
        let end = self.bytes.iter().position(|&byte| byte == self.delimiters.element()).unwrap_or(self.bytes.len());
        self.bytes.get(..end).unwrap_or_default()
    }

    /// The elements behind the id, in order.
    pub fn elements(&self) -> impl Iterator<Item = &'a [u8]> + use<'a> {
        let mut parts = Split::new(self.bytes, self.delimiters.element());
        parts.next(); // the id
        parts
    }

    /// An element by its number, from 1; empty when there is none.
    #[must_use]
    pub fn element(&self, number: usize) -> &'a [u8] {
        // What is asked for by number stands near the front: byte by byte is faster there than word by word.
        let mut parts = self.bytes.split(|byte| *byte == self.delimiters.element());
        if number == 0 { &[] } else { parts.nth(number).unwrap_or_default() }
    }

    /// The repetitions of an element, each as its components.
    pub fn repetitions(
        &self,
        element: &'a [u8],
    ) -> impl Iterator<Item = impl Iterator<Item = &'a [u8]> + use<'a>> + use<'a> {
        let (component, repetition) = (self.delimiters.component(), self.delimiters.repetition());
        element.split(move |&byte| Some(byte) == repetition).map(move |one| one.split(move |&byte| byte == component))
    }

    /// Whether its last element is counted binary data, which may hold any byte (BIN02, BDS03).
    #[must_use]
    pub fn counts_bytes(&self) -> bool {
        binary_end(self.bytes, self.delimiters).is_some()
    }
}

impl fmt::Debug for RawSegment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "RawSegment({}, byte {}, {} bytes)", self.number, self.offset, self.bytes.len())
    }
}

/// What the data of BIN and BDS is counted in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Unit {
    /// Bytes, as they stand in a file.
    #[default]
    Bytes,
    /// Characters: the text was decoded, and each was a byte.
    Characters,
}

/// Which element of a segment says how long the counted data is, which is the next one; `None` where none is counted.
pub(crate) const fn length_element(tag: Tag) -> Option<usize> {
    match tag {
        BIN => Some(1),
        BDS => Some(2),
        _ => None,
    }
}

/// Where the counted data of a BIN or BDS segment lies, from its first byte, even if it was cut short; `None` for other
/// segments.
pub(crate) fn counted_data(bytes: &[u8], delimiters: Delimiters, unit: Unit) -> Option<Range<usize>> {
    let element = delimiters.element();
    let counts = length_element(tag_of(bytes.get(..4)?, element))?;
    // What stands before the data ends with the segment, like any other.
    let before = |start: usize, most: usize| {
        let lead = bytes.get(start..)?.iter().take(most).take_while(|&&byte| byte != delimiters.segment());
        lead.copied().position(|byte| byte == element)
    };
    let mut start = 4;
    for _ in 1..counts {
        start += before(start, 80)? + 1;
    }
    let digits = bytes.get(start..start + before(start, 16)?)?;
    let length: usize =
        std::str::from_utf8(digits).ok().filter(|_| digits.iter().all(u8::is_ascii_digit))?.parse().ok()?;
    start += digits.len() + 1;
    Some(
        start..start.checked_add(match unit {
            Unit::Bytes => length,
            Unit::Characters => bytes_of_characters(bytes.get(start..)?, length),
        })?,
    )
}

/// How many bytes so many characters of UTF-8 take; those that are missing would take one each.
fn bytes_of_characters(text: &[u8], characters: usize) -> usize {
    let mut starts = text.iter().enumerate().filter(|(_, byte)| **byte & 0xC0 != 0x80).map(|(at, _)| at);
    match starts.nth(characters) {
        Some(end) => end,
        None => {
            let there = text.iter().filter(|byte| **byte & 0xC0 != 0x80).count();
            text.len().saturating_add(characters.saturating_sub(there))
        }
    }
}

/// Where the counted data of a BIN or BDS segment ends in a file, from the first byte of the segment.
pub(super) fn binary_end(bytes: &[u8], delimiters: Delimiters) -> Option<usize> {
    counted_data(bytes, delimiters, Unit::Bytes).map(|data| data.end)
}

/// Whether a text begins with a segment that may hold counted data.
pub(super) fn starts_binary(bytes: &[u8], delimiters: Delimiters) -> bool {
    matches!(tag_of(bytes.get(..4).unwrap_or_default(), delimiters.element()), BIN | BDS)
}

/// At most so many bytes, id and separators included, stand before counted data: see [`binary_end`].
pub(super) const LONGEST_BINARY_LEAD: usize = 4 + 80 + 16;

const BIN: Tag = tag(b"BIN");
const BDS: Tag = tag(b"BDS");

/// Where one segment lies: `start..end` without its terminator, `next` behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) next: usize,
}

/// Skips white space that stands between segments.
#[inline]
pub(crate) fn skip_blanks(input: &[u8], mut from: usize, terminator: u8) -> usize {
    while let Some(&byte) = input.get(from) {
        if byte > b' ' || byte == terminator || !matches!(byte, b' ' | b'\t' | b'\r' | b'\n') {
            break;
        }
        from += 1;
    }
    from
}

/// Finds the segment that begins at `start`; the first `searched` bytes of it are known to hold no terminator.
/// `None` when no terminator was found.
#[inline]
pub(crate) fn find_segment(input: &[u8], start: usize, searched: usize, delimiters: Delimiters) -> Option<Found> {
    let counted = counted_end(input, start, delimiters, Unit::Bytes);
    terminated(input, start, counted.max(start + searched), counted, delimiters)
}

/// The segment that begins at `start` and ends with the first terminator from `from` on; `counted` is where its counted
/// data ends.
#[inline]
fn terminated(input: &[u8], start: usize, from: usize, counted: usize, delimiters: Delimiters) -> Option<Found> {
    let end = from + memchr::memchr(delimiters.segment(), input.get(from..)?)?;
    Some(Found { start, end: without_return(input, counted, end, delimiters), next: end + 1 })
}

/// The segment that begins at `start` and ends with the input, for no terminator follows.
pub(crate) fn last_segment(input: &[u8], start: usize, delimiters: Delimiters) -> Found {
    unterminated(input, start, counted_end(input, start, delimiters, Unit::Bytes), delimiters)
}

fn unterminated(input: &[u8], start: usize, counted: usize, delimiters: Delimiters) -> Found {
    Found { start, end: without_return(input, counted, input.len(), delimiters), next: input.len() }
}

/// Where the counted data of a segment ends; where it begins, when it has none.
#[inline]
fn counted_end(input: &[u8], start: usize, delimiters: Delimiters, unit: Unit) -> usize {
    let counted = |rest| counted_data(rest, delimiters, unit).map_or(0, |data| data.end);
    match input.get(start..) {
        Some(rest @ [b'B', ..]) => start.saturating_add(counted(rest)),
        _ => start,
    }
}

/// Carriage returns before a line feed that is the terminator belong to the line end, not to the data, unless they are
/// counted.
fn without_return(input: &[u8], counted: usize, end: usize, delimiters: Delimiters) -> usize {
    let data = input.get(counted..end).unwrap_or_default();
    end - data.iter().rev().take_while(|byte| joins_line_end(**byte, delimiters)).count()
}

/// Whether the terminator takes along a byte before it that is not counted. A value that ends a segment and ends so is
/// followed by an element separator when it is written, and thus keeps it.
#[inline]
pub(crate) const fn joins_line_end(byte: u8, delimiters: Delimiters) -> bool {
    byte == b'\r' && delimiters.segment() == b'\n'
}

/// Walks the segments of a text that begins with a segment. White space between segments is skipped; an empty segment
/// (`~~`) is given as one without bytes, and so is a text without bytes.
pub fn segments(text: &[u8], delimiters: Delimiters) -> impl Iterator<Item = RawSegment<'_>> {
    segments_in(text, delimiters, Unit::Bytes)
}

/// The same for a text whose data is counted in this unit.
pub(crate) fn segments_in(text: &[u8], delimiters: Delimiters, unit: Unit) -> impl Iterator<Item = RawSegment<'_>> {
    let (mut position, mut number) = (0, 0);
    std::iter::from_fn(move || {
        let start = skip_blanks(text, position, delimiters.segment());
        if start >= text.len() && number > 0 {
            return None;
        }
        let counted = counted_end(text, start, delimiters, unit);
        let found = terminated(text, start, counted, counted, delimiters);
        let found = found.unwrap_or_else(|| unterminated(text, start, counted, delimiters));
        position = found.next;
        number += 1;
        let bytes = text.get(found.start..found.end).unwrap_or_default();
        Some(RawSegment::new(bytes, number, found.start, delimiters))
    })
}
