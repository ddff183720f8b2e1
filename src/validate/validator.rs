//! The walk over a file that checks everything on its way.

use super::code_sets::CodeSets;
use super::context::{InstanceLists, SetContext};
use super::elements::{Checked, ElementCheck};
use super::outline::{FileReport, GroupReport, InterchangeReport, SetReport};
use super::policy::Policy;
use super::rules::check_rules;
use crate::error::Error;
use crate::guide::Guide;
use crate::report::{Issue, Report};
use crate::transaction::{Event, Kind, ReadOptions, Reader, SetBuffer, SetReader};

/// Validates files, streams and single sets. Reused from one to the next; never fails on content.
///
/// ```
/// use x12_278::validate::Validator;
///
/// let file = std::fs::read("examples/data/response_certified.edi").unwrap();
/// let report = Validator::default().read(&file[..]).unwrap();
/// assert!(report.is_accepted());
/// assert_eq!(report.interchanges[0].ta104(), "A");
/// ```
#[derive(Clone, Debug, Default)]
pub struct Validator {
    policy: Policy,
    options: ReadOptions,
    reader: SetReader,
    lists: InstanceLists,
    elements: ElementCheck,
    code_sets: CodeSets,
}

impl Validator {
    /// A validator with a policy.
    #[must_use]
    pub fn new(policy: Policy) -> Self {
        Self { policy, ..Self::default() }
    }

    /// The same with other limits and allowances of reading.
    #[must_use]
    pub fn with_options(mut self, options: ReadOptions) -> Self {
        self.options = options;
        self
    }

    /// The same with external code sets of your own.
    #[must_use]
    pub fn with_code_sets(mut self, sets: CodeSets) -> Self {
        self.code_sets = sets;
        self
    }

    /// Validates a whole file.
    ///
    /// # Errors
    /// When there is no interchange to read, or the input fails.
    pub fn read(&mut self, input: impl std::io::Read) -> Result<FileReport, Error> {
        let mut report = FileReport::default();
        let mut left = self.options.issue_limit;
        let mut reader = Reader::with_options(input, &self.options);
        let mut set = SetBuffer::new();
        loop {
            let event = reader.next_event(&mut set)?;
            match event {
                Event::InterchangeStart => report.interchanges.push(interchange(&set)),
                Event::GroupStart => {
                    if let Some(interchange) = report.interchanges.last_mut() {
                        interchange.groups.push(group(&set));
                    }
                }
                Event::Set | Event::SetTooLarge => {
                    let mut checked = if event == Event::Set { self.set(&set) } else { SetReport::default() };
                    limit(&mut checked.issues, &mut left, &mut report.dropped);
                    if let Some(group) = last_group(&mut report) {
                        group.transactions.push(checked);
                    }
                }
                Event::GroupEnd => {
                    let declared = String::from_utf8_lossy(set.segment().element(1)).into_owned();
                    if let Some(group) = last_group(&mut report) {
                        group.declared_sets = declared;
                    }
                }
                Event::InterchangeEnd | Event::Acknowledgment | Event::Outside | Event::End => {}
            }
            for issue in reader.take_report().issues() {
                self.arrange(*issue, &mut report);
            }
            if event == Event::End {
                return Ok(report);
            }
        }
    }

    /// Validates one set out of a stream.
    pub fn set(&mut self, set: &SetBuffer) -> SetReport {
        let mut report = Report::with_limit(self.options.issue_limit);
        let raw = set.raw();
        let transaction = self.reader.read_raw(&raw, set.group_version(), &mut report);
        let guide = match transaction.kind() {
            Kind::Request => Some(Guide::request()),
            Kind::Response => Some(Guide::response()),
            _ => None,
        };
        if let Some(guide) = guide {
            let placement = self.reader.placement();
            self.lists.fill(placement);
            let body = raw.up_to(placement.placed().len());
            let checked =
                Checked { guide, set: body, placement, encoding: transaction.encoding, code_sets: &self.code_sets };
            self.elements.run(&checked, 0, &mut report);
            let ctx = SetContext::new(guide, body, placement, &self.lists, &transaction, set.group_version());
            check_rules(&ctx, &mut report);
        }
        let header = raw.segment(0);
        let element = |number| {
            let bytes = header.map(|segment| segment.element(number)).unwrap_or_default();
            String::from_utf8_lossy(bytes).into_owned()
        };
        let mut issues = report.into_issues();
        for issue in &mut issues {
            issue.severity = self.policy.severity(issue);
        }
        SetReport {
            transaction_set: element(1),
            control_number: element(2),
            guide: transaction.guide.to_string(),
            kind: transaction.kind(),
            issues,
        }
    }

    /// Puts a finding about the envelope where it belongs.
    fn arrange(&self, mut issue: Issue, report: &mut FileReport) {
        issue.severity = self.policy.severity(&issue);
        let at = issue.at;
        let index = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).wrapping_sub(1);
        let Some(interchange) = report.interchanges.get_mut(index(at.interchange)) else {
            return report.issues.push(issue);
        };
        match interchange.groups.get_mut(index(at.group)) {
            None => interchange.issues.push(issue),
            Some(group) => match group.transactions.get_mut(index(at.set)) {
                None => group.issues.push(issue),
                Some(set) => set.issues.insert(0, issue),
            },
        }
    }
}

fn limit(issues: &mut Vec<Issue>, left: &mut usize, dropped: &mut u64) {
    *dropped += issues.len().saturating_sub(*left) as u64;
    issues.truncate(*left);
    *left -= issues.len();
}

fn interchange(set: &SetBuffer) -> InterchangeReport {
    let number = set.interchange_header().map(|header| header.control_number.to_string());
    InterchangeReport { control_number: number.unwrap_or_default(), ..InterchangeReport::default() }
}

fn group(set: &SetBuffer) -> GroupReport {
    let element = |number| String::from_utf8_lossy(set.segment().element(number)).into_owned();
    GroupReport { functional_id: element(1), control_number: element(6), version: element(8), ..GroupReport::default() }
}

fn last_group(report: &mut FileReport) -> Option<&mut GroupReport> {
    if report.interchanges.is_empty() {
        report.interchanges.push(InterchangeReport::default());
    }
    let interchange = report.interchanges.last_mut()?;
    if interchange.groups.is_empty() {
        interchange.groups.push(GroupReport::default());
    }
    interchange.groups.last_mut()
}
