//! Builds the tree of a set: which loops and segments, how often, with which elements.

use super::model::{Element, Node, Segment, Set};
use super::random::Random;
use super::scenario::Scenario;
use super::values;
use super::{Direction, Fill, Options};
use x12_278::guide::{ElementRow, ElementType, Guide, SegmentRow, Usage};

pub(super) struct Builder<'o> {
    pub guide: &'static Guide,
    pub random: Random,
    pub options: &'o Options,
    pub scenario: Scenario,
    /// What the segments of the current loop agree on.
    pub here: Here,
    /// Values of the current event that its services look at.
    pub event: Event,
    needed: Vec<bool>,
}

/// What the segments of one loop agree on.
#[derive(Clone, Debug, Default)]
pub(super) struct Here {
    /// REF01 of the earlier review: `BB` or `NT`.
    pub reference: &'static str,
    /// `SV1`, `SV2` or `SV3`.
    pub service: &'static str,
    pub address: bool,
    /// NM101.
    pub entity: String,
    /// NM101 codes that other loops of the same kind have.
    pub taken: Vec<String>,
    /// How many loops of the kind there are, and which one this is.
    pub count: usize,
    pub number: usize,
    /// REF01 codes, or TRN01, of the segments made so far.
    pub used: Vec<String>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Event {
    pub diagnoses: usize,
    pub certification: String,
    pub facility: Vec<String>,
    pub prognosis: String,
    pub providers: usize,
}

impl<'o> Builder<'o> {
    pub fn new(seed: u64, options: &'o Options) -> Self {
        let guide = options.direction.guide();
        let mut random = Random::new(seed);
        let scenario = Scenario::choose(&mut random, options);
        let mut needed = vec![false; guide.loops.len()];
        let mut next = options.wish.map(|wish| guide.rows[wish.row].in_loop);
        while let Some(index) = next {
            needed[index] = true;
            next = guide.loops[index].parents.first().copied();
        }
        let (here, event) = (Here::default(), Event::default());
        Self { guide, random, options, scenario, here, event, needed }
    }

    pub fn set(mut self) -> Set {
        let mut root = self.node(0);
        let mut number = 0;
        renumber(self.guide, &mut root, &mut number, "");
        Set { guide: self.guide, root }
    }

    pub fn is_response(&self) -> bool {
        self.options.direction == Direction::Response
    }

    /// Whether an optional part is sent that nothing else decides.
    pub fn some(&mut self) -> bool {
        match self.options.fill {
            Fill::Required => false,
            Fill::Random => self.random.chance(35),
            Fill::Maximal => true,
        }
    }

    fn node(&mut self, loop_index: usize) -> Node {
        let row = &self.guide.loops[loop_index];
        let mut node = Node { loop_index, segments: Vec::new(), children: Vec::new() };
        self.begin(loop_index);
        for index in row.rows.clone() {
            let count = self.count_of_row(index);
            for _ in 0..count {
                let segment = self.segment(index);
                node.segments.push(segment);
            }
        }
        let mut children = row.children.clone();
        // Services look at the event's names; names come before levels in a file.
        children.sort_by_key(|child| self.guide.loops[*child].is_level());
        for child in children {
            let count = self.count_of_loop(loop_index, child);
            let mut taken = Vec::new();
            for number in 0..count {
                self.here = Here { taken: std::mem::take(&mut taken), count, number, ..Here::default() };
                node.children.push(self.node(child));
                taken = std::mem::take(&mut self.here.taken);
            }
            if self.guide.loops[child].id == "2010EA" {
                self.event.providers = count;
            }
        }
        node
    }

    /// Decides what the segments of a loop share.
    fn begin(&mut self, loop_index: usize) {
        let row = &self.guide.loops[loop_index];
        let wished = self.options.wish.map(|wish| &self.guide.rows[wish.row]).filter(|row| row.in_loop == loop_index);
        let wished_id = wished.map_or("", |row| row.id);
        let code = wished.and_then(|row| row.matching.as_ref()).map_or(String::new(), |m| m.codes[0].to_string());
        if row.id == "2000E" {
            self.event = Event::default();
        }
        self.here.reference = match (wished_id, code.as_str()) {
            ("REF", "BB") => "BB",
            ("REF", "NT") => "NT",
            _ => self.random.pick(&["BB", "NT"]),
        };
        self.here.service = match wished_id {
            "SV1" | "SV2" => wished.map_or("", |row| row.id),
            "SV3" | "TOO" => "SV3",
            _ => ["SV1", "SV2", "SV3"][(self.here.number + self.random.below(3)) % 3],
        };
        let rows = &self.guide.rows[row.rows.clone()];
        self.here.address = matches!(wished_id, "N3" | "N4")
            || rows.iter().any(|row| matches!(row.id, "N3" | "N4") && row.usage == Usage::Required)
            || self.some();
    }

