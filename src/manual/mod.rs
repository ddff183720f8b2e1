//! The manual: how to do what people come for, chapter by chapter. Every program in it is run as a test.

#[doc = include_str!("acknowledging.md")]
pub mod acknowledging {}
