//! The elements of the envelope: ISA, TA1, GS, and ST of every set; GE, IEA and SE where they have too many.
//!
//! What trailers say against what is true is judged by reading.

use super::types;
use crate::element::Word;
use crate::guide::{ElementRow, ElementType, envelope_rows};
use crate::report::{Issue, IssueCode, Location};
use crate::syntax::{RawSegment, RawSet, parse_header, segment_id, tag};
use crate::transaction::{SeenNumbers, SetBuffer};

/// The check of the envelope of one file.
#[derive(Clone, Debug, Default)]
pub(super) struct EnvelopeCheck {
    /// Sender, receiver and control number of the interchanges met.
    interchanges: SeenNumbers,
    /// A finding about GS01 that holds if the group turns out to have a 278.
    kind: Option<Issue>,
}

impl EnvelopeCheck {
    /// ISA.
    pub(super) fn interchange(&mut self, set: &SetBuffer, issues: &mut Vec<Issue>) {
        self.kind = None;
        let Some(header) = set.interchange_header() else { return };
        let at = place(set, "ISA");
        // Reading reports the first element of a wrong width, and there says enough about it.
        let bad_width = parse_header(set.bytes(), true).ok().and_then(|header| header.bad_width());
        for (number, text) in header.elements() {
            let element = u16::try_from(number).unwrap_or_default();
            if Some(element) == bad_width {
                continue;
            }
            let Some(row) = envelope_rows("ISA").find(|row| row.element == element) else { continue };
            let value = text.as_bytes();
            let is_right = match number {
                // Spaces are what the header holds where the qualifier says that nothing is meant.
                2 | 4 => types::is_plain(value),
                6 | 8 => !value.is_empty() && types::is_plain(value),
                9 => types::short_date(value).is_none(),
                13 => (1..=9).contains(&value.len()) && value.iter().all(u8::is_ascii_digit),
                _ => allows(row, value),
            };
            let is_old = number == 12 && value == b"00401";
            if is_old {
                issues.push(Issue::new(IssueCode::HeaderVersionOld, Location { element, ..at }));
            } else if !is_right {
                issues.push(Issue::new(IssueCode::HeaderElement, Location { element, ..at }));
            }
        }
        let parties = [
            &header.sender_qualifier,
            &header.sender,
            &header.receiver_qualifier,
            &header.receiver,
            &header.control_number,
        ];
        let key = parties.map(|text| text.as_bytes()).join(&b'\n');
        if !header.control_number.is_empty() && self.interchanges.is_repeated(&key) {
            issues.push(Issue::new(IssueCode::InterchangeRepeated, Location { element: 13, ..at }));
        }
    }

    /// TA1. Its date and time are those of the interchange that it answers, wrong ones too.
    pub(super) fn acknowledgment(set: &SetBuffer, issues: &mut Vec<Issue>) {
        rows(set, "TA1", issues, |element, _| (!matches!(element, 2 | 3)).then_some(IssueCode::AcknowledgmentElement));
    }

    /// GS.
    pub(super) fn group(&mut self, set: &SetBuffer, issues: &mut Vec<Issue>) {
        self.kind = None;
        rows(set, "GS", issues, |element, _| match element {
            1 | 8 => None,
            2 | 3 => Some(IssueCode::GroupPartner),
            6 => Some(IssueCode::GroupNumberInvalid),
            _ => Some(IssueCode::GroupElement),
        });
        if set.segment().element(1).trim_ascii() != b"HI" {
            self.kind = Some(Issue::new(IssueCode::GroupKind, Location { element: 1, ..place(set, "GS") }));
        }
    }

    /// GE or IEA.
    pub(super) fn trailer(set: &SetBuffer, id: &'static str, issues: &mut Vec<Issue>) {
        too_many(&set.segment(), place(set, id), 2, IssueCode::EnvelopeElementTooMany, issues);
    }

