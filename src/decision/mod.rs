//! Payer answers in plain terms: what was decided, for what, until when, and what to do next.
//!
//! [`answers`] reads every answer of a file; [`Answer::read`] reads that of one transaction set. Each event has a
//! [`Decision`], each service a [`LineDecision`], and [`LineDecision::schedulable`] is the one question that lets care
//! be scheduled. With the requests at hand, [`Requests`] finds the one that an answer belongs to, and
//! [`Answer::compare`] says what was granted otherwise than asked, and what the answer does not mention. Batches of any
//! size are read with [`Messages`] and paired with a [`RequestIndex`].
//!
//! Nothing here guesses. A code that is not known, a decision that stands where it cannot be read, a set that was cut
//! off, an approval below a refusal: all of these come back as [`State::ReviewManually`], never as an approval. The
//! values are owned and hold patient data; their `Debug` does not show them.
//!
//! ```
//! use x12_278::Document;
//! use x12_278::decision::{Circumstances, State, answers};
//!
//! let file = std::fs::read("examples/data/response_modified.edi").unwrap();
//! let read = Document::read(&file).unwrap();
//! let answers = answers(&read, &Circumstances::default());
//! assert_eq!(answers[0].state, State::Modified);
//! let drug = &answers[0].events[0].lines[0];
//! let authorization = drug.schedulable().unwrap();
//! assert_eq!(authorization.number, "LV26-A-77121");
//! assert_eq!(authorization.through.to_string(), "2026-05-15");
//! ```

mod acknowledged;
mod action;
mod answer;
mod asked;
mod authorization;
mod batch;
mod case;
mod certified;
mod deadlines;
mod decide;
mod file;
mod granted;
mod level;
mod line;
mod lost;
mod meanings;
mod next_step;
mod outcome;
mod pairing;
mod patient;
mod product;
mod reasons;
pub(crate) mod record;
mod rejection;
mod requests;
mod state;
mod statistics;
mod trace;
mod unread;
mod warning;

pub use crate::profile::time::{
    Calendar, Day, Deadline, Due, LocalTime, Moment, Receipt, Start, Timing, is_federal_holiday,
};
pub use crate::profile::{ClockKind, Scope, Urgency};
pub use acknowledged::{Acknowledged, AcknowledgedBy, acknowledgments};
pub use action::NumberKind;
pub use answer::{Answer, Circumstances};
pub use asked::{Asked, AskedEvent, AskedLine};
pub use authorization::Numbers;
pub use batch::{Latest, Message, Messages, SameRequest, supersede};
pub use case::{Act, Case, CaseError, CaseState, Cause, Change};
pub use certified::Span;
pub use decide::Decision;
pub use file::answers;
pub use granted::{Delivery, Difference, Procedure, Provider, Site, Term, Terms};
pub use line::{Authorization, LineDecision};
pub use next_step::NextStep;
pub use outcome::{Basis, Contact, Details, DocumentRequest, Level, Outcome, Reach};
pub use patient::Patient;
pub use product::{is_administration_code, is_drug_code};
pub use reasons::{Reason, ReasonFamily};
pub use rejection::Rejection;
pub use requests::{Found, RequestIndex, Requests};
pub use state::State;
pub use statistics::{Decided, Figures, Share, Statistics};
pub use trace::{MatchedBy, Trace};
pub use warning::Warning;
