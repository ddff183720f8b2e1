//! From drugs and services to the lines of the request (loops 2000F), not yet in segments.

use super::dose_text::dose_text;
use super::message::Message;
use crate::catalog::value::Day;
use crate::catalog::{Basis, CodeFact, CodeKind, Lookup};
use crate::code::{ProductQualifier, QuantityQualifier, Unit};
use crate::element::{Text, Word};
use crate::infusion::checks::plausible::{self, check_continuous, check_day, check_service};
use crate::infusion::options::BuildOptions;
use crate::infusion::order::InfusionRequest;
use crate::infusion::order::administration::{Service, ServiceKind};
use crate::infusion::order::delivery::Delivery;
use crate::infusion::order::diagnosis::Diagnosis;
use crate::infusion::order::dose::{Dose, DoseError, DoseUnits};
use crate::infusion::order::drug::Drug;
use crate::infusion::order::intent::{Earlier, Intent};
use crate::infusion::order::message::MessagePart;
use crate::infusion::order::ndc::ndc_11;
use crate::infusion::order::party::Provider;
use crate::infusion::order::schedule::{Phase, Planned};
use crate::infusion::order::site::Site;
use crate::infusion::problem::{ProblemKind, Problems};
use crate::profile::NdcPolicy;
use crate::report::Severity;

/// One line, checked.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) subject: String,
    /// What is asked about the line, where it is not what the request as a whole is.
    pub(crate) intent: Option<Intent>,
    pub(crate) qualifier: ProductQualifier,
    pub(crate) code: String,
    pub(crate) modifiers: Vec<Word>,
    pub(crate) description: Option<Text<'static>>,
    pub(crate) unit: Unit,
    pub(crate) quantity: Option<u64>,
    pub(crate) delivery: Option<Delivery>,
    pub(crate) period: Option<(Day, Day)>,
    pub(crate) pointers: Vec<Word>,
    pub(crate) revenue_code: Option<Text<'static>>,
    pub(crate) site: Option<Site>,
    pub(crate) provider: Option<Provider>,
    pub(crate) message: Option<Text<'static>>,
    pub(crate) message_parts: Vec<MessagePart>,
    /// The units behind the quantity, of a drug.
    pub(crate) units: Option<DoseUnits>,
}

/// A drug with its phases worked out.
struct PlannedDrug<'o> {
    drug: &'o Drug,
    phases: Vec<(&'o Phase, Option<Planned>)>,
}

impl PlannedDrug<'_> {
    fn all(&self) -> Option<Vec<Planned>> {
        let planned: Option<Vec<Planned>> = self.phases.iter().map(|(_, planned)| *planned).collect();
        planned.filter(|phases| !phases.is_empty())
    }
}

/// Every line of the order, and what is wrong with it.
pub(crate) fn lines(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) -> Vec<Line> {
    let planned: Vec<PlannedDrug<'_>> =
        order.drugs.iter().enumerate().map(|(n, drug)| plan_drug(order, options, n, drug, problems)).collect();
    let mut lines = Vec::new();
    for (index, drug) in planned.iter().enumerate() {
        drug_lines(order, options, index, drug, &mut lines, problems);
    }
    for (index, service) in order.services.iter().enumerate() {
        lines.extend(service_line(order, options, index, service, &planned, problems));
    }
    lines
}

/// A line may be about an earlier request only where the whole is: a revision withdraws one drug, a first request none.
fn check_intent(order: &InfusionRequest, subject: &str, intent: Option<&Intent>, problems: &mut Problems) {
    let whole = order.intent.kind;
    let differs = intent.filter(|intent| intent.kind != whole);
    let about_earlier = whole.earlier() != Earlier::None && whole.asks_for_care();
    if differs.is_some() && !about_earlier {
        problems.push(ProblemKind::LineIntent, format!("{subject}.intent.kind"), "2000F UM02");
    }
}

