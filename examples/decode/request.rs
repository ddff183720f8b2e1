//! A request in words.

use crate::page::{Page, joined};
use crate::parts;
use x12_278::code::CodeList;
use x12_278::segment::Hsd;
use x12_278::transaction::request::{Dependent, PatientEvent, Request, Requester, Service, Subscriber};

pub(crate) fn request(page: &mut Page, request: &Request<'_>) {
    for umo in &request.utilization_management_organizations {
        let name = umo.name.as_ref().and_then(|name| name.name.as_ref());
        page.line("payer or UMO", name.map(parts::party).unwrap_or_default());
        umo.requesters.iter().for_each(|requester| show_requester(page, requester));
        parts::unplaced(page, &umo.unplaced);
    }
    parts::unplaced(page, &request.unplaced);
}

fn show_requester(page: &mut Page, requester: &Requester<'_>) {
    if let Some(name) = &requester.name {
        page.line("asked by", name.name.as_ref().map(parts::party).unwrap_or_default());
        page.below(|page| {
            page.line("role", parts::role(name.provider.as_ref()));
            page.line("address", parts::address(name.address.as_ref(), name.city.as_ref()));
            page.line("contact", parts::contact(name.contact.as_ref()));
            parts::references(page, &name.identifiers);
            parts::unplaced(page, &name.unplaced);
        });
    }
    requester.subscribers.iter().for_each(|subscriber| show_subscriber(page, subscriber));
    parts::unplaced(page, &requester.unplaced);
}

fn show_subscriber(page: &mut Page, subscriber: &Subscriber<'_>) {
    let label = if subscriber.dependents.is_empty() { "patient" } else { "subscriber" };
    if let Some(name) = &subscriber.name {
        let party = name.name.as_ref().map(parts::party).unwrap_or_default();
        page.line(label, joined([party, parts::person(name.demographics.as_ref())]));
        page.below(|page| {
            page.line("relation", parts::relation(name.relationship.as_deref()));
            page.line("address", parts::address(name.address.as_ref(), name.city.as_ref()));
            parts::references(page, &name.identifiers);
            parts::unplaced(page, &name.unplaced);
        });
    }
    parts::unplaced(page, &subscriber.unplaced);
    subscriber.events.iter().for_each(|event| show_event(page, event));
    subscriber.dependents.iter().for_each(|dependent| show_dependent(page, dependent));
}

fn show_dependent(page: &mut Page, dependent: &Dependent<'_>) {
    if let Some(name) = &dependent.name {
        let party = name.name.as_ref().map(parts::party).unwrap_or_default();
        page.line("patient", joined([party, parts::person(name.demographics.as_ref())]));
        page.below(|page| {
            page.line("dependent", parts::relation(name.relationship.as_deref()));
            page.line("address", parts::address(name.address.as_ref(), name.city.as_ref()));
            parts::references(page, &name.identifiers);
            parts::unplaced(page, &name.unplaced);
        });
    }
    parts::unplaced(page, &dependent.unplaced);
    dependent.events.iter().for_each(|event| show_event(page, event));
}

fn show_event(page: &mut Page, event: &PatientEvent<'_>) {
    page.gap();
    page.heading("Event");
    page.below(|page| {
        parts::review(page, event.review.as_ref());
        parts::references(page, event.previous_authorization.iter().chain(&event.administrative_reference));
        parts::traces(page, &event.traces);
        parts::dated(page, "accident", event.accident_date.as_deref());
        parts::dated(page, "last period", event.last_menstrual_period.as_deref());
        parts::dated(page, "birth due", event.estimated_birth_date.as_deref());
        parts::dated(page, "onset", event.onset_date.as_ref());
        parts::dated(page, "event date", event.event_date.as_ref());
        parts::dated(page, "admission", event.admission_date.as_ref());
        parts::dated(page, "discharge", event.discharge_date.as_ref());
        parts::health_codes(page, event.diagnoses.as_deref());
        page.line("how often", event.delivery.as_ref().map(Hsd::words).unwrap_or_default());
        let conditions = [
            &event.ambulance_certification,
            &event.chiropractic_certification,
            &event.durable_medical_equipment,
            &event.oxygen_therapy_certification,
            &event.functional_limitations,
            &event.activities_permitted,
            &event.mental_status,
        ];
        for crc in conditions.into_iter().flatten() {
            let codes = crc.conditions.iter().map(|condition| condition.titled());
            let head = [parts::titled(crc.category), parts::titled(crc.applies)];
            page.line("certified", joined(head.into_iter().chain(codes)));
        }
        parts::admission(page, event.institutional_claim.as_deref());
        parts::transport(page, event.ambulance_transport.as_deref());
        parts::spine(page, event.spinal_manipulation.as_deref());
        parts::oxygen(page, event.home_oxygen_therapy.as_deref());
        parts::home_care(page, event.home_health_care.as_deref());
        parts::paperwork(page, "document", &event.paperwork);
        parts::message(page, event.message.as_ref());
        for provider in &event.providers {
            let place = parts::address(provider.address.as_ref(), provider.city.as_ref());
            parts::provider(page, provider.name.as_ref(), provider.provider.as_ref(), place, provider.contact.as_ref());
            page.below(|page| {
                parts::references(page, &provider.identifiers);
                parts::unplaced(page, &provider.unplaced);
            });
        }
        for stop in &event.transports {
            let name = stop.name.as_ref().map(parts::playing);
            page.line(
                "stop",
                joined([name.unwrap_or_default(), parts::address(stop.address.as_ref(), stop.city.as_ref())]),
            );
        }
        for umo in &event.other_umos {
            page.line("also asked", umo.name.as_ref().map(parts::party).unwrap_or_default());
            page.below(|page| {
                parts::references(page, &umo.denial_reason);
                parts::dated(page, "denied", umo.denial_date.as_ref());
            });
        }
        parts::unplaced(page, &event.unplaced);
    });
    for (number, service) in (1..).zip(&event.services) {
        show_service(page, number, service);
    }
}

fn show_service(page: &mut Page, number: usize, service: &Service<'_>) {
    page.gap();
    let (sv1, sv2, sv3) = (&service.professional_service, &service.institutional_service, &service.dental_service);
    let what = parts::service(sv1.as_ref(), sv2.as_deref(), sv3.as_deref());
    page.heading(format!("Service {number}: {what}"));
    page.below(|page| {
        parts::review(page, service.review.as_deref());
        let earlier = [&service.previous_authorization, &service.administrative_reference];
        parts::references(page, earlier.into_iter().filter_map(Option::as_deref));
        parts::traces(page, &service.traces);
        parts::dated(page, "service date", service.service_date.as_ref());
        parts::teeth(page, &service.teeth);
        page.line("how often", service.delivery.as_ref().map(Hsd::words).unwrap_or_default());
        parts::paperwork(page, "document", &service.paperwork);
        parts::message(page, service.message.as_ref());
        for provider in &service.providers {
            let place = parts::address(provider.address.as_ref(), provider.city.as_ref());
            parts::provider(page, provider.name.as_ref(), provider.provider.as_ref(), place, provider.contact.as_ref());
            page.below(|page| {
                parts::references(page, &provider.identifiers);
                parts::unplaced(page, &provider.unplaced);
            });
        }
        parts::unplaced(page, &service.unplaced);
    });
}
