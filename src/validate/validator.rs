//! The walk over a file that checks everything on its way.

use super::code_sets::CodeSets;
use super::context::{InstanceLists, SetContext};
use super::elements::{Checked, ElementCheck};
use super::envelope::{EnvelopeCheck, check_set};
use super::outline::{FileReport, GroupReport, InterchangeReport, SetReport};
use super::policy::Policy;
use super::rules::check_rules;
use crate::element::{Encoding, IntoOwned, Text, Word};
use crate::error::Error;
use crate::guide::{Guide, Lint};
#[cfg(feature = "profiles")]
use crate::profile::Profile;
use crate::report::{Issue, IssueCode, Location, Report, Severity};
use crate::syntax::ElementIndex;
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
#[derive(Clone, Debug)]
pub struct Validator {
    policy: Policy,
    options: ReadOptions,
    reader: SetReader,
    lists: InstanceLists,
    elements: ElementCheck,
    elements_of_bytes: ElementIndex,
    code_sets: CodeSets,
    lints: Vec<Lint>,
    #[cfg(feature = "profiles")]
    profile: Option<Profile>,
}

impl Default for Validator {
    fn default() -> Self {
        Self {
            policy: Policy::default(),
            options: ReadOptions::default(),
            reader: SetReader::default(),
            lists: InstanceLists::default(),
            elements: ElementCheck::default(),
            elements_of_bytes: ElementIndex::default(),
            code_sets: CodeSets::default(),
            lints: vec![Lint::LineOfService],
            #[cfg(feature = "profiles")]
            profile: None,
        }
    }
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

    /// The same with the companion guide of a payer laid over the guide. It is asked only of the sets that it is about.
    #[cfg(feature = "profiles")]
    #[must_use]
    pub fn with_profile(mut self, profile: Profile) -> Self {
        self.profile = Some(profile);
        self
    }

    /// The same with these rules beside the guide; without this, those of lines of service alone.
    #[must_use]
    pub fn with_lints(mut self, lints: &[Lint]) -> Self {
        self.lints = lints.to_vec();
        self
    }

    /// Validates a whole file.
    ///
    /// # Errors
    /// When there is no interchange to read, or the input fails.
    pub fn read(&mut self, input: impl std::io::Read) -> Result<FileReport, Error> {
        self.walk(input, None)
    }

    /// Validates a whole file and hands on the report of each set as soon as it is done, with the interchange and the
    /// group that it stands in. The report that is returned has no sets, but the verdict on each group: a file of any
    /// size is validated in bounded memory.
    ///
    /// # Errors
    /// As [`Validator::read`].
    pub fn read_each(
        &mut self,
        input: impl std::io::Read,
        mut each: impl FnMut(&InterchangeReport, &GroupReport, &SetReport),
    ) -> Result<FileReport, Error> {
        self.walk(input, Some(&mut each))
    }

