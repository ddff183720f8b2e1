//! Which findings of a set follow from which others.

use super::outline::SetReport;
use crate::report::{Issue, Severity};
use std::collections::HashMap;

impl SetReport {
    /// For each finding the one, by its place in `issues`, that it very likely follows from: mend that one first. By the
    /// table of [`IssueCode::leads_to`](crate::report::IssueCode::leads_to), where the two are in one segment, the one
    /// names the segment of the other as its trigger, or the one is about a level or a name that cannot be told and the
    /// other about what it should open or carry. In linear time, however many there are.
    ///
    /// ```
    /// use x12_278::validate::Validator;
    ///
    /// let file = std::fs::read("examples/data/response_certified.edi").unwrap();
    /// let file = String::from_utf8(file).unwrap().replacen("*20*1~", "*19*1~", 1);
    /// let report = Validator::default().read(file.as_bytes()).unwrap();
    /// let set = &report.interchanges[0].groups[0].transactions[0];
    /// let level = set.issues.iter().position(|issue| issue.code.info().name == "level-unknown");
    /// let missing = set.issues.iter().position(|issue| issue.code.info().name == "required-loop-missing");
    /// assert_eq!(set.causes()[missing.unwrap()], level);
    /// ```
    #[must_use]
    pub fn causes(&self) -> Vec<Option<usize>> {
        let opens = |issue: &Issue| matches!(issue.at.segment_id, Some("HL" | "NM1"));
        // The first cause of each code: in each segment, and of those that open a loop. No code leads to itself.
        let (mut in_segments, mut of_openers) = (HashMap::<u32, Vec<usize>>::new(), Vec::new());
        let add = |first: &mut Vec<usize>, index: usize| {
            let code = |index: usize| self.issues.get(index).map(|issue| issue.code);
            if first.iter().all(|other| code(*other) != code(index)) {
                first.push(index);
            }
        };
        for (index, cause) in self.issues.iter().enumerate() {
            if cause.severity == Severity::Error && !cause.code.leads_to().is_empty() {
                add(in_segments.entry(cause.at.segment).or_default(), index);
                if opens(cause) {
                    add(&mut of_openers, index);
                }
            }
        }
        let cause_of = |issue: &Issue| {
            let trigger = issue.trigger.map(|trigger| trigger.segment);
            let near = [Some(issue.at.segment), trigger].into_iter().flatten().filter_map(|at| in_segments.get(&at));
            let openers = opens(issue).then_some(&of_openers);
            let leads = |index: &usize| {
                self.issues.get(*index).is_some_and(|cause| cause.code.leads_to().contains(&issue.code))
            };
            near.chain(openers).flatten().copied().filter(leads).min()
        };
        self.issues.iter().map(|issue| Some(issue).filter(|issue| issue.code.can_follow()).and_then(cause_of)).collect()
    }
}
