//! The rows of a guide.

use super::choice::{Choice, Target};
use super::demands::{Content, Demands, Doubts};
use super::load;
use crate::element::Word;
use crate::syntax::{Tag, tag};
use std::ops::Range;
use std::sync::LazyLock;

/// Whether a guide wants a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Usage {
    /// R: always sent.
    Required,
    /// S: sent when its condition holds.
    Situational,
    /// N: never sent.
    NotUsed,
}

/// The type of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ElementType {
    /// ID: a code of a list.
    Code,
    /// AN: text.
    Text,
    /// DT: a date.
    Date,
    /// TM: a time.
    Time,
    /// R: a number with an explicit point.
    Decimal,
    /// N0: a whole number.
    Whole,
    /// B: counted bytes.
    Binary,
    /// Several components.
    Composite,
}

/// One element or component of a segment row.
#[derive(Clone, Debug)]
pub struct ElementRow {
    /// Designator, such as `UM04-2`.
    pub designator: &'static str,
    /// Element number.
    pub element: u16,
    /// Component number; 0 for an element.
    pub component: u16,
    /// Implementation name.
    pub name: &'static str,
    /// Data element number, or composite id.
    pub data_element: &'static str,
    /// Usage.
    pub usage: Usage,
    /// Type.
    pub kind: ElementType,
    /// Fewest characters.
    pub min: u16,
    /// Most characters.
    pub max: u16,
    /// Most repetitions.
    pub repeat: u16,
    /// The codes that the guide allows, sorted; empty when the list is external or there is none.
    pub codes: Vec<Word>,
    /// Remarks: the condition of a situational element, the external list, doubts.
    pub note: &'static str,
    /// Codes that are a warning, though the row does not list them: what payers copy from the request, and what
    /// another loop of the guide lists.
    pub tolerated: Vec<Word>,
    /// Not used here, but used at the same place of the request, from which payers copy.
    pub(crate) echoed: bool,
    pub(crate) doubts: Doubts,
    pub(crate) content: Content,
    /// What is asked of the components, for a composite.
    pub(crate) components: Demands,
}

/// Which value of an element tells rows of one segment id apart.
#[derive(Clone, Debug)]
pub struct CodeMatch {
    /// Element number.
    pub element: u16,
    /// The codes, sorted.
    pub codes: Vec<Word>,
    /// Codes that are placed here though the row does not list them: what payers copy from the request.
    pub tolerated: Vec<Word>,
    /// Component number; 0 when the value is a whole element.
    pub component: u16,
    /// Values that are too long for a code, such as the name of a context in the 999.
    pub texts: Vec<&'static str>,
}

impl CodeMatch {
    /// Whether a value belongs to the row.
    #[must_use]
    pub fn takes(&self, value: Word) -> bool {
        self.codes.contains(&value) || self.tolerated.contains(&value)
    }

    /// Whether it is the first element, as a whole and a code, that tells.
    pub(super) const fn is_first_element(&self) -> bool {
        self.element == 1 && self.component == 0 && self.texts.is_empty()
    }

    /// Whether a long value belongs to the row.
    #[must_use]
    pub fn takes_text(&self, value: &[u8]) -> bool {
        self.texts.iter().any(|text| text.as_bytes() == value)
    }
}

/// One segment of a loop.
#[derive(Clone, Debug)]
pub struct SegmentRow {
    /// Index of its loop.
    pub in_loop: usize,
    /// Position in the loop; order is checked on it alone.
    pub position: u16,
    /// Segment id.
    pub id: &'static str,
    pub(crate) tag: Tag,
    /// Implementation name.
    pub name: &'static str,
    /// Usage.
    pub usage: Usage,
    /// Most uses in one loop.
    pub max: u32,
    /// What tells it from other rows of the same id.
    pub matching: Option<CodeMatch>,
    /// Remarks: the condition, doubts.
    pub note: &'static str,
    /// Its number (from 0) among the rows of the loop.
    pub slot: usize,
    /// Its elements and components.
    pub elements: Vec<ElementRow>,
    /// What tells it from other rows, as the tables write it.
    pub(crate) match_text: &'static str,
    pub(crate) demands: Demands,
    /// Sources disagree on whether it is required.
    pub(crate) doubted: bool,
    /// Most uses in one loop by the standard.
    pub(crate) standard_max: u32,
}

impl SegmentRow {
    /// Whether the row is the one with a match of the tables, such as `DTP01=435`; any row is without one.
    pub(crate) fn is_matched_by(&self, text: &'static str) -> bool {
        let wanted = load::code_match(text, Vec::new());
        wanted.is_none_or(|wanted| self.matching.as_ref().is_some_and(|own| own.codes == wanted.codes))
    }
}

