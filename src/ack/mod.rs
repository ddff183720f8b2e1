//! Acknowledgments: TA1 and 999 made from a [`FileReport`](crate::validate::FileReport), read, and explained.
//!
//! A TA1 answers the envelope of an interchange, a 999 a functional group, set by set. Both say what a translator
//! found. Neither says anything about the care that was asked for.
//!
//! ```
//! use x12_278::ack::{Acknowledge, answer};
//! use x12_278::validate::Validator;
//!
//! let file = std::fs::read("examples/data/response_certified.edi").unwrap();
//! let report = Validator::default().read(&file[..]).unwrap();
//! let at = chrono::NaiveDate::from_ymd_opt(2026, 1, 6).unwrap().and_hms_opt(8, 30, 0).unwrap();
//! let answers = answer(&report, &Acknowledge::new(1, at));
//! let written = String::from_utf8(answers.document.write().unwrap()).unwrap();
//! assert!(written.contains("IK5*A~AK9*A*1*1*1~"));
//! ```

pub(crate) mod advice;
mod answer;
mod copies;
mod echo;
mod explain;
mod group;
mod read;
mod ta1;

pub use answer::{Acknowledge, Answers, answer};
pub use copies::Copies;
pub use explain::{Explained, Explanation, Overlay, explain};
pub use group::acknowledge_group;
pub use read::{Acknowledgments, GroupOutcome, InterchangeOutcome, Outcome, SetOutcome};
pub use ta1::interchange_acknowledgment;
