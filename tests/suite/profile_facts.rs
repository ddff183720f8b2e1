//! Facts about payers: what a profile may say of them, what is wrong with one, what is odd about one, what counts when.

use crate::files::text;
use chrono::NaiveDate;
use x12_278::code::ServiceType;
use x12_278::element::Word;
use x12_278::profile::{
    Advice, ChecklistItem, ClockKind, CodeOf, Facts, NdcPolicy, Profile, Program, QuantityBasis, SiteKind, Therapy,
};
use x12_278::report::Severity;
use x12_278::validate::Validator;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn fault(entries: &str) -> String {
    Profile::load(&format!("name = \"A\"\n{entries}")).unwrap_err().to_string()
}

/// A profile of entries that holds always.
fn profile(entries: &str) -> Profile {
    Profile::load(&format!("name = \"A\"\nfrom = 2020-01-01\n{entries}")).unwrap()
}

/// `line advice` of all that is odd.
fn odd(entries: &str) -> Vec<(u32, Advice)> {
    profile(entries).lint().iter().map(|advice| (advice.line, advice.advice)).collect()
}

#[test]
fn the_shipped_profiles_are_whole() {
    let shipped = Profile::load(&text("src/profile/tables/health_net.toml")).unwrap();
    let health_net = Profile::health_net();
    assert_eq!((health_net.name(), health_net.facts()), ("Health Net", shipped.facts()));
    // Its sources give no first day for most of it, so the profile has none either.
    assert_eq!(health_net.lint().iter().map(|advice| advice.advice).collect::<Vec<_>>(), [Advice::NoFirstDay]);
    let Facts { lines_of_business, clocks, checklist, routes, vendors, claims_payers, .. } = health_net.facts();
    assert_eq!((lines_of_business.len(), clocks.len(), checklist.len()), (11, 38, 6));
    assert_eq!((routes.len(), vendors.len(), claims_payers.len()), (11, 3, 3));
    let common = Profile::common();
    assert_eq!(common.routes(day("2026-01-28")).count(), 3);
    let clocks = |profile: &Profile, on| profile.clocks(day(on)).map(|clock| clock.kind).collect::<Vec<_>>();
    use ClockKind::{Decision, Documents, Inquiry, Renewal, SameDay};
    assert_eq!(clocks(common, "2026-01-28"), [Decision, Decision, SameDay, Renewal, Inquiry]);
    assert_eq!(clocks(common, "2025-12-31"), [SameDay, Renewal, Inquiry], "before the law");
    let core = profile("follows = [\"caqhCore\"]");
    assert_eq!(clocks(&core, "2025-12-31"), [Decision, Documents, SameDay, Renewal, Inquiry]);
    let own = profile("[[clock]]\nkind = \"inquiry\"\nwithin = \"2 business days\"\nregime = \"R\"");
    assert_eq!(clocks(&own, "2025-12-31"), [Inquiry, SameDay, Renewal], "a custom gives way to the payer");
    assert_eq!(
        clocks(&own, "2019-12-31"),
        [SameDay, Renewal, Inquiry],
        "and comes back when the profile does not hold"
    );
}

