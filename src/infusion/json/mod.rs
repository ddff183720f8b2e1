//! Orders as JSON.

mod draft;
mod error;
mod read;
mod tree;

pub use draft::OrderDraft;
pub use error::{OrderError, OrderProblem};

use super::order::InfusionRequest;
use crate::error::{Error, ErrorKind, Place};
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
    /// [`Self::draft_from_json`] tells all of them.
    pub fn from_json(text: &str) -> Result<Self, OrderError> {
        draft::order(&tree(text)?)
    }

    /// Reads what can be read of an order, and says everything that cannot; for programs that show a person all of it.
    ///
    /// ```
    /// use x12_278::infusion::InfusionRequest;
    /// let order = r#"{"id": 7, "drugs": [1, {"name": "INFLIXIMAB", "phases": [{"from": "5 Jan 2026"}]}]}"#;
    /// let draft = InfusionRequest::draft_from_json(order).unwrap();
    /// let said: Vec<String> = draft.errors().iter().map(ToString::to_string).collect();
    /// assert_eq!(said, [
    ///     "id: not a text",
    ///     "drugs[0]: not an object",
    ///     "drugs[1].phases[0].from: not a day of the form 2026-01-05",
    /// ]);
    /// assert_eq!(draft.order().drugs[0].name.as_deref(), Some("INFLIXIMAB"));
    /// assert_eq!(draft.path_in_text("drugs[0].name"), "drugs[1].name");
    /// assert!(draft.is_left_out("drugs[0].phases[0].from"));
    /// ```
    ///
    /// # Errors
    /// [`OrderProblem::NoJson`] when the text is no JSON at all.
    pub fn draft_from_json(text: &str) -> Result<OrderDraft, OrderError> {
        tree(text).map(OrderDraft::read)
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

fn tree(text: &str) -> Result<Tree, OrderError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| OrderError::no_json(&error))
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
