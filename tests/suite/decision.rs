//! The decision table row by row, and the rules below it.

use x12_278::Document;
use x12_278::decision::{Answer, Circumstances, Decision, State, Warning, answers};

/// A response about one patient: the segments of the event, then those of each service, `~` behind each.
pub(crate) fn response(event: &str, lines: &[&str]) -> String {
    around("BHT*0007*11*REQ-1*20260203*1410*18~", "", event, lines)
}

/// A set with this BHT, these segments in 2000A, this event and these services.
pub(crate) fn around(beginning: &str, above: &str, event: &str, lines: &[&str]) -> String {
    let mut set = format!(
        "ST*278*0001*005010X217~{beginning}HL*1**20*1~{above}NM1*X3*2*HILLTOP PLAN*****PI*HT1~HL*2*1*21*1~\
         NM1*1P*2*FERN CLINIC*****XX*2900100019~HL*3*2*22*1~NM1*IL*1*MOSS*IVY****MI*M1~HL*4*3*EV*1~{event}"
    );
    for (index, line) in lines.iter().enumerate() {
        set.push_str(&format!("HL*{}*4*SS*0~{line}", index + 5));
    }
    enveloped(&set)
}

/// A file around one set that has no SE yet.
pub(crate) fn enveloped(set: &str) -> String {
    let count = set.matches('~').count() + 1;
    format!("{HEADER}{set}SE*{count}*0001~GE*1*1~IEA*1*000000001~")
}

const HEADER: &str = "ISA*00*          *00*          *ZZ*HILLTOP        *ZZ*FERN           *260203*1410*^*00501*000000001*0*T*:~\
     GS*HI*HILLTOP*FERN*20260203*1410*1*X*005010X217~";

pub(crate) fn answer(file: &str) -> Answer {
    answer_in(file, &Circumstances::default())
}

pub(crate) fn answer_in(file: &str, circumstances: &Circumstances) -> Answer {
    let read = Document::read(file.as_bytes()).unwrap();
    let mut all = answers(&read, circumstances);
    assert_eq!(all.len(), 1);
    all.remove(0)
}

fn event(file: &str) -> Decision {
    let mut answer = answer(file);
    assert_eq!(answer.events.len(), 1);
    answer.events.remove(0)
}

fn states(file: &str) -> (State, Vec<State>) {
    let event = event(file);
    (event.outcome.state, event.lines.iter().map(|line| line.outcome.state).collect())
}

fn actions(decision: &Decision) -> Vec<String> {
    decision.outcome.details.next_steps.iter().map(|step| step.action.to_string()).collect()
}

const SPAN: &str = "DTP*007*RD8*20260216-20260815~";
const DRUG: &str = "SV1*HC:J1459**UN*168~";
const INFUSION: &str = "SV1*HC:96365**UN*1~";

#[test]
fn every_row_of_the_decision_table() {
    // HCR01, state, which number HCR02 is, a next step, its clock.
    let rows = [
        ("A1", State::Approved, "authorization", "record-authorization", ""),
        ("A1", State::Approved, "authorization", "renew", "renewal"),
        ("A2", State::Partial, "authorization", "peer-to-peer", "peerToPeer"),
        ("A6", State::Modified, "authorization", "compare-with-request", ""),
        ("A6", State::Modified, "authorization", "appeal", "appeal"),
        ("A3", State::Denied, "review", "peer-to-peer", "peerToPeer"),
        ("A3", State::Denied, "review", "reconsideration", ""),
        ("A3", State::Denied, "review", "appeal", "appeal"),
        ("A4", State::Pended, "tracking", "wait", "decision"),
        ("A4", State::Pended, "tracking", "inquire", "inquiry"),
        ("CT", State::ContactPayer, "reference", "call-payer", "sameDay"),
        ("NA", State::NotRequired, "reference", "keep-as-proof", ""),
        ("C", State::Cancelled, "previous", "confirm-cancellation", ""),
        ("51", State::Unknown, "reference", "inquire", ""),
        ("11", State::Expired, "previous", "renew", ""),
    ];
    for (code, state, number, action, clock) in rows {
        let found = event(&response(&format!("UM*HS*I*42~HCR*{code}*N77~{SPAN}"), &[]));
        assert_eq!(found.outcome.state, state, "{code}");
        let numbers = &found.outcome.numbers;
        let all = [
            ("authorization", &numbers.authorization_number),
            ("review", &numbers.review_number),
            ("tracking", &numbers.tracking_number),
            ("reference", &numbers.reference_number),
            ("previous", &numbers.previous_number),
        ];
        for (name, value) in all {
            assert_eq!(value.as_deref(), (name == number).then_some("N77"), "{code} {name}");
        }
        let step = found.outcome.details.next_steps.iter().find(|step| step.action == action);
        let step = step.unwrap_or_else(|| panic!("{code}: no step {action}, but {:?}", actions(&found)));
        assert_eq!(step.clock.as_deref().unwrap_or_default(), clock, "{code} {action}");
    }
}