    /// How many loops of a kind stand in a parent.
    fn count_of_loop(&mut self, parent: usize, child: usize) -> usize {
        let (parent_id, row) = (self.guide.loops[parent].id, &self.guide.loops[child]);
        let s = self.scenario.clone();
        let stopped = match row.id {
            "2000B" => matches!(s.rejected, Some("2000A" | "2010A")),
            "2000C" => s.rejected == Some("2010B"),
            "2000D" => s.rejected == Some("2010C"),
            "2000E" => matches!(s.rejected, Some("2010C" | "2010D")),
            _ => false,
        };
        if stopped {
            return 0;
        }
        let max = row.max as usize;
        let wanted = match (row.id, self.is_response()) {
            ("2000B" | "2000C", _) => 1,
            ("2000D", _) => usize::from(s.dependent),
            ("2000E", _) => usize::from((parent_id == "2000D") == s.dependent) * s.events,
            ("2000F", _) => s.services,
            ("2010EA", false) if s.event_providers => self.optional(max).max(1),
            ("2010EA", false) => 0,
            ("2010EA", true) => self.optional(max).max(usize::from(s.rejected == Some("2010EA"))),
            ("2010EB", false) | ("2010EC", true) => {
                if !s.transport {
                    0
                } else if self.options.fill == Fill::Maximal {
                    max
                } else {
                    self.random.between(2, max)
                }
            }
            ("2010F", false) if self.event.providers == 0 => self.optional(max).max(1),
            ("2010FA", true) if s.rejected == Some("2010FA") => self.optional(max).max(1),
            ("2010B", true) => self.random.between(1, max),
            _ if row.usage == Usage::Required => 1,
            _ => self.optional(max),
        };
        wanted.max(usize::from(self.needed[child] && !row.is_level()))
    }

    fn optional(&mut self, max: usize) -> usize {
        if self.options.fill == Fill::Maximal {
            return max;
        }
        if self.some() { self.random.between(1, max.min(3)) } else { 0 }
    }

    fn wants_row(&self, index: usize) -> bool {
        self.options.wish.is_some_and(|wish| wish.row == index)
    }

    /// Whether the wish is for this element, or for a component of it.
    pub fn wants(&self, segment: &Segment, element: u16) -> bool {
        self.wanted_component(segment, element).is_some()
    }

    /// The component wished for in this element; 0 when it is the whole element.
    pub fn wanted_component(&self, segment: &Segment, element: u16) -> Option<u16> {
        let wish = self.options.wish.filter(|wish| wish.row == segment.row)?;
        let row = &self.guide.rows[wish.row].elements[wish.element?];
        (row.element == element).then_some(row.component)
    }

