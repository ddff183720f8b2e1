//! What was asked and what was granted, term by term, and the words for both.

use super::decision::{answer, response};
use x12_278::decision::{Day, Delivery, Procedure, Provider, Site, Span, Term, Terms};
use x12_278::element::Text;

fn own(text: &str) -> Option<Text<'static>> {
    (!text.is_empty()).then(|| text.to_owned().into())
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn span(from: &str, through: &str) -> Span {
    Span { from: Some(day(from)), through: Some(day(through)) }
}

/// Every eight weeks for 48 weeks: HSD01 to HSD06.
fn visits() -> Delivery {
    Delivery {
        quantity_qualifier: own("VS"),
        quantity: own("1"),
        unit: own("WK"),
        every: own("8"),
        period: own("35"),
        period_count: own("48"),
        ..Delivery::default()
    }
}

/// The differences as texts.
fn found(granted: &Terms, asked: &Terms, certified: Option<&Span>) -> Vec<(Term, String, String)> {
    let differences = granted.differences_from(asked, certified);
    differences.into_iter().map(|one| (one.term.unwrap(), one.asked.to_string(), one.granted.to_string())).collect()
}

fn one(term: Term, asked: &str, granted: &str) -> Vec<(Term, String, String)> {
    vec![(term, asked.to_owned(), granted.to_owned())]
}

#[test]
fn schedules_that_differ_in_one_element_differ() {
    let of = |delivery: Delivery| Terms { delivery: Some(delivery), ..Terms::default() };
    let asked = of(visits());
    assert_eq!(visits().to_string(), "1 visit every 8 weeks for 48 weeks");
    assert_eq!(found(&of(visits()), &asked, None), []);
    let changes: [fn(&mut Delivery); 8] = [
        |delivery| delivery.quantity_qualifier = own("HS"),
        |delivery| delivery.quantity = own("2"),
        |delivery| delivery.unit = own("MO"),
        |delivery| delivery.every = own("9"),
        |delivery| delivery.period = own("34"),
        |delivery| delivery.period_count = own("24"),
        |delivery| delivery.pattern = own("1"),
        |delivery| delivery.time = own("A"),
    ];
    let words: Vec<String> = changes
        .into_iter()
        .map(|change| {
            let mut delivery = visits();
            change(&mut delivery);
            let text = delivery.to_string();
            let granted = of(delivery);
            assert_eq!(found(&granted, &asked, None), one(Term::Visits, "1 visit every 8 weeks for 48 weeks", &text));
            // The other way round it is a change too, whichever side has the further element.
            assert_eq!(found(&asked, &granted, None), one(Term::Visits, &text, "1 visit every 8 weeks for 48 weeks"));
            text
        })
        .collect();
    assert_eq!(
        words,
        [
            "1 hour every 8 weeks for 48 weeks",
            "2 visits every 8 weeks for 48 weeks",
            "1 visit every 8 months for 48 weeks",
            "1 visit every 9 weeks for 48 weeks",
            "1 visit every 8 weeks for 48 months",
            "1 visit every 8 weeks for 24 weeks",
            "1 visit every 8 weeks for 48 weeks, 1st week of the month",
            "1 visit every 8 weeks for 48 weeks, 1st shift",
        ]
    );
    // The same number written otherwise is no change, and a balance is no new grant.
    assert_eq!(found(&of(Delivery { quantity: own("1.0"), ..visits() }), &asked, None), []);
    assert_eq!(found(&of(Delivery { quantity: own("3"), remaining: true, ..visits() }), &asked, None), []);
    assert_eq!(found(&Terms::default(), &asked, None), [], "what is absent was granted as asked");
    assert_eq!(found(&asked, &Terms::default(), None), [], "and what was not asked for is no change");
}

#[test]
fn a_period_that_does_not_hold_all_days_differs() {
    let of = |dates: Span| Terms { dates: Some(dates), ..Terms::default() };
    let asked = of(span("2026-02-16", "2026-08-15"));
    assert_eq!(found(&of(span("2026-02-16", "2026-08-15")), &asked, None), []);
    let shorter = one(Term::Dates, "2026-02-16 to 2026-08-15", "2026-02-16 to 2026-05-15");
    assert_eq!(found(&of(span("2026-02-16", "2026-05-15")), &asked, None), shorter);
    let certified = |from, through| found(&Terms::default(), &asked, Some(&span(from, through)));
    assert_eq!(certified("2026-02-16", "2026-08-15"), []);
    assert_eq!(certified("2026-02-01", "2026-12-31"), []);
    assert_eq!(certified("2026-02-16", "2026-05-15"), shorter);
    let later = one(Term::Dates, "2026-02-16 to 2026-08-15", "2026-02-17 to 2026-08-15");
    assert_eq!(certified("2026-02-17", "2026-08-15"), later);
}

#[test]
fn periods_in_words() {
    assert_eq!(span("2026-02-16", "2026-08-15").to_string(), "2026-02-16 to 2026-08-15");
    assert_eq!(span("2026-02-16", "2026-02-16").to_string(), "2026-02-16");
    assert_eq!(Span { from: Some(day("2026-02-16")), through: None }.to_string(), "from 2026-02-16");
    assert_eq!(Span { from: None, through: Some(day("2026-08-15")) }.to_string(), "through 2026-08-15");
    assert_eq!(Span::default().to_string(), "");
    assert!(span("2026-02-16", "2026-02-16").is_complete() && !span("2026-02-16", "2026-02-15").is_complete());
    assert!(!Span { from: Some(day("2026-02-16")), through: None }.is_complete());
}

