//! The event of the request: what is asked for as a whole (loop 2000E).

use super::assemble::{event_provider, sorted_diagnoses, trace};
use super::event_message::event_message;
use super::lines::Line;
use super::segments::{dates, reference};
use crate::catalog::value::Day;
use crate::code::{
    CertificationType, ConditionCategory, ConditionIndicator, DateFormat, DateQualifier, LevelOfService,
    QuantityQualifier, ReferenceQualifier, RequestCategory, Response,
};
use crate::element::{Date, Run, Text};
use crate::infusion::checks::plausible;
use crate::infusion::options::BuildOptions;
use crate::infusion::order::InfusionRequest;
use crate::infusion::order::delivery::Delivery;
use crate::infusion::order::diagnosis::DiagnosisKind;
use crate::infusion::order::intent::{Earlier, Intent, IntentKind, UrgencyLevel};
use crate::infusion::order::message::MessagePart;
use crate::infusion::order::site::Site;
use crate::infusion::problem::{ProblemKind, Problems};
use crate::profile::SiteKind;
use crate::segment::{Cr6, Crc, Dtp, HealthCareCode, Hi, Ref, Um};
use crate::transaction::request::PatientEvent;

pub(crate) fn event(
    order: &InfusionRequest,
    lines: &[Line],
    options: &BuildOptions<'_>,
    assigner: Option<&Text<'static>>,
    problems: &mut Problems,
) -> (PatientEvent<'static>, Vec<MessagePart>) {
    let intent = &order.intent;
    let level = order.urgency.as_ref().map(|urgency| urgency.level);
    let (authorization, administrative) = earlier(intent, "intent", "2000E REF", problems);
    if intent.kind.earlier() != Earlier::None && authorization.is_none() && administrative.is_none() {
        let (kind, path) = match intent.kind.earlier() {
            Earlier::Authorization => (ProblemKind::EarlierAuthorization, "intent.authorizationNumber"),
            Earlier::Reference => (ProblemKind::EarlierReference, "intent.referenceNumber"),
            _ => (ProblemKind::EarlierNumber, "intent.authorizationNumber, intent.referenceNumber"),
        };
        problems.push(kind, path, "2000E REF");
    }
    let attested = order
        .urgency
        .as_ref()
        .is_some_and(|urgency| urgency.attested_by.as_ref().is_some_and(|by| !by.trim().is_empty()));
    if level.is_some_and(|level| level != UrgencyLevel::Elective) && !attested && intent.kind.asks_for_care() {
        problems.push(ProblemKind::NotAttested, "urgency.attestedBy", "2000E UM06");
    }
    if intent.kind == IntentKind::UrgentAppeal && level.is_none_or(|level| level == UrgencyLevel::Elective) {
        problems.push(ProblemKind::UrgentAppealElective, "urgency.level", "2000E UM06");
    }
    let days = lines.iter().filter_map(|line| line.period);
    let span = days.reduce(|(from, through), (first, last)| (from.min(first), through.max(last)));
    check_retroactive(order, span, options, problems);
    let by_site = order.site.as_ref().map(|site| {
        let wanted = options.profile.service_type(order.therapy, site.kind, options.today());
        wanted.unwrap_or_else(|| order.therapy.service_type(site.kind))
    });
    if order.site.is_none() {
        problems.push(ProblemKind::Missing, "site", "2000E UM04");
    }
    check_stay(order, span, problems);
    check_patient(order, options, problems);
    let admission = order.admission.as_ref();
    let category = if admission.is_some() { RequestCategory::ADMISSION_REVIEW } else { intent.kind.category() };
    let accident = order.clinical.accident.as_ref();
    let review = Um {
        category: Some(category),
        related_causes: accident.map(|accident| accident.causes(problems)),
        certification_type: Some(intent.kind.certification_type()),
        service_type: order.service_type.or(by_site),
        facility: order.site.as_ref().and_then(|site| facility(site, "site", "2000E UM04", problems)),
        level_of_service: level.map(|level| match level {
            UrgencyLevel::Elective => LevelOfService::ELECTIVE,
            UrgencyLevel::Urgent => LevelOfService::URGENT,
            UrgencyLevel::Emergency => LevelOfService::EMERGENCY,
        }),
        health_condition: order.clinical.condition,
        prognosis: order.clinical.prognosis,
        delay_reason: order.clinical.delay_reason,
        ..Um::default()
    };
    let intensive = order.clinical.home.as_ref().is_some_and(|home| home.intensive_intravenous);
    let limits = intensive.then(|| {
        let mut conditions = Run::default();
        let _ = conditions.push(ConditionIndicator::NEEDS_INTENSIVE_IV_THERAPY);
        let category = Some(ConditionCategory::FUNCTIONAL_LIMITATIONS);
        Box::new(Crc { category, applies: Some(Response::YES), conditions, ..Crc::default() })
    });
    let (message, parts) = event_message(order, problems);
    let mut providers = Vec::new();
    for (index, provider) in order.providers.iter().enumerate() {
        providers.push(event_provider(index, provider, problems));
    }
    if providers.len() > 14 {
        problems.push(ProblemKind::TooMany(14), "providers", "2010EA");
    }
    let event = PatientEvent {
        traces: trace(order.id.trim().to_owned(), assigner),
        review: Some(review),
        previous_authorization: authorization,
        administrative_reference: administrative,
        accident_date: on(DateQualifier::ACCIDENT, accident.and_then(|accident| accident.on)).map(Box::new),
        event_date: span.filter(|_| admission.is_none()).map(|span| dates(DateQualifier::EVENT, span)),
        admission_date: on(DateQualifier::ADMISSION, admission.and_then(|admission| admission.on)),
        discharge_date: on(DateQualifier::DISCHARGE, admission.and_then(|admission| admission.discharge)),
        delivery: admission
            .and_then(|admission| admission.days)
            .map(|days| Delivery::total(QuantityQualifier::DAYS, days).hsd()),
        institutional_claim: admission.map(|admission| Box::new(admission.claim())),
        diagnoses: diagnoses(order, problems).map(Box::new),
        functional_limitations: limits,
        home_health_care: home_care(order, span).map(Box::new),
        message,
        providers,
        ..PatientEvent::default()
    };
    (event, parts)
}

