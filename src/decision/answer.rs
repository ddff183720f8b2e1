//! The answer that one transaction set gives.

use super::decide::{Decision, read_event};
use super::granted::Provider;
use super::next_step::{NextStep, steps, steps_of_rejections};
use super::outcome::Contact;
use super::patient::{Patient, person};
use super::record::{OwnedText, own};
use super::trace::{MatchedBy, TraceKey, echoes};
use super::unread::{Doubts, holds_unread_decision, may_answer};
use super::warning::warn;
use super::{Rejection, State, Warning};
use crate::code::TransactionType;
use crate::profile::time::{Day, LocalTime};
use crate::report::Report;
use crate::segment::Bht;
use crate::transaction::response::{Response, UtilizationManagementOrganization};
use crate::transaction::{Content, Transaction};
use chrono::NaiveTime;
use std::collections::HashMap;

/// What the caller knows beside the response.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances {
    /// The day of the reading: a certification that ended before it is over.
    pub today: Option<Day>,
    /// The first day of treatment; without it, the first day of service that the response names.
    pub first_dose: Option<Day>,
    /// This payer issues no authorization numbers, so that their absence says nothing.
    pub issues_no_numbers: bool,
}

super::record::record! {
    /// The answer of one transaction set. Holds patient data; `Debug` does not show them.
    pub struct Answer {
        /// ST02: the control number of the set.
        pub transaction: OwnedText,
        /// What the answer comes to as a whole.
        pub state: State,
        /// BHT03: the number of the request, returned.
        pub request_number: Option<OwnedText>,
        /// When the answer was made (BHT04, BHT05), on the payer's clock.
        pub created: Option<LocalTime>,
        /// More answers will follow (BHT06 19).
        pub more_to_follow: bool,
        /// Who reviewed: the payer or its utilization management organization (2010A).
        pub reviewer: Option<Provider>,
        /// The patient.
        pub patient: Option<Patient>,
        /// How the request was found; absent without one.
        pub matched_by: Option<MatchedBy>,
        /// The answers, event by event.
        pub events: Vec<Decision>,
        /// Rejections above the events: there the whole request, or all about one person, was turned away.
        pub rejections: Vec<Rejection>,
        /// Whom to ask at the payer.
        pub contacts: Vec<Contact>,
        /// What stands against the answer as a whole.
        pub warnings: Vec<Warning>,
        /// Services of the response that answer no service of the request, by trace number or code.
        pub unmatched_lines: Vec<OwnedText>,
        /// What to do when there is no event to do it for.
        pub next_steps: Vec<NextStep>,
    }
}

impl Answer {
    /// Reads the answer of a transaction set; `None` when it is none: a request, or no 278.
    ///
    /// `report` is what was found when the set was read, and speaks of this set alone; [`answers`](super::answers) sorts the findings
    /// of a whole file. A 278 that may be an answer but is not typed here comes back as [`State::ReviewManually`].
    #[must_use]
    pub fn read(transaction: &Transaction<'_>, report: &Report, circumstances: &Circumstances) -> Option<Self> {
        Self::read_with(transaction, report, report.dropped() > 0, circumstances)
    }

    pub(super) fn read_with(
        transaction: &Transaction<'_>,
        report: &Report,
        dropped: bool,
        circumstances: &Circumstances,
    ) -> Option<Self> {
        let mut answer = match &transaction.content {
            Content::Response(response) => {
                let doubts = Doubts::about(transaction, report, dropped);
                read_response(response, doubts, circumstances)
            }
            Content::Request(request) if holds_unread_decision(request.as_ref()) => {
                let mut answer = Self::unreadable(Warning::UnreadDecision);
                answer.beginning(request.beginning.as_ref());
                answer
            }
            Content::Raw(kind, raw) if may_answer(*kind, raw) => Self::unreadable(Warning::NotRead),
            Content::Request(_) | Content::Acknowledgment(_) | Content::Raw(..) => return None,
        };
        answer.transaction = transaction.control_number().to_owned().into();
        Some(answer)
    }

