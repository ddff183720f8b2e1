//! Sets that are not typed, segment by segment: `[["ST", "278", "0001"], ...]`.
//!
//! An element is a string when it is simple, else a list of its repetitions, each the list of its components. Counted
//! binary data (BIN02, BDS03) is one string, whatever bytes it holds.

use super::value_fault;
use crate::element::{Encoding, Text, check_value};
use crate::error::{Error, ErrorKind};
use crate::shape::RawText;
use crate::syntax::{Delimiters, joins_line_end, length_element, tag};
use serde::de::{self, Deserialize, Deserializer, SeqAccess, Visitor};
use serde::ser::{Serialize, SerializeSeq, Serializer};
use std::fmt;

/// Raw segments, to be written.
pub(super) struct WriteSegments<'r>(pub(super) &'r RawText<'r>);

impl Serialize for WriteSegments<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let delimiters = self.0.delimiters();
        serializer.collect_seq(self.0.segments().map(|segment| {
            let range = segment.offset()..segment.offset() + segment.bytes().len();
            let text = self.0.text().as_str().get(range).unwrap_or_default();
            WriteSegment { text, delimiters, binary: segment.counts_bytes() }
        }))
    }
}

struct WriteSegment<'r> {
    text: &'r str,
    delimiters: Delimiters,
    binary: bool,
}

impl Serialize for WriteSegment<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let id = self.text.get(..3).unwrap_or_default();
        let most = data_element(id).filter(|_| self.binary).map_or(usize::MAX, |element| element + 1);
        let elements = self.text.splitn(most, char::from(self.delimiters.element()));
        let mut list = serializer.serialize_seq(None)?;
        for (index, text) in elements.enumerate() {
            let whole = self.binary && index + 1 == most;
            let splits = |byte: u8| byte == self.delimiters.component() || Some(byte) == self.delimiters.repetition();
            if whole || !text.bytes().any(splits) {
                list.serialize_element(text)?;
            } else {
                list.serialize_element(&WriteRepetitions { text, delimiters: self.delimiters })?;
            }
        }
        list.end()
    }
}

/// Which element of a segment is counted data, by its id.
fn data_element(id: &str) -> Option<usize> {
    length_element(tag(id.as_bytes())).map(|length| length + 1)
}

struct WriteRepetitions<'r> {
    text: &'r str,
    delimiters: Delimiters,
}

impl Serialize for WriteRepetitions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let component = char::from(self.delimiters.component());
        let repetition = self.delimiters.repetition().map(char::from);
        let repetitions = self.text.split(|character| Some(character) == repetition);
        serializer.collect_seq(repetitions.map(|text| text.split(component).collect::<Vec<_>>()))
    }
}

/// Raw segments, as read.
pub(super) struct ReadSegments(Vec<Vec<ReadElement>>);

impl<'de> Deserialize<'de> for ReadSegments {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let segments = Vec::<Vec<ReadElement>>::deserialize(deserializer)?;
        if segments.is_empty() { Err(de::Error::custom("a set without segments")) } else { Ok(Self(segments)) }
    }
}

enum ReadElement {
    Simple(String),
    Repetitions(Vec<Vec<String>>),
}

impl<'de> Deserialize<'de> for ReadElement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct ElementVisitor;
        impl<'de> Visitor<'de> for ElementVisitor {
            type Value = ReadElement;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text or a list of repetitions")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<ReadElement, E> {
                Ok(ReadElement::Simple(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<ReadElement, A::Error> {
                let mut repetitions = Vec::new();
                while let Some(repetition) = list.next_element()? {
                    repetitions.push(repetition);
                }
                Ok(ReadElement::Repetitions(repetitions))
            }
        }
        deserializer.deserialize_any(ElementVisitor)
    }
}

impl ReadSegments {
    /// The text of the segments.
    pub(super) fn into_raw(self, delimiters: Delimiters, encoding: Encoding) -> Result<RawText<'static>, Error> {
        let mut assembly = Assembly { text: String::new(), delimiters, encoding };
        let mut ends = self.0.len().saturating_sub(1);
        let ends_empty = self.0.last().is_some_and(|segment| match segment.as_slice() {
            [] => true,
            [ReadElement::Simple(id)] => id.is_empty(),
            _ => false,
        });
        for (number, segment) in (1..).zip(self.0) {
            if number > 1 {
                assembly.text.push(char::from(delimiters.segment()));
            }
            assembly.segment(number, &segment)?;
        }
        if ends_empty {
            // An empty last segment shows by its terminator alone.
            assembly.text.push(char::from(delimiters.segment()));
            ends += 1;
        }
        let raw = RawText::encoded(Text::from(assembly.text), delimiters, encoding);
        // Counted data may hold terminators; a wrong count would tear it apart.
        for segment in raw.segments() {
            ends += segment.bytes().len();
        }
        if ends == raw.text().len() { Ok(raw) } else { Err(value_fault(ErrorKind::DelimiterInValue, 1, None, None)) }
    }
}

/// The text of a raw set while it is put together.
struct Assembly {
    text: String,
    delimiters: Delimiters,
    encoding: Encoding,
}

impl Assembly {
    fn segment(&mut self, number: u32, elements: &[ReadElement]) -> Result<(), Error> {
        let binary = match elements.first() {
            Some(ReadElement::Simple(id)) => data_element(id),
            _ => None,
        };
        for (index, element) in elements.iter().enumerate() {
            if index > 0 {
                self.text.push(char::from(self.delimiters.element()));
            }
            let place = u16::try_from(index).unwrap_or(u16::MAX);
            match element {
                ReadElement::Simple(text) if Some(index) == binary => {
                    // Counted data may hold delimiters, control characters among them.
                    if !self.encoding.carries_between(text, self.delimiters) {
                        return Err(value_fault(ErrorKind::NonAsciiInValue, number, Some(place), None));
                    }
                    self.text.push_str(text);
                }
                ReadElement::Simple(text) => self.value(text, number, place, None)?,
                ReadElement::Repetitions(repetitions) => self.repetitions(repetitions, number, place)?,
            }
        }
        let ends_in_data = binary.is_some_and(|position| position + 1 == elements.len());
        if !ends_in_data && self.text.bytes().last().is_some_and(|byte| joins_line_end(byte, self.delimiters)) {
            self.text.push(char::from(self.delimiters.element()));
        }
        Ok(())
    }

    fn repetitions(&mut self, repetitions: &[Vec<String>], number: u32, element: u16) -> Result<(), Error> {
        for (index, components) in repetitions.iter().enumerate() {
            if index > 0 {
                let Some(separator) = self.delimiters.repetition() else {
                    return Err(value_fault(ErrorKind::DelimiterInValue, number, Some(element), None));
                };
                self.text.push(char::from(separator));
            }
            for (index, text) in components.iter().enumerate() {
                if index > 0 {
                    self.text.push(char::from(self.delimiters.component()));
                }
                self.value(text, number, element, Some(u16::try_from(index + 1).unwrap_or(u16::MAX)))?;
            }
        }
        Ok(())
    }

    fn value(&mut self, text: &str, number: u32, element: u16, component: Option<u16>) -> Result<(), Error> {
        check_value(text, self.delimiters, self.encoding)
            .map_err(|kind| value_fault(kind, number, Some(element), component))?;
        self.text.push_str(text);
        Ok(())
    }
}
