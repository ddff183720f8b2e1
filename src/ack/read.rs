//! What a received acknowledgment says, in plain terms: which sets were accepted.

use crate::code::{GroupFault, GroupResult, InterchangeNote, InterchangeResult, SetFault, SetResult};
use crate::element::{IntoOwned, Text, Word};
use crate::segment::Ta1;
use crate::shape::RawText;
use crate::syntax::RawSegment;
use crate::transaction::acknowledgment::{ImplementationAcknowledgment, SegmentError, SetResponse};
use crate::transaction::{Content, Document, ReadOptions, Transaction};

/// Whether something was accepted by the partner's translator. It is no decision about care.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Outcome {
    /// Accepted.
    Accepted,
    /// Accepted, with errors noted; it should not be sent again.
    AcceptedWithErrors,
    /// A group of which at least one set was rejected.
    PartlyAccepted,
    /// Rejected: mend and send again.
    Rejected,
    /// The acknowledgment does not say, or contradicts itself. It is not to be taken for accepted.
    #[default]
    Unclear,
}

impl Outcome {
    /// Whether it is accepted as a whole.
    #[must_use]
    pub const fn is_accepted(self) -> bool {
        matches!(self, Self::Accepted | Self::AcceptedWithErrors)
    }
}

/// What a document says about interchanges and groups that were sent the other way.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Acknowledgments {
    /// From each TA1, also where it stands behind a group.
    pub interchanges: Vec<InterchangeOutcome>,
    /// From each 999 or 997.
    pub groups: Vec<GroupOutcome>,
}

/// What a TA1 says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct InterchangeOutcome {
    /// ISA13 of the interchange that is answered.
    pub control_number: Text<'static>,
    /// Whether it was accepted.
    pub outcome: Outcome,
    /// What is wrong with its envelope.
    pub note: Option<InterchangeNote>,
}

/// What a 999 or 997 says.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct GroupOutcome {
    /// GS01 of the group that is answered.
    pub functional_id: Text<'static>,
    /// GS06 of the group that is answered.
    pub control_number: Text<'static>,
    /// GS08 of the group that is answered; a 997 need not say it.
    pub version: Text<'static>,
    /// Whether it was accepted.
    pub outcome: Outcome,
    /// What is wrong with the group itself.
    pub faults: Vec<GroupFault>,
    /// How many sets were received (AK903).
    pub received_sets: Option<u32>,
    /// How many sets were accepted (AK904).
    pub accepted_sets: Option<u32>,
    /// The sets that are reported one by one.
    pub sets: Vec<SetOutcome>,
}

/// What a 999 or 997 says about one set.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct SetOutcome {
    /// ST01 of the set that is answered.
    pub transaction_set: Text<'static>,
    /// ST02 of the set that is answered.
    pub control_number: Text<'static>,
    /// Whether it was accepted; rejected also when its whole group was.
    pub outcome: Outcome,
    /// What is wrong with the set as a whole.
    pub faults: Vec<SetFault>,
    /// The segments in error.
    pub errors: Vec<SegmentError<'static>>,
}

impl Acknowledgments {
    /// Gathers what the TA1, 999 and 997 of a document say. Other sets are passed over.
    #[must_use]
    pub fn of(document: &Document<'_>) -> Self {
        let mut found = Self::default();
        for received in &document.interchanges {
            found.interchanges.extend(received.acknowledgments.iter().map(interchange));
            for segment in received.unplaced.iter().flat_map(|unplaced| unplaced.raw.segments()) {
                found.read_ta1(&segment);
            }
        }
        document.transactions().for_each(|transaction| found.read_set(transaction));
        found
    }

    /// Adds what a segment says, when it is a TA1; wherever it stands.
    pub fn read_ta1(&mut self, segment: &RawSegment<'_>) {
        if segment.id() == b"TA1" {
            self.interchanges.push(raw_ta1(segment));
        }
    }

    /// Adds what a transaction set says, when it is a 999 or 997.
    pub fn read_set(&mut self, transaction: &Transaction<'_>) {
        let found = match &transaction.content {
            Content::Acknowledgment(acknowledgment) => Some(group(acknowledgment)),
            Content::Raw(_, raw) => lesser_form(raw).and_then(|set| set.acknowledgment().map(group)),
            _ => None,
        };
        self.groups.extend(found);
    }
}

impl GroupOutcome {
    /// Whether a set of the group was accepted, by its ST02. Accepted sets need not be reported one by one: one that is
    /// not reported was accepted when the counts leave no other way.
    #[must_use]
    pub fn outcome_of(&self, control_number: &str) -> Outcome {
        let mut same = self.sets.iter().filter(|set| plain(&set.control_number) == plain(control_number));
        if let Some(set) = same.next() {
            return if same.next().is_none() { set.outcome } else { Outcome::Unclear };
        }
        let rejected = self.sets.iter().filter(|set| !set.outcome.is_accepted()).count();
        let counted = self.received_sets.zip(self.accepted_sets).and_then(|(all, good)| all.checked_sub(good));
        match self.outcome {
            Outcome::Accepted | Outcome::Rejected => self.outcome,
            _ if counted.is_some_and(|counted| counted as usize == rejected) => Outcome::Accepted,
            _ => Outcome::Unclear,
        }
    }
}

/// A control number without leading zeros, which some translators drop.
pub(super) fn plain(number: &str) -> &str {
    let number = number.trim();
    let digits = number.bytes().all(|byte| byte.is_ascii_digit());
    if digits { number.trim_start_matches('0') } else { number }
}

