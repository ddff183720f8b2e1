//! Trace numbers (TRN), by which answers find their requests, and what else can tie them.

use super::record::{OwnedText, names, own, own_code, record};
use crate::segment::Trn;

record! {
    /// A trace number (TRN).
    pub struct Trace {
        /// TRN01: `2` for a number of the request, returned; `1` for one that the payer gave.
        pub kind: Option<OwnedText>,
        /// TRN02: the number.
        pub number: Option<OwnedText>,
        /// TRN03: the organization that gave it.
        pub assigner: Option<OwnedText>,
    }
}

impl Trace {
    pub(super) fn of(trace: &Trn<'_>) -> Self {
        Self {
            kind: trace.trace_type.map(own_code),
            number: trace.number.as_ref().map(own),
            assigner: trace.assigner.as_ref().map(own),
        }
    }

    /// Whether it is a number of the request that the response returns.
    #[must_use]
    pub fn is_echo(&self) -> bool {
        self.kind.as_deref() == Some("2")
    }
}

/// A trace number and who gave it.
pub(super) type TraceKey = (String, String);

pub(super) fn key(trace: &Trace) -> Option<TraceKey> {
    let number = trace.number.as_deref()?.trim();
    let assigner = trace.assigner.as_deref().unwrap_or_default().trim();
    (!number.is_empty()).then(|| (number.to_owned(), assigner.to_owned()))
}

/// The numbers of the request that a response returns; numbers that the payer gave itself tie nothing.
pub(super) fn echoes(traces: &[Trace]) -> impl Iterator<Item = TraceKey> {
    traces.iter().filter(|trace| trace.is_echo()).filter_map(key)
}

names! {
    /// By what an answer was tied to its request, the surest first.
    pub enum MatchedBy {
        Trace = "trace", "a trace number of the request, returned (TRN 2)";
        RequestNumber = "requestNumber", "the number of the request, returned (BHT03)";
        Reference = "reference", "an authorization or reference number known to the case";
        Member = "member", "member, dates and code: a person must confirm it";
    }
}
