//! The filled parts of one segment: elements, repetitions, components.

use crate::syntax::Delimiters;

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
#[derive(Clone, Debug)]
pub(super) struct Parts {
    classes: [u8; 256],
    delimiters: Option<Delimiters>,
    /// The filled parts, in order.
    pub(super) filled: Vec<Part>,
    /// Parts that are blanks alone.
    pub(super) blank: Vec<Part>,
    /// The elements that end with a separator; 0 when the segment itself does.
    pub(super) trailing: Vec<u16>,
}

impl Default for Parts {
    fn default() -> Self {
        Self { classes: [0; 256], delimiters: None, filled: Vec::new(), blank: Vec::new(), trailing: Vec::new() }
    }
}

const ELEMENT: u8 = 1;
const REPETITION: u8 = 2;
const COMPONENT: u8 = 3;

/// More parts than any segment of the standard has. A segment with more is reported long before.
const MOST: usize = 4096;

impl Parts {
    /// Splits a segment, its id included.
    pub(super) fn split(&mut self, segment: &[u8], delimiters: Delimiters) {
        if self.delimiters != Some(delimiters) {
            self.learn(delimiters);
        }
        self.filled.clear();
        self.blank.clear();
        self.trailing.clear();
        let (mut element, mut repetition, mut component) = (0_u16, 1_u16, 1_u16);
        let mut start = 0;
        let mut last = ELEMENT;
        for (index, byte) in segment.iter().enumerate() {
            let class = self.classes.get(usize::from(*byte)).copied().unwrap_or_default();
            if class == 0 || element == 0 && class != ELEMENT {
                continue;
            }
            if index > start {
                self.add(segment, start, index, (element, repetition, component));
            } else if class == ELEMENT && last != ELEMENT {
                self.trailing.push(element);
            }
            match class {
                ELEMENT => (element, repetition, component) = (element.saturating_add(1), 1, 1),
                REPETITION => (repetition, component) = (repetition.saturating_add(1), 1),
                _ => component = component.saturating_add(1),
            }
            last = class;
            start = index + 1;
        }
        if segment.len() > start {
            self.add(segment, start, segment.len(), (element, repetition, component));
        } else if element > 0 {
            self.trailing.push(if last == ELEMENT { 0 } else { element });
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

    fn learn(&mut self, delimiters: Delimiters) {
        self.delimiters = Some(delimiters);
        self.classes = [0; 256];
        let stated = [
            (Some(delimiters.element()), ELEMENT),
            (delimiters.repetition(), REPETITION),
            (Some(delimiters.component()), COMPONENT),
        ];
        for (byte, class) in stated {
            if let Some(place) = byte.and_then(|byte| self.classes.get_mut(usize::from(byte))) {
                *place = class;
            }
        }
    }
}