#[test]
fn each_fact_counts_on_its_days() {
    let example = Profile::load(&text("examples/data/profiles/example_payer.toml")).unwrap();
    let (on, after) = (day("2026-06-01"), day("2027-01-01"));
    assert_eq!(example.severity(ChecklistItem::Allergies, on), Some(Severity::Error));
    assert_eq!(example.severity(ChecklistItem::Allergies, after), None, "the profile has ended");
    assert_eq!(example.severity(ChecklistItem::Dose, on), None);
    assert_eq!((example.quantity_basis(on), example.ndc_policy(on)), (QuantityBasis::Dose, NdcPolicy::Message));
    assert_eq!((example.quantity_basis(after), example.ndc_policy(after)), Default::default());
    let service = |therapy| example.service_type(therapy, SiteKind::Office, on);
    assert_eq!(service(Therapy::Chemotherapy), Some(ServiceType::CHEMOTHERAPY));
    assert_eq!(service(Therapy::Iron), None);
    assert_eq!(example.site_risks(SiteKind::HospitalOnCampus, on).count(), 1);
    assert_eq!(example.site_risks(SiteKind::HospitalOffCampus, on).count(), 0);
    let vendor = |on| example.vendor(Therapy::Iron, day(on)).map(|vendor| vendor.accepts);
    assert_eq!((vendor("2026-02-28"), vendor("2026-03-01")), (None, Some(true)));
    assert_eq!(example.line_of_business("mediCal", on).unwrap().title, "Example Community Plan");
    assert_eq!((example.program("mediCal"), example.program("hsp")), (Some(Program::Medicaid), None));
    assert_eq!(example.claims_payer("anything", on).unwrap().id, "EX001");
    assert!(Profile::health_net().line_of_business("calMediConnect", day("2022-12-31")).is_some());
    assert!(Profile::health_net().line_of_business("calMediConnect", day("2023-01-01")).is_none());

    let meaning = |code: &str, in_loop, of| {
        example.meaning(of, Word::read(code).unwrap(), in_loop, on).map(|meaning| meaning.text.to_string())
    };
    assert!(meaning("75", "2010C", CodeOf::Rejection).is_some());
    assert_eq!(meaning("75", "2010D", CodeOf::Rejection), None);
    assert_eq!(meaning("75", "2010C", CodeOf::Reason), None);
    assert!(meaning("0U", "", CodeOf::Reason).is_some());
}

/// A vendor of one therapy goes before the vendor of all others, whatever stands first.
#[test]
fn what_names_the_case_goes_first() {
    let both = profile(
        "[[vendor]]\nname = \"Any\"\naccepts = true\n[[vendor]]\nname = \"One\"\naccepts = false\ntherapies = [\"iron\"]\n\
         [[service-type]]\ncode = \"88\"\n[[service-type]]\ncode = \"78\"\ntherapies = \"chemotherapy\"\n",
    );
    let name = |therapy| both.vendor(therapy, day("2026-01-01")).unwrap().name.to_string();
    assert_eq!((name(Therapy::Iron).as_str(), name(Therapy::Other).as_str()), ("One", "Any"));
    let code = |therapy| both.service_type(therapy, SiteKind::Office, day("2026-01-01")).unwrap();
    assert_eq!(code(Therapy::Chemotherapy), ServiceType::CHEMOTHERAPY);
    assert_eq!(code(Therapy::Iron).to_string(), "88");
}

#[test]
fn facts_can_be_made_without_toml() {
    let facts = Facts { routes: Profile::health_net().facts().routes.clone(), ..Facts::default() };
    let made = Profile::of_facts("Made", facts);
    assert_eq!((made.name(), made.routes(day("2026-01-01")).count(), made.days()), ("Made", 11, (None, None)));
    assert_eq!(format!("{made:?}"), "Profile(11 facts)");
}