/// Works a phase out. What is withdrawn may have been wrong: only what is asked for is doubted.
fn plan(
    subject: &str,
    phase: &Phase,
    asked: bool,
    options: &BuildOptions<'_>,
    problems: &mut Problems,
) -> Option<Planned> {
    let planned = phase.plan().map_err(|errors| {
        for error in errors {
            problems.push(ProblemKind::Schedule(error), subject.to_owned(), "2000F HSD, DTP");
        }
    });
    let planned = planned.ok()?;
    if asked && !phase.begins_on_its_weekday() {
        problems.warn(ProblemKind::FirstWeekday, format!("{subject}.from"), "2000F HSD07, DTP 472");
    }
    if asked {
        check_day(phase, planned.from, subject, options, problems);
    }
    Some(planned)
}

fn plan_drug<'o>(
    order: &InfusionRequest,
    options: &BuildOptions<'_>,
    index: usize,
    drug: &'o Drug,
    problems: &mut Problems,
) -> PlannedDrug<'o> {
    let asked = order.intent.kind.asks_for_care() && drug.asks_for_care();
    if drug.phases.is_empty() && asked {
        problems.push(ProblemKind::Missing, format!("drugs[{index}].phases"), "2000F HSD, DTP");
    }
    if asked {
        check_continuous(drug, &format!("drugs[{index}]"), problems);
    }
    let phases = drug.phases.iter().enumerate().map(|(nth, phase)| {
        let subject = format!("drugs[{index}].phases[{nth}]");
        (phase, plan(&subject, phase, asked, options, problems))
    });
    let planned = PlannedDrug { drug, phases: phases.collect() };
    let mut done: Vec<Planned> = Vec::new();
    for (nth, phase) in planned.phases.iter().enumerate().filter_map(|(nth, (_, phase))| Some((nth, (*phase)?))) {
        if done.iter().any(|other| phase.from <= other.last && other.from <= phase.last) {
            problems.warn(ProblemKind::PhasesOverlap, format!("drugs[{index}].phases[{nth}]"), "2000F DTP");
        }
        done.push(phase);
    }
    planned
}

