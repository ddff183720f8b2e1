//! Settles the clinical segments and the services.

use super::build::{Builder, element_row};
use super::model::Segment;
use super::{Fill, values};
use x12_278::guide::{SegmentRow, Usage};

impl Builder<'_> {
    pub(super) fn repair_clinical(&mut self, segment: &mut Segment, row: &SegmentRow, loop_id: &str) {
        match row.id {
            "HI" => self.diagnoses(segment, row, loop_id),
            "CRC" => self.conditions(segment, row),
            "CL1" if !segment.has(1) => segment.set(1, values::listed(&mut self.random, "1315", "")),
            "CR1" => self.ambulance(segment, row),
            "CR2" => self.spine(segment, row),
            "CR5" => self.oxygen(segment, row),
            "CR6" => self.home_health(segment, row),
            "SV1" => self.professional(segment, row),
            "SV2" => self.institutional(segment, row),
            "SV3" => {
                self.procedure(segment, 1, row);
                self.in_a_row(segment, row, 4, 5);
            }
            "TOO" => {
                let tooth = self.random.between(1, 32);
                segment.set(2, tooth.to_string());
                self.in_a_row(segment, row, 3, 5);
            }
            _ => {}
        }
    }

    /// HI: codes from the first place on without gaps, ICD-10 (or LOINC, when a response asks).
    fn diagnoses(&mut self, segment: &mut Segment, row: &SegmentRow, loop_id: &str) {
        let wished = (1..=12).find(|number| self.wants(segment, *number));
        let asks = loop_id == "2000F" || self.scenario.asks;
        let count = match self.options.fill {
            Fill::Maximal => 12,
            Fill::Required => 1,
            Fill::Random => self.random.between(1, 5),
        };
        let count = count.max(usize::from(wished.unwrap_or(1)));
        segment.elements.clear();
        for number in 1..=count as u16 {
            let at = usize::from(number);
            let allowed: Vec<String> = element_row(row, number, 1).codes.iter().map(ToString::to_string).collect();
            let kind = match number {
                _ if asks => "LOI",
                1 if self.scenario.home_health || self.random.chance(80) => "ABK",
                _ => {
                    let modern: Vec<&str> = ["ABF", "ABF", "ABF", "ABJ", "APR", "DR"]
                        .into_iter()
                        .filter(|code| allowed.iter().any(|a| a == code))
                        .collect();
                    self.random.pick(&modern)
                }
            };
            let code = match kind {
                "LOI" => values::loinc(&mut self.random),
                "DR" => self.random.pick(&["470", "291", "871"]).to_owned(),
                _ => values::diagnosis(&mut self.random),
            };
            segment.set_components(at, vec![kind.to_owned(), code]);
            let wants_date = matches!(self.wanted_component(segment, number), Some(3 | 4));
            let can_date = element_row(row, number, 3).usage != Usage::NotUsed && kind != "LOI";
            if can_date && (wants_date || number == 1 && self.scenario.home_health || self.some()) {
                segment.set_component(at, 3, "D8");
                segment.set_component(at, 4, values::date(&mut self.random));
            }
        }
        if loop_id == "2000E" {
            self.event.diagnoses = if asks { 0 } else { count };
        }
    }

    /// CRC03 to CRC07: different indicators without gaps.
    fn conditions(&mut self, segment: &mut Segment, row: &SegmentRow) {
        let wished = (3..=7).find(|number| self.wants(segment, *number)).map_or(1, |number| usize::from(number) - 2);
        let count = if self.options.fill == Fill::Maximal { 5 } else { self.random.between(1, 5).max(wished) };
        let codes = self.random.several(&element_row(row, 3, 0).codes, count);
        segment.clear_all(&[3, 4, 5, 6, 7]);
        for (number, code) in (3..).zip(codes) {
            segment.set(number, code.to_string());
        }
    }

    /// Components of a composite, different and without gaps.
    fn in_a_row(&mut self, segment: &mut Segment, row: &SegmentRow, element: u16, most: usize) {
        let at = usize::from(element);
        if !segment.has(at) {
            return;
        }
        let wished = self.wanted_component(segment, element).map_or(1, |component| usize::from(component.max(1)));
        let count = self.random.between(1, most).max(wished);
        let first = element_row(row, element, 1);
        let codes: Vec<String> = if first.codes.is_empty() {
            let list = x12_278::code::list(first.data_element, "").expect("a list of the crate");
            list.codes.iter().map(|(code, _)| code.to_string()).collect()
        } else {
            first.codes.iter().map(ToString::to_string).collect()
        };
        let all: Vec<usize> = (0..codes.len()).collect();
        let picked = self.random.several(&all, count).into_iter().map(|index| codes[index].clone());
        segment.set_components(at, picked.collect());
    }

    fn ambulance(&mut self, segment: &mut Segment, row: &SegmentRow) {
        for pair in [[1, 2], [5, 6]] {
            if element_row(row, pair[0], 0).usage != Usage::NotUsed {
                self.pair(segment, row, &pair);
            }
        }
        if element_row(row, 9, 0).usage == Usage::NotUsed {
            return;
        }
        if self.wants(segment, 9) {
            segment.set(3, "X");
        }
        if segment.text(3) != "X" {
            segment.clear(9);
        } else if !segment.has(9) {
            segment.set(9, "TREATMENT AND RETURN");
        }
    }

    fn spine(&mut self, segment: &mut Segment, row: &SegmentRow) {
        self.pair(segment, row, &[1, 2]);
        if segment.has(4) && !segment.has(3) {
            segment.set(3, values::value(&mut self.random, element_row(row, 3, 0)));
        }
        if !(1..=12).any(|number| segment.has(number)) {
            segment.set(1, "1");
            segment.set(2, "12");
        }
    }

    fn oxygen(&mut self, segment: &mut Segment, row: &SegmentRow) {
        if self.wants(segment, 18) && !segment.has(4) {
            segment.set(4, "B");
        }
        if !segment.has(4) {
            segment.clear(18);
        }
        if (segment.has(4) || segment.has(18)) && !segment.has(3) {
            segment.set(3, "A");
        }
        if element_row(row, 10, 0).usage != Usage::NotUsed && !segment.has(10) && !segment.has(11) {
            segment.set(10, "55");
        }
        let portable = [3, 4, 18].into_iter().any(|number| matches!(segment.text(number), "D" | "E"));
        if portable && !segment.has(16) {
            segment.set(16, "2");
        }
    }

    fn home_health(&mut self, segment: &mut Segment, row: &SegmentRow) {
        if !self.event.prognosis.is_empty() {
            segment.set(1, self.event.prognosis.clone());
        }
        for (format, value) in [(3, 4), (15, 16)] {
            if element_row(row, format, 0).usage == Usage::NotUsed {
                continue;
            }
            let group: &[u16] = if format == 15 { &[15, 16, 17] } else { &[3, 4] };
            self.pair(segment, row, group);
            if segment.has(usize::from(format)) {
                segment.set(value, values::range(&mut self.random));
            }
        }
        if element_row(row, 9, 0).usage != Usage::NotUsed {
            self.pair(segment, row, &[9, 10, 11]);
            match segment.text(10) {
                "" => {}
                "HC" => segment.set(11, values::procedure(&mut self.random, "HC")),
                _ => segment.set(11, self.random.pick(&["9925", "9915", "8659"])),
            }
        }
        if self.event.certification != "N" {
            segment.set(8, self.event.certification.clone());
        }
    }

    /// The procedure composite: a code that fits its qualifier, modifiers in a row.
    fn procedure(&mut self, segment: &mut Segment, element: usize, row: &SegmentRow) {
        if !segment.has(element) {
            return;
        }
        let wished = self.wanted_component(segment, element as u16).map_or(0, usize::from);
        let allowed = &element_row(row, element as u16, 1).codes;
        let usual: Vec<String> = allowed
            .iter()
            .map(ToString::to_string)
            .filter(|c| matches!(c.as_str(), "HC" | "N4" | "AD" | "ZZ"))
            .collect();
        let qualifier = usual[self.random.below(usual.len())].clone();
        let code = values::procedure(&mut self.random, &qualifier);
        let dental = qualifier == "AD";
        segment.set_component(element, 1, qualifier.clone());
        segment.set_component(element, 2, code);
        let modifiers = match self.options.fill {
            Fill::Maximal => 4,
            Fill::Required => 0,
            Fill::Random => self.random.below(5),
        };
        let modifiers = if (3..=6).contains(&wished) { modifiers.max(wished - 2) } else { modifiers };
        let picked = self.random.several(&["25", "59", "RT", "LT", "JW", "JZ", "76"], modifiers);
        for component in 3..=6 {
            segment.set_component(element, component, picked.get(component - 3).copied().unwrap_or_default());
        }
        if segment.component(element, 8).is_empty() {
            return;
        }
        // The end of a range: the same kind of code, not before the first one.
        let last = if dental { "D9999".to_owned() } else { segment.component(element, 2).to_owned() };
        segment.set_component(element, 8, last);
    }

    fn professional(&mut self, segment: &mut Segment, row: &SegmentRow) {
        self.procedure(segment, 1, row);
        self.pair(segment, row, &[3, 4]);
        if element_row(row, 7, 0).usage == Usage::NotUsed {
            return;
        }
        let wished = self.wanted_component(segment, 7).map_or(0, |component| usize::from(component.max(1)));
        let wanted = if segment.has(7) { self.random.between(1, 4).max(wished) } else { 0 };
        let places: Vec<usize> = (1..=self.event.diagnoses).collect();
        let pointers = self.random.several(&places, wanted);
        segment.clear(7);
        if !pointers.is_empty() {
            segment.set_components(7, pointers.iter().map(ToString::to_string).collect());
        }
    }

    fn institutional(&mut self, segment: &mut Segment, row: &SegmentRow) {
        self.procedure(segment, 2, row);
        self.pair(segment, row, &[4, 5]);
        if segment.has(1) || !segment.has(2) {
            segment.set(1, self.random.pick(&["0636", "0335", "0260", "0510", "0120"]));
        }
    }
}
