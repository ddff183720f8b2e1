//! Code sets that others keep: diagnoses, procedures, places, states.
//!
//! They change several times a year and most may not be shipped. What is built in knows the shape of their codes, and the
//! few short lists; a list of your own takes the place of either.

use crate::code::{
    AdmissionSource, AdmissionType, CodeList, FacilityType, ListInfo, OralCavity, PatientStatus, PlaceOfService,
    ReviewReason,
};
use crate::element::Word;
use crate::report::IssueCode;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A code set that X12 refers to and others keep.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum CodeSet {
    /// ICD-10-CM diagnoses, without a point.
    Icd10Diagnosis,
    /// ICD-9-CM diagnoses, without a point: for days before 2015-10-01.
    Icd9Diagnosis,
    /// ICD-10-PCS procedures.
    Icd10Procedure,
    /// ICD-9-CM procedures, without a point.
    Icd9Procedure,
    /// Diagnosis related groups.
    DiagnosisRelatedGroup,
    /// LOINC.
    Loinc,
    /// CPT and HCPCS level II.
    Procedure,
    /// CDT, the dental procedures.
    DentalProcedure,
    /// Modifiers of procedures.
    Modifier,
    /// Revenue codes of the uniform bill.
    Revenue,
    /// National drug codes, eleven digits.
    Drug,
    /// Teeth.
    Tooth,
    /// Areas of the mouth.
    OralCavity,
    /// Provider taxonomy.
    Taxonomy,
    /// Places of service.
    PlaceOfService,
    /// Facilities, as the type of bill names them.
    FacilityType,
    /// Reasons of a review decision (external list 886).
    ReviewReason,
    /// Types of admission.
    AdmissionType,
    /// Sources of admission.
    AdmissionSource,
    /// Patient status at discharge.
    PatientStatus,
    /// States of the United States, its territories, and provinces of Canada.
    State,
    /// ZIP and Canadian postal codes.
    PostalCode,
    /// Countries, two letters.
    Country,
    /// Parts of countries.
    Subdivision,
}

/// The external code sets that a check uses.
///
/// A code that a set does not hold is a warning, never an error: the sets change, and the day of the service decides.
///
/// ```
/// use x12_278::validate::{CodeSet, CodeSets};
///
/// let sets = CodeSets::default();
/// assert!(sets.holds(CodeSet::Icd10Diagnosis, "K5090"));
/// assert!(!sets.holds(CodeSet::Icd10Diagnosis, "K50.90"));
///
/// let sets = sets.with_list(CodeSet::Procedure, ["J1745", "96413"]);
/// assert!(sets.holds(CodeSet::Procedure, "J1745") && !sets.holds(CodeSet::Procedure, "J1746"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct CodeSets {
    lists: HashMap<CodeSet, Arc<HashSet<Box<[u8]>>>>,
}

impl CodeSets {
    /// The same with the codes of one set stated; no other code belongs to it then.
    #[must_use]
    pub fn with_list<C: AsRef<str>>(mut self, set: CodeSet, codes: impl IntoIterator<Item = C>) -> Self {
        let codes = codes.into_iter().map(|code| Box::from(code.as_ref().as_bytes()));
        self.lists.insert(set, Arc::new(codes.collect()));
        self
    }

    /// Whether a set holds a code; where no list was stated, whether the code has the shape of its codes.
    #[must_use]
    pub fn holds(&self, set: CodeSet, code: &str) -> bool {
        self.issue(set, code.as_bytes()).is_none()
    }

    /// What is wrong with a code of a set.
    #[inline]
    pub(super) fn issue(&self, set: CodeSet, code: &[u8]) -> Option<IssueCode> {
        if !self.lists.is_empty()
            && let Some(list) = self.lists.get(&set)
        {
            return (!list.contains(code)).then_some(IssueCode::ExternalCodeUnknown);
        }
        let (holds, issue) = match built_in(set) {
            Some(list) => (is_listed(list, code), IssueCode::ExternalCodeUnknown),
            None => (has_shape(set, code), IssueCode::ExternalCodeShape),
        };
        (!holds).then_some(issue)
    }
}

/// The list of this crate for a set.
fn built_in(set: CodeSet) -> Option<&'static ListInfo> {
    Some(match set {
        CodeSet::PlaceOfService => PlaceOfService::INFO,
        CodeSet::FacilityType => FacilityType::INFO,
        CodeSet::ReviewReason => ReviewReason::INFO,
        CodeSet::AdmissionType => AdmissionType::INFO,
        CodeSet::AdmissionSource => AdmissionSource::INFO,
        CodeSet::PatientStatus => PatientStatus::INFO,
        CodeSet::OralCavity => OralCavity::INFO,
        _ => return None,
    })
}

fn is_listed(list: &ListInfo, code: &[u8]) -> bool {
    Word::of_bytes(code).is_some_and(|word| list.title(word).is_some())
}

