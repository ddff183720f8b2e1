//! Segments that fit no row of the guide, kept as text.

use crate::element::{Encoding, IntoOwned, Text, check_value};
use crate::error::{Error, Place};
use crate::syntax::{Delimiters, RawSegment, Unit, counted_data, joins_line_end, segments_in};

/// The raw text of one or more segments, with the delimiters that part it.
///
/// It carries its delimiters so that it can be written with others and still mean the same.
#[derive(Clone, Default)]
pub struct RawText<'a> {
    text: Text<'a>,
    delimiters: Delimiters,
    unit: Unit,
}

impl<'a> RawText<'a> {
    /// A text that is parted by these delimiters.
    #[must_use]
    pub const fn new(text: Text<'a>, delimiters: Delimiters) -> Self {
        Self { text, delimiters, unit: Unit::Bytes }
    }

    /// A text that stood so.
    pub(crate) const fn encoded(text: Text<'a>, delimiters: Delimiters, encoding: Encoding) -> Self {
        Self { text, delimiters, unit: encoding.unit() }
    }

    /// The text alone.
    #[cfg(feature = "serde")]
    pub(crate) fn into_text(self) -> Text<'a> {
        self.text
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

    /// Its segments.
    pub fn segments(&self) -> impl Iterator<Item = RawSegment<'_>> {
        segments_in(self.text.as_bytes(), self.delimiters, self.unit)
    }

    /// The same segment, parted by other delimiters, if it is one.
    ///
    /// # Errors
    /// A value that holds one of these.
    #[cfg(feature = "serde")]
    pub(crate) fn translated(&self, delimiters: Delimiters) -> Result<RawText<'static>, Error> {
        let mut buffer = Vec::new();
        for segment in self.segments() {
            self.write_segment(&segment, &mut buffer, delimiters, Encoding::Utf8)?;
        }
        let text = String::from_utf8(buffer).unwrap_or_default();
        Ok(RawText { text: Text::from(text), delimiters, unit: self.unit })
    }

    /// Appends its segments, each with a terminator and `end`, parted by other delimiters. Whether something may follow: not
    /// behind counted data that is cut short.
    pub(crate) fn write(
        &self,
        buffer: &mut Vec<u8>,
        delimiters: Delimiters,
        encoding: Encoding,
        end: &str,
    ) -> Result<bool, Error> {
        for segment in self.segments() {
            if !self.write_segment(&segment, buffer, delimiters, encoding)? {
                return Ok(false); // it takes in all that is left
            }
            buffer.push(delimiters.segment());
            buffer.extend_from_slice(end.as_bytes());
        }
        Ok(true)
    }

    /// Appends one segment; whether its terminator may follow. Where counted data was cut short, the terminator would
    /// become a part of it.
    fn write_segment(
        &self,
        segment: &RawSegment<'_>,
        buffer: &mut Vec<u8>,
        delimiters: Delimiters,
        encoding: Encoding,
    ) -> Result<bool, Error> {
        let range = segment.offset()..segment.offset() + segment.bytes().len();
        let content = self.text.get(range).unwrap_or_default();
        let counted = counted_data(segment.bytes(), self.delimiters, self.unit);
        let data = counted.unwrap_or(content.len()..0); // all of it is parted
        if delimiters == self.delimiters {
            encoding.encode(content, buffer);
        } else {
            // Counted data may hold any byte; what stands around it is parted.
            let (lead, rest) = content.split_at_checked(data.start).unwrap_or((content, ""));
            let length = (data.len()..rest.len()).find(|end| rest.is_char_boundary(*end)).unwrap_or(rest.len());
            let (data, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
            self.translate(lead, buffer, delimiters, encoding)?;
            encoding.encode(data, buffer);
            self.translate(behind, buffer, delimiters, encoding)?;
        }
        if data.end < content.len() && buffer.last().is_some_and(|byte| joins_line_end(*byte, delimiters)) {
            buffer.push(delimiters.element());
        }
        Ok(data.end <= content.len())
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
            return self.text == other.text && self.unit == other.unit
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
        RawText { text: self.text.into_owned(), delimiters: self.delimiters, unit: self.unit }
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
    /// Whether it had no terminator of its own: an interchange header ended it, or the input. It gets one when another
    /// segment follows it, and none before a header: what is no header when it is read must not become one.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "std::ops::Not::not"))]
    pub open: bool,
}

impl IntoOwned for Unplaced<'_> {
    type Owned = Unplaced<'static>;
    fn into_owned(self) -> Unplaced<'static> {
        Unplaced { after: self.after, raw: self.raw.into_owned(), open: self.open }
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
