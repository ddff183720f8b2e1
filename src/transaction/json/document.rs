//! Documents, interchanges and groups as JSON.

use super::set::{ReadSet, WriteSet, settle};
use super::trailer::{ReadTrailer, WriteTrailer};
use crate::element::Encoding;
use crate::error::{Error, ErrorKind, Place};
use crate::report::{PlacedIssues, Report};
use crate::segment::{Ge, Gs, Iea, Ta1};
use crate::shape::{AnySegment, Unplaced, Visit};
use crate::syntax::Delimiters;
use crate::transaction::{Document, Group, Interchange, InterchangeHeader};
use serde::de::{self, Deserialize, Deserializer, IgnoredAny};
use serde::ser::{self, Serialize, SerializeMap, Serializer};
use std::fmt;

/// Most separators that places of `asSent` may ask for. A few bytes of JSON can name a far place; no honest file comes
/// near.
const MOST_SEPARATORS: u64 = 64 << 20;

const SCHEMA: &str = "x12-278/document/1";

/// A document and what reading it found.
pub(super) struct WithReport<'v> {
    pub(super) document: &'v Document<'v>,
    pub(super) report: &'v Report,
}

impl Serialize for WithReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        map.serialize_entry("interchanges", &self.document.interchanges)?;
        map.serialize_entry("issues", &PlacedIssues(self.report.issues()))?;
        if self.report.dropped() > 0 {
            map.serialize_entry("issuesDropped", &self.report.dropped())?;
        }
        map.end()
    }
}

impl Serialize for Document<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", SCHEMA)?;
        map.serialize_entry("interchanges", &self.interchanges)?;
        map.end()
    }
}

impl Serialize for Interchange<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { delimiters, header, acknowledgments, groups, unplaced, trailer, encoding } = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("delimiters", delimiters)?;
        if let Some(header) = header {
            map.serialize_entry("header", header)?;
        }
        if !acknowledgments.is_empty() {
            map.serialize_entry("acknowledgments", acknowledgments)?;
        }
        if unplaced.iter().any(|unplaced| unplaced.raw.delimiters() != *delimiters) {
            let translated: Result<Vec<_>, Error> = unplaced
                .iter()
                .map(|one| Ok(Unplaced { after: one.after, raw: one.raw.translated(*delimiters)?, open: one.open }))
                .collect();
            map.serialize_entry("unplaced", &translated.map_err(ser::Error::custom)?)?;
        } else if !unplaced.is_empty() {
            map.serialize_entry("unplaced", unplaced)?;
        }
        if !groups.is_empty() {
            map.serialize_entry("groups", &WriteGroups { groups, delimiters: *delimiters })?;
        }
        if let Some(trailer) = WriteTrailer::of(trailer) {
            map.serialize_entry("trailer", &trailer)?;
        }
        if *encoding != Encoding::Ascii {
            map.serialize_entry("encoding", encoding)?;
        }
        map.end()
    }
}

struct WriteGroups<'v> {
    groups: &'v [Group<'v>],
    delimiters: Delimiters,
}

impl Serialize for WriteGroups<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let delimiters = self.delimiters;
        serializer.collect_seq(self.groups.iter().map(|group| WriteGroup { group, delimiters }))
    }
}

struct WriteGroup<'v> {
    group: &'v Group<'v>,
    delimiters: Delimiters,
}

impl Serialize for WriteGroup<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Group { header, transactions, trailer } = self.group;
        let mut map = serializer.serialize_map(None)?;
        if let Some(header) = header {
            map.serialize_entry("header", header)?;
        }
        map.serialize_entry("transactions", &WriteSets { sets: transactions, delimiters: self.delimiters })?;
        if let Some(trailer) = WriteTrailer::of(trailer) {
            map.serialize_entry("trailer", &trailer)?;
        }
        map.end()
    }
}

struct WriteSets<'v> {
    sets: &'v [crate::Transaction<'v>],
    delimiters: Delimiters,
}

impl Serialize for WriteSets<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let delimiters = self.delimiters;
        serializer.collect_seq(self.sets.iter().map(|set| WriteSet { set, delimiters }))
    }
}

/// A document as read.
#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReadDocument {
    #[serde(rename = "schema")]
    _schema: Schema,
    #[serde(default)]
    interchanges: Vec<ReadInterchange>,
    #[serde(default, rename = "issues")]
    _issues: IgnoredAny,
    #[serde(default, rename = "issuesDropped")]
    _issues_dropped: IgnoredAny,
}

