//! Infusion requests: from an order to a clean 278, with nothing missing.
//!
//! An [`InfusionRequest`] is the order as a clinic thinks of it: drug, dose, weight, schedule, site, history.
//! [`InfusionRequest::build`] makes the request of it, or says everything that is wrong, in the words of the order.
//! [`checklist`] is the audit before submission; [`route`] says which road the request takes.
//!
//! Nothing is guessed: a dose by weight wants the weight, months do not convert to weeks, a ten-digit drug code wants
//! its hyphens. What no code can say goes into one message with a fixed order, or into a document, and is listed. Facts
//! about codes, payers and routes are dated tables with their sources, which can be replaced.

mod build;
mod checks;
mod facts;
#[cfg(feature = "serde")]
mod json;
mod options;
mod order;
mod problem;
mod regimen;
mod request;
#[cfg(feature = "schema")]
mod schema;

pub use crate::catalog::{
    Basis, CodeFact, CodeKind, CodeTable, Day, Lookup, Measure, MeasureUnit, NotADay, NotANumber, Number, TableError,
    TableProblem, UnknownUnit,
};
pub use crate::profile::{Hint, Reviewer, SiteException, SiteKind, Source, Therapy};
pub use build::Built;
pub use checks::completeness::{Item, State, checklist};
pub use checks::routing::{Reason, Routing, route};
pub use facts::code_rules::{AdministrationFit, CategoryFit, CodeRoute, ModifierRule};
pub use facts::documents::DocumentFact;
pub use facts::drug_rules::{DoseDrugs, DoseLab, DosePer, ForbiddenRoute, LabDose, LeastInterval, Synonym, UsualDose};
pub use facts::house_rules::{AgeBound, Bound, Bounded, HouseRules};
pub use facts::policy::{AuthorizationQuestion, AuthorizationRule, Injectable, Needed, Policies, PreferredDrug};
#[cfg(feature = "serde")]
pub use json::{OrderDraft, OrderError, OrderProblem};
pub use options::BuildOptions;
pub use order::InfusionRequest;
pub use order::administration::{Service, ServiceKind, TimedCodes};
pub use order::admission::{Accident, AccidentCause, Admission};
pub use order::attachments::{Attachment, DocumentKind, Transmission};
pub use order::coverage::{Arrangement, Benefit, Coverage, Dispensing, MedicalGroup};
pub use order::delivery::{Delivery, Interval};
pub use order::diagnosis::{Diagnosis, DiagnosisKind};
pub use order::documentation::{Clinical, Contraindication, Criterion, HomeSuitability, Lab, Outcome, PriorTherapy};
pub use order::dose::{Body, Dose, DoseError, DoseUnits, RateTime};
pub use order::drug::{Drug, Route as DrugRoute};
pub use order::envelope::Envelope;
pub use order::intent::{Intent, IntentKind, Urgency, UrgencyLevel};
pub use order::message::{MESSAGE_LENGTH, MessagePart};
pub use order::ndc::{NdcError, ndc_11};
pub use order::party::{Address, Contact, Dependent, Name, Payer, PersonName, Provider, Role, Subscriber, is_npi};
pub use order::schedule::{Frequency, Period, Phase, Planned, ScheduleError};
pub use order::site::Site;
pub use order::weekday::{TimeOfDay, Weekday};
pub use problem::{Problem, ProblemKind, Problems};
pub use regimen::{Regimen, regimens};
pub use request::hierarchy::renumber;
pub use request::uncoded::{Carrier, Uncoded};
