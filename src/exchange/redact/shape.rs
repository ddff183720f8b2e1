//! What a check may tell about a value without a list of its own; a token must tell the same.

use crate::validate::{CodeSet, CodeSets};

/// The code sets that are told by the shape of their codes.
const SHAPES: [CodeSet; 15] = [
    CodeSet::Icd10Diagnosis,
    CodeSet::Icd9Diagnosis,
    CodeSet::Icd10Procedure,
    CodeSet::Icd9Procedure,
    CodeSet::DiagnosisRelatedGroup,
    CodeSet::Loinc,
    CodeSet::Procedure,
    CodeSet::DentalProcedure,
    CodeSet::Modifier,
    CodeSet::Revenue,
    CodeSet::Drug,
    CodeSet::Taxonomy,
    CodeSet::State,
    CodeSet::PostalCode,
    CodeSet::Country,
];

/// No code of these sets is longer.
const LONGEST: usize = 11;

/// Words that are longer are no codes, unless they have digits.
const LONGEST_WORD: usize = 3;

/// A number for what a value may be taken for: two values of one number pass and fail the same checks.
pub(super) fn signature(value: &[u8], sets: &CodeSets) -> u32 {
    let word = value.len() > LONGEST_WORD && !value.iter().any(u8::is_ascii_digit);
    let Some(text) = std::str::from_utf8(value).ok().filter(|text| !word && text.len() <= LONGEST) else { return 0 };
    let held = |set: &CodeSet| u32::from(sets.holds(*set, text));
    let shapes = SHAPES.iter().fold(0, |sum, set| sum << 1 | held(set));
    shapes << 1 | u32::from(is_npi(value))
}

/// What the identifier of a company begins with (TRN03): a tax id, a DUNS number, a number of one's own.
pub(super) fn is_company(value: &[u8]) -> bool {
    matches!(value.first(), Some(b'1' | b'3' | b'9'))
}

/// Ten digits, the first 1 or 2, with the check digit that the number has behind the prefix 80840.
pub(super) fn is_npi(value: &[u8]) -> bool {
    let digits = value.len() == 10 && value.iter().all(u8::is_ascii_digit);
    digits && matches!(value.first(), Some(b'1' | b'2')) && luhn(value).is_multiple_of(10)
}

/// Replaces the last digit by the one that makes the number right.
pub(super) fn set_check_digit(number: &mut [u8]) {
    if let Some(check) = number.last_mut() {
        *check = b'0';
    }
    let missing = (10 - luhn(number) % 10) % 10;
    if let Some(check) = number.last_mut() {
        *check += missing;
    }
}

/// The Luhn sum of a number behind 80840 (which adds 24).
fn luhn(digits: &[u8]) -> u8 {
    let doubled = |digit: u8| if digit > 4 { digit * 2 - 9 } else { digit * 2 };
    let digits = digits.iter().rev().map(|byte| byte.saturating_sub(b'0').min(9)).enumerate();
    digits.fold(24, |sum, (place, digit)| (sum + if place % 2 == 1 { doubled(digit) } else { digit }) % 100)
}
