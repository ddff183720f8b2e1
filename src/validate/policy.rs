//! How severe a finding is, and what is accepted.

use crate::report::{Issue, IssueCode, Severity};

/// Decides how severe each finding is. Acceptance follows: a set is accepted when none of its findings is an error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    base: Base,
    by_snip: Vec<(u8, Severity)>,
    by_code: Vec<(IssueCode, Severity)>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Base {
    #[default]
    Default,
    Strict,
    Lenient,
}

impl Policy {
    /// Every warning is an error.
    #[must_use]
    pub fn strict() -> Self {
        Self { base: Base::Strict, ..Self::default() }
    }

    /// Errors against the guide and its conditions (SNIP 2 and 4) are warnings, and so are an interchange header that is
    /// not padded and one that is broken over lines.
    #[must_use]
    pub fn lenient() -> Self {
        Self { base: Base::Lenient, ..Self::default() }
    }

    /// Gives all findings of a SNIP type one severity.
    #[must_use]
    pub fn with_snip(mut self, snip: u8, severity: Severity) -> Self {
        self.by_snip.push((snip, severity));
        self
    }

    /// Gives all findings of a code one severity; goes before the SNIP type.
    #[must_use]
    pub fn with_code(mut self, code: IssueCode, severity: Severity) -> Self {
        self.by_code.push((code, severity));
        self
    }

    /// The severity of a finding under this policy.
    #[must_use]
    pub fn severity(&self, issue: &Issue) -> Severity {
        let by_code = self.by_code.iter().rev().find(|(code, _)| *code == issue.code);
        let by_snip = self.by_snip.iter().rev().find(|(snip, _)| *snip == issue.snip);
        if let Some(severity) = by_code.map(|(_, severity)| *severity).or(by_snip.map(|(_, severity)| *severity)) {
            return severity;
        }
        match (self.base, issue.severity) {
            (Base::Strict, Severity::Warning) => Severity::Error,
            (Base::Lenient, Severity::Error) if matches!(issue.snip, 2 | 4) || is_padding(issue.code) => {
                Severity::Warning
            }
            (_, severity) => severity,
        }
    }
}

/// Whether a finding is about the layout of the interchange header alone; every element of it can be read.
const fn is_padding(code: IssueCode) -> bool {
    matches!(code, IssueCode::HeaderWidth | IssueCode::HeaderLineBreak)
}