#[test]
fn what_is_wrong_with_a_fact_is_said_with_its_place() {
    let clock = |key: &str, value: &str| {
        let mut lines = vec![("kind", "\"decision\""), ("within", "\"3 months\""), ("regime", "\"R\"")];
        lines.retain(|(name, _)| *name != key);
        lines.push((key, value));
        let lines = lines.iter().map(|(key, value)| format!("{key} = {value}\n"));
        format!("[[clock]]\n{}", lines.collect::<String>())
    };
    let within = "not a time, such as 72 hours, 7 calendar days, 5 business days or 6 months (line 5, column 10)";
    let word = "none of the words that the format has here";
    let route = |lines: &str| format!("[[route]]\nrule = \"r\"\nhint = \"x12\"\nreason = \"why\"\n{lines}");
    let of = |table: &str, lines: &str| format!("[[{table}]]\n{lines}");
    let many = "[[quantity]]\nbasis = \"span\"\n".repeat(501);
    for (entries, sentence) in [
        (clock("within", "\"soon\""), within.to_owned()),
        (clock("within", "\"+5 business days\""), within.to_owned()),
        (clock("within", "\"5 weeks\""), within.to_owned()),
        (clock("within", "5"), "not a text (line 5, column 10)".to_owned()),
        (clock("kind", "\"lunch\""), format!("{word} (line 5, column 8)")),
        (clock("urgency", "\"very\""), format!("{word} (line 6, column 11)")),
        (clock("scope", "\"all\""), format!("{word} (line 6, column 9)")),
        (clock("programs", "[\"tricare\"]"), format!("{word} (line 6, column 13)")),
        (clock("lines", "[]"), "an entry that asks for nothing (line 6, column 9)".to_owned()),
        (
            clock("lines", &format!("[{}\"x\"]", "\"x\",".repeat(50))),
            "more than 50 values (line 6, column 210)".to_owned(),
        ),
        (clock("regime", "\" \""), "an entry that asks for nothing (line 5, column 10)".to_owned()),
        (clock("color", "1"), "a key that the format does not have here (line 6, column 1)".to_owned()),
        (clock("verified", "\"yes\""), "not true or false (line 6, column 12)".to_owned()),
        (of("clock", ""), "the key `within` is missing (line 2, column 1)".to_owned()),
        (
            of("ndc", "policy = \"none\"\nfrom = 2026-02-01\nthrough = 2026-01-01"),
            "the last day is before the first (line 5, column 11)".to_owned(),
        ),
        (of("ndc", "policy = \"paper\""), format!("{word} (line 3, column 10)")),
        (of("quantity", "basis = \"month\""), format!("{word} (line 3, column 9)")),
        (of("checklist", "items = [\"shoes\"]"), format!("{word} (line 3, column 10)")),
        (of("checklist", "items = [\"dose\"]\nseverity = \"fatal\""), format!("{word} (line 4, column 12)")),
        (of("site-risk", "sites = [\"castle\"]"), format!("{word} (line 3, column 10)")),
        (of("site-risk", "sites = \"home\"\ntherapies = [\"tea\"]"), format!("{word} (line 4, column 14)")),
        (of("site-risk", "sites = \"home\"\ncodes = [\"J1745\", \"j1745\"]"), format!("{word} (line 4, column 19)")),
        (of("site-risk", "sites = \"home\"\nexceptions = \"whim\""), format!("{word} (line 4, column 14)")),
        (
            of("site-risk", "sites = \"home\"\nclasses = []"),
            "an entry that asks for nothing (line 4, column 11)".to_owned(),
        ),
        (of("vendor", "name = \"V\"\naccepts = \"no\""), "not true or false (line 4, column 11)".to_owned()),
        (of("vendor", "name = \"V\"\naccepts = true\ntherapies = [\"tea\"]"), format!("{word} (line 5, column 14)")),
        (of("service-type", "code = \"ZZ\""), format!("{word} (line 3, column 8)")),
        (of("claims-payer", "lines = [\"x\"]"), "the key `id` is missing (line 2, column 1)".to_owned()),
        (of("line-of-business", "key = \"x\""), "the key `title` is missing (line 2, column 1)".to_owned()),
        (
            of("line-of-business", "key = \"x\"\ntitle = \"X\"\nprogram = \"vip\""),
            format!("{word} (line 5, column 11)"),
        ),
        (of("route", "common = \"noSuchRule\""), format!("{word} (line 3, column 10)")),
        (
            of("route", "common = \"splitBenefit\"\nhint = \"x12\""),
            "a key that the format does not have here (line 4, column 1)".to_owned(),
        ),
        (
            route("when = { color = \"red\" }"),
            "a key that the format does not have here (line 6, column 18)".to_owned(),
        ),
        (route("when = { benefit = \"dental\" }"), format!("{word} (line 6, column 20)")),
        (route("when = { site = [\"home\", \"castle\"] }"), format!("{word} (line 6, column 26)")),
        (route("when = { ccs = true }"), "not a list (line 6, column 16)".to_owned()),
        (route("when = { age-below = 0 }"), "not an age in years (line 6, column 22)".to_owned()),
        (route("when = { age-below = \"21\" }"), "not a whole number (line 6, column 22)".to_owned()),
        (route("reviewer = \"mayor\""), format!("{word} (line 6, column 12)")),
        (format!("{}{}", route(""), route("")), "another entry has this id (line 7, column 8)".to_owned()),
        ("follows = [\"house\"]".to_owned(), format!("{word} (line 2, column 12)")),
        (many, "more than 500 entries of this kind (line 1002, column 1)".to_owned()),
        (of("response.reason", "code = \"0P\""), "the key `text` is missing (line 2, column 1)".to_owned()),
        (
            of("response.reason", "code = \"0123456789\"\ntext = \"T\""),
            "not a code of one to eight characters (line 3, column 8)".to_owned(),
        ),
        (
            of("response.reason", "code = \"0P\"\nloop = \"2000E\"\ntext = \"T\""),
            "a key that the format does not have here (line 4, column 1)".to_owned(),
        ),
        (
            of("response.rejection", "code = \"75\"\nloop = \"2999\"\ntext = \"T\""),
            "the guide has no such loop here (line 4, column 8)".to_owned(),
        ),
    ] {
        assert_eq!(fault(&entries), sentence, "{entries:.400}");
    }
}

