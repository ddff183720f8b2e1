//! What a request and its lines are about: first requests, renewals, withdrawals, admissions; days and times of HSD.

use crate::infusion_orders::{options, order};
use crate::infusion_regimens::decoded;
use x12_278::code::AdmissionType;
use x12_278::infusion::{
    Accident, AccidentCause, Admission, Drug, Frequency, InfusionRequest, Intent, IntentKind, Period, Phase,
    ProblemKind, ScheduleError, Service, ServiceKind, Site, SiteKind, TimeOfDay, Weekday, checklist,
};

fn day(text: &str) -> x12_278::infusion::Day {
    text.parse().unwrap()
}

/// The X12 of an order, one segment a line.
fn x12(order: &InfusionRequest) -> String {
    let built = order.build(&options()).unwrap_or_else(|problems| panic!("{problems}"));
    decoded(order, &built);
    let document = order.envelope.clone().unwrap().wrap(built.request, 7, crate::infusion_orders::at()).unwrap();
    String::from_utf8(document.write().unwrap()).unwrap().replace('~', "~\n")
}

fn problems(order: &InfusionRequest) -> Vec<String> {
    order.build(&options()).unwrap_err().list().iter().map(ToString::to_string).collect()
}

#[track_caller]
fn says(order: &InfusionRequest, sentence: &str) {
    let found = problems(order);
    assert!(found.iter().any(|one| one == sentence), "{found:#?}");
}

#[test]
fn an_inpatient_start_is_an_admission_review() {
    let text = x12(&order("inpatient_start"));
    for segment in [
        "UM*AR*I*1*21:B**U*1*4~",
        "DTP*435*D8*20260129~",
        "DTP*096*D8*20260202~",
        "HSD*DY*4~",
        "CL1*2*2*30~",
        "NM1*71*1*THISTLEDOWN*AUGUSTUS****XX*2900100076~",
    ] {
        assert_eq!(text.lines().filter(|line| *line == segment).count(), 1, "{segment} in\n{text}");
    }
    assert!(!text.contains("DTP*AAH") && !text.contains("CR6*"), "an admission has no event date and no home care");

    let mut longer = order("inpatient_start");
    longer.intent = Intent::extension("LV26-A-80012");
    assert!(x12(&longer).contains("UM*AR*4*1*21:B**U*1*4~\nREF*BB*LV26-A-80012~"), "more days of the same stay");
}

#[test]
fn an_admission_fits_its_place_and_its_days() {
    let whole = order("inpatient_start");
    let with = |change: fn(&mut InfusionRequest)| {
        let mut order = whole.clone();
        change(&mut order);
        order
    };
    says(&with(|o| o.admission.as_mut().unwrap().on = None), "admission.on: missing (2000E DTP 435)");
    says(&with(|o| o.admission.as_mut().unwrap().kind = None), "admission.kind: missing (2000E CL101)");
    says(
        &with(|o| o.admission.as_mut().unwrap().kind = AdmissionType::read("7")),
        "admission.kind: a code that its list does not have (2000E CL101)",
    );
    says(
        &with(|o| o.admission.as_mut().unwrap().discharge = Some(day("2026-01-28"))),
        "admission.discharge: the discharge lies before the admission (2000E DTP 096)",
    );
    says(
        &with(|o| o.admission.as_mut().unwrap().on = Some(day("2026-01-30"))),
        "admission: services lie before the admission or behind the discharge: ask for them in another request \
         (2000E DTP 435, 2000F DTP 472)",
    );
    says(
        &with(|o| o.admission.as_mut().unwrap().days = Some(1000)),
        "admission.days: not a number of days from 1 to 999 (2000E HSD02)",
    );
    says(
        &with(|o| o.site = Some(Site::new(SiteKind::Office))),
        "site.kind: an admission needs a hospitalInpatient site, or a type of bill (2000E UM01, UM04)",
    );
    says(&with(|o| o.admission = None), "site.kind: a hospitalInpatient site needs the admission (2000E UM01, UM04)");
    says(
        &with(|o| o.intent.kind = IntentKind::Referral),
        "intent.kind: a referral cannot be an admission (2000E UM01)",
    );
    let billed = with(|o| {
        o.site = Some(Site { bill_type: Some("11".into()), ..Site::new(SiteKind::HospitalOnCampus) });
        o.admission = Some(Admission::new(day("2026-01-29"), AdmissionType::URGENT));
    });
    assert!(x12(&billed).contains("UM*AR*I*1*11:A**U*1*4~"));
}

