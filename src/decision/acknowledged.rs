//! TA1, 999 and 997 as answers: whether the request got through. None is a denial, and none approves anything.

use super::next_step::{NextStep, steps, steps_of_rejections};
use super::record::{OwnedText, names, own_code, record};
use super::{Rejection, State, Warning};
use crate::ack::advice::{self, Advice, advice};
use crate::ack::{Acknowledgments, GroupOutcome, InterchangeOutcome, Outcome, SetOutcome};
use crate::code::{CodeList, InterchangeNote, SetFault};
use crate::element::Text;
use crate::segment::{ElementPosition, Ik4};
use crate::transaction::Document;
use crate::transaction::acknowledgment::SegmentError;

names! {
    /// What acknowledged a file.
    #[derive(Default)]
    pub enum AcknowledgedBy {
        #[default]
        Interchange = "TA1", "TA1: about the envelope";
        Implementation = "999", "999: about the syntax and the guide";
    }
}

record! {
    /// What an acknowledgment says about one interchange, group or transaction set that was sent.
    ///
    /// Accepted with errors (`E`) is accepted: the payer works on the request, and its answer is still to come. It is
    /// warned of, with the errors, and there is nothing to send again before asking.
    pub struct Acknowledged {
        /// Which acknowledgment.
        pub by: Option<AcknowledgedBy>,
        /// The control number of the interchange that was sent (TA101).
        pub interchange: Option<OwnedText>,
        /// The control number of the group that was sent (AK102).
        pub group: Option<OwnedText>,
        /// The control number of the transaction set that was sent (AK202); absent when it is about a whole group.
        pub transaction: Option<OwnedText>,
        /// Rejected for its envelope or its syntax, or unclear; absent when it was accepted: then the payer's answer is
        /// still to come, and nothing is approved yet.
        pub state: Option<State>,
        /// What to mend, each with the segment that was sent.
        pub rejections: Vec<Rejection>,
        /// What stands against a quick reading.
        pub warnings: Vec<Warning>,
        /// What to do.
        pub next_steps: Vec<NextStep>,
    }
}

/// All acknowledgments of a document, in order: those of interchanges, then those of groups and sets.
#[must_use]
pub fn acknowledgments(document: &Document<'_>) -> Vec<Acknowledged> {
    Acknowledged::all(&Acknowledgments::of(document))
}

impl Acknowledged {
    /// What acknowledgments that were read come to, one by one.
    #[must_use]
    pub fn all(read: &Acknowledgments) -> Vec<Self> {
        let interchanges = read.interchanges.iter().map(of_interchange);
        interchanges.chain(read.groups.iter().flat_map(of_group)).collect()
    }

    /// Whether only a person can tell whether the request got through.
    #[must_use]
    pub fn needs_a_person(&self) -> bool {
        self.state.is_some_and(State::needs_a_person)
    }

    fn settled(mut self, outcome: Outcome, rejected: State) -> Self {
        match outcome {
            Outcome::Accepted => {}
            Outcome::AcceptedWithErrors => self.warnings.push(Warning::AcceptedWithErrors),
            Outcome::Rejected => self.state = Some(rejected),
            Outcome::PartlyAccepted | Outcome::Unclear => {
                self.state = Some(State::ReviewManually);
                self.warnings.push(Warning::AcknowledgmentUnclear);
            }
        }
        if let Some(state) = self.state {
            self.next_steps = if state.is_rejection() { steps_of_rejections(&self.rejections) } else { Vec::new() };
            if self.next_steps.is_empty() {
                self.next_steps = steps(state, &[]);
            }
        }
        self
    }
}

fn of_interchange(read: &InterchangeOutcome) -> Acknowledged {
    let note = read.note.filter(|note| *note != InterchangeNote::NO_ERROR);
    let found = Acknowledged {
        by: Some(AcknowledgedBy::Interchange),
        interchange: Some(read.control_number.clone()),
        rejections: note.map(|note| objection("TA1", note, advice::INTERCHANGE)).into_iter().collect(),
        ..Acknowledged::default()
    };
    found.settled(read.outcome, State::RejectedTransport)
}

