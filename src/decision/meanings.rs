//! What a payer means by the codes of its answers, in its words.

use super::answer::Answer;
use super::outcome::Details;
use super::reasons::Reason;
use super::rejection::Rejection;
use crate::element::{Text, Word};
use crate::profile::{CodeOf, Profile};
use chrono::NaiveDate;

impl Answer {
    /// Lays the payer's own words over those of the tables, for reasons (HCR03) and rejections (AAA03) that the profile
    /// has a meaning for on the day of the answer. The codes stay as they were sent, and no state changes: what the
    /// tables do not know stays unknown to every rule.
    ///
    /// Nothing is laid over an answer that does not say when it was made, or whose payer the profile is not about.
    pub fn set_meanings(&mut self, profile: &Profile) {
        let Some(on) = self.created.map(|created| created.day().0) else { return };
        let reviewer = self.reviewer.as_ref().and_then(|reviewer| reviewer.id.as_deref());
        if !profile.is_about(reviewer.unwrap_or_default()) {
            return;
        }
        let words = Words { profile, on };
        words.rejections(&mut self.rejections);
        for event in &mut self.events {
            words.details(&mut event.outcome.details);
            for line in &mut event.lines {
                words.details(&mut line.outcome.details);
            }
        }
    }
}

struct Words<'p> {
    profile: &'p Profile,
    on: NaiveDate,
}

impl Words<'_> {
    fn details(&self, details: &mut Details) {
        for Reason { code, text, .. } in &mut details.reasons {
            self.lay_over(CodeOf::Reason, code, "", text);
        }
        self.rejections(&mut details.rejections);
    }

    fn rejections(&self, rejections: &mut [Rejection]) {
        for Rejection { r#loop, reason, text, .. } in rejections {
            if let Some(code) = reason {
                self.lay_over(CodeOf::Rejection, code, r#loop, text);
            }
        }
    }

    fn lay_over(&self, of: CodeOf, code: &Text<'static>, in_loop: &str, text: &mut Option<Text<'static>>) {
        let meaning = Word::read(code).and_then(|code| self.profile.meaning(of, code, in_loop, self.on));
        if let Some(meaning) = meaning {
            *text = Some(meaning.text.clone());
        }
    }
}
