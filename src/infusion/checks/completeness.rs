//! The audit before submission: is everything there that a reviewer asks for?

use crate::catalog::value::Day;
use crate::element::Text;
use crate::infusion::options::BuildOptions;
use crate::infusion::order::InfusionRequest;
use crate::infusion::order::administration::ServiceKind;
use crate::infusion::order::attachments::DocumentKind as D;
use crate::infusion::order::dose::Dose;
use crate::infusion::order::intent::{Earlier, IntentKind, UrgencyLevel};
use crate::infusion::order::party::Role;
use crate::profile::{ChecklistItem as I, NdcPolicy, SiteKind, Therapy};
use crate::report::Severity;
use std::borrow::Cow;
use std::fmt;

/// Whether an item is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is there.
    Present,
    /// It is wanted and not there.
    Missing,
    /// This request has no need of it.
    NotApplicable,
    /// It is not there, and whether it is wanted is not known.
    Unknown,
}

impl State {
    /// `present`, `missing`, `notApplicable` or `unknown`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Missing => "missing",
            Self::NotApplicable => "notApplicable",
            Self::Unknown => "unknown",
        }
    }
}

/// One item of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Its key, such as `priorTherapies`; profiles name it by this.
    pub key: &'static str,
    /// What it is.
    pub title: &'static str,
    /// Where in the order it stands, or would: paths of its JSON, one of which is enough where there are several kinds of
    /// one thing; `[]` is any entry of a list, ` = ` the words that an entry may have there.
    pub path: Cow<'static, str>,
    /// Where in the 278 it stands.
    pub place: &'static str,
    /// Whether it is there.
    pub state: State,
    /// How bad it is when it is missing, for this payer.
    pub severity: Severity,
    /// Why, in the words of the payer; empty when it gives none.
    pub why: Text<'static>,
}

/// `missing, error: units (2000F SV104). Only one visit would be authorized. Put it at drugs[].dose`
impl fmt::Display for Item {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.state {
            State::Missing => {
                let lead = if self.why.is_empty() { "" } else { ". " };
                write!(f, "missing, {}: {} ({}){lead}{}", self.severity, self.title, self.place, self.why)?;
                let stop = if self.why.ends_with('.') { "" } else { "." };
                write!(f, "{stop} Put it at {}", self.path)
            }
            State::Unknown => write!(f, "unknown: {} ({}). Put it at {}", self.title, self.place, self.path),
            state => write!(f, "{}: {} ({})", state.name(), self.title, self.place),
        }
    }
}

/// What the items look at.
struct Look<'l> {
    order: &'l InfusionRequest,
    options: &'l BuildOptions<'l>,
    on: Day,
}

