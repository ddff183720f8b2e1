//! The days of an order: what cannot be, what begins on another day of the week, what comes late.

use crate::infusion_orders::{at, options};
use crate::infusion_plausible::{Change, day, said, said_to_anyone, said_with};
use x12_278::infusion::{
    BuildOptions, Day, Frequency, InfusionRequest, Lab, Period, Phase, PriorTherapy, Service, ServiceKind,
    UrgencyLevel, Weekday,
};
use x12_278::profile::Profile;

#[test]
fn days_that_cannot_be_are_refused() {
    // The patient was born on 1988-02-14; the request is of 2026-01-28.
    let birth = "lies before the birth of the patient: are both days right?";
    let future = "lies behind the day of the request";
    let rows: [(Change, String); 14] = [
        (
            |o| o.drugs[0].phases[0].from = Some(day("1988-02-13")),
            format!("error: drugs[0].phases[0].from: {birth} (2000F DTP 472)"),
        ),
        (|o| o.diagnoses[0].date = Some(day("2026-01-29")), format!("error: diagnoses[0].date: {future} (2000E HI)")),
        (|o| o.diagnoses[0].date = Some(day("1988-02-13")), format!("warning: diagnoses[0].date: {birth} (2000E HI)")),
        (
            |o| o.clinical.labs[0].date = Some(day("2026-01-29")),
            format!("error: clinical.labs[0].date: {future} (2000E MSG01)"),
        ),
        (
            |o| o.clinical.labs[0].date = Some(day("1988-02-13")),
            format!("warning: clinical.labs[0].date: {birth} (2000E MSG01)"),
        ),
        (
            |o| tried(o, Some("2026-01-29"), None),
            format!("error: clinical.priorTherapies[0].from: {future} (2000E MSG01)"),
        ),
        (
            |o| tried(o, None, Some("2026-01-29")),
            format!("warning: clinical.priorTherapies[0].through: {future} (2000E MSG01)"),
        ),
        (
            |o| tried(o, Some("1988-02-13"), None),
            format!("error: clinical.priorTherapies[0].from: {birth} (2000E MSG01)"),
        ),
        (
            |o| tried(o, None, Some("1988-02-13")),
            format!("error: clinical.priorTherapies[0].through: {birth} (2000E MSG01)"),
        ),
        (
            |o| tried(o, Some("2025-03-02"), Some("2025-03-01")),
            "error: clinical.priorTherapies[0].through: the last day lies before the first (2000E MSG01)".to_owned(),
        ),
        (|o| accident(o, "2026-01-29"), format!("error: clinical.accident.on: {future} (2000E DTP 439)")),
        (|o| accident(o, "1988-02-13"), format!("warning: clinical.accident.on: {birth} (2000E DTP 439)")),
        (
            |o| o.subscriber.birth_date = Some(day("2026-01-29")),
            "error: subscriber.birthDate: the birth lies behind the day of the request (2010C or 2010D DMG02)"
                .to_owned(),
        ),
        (
            |o| {
                o.subscriber.birth_date = Some(day("2026-01-28"));
                o.drugs[0].phases[0].from = Some(day("2026-01-27"));
            },
            format!("error: drugs[0].phases[0].from: {birth} (2000F DTP 472)"),
        ),
    ];
    for (change, sentence) in rows {
        let said = said("infliximab_home", change);
        assert!(said.contains(&sentence), "{sentence}: {said:#?}");
    }
    let neighbors: [Change; 7] = [
        |o| o.diagnoses[0].date = Some(day("2026-01-28")),
        |o| o.diagnoses[0].date = Some(day("1988-02-14")),
        |o| o.clinical.labs[0].date = Some(day("2026-01-28")),
        |o| tried(o, Some("2025-03-01"), Some("2025-03-01")),
        |o| tried(o, Some("1988-02-14"), Some("2026-01-28")),
        |o| accident(o, "2026-01-28"),
        |o| o.clinical.labs.push(Lab { name: "TB".into(), result: "NEG".into(), ..Lab::default() }),
    ];
    for (nth, change) in neighbors.into_iter().enumerate() {
        assert_eq!(said("infliximab_home", change), [""; 0], "{nth}");
    }
    // The patient is the dependent.
    let child = said("ivig_child", |o| {
        o.subscriber.birth_date = Some(day("1980-01-01"));
        o.dependent.as_mut().unwrap().birth_date = Some(day("2026-01-01"));
        o.diagnoses[0].date = Some(day("2025-12-31"));
        o.clinical.prior_therapies = Some(Vec::new());
    });
    assert_eq!(child, [format!("warning: diagnoses[0].date: {birth} (2000E HI)")]);
}

