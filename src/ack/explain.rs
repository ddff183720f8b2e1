//! A received 999 or TA1 laid over the file that it answers, in words.

use super::advice::{self, Advice, advice};
use super::read::{Acknowledgments, GroupOutcome, SetOutcome, plain};
use crate::code::{CodeList, SegmentFault, SetFault};
use crate::element::{Text, Word};
use crate::error::Error;
use crate::guide::{ElementRow, Guide, SegmentRow};
use crate::report::{Location, Report};
use crate::segment::{ElementPosition, Ik3};
use crate::syntax::{RawSegment, segment_id, tag};
use crate::transaction::acknowledgment::SegmentError;
use crate::transaction::{Event, Kind, Reader, SetBuffer, SetReader};
use std::collections::HashMap;
use std::fmt;

/// Everything that a received acknowledgment objects to.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Explanation {
    /// The objections, in the order of the acknowledgment.
    pub items: Vec<Explained>,
}

/// Whether an objection could be laid over the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Overlay {
    /// The original has what the objection is about, and `at` says where.
    Found,
    /// The original has the set, but another segment at that place: it may be another version of the file.
    Differs,
    /// The original has nothing with these control numbers.
    Missing,
    /// The original has several things with these control numbers; none is taken for the right one.
    Ambiguous,
}

/// One objection of a receiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The control number of the interchange (TA1) or of the group (999) that is answered.
    pub control_number: Text<'static>,
    /// The control number of the set; empty when the objection is about more than a set.
    pub set_control_number: Text<'static>,
    /// Whether it could be laid over the original.
    pub overlay: Overlay,
    /// Where it is: in the original, or, where that could not be found, as the acknowledgment says.
    pub at: Location,
    /// The guide's name of the element or segment; empty when it has none.
    pub name: &'static str,
    /// The code of the acknowledgment.
    pub code: Word,
    /// What the code means.
    pub meaning: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}

/// `NM109 (Identification Code) in 2010EA[1], segment 14: not of the form that the guide wants. Send ...`
impl fmt::Display for Explained {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.at.designator())?;
        if !self.name.is_empty() {
            write!(f, " ({})", self.name)?;
        }
        if self.at.loop_id.is_some_and(|id| id != "HEADER") {
            write!(f, " in {}", self.at.path())?;
        }
        if self.at.segment > 0 && !self.set_control_number.is_empty() {
            write!(f, ", segment {}", self.at.segment)?;
        }
        write!(f, ": {}. {}", self.meaning, self.advice)?;
        f.write_str(match self.overlay {
            Overlay::Found => "",
            Overlay::Differs => " The file that was compared has another segment there.",
            Overlay::Missing => " The file that was compared has nothing with these control numbers.",
            Overlay::Ambiguous => " The file that was compared has these control numbers more than once.",
        })
    }
}

/// Explains what received acknowledgments object to, each laid over the original file.
///
/// No value of either file is shown. The original may be a part of what the acknowledgments answer.
///
/// # Errors
/// When the original holds no interchange to read.
pub fn explain(acknowledgments: &Acknowledgments, original: &[u8]) -> Result<Explanation, Error> {
    let index = Index::of(acknowledgments, original)?;
    let mut items = Vec::new();
    for answered in &acknowledgments.interchanges {
        let place = index.interchanges.get(plain(&answered.control_number));
        let overlay = Overlay::of(place.map(|(_, count)| *count));
        let at = place.filter(|_| overlay == Overlay::Found).map(|(at, _)| *at).unwrap_or_default();
        let note = answered.note.filter(|note| note.word() != Word::constant("000"));
        let at = Location { segment_id: Some("ISA"), ..at };
        items.extend(note.map(|note| Explained {
            control_number: answered.control_number.clone(),
            overlay,
            ..explained(note, advice::INTERCHANGE, at)
        }));
    }
    for group in &acknowledgments.groups {
        let place = index.groups.get(plain(&group.control_number));
        let overlay = Overlay::of(place.map(|(_, count)| *count));
        let at = place.filter(|_| overlay == Overlay::Found).map(|(at, _)| *at).unwrap_or_default();
        let at = Location { segment_id: Some("GS"), ..at };
        items.extend(group.faults.iter().map(|fault| Explained {
            control_number: group.control_number.clone(),
            overlay,
            ..explained(*fault, advice::GROUP, at)
        }));
        for set in &group.sets {
            let found = index.sets.get(&key(group, set));
            explain_set(set, found, &mut |item| {
                let (control_number, set_control_number) = (group.control_number.clone(), set.control_number.clone());
                items.push(Explained { control_number, set_control_number, ..item });
            });
        }
    }
    Ok(Explanation { items })
}

impl Overlay {
    const fn of(count: Option<u32>) -> Self {
        match count {
            None => Self::Missing,
            Some(1) => Self::Found,
            Some(_) => Self::Ambiguous,
        }
    }
}

