//! A message (MSG) that is being composed.

use crate::element::Text;
use crate::infusion::order::message::{MESSAGE_LENGTH, MessagePart};
use crate::infusion::problem::{ProblemKind, Problems, sendable};

/// A message that is being composed.
#[derive(Debug, Default)]
pub(crate) struct Message {
    parts: Vec<(MessagePart, String)>,
    /// Whether a character that cannot be sent was named where it stands in the order.
    named: bool,
}

impl Message {
    pub(crate) fn add(&mut self, part: MessagePart, text: impl Into<String>) {
        let text = text.into().trim().to_ascii_uppercase();
        if !text.is_empty() {
            self.parts.push((part, text));
        }
    }

    /// Holds a text of the order, which goes into it, against what can be sent, and names it by its path.
    pub(crate) fn holds(
        &mut self,
        text: Option<&str>,
        path: impl FnOnce() -> String,
        place: &'static str,
        problems: &mut Problems,
    ) {
        if text.is_some_and(|text| !sendable(text.trim())) {
            problems.push(ProblemKind::Characters, path(), place);
            self.named = true;
        }
    }

    /// The parts that it has.
    pub(crate) fn parts(&self) -> impl Iterator<Item = MessagePart> {
        self.parts.iter().map(|(part, _)| *part)
    }

    /// The line; a problem when it does not fit or cannot be sent. Nothing is ever cut off.
    pub(crate) fn compose(
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
            if !self.named {
                problems.push(ProblemKind::Characters, format!("{subject} (message)"), place);
            }
        } else if text.len() > MESSAGE_LENGTH {
            problems.push(ProblemKind::Message(text.len(), MESSAGE_LENGTH), subject.to_owned(), place);
        }
        Some(text.into())
    }
}
