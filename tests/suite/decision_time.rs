//! Deadlines, business days, the history of a case, figures over many decisions, acknowledgments.

use super::decision::answer;
use chrono::FixedOffset;
use x12_278::Document;
use x12_278::decision::{
    AcknowledgedBy, Act, Calendar, Case, CaseError, CaseState, ClockKind, Day, Decided, Due, LocalTime, Moment, Reason,
    ReasonFamily, Receipt, Scope, Start, State, Statistics, Timing, Urgency, Warning, acknowledgments,
    is_federal_holiday,
};
use x12_278::profile::Profile;

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn moment(text: &str) -> Moment {
    text.parse().unwrap()
}

fn california() -> Calendar {
    Calendar::new(FixedOffset::west_opt(8 * 3600).unwrap())
}

#[test]
fn business_days_skip_weekends_holidays_and_month_ends() {
    let calendar = california();
    let after = |from: &str, count| calendar.business_days_after(day(from), count).unwrap().to_string();
    assert_eq!(after("2026-02-02", 5), "2026-02-09");
    assert_eq!(after("2026-02-13", 1), "2026-02-17"); // the 16th is Washington's Birthday
    assert_eq!(after("2026-02-27", 2), "2026-03-03");
    assert_eq!(after("2024-02-28", 2), "2024-03-01"); // a leap year
    assert_eq!(after("2026-07-02", 1), "2026-07-06"); // the 4th is a Saturday, kept on the 3rd
    assert_eq!(after("2026-12-31", 1), "2027-01-04");
    assert_eq!(after("2026-02-14", 1), "2026-02-17"); // from a Saturday
    assert_eq!(after("2026-02-14", 0), "2026-02-14");
    let mut own = california();
    own.holidays.insert(day("2026-03-31"));
    assert_eq!(own.business_days_after(day("2026-03-30"), 1), Some(day("2026-04-01")));
    own.federal_holidays = false;
    assert_eq!(own.business_days_after(day("2026-02-13"), 1), Some(day("2026-02-16")));
    assert_eq!(calendar.business_days_between(day("2026-02-13"), day("2026-02-18")), 2);
    assert!(calendar.business_days_after(Day(chrono::NaiveDate::MAX), 1).is_none());
}

#[test]
fn business_days_are_found_far_away_and_where_there_are_none() {
    let calendar = california();
    let start = day("2026-01-05");
    let far = calendar.business_days_after(start, 10_000).unwrap();
    assert_eq!(calendar.business_days_between(start, far), 10_000);
    assert_eq!(calendar.business_days_before(far, 10_000), Some(start));
    let mut closed = california();
    closed.holidays = start.0.iter_days().take(5000).map(Day).collect();
    assert_eq!(closed.business_days_after(start, 1), None);
}

#[test]
fn holidays_are_kept_since_their_law_and_on_the_next_weekday() {
    for (text, is_holiday) in [
        ("2020-06-19", false),
        ("2021-06-18", true), // the first Juneteenth was a Saturday
        ("2021-06-19", false),
        ("2022-06-19", false), // a Sunday, kept on Monday
        ("2022-06-20", true),
        ("1985-01-21", false),
        ("1986-01-20", true), // the first Birthday of Martin Luther King, Jr.
    ] {
        assert_eq!(is_federal_holiday(day(text)), is_holiday, "{text}");
    }
}

#[test]
fn the_federal_holidays_of_2026() {
    let expected = [
        "2026-01-01",
        "2026-01-19",
        "2026-02-16",
        "2026-05-25",
        "2026-06-19",
        "2026-07-03",
        "2026-09-07",
        "2026-10-12",
        "2026-11-11",
        "2026-11-26",
        "2026-12-25",
    ];
    let days = day("2026-01-01").0.iter_days().take(365).map(Day).filter(|day| is_federal_holiday(*day));
    assert_eq!(days.map(|day| day.to_string()).collect::<Vec<_>>(), expected);
}

