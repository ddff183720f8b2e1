//! From a checked order to the loops of the request.

use super::attachments::Attachment;
use super::build::{BuildOptions, GUIDE};
use super::diagnosis::{Diagnosis, DiagnosisKind};
use super::documentation::{Outcome, PriorTherapy};
use super::intent::{Earlier, IntentKind, UrgencyLevel};
use super::lines::Line;
use super::message::{Message, MessagePart};
use super::order::InfusionRequest;
use super::party::{Provider, Role};
use super::problem::{ProblemKind, Problems};
use super::segments::{Party, dates, reference};
use super::site::Site;
use super::value::Day;
use crate::code::{
    CertificationType, ConditionCategory, ConditionIndicator, DateFormat, DateQualifier, EntityIdentifier,
    HierarchicalStructure, IdentificationQualifier, LevelOfService, ReferenceQualifier, RequestCategory, Response,
    TraceType, TransactionPurpose,
};
use crate::element::{Date, Run, Text, Time, Word};
use crate::segment::{
    Bht, Cr6, Crc, DiagnosisPointers, HealthCareCode, Hi, Ins, Msg, ProcedureIdentifier, Pwk, St, Sv1, Sv2, Trn, Um,
};
use crate::transaction::request::{
    Dependent, DependentName, EventProvider, PatientEvent, Request, Requester, RequesterName, Service, ServiceProvider,
    Subscriber, SubscriberName, UmoName, UtilizationManagementOrganization,
};

/// The diagnoses in the order in which they are sent: the principal one, the admitting one, the rest; each with its
/// place in the order.
pub(super) fn sorted_diagnoses(order: &InfusionRequest) -> Vec<(usize, &Diagnosis)> {
    let mut sorted: Vec<(usize, &Diagnosis)> = order.diagnoses.iter().enumerate().collect();
    sorted.sort_by_key(|(_, diagnosis)| diagnosis.kind.rank());
    sorted
}

/// The whole request, and the parts that its event message says.
pub(super) fn assemble(
    order: &InfusionRequest,
    lines: &[Line],
    options: &BuildOptions<'_>,
    problems: &mut Problems,
) -> (Request<'static>, Vec<MessagePart>) {
    let id = problems.required("id".to_owned(), "HEADER BHT03", &order.id, 1, 46);
    let trace = trace_assigner(order, problems);
    let (mut event, parts) = event(order, lines, options, trace.as_ref(), problems);
    event.services =
        (1..).zip(lines).map(|(number, line)| service(order, number, line, trace.as_ref(), problems)).collect();
    attach(order, &mut event, problems);
    let subscriber = subscriber(order, event, problems);
    let requester = requester(order, subscriber, problems);
    let organization = organization(order, requester, problems);
    let header = St {
        transaction_set: Word::read("278"),
        control_number: Some(options.set_control_number().into()),
        guide: Some(GUIDE.into()),
        ..St::default()
    };
    let beginning = Bht {
        structure: Some(HierarchicalStructure::SOURCE_RECEIVER_SUBSCRIBER_DEPENDENT_EVENT_SERVICES),
        purpose: Some(TransactionPurpose::REQUEST),
        transaction_id: id,
        date: Date::of(options.at.date()),
        time: Time::read(&options.at.format("%H%M").to_string()),
        ..Bht::default()
    };
    let mut request = Request {
        header: Some(header),
        beginning: Some(beginning),
        utilization_management_organizations: vec![organization],
        ..Request::default()
    };
    super::hierarchy::renumber(&mut request);
    (request, parts)
}

