//! Which request an answer belongs to, and what became of each service that was asked for.

use super::decision::{answer, response};
use proptest::prelude::*;
use x12_278::Document;
use x12_278::decision::{
    Answer, Asked, Circumstances, Found, MatchedBy, RequestIndex, Requests, State, Term, Warning, answers, supersede,
};

const SPAN: &str = "DTP*007*RD8*20260216-20260815~";

/// A request with these services, each with its trace number, code and units.
fn request(number: &str, event: &str, lines: &[(String, String, u32)]) -> String {
    let mut set = format!(
        "ST*278*0001*005010X217~BHT*0007*13*{number}*20260201*0900~HL*1**20*1~NM1*X3*2*HILLTOP PLAN*****PI*HT1~\
         HL*2*1*21*1~NM1*1P*2*FERN CLINIC*****XX*2900100019~HL*3*2*22*1~NM1*IL*1*MOSS*IVY****MI*M1~HL*4*3*EV*1~\
         TRN*1*{event}*9FERN00001~UM*HS*I*42*12:B~DTP*AAH*RD8*20260216-20260815~"
    );
    for (index, (trace, code, units)) in lines.iter().enumerate() {
        set.push_str(&format!("HL*{}*4*SS*0~", index + 5));
        if !trace.is_empty() {
            set.push_str(&format!("TRN*1*{trace}*9FERN00001~"));
        }
        set.push_str(&format!("SV1*HC:{code}**UN*{units}~"));
    }
    super::decision::enveloped(&set)
}

fn asked(file: &str) -> Asked {
    let read = Document::read(file.as_bytes()).unwrap();
    read.document.transactions().find_map(Asked::read).unwrap()
}

fn paired(request: &str, response: &str) -> (Answer, Option<usize>) {
    let mut requests = Requests::new();
    requests.push(asked(request));
    let mut found = answer(response);
    let index = found.pair(&requests, &Circumstances::default());
    (found, index)
}

fn two_lines() -> Vec<(String, String, u32)> {
    vec![("L1".into(), "J1459".into(), 168), ("L2".into(), "96365".into(), 6)]
}

fn line(trace: &str, decision: &str, code: &str, units: u32) -> String {
    let trace = if trace.is_empty() { String::new() } else { format!("TRN*2*{trace}*9FERN00001~") };
    format!("{trace}HCR*{decision}*N1~{SPAN}SV1*HC:{code}**UN*{units}~")
}

#[test]
fn the_order_of_the_keys() {
    let ask = request("R1", "E1", &two_lines());
    let event = format!("HCR*A1*N1~{SPAN}");
    let by = |traces: &str, number: &str, lines: &[&str]| {
        let file = response(&format!("{traces}UM*HS*I*42~{event}"), lines).replace("REQ-1", number);
        let (found, index) = paired(&ask, &file);
        index.map(|_| found.matched_by.unwrap())
    };
    let echo = line("L1", "A1", "J1459", 168);
    assert_eq!(by("", "OTHER", &[&echo]), Some(MatchedBy::Trace));
    assert_eq!(by("TRN*2*E1*9FERN00001~", "OTHER", &[]), Some(MatchedBy::Trace));
    assert_eq!(by("", "R1", &[]), Some(MatchedBy::RequestNumber));
    assert_eq!(by("", "OTHER", &[]), None);
    // A number that the payer gave itself, or that somebody else gave, ties nothing.
    assert_eq!(by("TRN*1*E1*9FERN00001~", "OTHER", &[]), None);
    assert_eq!(by("TRN*2*E1*9OTHER0001~", "OTHER", &[]), None);
    // A clearinghouse adds a number of its own; ours is still found.
    assert_eq!(by("TRN*2*CH-1*9CLEARING1~TRN*2*E1*9FERN00001~", "OTHER", &[]), Some(MatchedBy::Trace));
    // Member, dates and code: only to be confirmed.
    let weak = line("", "A1", "J1459", 168).replace("SV1*", "DTP*472*RD8*20260216-20260815~SV1*");
    let file = response(&format!("UM*HS*I*42~{event}"), &[&weak]).replace("REQ-1", "OTHER");
    let (found, _) = paired(&ask, &file);
    assert_eq!(found.matched_by, Some(MatchedBy::Member));
    assert!(found.warnings.contains(&Warning::ConfirmMatch));
    assert!(found.lines().all(|line| line.schedulable().is_none()));
}

