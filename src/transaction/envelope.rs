//! What is right and wrong about the envelope: trailers, counts, control numbers. One engine for files in memory and
//! for streams.

use super::read::ControlCheck;
use crate::report::{Issue, IssueCode, Location, Report};
use crate::syntax::{Delimiters, RawSegment, SetPlace, segment_id, tag_of};
use std::collections::HashSet;

/// The state of the envelope while a file is walked.
#[derive(Clone, Debug, Default)]
pub(crate) struct Envelope {
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
    set_numbers: HashSet<Vec<u8>>,
    /// Segments of the interchange so far, ISA = 1.
    segments: u32,
}

impl Envelope {
    /// Segments of the interchange so far.
    pub(crate) const fn segments(&self) -> u32 {
        self.segments
    }

    /// Whether a group is open.
    pub(crate) const fn in_group(&self) -> bool {
        self.in_group
    }

    /// Whether an interchange is open.
    pub(crate) const fn in_interchange(&self) -> bool {
        self.in_interchange
    }

    fn segment<'s>(&mut self, bytes: &'s [u8], offset: u64) -> (RawSegment<'s>, Location) {
        self.segments += 1;
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
        Location { segment: self.segments + 1, segment_id: Some(id), ..self.here(offset) }
    }

    pub(crate) fn begin(&mut self, delimiters: Delimiters, isa13: Option<&[u8]>, offset: u64, report: &mut Report) {
        self.end(offset, report);
        self.delimiters = delimiters;
        self.place.interchange += 1;
        self.place.group = 0;
        self.place.set = 0;
        self.in_interchange = true;
        self.has_header = isa13.is_some();
        self.control_number = isa13.unwrap_or_default().to_vec();
        (self.groups, self.acknowledgments, self.sets) = (0, 0, 0);
        self.segments = u32::from(self.has_header);
        if isa13.is_none() {
            report.push(Issue::new(IssueCode::NoEnvelope, self.here(offset)));
        }
    }

    /// The interchange header is about to be judged: where it stands.
    pub(crate) fn header_place(&self, offset: u64, length: usize) -> Location {
        Location { segment_id: Some("ISA"), length: u32::try_from(length).unwrap_or(u32::MAX), ..self.here(offset) }
    }

    pub(crate) fn acknowledgment(&mut self, bytes: &[u8], offset: u64) {
        self.acknowledgments += 1;
        self.segment(bytes, offset);
    }

    pub(crate) fn group(&mut self, bytes: &[u8], offset: u64, report: &mut Report) {
        self.end_group(offset, report);
        self.in_group = true;
        self.place.group += 1;
        self.place.set = 0;
        self.groups += 1;
        self.sets = 0;
        self.set_numbers.clear();
        let (segment, _) = self.segment(bytes, offset);
        self.group_control_number = segment.element(6).to_vec();
    }

    /// The next set; where it stands.
    pub(crate) fn set(&mut self, header: &[u8], segments: usize, offset: u64, report: &mut Report) -> SetPlace {
        self.sets += 1;
        self.place.set += 1;
        self.place.offset = offset;
        let number = RawSegment::new(header, 1, 0, self.delimiters).element(2);
        let at = Location {
            set: self.place.set,
            segment: 1,
            segment_id: Some("ST"),
            length: u32::try_from(header.len()).unwrap_or(u32::MAX),
            ..self.here(offset)
        };
        if !self.in_group && self.has_header {
            report.push(Issue::new(IssueCode::GroupHeaderMissing, at));
        }
        if !number.is_empty() && !self.set_numbers.insert(without_zeros(number).to_vec()) {
            report.push(Issue::new(IssueCode::SetControlRepeated, Location { element: 2, ..at }));
        }
        self.segments = self.segments.saturating_add(u32::try_from(segments).unwrap_or(u32::MAX));
        SetPlace { group: if self.in_group { self.place.group } else { 0 }, ..self.place }
    }

    /// GE; whether it is just what would be computed. `None` when there was no group to end.
    pub(crate) fn group_end(&mut self, bytes: &[u8], offset: u64, report: &mut Report) -> Option<bool> {
        if !self.in_group {
            self.stray(bytes, offset, IssueCode::InterchangeContent, report);
            return None;
        }
        let (segment, at) = self.segment(bytes, offset);
        let codes = (IssueCode::SetCountWrong, IssueCode::GroupControlNumber, IssueCode::GroupControlZeros);
        let check = ControlCheck {
            count: text(segment.element(1)),
            counted: self.sets as usize,
            number: text(segment.element(2)),
            expected: text(&self.group_control_number),
        };
        check.report(codes, at, report);
        self.in_group = false;
        Some(check.is_exact())
    }

    /// IEA; whether it is just what would be computed.
    pub(crate) fn interchange_end(&mut self, bytes: &[u8], offset: u64, report: &mut Report) -> bool {
        self.end_group(offset, report);
        let (segment, at) = self.segment(bytes, offset);
        let codes =
            (IssueCode::GroupCountWrong, IssueCode::InterchangeControlNumber, IssueCode::InterchangeControlZeros);
        let mut check = ControlCheck {
            count: text(segment.element(1)),
            counted: self.groups as usize,
            number: text(segment.element(2)),
            expected: text(&self.control_number),
        };
        let exact = check.is_exact();
        if self.groups == 0 && self.acknowledgments > 0 && check.count.trim() == "1" {
            report.push(Issue::new(IssueCode::AcknowledgmentCount, Location { element: 1, ..at }));
            check.counted = 1;
        }
        check.report(codes, at, report);
        self.in_interchange = false;
        exact
    }

    /// A segment that stands outside of any set and is no part of the envelope.
    pub(crate) fn stray(&mut self, bytes: &[u8], offset: u64, code: IssueCode, report: &mut Report) {
        let (_, at) = self.segment(bytes, offset);
        let code = if bytes.is_empty() { IssueCode::SegmentEmpty } else { code };
        report.push(Issue::new(code, at));
    }

    fn end_group(&mut self, offset: u64, report: &mut Report) {
        if self.in_group {
            report.push(Issue::new(IssueCode::GroupTrailerMissing, self.behind("GE", offset)));
            self.in_group = false;
        }
    }

    /// The interchange ends without its trailer, or has ended.
    pub(crate) fn end(&mut self, offset: u64, report: &mut Report) {
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

fn without_zeros(number: &[u8]) -> &[u8] {
    let digits = number.iter().all(u8::is_ascii_digit);
    let zeros = number.iter().take_while(|byte| digits && **byte == b'0').count();
    number.get(zeros..).unwrap_or(number)
}
