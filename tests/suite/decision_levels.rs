//! What an event and its services have from each other, and what each says by itself: numbers, warnings, next steps.

use super::decision::{answer, response};
use x12_278::Document;
use x12_278::decision::{Answer, Basis, Circumstances, Decision, State, Warning};
use x12_278::report::Report;
use x12_278::shape::{At, Loop, VisitMut};
use x12_278::transaction::{Content, Transaction};

const SPAN: &str = "DTP*007*RD8*20260216-20260815~";
const DRUG: &str = "SV1*HC:J1459**UN*168~";

fn event(event: &str, lines: &[&str]) -> Decision {
    let mut found = answer(&response(&format!("UM*HS*I*42~{event}"), lines));
    assert_eq!(found.events.len(), 1);
    found.events.remove(0)
}

fn steps(event: &Decision) -> Vec<&str> {
    event.outcome.details.next_steps.iter().map(|step| step.action.as_str()).collect()
}

/// REF BB is the number of an approval only where the approval has none of its own.
#[test]
fn the_number_of_an_earlier_review_stands_behind_that_of_the_decision() {
    for (decision, number, previous) in [
        ("HCR*A1*N1~REF*BB*OLD7~", Some("N1"), false),
        ("HCR*A1~REF*BB*OLD7~", Some("OLD7"), true),
        ("HCR*A1*N1~", Some("N1"), false),
        ("HCR*A1~", None, false),
    ] {
        let found = event(&format!("{decision}{SPAN}"), &[DRUG]);
        for outcome in [&found.outcome, &found.lines[0].outcome] {
            let numbers = &outcome.numbers;
            assert_eq!(numbers.authorization_number.as_deref(), number, "{decision}");
            assert_eq!(numbers.from_previous, previous, "{decision}");
            assert_eq!(outcome.details.warns(Warning::PreviousNumberOnly), previous, "{decision}");
            assert_eq!(outcome.details.warns(Warning::NoNumber), number.is_none(), "{decision}");
        }
        assert_eq!(found.outcome.numbers.previous_number.is_some(), decision.contains("OLD7"), "{decision}");
        assert_eq!(found.lines[0].schedulable().is_some(), number == Some("N1"), "{decision}");
    }
}

/// Care is scheduled, and a renewal thought of, where the period is known; otherwise the payer is asked first.
#[test]
fn the_steps_of_an_event_without_services_follow_its_period() {
    let until = "DTP*036*D8*20260815~";
    for (decision, expected) in [
        (format!("HCR*A1*N1~{SPAN}"), &["record-authorization", "schedule", "renew"][..]),
        ("HCR*A1*N1~".to_owned(), &["record-authorization", "confirm-before-scheduling"]),
        ("HCR*A1*N1~DTP*007*D8*20260216~".to_owned(), &["record-authorization", "confirm-before-scheduling"]),
        (format!("HCR*A1*N1~{SPAN}{until}{until}"), &["record-authorization", "confirm-before-scheduling", "renew"]),
        (format!("HCR*A1*N1~{SPAN}HSD*VS*0~"), &["record-authorization", "confirm-before-scheduling", "renew"]),
        // What has run out is renewed, whether it is said when or not.
        (format!("HCR*11*N1~{SPAN}"), &["renew"]),
        ("HCR*11*N1~".to_owned(), &["renew"]),
    ] {
        assert_eq!(steps(&event(&decision, &[])), expected, "{decision}");
    }
    // With services it is they that can be scheduled, or not.
    let approved = format!("HCR*A1*N1~{SPAN}");
    let whole = ["record-authorization", "schedule", "renew"];
    assert_eq!(steps(&event(&approved, &[DRUG])), whole);
    let doubted = ["record-authorization", "confirm-before-scheduling", "renew"];
    assert_eq!(steps(&event(&approved, &[DRUG, "SV1*HC:96365**UN*0~"])), doubted);
}

/// A part without services says nothing about which part; other answers do not ask for services.
#[test]
fn a_part_names_its_services() {
    for (code, lines, warned) in [
        ("A2", &[][..], true),
        ("A2", &["HCR*A1*N1~SV1*HC:J1459**UN*168~"], false),
        ("A1", &[], false),
        ("A6", &[], false),
        ("A3", &[], false),
    ] {
        let found = event(&format!("HCR*{code}*N1~{SPAN}"), lines);
        assert_eq!(found.outcome.details.warns(Warning::PartWithoutLines), warned, "{code} {lines:?}");
        let all = if warned { vec![Warning::PartWithoutLines] } else { vec![] };
        assert_eq!(without(&found.outcome.details.warnings, Warning::IncompleteSet), all, "{code} {lines:?}");
    }
}

fn without(warnings: &[Warning], one: Warning) -> Vec<Warning> {
    warnings.iter().copied().filter(|warning| *warning != one).collect()
}

/// Elements that the guide has no room for: each leaves the doubt that belongs to its segment.
#[test]
fn what_no_field_holds_is_doubted() {
    let line = format!("HCR*A1*N1~{SPAN}{DRUG}HSD*VS*6~");
    let sound = response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &[&line]);
    let of = |from: &str, to: &str| {
        assert!(sound.contains(from));
        let found = answer(&sound.replacen(from, to, 1));
        (found.state, found.events[0].lines[0].outcome.details.warnings.clone())
    };
    let first = format!("HCR*A1*N1~{SPAN}HL*5");
    let service = format!("SS*0~HCR*A1*N1~{SPAN}");
    assert_eq!(of("HL*5", "HL*5"), (State::Approved, vec![]));
    let decision = of(&service, &service.replace("N1~", "N1****X~"));
    assert_eq!(decision, (State::ReviewManually, vec![Warning::DecisionNotHeld]));
    assert_eq!(of(&first, &first.replace("N1~", "N1****X~")).0, State::ReviewManually);
    let level = of("HL*5*4*SS*0~", "HL*5*4*SS*0*X~");
    assert_eq!(level, (State::ReviewManually, vec![Warning::HierarchyUnclear]));
    assert_eq!(of("HSD*VS*6~", "HSD*VS*6*******X~"), (State::Approved, vec![Warning::UnreadTerms]));
    // Separators without anything between them are nothing.
    assert_eq!(of("HSD*VS*6~", "HSD*VS*6*******~"), (State::Approved, vec![]));
    assert_eq!(of(&service, &service.replace("N1~", "N1*****~")), (State::Approved, vec![]));
}