    /// How many segments of a row stand in the loop.
    fn count_of_row(&mut self, index: usize) -> usize {
        let row = &self.guide.rows[index];
        let loop_id = self.guide.loops[row.in_loop].id;
        let code = row.matching.as_ref().map_or(String::new(), |matching| matching.codes[0].to_string());
        let (s, response) = (self.scenario.clone(), self.is_response());
        let level_rejected = match loop_id {
            "2000E" => matches!(s.rejected, Some("2000E" | "2010EA" | "2010EC")),
            "2000F" => matches!(s.rejected, Some("2000F" | "2010FA")),
            _ => s.rejected == Some(loop_id),
        };
        let admission = s.category == "AR";
        let free = self.wants_row(index) || self.some();
        let wanted = match (row.id, code.as_str(), loop_id) {
            ("SE", ..) => return 0,
            ("AAA", ..) => usize::from(level_rejected) * self.random.between(1, 3),
            ("HCR", ..) => return usize::from(!level_rejected),
            ("DTP", "439", _) if !response => usize::from(s.accident),
            ("DTP", "435", _) if !response => usize::from(admission),
            ("DTP", "435" | "096", _) => usize::from(admission && free),
            ("DTP", "AAH", _) => usize::from(!admission && free),
            ("CL1", ..) => usize::from(admission && (free || !response)),
            ("REF", "BB" | "NT", "2000E" | "2000F") => usize::from(
                self.here.reference == code
                    && (free || self.event.certification != "I" && !response && loop_id == "2000E"),
            ),
            ("N3" | "N4", ..) => usize::from(self.here.address || row.usage == Usage::Required),
            ("INS", ..) => usize::from(free),
            ("PRV", _, "2010EA" | "2010F" | "2010FA") => {
                usize::from(free && super::repair::role(&self.here.entity, loop_id).is_some())
            }
            ("HI", _, "2000E") => usize::from(free || s.home_health),
            ("CR1", ..) => usize::from(s.transport),
            ("CRC", "07", _) => usize::from(s.transport),
            ("CRC", "08", _) | ("CR2", ..) => usize::from(s.manipulation),
            ("CRC", "11", _) => usize::from(s.oxygen || free),
            ("CR5", ..) => usize::from(s.oxygen),
            ("CR6", ..) => usize::from(s.home_health),
            ("SV1" | "SV2" | "SV3", ..) => usize::from(self.here.service == row.id),
            ("TOO", ..) if self.here.service != "SV3" => 0,
            _ if row.usage == Usage::Required => 1,
            _ if self.wants_row(index) => self.optional(row.max as usize).max(1),
            _ => self.optional(row.max as usize),
        };
        // In a name loop no kind of number repeats.
        let kinds = if row.id == "REF" && row.matching.is_none() { row.elements[0].codes.len() } else { usize::MAX };
        wanted.min(row.max as usize).min(kinds)
    }

    /// A segment of a row: filled by the table, then repaired.
    fn segment(&mut self, index: usize) -> Segment {
        let row = &self.guide.rows[index];
        let mut segment = Segment::new(index, row.id);
        for (at, element) in row.elements.iter().enumerate().filter(|(_, element)| element.component == 0) {
            let components = &row.elements[at + 1..];
            let components = components.iter().take_while(|c| c.component > 0 && c.element == element.element);
            let number = usize::from(element.element);
            if self.is_sent(&segment, element) {
                let value = self.element(&segment, element, components);
                segment.elements.resize(number.max(segment.elements.len()), Element::new());
                segment.elements[number - 1] = value;
            }
        }
        self.repair(&mut segment, row);
        segment
    }

    fn is_sent(&mut self, segment: &Segment, row: &ElementRow) -> bool {
        let wanted = match self.wanted_component(segment, row.element) {
            Some(component) => row.component == 0 || row.component == component,
            None => false,
        };
        match row.usage {
            Usage::Required => true,
            Usage::Situational => wanted || self.some(),
            Usage::NotUsed => false,
        }
    }

    fn element<'r>(
        &mut self,
        segment: &Segment,
        row: &ElementRow,
        components: impl Iterator<Item = &'r ElementRow>,
    ) -> Element {
        if row.kind == ElementType::Composite {
            let mut values: Vec<String> = Vec::new();
            for component in components {
                let sent = self.is_sent(segment, component);
                values.push(if sent { values::value(&mut self.random, component) } else { String::new() });
            }
            return vec![values];
        }
        let repeats = if row.repeat > 1 { self.random.between(1, usize::from(row.repeat)) } else { 1 };
        let mut all: Vec<String> = (0..repeats).map(|_| values::value(&mut self.random, row)).collect();
        all.dedup();
        all.into_iter().map(|value| vec![value]).collect()
    }
}

/// The row of an element of a segment.
pub(super) fn element_row(row: &SegmentRow, element: u16, component: u16) -> &ElementRow {
    row.elements.iter().find(|e| e.element == element && e.component == component).expect("an element of the row")
}

/// HL01, HL02 and HL04.
fn renumber(guide: &Guide, node: &mut Node, number: &mut usize, parent: &str) {
    let mut own = parent.to_owned();
    let has_levels = node.children.iter().any(|child| guide.loops[child.loop_index].is_level());
    if let Some(level) = node.segment_mut("HL") {
        *number += 1;
        own = number.to_string();
        level.set(1, own.clone());
        if parent.is_empty() {
            level.clear(2);
        } else {
            level.set(2, parent);
        }
        level.set(4, if has_levels { "1" } else { "0" });
    }
    for child in &mut node.children {
        renumber(guide, child, number, &own);
    }
}