/// The number of the request is returned with the trace numbers of something else: only a person can tell.
#[test]
fn trace_numbers_of_something_else_leave_a_doubt() {
    let ask = request("R1", "E1", &two_lines());
    let of = |traces: &str, lines: &[&str]| {
        let event = format!("{traces}UM*HS*I*42~HCR*A1*N1~{SPAN}");
        let (found, index) = paired(&ask, &response(&event, lines).replace("REQ-1", "R1"));
        assert_eq!(index, Some(0));
        (found.matched_by.unwrap(), found.warnings.contains(&Warning::ConfirmMatch))
    };
    assert_eq!(of("", &[]), (MatchedBy::RequestNumber, false), "no trace number contradicts");
    assert_eq!(of("TRN*1*P1*9HILLTOP01~", &[]), (MatchedBy::RequestNumber, false), "the payer's own says nothing");
    assert_eq!(of("TRN*2*X1*9FERN00001~", &[]), (MatchedBy::RequestNumber, true));
    assert_eq!(of("", &[&line("X9", "A1", "J1459", 168)]), (MatchedBy::RequestNumber, true));
    assert_eq!(of("TRN*2*X1*9FERN00001~TRN*2*E1*9FERN00001~", &[]), (MatchedBy::Trace, false));
    let lines = two_lines().into_iter().map(|(_, code, units)| (String::new(), code, units)).collect::<Vec<_>>();
    let untraced = request("R1", "E1", &lines).replace("TRN*1*E1*9FERN00001~", "");
    let mut requests = Requests::new();
    requests.push(asked(&untraced));
    let mut found = answer(&response("TRN*2*X1*9FERN00001~UM*HS*I*42~HCR*A1*N1~", &[]).replace("REQ-1", "R1"));
    found.pair(&requests, &Circumstances::default());
    assert!(!found.warnings.contains(&Warning::ConfirmMatch), "a request without trace numbers gets none back");
}

/// One event comes back of a request for two: without a trace number nobody can tell which.
#[test]
fn an_event_without_a_trace_is_that_of_a_request_for_one() {
    let one = request("R1", "E1", &two_lines()[..1]);
    let set = one.split("SE*").next().unwrap().split("ST*278").nth(1).unwrap().to_owned();
    let two = super::decision::enveloped(&format!("ST*278{set}HL*6*3*EV*0~TRN*1*E2*9FERN00001~UM*HS*I*42*12:B~"));
    let unmatched = |ask: &str| {
        let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &["HCR*A1*N1~SV1*HC:J1459**UN*168~"]);
        let (found, index) = paired(ask, &file.replace("REQ-1", "R1"));
        assert_eq!((index, found.matched_by), (Some(0), Some(MatchedBy::RequestNumber)));
        (
            found.unmatched_lines.iter().map(ToString::to_string).collect::<Vec<_>>(),
            found.events[0].lines[0].asked_lines.clone(),
        )
    };
    assert_eq!(asked(&two).events.len(), 2);
    assert_eq!(unmatched(&one), (vec![], vec![0]));
    assert_eq!(unmatched(&two), (vec!["J1459".to_owned()], vec![]));
}

