//! Documents that go with a request: PWK.

use super::{Fields, Findings};

/// A document that is sent by mail, e-mail, file transfer or fax has a control number, so that it finds its request. A
/// number without its qualifier, or the reverse, is a syntax note.
pub(super) fn sent_apart_has_a_number(pwk: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if pwk.is_any(2, &["BM", "EL", "EM", "FX"]) && !pwk.has(5) && !pwk.has(6) {
        found.because(pwk, 2, 0).element(pwk, 5);
        found.element(pwk, 6);
    }
}
