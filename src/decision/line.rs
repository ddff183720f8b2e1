//! The answer about one service.

use super::certified::{CertificationDates, Certified, Span};
use super::decide::EventLevel;
use super::granted::{Provider, Terms};
use super::level::{LevelSegments, inherited, read_level, terms_unread};
use super::outcome::{Basis, Contact, Level, Outcome};
use super::record::{OwnedText, own, own_code, record};
use super::warning::warn;
use super::when::Day;
use super::{Circumstances, Rejection, State, Warning};
use crate::segment::Trn;
use crate::transaction::response::Service;

record! {
    /// A trace number (TRN).
    pub struct Trace {
        /// TRN01: `2` for a number of the request, returned; `1` for one that the payer gave.
        pub kind: Option<OwnedText>,
        /// TRN02: the number.
        pub number: Option<OwnedText>,
        /// TRN03: the organization that gave it.
        pub assigner: Option<OwnedText>,
    }
}

impl Trace {
    pub(super) fn of(trace: &Trn<'_>) -> Self {
        Self {
            kind: trace.trace_type.map(own_code),
            number: trace.number.as_ref().map(own),
            assigner: trace.assigner.as_ref().map(own),
        }
    }

    /// Whether it is a number of the request that the response returns.
    #[must_use]
    pub fn is_echo(&self) -> bool {
        self.kind.as_deref() == Some("2")
    }
}

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
    /// or of its event and a complete period. `None` when anything stands against it: a period that conflicts, terms
    /// that could not be read, a match that a person has to confirm, a newer answer.
    #[must_use]
    pub fn schedulable(&self) -> Option<Authorization> {
        const AGAINST: [Warning; 5] = [
            Warning::SpanConflict,
            Warning::UnreadTerms,
            Warning::ConfirmMatch,
            Warning::Superseded,
            Warning::PreviousNumberOnly,
        ];
        let details = &self.outcome.details;
        let certified = matches!(self.outcome.state, State::Approved | State::Modified);
        let terms_unknown = self.outcome.state == State::Modified && details.warns(Warning::MissingLine);
        if !certified || terms_unknown || AGAINST.iter().any(|warning| details.warns(*warning)) {
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
    let mut rejections: Vec<Rejection> = service.rejections.iter().map(|aaa| Rejection::of("2000F", aaa)).collect();
    for provider in &service.providers {
        rejections.extend(provider.rejections.iter().map(|aaa| Rejection::of("2010FA", aaa)));
    }
    let (professional, institutional) =
        (service.professional_service.as_ref(), service.institutional_service.as_deref());
    let dental = service.dental_service.as_deref();
    let segments = LevelSegments {
        level: Level::Line,
        hierarchy: service.hierarchy.as_ref(),
        decision: service.decision.as_ref(),
        rejections,
        administrative: service.administrative_reference.as_ref(),
        previous: service.previous_authorization.as_ref(),
        dates: CertificationDates {
            issued: service.certification_issued.as_ref(),
            effective: service.certification_effective.as_ref(),
            expires: service.certification_expires.as_ref(),
            unplaced: &service.unplaced,
        },
        codes: service.information_requests.as_deref(),
        paperwork: &service.paperwork,
        message: service.message.as_ref(),
        unplaced: &service.unplaced,
        unread_terms: terms_unread(professional, institutional, dental, service.delivery.as_ref()),
    };
    let (mut outcome, certified) = read_level(segments, circumstances);
    outcome.details.granted = granted(service);
    if let Some(contact) = &service.contact {
        let found = Contact::of(
            contact.name.as_ref(),
            contact.address.as_ref(),
            contact.city.as_ref(),
            contact.contact.as_ref(),
        );
        outcome.details.contacts.extend(found);
    }
    let traces: Vec<Trace> = service.traces.iter().map(Trace::of).collect();
    let code = Some(outcome.details.granted.code()).filter(|code| !code.is_empty()).map(|code| code.to_owned().into());
    let trace = traces.iter().find(|trace| trace.is_echo()).and_then(|trace| trace.number.clone());
    let mut line = LineDecision { trace, code, traces, asked_lines: Vec::new(), outcome };
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
    }
    let authorizes = outcome.state.is_approval();
    let own_number = outcome.numbers.authorization_number.is_some() && !outcome.numbers.from_previous;
    let of_event = event.outcome.numbers.authorization_number.as_ref().filter(|_| event.authorizes);
    if let Some(number) = of_event.filter(|_| authorizes && !own_number) {
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
    finish_approval(outcome, &certified, circumstances, first_dose);
}

/// The warnings of an approval about its number and its period.
pub(super) fn finish_approval(
    outcome: &mut Outcome,
    certified: &Certified,
    circumstances: &Circumstances,
    first_dose: Option<Day>,
) {
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
    if outcome.details.granted.delivery.as_ref().is_some_and(|delivery| delivery.remaining) {
        warn(warnings, Warning::Remaining);
    }
}

fn granted(service: &Service<'_>) -> Terms {
    let (sv1, sv2, sv3) = (&service.professional_service, &service.institutional_service, &service.dental_service);
    let mut terms = Terms::of_service(sv1.as_ref(), sv2.as_deref(), sv3.as_deref());
    terms.delivery(service.delivery.as_ref());
    terms.site(service.review.as_ref());
    terms.dates = service.service_date.as_ref().and_then(Span::of);
    terms.providers = service.providers.iter().filter_map(|one| one.name.as_ref()).map(Provider::of).collect();
    terms
}