#[test]
fn a_code_outside_the_table_is_read_by_a_person_and_shown() {
    for code in ["Z9", "a1", "A1X", "A7", "1A", "A5", "I1"] {
        let found = event(&response(&format!("UM*HS*I*42~HCR*{code}*N77~{SPAN}"), &[&format!("{DRUG}{SPAN}")]));
        assert_eq!(found.outcome.state, State::ReviewManually, "{code}");
        assert_eq!(found.outcome.details.action.as_deref(), Some(code));
        assert_eq!(found.outcome.numbers.authorization_number, None, "{code}");
        assert_eq!(found.lines[0].outcome.state, State::ReviewManually, "{code}");
        assert!(found.lines[0].schedulable().is_none());
    }
    // A code that no field can hold, and a decision without a code.
    assert_eq!(states(&response("UM*HS*I*42~HCR*A1:A1*N77~", &[])).0, State::ReviewManually);
    assert_eq!(states(&response("UM*HS*I*42~HCR*CERTIFIED IN TOTAL*N77~", &[])).0, State::ReviewManually);
    assert_eq!(states(&response("UM*HS*I*42~HCR**N77~", &[])).0, State::ReviewManually);
    assert_eq!(states(&response("UM*HS*I*42~", &[])).0, State::Unknown);
    assert_eq!(answer(&response("UM*HS*I*42~", &[])).state, State::Unknown);
}

#[test]
fn an_approval_needs_a_number() {
    let bare = event(&response(&format!("UM*HS*I*42~HCR*A1~{SPAN}"), &[DRUG]));
    assert_eq!(bare.outcome.state, State::ApprovedNoNumber);
    assert!(bare.outcome.details.warns(Warning::NoNumber));
    assert_eq!(actions(&bare), ["call-payer"]);
    assert!(bare.lines[0].schedulable().is_none());
    // REF BB stands in for it, but the number may be an old one: a person must confirm it before anything is scheduled.
    let previous = event(&response(&format!("UM*HS*I*42~HCR*A1~REF*BB*OLD7~{SPAN}"), &[DRUG]));
    assert_eq!(previous.outcome.state, State::Approved);
    assert_eq!(previous.outcome.numbers.authorization_number.as_deref(), Some("OLD7"));
    assert!(previous.outcome.details.warns(Warning::PreviousNumberOnly));
    assert!(previous.lines[0].schedulable().is_none());
    // REF NT is a tracking number and never stands in.
    let tracked = event(&response(&format!("UM*HS*I*42~HCR*A1~REF*NT*T7~{SPAN}"), &[DRUG]));
    assert_eq!(tracked.outcome.state, State::ApprovedNoNumber);
    assert_eq!(tracked.outcome.numbers.tracking_number.as_deref(), Some("T7"));
    let none_issued = Circumstances { issues_no_numbers: true, ..Circumstances::default() };
    let file = response(&format!("UM*HS*I*42~HCR*A1~{SPAN}"), &[DRUG]);
    assert_eq!(answer_in(&file, &none_issued).events[0].outcome.state, State::Approved);
}