#[test]
fn what_is_odd_about_facts_is_said() {
    let cited = |table: &str, lines: &str| format!("[[{table}]]\nsource = \"page\"\n{lines}\n");
    assert_eq!(odd("[[ndc]]\npolicy = \"none\""), [(3, Advice::NoSource)]);
    assert_eq!(odd(&cited("ndc", "policy = \"none\"\nthrough = 2019-12-31")), [(3, Advice::NeverInForce)]);
    assert!(odd(&cited("ndc", "policy = \"none\"\nthrough = 2020-01-01")).is_empty());

    // The same thing on the same days: said again, or otherwise. The second entry begins on line 6.
    let twice = |table: &str, one: &str, other: &str| odd(&(cited(table, one) + &cited(table, other)));
    let (none, message) = ("policy = \"none\"", "policy = \"message\"");
    assert_eq!(twice("ndc", none, none), [(6, Advice::Repeated)]);
    assert_eq!(twice("ndc", none, message), [(6, Advice::Contradicted)]);
    let until = "policy = \"none\"; through = 2026-01-31".replace("; ", "\n");
    let since = |day: &str| format!("policy = \"message\"\nfrom = {day}");
    assert_eq!(twice("ndc", &until, &since("2026-01-31")), [(7, Advice::Contradicted)]);
    assert!(twice("ndc", &until, &since("2026-02-01")).is_empty());
    let (dose, span) = ("basis = \"dose\"", "basis = \"span\"");
    assert_eq!(twice("quantity", dose, span), [(6, Advice::Contradicted)]);
    let item = |items: &str, severity: &str| format!("severity = \"{severity}\"\nitems = [{items}]");
    let (one, other) = (item("\"dose\", \"units\"", "error"), item("\"units\"", "note"));
    assert_eq!(twice("checklist", &one, &other), [(7, Advice::Contradicted)]);
    assert!(twice("checklist", &one, &item("\"weight\"", "note")).is_empty());
    let vendor = |accepts: bool, therapies: &str| format!("name = \"V\"\naccepts = {accepts}\n{therapies}");
    let (iron, all) = (vendor(false, "therapies = [\"iron\"]"), vendor(true, ""));
    assert!(twice("vendor", &iron, &all).is_empty(), "one therapy, and all others");
    assert_eq!(twice("vendor", &iron, &iron.replace("false", "true")), [(8, Advice::Contradicted)]);
    assert_eq!(twice("site-risk", "sites = [\"home\"]", "sites = [\"home\"]"), [(6, Advice::Repeated)]);
    let risk = |drugs: &str| format!("sites = [\"home\"]\n{drugs}");
    let (iron, code) = (risk("therapies = \"iron\""), risk("codes = \"J1745\""));
    assert!(twice("site-risk", &iron, &code).is_empty(), "drugs of one therapy, and one drug");
    assert_eq!(
        twice("site-risk", &code, &risk("codes = [\"J1745\"]\nexceptions = \"unstable\"")),
        [(7, Advice::Contradicted)]
    );
    assert_eq!(twice("site-risk", &risk(""), &iron), [(7, Advice::Repeated)], "any drug, and again one of them");
    assert_eq!(twice("service-type", "code = \"42\"", "code = \"78\""), [(6, Advice::Contradicted)]);
    assert!(twice("service-type", "code = \"42\"\nsites = \"home\"", "code = \"78\"").is_empty());
    assert_eq!(twice("claims-payer", "id = \"1\"", "id = \"2\""), [(6, Advice::Contradicted)]);
    assert_eq!(
        twice("line-of-business", "key = \"k\"\ntitle = \"K\"", "key = \"k\"\ntitle = \"K\""),
        [(7, Advice::Repeated)]
    );
    let reason = |text: &str| format!("code = \"0P\"\ntext = \"{text}\"");
    assert_eq!(twice("response.reason", &reason("A"), &reason("B")), [(7, Advice::Contradicted)]);
    let clock = |within: &str, regime: &str| format!("kind = \"appeal\"\nwithin = \"{within}\"\nregime = \"{regime}\"");
    assert_eq!(twice("clock", &clock("5 months", "R"), &clock("6 months", "R")), [(8, Advice::Contradicted)]);
    assert!(twice("clock", &clock("5 months", "R"), &clock("6 months", "S")).is_empty(), "the strictest counts");
}