fn drug_lines(
    order: &InfusionRequest,
    options: &BuildOptions<'_>,
    index: usize,
    planned: &PlannedDrug<'_>,
    lines: &mut Vec<Line>,
    problems: &mut Problems,
) {
    let drug = planned.drug;
    let subject = format!("drugs[{index}]");
    let first = drug.phases.iter().filter_map(|phase| phase.from).min().unwrap_or(options.today());
    check_intent(order, &subject, drug.intent.as_ref(), problems);
    let asked = order.intent.kind.asks_for_care() && drug.asks_for_care();
    let code = code(&subject, &drug.code, problems);
    let fact = code.as_deref().and_then(|code| look_up(&subject, code, options, first, problems));
    if kind_of(code.as_deref(), options).is_some_and(CodeKind::gives_drugs) {
        problems.warn(ProblemKind::CodeKind, format!("{subject}.code"), "2000F SV101-2");
    }
    let ndc = drug.ndc.as_ref().filter(|ndc| !ndc.is_empty()).and_then(|ndc| {
        let found = ndc_11(ndc.trim());
        found.map_err(|error| problems.push(ProblemKind::Ndc(error), format!("{subject}.ndc"), "2000F SV101-7")).ok()
    });
    let unnamed = asked && fact.is_some_and(|fact| fact.basis == Basis::PayerRule);
    if unnamed && (drug.name.is_none() || drug.ndc.is_none()) {
        problems.push(ProblemKind::NameNeeded, format!("{subject}.name, {subject}.ndc"), "2000F SV101-7");
    }
    let policy = options.profile.ndc_policy(options.today());
    let description = describe(&subject, drug, ndc.as_deref().filter(|_| policy == NdcPolicy::Description), problems);
    let unit = billing_unit(&subject, drug, fact, problems);
    let modifiers = modifiers(&subject, &drug.modifiers, problems);
    let pointers = pointers(order, &subject, &drug.diagnoses, problems);
    if drug.dose.is_none() && asked {
        problems.push(ProblemKind::Missing, format!("{subject}.dose"), "2000F SV104");
    }
    let revenue_code = revenue_code(&subject, drug.revenue_code.as_ref(), problems);
    let line = Line {
        intent: drug.intent.clone(),
        qualifier: ProductQualifier::HCPCS,
        code: code.unwrap_or_default(),
        modifiers,
        description,
        unit: Unit::UNITS,
        quantity: None,
        delivery: None,
        period: None,
        pointers,
        revenue_code,
        site: None,
        provider: None,
        message: None,
        message_parts: Vec::new(),
        units: None,
        subject: subject.clone(),
    };
    if planned.phases.is_empty() && !asked {
        lines.push(line.clone());
    }
    let path = subject.clone();
    for (nth, (phase, planned)) in planned.phases.iter().enumerate() {
        let Some(planned) = planned else { continue };
        let subject = if drug.phases.len() > 1 { format!("{subject}.phases[{nth}]") } else { subject.clone() };
        let units = drug.dose.as_ref().and_then(|dose| {
            let units = dose.units(&order.clinical.body, unit, drug.vial, planned.doses);
            units.map_err(|error| problems.push(ProblemKind::Dose(error), dose_path(index, error), "2000F SV104")).ok()
        });
        if asked {
            let age = order.age_on(options.today());
            let given = plausible::Given { drug, path: &path, code: &line.code, fact, unit, age };
            given.check(&order.clinical.body, options, planned.from, problems);
            let path = format!("{path}.phases[{nth}]");
            plausible::check_interval(&given, phase, planned.from, &path, options, problems);
        }
        let mut message = Message::default();
        if policy == NdcPolicy::Message
            && let Some(ndc) = &ndc
        {
            message.add(MessagePart::Drug, format!("NDC {ndc}"));
        }
        if line.revenue_code.is_some() && !drug.diagnoses.is_empty() {
            let codes = drug.diagnoses.iter().filter_map(|code| Diagnosis::other(code.clone()).wire());
            message.add(MessagePart::Drug, format!("FOR {}", codes.collect::<Vec<_>>().join(", ")));
        }
        if let Some(text) = dose_text(&order.clinical.body, drug) {
            message.add(MessagePart::Dose, text);
        }
        if let Some(route) = drug.route {
            message.add(MessagePart::Route, route.sign());
        }
        if let Some(text) = phase.uncoded() {
            let label = phase.label.as_ref().map(Text::as_str);
            message.holds(label, || format!("{path}.phases[{nth}].label"), "2000F MSG01", problems);
            message.add(MessagePart::Frequency, text);
        }
        let message_parts = message.parts().collect();
        let basis = options.profile.quantity_basis(options.today());
        let line = Line {
            quantity: units.map(|units| units.by(basis)),
            delivery: Some(planned.delivery),
            period: Some((planned.from, planned.through)),
            message: message.compose(&subject, "2000F MSG01", problems),
            message_parts,
            units,
            subject,
            ..line.clone()
        };
        check_agreement(&line, problems);
        let ndc_line = ndc.clone().filter(|_| policy == NdcPolicy::SeparateLine).map(|ndc| Line {
            qualifier: ProductQualifier::NATIONAL_DRUG_CODE,
            code: ndc,
            modifiers: Vec::new(),
            quantity: None,
            message: None,
            message_parts: Vec::new(),
            units: None,
            ..line.clone()
        });
        lines.push(line);
        lines.extend(ndc_line);
    }
}

/// Where the order would have what a dose lacks.
fn dose_path(index: usize, error: DoseError) -> String {
    match error {
        DoseError::WeightMissing => "clinical.body.weightKilograms".to_owned(),
        DoseError::SurfaceMissing => "clinical.body.surfaceSquareMeters".to_owned(),
        DoseError::UnitUnknown => format!("drugs[{index}].billingUnit"),
        DoseError::UnitMismatch => format!("drugs[{index}].dose.unit"),
        _ => format!("drugs[{index}].dose"),
    }
}

/// Units of one dose, units of all doses and the pattern of visits must say the same.
fn check_agreement(line: &Line, problems: &mut Problems) {
    let (Some(units), Some(delivery)) = (line.units, line.delivery) else { return };
    let counted = delivery.doses().ok().map(u64::from).and_then(|doses| doses.checked_mul(units.per_dose));
    if counted != Some(units.total) {
        problems.push(ProblemKind::UnitsAgainstVisits, line.subject.clone(), "2000F SV104, HSD");
    }
}

