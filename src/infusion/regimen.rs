//! What the lines of a request ask for, read back from the 278.

use super::order::delivery::Delivery;
use crate::catalog::value::Day;
use crate::code::{CertificationType, ProductQualifier};
use crate::transaction::Request;
use crate::transaction::request::Service;

/// What one line asks for, as far as codes say it.
#[derive(Clone, PartialEq, Eq)]
pub struct Regimen {
    /// What is asked about the line (UM02), where it is not what the request as a whole is.
    pub certification_type: Option<CertificationType>,
    /// Which code set the code is from.
    pub qualifier: Option<ProductQualifier>,
    /// The code of the drug or service.
    pub code: String,
    /// Its modifiers.
    pub modifiers: Vec<String>,
    /// How many units.
    pub quantity: Option<u64>,
    /// How often and for how long; `None` when the line has no pattern, or one that does not count.
    pub delivery: Option<Delivery>,
    /// First and last day.
    pub period: Option<(Day, Day)>,
}

impl std::fmt::Debug for Regimen {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Regimen").finish_non_exhaustive()
    }
}

impl Regimen {
    /// Reads a line; `None` when it is neither a professional nor an institutional service.
    #[must_use]
    pub fn read(service: &Service<'_>) -> Option<Self> {
        let (procedure, quantity) = match (&service.professional_service, &service.institutional_service) {
            (Some(line), None) => (line.procedure.as_ref(), line.quantity.as_ref()),
            (None, Some(line)) => (line.procedure.as_ref(), line.quantity.as_ref()),
            _ => return None,
        };
        let code = procedure.and_then(|procedure| procedure.code.as_deref()).unwrap_or_default().to_owned();
        let modifiers = procedure.map(|procedure| procedure.modifiers.iter().map(ToString::to_string).collect());
        let period = service.service_date.as_ref().and_then(crate::segment::Dtp::period);
        Some(Self {
            certification_type: service.review.as_ref().and_then(|review| review.certification_type),
            qualifier: procedure.and_then(|procedure| procedure.qualifier),
            code,
            modifiers: modifiers.unwrap_or_default(),
            quantity: quantity.and_then(|quantity| quantity.parse().ok()),
            delivery: service.delivery.as_ref().and_then(Delivery::read),
            period: period.map(|period| (Day(period.from), Day(period.through))),
        })
    }
}

/// What all lines of a request ask for, in their order.
///
/// ```
/// use x12_278::{Document, infusion::regimens};
/// let file = std::fs::read("examples/data/infusion_request_dependent.edi").unwrap();
/// let read = Document::read(&file).unwrap();
/// let lines = regimens(read.document.transactions().next().unwrap().request().unwrap());
/// assert_eq!((lines[0].code.as_str(), lines[0].quantity), ("J1459", Some(168)));
/// ```
#[must_use]
pub fn regimens(request: &Request<'_>) -> Vec<Regimen> {
    let organizations = request.utilization_management_organizations.iter();
    let subscribers = organizations.flat_map(|level| &level.requesters).flat_map(|level| &level.subscribers);
    let events = subscribers
        .flat_map(|level| level.dependents.iter().flat_map(|dependent| &dependent.events).chain(&level.events));
    events.flat_map(|event| &event.services).filter_map(Regimen::read).collect()
}
