//! A page of labelled lines.

#![allow(dead_code, reason = "no program uses all of it")]

use std::fmt::Display;

/// Text under construction: lines with a label, indented by level.
#[derive(Default)]
pub(crate) struct Page {
    text: String,
    level: usize,
}

impl Page {
    const LABEL: usize = 15;

    /// A line without a label.
    pub(crate) fn heading(&mut self, text: impl Display) {
        self.text += &format!("{:1$}{text}\n", "", self.level * 2);
    }

    /// An empty line.
    pub(crate) fn gap(&mut self) {
        self.text.push('\n');
    }

    /// A line with a label; nothing when the text is empty.
    pub(crate) fn line(&mut self, label: &str, text: impl Display) {
        let text = text.to_string();
        if !text.is_empty() {
            self.text += &format!("{:1$}{label:2$} {text}\n", "", self.level * 2, Self::LABEL);
        }
    }

    /// What follows stands one level deeper.
    pub(crate) fn below(&mut self, show: impl FnOnce(&mut Self)) {
        self.level += 1;
        show(self);
        self.level -= 1;
    }

    /// The whole text. A control character of the file would reach the terminal, and one that breaks lines or turns the
    /// direction of writing would show a person something else than what was sent: each is shown as a dot.
    pub(crate) fn into_text(self) -> String {
        self.text.chars().map(|c| if misleads(c) { '\u{b7}' } else { c }).collect()
    }
}

fn misleads(c: char) -> bool {
    let turns = matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}');
    turns || c.is_control() && c != '\n'
}

/// Joins what is there with commas.
pub(crate) fn joined<I: IntoIterator<Item = String>>(parts: I) -> String {
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}
