//! Segments that fit no row of the guide, kept as text.

use crate::element::{Encoding, IntoOwned, Text, check_value};
use crate::error::{Error, Place};
use crate::syntax::{Delimiters, RawSegment, segments};

/// The raw text of one or more segments, with the delimiters that part it.
///
/// It carries its delimiters so that it can be written with others and still mean the same.
#[derive(Clone, Default)]
pub struct RawText<'a> {
    text: Text<'a>,
    delimiters: Delimiters,
}

impl<'a> RawText<'a> {
    /// A text that is parted by these delimiters.
    #[must_use]
    pub const fn new(text: Text<'a>, delimiters: Delimiters) -> Self {
        Self { text, delimiters }
    }

    /// The text as it stood.
    #[must_use]
    pub const fn text(&self) -> &Text<'a> {
        &self.text
    }

    /// What parts it.
    #[must_use]
    pub const fn delimiters(&self) -> Delimiters {
        self.delimiters
    }

    #[cfg(feature = "serde")]
    pub(crate) fn set_delimiters(&mut self, delimiters: Delimiters) {
        self.delimiters = delimiters;
    }

    /// Its segments.
    pub fn segments(&self) -> impl Iterator<Item = RawSegment<'_>> {
        segments(self.text.as_bytes(), self.delimiters)
    }

    /// Appends its segments, each with a terminator and `end`, parted by other delimiters.
    pub(crate) fn write(
        &self,
        buffer: &mut Vec<u8>,
        delimiters: Delimiters,
        encoding: Encoding,
        end: &str,
    ) -> Result<(), Error> {
        let text: &str = &self.text;
        for segment in self.segments() {
            let range = segment.offset()..segment.offset() + segment.bytes().len();
            let content = text.get(range).unwrap_or_default();
            if segment.counts_bytes() || delimiters == self.delimiters {
                encoding.encode(content, buffer);
            } else {
                self.translate(content, buffer, delimiters, encoding)?;
            }
            buffer.push(delimiters.segment());
            buffer.extend_from_slice(end.as_bytes());
        }
        Ok(())
    }

    fn translate(&self, content: &str, buffer: &mut Vec<u8>, to: Delimiters, encoding: Encoding) -> Result<(), Error> {
        let from = self.delimiters;
        let mut rest = content;
        loop {
            let end = rest.bytes().position(|byte| from.contains(byte)).unwrap_or(rest.len());
            let (value, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
            check_value(value, to, encoding).map_err(|kind| Error::new(kind, Place::default()))?;
            encoding.encode(value, buffer);
            let Some(&byte) = tail.as_bytes().first() else { return Ok(()) };
            buffer.push(if byte == from.element() {
                to.element()
            } else if byte == from.component() {
                to.component()
            } else if Some(byte) == from.repetition() {
                to.repetition().ok_or_else(|| Error::new(crate::ErrorKind::DelimiterInValue, Place::default()))?
            } else {
                to.segment()
            });
            rest = tail.get(1..).unwrap_or_default();
        }
    }
}

/// Equal when the segments, elements and components are, whatever delimiters and white space part them.
impl PartialEq for RawText<'_> {
    fn eq(&self, other: &Self) -> bool {
        if self.delimiters == other.delimiters {
            let same = |(one, two): (RawSegment<'_>, RawSegment<'_>)| one.bytes() == two.bytes();
            let count = |raw: &Self| raw.segments().count();
            return self.text == other.text
                || count(self) == count(other) && self.segments().zip(other.segments()).all(same);
        }
        let mut own = Vec::new();
        let mut theirs = Vec::new();
        self.write(&mut own, Delimiters::STANDARD, Encoding::Utf8, "").is_ok()
            && other.write(&mut theirs, Delimiters::STANDARD, Encoding::Utf8, "").is_ok()
            && own == theirs
    }
}

impl Eq for RawText<'_> {}

impl std::fmt::Debug for RawText<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RawText({} bytes)", self.text.len())
    }
}

impl IntoOwned for RawText<'_> {
    type Owned = RawText<'static>;
    fn into_owned(self) -> RawText<'static> {
        RawText { text: self.text.into_owned(), delimiters: self.delimiters }
    }
}

/// A segment that has no place where it stands: unknown, of another set, misplaced, once too often, or empty.
///
/// It stays with the loop in which it stood and is written back to its place.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(deny_unknown_fields))]
pub struct Unplaced<'a> {
    /// The number of the segment that it followed.
    pub after: u32,
    /// The segment.
    #[cfg_attr(feature = "serde", serde(rename = "text"))]
    pub raw: RawText<'a>,
}

impl IntoOwned for Unplaced<'_> {
    type Owned = Unplaced<'static>;
    fn into_owned(self) -> Unplaced<'static> {
        Unplaced { after: self.after, raw: self.raw.into_owned() }
    }
}

#[cfg(feature = "serde")]
mod json {
    use super::{Delimiters, RawText, Text};
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    impl Serialize for RawText<'_> {
        fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
            self.text.serialize(serializer)
        }
    }

    impl<'de> Deserialize<'de> for RawText<'_> {
        fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
            Text::deserialize(deserializer).map(|text| Self::new(text, Delimiters::STANDARD))
        }
    }
}
