//! From the bytes of a file to a document.

use super::Kind;
use super::document::{Document, Group, Interchange, InterchangeHeader};
use super::envelope::Envelope;
use super::read::{ReadOptions, Scratch, elements_of, read_set};
use super::set::{Content, Transaction};
use super::trailer::Trailer;
use crate::element::{Encoding, IntoOwned, Parts, Text};
use crate::error::Error;
use crate::report::{Issue, IssueCode, Location, Report};
use crate::segment::{Ge, Gs, Iea, Ta1};
use crate::shape::{At, RawText, Segment, Unplaced};
use crate::syntax::{Delimiters, Header, Offsets, RawSegment, RawSet, Step, Walk, parse_header};
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
        let mut walk = Walk::new(options.bare, options.set_limit);
        let mut builder = Builder {
            input,
            latin1: std::str::from_utf8(input).is_err(),
            envelope: Envelope::default(),
            version: b"",
            scratch: Scratch::default(),
            report: Report::with_limit(options.issue_limit),
            document: Document::default(),
        };
        loop {
            match walk.step(input, 0, true)? {
                Step::End | Step::NeedMore => break,
                step => builder.take(step, &walk),
            }
        }
        builder.finish(&walk);
        Ok(Read { document: builder.document, report: builder.report })
    }
}

struct Builder<'a> {
    input: &'a [u8],
    latin1: bool,
    envelope: Envelope,
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
            Cow::Borrowed(text) => {
                $type::read(&Parts::elements(elements_of(text, $delimiters), $delimiters, &mut buffer), at)
            }
            Cow::Owned(text) => {
                let mut buffer = Vec::new();
                $type::read(&Parts::elements(elements_of(&text, $delimiters), $delimiters, &mut buffer), at)
                    .into_owned()
            }
        }
    }};
}