#[test]
fn numbers_of_undecided_or_refused_events_are_never_inherited() {
    for code in ["A4", "A3", "CT", "NA", "C", "11"] {
        let file = response(&format!("UM*HS*I*42~HCR*{code}*N77~{SPAN}"), &[&format!("HCR*A1~{DRUG}{SPAN}")]);
        let found = event(&file);
        assert_eq!(found.lines[0].outcome.numbers.authorization_number, None, "{code}");
        assert!(found.lines[0].schedulable().is_none(), "{code}");
    }
    let file = response(&format!("UM*HS*I*42~HCR*A2*N77~{SPAN}"), &[&format!("HCR*A1~{DRUG}"), "HCR*A3~SV1*HC:96365~"]);
    let line = &event(&file).lines[0];
    assert_eq!(line.schedulable().unwrap().number, "N77");
}

#[test]
fn the_line_wins_over_the_event() {
    let of = |own: &str, line: &str| {
        let file = response(&format!("UM*HS*I*42~HCR*{own}*N1~{SPAN}"), &[&format!("HCR*{line}*N2~{DRUG}"), INFUSION]);
        states(&file)
    };
    use State::{Approved, ContactPayer, Denied, Modified, Partial, Pended, ReviewManually, Unknown};
    assert_eq!(of("A1", "A3"), (Partial, vec![Denied, Approved]));
    assert_eq!(of("A1", "A4"), (Partial, vec![Pended, Approved]));
    assert_eq!(of("A1", "A6"), (Modified, vec![Modified, Approved]));
    assert_eq!(of("A1", "Z9"), (ReviewManually, vec![ReviewManually, Approved]));
    assert_eq!(of("A4", "A1"), (Pended, vec![Approved, Pended]));
    assert_eq!(of("CT", "A1"), (ContactPayer, vec![Approved, ContactPayer]));
    // A part says nothing about a service that has no answer of its own.
    assert_eq!(of("A2", "A1"), (Partial, vec![Approved, Unknown]));
    // A refusal of the whole with a certified service below contradicts itself.
    for refused in ["A3", "C", "11"] {
        let (whole, lines) = of(refused, "A1");
        assert_eq!((whole, lines[0]), (ReviewManually, ReviewManually), "{refused}");
    }
    // The code for a part does not belong to a single service.
    assert_eq!(of("A1", "A2").1, [ReviewManually, Approved]);
}

#[test]
fn a_service_without_an_answer_inherits_and_without_any_it_is_unknown() {
    assert_eq!(states(&response("UM*HS*I*42~HCR*A3~", &[DRUG])).1, [State::Denied]);
    assert_eq!(states(&response("UM*HS*I*42~HCR*A4~", &[DRUG])).1, [State::Pended]);
    assert_eq!(states(&response("UM*HS*I*42~", &[DRUG])), (State::Unknown, vec![State::Unknown]));
    assert_eq!(states(&response("AAA*N**15*C~UM*HS*I*42~", &[DRUG])).1, [State::RejectedBusiness]);
    // Without an answer of its own the event is what its services are.
    let lines = [&*format!("HCR*A1*N1~{DRUG}"), &*format!("HCR*A3~{INFUSION}")];
    assert_eq!(states(&response("UM*HS*I*42~", &lines)).0, State::Partial);
}

