//! What a request asked for, kept to be held against the answer.

use super::granted::Terms;
use super::patient::{Patient, person};
use super::record::{OwnedText, own, record};
use super::trace::Trace;
use crate::code::LevelOfService;
use crate::profile::time::{Day, LocalTime};
use crate::segment::Ref;
use crate::transaction::Transaction;
use crate::transaction::request::{PatientEvent, Request, Service};
use chrono::NaiveTime;

record! {
    /// One service that was asked for.
    pub struct AskedLine {
        /// Its trace numbers (TRN 1).
        pub traces: Vec<Trace>,
        /// What was asked.
        pub terms: Terms,
    }
}

record! {
    /// One event that was asked for.
    pub struct AskedEvent {
        /// Its trace numbers (TRN 1).
        pub traces: Vec<Trace>,
        /// What was asked for the event as a whole.
        pub terms: Terms,
        /// Numbers of earlier reviews (REF BB, REF NT), at the event and its services.
        pub references: Vec<OwnedText>,
        /// Asked for as urgent (UM06 U) or as an emergency (03).
        pub expedited: bool,
        /// Its services, in order.
        pub lines: Vec<AskedLine>,
    }
}

record! {
    /// What one request asked for. Holds patient data; `Debug` does not show them.
    pub struct Asked {
        /// ST02: the control number of the set.
        pub transaction: OwnedText,
        /// BHT03: the number of the request.
        pub request_number: Option<OwnedText>,
        /// When the request was made (BHT04, BHT05), on the requester's clock.
        pub created: Option<LocalTime>,
        /// The patient.
        pub patient: Option<Patient>,
        /// The events; one by the guide.
        pub events: Vec<AskedEvent>,
    }
}

impl Asked {
    /// What a transaction set asks for; `None` when it is no request.
    #[must_use]
    pub fn read(transaction: &Transaction<'_>) -> Option<Self> {
        let request = transaction.request()?;
        let mut asked = Self { transaction: transaction.control_number().to_owned().into(), ..Self::default() };
        if let Some(beginning) = &request.beginning {
            asked.request_number = beginning.transaction_id.as_ref().map(own);
            let day = beginning.date.and_then(crate::element::Date::day);
            let time = beginning.time.and_then(crate::element::Time::time).unwrap_or(NaiveTime::MIN);
            asked.created = day.map(|day| LocalTime(day.and_time(time)));
        }
        asked.people(request);
        Some(asked)
    }

    fn people(&mut self, request: &Request<'_>) {
        let organizations = request.utilization_management_organizations.iter();
        let subscribers = organizations.flat_map(|one| &one.requesters).flat_map(|one| &one.subscribers);
        for subscriber in subscribers {
            let name = subscriber.name.as_ref();
            let patient = person(name.and_then(|n| n.name.as_ref()), name.and_then(|n| n.demographics.as_ref()));
            let member_id = patient.member_id.clone();
            if !subscriber.events.is_empty() {
                self.patient.get_or_insert(patient);
            }
            self.events.extend(subscriber.events.iter().map(event));
            for dependent in &subscriber.dependents {
                let name = dependent.name.as_ref();
                let named = person(name.and_then(|n| n.name.as_ref()), name.and_then(|n| n.demographics.as_ref()));
                self.patient.get_or_insert(Patient { member_id: member_id.clone(), ..named });
                self.events.extend(dependent.events.iter().map(event));
            }
        }
    }
}

fn references<'r>(parts: [Option<&'r Ref<'r>>; 2]) -> impl Iterator<Item = OwnedText> {
    parts.into_iter().flatten().filter_map(|reference| reference.value.as_ref()).map(own)
}

fn event(event: &PatientEvent<'_>) -> AskedEvent {
    let terms = Terms::default().with(
        event.delivery.as_ref(),
        event.review.as_ref(),
        event.event_date.as_ref().or(event.admission_date.as_ref()),
        event.providers.iter().filter_map(|one| one.name.as_ref()),
    );
    let own_references = [event.previous_authorization.as_ref(), event.administrative_reference.as_ref()];
    let mut found: Vec<OwnedText> = references(own_references).collect();
    for service in &event.services {
        let parts = [service.previous_authorization.as_deref(), service.administrative_reference.as_deref()];
        found.extend(references(parts));
    }
    let urgency = event.review.as_ref().and_then(|review| review.level_of_service);
    AskedEvent {
        traces: event.traces.iter().map(Trace::of).collect(),
        terms,
        references: found,
        expedited: matches!(urgency, Some(LevelOfService::URGENT | LevelOfService::EMERGENCY)),
        lines: event.services.iter().map(line).collect(),
    }
}

fn line(service: &Service<'_>) -> AskedLine {
    let (sv1, sv2, sv3) = (&service.professional_service, &service.institutional_service, &service.dental_service);
    let terms = Terms::of_service(sv1.as_ref(), sv2.as_deref(), sv3.as_deref()).with(
        service.delivery.as_ref(),
        service.review.as_deref(),
        service.service_date.as_ref(),
        service.providers.iter().filter_map(|one| one.name.as_ref()),
    );
    AskedLine { traces: service.traces.iter().map(Trace::of).collect(), terms }
}

impl AskedEvent {
    /// The terms of a service with the days and the place of its event where it has none of its own.
    pub(super) fn line_terms(&self, index: usize) -> Option<Terms> {
        let mut terms = self.lines.get(index)?.terms.clone();
        terms.dates = terms.dates.or_else(|| self.terms.dates.clone());
        terms.site = terms.site.or_else(|| self.terms.site.clone());
        Some(terms)
    }

    /// The first day that was asked for.
    #[must_use]
    pub fn first_day(&self) -> Option<Day> {
        let days = self.lines.iter().map(|line| &line.terms).chain([&self.terms]);
        days.filter_map(|terms| terms.dates.as_ref()?.from).min()
    }
}