#[test]
fn the_strictest_rule_wins_and_is_named() {
    let profile = Profile::health_net();
    let received = Start::Moment(moment("2026-02-12T23:30:00-08:00"));
    let mut timing = Timing::new(california());
    timing.plan = Some("commercialHmo".to_owned());
    timing.urgency = Some(Urgency::Standard);
    let due = |timing: &Timing| timing.deadline(profile, ClockKind::Decision, received).unwrap();
    assert_eq!(due(&timing).due, Due::Day(day("2026-02-20")));
    timing.urgency = Some(Urgency::Expedited);
    assert_eq!(due(&timing).due.to_string(), "2026-02-15T23:30:00-08:00");
    timing.plan = Some("medicareAdvantage".to_owned());
    timing.urgency = Some(Urgency::Standard);
    timing.scope = Some(Scope::Service);
    assert_eq!((due(&timing).due, due(&timing).verified), (Due::Day(day("2026-02-19")), true));
    // Drugs of Medicare Part B have a shorter time, by a rule that nobody has read yet.
    timing.scope = Some(Scope::Drug);
    assert_eq!(due(&timing).due.to_string(), "2026-02-15T23:30:00-08:00");
    assert!(!due(&timing).verified && due(&timing).source.starts_with("Medicare Part B drug: "));
    // Medi-Cal has two rules; five business days beat seven days only when no weekend falls between.
    timing.plan = Some("mediCal".to_owned());
    timing.scope = Some(Scope::Service);
    assert!(due(&timing).source.starts_with("CMS-0057-F"));
    let law = timing.deadline(Profile::common(), ClockKind::Decision, received).unwrap();
    assert_eq!(law.source, "CMS-0057-F: CMS-0057-F, 89 FR 8758", "the law binds whoever the payer is");
    assert!(timing.deadline(Profile::common(), ClockKind::Appeal, received).is_none());
}

#[test]
fn rules_hold_from_their_day_and_until_their_day() {
    let profile = Profile::health_net();
    let mut timing = Timing::new(california());
    timing.plan = Some("medicareAdvantage".to_owned());
    timing.urgency = Some(Urgency::Standard);
    timing.scope = Some(Scope::Service);
    let due = |from: &str| timing.deadline(profile, ClockKind::Decision, Start::Day(day(from))).unwrap().due;
    assert_eq!(due("2025-12-31"), Due::Day(day("2026-01-14")));
    assert_eq!(due("2026-01-01"), Due::Day(day("2026-01-08")));
}

#[test]
fn the_time_zone_decides_the_day_and_the_first_receipt_counts() {
    let profile = Profile::health_net();
    let at = moment("2026-02-10T05:00:00Z"); // still the 9th in California
    let of = |offset: i32| {
        let mut timing = Timing::new(Calendar::new(FixedOffset::east_opt(offset * 3600).unwrap()));
        timing.plan = Some("commercialPpo".to_owned());
        timing.urgency = Some(Urgency::Standard);
        timing.deadline(profile, ClockKind::Decision, Start::Moment(at)).unwrap().due
    };
    assert_eq!(of(0), Due::Day(day("2026-02-18")));
    assert_eq!(of(-8), Due::Day(day("2026-02-17")));
    let receipt = Receipt { received: Some(at), forwarded: vec![moment("2026-02-12T05:00:00Z")] };
    assert_eq!(receipt.first(), Some(at));
}

