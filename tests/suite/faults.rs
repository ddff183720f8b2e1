//! One fault at random in a random valid set: it is found at its place, and every other error is one that the table of
//! consequences ([`IssueCode::leads_to`]) names.

use crate::generate::model::{Node, Segment, Set};
use crate::generate::random::Random;
use crate::generate::{self, Direction, Fill, Options, interchange_of};
use std::collections::{BTreeMap, BTreeSet};
use x12_278::guide::{ElementRow, ElementType, Usage};
use x12_278::report::{Issue, IssueCode, Severity};
use x12_278::syntax::Delimiters;
use x12_278::validate::Validator;

/// A file with one fault.
struct Broken {
    file: String,
    /// One of these codes is found,
    codes: Vec<IssueCode>,
    /// in the segment with this number (0: wherever),
    segment: usize,
    /// at this element (0: whichever).
    element: u16,
}

/// A valid set and the means to break it.
struct Clean<'r> {
    set: Set,
    random: &'r mut Random,
}

/// Segments of the set whose elements can be struck: ST and HL have faults of their own.
fn is_struck(segment: &Segment) -> bool {
    !matches!(segment.id, "ST" | "HL" | "BHT")
}

impl Clean<'_> {
    fn row(&self, segment: &Segment) -> &'static [ElementRow] {
        &self.set.guide.rows[segment.row].elements
    }

    /// The qualifier by which the segment has its place; it has faults of its own.
    fn is_qualifier(&self, segment: &Segment, row: &ElementRow) -> bool {
        let matching = self.set.guide.rows[segment.row].matching.as_ref();
        matching.is_some_and(|matching| matching.element == row.element) && row.component <= 1
    }

    fn file(&self) -> String {
        file(&self.set)
    }

    /// An element or component that is there and passes a test; with the number of its segment.
    fn filled(&mut self, test: impl Fn(&Self, &Segment, &ElementRow) -> bool) -> Option<(usize, &'static ElementRow)> {
        let mut found = Vec::new();
        for (index, segment) in self.set.segments().into_iter().enumerate().filter(|(_, segment)| is_struck(segment)) {
            for row in self.row(segment).iter().filter(|row| row.kind != ElementType::Composite) {
                let component = usize::from(row.component.max(1));
                let is_filled = !segment.component(row.element.into(), component).is_empty();
                if is_filled && row.usage != Usage::NotUsed && test(self, segment, row) {
                    found.push((index + 1, row));
                }
            }
        }
        (!found.is_empty()).then(|| found[self.random.below(found.len())])
    }

    /// Puts a text into an element.
    fn put(&self, number: usize, row: &ElementRow, text: &str) -> String {
        let mut set = self.set.clone();
        change(&mut set, number, |segment| match row.component {
            0 => segment.set(row.element.into(), text),
            component => segment.set_component(row.element.into(), component.into(), text),
        });
        file(&set)
    }

    /// The number of a segment that passes a test.
    fn segment(&mut self, test: impl Fn(&Self, &Segment) -> bool) -> Option<usize> {
        let all = self.set.segments();
        let found: Vec<usize> = (1..).zip(all).filter(|(_, segment)| test(self, segment)).map(|(n, _)| n).collect();
        (!found.is_empty()).then(|| found[self.random.below(found.len())])
    }

    /// The value of an element replaced where a test passes.
    fn strike(
        &mut self,
        test: impl Fn(&Self, &Segment, &ElementRow) -> bool,
        text: impl Fn(&str, &ElementRow) -> String,
        codes: &[IssueCode],
    ) -> Option<Broken> {
        let (number, row) = self.filled(test)?;
        let old = self.set.segments()[number - 1].component(row.element.into(), row.component.max(1).into()).to_owned();
        let file = self.put(number, row, &text(&old, row));
        Some(Broken { file, codes: codes.to_vec(), segment: number, element: row.element })
    }

    /// The lines of the file, with the place of a set's segment in them: ISA, GS, ST.
    fn lines(&self) -> Vec<String> {
        self.file().split_terminator('~').map(str::to_owned).collect()
    }

    /// A segment put in front of one that is neither ST nor BHT.
    fn insert(&mut self, text: &str, code: IssueCode) -> Option<Broken> {
        let number = self.segment(|_, segment| !matches!(segment.id, "ST" | "BHT"))?;
        let mut lines = self.lines();
        lines.insert(number + 1, text.to_owned());
        Some(Broken { file: joined(&counted(lines)), codes: vec![code], segment: number, element: 0 })
    }

    /// An element of a segment of the envelope replaced.
    fn envelope(&mut self, id: &str, element: usize, text: &str, codes: &[IssueCode]) -> Option<Broken> {
        let mut lines = self.lines();
        let line = lines.iter_mut().find(|line| line.starts_with(&format!("{id}*")))?;
        let mut elements: Vec<&str> = line.split('*').collect();
        elements[element] = text;
        *line = elements.join("*");
        Some(Broken { file: joined(&lines), codes: codes.to_vec(), segment: 0, element: element as u16 })
    }

    fn without(&mut self, id: &str, code: IssueCode) -> Option<Broken> {
        let mut lines = self.lines();
        lines.retain(|line| !line.starts_with(&format!("{id}*")));
        Some(Broken { file: joined(&lines), codes: vec![code], segment: 0, element: 0 })
    }

    /// HL of a level, with an element replaced.
    fn level(
        &mut self,
        test: impl Fn(&Segment) -> bool,
        element: usize,
        text: &str,
        codes: &[IssueCode],
    ) -> Option<Broken> {
        let number = self.segment(|_, segment| segment.id == "HL" && test(segment))?;
        let mut set = self.set.clone();
        change(&mut set, number, |segment| segment.set(element, text));
        Some(Broken { file: file(&set), codes: codes.to_vec(), segment: number, element: element as u16 })
    }
}

