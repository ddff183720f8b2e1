//! Reads, writes, checks, acknowledges and explains the X12 278: health care services review, the transaction set by
//! which providers in the United States ask for prior authorization and payers answer (HIPAA guide 005010X217).
//!
//! ```
//! use x12_278::{Document, Kind};
//!
//! let file = std::fs::read("examples/data/response_certified.edi").unwrap();
//! let read = Document::read(&file).unwrap();
//! assert!(!read.report.has_errors());
//! let set = read.document.transactions().next().unwrap();
//! assert_eq!(set.kind(), Kind::Response);
//! ```
//!
//! Reading never fails on content: it gives a [`Document`] *and* a [`Report`](report::Report), and what was read is
//! written back as it stood. `Debug` of every type is free of data values, so that logs are too.

#![forbid(unsafe_code)]

pub mod ack;
pub mod catalog;
pub mod code;
pub mod decision;
pub mod element;
mod error;
pub mod exchange;
pub mod guide;
pub mod infusion;
pub mod manual;
pub mod profile;
pub mod report;
pub mod segment;
pub mod shape;
pub mod syntax;
pub mod transaction;
pub mod validate;

pub use decision::{Answer, Decision, LineDecision, State};
pub use error::{Error, ErrorKind, Place};
pub use transaction::{
    Document, Event, Framer, Kind, Read, ReadOptions, Reader, SetBuffer, SetReader, Transaction, WriteOptions,
};

#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
