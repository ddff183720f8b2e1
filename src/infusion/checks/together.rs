//! Rules about the entries of an order beside each other: codes that want others, entries that stand twice, codes that
//! go with another therapy or another place.

use crate::catalog::value::Day;
use crate::catalog::{CodeTable, Lookup};
use crate::element::Text;
use crate::infusion::facts::code_rules::{CategoryFit, CodeRoute};
use crate::infusion::options::BuildOptions;
use crate::infusion::order::InfusionRequest;
use crate::infusion::order::administration::{Service, ServiceKind};
use crate::infusion::order::diagnosis::Diagnosis;
use crate::infusion::order::drug::Drug;
use crate::infusion::order::intent::IntentKind;
use crate::infusion::order::schedule::{Phase, Planned};
use crate::infusion::problem::{ProblemKind, Problems};
use crate::profile::SiteKind;
use crate::report::Severity;

const PLACE: &str = "2000F SV101-2";

pub(crate) fn check(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    check_codes(order, options, problems);
    if order.intent.kind.asks_for_care() {
        check_twice(order, problems);
        check_drugs(order, problems);
        check_intervals(order, options, problems);
        check_fit(order, options, problems);
        check_per_diem(order, options, problems);
        check_administration(order, options, problems);
    }
}

/// Add-on codes without the codes that they add to.
fn check_codes(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    let on = order.first_day().unwrap_or(options.today());
    let drugs = order.drugs.iter().map(|drug| drug.code.as_str());
    let all: Vec<&str> = drugs.chain(order.services.iter().map(|service| service.code.as_str())).collect();
    for (index, service) in order.services.iter().enumerate() {
        let whole = order.intent.kind != IntentKind::Revision && service.asks_for_care();
        if whole && lacks_primary(&service.code, &all, options.codes, on) {
            problems.warn(ProblemKind::AddOnAlone, format!("services[{index}].code"), PLACE);
        }
    }
}

/// A home therapy that is paid by the day.
struct PerDiem<'o> {
    category: &'o str,
    /// Whether it is a therapy that stands beside others under a modifier.
    is_therapy: bool,
    /// Which of the modifiers of concurrent therapies it has: 0 is that of a second one.
    concurrent: Option<usize>,
    /// The days, where they are known.
    days: Option<Vec<Days>>,
}

/// Per diem codes for the same days, without modifiers that say so.
fn check_per_diem(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    let on = order.first_day().unwrap_or(options.today());
    let mut earlier: Vec<PerDiem<'_>> = Vec::new();
    let asked = order.services.iter().enumerate().filter(|(_, service)| service.asks_for_care());
    for (index, service) in asked.filter(|(_, service)| service.kind == ServiceKind::PerDiem) {
        let code = service.code.trim().to_ascii_uppercase();
        let Some(fact) = options.codes.find(&code, on).in_force() else { continue };
        // Care that no drug comes with is no therapy beside another one.
        let fit = options.house_rules.fit(&fact.category, on).filter(|_| fact.kind.gives_drugs());
        let modifiers = fit.map(|fit| fit.therapy_modifiers.as_slice()).unwrap_or_default();
        let concurrent =
            modifiers.iter().position(|modifier| has_any(&service.modifiers, std::slice::from_ref(modifier)));
        let (category, days) = (fact.category.as_str(), therapy_days(order, service));
        let own = PerDiem { category, is_therapy: !modifiers.is_empty(), concurrent, days };
        let meets = |other: &&PerDiem<'_>| match (&own.days, &other.days) {
            (Some(own), Some(other)) => overlap(own, other).is_some(),
            _ => true,
        };
        let mut beside = earlier.iter().filter(|other| other.concurrent == own.concurrent).filter(meets).peekable();
        let (path, source) =
            (format!("services[{index}]"), fit.map(|fit| fit.source.cited.as_str()).unwrap_or_default());
        let mut warn = |kind, name: &str| {
            let (path, further) = (format!("{path}.{name}"), modifiers.join(", "));
            problems.cite_with(Severity::Warning, kind, path, "2000F SV101-3", source, further);
        };
        match own.concurrent {
            None if beside.clone().any(|other| other.category == own.category) => {
                problems.warn(ProblemKind::PerDiemTwice, format!("{path}.code"), PLACE);
            }
            None if own.is_therapy && beside.any(|other| other.is_therapy) => warn(ProblemKind::PerDiemSecond, "code"),
            Some(0) if beside.peek().is_some() => warn(ProblemKind::PerDiemThird, "modifiers"),
            _ => {}
        }
        earlier.push(own);
    }
}

/// The most doses of a service of which each day is looked at; of more, only from when to when they are.
const DAYS_LOOKED_AT: u64 = 366;

