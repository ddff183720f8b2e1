//! What an order says against itself: a home that does not suit, a drug that it rules out, modifiers and routes that do
//! not go together, a dose without the value that it comes from.

use crate::catalog::value::Day;
use crate::element::Text;
use crate::infusion::facts::drug_rules::LabDose;
use crate::infusion::options::BuildOptions;
use crate::infusion::order::InfusionRequest;
use crate::infusion::order::administration::{Service, ServiceKind};
use crate::infusion::order::attachments::DocumentKind;
use crate::infusion::order::documentation::Outcome;
use crate::infusion::order::dose::Dose;
use crate::infusion::order::drug::Drug;
use crate::infusion::problem::{ProblemKind, Problems};
use crate::profile::{SiteException, SiteKind};
use crate::report::Severity;

/// What is withdrawn may have been wrong, and nothing is said about it.
pub(crate) fn check(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    if !order.intent.kind.asks_for_care() {
        return;
    }
    let on = order.first_day().unwrap_or(options.today());
    check_home(order, problems);
    let out = ruled_out(order);
    for (index, drug) in order.drugs.iter().enumerate().filter(|(_, drug)| drug.asks_for_care()) {
        let path = format!("drugs[{index}]");
        check_route(drug, &path, options, on, problems);
        check_modifiers(&drug.modifiers, Some(drug), &path, options, on, problems);
        check_ruled_out(&out, drug, &path, options, on, problems);
    }
    for (index, service) in order.services.iter().enumerate().filter(|(_, service)| service.asks_for_care()) {
        check_modifiers(&service.modifiers, None, &format!("services[{index}]"), options, on, problems);
    }
    check_labs(order, options, on, problems);
}

/// The site is the home, and the order says that it does not suit.
fn check_home(order: &InfusionRequest, problems: &mut Problems) {
    let Some(site) = order.site.as_ref().filter(|site| site.kind == SiteKind::Home) else { return };
    let place = "2000E UM04, MSG01";
    if site.exception == Some(SiteException::HomeUnsafe) {
        problems.warn(ProblemKind::HomeUnsafe, "site.exception", place);
    }
    let nurse = |service: &Service| service.kind == ServiceKind::Nursing && service.asks_for_care();
    let unsuitable = order.clinical.home.as_ref().is_some_and(|home| {
        let staffed = home.qualified_staff.unwrap_or_else(|| order.services.iter().any(nurse));
        home.somebody_able() == Some(false) && !staffed
    });
    if unsuitable {
        problems.warn(ProblemKind::HomeUnsuitable, "clinical.home", place);
    }
}

/// A route by which the drug does harm.
fn check_route(drug: &Drug, path: &str, options: &BuildOptions<'_>, on: Day, problems: &mut Problems) {
    if let Some(rule) = drug.route.and_then(|route| options.house_rules.forbids(drug, route, on)) {
        let (kind, path) = (ProblemKind::RouteForbidden, format!("{path}.route"));
        problems.cite(rule.severity(), kind, path, "2000F MSG01", &rule.source.cited);
    }
}