    /// The answer of a set that was passed over because it is too large, with this number: whether it is one, nobody knows.
    pub(super) fn unread(number: &[u8]) -> Self {
        let transaction = String::from_utf8_lossy(number).into_owned().into();
        Self { transaction, ..Self::unreadable(Warning::NotRead) }
    }

    fn unreadable(warning: Warning) -> Self {
        let state = State::ReviewManually;
        Self { state, warnings: vec![warning], next_steps: steps(state, &[]), ..Self::default() }
    }

    fn beginning(&mut self, beginning: Option<&Bht<'_>>) {
        let Some(beginning) = beginning else { return };
        self.request_number = beginning.transaction_id.as_ref().map(own);
        self.more_to_follow = beginning.transaction_type == Some(TransactionType::INTERIM_RESPONSE);
        let day = beginning.date.and_then(crate::element::Date::day);
        let time = beginning.time.and_then(crate::element::Time::time).unwrap_or(NaiveTime::MIN);
        self.created = day.map(|day| LocalTime(day.and_time(time)));
    }

    /// Settles the state of the whole out of its events, rejections and warnings.
    pub(super) fn settle(&mut self) {
        self.state = if self.events.is_empty() {
            match (self.rejections.is_empty(), self.warnings.iter().any(|warning| *warning != Warning::CountWrong)) {
                (false, false) => State::RejectedBusiness,
                (true, false) => State::Unknown,
                (_, true) => State::ReviewManually,
            }
        } else {
            let above = (!self.rejections.is_empty()).then_some(State::RejectedBusiness);
            State::of_all(self.events.iter().map(|event| event.outcome.state).chain(above))
        };
        self.next_steps = match (self.events.is_empty(), self.state) {
            (true, State::RejectedBusiness) => steps_of_rejections(&self.rejections),
            (true, state) => steps(state, &[]),
            (false, _) => Vec::new(),
        };
    }

    /// All services of all events.
    pub fn lines(&self) -> impl Iterator<Item = &super::LineDecision> {
        self.events.iter().flat_map(|event| &event.lines)
    }

    /// Whether a person has to read it: something in it is unknown or unclear.
    #[must_use]
    pub fn needs_a_person(&self) -> bool {
        let events = self.events.iter().map(|event| event.outcome.state);
        let lines = self.lines().map(|line| line.outcome.state);
        events.chain(lines).chain([self.state]).any(State::needs_a_person)
    }
}

impl Answer {
    /// Takes back every approval, for a reason that lies outside of the set.
    pub(super) fn distrust(&mut self, warning: Warning, circumstances: &Circumstances) {
        warn(&mut self.warnings, warning);
        for event in &mut self.events {
            event.distrust(warning, circumstances);
        }
        self.settle();
    }
}

/// How many rejections of the levels above an event it is given.
const SHOWN_ABOVE: usize = 45;

/// One person's part of a response, with the rejections that stand above the events.
struct Branch<'s> {
    rejections: Vec<Rejection>,
    events: &'s [crate::transaction::response::PatientEvent<'s>],
    patient: Patient,
}

