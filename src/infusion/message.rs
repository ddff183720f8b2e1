//! Free text where no code says it: one line in capital letters, its parts in a fixed order.

use super::problem::{ProblemKind, Problems, sendable};
use crate::element::Text;

/// The parts of a message, in the order in which they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(PartialOrd, Ord)]
pub enum MessagePart {
    /// The drug, where its code or description does not say it.
    #[default]
    Drug,
    /// The dose, with the weight or surface that it is for.
    Dose,
    /// How it is given.
    Route,
    /// How often, where no code says it.
    Frequency,
    /// What was tried before.
    PriorTherapies,
    /// What must not be given.
    Contraindications,
    /// Laboratory values.
    Labs,
    /// How the patient responds.
    Response,
    /// Who can take part at home.
    Home,
    /// Why this site.
    Site,
    /// Why it is urgent, and that therapy goes on from another plan.
    Urgency,
    /// The criteria that are cited.
    Criteria,
}

/// The room of MSG01.
pub const MESSAGE_LENGTH: usize = 264;

/// A message that is being composed.
#[derive(Debug, Default)]
pub(super) struct Message {
    parts: Vec<(MessagePart, String)>,
}

impl Message {
    pub(super) fn add(&mut self, part: MessagePart, text: impl Into<String>) {
        let text = text.into().trim().to_ascii_uppercase();
        if !text.is_empty() {
            self.parts.push((part, text));
        }
    }

    /// The parts that it has.
    pub(super) fn parts(&self) -> impl Iterator<Item = MessagePart> {
        self.parts.iter().map(|(part, _)| *part)
    }

    /// The line; a problem when it does not fit or cannot be sent. Nothing is ever cut off.
    pub(super) fn compose(
        mut self,
        subject: &str,
        place: &'static str,
        problems: &mut Problems,
    ) -> Option<Text<'static>> {
        self.parts.sort_by_key(|(part, _)| *part);
        let text = self.parts.into_iter().map(|(_, text)| text).collect::<Vec<_>>().join("; ");
        if text.is_empty() {
            return None;
        }
        if !sendable(&text) {
            problems.push(ProblemKind::Characters, format!("{subject} (message)"), place);
        } else if text.len() > MESSAGE_LENGTH {
            problems.push(ProblemKind::Message(text.len(), MESSAGE_LENGTH), subject.to_owned(), place);
        }
        Some(text.into())
    }
}
