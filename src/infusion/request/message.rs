//! A message (MSG) that is being composed.

use crate::element::Text;
use crate::infusion::order::message::{MESSAGE_LENGTH, MessagePart};
use crate::infusion::problem::{ProblemKind, Problems, sendable};

/// A message that is being composed.
#[derive(Debug, Default)]
pub(crate) struct Message {
    parts: Vec<(MessagePart, String)>,
}

impl Message {
    pub(crate) fn add(&mut self, part: MessagePart, text: impl Into<String>) {
        let text = text.into().trim().to_ascii_uppercase();
        if !text.is_empty() {
            self.parts.push((part, text));
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
            problems.push(ProblemKind::Characters, format!("{subject} (message)"), place);
        } else if text.len() > MESSAGE_LENGTH {
            problems.push(ProblemKind::Message(text.len(), MESSAGE_LENGTH), subject.to_owned(), place);
        }
        Some(text.into())
    }
}
