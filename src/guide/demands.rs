//! What a segment must look like, in the form that checking wants: computed once, asked for every segment.

use super::glance::Glance;
use super::load::REQUEST_ROLES;
use super::rows::{ElementRow, ElementType, Guide, LoopRow, SegmentRow, Usage};
use super::standard;
use super::table::Table;
use crate::element::Word;
use crate::report::RuleText;

/// What is asked of the elements of a segment, or of the components of a composite. Bit n stands for number n.
#[derive(Clone, Debug, Default)]
pub(crate) struct Demands {
    /// Those that the guide requires.
    pub(crate) required: u64,
    /// Those that the standard requires too.
    pub(crate) mandatory: u64,
    /// Those that the guide never uses.
    pub(crate) not_used: u64,
    /// The number of the last one that the standard defines.
    pub(crate) last: u16,
    /// For each number, the index of its row among the rows of the segment.
    pub(crate) rows: Vec<u16>,
    /// For each number from 1 on, what passes at a glance.
    pub(crate) glances: Vec<Glance>,
    /// Which of them need or exclude each other.
    pub(crate) notes: Vec<SyntaxNote>,
}

impl Demands {
    /// The index of the row of an element or component.
    #[inline]
    pub(crate) fn row(&self, number: u16) -> Option<usize> {
        self.rows.get(usize::from(number)).filter(|index| **index != u16::MAX).map(|index| usize::from(*index))
    }

    fn add(&mut self, number: u16, index: usize, row: &ElementRow) {
        self.last = self.last.max(number);
        if self.rows.len() <= usize::from(number) {
            self.rows.resize(usize::from(number) + 1, u16::MAX);
        }
        if let Some(place) = self.rows.get_mut(usize::from(number)) {
            *place = u16::try_from(index).unwrap_or(u16::MAX);
        }
        let place = usize::from(number.saturating_sub(1));
        self.glances.resize_with(self.glances.len().max(place + 1), Glance::default);
        if let Some(glance) = self.glances.get_mut(place) {
            *glance = Glance::of(row);
        }
        match row.usage {
            Usage::Required => self.required |= bit(number),
            Usage::NotUsed => self.not_used |= bit(number),
            Usage::Situational => {}
        }
        if standard::is_mandatory(row.designator) {
            self.mandatory |= bit(number);
        }
    }
}

/// The bit of an element or component number; none beyond 63.
#[inline]
pub(crate) const fn bit(number: u16) -> u64 {
    if number < 64 { 1 << number } else { 0 }
}

/// A condition of the standard between elements of one segment, or components of one composite.
#[derive(Clone, Debug)]
pub(crate) struct SyntaxNote {
    /// What it asks for.
    pub(crate) kind: NoteKind,
    /// The numbers that it names, in its order.
    pub(crate) numbers: Vec<u16>,
    /// The same as bits.
    pub(crate) mask: u64,
    /// The first of them as a bit.
    pub(crate) first: u64,
    /// The note as a rule: its id, and the note itself.
    pub(crate) rule: RuleText,
}

/// What a syntax note asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NoteKind {
    /// P: all of them or none.
    Paired,
    /// R: at least one.
    Required,
    /// E: at most one.
    Exclusion,
    /// C: the first needs all the others.
    Conditional,
    /// L: the first needs one of the others.
    List,
}

impl SyntaxNote {
    /// Reads `P0304`.
    fn read(id: &'static str, note: &'static str) -> Option<Self> {
        let mut characters = note.chars();
        let kind = match characters.next()? {
            'P' => NoteKind::Paired,
            'R' => NoteKind::Required,
            'E' => NoteKind::Exclusion,
            'C' => NoteKind::Conditional,
            'L' => NoteKind::List,
            _ => return None,
        };
        let digits: Vec<u16> = characters.filter_map(|digit| digit.to_digit(10)?.try_into().ok()).collect();
        let numbers: Vec<u16> = digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |n, d| n * 10 + d)).collect();
        let mask = numbers.iter().fold(0, |mask, number| mask | bit(*number));
        let first = numbers.first().copied().map_or(0, bit);
        Some(Self { kind, numbers, mask, first, rule: RuleText { id, text: note } })
    }
}

