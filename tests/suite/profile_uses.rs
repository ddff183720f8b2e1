//! What a profile does to the building of requests and the reading of answers.

use crate::decision::answer;
use crate::files::text;
use crate::infusion_orders::{at, options, order};
use chrono::FixedOffset;
use x12_278::decision::{Answer, Calendar, ClockKind, Day, Scope, Start, State, Timing, Urgency};
use x12_278::infusion::{
    Arrangement, BuildOptions, Dispensing, Frequency, Hint, InfusionRequest, MedicalGroup, Phase, ProblemKind,
    SiteKind, Therapy, route,
};
use x12_278::profile::Profile;
use x12_278::report::Severity;
use x12_278::validate::Validator;

fn profile(entries: &str) -> Profile {
    Profile::load(&format!("name = \"A\"\nfrom = 2020-01-01\n{entries}")).unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

const CL1: &str = "[[request.segment]]\nid = \"P1\"\nloop = \"2000E\"\nsegment = \"CL1\"\nusage = \"required\"\n\
                   text = \"We ask for the kind of admission.\"\n";

#[test]
fn what_is_built_against_the_companion_guide_is_a_problem() {
    let order = order("infliximab_home");
    let strict = profile(&format!("{CL1}severity = \"error\""));
    let problems = order.build(&BuildOptions::new(at()).profile(&strict)).unwrap_err();
    let problems: Vec<_> = problems.list().iter().filter(|one| one.severity == Severity::Error).collect();
    let shown: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        shown,
        ["CL1 in 2000E[1]: the payer requires it, but it is missing: We ask for the kind of admission. [P1]"]
    );
    assert!(matches!(problems[0].kind, ProblemKind::Profile(..)));
    assert!(!format!("{problems:?}").contains("admission"));
    let lax = profile(CL1);
    let built = order.build(&BuildOptions::new(at()).profile(&lax)).unwrap();
    assert!(built.warnings.iter().any(|warning| matches!(warning.kind, ProblemKind::Profile(..))));
}

#[test]
fn a_profile_of_another_payer_or_time_is_said() {
    let order = order("infliximab_home");
    let warned = |head: &str| {
        let text = format!("name = \"A\"\n{head}\n{CL1}severity = \"error\"");
        let profile = Profile::load(&text).unwrap();
        let built = order.build(&BuildOptions::new(at()).profile(&profile)).unwrap();
        built.warnings.iter().map(ToString::to_string).find(|text| text.contains("companion")).unwrap()
    };
    assert_eq!(
        warned("payers = [\"SOMEBODY ELSE\"]"),
        "payer.id: another payer than those that the profile is about, so its companion guide was not checked \
         (2010A NM109)"
    );
    assert_eq!(
        warned("through = 2026-01-27"),
        "the day of the request: the profile does not hold on this day, so its companion guide was not checked \
         (HEADER BHT04)"
    );
}

/// Each entry of the Health Net companion guide, by a request that does not keep it.
#[test]
fn health_net_says_what_its_request_form_wants() {
    let order = order("infliximab_home");
    let built = order.build(&options()).unwrap();
    let document = order.envelope.clone().unwrap().wrap(built.request, 7, at()).unwrap();
    let whole = String::from_utf8(document.write().unwrap()).unwrap();
    let found = |input: &str| {
        let mut validator = Validator::default().with_profile(Profile::health_net().clone());
        let report = validator.read(input.as_bytes()).unwrap();
        let mut found: Vec<String> = report
            .all_issues()
            .filter(|issue| issue.snip == 7)
            .map(|issue| issue.rule.unwrap().id.to_owned())
            .collect();
        found.dedup();
        found
    };
    let without = |id: &str| whole.split_inclusive('~').filter(|segment| !segment.starts_with(id)).collect::<String>();
    assert!(found(&whole).is_empty());
    assert_eq!(found(&without("HI*")), ["HN02"]);
    assert_eq!(found(&without("SV1*")), ["HN04"]);
    let no_units = whole.replace("*UN*240*", "***");
    assert_eq!(found(&no_units), ["HN05"]);
    let line = no_units.find("~SV1*HC:Q5103").unwrap();
    let line_of = |kind| format!("{}~UM*HS*{kind}{}", &no_units[..line], &no_units[line..]);
    assert_eq!(found(&line_of("I")), ["HN05"]);
    assert!(found(&line_of("3")).is_empty(), "a line that is withdrawn needs no units");
    let event = whole.split('~').find(|segment| segment.starts_with("UM*HS*I*42")).unwrap();
    assert_eq!(found(&whole.replace(event, "UM*HS*I*42*12:B")), ["HN01"]);
    let services = whole.find("~HL*5*").or_else(|| whole.find("~HL*4*")).unwrap();
    let services = whole[services..].find("*SS*").map(|at| whole[..services + at].rfind("~HL*").unwrap()).unwrap();
    let end = whole.find("~SE*").unwrap();
    assert_eq!(found(&format!("{}{}", &whole[..services], &whole[end..])), ["HN03"]);
    assert!(found(&without("HI*").replace("UM*HS*I*42", "UM*HS*3*42")).is_empty(), "a withdrawal wants little");
    let institutional =
        whole.replacen("SV1*HC:Q5103:::::INFLIXIMAB-DYYB 100MG NDC 00069080901**UN*240", "SV2*0636*HC:Q5103**UN*", 1);
    assert_eq!(found(&institutional), ["HN06"]);
}