/// The days of a service: its own, else those of the drug that it goes with; `None` when they are not known.
fn therapy_days(order: &InfusionRequest, service: &Service) -> Option<Vec<Days>> {
    let of_drug = service.drug.unwrap_or(1).checked_sub(1).and_then(|index| order.drugs.get(index));
    let phases = match &service.phase {
        Some(phase) => std::slice::from_ref(phase),
        None => of_drug?.phases.as_slice(),
    };
    let planned: Vec<Planned> = phases.iter().map(|phase| phase.plan().ok()).collect::<Option<_>>()?;
    let doses: u64 = planned.iter().map(|phase| u64::from(phase.doses)).sum();
    let stretches: Vec<(Day, Day)> = if doses > DAYS_LOOKED_AT {
        planned.iter().map(|phase| (phase.from, phase.last)).collect()
    } else {
        phases.iter().map(Phase::stretches).collect::<Option<Vec<_>>>()?.into_iter().flatten().collect()
    };
    let mut days: Vec<Days> = stretches.into_iter().map(|(from, last)| (from, last, 0)).collect();
    days.sort_unstable();
    (!days.is_empty()).then_some(days)
}

/// Codes for giving another kind of drug than those that they go with, or for giving it by another route.
fn check_administration(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    let on = order.first_day().unwrap_or(options.today());
    let category = |code: &str| {
        let fact = options.codes.find(&code.trim().to_ascii_uppercase(), on).in_force();
        fact.map(|fact| fact.category.as_str())
    };
    for (index, service) in order.services.iter().enumerate().filter(|(_, service)| service.asks_for_care()) {
        let Some(own) = category(&service.code) else { continue };
        let fits = options.house_rules.administrations.iter().filter(|fit| fit.source.holds(on));
        let named = |number: usize| service.drug.is_none_or(|drug| drug == number);
        let asked = (1..).zip(&order.drugs).filter(|(number, drug)| drug.asks_for_care() && named(*number));
        let drugs: Vec<&Drug> = asked.map(|(_, drug)| drug).collect();
        let wrong = |list: &[String]| {
            let unfit = |drug: &&Drug| category(&drug.code).is_some_and(|drug| list.iter().any(|one| one == drug));
            !drugs.is_empty() && drugs.iter().all(unfit)
        };
        let path = format!("services[{index}].code");
        let mut found = fits.filter(|fit| {
            let is_own = fit.categories.iter().any(|one| one == own);
            is_own && wrong(&fit.not_for) && !is_premedication(order, service, &fit.categories, options, on)
        });
        if let Some(fit) = found.next() {
            let kind = ProblemKind::AdministrationKind;
            problems.cite(Severity::Warning, kind, path.clone(), PLACE, &fit.source.cited);
        }
        check_route_of_code(&service.code, &drugs, &path, options, on, problems);
    }
}

/// Whether a code is added to one of other categories, itself or by another one of its own, and names no drug: what is given
/// before or beside a drug, such as against nausea, is often not listed as a drug.
fn is_premedication(
    order: &InfusionRequest,
    service: &Service,
    categories: &[String],
    options: &BuildOptions<'_>,
    on: Day,
) -> bool {
    let fact = |service: &Service| options.codes.find(&service.code.trim().to_ascii_uppercase(), on).in_force();
    let added_to = |service: &Service| {
        let primaries = fact(service).map(|fact| fact.add_on_to.as_slice()).unwrap_or_default();
        let is_one = |other: &&Service| {
            other.asks_for_care() && primaries.iter().any(|code| code.eq_ignore_ascii_case(other.code.trim()))
        };
        order.services.iter().filter(is_one).collect::<Vec<_>>()
    };
    let is_other = |service: &&Service| fact(service).is_some_and(|fact| !categories.contains(&fact.category));
    let of_others = |service: &Service| added_to(service).iter().any(is_other);
    service.drug.is_none() && (of_others(service) || added_to(service).into_iter().any(of_others))
}

/// A code that is for another route than any of the drugs that it goes with has; or for one by which the only drug must
/// never be given.
fn check_route_of_code(
    code: &str,
    drugs: &[&Drug],
    path: &str,
    options: &BuildOptions<'_>,
    on: Day,
    problems: &mut Problems,
) {
    let rules = options.house_rules;
    let is_about = |row: &&CodeRoute| row.codes.iter().any(|own| own.eq_ignore_ascii_case(code.trim()));
    let Some(row) = rules.code_routes.iter().filter(is_about).find(|row| row.source.holds(on)) else { return };
    if let ([drug], [route]) = (drugs, row.routes.as_slice())
        && let Some(rule) = rules.forbids(drug, *route, on)
    {
        problems.cite(rule.severity(), ProblemKind::RouteForbidden, path.to_owned(), PLACE, &rule.source.cited);
    } else if !drugs.is_empty() && drugs.iter().all(|drug| drug.route.is_some_and(|route| !row.routes.contains(&route)))
    {
        problems.cite(Severity::Warning, ProblemKind::RouteOfCode, path.to_owned(), PLACE, &row.source.cited);
    }
}

