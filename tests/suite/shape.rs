//! The declared segments, composites and loops against the tables of the guides.

use crate::generate::Direction;
use std::collections::{BTreeMap, BTreeSet};
use x12_278::code;
use x12_278::guide::{ElementType, Guide, Usage};
use x12_278::segment::*;
use x12_278::shape::{Composite, Field, LoopShape, Segment, position};
use x12_278::transaction::{request, response};

/// Id and fields of every segment that the guides have.
pub fn segments() -> BTreeMap<&'static str, &'static [Field]> {
    macro_rules! table {
        ($($name:ident)*) => { BTreeMap::from([$((<$name<'static> as Segment<'static>>::ID, <$name<'static> as Segment<'static>>::FIELDS),)*]) };
    }
    table! { St Bht Hl Se Nm1 N3Address N4City Per Prv Ref Trn Dmg Ins Um Hcr Aaa Hi Hsd Dtp Crc Cl1 Cr1 Cr2 Cr5 Cr6 Pwk Msg Sv1 Sv2 Sv3 Too }
}

/// Id and fields of every composite.
pub fn composites() -> BTreeMap<&'static str, &'static [Field]> {
    BTreeMap::from([
        (HealthCareCode::ID, HealthCareCode::FIELDS),
        (FurtherReferences::ID, FurtherReferences::FIELDS),
        (Facility::ID, Facility::FIELDS),
        (RelatedCauses::ID, RelatedCauses::FIELDS),
        (ProcedureIdentifier::ID, ProcedureIdentifier::FIELDS),
        (DiagnosisPointers::ID, DiagnosisPointers::FIELDS),
        (OralCavities::ID, OralCavities::FIELDS),
        (ToothSurfaces::ID, ToothSurfaces::FIELDS),
    ])
}

/// The declared loops of a direction.
pub fn loops(direction: Direction) -> Vec<LoopShape> {
    match direction {
        Direction::Request => vec![
            request::Request::SHAPE,
            request::UtilizationManagementOrganization::SHAPE,
            request::UmoName::SHAPE,
            request::Requester::SHAPE,
            request::RequesterName::SHAPE,
            request::Subscriber::SHAPE,
            request::SubscriberName::SHAPE,
            request::Dependent::SHAPE,
            request::DependentName::SHAPE,
            request::PatientEvent::SHAPE,
            request::EventProvider::SHAPE,
            request::EventTransport::SHAPE,
            request::OtherUmo::SHAPE,
            request::Service::SHAPE,
            request::ServiceProvider::SHAPE,
        ],
        Direction::Response => vec![
            response::Response::SHAPE,
            response::UtilizationManagementOrganization::SHAPE,
            response::UmoName::SHAPE,
            response::Requester::SHAPE,
            response::RequesterName::SHAPE,
            response::Subscriber::SHAPE,
            response::SubscriberName::SHAPE,
            response::Dependent::SHAPE,
            response::DependentName::SHAPE,
            response::PatientEvent::SHAPE,
            response::EventProvider::SHAPE,
            response::EventContact::SHAPE,
            response::EventTransport::SHAPE,
            response::Service::SHAPE,
            response::ServiceProvider::SHAPE,
            response::ServiceContact::SHAPE,
        ],
    }
}