impl<'a> Builder<'a> {
    fn bytes(&self, offsets: &Offsets) -> &'a [u8] {
        let index = |offset: u64| usize::try_from(offset).unwrap_or(usize::MAX);
        self.input.get(index(offsets.start)..index(offsets.end)).unwrap_or_default()
    }

    fn text(&mut self, bytes: &'a [u8]) -> Cow<'a, str> {
        let plain = bytes.iter().all(|byte| (b' '..=b'~').contains(byte));
        let text = match std::str::from_utf8(bytes) {
            Ok(text) if plain || !self.latin1 => Cow::Borrowed(text),
            _ => Cow::Owned(bytes.iter().copied().map(char::from).collect()),
        };
        if let Some(interchange) = self.document.interchanges.last_mut().filter(|_| !plain) {
            interchange.encoding = if self.latin1 { Encoding::Latin1 } else { Encoding::Utf8 };
        }
        text
    }

    fn take(&mut self, step: Step, walk: &Walk) {
        let delimiters = walk.delimiters();
        if !matches!(step, Step::Interchange(_)) && self.document.interchanges.is_empty() {
            self.envelope.begin(delimiters, None, 0, &mut self.report);
            self.document.interchanges.push(Interchange { delimiters, ..Interchange::default() });
        }
        match step {
            Step::Interchange(offsets) => self.interchange(&offsets, walk),
            Step::Acknowledgment(offsets) => {
                let bytes = self.bytes(&offsets);
                self.envelope.acknowledgment(bytes, offsets.start);
                let text = self.text(bytes);
                let ta1 = envelope_segment!(Ta1, text, delimiters, self.envelope.segments());
                if let Some(interchange) = self.document.interchanges.last_mut() {
                    interchange.acknowledgments.push(ta1);
                }
            }
            Step::Group(offsets) => {
                let bytes = self.bytes(&offsets);
                self.version = RawSegment::new(bytes, 0, 0, delimiters).element(8);
                self.envelope.group(bytes, offsets.start, &mut self.report);
                let text = self.text(bytes);
                let gs = envelope_segment!(Gs, text, delimiters, self.envelope.segments());
                let group = Group { header: Some(gs), trailer: Trailer::Missing, ..Group::default() };
                self.push_group(group);
            }
            Step::Set(offsets) => self.set(&offsets, walk),
            Step::Oversized(offsets) => self.oversized(&offsets, delimiters),
            Step::GroupEnd(offsets) => {
                let bytes = self.bytes(&offsets);
                match self.envelope.group_end(bytes, offsets.start, &mut self.report) {
                    None => self.keep(bytes, delimiters),
                    Some(exact) => {
                        let text = self.text(bytes);
                        let ge = envelope_segment!(Ge, text, delimiters, self.envelope.segments());
                        let exact = exact && ge.as_sent.is_empty();
                        if let Some(group) = self.group() {
                            group.trailer = if exact { Trailer::Computed } else { Trailer::Read(Box::new(ge)) };
                        }
                    }
                }
            }
            Step::InterchangeEnd(offsets) => {
                let bytes = self.bytes(&offsets);
                let exact = self.envelope.interchange_end(bytes, offsets.start, &mut self.report);
                let text = self.text(bytes);
                let iea = envelope_segment!(Iea, text, delimiters, self.envelope.segments());
                let exact = exact && iea.as_sent.is_empty();
                if let Some(interchange) = self.document.interchanges.last_mut() {
                    interchange.trailer = if exact { Trailer::Computed } else { Trailer::Read(Box::new(iea)) };
                }
            }
            Step::Stray(offsets) => {
                let code = if self.envelope.in_interchange() {
                    IssueCode::InterchangeContent
                } else {
                    IssueCode::TextAfterInterchange
                };
                self.stray(&offsets, code, delimiters);
            }
            Step::BadHeader(offsets) => self.stray(&offsets, IssueCode::HeaderUnreadable, delimiters),
            Step::NeedMore | Step::End => {}
        }
    }

    fn interchange(&mut self, offsets: &Offsets, walk: &Walk) {
        let bytes = self.bytes(offsets);
        let delimiters = walk.delimiters();
        let Ok(header) = parse_header(bytes, true) else { return };
        let isa13 = header.elements.get(12).copied().unwrap_or_default().trim_ascii();
        self.envelope.begin(delimiters, Some(isa13), offsets.start, &mut self.report);
        let at = self.envelope.header_place(offsets.start, bytes.len());
        if let Some(element) = header.bad_width() {
            self.report.push(Issue::new(IssueCode::HeaderWidth, Location { element, ..at }));
        }
        if header.has_line_break() {
            self.report.push(Issue::new(IssueCode::HeaderLineBreak, at));
        }
        if delimiters.repetition().is_none() {
            self.report.push(Issue::new(IssueCode::RepetitionOff, Location { element: 11, ..at }));
        }
        self.document.interchanges.push(Interchange {
            delimiters,
            trailer: Trailer::Missing,
            ..Interchange::default()
        });
        let header = self.header(&header);
        if let Some(interchange) = self.document.interchanges.last_mut() {
            interchange.header = Some(header);
        }
    }

    fn header(&mut self, header: &Header<'a>) -> InterchangeHeader<'a> {
        let mut element = |number: usize| -> Text<'a> {
            let bytes = header.elements.get(number - 1).copied().unwrap_or_default();
            if bytes.iter().any(|byte| matches!(byte, b'\r' | b'\n')) {
                let whole: Vec<u8> = bytes.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect();
                let text: String = whole.iter().copied().map(char::from).collect();
                return Text::from(text.trim_end_matches(' ').to_owned());
            }
            match self.text(bytes) {
                Cow::Borrowed(text) => Text::from(text.trim_end_matches(' ')),
                Cow::Owned(text) => Text::from(text.trim_end_matches(' ').to_owned()),
            }
        };
        let separator = header.delimiters.repetition().is_some();
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
            standards_id: if separator { Text::default() } else { element(11) },
            version: element(12),
            control_number: element(13),
            acknowledgment_requested: element(14),
            usage: element(15),
            over_wide: header.is_over_wide(),
        }
    }

    fn set(&mut self, offsets: &Offsets, walk: &Walk) {
        let bytes = self.bytes(offsets);
        let spans = walk.spans();
        let first = spans.first().map_or(0, |span| span.end as usize);
        let header = bytes.get(..first).unwrap_or_default();
        let version = if self.envelope.in_group() { self.version } else { b"" };
        let place = self.envelope.set(header, spans.len(), offsets.start, &mut self.report);
        let set = RawSet::new(bytes, spans, walk.delimiters(), place);
        let transaction = read_set(&set, version, &mut self.scratch, &mut self.report);
        self.push_set(transaction);
    }

    fn oversized(&mut self, offsets: &Offsets, delimiters: Delimiters) {
        let bytes = self.bytes(offsets);
        let header_end = memchr::memchr(delimiters.segment(), bytes).unwrap_or(bytes.len());
        let header = bytes.get(..header_end).unwrap_or_default();
        let count = crate::syntax::segments(bytes, delimiters).count();
        let place = self.envelope.set(header, count, offsets.start, &mut self.report);
        let set = RawSet::new(bytes, &[], delimiters, place);
        self.report.push(Issue::new(IssueCode::SetTooLarge, set.location(0)));
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => Text::from(text),
            Err(_) => Text::from(bytes.iter().copied().map(char::from).collect::<String>()),
        };
        let encoding = if std::str::from_utf8(bytes).is_ok() { Encoding::Utf8 } else { Encoding::Latin1 };
        let content = Content::Raw(Kind::Other, RawText::new(text, delimiters));
        self.push_set(Transaction { content, trailer: Trailer::Missing, encoding, ..Transaction::default() });
    }

    fn stray(&mut self, offsets: &Offsets, code: IssueCode, delimiters: Delimiters) {
        let bytes = self.bytes(offsets);
        self.envelope.stray(bytes, offsets.start, code, &mut self.report);
        self.keep(bytes, delimiters);
    }

    fn keep(&mut self, bytes: &'a [u8], delimiters: Delimiters) {
        let after = self.envelope.segments().saturating_sub(1);
        let raw = RawText::new(Text::from(self.text(bytes)), delimiters);
        if let Some(interchange) = self.document.interchanges.last_mut() {
            interchange.unplaced.push(Unplaced { after, raw });
        }
    }

    fn group(&mut self) -> Option<&mut Group<'a>> {
        self.document.interchanges.last_mut()?.groups.last_mut()
    }

    fn push_group(&mut self, group: Group<'a>) {
        if let Some(interchange) = self.document.interchanges.last_mut() {
            interchange.groups.push(group);
        }
    }

    fn push_set(&mut self, transaction: Transaction<'a>) {
        let wants_own = !self.envelope.in_group() && self.group().is_none_or(|group| group.header.is_some());
        if wants_own {
            self.push_group(Group { trailer: Trailer::Missing, ..Group::default() });
        }
        if let Some(group) = self.group() {
            group.transactions.push(transaction);
        }
    }

    fn finish(&mut self, walk: &Walk) {
        let end = self.input.len() as u64;
        self.envelope.end(end, &mut self.report);
        report_file(walk, end, &mut self.report);
    }
}

/// What is odd about the file as a whole.
pub(super) fn report_file(walk: &Walk, end: u64, report: &mut Report) {
    if let Some(offset) = walk.first_blank() {
        report.push(Issue::new(IssueCode::WhiteSpace, Location { offset, ..Location::default() }));
    }
    if walk.is_unterminated() {
        report.push(Issue::new(IssueCode::TerminatorMissing, Location { offset: end, ..Location::default() }));
    }
}