/// How the value of an element is checked beyond type, length and list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    /// Not at all.
    Plain,
    /// A day or a period, as the qualifier before it says.
    Period,
    /// A number of a party, of the kind that the qualifier before it says.
    Identifier,
    /// A diagnosis, a document or the like, from the list that the qualifier before it says.
    Clinical,
    /// A decision reason.
    Reason,
    /// A procedure, from the list that the qualifier before it says.
    Procedure,
    /// A procedure modifier.
    Modifier,
    /// A revenue code.
    Revenue,
    /// A provider taxonomy code.
    Taxonomy,
    /// A facility, from the list that the qualifier behind it says.
    Facility,
    /// A state or province.
    State,
    /// A ZIP or other postal code.
    PostalCode,
    /// A country.
    Country,
    /// A part of a country.
    Subdivision,
    /// How an admission came about.
    AdmissionType,
    /// Where a patient came from.
    AdmissionSource,
    /// How a patient left.
    PatientStatus,
    /// An area of the mouth.
    OralCavity,
}

/// What kind of content an element has.
fn content(segment: &str, row: &ElementRow) -> Content {
    match (row.data_element, segment) {
        ("1251", _) => Content::Period,
        ("67", _) => Content::Identifier,
        ("1271", "HCR") => Content::Reason,
        ("1271", _) => Content::Clinical,
        ("234", "SV2") if row.component == 0 => Content::Revenue,
        ("234" | "1137", _) => Content::Procedure,
        ("1339", _) => Content::Modifier,
        ("127", "PRV") => Content::Taxonomy,
        ("1331", _) => Content::Facility,
        ("156", _) => Content::State,
        ("116", _) => Content::PostalCode,
        ("26", _) => Content::Country,
        ("1715", _) => Content::Subdivision,
        ("1315", _) => Content::AdmissionType,
        ("1314", _) => Content::AdmissionSource,
        ("1352", _) => Content::PatientStatus,
        ("1361", _) => Content::OralCavity,
        _ => Content::Plain,
    }
}

/// Facts of a row that sources disagree on: what is against them is a warning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Doubts {
    /// Whether it is required.
    pub(crate) usage: bool,
    /// Which codes it allows.
    pub(crate) codes: bool,
    /// How long it is.
    pub(crate) size: bool,
    /// Everything about its value: it repeats what the other side has sent, right or wrong.
    pub(crate) repeats: bool,
}

/// Loop (empty: all), designator, what is doubted: one lineage of sources states it, or the sources differ.
const DOUBTED: &[(&str, &str, Doubts)] = &[
    ("", "HSD05", CODES),
    ("", "CR608", CODES),
    ("", "CR610", CODES),
    ("2000F", "UM03", CODES),
    ("", "SV101-1", CODES),
    ("", "SV202-1", CODES),
    ("2010EC", "REF02", USAGE),
    ("HEADER", "BHT06", USAGE),
    ("2010C", "INS08", USAGE),
    // Payers send both values whatever follows; the hierarchy never depends on it.
    ("", "HL04", CODES),
    // Senders use ids of other lengths for the company that assigned a trace number.
    ("", "TRN03", SIZE),
    // The 999 names the group that it answers as it was sent: GS01, GS06.
    ("", "AK101", REPEATS),
    ("", "AK102", REPEATS),
];
const NONE: Doubts = Doubts { usage: false, codes: false, size: false, repeats: false };
const USAGE: Doubts = Doubts { usage: true, ..NONE };
const CODES: Doubts = Doubts { codes: true, ..NONE };
const SIZE: Doubts = Doubts { size: true, ..NONE };
const REPEATS: Doubts = Doubts { repeats: true, ..NONE };

/// Loop and id of segments whose usage sources disagree on.
const DOUBTED_SEGMENTS: &[(&str, &str)] = &[("2010FB", "N4")];

/// Elements whose codes differ from loop to loop of one guide, while senders use any of them anywhere.
const SHARED_LISTS: &[(&str, &str)] = &[("response", "AAA04"), ("response", "HSD05"), ("response", "HSD07")];