/// A request for two events: each answer goes to its own, by the number of the event or by those of its services.
#[test]
fn each_event_goes_to_the_one_that_was_asked_for() {
    let one = request("R1", "E1", &two_lines()[..1]);
    let set = one.split("SE*").next().unwrap().split("ST*278").nth(1).unwrap().to_owned();
    let second = |event: &str| {
        super::decision::enveloped(&format!(
            "ST*278{set}HL*6*3*EV*1~TRN*1*{event}*9FERN00001~UM*HS*I*42*12:B~HL*7*6*SS*0~TRN*1*L9*9FERN00001~\
             SV1*HC:J1561**UN*5~"
        ))
    };
    let of = |ask: &str, trace: &str, line: &str| {
        let file = response(&format!("{trace}UM*HS*I*42~HCR*A1*N1~{SPAN}"), &[line]).replace("REQ-1", "R1");
        let (found, index) = paired(ask, &file);
        assert_eq!(index, Some(0));
        let asked = found.events[0].lines[0].outcome.details.asked.as_ref().map(|terms| terms.code().to_owned());
        (asked, found.unmatched_lines.len())
    };
    let (first, other) = (line("L1", "A1", "J1459", 168), line("L9", "A1", "J1561", 5));
    let (e1, e2) = ("TRN*2*E1*9FERN00001~", "TRN*2*E2*9FERN00001~");
    let two = second("E2");
    assert_eq!(of(&two, e1, &first), (Some("J1459".to_owned()), 0));
    assert_eq!(of(&two, e2, &other), (Some("J1561".to_owned()), 0));
    assert_eq!(of(&two, "", &first), (Some("J1459".to_owned()), 0));
    assert_eq!(of(&two, "", &other), (Some("J1561".to_owned()), 0));
    assert_eq!(of(&two, e1, &other), (None, 1), "the number of the event comes first");
    // Two events of one number: the services tell them apart.
    let alike = second("E1");
    assert_eq!(of(&alike, e1, &first), (Some("J1459".to_owned()), 0));
    assert_eq!(of(&alike, e1, &other), (Some("J1561".to_owned()), 0));
}

#[test]
fn the_first_day_is_the_earliest_that_was_asked_for() {
    let first = |file: &str| asked(file).events[0].first_day().map(|day| day.to_string());
    let ask = request("R1", "E1", &two_lines());
    assert_eq!(first(&ask).as_deref(), Some("2026-02-16"));
    assert_eq!(&*asked(&ask).transaction, "0001");
    let earlier = ask.replacen("SV1*", "DTP*472*D8*20260210~SV1*", 1);
    assert_eq!(first(&earlier).as_deref(), Some("2026-02-10"));
    assert_eq!(first(&ask.replace("DTP*AAH*RD8*20260216-20260815~", "")), None);
}

#[test]
fn a_number_known_to_the_case_finds_it() {
    let mut requests = Requests::new();
    let index = requests.push(asked(&request("R1", "E1", &two_lines())));
    requests.know(index, "N1");
    let found = answer(&response("UM*HS*I*42~HCR*A1*N1~", &[]));
    assert_eq!(requests.find(&found), Found::One(index, MatchedBy::Reference));
    // The request itself does not have the number.
    let mut paired = found.clone();
    assert_eq!(paired.pair(&requests, &Circumstances::default()), Some(index));
    assert_eq!(paired.matched_by, Some(MatchedBy::Reference));
}

/// A service that returns the trace number of something else is not taken for the one of its code.
#[test]
fn a_service_with_a_number_of_something_else_is_not_matched_by_its_code() {
    let ask = request("R1", "E1", &two_lines());
    let of = |trace: &str| {
        let event = format!("TRN*2*E1*9FERN00001~UM*HS*I*42~HCR*A1*N1~{SPAN}");
        let (found, index) = paired(&ask, &response(&event, &[&line(trace, "A1", "J1459", 168)]));
        assert_eq!(index, Some(0));
        let lines = found.events[0].lines.iter().map(|line| (line.asked_lines.clone(), line.outcome.state));
        (lines.collect::<Vec<_>>(), found.unmatched_lines.len())
    };
    let approved = |asked: usize| (vec![asked], State::Approved);
    assert_eq!(of("L1"), (vec![approved(0), approved(1)], 0));
    assert_eq!(of(""), (vec![approved(0), approved(1)], 0), "by its code, to be confirmed");
    let unknown = |asked: usize| (vec![asked], State::Unknown);
    assert_eq!(of("X9"), (vec![(vec![], State::Approved), unknown(0), unknown(1)], 1));
}

