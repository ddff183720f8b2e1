//! Codes of drugs and of what goes with them, as one dated table that can be replaced: what a code stands for, what one
//! unit of it counts, which code it adds to.
//!
//! [`CodeTable::shipped`] is the table of the crate; [`CodeTable::load`] reads one of your own, and
//! [`CodeTable::overlaid_by`] lays it over another. Requests and decisions both ask this table. Days, numbers and
//! measures stand here too, and the reader of tab-separated tables with dates and sources.

mod codes;
mod source;
pub(crate) mod table;
pub(crate) mod units;
pub(crate) mod value;

pub use codes::{Basis, CodeFact, CodeKind, CodeTable, Lookup};
pub use source::Source;
pub use table::{TableError, TableProblem};
pub use units::{Measure, MeasureUnit, UnknownUnit};
pub use value::{Day, NotADay, NotANumber, Number};
