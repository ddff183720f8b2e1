//! The answer about one event, and how its services and the doubts about the set change it.

use super::certified::Certified;
use super::level::{EventLevel, Reviewed, guard, has_unread_trace, read_level, stated};
use super::line::{LineDecision, finish_approval, read_line};
use super::next_step::steps_of;
use super::outcome::{Basis, Outcome};
use super::product::{is_administration_code, is_drug_code, needs_drug};
use super::trace::Trace;
use super::unread::Doubts;
use super::warning::warn;
use super::{Circumstances, Rejection, State, Warning};
use crate::transaction::response::PatientEvent;

/// The answer about one event and its services.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
pub struct Decision {
    /// What was decided about the event as a whole.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub outcome: Outcome,
    /// The trace numbers of the event.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub traces: Vec<Trace>,
    /// The answers about its services, in the order of the response; then those that it does not mention.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub lines: Vec<LineDecision>,
}

/// Reads an event and its services. `above` are the rejections of the levels above it.
pub(super) fn read_event(
    event: &PatientEvent<'_>,
    above: &[Rejection],
    doubts: &Doubts,
    circumstances: &Circumstances,
) -> Decision {
    let (mut outcome, certified) = read_level(event.segments(above), circumstances);
    let first_dose =
        circumstances.first_dose.or_else(|| outcome.details.granted.dates.as_ref().and_then(|dates| dates.from));
    let service_dates = outcome.details.granted.dates.clone();
    finish_approval(&mut outcome, &certified, service_dates, circumstances, first_dose);
    let level = EventLevel { outcome, certified };
    let lines = event.services.iter().map(|service| read_line(service, &level, circumstances)).collect();
    let mut decision = Decision { outcome: level.outcome, traces: event.traces(), lines };
    doubts.grave.iter().for_each(|warning| decision.note(*warning));
    if has_unread_trace(&event.traces) {
        decision.note(Warning::ConfirmMatch);
    }
    decision.settle(circumstances);
    decision
}

impl Decision {
    /// What services have from this event, which was read before.
    pub(super) fn level(&self) -> EventLevel {
        let details = &self.outcome.details;
        let span = details.certified.clone().unwrap_or_default();
        let conflict = details.warns(Warning::SpanConflict);
        // What stood in for a period that was not sent has become the period; where nothing could, nothing may.
        let incomplete = span.is_empty();
        EventLevel {
            certified: Certified { span, issued: details.decided_on, conflict, incomplete },
            outcome: self.outcome.clone(),
        }
    }

    /// Notes something at the event and at every service.
    pub(super) fn note(&mut self, warning: Warning) {
        warn(&mut self.outcome.details.warnings, warning);
        for line in &mut self.lines {
            warn(&mut line.outcome.details.warnings, warning);
        }
    }

    /// Takes back every approval of the event.
    pub(super) fn distrust(&mut self, warning: Warning, circumstances: &Circumstances) {
        self.note(warning);
        self.settle(circumstances);
    }

    /// Holds the event and its services against each other, and settles states, warnings and next steps.
    ///
    /// May be done again after the services have changed.
    pub(super) fn settle(&mut self, circumstances: &Circumstances) {
        self.outcome.state = stated(&self.outcome, circumstances);
        self.contradictions();
        for line in &mut self.lines {
            guard(&mut line.outcome);
        }
        self.bear_out();
        guard(&mut self.outcome);
        self.completeness();
        for line in &mut self.lines {
            line.outcome.details.next_steps = steps_of(&line.outcome, line.schedulable().is_some());
        }
        let without = [Warning::NoSpan, Warning::SpanConflict, Warning::SpanOver, Warning::NothingGranted];
        let has_span = !without.iter().any(|warning| self.outcome.details.warns(*warning));
        let all = self.lines.iter().all(|line| line.schedulable().is_some());
        let schedulable = if self.lines.is_empty() { has_span } else { all };
        self.outcome.details.next_steps = steps_of(&self.outcome, schedulable);
    }

    /// An event that is refused, called off, over or rejected cannot have a service that is certified.
    fn contradictions(&mut self) {
        let refused = matches!(
            self.outcome.state,
            State::Denied | State::Cancelled | State::Expired | State::RejectedBusiness | State::ReviewManually
        );
        let certifies = |line: &LineDecision| line.outcome.state.is_approval();
        let found_before = self.outcome.details.warns(Warning::DeniedWithApprovedLine);
        if !refused || !found_before && !self.lines.iter().any(certifies) {
            return;
        }
        let unclear = self.outcome.state == State::ReviewManually;
        let warning = if unclear { Warning::EventUnclear } else { Warning::DeniedWithApprovedLine };
        for line in self.lines.iter_mut().filter(|line| certifies(line)) {
            warn(&mut line.outcome.details.warnings, warning);
        }
        if !unclear {
            warn(&mut self.outcome.details.warnings, warning);
        }
        self.outcome.state = State::ReviewManually;
    }

    /// What the services make of the event: an approval stands only as far as they bear it out.
    fn bear_out(&mut self) {
        let own = self.outcome.details.basis == Some(Basis::Own);
        let states = self.lines.iter().map(|line| line.outcome.state);
        if self.outcome.state == State::Partial && self.lines.is_empty() {
            warn(&mut self.outcome.details.warnings, Warning::PartWithoutLines);
        }
        if self.lines.is_empty() {
            return;
        }
        if !own {
            self.outcome.state = State::of_all(states);
            self.outcome.details.basis = Some(Basis::Lines);
            return;
        }
        if !self.outcome.state.is_approval() {
            return;
        }
        let numbered = self.lines.iter().all(|line| line.outcome.numbers.authorization_number.is_some());
        if self.outcome.state == State::ApprovedNoNumber && numbered {
            self.outcome.state = State::Approved;
            self.outcome.details.warnings.retain(|warning| *warning != Warning::NoNumber);
        }
        self.outcome.state = State::of_all(states.chain([self.outcome.state]));
    }

    /// Warns when a drug is certified without its administration, or the reverse, and when each service has a number of
    /// its own: all of them are needed.
    fn completeness(&mut self) {
        self.outcome.details.warnings.retain(|warning| *warning != Warning::IncompleteSet);
        let certified = self.lines.iter().filter(|line| line.outcome.state.is_approval());
        let codes: Vec<&LineDecision> = certified.collect();
        let is_drug = |line: &LineDecision| {
            let procedure = line.outcome.details.granted.procedure.as_ref();
            let by_ndc = procedure.and_then(|procedure| procedure.qualifier.as_deref()) == Some("N4");
            by_ndc || line.code.as_deref().is_some_and(is_drug_code)
        };
        let has = |fits: fn(&str) -> bool| codes.iter().any(|line| line.code.as_deref().is_some_and(fits));
        let mut numbers = codes.iter().filter_map(|line| line.outcome.numbers.authorization_number.as_ref());
        let first = numbers.next();
        if numbers.any(|number| Some(number) != first) {
            warn(&mut self.outcome.details.warnings, Warning::NumbersDiffer);
        }
        let drug = codes.iter().any(|line| is_drug(line));
        if drug && !has(is_administration_code) || !drug && has(needs_drug) {
            warn(&mut self.outcome.details.warnings, Warning::IncompleteSet);
        }
    }
}
