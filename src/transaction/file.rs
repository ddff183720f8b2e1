//! From the bytes of a file to a document.

use super::Kind;
use super::document::{Document, Group, Interchange, InterchangeHeader};
use super::envelope::{FileWalk, Part, slice};
use super::read::{ReadOptions, Scratch, read_set};
use super::set::{Content, Transaction};
use super::trailer::Trailer;
use crate::element::{Encoding, IntoOwned, Parts, Text};
use crate::error::Error;
use crate::report::Report;
use crate::segment::{Ge, Gs, Iea, Ta1};
use crate::shape::{At, RawText, Segment, Unplaced};
use crate::syntax::{Delimiters, Header, RawSegment, RawSet, Step, is_printable, parse_header};
use std::borrow::Cow;

/// What reading gives: a document *and* a report, whatever the content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read<'a> {
    /// The document; nothing of the input is missing in it.
    pub document: Document<'a>,
    /// What is wrong with its structure.
    pub report: Report,
}

impl<'a> Read<'a> {
    /// The document, if the report holds no error; else the report.
    ///
    /// # Errors
    /// The report, when it holds an error.
    pub fn strict(self) -> Result<Document<'a>, Report> {
        if self.report.has_errors() { Err(self.report) } else { Ok(self.document) }
    }
}

