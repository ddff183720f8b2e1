//! Which codes are drugs and which are their administration.

use crate::guide::Table;
use std::sync::LazyLock;

struct CodeRange {
    kind: &'static str,
    from: &'static str,
    through: &'static str,
}

static RANGES: LazyLock<Vec<CodeRange>> = LazyLock::new(|| {
    let rows = Table::new(include_str!("tables/infusion_codes.tsv")).records();
    rows.map(|row| CodeRange { kind: row.get("kind"), from: row.get("from"), through: row.get("through") }).collect()
});

/// Whether a HCPCS code names an infused or injected drug.
///
/// ```
/// use x12_278::decision::{is_administration_code, is_drug_code};
/// assert!(is_drug_code("J1745") && is_drug_code("Q5104") && !is_drug_code("96365"));
/// assert!(is_administration_code("96365") && is_administration_code("99601") && !is_administration_code("97110"));
/// ```
#[must_use]
pub fn is_drug_code(code: &str) -> bool {
    is_of_kind(code, &["drug"])
}

/// Whether a CPT or HCPCS code names the giving of a drug: an infusion, an injection, a nursing visit, a therapy at
/// home a day.
#[must_use]
pub fn is_administration_code(code: &str) -> bool {
    is_of_kind(code, &["administration", "nursing"])
}

/// Whether a code makes no sense without a drug: an infusion or an injection, but no nursing visit of any kind.
pub(super) fn needs_drug(code: &str) -> bool {
    is_of_kind(code, &["administration"])
}

fn is_of_kind(code: &str, kinds: &[&str]) -> bool {
    let code = code.trim().to_ascii_uppercase();
    let within = |range: &CodeRange| (range.from..=range.through).contains(&code.as_str());
    code.len() == 5 && RANGES.iter().any(|range| kinds.contains(&range.kind) && within(range))
}