fn service_line(
    order: &InfusionRequest,
    options: &BuildOptions<'_>,
    index: usize,
    service: &Service,
    drugs: &[PlannedDrug<'_>],
    problems: &mut Problems,
) -> Option<Line> {
    let subject = format!("services[{index}]");
    check_intent(order, &subject, service.intent.as_ref(), problems);
    let asked = order.intent.kind.asks_for_care() && service.asks_for_care();
    let with = service.drug.unwrap_or(1);
    let drug = with.checked_sub(1).and_then(|index| drugs.get(index));
    if service.drug.is_some() && drug.is_none() {
        problems.push(ProblemKind::DrugNotListed, format!("{subject}.drug"), "");
    }
    let own = service.phase.as_ref().map(|phase| plan(&format!("{subject}.phase"), phase, asked, options, problems));
    let phases = match own {
        Some(planned) => planned.map(|planned| vec![planned]),
        None => drug.and_then(PlannedDrug::all),
    };
    let unscheduled = (service.drug.is_none() || drug.is_some()) && drug.is_none_or(|drug| drug.phases.is_empty());
    if asked && phases.is_none() && service.phase.is_none() && unscheduled {
        problems.push(ProblemKind::Missing, format!("{subject}.phase"), "2000F HSD, DTP");
    }
    let first = phases.iter().flatten().map(|phase| phase.from).min();
    let last = phases.iter().flatten().map(|phase| phase.through).max();
    let code = code(&subject, &service.code, problems);
    let fact =
        code.as_deref().and_then(|code| look_up(&subject, code, options, first.unwrap_or(options.today()), problems));
    if let (Some(stands_for), Some(phases)) = (fact.and_then(|fact| fact.doses_per_day), &phases)
        && phases.iter().any(|phase| phase.days.checked_mul(stands_for) != Some(phase.doses))
    {
        problems.warn(ProblemKind::PerDiemFrequency, format!("{subject}.code"), "2000F SV101-2");
    }
    if kind_of(code.as_deref(), options) == Some(CodeKind::Drug) {
        problems.warn(ProblemKind::CodeKind, format!("{subject}.code"), "2000F SV101-2");
    }
    let once = fact.is_some_and(|fact| fact.basis == Basis::Encounter);
    if once && service.units_per_visit.is_some_and(|units| units > 1) {
        problems.warn(ProblemKind::OncePerVisit, format!("{subject}.unitsPerVisit"), "2000F SV104");
    }
    let hours = fact.is_some_and(|fact| fact.basis == Basis::Hour);
    if hours && service.units_per_visit.is_some_and(|units| units > 24) {
        problems.warn(ProblemKind::HoursOfVisit, format!("{subject}.unitsPerVisit"), "2000F SV104");
    }
    if asked {
        check_service(service, hours, &subject, first.unwrap_or(options.today()), options, problems);
    }
    let delivery = phases.as_deref().and_then(|phases| service_delivery(service.kind, phases));
    let each = u64::from(service.units_per_visit.unwrap_or(1));
    let counted = delivery.and_then(|delivery| delivery.doses().ok()).map(|visits| u64::from(visits) * each);
    let quantity = match service.quantity {
        Some(quantity) => Some(u64::from(quantity)),
        None if service.kind == ServiceKind::Supply => None,
        None => counted,
    };
    if service.units_per_visit == Some(0) {
        problems.push(ProblemKind::Zero, format!("{subject}.unitsPerVisit"), "2000F SV104");
    } else if quantity == Some(0) {
        problems.push(ProblemKind::Zero, format!("{subject}.quantity"), "2000F SV104");
    } else if asked && service.kind != ServiceKind::Supply && counted.is_some() && quantity != counted {
        problems.warn(ProblemKind::UnitsAgainstVisits, format!("{subject}.quantity"), "2000F SV104, HSD");
    }
    if quantity.is_none() && asked && (phases.is_some() || service.kind == ServiceKind::Supply) {
        problems.push(ProblemKind::Missing, format!("{subject}.quantity"), "2000F SV104");
    }
    let description =
        problems.optional(format!("{subject}.description"), "2000F SV101-7", service.description.as_ref(), 1, 80);
    let unlisted = fact.is_some_and(|fact| fact.category.ends_with("unlisted") || fact.category.ends_with("-noc"));
    if asked && unlisted && description.is_none() {
        problems.push(ProblemKind::Missing, format!("{subject}.description"), "2000F SV101-7");
    }
    let mut message = Message::default();
    if let Some(phase) = &service.phase
        && let Some(text) = phase.uncoded()
    {
        let label = phase.label.as_ref().map(Text::as_str);
        message.holds(label, || format!("{subject}.phase.label"), "2000F MSG01", problems);
        message.add(MessagePart::Frequency, text);
    }
    let message_parts = message.parts().collect();
    let revenue_code = revenue_code(&subject, service.revenue_code.as_ref(), problems);
    let by_days = service.kind == ServiceKind::PerDiem && revenue_code.is_some();
    Some(Line {
        intent: service.intent.clone(),
        qualifier: ProductQualifier::HCPCS,
        code: code?,
        modifiers: modifiers(&subject, &service.modifiers, problems),
        description: description.as_ref().map(upper),
        unit: if by_days { Unit::DAYS } else { Unit::UNITS },
        quantity,
        delivery: delivery.filter(|_| service.kind != ServiceKind::Supply),
        period: first.zip(last),
        // What is wrong with the diagnoses of the drug was said there.
        pointers: pointers(
            order,
            &subject,
            drug.map_or(&[], |planned| &planned.drug.diagnoses),
            &mut Problems::default(),
        ),
        revenue_code,
        site: service.site.clone(),
        provider: service.provider.clone(),
        message: message.compose(&subject, "2000F MSG01", problems),
        message_parts,
        units: None,
        subject,
    })
}

/// The pattern of a service that goes with every dose: that of the drug where it has a single phase, else the total.
fn service_delivery(kind: ServiceKind, phases: &[Planned]) -> Option<Delivery> {
    let sum = |count: fn(&Planned) -> u32| phases.iter().try_fold(0_u32, |sum, phase| sum.checked_add(count(phase)));
    match (kind, phases) {
        (ServiceKind::PerDiem, [one]) if one.delivery.what != QuantityQualifier::VISITS => {
            Some(Delivery::daily(QuantityQualifier::DAYS, 1, one.days))
        }
        (ServiceKind::PerDiem, _) => Some(Delivery::total(QuantityQualifier::DAYS, sum(|phase| phase.days)?)),
        (_, [one]) if one.delivery.what == QuantityQualifier::VISITS => Some(one.delivery),
        _ => Some(Delivery::total(QuantityQualifier::VISITS, sum(|phase| phase.doses)?)),
    }
}

fn code(subject: &str, code: &Text<'static>, problems: &mut Problems) -> Option<String> {
    let plain = code.trim().to_ascii_uppercase();
    if plain.is_empty() {
        problems.push(ProblemKind::Missing, format!("{subject}.code"), "2000F SV101-2");
        return None;
    }
    if plain.len() != 5 || !plain.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        problems.push(ProblemKind::CodeShape, format!("{subject}.code"), "2000F SV101-2");
        return None;
    }
    Some(plain)
}

