//! Row by row, by behaviour: a set that carries a row of the guide is placed in that row, and the values of all its
//! elements come back typed, under the names of their fields, in JSON as well; what the guide does not use is kept.

use crate::generate::model::{Node, Segment, Set};
use crate::generate::{self, Direction, Fill, Options, Wish, interchange_of};
use crate::shape::{composites, field_at, loops, segments};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use x12_278::Document;
use x12_278::guide::{ElementRow, ElementType, Usage};
use x12_278::shape::{Field, LoopShape, position};
use x12_278::syntax::Delimiters;

/// Rows that are read elsewhere than in the loops.
const EXCEPTIONS: [(&str, &str); 1] = [("SE", "the trailer of the transaction, checked with the counts in the laws")];

/// Reads a set and gives its loops as JSON.
fn read(set: &Set) -> Value {
    let bytes = interchange_of(1, std::slice::from_ref(set), Delimiters::STANDARD, "");
    let read = Document::read(&bytes).unwrap();
    let transaction = read.document.transactions().next().unwrap();
    match (transaction.request(), transaction.response()) {
        (Some(request), _) => serde_json::to_value(request).unwrap(),
        (_, Some(response)) => serde_json::to_value(response).unwrap(),
        _ => panic!("neither request nor response:\n{}", String::from_utf8_lossy(&bytes)),
    }
}

fn camel(name: &str) -> String {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let (head, tail) = part.split_at(1);
        text + &head.to_uppercase() + tail
    })
}

/// All texts of a value.
fn leaves(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Null => {}
        Value::String(text) => found.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| leaves(value, found)),
        Value::Object(map) => map.values().for_each(|value| leaves(value, found)),
        other => panic!("no text: {other}"),
    }
}

fn texts(value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    leaves(value, &mut found);
    found.sort();
    found
}

fn one_or_many(value: &Value) -> Vec<&Value> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(list) => list.iter().collect(),
        one => vec![one],
    }
}

/// What a walk over a set and over its JSON is held against.
struct Walk {
    direction: Direction,
    shapes: Vec<LoopShape>,
    segments: BTreeMap<&'static str, &'static [Field]>,
    composites: BTreeMap<&'static str, &'static [Field]>,
    /// Rows, and elements of rows, whose value came back.
    rows: BTreeSet<usize>,
    elements: BTreeSet<(usize, usize)>,
}

impl Walk {
    fn new(direction: Direction) -> Self {
        let (rows, elements) = (BTreeSet::new(), BTreeSet::new());
        Self { direction, shapes: loops(direction), segments: segments(), composites: composites(), rows, elements }
    }

    /// Every segment of the loop is in the field of its row, every loop in the field of its kind.
    fn node(&mut self, node: &Node, json: &Value) {
        let guide = self.direction.guide();
        let shape = self.shapes[node.loop_index];
        let row = &guide.loops[node.loop_index];
        for (slot, (designator, field)) in shape.segments.iter().enumerate() {
            let index = row.rows.start + slot;
            let wanted: Vec<&Segment> = node.segments.iter().filter(|segment| segment.row == index).collect();
            let found = one_or_many(&json[camel(field)]);
            assert_eq!(found.len(), wanted.len(), "{designator} in {} ({field})", row.id);
            for (segment, value) in wanted.into_iter().zip(found) {
                self.segment(segment, value);
            }
        }
        assert!(json["unplaced"].is_null(), "unplaced segments in {}", row.id);
        for (slot, (id, field)) in shape.loops.iter().enumerate() {
            let wanted: Vec<&Node> =
                node.children.iter().filter(|child| child.loop_index == row.children[slot]).collect();
            let found = one_or_many(&json[camel(field)]);
            assert_eq!(found.len(), wanted.len(), "{id} in {} ({field})", row.id);
            for (child, value) in wanted.into_iter().zip(found) {
                self.node(child, value);
            }
        }
    }

    /// Every value of the segment is in the field of its element.
    fn segment(&mut self, segment: &Segment, json: &Value) {
        let fields = self.segments[segment.id];
        for field in fields {
            let first = position(field.designator, segment.id);
            let whole = segment.elements.iter().skip(first).take(field.width);
            let mut wanted: Vec<String> = whole.flatten().flatten().filter(|text| !text.is_empty()).cloned().collect();
            wanted.sort();
            assert_eq!(texts(&json[camel(field.name)]), wanted, "{} in {json}", field.designator);
        }
        self.rows.insert(segment.row);
        let row = &self.direction.guide().rows[segment.row];
        for (index, element) in row.elements.iter().enumerate() {
            let (number, component) = (usize::from(element.element), usize::from(element.component));
            let sent =
                if component > 0 { !segment.component(number, component).is_empty() } else { segment.has(number) };
            if !sent {
                continue;
            }
            if component > 0 {
                let whole = row.elements.iter().find(|e| e.element == element.element && e.component == 0).unwrap();
                let field = field_at(fields, segment.id, number - 1).unwrap();
                self.component(segment, whole, component, &json[camel(field.name)]);
            }
            self.elements.insert((segment.row, index));
        }
    }

