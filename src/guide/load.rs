//! Parses the tables of a guide.

use super::choice;
use super::demands::{self, Content, Demands, Doubts};
use super::rows::{CodeMatch, ElementRow, ElementType, Guide, LoopRow, SegmentRow, TAGS, Usage, slot_of};
use super::standard::of_278;
use super::table::{Record, Table};
use crate::element::Word;
use crate::syntax::{Tag, tag};

/// The tables of one direction.
pub(super) struct Tables {
    pub(super) name: &'static str,
    pub(super) segments: Table,
    pub(super) elements: Table,
    pub(super) rules: Table,
    /// The segments that the set has in the standard, beyond those of the guide; sorted.
    pub(super) standard: fn() -> &'static [Tag],
}

pub(super) const REQUEST: Tables = Tables {
    name: "request",
    segments: Table::new(include_str!("tables/x217_request.segments.tsv")),
    elements: Table::new(include_str!("tables/x217_request.elements.tsv")),
    rules: Table::new(include_str!("tables/x217_request.rules.tsv")),
    standard: of_278,
};

pub(super) const RESPONSE: Tables = Tables {
    name: "response",
    segments: Table::new(include_str!("tables/x217_response.segments.tsv")),
    elements: Table::new(include_str!("tables/x217_response.elements.tsv")),
    rules: Table::new(include_str!("tables/x217_response.rules.tsv")),
    standard: of_278,
};

pub(super) const ACKNOWLEDGMENT: Tables = Tables {
    name: "acknowledgment",
    segments: Table::new(include_str!("tables/ack999.segments.tsv")),
    elements: Table::new(include_str!("tables/ack999.elements.tsv")),
    rules: Table::new(""),
    standard: || &[],
};

/// The loops of the response that another loop of the request plays the role of; an empty one: none does.
pub(super) const REQUEST_ROLES: &[(&str, &str)] =
    &[("2010EC", "2010EB"), ("2010FA", "2010F"), ("2010EB", ""), ("2010FB", "")];

fn request_role(loop_id: &str) -> &str {
    REQUEST_ROLES.iter().find(|(own, _)| *own == loop_id).map_or(loop_id, |(_, role)| role)
}

/// Builds a guide. `echoed` is the request that a response may copy qualifiers from.
pub(super) fn guide(tables: &Tables, echoed: Option<&Guide>) -> Guide {
    let mut loops: Vec<LoopRow> = Vec::new();
    for record in tables.segments.records().filter(|record| record.get("kind") == "loop") {
        let parents = record
            .get("parent")
            .split_whitespace()
            .filter_map(|id| loops.iter().position(|row| row.id == id))
            .collect::<Vec<_>>();
        let index = loops.len();
        for &parent in &parents {
            if let Some(row) = loops.get_mut(parent) {
                row.children.push(index);
            }
        }
        let id = record.get("loop");
        loops.push(LoopRow {
            id,
            code: Word::read(id),
            parents,
            position: number(record.get("pos")),
            name: record.get("name"),
            usage: usage(&record),
            max: maximum(record.get("max")),
            matching: code_match(record.get("match"), tolerated(echoed, id)),
            note: record.get("note"),
            rows: 0..0,
            required: 0,
            children: Vec::new(),
            opener: 0,
            by_tag: Vec::new(),
            names: Vec::new(),
            echoed: Vec::new(),
        });
    }
    let records: Vec<Record> = tables.segments.records().filter(|record| record.get("kind") == "segment").collect();
    let key = |record: &Record, id: &str| (record.get("loop"), record.get(id), record.get("match"));
    let (mut rows, mut keys): (Vec<SegmentRow>, Vec<_>) = (Vec::new(), Vec::new());
    for (in_loop, row) in loops.iter_mut().enumerate() {
        let first = rows.len();
        for record in records.iter().filter(|record| record.get("loop") == row.id) {
            keys.push(key(record, "id"));
            rows.push(segment_row(record, in_loop, rows.len() - first, tolerated(echoed, row.id)));
        }
        row.rows = first..rows.len();
        row.opener = rows.get(first).map_or(0, |row| row.tag);
    }
    for record in tables.elements.records() {
        let index = keys.iter().position(|other| *other == key(&record, "segment"));
        if let Some(row) = index.and_then(|index| rows.get_mut(index)) {
            row.elements.push(element_row(&record, row.id));
        }
    }
    let (tags, multiplier) = tag_table(&rows);
    let is_plain = loops.iter().skip(1).all(LoopRow::is_plain);
    let standard = (tables.standard)();
    let levels = (0..loops.len()).filter(|index| loops.get(*index).is_some_and(LoopRow::is_level)).collect();
    let mut guide =
        Guide { name: tables.name, loops, rows, targets: Vec::new(), tags, multiplier, levels, standard, is_plain };
    choice::prepare(&mut guide);
    demands::prepare(&mut guide, tables.rules, echoed);
    guide
}

