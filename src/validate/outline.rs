//! Findings arranged as the file is, and what they mean in TA1 and 999.

use crate::element::Text;
use crate::report::{Issue, Severity};
use crate::syntax::Delimiters;
use crate::transaction::{InterchangeHeader, Kind};

/// The findings about one file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileReport {
    /// Findings about the file as a whole.
    pub issues: Vec<Issue>,
    /// Its interchanges, in order.
    pub interchanges: Vec<InterchangeReport>,
    /// Findings beyond the limit, which are counted only.
    pub dropped: u64,
}

/// The findings about one interchange.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InterchangeReport {
    /// ISA13.
    pub control_number: Text<'static>,
    /// ISA; `None` for sets without an interchange around them.
    pub header: Option<InterchangeHeader<'static>>,
    /// What parts its segments.
    pub delimiters: Delimiters,
    /// How many TA1 it carries.
    pub acknowledgments: u32,
    /// Findings about the envelope.
    pub issues: Vec<Issue>,
    /// Its groups, in order.
    pub groups: Vec<GroupReport>,
}

/// The findings about one functional group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupReport {
    /// Its number in the interchange, from 1; 0 for sets that stand in no group.
    pub number: u32,
    /// GS01.
    pub functional_id: Text<'static>,
    /// GS02.
    pub sender: Text<'static>,
    /// GS03.
    pub receiver: Text<'static>,
    /// GS06.
    pub control_number: Text<'static>,
    /// GS08.
    pub version: Text<'static>,
    /// GE01 as it was sent; empty when GE is missing.
    pub declared_sets: Text<'static>,
    /// Findings about the group.
    pub issues: Vec<Issue>,
    /// Its sets, in order; without those that were handed on one by one.
    pub transactions: Vec<SetReport>,
    /// The verdicts on those that were handed on one by one.
    pub handed_on: Verdicts,
}

/// Verdicts on sets whose reports were handed on one by one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// How many there were.
    pub sets: usize,
    /// How many of them were 278s.
    pub reviews: usize,
    /// How many of them were acknowledgments.
    pub acknowledgments: usize,
    /// How many of them were accepted.
    pub accepted: usize,
    /// How many were accepted with findings noted (IK501 `E`).
    pub noted: usize,
}

/// The findings about one transaction set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetReport {
    /// ST01.
    pub transaction_set: Text<'static>,
    /// ST02.
    pub control_number: Text<'static>,
    /// The guide that the set names.
    pub guide: Text<'static>,
    /// ST03.
    pub guide_reference: Text<'static>,
    /// What it is.
    pub kind: Kind,
    /// Offset of its first byte in the input.
    pub offset: u64,
    /// The findings, in the order of the segments.
    pub issues: Vec<Issue>,
}

/// A control number, a guide or the name of a set as it may be shown: the text when it looks like one, else nothing, for
/// anything might stand in its place. A guide is six digits, and perhaps an `X` with three more and an erratum; all else
/// has digits and capital letters, one digit at least, and nine characters at most.
///
/// ```
/// use x12_278::validate::identifier;
/// assert_eq!((identifier("000000666"), identifier("005010X217"), identifier("DOE^JANE")), ("000000666", "005010X217", ""));
/// assert_eq!((identifier("DOE19800101"), identifier("W19800101A1")), ("", ""));
/// ```
#[must_use]
pub fn identifier(text: &str) -> &str {
    let text = text.trim();
    let fits = text.len() <= 9 && text.bytes().all(|byte| byte.is_ascii_digit() || byte.is_ascii_uppercase());
    if fits && text.bytes().any(|byte| byte.is_ascii_digit()) || is_guide(text.as_bytes()) { text } else { "" }
}

/// Whether a text is of the form `005010X217`, with or without an erratum (`A1`, `E2`) behind it.
fn is_guide(text: &[u8]) -> bool {
    let Some((release, [b'X', guide @ ..])) = text.split_at_checked(6) else { return false };
    let Some((number, erratum)) = guide.split_at_checked(3) else { return false };
    release.iter().chain(number).all(u8::is_ascii_digit) && matches!(erratum, [] | [b'A' | b'E', b'0'..=b'9'])
}

fn has_errors(issues: &[Issue]) -> bool {
    issues.iter().any(|issue| issue.severity == Severity::Error)
}

impl FileReport {
    /// Every finding, in the order of the file.
    pub fn all_issues(&self) -> impl Iterator<Item = &Issue> {
        let inner = self.interchanges.iter().flat_map(InterchangeReport::all_issues);
        self.issues.iter().chain(inner)
    }

    /// Whether there is no error anywhere.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        let mut groups = self.interchanges.iter().flat_map(|interchange| &interchange.groups);
        groups.all(|group| group.accepted_sets() == group.received_sets())
            && self.all_issues().all(|issue| issue.severity != Severity::Error)
    }
}