    fn component(&self, segment: &Segment, whole: &ElementRow, component: usize, json: &Value) {
        let fields = self.composites[whole.data_element];
        let field = field_at(fields, whole.data_element, component - 1).unwrap();
        let values: Vec<&Value> = match json {
            Value::Array(places) => places.iter().map(|place| &place[camel(field.name)]).collect(),
            one => vec![&one[camel(field.name)]],
        };
        let text = segment.component(usize::from(whole.element), component);
        let found = values.into_iter().flat_map(texts).any(|found| found == text);
        assert!(found, "{}-{component} in {json}", whole.designator);
    }
}

fn wished(direction: Direction, row: usize, element: Option<usize>, seed: u64) -> Set {
    let wish = Some(Wish { row, element });
    generate::set(seed, &Options { direction, wish, fill: Fill::Random, ..Options::default() })
}

#[test]
fn every_row_is_read_into_its_field() {
    for direction in Direction::BOTH {
        let guide = direction.guide();
        let mut walk = Walk::new(direction);
        for seed in 0..40 {
            let fill = if seed < 4 { Fill::Maximal } else { Fill::Random };
            let set = generate::set(seed, &Options { direction, fill, ..Options::default() });
            walk.node(&set.root, &read(&set));
        }
        let is_exception = |id: &str| EXCEPTIONS.iter().any(|(exception, _)| *exception == id);
        let (mut rows, mut elements, mut missing) = (0, 0, Vec::new());
        for (index, row) in guide.rows.iter().enumerate().filter(|(_, row)| !is_exception(row.id)) {
            rows += 1;
            for seed in 0..20 {
                if walk.rows.contains(&index) {
                    break;
                }
                let set = wished(direction, index, None, seed);
                walk.node(&set.root, &read(&set));
            }
            for (at, element) in row.elements.iter().enumerate().filter(|(_, e)| e.usage != Usage::NotUsed) {
                elements += 1;
                for seed in 0..20 {
                    if walk.elements.contains(&(index, at)) {
                        break;
                    }
                    let set = wished(direction, index, Some(at), seed);
                    walk.node(&set.root, &read(&set));
                }
                if !walk.elements.contains(&(index, at)) {
                    missing.push(format!("{} in {}", element.designator, guide.loops[row.in_loop].id));
                }
            }
        }
        println!(
            "rows covered, {}: {} of {rows} segment rows, {} of {elements} used element rows (exceptions: {EXCEPTIONS:?})",
            guide.name,
            walk.rows.len(),
            elements - missing.len(),
        );
        assert!(missing.is_empty(), "{missing:#?}");
        assert_eq!(walk.rows.len(), rows);
    }
}

/// What an element that is not used is filled with: short enough for any typed field, and found again.
const FILLER: &str = "QX7";

#[test]
fn what_the_guide_does_not_use_is_kept() {
    for direction in Direction::BOTH {
        let guide = direction.guide();
        let mut count = 0;
        for (index, row) in guide.rows.iter().enumerate().filter(|(_, row)| row.id != "SE") {
            let not_used = row.elements.iter().filter(|element| element.usage == Usage::NotUsed);
            for element in not_used.filter(|element| element.kind != ElementType::Composite) {
                let mut set = wished(direction, index, None, 7);
                let mut filled = None;
                set.each_mut(&mut |segment| {
                    if segment.row == index && filled.is_none() {
                        let (number, component) = (usize::from(element.element), usize::from(element.component));
                        segment.set_component(number, component.max(1), FILLER);
                        filled = Some(segment.clone());
                    }
                });
                let json = read(&set).to_string();
                assert!(json.contains(FILLER), "{} in {}", element.designator, guide.loops[row.in_loop].id);
                let kept = format!("\"element\":{}", element.element);
                let has_field = field_at(segments()[row.id], row.id, usize::from(element.element) - 1).is_some();
                assert!(has_field || json.contains(&kept), "{} in {}", element.designator, guide.loops[row.in_loop].id);
                let bytes = interchange_of(1, &[set], Delimiters::STANDARD, "");
                let written = Document::read(&bytes).unwrap().document.write().unwrap();
                assert!(written == bytes, "{} in {}", element.designator, guide.loops[row.in_loop].id);
                count += 1;
            }
        }
        println!("rows covered, {}: {count} of {count} element rows that are not used", guide.name);
    }
}