/// Every routing rule of Health Net, over all its lines of business.
#[test]
fn lines_of_business_decide_where_a_rule_is_about_them() {
    let lines = Profile::health_net().facts().lines_of_business.iter();
    let (ended, lines): (Vec<&str>, Vec<&str>) =
        lines.map(|line| line.key.as_str()).partition(|line| *line == "calMediConnect");
    assert_eq!((ended.len(), lines.len()), (1, 10));
    let groups = ["commercialHmo", "commercialPos", "hsp", "ambetterHmo", "mediCal", "medicareAdvantage", "dsnp"];
    let rule = |line: &str, change: &dyn Fn(&mut InfusionRequest)| {
        let mut order = order("ivig_child");
        order.coverage.line_of_business = line.to_owned().into();
        order.coverage.ccs_eligible = Some(false);
        change(&mut order);
        route(&order, &options()).rule.unwrap().to_string()
    };
    let group = |order: &mut InfusionRequest, arrangement| {
        order.coverage.group =
            Some(MedicalGroup { arrangement: Some(arrangement), reviews_this: Some(true), ..MedicalGroup::default() });
    };
    for line in lines {
        let in_group = groups.contains(&line);
        let shared = rule(line, &|order| {
            group(order, Arrangement::SharedRisk);
            order.site.as_mut().unwrap().kind = SiteKind::Home;
        });
        assert_eq!(shared, if in_group { "vendorOpen" } else { "healthNet" }, "{line}");
        let closed = rule(line, &|order| {
            group(order, Arrangement::SharedRisk);
            order.therapy = Therapy::Antibiotic;
        });
        assert_eq!(closed, if in_group { "vendorClosed" } else { "healthNet" }, "{line}");
        let delegated = rule(line, &|order| group(order, Arrangement::Delegated));
        assert_eq!(delegated, if in_group { "delegatedGroup" } else { "healthNet" }, "{line}");
        let children = rule(line, &|order| order.coverage.ccs_eligible = Some(true));
        assert_eq!(children, if line == "mediCal" { "childrensServices" } else { "healthNet" }, "{line}");
        let pharmacy = rule(line, &|order| {
            order.coverage.dispensing = Some(Dispensing::Pharmacy);
            order.coverage.benefit = Some(x12_278::infusion::Benefit::Pharmacy);
        });
        assert_eq!(pharmacy, if line == "mediCal" { "mediCalRx" } else { "pharmacyClaim" }, "{line}");
        let factor = rule(line, &|order| order.drugs[0].code = "J7192".into());
        assert_eq!(factor, if line == "mediCal" { "mediCalCarveOut" } else { "healthNet" }, "{line}");
    }
}

/// Who turns 21 between the request and the first dose is 21; the day of the request does not count.
#[test]
fn the_age_is_that_at_the_date_of_service() {
    let road = |birth: &str, first_dose: &str| {
        let mut order = order("ivig_child");
        order.coverage.ccs_eligible = Some(true);
        order.dependent.as_mut().unwrap().birth_date = Some(birth.parse().unwrap());
        order.drugs[0].phases = vec![Phase::new(first_dose.parse().unwrap(), Frequency::Once)];
        order.services.clear();
        route(&order, &options()).hint
    };
    assert_eq!(road("2005-02-16", "2026-02-15"), Hint::StateChildren, "20 on that day");
    assert_eq!(road("2005-02-16", "2026-02-16"), Hint::X12, "21 on that day");
    assert_eq!(road("2005-02-16", "2026-02-17"), Hint::X12);
}

