//! From an order to a request, or to everything that is wrong with it.

use super::checks::completeness::{Item, State, checklist};
use super::options::BuildOptions;
use super::order::envelope::Envelope;
use super::problem::{Problem, ProblemKind, Problems};
use super::regimen::{Regimen, regimens};
use super::request::uncoded::{Carrier, Uncoded, uncoded};
use crate::infusion::order::InfusionRequest;
use crate::profile::Profile;
use crate::report::Severity;
use crate::transaction::{Request, Transaction};
use crate::validate::Validator;

/// A request that was built, written and read back clean.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Built {
    /// The request, in plain public fields.
    pub request: Request<'static>,
    /// What is worth knowing, but kept nothing from being built.
    pub warnings: Vec<Problem>,
    /// What each line asks for.
    pub lines: Vec<Regimen>,
    /// What the order says and no code of the 278 can, and what carries it instead.
    pub uncoded: Vec<Uncoded>,
}

impl Built {
    /// The request as a transaction set.
    #[must_use]
    pub fn into_transaction(self) -> Transaction<'static> {
        Transaction::of_request(self.request)
    }
}

impl InfusionRequest {
    /// Builds the request: checks the order, works out lines, units, dates and messages, writes the request and reads it
    /// back, under the guide and under the companion guide of the profile.
    ///
    /// # Errors
    /// Every problem of the order at once, in its own words, each with the place that it would have had in the 278.
    pub fn build(&self, options: &BuildOptions<'_>) -> Result<Built, Problems> {
        let mut problems = Problems::default();
        self.check_sizes(&mut problems);
        if problems.has_errors() {
            return Err(problems);
        }
        if self.drugs.is_empty() && self.services.is_empty() && self.intent.kind.asks_for_care() {
            problems.push(ProblemKind::NothingAsked, "drugs, services", "2000F");
        }
        if options.control_number == 0 || options.control_number > 999_999_999 {
            problems.push(ProblemKind::ControlNumber, "the control number of the set", "HEADER ST02");
        }
        let lines = super::request::lines::lines(self, options, &mut problems);
        let (request, parts) = super::request::assemble::assemble(self, &lines, options, &mut problems);
        super::checks::contradictions::check(self, options, &mut problems);
        for item in checklist(self, options) {
            complain(&item, &mut problems);
        }
        super::checks::policy::check(self, options, &mut problems);
        super::checks::days::check(self, options, &mut problems);
        super::checks::together::check(self, options, &mut problems);
        super::checks::routing::check(self, options, &mut problems);
        if !options.profile.is_about(self.payer.id.trim()) {
            problems.warn(ProblemKind::OtherPayer, "payer.id", "2010A NM109");
        }
        if !options.profile.holds_on(options.today()) {
            problems.warn(ProblemKind::ProfileNotInForce, "the day of the request", "HEADER BHT04");
        }
        if problems.has_errors() {
            return Err(problems);
        }
        check_written(&request, options, &mut problems);
        if problems.has_errors() {
            return Err(problems);
        }
        let line_parts = lines.iter().flat_map(|line| line.message_parts.iter().copied());
        let uncoded = uncoded(self, &parts.into_iter().chain(line_parts).collect::<Vec<_>>());
        for item in uncoded.iter().filter(|item| item.carrier == Carrier::Nothing) {
            problems.warn(ProblemKind::Unsaid, item.what.clone(), "2000E PWK");
        }
        Ok(Built { lines: regimens(&request), warnings: problems.into_list(), request, uncoded })
    }
}

impl InfusionRequest {
    /// Refuses lists that no order has, before any work is done on them.
    fn check_sizes(&self, problems: &mut Problems) {
        let sizes = [
            ("diagnoses", self.diagnoses.len()),
            ("drugs", self.drugs.len()),
            ("drugs[].phases", self.drugs.iter().map(|drug| drug.phases.len()).max().unwrap_or_default()),
            ("services", self.services.len()),
            ("providers", self.providers.len()),
            ("attachments", self.attachments.len()),
        ];
        for (subject, size) in sizes {
            if size > Self::MOST {
                problems.push(ProblemKind::TooMany(Self::MOST), subject, "");
            }
        }
    }

    /// The most drugs, services, phases of a drug and other entries of one list.
    pub const MOST: usize = 500;
}

/// An item of the completeness list that is missing is a problem as bad as the payer has it, unless it was said by its
/// path.
fn complain(item: &Item, problems: &mut Problems) {
    let said = |problem: &Problem| {
        use ProblemKind::{EarlierAuthorization, EarlierNumber, EarlierReference, Missing};
        let missing = matches!(problem.kind, Missing | EarlierAuthorization | EarlierReference | EarlierNumber);
        // A document that lacks its number is not the one that is missing.
        let document = problem.subject.starts_with("attachments");
        let there = item.path.split(", ").any(|path| path == problem.subject) && problem.severity >= item.severity;
        let error = missing && !document && problem.severity == Severity::Error;
        there || error && item.place.starts_with(problem.place)
    };
    if item.state == State::Missing && item.severity > Severity::Note && !problems.list().iter().any(said) {
        problems.add(item.severity, ProblemKind::Incomplete(item.title), item.path.clone(), item.place);
    }
}

/// Where the order has the codes that it hands through.
const CODED: [(&str, &str); 9] = [
    ("UM03 in 2000E", "serviceType"),
    ("UM07 in 2000E", "clinical.condition"),
    ("UM08 in 2000E", "clinical.prognosis"),
    ("UM10 in 2000E", "clinical.delayReason"),
    ("CR601 in 2000E", "clinical.prognosis"),
    ("CL102 in 2000E", "admission.source"),
    ("CL103 in 2000E", "admission.status"),
    ("NM108 in 2010A", "payer.idQualifier"),
    ("SV201 in 2000F", "drugs, services: revenueCode"),
];

/// Writes the request and holds it against what a validator says of it. The one place where a built request is judged:
/// a finding of error severity here is a fault of the build that must not leave the house.
fn check_written(request: &Request<'static>, options: &BuildOptions<'_>, problems: &mut Problems) {
    let envelope = Envelope::new("SENDER", "RECEIVER").wrap(request.clone(), 1, options.at);
    let written = envelope.ok().and_then(|document| document.write().ok());
    let mut validator = validator(options.profile);
    let Some(report) = written.and_then(|bytes| validator.read(bytes.as_slice()).ok()) else {
        problems.push(ProblemKind::Unwritable, "the request", "");
        return;
    };
    for issue in report.all_issues().filter(|issue| issue.severity > Severity::Note) {
        let at = issue.at.to_string();
        let path = CODED.iter().find(|(place, _)| at.starts_with(place)).map(|(_, path)| (*path).to_owned());
        let kind = match issue.rule {
            Some(rule) if issue.snip == 7 => ProblemKind::Profile(issue.code, rule),
            _ => ProblemKind::ReadBack(issue.code),
        };
        problems.add(issue.severity, kind, path.unwrap_or(at), "");
    }
}

/// Who reads back what was written: by the guide, and by the companion guide of the payer.
#[cfg(feature = "profiles")]
fn validator(profile: &Profile) -> Validator {
    Validator::default().with_profile(profile.clone())
}

/// Who reads back what was written: by the guide. Without the feature `profiles` a profile asks nothing of a set.
#[cfg(not(feature = "profiles"))]
fn validator(_: &Profile) -> Validator {
    Validator::default()
}
