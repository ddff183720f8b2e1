//! The walk over a file with its envelope judged: trailers, counts, control numbers. One engine for files in memory and
//! for streams.

use super::read::{ControlCheck, ReadOptions};
use super::seen::SeenNumbers;
use crate::error::Error;
use crate::report::{Issue, IssueCode, Location, Report};
use crate::syntax::{Delimiters, Offsets, RawSegment, SetPlace, Span, Step, Walk, parse_header, segment_id, tag_of};

/// Something of a file, and where it stands.
#[derive(Clone, Debug)]
pub(crate) struct Part {
    /// What it is, with its bytes in the input.
    pub(crate) step: Step,
    /// Where it stands; for a set, its place.
    pub(crate) place: SetPlace,
    /// The number of its segment in the interchange, ISA = 1.
    pub(crate) number: u32,
    /// For a trailer: whether it says just what would be computed. For GE: whether there was a group to end.
    pub(crate) exact: bool,
    /// For what stands outside of the sets: whether it had no terminator of its own.
    pub(crate) open: bool,
}

/// A walk that reports what is wrong with the envelope.
#[derive(Clone, Debug)]
pub(crate) struct FileWalk {
    walk: Walk,
    envelope: Envelope,
    begun: bool,
    /// The first white space between segments.
    blank: Option<Location>,
}

impl FileWalk {
    pub(crate) fn new(options: &ReadOptions) -> Self {
        let walk = Walk::new(options.bare, options.set_limit, options.set_segment_limit);
        Self { walk, envelope: Envelope::default(), begun: false, blank: None }
    }

    pub(crate) const fn delimiters(&self) -> Delimiters {
        self.walk.delimiters()
    }

    pub(crate) fn spans(&self) -> &[Span] {
        self.walk.spans()
    }

    /// ST of the latest set that was too large.
    pub(crate) fn skipped_header(&self) -> &[u8] {
        self.walk.skipped_header()
    }

    pub(crate) const fn needed_from(&self) -> u64 {
        self.walk.needed_from()
    }

    /// Whether the latest part stands in a group.
    pub(crate) const fn in_group(&self) -> bool {
        self.envelope.in_group
    }

    /// The next part. `window` holds the bytes from `base` on; `last` says that the input ends with it.
    pub(crate) fn next(&mut self, window: &[u8], base: u64, last: bool, report: &mut Report) -> Result<Part, Error> {
        let step = self.walk.step(window, base, last)?;
        let end = base + window.len() as u64;
        let offsets = match &step {
            Step::NeedMore => 0..0,
            Step::End => end..end,
            Step::Interchange(offsets)
            | Step::Acknowledgment(offsets)
            | Step::Group(offsets)
            | Step::Set(offsets)
            | Step::Oversized(offsets)
            | Step::GroupEnd(offsets)
            | Step::InterchangeEnd(offsets)
            | Step::Stray(offsets)
            | Step::BadHeader(offsets) => offsets.clone(),
        };
        let bytes = slice(window, base, &offsets);
        let at = offsets.start;
        if !self.begun && !matches!(step, Step::NeedMore | Step::Interchange(_)) {
            self.envelope.begin(self.walk.delimiters(), None, at, report);
        }
        self.begun |= !matches!(step, Step::NeedMore);
        let mut exact = true;
        let mut place = None;
        match &step {
            Step::NeedMore => {}
            Step::Interchange(_) => self.header(bytes, at, report),
            Step::Acknowledgment(_) => self.envelope.acknowledgment(bytes, at),
            Step::Group(_) => self.envelope.group(bytes, at, report),
            Step::Set(_) => {
                let spans = self.walk.spans();
                let header = spans.first().and_then(|span| bytes.get(..span.end as usize)).unwrap_or_default();
                place = Some(self.envelope.set(header, spans.len(), at, report));
            }
            Step::Oversized(_) => {
                place = Some(self.envelope.set(self.walk.skipped_header(), self.walk.skipped(), at, report));
                report.push(Issue::new(IssueCode::SetTooLarge, self.envelope.set_location(at)));
            }
            Step::GroupEnd(_) => exact = self.envelope.group_end(bytes, at, report),
            Step::InterchangeEnd(_) => exact = self.envelope.interchange_end(bytes, at, report),
            Step::Stray(_) => self.envelope.stray(bytes, at, report),
            Step::BadHeader(_) => self.envelope.bad_header(bytes, at, report),
            Step::End => {}
        }
        // What comes behind the first white space tells in which interchange that stands.
        let unplaced = self.blank.is_none() && step != Step::NeedMore;
        if let Some(offset) = self.walk.first_blank().filter(|_| unplaced) {
            let interchange = self.envelope.place.interchange;
            self.blank = Some(Location { interchange, offset, ..Location::default() });
        }
        if step == Step::End {
            self.end(at, report);
        }
        let place = place.unwrap_or(self.envelope.place);
        Ok(Part { step, place, number: self.envelope.segments, exact, open: self.walk.is_open() })
    }

