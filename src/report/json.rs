//! Findings as JSON.

use super::Issue;
use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

/// The finding as it stands below the set, the group or the interchange that it is about.
impl Serialize for Issue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        fields(self, &mut map)?;
        map.end()
    }
}

/// Findings in one flat list, each with the numbers of its interchange, group and set.
pub(crate) struct PlacedIssues<'i>(pub(crate) &'i [Issue]);

impl Serialize for PlacedIssues<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for issue in self.0 {
            list.serialize_element(&Placed(issue))?;
        }
        list.end()
    }
}

struct Placed<'i>(&'i Issue);

impl Serialize for Placed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        let at = &self.0.at;
        for (key, number) in [("interchange", at.interchange), ("group", at.group), ("transaction", at.set)] {
            if number > 0 {
                map.serialize_entry(key, &number)?;
            }
        }
        fields(self.0, &mut map)?;
        map.end()
    }
}

/// The entries of a finding. Numbers that do not apply are `null`; acknowledgment codes that a finding does not have are left out.
pub(crate) fn fields<M: SerializeMap>(issue: &Issue, map: &mut M) -> Result<(), M::Error> {
    let (info, at) = (issue.code.info(), &issue.at);
    let number = |number: u32| (number > 0).then_some(number);
    map.serialize_entry("code", info.name)?;
    map.serialize_entry("severity", issue.severity.name())?;
    map.serialize_entry("snip", &issue.snip)?;
    map.serialize_entry("segment", &number(at.segment))?;
    map.serialize_entry("segmentId", &at.segment_id)?;
    map.serialize_entry("loop", &at.loop_id)?;
    map.serialize_entry("path", &at.loop_id.map(|_| at.path()))?;
    map.serialize_entry("element", &number(at.element.into()))?;
    map.serialize_entry("repetition", &number(at.repetition.into()))?;
    map.serialize_entry("component", &number(at.component.into()))?;
    map.serialize_entry("offset", &at.offset)?;
    map.serialize_entry("length", &at.length)?;
    let codes = [
        ("ik304", info.ik304),
        ("ik403", info.ik403),
        ("ik502", info.ik502),
        ("ak905", info.ak905),
        ("ta105", issue.ta105()),
    ];
    for (key, code) in codes {
        if !code.is_empty() {
            map.serialize_entry(key, code)?;
        }
    }
    map.serialize_entry("message", &issue.message())
}