/// Whether a code looks like those of a set.
fn has_shape(set: CodeSet, code: &[u8]) -> bool {
    let digit = u8::is_ascii_digit;
    let upper = u8::is_ascii_uppercase;
    let either = |byte: &u8| digit(byte) || upper(byte);
    match set {
        // A letter, a digit, then up to five of both; a few chapters have a letter in third place.
        CodeSet::Icd10Diagnosis => {
            matches!(code, [a, b, rest @ ..] if upper(a) && digit(b) && (1..=5).contains(&rest.len()) && rest.iter().all(either))
        }
        CodeSet::Icd9Diagnosis => match code {
            [b'E', rest @ ..] => (3..=4).contains(&rest.len()) && rest.iter().all(digit),
            [b'V', rest @ ..] => (2..=4).contains(&rest.len()) && rest.iter().all(digit),
            all => (3..=5).contains(&all.len()) && all.iter().all(digit),
        },
        CodeSet::Icd10Procedure => {
            code.len() == 7 && code.iter().all(|byte| either(byte) && !matches!(byte, b'I' | b'O'))
        }
        CodeSet::Icd9Procedure => (2..=4).contains(&code.len()) && code.iter().all(digit),
        CodeSet::DiagnosisRelatedGroup => (3..=4).contains(&code.len()) && code.iter().all(digit),
        CodeSet::Loinc => {
            matches!(code, [number @ .., b'-', check] if (1..=7).contains(&number.len()) && number.iter().all(digit) && digit(check))
        }
        CodeSet::Procedure => {
            matches!(code, [a, b, c, d, e] if [b, c, d].iter().all(|byte| digit(byte)) && (digit(a) && either(e) || upper(a) && digit(e)))
        }
        CodeSet::DentalProcedure => matches!(code, [b'D', rest @ ..] if rest.len() == 4 && rest.iter().all(digit)),
        CodeSet::Modifier => code.len() == 2 && code.iter().all(either),
        CodeSet::Revenue => code.len() == 4 && code.iter().all(digit),
        CodeSet::Drug => code.len() == 11 && code.iter().all(digit),
        CodeSet::Tooth => is_tooth(code),
        CodeSet::Taxonomy => {
            matches!(code, [start @ .., b'X'] if start.len() == 9 && start.iter().all(either) && start.iter().take(3).all(digit))
        }
        CodeSet::State => STATES.binary_search(&code).is_ok(),
        CodeSet::PostalCode => is_postal_code(code),
        CodeSet::Country => (2..=3).contains(&code.len()) && code.iter().all(upper),
        CodeSet::Subdivision => (1..=3).contains(&code.len()) && code.iter().all(either),
        _ => true,
    }
}

/// 1 to 32, A to T; supernumerary teeth: 51 to 82, AS to TS.
fn is_tooth(code: &[u8]) -> bool {
    match code {
        [b'A'..=b'T'] | [b'A'..=b'T', b'S'] => true,
        [_] | [_, _] if code.iter().all(u8::is_ascii_digit) => {
            let number = code.iter().fold(0, |number, digit| number * 10 + u32::from(digit - b'0'));
            matches!(number, 1..=32 | 51..=82)
        }
        _ => false,
    }
}

/// Five or nine digits, or letter digit letter digit letter digit.
fn is_postal_code(code: &[u8]) -> bool {
    let digits = matches!(code.len(), 5 | 9) && code.iter().all(u8::is_ascii_digit);
    digits
        || code.len() == 6
            && code
                .iter()
                .enumerate()
                .all(|(index, byte)| if index % 2 == 0 { byte.is_ascii_uppercase() } else { byte.is_ascii_digit() })
}

/// States, the district, territories, armed forces; provinces of Canada. Sorted.
const STATES: [&[u8]; 75] = [
    b"AA", b"AB", b"AE", b"AK", b"AL", b"AP", b"AR", b"AS", b"AZ", b"BC", b"CA", b"CO", b"CT", b"DC", b"DE", b"FL",
    b"FM", b"GA", b"GU", b"HI", b"IA", b"ID", b"IL", b"IN", b"KS", b"KY", b"LA", b"MA", b"MB", b"MD", b"ME", b"MH",
    b"MI", b"MN", b"MO", b"MP", b"MS", b"MT", b"NB", b"NC", b"ND", b"NE", b"NH", b"NJ", b"NL", b"NM", b"NS", b"NT",
    b"NU", b"NV", b"NY", b"OH", b"OK", b"ON", b"OR", b"PA", b"PE", b"PR", b"PW", b"QC", b"RI", b"SC", b"SD", b"SK",
    b"TN", b"TX", b"UM", b"UT", b"VA", b"VI", b"VT", b"WA", b"WI", b"WV", b"WY",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_are_sorted() {
        assert!(STATES.is_sorted());
    }

    #[test]
    fn shapes() {
        let sets = CodeSets::default();
        for (set, right, wrong) in [
            (CodeSet::Icd10Diagnosis, "C7A1", "c7a1"),
            (CodeSet::Icd9Diagnosis, "V580", "Z5111"),
            (CodeSet::Icd10Procedure, "3E03305", "3E0330O"),
            (CodeSet::Procedure, "0042T", "J174"),
            (CodeSet::Procedure, "J1745", "1745J9"),
            (CodeSet::DentalProcedure, "D2750", "2750"),
            (CodeSet::Revenue, "0636", "636"),
            (CodeSet::Drug, "57894003001", "57894-0030-01"),
            (CodeSet::Tooth, "32", "33"),
            (CodeSet::Taxonomy, "207R00000X", "207R00000Y"),
            (CodeSet::State, "TX", "ZZ"),
            (CodeSet::PostalCode, "K1A0B1", "1234"),
            (CodeSet::Loinc, "18842-5", "18842"),
            (CodeSet::PlaceOfService, "11", "00"),
            (CodeSet::FacilityType, "13", "99"),
            (CodeSet::ReviewReason, "0F", "ZZ"),
            (CodeSet::Modifier, "JZ", "J"),
        ] {
            assert!(sets.holds(set, right), "{set:?}");
            assert!(!sets.holds(set, wrong), "{set:?}");
        }
    }
}