    fn header(&mut self, bytes: &[u8], offset: u64, report: &mut Report) {
        let Ok(header) = parse_header(bytes, true) else { return };
        let isa13 = header.elements.get(12).copied().unwrap_or_default().trim_ascii();
        self.envelope.begin(header.delimiters, Some(isa13), offset, report);
        // Its terminator is one of its bytes.
        let length = u32::try_from(bytes.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let at = Location { segment_id: Some("ISA"), length, ..self.envelope.here(offset) };
        if let Some(element) = header.bad_width() {
            report.push(Issue::new(IssueCode::HeaderWidth, Location { element, ..at }));
        }
        if let Some(element) = header.line_break() {
            report.push(Issue::new(IssueCode::HeaderLineBreak, Location { element, ..at }));
        }
        if header.delimiters.repetition().is_none() {
            report.push(Issue::new(IssueCode::RepetitionOff, Location { element: 11, ..at }));
        }
    }

    fn end(&mut self, offset: u64, report: &mut Report) {
        self.envelope.end(offset, report);
        if self.walk.is_marked() {
            report.push(Issue::new(IssueCode::ByteOrderMark, Location::default()));
        }
        if let Some(blank) = self.blank {
            report.push(Issue::new(IssueCode::WhiteSpace, blank));
        }
        if self.walk.is_unterminated() {
            report.push(Issue::new(IssueCode::TerminatorMissing, Location { offset, ..Location::default() }));
        }
    }
}

/// The bytes of a part in a window that begins at `base`.
pub(crate) fn slice<'w>(window: &'w [u8], base: u64, offsets: &Offsets) -> &'w [u8] {
    let index = |offset: u64| usize::try_from(offset.saturating_sub(base)).unwrap_or(usize::MAX);
    window.get(index(offsets.start)..index(offsets.end)).unwrap_or_default()
}

/// The state of the envelope while a file is walked.
#[derive(Clone, Debug, Default)]
struct Envelope {
    place: SetPlace,
    delimiters: Delimiters,
    in_interchange: bool,
    in_group: bool,
    has_header: bool,
    control_number: Vec<u8>,
    groups: u32,
    acknowledgments: u32,
    group_control_number: Vec<u8>,
    sets: u32,
    /// The latest set of the interchange that stands in no group; no two of them have the same place.
    latest_alone: u32,
    /// The numbers of the groups of the interchange.
    group_numbers: SeenNumbers,
    /// The numbers of the sets of the group.
    set_numbers: SeenNumbers,
    /// Segments of the interchange so far, ISA = 1.
    segments: u32,
}