#[test]
fn single_lines_are_added_changed_and_withdrawn() {
    let revised = order("revision_of_lines");
    let text = x12(&revised);
    for segments in [
        "UM*HS*S*42*12:B**E**4~\nREF*BB*LV26-A-80012~",
        // The changed line has what the event has.
        "TRN*1*HSI-2026-0402-1*1009990001~\nDTP*472*RD8*20260413-20270117~\nSV1*HC:Q5103:::::INFLIXIMAB-DYYB 100MG NDC \
         00069080901**UN*400***1~",
        "TRN*1*HSI-2026-0402-2*1009990001~\nUM*HS*I~\nDTP*472*RD8*20260413-20270117~\nSV1*HC:J2919:",
        "TRN*1*HSI-2026-0402-3*1009990001~\nUM*HS*3~\nREF*BB*LV26-A-80012-4~\n",
    ] {
        assert!(text.contains(segments), "{segments} in\n{text}");
    }
    let built = revised.build(&options()).unwrap();
    let kinds: Vec<_> = built.lines.iter().map(|line| line.certification_type.map(|code| code.to_string())).collect();
    assert_eq!(kinds, [None, Some("I".to_owned()), Some("3".to_owned())]);

    // A withdrawn drug needs neither dose nor schedule, and none of it is missed.
    let mut withdrawn = order("revision_of_lines");
    withdrawn.drugs = vec![Drug::withdrawn("Q5103", Intent::about_reference(IntentKind::Cancel, "T-1"))];
    withdrawn.services.clear();
    let text = x12(&withdrawn);
    assert!(text.contains("UM*HS*3~\nREF*NT*T-1~\nSV1*HC:Q5103******1~"), "{text}");
    let list = checklist(&withdrawn, &options());
    assert!(list.iter().all(|item| item.key != "dose" || item.state == x12_278::infusion::State::NotApplicable));

    // Where one of two is withdrawn, the other is held to all of it.
    let mut other = order("revision_of_lines");
    other.drugs[0].dose = None;
    assert!(problems(&other).contains(&"drugs[0].dose: missing (2000F SV104)".to_owned()));
    other.drugs[0].intent = Some(Intent::about_authorization(IntentKind::Cancel, "LV26-A-80012-1"));
    x12(&other);
}

#[test]
fn a_line_is_about_an_earlier_request_only_where_the_whole_is() {
    let cancel = || Some(Intent::about_authorization(IntentKind::Cancel, "A1"));
    let mut first = order("infliximab_home");
    first.services[0].intent = cancel();
    let sentence = "services[0].intent.kind: a line cannot be about an earlier request when the request as a whole is a \
                    first one or a withdrawal (2000F UM02)";
    says(&first, sentence);
    let mut withdrawal = order("cancel");
    withdrawal.services = vec![Service { intent: Some(Intent::new()), ..Service::new(ServiceKind::PerDiem, "S9359") }];
    says(&withdrawal, sentence);
    // A withdrawal may name its lines, with as little as the code.
    withdrawal.drugs = vec![Drug::withdrawn("Q5103", cancel().unwrap())];
    withdrawal.services[0].intent = None;
    assert!(x12(&withdrawal).contains("SV1*HC:S9359"));
}

#[test]
fn accidents_and_policies_have_their_places() {
    let mut hurt = order("infliximab_home");
    hurt.subscriber.policy_number = Some("POL-1".into());
    hurt.clinical.accident = Some(Accident {
        causes: vec![AccidentCause::Auto, AccidentCause::Employment],
        on: Some(day("2025-12-01")),
        state: Some("ca".into()),
    });
    let text = x12(&hurt);
    assert!(text.contains("UM*HS*I*42*12:B*AA:EM::CA*E**4~") && text.contains("DTP*439*D8*20251201~"), "{text}");
    assert!(text.contains("REF*IG*POL-1~"));
    hurt.clinical.accident.as_mut().unwrap().causes.push(AccidentCause::Auto);
    says(&hurt, "clinical.accident.causes: an entry stands more than once (2000E UM05)");
    hurt.clinical.accident.as_mut().unwrap().causes.clear();
    says(&hurt, "clinical.accident.causes: missing (2000E UM05)");
}