/// Fills in what is computed from the rows. `echoed` is the request that payers copy from.
pub(super) fn prepare(guide: &mut Guide, rules: Table, echoed: Option<&Guide>) {
    let shared: Vec<(&str, Vec<Word>)> = SHARED_LISTS
        .iter()
        .filter(|(name, _)| *name == guide.name)
        .map(|(_, designator)| {
            let rows = guide.rows.iter().flat_map(|row| &row.elements).filter(|row| row.designator == *designator);
            (*designator, rows.flat_map(|row| row.codes.iter().copied()).collect())
        })
        .collect();
    let Guide { loops, rows, .. } = guide;
    for row in rows.iter_mut() {
        let Some(in_loop) = loops.get(row.in_loop) else { continue };
        row.doubted = DOUBTED_SEGMENTS.contains(&(in_loop.id, row.id));
        row.standard_max = standard::maximum(row.tag);
        let copied = echoed.map(|request| copied_rows(request, in_loop.id, row)).unwrap_or_default();
        for element in &mut row.elements {
            element.content = content(row.id, element);
            let doubts = DOUBTED
                .iter()
                .find(|(of, designator, _)| (of.is_empty() || *of == in_loop.id) && *designator == element.designator);
            element.doubts = doubts.map(|(_, _, doubts)| *doubts).unwrap_or_default();
            let copies = copied.iter().flat_map(|row| &row.elements).filter(|e| e.designator == element.designator);
            for copy in copies {
                element.echoed |= copy.usage != Usage::NotUsed;
                element.tolerated.extend(&copy.codes);
            }
            let shared = shared.iter().filter(|(designator, _)| *designator == element.designator);
            element.tolerated.extend(shared.flat_map(|(_, codes)| codes));
            element.tolerated.retain(|code| !element.codes.contains(code));
            element.tolerated.sort_unstable();
            element.tolerated.dedup();
        }
        demands(row);
    }
    for record in rules.records().filter(|record| record.get("kind") == "syntax") {
        let (composite, note) = record.get("rule").split_once(": ").unwrap_or(("", record.get("rule")));
        let Some(note) = SyntaxNote::read(record.get("id"), note) else { continue };
        let of_rule = |row: &&mut SegmentRow| {
            row.id == record.get("segment")
                && loops.get(row.in_loop).is_some_and(|of| of.id == record.get("loop"))
                && same_set(record.get("match"), row.match_text)
        };
        let Some(row) = rows.iter_mut().find(of_rule) else { continue };
        if composite.is_empty() {
            row.demands.notes.push(note);
        } else if let Some(element) = row.elements.iter_mut().find(|element| element.designator == composite) {
            element.components.notes.push(note);
        }
    }
    if let Some(request) = echoed {
        for row in loops.iter_mut() {
            row.echoed = copied_tags(request, row);
        }
    }
}

/// Computes the demands of a segment and of its composites from its rows.
fn demands(row: &mut SegmentRow) {
    let mut whole = Demands::default();
    for (index, element) in row.elements.iter().enumerate().filter(|(_, element)| element.component == 0) {
        whole.add(element.element, index, element);
    }
    row.demands = whole;
    for composite in 0..row.elements.len() {
        let Some(of) = row.elements.get(composite).filter(|row| row.kind == ElementType::Composite) else { continue };
        let number = of.element;
        let mut parts = Demands::default();
        let components = row.elements.iter().enumerate();
        for (index, part) in components.filter(|(_, part)| part.element == number && part.component > 0) {
            parts.add(part.component, index, part);
        }
        if let Some(of) = row.elements.get_mut(composite) {
            of.components = parts;
        }
    }
}

/// The rows of the request that a row of the response may be a copy of.
fn copied_rows<'r>(request: &'r Guide, loop_id: &str, row: &SegmentRow) -> Vec<&'r SegmentRow> {
    let Some(role) = role(request, loop_id) else { return Vec::new() };
    let rows = request.rows.get(role.rows.clone()).unwrap_or_default().iter().filter(|other| other.id == row.id);
    let qualifiers = |row: &SegmentRow| row.matching.as_ref().map(|matching| matching.codes.clone());
    rows.filter(|other| match (qualifiers(row), qualifiers(other)) {
        (Some(own), Some(others)) if row.id != "NM1" => own.iter().any(|code| others.contains(code)),
        _ => true,
    })
    .collect()
}

/// The segments of the request that the same loop of the response has no row for.
fn copied_tags(request: &Guide, row: &LoopRow) -> Vec<crate::syntax::Tag> {
    let Some(role) = role(request, row.id) else { return Vec::new() };
    let rows = request.rows.get(role.rows.clone()).unwrap_or_default();
    rows.iter().map(|row| row.tag).collect()
}

/// The loop of the request that plays the role of a loop of the response.
fn role<'r>(request: &'r Guide, loop_id: &str) -> Option<&'r LoopRow> {
    let id = REQUEST_ROLES.iter().find(|(own, _)| *own == loop_id).map_or(loop_id, |(_, role)| role);
    request.loops.iter().find(|row| row.id == id)
}

/// Whether two matches name the same set of codes.
fn same_set(one: &str, other: &str) -> bool {
    let sorted = |text: &str| -> Vec<String> {
        let mut codes: Vec<_> = text.split([',', '=']).map(str::to_owned).collect();
        codes.sort_unstable();
        codes
    };
    one == other || sorted(one) == sorted(other)
}
