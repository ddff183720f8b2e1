//! Where the elements of segments lie: found in one pass over the bytes, then used by typing and by checking alike.

use super::scan::Marks;
use super::{Delimiters, Span};
use std::ops::Range;

/// Where the parts of a segment (its elements) or of a composite (its components) lie in a text.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Layout<'r> {
    /// Where each part is begun by the separator before it, and one more: where the last part ends.
    pub(crate) bounds: &'r [u32],
    /// A bit for each of the first 64 parts: whether it holds further separators.
    pub(crate) split: u64,
}

impl Layout<'_> {
    /// Bounds of a part that nothing stands before.
    pub(crate) const START: u32 = u32::MAX;

    /// How many parts there are.
    #[inline]
    pub(crate) const fn len(&self) -> usize {
        self.bounds.len().saturating_sub(1)
    }

    /// Whether a part may hold further separators; those beyond the 64th are taken to.
    #[inline]
    pub(crate) const fn is_split(&self, position: usize) -> bool {
        if position < 64 { self.split >> position & 1 == 1 } else { true }
    }

    /// Where a part lies (from 0), its separators not included.
    #[inline]
    pub(crate) fn range(&self, position: usize) -> Option<Range<usize>> {
        match self.bounds.get(position..) {
            Some([before, behind, ..]) => Some(between(*before, *behind)),
            _ => None,
        }
    }
}

/// What lies between two bounds.
#[inline]
pub(crate) const fn between(before: u32, behind: u32) -> Range<usize> {
    before.wrapping_add(1) as usize..behind as usize
}

/// The elements of all segments of a set. Reused from set to set.
#[derive(Clone, Debug, Default)]
pub(crate) struct ElementIndex {
    marks: Marks,
    segments: Vec<Indexed>,
    /// The bounds of segments that have no terminator right behind them.
    apart: Vec<u32>,
}

/// One segment of an index.
#[derive(Clone, Copy, Debug)]
struct Indexed {
    /// Where its bounds lie among all.
    first: u32,
    end: u32,
    split: u64,
}

impl ElementIndex {
    /// Finds the elements of the segments that lie at `spans`, one behind the other.
    pub(crate) fn fill(&mut self, text: &[u8], spans: &[Span], delimiters: Delimiters) {
        self.marks.fill(text, delimiters);
        self.segments.clear();
        self.apart.clear();
        let (ends, inside) = (self.marks.ends.as_slice(), self.marks.inside.as_slice());
        let (mut next, mut next_inside) = (0, 0);
        for span in spans {
            // Between two segments stands no more than a terminator.
            while ends.get(next).is_some_and(|end| *end < span.start) {
                next += 1;
            }
            let mut first = next;
            while ends.get(next).is_some_and(|end| *end < span.end) {
                next += 1;
            }
            let mut split = 0;
            if inside.get(next_inside).is_some_and(|mark| *mark < span.end) {
                let own = ends.get(first..next).unwrap_or_default();
                split = split_parts(own, inside, &mut next_inside, span.end);
            }
            let mut end = next + 1;
            if next == first {
                end = first; // no element
            } else if ends.get(next) != Some(&span.end) {
                let own = ends.get(first..next).unwrap_or_default();
                first = ends.len() + self.apart.len();
                end = first + own.len() + 1;
                self.apart.extend_from_slice(own);
                self.apart.push(span.end);
            }
            self.segments.push(Indexed { first: small(first), end: small(end), split });
        }
        self.marks.ends.append(&mut self.apart);
    }

    /// The elements of a segment, by its index from 0.
    #[inline]
    pub(crate) fn layout(&self, index: usize) -> Layout<'_> {
        let Some(segment) = self.segments.get(index) else { return Layout::default() };
        let bounds = self.marks.ends.get(segment.first as usize..segment.end as usize).unwrap_or_default();
        Layout { bounds, split: segment.split }
    }
}

/// Finds the elements of a text that is one segment; `bounds` is reused.
pub(crate) fn lay_out<'r>(text: &[u8], delimiters: Delimiters, bounds: &'r mut Vec<u32>) -> Layout<'r> {
    let mut index = ElementIndex::default();
    index.fill(text, &[Span { start: 0, end: small(text.len()) }], delimiters);
    let layout = index.layout(0);
    bounds.clear();
    bounds.extend_from_slice(layout.bounds);
    Layout { bounds, split: layout.split }
}

/// A bit for each part of a segment that holds separators; goes to the first of those behind the segment, which ends at
/// `end`.
fn split_parts(bounds: &[u32], inside: &[u32], next: &mut usize, end: u32) -> u64 {
    let (mut split, mut part) = (0, 0);
    while let Some(mark) = inside.get(*next).filter(|mark| **mark < end) {
        *next += 1;
        while bounds.get(part).is_some_and(|bound| bound < mark) {
            part += 1;
        }
        // Before the first bound is the segment id; beyond the 64th part all are looked at with care.
        if (1..=64).contains(&part) {
            split |= 1 << (part - 1);
        }
    }
    split
}

/// A position as it is kept: neither a set nor a segment outside of sets can be longer than 32 bits tell.
#[inline]
pub(crate) fn small(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_found_with_what_they_hold() {
        let text = b"ST*278~HI*ABK:K5090**X^Y*~LONGNAME*1~NONE~Q*~A:B^*~\n~C*1\r\n";
        let spans = [(0, 6), (7, 25), (26, 36), (37, 41), (42, 44), (45, 50), (52, 52), (53, 56)]
            .map(|(start, end)| Span { start, end });
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
        assert_eq!(elements(&index, 5), [""]);
        assert_eq!(elements(&index, 6), [""; 0]);
        assert_eq!(elements(&index, 7), ["1"]);
        assert_eq!(elements(&index, 8), [""; 0]);
    }
}
