//! Which report type and which LOINC code a kind of document has.

use crate::catalog::table::{Row, rows};
use crate::code::ReportType;
use crate::infusion::order::attachments::DocumentKind;
use std::sync::LazyLock;

/// What the table says about a kind of document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentFact {
    /// Report type (PWK01).
    pub report_type: ReportType,
    /// LOINC code of such documents.
    pub loinc: Option<String>,
    /// Whether the LOINC code stands in a published value set.
    pub verified: bool,
}

impl DocumentKind {
    /// What the table says about it; `None` only if the table that ships with the crate lacks it, which a test excludes.
    #[must_use]
    pub fn fact(self) -> Option<&'static DocumentFact> {
        static TABLE: LazyLock<Vec<(String, DocumentFact)>> = LazyLock::new(|| {
            let rows = rows(include_str!("tables/documents.tsv"), &["kind", "pwk01", "loinc", "verified"], &[]);
            let read = |row: &Row<'_>| {
                let loinc = Some(row.get("loinc")).filter(|code| !code.is_empty()).map(str::to_owned);
                let report_type = ReportType::read(row.get("pwk01"))?;
                let fact = DocumentFact { report_type, loinc, verified: row.get("verified") == "yes" };
                Some((row.get("kind").to_owned(), fact))
            };
            rows.unwrap_or_default().iter().filter_map(read).collect()
        });
        TABLE.iter().find(|(kind, _)| kind == self.key()).map(|(_, fact)| fact)
    }
}
