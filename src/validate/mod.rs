//! Checks against the guide, and what they mean for acceptance.
//!
//! [`Validator`] walks a file or a stream and gives a [`FileReport`]: the findings of reading (structure) and of checking
//! (elements, conditions, code sets), arranged as the file is: interchanges, groups, sets.

mod allowed;
mod causes;
mod code_sets;
mod context;
mod elements;
mod envelope;
mod external;
#[cfg(feature = "serde")]
mod json;
mod outline;
mod parts;
mod policy;
#[cfg(feature = "profiles")]
mod profile;
mod render;
mod rules;
mod syntax_notes;
mod types;
mod validator;

pub use code_sets::{CodeSet, CodeSets};
#[cfg(feature = "serde")]
pub use json::reports_to_json;
pub use outline::{FileReport, GroupReport, InterchangeReport, SetReport, Verdicts, identifier};
pub use policy::Policy;
pub use rules::{CheckedBy, checked_by};
pub use validator::Validator;
