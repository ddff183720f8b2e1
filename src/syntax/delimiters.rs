//! The four characters that part an X12 text.

use crate::error::{Error, ErrorKind};

/// The delimiters of one interchange. Each is one byte that is no letter, digit or blank, and all differ.
///
/// They come from the interchange header and from nowhere else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Delimiters {
    element: u8,
    component: u8,
    repetition: Option<u8>,
    segment: u8,
}

impl Default for Delimiters {
    fn default() -> Self {
        Self::STANDARD
    }
}

impl Delimiters {
    /// `*` element, `:` component, `^` repetition, `~` segment terminator: what nearly everybody sends.
    pub const STANDARD: Self = Self { element: b'*', component: b':', repetition: Some(b'^'), segment: b'~' };

    /// Delimiters of your choice; `repetition` is `None` where ISA11 is no separator.
    ///
    /// # Errors
    /// [`ErrorKind::DelimiterInvalid`] for a letter, a digit, a blank or a byte beyond ASCII,
    /// [`ErrorKind::DelimitersEqual`] when two are the same.
    pub fn new(element: u8, component: u8, repetition: Option<u8>, segment: u8) -> Result<Self, Error> {
        let chosen = Self { element, component, repetition, segment };
        chosen.check().map_err(|kind| Error::new(kind, crate::error::Place::default()))?;
        Ok(chosen)
    }

    pub(crate) fn check(self) -> Result<(), ErrorKind> {
        let all = [Some(self.element), Some(self.component), self.repetition, Some(self.segment)];
        if !all.iter().flatten().all(|&byte| Self::is_usable(byte)) {
            return Err(ErrorKind::DelimiterInvalid);
        }
        let twice = all.iter().enumerate().any(|(i, byte)| byte.is_some() && all.iter().skip(i + 1).any(|b| b == byte));
        if twice { Err(ErrorKind::DelimitersEqual) } else { Ok(()) }
    }

    /// Delimiters as an interchange header states them, checked.
    pub(crate) fn stated(element: u8, component: u8, isa11: u8, segment: u8) -> Result<Self, ErrorKind> {
        let mut stated = Self { element, component, repetition: Self::is_usable(isa11).then_some(isa11), segment };
        if stated.repetition == Some(element) {
            stated.repetition = None; // ISA11 left empty: the byte read there is the next separator
        }
        stated.check()?;
        Ok(stated)
    }

    /// Whether a byte may be a delimiter.
    #[must_use]
    pub const fn is_usable(byte: u8) -> bool {
        byte.is_ascii() && !byte.is_ascii_alphanumeric() && byte != b' ' && byte != 0
    }

    /// Parts elements: ISA byte 3.
    #[must_use]
    pub const fn element(self) -> u8 {
        self.element
    }

    /// Parts components of a composite: ISA16.
    #[must_use]
    pub const fn component(self) -> u8 {
        self.component
    }

    /// Parts repetitions of an element: ISA11; `None` when that holds a letter or digit (`U` in old headers).
    #[must_use]
    pub const fn repetition(self) -> Option<u8> {
        self.repetition
    }

    /// Ends a segment: the byte after ISA16.
    #[must_use]
    pub const fn segment(self) -> u8 {
        self.segment
    }

    /// Whether the byte is one of the four.
    #[inline]
    #[must_use]
    pub fn contains(self, byte: u8) -> bool {
        byte == self.element || byte == self.component || byte == self.segment || self.repetition == Some(byte)
    }
}
