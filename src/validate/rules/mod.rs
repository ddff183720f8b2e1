//! The rules over a whole set.

use super::context::SetContext;
use crate::report::Report;

/// Checks the rules of the guide that look at more than one element.
pub(crate) fn check_rules(_ctx: &SetContext<'_>, _report: &mut Report) {}
