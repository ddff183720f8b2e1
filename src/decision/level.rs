//! Reads one level of a response: the parts that an event and a service have alike.

use super::action::action_row;
use super::authorization::numbers;
use super::certified::{CertificationDates, Certified};
use super::granted::Terms;
use super::outcome::{Basis, Contact, Details, Level, documents};
use super::reasons::reasons;
use super::record::{OwnedText, own_code};
use super::trace::Trace;
use super::warning::warn;
use super::{Circumstances, Outcome, Rejection, State, Warning};
use crate::code::ProductQualifier;
use crate::element::Extra;
use crate::segment::{Hcr, Hi, Hl, Msg, ProcedureIdentifier, Pwk, Ref, Sv1, Sv2, Sv3, Trn};
use crate::shape::Unplaced;
use crate::transaction::response::{PatientEvent, Service};
use std::borrow::Borrow;

/// The segments of one level that carry its answer.
pub(super) struct LevelSegments<'s> {
    level: Level,
    hierarchy: Option<&'s Hl<'s>>,
    decision: Option<&'s Hcr<'s>>,
    /// The rejections of the level and of the loops of its providers.
    rejections: Vec<Rejection>,
    administrative: Option<&'s Ref<'s>>,
    previous: Option<&'s Ref<'s>>,
    dates: CertificationDates<'s>,
    /// The diagnoses of an event or the questions of a service: LOINC codes among them ask for data.
    codes: Option<&'s Hi<'s>>,
    paperwork: &'s [Pwk<'s>],
    message: Option<&'s Msg<'s>>,
    contact: Option<Contact>,
    unplaced: &'s [Unplaced<'s>],
    granted: Terms,
    /// What of its terms no field could hold.
    unread_terms: bool,
}

/// What services have from their event.
#[derive(Clone, Debug)]
pub(super) struct EventLevel {
    pub(super) outcome: Outcome,
    pub(super) certified: Certified,
}

/// A level that has an answer: an event or a service.
pub(super) trait Reviewed {
    /// The segments of its answer; `above` are the rejections of the levels above it.
    fn segments(&self, above: &[Rejection]) -> LevelSegments<'_>;
    /// Its trace numbers.
    fn traces(&self) -> Vec<Trace>;
}

/// The event and the service name what they have alike by the same fields; the rest is given.
macro_rules! reviewed {
    ($loop:ident, $level:expr, $id:literal, $provider_id:literal, $codes:ident,
     further: |$own:ident| $further:expr, terms: $terms:expr, unread: $unread:expr) => {
        impl Reviewed for $loop<'_> {
            fn segments(&self, above: &[Rejection]) -> LevelSegments<'_> {
                let $own = self;
                let mut rejections = above.to_vec();
                rejections.extend(self.rejections.iter().map(|aaa| Rejection::of($id, aaa)));
                for provider in &self.providers {
                    rejections.extend(provider.rejections.iter().map(|aaa| Rejection::of($provider_id, aaa)));
                }
                rejections.extend($further);
                let contact = self.contact.as_ref().and_then(|contact| {
                    let (name, street) = (contact.name.as_ref(), contact.address.as_ref());
                    Contact::of(name, street, contact.city.as_ref(), contact.contact.as_ref())
                });
                let dates = CertificationDates {
                    issued: self.certification_issued.as_ref(),
                    effective: self.certification_effective.as_ref(),
                    expires: self.certification_expires.as_ref(),
                    unplaced: &self.unplaced,
                };
                let unread: bool = $unread;
                LevelSegments {
                    level: $level,
                    hierarchy: self.hierarchy.as_ref(),
                    decision: self.decision.as_ref(),
                    rejections,
                    administrative: self.administrative_reference.as_ref().map(Borrow::borrow),
                    previous: self.previous_authorization.as_ref().map(Borrow::borrow),
                    dates,
                    codes: self.$codes.as_deref(),
                    paperwork: &self.paperwork,
                    message: self.message.as_ref(),
                    contact,
                    unplaced: &self.unplaced,
                    granted: $terms,
                    unread_terms: unread || self.delivery.as_ref().is_some_and(|delivery| has_text(&delivery.as_sent)),
                }
            }

            fn traces(&self) -> Vec<Trace> {
                self.traces.iter().map(Trace::of).collect()
            }
        }
    };
}

