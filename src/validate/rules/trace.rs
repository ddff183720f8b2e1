//! Trace numbers: TRN.

use super::{Fields, Findings};

/// TRN03 begins with the kind of its number: 1 tax number, 3 DUNS, 9 assigned by oneself. Its length is judged by its row.
pub(super) fn organization_begins_with_its_kind(trn: &Fields<'_>, found: &mut Findings<'_, '_>) {
    if trn.has(3) && !matches!(trn.element(3).first(), Some(b'1' | b'3' | b'9')) {
        found.element(trn, 3);
    }
}

/// A response returns at most two numbers of the request (TRN01=2) and gives at most one of its own (TRN01=1).
pub(super) fn two_echoed_and_one_own(trn: &Fields<'_>, found: &mut Findings<'_, '_>) {
    let most = match trn.element(1) {
        b"1" => 1,
        b"2" => 2,
        _ => return,
    };
    let before = found.all(trn.instance, "TRN").take_while(|other| other.segment < trn.segment);
    if before.filter(|other| other.element(1) == trn.element(1)).count() >= most {
        found.element(trn, 1);
    }
}
