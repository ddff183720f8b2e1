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

fn has(event: u32, Part(id, qualifier): Part, found: &Findings<'_, '_>) -> bool {
    match qualifier {
        Some(qualifier) => found.qualified(event, id, qualifier).is_some(),
        None => found.first(event, id).is_some(),
    }
}

fn expect(event: u32, due: bool, part: Part, found: &mut Findings<'_, '_>) {
    if due && !has(event, part, found) {
        found.missing(event, part.0);
    }
}

pub(super) fn ambulance_is_certified(event: u32, found: &mut Findings<'_, '_>) {
    expect(event, has(event, AMBULANCE, found), AMBULANCE_CERTIFIED, found);
}

pub(super) fn certified_ambulance_is_described(event: u32, found: &mut Findings<'_, '_>) {
    expect(event, has(event, AMBULANCE_CERTIFIED, found), AMBULANCE, found);
}

pub(super) fn manipulation_is_certified(event: u32, found: &mut Findings<'_, '_>) {
    expect(event, has(event, MANIPULATION, found), MANIPULATION_CERTIFIED, found);
}

pub(super) fn certified_manipulation_is_described(event: u32, found: &mut Findings<'_, '_>) {
    expect(event, has(event, MANIPULATION_CERTIFIED, found), MANIPULATION, found);
}

pub(super) fn oxygen_is_certified(event: u32, found: &mut Findings<'_, '_>) {
    expect(event, has(event, HOME_OXYGEN, found), OXYGEN_CERTIFIED, found);
}

pub(super) fn ambulance_has_stops(event: u32, found: &mut Findings<'_, '_>) {
    if has(event, AMBULANCE, found) && found.ctx().children_of(event, "2010EB").next().is_none() {
        found.missing_loop(event, "2010EB");
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
        found.element(hcr, 3);
    }
}

/// HCR03 stands with a denial: of a service there; of an event there or at one of its services.
pub(super) fn denial_has_a_reason(hcr: &Fields<'_>, found: &mut Findings<'_, '_>) {
    let explains = |service| found.first(service, "HCR").is_some_and(|hcr| hcr.has(3));
    let is_denied = hcr.is_any(1, &["A3", "A2"]) && !hcr.has(3);
    if is_denied && !found.ctx().children_of(hcr.instance, "2000F").any(explains) {
        found.element(hcr, 3);
    }
}
