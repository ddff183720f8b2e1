//! Answers that look like approvals and are none, or of which nobody can say whom or what they are about.

use super::decision::{answer, around, enveloped, response};
use super::decision_answers::read_answers;
use x12_278::decision::{Answer, Circumstances, State, Warning, answers};
use x12_278::{Document, ReadOptions};

const SPAN: &str = "DTP*007*RD8*20260216-20260815~";
const DRUG: &str = "SV1*HC:J1459**UN*168~";

fn schedulable(answer: &Answer) -> usize {
    answer.lines().filter(|line| line.schedulable().is_some()).count()
}

fn approved(line: &str) -> String {
    response(&format!("UM*HS*I*42~HCR*A1*N1~{SPAN}"), &[line])
}

#[test]
fn a_decision_without_a_code_is_unclear() {
    for code in ["", "*N1", "*", " *N1"] {
        let file = response(&format!("UM*HS*I*42~HCR*{code}~{SPAN}"), &[&format!("HCR*A1*N1~{DRUG}{SPAN}")]);
        let found = answer(&file);
        assert_eq!((found.state, schedulable(&found)), (State::ReviewManually, 0), "{code:?}");
    }
}

/// A set is about one person; with two of them nobody can say whose care was certified.
#[test]
fn two_patients_in_one_set_leave_no_approval() {
    let one = format!("HCR*A1*N1~{SPAN}HL*5*4*SS*0~HCR*A1*N1~{DRUG}");
    let second =
        format!("HL*6*2*22*1~NM1*IL*1*REED*ANN****MI*M2~HL*7*6*EV*1~UM*HS*I*42~{one}").replace("HL*5*4", "HL*8*7");
    let file = response(&format!("UM*HS*I*42~{one}{second}"), &[]);
    let found = answer(&file);
    assert_eq!((found.events.len(), schedulable(&found)), (2, 0));
    assert!(found.warnings.contains(&Warning::HierarchyUnclear));
}

#[test]
fn a_grant_of_nothing_is_not_scheduled() {
    for quantity in ["0", "0.0", "-4"] {
        for code in ["A1", "A6"] {
            let file = approved(&format!("HCR*{code}*N1~SV1*HC:J1459**UN*{quantity}~"));
            assert_eq!(schedulable(&answer(&file)), 0, "{code} {quantity}");
        }
    }
    assert_eq!(schedulable(&answer(&approved("HCR*A6*N1~SV1*HC:J1459**UN*0.5~"))), 1);
    assert_eq!(schedulable(&answer(&approved(&format!("HCR*A1*N1~{DRUG}HSD*VS*0~")))), 0);
}

#[test]
fn an_approval_with_a_reason_for_a_refusal_is_not_scheduled() {
    let reason = |code: &str, reason: &str| schedulable(&answer(&approved(&format!("HCR*{code}*N1*{reason}~{DRUG}"))));
    assert_eq!(reason("A1", "0F"), 0);
    assert_eq!(reason("A1", "0T"), 0);
    // A change is explained by a reason; a notice refuses nothing.
    assert_eq!(reason("A6", "04"), 1);
    assert_eq!(reason("A1", "18"), 1);
}

#[test]
fn two_earlier_numbers_are_none() {
    let file = response(&format!("UM*HS*I*42~HCR*A1~REF*BB*N1~REF*BB*N2~{SPAN}"), &[DRUG]);
    let found = answer(&file);
    assert_eq!(schedulable(&found), 0);
    assert!(found.events[0].outcome.details.warns(Warning::UnreadTerms));
}

