//! Diagnoses: HI.

use super::fields::skipped;
use super::{Fields, Findings};
use crate::element::DatePeriod;
use chrono::NaiveDate;

/// HI01 to HI12.
fn places() -> impl Iterator<Item = u16> {
    1..=12
}

/// The editions of the code set that the qualifiers name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Edition {
    Icd9,
    Icd10,
}

/// The first day on which ICD-10-CM is used in the United States.
const ICD10_BEGINS: Option<NaiveDate> = NaiveDate::from_ymd_opt(2015, 10, 1);

fn edition(hi: &Fields<'_>, place: u16) -> Option<Edition> {
    match hi.component(place, 1) {
        b"BF" | b"BJ" | b"BK" | b"PR" => Some(Edition::Icd9),
        b"ABF" | b"ABJ" | b"ABK" | b"APR" => Some(Edition::Icd10),
        _ => None,
    }
}

/// The codes stand from HI01 on; the pointers of services count the places. HI01 itself is required by its row.
pub(super) fn codes_without_gaps(hi: &Fields<'_>, found: &mut Findings<'_, '_>) {
    for place in skipped(2, 12, |place| hi.has(place)) {
        found.element(hi, place);
    }
}

/// ICD-9-CM codes stand for care before October 2015, ICD-10-CM codes for care since. The days are those of the event and
/// its services; where none is named, the day of the request.
pub(super) fn edition_fits_the_date(header: u32, found: &mut Findings<'_, '_>) {
    let made = found.first(header, "BHT").and_then(|bht| period(bht.element(4)));
    for event in found.ctx().loops("2000E") {
        let Some(hi) = found.first(event, "HI") else { continue };
        let Some(care) = period_of_care(event, found).or(made) else { continue };
        let Some(begins) = ICD10_BEGINS else { continue };
        for place in places() {
            let is_wrong = match edition(&hi, place) {
                Some(Edition::Icd9) => care.from >= begins,
                Some(Edition::Icd10) => care.through < begins,
                None => false,
            };
            if is_wrong {
                found.component(&hi, place, 1);
            }
        }
    }
}

fn period(value: &[u8]) -> Option<DatePeriod> {
    DatePeriod::read(std::str::from_utf8(value).ok()?)
}

/// From the first to the last day of the event, the admission and the services.
fn period_of_care(event: u32, found: &Findings<'_, '_>) -> Option<DatePeriod> {
    let of_event = found.all(event, "DTP").filter(|dtp| dtp.is_any(1, &["AAH", "435"]));
    let services = found.ctx().children_of(event, "2000F");
    let of_services = services.flat_map(|service| found.all(service, "DTP")).filter(|dtp| dtp.is(1, "472"));
    let periods = of_event.chain(of_services).filter_map(|dtp| period(dtp.element(3)));
    periods.reduce(|one, other| DatePeriod { from: one.from.min(other.from), through: one.through.max(other.through) })
}

/// All diagnoses of one HI are of one edition.
pub(super) fn one_edition(hi: &Fields<'_>, found: &mut Findings<'_, '_>) {
    let Some(first) = places().find_map(|place| edition(hi, place)) else { return };
    let other = places().find(|place| edition(hi, *place).is_some_and(|edition| edition != first));
    if let Some(place) = other {
        found.component(hi, place, 1);
    }
}

/// A diagnosis code carries no decimal point.
pub(super) fn no_decimal_point(hi: &Fields<'_>, found: &mut Findings<'_, '_>) {
    for place in places().filter(|place| edition(hi, *place).is_some() && hi.component(*place, 2).contains(&b'.')) {
        found.component(hi, place, 2);
    }
}
