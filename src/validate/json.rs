//! Reports as JSON: the shape `x12-278/report/1`.

use super::outline::{FileReport, GroupReport, InterchangeReport, SetReport, identifier};
use crate::element::Word;
use crate::report::{Issue, fields};
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};
use std::collections::HashMap;

/// The name of the shape, first in every document.
const SCHEMA: &str = "x12-278/report/1";

#[derive(serde::Serialize)]
struct Document<'r> {
    schema: &'static str,
    files: Vec<Entry<'r>>,
}

/// A file that was read, or why it was not.
#[derive(serde::Serialize)]
#[serde(untagged)]
enum Entry<'r> {
    Read(File<'r>),
    Unread(Unread<'r>),
}

#[derive(serde::Serialize)]
struct Unread<'r> {
    file: &'r str,
    accepted: bool,
    error: &'r str,
}

#[derive(serde::Serialize)]
struct File<'r> {
    file: &'r str,
    accepted: bool,
    issues: &'r [Issue],
    interchanges: Vec<Interchange<'r>>,
    /// Findings beyond the limit; left out when there are none.
    #[serde(skip_serializing_if = "is_zero")]
    dropped: u64,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
const fn is_zero(number: &u64) -> bool {
    *number == 0
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Interchange<'r> {
    control_number: &'r str,
    ta1: &'static str,
    ta1_note: &'static str,
    issues: &'r [Issue],
    groups: Vec<Group<'r>>,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Group<'r> {
    control_number: &'r str,
    version: &'r str,
    ak901: &'static str,
    issues: &'r [Issue],
    transactions: Vec<Set<'r>>,
}

#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Set<'r> {
    control_number: &'r str,
    guide: &'r str,
    kind: crate::Kind,
    accepted: bool,
    ik501: &'static str,
    issues: Findings<'r>,
}

/// The findings about a set, with what is to be said of each beside the others.
struct Findings<'r>(&'r SetReport);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.issues.len()))?;
        // The same place is looked up in the guide once, for a hostile set may have thousands of findings there.
        let mut known = HashMap::new();
        for (issue, follows) in self.0.issues.iter().zip(self.0.causes()) {
            let at = &issue.at;
            let place = (issue.code, at.segment_id, at.loop_id, at.element, at.component);
            let allowed: &Vec<Word> = known.entry(place).or_insert_with(|| self.0.allowed_codes(issue));
            list.serialize_element(&Finding { issue, follows, allowed })?;
        }
        list.end()
    }
}

struct Finding<'r> {
    issue: &'r Issue,
    follows: Option<usize>,
    allowed: &'r [Word],
}

impl Serialize for Finding<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        fields(self.issue, &mut map)?;
        if let Some(follows) = self.follows {
            map.serialize_entry("follows", &follows)?;
        }
        if !self.allowed.is_empty() {
            let codes: Vec<String> = self.allowed.iter().map(ToString::to_string).collect();
            map.serialize_entry("allowed", &codes)?;
        }
        map.end()
    }
}

/// A set on a line of its own, with the numbers of what it stands in.
#[derive(serde::Serialize)]
#[serde(rename_all = "camelCase")]
struct Line<'r> {
    schema: &'static str,
    file: &'r str,
    interchange: &'r str,
    group: &'r str,
    version: &'r str,
    #[serde(flatten)]
    set: Set<'r>,
}

/// The envelope of a file on a line of its own, behind the lines of its sets.
#[derive(serde::Serialize)]
struct LastLine<'r> {
    schema: &'static str,
    #[serde(flatten)]
    file: File<'r>,
}

/// The reports of files as one JSON document; each file with the name that it is to have there. One that could not be read
/// comes with a sentence that says why (`error`), and counts as not accepted.
///
/// A finding about a set may carry `follows`, the place in its list (from 0) of the finding to mend first
/// ([`SetReport::causes`]), and `allowed`, the codes that the guide lists ([`SetReport::allowed_codes`]).
///
/// ```
/// use x12_278::validate::{Validator, reports_to_json};
///
/// let file = std::fs::read("examples/data/response_certified.edi").unwrap();
/// let report = Validator::default().read(&file[..]).unwrap();
/// let json = reports_to_json([("a.edi", Ok(&report)), ("b.edi", Err("no such file"))]);
/// assert!(json.contains("\"schema\": \"x12-278/report/1\"") && json.contains("\"ta1\": \"A\""));
/// assert!(json.contains("\"error\": \"no such file\""));
/// ```
#[must_use]
pub fn reports_to_json<'r>(files: impl IntoIterator<Item = (&'r str, Result<&'r FileReport, &'r str>)>) -> String {
    let entry = |(name, report): (&'r str, Result<&'r FileReport, &'r str>)| match report {
        Ok(report) => Entry::Read(file(name, report)),
        Err(error) => Entry::Unread(Unread { file: name, accepted: false, error }),
    };
    let files = files.into_iter().map(entry).collect();
    serde_json::to_string_pretty(&Document { schema: SCHEMA, files }).unwrap_or_default()
}

impl SetReport {
    /// The report of one set as a line of JSON, without the line end.
    #[must_use]
    pub fn to_json_line(&self, file: &str, interchange: &InterchangeReport, group: &GroupReport) -> String {
        let line = Line {
            schema: SCHEMA,
            file,
            interchange: identifier(&interchange.control_number),
            group: identifier(&group.control_number),
            version: identifier(&group.version),
            set: set(self),
        };
        serde_json::to_string(&line).unwrap_or_default()
    }
}

impl FileReport {
    /// The report of a file as a line of JSON, without the line end: what stands behind the lines of its sets.
    #[must_use]
    pub fn to_json_line(&self, name: &str) -> String {
        serde_json::to_string(&LastLine { schema: SCHEMA, file: file(name, self) }).unwrap_or_default()
    }
}

fn file<'r>(name: &'r str, report: &'r FileReport) -> File<'r> {
    File {
        file: name,
        accepted: report.is_accepted(),
        issues: &report.issues,
        interchanges: report.interchanges.iter().map(interchange).collect(),
        dropped: report.dropped,
    }
}

fn interchange(report: &InterchangeReport) -> Interchange<'_> {
    Interchange {
        control_number: identifier(&report.control_number),
        ta1: report.ta104(),
        ta1_note: report.ta105(),
        issues: &report.issues,
        groups: report.groups.iter().map(group).collect(),
    }
}

fn group(report: &GroupReport) -> Group<'_> {
    Group {
        control_number: identifier(&report.control_number),
        version: identifier(&report.version),
        ak901: report.ak901(),
        issues: &report.issues,
        transactions: report.transactions.iter().map(set).collect(),
    }
}

fn set(report: &SetReport) -> Set<'_> {
    Set {
        control_number: identifier(&report.control_number),
        guide: identifier(&report.guide),
        kind: report.kind,
        accepted: report.is_accepted(),
        ik501: report.ik501(),
        issues: Findings(report),
    }
}