/// Bytes that are no UTF-8 hide no decision behind them.
#[test]
fn lost_terminators_are_seen_in_latin_1() {
    for (text, behind) in [
        ("MSG*M\u{dc}LLERHCR*A3*N9~", "SV1"),
        ("MSG*M\u{dc}LLER*\u{dc}*\u{dc}*\u{dc}HCR*A3*N9~", "SV1"),
        ("N9*M\u{dc}LLERHCR*A3*N9~", "SV1"),
        ("N9*\u{dc}HCR*A3~", "DTP"),
        ("TRN*2*L0*9FERN00001*\u{dc}*\u{dc}HCR*A3~", "HCR"),
    ] {
        let file = approved(&format!("HCR*A1*N1~{SPAN}{DRUG}"));
        let at = file.rfind(&format!("~{behind}*")).unwrap() + 1;
        let file = format!("{}{text}{}", &file[..at], &file[at..]);
        let count: usize = file[file.find("ST*").unwrap()..file.find("GE*").unwrap()].matches('~').count();
        let se = file.find("SE*").unwrap();
        let file = format!("{}SE*{count}*0001~{}", &file[..se], &file[file.find("GE*").unwrap()..]);
        let bytes: Vec<u8> = file.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        let (all, _) = read_answers(&bytes).unwrap();
        assert_eq!(all.iter().map(schedulable).sum::<usize>(), 0, "{file}");
    }
}

/// The last element of the lost segment is the only one.
#[test]
fn a_short_segment_inside_another_one_is_seen() {
    for (whole, lost) in [
        ("9FERN00001~HCR*A3~", "9FERN00001HCR*A3~"),
        ("9FERN00001~HCR*A3~", "9FERN00001*HCR*A3~"),
        ("9FERN00001~AAA*N~", "9FERN00001AAA*N~"),
        ("9FERN00001~HCR*A4~", "9FERN00001*X*XHCR*A4~"),
    ] {
        let (_, rest) = whole.split_once('~').unwrap();
        let file = approved(&format!("TRN*2*L0*9FERN00001~{rest}{DRUG}")).replace(whole, lost);
        let found = answer(&file.replace("SE*18*", "SE*17*"));
        assert_eq!(schedulable(&found), 0, "{lost}");
        assert!(found.warnings.contains(&Warning::RunTogether), "{lost}");
    }
}

/// Two sets about one request that disagree: without the request it is not known which of them holds.
#[test]
fn answers_of_one_file_to_one_request() {
    let set = |time: &str, number: &str, code: &str| {
        let one = around(
            &format!("BHT*0007*11*REQ-1*20260203*{time}*18~"),
            "",
            &format!("TRN*2*E0*9FERN00001~UM*HS*I*42~HCR*{code}*N1~{SPAN}"),
            &[DRUG],
        );
        let (start, end) = (one.find("ST*").unwrap(), one.find("GE*").unwrap());
        one[start..end].replace("*0001*005", &format!("*{number}*005")).replace("*0001~", &format!("*{number}~"))
    };
    let both = |first: &str, second: &str| {
        let file = enveloped("").replace("SE*1*0001~GE*1", &format!("{first}{second}GE*2"));
        read_answers(file.as_bytes()).unwrap().0.iter().map(schedulable).collect::<Vec<_>>()
    };
    assert_eq!(both(&set("1410", "0001", "A1"), &set("1510", "0002", "A3")), [0, 0]);
    assert_eq!(both(&set("1510", "0001", "A1"), &set("1410", "0002", "A3")), [1, 0]);
    assert_eq!(both(&set("1410", "0001", "A1"), &set("1410", "0002", "A3")), [0, 0]);
}

/// One event answered twice in one set.
#[test]
fn an_event_that_is_answered_twice_is_unclear() {
    let event = |code: &str| format!("TRN*2*E0*9FERN00001~UM*HS*I*42~HCR*{code}*N1~{SPAN}");
    let file = response(&format!("{}HL*5*4*SS*0~{DRUG}HL*6*3*EV*0~{}", event("A1"), event("A3")), &[]);
    let found = answer(&file);
    assert_eq!((found.events.len(), schedulable(&found)), (2, 0));
}