/// What a 999 says about the group, when it names no set or has something to say about the group itself; then its sets.
fn of_group(read: &GroupOutcome) -> Vec<Acknowledged> {
    let whole = Acknowledged {
        by: Some(AcknowledgedBy::Implementation),
        group: Some(read.control_number.clone()),
        ..Acknowledged::default()
    };
    let mut found = Vec::new();
    if read.sets.is_empty() || !read.faults.is_empty() {
        let rejections = read.faults.iter().map(|fault| objection("999", *fault, advice::GROUP)).collect();
        found.push(Acknowledged { rejections, ..whole.clone() }.settled(read.outcome, State::RejectedSyntax));
    }
    found.extend(read.sets.iter().map(|set| {
        let transaction = Some(set.control_number.clone());
        Acknowledged { transaction, rejections: objections(set), ..whole.clone() }
            .settled(set.outcome, State::RejectedSyntax)
    }));
    found
}

/// A code with its meaning and what to do about it; one that no list has stays as it is.
fn objection<C: CodeList>(place: &str, code: C, table: Advice) -> Rejection {
    let meaning = code.title().map(OwnedText::from);
    Rejection {
        r#loop: place.to_owned().into(),
        reason: Some(own_code(code.word())),
        fix: meaning.as_ref().map(|_| OwnedText::from(advice(table, code.word()))),
        cause: meaning.clone(),
        text: meaning,
        ..Rejection::default()
    }
}

/// What is wrong with a set: its segments, and the faults of the whole that do not only sum these up.
fn objections(set: &SetOutcome) -> Vec<Rejection> {
    let mut found: Vec<Rejection> = set.errors.iter().flat_map(of_segment).collect();
    let is_summary = |fault: &SetFault| {
        matches!(*fault, SetFault::SEGMENTS_IN_ERROR | SetFault::SEGMENTS_AGAINST_GUIDE) && !found.is_empty()
    };
    let whole: Vec<Rejection> = set
        .faults
        .iter()
        .filter(|fault| !is_summary(fault))
        .map(|fault| objection("999", *fault, advice::SET))
        .collect();
    found.extend(whole);
    found
}

/// A segment in error: its elements, or the segment itself when it names none.
fn of_segment(error: &SegmentError<'_>) -> Vec<Rejection> {
    let Some(segment) = &error.segment else { return Vec::new() };
    let place = segment.loop_id.as_deref().unwrap_or("999");
    let name = segment.segment_id.map(|id| id.to_string()).unwrap_or_default();
    let elements = error.elements.iter().filter_map(|one| one.element.as_ref());
    let mut found: Vec<Rejection> = elements.map(|element| of_element(element, place, &name)).collect();
    if found.is_empty() {
        let read = segment.fault.map(|fault| objection(place, fault, advice::SEGMENT));
        let unsaid = Rejection { r#loop: place.to_owned().into(), ..Rejection::default() };
        let element = Some(name).filter(|name| !name.is_empty()).map(OwnedText::from);
        found.push(Rejection { element, ..read.unwrap_or(unsaid) });
    }
    for one in &mut found {
        one.segment = segment.position.as_ref().map(super::record::own);
    }
    found
}

fn of_element(element: &Ik4<'_>, place: &str, segment: &str) -> Rejection {
    let position = element.position.as_ref();
    let text = |of: fn(&ElementPosition<'_>) -> Option<String>| position.and_then(of).unwrap_or_default();
    let number = text(|position| position.element.as_ref().map(Text::to_string));
    let component = text(|position| position.component.as_ref().map(|component| format!("-{component}")));
    let read = element.fault.map(|fault| objection(place, fault, advice::ELEMENT));
    let unsaid = Rejection { r#loop: place.to_owned().into(), ..Rejection::default() };
    let designator = format!("{segment}{number:0>2}{component}");
    Rejection { element: Some(designator.into()), ..read.unwrap_or(unsaid) }
}