fn explained<C: CodeList>(code: C, table: Advice, at: Location) -> Explained {
    Explained {
        control_number: Text::default(),
        set_control_number: Text::default(),
        overlay: Overlay::Missing,
        at,
        name: "",
        code: code.word(),
        meaning: code.title().unwrap_or("a code that the 999 does not have"),
        advice: advice(table, code.word()),
    }
}

fn explain_set(set: &SetOutcome, found: Option<&Original>, take: &mut dyn FnMut(Explained)) {
    let overlay = Overlay::of(found.map(|original| original.count));
    let original = found.filter(|_| overlay == Overlay::Found);
    let start = original.map(|original| original.start).unwrap_or_default();
    for fault in &set.faults {
        let is_summary = matches!(*fault, SetFault::SEGMENTS_IN_ERROR | SetFault::SEGMENTS_AGAINST_GUIDE);
        if !is_summary || set.errors.is_empty() {
            take(Explained { overlay, ..explained(*fault, advice::SET, Location { segment_id: Some("ST"), ..start }) });
        }
    }
    for error in &set.errors {
        let Some(segment) = &error.segment else { continue };
        let spot = spot(segment);
        let place = original.and_then(|original| original.places.get(&spot));
        let overlay =
            if overlay == Overlay::Found && place.is_none_or(|place| !place.fits) { Overlay::Differs } else { overlay };
        let at = place.filter(|place| place.fits).map_or(
            Location { segment: spot.segment, segment_id: spot.id(), ..start },
            |place| Location { segment_id: spot.id(), ..place.at },
        );
        let row = place.filter(|place| place.fits).and_then(|place| place.row);
        let fault =
            segment.fault.filter(|fault| *fault != SegmentFault::ELEMENTS_IN_ERROR || error.elements.is_empty());
        if let Some(fault) = fault {
            let name = row.map_or("", |row| row.name);
            take(Explained { overlay, name, ..explained(fault, advice::SEGMENT, at) });
        }
        explain_elements(error, overlay, at, row, take);
    }
}

fn explain_elements(
    error: &SegmentError<'_>,
    overlay: Overlay,
    at: Location,
    row: Option<&SegmentRow>,
    take: &mut dyn FnMut(Explained),
) {
    for element in error.elements.iter().filter_map(|element| element.element.as_ref()) {
        let Some(fault) = element.fault else { continue };
        let number = |of: fn(&ElementPosition<'static>) -> Option<Text<'static>>| {
            let position = element.position.clone().map(crate::element::IntoOwned::into_owned);
            position.as_ref().and_then(of).and_then(|text| text.parse::<u16>().ok()).unwrap_or_default()
        };
        let at = Location {
            element: number(|position| position.element.clone()),
            component: number(|position| position.component.clone()),
            repetition: number(|position| position.repetition.clone()),
            ..at
        };
        let name = row.and_then(|row| element_row(row, &at)).map_or("", |row| row.name);
        take(Explained { overlay, name, ..explained(fault, advice::ELEMENT, at) });
    }
}

fn element_row<'g>(row: &'g SegmentRow, at: &Location) -> Option<&'g ElementRow> {
    row.elements.iter().find(|element| element.element == at.element && element.component == at.component)
}

/// What IK3 names: the id, the number, and whether the segment is missing there.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Spot {
    segment: u32,
    id: Option<Word>,
    is_missing: bool,
}

impl Spot {
    /// The id, if X12 has such a segment.
    fn id(&self) -> Option<&'static str> {
        self.id.and_then(|id| segment_id(tag(id.text().as_bytes())))
    }
}

fn spot(segment: &Ik3<'_>) -> Spot {
    let missing = [
        SegmentFault::REQUIRED_MISSING,
        SegmentFault::DEPENDENT_MISSING,
        SegmentFault::LOOP_UNDER_MINIMUM,
        SegmentFault::UNDER_MINIMUM,
    ];
    Spot {
        segment: segment.position.as_ref().and_then(|text| text.trim().parse().ok()).unwrap_or_default(),
        id: segment.segment_id,
        is_missing: segment.fault.is_some_and(|fault| missing.contains(&fault)),
    }
}

/// What the original has of the things that are answered, by control number.
#[derive(Default)]
struct Index {
    interchanges: HashMap<String, (Location, u32)>,
    groups: HashMap<String, (Location, u32)>,
    sets: HashMap<(String, String), Original>,
}

/// A set of the original.
#[derive(Default)]
struct Original {
    /// How many sets have these control numbers; 0 until one is met.
    count: u32,
    start: Location,
    places: HashMap<Spot, PlaceOf>,
}