#[test]
fn several_requests_that_fit_are_told_apart_or_said() {
    let mut requests = Requests::new();
    requests.push(asked(&request("R1", "E1", &two_lines())));
    requests.push(asked(&request("R2", "E2", &two_lines())));
    let of = |traces: &str| {
        let line = line("L1", "A1", "J1459", 168);
        answer(&response(&format!("{traces}UM*HS*I*42~HCR*A1*N1~"), &[&line]))
    };
    assert_eq!(requests.find(&of("TRN*2*E2*9FERN00001~")), Found::One(1, MatchedBy::Trace));
    assert_eq!(requests.find(&of("")), Found::Several);
    let mut unclear = of("");
    assert_eq!(unclear.pair(&requests, &Circumstances::default()), None);
    assert!(unclear.warnings.contains(&Warning::AmbiguousMatch));
}

/// Two requests of one number: the days and the code of the service tell which was answered.
#[test]
fn the_code_and_the_days_tell_requests_of_one_number_apart() {
    let mut requests = Requests::new();
    requests.push(asked(&request("R1", "E1", &[("L1".into(), "J1459".into(), 168)])));
    requests.push(asked(&request("R1", "E2", &[("L2".into(), "J1561".into(), 20)])));
    let of = |code: &str, days: &str| {
        let line = line("", "A1", code, 1).replace("SV1*", &format!("DTP*472*RD8*{days}~SV1*"));
        requests.find(&answer(&response("UM*HS*I*42~HCR*A1*N1~", &[&line]).replace("REQ-1", "R1")))
    };
    assert_eq!(of("J1459", "20260216-20260815"), Found::One(0, MatchedBy::RequestNumber));
    assert_eq!(of("J1561", "20260301-20260331"), Found::One(1, MatchedBy::RequestNumber));
    assert_eq!(of("J9999", "20260216-20260815"), Found::Several);
    for outside in ["20270101-20270131", "20250101-20250131"] {
        assert_eq!(of("J1459", outside), Found::Several, "no day in common");
    }
}

#[test]
fn an_index_knows_how_many_requests_it_has() {
    let mut index = RequestIndex::new();
    assert_eq!((index.is_empty(), index.len()), (true, 0));
    assert_eq!(index.add(&asked(&request("R1", "E1", &two_lines()))), 0);
    assert_eq!((index.is_empty(), index.len(), format!("{index:?}").as_str()), (false, 1, "RequestIndex(1)"));
}

#[test]
fn a_reduced_quantity_is_a_change_even_under_a_full_approval() {
    let ask = request("R1", "E1", &two_lines());
    let file = response(
        &format!("UM*HS*I*42*22:B~HCR*A1*N1~{SPAN}"),
        &[&line("L1", "A1", "J1459", 84), &line("L2", "A1", "96365", 6).replace("96365", "96413")],
    );
    let (found, _) = paired(&ask, &file);
    let event = &found.events[0];
    assert_eq!(event.outcome.state, State::Modified);
    let first = &event.lines[0].outcome;
    assert_eq!(first.state, State::Modified);
    assert!(first.details.warns(Warning::GrantedDiffers));
    let difference = &first.details.differences[0];
    assert_eq!((difference.term, &*difference.asked, &*difference.granted), (Some(Term::Units), "168 UN", "84 UN"));
    assert_eq!(event.lines[1].outcome.details.differences[0].term, Some(Term::Code));
    assert_eq!(event.outcome.details.differences[0].term, Some(Term::Site));
    // The same number written otherwise is no change, and what is absent is as asked.
    let same = line("L1", "A1", "J1459", 168).replace("*168", "*168.0");
    let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &[&same, "TRN*2*L2*9FERN00001~HCR*A1*N1~"]);
    let (found, _) = paired(&ask, &file);
    assert!(found.lines().all(|line| line.outcome.state == State::Approved));
    let parts = [Warning::MergedLine, Warning::SplitLine];
    assert!(found.lines().all(|line| !parts.iter().any(|warning| line.outcome.details.warns(*warning))));
}

