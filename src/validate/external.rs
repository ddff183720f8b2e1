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

const D8: Word = Word::constant("D8");
const RD8: Word = Word::constant("RD8");
const XX: Word = Word::constant("XX");

/// What is wrong with a value; `qualifier` is the latest code before it.
#[inline]
pub(super) fn issue(
    content: Content,
    bytes: &[u8],
    qualifier: Option<Word>,
    beside: &Beside<'_>,
    sets: &CodeSets,
) -> Option<IssueCode> {
    match content {
        Content::Plain => None,
        Content::Period => match qualifier {
            Some(D8) => types::single_day(bytes),
            Some(RD8) => types::period(bytes),
            _ => None,
        },
        Content::Identifier if qualifier == Some(XX) => types::provider_number(bytes),
        Content::Identifier => None,
        _ => sets.issue(set(content, qualifier, bytes, beside)?, bytes),
    }
}

/// The code set of a value; `None` when it is of none that is known.
fn set(content: Content, qualifier: Option<Word>, bytes: &[u8], beside: &Beside<'_>) -> Option<CodeSet> {
    let qualifier = qualifier.map(Word::text);
    let qualifier = qualifier.as_deref().unwrap_or_default();
    Some(match content {
        Content::Plain | Content::Period | Content::Identifier => return None,
        Content::Clinical => match qualifier {
            _ if bytes.contains(&b'.') && beside.points_have_a_rule() => return None,
            "ABF" | "ABJ" | "ABK" | "APR" => CodeSet::Icd10Diagnosis,
            "BF" | "BJ" | "BK" | "PR" => CodeSet::Icd9Diagnosis,
            "DR" => CodeSet::DiagnosisRelatedGroup,
            "LOI" => CodeSet::Loinc,
            "JP" => CodeSet::Tooth,
            _ => return None,
        },
        Content::Reason => CodeSet::ReviewReason,
        Content::Procedure => match qualifier {
            "HC" => CodeSet::Procedure,
            "AD" => CodeSet::DentalProcedure,
            "N4" => CodeSet::Drug,
            "ID" => CodeSet::Icd9Procedure,
            "ZZ" => CodeSet::Icd10Procedure,
            _ => return None,
        },
        Content::Modifier => CodeSet::Modifier,
        Content::Revenue => CodeSet::Revenue,
        Content::Taxonomy => CodeSet::Taxonomy,
        Content::Facility => match beside.next_component() {
            b"A" => CodeSet::FacilityType,
            b"B" => CodeSet::PlaceOfService,
            _ => return None,
        },
        Content::State if beside.is_domestic() => CodeSet::State,
        Content::PostalCode if beside.is_domestic() => CodeSet::PostalCode,
        Content::State | Content::PostalCode => return None,
        Content::Country => CodeSet::Country,
        Content::Subdivision => CodeSet::Subdivision,
        Content::AdmissionType => CodeSet::AdmissionType,
        Content::AdmissionSource => CodeSet::AdmissionSource,
        Content::PatientStatus => CodeSet::PatientStatus,
        Content::OralCavity => CodeSet::OralCavity,
    })
}
