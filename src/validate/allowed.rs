//! Which codes the guide lists where a finding is.

use super::outline::SetReport;
use crate::element::Word;
use crate::guide::{Guide, SegmentRow, Usage};
use crate::report::{Issue, IssueCode};
use crate::transaction::Kind;

/// A longer list is not shown.
const MOST: usize = 20;

impl SetReport {
    /// The codes that the guide lists where a finding of this set says that a code is not listed, in order. Where a loop has
    /// several rows of a segment, the codes of all. Empty for other findings, and where the list is one that others keep or
    /// is longer than twenty codes, which help nobody.
    ///
    /// ```
    /// use x12_278::validate::Validator;
    ///
    /// let file = std::fs::read("examples/data/response_certified.edi").unwrap();
    /// let file = String::from_utf8(file).unwrap().replace("HCR*A1*", "HCR*Z9*");
    /// let report = Validator::default().read(file.as_bytes()).unwrap();
    /// let set = &report.interchanges[0].groups[0].transactions[0];
    /// let codes: Vec<String> = set.allowed_codes(&set.issues[0]).iter().map(ToString::to_string).collect();
    /// assert_eq!(codes, ["A1", "A2", "A3", "A4", "A6", "C", "CT", "NA"]);
    /// ```
    #[must_use]
    pub fn allowed_codes(&self, issue: &Issue) -> Vec<Word> {
        if !matches!(issue.code, IssueCode::CodeNotInGuide | IssueCode::CodeUnknown | IssueCode::QualifierUnplaced) {
            return Vec::new();
        }
        let guide = match self.kind {
            Kind::Request => Guide::request(),
            Kind::Response => Guide::response(),
            Kind::ImplementationAcknowledgment => Guide::acknowledgment(),
            _ => return Vec::new(),
        };
        let at = &issue.at;
        let stands_there = |row: &&SegmentRow| {
            let in_loop = guide.loops.get(row.in_loop).map(|of| of.id);
            Some(row.id) == at.segment_id && at.loop_id.is_none_or(|id| Some(id) == in_loop)
        };
        let elements = guide.rows.iter().filter(stands_there).flat_map(|row| &row.elements);
        let same = elements.filter(|row| (row.element, row.component) == (at.element, at.component));
        let mut codes: Vec<Word> =
            same.filter(|row| row.usage != Usage::NotUsed).flat_map(|row| row.codes.iter().copied()).collect();
        codes.sort_unstable_by(|one, other| one.text().as_str().cmp(other.text().as_str()));
        codes.dedup();
        if codes.len() > MOST { Vec::new() } else { codes }
    }
}
