//! The order: what an EHR or an infusion center knows, as it thinks of it.

pub(crate) mod administration;
pub(crate) mod admission;
pub(crate) mod attachments;
pub(crate) mod coverage;
pub(crate) mod delivery;
pub(crate) mod diagnosis;
pub(crate) mod documentation;
pub(crate) mod dose;
pub(crate) mod drug;
pub(crate) mod envelope;
pub(crate) mod intent;
pub(crate) mod message;
pub(crate) mod ndc;
pub(crate) mod party;
pub(crate) mod schedule;
pub(crate) mod site;
pub(crate) mod weekday;

use crate::catalog::value::Day;
use crate::code::ServiceType;
use crate::element::Text;
use crate::infusion::order::coverage::Coverage;
use crate::profile::{SiteKind, Therapy};
use administration::Service;
use admission::Admission;
use attachments::Attachment;
use diagnosis::Diagnosis;
use documentation::Clinical;
use drug::Drug;
use intent::{Intent, IntentKind, Urgency};
use message::MessagePart;
use party::{Dependent, Payer, Provider, Subscriber};
use schedule::Phase;
use site::Site;

/// A request for an infusion therapy, before it is a 278.
///
/// Fill the fields, read it from JSON, or chain the methods from [`InfusionRequest::builder`] on;
/// [`InfusionRequest::build`] turns it into a request or into the list of everything that is wrong.
///
/// `Debug` shows no patient data.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct InfusionRequest {
    /// The format of the JSON: `x12-278/infusion-order/1`.
    pub schema: Option<Text<'static>>,
    /// The number that you give to the request; the answer returns it (BHT03), and the trace numbers are made of it.
    /// Required, at most 46 characters.
    pub id: Text<'static>,
    /// Who gives the trace numbers (TRN03): ten characters, 1 and an employer number, 3 and a D-U-N-S number, or 9 and a
    /// number of your own. Made of the requester's employer number when absent.
    pub trace_assigner: Option<Text<'static>>,
    /// What the request is: a first one, a renewal, an appeal.
    pub intent: Intent,
    /// How urgent it is. Urgent or elective should be chosen.
    pub urgency: Option<Urgency>,
    /// Who reviews it. Required.
    pub payer: Payer,
    /// Who asks. Required.
    pub requester: Provider,
    /// The insured person. Required.
    pub subscriber: Subscriber,
    /// The patient, when insured through the subscriber and without a member number.
    pub dependent: Option<Dependent>,
    /// How the patient is insured; the 278 carries nothing of it, routing needs it.
    pub coverage: Coverage,
    /// What kind of therapy it is.
    pub therapy: Therapy,
    /// Where it is given. Required.
    pub site: Option<Site>,
    /// The stay that the therapy begins with, where the patient is admitted.
    pub admission: Option<Admission>,
    /// The service type (UM03), where it is not what payer and therapy make it.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub service_type: Option<ServiceType>,
    /// The diagnoses, exactly one of them principal, at most twelve.
    pub diagnoses: Vec<Diagnosis>,
    /// The drugs.
    pub drugs: Vec<Drug>,
    /// What goes with the drugs.
    pub services: Vec<Service>,
    /// The providers of the event, at most fourteen.
    pub providers: Vec<Provider>,
    /// What supports the request.
    pub clinical: Clinical,
    /// Documents that go with it.
    pub attachments: Vec<Attachment>,
    /// Parts that stay out of the messages, because documents carry them.
    pub left_to_documents: Vec<MessagePart>,
    /// The envelope, for a program that writes a whole interchange.
    pub envelope: Option<envelope::Envelope>,
}

impl InfusionRequest {
    /// The format of the JSON.
    pub const SCHEMA: &'static str = "x12-278/infusion-order/1";

    /// Begins a request with what every request needs; the rest is chained.
    #[must_use]
    pub fn builder(
        id: impl Into<Text<'static>>,
        payer: Payer,
        requester: Provider,
        subscriber: Subscriber,
        therapy: Therapy,
        site: SiteKind,
        principal_diagnosis: impl Into<Text<'static>>,
    ) -> Self {
        let diagnoses = vec![Diagnosis::principal(principal_diagnosis)];
        let site = Some(Site::new(site));
        Self { id: id.into(), payer, requester, subscriber, therapy, site, diagnoses, ..Self::default() }
    }

    /// What the request is, unless it is a first one.
    #[must_use]
    pub fn intent(self, intent: Intent) -> Self {
        Self { intent, ..self }
    }

    /// How urgent it is.
    #[must_use]
    pub fn urgency(self, urgency: Urgency) -> Self {
        Self { urgency: Some(urgency), ..self }
    }