/// The first event takes in what stands below a level whose kind cannot be told, and its dates with it.
#[test]
fn a_level_whose_kind_was_hurt_leaves_no_approval() {
    let file = |level: &str| {
        let first = "UM*HS*I*42~HCR*A1*N1~DTP*AAH*D8*20260216~HL*5*4*SS*0~HCR*A1*N1~SV1*HC:J1459**UN*1~";
        let second = format!("HL*6*3*{level}~UM*HS*I*42~{SPAN}HL*7*6*SS*0~HCR*A1*N1~{DRUG}");
        response(&format!("{first}{second}"), &[])
    };
    assert_eq!(schedulable(&answer(&file("EV*1"))), 2);
    for level in ["EV 1", "EV", "E*1", "XX*1", "*1"] {
        let found = answer(&file(level));
        assert_eq!(schedulable(&found), usize::from(level == "EV") * 2, "{level:?}");
        assert_eq!(found.warnings.contains(&Warning::HierarchyUnclear), level != "EV", "{level:?}");
    }
}

/// Findings that were dropped may have said anything: nothing is believed then.
#[test]
fn dropped_findings_leave_no_approval() {
    let file = approved(&format!("HCR*A1*N1~{DRUG}")).replacen("~GS*", "~\nGS*", 1);
    for (issue_limit, state) in [(10, State::Approved), (0, State::ReviewManually)] {
        let options = ReadOptions { issue_limit, ..ReadOptions::default() };
        let read = Document::read_with(file.as_bytes(), &options).unwrap();
        let found = answers(&read, &Circumstances::default());
        assert_eq!((found[0].state, found[0].needs_a_person()), (state, state != State::Approved), "{issue_limit}");
        let set = read.document.transactions().next().unwrap();
        let alone = Answer::read(set, &read.report, &Circumstances::default()).unwrap();
        assert_eq!(alone.state, state, "{issue_limit}");
    }
}

/// A HCPCS code has five letters and digits, and a unit is one of the list; what is neither may have slipped in.
#[test]
fn a_service_without_a_right_code_or_unit_is_doubted() {
    for (service, doubted) in [
        ("SV1*HC:J1459**UN*168~", false),
        ("SV1*HC:J145**UN*168~", true),
        ("SV1*HC:J14595**UN*168~", true),
        ("SV1*HC:J14-9**UN*168~", true),
        ("SV1*ZZ:IV**UN*168~", false),
        ("SV1*HC:J1459**Q9*168~", true),
        ("SV1*HC:J1459**UN*168^5~", true),
        ("SV1*HC:J1459*100^5*UN*168~", false),
        ("SV2*0636*HC:J1459**UN*168~", false),
        ("SV2*0636***UN*168~", false),
        ("SV2*0636*HC:J145**UN*168~", true),
        ("SV2*0636*HC:J1459**Q9*168~", true),
        ("SV3*AD:D7210*150****2~", false),
    ] {
        let found = answer(&approved(&format!("HCR*A1*N1~{service}")));
        let line = &found.events[0].lines[0];
        assert_eq!(line.outcome.details.warns(Warning::UnreadTerms), doubted, "{service}");
    }
}

/// A trace number that was returned and cannot be read says which service is meant to nobody.
#[test]
fn a_trace_number_that_cannot_be_read_wants_a_person() {
    for (trace, confirmed) in [
        ("TRN*2*L0*9FERN00001~", true),
        ("TRN*2*L0^1*9FERN00001~", false),
        ("TRN*2*^0*9FERN00001~", false),
        ("TRN*2^1*L0*9FERN00001~", false),
        ("TRN*2*L0*9FERN00001^1~", true),
        ("", true),
    ] {
        let found = answer(&approved(&format!("{trace}HCR*A1*N1~{DRUG}")));
        let line = &found.events[0].lines[0];
        assert_eq!(line.outcome.state, State::Approved, "{trace}");
        assert_eq!(line.outcome.details.warns(Warning::ConfirmMatch), !confirmed, "{trace}");
        assert_eq!(schedulable(&found), usize::from(confirmed), "{trace}");
        // That of the event tells which request is meant, and so it is about every service.
        let of_event = format!("{trace}UM*HS*I*42~HCR*A1*N1~{SPAN}");
        let found = answer(&response(&of_event, &[&format!("HCR*A1*N1~{DRUG}")]));
        assert_eq!(schedulable(&found), usize::from(confirmed), "{trace} of the event");
    }
}

