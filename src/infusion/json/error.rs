//! What keeps a JSON text from being an order: the path, and what is wrong there in plain words. Never a byte of the
//! text: the names in a path and in a list of choices are those that an order has.

use crate::error::json::plain;
use serde::de::{Expected, Unexpected};
use std::fmt;

/// A JSON text that is no order.
///
/// `drugs[0].phases[0].from: not a day of the form 2026-01-05`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OrderError {
    path: String,
    within: bool,
    problem: OrderProblem,
}

/// What is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OrderProblem {
    /// It is no JSON from this line and column on.
    NoJson {
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// A key that has no meaning here; those that have one.
    UnknownKey(&'static [&'static str]),
    /// A key that must be there is not.
    MissingKey(&'static str),
    /// A key stands twice.
    KeyTwice(&'static str),
    /// A word that is none of these.
    UnknownChoice(&'static [&'static str]),
    /// Not what is wanted.
    NotA(String),
}

impl OrderError {
    /// Where it is: `drugs[0].dose`; empty for the order as a whole.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there.
    #[must_use]
    pub fn problem(&self) -> &OrderProblem {
        &self.problem
    }

    fn of(problem: OrderProblem) -> Self {
        Self { path: String::new(), within: false, problem }
    }

    pub(super) fn no_json(error: &serde_json::Error) -> Self {
        Self::of(OrderProblem::NoJson { line: error.line(), column: error.column() })
    }

    pub(super) fn not_a(wanted: &str) -> Self {
        Self::of(OrderProblem::NotA(wanted.to_owned()))
    }

    /// The same error, seen from the object that has it under a name.
    pub(super) fn under(mut self, name: &str) -> Self {
        let joint = if self.path.is_empty() || self.path.starts_with('[') { "" } else { "." };
        self.path = format!("{name}{joint}{}", self.path);
        self
    }

    /// The same error, seen from the list that has it at a place.
    pub(super) fn at(self, index: usize) -> Self {
        self.under(&format!("[{index}]"))
    }

    /// The same error, seen from an object: what has no path by now is about a value in it.
    pub(super) fn inside(self) -> Self {
        Self { within: self.within || self.path.is_empty(), ..self }
    }
}

impl fmt::Display for OrderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.path.as_str() {
            "" => f.write_str("the order: ")?,
            path => write!(f, "{path}: ")?,
        }
        match &self.problem {
            OrderProblem::NoJson { line, column } => write!(f, "not JSON (line {line}, column {column})"),
            OrderProblem::UnknownKey(known) => {
                write!(f, "a key that has no meaning here; known are {}", known.join(", "))
            }
            OrderProblem::MissingKey(name) => write!(f, "{name} is missing"),
            OrderProblem::KeyTwice(name) => write!(f, "{name} stands twice"),
            OrderProblem::UnknownChoice(known) => {
                write!(f, "{}none of {}", if self.within { "a word in it is " } else { "" }, known.join(", "))
            }
            OrderProblem::NotA(wanted) => {
                write!(f, "{}not {wanted}", if self.within { "a value in it is " } else { "" })
            }
        }
    }
}

impl std::error::Error for OrderError {}

impl serde::de::Error for OrderError {
    /// Only messages of the crate's own types come here, and they hold no value; serde's go the other ways.
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        match message.strip_prefix("not ").filter(|_| !message.contains('`')) {
            Some(wanted) => Self::not_a(wanted),
            None => Self::not_a("of the documented shape"),
        }
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::not_a(plain(&expected.to_string()))
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::not_a(plain(&expected.to_string()))
    }

    fn invalid_length(_: usize, expected: &dyn Expected) -> Self {
        Self::not_a(plain(&expected.to_string()))
    }

    fn unknown_variant(_: &str, known: &'static [&'static str]) -> Self {
        Self::of(OrderProblem::UnknownChoice(known))
    }

    fn unknown_field(_: &str, known: &'static [&'static str]) -> Self {
        Self::of(OrderProblem::UnknownKey(known))
    }

    fn missing_field(name: &'static str) -> Self {
        Self::of(OrderProblem::MissingKey(name))
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self::of(OrderProblem::KeyTwice(name))
    }
}