#[test]
fn rejections_are_no_denials_and_never_stand_beside_an_approval() {
    let approved = format!("HCR*A1*N1~{DRUG}{SPAN}");
    let rejected = event(&response("AAA*N**AF*C~UM*HS*I*42~", &[]));
    assert_eq!(rejected.outcome.state, State::RejectedBusiness);
    assert!(!actions(&rejected).iter().any(|action| action == "appeal" || action == "peer-to-peer"));
    // At the event beside a decision, above the event, at the service, at a provider.
    for (above, event_text, line) in [
        ("", "AAA*N**15*C~UM*HS*I*42~HCR*A1*N1~", approved.clone()),
        ("AAA*N**42*R~", "UM*HS*I*42~HCR*A1*N1~", approved.clone()),
        ("", "AAA*N**15*C~UM*HS*I*42~", approved.clone()),
        ("", "UM*HS*I*42~HCR*A1*N1~", format!("AAA*N**AG*C~HCR*A1*N1~{DRUG}{SPAN}")),
        ("", "UM*HS*I*42~HCR*A1*N1~", format!("AAA*N**AG*C~{DRUG}{SPAN}")),
        ("", "UM*HS*I*42~HCR*A1*N1~", format!("{approved}NM1*SJ*2*FERN*****XX*2900100019~AAA*N**51*C~")),
        ("", "UM*HS*I*42~HCR*A1*N1~NM1*SJ*2*FERN*****XX*2900100019~AAA*N**51*C~", approved.clone()),
    ] {
        let found = answer(&around("BHT*0007*11*REQ-1*20260203*1410*18~", above, event_text, &[&line]));
        let line = &found.events[0].lines[0];
        assert!(line.schedulable().is_none(), "{above}{event_text}");
        assert!(!line.outcome.state.is_approval(), "{above}{event_text}: {}", line.outcome.state);
        assert!(!found.state.is_approval());
    }
}

#[test]
fn no_approval_while_a_decision_stands_unread() {
    let approved = format!("HCR*A1*N1~{DRUG}{SPAN}");
    let base = format!("UM*HS*I*42~HCR*A1*N1~{SPAN}");
    let clean = response(&base, &[&approved]);
    assert!(event(&clean).lines[0].schedulable().is_some());
    let damaged = [
        // A second decision, one in a wrong loop, one with a broken id, one behind the set, one at an unknown level.
        clean.replace(&approved, &format!("HCR*A1*N1~HCR*A3~{DRUG}{SPAN}")),
        clean.replace("NM1*IL*", "HCR*A3~NM1*IL*"),
        clean.replace("NM1*IL*", "hcr*A3~NM1*IL*"),
        clean.replace("NM1*1P*2", "AAA*N**15*C~NM1*1P*2"),
        clean.replace("SE*", "HL*9*4*XX*0~HCR*A3~SE*"),
        clean.replace("GE*", "HCR*A3~GE*"),
        clean.replace("IEA*", "HCR*A3~IEA*"),
        // A set that says it is no response, or ends too early.
        clean.replace("BHT*0007*11", "BHT*0007*13"),
        clean.replace("BHT*0007*11*REQ-1*20260203*1410*18~", ""),
        clean[..clean.find("SE*").unwrap()].to_owned(),
    ];
    for file in damaged {
        let found = answer(&file);
        assert!(found.lines().all(|line| line.schedulable().is_none()), "{file}");
        assert!(found.lines().all(|line| !line.outcome.state.is_approval()), "{file}");
        assert!(found.events.iter().all(|event| !event.outcome.state.is_approval()), "{file}");
        assert!(!found.state.is_approval() && found.needs_a_person(), "{file}");
    }
}

#[test]
fn a_refusal_stays_a_refusal_beside_an_unread_decision() {
    let file = response("UM*HS*I*42~HCR*A3~HCR*A1*N1~", &[]);
    assert_eq!(event(&file).outcome.state, State::Denied);
    assert!(event(&file).outcome.details.warns(Warning::UnreadDecision));
}

