//! What a build needs beyond the order.

use super::facts::house_rules::HouseRules;
use super::facts::policy::Policies;
use crate::catalog::{CodeTable, Day};
use crate::profile::Profile;
use chrono::NaiveDateTime;

/// The guide that the requests follow.
pub(crate) const GUIDE: &str = "005010X217";

/// What a build needs beyond the order. The library reads no clock and counts nothing.
#[derive(Clone, Copy, Debug)]
pub struct BuildOptions<'t> {
    /// When the request is made.
    pub at: NaiveDateTime,
    /// Control number of the set (ST02), 1 to 999999999.
    pub control_number: u32,
    /// What the payer wants.
    pub profile: &'t Profile,
    /// The codes.
    pub codes: &'t CodeTable,
    /// Which codes need authorization, which drugs are preferred, who holds the risk.
    pub policies: &'t Policies,
    /// What is hardly or never meant, though the guide allows it.
    pub house_rules: &'t HouseRules,
}

impl BuildOptions<'static> {
    /// Options for any payer, with the tables that ship with the crate. Set 0001.
    #[must_use]
    pub fn new(at: NaiveDateTime) -> Self {
        let (profile, codes, policies) = (Profile::common(), CodeTable::shipped(), Policies::shipped());
        Self { at, control_number: 1, profile, codes, policies, house_rules: HouseRules::shipped() }
    }
}

impl<'t> BuildOptions<'t> {
    /// Under the profile of a payer.
    #[must_use]
    pub fn profile(self, profile: &'t Profile) -> Self {
        Self { profile, ..self }
    }

    /// With other codes.
    #[must_use]
    pub fn codes(self, codes: &'t CodeTable) -> Self {
        Self { codes, ..self }
    }

    /// With other rules of the house.
    #[must_use]
    pub fn house_rules(self, house_rules: &'t HouseRules) -> Self {
        Self { house_rules, ..self }
    }

    /// The day of the request.
    #[must_use]
    pub fn today(&self) -> Day {
        Day(self.at.date())
    }

    pub(crate) fn set_control_number(&self) -> String {
        format!("{:04}", self.control_number)
    }
}