fn file(set: &Set) -> String {
    String::from_utf8(interchange_of(7, std::slice::from_ref(set), Delimiters::STANDARD, "")).unwrap()
}

fn joined(lines: &[String]) -> String {
    lines.iter().map(|line| format!("{line}~")).collect()
}

/// SE01 set anew.
fn counted(mut lines: Vec<String>) -> Vec<String> {
    let place = |id: &str| lines.iter().position(|line| line.starts_with(id));
    if let (Some(first), Some(last)) = (place("ST*"), place("SE*")) {
        let number = lines[last].rsplit('*').next().unwrap().to_owned();
        lines[last] = format!("SE*{}*{number}", last - first + 1);
    }
    lines
}

fn change(set: &mut Set, number: usize, change: impl Fn(&mut Segment)) {
    let mut count = 0;
    set.each_mut(&mut |segment| {
        count += 1;
        if count == number {
            change(segment);
        }
    });
}

/// Visits all loops.
fn nodes<'n>(node: &'n mut Node, visit: &mut dyn FnMut(&mut Node)) {
    visit(node);
    for child in &mut node.children {
        nodes(child, visit);
    }
}

fn plain(row: &ElementRow, _: &Segment) -> bool {
    row.codes.is_empty() && row.kind == ElementType::Text
}