#[test]
fn routes_that_nothing_reaches_and_lines_that_nothing_declares_are_odd() {
    let route = |rule: &str, lines: &str| {
        format!("[[route]]\nsource = \"page\"\nrule = \"{rule}\"\nhint = \"x12\"\nreason = \"why\"\n{lines}\n")
    };
    let after = |earlier: &str, later: &str| {
        let found = odd(&(route("one", earlier) + &route("two", later)));
        found.iter().any(|(_, advice)| *advice == Advice::NeverReached)
    };
    let (any, home) = ("", "when = { site = \"home\" }");
    assert!(after(any, home) && after(home, home) && !after(home, any));
    assert!(after("when = { site = [\"home\", \"office\"] }", "when = { site = \"home\", ccs = \"yes\" }"));
    assert!(!after("when = { site = \"home\", ccs = \"yes\" }", home));
    assert!(after("when = { age-below = 21 }", "when = { age-below = 18 }"));
    assert!(!after("when = { age-below = 18 }", "when = { age-below = 21 }"));
    assert!(!after("through = 2026-01-31", home), "it is reached later");
    assert!(after("through = 2026-01-31", "when = { site = \"home\" }\nthrough = 2026-01-31"));
    let hidden =
        odd("[[route]]\ncommon = \"medicalBenefit\"\n[[route]]\nsource = \"page\"\nrule = \"mine\"\nhint = \"x12\"\n\
                      reason = \"why\"\nwhen = { benefit = \"medical\", site = \"home\" }");
    assert_eq!(hidden, [(5, Advice::NeverReached)]);

    let line = "[[line-of-business]]\nsource = \"page\"\nkey = \"ppo\"\ntitle = \"PPO\"\n";
    assert_eq!(odd(&(route("one", "when = { line = \"ppo\" }"))), [(3, Advice::LineUnknown)]);
    assert!(odd(&(line.to_owned() + &route("one", "when = { line = \"ppo\" }"))).is_empty());
    let clock = "[[clock]]\nsource = \"p\"\nkind = \"appeal\"\nwithin = \"1 month\"\nregime = \"R\"\nlines = [\"hmo\"]";
    assert_eq!(odd(&(line.to_owned() + clock)), [(7, Advice::LineUnknown)]);
    assert_eq!(odd("[[claims-payer]]\nid = \"1\"\nlines = \"ppo\"\nsource = \"p\"").len(), 1);
    let shown = profile(&route("one", "when = { line = \"ppo\" }")).lint()[0].to_string();
    assert_eq!(shown, "the profile declares no such line of business (line 3)");
}

