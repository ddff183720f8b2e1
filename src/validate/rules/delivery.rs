//! How much care, how often: HSD.

use super::{Fields, Findings};

/// HSD04 counts the units of HSD03.
pub(super) fn interval_has_a_unit(hsd: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if hsd.has(4) && !hsd.has(3) {
        found.because(hsd, 3, 0).element(hsd, 4);
    }
}

/// An HSD that is sent names a quantity, a unit, a period, days or a time. One without any element is judged as such.
pub(super) fn says_something(hsd: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if hsd.has_any() && ![1, 3, 5, 7, 8].into_iter().any(|number| hsd.has(number)) {
        found.element(hsd, 1);
    }
}