/// Modifiers of which one at most can hold, and modifiers of another route than that of the drug.
fn check_modifiers(
    modifiers: &[Text<'static>],
    drug: Option<&Drug>,
    path: &str,
    options: &BuildOptions<'_>,
    on: Day,
    problems: &mut Problems,
) {
    let has = |wanted: &String| modifiers.iter().any(|modifier| modifier.trim().eq_ignore_ascii_case(wanted));
    let (path, place) = (format!("{path}.modifiers"), "2000F SV101-3");
    let stand = options.house_rules.modifiers.iter().filter(|rule| rule.source.holds(on) && has(&rule.modifier));
    let route = drug.and_then(|drug| drug.route);
    let mut said: Vec<&String> = Vec::new();
    for rule in stand {
        let (opposed, source) = (rule.not_with.iter().any(has), &rule.source.cited);
        if opposed && !said.contains(&&rule.modifier) {
            problems.cite(Severity::Warning, ProblemKind::ModifiersContradict, path.clone(), place, source);
            said.extend(&rule.not_with);
        }
        if !opposed && !rule.routes.is_empty() && route.is_some_and(|route| !rule.routes.contains(&route)) {
            problems.cite(Severity::Warning, ProblemKind::ModifierRoute, path.clone(), place, source);
        }
    }
}

/// What an order names as ruled out: how it says so, where, and the drugs.
struct RuledOut {
    kind: ProblemKind,
    path: String,
    place: &'static str,
    drugs: Vec<Vec<String>>,
}

/// The contraindications, the earlier therapies that must not be given, and the allergies.
fn ruled_out(order: &InfusionRequest) -> Vec<RuledOut> {
    let clinical = &order.clinical;
    let mut list = Vec::new();
    let mut add = |kind, path, place, texts: [Option<&Text<'static>>; 2]| {
        let drugs = texts.into_iter().flatten().flat_map(|text| drugs_in(text)).collect();
        list.push(RuledOut { kind, path, place, drugs });
    };
    for (index, against) in clinical.contraindications.iter().flatten().enumerate() {
        let path = format!("clinical.contraindications[{index}].drug");
        add(ProblemKind::RuledOut, path, "2000E MSG01", [Some(&against.drug), None]);
    }
    for (index, tried) in clinical.prior_therapies.iter().flatten().enumerate() {
        if tried.outcome == Outcome::Contraindicated {
            let path = format!("clinical.priorTherapies[{index}].drug");
            add(ProblemKind::RuledOut, path, "2000E MSG01", [Some(&tried.drug), tried.code.as_ref()]);
        }
    }
    for (index, allergy) in clinical.allergies.iter().flatten().enumerate() {
        add(ProblemKind::Allergy, format!("clinical.allergies[{index}]"), "2000E PWK A3", [Some(allergy), None]);
    }
    list
}

/// A drug that the order rules out: by its code, its name, or the name that the code table has.
fn check_ruled_out(
    list: &[RuledOut],
    drug: &Drug,
    path: &str,
    options: &BuildOptions<'_>,
    on: Day,
    problems: &mut Problems,
) {
    let code = drug.code.trim().to_ascii_uppercase();
    let listed = options.codes.find(&code, on).in_force().map(|fact| fact.name.as_str());
    let given = drug.name.as_ref().map(Text::as_str);
    let own = [Some(code.as_str()), given, listed].into_iter().flatten();
    // Behind a comma stands what the name is not specific about.
    let names: Vec<Vec<String>> = own.filter_map(|name| name.split(',').next()).flat_map(drugs_in).collect();
    for out in list {
        let ruled_out: Vec<Vec<String>> = out.drugs.iter().map(|named| meant(named, options, on)).collect();
        if ruled_out.iter().any(|named| names.iter().any(|own| are_alike(own, named))) {
            problems.warn(out.kind, format!("{path}.code, {}", out.path), out.place);
        }
    }
}

/// The words of the drug that is meant by others; none where no drug is.
fn meant(words: &[String], options: &BuildOptions<'_>, on: Day) -> Vec<String> {
    let written = words.join(" ");
    let mut rows = options.house_rules.synonyms.iter().filter(|row| row.source.holds(on));
    match rows.find(|row| row.names.contains(&written)) {
        Some(row) => Some(row.means.clone()).filter(|word| !word.is_empty()).into_iter().collect(),
        None => words.to_vec(),
    }
}

/// The drugs that a text names, each as its words in capital letters, without what stands in brackets and without the
/// four letters that tell biosimilars apart.
fn drugs_in(text: &str) -> impl Iterator<Item = Vec<String>> {
    let plain = text.split('(').next().unwrap_or_default();
    plain.split([',', ';', '/', '+']).map(|drug| drug.split_whitespace().flat_map(words_of).collect())
}

/// The words of what has hyphens.
fn words_of(text: &str) -> Vec<String> {
    let told_apart = |(name, suffix): &(&str, &str)| {
        name.len() >= 4 && suffix.len() == 4 && suffix.bytes().all(|byte| byte.is_ascii_alphabetic())
    };
    let name = text.rsplit_once('-').filter(told_apart).map_or(text, |(name, _)| name);
    name.split('-').filter(|word| !word.is_empty()).map(str::to_ascii_uppercase).collect()
}

/// Whether two names are of one drug: all words of one stand side by side in the other. A single word of fewer than four
/// letters names no drug.
fn are_alike(one: &[String], other: &[String]) -> bool {
    let named = |words: &[String]| words.len() > 1 || words.first().is_some_and(|word| word.len() >= 4);
    let within = |part: &[String], whole: &[String]| whole.windows(part.len()).any(|stretch| stretch == part);
    named(one) && named(other) && (within(one, other) || within(other, one))
}

/// A dose by a laboratory value that stands nowhere.
fn check_labs(order: &InfusionRequest, options: &BuildOptions<'_>, on: Day, problems: &mut Problems) {
    let kind = |dose: &Dose| matches!(dose, Dose::AreaUnderCurve { .. }).then_some(LabDose::AreaUnderCurve);
    let asked = order.drugs.iter().filter(|drug| drug.asks_for_care());
    let kinds: Vec<LabDose> = asked.filter_map(|drug| drug.dose.as_ref().and_then(kind)).collect();
    let rows = options.house_rules.labs.iter().filter(|row| row.source.holds(on) && kinds.contains(&row.dose));
    let document = order.attachments.iter().any(|attachment| attachment.kind == DocumentKind::LabResults);
    for row in rows.filter(|row| !document && !order.clinical.labs.iter().any(|lab| row.is_met_by(lab))) {
        let (kind, source) = (ProblemKind::LabOfDose, &row.source.cited);
        problems.cite(Severity::Warning, kind, "clinical.labs", "2000E MSG01", source);
    }
}