/// Terms that fit nowhere are terms all the same; other segments that fit nowhere are none.
#[test]
fn terms_that_fit_nowhere_are_doubted() {
    for (further, terms, service) in [
        ("REF*BB*N2~", true, false),
        ("REF*QQ*N2~", false, false),
        ("DTP*999*D8*20260216~", true, false),
        ("SV1*HC:J1561**UN*1~", true, true),
        ("QQX*BB~", false, false),
    ] {
        let found = answer(&approved(&format!("HCR*A1*N1~REF*BB*N1~{SPAN}{DRUG}{further}")));
        let details = &found.events[0].lines[0].outcome.details;
        assert_eq!(details.warns(Warning::UnreadTerms), terms, "{further}");
        assert_eq!(details.warns(Warning::HierarchyUnclear), service, "{further}");
    }
}

/// Who was told apart and who was not: several people that are turned away are no doubt about anybody's care.
#[test]
fn people_and_reviewers_are_named_as_far_as_they_are() {
    let found = answer(&approved(&format!("HCR*A1*N1~{DRUG}")));
    let patient = found.patient.as_ref().unwrap();
    assert_eq!((patient.name.as_deref(), patient.member_id.as_deref()), (Some("IVY MOSS"), Some("M1")));
    assert_eq!(found.reviewer.as_ref().unwrap().name.as_deref(), Some("HILLTOP PLAN"));
    let file = approved(&format!("HCR*A1*N1~{DRUG}"));
    let nobody = answer(&file.replace("NM1*IL*1*MOSS*IVY****MI*M1~", "").replace("SE*16*", "SE*15*"));
    assert_eq!((nobody.patient, nobody.state), (None, State::Approved));
    let number = answer(&file.replace("NM1*IL*1*MOSS*IVY****MI*M1~", "NM1*IL*1******MI*M1~")).patient.unwrap();
    assert_eq!((number.name, number.member_id.as_deref()), (None, Some("M1")));
    let turned_away = enveloped(
        "ST*278*0001*005010X217~BHT*0007*11*REQ-1*20260203*1410*18~HL*1**20*1~NM1*X3*2*HILLTOP PLAN*****PI*HT1~\
         HL*2*1*21*1~NM1*1P*2*FERN CLINIC*****XX*2900100019~HL*3*2*22*0~NM1*IL*1*MOSS*IVY****MI*M1~AAA*N**75*C~\
         HL*4*2*22*0~NM1*IL*1*REED*ANN****MI*M2~AAA*N**75*C~",
    );
    let found = answer(&turned_away);
    assert_eq!((found.state, found.rejections.len(), found.warnings.len()), (State::RejectedBusiness, 2, 0));
}

/// Two ends of the event's period, and a service that states one of them: the doubt about the other is its own too.
#[test]
fn a_period_in_doubt_is_inherited_as_far_as_it_is_needed() {
    let event = format!("UM*HS*I*42~HCR*A1*N1~{SPAN}DTP*036*D8*20260901~");
    for (own, doubted) in [("", true), ("DTP*007*D8*20260216~", true), ("DTP*036*D8*20260815~", true), (SPAN, false)] {
        let found = answer(&response(&event, &[&format!("HCR*A1*N1~{own}{DRUG}")]));
        assert!(found.events[0].outcome.details.warns(Warning::SpanConflict));
        assert_eq!(found.events[0].lines[0].outcome.details.warns(Warning::SpanConflict), doubted, "{own}");
    }
}