fn kind_of(code: Option<&str>, options: &BuildOptions<'_>) -> Option<CodeKind> {
    code.and_then(|code| options.codes.kind(code))
}

fn look_up<'t>(
    subject: &str,
    code: &str,
    options: &BuildOptions<'t>,
    on: Day,
    problems: &mut Problems,
) -> Option<&'t CodeFact> {
    let found = options.codes.find(code, on);
    let kind = match found {
        Lookup::Known(fact) => return Some(fact),
        Lookup::NotInForce(_) => ProblemKind::CodeNotInForce,
        Lookup::Unknown => ProblemKind::CodeUnknown,
    };
    problems.warn(kind, format!("{subject}.code"), "2000F SV101-2");
    None
}

fn billing_unit(
    subject: &str,
    drug: &Drug,
    fact: Option<&CodeFact>,
    problems: &mut Problems,
) -> Option<crate::catalog::units::Measure> {
    let listed = fact.and_then(|fact| fact.unit);
    let counted = !matches!(drug.dose, None | Some(Dose::BillingUnits { .. }));
    if drug.billing_unit.is_none() && listed.is_some() && counted && fact.is_some_and(|fact| !fact.source.verified) {
        let path = format!("{subject}.billingUnit");
        problems.add(Severity::Note, ProblemKind::UnitNotVerified, path, "2000F SV104");
    }
    if let (Some(own), Some(listed)) = (drug.billing_unit, listed)
        && own.into_unit(listed.unit) != Some(listed)
    {
        problems.warn(ProblemKind::BillingUnitDiffers, format!("{subject}.billingUnit"), "2000F SV104");
    }
    drug.billing_unit.or(listed)
}