type Fault = fn(&mut Clean<'_>) -> Option<Broken>;

/// One of each kind.
const FAULTS: &[(&str, Fault)] = &[
    ("a required element is empty", |clean| {
        clean.strike(
            |clean, segment, row| {
                row.usage == Usage::Required && !clean.is_qualifier(segment, row) && row.component == 0
            },
            |_, _| String::new(),
            &[IssueCode::RequiredElementMissing],
        )
    }),
    ("an element that is not used", |clean| {
        let number = clean.segment(|clean, segment| {
            is_struck(segment) && clean.row(segment).iter().any(|row| row.usage == Usage::NotUsed && row.component == 0)
        })?;
        let segment = clean.set.segments()[number - 1].clone();
        let row = clean.row(&segment).iter().find(|row| row.usage == Usage::NotUsed && row.component == 0)?;
        let file = clean.put(number, row, &"1".repeat(usize::from(row.min.max(1))));
        Some(Broken { file, codes: vec![IssueCode::ElementNotUsed], segment: number, element: row.element })
    }),
    ("a code that the element does not have", |clean| {
        clean.strike(
            |clean, segment, row| !row.codes.is_empty() && !clean.is_qualifier(segment, row),
            |old, _| "$".repeat(old.len()),
            &[IssueCode::CodeUnknown, IssueCode::CodeNotInGuide],
        )
    }),
    ("a qualifier that the loop does not use", |clean| {
        let is_name = |segment: &Segment| segment.id == "NM1";
        clean.strike(
            |clean, segment, row| clean.is_qualifier(segment, row) && !is_name(segment) && row.component == 0,
            |_, _| "$$".to_owned(),
            &[IssueCode::QualifierUnplaced, IssueCode::CodeUnknown],
        )
    }),
    ("a name that the level does not use", |clean| {
        clean.strike(
            |_, segment, row| segment.id == "NM1" && row.element == 1,
            |_, _| "$$".to_owned(),
            &[IssueCode::QualifierUnplaced, IssueCode::CodeUnknown],
        )
    }),
    ("a name that X12 has and the level does not use", |clean| {
        clean.strike(
            |_, segment, row| segment.id == "NM1" && row.element == 1,
            |_, _| "ZZ".to_owned(),
            &[IssueCode::QualifierUnplaced, IssueCode::CodeNotInGuide],
        )
    }),
    ("a character too many", |clean| {
        clean.strike(
            |clean, segment, row| plain(row, segment) && !clean.is_qualifier(segment, row),
            |_, row| "1".repeat(usize::from(row.max) + 1),
            &[IssueCode::ElementTooLong],
        )
    }),
    ("a character too few", |clean| {
        clean.strike(
            |clean, segment, row| plain(row, segment) && row.min > 1 && !clean.is_qualifier(segment, row),
            |_, row| "1".repeat(usize::from(row.min) - 1),
            &[IssueCode::ElementTooShort],
        )
    }),
    ("a character that X12 does not have", |clean| {
        clean.strike(
            |clean, segment, row| plain(row, segment) && !clean.is_qualifier(segment, row),
            |old, _| format!("\u{e9}{}", &old[1..]),
            &[IssueCode::CharacterInvalid],
        )
    }),
    ("an element more than the segment has", |clean| {
        let number = clean.segment(|_, segment| is_struck(segment))?;
        let segment = clean.set.segments()[number - 1].clone();
        let last = clean.row(&segment).iter().map(|row| row.element).max()?;
        let mut set = clean.set.clone();
        change(&mut set, number, |segment| segment.set(usize::from(last) + 1, "1"));
        Some(Broken { file: file(&set), codes: vec![IssueCode::ElementTooMany], segment: number, element: last + 1 })
    }),
    ("a component more than the element has", |clean| {
        clean.strike(
            |clean, segment, row| row.component == 0 && !clean.is_qualifier(segment, row),
            |old, _| format!("{old}:1"),
            &[IssueCode::ComponentTooMany],
        )
    }),
    ("a repetition more than the element has", |clean| {
        clean.strike(
            |clean, segment, row| row.component == 0 && row.repeat == 1 && !clean.is_qualifier(segment, row),
            |old, _| format!("{old}^{old}"),
            &[IssueCode::RepetitionTooMany],
        )
    }),
    ("no day of the calendar", |clean| {
        clean.strike(
            |_, segment, row| segment.id == "DTP" && row.element == 3 && segment.text(2) == "D8",
            |_, _| "20250230".to_owned(),
            &[IssueCode::DateInvalid],
        )
    }),
    ("a period that ends before it begins", |clean| {
        clean.strike(
            |_, segment, row| segment.id == "DTP" && row.element == 3 && segment.text(2) == "RD8",
            |_, _| "20250202-20250201".to_owned(),
            &[IssueCode::PeriodBackwards],
        )
    }),
    ("a date in another form", |clean| {
        clean.strike(
            |_, segment, row| segment.id == "DTP" && row.element == 3 && segment.text(2) == "D8",
            |_, _| "02/28/2025".to_owned(),
            &[IssueCode::FormatWrong],
        )
    }),
    ("no number", |clean| {
        clean.strike(|_, _, row| row.kind == ElementType::Decimal, |_, _| "ONE".to_owned(), &[IssueCode::NumberInvalid])
    }),
    ("nine digits of an NPI", |clean| {
        clean.strike(
            |_, segment, row| (segment.id, row.element, segment.text(8)) == ("NM1", 9, "XX"),
            |old, _| old[..9].to_owned(),
            &[IssueCode::ProviderNumberWrong],
        )
    }),
    ("a decimal point in a diagnosis", |clean| {
        clean.strike(
            |_, segment, row| {
                segment.id == "HI" && row.component == 2 && segment.component(row.element.into(), 1).starts_with("AB")
            },
            |old, _| format!("{}.{}", &old[..2], &old[2..]),
            &[IssueCode::FormWrong, IssueCode::ExternalCodeShape],
        )
    }),
    ("no time of the clock", |clean| clean.level_of_header(5, "2460", &[IssueCode::TimeInvalid])),
    ("no day in the header", |clean| clean.level_of_header(4, "20251301", &[IssueCode::DateInvalid])),
    ("a set that is neither", |clean| {
        clean.level_of_header(2, "99", &[IssueCode::KindUnclear, IssueCode::KindContradicts])
    }),
    ("an id that X12 does not have", |clean| clean.insert("QQX*1*2", IssueCode::SegmentUnknown)),
    ("a segment of another set", |clean| clean.insert("CLM*1*2", IssueCode::SegmentForeign)),
    ("a segment that the guide does not use", |clean| clean.insert("N2*SECOND NAME", IssueCode::SegmentNotUsed)),
    ("a required segment is missing", |clean| {
        let number = clean.segment(|clean, segment| {
            let row = &clean.set.guide.rows[segment.row];
            let opens = clean.set.guide.loops[row.in_loop].rows.start == segment.row;
            row.usage == Usage::Required && is_struck(segment) && !opens
        })?;
        let mut lines = clean.lines();
        lines.remove(number + 1);
        let file = joined(&counted(lines));
        Some(Broken { file, codes: vec![IssueCode::RequiredSegmentMissing], segment: 0, element: 0 })
    }),
    ("a segment once too often", |clean| {
        let number = clean.segment(|clean, segment| {
            let row = &clean.set.guide.rows[segment.row];
            let opens = clean.set.guide.loops[row.in_loop].rows.start == segment.row;
            row.max == 1 && is_struck(segment) && !opens
        })?;
        let mut lines = clean.lines();
        let twice = lines[number + 1].clone();
        lines.insert(number + 1, twice);
        let file = joined(&counted(lines));
        Some(Broken { file, codes: vec![IssueCode::SegmentOverMaximum], segment: number + 1, element: 0 })
    }),
    ("two segments in the wrong order", |clean| {
        let guide = clean.set.guide;
        let all = clean.set.segments();
        let swaps = |pair: &[&Segment]| {
            let rows = [&guide.rows[pair[0].row], &guide.rows[pair[1].row]];
            let opens = guide.loops[rows[0].in_loop].rows.start == pair[0].row;
            rows[0].in_loop == rows[1].in_loop && rows[0].position < rows[1].position && !opens && is_struck(pair[0])
        };
        let places: Vec<usize> = (1..).zip(all.windows(2)).filter(|(_, pair)| swaps(pair)).map(|(n, _)| n).collect();
        let number = (!places.is_empty()).then(|| places[clean.random.below(places.len())])?;
        let mut lines = clean.lines();
        lines.swap(number + 1, number + 2);
        Some(Broken {
            file: joined(&lines),
            codes: vec![IssueCode::SegmentOutOfOrder],
            segment: number + 1,
            element: 0,
        })
    }),
    ("a loop too many", |clean| {
        let mut set = clean.set.clone();
        let guide = set.guide;
        let mut done = false;
        nodes(&mut set.root, &mut |node| {
            let once = |child: &&Node| {
                guide.loops[child.loop_index].max == 1 && guide.loops[child.loop_index].id.starts_with("2010")
            };
            if let Some(child) = node.children.iter().find(once).cloned().filter(|_| !done) {
                let at = node.children.iter().position(|other| other.loop_index == child.loop_index).unwrap();
                node.children.insert(at, child);
                done = true;
            }
        });
        done.then(|| Broken { file: file(&set), codes: vec![IssueCode::LoopOverMaximum], segment: 0, element: 0 })
    }),
    ("a required loop is missing", |clean| {
        let mut set = clean.set.clone();
        let guide = set.guide;
        let mut done = false;
        nodes(&mut set.root, &mut |node| {
            let required = |child: &Node| {
                let of = &guide.loops[child.loop_index];
                of.usage == Usage::Required && of.id.starts_with("2010")
            };
            if let Some(at) = node.children.iter().position(required).filter(|_| !done) {
                node.children.remove(at);
                done = true;
            }
        });
        done.then(|| Broken { file: file(&set), codes: vec![IssueCode::RequiredLoopMissing], segment: 0, element: 0 })
    }),
    ("a parent that is not there", |clean| {
        clean.level(|hl| !hl.text(2).is_empty(), 2, "99", &[IssueCode::ParentUnknown])
    }),
    ("a parent of the wrong level", |clean| {
        clean.level(|hl| matches!(hl.text(3), "22" | "EV" | "SS"), 2, "1", &[IssueCode::ParentWrongLevel])
    }),
    ("no parent", |clean| clean.level(|hl| !hl.text(2).is_empty(), 2, "", &[IssueCode::ParentMissing])),
    ("a level that the guide does not have", |clean| clean.level(|_| true, 3, "19", &[IssueCode::LevelUnknown])),
    ("a level number twice", |clean| clean.level(|hl| hl.text(1) != "1", 1, "1", &[IssueCode::LevelNumberRepeated])),
    ("a level number that is none", |clean| clean.level(|_| true, 1, "A", &[IssueCode::LevelNumberRepeated])),
    ("a level without a number", |clean| clean.level(|_| true, 1, "", &[IssueCode::RequiredElementMissing])),
    ("a level without a code", |clean| clean.level(|_| true, 3, "", &[IssueCode::RequiredElementMissing])),
    ("a level without a word about those below", |clean| {
        clean.level(|_| true, 4, "", &[IssueCode::RequiredElementMissing])
    }),
    ("a level code that is none", |clean| {
        clean.level(|_| true, 4, "7", &[IssueCode::CodeUnknown, IssueCode::CodeNotInGuide])
    }),
    ("a wrong count of segments", |clean| clean.envelope("SE", 1, "3", &[IssueCode::SegmentCountWrong])),
    ("another set number at the end", |clean| clean.envelope("SE", 2, "7777", &[IssueCode::SetControlNumber])),
    ("no SE", |clean| clean.without("SE", IssueCode::SetTrailerMissing)),
    ("a set number that is too short", |clean| clean.envelope("ST", 2, "1", &[IssueCode::SetNumberInvalid])),
    ("no guide in the set", |clean| clean.envelope("ST", 3, "", &[IssueCode::GuideMissing])),
    ("another guide in the set", |clean| clean.envelope("ST", 3, "005010X215", &[IssueCode::GuideDiffers])),
    ("another guide in the group", |clean| {
        clean.envelope("GS", 8, "005010X215", &[IssueCode::GuideDiffers]).map(|broken| Broken { element: 3, ..broken })
    }),
    ("a group of another kind", |clean| clean.envelope("GS", 1, "HC", &[IssueCode::GroupKind])),
    ("a group date that is none", |clean| clean.envelope("GS", 4, "20251301", &[IssueCode::GroupElement])),
    ("a group without a receiver", |clean| clean.envelope("GS", 3, "", &[IssueCode::GroupPartner])),
    ("a group number that is none", |clean| clean.envelope("GS", 6, "1A", &[IssueCode::GroupNumberInvalid])),
    ("a wrong count of sets", |clean| clean.envelope("GE", 1, "3", &[IssueCode::SetCountWrong])),
    ("another group number at the end", |clean| clean.envelope("GE", 2, "777777", &[IssueCode::GroupControlNumber])),
    ("no GE", |clean| clean.without("GE", IssueCode::GroupTrailerMissing)),
    ("no GS", |clean| clean.without("GS", IssueCode::GroupHeaderMissing)),
    ("a wrong count of groups", |clean| clean.envelope("IEA", 1, "3", &[IssueCode::GroupCountWrong])),
    ("another interchange number at the end", |clean| {
        clean.envelope("IEA", 2, "777777777", &[IssueCode::InterchangeControlNumber])
    }),
    ("no IEA", |clean| clean.without("IEA", IssueCode::InterchangeTrailerMissing)),
    ("a header that is not padded", |clean| clean.envelope("ISA", 6, "SENDER", &[IssueCode::HeaderWidth])),
    ("a header with an unknown qualifier", |clean| clean.envelope("ISA", 5, "Q1", &[IssueCode::HeaderElement])),
];

impl Clean<'_> {
    /// BHT with an element replaced.
    fn level_of_header(&mut self, element: usize, text: &str, codes: &[IssueCode]) -> Option<Broken> {
        let mut set = self.set.clone();
        change(&mut set, 2, |segment| segment.set(element, text));
        Some(Broken { file: file(&set), codes: codes.to_vec(), segment: 2, element: element as u16 })
    }
}