#[test]
fn a_service_that_is_not_mentioned() {
    let ask = request("R1", "E1", &two_lines());
    let of = |decision: &str, lines: &[&str]| {
        let file = response(&format!("TRN*2*E1*9FERN00001~UM*HS*I*42~HCR*{decision}*N1~{SPAN}"), lines);
        paired(&ask, &file).0
    };
    let first = line("L1", "A1", "J1459", 168);
    let missing = |found: &Answer| {
        let line = found.events[0].lines.last().unwrap().clone();
        assert!(line.outcome.details.warns(Warning::MissingLine));
        assert_eq!((line.trace.as_deref(), line.code.as_deref()), (Some("L2"), Some("96365")));
        (line.outcome.state, line.schedulable().is_some())
    };
    assert_eq!(missing(&of("A1", &[&first])), (State::Approved, true));
    // Changed, but nobody says how: it cannot be scheduled. A part says nothing about it.
    assert_eq!(missing(&of("A6", &[&first])), (State::Modified, false));
    assert_eq!(missing(&of("A2", &[&first])), (State::Unknown, false));
    assert_eq!(missing(&of("A4", &[&first])), (State::Pended, false));
    // The payer answered something else instead: the service may be refused under another name.
    let found = of("A1", &[&first, &line("X9", "A3", "J9999", 1)]);
    assert_eq!(missing(&found), (State::Unknown, false));
    assert_eq!(found.unmatched_lines, ["X9"]);
    // It was asked for days that lie before the period.
    let early = ask.replace("SV1*HC:96365", "DTP*472*RD8*20260101-20260131~SV1*HC:96365");
    let file = response(&format!("TRN*2*E1*9FERN00001~UM*HS*I*42~HCR*A1*N1~{SPAN}"), &[&first]);
    let found = paired(&early, &file).0;
    assert_eq!(missing(&found), (State::Approved, false));
    assert!(found.events[0].lines[1].outcome.details.warns(Warning::SpanConflict));
    // Segments are missing by the set's own count.
    let file = response(&format!("TRN*2*E1*9FERN00001~UM*HS*I*42~HCR*A1*N1~{SPAN}"), &[&first]).replace("SE*", "SE*9");
    assert_eq!(missing(&paired(&ask, &file).0), (State::ReviewManually, false));
}

#[test]
fn split_and_merged_services() {
    let ask = request("R1", "E1", &two_lines());
    let split = [line("L1", "A1", "J1459", 84), line("L1", "A3", "J1459", 84), line("L2", "A1", "96365", 6)];
    let file = response(&format!("UM*HS*I*42~HCR*A2*N1~{SPAN}"), &split.each_ref().map(String::as_str));
    let (found, _) = paired(&ask, &file);
    let lines = &found.events[0].lines;
    assert_eq!(lines.len(), 3);
    assert!(lines[0].outcome.details.warns(Warning::SplitLine) && lines[1].outcome.details.warns(Warning::SplitLine));
    assert_eq!((lines[0].outcome.state, lines[1].outcome.state), (State::Modified, State::Denied));
    assert_eq!(lines[0].outcome.details.differences[0].granted, "84 UN");
    // Two parts that make up the whole are no change.
    let whole = [line("L1", "A1", "J1459", 84), line("L1", "A1", "J1459", 84), line("L2", "A1", "96365", 6)];
    let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &whole.each_ref().map(String::as_str));
    let (found, _) = paired(&ask, &file);
    assert!(found.lines().all(|line| line.outcome.state == State::Approved));
    let merged = line("L1", "A1", "J1459", 168).replace("HCR", "TRN*2*L2*9FERN00001~HCR");
    let (found, _) = paired(&ask, &response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &[&merged]));
    assert_eq!(found.events[0].lines[0].asked_lines, [0, 1]);
    assert!(found.events[0].lines[0].outcome.details.warns(Warning::MergedLine));
    assert_eq!(found.events[0].lines.len(), 1);
    // Parts of one code are summed up; different codes have no sum.
    let twice = vec![("L1".into(), "J1459".into(), 84), ("L2".into(), "J1459".into(), 84)];
    let of = |units: u32| {
        let merged = line("L1", "A1", "J1459", units).replace("HCR", "TRN*2*L2*9FERN00001~HCR");
        let (found, _) =
            paired(&request("R1", "E1", &twice), &response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &[&merged]));
        let details = &found.events[0].lines[0].outcome.details;
        details.differences.iter().map(|one| (one.asked.to_string(), one.granted.to_string())).collect::<Vec<_>>()
    };
    assert_eq!(of(168), []);
    assert_eq!(of(100), [("168 UN".to_owned(), "100 UN".to_owned())]);
}