/// A service that is certified below an event that is not: each side says what stands against it.
#[test]
fn a_service_against_its_event_is_not_believed() {
    let of = |event: &str| {
        let mut found = answer(&response(&format!("UM*HS*I*42~{event}"), &[&format!("HCR*A1*N1~{SPAN}{DRUG}")]));
        let event = found.events.remove(0);
        let (whole, line) = (&event.outcome, &event.lines[0].outcome);
        let warnings = [Warning::DeniedWithApprovedLine, Warning::EventUnclear];
        (
            whole.state,
            warnings.map(|one| whole.details.warns(one)),
            line.state,
            warnings.map(|one| line.details.warns(one)),
        )
    };
    let review = State::ReviewManually;
    assert_eq!(of("HCR*A3**0F~"), (review, [true, false], review, [true, false]));
    assert_eq!(of("HCR*Q9*N1~"), (review, [false, false], review, [false, true]));
    assert_eq!(of("HCR*A1*N1~"), (State::Approved, [false, false], State::Approved, [false, false]));
}

/// The numbers of all services stand in for that of their event, and nothing else that was warned of is forgotten.
#[test]
fn numbers_of_all_services_are_a_number_of_the_event() {
    let of = |numbers: [&str; 2]| {
        let lines = numbers.map(|number| format!("HCR*A1{number}~{SPAN}{DRUG}"));
        let found = answer(&response(&format!("UM*HS*I*42~HCR*A1~{SPAN}"), &lines.each_ref().map(String::as_str)));
        let details = &found.events[0].outcome.details;
        (found.events[0].outcome.state, details.warns(Warning::NoNumber), details.warns(Warning::IncompleteSet))
    };
    assert_eq!(of(["*N1", "*N1"]), (State::Approved, false, true));
    assert_eq!(of(["*N1", ""]), (State::ApprovedNoNumber, true, true));
}

/// A set that is no typed response may be an answer all the same: then it is said, with what to do.
#[test]
fn sets_that_may_be_answers_are_said_to_be_unread() {
    let of = |set: &str, guide: &str, purpose: &str, further: &str| {
        let file = enveloped(&format!(
            "ST*{set}*0001*{guide}~BHT*0007*{purpose}*R1*20260203*1410~HL*1**20*1~NM1*X3*2*PLAN*****PI*HT1~{further}"
        ));
        let (all, _) = read_answers(file.replace("*005010X217~ST", &format!("*{guide}~ST")).as_bytes()).unwrap();
        all.iter().map(|one| (one.state, one.warnings.clone(), steps(one))).collect::<Vec<_>>()
    };
    let unread = [(State::ReviewManually, vec![Warning::NotRead], vec!["read-response".to_owned()])];
    assert_eq!(of("278", "005010X215", "49", ""), unread, "response to an inquiry");
    assert_eq!(of("278", "005010X215", "28", "HCR*A1*N1~"), [], "inquiry");
    assert_eq!(of("278", "005010X215", "99", ""), unread, "unclear");
    assert_eq!(of("278", "005010X216", "53", ""), unread, "acknowledgment of a notification");
    assert_eq!(of("278", "005010X216", "CN", "HCR*A1*N1~"), [], "notification");
    assert_eq!(of("278", "005010X217", "99", ""), unread, "unclear");
    assert_eq!(of("278", "005010X217", "13", ""), [], "request");
    // Of another release: by what it carries.
    assert_eq!(of("278", "004010X094", "11", "HCR*A1*N1~"), unread);
    assert_eq!(of("278", "004010X094", "11", "AAA*N**42*R~"), unread);
    assert_eq!(of("278", "004010X094", "11", ""), []);
    assert_eq!(of("277", "004010X094", "11", "HCR*A1*N1~"), []);
    assert_eq!(of("277", "005010X212", "11", ""), []);
    // A request that carries a decision.
    let carried = [(State::ReviewManually, vec![Warning::UnreadDecision], vec!["read-response".to_owned()])];
    assert_eq!(of("278", "005010X217", "13", "HCR*A1*N1~"), carried);
}

