//! Settles what holds between several elements: syntax notes, qualifiers and what they qualify, conditions of rules.

use super::build::{Builder, element_row};
use super::model::Segment;
use super::values;
use x12_278::guide::{SegmentRow, Usage};

/// The role (PRV01) that fits an entity (NM101) of a name loop; `None` where a loop has no PRV for it.
pub(super) fn role(entity: &str, loop_id: &str) -> Option<&'static str> {
    let event = loop_id == "2010EA";
    Some(match entity {
        "71" if event => "AT",
        "AAJ" if event => "AD",
        "DN" if event => "RF",
        "72" => "OP",
        "73" => "OT",
        "DD" => "AS",
        "DK" => "OR",
        "P3" => "PC",
        "SJ" => "PE",
        _ => return None,
    })
}

impl Builder<'_> {
    pub(super) fn repair(&mut self, segment: &mut Segment, row: &SegmentRow) {
        let loop_id = self.guide.loops[row.in_loop].id;
        match row.id {
            "ST" => segment.set(2, "0001"),
            "BHT" => self.beginning(segment),
            "NM1" => self.name(segment, row, loop_id),
            "REF" => self.reference(segment, row, loop_id),
            "N4" => self.city(segment, row),
            "PER" => self.contact(segment, row),
            "PRV" => self.provider(segment, loop_id),
            "DMG" => {
                let year = self.random.between(1940, 2023);
                segment.set(2, values::day(&mut self.random, year));
            }
            "INS" if loop_id == "2010C" => {
                let codes = &element_row(row, 8, 0).codes;
                segment.set(8, self.random.pick(codes).to_string());
            }
            "TRN" => self.trace(segment),
            "DTP" => self.date(segment),
            "UM" if loop_id == "2000E" => self.review(segment, row),
            "UM" => self.service_review(segment, row),
            "HCR" => self.decision(segment),
            "HSD" => self.delivery(segment, row),
            "PWK" => self.paperwork(segment),
            _ => self.repair_clinical(segment, row, loop_id),
        }
    }

    /// Both or none of a pair: both when one is wished for.
    pub(super) fn pair(&mut self, segment: &mut Segment, row: &SegmentRow, numbers: &[u16]) {
        let wanted = numbers.iter().any(|number| self.wants(segment, *number));
        let sent = wanted || segment.has(usize::from(numbers[0]));
        for &number in numbers {
            let at = usize::from(number);
            if !sent {
                segment.clear(at);
            } else if !segment.has(at) {
                segment.set(at, values::value(&mut self.random, element_row(row, number, 0)));
            }
        }
    }

    fn beginning(&mut self, segment: &mut Segment) {
        let reservation = self.scenario.category == "IN";
        segment.set(1, "0007");
        match (self.is_response(), reservation) {
            (false, true) => segment.set(6, "RU"),
            (false, false) => segment.clear(6),
            (true, true) => segment.set(6, "RU"),
            (true, false) => segment.set(6, self.random.pick(&["18", "19", "AT"])),
        }
        if !self.is_response() {
            segment.set(2, "13");
        }
    }

    fn name(&mut self, segment: &mut Segment, row: &SegmentRow, loop_id: &str) {
        let codes: Vec<String> = element_row(row, 1, 0).codes.iter().map(ToString::to_string).collect();
        let free: Vec<&str> =
            codes.iter().map(String::as_str).filter(|c| !self.here.taken.iter().any(|t| t == c)).collect();
        let wished = self.options.wish.map(|wish| &self.guide.rows[wish.row]);
        let wants_role = wished.is_some_and(|wished| wished.in_loop == row.in_loop && wished.id == "PRV");
        let with_role: Vec<&str> =
            codes.iter().map(String::as_str).filter(|code| role(code, loop_id).is_some()).collect();
        let transport = loop_id == if self.is_response() { "2010EC" } else { "2010EB" };
        let entity = match loop_id {
            _ if transport => match self.here.number {
                0 => "PW",
                1 => "FS",
                _ => self.random.pick(&free),
            },
            "2010EA" if self.here.number == 0 && self.scenario.category == "AR" => "71",
            "2010EA" | "2010F" | "2010FA" if wants_role => self.random.pick(&with_role),
            "2010EC" | "2010B" => self.random.pick(&free),
            _ => self.random.pick(&codes.iter().map(String::as_str).collect::<Vec<_>>()),
        };
        segment.set(1, entity);
        self.here.entity = entity.to_owned();
        self.here.taken.push(entity.to_owned());

        let person = [4, 5, 6, 7].into_iter().any(|number| self.wants(segment, number));
        let kinds = &element_row(row, 2, 0).codes;
        if person || kinds.len() == 1 {
            segment.set(2, kinds[0].to_string());
        }
        if segment.text(2) == "2" {
            segment.clear_all(&[4, 5, 6, 7]);
        }
        if [4, 5, 6, 7].into_iter().any(|number| segment.has(number)) && !segment.has(3) {
            segment.set(3, values::text(&mut self.random, 3, 20));
        }
        if element_row(row, 8, 0).usage != Usage::NotUsed {
            self.pair(segment, row, &[8, 9]);
        }
        let number = match segment.text(8) {
            "" => return,
            "XX" => values::npi(&mut self.random),
            "24" | "34" => format!("{}{}", self.random.between(1, 6), self.random.digits(8)),
            "XV" => format!("{}{}", self.random.between(1, 9), self.random.digits(9)),
            _ => format!("{}{}", values::letters(&mut self.random, 3), self.random.digits(9)),
        };
        segment.set(9, number);
    }

    fn reference(&mut self, segment: &mut Segment, row: &SegmentRow, loop_id: &str) {
        if loop_id == "2010EC" && !self.is_response() {
            return self.denial_reasons(segment);
        }
        if loop_id.starts_with("2010") {
            let codes: Vec<String> = element_row(row, 1, 0).codes.iter().map(ToString::to_string).collect();
            let free: Vec<&String> = codes.iter().filter(|code| !self.here.used.contains(code)).collect();
            let code = self.random.pick(&free).clone();
            let wants_state = self.wants(segment, 3);
            let code = if wants_state && !self.here.used.iter().any(|c| c == "0B") { "0B".to_owned() } else { code };
            segment.set(1, code.clone());
            self.here.used.push(code);
        }
        if matches!(segment.text(1), "SY" | "EI") {
            segment.set(2, format!("{}{}", self.random.between(1, 6), self.random.digits(8)));
        }
        if segment.text(1) == "0B" && element_row(row, 3, 0).usage != Usage::NotUsed {
            segment.set(3, self.random.pick(&["IL", "TX", "OH"]));
        } else {
            segment.clear(3);
        }
    }

    /// REF02, then up to three more in REF04, all different.
    fn denial_reasons(&mut self, segment: &mut Segment) {
        let reasons = self.random.several(&["0L", "0M", "0U", "0V", "0W", "35", "36", "82", "83"], 4);
        segment.set(2, reasons[0]);
        let wished = self.wanted_component(segment, 4).map_or(0, usize::from);
        if segment.has(4) || wished > 0 {
            let more = self.random.between(1, 3).max(wished.div_ceil(2));
            let parts = reasons[1..=more].iter().flat_map(|reason| ["ZZ".to_owned(), (*reason).to_owned()]);
            segment.set_components(4, parts.collect());
        }
    }

    fn city(&mut self, segment: &mut Segment, row: &SegmentRow) {
        let usable = |number| element_row(row, number, 0).usage != Usage::NotUsed;
        let can_be_abroad = usable(4) && usable(7);
        let abroad = can_be_abroad
            && (self.wants(segment, 4) || self.wants(segment, 7) || self.random.chance(10))
            && !self.wants(segment, 2);
        segment.set(1, self.random.pick(&["SPRINGFIELD", "AUSTIN", "COLUMBUS", "SAINT PAUL"]));
        segment.set(3, values::zip(&mut self.random));
        segment.clear_all(&[4, 5, 6, 7]);
        if abroad {
            segment.clear(2);
            segment.set(4, "MX");
            if self.wants(segment, 7) || self.random.chance(50) {
                segment.set(7, "JAL");
            }
        } else {
            segment.set(2, self.random.pick(&["IL", "TX", "OH", "CA"]));
        }
    }

    /// Up to three numbers without gaps; an extension only behind a telephone number.
    fn contact(&mut self, segment: &mut Segment, row: &SegmentRow) {
        let wished = (3..=8).filter(|number| self.wants(segment, *number)).max().map_or(0, |n| usize::from(n - 1) / 2);
        let numbers = match self.options.fill {
            super::Fill::Maximal => 3,
            super::Fill::Required => wished,
            super::Fill::Random => self.random.between(0, 3).max(wished),
        };
        let mut before = String::new();
        for number in 1..=3_usize {
            let at = number * 2 + 1;
            if number > numbers {
                segment.clear_all(&[at, at + 1]);
                continue;
            }
            let codes: Vec<String> = element_row(row, at as u16, 0).codes.iter().map(ToString::to_string).collect();
            let mut qualifier = codes[self.random.below(codes.len())].clone();
            if qualifier == "EX" && before != "TE" {
                "TE".clone_into(&mut qualifier);
            }
            let value = match qualifier.as_str() {
                "EM" => "REVIEW@EXAMPLE.COM".to_owned(),
                "UR" => "WWW.EXAMPLE.COM".to_owned(),
                "EX" => self.random.digits(3),
                _ => values::phone(&mut self.random),
            };
            segment.set(at, qualifier.clone());
            segment.set(at + 1, value);
            before = qualifier;
        }
        if numbers == 0 && !segment.has(2) {
            segment.set(2, "UTILIZATION REVIEW");
        }
    }

    fn provider(&mut self, segment: &mut Segment, loop_id: &str) {
        if let Some(role) = role(&self.here.entity, loop_id).filter(|_| loop_id != "2010B") {
            segment.set(1, role);
        }
        if segment.has(2) || segment.has(3) || self.wants(segment, 2) || self.wants(segment, 3) {
            segment.set(2, "PXC");
            segment.set(3, self.random.pick(&["207RG0300X", "207RR0500X", "261QI0500X", "363LF0000X"]));
        }
    }

    /// A response returns at most two numbers and adds at most one.
    fn trace(&mut self, segment: &mut Segment) {
        if self.is_response() {
            let kind = if self.here.used.len() == 2 { "1" } else { "2" };
            self.here.used.push(kind.to_owned());
            segment.set(1, kind);
        }
        segment.set(3, format!("{}{}", self.random.pick(&["1", "3", "9"]), self.random.digits(9)));
    }

    fn date(&mut self, segment: &mut Segment) {
        let value = match segment.text(2) {
            "RD8" => values::range(&mut self.random),
            _ => values::date(&mut self.random),
        };
        segment.set(3, value);
    }

    fn facility(&mut self, segment: &Segment) -> Vec<String> {
        let current = segment.component(4, 2);
        let qualifier = if current.is_empty() { self.random.pick(&["A", "B"]).to_owned() } else { current.to_owned() };
        let list = if qualifier == "A" { "236" } else { "237" };
        vec![values::listed(&mut self.random, "1331", list), qualifier]
    }

    fn review(&mut self, segment: &mut Segment, row: &SegmentRow) {
        segment.set(1, self.scenario.category);
        self.event.certification = segment.text(2).to_owned();
        let alone = self.scenario.services == 0;
        let usable = |number| element_row(row, number, 0).usage != Usage::NotUsed;
        if alone && usable(3) && !segment.has(3) {
            segment.set(3, values::value(&mut self.random, element_row(row, 3, 0)));
        }
        if alone || segment.has(4) {
            let facility = self.facility(segment);
            segment.set_components(4, facility.clone());
            self.event.facility = facility;
        }
        if usable(5) {
            segment.clear(5);
            if self.scenario.accident {
                let causes = self.causes(segment);
                segment.set_components(5, causes);
            }
        }
        if segment.text(2) == "1" && usable(6) && !segment.has(6) {
            segment.set(6, "E");
        }
        self.event.prognosis = segment.text(8).to_owned();
    }

    /// UM05: different causes without gaps; a place only for a car accident.
    fn causes(&mut self, segment: &Segment) -> Vec<String> {
        let wished = self.wanted_component(segment, 5).unwrap_or(0);
        let all: &[[&str; 3]] = match wished {
            2 => &[["AA", "EM", ""], ["AP", "EM", ""]],
            3 => &[["AA", "EM", "AP"]],
            4 | 5 => &[["AA", "", ""], ["AA", "EM", ""]],
            _ => &[["AA", "", ""], ["AP", "", ""], ["EM", "", ""], ["AA", "AP", ""], ["AA", "EM", "AP"]],
        };
        let mut parts: Vec<String> = self.random.pick(all).iter().map(ToString::to_string).collect();
        if parts[0] == "AA" {
            let abroad = wished == 5 || wished != 4 && self.random.chance(20);
            let (state, country) = if abroad { ("", "MX") } else { ("TX", "") };
            parts.extend([state.to_owned(), country.to_owned()]);
        }
        parts
    }

    /// What differs from the event alone.
    fn service_review(&mut self, segment: &mut Segment, row: &SegmentRow) {
        segment.set(1, if self.scenario.category == "SC" { self.random.pick(&["HS", "SC"]) } else { "HS" });
        if segment.has(2) {
            let codes: Vec<String> = element_row(row, 2, 0).codes.iter().map(ToString::to_string).collect();
            let others: Vec<&String> = codes.iter().filter(|code| **code != self.event.certification).collect();
            segment.set(2, self.random.pick(&others).clone());
        }
        if segment.has(4) {
            let facility = loop {
                let facility = self.facility(segment);
                if facility != self.event.facility {
                    break facility;
                }
            };
            segment.set_components(4, facility);
        }
        if segment.text(2) == "1" && element_row(row, 6, 0).usage != Usage::NotUsed && !segment.has(6) {
            segment.set(6, "E");
        }
    }

    /// Certified with a number, otherwise with reasons, modified or in part with both.
    fn decision(&mut self, segment: &mut Segment) {
        let action = segment.text(1).to_owned();
        let action = match action.as_str() {
            "A1" | "C" | "CT" | "NA" if self.wants(segment, 3) => "A6",
            "A3" | "A4" | "C" | "CT" | "NA" if self.wants(segment, 2) => "A1",
            same => same,
        };
        segment.set(1, action);
        let number = matches!(action, "A1" | "A2" | "A6");
        let reasons = matches!(action, "A2" | "A3" | "A4" | "A6");
        if number {
            segment.set(2, format!("AUTH{}", self.random.digits(7)));
        } else {
            segment.clear(2);
        }
        segment.clear(3);
        if reasons {
            let count = if self.options.fill == super::Fill::Maximal { 5 } else { self.random.between(1, 5) };
            let mut all: Vec<String> = (0..count).map(|_| values::listed(&mut self.random, "1271", "886")).collect();
            all.sort();
            all.dedup();
            segment.set_repeats(3, all);
        }
    }

    fn delivery(&mut self, segment: &mut Segment, row: &SegmentRow) {
        self.pair(segment, row, &[1, 2]);
        for (needs, needed) in [(4_u16, 3_u16), (6, 5)] {
            if (segment.has(usize::from(needs)) || self.wants(segment, needs)) && !segment.has(usize::from(needed)) {
                segment.set(usize::from(needed), values::value(&mut self.random, element_row(row, needed, 0)));
            }
        }
        if ![1, 3, 5, 7, 8].into_iter().any(|number| segment.has(number)) {
            segment.set(1, "VS");
            segment.set(2, "4");
        }
    }

    fn paperwork(&mut self, segment: &mut Segment) {
        let wanted = self.wants(segment, 5) || self.wants(segment, 6);
        if wanted || matches!(segment.text(2), "BM" | "EL" | "EM" | "FX") || segment.has(5) {
            segment.set(5, "AC");
            segment.set(6, format!("ATT{}", self.random.digits(8)));
        } else {
            segment.clear_all(&[5, 6]);
        }
    }
}