#[test]
fn a_line_without_a_trace_is_found_by_its_code_and_must_be_confirmed() {
    let ask = request("R1", "E1", &two_lines());
    let lines = [line("", "A1", "J1459", 168), line("L2", "A1", "96365", 6)];
    let file =
        response(&format!("TRN*2*E1*9FERN00001~UM*HS*I*42~HCR*A1*N1~{SPAN}"), &lines.each_ref().map(String::as_str));
    let (found, _) = paired(&ask, &file);
    let first = &found.events[0].lines[0];
    assert_eq!(first.asked_lines, [0]);
    assert!(first.outcome.details.warns(Warning::ConfirmMatch) && first.schedulable().is_none());
}

#[test]
fn newer_answers_win_and_equal_ones_that_disagree_are_not_believed() {
    let of = |time: &str, decision: &str| {
        answer(&response(&format!("UM*HS*I*42~HCR*{decision}*N1~{SPAN}"), &["SV1*HC:J1459~"]).replace("1410*18", time))
    };
    let circumstances = Circumstances::default();
    let mut two = vec![of("1410*18", "A1"), of("1411*18", "A3")];
    supersede(&mut two, &[Some(0), Some(0)], &circumstances);
    assert!(two[0].warnings.contains(&Warning::Superseded) && two[0].lines().all(|l| l.schedulable().is_none()));
    assert!(!two[1].warnings.contains(&Warning::Superseded));
    let mut equal = vec![of("1410*18", "A1"), of("1410*18", "A3")];
    supersede(&mut equal, &[Some(0), Some(0)], &circumstances);
    assert_eq!(equal[0].state, State::ReviewManually);
    let mut apart = vec![of("1410*18", "A1"), of("1411*18", "A3")];
    supersede(&mut apart, &[Some(0), Some(1)], &circumstances);
    assert_eq!(apart[0].state, State::Approved);
    // One that says no time may be older or newer, wherever it stands.
    let undated = || {
        answer(
            &response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &["SV1*HC:J1459~"]).replace("20260203*1410*18", "**18"),
        )
    };
    for mut pair in [[undated(), of("1410*18", "A1")], [of("1410*18", "A1"), undated()]] {
        supersede(&mut pair, &[Some(0), Some(0)], &circumstances);
        assert!(pair.iter().all(|one| one.warnings.contains(&Warning::ConflictingAnswers)));
    }
}

#[test]
fn a_batch_pairs_each_answer_with_its_request() {
    let file = std::fs::read("examples/data/batch_mixed.edi").unwrap();
    let read = Document::read(&file).unwrap();
    let mut requests = Requests::new();
    read.document.transactions().filter_map(Asked::read).for_each(|asked| {
        requests.push(asked);
    });
    let mut found = answers(&read, &Circumstances::default());
    assert_eq!((requests.asked().len(), found.len()), (3, 7));
    let paired: Vec<_> = found.iter_mut().map(|answer| answer.pair(&requests, &Circumstances::default())).collect();
    // The answers of this batch are to requests that were sent before, and none of them is tied to one of these.
    assert_eq!(paired, [None; 7]);
}