fn steps(answer: &Answer) -> Vec<String> {
    answer.next_steps.iter().map(|step| step.action.to_string()).collect()
}

/// A decision whose id was lost or hurt is one all the same, where its first element or what is left of the id tells.
#[test]
fn decisions_that_lost_their_ids_are_unread() {
    for (kept, lost) in [
        // The id is nearly right.
        ("HCX*ZZ~", true),
        ("AAB*N**42*R~", true),
        // The code stands where the id was, be it an id that X12 has.
        ("A3*N9~", true),
        ("NA*N9~", true),
        ("Y**42*R~", true),
        // An id that X12 does not have, short or before a code.
        ("QQ*ZZ~", true),
        ("Q*ZZ~", true),
        ("QQX*A3*N9~", true),
        ("QQX*NA~", true),
        ("QQX*Y**42*R~", true),
        ("QQX*N**42*R~", true),
        // Neither.
        ("QQX*ZZ~", false),
        ("QQXX*ZZ~", false),
        ("N9*ZZ~", false),
        ("LX*A3~", false),
        ("TOO*Y~", false),
    ] {
        let found = answer(&approved(&format!("HCR*A1*N1~{SPAN}{DRUG}{kept}")));
        assert_eq!(found.warnings.contains(&Warning::UnreadDecision), lost, "{kept}");
        assert_eq!(schedulable(&found) == 0, lost, "{kept}");
    }
}

/// Levels that name their parent wrongly leave no doubt where all of them can only belong to one event.
#[test]
fn one_event_bears_levels_that_are_named_wrongly() {
    let one = |parent: &str| {
        let event = format!("UM*HS*I*42~HCR*A1*N1~{SPAN}HL*5*{parent}*SS*0~HCR*A1*N1~{DRUG}");
        answer(&response(&event, &[]))
    };
    let two = |parent: &str| {
        let event = format!("UM*HS*I*42~HCR*A1*N1~{SPAN}");
        let second = format!("HL*5*3*EV*1~{event}HL*6*{parent}*SS*0~HCR*A1*N1~{DRUG}");
        answer(&response(&format!("{event}{second}"), &[]))
    };
    for parent in ["99", ""] {
        let found = one(parent);
        assert_eq!((found.state, found.warnings.clone()), (State::Approved, vec![]), "{parent:?}");
        assert_eq!(schedulable(&found), 1, "{parent:?}");
        let found = two(parent);
        assert_eq!(found.warnings, [Warning::HierarchyUnclear], "{parent:?}");
        assert_eq!((found.state, schedulable(&found)), (State::ReviewManually, 0), "{parent:?}");
    }
    assert_eq!((one("4").warnings.len(), schedulable(&one("4"))), (0, 1));
    assert_eq!((two("5").warnings.len(), schedulable(&two("5"))), (0, 1));
}

/// A second certification date contradicts the first; another date that fits nowhere does not, nor what is no date.
#[test]
fn only_a_further_certification_date_is_a_conflict() {
    for (further, conflict) in [
        ("", false),
        ("DTP*007*D8*20260301~", true),
        ("DTP*036*D8*20260901~DTP*036*D8*20260902~", true),
        ("DTP* 007*D8*20260301~", true),
        ("dtp*007*D8*20260301~", true),
        ("DTP*999*D8*20260301~", false),
        ("REF*007*N2~", false),
        ("QQX*036*N2~", false),
    ] {
        let found = answer(&approved(&format!("HCR*A1*N1~{SPAN}{DRUG}{further}")));
        let details = &found.events[0].lines[0].outcome.details;
        assert_eq!(details.warns(Warning::SpanConflict), conflict, "{further}");
    }
}