/// A payer's own roads, and a common rule at its place among them.
#[test]
fn the_roads_of_an_invented_payer() {
    let example = Profile::load(&text("examples/data/profiles/example_payer.toml")).unwrap();
    let road = |from: &str, change: fn(&mut InfusionRequest)| {
        let mut order = order("infliximab_home");
        order.drugs[0].phases = vec![Phase::new(from.parse().unwrap(), Frequency::Once)];
        change(&mut order);
        let routing = route(&order, &BuildOptions::new(at()).profile(&example));
        (routing.hint, routing.rule.map(|rule| rule.to_string()))
    };
    let by = |hint, rule: &str| (hint, Some(rule.to_owned()));
    assert_eq!(road("2026-02-28", |_| {}), by(Hint::X12, "medicalBenefit"), "the vendor begins in March");
    assert_eq!(road("2026-03-01", |_| {}), by(Hint::HomeInfusionVendor, "vendor"));
    let sold = |order: &mut InfusionRequest| {
        order.coverage.dispensing = Some(Dispensing::Pharmacy);
        order.coverage.benefit = Some(x12_278::infusion::Benefit::Pharmacy);
    };
    assert_eq!(road("2026-03-01", sold), by(Hint::EPrescribing, "pharmacyClaim"));
}

fn deadline(profile: &Profile, kind: ClockKind, start: &str, change: fn(&mut Timing)) -> Option<(String, String)> {
    let mut timing = Timing::new(Calendar::new(FixedOffset::west_opt(8 * 3600).unwrap()));
    change(&mut timing);
    let found = timing.deadline(profile, kind, Start::Day(day(start)))?;
    Some((found.due.to_string(), found.source.to_string()))
}

#[test]
fn the_strictest_of_payer_and_law_counts() {
    let example = Profile::load(&text("examples/data/profiles/example_payer.toml")).unwrap();
    let decision = |change: fn(&mut Timing)| deadline(&example, ClockKind::Decision, "2026-02-06", change).unwrap();
    let core = "CAQH CORE: CAQH CORE prior authorization infrastructure rule (voluntary)";
    assert_eq!(
        decision(|_| {}),
        ("2026-02-09T00:00:00-08:00".to_owned(), "CMS-0057-F: CMS-0057-F, 89 FR 8758".to_owned())
    );
    let ppo: fn(&mut Timing) = |timing| {
        timing.plan = Some("commercialPpo".to_owned());
        timing.urgency = Some(Urgency::Standard);
    };
    assert_eq!(decision(ppo), ("2026-02-10".to_owned(), core.to_owned()), "the law does not reach a commercial plan");
    let without_core = text("examples/data/profiles/example_payer.toml").replace("follows = [\"caqhCore\"]\n", "");
    let contract = Profile::load(&without_core).unwrap();
    let found = deadline(&contract, ClockKind::Decision, "2026-02-06", ppo).unwrap();
    assert_eq!(found, ("2026-02-11".to_owned(), "Contract: provider manual, page 9".to_owned()));
    // The days of the profile are over, the law is not.
    let later = deadline(&contract, ClockKind::Appeal, "2027-02-06", |_| {});
    assert_eq!(later, None);
    // What must wait waits for the longest; what counts back is due before.
    let two = "[[clock]]\nkind = \"inquiry\"\nregime = \"R\"\nwithin = \"2 business days\"\n\
               [[clock]]\nkind = \"inquiry\"\nregime = \"S\"\nwithin = \"5 calendar days\"\n\
               [[clock]]\nkind = \"submission\"\nregime = \"R\"\nwithin = \"5 business days\"\nurgency = \"standard\"\n\
               [[clock]]\nkind = \"renewal\"\nregime = \"R\"\nwithin = \"1 month\"\n";
    let two = profile(two);
    assert_eq!(deadline(&two, ClockKind::Inquiry, "2026-02-02", |_| {}).unwrap().0, "2026-02-07");
    assert_eq!(deadline(&two, ClockKind::Submission, "2026-02-18", |_| {}).unwrap().0, "2026-02-10");
    assert_eq!(deadline(&two, ClockKind::Renewal, "2026-03-31", |_| {}).unwrap().0, "2026-02-28");
    let other = profile(
        "[[clock]]\nkind = \"submission\"\nregime = \"R\"\nwithin = \"5 calendar days\"\n\
         [[clock]]\nkind = \"appeal\"\nregime = \"R\"\nwithin = \"6 months\"\n",
    );
    assert_eq!(deadline(&other, ClockKind::Submission, "2026-03-03", |_| {}).unwrap().0, "2026-02-26");
    assert_eq!(deadline(&other, ClockKind::Appeal, "2026-08-31", |_| {}).unwrap().0, "2027-02-28");
    // Of two rules for the same day the one is named that was seen where it stands.
    let appeal = |regime: &str, verified: bool| {
        format!(
            "[[clock]]\nkind = \"appeal\"\nregime = \"{regime}\"\nwithin = \"60 calendar days\"\nsource = \"p\"\n\
             verified = {verified}\n"
        )
    };
    for both in [appeal("SEEN", true) + &appeal("HEARD", false), appeal("HEARD", false) + &appeal("SEEN", true)] {
        let found = deadline(&profile(&both), ClockKind::Appeal, "2026-02-03", |_| {}).unwrap();
        assert_eq!(found, ("2026-04-04".to_owned(), "SEEN: p".to_owned()));
    }
    let urgent: fn(&mut Timing) = |timing| timing.urgency = Some(Urgency::Expedited);
    let hours = deadline(Profile::health_net(), ClockKind::Submission, "2026-02-18", urgent).unwrap().0;
    assert_eq!(hours, "2026-02-15T00:00:00-08:00");
    assert_eq!(deadline(&two, ClockKind::Submission, "2026-02-18", urgent), None);
}

