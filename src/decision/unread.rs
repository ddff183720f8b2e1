//! Decisions that stand where they cannot be read, and other doubts about a set as a whole.

use super::Warning;
use crate::report::{IssueCode, Report};
use crate::shape::{Loop, RawText, Unplaced, Visit};
use crate::transaction::{Kind, Trailer, Transaction};

/// What stands against believing a set.
#[derive(Clone, Debug, Default)]
pub(super) struct Doubts {
    /// Doubts that leave no approval standing.
    pub(super) grave: Vec<Warning>,
    /// The set may have lost segments: what it does not mention is unknown.
    pub(super) incomplete: bool,
    /// Services may hang below the wrong event; grave when there are several events.
    pub(super) hierarchy: bool,
}

/// Levels that name their parent wrongly, or twice.
const HIERARCHY: [IssueCode; 6] = [
    IssueCode::ParentMissing,
    IssueCode::ParentUnknown,
    IssueCode::ParentWrongLevel,
    IssueCode::LevelNumberRepeated,
    IssueCode::LevelUnknown,
    IssueCode::SegmentBelowUnplaced,
];

impl Doubts {
    /// The doubts about a set, out of itself and out of what was found when it was read. `report` speaks of this set
    /// alone.
    pub(super) fn about(transaction: &Transaction<'_>, report: &Report, dropped: bool) -> Self {
        let mut grave = Vec::new();
        let has = |code: IssueCode| report.issues().iter().any(|issue| issue.code == code);
        let purpose = transaction.beginning().and_then(|beginning| beginning.purpose);
        let says_response = purpose == Some(crate::code::TransactionPurpose::RESPONSE);
        let guide = transaction.guide.trim();
        let own_guide = guide.is_empty() || guide == "005010" || guide.starts_with("005010X217");
        if !says_response || !own_guide || has(IssueCode::KindContradicts) || has(IssueCode::KindUnclear) {
            grave.push(Warning::KindContradicts);
        }
        if transaction.root().is_none_or(holds_unread_decision) {
            grave.push(Warning::UnreadDecision);
        }
        if matches!(transaction.trailer, Trailer::Missing) {
            grave.push(Warning::CutOff);
        }
        Self {
            incomplete: has(IssueCode::SegmentCountWrong) || has(IssueCode::LevelUnknown) || dropped,
            hierarchy: HIERARCHY.into_iter().any(has) || dropped,
            grave,
        }
    }
}

/// Whether a decision or a rejection was kept as a text, because it fits nowhere.
pub(super) fn holds_unread_decision(root: &dyn Loop<'_>) -> bool {
    let mut found = false;
    root.visit(&mut |visit| {
        if let Visit::Unplaced(unplaced) = visit {
            found |= is_decision(unplaced);
        }
    });
    found
}

/// Whether a text holds a decision or a rejection.
pub(super) fn is_decision(unplaced: &Unplaced<'_>) -> bool {
    unplaced.raw.segments().any(|segment| is_decision_id(segment.id()))
}

/// Whether a set that is not typed may hold a decision all the same.
///
/// A 278 of another release, or one that was too large to be typed, is one when it carries a decision or a rejection.
pub(super) fn may_answer(kind: Kind, raw: &RawText<'_>) -> bool {
    match kind {
        Kind::InquiryResponse | Kind::NotificationAcknowledgment | Kind::Unclear => true,
        Kind::Other => {
            let mut segments = raw.segments();
            let is_278 = segments.next().is_some_and(|first| first.element(1).trim_ascii() == b"278");
            is_278 && segments.any(|segment| is_decision_id(segment.id()))
        }
        _ => false,
    }
}

fn is_decision_id(id: &[u8]) -> bool {
    let id = id.trim_ascii();
    id.eq_ignore_ascii_case(b"HCR") || id.eq_ignore_ascii_case(b"AAA")
}
