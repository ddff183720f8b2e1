//! The answers of a whole file.

use super::answer::{Answer, Circumstances};
use super::batch::{SameRequest, supersede};
use super::lost::is_decision;
use super::warning::Warning;
use crate::report::{Location, Report};
use crate::transaction::Read;
use std::collections::HashMap;

/// Reads all answers of a file, in order, with the findings of each set sorted to it.
///
/// A decision that stands outside of every set makes all answers of its interchange unclear. Of several answers to one
/// request, told by the numbers that they return, the newest holds.
#[must_use]
pub fn answers(read: &Read<'_>, circumstances: &Circumstances) -> Vec<Answer> {
    let mut found = Vec::new();
    let mut reports = Reports::new(&read.report);
    // When findings were dropped, nothing is certain about any set.
    let dropped = read.report.dropped() > 0;
    for (interchange_number, interchange) in (1..).zip(&read.document.interchanges) {
        let stray = interchange.unplaced.iter().any(is_decision);
        let (mut groups, mut sets, mut latest_alone) = (0, 0, 0);
        for group in &interchange.groups {
            if group.header.is_some() {
                groups += 1;
                sets = 0;
            }
            let group_number = if group.header.is_some() { groups } else { 0 };
            for transaction in &group.transactions {
                sets += 1;
                if group.header.is_none() {
                    // Sets in no group are counted on behind that before them, and behind each other.
                    sets = sets.max(latest_alone + 1);
                    latest_alone = sets;
                }
                let report = reports.take(interchange_number, group_number, sets);
                let Some(mut answer) = Answer::read_with(transaction, &report, dropped, circumstances) else {
                    continue;
                };
                if stray {
                    answer.distrust(Warning::UnreadDecision, circumstances);
                }
                found.push(answer);
            }
        }
    }
    let mut same = SameRequest::default();
    let requests: Vec<Option<usize>> = found.iter().map(|answer| same.index_of(answer)).collect();
    supersede(&mut found, &requests, circumstances);
    found
}

/// The findings of a report by set: interchange, group, set.
struct Reports(HashMap<(u32, u32, u32), Report>);

impl Reports {
    fn new(report: &Report) -> Self {
        let mut by_set = HashMap::<_, Report>::new();
        for issue in report.issues() {
            let Location { interchange, group, set, .. } = issue.at;
            by_set.entry((interchange, group, set)).or_default().push(*issue);
        }
        Self(by_set)
    }

    /// The findings of one set.
    fn take(&mut self, interchange: u32, group: u32, set: u32) -> Report {
        self.0.remove(&(interchange, group, set)).unwrap_or_default()
    }
}