fn owned(text: Option<&Text<'_>>) -> Text<'static> {
    text.cloned().unwrap_or_default().into_owned()
}

fn interchange(ta1: &Ta1<'_>) -> InterchangeOutcome {
    InterchangeOutcome {
        control_number: owned(ta1.control_number.as_ref()),
        outcome: interchange_outcome(ta1.acknowledgment),
        note: ta1.note.map(InterchangeNote::from),
    }
}

/// A TA1 that is not typed: one in a stream, or one that stands behind a group, as some translators send it.
fn raw_ta1(segment: &RawSegment<'_>) -> InterchangeOutcome {
    let text = |number| std::str::from_utf8(segment.element(number)).unwrap_or_default();
    InterchangeOutcome {
        control_number: text(1).to_owned().into(),
        outcome: interchange_outcome(Word::read(text(4))),
        note: Word::read(text(5)).map(InterchangeNote::from),
    }
}

fn interchange_outcome(code: Option<Word>) -> Outcome {
    match code.map(InterchangeResult::from) {
        Some(InterchangeResult::ACCEPTED) => Outcome::Accepted,
        Some(InterchangeResult::ACCEPTED_WITH_ERRORS) => Outcome::AcceptedWithErrors,
        Some(InterchangeResult::REJECTED) => Outcome::Rejected,
        _ => Outcome::Unclear,
    }
}

fn group(acknowledgment: &ImplementationAcknowledgment<'_>) -> GroupOutcome {
    let answered = acknowledgment.group.as_ref();
    let result = acknowledgment.result.as_ref();
    let outcome = match result.and_then(|result| result.result) {
        Some(GroupResult::ACCEPTED) => Outcome::Accepted,
        Some(GroupResult::ACCEPTED_WITH_ERRORS) => Outcome::AcceptedWithErrors,
        Some(GroupResult::PARTLY_ACCEPTED) => Outcome::PartlyAccepted,
        Some(code) if code.is_known() => Outcome::Rejected,
        _ => Outcome::Unclear,
    };
    let count = |text: Option<&Text<'_>>| text.and_then(|text| text.trim().parse().ok());
    let mut sets: Vec<SetOutcome> = acknowledgment.transactions.iter().map(set).collect();
    for set in &mut sets {
        set.outcome = match outcome {
            Outcome::Rejected => Outcome::Rejected,
            // An acknowledgment without its end, or one that says other things of the group than of the set.
            Outcome::Unclear if set.outcome.is_accepted() => Outcome::Unclear,
            Outcome::Accepted if set.outcome == Outcome::Rejected => Outcome::Rejected,
            _ => set.outcome,
        };
    }
    let id = answered.and_then(|group| group.functional_id).map(|id| id.to_string());
    GroupOutcome {
        functional_id: id.unwrap_or_default().into(),
        control_number: owned(answered.and_then(|group| group.control_number.as_ref())),
        version: owned(answered.and_then(|group| group.version.as_ref())),
        outcome,
        faults: result.map(|result| result.faults.iter().copied().collect()).unwrap_or_default(),
        received_sets: count(result.and_then(|result| result.received_sets.as_ref())),
        accepted_sets: count(result.and_then(|result| result.accepted_sets.as_ref())),
        sets,
    }
}

fn set(response: &SetResponse<'_>) -> SetOutcome {
    let answered = response.set.as_ref();
    let result = response.result.as_ref();
    let outcome = match result.and_then(|result| result.result) {
        Some(SetResult::ACCEPTED) => Outcome::Accepted,
        Some(SetResult::ACCEPTED_WITH_ERRORS) => Outcome::AcceptedWithErrors,
        Some(code) if code.is_known() => Outcome::Rejected,
        _ => Outcome::Unclear,
    };
    let id = answered.and_then(|set| set.transaction_set).map(|id| id.to_string());
    SetOutcome {
        transaction_set: id.unwrap_or_default().into(),
        control_number: owned(answered.and_then(|set| set.control_number.as_ref())),
        outcome,
        faults: result.map(|result| result.faults.iter().copied().collect()).unwrap_or_default(),
        errors: response.errors.clone().into_owned(),
    }
}

/// A 997 as the 999 that it would be: AK3, AK4 and AK5 say in it what IK3, IK4 and IK5 say there.
fn lesser_form(raw: &RawText<'_>) -> Option<Transaction<'static>> {
    const NAMES: [(&[u8], &[u8]); 3] = [(b"AK3", b"IK3"), (b"AK4", b"IK4"), (b"AK5", b"IK5")];
    let delimiters = raw.delimiters();
    let first = raw.segments().next().filter(|segment| segment.id() == b"ST" && segment.element(1) == b"997")?;
    let mut text = Vec::new();
    for segment in raw.segments() {
        let id = segment.id();
        let name = NAMES.iter().find(|(lesser, _)| *lesser == id).map_or(id, |(_, name)| name);
        text.extend_from_slice(name);
        if segment.number() == first.number() {
            text.extend([delimiters.element()].iter().chain(b"999"));
        } else {
            text.extend_from_slice(segment.bytes().get(id.len()..).unwrap_or_default());
        }
        text.push(delimiters.segment());
    }
    let options = ReadOptions { bare: Some(delimiters), ..ReadOptions::default() };
    let read = Document::read_with(&text, &options).ok()?;
    let set = read.document.transactions().next()?.clone();
    Some(set.into_owned())
}
