//! Seeded requests and responses as they come in practice: 1.5 KB and about 57 segments each, in one interchange of one
//! group. All names, numbers and addresses are invented.
//!
//! Every set is clean under the tables, rules that only warn included. With `faults` each set breaks the guide in exactly
//! one place; counts and control numbers stay right. The same options give the same bytes.

#![allow(dead_code, unreachable_pub, missing_docs, reason = "benches and tests each use a part")]

#[path = "corpus/faults.rs"]
mod faults;
#[path = "corpus/parties.rs"]
mod parties;
#[allow(clippy::duplicate_mod, reason = "the tests have it for their own generator, too")]
#[path = "../../tests/suite/generate/random.rs"]
mod random;

use parties::{ORGANIZATIONS, address, person, provider};
use random::Random;
use std::borrow::Cow;
use std::io::{self, Write};

/// The elements of a segment, its id first.
pub type Segment = Vec<Cow<'static, str>>;

/// Which sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Sets {
    Requests,
    Responses,
    /// A request, a response, a request, and so on.
    #[default]
    Both,
}

#[derive(Clone, Copy, Debug)]
pub struct Options {
    pub seed: u64,
    pub sets: Sets,
    /// The file ends with the first set that reaches so many bytes.
    pub bytes: u64,
    /// One fault in each set.
    pub faults: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { seed: 278, sets: Sets::Both, bytes: 0, faults: false }
    }
}

/// The whole file, and how many sets it has.
pub fn corpus(options: &Options) -> (Vec<u8>, usize) {
    let mut all = Vec::new();
    let sets = write(options, &mut all).unwrap();
    (all, sets)
}

/// Writes the file; how many sets it has.
pub fn write(options: &Options, out: &mut impl Write) -> io::Result<usize> {
    let mut random = Random::new(options.seed);
    let mut spoiler = Random::new(options.seed + 1);
    let header = "ISA*00*          *00*          *ZZ*SENDERID       *ZZ*RECEIVERID     *250629*1420*^*00501*000000001*0*T*:~\
                  GS*HI*SENDERAPP*RECEIVERAPP*20250629*1420*1*X*005010X217~";
    out.write_all(header.as_bytes())?;
    let (mut written, mut sets, mut text) = (header.len() as u64, 0, String::new());
    while sets == 0 || written < options.bytes {
        let is_response = match options.sets {
            Sets::Requests => false,
            Sets::Responses => true,
            Sets::Both => sets % 2 == 1,
        };
        sets += 1;
        let mut set = Set::new(&mut random, is_response, sets);
        if options.faults {
            faults::spoil(&mut set, is_response, &mut spoiler);
        }
        text.clear();
        set.append_to(&mut text);
        out.write_all(text.as_bytes())?;
        written += text.len() as u64;
    }
    write!(out, "GE*{sets}*1~IEA*1*000000001~")?;
    Ok(sets)
}

macro_rules! segment {
    ($set:expr, $($value:expr),+ $(,)?) => { $set.segments.push(vec![$($value.into()),+]) };
}
use segment;

const DIAGNOSES: [&str; 10] =
    ["M5416", "M79606", "I2510", "E119", "J449", "S72001A", "Z4789", "C50911", "N186", "G4733"];
const CPT: [&str; 10] = ["99213", "97110", "70551", "27447", "33510", "29881", "72148", "95810", "45378", "64483"];
const HCPCS: [&str; 6] = ["G0154", "E0601", "L1832", "J1745", "K0823", "A4604"];
const REVENUE: [&str; 6] = ["0120", "0360", "0450", "0636", "0420", "0551"];
const MESSAGES: [&str; 4] = [
    "PATIENT HAS FAILED SIX WEEKS OF CONSERVATIVE THERAPY, SEE ATTACHED NOTES.",
    "EXPEDITED REVIEW REQUESTED BY THE ATTENDING PHYSICIAN; FUNCTION MAY BE JEOPARDIZED.",
    "PRIOR IMAGING DATED WITHIN 90 DAYS IS ON FILE WITH THE PLAN.",
    "CONTINUATION OF SERVICES APPROVED UNDER THE EARLIER CERTIFICATION (SEE REF).",
];
/// Actions of a decision: mostly certified.
const EVENT_ACTIONS: [&str; 6] = ["A1", "A1", "A2", "A3", "A4", "A6"];
const SERVICE_ACTIONS: [&str; 5] = ["A1", "A1", "A3", "A4", "A6"];