/// TRN03: as stated, else made of the requester's employer number.
fn trace_assigner(order: &InfusionRequest, problems: &mut Problems) -> Option<Text<'static>> {
    let (subject, place) = ("traceAssigner", "2000E TRN03");
    let made = || {
        let tax = order.requester.tax_id.as_ref()?.replace('-', "");
        (tax.len() == 9 && tax.bytes().all(|byte| byte.is_ascii_digit())).then(|| Text::from(format!("1{tax}")))
    };
    let Some(assigner) = order.trace_assigner.clone().or_else(made) else {
        problems.warn(ProblemKind::NoTrace, subject, place);
        return None;
    };
    let assigner = problems.required(subject.to_owned(), place, &assigner, 1, 50)?;
    if assigner.len() != 10 || !assigner.starts_with(['1', '3', '9']) {
        problems.push(ProblemKind::TraceAssigner, subject, place);
    }
    Some(assigner)
}

fn trace(number: String, assigner: Option<&Text<'static>>) -> Vec<Trn<'static>> {
    let trace_type = Some(TraceType::CURRENT_TRANSACTION_TRACE_NUMBER);
    let made = |assigner: &Text<'static>| Trn {
        trace_type,
        number: Some(number.into()),
        assigner: Some(assigner.clone()),
        ..Trn::default()
    };
    assigner.map(made).into_iter().collect()
}

fn organization(
    order: &InfusionRequest,
    requester: Requester<'static>,
    problems: &mut Problems,
) -> UtilizationManagementOrganization<'static> {
    let place = "2010A NM1";
    let entity = if order.payer.is_payer {
        EntityIdentifier::PAYER
    } else {
        EntityIdentifier::UTILIZATION_MANAGEMENT_ORGANIZATION
    };
    let name = crate::segment::Nm1 {
        entity: Some(entity),
        entity_type: Some(crate::code::EntityType::NON_PERSON_ENTITY),
        last_name: problems.optional("payer.name".to_owned(), place, order.payer.name.as_ref(), 1, 60),
        id_qualifier: Some(order.payer.id_qualifier.unwrap_or(IdentificationQualifier::PAYER_IDENTIFICATION)),
        id: problems.required("payer.id".to_owned(), place, &order.payer.id, 2, 80),
        ..crate::segment::Nm1::default()
    };
    UtilizationManagementOrganization {
        name: Some(UmoName { name: Some(name), ..UmoName::default() }),
        requesters: vec![requester],
        ..UtilizationManagementOrganization::default()
    }
}

