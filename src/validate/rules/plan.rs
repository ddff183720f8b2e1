//! The registry laid over the rows and loops of a guide.

use super::registry::{By, LoopCheck, REGISTRY, SegmentCheck};
use crate::guide::{Guide, Lint};
use crate::report::{IssueCode, RuleText, Severity};
use std::sync::LazyLock;

/// A rule, its severity and the code by which it is reported.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bound {
    pub(super) rule: RuleText,
    pub(super) severity: Severity,
    pub(super) code: IssueCode,
    pub(super) lint: Option<Lint>,
}

/// Which checks run on which row and which loop of a guide.
pub(super) struct Plan {
    rows: Vec<Vec<(Bound, SegmentCheck)>>,
    loops: Vec<Vec<(Bound, LoopCheck)>>,
}

impl Plan {
    /// The plan of a guide; a profile changes neither its rows nor its loops.
    pub(super) fn of(guide: &Guide) -> &'static Self {
        static REQUEST: LazyLock<Plan> = LazyLock::new(|| Plan::new(Guide::request()));
        static RESPONSE: LazyLock<Plan> = LazyLock::new(|| Plan::new(Guide::response()));
        if guide.name == "response" { &RESPONSE } else { &REQUEST }
    }

    fn new(guide: &'static Guide) -> Self {
        let mut plan = Self {
            rows: guide.rows.iter().map(|_| Vec::new()).collect(),
            loops: guide.loops.iter().map(|_| Vec::new()).collect(),
        };
        for rule in guide.rules() {
            for entry in REGISTRY.iter().filter(|entry| entry.ids.contains(&rule.text.id)) {
                let Some(severity) = rule.severity else { continue };
                let bound = Bound { rule: rule.text, severity, code: entry.code, lint: rule.lint };
                match entry.by {
                    By::Segment(check) => {
                        for row in guide.rows_of(rule) {
                            plan.rows.get_mut(row).into_iter().for_each(|checks| checks.push((bound, check)));
                        }
                    }
                    By::Loop(id, check) => {
                        let index = guide.loop_index(id).and_then(|index| plan.loops.get_mut(index));
                        index.into_iter().for_each(|checks| checks.push((bound, check)));
                    }
                    By::Elements | By::Placement | By::Reading | By::Nobody(_) => {}
                }
            }
        }
        plan
    }

    /// The checks of a segment of a row.
    pub(super) fn of_row(&self, row: usize) -> &[(Bound, SegmentCheck)] {
        self.rows.get(row).map(Vec::as_slice).unwrap_or_default()
    }

    /// The checks of a loop.
    pub(super) fn of_loop(&self, loop_index: usize) -> &[(Bound, LoopCheck)] {
        self.loops.get(loop_index).map(Vec::as_slice).unwrap_or_default()
    }
}
