//! One transaction set, raw: its bytes, where its segments lie, and where it stands.

use super::directory::segment_id;
use super::segment::{RawSegment, tag_of};
use super::walk::Span;
use super::{Delimiters, Tag};
use crate::report::Location;

/// Where a set stands in the input. Numbers count from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetPlace {
    /// Which interchange of the input.
    pub interchange: u32,
    /// Which group of the interchange; 0 when the set stands in none.
    pub group: u32,
    /// Which set of the group; one that stands behind a group and in none is counted on from the sets before it.
    pub set: u32,
    /// Offset of the set's first byte in the input.
    pub offset: u64,
}

/// A transaction set from ST to SE (or to where it was cut off), not copied.
#[derive(Clone, Copy, Debug)]
pub struct RawSet<'a, 's> {
    bytes: &'a [u8],
    spans: &'s [Span],
    delimiters: Delimiters,
    place: SetPlace,
}

impl<'a, 's> RawSet<'a, 's> {
    pub(crate) const fn new(bytes: &'a [u8], spans: &'s [Span], delimiters: Delimiters, place: SetPlace) -> Self {
        Self { bytes, spans, delimiters, place }
    }

    /// The set without the segments from an index on.
    pub(crate) fn up_to(self, end: usize) -> Self {
        Self { spans: self.spans.get(..end).unwrap_or(self.spans), ..self }
    }

    /// How many segments it has.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether it has more elements, components and repetitions than so many. Small sets are not counted: each value
    /// takes a byte.
    pub(crate) fn has_more_values_than(&self, most: usize) -> bool {
        let (component, element) = (self.delimiters.component(), self.delimiters.element());
        let repetition = self.delimiters.repetition().unwrap_or(component);
        self.bytes.len() > most && memchr::memchr3_iter(element, component, repetition, self.bytes).nth(most).is_some()
    }

    /// Whether it has no segment.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// All its bytes, white space between segments included.
    #[must_use]
    pub const fn text(&self) -> &'a [u8] {
        self.bytes
    }

    pub(crate) const fn spans(&self) -> &'s [Span] {
        self.spans
    }

    /// What parts it.
    #[must_use]
    pub const fn delimiters(&self) -> Delimiters {
        self.delimiters
    }

    /// Where it stands.
    #[must_use]
    pub const fn place(&self) -> SetPlace {
        self.place
    }

    /// The bytes of a segment, by its index from 0; empty when there is none.
    #[inline]
    #[must_use]
    pub fn bytes(&self, index: usize) -> &'a [u8] {
        self.spans
            .get(index)
            .and_then(|span| self.bytes.get(span.start as usize..span.end as usize))
            .unwrap_or_default()
    }

    pub(crate) fn tag(&self, index: usize) -> Tag {
        tag_of(self.bytes(index), self.delimiters.element())
    }

    /// A segment, by its index from 0.
    #[must_use]
    pub fn segment(&self, index: usize) -> Option<RawSegment<'a>> {
        let span = self.spans.get(index)?;
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        Some(RawSegment::new(self.bytes(index), number, span.start as usize, self.delimiters))
    }

    /// An element of its header ST, by its number from 1; empty when there is none.
    pub(crate) fn header_element(&self, number: usize) -> &'a [u8] {
        self.segment(0).map(|header| header.element(number)).unwrap_or_default()
    }

    /// Its segments, in order.
    pub fn segments(&self) -> impl Iterator<Item = RawSegment<'a>> + use<'a, 's> {
        let set = *self;
        (0..set.len()).filter_map(move |index| set.segment(index))
    }

    /// The place of a segment, by its index from 0; behind the last one, where the next would stand.
    #[must_use]
    pub fn location(&self, index: usize) -> Location {
        let SetPlace { interchange, group, set, offset } = self.place;
        let span = self.spans.get(index);
        let behind = self.spans.last().map_or(0, |last| u64::from(last.end) + 1);
        let start = span.map_or(behind, |span| u64::from(span.start));
        let segment_id = span.and_then(|_| segment_id(self.tag(index)));
        Location {
            interchange,
            group,
            set,
            segment: u32::try_from(index + 1).unwrap_or(u32::MAX),
            segment_id,
            offset: offset + start,
            length: span.map_or(0, |span| span.end - span.start),
            ..Location::default()
        }
    }
}