reviewed!(PatientEvent, Level::Event, "2000E", "2010EA", diagnoses,
    further: |event| event.transports.iter().flat_map(|stop| {
        stop.rejections.iter().map(|aaa| Rejection::of("2010EC", aaa))
    }),
    terms: Terms::default().with(
        event.delivery.as_ref(),
        event.review.as_ref(),
        event.event_date.as_ref().or(event.admission_date.as_ref()),
        event.providers.iter().filter_map(|one| one.name.as_ref()),
    ),
    unread: false);

reviewed!(Service, Level::Line, "2000F", "2010FA", information_requests,
further: |service| [],
terms: Terms::of_service(
    service.professional_service.as_ref(),
    service.institutional_service.as_deref(),
    service.dental_service.as_deref(),
)
.with(
    service.delivery.as_ref(),
    service.review.as_deref(),
    service.service_date.as_ref(),
    service.providers.iter().filter_map(|one| one.name.as_ref()),
),
unread: service_unread(
    service.professional_service.as_ref(),
    service.institutional_service.as_deref(),
    service.dental_service.as_deref(),
));

/// The outcome of a level by itself, and its certified period.
pub(super) fn read_level(segments: LevelSegments<'_>, circumstances: &Circumstances) -> (Outcome, Certified) {
    let mut warnings = Vec::new();
    let decision = segments.decision;
    if decision.is_some_and(|decision| decision.action.is_none() || has_text(&decision.as_sent)) {
        warn(&mut warnings, Warning::DecisionNotHeld);
    }
    if segments.hierarchy.is_some_and(|hierarchy| has_text(&hierarchy.as_sent)) {
        // A terminator was lost: the segment behind HL stands inside it.
        warn(&mut warnings, Warning::HierarchyUnclear);
    }
    if decision.is_some() && !segments.rejections.is_empty() {
        warn(&mut warnings, Warning::RejectionWithDecision);
    }
    let action = decision.and_then(|decision| decision.action).map(own_code);
    let row = action.as_deref().and_then(action_row);
    if action.is_some() && row.is_none() {
        warn(&mut warnings, Warning::UnknownAction);
    }
    if segments.level == Level::Line && row.is_some_and(|row| !row.at_line) {
        warn(&mut warnings, Warning::PartialAtLine);
    }
    if segments.unread_terms || segments.unplaced.iter().any(is_term) {
        warn(&mut warnings, Warning::UnreadTerms);
    }
    if segments.unplaced.iter().any(is_service) {
        // Two codes: one of them may have slipped in from another service.
        warn(&mut warnings, Warning::HierarchyUnclear);
    }
    let certified = segments.dates.read();
    let said = decision.is_some() || !segments.rejections.is_empty();
    let mut outcome = Outcome {
        state: State::Unknown,
        numbers: numbers(decision, segments.administrative, segments.previous),
        details: Details {
            action,
            basis: said.then_some(Basis::Own),
            decided_on: certified.issued,
            reasons: decision.map(reasons).unwrap_or_default(),
            rejections: segments.rejections,
            documents: documents(segments.level, segments.paperwork, segments.codes),
            contacts: segments.contact.into_iter().collect(),
            messages: messages(segments.message, segments.unplaced),
            granted: segments.granted,
            warnings,
            ..Details::default()
        },
    };
    outcome.state = stated(&outcome, circumstances);
    (outcome, certified)
}

/// What a level says by itself: a rejection, or its decision by the table.
pub(super) fn stated(outcome: &Outcome, circumstances: &Circumstances) -> State {
    let details = &outcome.details;
    if !details.rejections.is_empty() {
        return if details.action.is_some() { State::ReviewManually } else { State::RejectedBusiness };
    }
    let Some(action) = details.action.as_deref() else {
        // A decision segment stands there, but no code that can be read.
        return if details.warns(Warning::DecisionNotHeld) { State::ReviewManually } else { State::Unknown };
    };
    let Some(row) = action_row(action) else { return State::ReviewManually };
    let has_number = outcome.numbers.authorization_number.is_some() || circumstances.issues_no_numbers;
    if row.state == State::Approved && !has_number { State::ApprovedNoNumber } else { row.state }
}

/// What a service without an answer of its own inherits from its event.
pub(super) fn inherited(event: &Outcome, circumstances: &Circumstances) -> State {
    match stated(event, circumstances) {
        // A part says nothing about any one service.
        State::Partial => State::Unknown,
        state => state,
    }
}