fn tried(order: &mut InfusionRequest, from: Option<&str>, through: Option<&str>) {
    let first: &mut PriorTherapy = &mut order.clinical.prior_therapies.as_mut().unwrap()[0];
    (first.from, first.through) = (from.map(day), through.map(day));
}

fn accident(order: &mut InfusionRequest, on: &str) {
    let causes = vec![x12_278::infusion::AccidentCause::Auto];
    let state = Some("CA".into());
    order.clinical.accident = Some(x12_278::infusion::Accident { on: Some(day(on)), causes, state });
}

#[test]
fn days_of_another_millennium_say_so() {
    for (text, sentence) in [
        ("1850-01-01", "not a day from 1900 to 2999"),
        ("3000-01-01", "not a day from 1900 to 2999"),
        ("0000-01-01", "not a day from 1900 to 2999"),
        ("2026-02-30", "not a day of the form 2026-01-05"),
        ("12026-01-01", "not a day of the form 2026-01-05"),
    ] {
        assert_eq!(text.parse::<Day>().unwrap_err().to_string(), sentence, "{text}");
        let json = format!("{{\"subscriber\": {{\"birthDate\": \"{text}\"}}}}");
        let error = InfusionRequest::from_json(&json).unwrap_err();
        assert_eq!(error.to_string(), format!("subscriber.birthDate: {sentence}"));
    }
    assert!("1900-01-01".parse::<Day>().is_ok() && "2999-12-31".parse::<Day>().is_ok());
}

#[test]
fn a_schedule_begins_on_one_of_its_days() {
    let off = "warning: drugs[0].phases[0].from: begins on a day of the week that is not among those of the schedule \
               (2000F HSD07, DTP 472)";
    // Monday, Wednesday and Friday, from a Monday on.
    assert_eq!(said("factor_home", |o| o.drugs[0].phases[0].from = Some(day("2026-02-17"))), [off]);
    assert_eq!(said("factor_home", |o| o.drugs[0].phases[0].from = Some(day("2026-02-18"))), [""; 0]);
    assert_eq!(said("iron_office", |o| o.drugs[0].phases[0].weekdays = vec![Weekday::Tuesday]), [off]);
    let nurse = said("vancomycin_opat", |o| o.services[1].phase.as_mut().unwrap().weekdays = vec![Weekday::Friday]);
    assert_eq!(nurse, [off.replace("drugs[0].phases[0]", "services[1].phase")]);
    let week = [
        Weekday::Monday,
        Weekday::Tuesday,
        Weekday::Wednesday,
        Weekday::Thursday,
        Weekday::Friday,
        Weekday::Saturday,
        Weekday::Sunday,
    ];
    for (nth, weekday) in (5..).zip(week) {
        assert_eq!(Weekday::of(day(&format!("2026-01-{nth:02}"))), weekday);
    }
}

