//! The answer about one service.

use super::certified::{Certified, Span};
use super::level::{EventLevel, Reviewed, has_unread_trace, inherited, read_level};
use super::outcome::{Basis, Outcome};
use super::record::OwnedText;
use super::trace::Trace;
use super::warning::warn;
use super::{Circumstances, State, Warning};
use crate::profile::time::Day;
use crate::transaction::response::Service;

/// The answer about one service.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
pub struct LineDecision {
    /// The number by which the request named the service (TRN02 of the first TRN 2).
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub trace: Option<OwnedText>,
    /// The code of the service.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub code: Option<OwnedText>,
    /// All trace numbers, those of clearinghouses and of the payer among them.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub traces: Vec<Trace>,
    /// Which services of the request it answers, from 0; only with the request at hand.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub asked_lines: Vec<usize>,
    /// What was decided.
    #[cfg_attr(feature = "serde", serde(flatten))]
    pub outcome: Outcome,
}

/// What a schedule needs: the number and the period, both ends included.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Authorization {
    /// The authorization number.
    pub number: OwnedText,
    /// The first day of care.
    pub from: Day,
    /// The last day of care.
    pub through: Day,
}

impl LineDecision {
    /// The number and the period inside which care may be scheduled.
    ///
    /// `Some` only for a service that is certified, as asked or with changes, with an authorization number of its own
    /// or of its event and a complete period: the certified one (DTP 007, 036) or, where no certified date was sent at
    /// all, the days of service that the answer names (DTP 472, AAH, 435; see [`Warning::ServiceDatesOnly`]). REF BB is
    /// such a number only when the request is at hand and did not send it.
    ///
    /// `None` when anything stands against it: a period that is over, conflicts or has an open end, terms that could not be
    /// read or have no sum, a quantity of none, a reason for a refusal beside the approval, a match that a person has to confirm, a
    /// newer answer.
    #[must_use]
    pub fn schedulable(&self) -> Option<Authorization> {
        const AGAINST: [Warning; 9] = [
            Warning::SpanOver,
            Warning::SpanConflict,
            Warning::NothingGranted,
            Warning::RefusalReason,
            Warning::UnreadTerms,
            Warning::SumUnknown,
            Warning::ConfirmMatch,
            Warning::Superseded,
            Warning::PreviousNumberOnly,
        ];
        let details = &self.outcome.details;
        let certified = matches!(self.outcome.state, State::Approved | State::Modified);
        // Nothing says which service this is: neither its code nor a number of the request.
        let nameless = self.code.is_none() && self.trace.is_none();
        let terms_unknown = self.outcome.state == State::Modified && details.warns(Warning::MissingLine);
        if !certified || nameless || terms_unknown || AGAINST.iter().any(|warning| details.warns(*warning)) {
            return None;
        }
        let span = details.certified.as_ref().filter(|span| span.is_complete())?;
        let number =
            self.outcome.numbers.authorization_number.clone().filter(|_| !self.outcome.numbers.from_previous)?;
        Some(Authorization { number, from: span.from?, through: span.through? })
    }
}

/// Reads a service below its event.
pub(super) fn read_line(service: &Service<'_>, event: &EventLevel, circumstances: &Circumstances) -> LineDecision {
    let (outcome, certified) = read_level(service.segments(&[]), circumstances);
    let traces = service.traces();
    let code = Some(outcome.details.granted.code()).filter(|code| !code.is_empty()).map(|code| code.to_owned().into());
    let trace = traces.iter().find(|trace| trace.is_echo()).and_then(|trace| trace.number.clone());
    let mut line = LineDecision { trace, code, traces, asked_lines: Vec::new(), outcome };
    // A number was returned, and nobody can say which.
    if has_unread_trace(&service.traces) {
        warn(&mut line.outcome.details.warnings, Warning::ConfirmMatch);
    }
    inherit(&mut line, certified, event, circumstances);
    line
}

