//! From a checked order to the segments of the request: lines, event, messages, levels, the interchange around it.

pub(crate) mod assemble;
pub(crate) mod dose_text;
pub(crate) mod event;
pub(crate) mod event_message;
pub(crate) mod hierarchy;
pub(crate) mod interchange;
pub(crate) mod lines;
pub(crate) mod message;
pub(crate) mod segments;
pub(crate) mod stay;
pub(crate) mod uncoded;
