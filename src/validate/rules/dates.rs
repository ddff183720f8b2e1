//! Dates that go with one kind of review.

use super::{Fields, Findings};

/// UM of the event, and whether it is that of an admission; `None` when it does not say.
fn review<'f>(instance: u32, found: &Findings<'f, '_>) -> Option<(Fields<'f>, bool)> {
    let um = found.first(instance, "UM").filter(|um| um.has(1))?;
    Some((um, um.is(1, "AR")))
}

/// An admission (UM01=AR) has its day, DTP01=435.
pub(super) fn admission_has_its_day(event: u32, found: &mut Findings<'_, '_>) {
    if let Some((um, true)) = review(event, found)
        && found.qualified(event, "DTP", "435").is_none()
    {
        found.because(&um, 1, 0).missing(event, "DTP");
    }
}

/// The segment stands with admissions only: the day of discharge, CL1.
pub(super) fn only_of_an_admission(own: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if let Some((um, false)) = review(own.instance, found) {
        found.because(&um, 1, 0).segment(own.segment);
    }
}

/// The segment does not stand with admissions: the day of another event.
pub(super) fn not_of_an_admission(own: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if let Some((um, true)) = review(own.instance, found) {
        found.because(&um, 1, 0).segment(own.segment);
    }
}
