//! Figures over many decisions: approval rates and turnaround as CMS-0057-F asks for them, denials by reason.

use super::State;
use super::reasons::{Reason, ReasonFamily};
use super::record::{OwnedText, record};
use crate::profile::Urgency;
use crate::profile::time::Moment;
use std::collections::BTreeMap;

record! {
    /// One decided request, as the figures need it. Holds nothing of the patient.
    pub struct Decided {
        /// The payer.
        pub payer: OwnedText,
        /// The line of business.
        pub plan: OwnedText,
        /// The therapy.
        pub therapy: OwnedText,
        /// The drug.
        pub drug: OwnedText,
        /// The site of care.
        pub site: OwnedText,
        /// What was decided first.
        pub state: Option<State>,
        /// Why it was refused.
        pub reasons: Vec<Reason>,
        /// How urgent it was; absent counts as standard.
        pub urgency: Option<Urgency>,
        /// When it was submitted.
        pub submitted: Option<Moment>,
        /// When it was decided.
        pub decided: Option<Moment>,
        /// When it had to be decided.
        pub due: Option<Moment>,
        /// The payer took more time than its clock gives, as its program allows.
        pub extended: bool,
        /// Refused first, approved after an appeal.
        pub approved_after_appeal: bool,
    }
}

/// So many of so many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct Share {
    /// How many.
    pub count: u64,
    /// Of how many.
    pub of: u64,
}

impl Share {
    /// The share in percent; `None` of nothing.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "counts of requests are far below 2^52")]
    pub fn percent(self) -> Option<f64> {
        (self.of > 0).then(|| 100.0 * self.count as f64 / self.of as f64)
    }
}

/// The figures of one urgency.
#[derive(Clone, PartialEq, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Figures {
    /// Approved, as asked or with changes or in part.
    pub approved: Share,
    /// Refused.
    pub denied: Share,
    /// Approved after an appeal.
    pub approved_after_appeal: Share,
    /// Approved after the time was extended.
    pub approved_after_extension: Share,
    /// Decided later than they had to be, of those with a known due time.
    pub late: Share,
    /// Mean time from submission to decision, in hours.
    pub mean_hours: Option<f64>,
    /// Median time from submission to decision, in hours.
    pub median_hours: Option<f64>,
    /// The mean in days of 24 hours, as CMS-0057-F asks for it.
    pub mean_days: Option<f64>,
    /// The median in days of 24 hours.
    pub median_days: Option<f64>,
}

/// The figures of many decisions.
#[derive(Clone, PartialEq, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Statistics {
    /// Requests in the usual time.
    pub standard: Figures,
    /// Urgent requests.
    pub expedited: Figures,
    /// Refused requests that a better request would have avoided, of all refused.
    pub preventable: Share,
}

fn is_approved(one: &Decided) -> bool {
    one.state.is_some_and(|state| state.is_approval() || state == State::Partial)
}

fn is_denied(one: &Decided) -> bool {
    one.state == Some(State::Denied)
}

impl Statistics {
    /// The figures of these decisions. Requests that were not decided (pended, rejected, cancelled, unclear) do not
    /// count.
    #[must_use]
    pub fn of(decisions: &[Decided]) -> Self {
        let decided: Vec<&Decided> = decisions.iter().filter(|one| is_approved(one) || is_denied(one)).collect();
        let of_urgency = |urgent: bool| {
            let fits = |one: &&&Decided| (one.urgency == Some(Urgency::Expedited)) == urgent;
            figures(&decided.iter().filter(fits).copied().collect::<Vec<_>>())
        };
        let denied = decided.iter().copied().filter(|one| is_denied(one));
        let preventable = |one: &Decided| one.reasons.iter().any(|reason| reason.preventable == Some(true));
        Self {
            standard: of_urgency(false),
            expedited: of_urgency(true),
            preventable: share(&denied.collect::<Vec<_>>(), preventable),
        }
    }

    /// How many refusals there are by a property of the decision and class of reason: by payer, by drug, by site. One
    /// with several classes counts in each.
    pub fn denials_by<'d>(
        decisions: &'d [Decided],
        property: impl Fn(&'d Decided) -> &'d str,
    ) -> BTreeMap<(&'d str, ReasonFamily), u64> {
        let mut counts = BTreeMap::new();
        for one in decisions.iter().filter(|one| is_denied(one)) {
            let mut families: Vec<ReasonFamily> = one.reasons.iter().map(Reason::family).collect();
            families.sort_unstable();
            families.dedup();
            if families.is_empty() {
                families.push(ReasonFamily::Other);
            }
            for family in families {
                *counts.entry((property(one), family)).or_insert(0) += 1;
            }
        }
        counts
    }
}

fn share(all: &[&Decided], fits: impl Fn(&Decided) -> bool) -> Share {
    let count = |number: usize| u64::try_from(number).unwrap_or(u64::MAX);
    Share { count: count(all.iter().filter(|one| fits(one)).count()), of: count(all.len()) }
}

#[allow(clippy::cast_precision_loss, reason = "seconds and counts are far below 2^52")]
fn figures(all: &[&Decided]) -> Figures {
    let turnaround = |one: &&Decided| Some((one.decided?.0 - one.submitted?.0).num_seconds() as f64 / 3600.0);
    let mut hours: Vec<f64> = all.iter().filter_map(turnaround).collect();
    hours.sort_unstable_by(f64::total_cmp);
    let mean = (!hours.is_empty()).then(|| hours.iter().sum::<f64>() / hours.len() as f64);
    let upper = hours.get(hours.len() / 2).copied();
    let lower = if hours.len().is_multiple_of(2) { (hours.len() / 2).checked_sub(1) } else { Some(hours.len() / 2) };
    let median = lower.and_then(|index| hours.get(index)).zip(upper).map(|(one, other)| f64::midpoint(*one, other));
    let timed: Vec<&Decided> = all.iter().copied().filter(|one| one.due.is_some() && one.decided.is_some()).collect();
    Figures {
        approved: share(all, is_approved),
        denied: share(all, is_denied),
        approved_after_appeal: share(all, |one| one.approved_after_appeal),
        approved_after_extension: share(all, |one| one.extended && is_approved(one)),
        late: share(&timed, |one| one.decided > one.due),
        mean_hours: mean,
        median_hours: median,
        mean_days: mean.map(|hours| hours / 24.0),
        median_days: median.map(|hours| hours / 24.0),
    }
}