/// NM101 codes of the same role in the request, which payers copy.
fn tolerated(echoed: Option<&Guide>, loop_id: &str) -> Vec<Word> {
    let role = request_role(loop_id);
    let matching = echoed.and_then(|guide| guide.loops.iter().find(|row| row.id == role)?.matching.as_ref());
    matching.filter(|_| role.starts_with("2010")).map(|matching| matching.codes.clone()).unwrap_or_default()
}

fn segment_row(record: &Record, in_loop: usize, slot: usize, tolerated: Vec<Word>) -> SegmentRow {
    let id = record.get("id");
    let tolerated = if id == "NM1" { tolerated } else { Vec::new() };
    SegmentRow {
        in_loop,
        position: number(record.get("pos")),
        id,
        tag: tag(id.as_bytes()),
        name: record.get("name"),
        usage: usage(record),
        max: maximum(record.get("max")),
        matching: code_match(record.get("match"), tolerated),
        note: record.get("note"),
        slot,
        elements: Vec::new(),
        match_text: record.get("match"),
        demands: Demands::default(),
        doubted: false,
        standard_max: u32::MAX,
    }
}

pub(super) fn element_row(record: &Record, id: &str) -> ElementRow {
    let designator = record.get("ref");
    let (element, component) = designator.split_once('-').unwrap_or((designator, "0"));
    let mut codes: Vec<Word> = record.get("codes").split(' ').filter_map(Word::read).collect();
    codes.sort_unstable();
    ElementRow {
        designator,
        element: number(element.get(id.len()..).unwrap_or_default()),
        component: number(component),
        name: record.get("name"),
        data_element: record.get("data_element"),
        usage: usage(record),
        kind: match record.get("type") {
            "ID" => ElementType::Code,
            "DT" => ElementType::Date,
            "TM" => ElementType::Time,
            "R" => ElementType::Decimal,
            "N0" => ElementType::Whole,
            "B" => ElementType::Binary,
            "composite" => ElementType::Composite,
            _ => ElementType::Text,
        },
        min: number(record.get("min")),
        max: number(record.get("max")),
        repeat: number(record.get("repeat")),
        codes,
        note: record.get("note"),
        tolerated: Vec::new(),
        echoed: false,
        doubts: Doubts::default(),
        content: Content::Plain,
        components: Demands::default(),
    }
}

/// `HL03=20`, `NM101=36,2B,PR` or `CTX01-1=TRN02,PATIENT NAME NM109`.
pub(super) fn code_match(text: &'static str, tolerated: Vec<Word>) -> Option<CodeMatch> {
    let (designator, values) = text.split_once('=')?;
    let (designator, component) = designator.split_once('-').unwrap_or((designator, "0"));
    let digits = designator.get(designator.len().checked_sub(2)?..)?;
    let mut codes: Vec<Word> = values.split(',').filter_map(Word::read).collect();
    codes.sort_unstable();
    let texts = values.split(',').filter(|value| value.len() > Word::MAX).collect();
    Some(CodeMatch { element: number(digits), codes, tolerated, component: number(component), texts })
}

fn usage(record: &Record) -> Usage {
    match record.get("usage") {
        "R" => Usage::Required,
        "S" => Usage::Situational,
        _ => Usage::NotUsed,
    }
}

fn number(text: &str) -> u16 {
    text.parse().unwrap_or_default()
}

/// A maximum; `>1` is no limit.
fn maximum(text: &str) -> u32 {
    text.parse().unwrap_or(u32::MAX)
}

/// A table in which every tag of the guide has a place of its own, and the multiplier that makes it so.
fn tag_table(rows: &[SegmentRow]) -> ([Tag; TAGS], u32) {
    for multiplier in (1_u32..).map(|n| n.wrapping_mul(0x9E37_79B9) | 1).take(1 << 20) {
        let mut tags = [0; TAGS];
        let fits = rows.iter().all(|row| match tags.get_mut(slot_of(row.tag, multiplier)) {
            Some(place) if *place == 0 || *place == row.tag => {
                *place = row.tag;
                true
            }
            _ => false,
        });
        if fits {
            return (tags, multiplier);
        }
    }
    ([0; TAGS], 1)
}
