//! What is shown, and as JSON.

use crate::common::Failure;
use crate::text::Text;
use serde::Serialize;
use std::io::Write;
use x12_278::decision::{Acknowledged, Answer, Moment};

/// One answer, where it stood, and the request it belongs to.
#[derive(Serialize)]
pub(crate) struct Shown {
    pub(crate) file: String,
    #[serde(flatten)]
    pub(crate) answer: Answer,
    pub(crate) request: Option<Source>,
}

#[derive(Serialize)]
pub(crate) struct ShownAcknowledgment {
    pub(crate) file: String,
    #[serde(flatten)]
    pub(crate) acknowledged: Acknowledged,
}

/// A set of a file.
#[derive(Clone, Serialize)]
pub(crate) struct Source {
    pub(crate) file: String,
    pub(crate) transaction: String,
}

/// An answer without a request, or a request without an answer.
#[derive(Serialize)]
pub(crate) struct Unmatched {
    pub(crate) what: &'static str,
    #[serde(flatten)]
    pub(crate) source: Source,
}

impl Unmatched {
    pub(crate) const fn new(what: &'static str, source: Source) -> Self {
        Self { what, source }
    }
}

/// Takes what is found, one by one.
pub(crate) trait Sink {
    fn answer(&mut self, shown: &Shown) -> Result<(), Failure>;
    fn acknowledgment(&mut self, shown: ShownAcknowledgment) -> Result<(), Failure>;
    /// `all_read`: no file was left out.
    fn end(&mut self, unmatched: &[Unmatched], all_read: bool) -> Result<(), Failure>;
}

/// Passes everything on, and notes whether the content falls short.
pub(crate) struct Judge<S> {
    pub(crate) sink: S,
    pub(crate) with_requests: bool,
    pub(crate) falls_short: bool,
}

impl<S: Sink> Sink for Judge<S> {
    fn answer(&mut self, shown: &Shown) -> Result<(), Failure> {
        let strangers = self.with_requests && !shown.answer.unmatched_lines.is_empty();
        self.falls_short |= strangers || shown.answer.needs_a_person();
        self.sink.answer(shown)
    }

    fn acknowledgment(&mut self, shown: ShownAcknowledgment) -> Result<(), Failure> {
        self.falls_short |= shown.acknowledged.needs_a_person();
        self.sink.acknowledgment(shown)
    }

    fn end(&mut self, unmatched: &[Unmatched], all_read: bool) -> Result<(), Failure> {
        self.falls_short |= !unmatched.is_empty();
        self.sink.end(unmatched, all_read)
    }
}

/// One JSON document, written answer by answer; the few acknowledgments stand behind the answers.
pub(crate) struct Json<W> {
    out: W,
    begun: bool,
    now: Moment,
    acknowledgments: Vec<ShownAcknowledgment>,
}

impl<W: Write> Json<W> {
    pub(crate) const fn new(out: W, now: Moment) -> Self {
        Self { out, begun: false, now, acknowledgments: Vec::new() }
    }

    fn begin(&mut self) -> Result<&'static str, Failure> {
        if !self.begun {
            write!(self.out, "{{\"schema\":\"x12-278/answer/1\",\"now\":\"{}\",\"answers\":[", self.now)?;
        }
        Ok(if std::mem::replace(&mut self.begun, true) { ",\n" } else { "\n" })
    }
}

impl<W: Write> Sink for Json<W> {
    fn answer(&mut self, shown: &Shown) -> Result<(), Failure> {
        let before = self.begin()?;
        write!(self.out, "{before}")?;
        Ok(serde_json::to_writer(&mut self.out, shown).map_err(std::io::Error::from)?)
    }

    fn acknowledgment(&mut self, shown: ShownAcknowledgment) -> Result<(), Failure> {
        self.acknowledgments.push(shown);
        Ok(())
    }

    fn end(&mut self, unmatched: &[Unmatched], _: bool) -> Result<(), Failure> {
        self.begin()?;
        let acknowledgments = serde_json::to_string(&self.acknowledgments).map_err(std::io::Error::from)?;
        let unmatched = serde_json::to_string(unmatched).map_err(std::io::Error::from)?;
        writeln!(self.out, "\n],\n\"acknowledgments\":{acknowledgments},\n\"unmatched\":{unmatched}}}")?;
        Ok(self.out.flush()?)
    }
}

impl<W: Write> Sink for Text<W> {
    fn answer(&mut self, shown: &Shown) -> Result<(), Failure> {
        Ok(self.show_answer(shown)?)
    }

    fn acknowledgment(&mut self, shown: ShownAcknowledgment) -> Result<(), Failure> {
        Ok(self.show_acknowledgment(&shown)?)
    }

    fn end(&mut self, unmatched: &[Unmatched], all_read: bool) -> Result<(), Failure> {
        Ok(self.show_end(unmatched, all_read)?)
    }
}
