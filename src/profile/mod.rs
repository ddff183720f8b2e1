//! Payers: what their companion guides ask for, and what is known about them.
//!
//! A [`Profile`] is the one place for what holds for a payer. Validation lays it over the guide; builders of requests
//! ask it what to send, what must not be missing and which road to take; decoding asks it for deadlines and for what
//! the payer means by its codes. [`Profile::common`] knows what holds for every payer: laws and the roads of every
//! benefit. Profiles are read from TOML (feature `profiles`), [`Profile::health_net`] among them, or made of [`Facts`].
//!
//! # What a payer asks of a set
//!
//! A payer may narrow what the guide allows: require what is situational, forbid what it ignores, take fewer codes,
//! shorter values, fewer repetitions. It may not widen it. A profile says so in TOML, with the days on which it holds.
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
//! says `present = true`, `present = false` or, of an element, `equals = [..]` or `differs = [..]`, which holds when it is
//! empty too; a demand says `usage = "required"`, `usage = "not-used"` or, of an element, `one-of = [..]`. A condition may look at a loop further up: `in = "2000E"`.
//!
//! # What is known about a payer
//!
//! Every entry, those above too, may say where it comes from and when it holds:
//!
//! ```toml
//! from = 2026-01-01                 # first day; left out when the source gives none, and never made up
//! through = 2026-12-31              # last day
//! source = "provider manual, page 7"
//! verified = false                  # nobody has seen the source say just this: the entry may warn, never more
//! ```
//!
//! Of several entries about the same thing the first that holds on a day counts; of clocks, the strictest.
//!
//! ```toml
//! follows = ["caqhCore"]            # the payer follows the voluntary CORE rules: their clocks bind it
//!
//! [[line-of-business]]
//! key = "mediCal"                   # as orders, clocks and routes name it
//! title = "Medi-Cal"
//! program = "medicaid"              # commercial, medicaid, chip, medicareAdvantage: laws bind programs
//!
//! [[clock]]                         # clocks of the payer, windows of the requester
//! kind = "decision"                 # see ClockKind: each says from when it runs
//! within = "5 business days"        # hours, calendar days, business days, months
//! regime = "California commercial"  # the law, contract or program that says so
//! lines = ["commercialHmo"]         # left out: all
//! urgency = "standard"              # or "expedited"; left out: any
//! scope = "drug"                    # or "service"; left out: anything
//! text = "before any appeal is filed"
//!
//! [[checklist]]
//! items = ["units", "visits"]       # see ChecklistItem
//! severity = "error"                # or "warning", "note"
//! text = "Only one visit would be authorized."
//!
//! [[site-risk]]
//! sites = ["hospitalOnCampus"]      # see SiteKind
//! therapies = ["antiTnf"]           # the drugs, by Therapy,
//! codes = ["J1569"]                 # by HCPCS code,
//! classes = ["therapeutic"]         # or by class of the injectable; all three left out: any drug
//! exceptions = ["priorReaction"]    # the reasons that it takes, see SiteException; left out: any
//! text = "Say why it cannot be another place."
//!
//! [[vendor]]                        # home infusion under contract
//! name = "Example Infusion"
//! accepts = false                   # takes no referrals
//! therapies = ["antibiotic"]        # see Therapy; left out: all that no other entry names
//!
//! [[route]]                         # in order: the first of which all conditions hold decides
//! rule = "childrensServices"
//! when = { line = "mediCal", age-below = 21, ccs = "yes" }   # see RouteKey; a list of values means any of them
//!                                   # class, holder or vendor "none": no table has a row about it
//! hint = "stateChildren"            # see Hint
//! reviewer = "stateProgram"         # see Reviewer; may be left out
//! reason = "The program pays the drug."
//!
//! [[route]]
//! common = "pharmacyClaim"          # a rule of every payer, at this place
//!
//! [[quantity]]
//! basis = "span"                    # see QuantityBasis
//!
//! [[ndc]]
//! policy = "description"            # see NdcPolicy
//!
//! [[service-type]]
//! sites = ["home"]                  # and therapies; left out: any
//! code = "42"
//!
//! [[claims-payer]]
//! id = "12345"
//! lines = ["mediCal"]               # left out: all
//!
//! [[response.reason]]               # what the payer means by an HCR03
//! code = "0P"
//! text = "Send the chart by fax."
//!
//! [[response.rejection]]            # what it means by an AAA03
//! code = "79"
//! loop = "2010A"                    # left out: in any
//! text = "Another group reviews for this member."
//! ```
//!
//! [`Profile::lint`] says what is allowed and yet not what was meant: entries that contradict each other on some day,
//! that never count, that cite nobody; routes that an earlier one hides; lines of business that nothing declares.

mod common;
#[cfg(feature = "profiles")]
mod error;
mod facts;
#[cfg(feature = "profiles")]
mod lint;
#[cfg(feature = "profiles")]
mod load;
#[cfg(feature = "profiles")]
mod load_facts;
mod lookup;
#[cfg(feature = "profiles")]
mod overlap;
#[cfg(feature = "profiles")]
mod overlay;
#[cfg(feature = "profiles")]
mod reader;
pub mod time;

