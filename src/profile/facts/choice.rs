//! What a payer wants sent how: the quantity, the national drug code, the service type.

use super::{SiteKind, Source, Therapy};
use crate::code::ServiceType;
use crate::shape::names;

names! {
    /// What the quantity of a drug line counts: payers differ. The pattern of visits always stands beside it.
    #[derive(Default)]
    pub enum QuantityBasis {
        #[default]
        Span = "span", "the units of all doses, each rounded up by itself";
        SpanRoundedOnce = "spanRoundedOnce", "the units of all doses, rounded up once";
        Dose = "dose", "the units of one dose";
    }
}

names! {
    /// Where a payer wants the national drug code.
    #[derive(Default)]
    pub enum NdcPolicy {
        None = "none", "nowhere";
        #[default]
        Description = "description", "in the description of the drug line (SV101-7), behind the name";
        SeparateLine = "separateLine", "as a line of its own (SV101-1 N4)";
        Message = "message", "in the message of the line";
    }
}

/// What a payer wants, of the values of one choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice<T> {
    /// What it wants.
    pub value: T,
    /// Who says so, since when, and whether it is verified.
    pub source: Source,
}

/// The service type (UM03) that a payer wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceTypeChoice {
    /// For these therapies; empty for any.
    pub therapies: Vec<Therapy>,
    /// At these sites; empty for any.
    pub sites: Vec<SiteKind>,
    /// The service type.
    pub service_type: ServiceType,
    /// Who says so, since when, and whether it is verified.
    pub source: Source,
}