/// Item, path in the order, place in the 278, severity where no payer says otherwise, whether a withdrawal needs it too,
/// and how it is found.
type Row = (I, &'static str, &'static str, Severity, bool, fn(&Look<'_>) -> State);

/// In a path: the subscriber, or the dependent where that is the patient.
const PATIENT: &str = "{patient}";

use Severity::{Error, Note, Warning};

/// The list. Errors are what nobody can decide without; warnings what reviewers ask for; notes what helps.
const ROWS: [Row; 45] = [
    (I::PatientDemographics, "{patient}.birthDate, {patient}.gender", "2010C or 2010D DMG", Error, true, |l| {
        let (subscriber, dependent) = (&l.order.subscriber, l.order.dependent.as_ref());
        let gender = dependent.map_or(subscriber.gender, |patient| patient.gender);
        there(l.order.birth_date().is_some() && gender.is_some())
    }),
    (I::MemberId, "subscriber.memberId", "2010C NM109", Error, true, |l| {
        there(!l.order.subscriber.member_id.is_empty())
    }),
    (I::GroupNumber, "subscriber.groupNumber", "2010C REF 6P", Note, false, |l| {
        there(l.order.subscriber.group_number.is_some())
    }),
    (I::AccountNumber, "{patient}.accountNumber", "2010C or 2010D REF EJ", Note, false, |l| {
        let account = l.order.dependent.as_ref().map_or(&l.order.subscriber.account_number, |d| &d.account_number);
        there(account.is_some())
    }),
    (I::LineOfBusiness, "coverage.lineOfBusiness", "kept with the case", Warning, false, |l| {
        there(!l.order.coverage.line_of_business.is_empty())
    }),
    (I::PayerId, "payer.id", "2010A NM109", Error, true, |l| there(!l.order.payer.id.is_empty())),
    (I::Requester, "requester.npi", "2010B NM109", Error, true, |l| there(!l.order.requester.npi.is_empty())),
    (I::RequesterContact, "requester.contact.telephone, requester.contact.fax", "2010B PER", Warning, false, |l| {
        let contact = l.order.requester.contact.as_ref();
        there(contact.is_some_and(|contact| contact.telephone.is_some() && contact.fax.is_some()))
    }),
    (I::OrderingProvider, "providers[].role = ordering | referring", "2010EA NM1 DK or DN", Warning, false, |l| {
        let physician = l.order.requester.role == Role::Requester;
        there(physician || l.has_role(&[Role::Ordering, Role::Referring]))
    }),
    (
        I::InfusionProvider,
        "providers[].role = infusing | facility | serviceLocation",
        "2010EA NM1 SJ or FA",
        Warning,
        false,
        |l| {
            let own = l.order.services.iter().filter_map(|service| service.provider.as_ref());
            let roles = [Role::Infusing, Role::Facility, Role::ServiceLocation];
            let given = own.map(|provider| provider.role).any(|role| roles.contains(&role));
            there(given || l.has_role(&roles))
        },
    ),
    (I::PrimaryCare, "providers[].role = primaryCare", "2010EA NM1 P3", Warning, false, |l| {
        wanted(l.order.coverage.group.is_some(), l.has_role(&[Role::PrimaryCare]))
    }),
    (I::Diagnoses, "diagnoses", "2000E HI", Error, false, |l| there(!l.order.diagnoses.is_empty())),
    (I::ProcedureCodes, "drugs[].code, services[].code", "2000F SV101-2", Error, false, |l| {
        let codes = l.order.drugs.iter().map(|drug| &drug.code);
        let mut codes = codes.chain(l.order.services.iter().map(|service| &service.code)).peekable();
        there(codes.peek().is_some() && codes.all(|code| !code.is_empty()))
    }),
    (I::AdministrationCode, "services[].kind = administration", "2000F SV101-2", Warning, false, |l| {
        let elsewhere = l.site().is_some_and(|site| site != SiteKind::Home) && l.drugs() && l.whole();
        wanted(elsewhere, l.has_service(ServiceKind::Administration))
    }),
    (I::PerDiem, "services[].kind = perDiem", "2000F SV101-2", Warning, false, |l| {
        wanted(l.at_home() && l.whole(), l.has_service(ServiceKind::PerDiem))
    }),
    (I::Nursing, "services[].kind = nursing", "2000F SV101-2", Note, false, |l| {
        wanted(l.at_home() && l.whole(), l.has_service(ServiceKind::Nursing))
    }),
    (I::Units, "drugs[].dose, drugs[].phases, services[].quantity", "2000F SV104", Error, false, |l| {
        let drugs = l.order.drugs.iter().all(|drug| drug.dose.is_some() && !drug.phases.is_empty());
        let supplies = l.order.services.iter().filter(|service| service.kind == ServiceKind::Supply);
        let counted =
            l.order.services.iter().all(|service| service.phase.is_some() || service.quantity.is_some() || l.drugs());
        there(drugs && counted && supplies.into_iter().all(|service| service.quantity.is_some()))
    }),
    (I::Visits, "drugs[].phases[].frequency, services[].phase.frequency", "2000F HSD", Error, false, |l| {
        there(l.phases(|phase| phase.frequency.is_some()))
    }),
    (I::DrugName, "drugs[].name", "2000F SV101-7", Warning, false, |l| {
        wanted(l.drugs(), l.order.drugs.iter().all(|drug| drug.name.is_some()))
    }),
    (I::Ndc, "drugs[].ndc", "2000F SV101-7", Note, false, |l| {
        let policy = l.options.profile.ndc_policy(l.on);
        wanted(l.drugs() && policy != NdcPolicy::None, l.order.drugs.iter().all(|drug| drug.ndc.is_some()))
    }),
    (I::Dose, "drugs[].dose", "2000F SV104, MSG01", Error, false, |l| {
        wanted(l.drugs(), l.order.drugs.iter().all(|drug| drug.dose.is_some()))
    }),
    (I::Weight, "clinical.body.weightKilograms", "2000F MSG01", Error, false, |l| {
        let by_weight = |dose: &Dose| matches!(dose, Dose::PerKilogram { .. } | Dose::Rate { per_kilogram: true, .. });
        wanted(l.doses(by_weight), l.order.clinical.body.weight_kilograms.is_some())
    }),
    (I::Surface, "clinical.body.surfaceSquareMeters", "2000F MSG01", Error, false, |l| {
        let by_surface = |dose: &Dose| matches!(dose, Dose::PerSquareMeter { .. });
        wanted(l.doses(by_surface), l.order.clinical.body.surface_square_meters.is_some())
    }),
    (I::Route, "drugs[].route", "2000F MSG01", Warning, false, |l| {
        wanted(l.drugs(), l.order.drugs.iter().all(|drug| drug.route.is_some()))
    }),
    (I::ServiceDates, "drugs[].phases[].from, services[].phase.from", "2000F DTP 472", Error, false, |l| {
        there(l.phases(|phase| phase.from.is_some()))
    }),
    (I::SiteOfCare, "site", "2000E UM04", Error, true, |l| there(l.site().is_some())),
    (I::HomeSuitability, "clinical.home", "case; PWK", Warning, false, |l| {
        let home = l.order.clinical.home.as_ref();
        wanted(
            l.at_home(),
            home.is_some_and(|home| home.somebody_able() == Some(true) || home.qualified_staff == Some(true)),
        )
    }),
    (I::SiteReason, "site.exception", "2000E MSG01", Warning, false, |l| {
        let hospital = l.site().is_some_and(SiteKind::is_hospital);
        wanted(hospital, l.order.site.as_ref().is_some_and(|site| site.exception.is_some()))
    }),
    (I::Urgency, "urgency", "2000E UM06", Warning, false, |l| there(l.order.urgency.is_some())),
    (I::UrgencyAttestation, "urgency.attestedBy", "case; 2000E MSG01", Error, false, |l| {
        let urgency = l.order.urgency.as_ref().filter(|urgency| urgency.level != UrgencyLevel::Elective);
        wanted(urgency.is_some(), urgency.is_some_and(|urgency| urgency.attested_by.is_some()))
    }),
    (I::PriorTherapies, "clinical.priorTherapies", "2000E MSG01, PWK", Warning, false, |l| {
        let stepped = l.order.drugs.iter().any(|drug| l.options.policies.step_rule(&drug.code, l.on).is_some());
        let stepped = stepped && !l.order.goes_on_with_response();
        known(l.order.clinical.prior_therapies.is_some() || l.has_document(&[D::PriorTherapy]), stepped)
    }),
    (I::Contraindications, "clinical.contraindications", "2000E MSG01, PWK", Warning, false, |l| {
        known(l.order.clinical.contraindications.is_some(), false)
    }),
    (
        I::ClinicalNotes,
        "attachments[].kind = visitNote | consultNote | historyAndPhysical | wholeChart | denialRecords",
        "2000E PWK",
        Warning,
        false,
        |l| {
            there(l.has_document(&[
                D::HistoryAndPhysical,
                D::VisitNote,
                D::ConsultNote,
                D::WholeChart,
                D::DenialRecords,
            ]))
        },
    ),
    (I::Labs, "clinical.labs", "2000E MSG01, PWK", Warning, false, |l| {
        known(!l.order.clinical.labs.is_empty() || l.has_document(&[D::LabResults, D::Pathology, D::Imaging]), false)
    }),
    (I::TreatmentPlan, "attachments[].kind = treatmentPlan | oncologyPlan", "2000E PWK", Note, false, |l| {
        there(l.has_document(&[D::TreatmentPlan, D::OncologyPlan]))
    }),
    (I::Prescription, "attachments[].kind = order | prescription", "2000E PWK", Warning, false, |l| {
        there(l.has_document(&[D::Order, D::Prescription]))
    }),
    (I::Allergies, "clinical.allergies", "2000E PWK A3", Warning, false, |l| {
        there(l.order.clinical.allergies.is_some() || l.has_document(&[D::Allergies]))
    }),
    (I::Nutrition, "attachments[].kind = parenteralNutrition", "2000E PWK PE", Warning, false, |l| {
        wanted(l.order.therapy == Therapy::ParenteralNutrition, l.has_document(&[D::ParenteralNutrition]))
    }),
    (I::DelayReason, "clinical.delayReason", "2000E UM10", Warning, false, |l| {
        let first = matches!(l.order.intent.kind, IntentKind::New | IntentKind::Referral);
        let late = first && l.order.first_day().is_some_and(|day| day < l.options.today());
        wanted(late, l.order.clinical.delay_reason.is_some())
    }),
    (I::Admission, "admission.on, admission.kind", "2000E DTP 435, CL1", Error, true, |l| {
        let admission = l.order.admission.as_ref();
        wanted(admission.is_some(), admission.is_some_and(|stay| stay.on.is_some() && stay.kind.is_some()))
    }),
    (I::Accident, "clinical.accident.on", "2000E DTP 439", Warning, false, |l| {
        let accident = l.order.clinical.accident.as_ref();
        wanted(accident.is_some(), accident.is_some_and(|accident| accident.on.is_some()))
    }),
    (I::EarlierNumber, "intent.authorizationNumber, intent.referenceNumber", "2000E REF BB or NT", Error, true, |l| {
        let intent = &l.order.intent;
        let given = match intent.kind.earlier() {
            Earlier::Authorization => intent.authorization_number.is_some(),
            Earlier::Reference => intent.reference_number.is_some(),
            _ => intent.authorization_number.is_some() || intent.reference_number.is_some(),
        };
        wanted(intent.kind.earlier() != Earlier::None, given)
    }),
    (I::ResponseToTherapy, "clinical.responseToTherapy", "2000E MSG01, PWK", Warning, false, |l| {
        let response = l.order.clinical.response_to_therapy.is_some();
        wanted(l.order.intent.kind == IntentKind::Renewal, response || l.has_document(&[D::VisitNote, D::DrugsGiven]))
    }),
    (I::DenialLetter, "attachments[].kind = denialLetter", "2000E PWK 77", Warning, false, |l| {
        wanted(l.order.intent.kind.is_appeal(), l.has_document(&[D::DenialLetter]))
    }),
    (I::Criteria, "clinical.criteria", "2000E MSG01", Note, false, |l| {
        known(!l.order.clinical.criteria.is_empty(), false)
    }),
];

const fn there(there: bool) -> State {
    if there { State::Present } else { State::Missing }
}

const fn wanted(wanted: bool, given: bool) -> State {
    if wanted { there(given) } else { State::NotApplicable }
}

const fn known(given: bool, is_wanted: bool) -> State {
    match (given, is_wanted) {
        (true, _) => State::Present,
        (false, true) => State::Missing,
        (false, false) => State::Unknown,
    }
}

impl Look<'_> {
    fn site(&self) -> Option<SiteKind> {
        self.order.site.as_ref().map(|site| site.kind)
    }

    fn drugs(&self) -> bool {
        !self.order.drugs.is_empty()
    }

    /// Whether all lines of the therapy are here; a revision has those that change.
    fn whole(&self) -> bool {
        self.order.intent.kind != IntentKind::Revision
    }

    fn at_home(&self) -> bool {
        self.site() == Some(SiteKind::Home)
    }

    fn has_role(&self, roles: &[Role]) -> bool {
        self.order.providers.iter().any(|provider| roles.contains(&provider.role))
    }

    fn has_service(&self, kind: ServiceKind) -> bool {
        self.order.services.iter().any(|service| service.kind == kind)
    }

    fn has_document(&self, kinds: &[D]) -> bool {
        self.order.attachments.iter().any(|attachment| kinds.contains(&attachment.kind))
    }

    fn doses(&self, of: fn(&Dose) -> bool) -> bool {
        self.order.drugs.iter().filter_map(|drug| drug.dose.as_ref()).any(of)
    }

    /// Whether there are phases, and all of them have something.
    fn phases(&self, have: fn(&crate::infusion::order::schedule::Phase) -> bool) -> bool {
        let drugs = self.order.drugs.iter().flat_map(|drug| &drug.phases);
        let mut all = drugs.chain(self.order.services.iter().filter_map(|service| service.phase.as_ref())).peekable();
        let each = self.order.drugs.iter().all(|drug| !drug.phases.is_empty());
        each && all.peek().is_some() && all.all(have)
    }
}

/// The completeness list of an order for a payer. A withdrawal needs little of it.
#[must_use]
pub fn checklist(order: &InfusionRequest, options: &BuildOptions<'_>) -> Vec<Item> {
    let asked = order.without_withdrawn();
    let look = Look { order: asked.as_ref().unwrap_or(order), options, on: options.today() };
    let patient = if order.dependent.is_some() { "dependent" } else { "subscriber" };
    let rows = ROWS.iter().map(|&(item, path, place, severity, always, find)| {
        let state = if always || look.order.asks_for_care() { find(&look) } else { State::NotApplicable };
        let severity = options.profile.severity(item, look.on).unwrap_or(severity);
        let why = options.profile.asks_for(item, look.on).map(|entry| entry.text.clone()).unwrap_or_default();
        let path = match path.contains(PATIENT) {
            true => path.replace(PATIENT, patient).into(),
            false => path.into(),
        };
        Item { key: item.name(), title: item.title(), path, place, state, severity, why }
    });
    rows.collect()
}