fn read_response(response: &Response<'_>, mut doubts: Doubts, circumstances: &Circumstances) -> Answer {
    let mut answer = Answer::default();
    answer.beginning(response.beginning.as_ref());
    let mut branches = Vec::new();
    for organization in &response.utilization_management_organizations {
        answer.reviewer(organization);
        collect(organization, &mut branches);
    }
    let events: usize = branches.iter().map(|branch: &Branch<'_>| branch.events.len()).sum();
    // A set is about one person: with several, nobody can say whose care was decided on.
    let several_people = branches.len() > 1 && events > 0;
    if doubts.hierarchy && events > 1 || several_people {
        warn(&mut doubts.grave, Warning::HierarchyUnclear);
    }
    answer.warnings.clone_from(&doubts.grave);
    for branch in branches {
        // Every event below has them; the guide allows nine in a loop, and a file may hold any number.
        let above = branch.rejections.get(..SHOWN_ABOVE).unwrap_or(&branch.rejections);
        for event in branch.events {
            answer.events.push(read_event(event, above, &doubts, circumstances));
        }
        if branch.events.is_empty() {
            answer.rejections.extend(branch.rejections);
        }
        if answer.patient.is_none() && branch.patient != Patient::default() {
            answer.patient = Some(branch.patient);
        }
    }
    answer.answered_twice(circumstances);
    answer.settle();
    answer
}

impl Answer {
    /// Takes back the approvals of events that return the same trace number and disagree.
    fn answered_twice(&mut self, circumstances: &Circumstances) {
        let mut states: HashMap<TraceKey, Vec<State>> = HashMap::new();
        for event in &self.events {
            for key in echoes(&event.traces) {
                let seen = states.entry(key).or_default();
                if !seen.contains(&event.outcome.state) {
                    seen.push(event.outcome.state);
                }
            }
        }
        for event in &mut self.events {
            if echoes(&event.traces).any(|key| states.get(&key).is_some_and(|states| states.len() > 1)) {
                event.distrust(Warning::ConflictingAnswers, circumstances);
            }
        }
    }

    fn reviewer(&mut self, organization: &UtilizationManagementOrganization<'_>) {
        let Some(name) = &organization.name else { return };
        self.reviewer = self.reviewer.take().or_else(|| name.name.as_ref().map(Provider::of));
        self.contacts.extend(
            Contact::of(name.name.as_ref(), None, None, name.contact.as_ref()).filter(|_| name.contact.is_some()),
        );
    }
}

/// Walks the levels above the events. Every level that has nothing below it, or only rejections, is a branch too.
fn collect<'s>(organization: &'s UtilizationManagementOrganization<'s>, branches: &mut Vec<Branch<'s>>) {
    let mut rejections: Vec<Rejection> =
        organization.rejections.iter().map(|aaa| Rejection::of("2000A", aaa)).collect();
    if let Some(name) = &organization.name {
        rejections.extend(name.rejections.iter().map(|aaa| Rejection::of("2010A", aaa)));
    }
    if organization.requesters.is_empty() {
        branches.push(Branch { rejections, events: &[], patient: Patient::default() });
        return;
    }
    for requester in &organization.requesters {
        let mut rejections = first_of(&rejections);
        for name in &requester.names {
            rejections.extend(name.rejections.iter().map(|aaa| Rejection::of("2010B", aaa)));
        }
        if requester.subscribers.is_empty() {
            branches.push(Branch { rejections: rejections.clone(), events: &[], patient: Patient::default() });
        }
        for subscriber in &requester.subscribers {
            let mut rejections = first_of(&rejections);
            let mut patient = Patient::default();
            if let Some(name) = &subscriber.name {
                rejections.extend(name.rejections.iter().map(|aaa| Rejection::of("2010C", aaa)));
                patient = person(name.name.as_ref(), name.demographics.as_ref());
            }
            if !subscriber.events.is_empty() || subscriber.dependents.is_empty() {
                let patient = patient.clone();
                branches.push(Branch { rejections: rejections.clone(), events: &subscriber.events, patient });
            }
            for dependent in &subscriber.dependents {
                let mut rejections = first_of(&rejections);
                let mut own = Patient { member_id: patient.member_id.clone(), ..Patient::default() };
                if let Some(name) = &dependent.name {
                    rejections.extend(name.rejections.iter().map(|aaa| Rejection::of("2010D", aaa)));
                    let named = person(name.name.as_ref(), name.demographics.as_ref());
                    own = Patient { member_id: named.member_id.or(own.member_id), ..named };
                }
                branches.push(Branch { rejections, events: &dependent.events, patient: own });
            }
        }
    }
}

fn first_of(rejections: &[Rejection]) -> Vec<Rejection> {
    rejections.iter().take(SHOWN_ABOVE).cloned().collect()
}
