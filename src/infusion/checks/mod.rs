//! An order held against facts and against itself: what is missing, what cannot be meant, which road it takes. Nothing here
//! knows how a request is put together.

pub(crate) mod completeness;
pub(crate) mod contradictions;
pub(crate) mod days;
pub(crate) mod plausible;
pub(crate) mod policy;
pub(crate) mod routing;
pub(crate) mod together;
