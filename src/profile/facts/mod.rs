//! What is known about a payer, as dated data: who says so, since when, and whether it is verified.

mod checklist;
mod choice;
mod clock;
mod route;
mod site_exception;
mod site_kind;
mod therapy;

pub use crate::catalog::Source;
pub use checklist::{ChecklistItem, ItemSeverity};
pub use choice::{Choice, NdcPolicy, QuantityBasis, ServiceTypeChoice};
pub use clock::{Clock, ClockKind, ClockUnit, Program, Scope, Urgency};
pub use route::{Hint, Reviewer, Route, RouteCondition, RouteKey};
pub use site_exception::SiteException;
pub use site_kind::SiteKind;
pub use therapy::Therapy;

use crate::element::{Text, Word};

/// All facts about a payer. Of several entries about the same thing the first that holds on a day counts; of rules
/// about time, the strictest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// The lines of business.
    pub lines_of_business: Vec<LineOfBusiness>,
    /// The clocks of the payer and the windows of the requester, in no order.
    pub clocks: Vec<Clock>,
    /// How bad it is when an item of the completeness list is missing.
    pub checklist: Vec<ItemSeverity>,
    /// The sites about which the payer asks why, and for which drugs.
    pub site_risks: Vec<SiteRisk>,
    /// The home infusion vendors under contract.
    pub vendors: Vec<Vendor>,
    /// The routing rules, in order: the first that applies decides.
    pub routes: Vec<Route>,
    /// What the quantity of a drug line counts.
    pub quantity: Vec<Choice<QuantityBasis>>,
    /// Where the payer wants the national drug code.
    pub ndc: Vec<Choice<NdcPolicy>>,
    /// The service types (UM03) that the payer wants.
    pub service_types: Vec<ServiceTypeChoice>,
    /// The numbers of the payer on claims. Whether the 278 takes the same is not known.
    pub claims_payers: Vec<ClaimsPayer>,
    /// What the payer means by the codes of its answers.
    pub meanings: Vec<Meaning>,
}

impl Facts {
    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        let choices = self.quantity.len() + self.ndc.len() + self.service_types.len() + self.claims_payers.len();
        let lists = self.lines_of_business.len() + self.clocks.len() + self.checklist.len() + self.site_risks.len();
        choices + lists + self.vendors.len() + self.routes.len() + self.meanings.len()
    }
}

/// A line of business.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineOfBusiness {
    /// The key by which orders, clocks and routes name it, such as `mediCal`.
    pub key: Text<'static>,
    /// What it is called.
    pub title: Text<'static>,
    /// The program that it belongs to; `None` when that is not known.
    pub program: Option<Program>,
    /// Who says so, since when, and whether it is verified.
    pub source: Source,
}

/// Sites about which a payer asks why a drug is given there, and the drugs of which it asks so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteRisk {
    /// The sites.
    pub sites: Vec<SiteKind>,
    /// The therapies that it is about.
    pub therapies: Vec<Therapy>,
    /// The drugs that it is about, by their HCPCS codes.
    pub codes: Vec<Text<'static>>,
    /// The classes of injectables that it is about, as the crosswalk of the payer names them.
    pub classes: Vec<Text<'static>>,
    /// The reasons that the payer takes; empty for any.
    pub exceptions: Vec<SiteException>,
    /// Why, in words; may be empty.
    pub text: Text<'static>,
    /// Who says so, since when, and whether it is verified.
    pub source: Source,
}

impl SiteRisk {
    /// Whether it is about a drug: by its therapy, its code or its class. One that names none of these is about any.
    #[must_use]
    pub fn is_about(&self, therapy: Therapy, code: &str, class: Option<&str>) -> bool {
        let any = self.therapies.is_empty() && self.codes.is_empty() && self.classes.is_empty();
        let of_class = class.is_some_and(|class| self.classes.iter().any(|own| own == class));
        any || self.therapies.contains(&therapy) || self.codes.iter().any(|own| own == code) || of_class
    }

    /// Whether the payer takes a reason.
    #[must_use]
    pub fn accepts(&self, reason: SiteException) -> bool {
        self.exceptions.is_empty() || self.exceptions.contains(&reason)
    }
}

/// A home infusion vendor under contract, and whether it takes referrals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vendor {
    /// Its name.
    pub name: Text<'static>,
    /// For these therapies; empty for any that no other entry names.
    pub therapies: Vec<Therapy>,
    /// Whether it takes referrals for them.
    pub accepts: bool,
    /// Who says so, since when, and whether it is verified.
    pub source: Source,
}

/// The number of a payer on claims.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClaimsPayer {
    /// For these lines of business, by their keys; empty for all.
    pub lines: Vec<Text<'static>>,
    /// The number.
    pub id: Text<'static>,
    /// Who says so, since when, and whether it is verified.
    pub source: Source,
}

/// What a payer means by a code of its answers. The code stays beside it as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Where the code stands.
    pub of: CodeOf,
    /// The loop in which it means this; `None` in any.
    pub in_loop: Option<Text<'static>>,
    /// The code.
    pub code: Word,
    /// What the payer means, in its words.
    pub text: Text<'static>,
    /// Who says so, since when, and whether it is verified.
    pub source: Source,
}

/// Which code of an answer has a meaning of the payer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeOf {
    /// The reason of a decision (HCR03).
    Reason,
    /// The reason of a rejection (AAA03).
    Rejection,
}