/// A birth that lies ahead, and a body as no person has one.
fn check_patient(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    for (path, birth) in [
        ("subscriber.birthDate", order.subscriber.birth_date),
        ("dependent.birthDate", order.dependent.as_ref().and_then(|patient| patient.birth_date)),
    ] {
        if birth.is_some_and(|birth| birth > options.today()) {
            problems.push(ProblemKind::BornLater, path, "2010C or 2010D DMG02");
        }
        if let Some(birth) = birth.filter(|_| order.intent.kind.asks_for_care()) {
            plausible::check_age(birth, path, options, problems);
        }
    }
    // What is withdrawn may have been wrong.
    if order.intent.kind.asks_for_care() {
        plausible::check_body(&order.clinical.body, order.age_on(options.today()), options, problems);
    }
}

/// A day under a qualifier.
fn on(qualifier: DateQualifier, day: Option<Day>) -> Option<Dtp<'static>> {
    day.map(|day| dates(qualifier, (day, day)))
}

/// An admission and the place where it is must fit each other.
fn check_stay(order: &InfusionRequest, span: Option<(Day, Day)>, problems: &mut Problems) {
    let stays = |site: &Site| site.kind == SiteKind::HospitalInpatient || site.bill_type.is_some();
    match (&order.admission, &order.site) {
        (Some(_), Some(site)) if !stays(site) => {
            problems.push(ProblemKind::AdmissionSite, "site.kind", "2000E UM01, UM04");
        }
        (None, Some(site)) if site.kind == SiteKind::HospitalInpatient => {
            problems.push(ProblemKind::NoAdmission, "site.kind", "2000E UM01, UM04");
        }
        _ => {}
    }
    let Some(admission) = &order.admission else { return };
    if order.intent.kind == IntentKind::Referral {
        problems.push(ProblemKind::ReferredStay, "intent.kind", "2000E UM01");
    }
    admission.check(span, problems);
}

