//! A response in words: what was decided, and what was not.

use crate::page::{Page, joined};
use crate::parts;
use x12_278::segment::{Hsd, N3Address, N4City, Nm1, Per};
use x12_278::transaction::response::{Dependent, PatientEvent, Requester, Response, Service, Subscriber};

pub(crate) fn response(page: &mut Page, response: &Response<'_>) {
    for umo in &response.utilization_management_organizations {
        parts::rejections(page, &umo.rejections);
        if let Some(name) = &umo.name {
            page.line("answered by", name.name.as_ref().map(parts::party).unwrap_or_default());
            page.below(|page| {
                page.line("contact", parts::contact(name.contact.as_ref()));
                parts::rejections(page, &name.rejections);
                parts::unplaced(page, &name.unplaced);
            });
        }
        umo.requesters.iter().for_each(|requester| show_requester(page, requester));
        parts::unplaced(page, &umo.unplaced);
    }
    parts::unplaced(page, &response.unplaced);
}

fn show_requester(page: &mut Page, requester: &Requester<'_>) {
    for name in &requester.names {
        page.line("asked by", name.name.as_ref().map(parts::party).unwrap_or_default());
        page.below(|page| {
            page.line("role", parts::role(name.provider.as_ref()));
            parts::references(page, &name.identifiers);
            parts::rejections(page, &name.rejections);
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
            parts::rejections(page, &name.rejections);
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
            parts::rejections(page, &name.rejections);
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
        parts::decision(page, event.decision.as_ref());
        parts::rejections(page, &event.rejections);
        parts::dated(page, "issued", event.certification_issued.as_ref());
        parts::dated(page, "effective", event.certification_effective.as_ref());
        parts::dated(page, "expires", event.certification_expires.as_ref());
        parts::references(page, event.administrative_reference.iter().chain(&event.previous_authorization));
        parts::paperwork(page, "send", &event.paperwork);
        parts::health_codes(page, event.diagnoses.as_deref());
        parts::message(page, event.message.as_ref());
        if let Some(to) = &event.contact {
            send_to(page, to.name.as_ref(), to.address.as_ref(), to.city.as_ref(), to.contact.as_ref());
        }
        parts::review(page, event.review.as_ref());
        parts::traces(page, &event.traces);
        parts::dated(page, "accident", event.accident_date.as_deref());
        parts::dated(page, "last period", event.last_menstrual_period.as_deref());
        parts::dated(page, "birth due", event.estimated_birth_date.as_deref());
        parts::dated(page, "onset", event.onset_date.as_ref());
        parts::dated(page, "event date", event.event_date.as_ref());
        parts::dated(page, "admission", event.admission_date.as_ref());
        parts::dated(page, "discharge", event.discharge_date.as_ref());
        page.line("how often", event.delivery.as_ref().map(Hsd::words).unwrap_or_default());
        parts::admission(page, event.institutional_claim.as_deref());
        parts::transport(page, event.ambulance_transport.as_deref());
        parts::spine(page, event.spinal_manipulation.as_deref());
        parts::oxygen(page, event.home_oxygen_therapy.as_deref());
        parts::home_care(page, event.home_health_care.as_deref());
        for provider in &event.providers {
            let place = parts::address(provider.address.as_ref(), provider.city.as_ref());
            parts::provider(page, provider.name.as_ref(), provider.provider.as_ref(), place, provider.contact.as_ref());
            page.below(|page| {
                parts::references(page, &provider.identifiers);
                parts::rejections(page, &provider.rejections);
                parts::unplaced(page, &provider.unplaced);
            });
        }
        for stop in &event.transports {
            let name = stop.name.as_ref().map(parts::playing);
            page.line(
                "stop",
                joined([name.unwrap_or_default(), parts::address(stop.address.as_ref(), stop.city.as_ref())]),
            );
            page.below(|page| parts::rejections(page, &stop.rejections));
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
        parts::decision(page, service.decision.as_ref());
        parts::rejections(page, &service.rejections);
        parts::dated(page, "issued", service.certification_issued.as_ref());
        parts::dated(page, "effective", service.certification_effective.as_ref());
        parts::dated(page, "expires", service.certification_expires.as_ref());
        let earlier = [&service.administrative_reference, &service.previous_authorization];
        parts::references(page, earlier.into_iter().filter_map(Option::as_deref));
        parts::paperwork(page, "send", &service.paperwork);
        parts::health_codes(page, service.information_requests.as_deref());
        parts::message(page, service.message.as_ref());
        if let Some(to) = &service.contact {
            send_to(page, to.name.as_ref(), to.address.as_ref(), to.city.as_ref(), to.contact.as_ref());
        }
        parts::review(page, service.review.as_deref());
        parts::traces(page, &service.traces);
        parts::dated(page, "service date", service.service_date.as_ref());
        parts::teeth(page, &service.teeth);
        page.line("how often", service.delivery.as_ref().map(Hsd::words).unwrap_or_default());
        for provider in &service.providers {
            let place = parts::address(provider.address.as_ref(), provider.city.as_ref());
            parts::provider(page, provider.name.as_ref(), provider.provider.as_ref(), place, provider.contact.as_ref());
            page.below(|page| {
                parts::references(page, &provider.identifiers);
                parts::rejections(page, &provider.rejections);
                parts::unplaced(page, &provider.unplaced);
            });
        }
        parts::unplaced(page, &service.unplaced);
    });
}

fn send_to(
    page: &mut Page,
    name: Option<&Nm1<'_>>,
    streets: Option<&N3Address<'_>>,
    city: Option<&N4City<'_>>,
    contact: Option<&Per<'_>>,
) {
    let parts = [name.map(parts::party).unwrap_or_default(), parts::address(streets, city), parts::contact(contact)];
    page.line("send to", joined(parts));
}