#[test]
fn answers_carry_their_deadlines() {
    let mut found = answer(&std::fs::read_to_string("examples/data/response_denied.edi").unwrap());
    let mut timing = Timing::new(california());
    timing.plan = Some("mediCal".to_owned());
    found.set_deadlines(Profile::health_net(), &timing);
    let step = |action: &str| {
        found.events[0].outcome.details.next_steps.iter().find(|step| step.action == action).unwrap().clone()
    };
    assert_eq!(step("peer-to-peer").due.as_deref(), Some("2026-02-10"));
    assert_eq!(step("appeal").due.as_deref(), Some("2026-04-04"));
    assert!(step("appeal").source.unwrap().contains("Medi-Cal"));
    let start = Start::Day(day("2026-02-03"));
    for (action, kind) in [("appeal", ClockKind::Appeal), ("peer-to-peer", ClockKind::PeerToPeer)] {
        let rule = timing.deadline(Profile::health_net(), kind, start).unwrap();
        assert_eq!(step(action).unverified, !rule.verified, "{action}");
    }
    assert!(!step("appeal").unverified, "the rule was seen where it is said to stand");
    let mut found = answer(&std::fs::read_to_string("examples/data/response_pended.edi").unwrap());
    let core = Profile::load("name = \"A\"\nfollows = [\"caqhCore\"]").unwrap();
    found.set_deadlines(&core, &timing);
    let details = &found.events[0].outcome.details;
    assert_eq!(details.documents[0].due, Some(day("2026-02-25")));
    let wait = details.next_steps.iter().find(|step| step.action == "wait").unwrap();
    assert_eq!(wait.due, None, "nobody said when the request came in");
}

fn act(at: &str) -> Act {
    Act { at: moment(at), who: "coordinator".to_owned().into(), message: None, note: None }
}

fn time(text: &str) -> Option<LocalTime> {
    Some(text.parse().unwrap())
}

#[test]
fn a_case_is_closed_where_nobody_can_move_it() {
    let open = [CaseState::Draft, CaseState::Sent, CaseState::Denied, CaseState::Approved, CaseState::Active];
    assert!(open.into_iter().all(|state| !state.is_terminal() && state.next().next().is_some()));
    assert!(CaseState::Cancelled.is_terminal() && CaseState::Cancelled.next().next().is_none());
}

fn sent() -> Case {
    let mut case = Case::new("C-1");
    case.go(CaseState::Ready, &act("2026-02-01T09:00:00Z")).unwrap();
    case.go(CaseState::Sent, &act("2026-02-01T09:01:00Z")).unwrap();
    case
}

#[test]
fn a_case_from_denial_to_an_overturned_appeal() {
    let mut case = sent();
    let now = act("2026-02-03T10:00:00Z");
    case.answer(State::Denied, time("2026-02-03T14:10:00"), &now).unwrap();
    case.call(CaseState::PeerToPeer, &now).unwrap();
    case.call(CaseState::Upheld, &now).unwrap();
    case.go(CaseState::Appeal, &now).unwrap();
    case.call(CaseState::Upheld, &now).unwrap();
    assert_eq!(case.go(CaseState::PeerToPeer, &now), Err(CaseError::AfterAppeal));
    case.go(CaseState::ExternalReview, &now).unwrap();
    case.call(CaseState::Approved, &now).unwrap();
    assert_eq!(case.history.len(), 9);
    for pair in case.history.windows(2) {
        assert_eq!(pair[0].to, pair[1].from);
    }
    let json = serde_json::to_string(&case).unwrap();
    assert_eq!(serde_json::from_str::<Case>(&json).unwrap(), case);
}

#[test]
fn newer_messages_of_the_payer_win_over_everything() {
    let now = act("2026-02-03T10:00:00Z");
    for state in State::ALL.iter().copied() {
        let mut case = sent();
        case.answer(State::Cancelled, time("2026-02-03T14:10:00"), &now).unwrap();
        assert!(case.state.is_terminal());
        // An older message, the same one again, and one without a time change nothing.
        for stale in [time("2026-02-03T14:09:59"), time("2026-02-03T14:10:00"), None] {
            let before = case.clone();
            assert_eq!(case.answer(state, stale, &now), Err(CaseError::NotNewer));
            assert_eq!(case, before);
        }
        case.answer(state, time("2026-02-04T08:00:00"), &now).unwrap();
        assert_eq!(case.state, CaseState::of_answer(state).unwrap_or(CaseState::Cancelled), "{state}");
    }
}