#[cfg(feature = "profiles")]
pub use error::{ProfileError, ProfileFault};
pub use facts::{
    ChecklistItem, Choice, ClaimsPayer, Clock, ClockKind, ClockUnit, CodeOf, Facts, Hint, ItemSeverity, LineOfBusiness,
    Meaning, NdcPolicy, Program, QuantityBasis, Reviewer, Route, RouteCondition, RouteKey, Scope, ServiceTypeChoice,
    SiteException, SiteKind, SiteRisk, Source, Therapy, Urgency, Vendor,
};
#[cfg(feature = "profiles")]
pub use lint::{Advice, ProfileAdvice};
#[cfg(feature = "profiles")]
pub(crate) use overlay::{
    Condition, ElementEntry, EntryHead, Expected, LoopEntry, Overlay, RuleEntry, SegmentEntry, Target,
};

use chrono::NaiveDate;
use std::sync::{Arc, LazyLock};

/// What holds for a payer. Cheap to clone.
#[derive(Clone)]
pub struct Profile(Arc<Contents>);

#[derive(Default)]
struct Contents {
    name: String,
    version: String,
    from: Option<NaiveDate>,
    through: Option<NaiveDate>,
    payers: Vec<String>,
    follows_core: bool,
    facts: Facts,
    #[cfg(feature = "profiles")]
    request: Overlay,
    #[cfg(feature = "profiles")]
    response: Overlay,
    #[cfg(feature = "profiles")]
    advice: Vec<ProfileAdvice>,
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
    #[cfg(feature = "profiles")]
    pub fn load(text: &str) -> Result<Self, ProfileError> {
        load::profile(text).map(|contents| Self(Arc::new(contents)))
    }

    /// Health Net (California), as far as its public pages and its guidance to providers say.
    ///
    /// ```
    /// use x12_278::profile::{ChecklistItem, Profile};
    /// use x12_278::report::Severity;
    ///
    /// let day: chrono::NaiveDate = "2026-01-28".parse().unwrap();
    /// assert_eq!(Profile::health_net().severity(ChecklistItem::Units, day), Some(Severity::Error));
    /// ```
    #[cfg(feature = "profiles")]
    #[must_use]
    pub fn health_net() -> &'static Self {
        static PROFILE: LazyLock<Profile> = LazyLock::new(|| {
            // A test reads it without an error.
            Profile::load(include_str!("tables/health_net.toml")).unwrap_or_else(|_| Profile::common().clone())
        });
        &PROFILE
    }

    /// A payer of which nothing is known but what holds for every payer.
    #[must_use]
    pub fn common() -> &'static Self {
        static PROFILE: LazyLock<Profile> = LazyLock::new(|| Profile(Arc::default()));
        &PROFILE
    }

    /// A profile of facts alone, which asks nothing of a set.
    #[must_use]
    pub fn of_facts(name: impl Into<String>, facts: Facts) -> Self {
        Self(Arc::new(Contents { name: name.into(), facts, ..Contents::default() }))
    }

    /// What it is called; empty for the common one.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// Its version; empty when it states none.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.0.version
    }

    /// The days on which it holds, both included; `None` where it states no limit.
    #[must_use]
    pub fn days(&self) -> (Option<NaiveDate>, Option<NaiveDate>) {
        (self.0.from, self.0.through)
    }

    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: impl Into<NaiveDate>) -> bool {
        let day = day.into();
        self.0.from.is_none_or(|from| from <= day) && self.0.through.is_none_or(|through| day <= through)
    }

    /// Whether it is about a payer, by the identifier of the utilization management organization (NM109 of 2010A).
    #[must_use]
    pub fn is_about(&self, payer: &str) -> bool {
        self.0.payers.is_empty() || self.0.payers.iter().any(|own| own == payer)
    }

    /// Whether the payer follows the voluntary CORE rules.
    #[must_use]
    pub fn follows_core(&self) -> bool {
        self.0.follows_core
    }

    /// All facts, on whatever days they hold.
    #[must_use]
    pub fn facts(&self) -> &Facts {
        &self.0.facts
    }

    /// What is allowed, yet does nothing or is not what was meant.
    #[cfg(feature = "profiles")]
    #[must_use]
    pub fn lint(&self) -> &[ProfileAdvice] {
        &self.0.advice
    }

    /// What it asks of requests.
    #[cfg(feature = "profiles")]
    pub(crate) fn of_requests(&self) -> &Overlay {
        &self.0.request
    }

    /// What it asks of responses.
    #[cfg(feature = "profiles")]
    pub(crate) fn of_responses(&self) -> &Overlay {
        &self.0.response
    }
}

impl std::fmt::Debug for Profile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Profile({} facts)", self.0.facts.len())
    }
}
