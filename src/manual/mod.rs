//! The manual: how to do what people come for, chapter by chapter. Every program in it is run as a test.

#[doc = include_str!("acknowledging.md")]
pub mod acknowledging {}

#[doc = include_str!("reading_decisions.md")]
pub mod reading_decisions {}

#[doc = include_str!("requesting_an_infusion.md")]
pub mod requesting_an_infusion {}
