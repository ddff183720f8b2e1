//! Which codes are drugs and which are their administration.

use crate::catalog::{CodeKind, CodeTable};

/// Whether a HCPCS code names an infused or injected drug, by the table of codes that ships with the crate.
///
/// ```
/// use x12_278::decision::{is_administration_code, is_drug_code};
/// assert!(is_drug_code("J1745") && is_drug_code("Q5104") && !is_drug_code("96365"));
/// assert!(is_administration_code("96365") && is_administration_code("99601") && !is_administration_code("97110"));
/// ```
#[must_use]
pub fn is_drug_code(code: &str) -> bool {
    CodeTable::shipped().kind(code) == Some(CodeKind::Drug)
}

/// Whether a CPT or HCPCS code names the giving of a drug: an infusion, an injection, a nursing visit, a therapy at
/// home a day.
#[must_use]
pub fn is_administration_code(code: &str) -> bool {
    CodeTable::shipped().kind(code).is_some_and(CodeKind::gives_drugs)
}

/// Whether a code makes no sense without a drug: an infusion or an injection, but no nursing visit of any kind.
pub(super) fn needs_drug(code: &str) -> bool {
    CodeTable::shipped().kind(code) == Some(CodeKind::Administration)
}