/// The payer's words stand where those of the table stood; code, class and state stay.
#[test]
fn answers_speak_with_the_words_of_the_payer() {
    let example = Profile::load(&text("examples/data/profiles/example_payer.toml")).unwrap();
    let pended = answer(&text("examples/data/response_pended.edi"));
    let mut told = pended.clone();
    told.set_meanings(&example);
    let reason = |answer: &Answer| answer.events[0].outcome.details.reasons[0].clone();
    let (before, after) = (reason(&pended), reason(&told));
    assert_eq!(after.text.as_deref(), Some("The chart note must be of the last thirty days."));
    assert_eq!((&*after.code, after.family), ("0U", before.family));
    assert_ne!(before.text, after.text);
    let lines = |answer: &Answer| {
        answer.events[0].lines.iter().map(|line| line.outcome.details.reasons[0].clone()).collect::<Vec<_>>()
    };
    assert_eq!(lines(&told)[0], after);
    assert_eq!(lines(&told)[1], lines(&pended)[1], "0W has no meaning of this payer");
    assert_eq!((told.state, told.events[0].outcome.state), (State::Pended, State::Pended));

    let mut rejected = answer(&text("examples/data/response_rejected_aaa.edi"));
    let texts = |answer: &Answer| {
        let rejections =
            answer.rejections.iter().chain(answer.events.iter().flat_map(|e| &e.outcome.details.rejections));
        rejections.map(|one| one.text.clone().unwrap().to_string()).collect::<Vec<_>>()
    };
    let old = texts(&rejected);
    rejected.set_meanings(&example);
    let new = texts(&rejected);
    assert_eq!(new[1], "The member number has changed with the new cards.");
    assert_eq!(new[0], old[0]);

    // A code of the payer that no table knows gets its text, and nothing is made of it.
    let own = profile("[[response.reason]]\ncode = \"ZQ\"\ntext = \"Approved by committee.\"\nthrough = 2026-02-03");
    let strange = text("examples/data/response_denied.edi").replace("0F^14", "ZQ");
    let mut told = answer(&strange);
    let untold = told.clone();
    told.set_meanings(&own);
    assert_eq!(reason(&told).text.as_deref(), Some("Approved by committee."));
    assert_eq!((reason(&told).family, told.state), (None, State::Denied));
    let mut late = answer(&strange.replace("*20260203*", "*20260204*"));
    late.set_meanings(&own);
    assert_eq!(reason(&late).text, None, "no longer in force");
    let mut other = untold.clone();
    other.set_meanings(
        &Profile::load("name = \"A\"\npayers = [\"ELSE\"]\n[[response.reason]]\ncode = \"ZQ\"\ntext = \"T\"").unwrap(),
    );
    assert_eq!(other, untold, "another payer");
}