impl Envelope {
    fn segment<'s>(&mut self, bytes: &'s [u8], offset: u64) -> (RawSegment<'s>, Location) {
        self.segments = self.segments.saturating_add(1);
        let segment = RawSegment::new(bytes, self.segments, 0, self.delimiters);
        let at = Location {
            segment_id: segment_id(tag_of(bytes, self.delimiters.element())),
            length: u32::try_from(bytes.len()).unwrap_or(u32::MAX),
            ..self.here(offset)
        };
        (segment, at)
    }

    fn here(&self, offset: u64) -> Location {
        let group = if self.in_group { self.place.group } else { 0 };
        Location { interchange: self.place.interchange, group, segment: self.segments, offset, ..Location::default() }
    }

    /// A place behind the last segment, for something that is missing there.
    fn behind(&self, id: &'static str, offset: u64) -> Location {
        Location { segment: self.segments.saturating_add(1), segment_id: Some(id), ..self.here(offset) }
    }

    fn begin(&mut self, delimiters: Delimiters, isa13: Option<&[u8]>, offset: u64, report: &mut Report) {
        self.end(offset, report);
        self.delimiters = delimiters;
        self.place.interchange += 1;
        self.place.group = 0;
        self.place.set = 0;
        self.latest_alone = 0;
        self.in_interchange = true;
        self.has_header = isa13.is_some();
        self.control_number = isa13.unwrap_or_default().to_vec();
        (self.groups, self.acknowledgments, self.sets) = (0, 0, 0);
        self.group_numbers.clear();
        self.segments = u32::from(self.has_header);
        if isa13.is_none() {
            report.push(Issue::new(IssueCode::NoEnvelope, self.here(offset)));
        }
    }

    fn acknowledgment(&mut self, bytes: &[u8], offset: u64) {
        self.acknowledgments += 1;
        self.segment(bytes, offset);
    }

    fn group(&mut self, bytes: &[u8], offset: u64, report: &mut Report) {
        self.end_group(offset, report);
        self.in_group = true;
        self.place.group += 1;
        self.place.set = 0;
        self.groups += 1;
        self.sets = 0;
        self.set_numbers.clear();
        let (segment, at) = self.segment(bytes, offset);
        let number = segment.element(6);
        if !number.is_empty() && self.group_numbers.is_repeated(number) {
            report.push(Issue::new(IssueCode::GroupNumberRepeated, Location { element: 6, ..at }));
        }
        self.group_control_number = number.to_vec();
    }

    /// The next set; where it stands.
    fn set(&mut self, header: &[u8], segments: usize, offset: u64, report: &mut Report) -> SetPlace {
        self.sets += 1;
        self.place.set += 1;
        if !self.in_group {
            self.place.set = self.place.set.max(self.latest_alone + 1);
            self.latest_alone = self.place.set;
        }
        self.place.offset = offset;
        let number = RawSegment::new(header, 1, 0, self.delimiters).element(2);
        let length = u32::try_from(header.len()).unwrap_or(u32::MAX);
        let at = Location { length, ..self.set_location(offset) };
        if !self.in_group && self.has_header {
            report.push(Issue::new(IssueCode::GroupHeaderMissing, at));
        }
        if !number.is_empty() && self.set_numbers.is_repeated(number) {
            report.push(Issue::new(IssueCode::SetControlRepeated, Location { element: 2, ..at }));
        }
        self.segments = self.segments.saturating_add(u32::try_from(segments).unwrap_or(u32::MAX));
        SetPlace { group: if self.in_group { self.place.group } else { 0 }, ..self.place }
    }

    fn set_location(&self, offset: u64) -> Location {
        Location { set: self.place.set, segment: 1, segment_id: Some("ST"), ..self.here(offset) }
    }

    /// GE; whether it is just what would be computed.
    fn group_end(&mut self, bytes: &[u8], offset: u64, report: &mut Report) -> bool {
        if !self.in_group {
            self.stray(bytes, offset, report);
            return false;
        }
        let (segment, at) = self.segment(bytes, offset);
        let codes = (IssueCode::SetCountWrong, IssueCode::GroupControlNumber, IssueCode::GroupControlZeros);
        let check = ControlCheck {
            count: text(segment.element(1)),
            counted: self.sets as usize,
            number: segment.element(2),
            expected: &self.group_control_number,
        };
        check.report(codes, at, report);
        self.in_group = false;
        check.is_exact()
    }

    /// IEA; whether it is just what would be computed.
    fn interchange_end(&mut self, bytes: &[u8], offset: u64, report: &mut Report) -> bool {
        self.end_group(offset, report);
        let (segment, at) = self.segment(bytes, offset);
        let codes =
            (IssueCode::GroupCountWrong, IssueCode::InterchangeControlNumber, IssueCode::InterchangeControlZeros);
        let mut check = ControlCheck {
            count: text(segment.element(1)),
            counted: self.groups as usize,
            number: segment.element(2),
            expected: &self.control_number,
        };
        // Writing fills a shorter number up to nine digits.
        let is_short = check.expected.len() < 9 && check.expected.iter().all(u8::is_ascii_digit);
        let exact = check.is_exact() && !is_short;
        if self.groups == 0 && self.acknowledgments > 0 && check.count.trim() == "1" {
            report.push(Issue::new(IssueCode::AcknowledgmentCount, Location { element: 1, ..at }));
            check.counted = 1;
        }
        check.report(codes, at, report);
        self.in_interchange = false;
        exact
    }

    /// A segment that stands outside of any set and is no part of the envelope.
    fn stray(&mut self, bytes: &[u8], offset: u64, report: &mut Report) {
        let code = match (bytes, self.in_interchange) {
            ([], _) => IssueCode::SegmentEmpty,
            (_, true) => IssueCode::InterchangeContent,
            (_, false) => IssueCode::TextAfterInterchange,
        };
        let (_, at) = self.segment(bytes, offset);
        report.push(Issue::new(code, at));
    }

    fn bad_header(&mut self, bytes: &[u8], offset: u64, report: &mut Report) {
        let (_, at) = self.segment(bytes, offset);
        report.push(Issue::new(IssueCode::HeaderUnreadable, at));
    }

    fn end_group(&mut self, offset: u64, report: &mut Report) {
        if self.in_group {
            report.push(Issue::new(IssueCode::GroupTrailerMissing, self.behind("GE", offset)));
            self.in_group = false;
        }
    }

    /// The interchange ends without its trailer, or has ended.
    fn end(&mut self, offset: u64, report: &mut Report) {
        self.end_group(offset, report);
        if self.in_interchange && self.has_header {
            report.push(Issue::new(IssueCode::InterchangeTrailerMissing, self.behind("IEA", offset)));
        }
        self.in_interchange = false;
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}