#[test]
fn a_provider_differs_from_those_of_its_role() {
    let provider = |role: &str, id: &str| Provider { role: own(role), name: None, id: own(id) };
    let of = |providers: &[Provider]| Terms { providers: providers.to_vec(), ..Terms::default() };
    let asked = of(&[provider("SJ", "1"), provider("SJ", "2"), provider("71", "3")]);
    let differs = |role, id| found(&of(&[provider(role, id)]), &asked, None);
    assert_eq!(differs("SJ", "1"), []);
    assert_eq!(differs("SJ", "2"), []);
    assert_eq!(differs("SJ", "9"), one(Term::Provider, "1, 2", "9"));
    assert_eq!(differs("71", "1"), one(Term::Provider, "3", "1"));
    assert_eq!(differs("FA", "9"), [], "nobody was asked for in this role");
    assert_eq!(differs("SJ", ""), [], "a name alone says nothing");
    let unknown = of(&[provider("SJ", "1"), provider("SJ", "")]);
    assert_eq!(found(&of(&[provider("SJ", "9")]), &unknown, None), [], "it may be the one without a number");
}

#[test]
fn a_code_differs_by_itself_its_modifiers_and_its_range() {
    let procedure = || Procedure {
        qualifier: own("HC"),
        code: own("J1459"),
        modifiers: vec![Text::from("JA".to_owned())],
        last_code: own("J1460"),
        revenue_code: own("0636"),
        ..Procedure::default()
    };
    let of = |procedure: Procedure| Terms { procedure: Some(procedure), ..Terms::default() };
    let asked = of(procedure());
    let differs = |change: fn(&mut Procedure)| {
        let mut granted = procedure();
        change(&mut granted);
        found(&of(granted), &asked, None)
    };
    let text = "J1459 to J1460 JA";
    assert_eq!(differs(|_| {}), []);
    assert_eq!(differs(|granted| granted.code = own("j1459")), [], "small letters are no other code");
    assert_eq!(differs(|granted| granted.code = own("J1561")), one(Term::Code, text, "J1561 to J1460 JA"));
    assert_eq!(differs(|granted| granted.modifiers = vec![]), [], "what is absent was granted as asked");
    assert_eq!(
        differs(|granted| granted.modifiers = vec![Text::from("JB".to_owned())]),
        one(Term::Code, text, "J1459 to J1460 JB")
    );
    assert_eq!(differs(|granted| granted.last_code = own("J1470")), one(Term::Code, text, "J1459 to J1470 JA"));
    assert_eq!(differs(|granted| granted.revenue_code = own("0250")), one(Term::Code, text, text));
    let revenue = Procedure { revenue_code: own("0636"), ..Procedure::default() };
    assert_eq!((revenue.to_string().as_str(), Procedure::default().to_string().as_str()), ("0636", "-"));
}

#[test]
fn a_site_differs_by_its_code_and_its_list() {
    let of = |code: &str, qualifier: &str| Terms {
        site: Some(Site { code: own(code), qualifier: own(qualifier) }),
        ..Terms::default()
    };
    let asked = of("12", "B");
    assert_eq!(found(&of("12", "B"), &asked, None), []);
    assert_eq!(found(&of("22", "B"), &asked, None), one(Term::Site, "12", "22"));
    assert_eq!(found(&of("12", "A"), &asked, None), one(Term::Site, "12", "12"));
    assert_eq!(found(&of("", "B"), &asked, None), [], "no place was named");
}

#[test]
fn quantities_differ_in_number_or_unit() {
    let of = |quantity: &str, unit: &str| Terms { quantity: own(quantity), unit: own(unit), ..Terms::default() };
    let asked = of("168", "UN");
    assert_eq!(found(&of("84", "UN"), &asked, None), one(Term::Units, "168 UN", "84 UN"));
    assert_eq!(found(&of("168", "ML"), &asked, None), one(Term::Units, "168 UN", "168 ML"));
    assert_eq!(found(&of("", "ML"), &asked, None), one(Term::Units, "168 UN", "- ML"));
    assert_eq!(found(&of("168.00", ""), &asked, None), []);
}

#[test]
fn a_dental_service_has_its_code_and_quantity() {
    let found = answer(&response("UM*HS*I*35~HCR*A1*N1~", &["HCR*A1*N1~SV3*AD:D7210*150****2~"]));
    let granted = &found.events[0].lines[0].outcome.details.granted;
    assert_eq!((granted.code(), granted.quantity.as_deref(), granted.unit.as_deref()), ("D7210", Some("2"), None));
}

#[test]
fn what_is_absent_is_not_in_the_json() {
    assert_eq!(serde_json::to_string(&x12_278::decision::Difference::default()).unwrap(), "{}");
    assert_eq!(serde_json::to_string(&x12_278::decision::AskedLine::default()).unwrap(), "{}");
    assert_eq!(serde_json::to_string(&Terms::default()).unwrap(), "{}");
}
