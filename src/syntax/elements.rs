//! Where the elements of segments lie: found in one pass over the bytes, then used by typing and by checking alike.

use super::scan::Marks;
use super::{Delimiters, Span};
use std::ops::Range;

/// Where the parts of a segment (its elements) or of a composite (its components) lie in a text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Layout<'r> {
    /// Where each part begins, and one more: where a part behind the last one would begin.
    pub(crate) starts: &'r [u32],
    /// A bit for each of the first 64 parts: whether it holds further separators.
    pub(crate) split: u64,
}

impl Layout<'_> {
    /// How many parts there are.
    #[inline]
    pub(crate) const fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    /// Whether a part may hold further separators; those beyond the 64th are taken to.
    #[inline]
    pub(crate) const fn is_split(&self, position: usize) -> bool {
        if position < 64 { self.split >> position & 1 == 1 } else { true }
    }

    /// Where a part lies (from 0), its separators not included.
    #[inline]
    pub(crate) fn range(&self, position: usize) -> Option<Range<usize>> {
        match self.starts.get(position..) {
            Some([start, next, ..]) => Some(*start as usize..next.wrapping_sub(1) as usize),
            _ => None,
        }
    }
}

/// The elements of all segments of a set. Reused from set to set.
#[derive(Clone, Debug, Default)]
pub(crate) struct ElementIndex {
    marks: Marks,
    starts: Vec<u32>,
    segments: Vec<Indexed>,
}

/// One segment of an index.
#[derive(Clone, Copy, Debug)]
struct Indexed {
    /// Where its elements begin among the starts.
    first: usize,
    split: u64,
}

impl ElementIndex {
    /// Finds the elements of the segments that lie at `spans`.
    pub(crate) fn fill(&mut self, text: &[u8], spans: &[Span], delimiters: Delimiters) {
        self.starts.clear();
        self.segments.clear();
        self.marks.fill(text, delimiters);
        let finder = Finder { marks: &self.marks, element: delimiters.element() };
        for span in spans {
            let first = self.starts.len();
            let split = finder.elements(text, span.start as usize..span.end as usize, &mut self.starts);
            self.segments.push(Indexed { first, split });
        }
    }

    /// The elements of a segment, by its index from 0.
    #[inline]
    pub(crate) fn layout(&self, index: usize) -> Layout<'_> {
        let Some(segment) = self.segments.get(index) else { return Layout::default() };
        let end = self.segments.get(index + 1).map_or(self.starts.len(), |next| next.first);
        let starts = self.starts.get(segment.first..end).unwrap_or_default();
        Layout { starts, split: segment.split }
    }
}

/// Finds the elements of a text that is one segment; `starts` is reused.
pub(crate) fn lay_out<'r>(text: &[u8], delimiters: Delimiters, starts: &'r mut Vec<u32>) -> Layout<'r> {
    starts.clear();
    let mut marks = Marks::default();
    marks.fill(text, delimiters);
    let finder = Finder { marks: &marks, element: delimiters.element() };
    let split = finder.elements(text, 0..text.len(), starts);
    Layout { starts, split }
}

/// Finds elements with the help of the marks of the text.
#[derive(Clone, Copy)]
struct Finder<'m> {
    marks: &'m Marks,
    element: u8,
}

impl Finder<'_> {
    /// Adds the starts of the elements of one segment; gives those which hold further separators.
    #[inline]
    fn elements(self, text: &[u8], segment: Range<usize>, starts: &mut Vec<u32>) -> u64 {
        let Some(id) = text.get(segment.clone()).and_then(|bytes| id_length(bytes, self.element)) else { return 0 };
        let first = segment.start + id + 1;
        starts.push(place(first));
        // One bit an element; beyond the 64th it is shifted out, and the element is looked at with care.
        let (mut split, mut bit) = (0_u64, 1_u64);
        self.marks.each(first..segment.end, |position, ends_element| {
            if ends_element {
                bit <<= 1;
                starts.push(place(position + 1));
            } else {
                split |= bit;
            }
        });
        starts.push(place(segment.end + 1));
        split
    }
}

/// A position as it is kept: neither a set nor a segment outside of sets can be longer than 32 bits tell.
#[inline]
fn place(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

/// The length of a segment id; `None` when no element follows it.
#[inline]
fn id_length(segment: &[u8], element: u8) -> Option<usize> {
    match segment {
        [_, _, third, ..] if *third == element => Some(2),
        [_, _, _, fourth, ..] if *fourth == element => Some(3),
        _ => segment.iter().position(|byte| *byte == element),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_with_what_they_hold() {
        let text = b"ST*278~HI*ABK:K5090**X^Y*~LONGNAME*1~NONE~Q*";
        let spans = [(0, 6), (7, 25), (26, 36), (37, 41), (42, 44)].map(|(start, end)| Span { start, end });
        let mut index = ElementIndex::default();
        index.fill(text, &spans, Delimiters::STANDARD);
        let elements = |index: &ElementIndex, segment: usize| -> Vec<String> {
            let layout = index.layout(segment);
            let parts = (0..layout.len()).filter_map(|part| text.get(layout.range(part)?));
            parts.map(|part| String::from_utf8_lossy(part).into_owned()).collect()
        };
        assert_eq!(elements(&index, 0), ["278"]);
        assert_eq!(elements(&index, 1), ["ABK:K5090", "", "X^Y", ""]);
        assert_eq!(index.layout(1).split, 0b101);
        assert_eq!(elements(&index, 2), ["1"]);
        assert_eq!(elements(&index, 3), [""; 0]);
        assert_eq!(elements(&index, 4), [""]);
        assert_eq!(elements(&index, 5), [""; 0]);
    }
}
