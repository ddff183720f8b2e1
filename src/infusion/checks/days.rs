//! The days of an order against each other, against the birth of the patient and against the day of the request.

use super::plausible;
use crate::catalog::value::{Day, Number};
use crate::code::AdmissionType;
use crate::infusion::facts::house_rules::Bounded;
use crate::infusion::options::BuildOptions;
use crate::infusion::order::InfusionRequest;
use crate::infusion::order::intent::{IntentKind, UrgencyLevel};
use crate::infusion::problem::{ProblemKind, Problems};
use crate::profile::time::{self, Calendar, Due, Start, Timing};
use crate::profile::{ClockKind, Urgency};
use crate::report::Severity::{self, Error, Warning};
use chrono::{FixedOffset, TimeZone};
use rust_decimal::prelude::ToPrimitive;

/// A day of the order, and how bad it is when it lies before the birth or behind the day of the request; `None` where
/// it may.
struct Dated {
    path: String,
    day: Day,
    place: &'static str,
    before_birth: Option<Severity>,
    in_future: Option<Severity>,
}

/// What cannot be is an error; what can be, though hardly ever, is a warning: a finding of the time before birth, an
/// earlier therapy that is to end on a day ahead. What is withdrawn may have been wrong, and nothing is said about it.
pub(crate) fn check(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    if !order.intent.kind.asks_for_care() {
        return;
    }
    let today = options.today();
    let birth = order.birth_date().filter(|birth| *birth <= today);
    for dated in days(order) {
        if let Some(severity) = dated.before_birth
            && birth.is_some_and(|birth| dated.day < birth)
        {
            problems.add(severity, ProblemKind::BeforeBirth, dated.path.clone(), dated.place);
        }
        if let Some(severity) = dated.in_future
            && dated.day > today
        {
            problems.add(severity, ProblemKind::InFuture, dated.path, dated.place);
        }
    }
    for (index, tried) in order.clinical.prior_therapies.iter().flatten().enumerate() {
        if tried.from.zip(tried.through).is_some_and(|(from, through)| through < from) {
            problems.push(ProblemKind::Backwards, format!("clinical.priorTherapies[{index}].through"), "2000E MSG01");
        }
    }
    check_ahead(order, options, problems);
    check_lived(order, birth, today, problems);
    check_filing(order, options, problems);
}

/// First days so far ahead that another year was meant.
fn check_ahead(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    let phases =
        order.phases().filter_map(|(path, phase)| Some((format!("{path}.from"), phase.from?, "2000F DTP 472")));
    let admission = order.admission.as_ref().and_then(|admission| admission.on);
    let admission = admission.map(|on| ("admission.on".to_owned(), on, "2000E DTP 435"));
    let today = options.today();
    for (path, first, place) in phases.chain(admission) {
        let ahead = first.0.signed_duration_since(today.0).num_days();
        let Ok(ahead) = u32::try_from(ahead) else { continue };
        let kind = |_, limit: Number| ProblemKind::DaysAhead(limit.0.to_u32().unwrap_or_default());
        plausible::check(options, today, (Bounded::DaysAhead, ahead.into()), problems, &path, place, kind);
    }
}

/// Earlier therapies of more months than the patient has lived. A month that has begun counts as one.
fn check_lived(order: &InfusionRequest, birth: Option<Day>, today: Day, problems: &mut Problems) {
    let Some(birth) = birth else { return };
    for (index, tried) in order.clinical.prior_therapies.iter().flatten().enumerate() {
        let begun = tried.months.and_then(|months| months.checked_sub(1));
        if begun.is_some_and(|months| birth.plus_months(months).is_none_or(|day| day > today)) {
            let path = format!("clinical.priorTherapies[{index}].months");
            problems.push(ProblemKind::LongerThanLife, path, "2000E MSG01");
        }
    }
}

fn days(order: &InfusionRequest) -> Vec<Dated> {
    let mut days = Vec::new();
    let mut add = |path: String, day: Option<Day>, place, before_birth, in_future| {
        days.extend(day.map(|day| Dated { path, day, place, before_birth, in_future }));
    };
    for (path, phase) in order.phases() {
        add(format!("{path}.from"), phase.from, "2000F DTP 472", Some(Error), None);
    }
    for (index, diagnosis) in order.diagnoses.iter().enumerate() {
        add(format!("diagnoses[{index}].date"), diagnosis.date, "2000E HI", Some(Warning), Some(Error));
    }
    let clinical = &order.clinical;
    for (index, tried) in clinical.prior_therapies.iter().flatten().enumerate() {
        let path = |end: &str| format!("clinical.priorTherapies[{index}].{end}");
        add(path("from"), tried.from, "2000E MSG01", Some(Error), Some(Error));
        add(path("through"), tried.through, "2000E MSG01", Some(Error), Some(Warning));
    }
    for (index, lab) in clinical.labs.iter().enumerate() {
        add(format!("clinical.labs[{index}].date"), lab.date, "2000E MSG01", Some(Warning), Some(Error));
    }
    let accident = clinical.accident.as_ref().and_then(|accident| accident.on);
    add("clinical.accident.on".to_owned(), accident, "2000E DTP 439", Some(Warning), Some(Error));
    let admission = order.admission.as_ref().and_then(|admission| admission.on);
    add("admission.on".to_owned(), admission, "2000E DTP 435", Some(Error), None);
    days
}

/// Whether the request comes later than the payer wants it before the first day. Emergencies need no authorization
/// beforehand; a delay reason answers it, and the first request for what has begun is asked for one elsewhere; a request
/// about an earlier one has other clocks.
fn check_filing(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    let first_one = matches!(order.intent.kind, IntentKind::New | IntentKind::Referral);
    let goes_on = matches!(order.intent.kind, IntentKind::Renewal | IntentKind::Extension);
    let level = order.urgency.as_ref().map(|urgency| urgency.level);
    let admission = order.admission.as_ref().and_then(|admission| admission.kind);
    let emergency = level == Some(UrgencyLevel::Emergency) || admission == Some(AdmissionType::EMERGENCY);
    if emergency || order.clinical.delay_reason.is_some() || !(first_one || goes_on) {
        return;
    }
    let begins = order.phases().filter_map(|(path, phase)| Some((phase.from?, path)));
    let Some((first, path)) = begins.min_by_key(|(from, _)| *from) else { return };
    if first < options.today() {
        return;
    }
    let Some(offset) = FixedOffset::east_opt(0) else { return };
    let line = order.coverage.line_of_business.trim();
    let timing = Timing {
        plan: (!line.is_empty()).then(|| line.to_owned()),
        urgency: level.map(|level| match level {
            UrgencyLevel::Elective => Urgency::Standard,
            UrgencyLevel::Urgent | UrgencyLevel::Emergency => Urgency::Expedited,
        }),
        // The time of the request is that of the place where it is made, and no other is compared with it.
        ..Timing::new(Calendar::new(offset))
    };
    let deadline = timing.deadline(options.profile, ClockKind::Submission, Start::Day(time::Day(first.0)));
    let Some(deadline) = deadline else { return };
    let late = match deadline.due {
        Due::Day(day) => options.today().0 > day.0,
        Due::Moment(moment) => offset.from_utc_datetime(&options.at) > moment.0,
    };
    if late {
        let (amount, unit) = deadline.within;
        let kind = ProblemKind::FiledLate(amount, unit);
        problems.cite(Warning, kind, format!("{path}.from"), "2000F DTP 472", &deadline.source);
    }
}