#[test]
fn periods_are_inclusive_and_conflicts_are_named() {
    let day = |text: &str| Some(text.parse().unwrap());
    let of = |dates: &str, line: &str, today: Option<_>, first_dose: Option<_>| {
        let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{dates}"), &[&format!("HCR*A1*N1~{line}{DRUG}")]);
        let circumstances = Circumstances { today, first_dose, ..Circumstances::default() };
        let found = answer_in(&file, &circumstances).events.remove(0).lines.remove(0);
        let span = found.outcome.details.certified.clone().map(|span| span.to_string()).unwrap_or_default();
        let conflict = [Warning::SpanConflict, Warning::SpanOver].iter().any(|one| found.outcome.details.warns(*one));
        (span, conflict, found.schedulable().is_some())
    };
    let range = "DTP*007*RD8*20260216-20260815~";
    let whole = "2026-02-16 to 2026-08-15".to_owned();
    assert_eq!(of(range, "", None, None), (whole.clone(), false, true));
    assert_eq!(of("", range, None, None), (whole.clone(), false, true));
    assert_eq!(of("DTP*036*D8*20260815~DTP*007*D8*20260216~", "", None, None), (whole.clone(), false, true));
    // The last day is still inside, the next is not; so with the first.
    assert_eq!(of(range, "", day("2026-08-15"), None), (whole.clone(), false, true));
    assert_eq!(of(range, "", day("2026-08-16"), None), (whole.clone(), true, false));
    assert_eq!(of(range, "", None, day("2026-02-16")), (whole.clone(), false, true));
    assert_eq!(of(range, "", None, day("2026-02-15")), (whole.clone(), true, false));
    assert_eq!(of(range, "DTP*472*D8*20260201~", None, None), (whole, true, false));
    // The line wins, end by end.
    assert_eq!(of(range, "DTP*036*D8*20260331~", None, None), ("2026-02-16 to 2026-03-31".to_owned(), false, true));
    // Two ends that differ, a day that does not exist, an end before the start, a second period, an open end.
    assert!(of("DTP*036*D8*20260901~DTP*007*RD8*20260216-20260815~", "", None, None).1);
    assert!(of("DTP*007*RD8*20260230-20260815~", "", None, None).1);
    assert!(of("DTP*036*D8*20260101~DTP*007*D8*20260216~", "", None, None).1);
    assert!(of(range, "DTP*007*RD8*20260216-20260315~DTP*007*RD8*20260216-20260415~", None, None).1);
    assert_eq!(of("DTP*007*D8*20260216~", "", None, None), ("from 2026-02-16".to_owned(), false, false));
}

#[test]
fn a_drug_without_its_administration_is_warned_of() {
    let warns =
        |lines: &[&str]| event(&response("UM*HS*I*42~HCR*A2*N1~", lines)).outcome.details.warns(Warning::IncompleteSet);
    let line = |action: &str, service: &str| format!("HCR*{action}*N1~{service}");
    assert!(warns(&[&line("A1", DRUG), &line("A3", INFUSION)]));
    assert!(warns(&[&line("A1", DRUG)]));
    assert!(warns(&[&line("A3", DRUG), &line("A1", INFUSION)]));
    assert!(!warns(&[&line("A1", DRUG), &line("A6", INFUSION)]));
    assert!(!warns(&[&line("A1", DRUG), &line("A1", "SV1*HC:99601**UN*5~")]));
    assert!(!warns(&[&line("A3", DRUG), &line("A3", INFUSION)]));
    // A visit of a nurse needs no drug.
    assert!(!warns(&[&line("A1", "SV1*HC:G0299**UN*5~")]));
}

#[test]
fn quantities_left_are_not_grants() {
    let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &[&format!("HCR*A1*N1~{DRUG}HSD*VS*3***29~")]);
    let line = event(&file).lines.remove(0);
    assert!(line.outcome.details.granted.delivery.as_ref().unwrap().remaining);
    assert!(line.outcome.details.warns(Warning::Remaining));
}

#[test]
fn documents_contacts_and_messages_are_kept_with_their_level() {
    let file = std::fs::read_to_string("examples/data/response_pended.edi").unwrap();
    let found = answer(&file);
    let event = &found.events[0];
    let numbers: Vec<_> =
        event.outcome.details.documents.iter().map(|d| d.control_number.as_deref().unwrap()).collect();
    assert_eq!(numbers, ["LV26-DOC-1", "LV26-DOC-2"]);
    let line = &event.lines[0].outcome;
    assert_eq!(line.details.documents[0].control_number.as_deref(), Some("LV26-DOC-3"));
    assert_eq!(line.details.documents[1].loinc.as_deref(), Some("11506-3"));
    assert_eq!(line.numbers.tracking_number.as_deref(), Some("LV26-P-30455-1"));
    assert_eq!(event.outcome.details.contacts[0].name.as_deref(), Some("RECORDS ROOM"));
    assert_eq!(event.outcome.details.next_steps[0].action, "send-documents");
    assert!(found.more_to_follow);
    // A second message, for which the guide has no room, is not lost.
    let file = response("UM*HS*I*42~HCR*A3~MSG*FIRST~MSG*SECOND~", &[]);
    assert_eq!(answer(&file).events[0].outcome.details.messages, ["FIRST", "SECOND"]);
}