/// The field of a segment or composite that holds a position (from 0).
pub fn field_at(fields: &'static [Field], id: &str, at: usize) -> Option<&'static Field> {
    fields.iter().find(|field| {
        let first = position(field.designator, id);
        (first..first + field.width).contains(&at)
    })
}

/// Lines of a table behind its header.
fn lines(table: &str) -> Vec<Vec<&str>> {
    table.lines().skip(1).filter(|line| !line.is_empty()).map(|line| line.split('\t').collect()).collect()
}

const TABLES: [(Direction, &str, &str); 2] = [
    (
        Direction::Request,
        include_str!("../../src/guide/tables/x217_request.segments.tsv"),
        include_str!("../../src/guide/tables/x217_request.elements.tsv"),
    ),
    (
        Direction::Response,
        include_str!("../../src/guide/tables/x217_response.segments.tsv"),
        include_str!("../../src/guide/tables/x217_response.elements.tsv"),
    ),
];

#[test]
fn the_loader_drops_no_line_of_the_tables() {
    for (direction, segments, elements) in TABLES {
        let guide = direction.guide();
        let of_kind = |kind: &str| lines(segments).iter().filter(|line| line[0] == kind).count();
        assert_eq!(guide.loops.len(), of_kind("loop"), "loops of the {}", guide.name);
        assert_eq!(guide.rows.len(), of_kind("segment"), "segments of the {}", guide.name);
        let loaded: usize = guide.rows.iter().map(|row| row.elements.len()).sum();
        assert_eq!(loaded, lines(elements).len(), "elements of the {}", guide.name);
        // A code is a word of up to eight characters; the one longer code is the guide's own name in ST03.
        let codes =
            lines(elements).iter().flat_map(|line| line[11].split_whitespace()).filter(|c| *c != "005010X217").count();
        let loaded: usize = guide.rows.iter().flat_map(|row| &row.elements).map(|element| element.codes.len()).sum();
        assert_eq!(loaded, codes, "codes of the {}", guide.name);
        for row in guide.loops.iter().skip(1) {
            assert!(!row.parents.is_empty(), "{} of the {} has no parent", row.id, guide.name);
        }
    }
}

#[test]
fn rows_of_one_id_stand_together_in_a_loop() {
    for direction in Direction::BOTH {
        let guide = direction.guide();
        for row in &guide.loops {
            let mut seen: Vec<&str> = Vec::new();
            for segment in &guide.rows[row.rows.clone()] {
                if seen.last() != Some(&segment.id) {
                    assert!(!seen.contains(&segment.id), "{} in {}", segment.id, row.id);
                    seen.push(segment.id);
                }
            }
        }
    }
}

#[test]
fn every_loop_has_a_slot_for_every_row_in_order() {
    for direction in Direction::BOTH {
        let guide = direction.guide();
        let shapes = loops(direction);
        assert_eq!(shapes.len(), guide.loops.len());
        for (row, shape) in guide.loops.iter().zip(&shapes) {
            assert_eq!(row.id, shape.id);
            // SE closes the set; it is the trailer of the transaction, not a slot.
            let rows: Vec<_> = guide.rows[row.rows.clone()].iter().filter(|segment| segment.id != "SE").collect();
            assert_eq!(rows.len(), shape.segments.len(), "slots of {}", row.id);
            for (segment, (designator, field)) in rows.iter().zip(shape.segments) {
                let (id, qualifier) = designator.split_once('=').unwrap_or((designator, ""));
                assert_eq!(segment.id, id, "{field} of {}", row.id);
                let code = segment.matching.as_ref().map(|matching| matching.codes[0].to_string());
                let several = rows.iter().filter(|other| other.id == id).count() > 1;
                let code = code.filter(|_| several || !qualifier.is_empty()).unwrap_or_default();
                assert_eq!(code, qualifier, "{field} of {}", row.id);
            }
            let children: Vec<&str> = row.children.iter().map(|child| guide.loops[*child].id).collect();
            let declared: Vec<&str> = shape.loops.iter().map(|(id, _)| *id).collect();
            assert_eq!(children, declared, "loops of {}", row.id);
        }
    }
}

#[test]
fn fields_stand_in_order_and_do_not_overlap() {
    for (id, fields) in segments().into_iter().chain(composites()) {
        let mut free = 0;
        for field in fields {
            assert!(field.designator.starts_with(id), "{} in {id}", field.designator);
            let first = position(field.designator, id);
            assert!(first >= free, "{} overlaps the field before it", field.designator);
            free = first + field.width;
        }
    }
}

#[test]
fn every_used_element_has_a_field_and_every_field_an_element() {
    let (segments, composites) = (segments(), composites());
    let (mut used, mut used_components) = (BTreeSet::new(), BTreeSet::new());
    for direction in Direction::BOTH {
        let guide = direction.guide();
        for row in &guide.rows {
            let fields = segments[row.id];
            let composite = |element: u16| {
                let whole = row.elements.iter().find(|e| e.element == element && e.component == 0).unwrap();
                (whole.kind == ElementType::Composite).then_some(whole.data_element)
            };
            for element in row.elements.iter().filter(|element| element.usage != Usage::NotUsed) {
                let at = usize::from(element.element) - 1;
                let field = field_at(fields, row.id, at);
                assert!(field.is_some(), "{} in {} has no field", element.designator, guide.loops[row.in_loop].id);
                used.insert((row.id, at));
                if element.component > 0 {
                    let id = composite(element.element).unwrap();
                    let at = usize::from(element.component) - 1;
                    let field = field_at(composites[id], id, at);
                    assert!(field.is_some(), "{} in {} has no field", element.designator, guide.loops[row.in_loop].id);
                    used_components.insert((id, at));
                }
            }
        }
    }
    let without_element =
        |(id, fields): (&'static str, &'static [Field]), used: &BTreeSet<(&str, usize)>| -> Vec<String> {
            let positions = fields.iter().flat_map(|field| {
                let first = position(field.designator, id);
                first..first + field.width
            });
            positions.filter(|at| !used.contains(&(id, *at))).map(|at| format!("{id}{:02}", at + 1)).collect()
        };
    let unused: Vec<String> = segments.into_iter().flat_map(|entry| without_element(entry, &used)).collect();
    assert!(unused.is_empty(), "fields without a used element: {unused:?}");
    let unused: Vec<String> =
        composites.into_iter().flat_map(|entry| without_element(entry, &used_components)).collect();
    assert!(unused.is_empty(), "fields without a used component: {unused:?}");
}

#[test]
fn every_code_of_every_row_has_a_title() {
    let mut missing = BTreeSet::new();
    for guide in [Guide::request(), Guide::response()] {
        for element in guide.rows.iter().flat_map(|row| &row.elements) {
            for word in &element.codes {
                // 278 is the set itself; it needs no title.
                if element.data_element != "143" && code::title(element.data_element, "", *word).is_none() {
                    missing.insert(format!("{} {word}", element.data_element));
                }
            }
        }
    }
    assert!(missing.is_empty(), "codes without a title: {missing:?}");
}
