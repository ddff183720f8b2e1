//! Row by row, by behaviour: what a row of the guide asks for is found to be missing, wrong, too much or too long, at
//! the place where it is. And sets that are right are clean.

use crate::generate::model::{Node, Segment, Set};
use crate::generate::{self, Direction, Fill, Options, Wish, interchange_of};
use std::collections::BTreeMap;
use x12_278::guide::{ElementRow, ElementType, Guide, SegmentRow, Usage};
use x12_278::report::{Issue, IssueCode, Severity};
use x12_278::syntax::Delimiters;
use x12_278::validate::Validator;

/// Lines of service are left aside: they ask for segments that go together, and the sets here mix them.
fn validator() -> Validator {
    Validator::default().with_lints(&[])
}

/// Findings above a note.
fn check(validator: &mut Validator, set: &Set) -> Vec<Issue> {
    let bytes = interchange_of(1, std::slice::from_ref(set), Delimiters::STANDARD, "");
    let report = validator.read(&bytes[..]).unwrap();
    report.all_issues().filter(|issue| issue.severity > Severity::Note).copied().collect()
}

/// A set that carries an element of a row, and the number of the segment that does (ST = 1).
fn carrying(direction: Direction, row: usize, element: Option<usize>) -> Option<(Set, usize)> {
    let wish = Some(Wish { row, element });
    let of = element.map(|index| &direction.guide().rows[row].elements[index]);
    (0..20).find_map(|seed| {
        let set = generate::set(seed, &Options { direction, fill: Fill::Random, wish, ..Options::default() });
        let carries = |segment: &Segment| {
            segment.row == row
                && of.is_none_or(|of| match of.component {
                    0 => segment.has(of.element.into()),
                    component => !segment.component(of.element.into(), component.into()).is_empty(),
                })
        };
        let index = set.segments().iter().position(|segment| carries(segment))?;
        Some((set, index + 1))
    })
}

/// Changes the segment with a number.
fn change(set: &Set, number: usize, change: impl Fn(&mut Segment)) -> Set {
    let mut changed = set.clone();
    let mut count = 0;
    changed.each_mut(&mut |segment| {
        count += 1;
        if count == number {
            change(segment);
        }
    });
    changed
}

fn put(segment: &mut Segment, row: &ElementRow, text: &str) {
    match row.component {
        0 => segment.set(row.element.into(), text),
        component => segment.set_component(row.element.into(), component.into(), text),
    }
}

/// Whether a finding is at an element of a segment.
fn is_at(issue: &Issue, number: usize, row: &ElementRow) -> bool {
    issue.at.segment == u32::try_from(number).unwrap()
        && issue.at.element == row.element
        && issue.at.component == row.component
}

/// A value of a type and a length.
fn filler(row: &ElementRow, length: usize) -> String {
    let digit = matches!(row.kind, ElementType::Decimal | ElementType::Whole | ElementType::Date | ElementType::Time);
    if digit { "1".repeat(length) } else { "Q".repeat(length) }
}

/// One row after the other with each of its elements.
fn each_element(mut visit: impl FnMut(Direction, usize, &'static SegmentRow, usize, &'static ElementRow)) {
    for direction in Direction::BOTH {
        let guide: &'static Guide = direction.guide();
        for (index, row) in guide.rows.iter().enumerate().filter(|(_, row)| row.id != "SE") {
            for (number, element) in row.elements.iter().enumerate() {
                visit(direction, index, row, number, element);
            }
        }
    }
}

/// Holds faults against what was found, and lists those that were not found where they are.
#[derive(Default)]
struct Ledger {
    tried: usize,
    missed: Vec<String>,
    beside: BTreeMap<String, usize>,
}

impl Ledger {
    fn enter(&mut self, what: &str, row: &ElementRow, number: usize, codes: &[IssueCode], found: &[Issue]) {
        self.tried += 1;
        let is_it = |issue: &&Issue| is_at(issue, number, row) && codes.contains(&issue.code);
        if !found.iter().any(|issue| is_it(&issue)) {
            let found: Vec<String> = found.iter().map(ToString::to_string).collect();
            self.missed.push(format!("{what} {}: {found:?}", row.designator));
        }
        let roots = || found.iter().filter(is_it).map(|issue| issue.code);
        let follows = |issue: &&Issue| roots().any(|root| root.leads_to().contains(&issue.code));
        for other in found.iter().filter(|issue| !is_it(issue) && !follows(issue)) {
            *self.beside.entry(format!("{what}: {}", other.code.info().name)).or_default() += 1;
        }
    }