/// A segment that an acknowledgment names.
struct PlaceOf {
    at: Location,
    row: Option<&'static SegmentRow>,
    /// Whether the segment there is the one that is named, or one is said to be missing.
    fits: bool,
}

fn key(group: &GroupOutcome, set: &SetOutcome) -> (String, String) {
    (plain(&group.control_number).to_owned(), plain(&set.control_number).to_owned())
}

impl Index {
    /// One walk over the original; only what is answered is looked at.
    fn of(acknowledgments: &Acknowledgments, original: &[u8]) -> Result<Self, Error> {
        let mut asked: HashMap<(String, String), Vec<Spot>> = HashMap::new();
        for group in &acknowledgments.groups {
            for set in &group.sets {
                let spots = set.errors.iter().filter_map(|error| error.segment.as_ref()).map(spot);
                asked.entry(key(group, set)).or_default().extend(spots);
            }
        }
        let mut index = Self::default();
        let mut reader = Reader::new(original);
        let mut sets = SetReader::default();
        let mut buffer = SetBuffer::new();
        loop {
            match reader.next_event(&mut buffer)? {
                Event::End => return Ok(index),
                Event::InterchangeStart => {
                    let header = buffer.interchange_header();
                    let number = header.map(|header| plain(&header.control_number).to_owned()).unwrap_or_default();
                    count(&mut index.interchanges, number, &buffer, "ISA");
                }
                Event::GroupStart => {
                    let number = plain(&text(&buffer.segment(), 6)).to_owned();
                    count(&mut index.groups, number, &buffer, "GS");
                }
                Event::Set => {
                    let group = buffer.group_header().and_then(|header| header.control_number);
                    let group = group.map(|number| plain(&number).to_owned()).unwrap_or_default();
                    let set = buffer.raw().segment(0).map(|header| plain(&text(&header, 2)).to_owned());
                    let key = (group, set.unwrap_or_default());
                    if let Some(spots) = asked.get(&key) {
                        let original = index.sets.entry(key).or_default();
                        original.count += 1;
                        if original.count == 1 {
                            original.lay(spots, &buffer, &mut sets);
                        }
                    }
                }
                _ => {}
            }
            reader.take_report();
        }
    }
}

fn text(segment: &RawSegment<'_>, element: usize) -> String {
    String::from_utf8_lossy(segment.element(element)).into_owned()
}

fn count(counts: &mut HashMap<String, (Location, u32)>, number: String, buffer: &SetBuffer, id: &'static str) {
    let (place, segment) = (buffer.place(), buffer.segment());
    let at = Location {
        interchange: place.interchange,
        group: place.group,
        segment: segment.number(),
        segment_id: Some(id),
        offset: place.offset,
        length: u32::try_from(segment.bytes().len()).unwrap_or(u32::MAX),
        ..Location::default()
    };
    counts.entry(number).or_insert((at, 0)).1 += 1;
}

impl Original {
    /// Finds what the spots name in the set of the buffer.
    fn lay(&mut self, spots: &[Spot], buffer: &SetBuffer, reader: &mut SetReader) {
        let raw = buffer.raw();
        let kind = reader.read_raw(&raw, buffer.group_version(), &mut Report::with_limit(0)).kind();
        let placement = reader.placement();
        let guide = match kind {
            Kind::Request => Some(Guide::request()),
            Kind::Response => Some(Guide::response()),
            _ => None,
        };
        self.start = raw.location(0);
        for spot in spots {
            let Some(index) = (spot.segment as usize).checked_sub(1) else { continue };
            let at = guide.map_or_else(|| raw.location(index), |guide| placement.location(guide, &raw, index));
            let fits = spot.is_missing || at.segment_id.is_some() && at.segment_id == spot.id();
            let row = guide.and_then(|guide| {
                let placed = placement.placed().get(index);
                let own = placed.filter(|_| !spot.is_missing).and_then(|placed| guide.rows.get(placed.row()?));
                let loop_of = placed.and_then(|placed| placement.instances().get(placed.instance as usize));
                let mut named = guide.rows.iter().filter(|row| Some(row.id) == spot.id());
                own.or_else(|| named.clone().find(|row| loop_of.is_some_and(|of| of.loop_index == row.in_loop)))
                    .or_else(|| named.next())
            });
            // A missing segment may belong to the loop before the segment that stands there.
            let length = if spot.is_missing { 0 } else { at.length };
            let (loop_id, loop_number) = match row.zip(guide) {
                Some((row, guide)) if spot.is_missing => {
                    let id = guide.loops.get(row.in_loop).map(|row| row.id);
                    if id == at.loop_id { (at.loop_id, at.loop_number) } else { (None, 0) }
                }
                _ => (at.loop_id, at.loop_number),
            };
            let at = Location { loop_id, loop_number, length, ..at };
            self.places.insert(*spot, PlaceOf { at, row, fits });
        }
    }
}