#[test]
fn moves_that_are_not_in_the_table_are_refused_and_change_nothing() {
    let now = act("2026-02-03T10:00:00Z");
    let mut case = Case::new("C-2");
    for to in CaseState::ALL.iter().copied() {
        let allowed = case.state.next().any(|next| next == to);
        let mut copy = case.clone();
        assert_eq!(copy.go(to, &now).is_ok(), allowed, "{to}");
        if !allowed {
            assert_eq!(copy, case);
        }
    }
    assert!(case.go(CaseState::Approved, &now).is_err(), "nobody but the payer approves");
    // No approval out of a state in which the payer has not spoken.
    for from in [CaseState::Draft, CaseState::Ready, CaseState::Sent, CaseState::Pended, CaseState::InfoSent] {
        assert!(from.next().all(|to| !matches!(to, CaseState::Approved | CaseState::Modified | CaseState::Active)));
    }
    assert!(CaseState::Denied.next().all(|to| to != CaseState::Active));
}

#[test]
fn a_late_payer_is_a_breach_and_no_approval() {
    let mut case = sent();
    case.set_due(Due::Day(day("2026-02-10")), &california());
    case.set_due(Due::Day(day("2026-02-16")), &california());
    assert_eq!(case.original_due, Some(moment("2026-02-10T23:59:59-08:00")));
    assert!(!case.check_clock(moment("2026-02-16T23:59:59-08:00"), "clock"), "the last moment is in time");
    assert!(case.check_clock(moment("2026-02-17T00:00:00-08:00"), "clock"));
    assert!(!case.check_clock(moment("2026-02-18T00:00:00-08:00"), "clock"));
    assert!(case.breached && case.state == CaseState::Sent);
}

#[test]
fn a_renewal_is_a_new_case_with_a_parent() {
    let mut case = sent();
    let now = act("2026-02-03T10:00:00Z");
    case.answer(State::Approved, time("2026-02-03T14:10:00"), &now).unwrap();
    for to in [CaseState::Active, CaseState::Expiring] {
        case.go(to, &now).unwrap();
    }
    let renewal = case.renew("C-9", &now).unwrap();
    assert_eq!((renewal.parent.as_deref(), renewal.state), (Some("C-1"), CaseState::Draft));
    assert_eq!(case.state, CaseState::Renewal);
}

fn decided(state: State, hours: i64, urgent: bool, reasons: &[&str]) -> Decided {
    let submitted = moment("2026-02-02T08:00:00Z");
    let reason = |code: &&str| Reason::of(x12_278::code::ReviewReason::read(code).unwrap());
    Decided {
        payer: "HILLTOP".to_owned().into(),
        state: Some(state),
        reasons: reasons.iter().map(reason).collect(),
        urgency: urgent.then_some(Urgency::Expedited),
        submitted: Some(submitted),
        decided: Some(Moment(submitted.0 + chrono::TimeDelta::hours(hours))),
        due: Some(Moment(submitted.0 + chrono::TimeDelta::hours(72))),
        ..Decided::default()
    }
}

