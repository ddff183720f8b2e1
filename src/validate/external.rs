//! Values whose meaning others define: dates behind a format, numbers of parties, codes of external sets.

use super::code_sets::{CodeSet, CodeSets};
use super::parts::Part;
use super::types;
use crate::element::Word;
use crate::guide::{Content, Guide};
use crate::report::IssueCode;
use crate::syntax::{Layout, RawSet};

/// What stands beside a value in its segment.
pub(super) struct Beside<'c> {
    pub(super) set: &'c RawSet<'c, 'c>,
    /// Index of the segment.
    pub(super) index: usize,
    /// Where the elements of the segment lie in the set.
    pub(super) layout: Layout<'c>,
    /// The parts of the same element or composite.
    pub(super) parts: &'c [Part],
    pub(super) part: &'c Part,
    pub(super) guide: &'c Guide,
}

impl Beside<'_> {
    /// The component behind the value, in the same composite.
    fn next_component(&self) -> &[u8] {
        let Part { repetition, component, .. } = *self.part;
        let is_next = |part: &&Part| (part.repetition, part.component) == (repetition, component.saturating_add(1));
        self.parts.iter().find(is_next).map(|part| part.of(self.set.text())).unwrap_or_default()
    }

    /// Whether a rule of the guide forbids points in diagnoses: that of requests does (Q202). In a response the list alone
    /// says that its codes have none.
    fn points_have_a_rule(&self) -> bool {
        self.guide.name == "request"
    }

    /// The first value of an element.
    fn element(&self, number: usize) -> &[u8] {
        let element = self.layout.range(number - 1).and_then(|range| self.set.text().get(range)).unwrap_or_default();
        let (component, repetition) = (self.set.delimiters().component(), self.set.delimiters().repetition());
        let mut values = element.split(|byte| *byte == component || Some(*byte) == repetition);
        values.find(|value| !value.trim_ascii().is_empty()).unwrap_or_default()
    }

    /// Whether an address (N4) is in the United States or Canada, as far as it says.
    fn is_domestic(&self) -> bool {
        const COUNTRY: usize = 4;
        let is_address = self.set.bytes(self.index).starts_with(b"N4");
        !is_address || matches!(self.element(COUNTRY), b"" | b"US" | b"CA")
    }
}

/// Constants for the qualifiers that stand before values.
macro_rules! qualifiers {
    ($($name:ident)*) => { $(const $name: Word = Word::constant(stringify!($name));)* };
}
qualifiers! { ABF ABJ ABK AD APR BF BJ BK D8 DR HC ID JP LOI N4 PR RD8 XX ZZ }

/// What is wrong with a value; `qualifier` is the latest code before it.
#[inline]
pub(super) fn issue(
    content: Content,
    bytes: &[u8],
    qualifier: Option<Word>,
    beside: &Beside<'_>,
    sets: &CodeSets,
) -> Option<IssueCode> {
    let set = match content {
        Content::Period | Content::Identifier => return form(content, qualifier, bytes),
        Content::Clinical if bytes.contains(&b'.') && beside.points_have_a_rule() => None,
        Content::State | Content::PostalCode if !beside.is_domestic() => None,
        Content::Facility => match beside.next_component() {
            b"A" => Some(CodeSet::FacilityType),
            b"B" => Some(CodeSet::PlaceOfService),
            _ => None,
        },
        _ => set(content, qualifier),
    };
    sets.issue(set?, bytes)
}

/// Whether a value is good whatever stands beside it. Of one that does not pass here, [`issue`] says more.
pub(super) fn passes(content: Content, bytes: &[u8], qualifier: Option<Word>, sets: &CodeSets) -> bool {
    match content {
        Content::Period | Content::Identifier => form(content, qualifier, bytes).is_none(),
        Content::Facility => false,
        _ => set(content, qualifier).is_none_or(|set| sets.issue(set, bytes).is_none()),
    }
}

/// What is wrong with a period or a number of a party.
fn form(content: Content, qualifier: Option<Word>, bytes: &[u8]) -> Option<IssueCode> {
    match (content, qualifier) {
        (Content::Period, Some(D8)) => types::single_day(bytes),
        (Content::Period, Some(RD8)) => types::period(bytes),
        (Content::Identifier, Some(XX)) => types::provider_number(bytes),
        _ => None,
    }
}

/// The code set of a value, as far as the qualifier before it tells; `None` when it is of none that is known.
fn set(content: Content, qualifier: Option<Word>) -> Option<CodeSet> {
    Some(match content {
        Content::Plain | Content::Period | Content::Identifier | Content::Facility => return None,
        Content::Clinical => match qualifier? {
            ABF | ABJ | ABK | APR => CodeSet::Icd10Diagnosis,
            BF | BJ | BK | PR => CodeSet::Icd9Diagnosis,
            DR => CodeSet::DiagnosisRelatedGroup,
            LOI => CodeSet::Loinc,
            JP => CodeSet::Tooth,
            _ => return None,
        },
        Content::Reason => CodeSet::ReviewReason,
        Content::Procedure => match qualifier? {
            HC => CodeSet::Procedure,
            AD => CodeSet::DentalProcedure,
            N4 => CodeSet::Drug,
            ID => CodeSet::Icd9Procedure,
            ZZ => CodeSet::Icd10Procedure,
            _ => return None,
        },
        Content::Modifier => CodeSet::Modifier,
        Content::Revenue => CodeSet::Revenue,
        Content::Taxonomy => CodeSet::Taxonomy,
        Content::State => CodeSet::State,
        Content::PostalCode => CodeSet::PostalCode,
        Content::Country => CodeSet::Country,
        Content::Subdivision => CodeSet::Subdivision,
        Content::AdmissionType => CodeSet::AdmissionType,
        Content::AdmissionSource => CodeSet::AdmissionSource,
        Content::PatientStatus => CodeSet::PatientStatus,
        Content::OralCavity => CodeSet::OralCavity,
    })
}