/// Gives a service what it has from its event: the answer when it has none, the period, the number.
pub(super) fn inherit(
    line: &mut LineDecision,
    certified: Certified,
    event: &EventLevel,
    circumstances: &Circumstances,
) {
    let outcome = &mut line.outcome;
    if outcome.details.basis.is_none() {
        outcome.state = inherited(&event.outcome, circumstances);
        outcome.details.action.clone_from(&event.outcome.details.action);
        outcome.details.basis = event.outcome.details.basis.filter(|basis| *basis == Basis::Own).map(|_| Basis::Event);
        if event.outcome.details.warns(Warning::RefusalReason) {
            warn(&mut outcome.details.warnings, Warning::RefusalReason);
        }
    }
    let granted = &outcome.details.granted;
    let of_event_only = granted.delivery.is_none() && granted.quantity.is_none();
    if of_event_only && event.outcome.details.granted.is_nothing() && outcome.state.is_approval() {
        warn(&mut outcome.details.warnings, Warning::NothingGranted);
    }
    let approved = outcome.state.is_approval();
    let own_number = outcome.numbers.authorization_number.is_some() && !outcome.numbers.from_previous;
    let of_event = event.outcome.numbers.authorization_number.as_ref();
    if let Some(number) = of_event.filter(|_| approved && !own_number) {
        outcome.numbers.authorization_number = Some(number.clone());
        outcome.numbers.from_previous = event.outcome.numbers.from_previous;
    }
    if outcome.state == State::ApprovedNoNumber && outcome.numbers.authorization_number.is_some() {
        outcome.state = State::Approved;
    }
    let certified = certified.over(&event.certified);
    outcome.details.decided_on = certified.issued;
    let first_dose = circumstances
        .first_dose
        .or_else(|| outcome.details.granted.dates.as_ref().and_then(|dates| dates.from))
        .or_else(|| event.outcome.details.granted.dates.as_ref().and_then(|dates| dates.from));
    let own_dates = outcome.details.granted.dates.clone();
    let service_dates = own_dates.or_else(|| event.outcome.details.granted.dates.clone());
    finish_approval(outcome, &certified, service_dates, circumstances, first_dose);
}

/// The warnings of an approval about its number and its period.
///
/// Many payers send no certified period, but return the dates of service of what they certify: care on these days is
/// what was certified. They stand in only where no certified date was sent at all, for an open end is none to be filled,
/// and where no segment is left over that may have been one.
pub(super) fn finish_approval(
    outcome: &mut Outcome,
    certified: &Certified,
    service_dates: Option<Span>,
    circumstances: &Circumstances,
    first_dose: Option<Day>,
) {
    let mut certified = certified.clone();
    let stand_in = service_dates.filter(|dates| certified.span.is_empty() && dates.is_complete());
    let certain = outcome.state.is_approval() && !certified.conflict && !certified.incomplete;
    if let Some(dates) = stand_in.filter(|_| certain) {
        certified.span = dates;
        warn(&mut outcome.details.warnings, Warning::ServiceDatesOnly);
    }
    outcome.details.certified = Some(certified.span.clone()).filter(|span: &Span| !span.is_empty());
    if !outcome.state.is_approval() {
        return;
    }
    let warnings = &mut outcome.details.warnings;
    certified.check(circumstances.today, first_dose, warnings);
    if outcome.numbers.authorization_number.is_none() && !circumstances.issues_no_numbers {
        warn(warnings, Warning::NoNumber);
    }
    if outcome.numbers.from_previous {
        warn(warnings, Warning::PreviousNumberOnly);
    }
    if outcome.details.granted.is_nothing() {
        warn(warnings, Warning::NothingGranted);
    }
    let as_asked = matches!(outcome.state, State::Approved | State::ApprovedNoNumber);
    if as_asked && outcome.details.reasons.iter().any(|reason| reason.family().refuses()) {
        warn(warnings, Warning::RefusalReason);
    }
    if outcome.details.granted.delivery.as_ref().is_some_and(|delivery| delivery.remaining) {
        warn(warnings, Warning::Remaining);
    }
}
