//! What a response decides: HCR and AAA.

use super::Findings;

/// An event or a service that is answered has a decision or a rejection.
pub(super) fn has_an_outcome(instance: u32, found: &mut Findings<'_, '_>) {
    if found.first(instance, "HCR").is_none() && found.first(instance, "AAA").is_none() {
        found.missing(instance, "HCR");
    }
}
