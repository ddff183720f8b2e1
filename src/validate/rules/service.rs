//! Services: SV1, SV2, SV3, and the teeth of a dental service.

use super::fields::repeated;
use super::{Fields, Findings};

const SERVICES: [&str; 3] = ["SV1", "SV2", "SV3"];

/// The segments of a loop that name a service, in the order of the file.
fn services(instance: u32, found: &Findings<'_, '_>) -> Vec<usize> {
    let ctx = found.ctx();
    let is_service = |segment: &usize| ctx.row(*segment).is_some_and(|row| SERVICES.contains(&row.id));
    ctx.segments(instance).filter(is_service).collect()
}

/// One line asks for one service: this one comes behind another.
pub(super) fn one_service(own: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if let Some(first) = services(own.instance, found).first().filter(|first| **first < own.segment) {
        let first = Fields::new(found.ctx(), *first);
        found.because(&first, 0, 0).segment(own.segment);
    }
}

/// One line answers for one service.
pub(super) fn one_service_in_all(instance: u32, found: &mut Findings<'_, '_>) {
    let mut services = services(instance, found).into_iter();
    let Some(first) = services.next().map(|first| Fields::new(found.ctx(), first)) else { return };
    for segment in services {
        found.because(&first, 0, 0).segment(segment);
    }
}

/// The SV1 of each service of an event, with the diagnoses of the event.
fn pointers(
    event: u32,
    found: &mut Findings<'_, '_>,
    check: fn(&Fields<'_>, Option<&Fields<'_>>, &mut Findings<'_, '_>),
) {
    let diagnoses = found.first(event, "HI");
    for service in found.ctx().children_of(event, "2000F") {
        if let Some(sv1) = found.first(service, "SV1") {
            check(&sv1, diagnoses.as_ref(), found);
        }
    }
}

/// A diagnosis pointer is the number of a diagnosis of the event.
pub(super) fn pointers_name_a_diagnosis(event: u32, found: &mut Findings<'_, '_>) {
    pointers(event, found, |sv1, diagnoses, found| {
        for component in (1..=4).filter(|component| sv1.has_component(7, *component)) {
            let place = pointer(sv1.component(7, component)).filter(|place| (1..=12).contains(place));
            if !place.is_some_and(|place| diagnoses.is_some_and(|hi| hi.has(place))) {
                found.component(sv1, 7, component);
            }
        }
    });
}

fn pointer(digits: &[u8]) -> Option<u16> {
    std::str::from_utf8(digits).ok()?.parse().ok()
}

/// The pointers of a service differ.
pub(super) fn pointers_differ(event: u32, found: &mut Findings<'_, '_>) {
    pointers(event, found, |sv1, _, found| {
        for component in repeated(1, 4, |component| sv1.component(7, component)) {
            found.component(sv1, 7, component);
        }
    });
}

/// Teeth go with a dental service.
pub(super) fn teeth_are_of_a_dental_service(too: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if found.first(too.instance, "SV3").is_none() {
        found.segment(too.segment);
    }
}

/// Each surface of a tooth stands once.
pub(super) fn surfaces_differ(too: &Fields<'_>, found: &mut Findings<'_, '_>) {
    for component in repeated(1, 5, |component| too.component(3, component)) {
        found.component(too, 3, component);
    }
}
