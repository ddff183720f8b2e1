//! People, organizations and their addresses.

use super::{Set, segment};

pub(super) const ORGANIZATIONS: [&str; 5] = [
    "NORTHERN LAKES HEALTH PLAN",
    "PRAIRIE BENEFIT ADMINISTRATORS",
    "HARBOR POINT INSURANCE CO",
    "SUMMIT CARE UTILIZATION REVIEW",
    "EXAMPLE STATE MEDICAID",
];
const FACILITIES: [&str; 5] = [
    "RIVERBEND GENERAL HOSPITAL",
    "CEDAR GROVE SURGERY CENTER",
    "MAPLE STREET IMAGING",
    "LAKESIDE REHABILITATION INSTITUTE",
    "COUNTY LINE HOME HEALTH AGENCY",
];
const LAST_NAMES: [&str; 25] = [
    "ABBOTT", "BARNES", "CARVER", "DALTON", "ELLISON", "FARROW", "GARDNER", "HOLLIS", "INGRAM", "JANSEN", "KELLER",
    "LOMAX", "MERCER", "NASH", "OAKLEY", "PRESTON", "QUIGLEY", "ROURKE", "SUTTON", "TILLMAN", "UPTON", "VALDEZ",
    "WHITLOCK", "YARROW", "ZIMMER",
];
const FIRST_NAMES: [&str; 26] = [
    "ADA", "BRUNO", "CLARA", "DEVON", "EDITH", "FELIX", "GRETA", "HUGO", "IRIS", "JONAS", "KIRA", "LEVI", "MARA",
    "NOEL", "OPAL", "PAUL", "QUINN", "ROSA", "SETH", "TESS", "URSA", "VERA", "WADE", "XENIA", "YVES", "ZOE",
];
const STREETS: [&str; 5] =
    ["100 EXAMPLE AVE", "2250 SAMPLE PKWY", "17 DEMO CIRCLE", "4501 TESTING BLVD", "88 PLACEHOLDER LN"];
const CITIES: [[&str; 3]; 5] = [
    ["SPRINGFIELD", "IL", "62701"],
    ["AUSTIN", "TX", "78701"],
    ["SACRAMENTO", "CA", "95814"],
    ["KANSAS CITY", "MO", "64108"],
    ["COLUMBUS", "OH", "432150001"],
];
const TAXONOMIES: [&str; 6] = ["203BS0133X", "207Q00000X", "208600000X", "261QR0400X", "282N00000X", "207RC0000X"];

/// A National Provider Identifier with a right check digit: Luhn over 80840 and the number.
fn npi(set: &mut Set<'_>) -> String {
    let digits = set.number("1", 8);
    let sum = digits.bytes().enumerate().fold(24, |sum, (index, digit)| {
        let value = u32::from(digit - b'0') * if index % 2 == 0 { 2 } else { 1 };
        sum + if value > 9 { value - 9 } else { value }
    });
    format!("{digits}{}", (10 - sum % 10) % 10)
}

pub(super) fn address(set: &mut Set<'_>) {
    let street = set.pick(&STREETS);
    let suite = if set.random.chance(40) { format!("SUITE {}", set.random.between(1, 900)) } else { String::new() };
    segment!(set, "N3", street, suite);
    let [city, state, postal_code] = set.random.pick(&CITIES);
    segment!(set, "N4", city, state, postal_code);
}

pub(super) fn person(set: &mut Set<'_>, role: &'static str, qualifier: &'static str, id: String) {
    let (last, first) = (set.pick(&LAST_NAMES), set.pick(&FIRST_NAMES));
    let (middle, suffix) = (set.pick(&["", "A", "J", "M"]), set.pick(&["", "", "", "JR"]));
    segment!(set, "NM1", role, "1", last, first, middle, "", suffix, qualifier, id);
}

fn facility(set: &mut Set<'_>, role: &'static str) {
    let (name, id) = (set.pick(&FACILITIES), npi(set));
    segment!(set, "NM1", role, "2", name, "", "", "", "", "XX", id);
}

pub(super) fn requester(set: &mut Set<'_>) {
    if set.random.chance(50) {
        facility(set, "FA");
    } else {
        let id = npi(set);
        person(set, "1P", "XX", id);
    }
}

pub(super) fn specialty(set: &mut Set<'_>, role: &'static str) {
    let taxonomy = set.pick(&TAXONOMIES);
    segment!(set, "PRV", role, "PXC", taxonomy);
}

/// A provider of an event or a service; `role` is PRV01, empty where there is no PRV.
pub(super) fn provider(set: &mut Set<'_>, code: &'static str, role: &'static str, full: bool) {
    if set.random.chance(50) {
        facility(set, code);
    } else {
        let id = npi(set);
        person(set, code, "XX", id);
    }
    if full {
        if set.random.chance(60) {
            let tax = set.number("", 9);
            segment!(set, "REF", "EI", tax);
        }
        address(set);
        let (phone, fax) = (set.phone(), set.phone());
        if set.random.chance(50) {
            segment!(set, "PER", "IC", "UTILIZATION DEPT", "TE", phone, "FX", fax);
        } else {
            segment!(set, "PER", "IC", "UTILIZATION DEPT", "TE", phone);
        }
    }
    if !role.is_empty() {
        specialty(set, role);
    }
}

/// One or two providers; an admission names its attending physician.
pub(super) fn event_providers(set: &mut Set<'_>, inpatient: bool) {
    const ATTENDING: (&str, &str) = ("71", "AT");
    const OTHERS: [(&str, &str); 4] = [("72", "OP"), ("DN", "RF"), ("FA", ""), ("SJ", "PE")];
    let more = usize::from(set.random.chance(55));
    let roles = if inpatient {
        [&[ATTENDING][..], &set.random.several(&OTHERS, more)].concat()
    } else {
        set.random.several(&[&[ATTENDING][..], &OTHERS].concat(), 1 + more)
    };
    for (code, role) in roles {
        provider(set, code, role, true);
    }
}
