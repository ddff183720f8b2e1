//! How the characters of a set stand in bytes.

use crate::syntax::Unit;

/// How the characters of a transaction set stood in the file.
///
/// X12 knows printable ASCII. Files with other characters exist and are read, reported and written back to the same bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub enum Encoding {
    /// Printable ASCII alone: the only thing that a set built here may be.
    #[default]
    Ascii,
    /// UTF-8 with other characters, control characters included.
    Utf8,
    /// One byte a character (ISO 8859-1): what a set is read as whose bytes are no UTF-8.
    Latin1,
}

impl Encoding {
    /// Appends a text; a character that Latin-1 lacks becomes `?`, which [`Encoding::carries`] rules out beforehand.
    pub(crate) fn encode(self, text: &str, buffer: &mut Vec<u8>) {
        if self == Self::Latin1 && !text.is_ascii() {
            buffer.extend(text.chars().map(|character| u8::try_from(u32::from(character)).unwrap_or(b'?')));
        } else {
            buffer.extend_from_slice(text.as_bytes());
        }
    }

    /// What the data of a text is counted in that stood so.
    pub(crate) const fn unit(self) -> Unit {
        match self {
            Self::Ascii | Self::Utf8 => Unit::Bytes,
            Self::Latin1 => Unit::Characters,
        }
    }

    /// Whether every character of a text can stand in this encoding, the delimiters that part it aside; those may be
    /// control characters.
    #[cfg(feature = "serde")]
    pub(crate) fn carries_between(self, text: &str, delimiters: crate::syntax::Delimiters) -> bool {
        let is_delimiter = |one: char| u8::try_from(one).is_ok_and(|byte| delimiters.contains(byte));
        self.carries(text) || text.split(is_delimiter).all(|part| self.carries(part))
    }

    /// Whether every character of the text can stand in this encoding.
    #[must_use]
    pub fn carries(self, text: &str) -> bool {
        match self {
            Self::Ascii => text.bytes().all(|byte| (b' '..=b'~').contains(&byte)),
            Self::Utf8 => true,
            Self::Latin1 => text.chars().all(|character| u32::from(character) < 0x100),
        }
    }
}

super::owned_already!(Encoding);
