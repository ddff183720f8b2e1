//! Why another payer denied the event: REF of 2010EC.

use super::fields::repeated;
use super::{Fields, Findings};

/// The reason with a number, 1 to 4: REF02, REF04-2, REF04-4, REF04-6.
fn reason<'s>(own: &Fields<'s>, number: u16) -> &'s [u8] {
    if number == 1 { own.element(2) } else { own.component(4, 2 * (number - 1)) }
}

/// The reasons in REF04 stand from the first place on; the first is required by its row.
pub(super) fn reasons_without_gaps(own: &Fields<'_>, found: &mut Findings<'_, '_>) {
    let has_fourth = own.has_component(4, 5) || own.has_component(4, 6);
    if has_fourth && !own.has_component(4, 3) && !own.has_component(4, 4) {
        found.component(own, 4, 4);
    }
}

/// Each reason stands once.
pub(super) fn reasons_differ(own: &Fields<'_>, found: &mut Findings<'_, '_>) {
    for number in repeated(1, 4, |number| reason(own, number)) {
        found.component(own, 4, 2 * (number - 1));
    }
}
