//! The segments of the 278, one struct each, for requests and responses alike, and those of the 999.
//!
//! A struct has a field for every element that guide 005010X217 uses in the request or in the response. Which of the
//! two wants it, where, and with which codes is a fact of the tables of [`guide`](crate::guide), not of the type: every
//! field may be absent. What no field can hold, such as data in an element that the guide does not use, stays in
//! `as_sent`.
//!
//! Each field says which element it is; searching these pages for `UM02` or `C003-1` finds it too. Types are those of
//! X12: ID is a code, AN text, DT a date, TM a time, R a decimal number, N0 a whole number. The source of all numbers,
//! types and sizes is guide 005010X217. Numbers stay [`Text`](crate::element::Text) as they were sent;
//! [`Text::decimal`](crate::element::Text::decimal) gives their value.

mod ack;
mod clinical;
mod date;
mod delivery;
mod diagnosis;
mod envelope;
mod paperwork;
mod party;
mod person;
mod reference;
mod review;
mod service;

pub use ack::{Ak1, Ak2, Ak9, ContextIdentification, Ctx, ElementPosition, ElementReference, Ik3, Ik4, Ik5};
pub use clinical::{Cl1, Cr1, Cr2, Cr5, Cr6, Crc};
pub use date::Dtp;
pub use delivery::Hsd;
pub use diagnosis::{HealthCareCode, Hi};
pub use envelope::{Bht, Ge, Gs, Hl, Iea, Se, St, Ta1};
pub use paperwork::{Msg, Pwk};
pub use party::{Communication, N3Address, N4City, Nm1, Per, Prv};
pub use person::{Dmg, Ins};
pub use reference::{FurtherReferences, Ref, ReferencePair, Trn};
pub use review::{Aaa, Facility, Hcr, RelatedCauses, Um};
pub use service::{DiagnosisPointers, OralCavities, ProcedureIdentifier, Sv1, Sv2, Sv3, Too, ToothSurfaces};