    /// The patient, when it is not the subscriber.
    #[must_use]
    pub fn dependent(self, dependent: Dependent) -> Self {
        Self { dependent: Some(dependent), ..self }
    }

    /// How the patient is insured.
    #[must_use]
    pub fn coverage(self, coverage: Coverage) -> Self {
        Self { coverage, ..self }
    }

    /// The site, where more than its kind is to be said.
    #[must_use]
    pub fn site(self, site: Site) -> Self {
        Self { site: Some(site), ..self }
    }

    /// The stay that the therapy begins with; the site is then a hospital inpatient.
    #[must_use]
    pub fn admission(self, admission: Admission) -> Self {
        Self { admission: Some(admission), ..self }
    }

    /// A further diagnosis.
    #[must_use]
    pub fn diagnosis(mut self, diagnosis: Diagnosis) -> Self {
        self.diagnoses.push(diagnosis);
        self
    }

    /// A drug.
    #[must_use]
    pub fn drug(mut self, drug: Drug) -> Self {
        self.drugs.push(drug);
        self
    }

    /// What goes with a drug.
    #[must_use]
    pub fn service(mut self, service: Service) -> Self {
        self.services.push(service);
        self
    }

    /// A provider of the event.
    #[must_use]
    pub fn provider(mut self, provider: Provider) -> Self {
        self.providers.push(provider);
        self
    }

    /// What supports the request.
    #[must_use]
    pub fn clinical(self, clinical: Clinical) -> Self {
        Self { clinical, ..self }
    }

    /// A document that goes with it.
    #[must_use]
    pub fn attachment(mut self, attachment: Attachment) -> Self {
        self.attachments.push(attachment);
        self
    }

    /// The birth date of the patient.
    #[must_use]
    pub fn birth_date(&self) -> Option<Day> {
        self.dependent.as_ref().map_or(self.subscriber.birth_date, |dependent| dependent.birth_date)
    }

    /// Whether it goes on with a therapy to which it says how the patient responds.
    pub(crate) fn goes_on_with_response(&self) -> bool {
        let goes_on = matches!(self.intent.kind, IntentKind::Renewal | IntentKind::Extension);
        goes_on && self.clinical.response_to_therapy.as_ref().is_some_and(|response| !response.trim().is_empty())
    }

    /// The full years of age of the patient on a day, if the birth date is known.
    pub(crate) fn age_on(&self, on: Day) -> Option<u32> {
        self.birth_date().and_then(|birth| on.age_of_born(birth))
    }

    /// Whether it asks for care: it is no withdrawal, and not all of its lines are withdrawn.
    #[must_use]
    pub fn asks_for_care(&self) -> bool {
        let mut lines =
            self.drugs.iter().map(Drug::asks_for_care).chain(self.services.iter().map(Service::asks_for_care));
        let none = self.drugs.is_empty() && self.services.is_empty();
        self.intent.kind.asks_for_care() && (none || lines.any(|asks| asks))
    }

    /// The order without the lines that it withdraws; `None` when it withdraws none, or nothing but them.
    pub(crate) fn without_withdrawn(&self) -> Option<Self> {
        let drugs = self.drugs.iter().filter(|drug| !drug.asks_for_care()).count();
        let services = self.services.iter().filter(|service| !service.asks_for_care()).count();
        if drugs + services == 0 || !self.asks_for_care() {
            return None;
        }
        let mut asked = self.clone();
        asked.drugs.retain(Drug::asks_for_care);
        asked.services.retain(Service::asks_for_care);
        Some(asked)
    }

    /// Every phase of what is asked for, with its path in the order.
    pub(crate) fn phases(&self) -> impl Iterator<Item = (String, &Phase)> {
        let drugs = self.drugs.iter().enumerate().filter(|(_, drug)| drug.asks_for_care());
        let of_drugs = drugs.flat_map(|(index, drug)| {
            drug.phases.iter().enumerate().map(move |(nth, phase)| (format!("drugs[{index}].phases[{nth}]"), phase))
        });
        let services = self.services.iter().enumerate().filter(|(_, service)| service.asks_for_care());
        of_drugs.chain(services.filter_map(|(index, service)| {
            service.phase.as_ref().map(|phase| (format!("services[{index}].phase"), phase))
        }))
    }

    /// The first day on which anything is given.
    #[must_use]
    pub fn first_day(&self) -> Option<Day> {
        let drugs = self.drugs.iter().flat_map(|drug| &drug.phases);
        drugs.chain(self.services.iter().filter_map(|service| service.phase.as_ref())).filter_map(|p| p.from).min()
    }
}