    /// Findings beside the one that was planted are those that the table of consequences names.
    fn settle(&self, at_least: usize) {
        assert!(self.missed.is_empty(), "{} of {} missed: {:#?}", self.missed.len(), self.tried, self.missed);
        assert!(self.tried >= at_least, "{} tried", self.tried);
        assert!(self.beside.is_empty(), "{:#?}", self.beside);
    }
}

#[test]
fn sets_that_are_right_are_clean() {
    let mut validator = validator();
    let mut unclean = Vec::new();
    for direction in Direction::BOTH {
        for fill in [Fill::Required, Fill::Random, Fill::Maximal] {
            for seed in 0..60 {
                let set = generate::set(seed, &Options { direction, fill, ..Options::default() });
                let found = check(&mut validator, &set);
                unclean.extend(found.iter().map(|issue| format!("{direction:?} {fill:?} {seed}: {issue}")));
            }
        }
    }
    assert!(unclean.is_empty(), "{unclean:#?}");
}

#[test]
fn what_is_required_is_missed() {
    let mut validator = validator();
    let mut ledger = Ledger::default();
    each_element(|direction, index, row, number, element| {
        if element.usage != Usage::Required {
            return;
        }
        let Some((set, at)) = carrying(direction, index, Some(number)) else { panic!("{}", element.designator) };
        let removed = change(&set, at, |segment| match element.component {
            0 => segment.clear(element.element.into()),
            component => segment.set_component(element.element.into(), component.into(), ""),
        });
        let segments = removed.segments();
        let segment = segments[at - 1];
        // A composite without its one component is no composite.
        if element.component > 0 && !segment.has(element.element.into()) || row.id == "ST" {
            return;
        }
        let found = check(&mut validator, &removed);
        let codes = [
            IssueCode::RequiredElementMissing,
            IssueCode::ParentMissing,
            IssueCode::KindUnclear,
            IssueCode::KindContradicts,
        ];
        ledger.enter("removed", element, at, &codes, &found);
    });
    ledger.settle(300);
}

#[test]
fn what_is_not_used_is_found() {
    let mut validator = validator();
    let mut ledger = Ledger::default();
    each_element(|direction, index, row, _, element| {
        let composite_used = || {
            let whole = row.elements.iter().find(|other| other.element == element.element && other.component == 0);
            whole.is_some_and(|whole| whole.usage != Usage::NotUsed)
        };
        if element.usage != Usage::NotUsed || element.component > 0 && !composite_used() {
            return;
        }
        let wish = row.elements.iter().position(|other| other.element == element.element && other.component <= 1);
        let wish = wish.filter(|_| element.component > 0);
        let Some((set, at)) = carrying(direction, index, wish) else { panic!("{}", element.designator) };
        let filled = change(&set, at, |segment| put(segment, element, &filler(element, element.min.max(1).into())));
        ledger.enter("filled", element, at, &[IssueCode::ElementNotUsed], &check(&mut validator, &filled));
    });
    ledger.settle(500);
}

#[test]
fn codes_outside_the_list_are_found() {
    let mut validator = validator();
    let mut ledger = Ledger::default();
    each_element(|direction, index, row, number, element| {
        if element.usage == Usage::NotUsed || element.codes.is_empty() || row.id == "ST" {
            return;
        }
        let Some((set, at)) = carrying(direction, index, Some(number)) else { panic!("{}", element.designator) };
        let length = usize::from(element.min.max(1)).max(element.max.min(2).into());
        let letters = ["QQQQ", "0Q0Q", "$$$$"].map(|text| text[..length.min(4)].to_owned());
        let listed = |code: &String| element.codes.iter().any(|known| known.text().as_str() == code);
        let code = letters.iter().find(|code| !listed(code)).unwrap();
        let changed = change(&set, at, |segment| put(segment, element, code));
        let codes = [
            IssueCode::CodeUnknown,
            IssueCode::CodeNotInGuide,
            IssueCode::QualifierUnplaced,
            IssueCode::LevelUnknown,
            IssueCode::KindUnclear,
            IssueCode::KindContradicts,
        ];
        ledger.enter("foreign code", element, at, &codes, &check(&mut validator, &changed));
    });
    ledger.settle(400);
}