impl<'a> Document<'a> {
    /// Reads a whole input. What the content is like is no error: see the report.
    ///
    /// # Errors
    /// When there is no interchange to read: the input is empty, does not begin with ISA, or its first ISA is cut
    /// short or states impossible delimiters.
    pub fn read(input: &'a [u8]) -> Result<Read<'a>, Error> {
        Self::read_with(input, &ReadOptions::default())
    }

    /// Reads a whole input with other limits and allowances.
    ///
    /// # Errors
    /// As [`Document::read`].
    pub fn read_with(input: &'a [u8], options: &ReadOptions) -> Result<Read<'a>, Error> {
        let mut walk = FileWalk::new(options);
        let mut builder = Builder {
            input,
            latin1: std::str::from_utf8(input).is_err(),
            version: b"",
            scratch: Scratch::default(),
            report: Report::with_limit(options.issue_limit),
            document: Document::default(),
        };
        loop {
            let part = walk.next(input, 0, true, &mut builder.report)?;
            if matches!(part.step, Step::End | Step::NeedMore) {
                return Ok(Read { document: builder.document, report: builder.report });
            }
            builder.take(&part, &walk);
        }
    }
}

struct Builder<'a> {
    input: &'a [u8],
    /// The input is not UTF-8: the envelope is read as Latin-1, and each set by itself.
    latin1: bool,
    /// GS08 of the latest group.
    version: &'a [u8],
    scratch: Scratch,
    report: Report,
    document: Document<'a>,
}

/// Reads a segment of the envelope, decoding it where it must be.
macro_rules! envelope_segment {
    ($type:ident, $text:expr, $delimiters:expr, $number:expr) => {{
        let mut buffer = Vec::new();
        let at = At { segment: $number, offset: 0 };
        match $text {
            Cow::Borrowed(text) => $type::read(&Parts::of_segment(text, $delimiters, &mut buffer), at),
            Cow::Owned(text) => {
                let mut buffer = Vec::new();
                $type::read(&Parts::of_segment(&text, $delimiters, &mut buffer), at).into_owned()
            }
        }
    }};
}

impl<'a> Builder<'a> {
    fn text(&mut self, bytes: &'a [u8]) -> Cow<'a, str> {
        self.note_characters(bytes);
        match std::str::from_utf8(bytes) {
            Ok(text) if is_printable(bytes) || !self.latin1 => Cow::Borrowed(text),
            _ => Cow::Owned(bytes.iter().copied().map(char::from).collect()),
        }
    }

    /// Notes how the characters of the envelope stand, when they are not all printable ASCII or delimiters.
    fn note_characters(&mut self, bytes: &[u8]) {
        if is_printable(bytes) {
            return;
        }
        let encoding = if self.latin1 { Encoding::Latin1 } else { Encoding::Utf8 };
        self.interchange(|interchange| {
            let is_delimiter = |byte: &u8| interchange.delimiters.contains(*byte);
            if !bytes.iter().all(|byte| (b' '..=b'~').contains(byte) || is_delimiter(byte)) {
                interchange.encoding = encoding;
            }
        });
    }

    fn take(&mut self, part: &Part, walk: &FileWalk) {
        let delimiters = walk.delimiters();
        if !matches!(part.step, Step::Interchange(_)) && self.document.interchanges.is_empty() {
            self.document.interchanges.push(Interchange { delimiters, ..Interchange::default() });
        }
        match &part.step {
            Step::Interchange(offsets) => {
                let trailer = Trailer::Missing;
                self.document.interchanges.push(Interchange { delimiters, trailer, ..Interchange::default() });
                if let Ok(header) = parse_header(slice(self.input, 0, offsets), true) {
                    // Line breaks that the header is broken by are not part of it, nor is what pads the component separator.
                    for part in
                        header.elements.iter().take(15).flat_map(|e| e.split(|byte| matches!(byte, b'\r' | b'\n')))
                    {
                        self.note_characters(part);
                    }
                    let header = interchange_header(&header, self.latin1);
                    self.interchange(|interchange| interchange.header = Some(header));
                }
            }
            Step::Acknowledgment(offsets) => {
                let text = self.text(slice(self.input, 0, offsets));
                let ta1 = envelope_segment!(Ta1, text, delimiters, part.number);
                self.interchange(|interchange| interchange.acknowledgments.push(ta1));
            }
            Step::Group(offsets) => {
                let bytes = slice(self.input, 0, offsets);
                self.version = RawSegment::new(bytes, 0, 0, delimiters).element(8);
                let text = self.text(bytes);
                let header = Some(envelope_segment!(Gs, text, delimiters, part.number));
                let group = Group { header, trailer: Trailer::Missing, ..Group::default() };
                self.interchange(|interchange| interchange.groups.push(group));
            }
            Step::Set(offsets) => {
                let set = RawSet::new(slice(self.input, 0, offsets), walk.spans(), delimiters, part.place);
                let version = if walk.in_group() { self.version } else { b"" };
                let transaction = read_set(&set, version, &mut self.scratch, &mut self.report);
                self.push_set(transaction, walk);
            }
            Step::Oversized(offsets) => {
                let bytes = slice(self.input, 0, offsets);
                let end = delimiters.segment();
                // An empty last segment shows by its terminator alone.
                let text = bytes.strip_suffix(&[end]).filter(|text| text.last() != Some(&end)).unwrap_or(bytes);
                self.push_set(unread(text, delimiters), walk);
            }
            Step::GroupEnd(offsets) => {
                let bytes = slice(self.input, 0, offsets);
                let open = self
                    .group()
                    .is_some_and(|group| matches!(group.trailer, Trailer::Missing) && group.header.is_some());
                if !open {
                    return self.keep(bytes, part, delimiters);
                }
                let text = self.text(bytes);
                let ge = envelope_segment!(Ge, text, delimiters, part.number);
                let trailer = trailer(part.exact && ge.as_sent.is_empty(), ge);
                if let Some(group) = self.group() {
                    group.trailer = trailer;
                }
            }
            Step::InterchangeEnd(offsets) => {
                let text = self.text(slice(self.input, 0, offsets));
                let iea = envelope_segment!(Iea, text, delimiters, part.number);
                let trailer = trailer(part.exact && iea.as_sent.is_empty(), iea);
                self.interchange(|interchange| interchange.trailer = trailer);
            }
            Step::Stray(offsets) | Step::BadHeader(offsets) => {
                self.keep(slice(self.input, 0, offsets), part, delimiters);
            }
            Step::NeedMore | Step::End => {}
        }
    }

    fn interchange(&mut self, change: impl FnOnce(&mut Interchange<'a>)) {
        if let Some(interchange) = self.document.interchanges.last_mut() {
            change(interchange);
        }
    }

    fn keep(&mut self, bytes: &'a [u8], part: &Part, delimiters: Delimiters) {
        let text = self.text(bytes);
        let encoding = if matches!(text, Cow::Owned(_)) { Encoding::Latin1 } else { Encoding::Utf8 };
        let raw = RawText::encoded(Text::from(text), delimiters, encoding);
        let stray = Unplaced { after: part.number.saturating_sub(1), raw, open: part.open };
        self.interchange(|interchange| interchange.unplaced.push(stray));
    }

    fn group(&mut self) -> Option<&mut Group<'a>> {
        self.document.interchanges.last_mut()?.groups.last_mut()
    }

    fn push_set(&mut self, transaction: Transaction<'a>, walk: &FileWalk) {
        if !walk.in_group() && self.group().is_none_or(|group| group.header.is_some()) {
            let group = Group { trailer: Trailer::Missing, ..Group::default() };
            self.interchange(|interchange| interchange.groups.push(group));
        }
        if let Some(group) = self.group() {
            group.transactions.push(transaction);
        }
    }
}

/// ISA without padding and without the line breaks that it may be broken by.
pub(super) fn interchange_header<'a>(header: &Header<'a>, latin1: bool) -> InterchangeHeader<'a> {
    let element = |number: usize| -> Text<'a> {
        let bytes = header.elements.get(number - 1).copied().unwrap_or_default();
        match std::str::from_utf8(bytes) {
            Ok(text) if is_printable(bytes) => Text::from(text.trim_end_matches(' ')),
            Ok(text) if !latin1 => joined(text.chars()),
            _ => joined(bytes.iter().copied().map(char::from)),
        }
    };
    let isa11 = header.elements.get(10).copied().unwrap_or_default();
    let standards_id = match isa11 {
        [byte] if header.delimiters.repetition() == Some(*byte) => Text::default(),
        // A blank says that there is none; so do line breaks alone.
        _ => Some(element(11)).filter(|text| !text.is_empty()).unwrap_or_else(|| Text::from(" ")),
    };
    InterchangeHeader {
        authorization_qualifier: element(1),
        authorization: element(2),
        security_qualifier: element(3),
        security: element(4),
        sender_qualifier: element(5),
        sender: element(6),
        receiver_qualifier: element(7),
        receiver: element(8),
        date: element(9),
        time: element(10),
        standards_id,
        version: element(12),
        control_number: element(13),
        acknowledgment_requested: element(14),
        usage: element(15),
        over_wide: header.is_over_wide(),
    }
}

/// An element that may be broken over lines.
fn joined(characters: impl Iterator<Item = char>) -> Text<'static> {
    let text: String = characters.filter(|character| !matches!(character, '\r' | '\n')).collect();
    Text::from(text.trim_end_matches(' ').to_owned())
}

fn trailer<S>(exact: bool, segment: S) -> Trailer<S> {
    if exact { Trailer::Computed } else { Trailer::Read(Box::new(segment)) }
}

/// A set that is larger than the limit: kept as text, its SE with it.
fn unread(bytes: &[u8], delimiters: Delimiters) -> Transaction<'_> {
    let (text, encoding) = match std::str::from_utf8(bytes) {
        Ok(text) => (Text::from(text), Encoding::Utf8),
        Err(_) => (Text::from(bytes.iter().copied().map(char::from).collect::<String>()), Encoding::Latin1),
    };
    let content = Content::Raw(Kind::Other, RawText::encoded(text, delimiters, encoding));
    Transaction { content, trailer: Trailer::Missing, encoding, ..Transaction::default() }
}
