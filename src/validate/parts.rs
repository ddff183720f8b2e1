//! The filled parts of one segment: elements, repetitions, components.

use crate::syntax::{Delimiters, Separators};

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
    /// Splits a segment, its id included.
    pub(super) fn split(&mut self, segment: &[u8], delimiters: Delimiters) {
        self.filled.clear();
        self.blank.clear();
        self.trailing.clear();
        let (mut element, mut repetition, mut component) = (0_u16, 1_u16, 1_u16);
        let mut start = 0;
        let mut last = delimiters.element();
        Separators::new(delimiters).each(segment, |index, byte| {
            let ends_element = byte == delimiters.element();
            if element == 0 && !ends_element {
                return; // an id with other separators in it is no id that has a row
            }
            if index > start {
                self.add(segment, start, index, (element, repetition, component));
            } else if ends_element && last != delimiters.element() {
                self.trailing.push(element);
            }
            if ends_element {
                (element, repetition, component) = (element.saturating_add(1), 1, 1);
            } else if Some(byte) == delimiters.repetition() {
                (repetition, component) = (repetition.saturating_add(1), 1);
            } else {
                component = component.saturating_add(1);
            }
            last = byte;
            start = index + 1;
        });
        if segment.len() > start {
            self.add(segment, start, segment.len(), (element, repetition, component));
        } else if element > 0 {
            self.trailing.push(if last == delimiters.element() { 0 } else { element });
        }
    }

    #[inline]
    fn add(&mut self, segment: &[u8], start: usize, end: usize, number: (u16, u16, u16)) {
        let small = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        let (element, repetition, component) = number;
        if element == 0 {
            return; // the id
        }
        let part = Part { start: small(start), end: small(end), element, repetition, component };
        let is_blank = segment.get(start) == Some(&b' ') && part.of(segment).iter().all(|byte| *byte == b' ');
        let list = if is_blank { &mut self.blank } else { &mut self.filled };
        if list.len() < MOST {
            list.push(part);
        }
    }
}