fn modifiers(subject: &str, modifiers: &[Text<'static>], problems: &mut Problems) -> Vec<Word> {
    let (subject, place) = (format!("{subject}.modifiers"), "2000F SV101-3");
    if modifiers.len() > 4 {
        problems.push(ProblemKind::TooMany(4), subject.clone(), place);
    }
    let read = |text: &Text<'static>| {
        let shaped = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        Word::read(&text.to_ascii_uppercase()).filter(|_| shaped)
    };
    let mut words = Vec::new();
    for (index, modifier) in modifiers.iter().enumerate() {
        match read(modifier) {
            Some(word) => words.push(word),
            None => problems.push(ProblemKind::ModifierShape, format!("{subject}[{index}]"), place),
        }
    }
    words
}

fn revenue_code(subject: &str, code: Option<&Text<'static>>, problems: &mut Problems) -> Option<Text<'static>> {
    let code = code?.trim();
    if !code.is_empty() && (code.len() != 4 || !code.bytes().all(|byte| byte.is_ascii_digit())) {
        problems.push(ProblemKind::RevenueShape, format!("{subject}.revenueCode"), "2000F SV201");
    }
    (!code.is_empty()).then(|| code.to_owned().into())
}

fn upper(text: &Text<'static>) -> Text<'static> {
    text.to_ascii_uppercase().into()
}

/// SV101-7: name, strength and, where the payer wants it there, the national drug code.
fn describe(subject: &str, drug: &Drug, ndc: Option<&str>, problems: &mut Problems) -> Option<Text<'static>> {
    let (mut parts, place) = (Vec::new(), "2000F SV101-7");
    for (what, text) in [("name", &drug.name), ("strength", &drug.strength)] {
        parts.extend(problems.optional(format!("{subject}.{what}"), place, text.as_ref(), 1, 80).as_ref().map(upper));
    }
    parts.extend(ndc.map(|ndc| Text::from(format!("NDC {ndc}"))));
    let text = parts.iter().map(Text::as_str).collect::<Vec<_>>().join(" ");
    if text.len() > 80 {
        problems.push(ProblemKind::Description(text.len(), 80), subject.to_owned(), place);
    }
    (!text.is_empty()).then(|| text.into())
}

/// SV107: the places of the diagnoses, in the order in which they are sent.
fn pointers(order: &InfusionRequest, subject: &str, named: &[Text<'static>], problems: &mut Problems) -> Vec<Word> {
    let place = "2000F SV107";
    if named.len() > 4 {
        problems.push(ProblemKind::TooMany(4), format!("{subject}.diagnoses"), place);
    }
    let sorted = super::assemble::sorted_diagnoses(order);
    let mut words = Vec::new();
    for code in named {
        let wanted = Diagnosis::other(code.clone()).wire();
        let found = sorted.iter().position(|(_, diagnosis)| wanted.is_some() && diagnosis.wire() == wanted);
        match found.and_then(|index| Word::read(&(index + 1).to_string())) {
            Some(word) if !words.contains(&word) => words.push(word),
            Some(_) => {}
            None => problems.push(ProblemKind::DiagnosisNotListed, format!("{subject}.diagnoses"), place),
        }
    }
    if words.is_empty() && !sorted.is_empty() {
        words.extend(Word::read("1"));
    }
    words
}