fn requester(order: &InfusionRequest, subscriber: Subscriber<'static>, problems: &mut Problems) -> Requester<'static> {
    let provider = &order.requester;
    if !matches!(provider.role, Role::Requester | Role::RequestingFacility) {
        problems.push(ProblemKind::Role, "requester.role", "2010B NM101");
    }
    let mut party = Party { subject: "requester", problems };
    let (address, city) = party.address(provider.address.as_ref(), "2010B N3, N4");
    let name = RequesterName {
        name: Some(party.provider_name(provider, "2010B NM1")),
        identifiers: party.provider_numbers(provider, "2010B REF"),
        address,
        city,
        contact: party.contact(provider.contact.as_ref(), "2010B PER"),
        provider: party.specialty(provider, "2010B PRV"),
        ..RequesterName::default()
    };
    Requester { name: Some(name), subscribers: vec![subscriber], ..Requester::default() }
}

fn subscriber(order: &InfusionRequest, event: PatientEvent<'static>, problems: &mut Problems) -> Subscriber<'static> {
    let member = &order.subscriber;
    let mut party = Party { subject: "subscriber", problems };
    let account = member.account_number.as_ref().filter(|_| order.dependent.is_none());
    let numbers = [
        (ReferenceQualifier::GROUP_NUMBER, "groupNumber", member.group_number.as_ref()),
        (ReferenceQualifier::PATIENT_ACCOUNT_NUMBER, "accountNumber", account),
    ];
    let identifiers = numbers.map(|(qualifier, what, value)| {
        let value = party.problems.optional(format!("subscriber.{what}"), "2010C REF", value, 1, 50)?;
        Some(reference(qualifier, value))
    });
    let mut name = party.person(EntityIdentifier::INSURED_OR_SUBSCRIBER, &member.name, "2010C NM1");
    name.id_qualifier = Some(IdentificationQualifier::MEMBER_IDENTIFICATION_NUMBER);
    name.id = party.problems.required("subscriber.memberId".to_owned(), "2010C NM109", &member.member_id, 2, 80);
    let (address, city) = party.address(member.address.as_ref(), "2010C N3, N4");
    let demographics = party.demographics(member.birth_date, member.gender, "2010C DMG");
    let name = SubscriberName {
        name: Some(name),
        identifiers: identifiers.into_iter().flatten().collect(),
        address,
        city,
        demographics,
        ..SubscriberName::default()
    };
    let (dependents, events) = match &order.dependent {
        Some(patient) => (vec![dependent(patient, event, problems)], Vec::new()),
        None => (Vec::new(), vec![event]),
    };
    Subscriber { name: Some(name), dependents, events, ..Subscriber::default() }
}

fn dependent(
    patient: &super::party::Dependent,
    event: PatientEvent<'static>,
    problems: &mut Problems,
) -> Dependent<'static> {
    let mut party = Party { subject: "dependent", problems };
    let (address, city) = party.address(patient.address.as_ref(), "2010D N3, N4");
    let name = party.person(EntityIdentifier::PATIENT, &patient.name, "2010D NM1");
    let demographics = party.demographics(patient.birth_date, patient.gender, "2010D DMG");
    let account = patient.account_number.as_ref();
    let account = party.problems.optional("dependent.accountNumber".to_owned(), "2010D REF", account, 1, 50);
    if !patient.relationship.is_some_and(|code| matches!(&*code.text(), "01" | "19" | "G8")) {
        problems.push(ProblemKind::Missing, "dependent.relationship", "2010D INS02");
    }
    let relationship = Ins { is_subscriber: Some(Response::NO), relationship: patient.relationship, ..Ins::default() };
    let name = DependentName {
        name: Some(name),
        identifiers: account
            .map(|value| reference(ReferenceQualifier::PATIENT_ACCOUNT_NUMBER, value))
            .into_iter()
            .collect(),
        address,
        city,
        demographics,
        relationship: Some(Box::new(relationship)),
        ..DependentName::default()
    };
    Dependent { name: Some(name), events: vec![event], ..Dependent::default() }
}

fn event(
    order: &InfusionRequest,
    lines: &[Line],
    options: &BuildOptions<'_>,
    assigner: Option<&Text<'static>>,
    problems: &mut Problems,
) -> (PatientEvent<'static>, Vec<MessagePart>) {
    let intent = &order.intent;
    let level = order.urgency.as_ref().map(|urgency| urgency.level);
    let (authorization, administrative) = earlier(order, problems);
    let attested =
        order.urgency.as_ref().is_some_and(|urgency| urgency.attested_by.as_ref().is_some_and(|by| !by.is_empty()));
    if level.is_some_and(|level| level != UrgencyLevel::Elective) && !attested {
        problems.push(ProblemKind::NotAttested, "urgency.attestedBy", "2000E UM06");
    }
    if intent.kind == IntentKind::UrgentAppeal && level.is_none_or(|level| level == UrgencyLevel::Elective) {
        problems.push(ProblemKind::UrgentAppealElective, "urgency.level", "2000E UM06");
    }
    let days = lines.iter().filter_map(|line| line.period);
    let span = days.reduce(|(from, through), (first, last)| (from.min(first), through.max(last)));
    check_retroactive(order, span, options, problems);
    let by_site = order.site.as_ref().map(|site| {
        let wanted = options.payer.service_type(order.therapy, site.kind, options.today());
        wanted.unwrap_or_else(|| order.therapy.service_type(site.kind))
    });
    if order.site.is_none() {
        problems.push(ProblemKind::Missing, "site", "2000E UM04");
    }
    let review = Um {
        category: Some(intent.kind.category()),
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
        previous_authorization: authorization.map(|number| reference(ReferenceQualifier::AUTHORIZATION_NUMBER, number)),
        administrative_reference: administrative
            .map(|number| reference(ReferenceQualifier::ADMINISTRATOR_REFERENCE_NUMBER, number)),
        event_date: span.map(|span| dates(DateQualifier::EVENT, span)),
        diagnoses: diagnoses(order, problems).map(Box::new),
        functional_limitations: limits,
        home_health_care: home_care(order, span).map(Box::new),
        message,
        providers,
        ..PatientEvent::default()
    };
    (event, parts)
}

/// REF `BB` and REF `NT`: one of them at most, as the intent wants it.
fn earlier(order: &InfusionRequest, problems: &mut Problems) -> (Option<Text<'static>>, Option<Text<'static>>) {
    let intent = &order.intent;
    let (what, other) = ("intent.authorizationNumber", "intent.referenceNumber");
    let number = problems.optional(what.to_owned(), "2000E REF BB", intent.authorization_number.as_ref(), 1, 50);
    let administrative = problems.optional(other.to_owned(), "2000E REF NT", intent.reference_number.as_ref(), 1, 50);
    let (number, administrative, unused) = match (intent.kind.earlier(), number, administrative) {
        (Earlier::None, number, administrative) => (None, None, number.is_some() || administrative.is_some()),
        (Earlier::Authorization, number, administrative) => (number, None, administrative.is_some()),
        (Earlier::Reference, number, administrative) => (None, administrative, number.is_some()),
        (Earlier::Either, Some(number), administrative) => (Some(number), None, administrative.is_some()),
        (Earlier::Either, None, administrative) => (None, administrative, false),
    };
    if unused {
        problems.warn(ProblemKind::EarlierNumberUnused, "intent", "2000E REF");
    }
    if intent.kind.earlier() != Earlier::None && number.is_none() && administrative.is_none() {
        problems.push(ProblemKind::EarlierNumber, "intent", "2000E REF");
    }
    (number, administrative)
}

fn check_retroactive(
    order: &InfusionRequest,
    span: Option<(Day, Day)>,
    options: &BuildOptions<'_>,
    problems: &mut Problems,
) {
    let first = matches!(order.intent.kind, IntentKind::New | IntentKind::Referral);
    if first && order.clinical.delay_reason.is_none() && span.is_some_and(|(from, _)| from < options.today()) {
        problems.warn(ProblemKind::Retroactive, "clinical.delayReason", "2000E UM10");
    }
}

fn facility(
    site: &Site,
    subject: &str,
    place: &'static str,
    problems: &mut Problems,
) -> Option<crate::segment::Facility> {
    let facility = site.facility();
    if facility.is_none() {
        problems.push(ProblemKind::CodeShape, format!("{subject}.billType"), place);
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
    let told = order.site.as_ref().is_some_and(|site| site.kind == super::site::SiteKind::Home)
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

/// What no code of the event can say, and which parts that is.
fn event_message(order: &InfusionRequest, problems: &mut Problems) -> (Option<Msg<'static>>, Vec<MessagePart>) {
    let clinical = &order.clinical;
    let mut message = Message::default();
    let list = |texts: Vec<String>| texts.join(", ");
    let mut add = |part, text: String| {
        if !order.left_to_documents.contains(&part) {
            message.add(part, text);
        }
    };
    let tried = clinical.prior_therapies.as_deref().unwrap_or_default();
    let of_outcome = |outcome: Outcome| {
        let drugs: Vec<String> = tried.iter().filter(|tried| tried.outcome == outcome).map(tried_text).collect();
        (!drugs.is_empty()).then(|| format!("{} {}", outcome.sign(), list(drugs)))
    };
    let outcomes = [Outcome::Failed, Outcome::Intolerant, Outcome::Contraindicated];
    add(MessagePart::PriorTherapies, outcomes.into_iter().filter_map(of_outcome).collect::<Vec<_>>().join("; "));
    let against = clinical.contraindications.as_deref().unwrap_or_default().iter();
    let against = list(
        against
            .map(|entry| match &entry.reason {
                Some(reason) => format!("{} ({reason})", entry.drug),
                None => entry.drug.to_string(),
            })
            .collect(),
    );
    if !against.is_empty() {
        add(MessagePart::Contraindications, format!("NOT {against}"));
    }
    add(MessagePart::Labs, list(clinical.labs.iter().map(|lab| format!("{} {}", lab.name, lab.result)).collect()));
    if let Some(response) = &clinical.response_to_therapy {
        add(MessagePart::Response, response.to_string());
    }
    if let Some(exception) = order.site.as_ref().and_then(|site| site.exception) {
        add(MessagePart::Site, exception.sign().to_owned());
    }
    let going_on = clinical.continuity_of_care.then(|| "CONTINUITY OF CARE".to_owned());
    let reason = order.urgency.as_ref().and_then(|urgency| urgency.reason.as_ref()).map(ToString::to_string);
    add(MessagePart::Urgency, [reason, going_on].into_iter().flatten().collect::<Vec<_>>().join("; "));
    let cited = clinical.criteria.iter().map(|criterion| {
        let parts = [Some(&criterion.source), criterion.version.as_ref(), criterion.id.as_ref()];
        parts.into_iter().flatten().map(Text::as_str).collect::<Vec<_>>().join(" ")
    });
    add(MessagePart::Criteria, list(cited.collect()));
    if !order.left_to_documents.is_empty() && order.attachments.is_empty() {
        problems.push(ProblemKind::NoDocument, "leftToDocuments", "2000E PWK");
    }
    let parts = message.parts().collect();
    let text = message.compose("clinical", "2000E MSG01", problems);
    (text.map(|text| Msg { text: Some(text), ..Msg::default() }), parts)
}

fn tried_text(tried: &PriorTherapy) -> String {
    let months = tried.months.map(|months| format!("{months} MO"));
    let parts = [Some(tried.drug.to_string()), tried.dose.as_ref().map(ToString::to_string), months];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

fn event_provider(index: usize, provider: &Provider, problems: &mut Problems) -> EventProvider<'static> {
    let subject = format!("providers[{index}]");
    if matches!(provider.role, Role::Requester | Role::RequestingFacility) {
        problems.push(ProblemKind::Role, format!("{subject}.role"), "2010EA NM101");
    }
    let mut party = Party { subject: &subject, problems };
    let (address, city) = party.address(provider.address.as_ref(), "2010EA N3, N4");
    EventProvider {
        name: Some(party.provider_name(provider, "2010EA NM1")),
        identifiers: party.provider_numbers(provider, "2010EA REF"),
        address,
        city,
        contact: party.contact(provider.contact.as_ref(), "2010EA PER"),
        provider: party.specialty(provider, "2010EA PRV"),
        ..EventProvider::default()
    }
}

fn service(
    order: &InfusionRequest,
    number: usize,
    line: &Line,
    assigner: Option<&Text<'static>>,
    problems: &mut Problems,
) -> Service<'static> {
    let mut modifiers = Run::default();
    for modifier in &line.modifiers {
        let _ = modifiers.push(*modifier);
    }
    let procedure = ProcedureIdentifier {
        qualifier: Some(line.qualifier),
        code: Some(line.code.clone().into()),
        modifiers,
        description: line.description.clone(),
        last_code: None,
    };
    let quantity = line.quantity.map(|quantity| Text::from(quantity.to_string()));
    let unit = quantity.is_some().then_some(line.unit);
    let mut pointers = Run::default();
    for pointer in &line.pointers {
        let _ = pointers.push(*pointer);
    }
    let mut service = Service {
        traces: trace(format!("{}-{number}", order.id.trim()), assigner),
        service_date: line.period.map(|period| dates(DateQualifier::SERVICE, period)),
        delivery: line.delivery.map(|delivery| delivery.hsd()),
        message: line.message.clone().map(|text| Msg { text: Some(text), ..Msg::default() }),
        ..Service::default()
    };
    if let Some(revenue_code) = &line.revenue_code {
        let line = Sv2 {
            revenue_code: Some(revenue_code.clone()),
            procedure: Some(procedure),
            unit,
            quantity,
            ..Sv2::default()
        };
        service.institutional_service = Some(Box::new(line));
    } else {
        let diagnosis_pointers = (!pointers.is_empty()).then_some(DiagnosisPointers { pointers });
        service.professional_service =
            Some(Sv1 { procedure: Some(procedure), unit, quantity, diagnosis_pointers, ..Sv1::default() });
    }
    if let Some(site) = line.site.as_ref().filter(|site| Some(*site) != order.site.as_ref()) {
        service.review = Some(Um {
            category: Some(match order.intent.kind.category() {
                RequestCategory::SPECIALTY_CARE_REVIEW => RequestCategory::SPECIALTY_CARE_REVIEW,
                _ => RequestCategory::HEALTH_SERVICES_REVIEW,
            }),
            facility: facility(site, &format!("{}.site", line.subject), "2000F UM04", problems),
            ..Um::default()
        });
    }
    service.providers = line.provider.iter().map(|provider| service_provider(line, provider, problems)).collect();
    service
}

fn service_provider(line: &Line, provider: &Provider, problems: &mut Problems) -> ServiceProvider<'static> {
    let subject = format!("{}.provider", line.subject);
    let elsewhere = [Role::Requester, Role::RequestingFacility, Role::Referring, Role::Attending];
    if elsewhere.contains(&provider.role) {
        problems.push(ProblemKind::Role, format!("{subject}.role"), "2010F NM101");
    }
    let mut party = Party { subject: &subject, problems };
    let (address, city) = party.address(provider.address.as_ref(), "2010F N3, N4");
    ServiceProvider {
        name: Some(party.provider_name(provider, "2010F NM1")),
        identifiers: party.provider_numbers(provider, "2010F REF"),
        address,
        city,
        contact: party.contact(provider.contact.as_ref(), "2010F PER"),
        provider: party.specialty(provider, "2010F PRV"),
        ..ServiceProvider::default()
    }
}

/// Puts the documents where they belong: ten at the event, ten at each line.
fn attach(order: &InfusionRequest, event: &mut PatientEvent<'static>, problems: &mut Problems) {
    for (index, attachment) in order.attachments.iter().enumerate() {
        let subject = format!("attachments[{index}]");
        let (list, place) = match attachment.line {
            None => (Some(&mut event.paperwork), "2000E PWK"),
            Some(line) => {
                let line = line.checked_sub(1).and_then(|index| event.services.get_mut(index));
                (line.map(|service| &mut service.paperwork), "2000F PWK")
            }
        };
        let Some(list) = list else {
            problems.push(ProblemKind::LineNotThere, format!("{subject}.line"), place);
            continue;
        };
        list.push(paperwork(&subject, place, attachment, problems));
        if list.len() > 10 {
            problems.push(ProblemKind::TooMany(10), subject, place);
        }
    }
}

fn paperwork(subject: &str, place: &'static str, attachment: &Attachment, problems: &mut Problems) -> Pwk<'static> {
    let number = attachment.control_number.as_ref();
    let number = problems.optional(format!("{subject}.controlNumber"), place, number, 2, 80);
    if number.is_none() && attachment.sent.needs_control_number() {
        problems.push(ProblemKind::Missing, format!("{subject}.controlNumber"), place);
    }
    let description = attachment.description.as_ref();
    Pwk {
        report_type: attachment.kind.fact().map(|fact| fact.report_type),
        transmission: Some(attachment.sent.code()),
        id_qualifier: number.is_some().then_some(IdentificationQualifier::ATTACHMENT_CONTROL_NUMBER),
        control_number: number,
        description: problems.optional(format!("{subject}.description"), place, description, 1, 80),
        ..Pwk::default()
    }
}
