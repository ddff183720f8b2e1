//! Orders as JSON.

use super::order::InfusionRequest;
use crate::error::{Error, ErrorKind, Place};
use serde_json::Value;

impl InfusionRequest {
    /// Reads an order from JSON. Keys are camelCase; what is not stated is left out; an unknown key is an error, since a
    /// misspelled one would be a fact lost.
    ///
    /// # Errors
    /// [`ErrorKind::Json`] with line and column; never a value of the text.
    pub fn from_json(text: &str) -> Result<Self, Error> {
        serde_json::from_str::<Self>(text).map_err(|error| {
            let number = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
            let line_column = Some((number(error.line()), number(error.column())));
            Error::new(ErrorKind::Json, Place { line_column, ..Place::default() })
        })
    }

    /// Writes the order as JSON, without what is empty.
    ///
    /// # Errors
    /// [`ErrorKind::Json`]; an order has nothing that JSON cannot hold.
    pub fn to_json(&self) -> Result<String, Error> {
        let failed = |_| Error::new(ErrorKind::Json, Place::default());
        let mut value = serde_json::to_value(self).map_err(failed)?;
        prune(&mut value);
        serde_json::to_string_pretty(&value).map_err(failed)
    }
}

/// Leaves out nulls and, below them, objects that nothing is left of. Empty lists stay where they say "none".
fn prune(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.values_mut().for_each(prune);
            map.retain(|_, value| !value.is_null());
        }
        Value::Array(items) => items.iter_mut().for_each(prune),
        _ => {}
    }
}