struct Schema;

impl<'de> Deserialize<'de> for Schema {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor;

        impl de::Visitor<'_> for Visitor {
            type Value = Schema;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a text")
            }

            fn visit_str<E: de::Error>(self, schema: &str) -> Result<Schema, E> {
                let wrong = || E::custom("schema is not x12-278/document/1, the only format that is read");
                if schema == SCHEMA { Ok(Schema) } else { Err(wrong()) }
            }
        }
        deserializer.deserialize_str(Visitor)
    }
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ReadInterchange {
    #[serde(default)]
    delimiters: Delimiters,
    header: Option<InterchangeHeader<'static>>,
    #[serde(default)]
    acknowledgments: Vec<Ta1<'static>>,
    #[serde(default)]
    unplaced: Vec<Unplaced<'static>>,
    #[serde(default)]
    groups: Vec<ReadGroup>,
    #[serde(default)]
    trailer: ReadTrailer<Iea<'static>>,
    #[serde(default)]
    encoding: Encoding,
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct ReadGroup {
    header: Option<Gs<'static>>,
    #[serde(default)]
    transactions: Vec<ReadSet>,
    #[serde(default)]
    trailer: ReadTrailer<Ge<'static>>,
}

impl ReadDocument {
    pub(super) fn into_document(self) -> Result<Document<'static>, Error> {
        let interchanges = self.interchanges.into_iter().map(ReadInterchange::into_interchange);
        let document = Document { interchanges: interchanges.collect::<Result<_, _>>()? };
        if separators(&document) > MOST_SEPARATORS {
            return Err(
                Error::new(ErrorKind::Json, Place::default()).with_detail("asSent names places that are too far")
            );
        }
        Ok(document)
    }
}

/// How many separators must be written to reach all that no field could hold; those between the fields are not counted.
fn separators(document: &Document<'_>) -> u64 {
    let of = |segment: &dyn AnySegment| -> u64 {
        let mut from = (0, 1, 1);
        let mut sum = 0;
        for part in segment.as_sent() {
            let to = (part.element, part.repetition.max(1), part.component.max(1));
            if to.0 > from.0 {
                sum += u64::from(to.0 - from.0);
                from = (to.0, 1, 1);
            }
            if to.1 > from.1 {
                sum += u64::from(to.1 - from.1);
                from = (to.0, to.1, 1);
            }
            sum += u64::from(to.2.saturating_sub(from.2));
            from = to;
        }
        sum
    };
    let mut sum = 0;
    for interchange in &document.interchanges {
        sum += interchange.acknowledgments.iter().map(|ta1| of(ta1)).sum::<u64>();
        sum += interchange.trailer.as_read().map_or(0, |iea| of(iea));
        for group in &interchange.groups {
            sum += group.header.as_ref().map_or(0, |gs| of(gs)) + group.trailer.as_read().map_or(0, |ge| of(ge));
            for set in &group.transactions {
                sum += set.trailer.as_read().map_or(0, |se| of(se));
                if let Some(root) = set.root() {
                    root.visit(&mut |visit| {
                        if let Visit::Segment(segment) = visit {
                            sum += of(segment);
                        }
                    });
                }
            }
        }
    }
    sum
}

impl ReadInterchange {
    fn into_interchange(self) -> Result<Interchange<'static>, Error> {
        let Self { delimiters, header, acknowledgments, mut unplaced, groups, trailer, encoding } = self;
        for one in &mut unplaced {
            settle(&mut one.raw, one.after, delimiters, encoding)?;
        }
        let groups = groups.into_iter().map(|group| group.into_group(delimiters)).collect::<Result<_, _>>()?;
        Ok(Interchange { delimiters, header, acknowledgments, groups, unplaced, trailer: trailer.0, encoding })
    }
}

impl ReadGroup {
    fn into_group(self, delimiters: Delimiters) -> Result<Group<'static>, Error> {
        let Self { header, transactions, trailer } = self;
        let transactions = transactions.into_iter().map(|set| set.into_transaction(delimiters));
        Ok(Group { header, transactions: transactions.collect::<Result<_, _>>()?, trailer: trailer.0 })
    }
}

impl<'de> Deserialize<'de> for Document<'_> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ReadDocument::deserialize(deserializer)?.into_document().map_err(de::Error::custom)
    }
}
