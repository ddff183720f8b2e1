//! One answer to several services, and several answers to one: what of them can be believed together.

use super::decision::{answer, enveloped, response};
use x12_278::Document;
use x12_278::decision::{Answer, Asked, Circumstances, Requests, State, Warning};

const SPAN: &str = "DTP*007*RD8*20260216-20260815~";

/// What was asked for: trace number, code and units, and the days of each service where they differ.
fn asked(lines: &[(&str, &str, &str)]) -> Asked {
    let mut set = "ST*278*0001*005010X217~BHT*0007*13*R1*20260201*0900~HL*1**20*1~NM1*X3*2*HILLTOP PLAN*****PI*HT1~\
         HL*2*1*21*1~NM1*1P*2*FERN CLINIC*****XX*2900100019~HL*3*2*22*1~NM1*IL*1*MOSS*IVY****MI*M1~HL*4*3*EV*1~\
         TRN*1*E1*9FERN00001~UM*HS*I*42*12:B~DTP*AAH*RD8*20260216-20260815~"
        .to_owned();
    for (index, (trace, service, days)) in lines.iter().enumerate() {
        let days = if days.is_empty() { String::new() } else { format!("DTP*472*RD8*{days}~") };
        set.push_str(&format!("HL*{}*4*SS*0~TRN*1*{trace}*9FERN00001~{days}SV1*HC:{service}~", index + 5));
    }
    let file = enveloped(&set);
    let read = Document::read(file.as_bytes()).unwrap();
    read.document.transactions().find_map(Asked::read).unwrap()
}

/// An answer to the services with these trace numbers.
fn part(traces: &[&str], decision: &str, service: &str) -> String {
    let traces: String = traces.iter().map(|trace| format!("TRN*2*{trace}*9FERN00001~")).collect();
    let service = if service.is_empty() { String::new() } else { format!("SV1*HC:{service}~") };
    format!("{traces}HCR*{decision}*N1~{SPAN}{service}")
}

fn paired(lines: &[(&str, &str, &str)], parts: &[String]) -> Answer {
    let mut requests = Requests::new();
    requests.push(asked(lines));
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    let mut found = answer(&response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &parts));
    found.pair(&requests, &Circumstances::default()).unwrap();
    found
}

/// Of each answered service: its state, whether its sum is in doubt, and whether it can be scheduled.
fn told(lines: &[(&str, &str, &str)], parts: &[String]) -> Vec<(State, bool, bool)> {
    let found = paired(lines, parts);
    let told = found.lines().map(|line| {
        let details = &line.outcome.details;
        (line.outcome.state, details.warns(Warning::SumUnknown), line.schedulable().is_some())
    });
    told.collect()
}

const DRUG: (&str, &str, &str) = ("L1", "J1459**UN*168", "");
const GIVING: (&str, &str, &str) = ("L2", "96365**UN*6", "");

/// What one answer grants is granted of the services whose code it names. Of others that it returns nothing is said, and
/// a person has to ask.
#[test]
fn an_answer_to_several_services_speaks_for_those_that_it_names() {
    let both = ["L1", "L2"];
    let of = |service: &str| told(&[DRUG, GIVING], &[part(&both, "A1", service)]);
    assert_eq!(of("J1459**UN*168"), [(State::Approved, true, false)]);
    assert_eq!(of("J1459**UN*20"), [(State::Modified, true, false)]);
    assert_eq!(of("96365**UN*6"), [(State::Approved, true, false)]);
    assert_eq!(of(""), [(State::Approved, true, false)]);
    assert_eq!(of("Q5103"), [(State::Modified, true, false)]);
    // Two services of one code have a sum.
    let twice = [("L1", "J1745**UN*10", ""), ("L2", "J1745**UN*10", "")];
    let of = |service: &str| told(&twice, &[part(&both, "A1", service)]);
    assert_eq!(of("J1745**UN*20"), [(State::Approved, false, true)]);
    assert_eq!(of("J1745**UN*10"), [(State::Modified, false, true)]);
    assert_eq!(of("J1745"), [(State::Approved, false, true)], "nobody says how many: as asked");
    assert_eq!(of("Q5103**UN*20"), [(State::Modified, true, false)]);
}

/// The certified period holds the first day of every service that the answer is for.
#[test]
fn the_period_of_several_services_holds_the_first_day_of_each() {
    let of = |second: &str| {
        let lines = [("L1", "J1745**UN*10", "20260216-20260331"), ("L2", "J1745**UN*10", second)];
        let found = paired(&lines, &[part(&["L1", "L2"], "A1", "J1745**UN*20")]);
        let line = &found.events[0].lines[0];
        (line.outcome.details.warns(Warning::SpanConflict), line.schedulable().is_some())
    };
    assert_eq!(of("20260401-20260815"), (false, true));
    assert_eq!(of("20260816-20261231"), (true, false));
}

/// Parts of another code do not fill up a service.
#[test]
fn parts_of_different_codes_have_no_sum() {
    let of = |second: &str| told(&[DRUG], &[part(&["L1"], "A1", "J1459**UN*100"), part(&["L1"], "A1", second)]);
    assert_eq!(of("J1459**UN*68"), [(State::Approved, false, true); 2]);
    let told = of("96365**UN*68");
    assert!(told.iter().all(|(_, unknown, schedulable)| *unknown && !schedulable), "{told:?}");
}

/// A part that is refused must be the rest of what was asked for: else the two contradict each other.
#[test]
fn a_refused_part_is_the_rest_or_a_contradiction() {
    let of =
        |granted: &str, refused: &str| told(&[DRUG], &[part(&["L1"], "A1", granted), part(&["L1"], "A3", refused)])[0];
    assert_eq!(of("J1459**UN*84", "J1459**UN*84"), (State::Modified, false, true));
    assert_eq!(of("J1459**UN*84", "J1459"), (State::Modified, false, true));
    assert_eq!(of("J1459**UN*168", "J1459**UN*168"), (State::Approved, true, false));
    assert_eq!(of("J1459**UN*168", "J1459"), (State::Approved, true, false));
    assert_eq!(of("J1459", "J1459**UN*84"), (State::Approved, true, false));
    // A service of which nobody says how many is granted and refused.
    let bare = [("L1", "J1459", "")];
    let both = told(&bare, &[part(&["L1"], "A1", "J1459"), part(&["L1"], "A3", "J1459")]);
    assert_eq!(both[0], (State::Approved, true, false));
}