/// REF `BB` and REF `NT`: one of them at most, as the intent wants it.
pub(crate) fn earlier(
    intent: &Intent,
    path: &str,
    place: &'static str,
    problems: &mut Problems,
) -> (Option<Ref<'static>>, Option<Ref<'static>>) {
    let mut number = |name: &str, text| problems.optional(format!("{path}.{name}"), place, text, 1, 50);
    let number_given = number("authorizationNumber", intent.authorization_number.as_ref());
    let administrative = number("referenceNumber", intent.reference_number.as_ref());
    let (number, administrative, unused) = match (intent.kind.earlier(), number_given, administrative) {
        (Earlier::None, number, administrative) => (None, None, number.is_some() || administrative.is_some()),
        (Earlier::Authorization, number, administrative) => (number, None, administrative.is_some()),
        (Earlier::Reference, number, administrative) => (None, administrative, number.is_some()),
        (Earlier::Either, Some(number), administrative) => (Some(number), None, administrative.is_some()),
        (Earlier::Either, None, administrative) => (None, administrative, false),
    };
    if unused {
        problems.warn(ProblemKind::EarlierNumberUnused, path.to_owned(), place);
    }
    (
        number.map(|number| reference(ReferenceQualifier::AUTHORIZATION_NUMBER, number)),
        administrative.map(|number| reference(ReferenceQualifier::ADMINISTRATOR_REFERENCE_NUMBER, number)),
    )
}

fn check_retroactive(
    order: &InfusionRequest,
    span: Option<(Day, Day)>,
    options: &BuildOptions<'_>,
    problems: &mut Problems,
) {
    let asks_anew = matches!(order.intent.kind, IntentKind::New | IntentKind::Referral | IntentKind::Renewal);
    if asks_anew && order.clinical.delay_reason.is_none() && span.is_some_and(|(from, _)| from < options.today()) {
        problems.warn(ProblemKind::Retroactive, "clinical.delayReason", "2000E UM10");
    }
}

pub(crate) fn facility(
    site: &Site,
    subject: &str,
    place: &'static str,
    problems: &mut Problems,
) -> Option<crate::segment::Facility> {
    let facility = site.facility();
    if facility.is_none() {
        problems.push(ProblemKind::BillTypeShape, format!("{subject}.billType"), place);
    }
    facility
}

fn diagnoses(order: &InfusionRequest, problems: &mut Problems) -> Option<Hi<'static>> {
    let place = "2000E HI";
    let of_kind = |kind| order.diagnoses.iter().filter(|diagnosis| diagnosis.kind == kind).count();
    if of_kind(DiagnosisKind::Principal) != 1 {
        problems.push(ProblemKind::PrincipalDiagnosis, "diagnoses", place);
    }
    if of_kind(DiagnosisKind::Admitting) > 1 {
        problems.push(ProblemKind::AdmittingDiagnosis, "diagnoses", place);
    }
    let mut codes = Run::default();
    for (index, diagnosis) in sorted_diagnoses(order) {
        let subject = format!("diagnoses[{index}].code");
        let Some(code) = diagnosis.wire() else {
            problems.push(ProblemKind::DiagnosisShape, subject, place);
            continue;
        };
        let code = HealthCareCode {
            kind: Some(diagnosis.kind.code()),
            code: Some(code.into()),
            date_format: diagnosis.date.map(|_| DateFormat::DATE),
            date: diagnosis.date.map(|day| day.wire().into()),
        };
        if codes.push(code).is_err() {
            problems.push(ProblemKind::TooMany(12), "diagnoses", place);
        }
    }
    (!codes.is_empty()).then(|| Hi { codes, ..Hi::default() })
}

/// CR6, where the order says enough for it: at home, with an outlook and a dated principal diagnosis. Its list of
/// certification types has no reconsideration.
fn home_care(order: &InfusionRequest, span: Option<(Day, Day)>) -> Option<Cr6<'static>> {
    let certification_type = order.intent.kind.certification_type();
    let principal = order.diagnoses.iter().find(|diagnosis| diagnosis.kind == DiagnosisKind::Principal);
    let told = order.site.as_ref().is_some_and(|site| site.kind == SiteKind::Home)
        && order.admission.is_none()
        && certification_type != CertificationType::RECONSIDERATION
        && principal.is_some_and(|diagnosis| diagnosis.date.is_some());
    let (from, through) = span.filter(|_| told)?;
    Some(Cr6 {
        prognosis: Some(order.clinical.prognosis?),
        start_date: Date::of(from.0),
        certification_period_format: Some(DateFormat::DATE_RANGE),
        certification_period: Some(format!("{}-{}", from.wire(), through.wire()).into()),
        medicare_coverage: Some(Response::NOT_APPLICABLE),
        certification_type: Some(certification_type),
        ..Cr6::default()
    })
}