    /// A set: what is wrong with the group that a 278 or an acknowledgment stands in. GS01 of a group with other sets is
    /// theirs to judge.
    pub(super) fn group_of_set(&mut self, set: &SetBuffer) -> Option<Issue> {
        let header = set.raw().segment(0)?;
        let in_own_group = match header.element(1) {
            b"278" => false,
            b"999" | b"997" => set.group_header()?.functional_id? == Word::constant("FA"),
            _ => true,
        };
        if set.place().group > 0 && !in_own_group { self.kind.take() } else { None }
    }
}

/// ST and SE of a set of any kind.
pub(super) fn check_set(set: &RawSet<'_, '_>, issues: &mut Vec<Issue>) {
    let Some(header) = set.segment(0) else { return };
    let at = set.location(0);
    let id = header.element(1);
    if id.len() != 3 || !id.iter().all(u8::is_ascii_alphanumeric) {
        issues.push(Issue::new(IssueCode::SetIdentifierInvalid, Location { element: 1, ..at }));
    }
    let number = header.element(2).trim_ascii_end();
    if !(4..=9).contains(&number.len()) || !types::is_plain(number) {
        issues.push(Issue::new(IssueCode::SetNumberInvalid, Location { element: 2, ..at }));
    }
    too_many(&header, at, 3, IssueCode::ElementTooMany, issues);
    let last = set.len().saturating_sub(1);
    if let Some(trailer) = set.segment(last).filter(|_| last > 0 && set.tag(last) == tag(b"SE")) {
        too_many(&trailer, set.location(last), 2, IssueCode::ElementTooMany, issues);
    }
}

/// Reports the first filled element behind the last one that the segment has.
fn too_many(segment: &RawSegment<'_>, at: Location, last: usize, code: IssueCode, issues: &mut Vec<Issue>) {
    let beyond = segment.elements().skip(last).position(|element| !element.trim_ascii().is_empty());
    if let Some(element) = beyond.and_then(|index| u16::try_from(last + index + 1).ok()) {
        issues.push(Issue::new(code, Location { element, ..at }));
    }
}

/// Checks a segment of the envelope against its rows; `code` says by which code an element is reported.
fn rows(
    set: &SetBuffer,
    id: &'static str,
    issues: &mut Vec<Issue>,
    code: impl Fn(u16, &ElementRow) -> Option<IssueCode>,
) {
    let (segment, at) = (set.segment(), place(set, id));
    let mut last = 0;
    for row in envelope_rows(id) {
        last = usize::from(row.element);
        let value = segment.element(last).trim_ascii_end();
        if let Some(code) = code(row.element, row).filter(|_| !allows(row, value)) {
            issues.push(Issue::new(code, Location { element: row.element, ..at }));
        }
    }
    too_many(&segment, at, last, IssueCode::EnvelopeElementTooMany, issues);
}

/// Whether a value has the length, the type and the code that a row asks for.
fn allows(row: &ElementRow, value: &[u8]) -> bool {
    let fits = (usize::from(row.min)..=usize::from(row.max)).contains(&value.len());
    let listed = row.codes.is_empty() || row.codes.iter().any(|code| code.text().as_bytes() == value);
    let typed = match row.kind {
        ElementType::Whole => value.iter().all(u8::is_ascii_digit),
        ElementType::Date if row.max == 6 => types::short_date(value).is_none(),
        ElementType::Date => types::date(value).is_none(),
        ElementType::Time => types::time(value).is_none(),
        _ => types::is_plain(value),
    };
    fits && listed && typed
}

/// Where the segment of an event stands.
fn place(set: &SetBuffer, id: &'static str) -> Location {
    let place = set.place();
    let in_group = matches!(id, "GS" | "GE");
    Location {
        interchange: place.interchange,
        group: if in_group { place.group } else { 0 },
        segment: set.segment().number(),
        segment_id: segment_id(tag(id.as_bytes())),
        offset: place.offset,
        length: u32::try_from(set.bytes().len()).unwrap_or(u32::MAX),
        ..Location::default()
    }
}
