//! BHT against the kind of review.

use super::Findings;

/// UM01 of a reservation of services.
const RESERVATION: &str = "IN";
/// UM01 of the other kinds: admission, services, specialty care.
const REVIEWS: [&str; 3] = ["AR", "HS", "SC"];

/// Whether some event of the set has one of these categories in UM01.
fn has_category(found: &Findings<'_, '_>, categories: &[&str]) -> bool {
    let mut events = found.ctx().loops("2000E");
    events.any(|event| found.first(event, "UM").is_some_and(|um| um.is_any(1, categories)))
}

/// BHT06=RU marks a reservation.
pub(super) fn reservation_is_marked(header: u32, found: &mut Findings<'_, '_>) {
    let Some(bht) = found.first(header, "BHT") else { return };
    if !bht.has(6) && has_category(found, &[RESERVATION]) {
        found.element(&bht, 6);
    }
}

/// BHT06=RU stands with reservations only. Another value is judged by its list.
pub(super) fn only_reservations_are_marked(header: u32, found: &mut Findings<'_, '_>) {
    let Some(bht) = found.first(header, "BHT") else { return };
    if bht.is(6, "RU") && has_category(found, &REVIEWS) {
        found.element(&bht, 6);
    }
}

/// BHT02 is 13 unless services are reserved.
pub(super) fn request_is_no_reservation(header: u32, found: &mut Findings<'_, '_>) {
    let Some(bht) = found.first(header, "BHT") else { return };
    if bht.has(2) && !bht.is(2, "13") && has_category(found, &REVIEWS) {
        found.element(&bht, 2);
    }
}
