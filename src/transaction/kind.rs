//! Which kind of transaction set it is.

use crate::report::IssueCode;
use crate::syntax::{RawSet, Tag, tag, tag_of};

/// What a transaction set is. `Unclear` is an answer: it is not read as something that it may not be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
#[non_exhaustive]
pub enum Kind {
    /// 278 of 005010X217, request for review.
    Request,
    /// 278 of 005010X217, response to a request.
    Response,
    /// 278 of 005010X215, inquiry.
    Inquiry,
    /// 278 of 005010X215, response to an inquiry.
    InquiryResponse,
    /// 278 of 005010X216, notification.
    Notification,
    /// 278 of 005010X216, acknowledgment of a notification.
    NotificationAcknowledgment,
    /// 999, implementation acknowledgment.
    ImplementationAcknowledgment,
    /// A 278 that does not say, or says two things.
    Unclear,
    /// Another transaction set, or a 278 of another release.
    #[default]
    Other,
}

/// In words: `request`, `response`, `implementation acknowledgment`.
impl std::fmt::Display for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Inquiry => "inquiry",
            Self::InquiryResponse => "response to an inquiry",
            Self::Notification => "notification",
            Self::NotificationAcknowledgment => "acknowledgment of a notification",
            Self::ImplementationAcknowledgment => "implementation acknowledgment",
            Self::Unclear => "neither clearly request nor clearly response",
            Self::Other => "of another kind",
        })
    }
}

/// How a kind was found: the guide that the set names, and what is odd about it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Recognised<'a> {
    pub(crate) kind: Kind,
    pub(crate) guide: &'a [u8],
    /// A finding, with the index of the segment and the number of the element that it is about.
    pub(crate) oddities: [Option<(IssueCode, usize, u16)>; 2],
}

const BHT: Tag = tag(b"BHT");
const HCR: Tag = tag(b"HCR");
const AAA: Tag = tag(b"AAA");
const TRN: Tag = tag(b"TRN");

/// Tells the kind of a set: ST03, else GS08, names the guide; then BHT02 together with what only an answer carries.
pub(crate) fn recognise<'a>(set: &RawSet<'a, '_>, gs08: &'a [u8]) -> Recognised<'a> {
    let header = set.segment(0);
    let element = |number| header.map(|segment| segment.element(number)).unwrap_or_default().trim_ascii();
    let (id, st03) = (element(1), element(3));
    let gs08 = gs08.trim_ascii();
    let guide = if st03.is_empty() { gs08 } else { st03 };
    let mut oddities = [None, None];
    if id != b"278" {
        let kind = if id == b"999" { Kind::ImplementationAcknowledgment } else { Kind::Other };
        return Recognised { kind, guide, oddities };
    }
    if st03.is_empty() {
        oddities[0] = Some((IssueCode::GuideMissing, 0, 3));
    } else if !gs08.is_empty() && st03 != gs08 {
        oddities[0] = Some((IssueCode::GuideDiffers, 0, 3));
    }
    let signs = Signs::of(set);
    let (kind, contradicts) = if guide.starts_with(b"005010X215") {
        (signs.inquiry(), false)
    } else if guide.starts_with(b"005010X216") && signs.purpose != b"11" {
        (signs.notification(), false)
    } else if guide.starts_with(b"005010X217") || guide.starts_with(b"005010X216") || matches!(guide, b"" | b"005010") {
        signs.review()
    } else if guide.starts_with(b"005010") {
        (Kind::Unclear, false)
    } else {
        (Kind::Other, false)
    };
    oddities[1] = match kind {
        // Without BHT it cannot be clear; that BHT is missing says so.
        Kind::Unclear if signs.at == 0 => Some((IssueCode::RequiredSegmentMissing, 1, 0)),
        Kind::Unclear => Some((IssueCode::KindUnclear, signs.at, 2)),
        _ if contradicts => Some((IssueCode::KindContradicts, signs.at, 2)),
        // An answer to a review that is called one to a notification; a guide that GS08 does not name is odd already.
        Kind::Response if guide.starts_with(b"005010X216") && oddities[0].is_none() => {
            Some((IssueCode::KindContradicts, 0, 3))
        }
        _ => None,
    };
    Recognised { kind, guide, oddities }
}

/// What a 278 shows of its direction.
struct Signs<'a> {
    /// Index of BHT, or of ST when there is none.
    at: usize,
    /// BHT02.
    purpose: &'a [u8],
    /// BHT06 is one that only answers have.
    final_or_interim: bool,
    /// How many HCR and AAA.
    answers: usize,
    /// A TRN that returns somebody's number.
    echoes: bool,
}

impl<'a> Signs<'a> {
    fn of(set: &RawSet<'a, '_>) -> Self {
        let mut signs = Self { at: 0, purpose: b"", final_or_interim: false, answers: 0, echoes: false };
        let element = set.delimiters().element();
        for (index, span) in set.spans().iter().enumerate() {
            // Two letters tell of nearly every segment that it shows nothing.
            let letters = set.text().get(span.start as usize..).unwrap_or_default();
            if !matches!(letters, [b'A' | b'B' | b'T', ..] | [b'H', b'C', ..]) {
                continue;
            }
            match tag_of(set.bytes(index), element) {
                BHT if signs.at == 0 => {
                    let segment = set.segment(index);
                    let element = |number| segment.map(|segment| segment.element(number)).unwrap_or_default();
                    signs.at = index;
                    signs.purpose = element(2).trim_ascii();
                    signs.final_or_interim = matches!(element(6).trim_ascii(), b"18" | b"19" | b"AT");
                }
                HCR | AAA => signs.answers += 1,
                TRN => signs.echoes |= set.segment(index).is_some_and(|segment| segment.element(1) == b"2"),
                _ => {}
            }
        }
        signs
    }

    /// A request for review or its response; and whether BHT02 says otherwise than the rest.
    fn review(&self) -> (Kind, bool) {
        match self.purpose {
            b"11" => (Kind::Response, false),
            b"13" | b"01" | b"36" => {
                let answered = self.answers > 1 || self.answers == 1 && (self.final_or_interim || self.echoes);
                if answered { (Kind::Response, true) } else { (Kind::Request, false) }
            }
            _ if self.answers > 0 => (Kind::Response, true),
            _ => (Kind::Unclear, false),
        }
    }

    fn inquiry(&self) -> Kind {
        match self.purpose {
            b"28" | b"13" => Kind::Inquiry,
            b"49" | b"11" => Kind::InquiryResponse,
            _ => Kind::Unclear,
        }
    }

    fn notification(&self) -> Kind {
        match self.purpose {
            b"CN" | b"14" | b"22" | b"13" => Kind::Notification,
            b"53" => Kind::NotificationAcknowledgment,
            _ => Kind::Unclear,
        }
    }
}