fn on_days(weekdays: &[Weekday], times: u32, time_of_day: Option<TimeOfDay>) -> InfusionRequest {
    let mut order = order("iron_office");
    let frequency = Frequency::Every { times, every: 1, unit: Period::Week, span: 4, span_unit: None };
    let phase = Phase::new(day("2026-02-16"), frequency);
    order.drugs[0].phases = vec![Phase { weekdays: weekdays.to_vec(), time_of_day, ..phase }];
    order
}

#[test]
fn days_of_the_week_have_a_code_or_a_message() {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    let all = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday];
    let rows: [(&[Weekday], Option<TimeOfDay>, &str); 9] = [
        (&[], None, "HSD*VS*4*WK*1*35*4~"),
        (&[Monday], None, "HSD*VS*1*WK*1*35*4*D~"),
        (&[Sunday], Some(TimeOfDay::Afternoon), "HSD*VS*1*WK*1*35*4*K*E~"),
        (&[Friday, Tuesday, Monday], None, "HSD*VS*3*WK*1*35*4*SP~"),
        (&[Monday, Tuesday, Wednesday, Thursday, Friday], Some(TimeOfDay::Morning), "HSD*VS*5*WK*1*35*4*A*D~"),
        (&all, Some(TimeOfDay::FirstShift), "HSD*VS*7*WK*1*35*4*C*A~"),
        (&[Wednesday, Thursday], None, "HSD*VS*2*WK*1*35*4*SX~"),
        (&[Monday, Wednesday, Friday], None, "HSD*VS*3*WK*1*35*4~"),
        (&[Monday, Thursday], Some(TimeOfDay::AnyShift), "HSD*VS*2*WK*1*35*4**G~"),
    ];
    for (weekdays, time, segment) in rows {
        let times = if weekdays.is_empty() { 4 } else { u32::try_from(weekdays.len()).unwrap() };
        let text = x12(&on_days(weekdays, times, time));
        assert!(text.contains(&format!("\n{segment}\n")), "{segment} in\n{text}");
        let said = text.contains("MO/WE/FR") || text.contains("MO/TH");
        assert_eq!(said, ["HSD*VS*3*WK*1*35*4~", "HSD*VS*2*WK*1*35*4**G~"].contains(&segment), "{segment}");
    }
}

#[test]
fn days_of_the_week_fit_the_schedule() {
    use Weekday::{Friday, Monday, Wednesday};
    for (weekdays, times) in [(vec![Monday], 2), (vec![Monday, Monday], 2), (vec![Monday, Wednesday, Friday], 1)] {
        let built = on_days(&weekdays, times, None).build(&options()).unwrap_err();
        assert!(built.list().iter().any(|one| one.kind == ProblemKind::Schedule(ScheduleError::Weekdays)));
    }
    let mut every_other_day = on_days(&[Monday], 1, None);
    every_other_day.drugs[0].phases[0].frequency = Some(Frequency::every_days(2, 10));
    says(
        &every_other_day,
        "drugs[0].phases[0]: not as many different days of the week as the schedule has times in a week (2000F HSD, DTP)",
    );
}

/// Every set of days that has a code has one that requests may send, and it reads back as the same pattern.
#[test]
fn every_set_of_days_is_coded_or_said() {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    let all = [Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday];
    let mut coded = 0;
    for set in 1_u32..128 {
        let weekdays: Vec<Weekday> = (0..7).filter(|day| set & (1 << day) != 0).map(|day| all[day]).collect();
        let order = on_days(&weekdays, set.count_ones(), None);
        let planned = order.drugs[0].phases[0].plan().unwrap();
        assert_eq!(x12_278::infusion::Delivery::read(&planned.delivery.hsd()), Some(planned.delivery));
        let said = order.drugs[0].phases[0].uncoded();
        assert_eq!(planned.delivery.days.is_none(), said.is_some(), "{weekdays:?}");
        if planned.delivery.days.is_some() {
            x12(&order);
            coded += 1;
        }
    }
    assert_eq!(coded, 21);
}
