//! The filled parts of one element: its repetitions, and their components.

use crate::syntax::Delimiters;
use std::ops::Range;

/// One filled component of one repetition of one element. Numbers count from 1.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    start: usize,
    end: usize,
    pub(super) element: u16,
    pub(super) repetition: u16,
    pub(super) component: u16,
}

impl Part {
    /// An element that holds no separators.
    #[inline]
    pub(super) const fn whole(range: &Range<usize>, element: u16) -> Self {
        Self { start: range.start, end: range.end, element, repetition: 1, component: 1 }
    }

    /// Where it lies in the set.
    #[inline]
    pub(super) const fn range(&self) -> Range<usize> {
        self.start..self.end
    }

    /// Its bytes in the set.
    #[inline]
    pub(super) fn of<'b>(&self, set: &'b [u8]) -> &'b [u8] {
        set.get(self.start..self.end).unwrap_or_default()
    }

    /// Whether it is blanks alone.
    #[inline]
    pub(super) fn is_blank(&self, set: &[u8]) -> bool {
        set.get(self.start) == Some(&b' ') && self.of(set).iter().all(|byte| *byte == b' ')
    }
}

/// More parts than any element of the standard has. One with more is reported long before.
pub(super) const MOST: usize = 4096;

/// Splits an element of a set into its filled parts, which take the place of what `parts` held; whether it ends with a
/// separator.
pub(super) fn split(
    set: &[u8],
    range: &Range<usize>,
    element: u16,
    delimiters: Delimiters,
    parts: &mut Vec<Part>,
) -> bool {
    parts.clear();
    let (mut repetition, mut component, mut start) = (1_u16, 1_u16, range.start);
    let mut add = |start: usize, end: usize, repetition: u16, component: u16| {
        if end > start && parts.len() < MOST {
            parts.push(Part { start, end, element, repetition, component });
        }
    };
    for (byte, index) in set.get(range.clone()).unwrap_or_default().iter().zip(range.clone()) {
        let ends_repetition = delimiters.repetition() == Some(*byte);
        if !ends_repetition && *byte != delimiters.component() {
            continue;
        }
        add(start, index, repetition, component);
        if ends_repetition {
            (repetition, component) = (repetition.saturating_add(1), 1);
        } else {
            component = component.saturating_add(1);
        }
        start = index + 1;
    }
    add(start, range.end, repetition, component);
    start == range.end
}