#[test]
fn figures_of_many_decisions() {
    let all = [
        decided(State::Approved, 24, false, &[]),
        decided(State::Modified, 48, false, &[]),
        decided(State::Denied, 96, false, &["0F", "0P"]),
        decided(State::Denied, 120, false, &["0P"]),
        decided(State::Approved, 10, true, &[]),
        decided(State::Pended, 1, false, &[]),
        decided(State::RejectedBusiness, 1, false, &[]),
    ];
    let figures = Statistics::of(&all);
    assert_eq!(figures.standard.approved.percent(), Some(50.0));
    assert_eq!(figures.standard.mean_hours, Some(72.0));
    assert_eq!(figures.standard.median_hours, Some(72.0));
    assert_eq!((figures.standard.mean_days, figures.standard.median_days), (Some(3.0), Some(3.0)));
    assert_eq!(figures.standard.denied, x12_278::decision::Share { count: 2, of: 4 });
    assert_eq!((figures.standard.late.count, figures.standard.late.of), (2, 4));
    assert_eq!(figures.expedited.median_hours, Some(10.0));
    assert_eq!(figures.preventable.percent(), Some(100.0));
    // Of those that were refused first, and of those that took longer than their clock gives.
    let mut more = all.to_vec();
    more[2].approved_after_appeal = true;
    more[1].extended = true;
    let standard = Statistics::of(&more).standard;
    assert_eq!((standard.approved_after_appeal.count, standard.approved_after_extension.count), (1, 1));
    assert_eq!(standard.approved.count, 2, "an approval after an appeal is counted apart");
    // Late is later than due, of those that have both times.
    let mut timed = [
        decided(State::Approved, 10, false, &[]),
        decided(State::Approved, 71, false, &[]),
        decided(State::Approved, 72, false, &[]),
        decided(State::Denied, 73, false, &[]),
        decided(State::Denied, 100, false, &[]),
        decided(State::Denied, 200, false, &[]),
    ];
    timed[4].due = None;
    timed[5].decided = None;
    let late = Statistics::of(&timed).standard.late;
    assert_eq!((late.count, late.of), (1, 4));
    let denials = Statistics::denials_by(&all, |one| &one.payer);
    assert_eq!(denials[&("HILLTOP", ReasonFamily::DocMissing)], 2);
    assert_eq!(denials[&("HILLTOP", ReasonFamily::MedNecessity)], 1);
    assert_eq!(Statistics::of(&[]).standard.approved.percent(), None);
}

fn acknowledged(body: &str) -> Vec<x12_278::decision::Acknowledged> {
    let file = format!(
        "ISA*00*          *00*          *ZZ*HILLTOP        *ZZ*FERN           *260203*1410*^*00501*000000001*0*T*:~\
         {body}IEA*1*000000001~"
    );
    let read = Document::read(file.as_bytes()).unwrap();
    acknowledgments(&read.document)
}

