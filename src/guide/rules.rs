//! The rules of a guide that no row of its tables says: syntax notes and conditions, in our own words.

use super::rows::{Guide, SegmentRow};
use super::table::{Record, Table};
use crate::report::{RuleText, Severity};
use std::sync::LazyLock;

/// One rule.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Its id and what it asks for.
    pub text: RuleText,
    /// Loop that it is about; empty for all loops with the segment.
    pub loop_id: &'static str,
    /// Segment that it is about.
    pub segment: &'static str,
    /// Which of several rows of that segment, such as `DTP01=435`; empty for all.
    pub matching: &'static str,
    /// Whether it is a syntax note of the standard, such as `P0304`.
    pub is_syntax_note: bool,
    /// How bad it is to break it; a warning where the condition is not certain. `None` when no program can decide it from
    /// one set.
    pub severity: Option<Severity>,
    /// Beside the rules of a guide: the rules of a line of service, and those of operating rules and regulation.
    pub lint: Option<Lint>,
}

/// Rules beside the guide.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lint {
    /// Parts that belong together for one line of service: ambulance, chiropractic care, equipment, oxygen, home care.
    LineOfService,
    /// CAQH CORE data content rules for prior authorization; voluntary, binding on certified entities.
    Core,
    /// CMS-0057-F: what payers under that rule owe since 2026-01-01.
    Cms0057,
}

impl Guide {
    /// The rules of the guide, in the order of their ids, then those beside it; none for a guide other than the request and
    /// the response of 005010X217.
    #[must_use]
    pub fn rules(&self) -> &'static [Rule] {
        static REQUEST: LazyLock<Vec<Rule>> = LazyLock::new(|| load("request"));
        static RESPONSE: LazyLock<Vec<Rule>> = LazyLock::new(|| load("response"));
        match self.name {
            "request" => &REQUEST,
            "response" => &RESPONSE,
            _ => &[],
        }
    }

    /// The indices of the rows that a rule is about.
    pub(crate) fn rows_of(&self, rule: &Rule) -> impl Iterator<Item = usize> {
        let fits = |row: &SegmentRow| {
            let in_loop = self.loops.get(row.in_loop).is_some_and(|of| of.id == rule.loop_id);
            (in_loop || rule.loop_id.is_empty()) && row.id == rule.segment && row.is_matched_by(rule.matching)
        };
        self.rows.iter().enumerate().filter(move |(_, row)| fits(row)).map(|(index, _)| index)
    }
}

fn load(direction: &str) -> Vec<Rule> {
    let own = match direction {
        "response" => include_str!("tables/x217_response.rules.tsv"),
        _ => include_str!("tables/x217_request.rules.tsv"),
    };
    let beside = Table::new(include_str!("tables/lint.rules.tsv"));
    let own = Table::new(own).records().map(|record| rule(&record));
    own.chain(beside.records().filter(|record| record.get("guide") == direction).map(|record| rule(&record))).collect()
}

fn rule(record: &Record) -> Rule {
    let text = record.get("rule");
    Rule {
        text: RuleText { id: record.get("id"), text: text.strip_prefix("UNVERIFIED: ").unwrap_or(text) },
        loop_id: record.get("loop"),
        segment: record.get("segment"),
        matching: record.get("match"),
        is_syntax_note: record.get("kind") == "syntax",
        severity: match record.get("checkable") {
            "yes" => Some(Severity::Error),
            "warn" => Some(Severity::Warning),
            _ => None,
        },
        lint: match record.get("set") {
            "service" => Some(Lint::LineOfService),
            "core" => Some(Lint::Core),
            "cms0057" => Some(Lint::Cms0057),
            _ => None,
        },
    }
}