#[test]
fn debug_shows_nothing_of_the_patient() {
    let file = std::fs::read_to_string("examples/data/response_pended.edi").unwrap();
    let text = format!("{:?}", answer(&file));
    for value in ["PENNYWHISTLE", "TOBIAS", "LVM000100200", "LV26", "HSI-", "2016", "2026", "RECORDS", "9165550140"] {
        assert!(!text.contains(value), "{value}");
    }
}

#[test]
fn services_of_uncertain_events_are_not_certified() {
    let two = "UM*HS*I*42~HCR*A1*N1~HL*5*3*EV*1~UM*HS*I*42~HCR*A3~";
    let file = response(two, &[]).replace("SE*", &format!("HL*6*99*SS*0~HCR*A1*N1~{DRUG}{SPAN}SE*"));
    let found = answer(&file);
    assert_eq!(found.events.len(), 2);
    assert!(found.lines().count() > 0 && found.lines().all(|line| line.schedulable().is_none()));
    assert!(found.warnings.contains(&Warning::HierarchyUnclear));
}

#[test]
fn dates_of_service_stand_in_for_a_period_that_was_not_sent() {
    let of = |event: &str, line: &str| {
        let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{event}"), &[&format!("{line}{DRUG}")]);
        let line = answer(&file).events.remove(0).lines.remove(0);
        let stands_in = line.outcome.details.warns(Warning::ServiceDatesOnly);
        let found = line.schedulable().map(|found| format!("{} to {}", found.from, found.through));
        (found.unwrap_or_default(), stands_in)
    };
    let range = ("2026-02-16 to 2026-05-15".to_owned(), true);
    assert_eq!(of("", "DTP*472*RD8*20260216-20260515~"), range);
    assert_eq!(of("DTP*AAH*RD8*20260216-20260515~", ""), range);
    assert_eq!(of("DTP*AAH*RD8*20260216-20261231~", "DTP*472*RD8*20260216-20260515~"), range);
    assert_eq!(of("", "DTP*472*D8*20260216~"), ("2026-02-16 to 2026-02-16".to_owned(), true));
    // A certified period wins; an end that it leaves open is not filled; nothing stands in for nothing.
    assert_eq!(of(SPAN, "DTP*472*D8*20260216~"), ("2026-02-16 to 2026-08-15".to_owned(), false));
    assert_eq!(of("DTP*007*D8*20260216~", "DTP*472*RD8*20260216-20260515~"), (String::new(), false));
    assert_eq!(of("DTP*036*D8*20260515~", "DTP*472*RD8*20260216-20260515~"), (String::new(), false));
    assert_eq!(of("DTP*102*D8*20260203~", ""), (String::new(), false));
    assert_eq!(of("", "DTP*472*RD8*20260515-20260216~"), (String::new(), false));
    // A service that nothing names is not scheduled.
    let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &["HSD*VS*3~"]);
    assert!(answer(&file).events[0].lines[0].schedulable().is_none());
}

#[test]
fn services_with_numbers_of_their_own_are_warned_of() {
    let of = |first: &str, second: &str| {
        let lines = [format!("HCR*A1*{first}~{DRUG}"), format!("HCR*A1*{second}~{INFUSION}")];
        let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &lines.each_ref().map(String::as_str));
        event(&file).outcome.details.warns(Warning::NumbersDiffer)
    };
    assert_eq!((of("N1", "N1"), of("N1", "N2"), of("", "N2"), of("", "")), (false, true, true, false));
}
