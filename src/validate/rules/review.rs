//! What UM asks for, at the event and at its services.

use super::fields::repeated;
use super::{Fields, Findings};

/// An immediate appeal (UM02=1) says how urgent it is.
pub(super) fn immediate_appeal_has_a_level(um: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if um.is(2, "1") && !um.has(6) {
        found.because(um, 2, 0).element(um, 6);
    }
}

/// Without services the event says which care is asked for and where.
pub(super) fn event_without_services_is_complete(um: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if found.ctx().children_of(um.instance, "2000F").next().is_some() {
        return;
    }
    for number in [3, 4].into_iter().filter(|number| !um.has(*number)) {
        found.element(um, number);
    }
}

/// UM05-3 needs UM05-2.
pub(super) fn third_cause_follows_second(um: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if um.has_component(5, 3) && !um.has_component(5, 2) {
        found.because(um, 5, 2).component(um, 5, 3);
    }
}

/// The causes in UM05 differ.
pub(super) fn causes_differ(um: &Fields<'_>, found: &mut Findings<'_, '_>) {
    for component in repeated(1, 3, |component| um.component(5, component)) {
        found.component(um, 5, component);
    }
}

/// Each service of an event whose UM has a certain look beside the event's.
fn services_with(
    event: u32,
    found: &mut Findings<'_, '_>,
    element: u16,
    is_wrong: fn(&Fields<'_>, &Fields<'_>) -> bool,
) {
    let Some(of_event) = found.first(event, "UM") else { return };
    for service in found.ctx().children_of(event, "2000F") {
        if let Some(um) = found.first(service, "UM").filter(|um| is_wrong(um, &of_event)) {
            found.because(&of_event, element, 0).element(&um, element);
        }
    }
}

/// UM01=SC at a service needs UM01=SC at its event.
pub(super) fn specialty_care_is_of_the_event(event: u32, found: &mut Findings<'_, '_>) {
    services_with(event, found, 1, |um, of_event| um.is(1, "SC") && of_event.has(1) && !of_event.is(1, "SC"));
}

/// UM04 at a service is sent where it differs from the event's.
pub(super) fn place_differs_from_the_events(event: u32, found: &mut Findings<'_, '_>) {
    services_with(event, found, 4, |um, of_event| um.has(4) && um.element(4) == of_event.element(4));
}

/// Of the two kinds of earlier numbers (REF01=BB, REF01=NT) an event has one.
pub(super) fn one_earlier_number(own: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if let Some(other) = found.qualified(own.instance, "REF", "NT") {
        found.because(&other, 1, 0).segment(own.segment);
    }
}
