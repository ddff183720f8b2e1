//! Checks against the guide, and what they mean for acceptance.
//!
//! [`Validator`] walks a file or a stream and gives a [`FileReport`]: the findings of reading (structure) and of checking
//! (elements, conditions, code sets), arranged as the file is: interchanges, groups, sets.

mod context;
mod outline;
mod policy;
mod rules;
mod validator;

pub use outline::{FileReport, GroupReport, InterchangeReport, SetReport};
pub use policy::Policy;
pub use rules::{CheckedBy, checked_by};
pub use validator::Validator;
