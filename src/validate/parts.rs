//! The filled parts of one segment: elements, repetitions, components.

use crate::syntax::{Delimiters, Layout};
use std::ops::Range;

/// One filled component of one repetition of one element. Numbers count from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    start: u32,
    end: u32,
    pub(super) element: u16,
    pub(super) repetition: u16,
    pub(super) component: u16,
}

impl Part {
    /// Its bytes in the segment.
    #[inline]
    pub(super) fn of<'b>(&self, segment: &'b [u8]) -> &'b [u8] {
        segment.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// What the parts of a segment are, and what stands between them for nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Parts {
    /// The filled parts, in order.
    pub(super) filled: Vec<Part>,
    /// Parts that are blanks alone.
    pub(super) blank: Vec<Part>,
    /// The elements that end with a separator; 0 when the segment itself does.
    pub(super) trailing: Vec<u16>,
}

/// More parts than any segment of the standard has. A segment with more is reported long before.
const MOST: usize = 4096;

impl Parts {
    /// Takes up a segment whose elements lie, in a text in which it begins at `base`, as the layout says.
    pub(super) fn fill(&mut self, segment: &[u8], base: usize, layout: Layout<'_>, delimiters: Delimiters) {
        self.filled.clear();
        self.blank.clear();
        self.trailing.clear();
        for position in 0..layout.len() {
            let Some(Range { start, end }) = layout.range(position) else { break };
            let (start, end) = (start.wrapping_sub(base), end.wrapping_sub(base));
            let element = u16::try_from(position + 1).unwrap_or(u16::MAX);
            if start >= end {
                if position + 1 == layout.len() {
                    self.trailing.push(0);
                }
            } else if layout.is_split(position) {
                self.split(segment, start..end, element, delimiters);
            } else {
                self.add(segment, start, end, (element, 1, 1));
            }
        }
    }

    /// Splits one element into its repetitions and components.
    fn split(&mut self, segment: &[u8], range: Range<usize>, element: u16, delimiters: Delimiters) {
        let (mut repetition, mut component, mut start) = (1_u16, 1_u16, range.start);
        for (byte, index) in segment.get(range.clone()).unwrap_or_default().iter().zip(range.clone()) {
            let ends_repetition = delimiters.repetition() == Some(*byte);
            if !ends_repetition && *byte != delimiters.component() {
                continue;
            }
            if index > start {
                self.add(segment, start, index, (element, repetition, component));
            }
            if ends_repetition {
                (repetition, component) = (repetition.saturating_add(1), 1);
            } else {
                component = component.saturating_add(1);
            }
            start = index + 1;
        }
        if range.end > start {
            self.add(segment, start, range.end, (element, repetition, component));
        } else {
            self.trailing.push(element);
        }
    }

    #[inline]
    fn add(&mut self, segment: &[u8], start: usize, end: usize, number: (u16, u16, u16)) {
        let small = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let (element, repetition, component) = number;
        let part = Part { start: small(start), end: small(end), element, repetition, component };
        let is_blank = segment.get(start) == Some(&b' ') && part.of(segment).iter().all(|byte| *byte == b' ');
        let list = if is_blank { &mut self.blank } else { &mut self.filled };
        if list.len() < MOST {
            list.push(part);
        }
    }
}
