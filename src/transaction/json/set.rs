//! One transaction set as JSON.

use super::order::{order_of, set_order};
use super::raw::{ReadSegments, WriteSegments};
use super::trailer::{ReadTrailer, WriteTrailer};
use super::value_fault;
use crate::element::{Encoding, IntoOwned, Text};
use crate::error::{Error, ErrorKind};
use crate::report::Issue;
use crate::segment::Se;
use crate::shape::{RawText, Visit, VisitMut};
use crate::syntax::Delimiters;
use crate::transaction::{Content, ImplementationAcknowledgment, Kind, Request, Response, Transaction};
use serde::ser::{self, Serialize, SerializeMap, Serializer};

/// One transaction set with the numbers of the envelope around it, as one line of JSON: schema `x12-278/set/1`.
///
/// For files of many sets, a line each. Lines are written, not read: they hold no envelope to write a file from.
///
/// ```
/// use x12_278::{Document, transaction::SetLine};
///
/// let file = std::fs::read("examples/data/response_certified.edi").unwrap();
/// let read = Document::read(&file).unwrap();
/// let set = read.document.transactions().next().unwrap();
/// let line = SetLine { interchange: "000009001", group: "9001", delimiters: Default::default(), set, issues: &[] };
/// let json = line.to_json().unwrap();
/// assert!(json.starts_with(r#"{"schema":"x12-278/set/1","interchange":"000009001","group":"9001","kind":"response""#));
/// ```
#[derive(Clone, Copy, Debug)]
pub struct SetLine<'l> {
    /// ISA13 of the interchange; empty when there is none.
    pub interchange: &'l str,
    /// GS06 of the group; empty when there is none.
    pub group: &'l str,
    /// The delimiters of the interchange, which part the text of unplaced segments.
    pub delimiters: Delimiters,
    /// The set.
    pub set: &'l Transaction<'l>,
    /// The findings about the set.
    pub issues: &'l [Issue],
}

impl SetLine<'_> {
    /// The line, without a line end.
    ///
    /// # Errors
    /// [`ErrorKind::Json`] when an unplaced segment was read with other delimiters and holds one of these in a value.
    pub fn to_json(&self) -> Result<String, Error> {
        serde_json::to_string(self).map_err(|source| Error::json(&source))
    }
}

impl Serialize for SetLine<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("schema", "x12-278/set/1")?;
        map.serialize_entry("interchange", self.interchange)?;
        map.serialize_entry("group", self.group)?;
        WriteSet { set: self.set, delimiters: self.delimiters }.fields(&mut map, true)?;
        map.serialize_entry("issues", self.issues)?;
        map.end()
    }
}

/// A set, to be written into an interchange with these delimiters.
pub(super) struct WriteSet<'v> {
    pub(super) set: &'v Transaction<'v>,
    pub(super) delimiters: Delimiters,
}

impl Serialize for WriteSet<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        self.fields(&mut map, false)?;
        map.end()
    }
}

impl WriteSet<'_> {
    fn fields<M: SerializeMap>(&self, map: &mut M, alone: bool) -> Result<(), M::Error> {
        if self.is_foreign() {
            // Rare: a program put a set of another interchange here. The text of its unplaced segments is parted anew.
            let mut set = self.set.clone().into_owned();
            translate(&mut set, self.delimiters).map_err(ser::Error::custom)?;
            return WriteSet { set: &set, delimiters: self.delimiters }.own_fields(map, alone);
        }
        self.own_fields(map, alone)
    }

    fn own_fields<M: SerializeMap>(&self, map: &mut M, alone: bool) -> Result<(), M::Error> {
        let Transaction { guide, content, trailer, encoding } = self.set;
        map.serialize_entry("kind", &self.set.kind())?;
        if !guide.is_empty() {
            map.serialize_entry("guide", guide)?;
        }
        if alone {
            map.serialize_entry("delimiters", &self.delimiters)?;
        }
        match content {
            Content::Request(request) => map.serialize_entry("request", request)?,
            Content::Response(response) => map.serialize_entry("response", response)?,
            Content::Acknowledgment(answer) => map.serialize_entry("implementationAcknowledgment", answer)?,
            Content::Raw(_, raw) => map.serialize_entry("segments", &WriteSegments(raw))?,
        }
        if let Some(trailer) = WriteTrailer::of(trailer) {
            map.serialize_entry("trailer", &trailer)?;
        }
        if let Some(order) = self.set.root().and_then(order_of) {
            map.serialize_entry("order", &order)?;
        }
        if *encoding != Encoding::Ascii {
            map.serialize_entry("encoding", encoding)?;
        }
        Ok(())
    }

    /// Whether an unplaced segment is parted by other delimiters.
    fn is_foreign(&self) -> bool {
        let mut foreign = false;
        if let Some(root) = self.set.root() {
            root.visit(&mut |visit| {
                if let Visit::Unplaced(unplaced) = visit {
                    foreign |= unplaced.raw.delimiters() != self.delimiters;
                }
            });
        }
        foreign
    }
}

