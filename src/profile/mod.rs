//! Companion guides of payers, as data laid over the guide.
//!
//! A payer may narrow what the guide allows: require what is situational, forbid what it ignores, take fewer codes,
//! shorter values, fewer repetitions. It may not widen it. A [`Profile`] says so in TOML, with the days on which it holds.
//! Validation lays it over the guide (SNIP type 7); findings are warnings unless the profile or the policy says otherwise.
//!
//! ```toml
//! name = "Example Payer"
//! version = "2026.1"                # as you like
//! from = 2026-01-01                 # first day on which it holds (day of BHT04); both days may be left out
//! through = 2026-12-31
//! payers = ["EXPAYER"]              # NM109 of 2010A; left out: whoever the payer is
//!
//! [[request.element]]               # or [[response.element]]; likewise segment, loop, rule
//! id = "EP01"                       # every entry has one; findings name it
//! loop = "2000E"
//! element = "UM03"                  # element or component, such as "UM04-1"
//! row = "DTP01=435"                 # only where the loop has several rows of the segment
//! usage = "required"                # or "not-used"
//! codes = ["1", "42"]               # of those that the guide allows
//! min = 1                           # characters
//! max = 20
//! repeat = 1
//! severity = "error"                # or "warning", which is the default
//! text = "We take home infusion and medical care only."
//!
//! [[request.segment]]
//! id = "EP02"
//! loop = "2000E"
//! segment = "PWK"
//! usage = "required"
//! max = 5
//! text = "Send one attachment at least."
//!
//! [[request.loop]]
//! id = "EP03"
//! loop = "2010EA"
//! max = 3
//! text = "Three providers at most."
//!
//! [[request.rule]]                  # when all of `when` hold in a loop of this kind, `then` must hold too
//! id = "EP04"
//! loop = "2000E"
//! when = [{ element = "UM01", equals = ["HS"] }, { segment = "PWK", present = false }]
//! then = { element = "UM06", one-of = ["U", "03"] }
//! text = "Health services reviews without attachments are urgent ones."
//! ```
//!
//! A condition and a demand are about an `element`, a `segment` or a `loop` (one below the loop of the rule). A condition
//! says `present = true`, `present = false` or, of an element, `equals = [..]`; a demand says `usage = "required"`,
//! `usage = "not-used"` or, of an element, `one-of = [..]`. A condition may look at a loop further up: `in = "2000E"`.

mod error;
mod lint;
mod load;
mod overlay;
mod reader;

pub use error::{ProfileError, ProfileFault};
pub use lint::{Advice, ProfileAdvice};
pub(crate) use overlay::{Condition, ElementEntry, Expected, LoopEntry, Overlay, RuleEntry, SegmentEntry, Target};

use crate::element::Date;
use chrono::NaiveDate;

/// The companion guide of a payer. Read from TOML by [`Profile::load`]; the module says how that looks.
#[derive(Clone)]
pub struct Profile {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) from: Option<NaiveDate>,
    pub(crate) through: Option<NaiveDate>,
    pub(crate) payers: Vec<String>,
    pub(crate) request: Overlay,
    pub(crate) response: Overlay,
    pub(crate) advice: Vec<ProfileAdvice>,
}

impl Profile {
    /// Reads a profile.
    ///
    /// ```
    /// use x12_278::profile::Profile;
    ///
    /// let profile = Profile::load(&std::fs::read_to_string("examples/data/profiles/example_payer.toml").unwrap()).unwrap();
    /// assert_eq!(profile.name(), "Example Payer");
    /// assert!(profile.lint().is_empty());
    ///
    /// let error = Profile::load("name = 7").unwrap_err();
    /// assert_eq!(error.to_string(), "not a text (line 1, column 8)");
    /// ```
    ///
    /// # Errors
    /// With line and column, when the text is no TOML, holds a key or a value that the format does not have, names what
    /// the guide does not have, or allows what the guide does not allow.
    pub fn load(text: &str) -> Result<Self, ProfileError> {
        load::profile(text)
    }

    /// What it is called.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its version; empty when it states none.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The days on which it holds, both included; `None` where it states no limit.
    #[must_use]
    pub const fn days(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.from, self.through)
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.through.is_none_or(|through| day <= through)
    }

    /// Whether it is about a payer, by the identifier of the utilization management organization (NM109 of 2010A).
    #[must_use]
    pub fn is_about(&self, payer: &str) -> bool {
        self.payers.is_empty() || self.payers.iter().any(|own| own == payer)
    }

    /// What is allowed, yet does nothing or is not what was meant.
    #[must_use]
    pub fn lint(&self) -> &[ProfileAdvice] {
        &self.advice
    }

    /// Whether it holds for a set made on the day of BHT04; a set that does not say when is held against it.
    pub(crate) fn holds_for(&self, made_on: Option<Date>) -> bool {
        made_on.and_then(Date::day).is_none_or(|day| self.holds_on(day))
    }
}

impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let entries = self.request.len() + self.response.len();
        write!(f, "Profile({entries} entries)")
    }
}
