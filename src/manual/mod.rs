//! The manual: how to do what people come for, chapter by chapter. Every program in it is run as a test.

#[doc = include_str!("acknowledging.md")]
pub mod acknowledging {}

#[doc = include_str!("in_a_gateway.md")]
pub mod in_a_gateway {}

#[doc = include_str!("reading_decisions.md")]
pub mod reading_decisions {}

/// # Requesting an infusion
///
/// From an order to a 278 that passes, or to the list of what is missing. Infliximab at home, whole
/// (`cargo run --example infliximab_at_home`):
///
/// ```
#[doc = include_str!("../../examples/infliximab_at_home.rs")]
/// ```
///
#[doc = include_str!("requesting_an_infusion.md")]
pub mod requesting_an_infusion {}

#[doc = include_str!("validating.md")]
pub mod validating {}
