//! Decisions that stand where they cannot be read, and other doubts about a set as a whole.

use super::Warning;
use super::lost::{Scan, is_decision, is_decision_id, is_level_or_more};
use super::warning::warn;
use crate::report::{IssueCode, Report};
use crate::shape::{Loop, RawText, Visit};
use crate::transaction::{Kind, Trailer, Transaction};

/// What stands against believing a set.
#[derive(Clone, Debug, Default)]
pub(super) struct Doubts {
    /// Doubts that leave no approval standing.
    pub(super) grave: Vec<Warning>,
    /// Services may hang below the wrong event; grave when there are several events.
    pub(super) hierarchy: bool,
}

/// Levels that name their parent wrongly, or twice.
const HIERARCHY: [IssueCode; 5] = [
    IssueCode::ParentMissing,
    IssueCode::ParentUnknown,
    IssueCode::ParentWrongLevel,
    IssueCode::LevelNumberRepeated,
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
        match transaction.root() {
            Some(root) => look(root, &mut grave),
            None => grave.push(Warning::UnreadDecision),
        }
        // A decision, a rejection or a number behind its place may have slipped from one level into another.
        let slipped = |id: Option<&str>| matches!(id, Some("HCR" | "AAA" | "TRN"));
        let mut issues = report.issues().iter();
        if issues.any(|issue| issue.code == IssueCode::SegmentOutOfOrder && slipped(issue.at.segment_id)) {
            warn(&mut grave, Warning::HierarchyUnclear);
        }
        if matches!(transaction.trailer, Trailer::Missing) {
            grave.push(Warning::CutOff);
        }
        // Segments were lost or added; a refusal may have been among them.
        if has(IssueCode::SegmentCountWrong) {
            warn(&mut grave, Warning::CountWrong);
        }
        // What stands below a level of no known kind is not read, and dropped findings may have said anything.
        if has(IssueCode::LevelUnknown) || dropped {
            warn(&mut grave, Warning::HierarchyUnclear);
        }
        Self { hierarchy: HIERARCHY.into_iter().any(has), grave }
    }
}

/// Looks at every segment for what cannot be read where it stands, and at the order of the levels.
fn look(root: &dyn Loop<'_>, grave: &mut Vec<Warning>) {
    let mut scan = Scan::default();
    let mut last_level = 0;
    root.visit(&mut |visit| match visit {
        Visit::Segment(segment) => {
            if let Some(doubt) = scan.doubt(segment) {
                warn(grave, doubt);
            }
            if segment.id() == "HL" {
                // A level that follows a later one in the file names a parent that is not the one above it.
                if segment.at().segment < last_level {
                    warn(grave, Warning::HierarchyUnclear);
                }
                last_level = segment.at().segment;
            }
        }
        Visit::Unplaced(unplaced) => {
            if is_decision(unplaced) {
                warn(grave, Warning::UnreadDecision);
            }
            if is_level_or_more(unplaced) {
                warn(grave, Warning::HierarchyUnclear);
            }
        }
    });
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