/// Warnings that leave no approval standing.
const BLOCKING: [Warning; 13] = [
    Warning::KindContradicts,
    Warning::UnreadDecision,
    Warning::CutOff,
    Warning::CountWrong,
    Warning::HierarchyUnclear,
    Warning::RunTogether,
    Warning::UnknownAction,
    Warning::DecisionNotHeld,
    Warning::RejectionWithDecision,
    Warning::DeniedWithApprovedLine,
    Warning::EventUnclear,
    Warning::PartialAtLine,
    Warning::ConflictingAnswers,
];

/// Takes back what cannot be believed: a person must read it, unless it is a refusal already or nothing was said.
pub(super) fn guard(outcome: &mut Outcome) {
    let strict = matches!(outcome.state, State::Denied | State::RejectedBusiness | State::Unknown);
    if !strict && BLOCKING.iter().any(|warning| outcome.details.warns(*warning)) {
        outcome.state = State::ReviewManually;
    }
}

/// Whether something stands there, separators apart.
fn has_text(extra: &Extra<'_>) -> bool {
    extra.parts().iter().any(|part| !part.text.is_empty())
}

fn has_text_in(extra: &Extra<'_>, elements: &[u32]) -> bool {
    extra.parts().iter().any(|part| !part.text.is_empty() && elements.contains(&part.element))
}

/// Whether a trace number was sent that no field could hold: whose it is nobody can say.
pub(super) fn has_unread_trace(traces: &[Trn<'_>]) -> bool {
    traces.iter().any(|trace| has_text_in(&trace.as_sent, &[1, 2]))
}

/// Whether the code or the quantity of a service could not be held, or is none: a HCPCS or CPT code has five characters,
/// and a unit that is on no list may be something that slipped out of its place.
fn service_unread(professional: Option<&Sv1<'_>>, institutional: Option<&Sv2<'_>>, dental: Option<&Sv3<'_>>) -> bool {
    let no_code = |procedure: Option<&ProcedureIdentifier<'_>>| {
        let is_hcpcs = procedure.is_some_and(|p| p.qualifier == Some(ProductQualifier::HCPCS));
        let code =
            procedure.and_then(|procedure| procedure.code.as_deref()).filter(|code| is_hcpcs && !code.is_empty());
        code.is_some_and(|code| code.len() != 5 || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()))
    };
    professional.is_some_and(|service| {
        has_text_in(&service.as_sent, &[1, 3, 4])
            || no_code(service.procedure.as_ref())
            || service.unit.is_some_and(|unit| !unit.is_known())
    }) || institutional.is_some_and(|service| {
        has_text_in(&service.as_sent, &[1, 2, 4, 5])
            || no_code(service.procedure.as_ref())
            || service.unit.is_some_and(|unit| !unit.is_known())
    }) || dental.is_some_and(|service| has_text_in(&service.as_sent, &[1, 6]))
}

/// Whether a segment that fits nowhere would change the terms, the period or the number.
fn is_term(unplaced: &Unplaced<'_>) -> bool {
    const TERMS: [&[u8]; 5] = [b"SV1", b"SV2", b"SV3", b"HSD", b"DTP"];
    unplaced.raw.segments().any(|segment| {
        let id = segment.id().trim_ascii();
        let second_number = id.eq_ignore_ascii_case(b"REF") && segment.element(1).trim_ascii() == b"BB";
        second_number || TERMS.iter().any(|term| id.eq_ignore_ascii_case(term))
    })
}

/// Whether a segment that fits nowhere names a service.
fn is_service(unplaced: &Unplaced<'_>) -> bool {
    const SERVICES: [&[u8]; 3] = [b"SV1", b"SV2", b"SV3"];
    unplaced.raw.segments().any(|segment| SERVICES.iter().any(|id| segment.id().trim_ascii().eq_ignore_ascii_case(id)))
}

/// The message of a level, and further ones that the guide has no room for.
fn messages(message: Option<&Msg<'_>>, unplaced: &[Unplaced<'_>]) -> Vec<OwnedText> {
    let first = message.and_then(|message| message.text.as_ref()).map(super::record::own);
    let further = unplaced.iter().flat_map(|unplaced| {
        let messages = unplaced.raw.segments().filter(|segment| segment.id() == b"MSG");
        messages.map(|segment| String::from_utf8_lossy(segment.element(1)).into_owned().into()).collect::<Vec<_>>()
    });
    first.into_iter().chain(further).filter(|text| !text.trim().is_empty()).collect()
}
