//! Reads one level of a response: the parts that an event and a service have alike.

use super::action::action_row;
use super::authorization::numbers;
use super::certified::{CertificationDates, Certified};
use super::outcome::{Basis, Details, Level, documents};
use super::reasons::reasons;
use super::record::{OwnedText, own_code};
use super::warning::warn;
use super::{Circumstances, Outcome, Rejection, State, Warning};
use crate::element::Extra;
use crate::segment::{Hcr, Hi, Hl, Hsd, Msg, Pwk, Ref, Sv1, Sv2, Sv3};
use crate::shape::Unplaced;

/// The segments of one level that carry its answer.
pub(super) struct LevelSegments<'s> {
    pub(super) level: Level,
    pub(super) hierarchy: Option<&'s Hl<'s>>,
    pub(super) decision: Option<&'s Hcr<'s>>,
    /// The rejections of the level and of the loops of its providers.
    pub(super) rejections: Vec<Rejection>,
    pub(super) administrative: Option<&'s Ref<'s>>,
    pub(super) previous: Option<&'s Ref<'s>>,
    pub(super) dates: CertificationDates<'s>,
    pub(super) codes: Option<&'s Hi<'s>>,
    pub(super) paperwork: &'s [Pwk<'s>],
    pub(super) message: Option<&'s Msg<'s>>,
    pub(super) unplaced: &'s [Unplaced<'s>],
    /// What of its terms no field could hold.
    pub(super) unread_terms: bool,
}

/// The outcome of a level by itself, and its certified period.
pub(super) fn read_level(segments: LevelSegments<'_>, circumstances: &Circumstances) -> (Outcome, Certified) {
    let mut warnings = Vec::new();
    let decision = segments.decision;
    if decision.is_some_and(|decision| has_text(&decision.as_sent)) {
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
            messages: messages(segments.message, segments.unplaced),
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
        // Something stands there that is no code, or nothing does.
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
const BLOCKING: [Warning; 11] = [
    Warning::KindContradicts,
    Warning::UnreadDecision,
    Warning::CutOff,
    Warning::HierarchyUnclear,
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
pub(super) fn has_text(extra: &Extra<'_>) -> bool {
    extra.parts().iter().any(|part| !part.text.is_empty())
}

fn has_text_in(extra: &Extra<'_>, elements: &[u32]) -> bool {
    extra.parts().iter().any(|part| !part.text.is_empty() && elements.contains(&part.element))
}

/// Whether the code or the quantity of a service, or its schedule, could not be held.
pub(super) fn terms_unread(
    professional: Option<&Sv1<'_>>,
    institutional: Option<&Sv2<'_>>,
    dental: Option<&Sv3<'_>>,
    delivery: Option<&Hsd<'_>>,
) -> bool {
    professional.is_some_and(|service| has_text_in(&service.as_sent, &[1, 3, 4]))
        || institutional.is_some_and(|service| has_text_in(&service.as_sent, &[1, 2, 4, 5]))
        || dental.is_some_and(|service| has_text_in(&service.as_sent, &[1, 6]))
        || delivery.is_some_and(|delivery| has_text(&delivery.as_sent))
}

/// Whether a segment that fits nowhere would change the terms or the period.
fn is_term(unplaced: &Unplaced<'_>) -> bool {
    const TERMS: [&[u8]; 5] = [b"SV1", b"SV2", b"SV3", b"HSD", b"DTP"];
    unplaced.raw.segments().any(|segment| {
        let id = segment.id().trim_ascii();
        TERMS.iter().any(|term| id.eq_ignore_ascii_case(term))
    })
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
