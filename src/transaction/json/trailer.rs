//! Trailers as JSON: only where they differ from what would be computed.

use crate::element::{Extra, Text};
use crate::segment::{Ge, Iea, Se};
use crate::shape::At;
use crate::transaction::Trailer;
use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::ser::{Serialize, SerializeMap, Serializer};
use std::fmt;

/// Writes a trailer, which is not computed, under the name of its count.
pub(super) struct WriteTrailer<'t> {
    /// The name of the count; `None` when the trailer is missing.
    count: Option<(&'static str, &'t Option<Text<'t>>)>,
    control_number: Option<&'t Text<'t>>,
    as_sent: Option<&'t Extra<'t>>,
}

/// A segment that is a trailer: the name of its count in JSON, and its fields.
pub(super) trait TrailerSegment<'a>: Sized {
    /// The name of what it counts.
    const COUNT: &'static str;
    /// Its count, its control number, and what its fields cannot hold.
    fn parts(&self) -> (&Option<Text<'a>>, &Option<Text<'a>>, &Extra<'a>);
    /// The segment of these.
    fn of(count: Option<Text<'a>>, control_number: Option<Text<'a>>, as_sent: Extra<'a>) -> Self;
}

macro_rules! trailer_segment {
    ($($type:ident $name:literal $count:ident;)*) => {$(
        impl<'a> TrailerSegment<'a> for $type<'a> {
            const COUNT: &'static str = $name;
            fn parts(&self) -> (&Option<Text<'a>>, &Option<Text<'a>>, &Extra<'a>) {
                (&self.$count, &self.control_number, &self.as_sent)
            }
            fn of($count: Option<Text<'a>>, control_number: Option<Text<'a>>, as_sent: Extra<'a>) -> Self {
                Self { $count, control_number, as_sent, at: At::default() }
            }
        }
    )*};
}

trailer_segment! {
    Se "segments" segment_count;
    Ge "transactions" set_count;
    Iea "groups" group_count;
}

impl<'t> WriteTrailer<'t> {
    /// What to write about a trailer; nothing when it is as computed.
    pub(super) fn of<S: TrailerSegment<'t>>(trailer: &'t Trailer<S>) -> Option<Self> {
        match trailer {
            Trailer::Computed => None,
            Trailer::Missing => Some(Self { count: None, control_number: None, as_sent: None }),
            Trailer::Read(segment) => {
                let (count, number, as_sent) = segment.parts();
                let as_sent = (!as_sent.is_empty()).then_some(as_sent);
                Some(Self { count: Some((S::COUNT, count)), control_number: number.as_ref(), as_sent })
            }
        }
    }
}

impl Serialize for WriteTrailer<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self.count {
            None => map.serialize_entry("missing", &true)?,
            Some((_, None)) => {}
            Some((name, Some(count))) => match count.parse::<u64>() {
                Ok(number) if number.to_string() == count.as_str() => map.serialize_entry(name, &number)?,
                _ => map.serialize_entry(name, count)?,
            },
        }
        if let Some(number) = self.control_number {
            map.serialize_entry("controlNumber", number)?;
        }
        if let Some(as_sent) = self.as_sent {
            map.serialize_entry("asSent", as_sent)?;
        }
        map.end()
    }
}

/// A trailer as it is read; the name of the count is that of the segment.
pub(super) struct ReadTrailer<S>(pub(super) Trailer<S>);

impl<S> Default for ReadTrailer<S> {
    fn default() -> Self {
        Self(Trailer::Computed)
    }
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Fields {
    #[serde(default)]
    missing: bool,
    segments: Option<Count>,
    transactions: Option<Count>,
    groups: Option<Count>,
    control_number: Option<Text<'static>>,
    #[serde(default)]
    as_sent: Extra<'static>,
}

impl<'de, S: TrailerSegment<'static>> Deserialize<'de> for ReadTrailer<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Fields { missing, segments, transactions, groups, control_number, as_sent } =
            Fields::deserialize(deserializer)?;
        let mut count = None;
        for (name, value) in [("segments", segments), ("transactions", transactions), ("groups", groups)] {
            if name == S::COUNT {
                count = value;
            } else if value.is_some() {
                return Err(de::Error::custom("a trailer with a count that it does not have"));
            }
        }
        let empty = count.is_none() && control_number.is_none() && as_sent.is_empty();
        match (missing, empty) {
            (true, true) => Ok(Self(Trailer::Missing)),
            (true, false) => Err(de::Error::custom("a trailer that is missing and has values")),
            (false, _) => {
                Ok(Self(Trailer::Read(Box::new(S::of(count.map(|Count(text)| text), control_number, as_sent)))))
            }
        }
    }
}

/// A count: a number where it was one in its shortest form, else the text.
struct Count(Text<'static>);

impl<'de> Deserialize<'de> for Count {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct CountVisitor;
        impl Visitor<'_> for CountVisitor {
            type Value = Count;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a count")
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Count, E> {
                Ok(Count(number.to_string().into()))
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Count, E> {
                Ok(Count(text.to_owned().into()))
            }
        }
        deserializer.deserialize_any(CountVisitor)
    }
}
