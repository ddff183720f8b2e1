//! Findings about content: what is wrong, where, how bad, and by which codes of the trade.
//!
//! Reading never fails on content. It gives a document *and* a [`Report`]; strictness is a question asked of the
//! report afterwards.

mod code;
mod follows;
#[cfg(feature = "serde")]
mod json;
mod location;

pub use code::{IssueCode, IssueInfo};
#[cfg(feature = "serde")]
pub(crate) use json::{PlacedIssues, fields};
pub use location::Location;

use std::fmt;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Worth knowing, nothing to mend.
    Note,
    /// Against the letter, or not certain; accepted.
    Warning,
    /// Against the standard or the guide; the set is not acceptable.
    Error,
}

impl Severity {
    /// `error`, `warning` or `note`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A rule of a guide or of a payer: its id, and what it asks for in our words.
///
/// `Debug` shows nothing of it: what a payer writes is as little for logs as what a file holds.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct RuleText {
    /// Id in the rule tables: `Q139` in a request, `A164` in a response.
    pub id: &'static str,
    /// What it asks for.
    pub text: &'static str,
}

impl std::fmt::Debug for RuleText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RuleText")
    }
}

/// What made a finding one: the segment, and where it is one element the element, whose presence or value asks for
/// what is missing or rules out what is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trigger {
    /// Segment id.
    pub segment_id: &'static str,
    /// Number of the segment in the set, ST = 1.
    pub segment: u32,
    /// Element number; 0 when the segment as a whole is the trigger.
    pub element: u16,
    /// Component number, or 0.
    pub component: u16,
}

/// One finding. Holds no byte of the input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Issue {
    /// What it is.
    pub code: IssueCode,
    /// How bad it is; the table's severity unless a rule says otherwise.
    pub severity: Severity,
    /// SNIP type; the table's unless the standard itself asks for what is missing.
    pub snip: u8,
    /// Where it is.
    pub at: Location,
    /// The rule that is broken, where one says more than the code.
    pub rule: Option<RuleText>,
    /// For a finding that follows from other data: that data, where it can be located.
    pub trigger: Option<Trigger>,
}

impl Issue {
    /// An issue with the severity and the SNIP type of the table.
    #[must_use]
    pub const fn new(code: IssueCode, at: Location) -> Self {
        let info = code.info();
        Self { code, severity: info.severity, snip: info.snip, at, rule: None, trigger: None }
    }

    /// The same with what made it a finding.
    #[must_use]
    pub const fn with_trigger(self, trigger: Trigger) -> Self {
        Self { trigger: Some(trigger), ..self }
    }

    /// The TA1 note code (TA105), or empty: for an element of ISA its own code, else the table's.
    #[must_use]
    pub fn ta105(&self) -> &'static str {
        /// ISA01 to ISA16.
        const OF_ELEMENTS: [&str; 16] = [
            "010", "011", "012", "013", "005", "006", "007", "008", "014", "015", "022", "017", "018", "019", "020",
            "027",
        ];
        let of_element = self.at.element.checked_sub(1).and_then(|index| OF_ELEMENTS.get(usize::from(index)));
        let own = self.code.info().ta105;
        match (self.at.segment_id, of_element) {
            // A number used twice is not a number that is wrong in itself.
            (Some("ISA"), Some(code)) if own != "025" => code,
            _ => own,
        }
    }

    /// The finding in words, without numbers of segments and bytes: `UM02 in 2000E[1]: required, but empty`.
    #[must_use]
    pub fn message(&self) -> String {
        let sentence = self.code.info().sentence;
        match self.rule {
            Some(rule) => format!("{}: {sentence}: {} [{}]", self.at, rule.text, rule.id),
            None => format!("{}: {sentence}", self.at),
        }
    }
}

/// `UM02 in 2000E[1]: required, but empty (segment 14, byte 611)`.
impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message())?;
        match self.at.segment {
            0 => write!(f, " (byte {})", self.at.offset),
            segment => write!(f, " (segment {segment}, byte {})", self.at.offset),
        }
    }
}

/// All findings about one input, in the order in which they were found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    issues: Vec<Issue>,
    dropped: u64,
    worst: Option<Severity>,
    limit: usize,
}

impl Default for Report {
    fn default() -> Self {
        Self::with_limit(Self::LIMIT)
    }
}

impl Report {
    /// How many issues a report keeps unless told otherwise.
    pub const LIMIT: usize = 10_000;

    /// An empty report that keeps at most `limit` issues and counts the rest.
    #[must_use]
    pub const fn with_limit(limit: usize) -> Self {
        Self { issues: Vec::new(), dropped: 0, worst: None, limit }
    }

    /// The most issues that it keeps.
    #[must_use]
    pub const fn limit(&self) -> usize {
        self.limit
    }

    /// Adds a finding, or counts it when the limit is reached.
    pub fn push(&mut self, issue: Issue) {
        self.worst = self.worst.max(Some(issue.severity));
        if self.issues.len() < self.limit {
            self.issues.push(issue);
        } else {
            self.dropped += 1;
        }
    }

    /// Adds all findings of another report.
    pub fn append(&mut self, other: &Self) {
        for issue in &other.issues {
            self.push(*issue);
        }
        self.dropped += other.dropped;
        self.worst = self.worst.max(other.worst);
    }

    /// The findings kept.
    #[must_use]
    pub fn issues(&self) -> &[Issue] {
        &self.issues
    }

    /// Sorts the findings behind the first `start` by segment.
    pub(crate) fn sort_from(&mut self, start: usize) {
        if let Some(tail) = self.issues.get_mut(start..) {
            tail.sort_by_key(|issue| issue.at.segment);
        }
    }

    /// Keeps of the findings behind the first `start` those that a test passes.
    pub(crate) fn retain_from(&mut self, start: usize, mut keep: impl FnMut(&Issue) -> bool) {
        let mut index = 0;
        self.issues.retain(|issue| {
            index += 1;
            index <= start || keep(issue)
        });
        if self.dropped == 0 {
            self.worst = self.issues.iter().map(|issue| issue.severity).max();
        }
    }

    /// The findings, taken out.
    pub(crate) fn into_issues(self) -> Vec<Issue> {
        self.issues
    }

    /// How many findings were not kept, because the limit was reached.
    #[must_use]
    pub const fn dropped(&self) -> u64 {
        self.dropped
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.issues.is_empty() && self.dropped == 0
    }

    /// The worst severity found, dropped findings included.
    #[must_use]
    pub const fn worst(&self) -> Option<Severity> {
        self.worst
    }

    /// Whether a finding of error severity is among them.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.worst() == Some(Severity::Error)
    }
}