/// One loop.
#[derive(Clone, Debug)]
pub struct LoopRow {
    /// Loop id.
    pub id: &'static str,
    /// The id as a word, to find the loop by.
    pub(crate) code: Option<Word>,
    /// Indices of the loops that it may stand in.
    pub parents: Vec<usize>,
    /// Position in the parent.
    pub position: u16,
    /// Implementation name.
    pub name: &'static str,
    /// Usage.
    pub usage: Usage,
    /// Most repetitions in one parent.
    pub max: u32,
    /// HL03 or NM101: what opens it.
    pub matching: Option<CodeMatch>,
    /// Remarks.
    pub note: &'static str,
    /// Its segment rows.
    pub rows: Range<usize>,
    /// A bit for the slot of each of those that are required.
    pub(crate) required: u64,
    /// Indices of the loops below, in the order of the table.
    pub children: Vec<usize>,
    /// The tag of its first segment.
    pub(crate) opener: Tag,
    /// For each tag number, which row takes a segment of that id.
    pub(crate) by_tag: Vec<Choice>,
    /// The codes of NM101 that open the name loops below, sorted, each with the index of the loop.
    pub(crate) names: Vec<(Word, usize)>,
    /// Segments that the same loop of the request has; a response that copies one is warned.
    pub(crate) echoed: Vec<Tag>,
}

impl LoopRow {
    /// Whether it is a level of the hierarchy (opened by HL).
    #[must_use]
    pub fn is_level(&self) -> bool {
        self.opener == HL
    }

    /// Whether it is opened by its first segment alone, whatever that holds: neither a level nor a name.
    pub(crate) const fn is_plain(&self) -> bool {
        self.opener != HL && self.opener != NM1
    }
}

const HL: Tag = tag(b"HL");
const NM1: Tag = tag(b"NM1");

/// Size of the table of tags.
pub(crate) const TAGS: usize = 64;

/// One guide in one direction: of 005010X217, or the 999.
#[derive(Clone, Debug)]
pub struct Guide {
    /// Short name: `request` and `response` of the 278, `acknowledgment` for the 999.
    pub name: &'static str,
    /// Its loops, in the order of the table; the first is HEADER.
    pub loops: Vec<LoopRow>,
    /// Its segments, loop by loop.
    pub rows: Vec<SegmentRow>,
    /// For each row, what placing asks of it.
    pub(crate) targets: Vec<Target>,
    pub(crate) tags: [Tag; TAGS],
    pub(crate) multiplier: u32,
    /// Indices of the loops that are levels of the hierarchy.
    pub(crate) levels: Vec<usize>,
    /// The segments that the set has in the standard, beyond those of the guide; sorted.
    pub(crate) standard: &'static [Tag],
    /// Whether loops below the header are opened by their first segment alone, so that there are no levels.
    pub(crate) is_plain: bool,
}

impl Guide {
    /// The request of 005010X217.
    #[must_use]
    pub fn request() -> &'static Self {
        static GUIDE: LazyLock<Guide> = LazyLock::new(|| load::guide(&load::REQUEST, None));
        &GUIDE
    }

    /// The response of 005010X217.
    #[must_use]
    pub fn response() -> &'static Self {
        static GUIDE: LazyLock<Guide> = LazyLock::new(|| load::guide(&load::RESPONSE, Some(Guide::request())));
        &GUIDE
    }

    /// The 999, by which groups are answered: guide 005010X231A1.
    #[must_use]
    pub fn acknowledgment() -> &'static Self {
        static GUIDE: LazyLock<Guide> = LazyLock::new(|| load::guide(&load::ACKNOWLEDGMENT, None));
        &GUIDE
    }

    /// The row of the segment that ends the set.
    pub(crate) fn trailer(&self) -> Option<usize> {
        let header = self.loops.first()?;
        header.rows.clone().next_back().filter(|row| self.rows.get(*row).is_some_and(|row| row.id == "SE"))
    }

    /// Whether the set has such a segment in the standard.
    pub(crate) fn has_in_standard(&self, tag: Tag) -> bool {
        tag != 0 && (self.standard.binary_search(&tag).is_ok() || self.tag_number(tag).is_some())
    }

    /// The number of a tag in this guide.
    #[inline]
    pub(crate) fn tag_number(&self, tag: Tag) -> Option<usize> {
        let number = slot_of(tag, self.multiplier);
        (self.tags.get(number) == Some(&tag) && tag != 0).then_some(number)
    }

    /// The loop with an id.
    #[must_use]
    pub fn loop_index(&self, id: &str) -> Option<usize> {
        let code = Word::read(id)?;
        self.loops.iter().position(|row| row.code == Some(code))
    }
}

/// Where a tag stands in the table of tags.
#[inline]
pub(crate) const fn slot_of(tag: Tag, multiplier: u32) -> usize {
    (tag.wrapping_mul(multiplier) >> 26) as usize
}

impl SegmentRow {
    pub(super) fn is_required(&self) -> bool {
        self.usage == Usage::Required && self.id != "SE"
    }

    /// The data element of an element; empty when the row has none with that number.
    pub(super) fn data_element(&self, element: u16) -> &'static str {
        let row = self.elements.iter().find(|row| row.element == element && row.component == 0);
        row.map_or("", |row| row.data_element)
    }

    /// The kind of date or reference of a row that takes one segment and is the only one of its id in the loop.
    pub(super) fn sole_qualifier(&self) -> Option<&ElementRow> {
        const DATE_QUALIFIER: &str = "374";
        const REFERENCE_QUALIFIER: &str = "128";
        let first = self.elements.first().filter(|row| !row.codes.is_empty())?;
        let is_qualifier = matches!(first.data_element, DATE_QUALIFIER | REFERENCE_QUALIFIER);
        (self.max == 1 && self.matching.is_none() && is_qualifier).then_some(first)
    }
}