/// A set that is being made.
pub struct Set<'r> {
    pub segments: Vec<Segment>,
    random: &'r mut Random,
    is_response: bool,
}

impl<'r> Set<'r> {
    fn new(random: &'r mut Random, is_response: bool, number: usize) -> Self {
        let mut set = Self { segments: Vec::with_capacity(80), random, is_response };
        set.header(number);
        if set.organizations() {
            let patient = set.patient();
            set.event(patient);
        }
        segment!(set, "SE", (set.segments.len() + 1).to_string(), format!("{number:04}"));
        set
    }

    fn append_to(&self, text: &mut String) {
        for segment in &self.segments {
            let used = segment.iter().rposition(|value| !value.is_empty()).map_or(0, |last| last + 1);
            for (index, value) in segment[..used].iter().enumerate() {
                if index > 0 {
                    text.push('*');
                }
                text.push_str(value);
            }
            text.push('~');
        }
    }

    fn pick(&mut self, from: &[&'static str]) -> &'static str {
        self.random.pick(from)
    }

    /// A made-up identifier: letters, then digits.
    fn number(&mut self, letters: &str, digits: usize) -> String {
        format!("{letters}{}", self.random.digits(digits))
    }

    fn date(&mut self, from: usize, through: usize) -> String {
        let (year, month) = (self.random.between(from, through), self.random.between(1, 12));
        format!("{year:04}{month:02}{:02}", self.random.between(1, 28))
    }

    /// A month from some day on.
    fn period(&mut self) -> (String, String) {
        let (year, month) = (self.random.between(2024, 2025), self.random.between(1, 11));
        let day = self.random.between(1, 28);
        (format!("{year:04}{month:02}{day:02}"), format!("{year:04}{:02}{day:02}", month + 1))
    }

    fn phone(&mut self) -> String {
        self.number("555", 7)
    }

    fn header(&mut self, number: usize) {
        segment!(self, "ST", "278", format!("{number:04}"), "005010X217");
        let (purpose, kind) = if self.is_response { ("11", self.pick(&["18", "19"])) } else { ("13", "") };
        let (reference, date) = (self.number("T", 9), self.date(2024, 2025));
        let time = format!("{:02}{:02}", self.random.below(24), self.random.below(60));
        segment!(self, "BHT", "0007", purpose, reference, date, time, kind);
    }

    /// Payer and requester; whether there is more to say.
    fn organizations(&mut self) -> bool {
        let (name, id) = (self.pick(&ORGANIZATIONS), self.number("", 9));
        segment!(self, "HL", "1", "", "20", "1");
        segment!(self, "NM1", "X3", "2", name, "", "", "", "", "PI", id);
        if self.is_response {
            let (phone, fax) = (self.phone(), self.phone());
            segment!(self, "PER", "IC", "REVIEW UNIT", "TE", phone, "FX", fax);
        }
        let refused = self.is_response && self.random.chance(1);
        segment!(self, "HL", "2", "1", "21", if refused { "0" } else { "1" });
        parties::requester(self);
        let tax = self.number("", 9);
        segment!(self, "REF", "EI", tax);
        if !self.is_response {
            address(self);
            let (phone, fax) = (self.phone(), self.phone());
            let extension = self.random.between(100, 999).to_string();
            segment!(self, "PER", "IC", "AUTHORIZATION DEPT", "TE", phone, "EX", extension, "FX", fax);
        } else if refused {
            segment!(self, "AAA", "N", "", "51", "C");
        }
        let role = self.pick(&["AD", "AT", "RF", "PC"]);
        parties::specialty(self, role);
        !refused
    }

    /// Subscriber and, in one of three sets, a dependent; the HL01 of the patient.
    fn patient(&mut self) -> usize {
        segment!(self, "HL", "3", "2", "22", "1");
        let member = self.number("MEM", 9);
        person(self, "IL", "MI", member);
        let group = self.number("GRP", 5);
        segment!(self, "REF", "6P", group);
        if self.random.chance(30) {
            let account = self.number("ACCT", 7);
            segment!(self, "REF", "EJ", account);
        }
        address(self);
        let (born, sex) = (self.date(1940, 2005), self.pick(&["F", "M", "U"]));
        segment!(self, "DMG", "D8", born, sex);
        if !self.random.chance(35) {
            return 3;
        }
        segment!(self, "HL", "4", "3", "23", "1");
        person(self, "QC", "", String::new());
        let account = self.number("ACCT", 7);
        segment!(self, "REF", "EJ", account);
        address(self);
        let (born, sex) = (self.date(2006, 2023), self.pick(&["F", "M", "U"]));
        segment!(self, "DMG", "D8", born, sex);
        let relation = self.pick(&["01", "19", "G8"]);
        segment!(self, "INS", "N", relation);
        4
    }

    fn event(&mut self, patient: usize) {
        let number = patient + 1;
        let invalid = self.is_response && self.random.chance(1);
        let (organization, trace) = (self.number("9", 9), self.number("TRC", 8));
        segment!(self, "HL", number.to_string(), patient.to_string(), "EV", if invalid { "0" } else { "1" });
        let unit = if self.random.chance(30) { self.number("UNIT", 1) } else { String::new() };
        segment!(self, "TRN", if self.is_response { "2" } else { "1" }, trace, organization.clone(), unit);
        if self.is_response && self.random.chance(50) {
            let (trace, payer) = (self.number("UMO", 8), self.number("9", 9));
            segment!(self, "TRN", "1", trace, payer);
        }
        if invalid {
            segment!(self, "AAA", "N", "", "33", "C");
        }
        let inpatient = self.random.chance(40);
        let category = if inpatient { "AR" } else { self.pick(&["HS", "SC"]) };
        let kind = self.pick(&["I", "I", "R", "S"]);
        let place = if inpatient { "21" } else { self.pick(&["11", "22", "12"]) };
        let accident = !self.is_response && self.random.chance(10);
        let (service, level) = (self.pick(&["1", "2", "3", "A9", "AE", "42"]), self.pick(&["E", "U", "03"]));
        let related = if accident { "AA:::TX" } else { "" };
        let release = if self.is_response { "" } else { "Y" };
        segment!(self, "UM", category, kind, service, format!("{place}:B"), related, level, "", "", release);
        let action = self.pick(&EVENT_ACTIONS);
        if self.is_response && !invalid {
            self.decision(action);
        }
        self.references(kind);
        self.event_dates(accident, inpatient, action, invalid);
        let diagnoses = self.diagnoses();
        self.delivery();
        if !self.is_response && self.random.chance(20) {
            segment!(self, "CRC", "75", "Y", "AL", "EL");
        }
        if inpatient {
            let (kind, source) = (self.pick(&["1", "2", "3"]), self.pick(&["1", "2", "4", "7"]));
            segment!(self, "CL1", kind, source, if self.random.chance(50) { "01" } else { "" });
        }
        if !self.is_response || action == "A4" {
            let (report, way) = (self.pick(&["OB", "77", "M1", "AS"]), self.pick(&["EL", "FX", "BM"]));
            let control = self.number("ATT", 8);
            segment!(self, "PWK", report, way, "", "", "AC", control);
        }
        self.message(60);
        parties::event_providers(self, inpatient);
        if !invalid {
            let services = self.random.pick(&[1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6]);
            for service in 1..=services {
                self.service(number + service, number, &organization, place, diagnoses);
            }
        }
    }

    /// Certified: a number; denied or pended: a reason; modified or partial: both.
    fn decision(&mut self, action: &'static str) {
        let number = if matches!(action, "A1" | "A2" | "A6") { self.number("AUTH", 7) } else { String::new() };
        let reason = match action {
            "A1" => "",
            "A3" => self.pick(&["0F", "0M", "0L"]),
            "A4" => self.pick(&["0U", "0V", "0W"]),
            _ => self.pick(&["0F", "0L"]),
        };
        segment!(self, "HCR", action, number, reason);
    }

    fn references(&mut self, kind: &str) {
        let (administrative, earlier) = (self.number("ADM", 7), self.number("PREV", 7));
        if self.is_response {
            if self.random.chance(20) {
                segment!(self, "REF", "NT", administrative);
            }
            if self.random.chance(35) {
                segment!(self, "REF", "BB", earlier);
            }
        } else if kind != "I" {
            segment!(self, "REF", "BB", earlier);
        } else if self.random.chance(10) {
            segment!(self, "REF", "NT", administrative);
        }
    }

    fn event_dates(&mut self, accident: bool, inpatient: bool, action: &str, invalid: bool) {
        let (injured, onset) = (self.date(2023, 2023), self.date(2023, 2023));
        if accident {
            segment!(self, "DTP", "439", "D8", injured);
        }
        if !self.is_response && self.random.chance(25) {
            segment!(self, "DTP", "431", "D8", onset);
        }
        let (from, through) = self.period();
        let period = format!("{from}-{through}");
        if inpatient {
            segment!(self, "DTP", "435", "D8", from.clone());
            if self.random.chance(50) {
                segment!(self, "DTP", "096", "D8", through);
            }
        } else {
            segment!(self, "DTP", "AAH", "RD8", period.clone());
        }
        if self.is_response && !invalid && matches!(action, "A1" | "A2" | "A6") {
            segment!(self, "DTP", "102", "D8", from);
            segment!(self, "DTP", "007", "RD8", period);
        }
    }

    /// HI; how many codes.
    fn diagnoses(&mut self) -> usize {
        let count = 1 + self.random.between(0, 4);
        let codes = self.random.several(&DIAGNOSES, count);
        let day = self.date(2024, 2025);
        let mut segment: Segment = vec!["HI".into()];
        for (index, code) in codes.iter().enumerate() {
            let value = if index == 0 { format!("ABK:{code}:D8:{day}") } else { format!("ABF:{code}") };
            segment.push(value.into());
        }
        self.segments.push(segment);
        count
    }

    fn delivery(&mut self) {
        let (unit, count) = (self.pick(&["DY", "VS", "HS"]), self.random.between(1, 20).to_string());
        if self.random.chance(50) {
            let (per, times) = (self.pick(&["DA", "WK", "MO"]), self.random.between(1, 12).to_string());
            segment!(self, "HSD", unit, count, per, "", "34", times);
        } else {
            segment!(self, "HSD", unit, count);
        }
    }

    fn message(&mut self, percent: usize) {
        if self.random.chance(percent) {
            let message = self.pick(&MESSAGES);
            segment!(self, "MSG", message);
        }
    }

    fn service(&mut self, number: usize, event: usize, organization: &str, place: &str, diagnoses: usize) {
        segment!(self, "HL", number.to_string(), event.to_string(), "SS", "0");
        if self.random.chance(60) {
            let trace = self.number("SVC", 8);
            segment!(self, "TRN", if self.is_response { "2" } else { "1" }, trace, organization.to_owned());
        }
        if self.random.chance(30) {
            // What differs from the event: type and place of service.
            let others: Vec<&'static str> = ["11", "22", "12"].into_iter().filter(|other| *other != place).collect();
            let (kind, other) = (self.pick(&["1", "2", "A9", "AE"]), self.pick(&others));
            segment!(self, "UM", "HS", "", kind, format!("{other}:B"));
        }
        if self.is_response {
            let action = self.pick(&SERVICE_ACTIONS);
            self.decision(action);
        }
        if self.random.chance(50) {
            let (from, through) = self.period();
            segment!(self, "DTP", "472", "RD8", format!("{from}-{through}"));
        } else {
            let day = self.date(2024, 2025);
            segment!(self, "DTP", "472", "D8", day);
        }
        self.product(diagnoses);
        if self.random.chance(60) {
            let (visits, weeks) = (self.random.between(1, 12).to_string(), self.random.between(1, 8).to_string());
            segment!(self, "HSD", "VS", visits, "WK", "", "34", weeks);
        }
        if !self.is_response && self.random.chance(12) {
            let control = self.number("ATT", 8);
            segment!(self, "PWK", "OB", "EL", "", "", "AC", control);
        }
        self.message(25);
        if self.random.chance(60) {
            let full = self.random.chance(30);
            provider(self, "SJ", "PE", full);
        }
    }

    /// SV1 or SV2.
    fn product(&mut self, diagnoses: usize) {
        let mut amount = self.random.between(20, 9000).to_string();
        if self.random.chance(70) {
            amount = format!("{amount}.{}{}", self.random.between(1, 9), self.random.between(1, 9));
        }
        let units = self.random.between(1, 30).to_string();
        if self.random.chance(65) {
            let code = if self.random.chance(62) { self.pick(&CPT) } else { self.pick(&HCPCS) };
            let modifier = if self.random.chance(30) { self.pick(&[":25", ":RT", ":LT", ":59"]) } else { "" };
            let pointers = match (self.is_response, diagnoses > 1 && self.random.chance(30)) {
                (true, _) => "",
                (false, true) => "1:2",
                (false, false) => "1",
            };
            segment!(self, "SV1", format!("HC:{code}{modifier}"), amount, "UN", units, "", "", pointers);
        } else {
            let (revenue, code) = (self.pick(&REVENUE), self.pick(&CPT));
            let (unit, days) = (self.pick(&["DA", "UN"]), self.random.between(1, 14).to_string());
            segment!(self, "SV2", revenue, format!("HC:{code}"), amount, unit, days);
        }
    }
}