impl InterchangeReport {
    /// Every finding about the interchange and what is in it.
    pub fn all_issues(&self) -> impl Iterator<Item = &Issue> {
        let inner = self.groups.iter().flat_map(GroupReport::all_issues);
        self.issues.iter().chain(inner)
    }

    /// TA104: `A` no errors, `R` rejected; warnings alone do not count.
    #[must_use]
    pub fn ta104(&self) -> &'static str {
        if has_errors(&self.issues) { "R" } else { "A" }
    }

    /// TA105: the note code of the first error, `000` when there is none.
    #[must_use]
    pub fn ta105(&self) -> &'static str {
        let errors = self.issues.iter().filter(|issue| issue.severity == Severity::Error);
        errors.map(Issue::ta105).find(|code| !code.is_empty()).unwrap_or("000")
    }
}

impl GroupReport {
    /// Whether it is itself an acknowledgment, which is never acknowledged: a group of kind FA, or of nothing but 999
    /// and 997.
    #[must_use]
    pub fn is_acknowledgment(&self) -> bool {
        let here = self.transactions.iter().filter(|set| set.is_acknowledgment()).count();
        let all = self.received_sets() > 0 && here + self.handed_on.acknowledgments == self.received_sets();
        self.functional_id == *"FA" || all
    }

    /// Whether it is a group of another kind than 278 (GS01 is not `HI`) without any 278 in it. It is not checked
    /// here, and so not answered here.
    #[must_use]
    pub fn is_of_another_kind(&self) -> bool {
        let reviews = self.handed_on.reviews + self.transactions.iter().filter(|set| set.is_review()).count();
        self.functional_id != *"HI" && reviews == 0
    }

    /// Every finding about the group and its sets.
    pub fn all_issues(&self) -> impl Iterator<Item = &Issue> {
        self.issues.iter().chain(self.transactions.iter().flat_map(|set| &set.issues))
    }

    /// How many sets it has (AK903).
    #[must_use]
    pub fn received_sets(&self) -> usize {
        self.handed_on.sets + self.transactions.len()
    }

    /// Whether the group is rejected for what is wrong with GS and GE; then none of its sets is accepted, however good.
    #[must_use]
    pub fn is_rejected_itself(&self) -> bool {
        has_errors(&self.issues)
    }

    /// How many of its sets are accepted (AK904): none when the group itself is rejected, whatever is said of each set.
    #[must_use]
    pub fn accepted_sets(&self) -> usize {
        if self.is_rejected_itself() {
            return 0;
        }
        self.handed_on.accepted + self.transactions.iter().filter(|set| set.is_accepted()).count()
    }

    /// AK901: `A` accepted, `E` accepted with errors noted, `P` partly, `R` rejected.
    #[must_use]
    pub fn ak901(&self) -> &'static str {
        let (accepted, received) = (self.accepted_sets(), self.received_sets());
        if self.is_rejected_itself() || accepted == 0 && received > 0 {
            "R"
        } else if accepted < received {
            "P"
        } else if self.handed_on.noted > 0 || self.transactions.iter().any(|set| set.ik501() == "E") {
            "E"
        } else {
            "A"
        }
    }

    /// Takes out the latest set and keeps its verdict.
    pub(crate) fn hand_on(&mut self) -> Option<SetReport> {
        let set = self.transactions.pop()?;
        self.handed_on.sets += 1;
        self.handed_on.reviews += usize::from(set.is_review());
        self.handed_on.acknowledgments += usize::from(set.is_acknowledgment());
        match set.ik501() {
            "R" => {}
            "E" => {
                self.handed_on.accepted += 1;
                self.handed_on.noted += 1;
            }
            _ => self.handed_on.accepted += 1,
        }
        Some(set)
    }
}

impl SetReport {
    /// Whether it is itself an acknowledgment (999, or its forerunner 997), which is never acknowledged.
    #[must_use]
    pub fn is_acknowledgment(&self) -> bool {
        matches!(&*self.transaction_set, "999" | "997")
    }

    /// Whether it is a 278, of whatever release and guide.
    #[must_use]
    pub fn is_review(&self) -> bool {
        self.transaction_set == *"278"
    }

    /// Whether a finding counts in the 999: errors, and warnings of SNIP types 1 to 4.
    #[must_use]
    pub fn counts(issue: &Issue) -> bool {
        issue.severity == Severity::Error || issue.severity == Severity::Warning && issue.snip <= 4
    }

    /// Whether none of its findings is an error. This is about the set alone: it counts when its group and its
    /// interchange are not rejected themselves.
    #[must_use]
    pub fn is_accepted(&self) -> bool {
        !has_errors(&self.issues)
    }

    /// IK501: `A` accepted, `E` accepted with findings noted, `R` rejected. Warnings about external code sets, lines of
    /// service and partner rules (SNIP 5 to 7) are no reason for `E`.
    #[must_use]
    pub fn ik501(&self) -> &'static str {
        if !self.is_accepted() {
            "R"
        } else if self.issues.iter().any(Self::counts) {
            "E"
        } else {
            "A"
        }
    }
}
