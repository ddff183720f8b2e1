//! Names, addresses, contacts, numbers and roles of providers and persons.

use super::{Fields, Findings};
use crate::guide::Usage;

/// Given name, middle name, prefix and suffix stand with a person (NM102=1). An NM102 that says neither is judged by its
/// list.
pub(super) fn given_names_are_of_persons(nm1: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if !nm1.is(2, "2") {
        return;
    }
    let Some(row) = found.ctx().row(nm1.segment) else { return };
    let used = |number| row.elements.iter().any(|of| of.element == number && of.usage != Usage::NotUsed);
    for number in (4..=7).filter(|number| nm1.has(*number) && used(*number)) {
        found.because(nm1, 2, 0).element(nm1, number);
    }
}

/// EX is the extension of the telephone number before it. Without any number before it, it is a gap.
pub(super) fn extension_follows_telephone(per: &Fields<'_>, found: &mut Findings<'_, '_>) {
    for (number, before) in [(5, 3), (7, 5)] {
        if per.is(number, "EX") && per.has(before) && !per.is(before, "TE") {
            found.element(per, number);
        }
    }
}

/// The three communication numbers are filled from the first on.
pub(super) fn numbers_without_gaps(per: &Fields<'_>, found: &mut Findings<'_, '_>) {
    for (number, before) in [(5, 3), (7, 5)] {
        if per.has(number) && !per.has(before) {
            found.because(per, before, 0).element(per, number);
        }
    }
}

/// Each kind of number stands once in a loop.
pub(super) fn identifiers_differ(own: &Fields<'_>, found: &mut Findings<'_, '_>) {
    let kind = own.element(1);
    let mut earlier = found.all(own.instance, "REF").take_while(|other| other.segment < own.segment);
    if !kind.is_empty() && earlier.any(|other| other.element(1) == kind) {
        found.element(own, 1);
    }
}

/// REF03 is the state of a license (REF01=0B).
pub(super) fn state_is_of_a_license(own: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if own.has(3) && own.has(1) && !own.is(1, "0B") {
        found.because(own, 1, 0).element(own, 3);
    }
}

/// Street lines and city come together.
pub(super) fn address_is_whole(instance: u32, found: &mut Findings<'_, '_>) {
    match (found.first(instance, "N3"), found.first(instance, "N4")) {
        (Some(street), None) => found.because(&street, 0, 0).missing(instance, "N4"),
        (None, Some(city)) => found.because(&city, 0, 0).missing(instance, "N3"),
        _ => {}
    }
}

/// The UM of an admission (UM01=AR).
fn admission<'f>(event: u32, found: &Findings<'f, '_>) -> Option<Fields<'f>> {
    found.first(event, "UM").filter(|um| um.is(1, "AR"))
}

fn has_services(event: u32, found: &Findings<'_, '_>) -> bool {
    found.ctx().children_of(event, "2000F").next().is_some()
}

fn has_providers(event: u32, found: &Findings<'_, '_>) -> bool {
    found.ctx().children_of(event, "2010EA").next().is_some()
}

/// An admission, and an event without services, names its provider itself.
pub(super) fn event_has_a_provider(event: u32, found: &mut Findings<'_, '_>) {
    let admission = admission(event, found);
    if !has_providers(event, found) && (admission.is_some() || !has_services(event, found)) {
        if let Some(um) = admission {
            found.because(&um, 1, 0);
        }
        found.missing_loop(event, "2010EA");
    }
}

/// Where a service names no provider, the event does. An admission owes it anyway.
pub(super) fn services_have_a_provider(event: u32, found: &mut Findings<'_, '_>) {
    let ctx = found.ctx();
    if has_providers(event, found) || admission(event, found).is_some() {
        return;
    }
    let lacks = |service: &u32| ctx.children_of(*service, "2010F").next().is_none();
    if let Some(service) = ctx.children_of(event, "2000F").find(lacks) {
        if let Some(hl) = found.first(service, "HL") {
            found.because(&hl, 0, 0);
        }
        found.missing_loop(event, "2010EA");
    }
}

/// Among the providers of an admission is the attending one. Without any provider that is the finding.
pub(super) fn admission_has_an_attending_provider(event: u32, found: &mut Findings<'_, '_>) {
    let Some(um) = admission(event, found).filter(|_| has_providers(event, found)) else { return };
    let attends = |provider| found.first(provider, "NM1").is_some_and(|nm1| nm1.is(1, "71"));
    if !found.ctx().children_of(event, "2010EA").any(attends) {
        found.because(&um, 1, 0).missing_loop(event, "2010EA");
    }
}

/// PRV01 for each NM101 that has one.
const ROLES: [(&str, &str); 9] = [
    ("71", "AT"),
    ("72", "OP"),
    ("73", "OT"),
    ("AAJ", "AD"),
    ("DD", "AS"),
    ("DK", "OR"),
    ("DN", "RF"),
    ("P3", "PC"),
    ("SJ", "PE"),
];

/// The role in PRV01 is that of the name before it.
pub(super) fn role_fits_the_name(prv: &Fields<'_>, found: &mut Findings<'_, '_>) {
    let Some(name) = found.first(prv.instance, "NM1") else { return };
    let wanted = ROLES.iter().find(|(code, _)| name.is(1, code));
    if wanted.is_some_and(|(_, role)| prv.has(1) && !prv.is(1, role)) {
        found.element(prv, 1);
    }
}
