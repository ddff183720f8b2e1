//! What of a received file may be sent back.

use crate::element::{Text, Word};
use crate::syntax::Delimiters;
use std::ops::RangeInclusive;

/// Sends back what an answer with these delimiters can carry, and leaves out the rest.
#[derive(Clone, Copy, Debug)]
pub(super) struct Echo {
    pub(super) delimiters: Delimiters,
}

impl Echo {
    /// For the answer to an interchange: it has the same delimiters, so that what is sent back cannot contain one; and
    /// a repetition separator in any case.
    pub(super) fn answering(received: Delimiters) -> Self {
        let chosen = received.repetition().or_else(|| b"^{!|".iter().copied().find(|byte| !received.contains(*byte)));
        let (element, component, segment) = (received.element(), received.component(), received.segment());
        Self { delimiters: Delimiters::new(element, component, chosen, segment).unwrap_or(received) }
    }

    /// Whether a value can stand in an element of this length.
    fn carries(self, value: &str, length: &RangeInclusive<usize>) -> bool {
        length.contains(&value.len())
            && !value.trim().is_empty()
            && value.bytes().all(|byte| (b' '..=b'~').contains(&byte) && !self.delimiters.contains(byte))
    }

    /// The value without blanks at its end, when it is valid in characters and length.
    pub(super) fn text(self, value: &str, length: RangeInclusive<usize>) -> Option<Text<'static>> {
        let value = value.trim_end();
        self.carries(value, &length).then(|| value.to_owned().into())
    }

    /// The value as a word, when it is valid in characters and length.
    pub(super) fn word(self, value: &str, length: RangeInclusive<usize>) -> Option<Word> {
        if self.carries(value, &length) { Word::read(value) } else { None }
    }

    /// The beginning of the value, when its characters are valid.
    pub(super) fn cut(self, value: &[u8], most: usize) -> Option<Text<'static>> {
        let text = std::str::from_utf8(value).ok()?;
        if !self.carries(text, &(1..=usize::MAX)) {
            return None;
        }
        self.text(text.get(..most.min(text.len()))?.trim_end(), 1..=most)
    }
}
