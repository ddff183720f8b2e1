//! Rules beside the guide: parts that belong together for one line of service, operating rules, regulation.

use super::{Fields, Findings};

/// A segment, by its id and its qualifier, or by its id alone.
#[derive(Clone, Copy)]
struct Part(&'static str, Option<&'static str>);

const AMBULANCE: Part = Part("CR1", None);
const AMBULANCE_CERTIFIED: Part = Part("CRC", Some("07"));
const MANIPULATION: Part = Part("CR2", None);
const MANIPULATION_CERTIFIED: Part = Part("CRC", Some("08"));
const HOME_OXYGEN: Part = Part("CR5", None);
const OXYGEN_CERTIFIED: Part = Part("CRC", Some("11"));

fn find<'f>(event: u32, Part(id, qualifier): Part, found: &Findings<'f, '_>) -> Option<Fields<'f>> {
    match qualifier {
        Some(qualifier) => found.qualified(event, id, qualifier),
        None => found.first(event, id),
    }
}

/// Where an event has one part, it has another.
fn expect(event: u32, with: Part, part: Part, found: &mut Findings<'_, '_>) {
    let Some(trigger) = find(event, with, found) else { return };
    if find(event, part, found).is_none() {
        found.because(&trigger, u16::from(with.1.is_some()), 0).missing(event, part.0);
    }
}

pub(super) fn ambulance_is_certified(event: u32, found: &mut Findings<'_, '_>) {
    expect(event, AMBULANCE, AMBULANCE_CERTIFIED, found);
}

pub(super) fn certified_ambulance_is_described(event: u32, found: &mut Findings<'_, '_>) {
    expect(event, AMBULANCE_CERTIFIED, AMBULANCE, found);
}

pub(super) fn manipulation_is_certified(event: u32, found: &mut Findings<'_, '_>) {
    expect(event, MANIPULATION, MANIPULATION_CERTIFIED, found);
}

pub(super) fn certified_manipulation_is_described(event: u32, found: &mut Findings<'_, '_>) {
    expect(event, MANIPULATION_CERTIFIED, MANIPULATION, found);
}

pub(super) fn oxygen_is_certified(event: u32, found: &mut Findings<'_, '_>) {
    expect(event, HOME_OXYGEN, OXYGEN_CERTIFIED, found);
}

pub(super) fn ambulance_has_stops(event: u32, found: &mut Findings<'_, '_>) {
    let Some(trigger) = find(event, AMBULANCE, found) else { return };
    if found.ctx().children_of(event, "2010EB").next().is_none() {
        found.because(&trigger, 0, 0).missing_loop(event, "2010EB");
    }
}

pub(super) fn subscriber_has_a_birth_date(subscriber: u32, found: &mut Findings<'_, '_>) {
    if found.ctx().children_of(subscriber, "2000D").next().is_none() {
        birth_date(subscriber, "2010C", found);
    }
}

pub(super) fn dependent_has_a_birth_date(dependent: u32, found: &mut Findings<'_, '_>) {
    birth_date(dependent, "2010D", found);
}

/// DMG02 itself is required by its row.
fn birth_date(level: u32, name: &str, found: &mut Findings<'_, '_>) {
    if let Some(name) = found.ctx().children_of(level, name).next()
        && found.first(name, "DMG").is_none()
    {
        found.missing(name, "DMG");
    }
}

/// HCR03 stands with a denial and with a pended case.
pub(super) fn denial_or_pend_has_a_reason(hcr: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if hcr.is_any(1, &["A3", "A4"]) && !hcr.has(3) {
        found.because(hcr, 1, 0).element(hcr, 3);
    }
}

/// HCR03 stands with a denial: of a service there; of an event there or at one of its services.
pub(super) fn denial_has_a_reason(hcr: &Fields<'_>, found: &mut Findings<'_, '_>) {
    let explains = |service| found.first(service, "HCR").is_some_and(|hcr| hcr.has(3));
    let is_denied = hcr.is_any(1, &["A3", "A2"]) && !hcr.has(3);
    if is_denied && !found.ctx().children_of(hcr.instance, "2000F").any(explains) {
        found.because(hcr, 1, 0).element(hcr, 3);
    }
}