#[test]
fn a_request_that_comes_late_says_so() {
    let begins = |level: UrgencyLevel, from: &'static str| {
        said("infliximab_home", move |o| {
            o.drugs[0].phases[0].from = Some(day(from));
            o.urgency = Some(x12_278::infusion::Urgency::urgent("A DOCTOR", "FLARE"));
            o.urgency.as_mut().unwrap().level = level;
        })
    };
    let late = |within: &str| {
        [format!(
            "warning: drugs[0].phases[0].from: the request is made less than {within} before this first day, later \
             than the payer wants it (2000F DTP 472) [Health Net: Health Net provider library]"
        )]
    };
    // Made on Wednesday, 2026-01-28, at 9:30.
    assert_eq!(begins(UrgencyLevel::Elective, "2026-02-03"), late("5 business days"));
    assert_eq!(begins(UrgencyLevel::Elective, "2026-02-04"), [""; 0]);
    assert_eq!(begins(UrgencyLevel::Urgent, "2026-01-31"), late("72 hours"));
    assert_eq!(begins(UrgencyLevel::Urgent, "2026-02-01"), [""; 0]);
    assert_eq!(begins(UrgencyLevel::Emergency, "2026-01-28"), [""; 0]);
    // A holiday lies between: Washington's Birthday is 2026-02-16.
    let over = |made: &str, from: &'static str| {
        let at = format!("{made}T09:30:00").parse().unwrap();
        said_with(&BuildOptions { at, ..options() }, "infliximab_home", move |o| {
            o.drugs[0].phases[0].from = Some(day(from));
        })
    };
    assert_eq!(over("2026-02-11", "2026-02-18"), late("5 business days"));
    assert_eq!(over("2026-02-10", "2026-02-18"), [""; 0]);
    // What begins in the past wants a delay reason, and no second word.
    let past = begins(UrgencyLevel::Elective, "2026-01-27");
    assert_eq!(
        past,
        ["warning: clinical.delayReason: begins before the day of the request, but no delay reason is given (2000E \
          UM10)"]
    );
    // Another payer, another clock; none is known for any payer.
    assert_eq!(said_to_anyone("infliximab_home", |o| o.drugs[0].phases[0].from = Some(day("2026-01-28"))), [""; 0]);
    let text = "name = \"A\"\n[[clock]]\nkind = \"submission\"\nwithin = \"14 calendar days\"\nregime = \"A\"\n\
                lines = [\"mediCal\"]\nsource = \"page 3\"\n";
    let profile = Profile::load(text).unwrap();
    let options = BuildOptions::new(at()).profile(&profile);
    let medi_cal = |from: &'static str, line: &'static str| {
        said_with(&options, "infliximab_home", move |o| {
            o.drugs[0].phases[0].from = Some(day(from));
            o.coverage.line_of_business = line.into();
        })
    };
    assert_eq!(medi_cal("2026-02-11", "mediCal"), [""; 0]);
    assert_eq!(medi_cal("2026-02-10", "commercialPpo"), [""; 0]);
    assert_eq!(
        medi_cal("2026-02-10", "mediCal"),
        ["warning: drugs[0].phases[0].from: the request is made less than 14 calendar days before this first day, \
          later than the payer wants it (2000F DTP 472) [A: page 3]"]
    );
    // A renewal is late too; one of what has begun is asked for its reason instead.
    let renewal = |from: &'static str| {
        said("renewal", move |o| o.drugs[0].phases[0].from = Some(day(from)))
            .iter()
            .any(|one| one.contains("5 business"))
    };
    assert_eq!(["2026-01-27", "2026-02-03", "2026-02-04"].map(renewal), [false, true, false]);
    let explained = said("renewal", |o| {
        o.drugs[0].phases[0].from = Some(day("2026-01-27"));
        o.clinical.delay_reason = Some(x12_278::code::DelayReason::OTHER);
    });
    assert_eq!(explained, [""; 0]);
    let emergency = said("inpatient_start", |o| {
        o.admission.as_mut().unwrap().kind = Some(x12_278::code::AdmissionType::EMERGENCY);
    });
    assert_eq!(emergency, [""; 0]);
    // An appeal has other clocks.
    assert_eq!(said("urgent_appeal", |o| o.drugs[0].phases[0].from = Some(day("2026-01-29"))), [""; 0]);
}

/// Which days two therapies have in common: those that the schedule names, or the whole of it where it names none.
#[test]
fn days_between_the_doses_are_no_days_of_the_therapy() {
    let both = |first: &Phase, on: &'static str| {
        let first = first.clone();
        let said = said("vancomycin_opat", move |o| {
            let own = o.services.iter_mut().find(|service| service.kind == ServiceKind::PerDiem).unwrap();
            own.phase = Some(first);
            let mut second = Service::new(ServiceKind::PerDiem, "S9374");
            second.phase = Some(Phase::new(day(on), Frequency::Once));
            o.services.push(second);
        });
        said.iter().any(|said| said.contains("a second per diem code for the same days"))
    };
    let from = day("2026-03-01");
    let points = Phase::new(from, Frequency::At { unit: Period::Day, points: vec![0, 10] });
    let thrice = |every, span| Frequency::Every { times: 3, every, unit: Period::Week, span, span_unit: None };
    let mut courses = Phase::new(from, thrice(4, 8));
    courses.consecutive_days = true;
    let weekly = Phase::new(from, thrice(1, 3));
    let rows: [(&Phase, &[(&'static str, bool)]); 3] = [
        (&points, &[("2026-03-01", true), ("2026-03-02", false), ("2026-03-05", false), ("2026-03-11", true)]),
        (
            &courses,
            &[
                ("2026-03-01", true),
                ("2026-03-03", true),
                ("2026-03-04", false),
                ("2026-03-28", false),
                ("2026-03-29", true),
                ("2026-03-31", true),
                ("2026-04-01", false),
            ],
        ),
        // Three times a week on days that nobody names.
        (&weekly, &[("2026-02-28", false), ("2026-03-01", true), ("2026-03-05", true), ("2026-03-15", true)]),
    ];
    for (phase, days) in rows {
        for (on, common) in days {
            assert_eq!(both(phase, on), *common, "{:?} {on}", phase.frequency);
        }
    }
}