#[test]
fn a_number_in_ref_bb_is_new_when_the_request_did_not_send_it() {
    let ask = request("R1", "E1", &two_lines());
    let renewal = ask.replace("UM*HS*I*42*12:B~", "UM*HS*R*42*12:B~REF*BB*OLD7~");
    let of = |ask: &str, number: &str| {
        let event = format!("TRN*2*E1*9FERN00001~UM*HS*I*42~HCR*A1~REF*BB*{number}~{SPAN}");
        let lines =
            [line("L1", "A1", "J1459", 168).replace("*N1~", "~"), line("L2", "A1", "96365", 6).replace("*N1~", "~")];
        let (found, _) = paired(ask, &response(&event, &lines.each_ref().map(String::as_str)));
        let line = &found.events[0].lines[0];
        (
            line.schedulable().map(|found| found.number.to_string()),
            line.outcome.details.warns(Warning::PreviousNumberOnly),
        )
    };
    assert_eq!(of(&ask, "NEW8"), (Some("NEW8".to_owned()), false));
    assert_eq!(of(&renewal, "OLD7"), (None, true));
    assert_eq!(of(&renewal, "NEW8"), (Some("NEW8".to_owned()), false));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Services in any order, some dropped, some split, some answered twice, some strangers among them.
    #[test]
    fn every_pair_found_by_trace_is_right(
        count in 1_usize..7,
        answered in prop::collection::vec((0_usize..9, prop::sample::select(vec!["A1", "A3", "A4", "A6", ""])), 0..9),
        event_decision in prop::sample::select(vec!["A1", "A2", "A3", "A4", "A6", "CT"]),
    ) {
        let asked_lines: Vec<_> = (0..count).map(|i| (format!("L{i}"), format!("J1{i:03}"), 10)).collect();
        let ask = request("R1", "E1", &asked_lines);
        let lines: Vec<String> = answered.iter().map(|(index, decision)| {
            let trace = if *index < count { format!("L{index}") } else { format!("X{index}") };
            let text = line(&trace, decision, &format!("J1{index:03}"), 10);
            if decision.is_empty() { text.replace("HCR**N1~", "") } else { text }
        }).collect();
        let file = response(
            &format!("TRN*2*E1*9FERN00001~UM*HS*I*42~HCR*{event_decision}*N1~{SPAN}"),
            &lines.iter().map(String::as_str).collect::<Vec<_>>(),
        );
        let (found, index) = paired(&ask, &file);
        prop_assert_eq!(index, Some(0));
        let event = &found.events[0];
        let strangers = answered.iter().filter(|(index, _)| *index >= count).count();
        prop_assert_eq!(found.unmatched_lines.len(), strangers);
        for ((index, _), line) in answered.iter().zip(&event.lines) {
            let expected = if *index < count { vec![*index] } else { vec![] };
            prop_assert_eq!(&line.asked_lines, &expected);
            let parts = answered.iter().filter(|(other, _)| other == index).count();
            prop_assert_eq!(line.outcome.details.warns(Warning::SplitLine), *index < count && parts > 1);
        }
        let missing: Vec<usize> =
            event.lines.iter().skip(answered.len()).flat_map(|line| line.asked_lines.clone()).collect();
        let expected: Vec<usize> =
            (0..count).filter(|index| answered.iter().all(|(other, _)| other != index)).collect();
        prop_assert_eq!(missing, expected);
        for line in event.lines.iter().skip(answered.len()) {
            prop_assert!(line.outcome.details.warns(Warning::MissingLine));
            prop_assert!(line.schedulable().is_none() || event_decision == "A1" && strangers == 0);
        }
    }
}

/// Services with trace numbers, all of one number or each of its own, one unit each.
fn many(count: usize, trace: impl Fn(usize) -> String) -> Vec<(String, String, u32)> {
    (0..count).map(|index| (trace(index), "J1459".to_owned(), 1)).collect()
}

/// Sixty-four requests of one number are looked at one by one; sixty-five are a crowd, of which the number tells nothing.
#[test]
fn a_number_of_a_crowd_tells_nothing() {
    let of = |count: usize, code: &str, traces: &str| {
        let mut requests = Requests::new();
        for index in 0..count {
            let line = (format!("L{index}"), format!("J1{index:03}"), 1);
            requests.push(asked(&request("R1", &format!("E{index}"), &[line])));
        }
        let line = line("", "A1", code, 1).replace("SV1*", "DTP*472*RD8*20260216-20260815~SV1*");
        let file = response(&format!("{traces}UM*HS*I*42~HCR*A1*N1~"), &[&line]);
        requests.find(&answer(&file.replace("REQ-1", "R1")))
    };
    assert_eq!(of(64, "J1063", ""), Found::One(63, MatchedBy::RequestNumber));
    assert_eq!(of(64, "J1001", ""), Found::One(1, MatchedBy::RequestNumber));
    assert_eq!(of(65, "J1001", ""), Found::Several, "a crowd by its number, and by its member");
    // A number that one of them has alone is enough, and what none of them has is no crowd.
    assert_eq!(of(65, "J1001", "TRN*2*E64*9FERN00001~"), Found::One(64, MatchedBy::Trace));
    assert_eq!(of(0, "J1001", ""), Found::None);
}