    fn walk(&mut self, input: impl std::io::Read, mut each: Option<Each<'_>>) -> Result<FileReport, Error> {
        let mut report = FileReport::default();
        let mut left = self.options.issue_limit;
        let mut reader = Reader::with_options(input, &self.options);
        let mut envelope = EnvelopeCheck::default();
        let mut set = SetBuffer::new();
        loop {
            let event = reader.next_event(&mut set)?;
            let mut issues = Vec::new();
            match event {
                Event::InterchangeStart => {
                    report.interchanges.push(interchange(&set));
                    envelope.interchange(&set, &mut issues);
                }
                Event::Acknowledgment => {
                    if let Some(interchange) = report.interchanges.last_mut() {
                        interchange.acknowledgments += 1;
                    }
                    EnvelopeCheck::acknowledgment(&set, &mut issues);
                }
                Event::GroupStart => {
                    envelope.group(&set, &mut issues);
                    if let Some(interchange) = report.interchanges.last_mut() {
                        let group = group(&set);
                        if !is_answerable(&group) {
                            let mut issue = unanswerable(&set);
                            issue.severity = self.policy.severity(&issue);
                            interchange.issues.push(issue);
                            issues.retain(|issue| issue.code != IssueCode::GroupNumberInvalid);
                        }
                        interchange.groups.push(group);
                    }
                }
                Event::Set | Event::SetTooLarge => {
                    let mut checked = if event == Event::Set { self.set(&set) } else { unchecked(&set) };
                    limit(&mut checked.issues, &mut left, &mut report.dropped);
                    if let Some(group) = group_of_set(&mut report, set.place().group) {
                        group.transactions.push(checked);
                    }
                    issues.extend(envelope.group_of_set(&set));
                }
                Event::GroupEnd => {
                    let declared = text(set.segment().element(1));
                    let number = set.place().group;
                    let groups = report.interchanges.last_mut().and_then(|interchange| interchange.groups.last_mut());
                    if let Some(group) = groups.filter(|group| group.number == number) {
                        group.declared_sets = declared;
                    }
                    EnvelopeCheck::trailer(&set, "GE", &mut issues);
                }
                Event::InterchangeEnd => EnvelopeCheck::trailer(&set, "IEA", &mut issues),
                Event::Outside | Event::End => {}
            }
            for issue in reader.take_report().issues().iter().chain(&issues) {
                self.arrange(*issue, &mut left, &mut report);
            }
            if let (Event::Set | Event::SetTooLarge, Some(each)) = (event, &mut each) {
                // Findings that are handed on need no room in the report.
                left = self.options.issue_limit;
                hand_on(&mut report, each);
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
            Kind::ImplementationAcknowledgment => Some(Guide::acknowledgment()),
            _ => None,
        };
        if let Some(guide) = guide.filter(|_| !self.reader.placement().placed().is_empty()) {
            let placement = self.reader.placement();
            self.lists.fill(placement);
            let body = raw.up_to(placement.placed().len());
            let elements = if transaction.encoding == Encoding::Latin1 {
                // Reading has found the elements in the text that the bytes were decoded to.
                self.elements_of_bytes.fill(raw.text(), raw.spans(), raw.delimiters());
                &self.elements_of_bytes
            } else {
                self.reader.elements()
            };
            let (encoding, code_sets) = (transaction.encoding, &self.code_sets);
            let checked = Checked { guide, set: body, placement, elements, encoding, code_sets };
            self.elements.run(&checked, 0, &mut report);
            if transaction.kind() != Kind::ImplementationAcknowledgment {
                let ctx = SetContext::new(guide, body, placement, elements, &self.lists);
                check_rules(&ctx, &self.lints, &mut report);
                #[cfg(feature = "profiles")]
                if let Some(profile) = &self.profile {
                    super::profile::check(&ctx, profile, &mut report);
                }
            }
        }
        let element = |number| text(raw.header_element(number));
        let dropped = report.dropped() > 0;
        let mut issues = report.into_issues();
        check_set(&raw, &mut issues);
        let has_identifier = issues.iter().all(|issue| issue.code != IssueCode::SetIdentifierInvalid);
        let unsupported = unsupported(transaction.kind(), set).filter(|_| has_identifier);
        // A guide that is not checked is named by ST03, if not by GS08.
        let by_header = !raw.header_element(3).is_empty();
        let at = |code| match code {
            IssueCode::GuideNotSupported if by_header => Location { element: 3, ..raw.location(0) },
            _ => raw.location(0),
        };
        issues.extend(unsupported.map(|code| Issue::new(code, at(code))));
        if dropped {
            // What was dropped may be an error; what is not known to be good is not accepted.
            issues.push(Issue::new(IssueCode::TooManyFindings, raw.location(0)));
        }
        for issue in &mut issues {
            issue.severity = self.policy.severity(issue);
        }
        issues.sort_by_key(|issue| issue.at.segment);
        SetReport {
            transaction_set: element(1),
            control_number: element(2),
            guide: transaction.guide.clone().into_owned(),
            guide_reference: element(3),
            kind: transaction.kind(),
            offset: set.place().offset,
            issues,
        }
    }

    /// Puts a finding about the envelope where it belongs.
    fn arrange(&self, mut issue: Issue, left: &mut usize, report: &mut FileReport) {
        issue.severity = self.policy.severity(&issue);
        let Location { interchange, group, set, .. } = issue.at;
        let index = |number: u32| usize::try_from(number).unwrap_or(usize::MAX).wrapping_sub(1);
        let FileReport { issues, interchanges, dropped } = report;
        let Some(interchange) = interchanges.get_mut(index(interchange)) else {
            return keep(issues, issue, left, dropped);
        };
        let mut groups = interchange.groups.iter_mut().rev();
        let of_header = issue.code == IssueCode::GroupHeaderMissing;
        let Some(group) = groups.find(|other| other.number == group && (group > 0 || set > 0 && !of_header)) else {
            return keep(&mut interchange.issues, issue, left, dropped);
        };
        // What the envelope says of a set, it says as soon as the set is read.
        match group.transactions.last_mut().filter(|_| set > 0) {
            None => keep(&mut group.issues, issue, left, dropped),
            Some(set) => {
                keep(&mut set.issues, issue, left, dropped);
                set.issues.sort_by_key(|issue| issue.at.segment);
            }
        }
    }
}

/// Takes the report of a set that is done.
type Each<'e> = &'e mut dyn FnMut(&InterchangeReport, &GroupReport, &SetReport);

/// Hands on the latest set; only its verdict stays.
fn hand_on(report: &mut FileReport, each: &mut Each<'_>) {
    let Some(interchange) = report.interchanges.last_mut() else { return };
    let Some(set) = interchange.groups.last_mut().and_then(GroupReport::hand_on) else { return };
    if let Some(group) = interchange.groups.last() {
        each(interchange, group, &set);
    }
}

/// Adds a finding while there is room. The first error of a part is kept in any case: acceptance hangs on it.
fn keep(issues: &mut Vec<Issue>, issue: Issue, left: &mut usize, dropped: &mut u64) {
    let is_error = |issue: &Issue| issue.severity == Severity::Error;
    if *left > 0 {
        *left -= 1;
        issues.push(issue);
    } else if is_error(&issue) && !issues.iter().any(is_error) {
        issues.push(issue);
    } else {
        *dropped += 1;
    }
}

/// Cuts the findings of a set to what there is room for; the first error stays.
fn limit(issues: &mut Vec<Issue>, left: &mut usize, dropped: &mut u64) {
    let all = std::mem::take(issues);
    for issue in all {
        keep(issues, issue, left, dropped);
    }
}

/// Why a set was not checked, though it may be good.
fn unsupported(kind: Kind, set: &SetBuffer) -> Option<IssueCode> {
    if matches!(kind, Kind::Request | Kind::Response | Kind::Unclear) {
        return None;
    }
    let id = set.raw().header_element(1);
    let group = set.group_header().and_then(|header| header.functional_id);
    let group = group.map(Word::text);
    let in_group_of_reviews = group.as_deref() == Some("HI");
    let in_foreign_group = group.as_deref().is_some_and(|id| !matches!(id, "HI" | "FA"));
    match id {
        // In a group of another kind still, GS01 is at fault.
        b"999" | b"997" if !in_group_of_reviews => None,
        b"278" => Some(IssueCode::GuideNotSupported),
        b"999" | b"997" => Some(IssueCode::SetNotSupported),
        // What an 837 must be is not for a reader of 278s to say, as long as its group does not call it a 278.
        _ if in_foreign_group => Some(IssueCode::SetNotChecked),
        _ => Some(IssueCode::SetNotSupported),
    }
}

fn interchange(set: &SetBuffer) -> InterchangeReport {
    let header = set.interchange_header().into_owned();
    let control_number = header.as_ref().map(|header| header.control_number.clone()).unwrap_or_default();
    InterchangeReport { control_number, header, delimiters: set.delimiters(), ..InterchangeReport::default() }
}

fn group(set: &SetBuffer) -> GroupReport {
    let element = |number| text(set.segment().element(number));
    GroupReport {
        number: set.place().group,
        functional_id: element(1),
        sender: element(2),
        receiver: element(3),
        control_number: element(6),
        version: element(8),
        ..GroupReport::default()
    }
}

/// The group with a number, which is the latest; sets outside of any group form one of their own.
fn group_of_set(report: &mut FileReport, number: u32) -> Option<&mut GroupReport> {
    if report.interchanges.is_empty() {
        report.interchanges.push(InterchangeReport::default());
    }
    let interchange = report.interchanges.last_mut()?;
    if interchange.groups.last().is_none_or(|group| group.number != number) {
        interchange.groups.push(GroupReport { number, ..GroupReport::default() });
    }
    interchange.groups.last_mut()
}

/// A value of the envelope.
fn text(bytes: &[u8]) -> Text<'static> {
    Text::from(String::from_utf8_lossy(bytes).into_owned())
}

/// The report of a set that was passed over because it is too large: what its ST says.
fn unchecked(set: &SetBuffer) -> SetReport {
    let raw = set.raw();
    let element = |number| text(raw.header_element(number));
    let reference = element(3);
    SetReport {
        transaction_set: element(1),
        control_number: element(2),
        guide: if reference.is_empty() { text(set.group_version()) } else { reference.clone() },
        guide_reference: reference,
        offset: set.place().offset,
        ..SetReport::default()
    }
}

/// Whether a 999 could name the group: by GS01 and GS06.
fn is_answerable(group: &GroupReport) -> bool {
    let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_graphic());
    let (kind, number) = (&*group.functional_id, &*group.control_number);
    kind.len() == 2 && (1..=9).contains(&number.len()) && plain(kind) && plain(number)
}

fn unanswerable(set: &SetBuffer) -> Issue {
    let (place, segment) = (set.place(), set.segment());
    let at = Location {
        interchange: place.interchange,
        group: place.group,
        segment: segment.number(),
        segment_id: Some("GS"),
        offset: place.offset,
        length: u32::try_from(segment.bytes().len()).unwrap_or(u32::MAX),
        ..Location::default()
    };
    Issue::new(IssueCode::GroupHeaderUnusable, at)
}