/// Every clock of Health Net that no next step runs against, by line of business, urgency and scope.
#[test]
fn health_net_has_clocks_for_groups_appeals_and_notices() {
    let due = |kind, line: &str, urgency, scope| {
        let mut timing = Timing::new(Calendar::new(FixedOffset::west_opt(8 * 3600).unwrap()));
        timing.plan = Some(line.to_owned());
        (timing.urgency, timing.scope) = (urgency, scope);
        let found = timing.deadline(Profile::health_net(), kind, Start::Day(day("2026-02-13")))?;
        Some((found.due.to_string(), found.verified, found.text.to_string()))
    };
    let when = |kind, line, urgency, scope| due(kind, line, Some(urgency), Some(scope)).map(|(due, ..)| due);
    let (standard, expedited) = (Urgency::Standard, Urgency::Expedited);
    let (hours_24, hours_72) =
        (Some("2026-02-14T00:00:00-08:00".to_owned()), Some("2026-02-16T00:00:00-08:00".to_owned()));
    for line in ["medicareAdvantage", "dsnp"] {
        let appeal = |urgency, scope| when(ClockKind::AppealDecision, line, urgency, scope);
        assert_eq!(appeal(standard, Scope::Service).as_deref(), Some("2026-03-15"), "30 days");
        assert_eq!(appeal(standard, Scope::Drug).as_deref(), Some("2026-02-20"), "7 days");
        assert_eq!(
            (appeal(expedited, Scope::Service), appeal(expedited, Scope::Drug)),
            (hours_72.clone(), hours_72.clone())
        );
    }
    assert_eq!(when(ClockKind::AppealDecision, "mediCal", standard, Scope::Drug), None);
    let sent_on = |line, urgency| when(ClockKind::RequestForwarding, line, urgency, Scope::Service);
    // 16 February 2026 is a holiday.
    assert_eq!(sent_on("dsnp", standard).as_deref(), Some("2026-02-17"));
    assert_eq!((sent_on("dsnp", expedited), sent_on("mediCal", standard)), (hours_24.clone(), None));
    for line in ["commercialHmo", "mediCal", "dsnp"] {
        let of = |kind| when(kind, line, standard, Scope::Drug);
        assert_eq!(of(ClockKind::AppealForwarding).as_deref(), Some("2026-02-17"));
        assert_eq!(of(ClockKind::SingleVisit).as_deref(), Some("2026-04-14"));
        assert_eq!(of(ClockKind::ConcurrentDecision), hours_24);
        assert_eq!(of(ClockKind::DecisionNotice), None);
    }
    assert_eq!(when(ClockKind::DecisionNotice, "commercialPpo", standard, Scope::Drug), hours_24);
    let concurrent = |line| due(ClockKind::ConcurrentDecision, line, None, None).unwrap();
    assert_eq!((concurrent("mediCal").1, concurrent("commercialHmo").1), (true, false));
    assert_eq!(concurrent("mediCal").2, "Asked at least 24 hours before the certification ends.");
    let talk = due(ClockKind::PeerToPeer, "mediCal", None, None).unwrap();
    assert!(talk.2.contains("before an appeal is filed"), "{}", talk.2);
}

/// An answer says when to appeal and not when the appeal will be decided: of that it knows no beginning.
#[test]
fn an_answer_dates_no_clock_that_it_does_not_start() {
    let mut told = answer(&text("examples/data/response_denied.edi"));
    let mut timing = Timing::new(Calendar::new(FixedOffset::west_opt(8 * 3600).unwrap()));
    let mut due = |kind: ClockKind, line: &str| {
        timing.plan = Some(line.to_owned());
        told.events[0].outcome.details.next_steps[0].clock = Some(kind.name().into());
        let mut dated = told.clone();
        dated.set_deadlines(Profile::health_net(), &timing);
        dated.events[0].outcome.details.next_steps[0].due.clone()
    };
    use ClockKind::{AppealDecision, AppealForwarding, DecisionNotice, RequestForwarding, SingleVisit};
    for kind in [AppealDecision, AppealForwarding, RequestForwarding, SingleVisit] {
        assert_eq!(due(kind, "dsnp"), None, "{kind}");
    }
    assert_eq!(due(DecisionNotice, "commercialPpo").as_deref(), Some("2026-02-04T00:00:00-08:00"));
    let mut told = answer(&text("examples/data/response_denied.edi"));
    timing.plan = Some("mediCal".to_owned());
    told.set_deadlines(Profile::health_net(), &timing);
    let steps = &told.events[0].outcome.details.next_steps;
    let note = |action: &str| steps.iter().find(|step| step.action == action).unwrap().note.clone();
    let consent = "From the notice of action; a provider needs the written consent of the member. What is filed later is \
                   not considered.";
    assert_eq!((note("appeal").as_deref(), note("read-reasons")), (Some(consent), None));
}
