//! Time as the rules of payers count it: days and moments, business days, deadlines.

mod calendar;
mod deadline;
mod when;

pub use calendar::{Calendar, is_federal_holiday};
pub use deadline::{Deadline, Due, Receipt, Start, Timing};
pub use when::{Day, LocalTime, Moment};