#[test]
fn lengths_are_held() {
    let mut validator = validator();
    let mut ledger = Ledger::default();
    each_element(|direction, index, row, number, element| {
        let is_qualifier = row.matching.as_ref().is_some_and(|matching| matching.element == element.element);
        let is_composite = element.kind == ElementType::Composite;
        if element.usage == Usage::NotUsed || is_composite || is_qualifier || row.id == "ST" || row.id == "HL" {
            return;
        }
        let Some((set, at)) = carrying(direction, index, Some(number)) else { panic!("{}", element.designator) };
        let kind_codes = [IssueCode::KindUnclear, IssueCode::KindContradicts];
        let long = filler(element, usize::from(element.max) + 1);
        let changed = change(&set, at, |segment| put(segment, element, &long));
        let codes = [&[IssueCode::ElementTooLong][..], &kind_codes].concat();
        ledger.enter("too long", element, at, &codes, &check(&mut validator, &changed));
        if element.min > 1 {
            let short = filler(element, usize::from(element.min) - 1);
            let changed = change(&set, at, |segment| put(segment, element, &short));
            let codes = [&[IssueCode::ElementTooShort][..], &kind_codes].concat();
            ledger.enter("too short", element, at, &codes, &check(&mut validator, &changed));
        }
    });
    ledger.settle(1000);
}

#[test]
fn repetitions_are_counted() {
    let mut validator = validator();
    let mut ledger = Ledger::default();
    each_element(|direction, index, row, number, element| {
        let is_qualifier = row.matching.as_ref().is_some_and(|matching| matching.element == element.element);
        if element.usage == Usage::NotUsed || element.component > 0 || is_qualifier || row.id == "ST" || row.id == "HL"
        {
            return;
        }
        let Some((set, at)) = carrying(direction, index, Some(number)) else { panic!("{}", element.designator) };
        let changed = change(&set, at, |segment| {
            let one = segment.elements[usize::from(element.element) - 1][0].clone();
            segment.elements[usize::from(element.element) - 1] = vec![one; usize::from(element.repeat) + 1];
        });
        let codes = [IssueCode::RepetitionTooMany, IssueCode::KindUnclear, IssueCode::KindContradicts];
        ledger.enter("repeated", element, at, &codes, &check(&mut validator, &changed));
    });
    ledger.settle(600);
}

/// The node that holds the segment with a number, and its place in it.
fn node_of(node: &mut Node, mut left: usize) -> Result<(&mut Node, usize), usize> {
    if left <= node.segments.len() {
        return Ok((node, left - 1));
    }
    left -= node.segments.len();
    for child in &mut node.children {
        match node_of(child, left) {
            Ok(found) => return Ok(found),
            Err(rest) => left = rest,
        }
    }
    Err(left)
}

