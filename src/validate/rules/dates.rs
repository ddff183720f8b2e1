//! Dates that go with one kind of review.

use super::{Fields, Findings};

/// UM01 of the event; `None` when it says nothing.
fn is_admission(instance: u32, found: &Findings<'_, '_>) -> Option<bool> {
    let um = found.first(instance, "UM").filter(|um| um.has(1))?;
    Some(um.is(1, "AR"))
}

/// An admission (UM01=AR) has its day, DTP01=435.
pub(super) fn admission_has_its_day(event: u32, found: &mut Findings<'_, '_>) {
    if is_admission(event, found) == Some(true) && found.qualified(event, "DTP", "435").is_none() {
        found.missing(event, "DTP");
    }
}

/// The segment stands with admissions only: the day of discharge, CL1.
pub(super) fn only_of_an_admission(own: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if is_admission(own.instance, found) == Some(false) {
        found.segment(own.segment);
    }
}

/// The segment does not stand with admissions: the day of another event.
pub(super) fn not_of_an_admission(own: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if is_admission(own.instance, found) == Some(true) {
        found.segment(own.segment);
    }
}
