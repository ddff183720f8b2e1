//! Infusion requests: from an order to a clean 278, with nothing missing.
//!
//! An [`InfusionRequest`] is the order as a clinic thinks of it: drug, dose, weight, schedule, site, history.
//! [`InfusionRequest::build`] makes the request of it, or says everything that is wrong, in the words of the order.
//! [`checklist`] is the audit before submission; [`route`] says which road the request takes.
//!
//! Nothing is guessed: a dose by weight wants the weight, months do not convert to weeks, a ten-digit drug code wants
//! its hyphens. What no code can say goes into one message with a fixed order, or into a document, and is listed. Facts
//! about codes, payers and routes are dated tables with their sources, which can be replaced.

mod administration;
mod admission;
mod assemble;
mod attachments;
mod build;
mod completeness;
mod days;
mod delivery;
mod diagnosis;
mod documentation;
mod dose;
mod dose_text;
mod drug;
mod envelope;
mod event;
mod event_message;
mod hierarchy;
mod house_rules;
mod intent;
#[cfg(feature = "serde")]
mod json;
mod lines;
mod message;
mod ndc;
mod order;
mod party;
mod plausible;
mod policy;
mod problem;
mod regimen;
mod routing;
mod schedule;
#[cfg(feature = "schema")]
mod schema;
mod segments;
mod site;
mod together;
mod uncoded;
mod weekday;

use crate::catalog::{table, units, value};

pub use crate::catalog::{
    Basis, CodeFact, CodeKind, CodeTable, Day, Lookup, Measure, MeasureUnit, NotADay, NotANumber, Number, TableError,
    TableProblem, UnknownUnit,
};
pub use crate::profile::{Hint, Reviewer, SiteException, SiteKind, Source, Therapy};
pub use administration::{Service, ServiceKind, TimedCodes};
pub use admission::{Accident, AccidentCause, Admission};
pub use attachments::{Attachment, DocumentFact, DocumentKind, Transmission};
pub use build::{BuildOptions, Built};
pub use completeness::{Item, State, checklist};
pub use delivery::{Delivery, Interval};
pub use diagnosis::{Diagnosis, DiagnosisKind};
pub use documentation::{Clinical, Contraindication, Criterion, HomeSuitability, Lab, Outcome, PriorTherapy};
pub use dose::{Body, Dose, DoseError, DoseUnits, RateTime};
pub use drug::{Drug, Route as DrugRoute};
pub use envelope::Envelope;
pub use hierarchy::renumber;
pub use house_rules::{Bound, Bounded, CategoryFit, HouseRules, UsualDose};
pub use intent::{Intent, IntentKind, Urgency, UrgencyLevel};
#[cfg(feature = "serde")]
pub use json::{OrderError, OrderProblem};
pub use message::{MESSAGE_LENGTH, MessagePart};
pub use ndc::{NdcError, ndc_11};
pub use order::InfusionRequest;
pub use party::{Address, Contact, Dependent, Name, Payer, PersonName, Provider, Role, Subscriber, is_npi};
pub use policy::{AuthorizationQuestion, AuthorizationRule, Injectable, Needed, Policies, PreferredDrug};
pub use problem::{Problem, ProblemKind, Problems};
pub use regimen::{Regimen, regimens};
pub use routing::{Arrangement, Benefit, Coverage, Dispensing, MedicalGroup, Reason, Routing, route};
pub use schedule::{Frequency, Period, Phase, Planned, ScheduleError};
pub use site::Site;
pub use uncoded::{Carrier, Uncoded};
pub use weekday::{TimeOfDay, Weekday};
