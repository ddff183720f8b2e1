//! One value for one element, by its row.

use super::random::Random;
use x12_278::code;
use x12_278::guide::{ElementRow, ElementType};

const STATES: [&str; 8] = ["IL", "TX", "CA", "MO", "OH", "NY", "WA", "GA"];
const WORDS: [&str; 24] = [
    "CARE",
    "REVIEW",
    "NORTH",
    "LAKE",
    "PLAN",
    "INFUSION",
    "SUITE",
    "CEDAR",
    "HARBOR",
    "MAPLE",
    "CLINIC",
    "HOME",
    "THERAPY",
    "SUMMIT",
    "VALLEY",
    "PARK",
    "STREET",
    "UNIT",
    "GROUP",
    "CENTER",
    "A",
    "12",
    "100",
    "O'HARA-LEE",
];

/// A value that the row allows by itself. What other elements have to say about it is settled later.
pub(super) fn value(random: &mut Random, row: &ElementRow) -> String {
    if !row.codes.is_empty() {
        return random.pick(&row.codes).to_string();
    }
    match (row.kind, row.data_element) {
        (ElementType::Date, _) | (_, "1251") => date(random),
        (ElementType::Time, _) => time(random),
        (ElementType::Decimal, _) => decimal(random, usize::from(row.max)),
        (ElementType::Whole, _) => random.between(1, if row.max < 2 { 9 } else { 99 }).to_string(),
        (_, "156") => random.pick(&STATES).to_owned(),
        (_, "116") => {
            if random.chance(30) {
                zip(random) + "0001"
            } else {
                zip(random)
            }
        }
        (_, "1314" | "1315" | "1352" | "1361") => listed(random, row.data_element, ""),
        (_, "1271") => listed(random, "1271", "886"),
        (_, "1328" | "1705") => "005010X217".to_owned(),
        (ElementType::Code, _) => letters(random, usize::from(row.min.max(1))),
        _ => text(random, usize::from(row.min.max(1)), usize::from(row.max)),
    }
}

pub(super) fn listed(random: &mut Random, data_element: &str, list: &str) -> String {
    let list = code::list(data_element, list).expect("a list of the crate");
    list.codes[random.below(list.codes.len())].0.to_string()
}

pub(super) fn letters(random: &mut Random, count: usize) -> String {
    (0..count).map(|_| char::from(b'A' + random.below(26) as u8)).collect()
}

/// Words, now and then as long as the element may be.
pub(super) fn text(random: &mut Random, min: usize, max: usize) -> String {
    let most = if random.chance(5) { max } else { max.min(min.max(24)) };
    let wanted = random.between(min.max(most.min(3)), most);
    let mut text = random.pick(&WORDS).to_owned();
    while text.len() < wanted {
        text.push(' ');
        text += random.pick(&WORDS);
    }
    text.truncate(wanted);
    while text.ends_with(' ') {
        text.pop();
        text.push('X');
    }
    text
}

/// A number without leading or trailing zeros, of at most `digits` digits.
pub(super) fn decimal(random: &mut Random, digits: usize) -> String {
    let whole = random.between(1, if digits < 4 { 9 } else { 999 }).to_string();
    if whole.len() + 2 <= digits && random.chance(40) {
        return format!("{whole}.{}{}", random.below(10), random.between(1, 9));
    }
    whole
}

pub(super) fn day(random: &mut Random, year: usize) -> String {
    format!("{year:04}{:02}{:02}", random.between(1, 12), random.between(1, 28))
}

pub(super) fn date(random: &mut Random) -> String {
    let year = random.between(2024, 2026);
    day(random, year)
}

pub(super) fn range(random: &mut Random) -> String {
    let (from, through) = (random.between(2024, 2025), 2026);
    format!("{}-{}", day(random, from), day(random, through))
}

pub(super) fn time(random: &mut Random) -> String {
    let minutes = format!("{:02}{:02}", random.below(24), random.below(60));
    match random.below(4) {
        0 => format!("{minutes}{:02}", random.below(60)),
        1 => format!("{minutes}{:02}{:02}", random.below(60), random.below(100)),
        _ => minutes,
    }
}

pub(super) fn zip(random: &mut Random) -> String {
    format!("{}{}", random.between(1, 9), random.digits(4))
}

pub(super) fn phone(random: &mut Random) -> String {
    format!("{}55555{}", random.between(2, 9), random.digits(4))
}

/// Ten digits whose last one checks the others (Luhn over 80840 and the number).
pub(super) fn npi(random: &mut Random) -> String {
    let number = format!("1{}", random.digits(8));
    let check = luhn(&format!("80840{number}"));
    format!("{number}{check}")
}

/// A LOINC code: digits, a hyphen, a check digit.
pub(super) fn loinc(random: &mut Random) -> String {
    let number = format!("{}{}", random.between(1, 9), random.digits(4));
    format!("{number}-{}", luhn(&number))
}

/// The digit that makes the sum of the digits, every other one doubled from the right, a multiple of ten.
fn luhn(digits: &str) -> u32 {
    let sum: u32 = (digits.bytes().rev().enumerate())
        .map(|(index, byte)| {
            let value = u32::from(byte - b'0') * if index % 2 == 0 { 2 } else { 1 };
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    (10 - sum % 10) % 10
}

pub(super) fn diagnosis(random: &mut Random) -> String {
    random.pick(&["K5090", "M0579", "G35", "D839", "E119", "J449", "N186", "C50911", "K5000", "L4050"]).to_owned()
}

pub(super) fn procedure(random: &mut Random, qualifier: &str) -> String {
    match qualifier {
        "N4" => format!("{}{}", random.between(1, 9), random.digits(10)),
        "AD" => format!("D{}", random.pick(&["0120", "1110", "2740", "7210", "6010"])),
        "ZZ" => random.pick(&["3E03317", "0SRD0J9", "02HV33Z"]).to_owned(),
        _ => random.pick(&["J1745", "J0129", "J2323", "96413", "96415", "99213", "G0154", "E0601"]).to_owned(),
    }
}
