//! What a set is about: the choices that several segments share, made before any of them.

use super::random::Random;
use super::{Direction, Fill, Options};

#[derive(Clone, Debug)]
pub(super) struct Scenario {
    /// UM01 of the event: `AR` `HS` `SC` `IN`.
    pub category: &'static str,
    /// The loop of a response that carries AAA instead of a decision.
    pub rejected: Option<&'static str>,
    pub dependent: bool,
    pub events: usize,
    pub services: usize,
    /// Stops of a transport, and CR1.
    pub transport: bool,
    pub home_health: bool,
    /// CR2 and the certification of chiropractic care.
    pub manipulation: bool,
    /// CR5 and the certification of oxygen therapy.
    pub oxygen: bool,
    /// A cause in UM05, and the day of the accident.
    pub accident: bool,
    /// Providers at the event; without them every service has its own.
    pub event_providers: bool,
    /// HI at the event asks for information by LOINC codes.
    pub asks: bool,
}

impl Scenario {
    pub fn choose(random: &mut Random, options: &Options) -> Self {
        let guide = options.direction.guide();
        let row = options.wish.map(|wish| &guide.rows[wish.row]);
        let element = options.wish.and_then(|wish| Some(&guide.rows[wish.row].elements[wish.element?]));
        let loop_id = row.map_or("", |row| guide.loops[row.in_loop].id);
        let id = row.map_or("", |row| row.id);
        let code = row.and_then(|row| row.matching.as_ref()).map_or(String::new(), |m| m.codes[0].to_string());
        let designator = element.map_or("", |element| element.designator);
        let maximal = options.fill == Fill::Maximal;
        let required = options.fill == Fill::Required;
        let some = |random: &mut Random, percent| maximal || !required && random.chance(percent);
        let response = options.direction == Direction::Response;

        let category = match (id, code.as_str()) {
            ("CL1", _) | ("DTP", "435" | "096") => "AR",
            ("DTP", "AAH") => random.pick(&["HS", "SC"]),
            ("BHT", _) if designator == "BHT06" && !response => "IN",
            _ => random.pick(&["AR", "HS", "HS", "SC", "IN"]),
        };
        let rejected = match (response, id) {
            (true, "AAA") => Some(loop_id),
            (true, _) if row.is_none() && !maximal && random.chance(15) => {
                Some(random.pick(&["2000A", "2010A", "2010B", "2010C", "2000E", "2010EA", "2010EC", "2000F", "2010FA"]))
            }
            _ => None,
        };
        let in_service = matches!(loop_id, "2000F" | "2010F" | "2010FA" | "2010FB");
        let services = if matches!(rejected, Some("2000E" | "2010EA" | "2010EC")) {
            0
        } else if maximal {
            3
        } else {
            random.below(4).max(usize::from(in_service || matches!(rejected, Some("2000F" | "2010FA"))))
        };
        let transport_loop = if response { "2010EC" } else { "2010EB" };
        let needs_event_providers =
            category == "AR" || services == 0 || loop_id == "2010EA" || rejected == Some("2010EA");
        Self {
            category,
            rejected,
            dependent: matches!(loop_id, "2000D" | "2010D") || rejected == Some("2010D") || some(random, 30),
            events: if response && (maximal || random.chance(15)) { 2 } else { 1 },
            services,
            transport: id == "CR1"
                || (id, code.as_str()) == ("CRC", "07")
                || loop_id == transport_loop
                || rejected == Some("2010EC")
                || some(random, 15),
            manipulation: id == "CR2" || (id, code.as_str()) == ("CRC", "08") || some(random, 15),
            oxygen: id == "CR5" || some(random, 15),
            home_health: id == "CR6" || some(random, 15),
            accident: matches!((id, code.as_str()), ("DTP", "439"))
                || designator.starts_with("UM05")
                || some(random, 10),
            event_providers: needs_event_providers || maximal || random.chance(70),
            asks: response && loop_id != "2000E" && !maximal && random.chance(20),
        }
    }
}