fn is_it(issue: &Issue, broken: &Broken) -> bool {
    broken.codes.contains(&issue.code)
        && (broken.segment == 0 || issue.at.segment as usize == broken.segment)
        && (broken.element == 0 || issue.at.element == broken.element)
}

/// `FAULT_SEEDS` says how many sets are broken in each way.
#[test]
fn one_fault_is_found_and_nothing_else_but_what_follows_from_it() {
    let seeds: u64 = std::env::var("FAULT_SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(10);
    let mut validator = Validator::default();
    let (mut missed, mut unexplained) = (Vec::new(), BTreeMap::<String, (u64, String)>::new());
    let mut followed = BTreeSet::new();
    for (name, fault) in FAULTS {
        let mut tried = 0;
        for (seed, direction) in (0..seeds).flat_map(|seed| Direction::BOTH.map(|direction| (seed, direction))) {
            let fill = if seed == 3 { Fill::Maximal } else { [Fill::Required, Fill::Random][seed as usize % 2] };
            let mut random = Random::new(seed ^ 0xFA17);
            let set = generate::set(seed, &Options { direction, fill, ..Options::default() });
            let Some(broken) = fault(&mut Clean { set, random: &mut random }) else { continue };
            tried += 1;
            let report = validator.read(broken.file.as_bytes()).unwrap();
            let errors: Vec<&Issue> = report.all_issues().filter(|issue| issue.severity > Severity::Note).collect();
            let roots: Vec<IssueCode> =
                errors.iter().filter(|issue| is_it(issue, &broken)).map(|issue| issue.code).collect();
            if roots.is_empty() {
                let found: Vec<String> = errors.iter().map(ToString::to_string).collect();
                missed.push(format!("{name}, {direction:?} {seed}, #{}/{}: {found:?}", broken.segment, broken.element));
                continue;
            }
            for other in errors.iter().filter(|issue| !is_it(issue, &broken)) {
                let causes: Vec<IssueCode> =
                    roots.iter().copied().filter(|root| root.leads_to().contains(&other.code)).collect();
                if causes.is_empty() {
                    let key = format!("{name}: {:?} -> {:?}", roots[0], other.code);
                    unexplained.entry(key).or_insert((0, format!("{direction:?} {seed}: {other}"))).0 += 1;
                }
                followed.extend(causes.into_iter().map(|root| (root, other.code)));
            }
        }
        assert!(tried > 0, "{name}: never tried");
    }
    let named = IssueCode::ALL.iter().flat_map(|root| root.leads_to().iter().map(|code| (*root, *code)));
    let unseen: Vec<_> = named.filter(|pair| !followed.contains(pair)).collect();
    println!("{} kinds of faults, {} consequences seen", FAULTS.len(), followed.len());
    println!("named, but not seen with so few sets: {unseen:?}");
    assert!(missed.is_empty() && unexplained.is_empty(), "missed: {missed:#?}, not explained: {unexplained:#?}");
}
