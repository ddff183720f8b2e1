//! What to do next, by state and class of reason, from a table.

use super::reasons::ReasonFamily;
use super::record::{OwnedText, record};
use super::{Outcome, State};
use crate::guide::Table;
use std::sync::LazyLock;

record! {
    /// One thing to do.
    pub struct NextStep {
        /// Its name, for machines: `record-authorization`, `send-documents`, `peer-to-peer`.
        pub action: OwnedText,
        /// What to do, for people.
        pub text: OwnedText,
        /// The clock that it runs against, by the name of a [`ClockKind`](super::ClockKind); absent when there is none.
        pub clock: Option<OwnedText>,
        /// Until when: a day or a moment, ISO 8601; absent when no clock is known or its start is not.
        pub due: Option<OwnedText>,
        /// From when, instead, for what may not be done too early.
        pub not_before: Option<OwnedText>,
        /// Which rule says so.
        pub source: Option<OwnedText>,
        /// What else that rule says, such as what is lost when the day is missed, in the words of the profile.
        pub note: Option<OwnedText>,
        /// The rule is known from memory or a second hand only: check it.
        pub unverified: bool,
    }
}

struct StepRow {
    state: State,
    /// `None` for every reason.
    family: Option<ReasonFamily>,
    action: &'static str,
    text: &'static str,
    clock: &'static str,
}

static STEPS: LazyLock<Vec<StepRow>> = LazyLock::new(|| {
    let rows = Table::new(include_str!("tables/next_steps.tsv")).records();
    rows.filter_map(|row| {
        Some(StepRow {
            state: State::from_name(row.get("state"))?,
            family: ReasonFamily::from_name(row.get("family")),
            action: row.get("action"),
            text: row.get("text"),
            clock: row.get("clock"),
        })
    })
    .collect()
});

/// The steps of a state: those of its reasons first, then those of the state itself.
pub(super) fn steps(state: State, families: &[ReasonFamily]) -> Vec<NextStep> {
    let fits = |row: &&StepRow| row.state == state && row.family.is_none_or(|family| families.contains(&family));
    STEPS.iter().filter(fits).map(NextStep::from).collect()
}

impl From<&StepRow> for NextStep {
    fn from(row: &StepRow) -> Self {
        Self {
            action: row.action.into(),
            text: row.text.into(),
            clock: (!row.clock.is_empty()).then(|| row.clock.into()),
            ..Self::default()
        }
    }
}

/// The steps of an answer, with what its rejections and documents add.
///
/// Care is scheduled only where it can be; otherwise the payer is asked first.
pub(super) fn steps_of(outcome: &Outcome, schedulable: bool) -> Vec<NextStep> {
    let mut families: Vec<ReasonFamily> = outcome.details.reasons.iter().map(super::Reason::family).collect();
    if !outcome.details.documents.is_empty() {
        families.push(ReasonFamily::DocMissing);
    }
    if outcome.state.is_rejection() {
        let found = steps_of_rejections(&outcome.details.rejections);
        if !found.is_empty() {
            return found;
        }
    }
    let mut found = steps(outcome.state, &families);
    let unwanted = if schedulable { "confirm-before-scheduling" } else { "schedule" };
    let ends = outcome.details.certified.as_ref().is_some_and(|span| span.through.is_some());
    found.retain(|step| step.action != unwanted && (ends || step.action != "renew" || !outcome.state.is_approval()));
    found
}

/// What each rejection asks for: the mending, and what the payer allows to be sent again.
pub(super) fn steps_of_rejections(rejections: &[super::Rejection]) -> Vec<NextStep> {
    let mut found: Vec<NextStep> = Vec::new();
    for rejection in rejections {
        let fix = rejection.fix.as_deref().unwrap_or("read the reason, and call the payer if it does not tell");
        let element = rejection.element.as_deref().map(|element| format!(" ({element})")).unwrap_or_default();
        let next = rejection.next.as_deref().map(|next| format!("; {next}")).unwrap_or_default();
        let mut text = format!("{}{element}{next}.", fix.trim_end_matches('.'));
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_uppercase();
        }
        if found.iter().all(|step| step.text != text.as_str()) {
            let action = rejection.action().unwrap_or("correct-and-resubmit").into();
            found.push(NextStep { action, text: text.into(), ..NextStep::default() });
        }
    }
    found
}
