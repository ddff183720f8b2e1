//! What a profile says on a day. Outside of its own days a profile says nothing.

use super::Profile;
use super::common::{CLOCKS, ROUTES, Rules};
use super::facts::{
    ChecklistItem, Choice, ClaimsPayer, Clock, ClockKind, CodeOf, ItemSeverity, LineOfBusiness, Meaning, NdcPolicy,
    Program, QuantityBasis, Route, SiteKind, SiteRisk, Source, Therapy, Vendor,
};
use crate::code::ServiceType;
use crate::element::Word;
use crate::report::Severity;
use chrono::NaiveDate;

impl Profile {
    /// The entries of a list that hold on a day.
    fn in_force<'p, T>(
        &'p self,
        list: &'p [T],
        source: fn(&T) -> &Source,
        on: NaiveDate,
    ) -> impl Iterator<Item = &'p T> {
        let holds = self.holds_on(on);
        list.iter().filter(move |entry| holds && source(entry).holds(on))
    }

    fn chosen<T: Copy>(&self, list: &[Choice<T>], on: impl Into<NaiveDate>) -> Option<T> {
        self.in_force(list, |choice| &choice.source, on.into()).next().map(|choice| choice.value)
    }

    /// How bad it is for this payer when an item of the completeness list is missing; `None` when it does not say. A
    /// fact that is not verified warns at most.
    #[must_use]
    pub fn severity(&self, item: ChecklistItem, on: impl Into<NaiveDate>) -> Option<Severity> {
        self.asks_for(item, on)
            .map(|entry| if entry.source.verified { entry.severity } else { entry.severity.min(Severity::Warning) })
    }

    /// What the payer says about an item of the completeness list.
    #[must_use]
    pub fn asks_for(&self, item: ChecklistItem, on: impl Into<NaiveDate>) -> Option<&ItemSeverity> {
        let mut found = self.in_force(&self.facts().checklist, |entry| &entry.source, on.into());
        found.find(|entry| entry.items.contains(&item))
    }

    /// Where the payer wants the national drug code.
    #[must_use]
    pub fn ndc_policy(&self, on: impl Into<NaiveDate>) -> NdcPolicy {
        self.chosen(&self.facts().ndc, on).unwrap_or_default()
    }

    /// What the quantity of a drug line counts for this payer.
    #[must_use]
    pub fn quantity_basis(&self, on: impl Into<NaiveDate>) -> QuantityBasis {
        self.chosen(&self.facts().quantity, on).unwrap_or_default()
    }

    /// The service type (UM03) that the payer wants; an entry that names the therapy goes before one that does not.
    #[must_use]
    pub fn service_type(&self, therapy: Therapy, site: SiteKind, on: impl Into<NaiveDate>) -> Option<ServiceType> {
        let on = on.into();
        let fitting = || {
            let found = self.in_force(&self.facts().service_types, |entry| &entry.source, on);
            found.filter(move |entry| entry.sites.is_empty() || entry.sites.contains(&site))
        };
        let named = fitting().find(|entry| entry.therapies.contains(&therapy));
        named.or_else(|| fitting().find(|entry| entry.therapies.is_empty())).map(|entry| entry.service_type)
    }

    /// Where the payer is known to ask why a drug is given at such a site. Of which drugs, each entry says.
    pub fn site_risks(&self, site: SiteKind, on: impl Into<NaiveDate>) -> impl Iterator<Item = &SiteRisk> {
        let found = self.in_force(&self.facts().site_risks, |risk| &risk.source, on.into());
        found.filter(move |risk| risk.sites.contains(&site))
    }

    /// The home infusion vendor for a therapy; an entry that names the therapy goes before one that does not.
    #[must_use]
    pub fn vendor(&self, therapy: Therapy, on: impl Into<NaiveDate>) -> Option<&Vendor> {
        let on = on.into();
        let found = || self.in_force(&self.facts().vendors, |vendor| &vendor.source, on);
        let named = found().find(|vendor| vendor.therapies.contains(&therapy));
        named.or_else(|| found().find(|vendor| vendor.therapies.is_empty()))
    }

    /// The line of business of a key.
    #[must_use]
    pub fn line_of_business(&self, key: &str, on: impl Into<NaiveDate>) -> Option<&LineOfBusiness> {
        self.in_force(&self.facts().lines_of_business, |line| &line.source, on.into()).find(|line| line.key == key)
    }

    /// The program that a line of business belongs to, on any day; `None` when the profile does not say.
    #[must_use]
    pub fn program(&self, line: &str) -> Option<Program> {
        self.facts().lines_of_business.iter().find(|own| own.key == line)?.program
    }

    /// The number of the payer on claims of a line of business. Whether the 278 takes the same is not known.
    #[must_use]
    pub fn claims_payer(&self, line: &str, on: impl Into<NaiveDate>) -> Option<&ClaimsPayer> {
        let mut found = self.in_force(&self.facts().claims_payers, |payer| &payer.source, on.into());
        found.find(|payer| payer.lines.is_empty() || payer.lines.iter().any(|own| own == line))
    }

    /// What the payer means by a code of an answer, in a loop.
    #[must_use]
    pub fn meaning(&self, of: CodeOf, code: Word, in_loop: &str, on: impl Into<NaiveDate>) -> Option<&Meaning> {
        let mut found = self.in_force(&self.facts().meanings, |meaning| &meaning.source, on.into());
        found.find(|meaning| {
            let here = meaning.in_loop.as_ref().is_none_or(|own| own == in_loop);
            meaning.of == of && meaning.code == code && here
        })
    }

    /// The routing rules that hold on a day, in order: its own or, where it has none, those of every payer.
    pub fn routes(&self, on: impl Into<NaiveDate>) -> impl Iterator<Item = &Route> {
        let own = &self.facts().routes;
        let list = if own.is_empty() { ROUTES.as_slice() } else { own.as_slice() };
        let on = on.into();
        let holds = own.is_empty() || self.holds_on(on);
        list.iter().filter(move |route| holds && route.source.holds(on))
    }

    /// The rules about time that hold on a day: its own, the laws, and what is customary where it says nothing itself.
    pub fn clocks(&self, on: impl Into<NaiveDate>) -> impl Iterator<Item = &Clock> {
        let on = on.into();
        let own: Vec<&Clock> = self.in_force(&self.facts().clocks, |clock| &clock.source, on).collect();
        let kinds: Vec<ClockKind> = own.iter().map(|clock| clock.kind).collect();
        let common = CLOCKS.iter().filter(move |(rules, clock)| match rules {
            Rules::Law => true,
            Rules::Core => self.follows_core(),
            Rules::House => !kinds.contains(&clock.kind),
        });
        let common = common.map(|(_, clock)| clock).filter(move |clock| clock.source.holds(on));
        own.into_iter().chain(common)
    }
}