/// Entries that are the same in everything.
fn check_twice(order: &InfusionRequest, problems: &mut Problems) {
    let drugs = repeated(&order.drugs, Drug::asks_for_care).map(|pair| ("drugs", pair));
    let services = repeated(&order.services, Service::asks_for_care).map(|pair| ("services", pair));
    for (list, (first, again)) in drugs.chain(services) {
        problems.push(ProblemKind::SameTwice, format!("{list}[{first}], {list}[{again}]"), "2000F");
    }
    let codes: Vec<Option<String>> = order.diagnoses.iter().map(Diagnosis::wire).collect();
    let diagnoses = repeated(&codes, Option::is_some).map(|pair| ("diagnoses", "2000E HI", pair));
    let providers = repeated(&order.providers, |_| true).map(|pair| ("providers", "2010EA", pair));
    for (list, place, (first, again)) in diagnoses.chain(providers) {
        problems.warn(ProblemKind::StandsTwice, format!("{list}[{first}], {list}[{again}]"), place);
    }
}

/// Each entry that is asked for and stood before, with the place where it stood first.
fn repeated<T: PartialEq>(list: &[T], asked: fn(&T) -> bool) -> impl Iterator<Item = (usize, usize)> {
    list.iter().enumerate().filter(move |(_, entry)| asked(entry)).filter_map(move |(again, entry)| {
        list.iter().take(again).position(|earlier| earlier == entry).map(|first| (first, again))
    })
}

/// Two drugs of one code for overlapping days, unless modifiers or packages tell them apart. Each drug is named once at
/// most.
fn check_drugs(order: &InfusionRequest, problems: &mut Problems) {
    let asked = order.drugs.iter().enumerate().filter(|(_, drug)| drug.asks_for_care());
    let mut earlier: Vec<(usize, &Drug, Vec<Days>)> = Vec::new();
    for (index, drug) in asked {
        let days = days(drug);
        let same = |other: &Drug| drug.code.trim().eq_ignore_ascii_case(other.code.trim()) && !told_apart(other, drug);
        let mut alike = earlier.iter().filter(|(_, other, _)| same(other));
        let found = alike.find_map(|(other, _, theirs)| Some((*other, overlap(theirs, &days)?)));
        if let Some((other, (first, later))) = found {
            let both = format!("drugs[{other}].phases[{first}], drugs[{index}].phases[{later}]");
            problems.warn(ProblemKind::SameDrugOverlaps, both, "2000F SV101-2, DTP 472");
        }
        earlier.push((index, drug, days));
    }
}

/// Doses of one drug in two phases or two entries that are closer to each other than it is given. Each phase is looked at by
/// itself elsewhere; two entries for one day are two packages, and what overlaps has a doubt of its own.
fn check_intervals(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    let asked = || order.drugs.iter().enumerate().filter(|(_, drug)| drug.asks_for_care());
    for (index, drug) in asked() {
        let code = drug.code.trim().to_ascii_uppercase();
        let on = drug.phases.iter().filter_map(|phase| phase.from).min().unwrap_or(options.today());
        let category = options.codes.find(&code, on).in_force().map(|fact| fact.category.as_str());
        let Some(row) = options.house_rules.interval(&code, category, on) else { continue };
        let own: Vec<Vec<(Day, Day)>> = drug.phases.iter().map(|phase| phase_days(phase).unwrap_or_default()).collect();
        let alike = asked().filter(|(other, drug)| *other >= index && drug.code.trim().eq_ignore_ascii_case(&code));
        let others =
            alike.flat_map(|(other, drug)| (0..).zip(&drug.phases).map(move |(nth, phase)| (other, nth, phase)));
        let found = others.filter_map(|(other, nth, phase)| {
            let theirs = phase_days(phase)?;
            let earlier = if other == index { own.get(..nth)? } else { own.as_slice() };
            let first = earlier.iter().position(|days| too_close(days, &theirs, row.days, other != index))?;
            Some((first, other, nth))
        });
        if let Some((first, other, nth)) = found.into_iter().next() {
            let both = format!("drugs[{index}].phases[{first}], drugs[{other}].phases[{nth}]");
            let kind = ProblemKind::IntervalBelow(row.days);
            problems.cite(Severity::Warning, kind, both, "2000F HSD, DTP 472", &row.source.cited);
        }
    }
}