/// Parts the text of the unplaced segments by other delimiters.
fn translate(set: &mut Transaction<'static>, delimiters: Delimiters) -> Result<(), Error> {
    let mut result = Ok(());
    if let Some(root) = set.root_mut() {
        root.visit_mut(&mut |visit| {
            if let VisitMut::Unplaced(unplaced) = visit {
                match unplaced.raw.translated(delimiters) {
                    Ok(raw) => unplaced.raw = raw,
                    Err(error) => result = Err(error),
                }
            }
        });
    }
    result
}

/// A set as read; raw segments wait for the delimiters of their interchange.
#[derive(serde::Deserialize)]
#[serde(try_from = "Fields")]
pub(super) struct ReadSet {
    guide: Text<'static>,
    content: ReadContent,
    trailer: ReadTrailer<Se<'static>>,
    encoding: Encoding,
}

enum ReadContent {
    Typed(Content<'static>),
    Raw(Kind, ReadSegments),
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Fields {
    kind: Kind,
    #[serde(default)]
    guide: Text<'static>,
    request: Option<Box<Request<'static>>>,
    response: Option<Box<Response<'static>>>,
    implementation_acknowledgment: Option<Box<ImplementationAcknowledgment<'static>>>,
    segments: Option<ReadSegments>,
    #[serde(default)]
    trailer: ReadTrailer<Se<'static>>,
    order: Option<Vec<u32>>,
    #[serde(default)]
    encoding: Encoding,
}

/// What serde makes an error with a line and a column of.
type Refusal = &'static str;

impl TryFrom<Fields> for ReadSet {
    type Error = Refusal;

    fn try_from(fields: Fields) -> Result<Self, Refusal> {
        let Fields { kind, guide, request, response, implementation_acknowledgment, .. } = fields;
        let Fields { segments, trailer, order, encoding, .. } = fields;
        let order = order.as_deref();
        let mut ordered = order.is_none();
        let content = match (kind, request, response, implementation_acknowledgment, segments) {
            (Kind::Request, Some(mut request), None, None, None) => {
                ordered = set_order(request.as_mut(), order);
                ReadContent::Typed(Content::Request(request))
            }
            (Kind::Response, None, Some(mut response), None, None) => {
                ordered = set_order(response.as_mut(), order);
                ReadContent::Typed(Content::Response(response))
            }
            (Kind::ImplementationAcknowledgment, None, None, Some(mut answer), None) => {
                ordered = set_order(answer.as_mut(), order);
                ReadContent::Typed(Content::Acknowledgment(answer))
            }
            (kind, None, None, None, Some(segments)) => ReadContent::Raw(kind, segments),
            _ => return Err("a set holds what its kind names, or segments"),
        };
        if ordered {
            Ok(Self { guide, content, trailer, encoding })
        } else {
            Err("an order has one number for each typed segment")
        }
    }
}

impl ReadSet {
    pub(super) fn into_transaction(self, delimiters: Delimiters) -> Result<Transaction<'static>, Error> {
        let Self { guide, content, trailer, encoding } = self;
        let content = match content {
            ReadContent::Typed(content) => content,
            ReadContent::Raw(kind, segments) => Content::Raw(kind, segments.into_raw(delimiters, encoding)?),
        };
        let mut set = Transaction { guide, content, trailer: trailer.0, encoding };
        let mut result = Ok(());
        if let Some(root) = set.root_mut() {
            root.visit_mut(&mut |visit| {
                if let VisitMut::Unplaced(unplaced) = visit {
                    let settled = settle(&mut unplaced.raw, unplaced.after, delimiters, encoding);
                    result = std::mem::replace(&mut result, Ok(())).and(settled);
                }
            });
        }
        result.map(|()| set)
    }
}

/// Gives the text of an unplaced segment the delimiters that part it. It must be one segment, all of it, and one that can
/// be written.
pub(super) fn settle(
    raw: &mut RawText<'_>,
    after: u32,
    delimiters: Delimiters,
    encoding: Encoding,
) -> Result<(), Error> {
    *raw = RawText::encoded(std::mem::take(raw).into_text(), delimiters, encoding);
    let fail = |kind| value_fault(kind, after.saturating_add(1), None, None);
    let first = raw.segments().next().map(|segment| segment.bytes().len());
    if first != Some(raw.text().len()) {
        return Err(fail(ErrorKind::DelimiterInValue));
    }
    if encoding.carries_between(raw.text(), delimiters) { Ok(()) } else { Err(fail(ErrorKind::NonAsciiInValue)) }
}