/// A request that has one number sixty-six times is one request.
#[test]
fn a_number_that_is_repeated_in_one_request_is_no_crowd() {
    let mut requests = Requests::new();
    requests.push(asked(&request("R1", "E1", &many(66, |_| "L".into()))));
    let found = answer(&response("UM*HS*I*42~HCR*A1*N1~", &[&line("L", "A1", "J1459", 1)]));
    assert_eq!(requests.find(&found), Found::One(0, MatchedBy::Trace));
}

/// A trace number names sixty-four services of a request at most.
#[test]
fn a_trace_number_of_a_crowd_of_services_names_none() {
    let of = |count: usize| {
        let ask = request("R1", "E1", &many(count, |_| "L".into()));
        let answered = line("L", "A1", "J1459", u32::try_from(count).unwrap());
        let (found, _) = paired(&ask, &response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &[&answered]));
        let line = &found.events[0].lines[0];
        (line.asked_lines.len(), line.outcome.details.warns(Warning::MergedLine), found.unmatched_lines.len())
    };
    assert_eq!(of(1), (1, false, 0));
    assert_eq!(of(64), (64, true, 0));
    assert_eq!(of(65), (0, false, 1));
}

/// Sixty-four parts of a service are summed up; more are not, and what was granted of it is for a person to tell.
#[test]
fn a_crowd_of_parts_has_no_sum() {
    let of = |parts: usize, units: u32| {
        let ask = request("R1", "E1", &[("L".into(), "J1459".into(), units)]);
        let part = line("L", "A1", "J1459", 1);
        let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &vec![part.as_str(); parts]);
        let (found, _) = paired(&ask, &file);
        let line = &found.events[0].lines[0];
        let differences = line.outcome.details.differences.iter().map(|one| one.granted.to_string());
        (line.outcome.state, differences.collect::<Vec<_>>(), line.schedulable().is_some())
    };
    assert_eq!(of(64, 64), (State::Approved, vec![], true));
    assert_eq!(of(64, 65), (State::Modified, vec!["64 UN".to_owned()], true));
    assert_eq!(of(65, 65), (State::Approved, vec![], false));
    assert_eq!(of(65, 100), (State::Approved, vec![], false));
}

/// Parts that are counted in different units, or of which one does not say how many, have no sum either.
#[test]
fn parts_without_a_sum_are_for_a_person() {
    let of = |quantities: [&str; 2], second: &str| {
        let ask = request("R1", "E1", &[("L".into(), "J1459".into(), 168)]);
        let part = |decision: &str, quantity: &str| line("L", decision, "J1459", 84).replace("*UN*84", quantity);
        let parts = [part("A1", quantities[0]), part(second, quantities[1])];
        let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &parts.each_ref().map(String::as_str));
        let (found, _) = paired(&ask, &file);
        let lines = found.lines().map(|line| &line.outcome.details);
        let unread = lines.map(|details| details.warns(Warning::SumUnknown)).collect::<Vec<_>>();
        (unread, found.lines().map(|line| line.schedulable().is_some()).collect::<Vec<_>>())
    };
    let (sound, doubted) = ((vec![false; 2], vec![true; 2]), (vec![true; 2], vec![false; 2]));
    assert_eq!(of(["*UN*84", "*UN*84"], "A1"), sound);
    assert_eq!(of(["*UN*84", "*MJ*84"], "A1"), doubted);
    assert_eq!(of(["*UN*84", ""], "A1"), doubted);
    assert_eq!(of(["", ""], "A1"), sound, "nobody says how many: as asked");
    assert_eq!(of(["*UN*84", "*MJ*84"], "A3"), (vec![false; 2], vec![true, false]), "what is refused counts nothing");
}