/// The stretches of days of a phase; of many doses, only from when to when they are.
fn phase_days(phase: &Phase) -> Option<Vec<(Day, Day)>> {
    let planned = phase.plan().ok()?;
    let many = u64::from(planned.doses) > DAYS_LOOKED_AT;
    if many { Some(vec![(planned.from, planned.last)]) } else { phase.stretches() }
}

/// Whether between a dose of one phase and one of another pass fewer days than these. Where both are for one day, or two
/// entries overlap, nothing is said here.
fn too_close(ones: &[(Day, Day)], others: &[(Day, Day)], days: u32, apart: bool) -> bool {
    let whole = |list: &[(Day, Day)]| Some((list.iter().map(|day| day.0).min()?, list.iter().map(|day| day.1).max()?));
    let (Some(one), Some(other)) = (whole(ones), whole(others)) else { return false };
    let same_day = || ones.iter().any(|one| others.iter().any(|other| one.0 <= other.1 && other.0 <= one.1));
    if (apart && one.0 <= other.1 && other.0 <= one.1) || same_day() {
        return false;
    }
    let soon = |last: Day, next: Day| last <= next && last.plus_days(days.into()).is_some_and(|end| next < end);
    ones.iter().any(|one| others.iter().any(|other| soon(one.1, other.0) || soon(other.1, one.0)))
}

/// First and last day of a phase, and which phase it is.
type Days = (Day, Day, usize);

/// The days of the phases of a drug, by their first days.
fn days(drug: &Drug) -> Vec<Days> {
    let planned = drug.phases.iter().enumerate().filter_map(|(nth, phase)| Some((nth, phase.plan().ok()?)));
    let mut days: Vec<Days> = planned.map(|(nth, planned)| (planned.from, planned.last, nth)).collect();
    days.sort_unstable();
    days
}

/// The first two phases of two drugs that overlap.
fn overlap(one: &[Days], other: &[Days]) -> Option<(usize, usize)> {
    let (mut ones, mut others) = (one.iter().peekable(), other.iter().peekable());
    while let (Some(&&(from, last, nth)), Some(&&(begins, ends, theirs))) = (ones.peek(), others.peek()) {
        if from <= ends && begins <= last {
            return Some((nth, theirs));
        }
        if last < begins {
            ones.next()
        } else {
            others.next()
        };
    }
    None
}

/// Whether two drugs of one code are told apart by modifiers or by their packages, or were said to be the same already.
fn told_apart(one: &Drug, other: &Drug) -> bool {
    let packages = one.ndc.is_some() && other.ndc.is_some() && one.ndc != other.ndc;
    packages || one.modifiers != other.modifiers || one == other
}

/// Codes that go with another therapy than that of the order, or with another place.
fn check_fit(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    let on = order.first_day().unwrap_or(options.today());
    for (index, service) in order.services.iter().enumerate().filter(|(_, service)| service.asks_for_care()) {
        let code = service.code.trim().to_ascii_uppercase();
        let fact = options.codes.find(&code, on).in_force();
        let Some(fit) = fact.and_then(|fact| options.house_rules.fit(&fact.category, on)) else { continue };
        let (path, source) = (format!("services[{index}].code"), &fit.source.cited);
        let mut warn = |kind, place| problems.cite(Severity::Warning, kind, path.clone(), place, source);
        let other = !fit.therapies.is_empty() && !fit.therapies.contains(&order.therapy);
        if other && !has_any(&service.modifiers, &fit.therapy_modifiers) {
            warn(ProblemKind::OtherTherapy, PLACE);
        }
        let site = service.site.as_ref().or(order.site.as_ref()).map(|site| site.kind);
        if let Some(kind) = site.and_then(|site| elsewhere(fit, site))
            && !has_any(&service.modifiers, &fit.site_modifiers)
        {
            warn(kind, "2000F SV101-2, 2000E UM04");
        }
    }
}

/// What is wrong with a site for codes of a category.
fn elsewhere(fit: &CategoryFit, site: SiteKind) -> Option<ProblemKind> {
    let wrong = !fit.sites.is_empty() && !fit.sites.contains(&site);
    wrong.then_some(if fit.sites.contains(&SiteKind::Home) { ProblemKind::HomeCode } else { ProblemKind::FacilityCode })
}

fn has_any(modifiers: &[Text<'static>], any: &[String]) -> bool {
    modifiers.iter().any(|modifier| any.iter().any(|own| own.eq_ignore_ascii_case(modifier.trim())))
}

/// Whether an add-on code lacks its primary among the other codes of the request.
pub(crate) fn lacks_primary(code: &str, all: &[&str], codes: &CodeTable, on: Day) -> bool {
    let (Lookup::Known(fact) | Lookup::NotInForce(fact)) = codes.find(code, on) else { return false };
    !fact.add_on_to.is_empty() && !fact.add_on_to.iter().any(|primary| all.contains(&primary.as_str()))
}
