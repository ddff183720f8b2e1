//! Statements about the patient: CRC.

use super::fields::{repeated, skipped};
use super::{Fields, Findings};

/// CRC03 to CRC07 are filled from the first on; the first is required by its row.
pub(super) fn without_gaps(crc: &Fields<'_>, found: &mut Findings<'_, '_>) {
    for number in skipped(4, 7, |number| crc.has(number)) {
        found.element(crc, number);
    }
}

/// Each statement stands once.
pub(super) fn without_repeats(crc: &Fields<'_>, found: &mut Findings<'_, '_>) {
    for number in repeated(3, 7, |number| crc.element(number)) {
        found.element(crc, number);
    }
}
