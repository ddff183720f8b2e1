//! Orders as JSON.

mod error;
mod read;
mod tree;

pub use error::{OrderError, OrderProblem};

use super::order::InfusionRequest;
use crate::error::{Error, ErrorKind, Place};
use serde::Deserialize;
use serde_json::Value;
use tree::Tree;

impl InfusionRequest {
    /// Reads an order from JSON. Keys are camelCase; what is not stated is left out; an unknown key is an error, since a
    /// misspelled one would be a fact lost. A byte order mark at the beginning is passed over.
    ///
    /// ```
    /// use x12_278::infusion::InfusionRequest;
    /// let order = r#"{"drugs": [{"code": "J1745", "phases": [{"from": "5 Jan 2026"}]}]}"#;
    /// let error = InfusionRequest::from_json(order).unwrap_err();
    /// assert_eq!(error.to_string(), "drugs[0].phases[0].from: not a day of the form 2026-01-05");
    /// ```
    ///
    /// # Errors
    /// The path of the first thing that does not fit, and what is wrong there; never a value of the text.
    pub fn from_json(text: &str) -> Result<Self, OrderError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let tree: Tree = serde_json::from_str(text).map_err(|error| OrderError::no_json(&error))?;
        let order = Self::deserialize(tree)?;
        match &order.schema {
            Some(schema) if schema.as_str() != Self::SCHEMA => {
                Err(OrderError::not_a("x12-278/infusion-order/1, the only format there is").under("schema"))
            }
            _ => Ok(order),
        }
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