/// A service says whether its answer is its own or that of its event.
#[test]
fn where_a_decision_stood() {
    let of = |of_event: &str, line: &str| {
        let found = event(of_event, &[line]);
        (found.outcome.details.basis, found.lines[0].outcome.details.basis, found.lines[0].outcome.state)
    };
    let approved = format!("HCR*A1*N1~{SPAN}");
    let own = format!("{approved}{DRUG}");
    assert_eq!(of(&approved, DRUG), (Some(Basis::Own), Some(Basis::Event), State::Approved));
    assert_eq!(of(&approved, &own), (Some(Basis::Own), Some(Basis::Own), State::Approved));
    assert_eq!(of("", &own), (Some(Basis::Lines), Some(Basis::Own), State::Approved));
    assert_eq!(of("", DRUG), (Some(Basis::Lines), None, State::Unknown));
}

/// A grant of nothing for the event is one for the services that say nothing of their own.
#[test]
fn nothing_granted_for_the_event_is_nothing_for_its_services() {
    let nothing = format!("HCR*A1*N1~{SPAN}HSD*VS*0~");
    for (of_event, line, warned) in [
        (&*nothing, "SV1*HC:96365~", true),
        (&nothing, "SV1*HC:J1459**UN*168~", false),
        (&nothing, "SV1*HC:96365~HSD*VS*6~", false),
        (&nothing, "SV1*HC:96365**UN*6~HSD*VS*6~", false),
        (&nothing.replace("*0~", "*6~"), "SV1*HC:96365~", false),
    ] {
        let found = event(of_event, &[line]);
        assert_eq!(found.lines[0].outcome.details.warns(Warning::NothingGranted), warned, "{of_event} {line}");
        assert_eq!(found.lines[0].schedulable().is_none(), warned, "{of_event} {line}");
    }
}

/// A contact is a person, or else the organization; one without a name has what else is said.
#[test]
fn contacts_have_the_names_that_were_sent() {
    let of = |segments: &str| {
        let found = event(&format!("HCR*A4*T1~{segments}"), &[]);
        found
            .outcome
            .details
            .contacts
            .iter()
            .map(|one| {
                let numbers = one.numbers.iter().map(|reach| reach.number.to_string()).collect::<Vec<_>>().join(" ");
                (one.name.as_deref().map(str::to_owned), numbers)
            })
            .collect::<Vec<_>>()
    };
    let named = |name: &str, number: &str| vec![(Some(name.to_owned()), number.to_owned())];
    assert_eq!(of("NM1*L5*2*RECORDS~PER*IC**FX*5550102~"), named("RECORDS", "5550102"));
    assert_eq!(of("NM1*L5*2*RECORDS~PER*IC*ANN REED*FX*5550102~"), named("ANN REED", "5550102"));
    assert_eq!(of("NM1*L5*2*RECORDS~"), named("RECORDS", ""));
    assert_eq!(of("NM1*L5*2~PER*IC**FX*5550102~"), [(None, "5550102".to_owned())]);
    assert_eq!(of("NM1*L5*2~"), []);
}

/// A response by BHT that names the guide of notifications, in a group of reviews: which of them it is nobody can say.
#[test]
fn a_guide_of_another_exchange_leaves_no_approval() {
    let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &[DRUG]);
    assert_eq!(answer(&file).state, State::Approved);
    let found = answer(&file.replace("ST*278*0001*005010X217", "ST*278*0001*005010X216"));
    assert_eq!((found.state, &found.warnings[..]), (State::ReviewManually, &[Warning::KindContradicts][..]));
    // Held against the set itself, whatever was found when it was read.
    let file = file.replace("BHT*0007*11*", "BHT*0007*13*").replace("HCR*A1*N1~", "TRN*2*E1*9FERN00001~HCR*A1*N1~");
    let read = Document::read(file.as_bytes()).unwrap();
    let set = read.document.transactions().next().unwrap();
    let found = Answer::read(set, &Report::default(), &Circumstances::default()).unwrap();
    assert_eq!(found.state, State::ReviewManually);
    assert!(found.warnings.contains(&Warning::KindContradicts));
}

/// Segments that were not read from a file have no numbers: nothing is out of order among them.
#[test]
fn an_answer_out_of_json_is_believed_as_the_file_was() {
    let file = response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &[DRUG, "SV1*HC:96365**UN*6~"]);
    let read = Document::read(file.as_bytes()).unwrap();
    let mut again = Document::from_json(&read.document.to_json(&read.report).unwrap()).unwrap();
    let set = &mut again.interchanges[0].groups[0].transactions[0];
    let read = |set: &Transaction<'_>| Answer::read(set, &Report::default(), &Circumstances::default()).unwrap();
    assert_eq!(read(set), answer(&file));
    let Content::Response(response) = &mut set.content else { panic!("a response") };
    response.visit_mut(&mut |visit| {
        if let VisitMut::Segment(segment) = visit {
            segment.set_at(At::default());
        }
    });
    let found = read(set);
    assert_eq!((found.state, &found.warnings[..]), (State::Approved, &[][..]));
}