#[test]
fn uses_are_counted() {
    let mut validator = validator();
    let mut missed = Vec::new();
    let mut tried = 0;
    for direction in Direction::BOTH {
        let guide = direction.guide();
        for (index, row) in guide.rows.iter().enumerate() {
            let opens = guide.loops[row.in_loop].rows.start == index && row.in_loop > 0;
            if row.id == "SE" || row.id == "ST" || row.max == u32::MAX || opens {
                continue;
            }
            let Some((mut set, at)) = carrying(direction, index, None) else { panic!("{}", row.id) };
            let (node, place) = node_of(&mut set.root, at).unwrap();
            let one = node.segments[place].clone();
            let have = node.segments.iter().filter(|segment| segment.row == index).count();
            for _ in have..=usize::try_from(row.max).unwrap() {
                node.segments.insert(place, one.clone());
            }
            let last = at + usize::try_from(row.max).unwrap();
            let found = check(&mut validator, &set);
            let is_it = |issue: &Issue| {
                issue.code == IssueCode::SegmentOverMaximum && issue.at.segment == u32::try_from(last).unwrap()
            };
            tried += 1;
            if !found.iter().any(is_it) {
                missed.push(format!("{} {}: {found:?}", guide.loops[row.in_loop].id, row.id));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
    assert!(tried > 100, "{tried}");
}

#[test]
fn required_segments_and_loops_are_missed() {
    let mut validator = validator();
    let mut missed = Vec::new();
    let mut tried = 0;
    for direction in Direction::BOTH {
        let guide = direction.guide();
        for (index, row) in guide.rows.iter().enumerate() {
            if row.id == "SE" || row.id == "ST" || row.usage != Usage::Required {
                continue;
            }
            let of = &guide.loops[row.in_loop];
            let opens = of.rows.start == index && row.in_loop > 0;
            if opens && of.usage != Usage::Required {
                continue;
            }
            let Some((mut set, at)) = carrying(direction, index, None) else { panic!("{}", row.id) };
            let (node, place) = node_of(&mut set.root, at).unwrap();
            if opens {
                node.segments.clear();
                node.children.clear();
            } else {
                node.segments.remove(place);
            }
            let found = check(&mut validator, &set);
            let is_it = |issue: &Issue| {
                matches!(issue.code, IssueCode::RequiredSegmentMissing | IssueCode::RequiredLoopMissing)
                    && issue.at.segment_id == Some(row.id)
                    && (issue.at.loop_id == Some(of.id) || row.id == "BHT")
            };
            tried += 1;
            if !found.iter().any(is_it) {
                let found: Vec<String> = found.iter().map(ToString::to_string).collect();
                missed.push(format!("{direction:?} {} {} at {at}: {found:?}", of.id, row.id));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:#?}");
    assert!(tried > 20, "{tried}");
}

/// A rule about a loop is one about its sibling too, as bad to break.
#[test]
fn rules_of_sibling_loops_agree() {
    let siblings = [(Direction::Request, "2010EA", "2010F"), (Direction::Request, "2010C", "2010D")];
    let mut alone = Vec::new();
    for (direction, one, other) in siblings {
        let guide = direction.guide();
        let has = |id: &str, segment: &str| {
            let of = &guide.loops[guide.loop_index(id).unwrap()];
            guide.rows[of.rows.clone()].iter().any(|row| row.id == segment)
        };
        for (one, other) in [(one, other), (other, one)] {
            for rule in guide.rules().iter().filter(|rule| rule.loop_id == one && has(other, rule.segment)) {
                let same = |text: &str| text.replace(one, other);
                let twin = guide.rules().iter().find(|twin| {
                    twin.loop_id == other && twin.segment == rule.segment && twin.text.text == same(rule.text.text)
                });
                match twin {
                    Some(twin) => assert_eq!(twin.severity, rule.severity, "{} {}", rule.text.id, twin.text.id),
                    None => alone.push(rule.text.id),
                }
            }
        }
    }
    // The providers that an event must have are its own; each loop has its own list of roles, and names its own patient.
    assert_eq!(alone, ["Q233", "Q234", "Q235", "Q236", "Q237", "C01", "C02"]);
}

/// Loops that hold the same kind of thing say the same of it.
#[test]
fn sibling_loops_agree() {
    let siblings = [
        (Direction::Request, "2010EA", "2010F"),
        (Direction::Request, "2010C", "2010D"),
        (Direction::Request, "2000C", "2000D"),
        (Direction::Response, "2000C", "2000D"),
        (Direction::Response, "2010EA", "2010FA"),
        (Direction::Response, "2010EB", "2010FB"),
        (Direction::Response, "2010C", "2010D"),
    ];
    let mut differ = Vec::new();
    for (direction, one, other) in siblings {
        let guide = direction.guide();
        let rows = |id: &str| {
            let of = &guide.loops[guide.loop_index(id).unwrap()];
            guide.rows[of.rows.clone()].iter().map(|row| (row.id, row)).collect::<BTreeMap<_, _>>()
        };
        let others = rows(other);
        for (id, row) in rows(one) {
            let Some(twin) = others.get(id) else { continue };
            for (own, theirs) in row.elements.iter().zip(&twin.elements) {
                let shape = |row: &ElementRow| (row.designator, row.kind, row.min, row.max, row.repeat);
                assert_eq!(shape(own), shape(theirs), "{one} and {other}");
                if own.usage != theirs.usage {
                    differ.push(format!("{direction:?} {one} {other} {}", own.designator));
                }
            }
        }
    }
    // A dependent has no member number in a request, and its own relationship to the subscriber.
    let known = ["INS08", "INS17", "NM106", "NM108", "NM109"];
    differ.retain(|one| !(one.contains(" 2010C 2010D ") && known.iter().any(|known| one.ends_with(known))));
    assert!(differ.is_empty(), "{differ:#?}");
}