#[test]
fn interchange_acknowledgments() {
    let of = |code: &str, note: &str| acknowledged(&format!("TA1*000000416*260202*0900*{code}*{note}~")).remove(0);
    assert_eq!(of("A", "000").state, None);
    let rejected = of("R", "009");
    assert_eq!(rejected.state, Some(State::RejectedTransport));
    assert_eq!((rejected.by, rejected.interchange.as_deref()), (Some(AcknowledgedBy::Interchange), Some("000000416")));
    assert!(!rejected.needs_a_person() && !of("A", "000").needs_a_person());
    assert_eq!((&*rejected.rejections[0].r#loop, &rejected.rejections[0].text), ("TA1", &rejected.rejections[0].cause));
    assert!(rejected.rejections[0].cause.as_ref().unwrap().contains("ISA08"));
    assert!(rejected.next_steps.iter().all(|step| step.action == "correct-and-resubmit"));
    // Accepted with errors is accepted: the answer is still to come.
    let noted = of("E", "017");
    assert_eq!((noted.state, noted.warnings, noted.next_steps.len()), (None, vec![Warning::AcceptedWithErrors], 0));
    assert_eq!(noted.rejections[0].fix.as_deref(), Some("Send 00501 in ISA12."));
    let unclear = of("", "");
    assert_eq!((unclear.state, unclear.needs_a_person()), (Some(State::ReviewManually), true));
}

#[test]
fn implementation_acknowledgments() {
    let of = |body: &str| {
        acknowledged(&format!(
            "GS*FA*HILLTOP*FERN*20260203*1410*1*X*005010X231A1~ST*999*0001*005010X231A1~AK1*HI*9*005010X217~{body}\
             SE*9*0001~GE*1*1~"
        ))
    };
    let found = of("AK2*278*0007*005010X217~IK3*UM*14*2000*8~IK4*2*1322*1~IK5*R*5~AK2*278*0008*005010X217~IK5*A~\
                    AK9*P*2*2*1~");
    assert_eq!(found.len(), 2);
    assert!(
        found.iter().all(|one| one.by == Some(AcknowledgedBy::Implementation) && one.group.as_deref() == Some("9"))
    );
    assert_eq!((found[0].transaction.as_deref(), found[0].state), (Some("0007"), Some(State::RejectedSyntax)));
    let rejection = &found[0].rejections[0];
    assert_eq!((rejection.element.as_deref(), rejection.segment.as_deref()), (Some("UM02"), Some("14")));
    assert_eq!(rejection.cause.as_deref(), Some("required, but missing"));
    assert_eq!((&*rejection.r#loop, &rejection.text), ("2000", &rejection.cause));
    assert_eq!(found[0].rejections.len(), 1, "that segments are in error is said by the segments");
    assert_eq!((found[1].transaction.as_deref(), found[1].state), (Some("0008"), None));
    let noted = of("AK2*278*0007*005010X217~IK3*UM*14*2000*8~IK4*2*1322*Q~IK5*E*5~AK9*E*1*1*1~");
    assert_eq!((noted[0].state, noted[0].next_steps.len()), (None, 0));
    assert_eq!(noted[0].warnings, [Warning::AcceptedWithErrors]);
    assert!(noted[0].rejections[0].cause.is_none() && noted[0].rejections[0].reason.as_deref() == Some("Q"));
    // A set or a group without its verdict was not accepted, nor was it rejected.
    let unclear = Some(State::ReviewManually);
    assert_eq!(of("AK2*278*0007*005010X217~AK9*A*1*1*1~")[0].state, unclear);
    assert_eq!(of("")[0].state, unclear);
    assert_eq!(of("AK2*278*0007*005010X217~IK5*A~")[0].state, unclear);
    assert_eq!(of("AK9*P*2*2*1~")[0].state, unclear);
    let rejected = of("AK9*R*1*1*0*1~");
    assert_eq!(rejected[0].state, Some(State::RejectedSyntax));
    assert!(rejected[0].rejections[0].cause.is_some());
    assert_eq!(of("AK9*A*1*1*1~")[0].state, None);
    // A group that was rejected takes its sets with it, whatever they say.
    let sets = of("AK2*278*0007*005010X217~IK5*A~AK9*R*1*1*0*2~");
    assert_eq!(sets.iter().map(|one| one.state).collect::<Vec<_>>(), [Some(State::RejectedSyntax); 2]);
}

#[test]
fn what_an_acknowledgment_says_of_a_set_stands_at_its_place() {
    let of = |body: &str| {
        let mut found = acknowledged(&format!(
            "GS*FA*HILLTOP*FERN*20260203*1410*1*X*005010X231A1~ST*999*0001*005010X231A1~AK1*HI*9*005010X217~\
             AK2*278*0007*005010X217~{body}AK9*R*1*1*0~SE*9*0001~GE*1*1~"
        ));
        let parts = found.remove(0).rejections.into_iter();
        parts
            .map(|one| (one.r#loop.to_string(), one.element.map(|e| e.to_string()), one.reason.map(|r| r.to_string())))
            .collect::<Vec<_>>()
    };
    let part = |place: &str, element: &str, reason: &str| {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        (place.to_owned(), text(element), text(reason))
    };
    // A fault of the whole that only sums up the segments is left out; alone, it is all there is.
    assert_eq!(of("IK3*UM*14*2000*8~IK4*2*1322*1~IK5*R*5~"), [part("2000", "UM02", "1")]);
    assert_eq!(of("IK5*R*5~"), [part("999", "", "5")]);
    assert_eq!(of("IK3*UM*14*2000*8~IK4*2*1322*1~IK5*R*5*3~"), [part("2000", "UM02", "1"), part("999", "", "3")]);
    assert_eq!(of("IK3*UM*14*2000*3~IK5*R*5~"), [part("2000", "UM", "3")]);
    // A place whose fault is not said keeps its place, and a segment without a name has none.
    assert_eq!(of("IK3*UM*14*2000*8~IK4*2~IK5*R*5~"), [part("2000", "UM02", "")]);
    assert_eq!(of("IK3*UM*14*2000~IK5*R*5~"), [part("2000", "UM", "")]);
    assert_eq!(of("IK3**14**3~IK5*R*5~"), [part("999", "", "3")]);
}
