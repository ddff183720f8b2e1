//! From a checked order to the loops of the request.

use super::event::{earlier, event, facility};
use super::lines::Line;
use super::segments::{Party, dates, employer_number, reference};
use crate::code::{
    DateQualifier, EntityIdentifier, HierarchicalStructure, IdentificationQualifier, ReferenceQualifier, Response,
    TraceType, TransactionPurpose,
};
use crate::element::{Date, Run, Text, Time, Word};
use crate::infusion::options::{BuildOptions, GUIDE};
use crate::infusion::order::InfusionRequest;
use crate::infusion::order::attachments::Attachment;
use crate::infusion::order::diagnosis::Diagnosis;
use crate::infusion::order::message::MessagePart;
use crate::infusion::order::party::{Provider, Role};
use crate::infusion::problem::{ProblemKind, Problems};
use crate::profile::SiteKind;
use crate::segment::{Bht, DiagnosisPointers, Ins, Msg, ProcedureIdentifier, Pwk, St, Sv1, Sv2, Trn, Um};
use crate::transaction::request::{
    Dependent, DependentName, EventProvider, PatientEvent, Request, Requester, RequesterName, Service, ServiceProvider,
    Subscriber, SubscriberName, UmoName, UtilizationManagementOrganization,
};

/// The diagnoses in the order in which they are sent: the principal one, the admitting one, the rest; each with its
/// place in the order.
pub(crate) fn sorted_diagnoses(order: &InfusionRequest) -> Vec<(usize, &Diagnosis)> {
    let mut sorted: Vec<(usize, &Diagnosis)> = order.diagnoses.iter().enumerate().collect();
    sorted.sort_by_key(|(_, diagnosis)| diagnosis.kind.rank());
    sorted
}

/// The whole request, and the parts that its event message says.
pub(crate) fn assemble(
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
    let made = || Some(Text::from(format!("1{}", employer_number(order.requester.tax_id.as_ref()?)?)));
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

pub(crate) fn trace(number: String, assigner: Option<&Text<'static>>) -> Vec<Trn<'static>> {
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
        (ReferenceQualifier::INSURANCE_POLICY_NUMBER, "policyNumber", member.policy_number.as_ref()),
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
    patient: &crate::infusion::order::party::Dependent,
    event: PatientEvent<'static>,
    problems: &mut Problems,
) -> Dependent<'static> {
    let mut party = Party { subject: "dependent", problems };
    let (address, city) = party.address(patient.address.as_ref(), "2010D N3, N4");
    let name = party.person(EntityIdentifier::PATIENT, &patient.name, "2010D NM1");
    let demographics = party.demographics(patient.birth_date, patient.gender, "2010D DMG");
    let account = patient.account_number.as_ref();
    let account = party.problems.optional("dependent.accountNumber".to_owned(), "2010D REF", account, 1, 50);
    let relationship = patient.relationship.map(|code| code.to_string());
    match relationship.as_deref() {
        Some("01" | "19" | "G8") => {}
        Some(_) => problems.push(ProblemKind::Relationship, "dependent.relationship", "2010D INS02"),
        None => problems.push(ProblemKind::Missing, "dependent.relationship", "2010D INS02"),
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

pub(crate) fn event_provider(index: usize, provider: &Provider, problems: &mut Problems) -> EventProvider<'static> {
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
    let site = line.site.as_ref().filter(|site| Some(*site) != order.site.as_ref());
    if site.is_some() || line.intent.is_some() {
        let kind = line.intent.as_ref().map_or(order.intent.kind, |intent| intent.kind);
        if order.admission.is_none() && site.is_some_and(|site| site.kind == SiteKind::HospitalInpatient) {
            problems.push(ProblemKind::NoAdmission, format!("{}.site.kind", line.subject), "2000E UM01, 2000F UM04");
        }
        service.review = Some(Box::new(Um {
            category: Some(kind.category()),
            certification_type: line.intent.as_ref().map(|intent| intent.kind.certification_type()),
            facility: site.and_then(|site| facility(site, &format!("{}.site", line.subject), "2000F UM04", problems)),
            ..Um::default()
        }));
    }
    if let Some(intent) = &line.intent {
        let path = format!("{}.intent", line.subject);
        let (authorization, administrative) = earlier(intent, &path, "2000F REF", problems);
        service.previous_authorization = authorization.map(Box::new);
        service.administrative_reference = administrative.map(Box::new);
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
        let number = attachment.control_number.as_ref().filter(|number| !number.is_empty());
        if order.attachments.iter().take(index).any(|other| number.is_some() && other.control_number.as_ref() == number)
        {
            problems.warn(ProblemKind::Repeated, format!("{subject}.controlNumber"), "2000E PWK06");
        }
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