/// An entry of the companion guide has days and doubts of its own.
#[test]
fn entries_of_the_companion_guide_are_dated_and_cited() {
    let input = text("examples/data/infusion_request_dependent.edi");
    let found = |lines: &str| {
        let entry = "[[request.segment]]\nid = \"P\"\nloop = \"2000E\"\nsegment = \"CL1\"\nusage = \"required\"\n\
                     severity = \"error\"\ntext = \"T\"\n";
        let report = Validator::default().with_profile(profile(&format!("{entry}{lines}")));
        let report = { report }.read(input.as_bytes()).unwrap();
        report.all_issues().find(|issue| issue.snip == 7).map(|issue| issue.severity)
    };
    assert_eq!(found(""), Some(Severity::Error));
    assert_eq!(found("verified = false"), Some(Severity::Warning), "what is not verified warns at most");
    let made_on = input.split("BHT*").nth(1).unwrap().split('*').nth(3).unwrap();
    let made_on = NaiveDate::parse_from_str(made_on, "%Y%m%d").unwrap();
    let (before, after) = (made_on.pred_opt().unwrap(), made_on.succ_opt().unwrap());
    assert_eq!(found(&format!("from = {made_on}\nthrough = {made_on}")), Some(Severity::Error));
    assert_eq!((found(&format!("from = {after}")), found(&format!("through = {before}"))), (None, None));
}

/// Each text of a profile in turn, and each that must be one word, says the canary: no error, advice or `Debug` does.
#[test]
fn no_text_of_a_profile_is_shown() {
    const CANARY: &str = "XYZZYPLUGH";
    let input = text("examples/data/infusion_request_dependent.edi");
    let mut loaded = 0;
    for file in ["src/profile/tables/health_net.toml", "examples/data/profiles/example_payer.toml"] {
        let whole: String =
            text(file).lines().filter(|line| !line.starts_with('#')).map(|line| format!("{line}\n")).collect();
        let quotes: Vec<usize> = whole.match_indices('"').map(|(at, _)| at).collect();
        for ends in quotes.chunks(2) {
            let planted = format!("{}\"{CANARY}{}", &whole[..ends[0]], &whole[ends[1]..]);
            match Profile::load(&planted) {
                Err(error) => assert!(!format!("{error} {error:?}").contains(CANARY)),
                Ok(profile) => {
                    loaded += 1;
                    let advice: String = profile.lint().iter().map(|advice| format!("{advice} {advice:?}")).collect();
                    let shown = format!("{profile:?} {:?} {advice}", profile.facts());
                    assert!(!shown.contains(CANARY), "{shown}");
                    if whole[..ends[0]].ends_with("text = ") {
                        let report = Validator::default().with_profile(profile).read(input.as_bytes()).unwrap();
                        assert!(!format!("{report:?}").contains(CANARY));
                    }
                }
            }
        }
        for key in whole.lines().filter_map(|line| line.split_once(" = ")).map(|(key, _)| key) {
            let planted = whole.replacen(&format!("\n{key} = "), &format!("\n{CANARY} = "), 1);
            let error = Profile::load(&planted).unwrap_err();
            assert!(!format!("{error} {error:?}").contains(CANARY));
        }
    }
    assert!(loaded > 150, "{loaded}");
}
