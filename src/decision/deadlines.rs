//! Puts dates to the next steps of an answer.

use super::answer::Answer;
use super::outcome::Outcome;
use crate::profile::time::{Day, Due, LocalTime, Start, Timing};
use crate::profile::{ClockKind, Profile};

impl Answer {
    /// Dates every next step that runs against a clock, and every document that was asked for, by the rules of a profile.
    ///
    /// A step stays undated when no rule applies, or when it is not known when its clock began.
    pub fn set_deadlines(&mut self, profile: &Profile, timing: &Timing) {
        let created = self.created.map(LocalTime::day);
        for event in &mut self.events {
            date(&mut event.outcome, created, profile, timing);
            for line in &mut event.lines {
                date(&mut line.outcome, created, profile, timing);
            }
        }
    }
}

fn date(outcome: &mut Outcome, created: Option<Day>, profile: &Profile, timing: &Timing) {
    let decided = outcome.details.decided_on.or(created).map(Start::Day);
    let answered = created.map(Start::Day);
    let ends = outcome.details.certified.as_ref().and_then(|span| span.through).map(Start::Day);
    let start = |kind: ClockKind| match kind {
        ClockKind::Decision | ClockKind::ConcurrentDecision | ClockKind::Deferral => {
            timing.receipt.first().map(Start::Moment)
        }
        ClockKind::PeerToPeer
        | ClockKind::Appeal
        | ClockKind::ExternalReview
        | ClockKind::ProviderDispute
        | ClockKind::DecisionNotice => decided,
        ClockKind::Documents | ClockKind::CaseFile | ClockKind::Inquiry | ClockKind::SameDay => answered,
        ClockKind::Renewal => ends,
        // Who reads an answer has sent the request; no answer says when an order was written or an appeal received.
        ClockKind::Submission
        | ClockKind::AppealDecision
        | ClockKind::AppealForwarding
        | ClockKind::RequestForwarding
        | ClockKind::SingleVisit => None,
    };
    let deadline = |kind: ClockKind| timing.deadline(profile, kind, start(kind)?);
    for step in &mut outcome.details.next_steps {
        let kind = step.clock.as_deref().and_then(ClockKind::from_name);
        let Some(found) = kind.and_then(deadline) else { continue };
        let when = Some(found.due.to_string().into());
        if kind == Some(ClockKind::Inquiry) {
            step.not_before = when;
        } else {
            step.due = when;
        }
        step.unverified = !found.verified;
        step.source = Some(found.source);
        step.note = Some(found.text).filter(|text| !text.is_empty());
    }
    if let Some(found) = deadline(ClockKind::Documents) {
        let due = match found.due {
            Due::Day(day) => day,
            Due::Moment(moment) => moment.day_at(timing.calendar.offset),
        };
        for document in &mut outcome.details.documents {
            document.due = Some(due);
        }
    }
}
