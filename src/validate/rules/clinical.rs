//! What certain kinds of care must say: CL1, CR5, CR6.

use super::{Fields, Findings};

/// The UM of an admission (UM01=AR).
fn admission<'f>(event: u32, found: &Findings<'f, '_>) -> Option<Fields<'f>> {
    found.first(event, "UM").filter(|um| um.is(1, "AR"))
}

/// An admission has a CL1.
pub(super) fn admission_has_a_claim_code(event: u32, found: &mut Findings<'_, '_>) {
    let Some(um) = admission(event, found) else { return };
    if found.first(event, "CL1").is_none() {
        found.because(&um, 1, 0).missing(event, "CL1");
    }
}

/// The CL1 of an admission says how urgent the admission is. One without any element is judged as such.
pub(super) fn admission_has_a_type(cl1: &Fields<'_>, found: &mut Findings<'_, '_>) {
    let Some(um) = admission(cl1.instance, found) else { return };
    if cl1.has_any() && !cl1.has(1) {
        found.because(&um, 1, 0).element(cl1, 1);
    }
}

/// Arterial blood gas or oxygen saturation is sent.
pub(super) fn oxygen_was_measured(cr5: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if !cr5.has(10) && !cr5.has(11) {
        found.element(cr5, 10);
    }
}

/// Portable equipment (D or E) has its own flow.
pub(super) fn portable_oxygen_has_a_flow(cr5: &Fields<'_>, found: &mut Findings<'_, '_>) {
    let portable = [3, 4, 18].into_iter().find(|number| cr5.is_any(*number, &["D", "E"]));
    if let Some(number) = portable.filter(|_| !cr5.has(16)) {
        found.because(cr5, number, 0).element(cr5, 16);
    }
}

/// A third kind of equipment needs a second.
pub(super) fn third_equipment_follows_second(cr5: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if cr5.has(18) && !cr5.has(4) {
        found.because(cr5, 4, 0).element(cr5, 18);
    }
}

/// CR608 repeats UM02. UM02=N has no counterpart in CR608.
pub(super) fn home_care_is_of_the_review(cr6: &Fields<'_>, found: &mut Findings<'_, '_>) {
    let Some(um) = found.first(cr6.instance, "UM").filter(|um| um.has(2) && !um.is(2, "N")) else { return };
    if cr6.has(8) && cr6.element(8) != um.element(2) {
        found.element(cr6, 8);
    }
}

/// Home health care has diagnoses.
pub(super) fn home_care_has_a_diagnosis(cr6: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if found.first(cr6.instance, "HI").is_none() {
        found.because(cr6, 0, 0).missing(cr6.instance, "HI");
    }
}

/// The first diagnosis of home health care is the principal one.
pub(super) fn home_care_diagnosis_is_principal(cr6: &Fields<'_>, found: &mut Findings<'_, '_>) {
    let Some(hi) = found.first(cr6.instance, "HI") else { return };
    if hi.has_component(1, 1) && !is_principal(&hi) {
        found.component(&hi, 1, 1);
    }
}

/// The principal diagnosis of home health care is dated.
pub(super) fn home_care_diagnosis_is_dated(cr6: &Fields<'_>, found: &mut Findings<'_, '_>) {
    let Some(hi) = found.first(cr6.instance, "HI") else { return };
    if is_principal(&hi) && !hi.has_component(1, 3) && !hi.has_component(1, 4) {
        found.because(&hi, 1, 1).component(&hi, 1, 4);
    }
}

fn is_principal(hi: &Fields<'_>) -> bool {
    matches!(hi.component(1, 1), b"BK" | b"ABK")
}
