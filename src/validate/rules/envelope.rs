//! BHT against the kind of review.

use super::{Fields, Findings};

/// UM01 of a reservation of services.
const RESERVATION: &str = "IN";
/// UM01 of the other kinds: admission, services, specialty care.
const REVIEWS: [&str; 3] = ["AR", "HS", "SC"];

/// The first UM of an event with one of these categories in UM01.
fn review<'f>(found: &Findings<'f, '_>, categories: &[&str]) -> Option<Fields<'f>> {
    let mut events = found.ctx().loops("2000E");
    events.find_map(|event| found.first(event, "UM").filter(|um| um.is_any(1, categories)))
}

/// BHT06=RU marks a reservation.
pub(super) fn reservation_is_marked(header: u32, found: &mut Findings<'_, '_>) {
    let Some(bht) = found.first(header, "BHT") else { return };
    if let Some(um) = review(found, &[RESERVATION]).filter(|_| !bht.has(6)) {
        found.because(&um, 1, 0).element(&bht, 6);
    }
}

/// BHT06=RU stands with reservations only. Another value is judged by its list.
pub(super) fn only_reservations_are_marked(header: u32, found: &mut Findings<'_, '_>) {
    let Some(bht) = found.first(header, "BHT") else { return };
    if let Some(um) = review(found, &REVIEWS).filter(|_| bht.is(6, "RU")) {
        found.because(&um, 1, 0).element(&bht, 6);
    }
}

/// BHT02 is 13 unless services are reserved.
pub(super) fn request_is_no_reservation(header: u32, found: &mut Findings<'_, '_>) {
    let Some(bht) = found.first(header, "BHT") else { return };
    if let Some(um) = review(found, &REVIEWS).filter(|_| bht.has(2) && !bht.is(2, "13")) {
        found.because(&um, 1, 0).element(&bht, 2);
    }
}
