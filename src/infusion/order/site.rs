//! Where the drug is given.

use crate::code::FacilityQualifier;
use crate::element::{Text, Word};
use crate::profile::{SiteException, SiteKind};
use crate::segment::Facility;

/// The site of care.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Site {
    /// What kind of place it is.
    pub kind: SiteKind,
    /// The first two digits of the type of bill, where the facility bills by it; UM04 then says that and not the place
    /// of service.
    pub bill_type: Option<Text<'static>>,
    /// Why it cannot be a less costly place.
    pub exception: Option<SiteException>,
}

impl Site {
    /// A kind of place.
    #[must_use]
    pub const fn new(kind: SiteKind) -> Self {
        Self { kind, bill_type: None, exception: None }
    }

    /// UM04; `None` for a type of bill that has not two digits or letters.
    #[must_use]
    pub fn facility(&self) -> Option<Facility> {
        let (code, qualifier) = match &self.bill_type {
            Some(bill_type) => (
                Word::read(bill_type)
                    .filter(|word| word.len() == 2 && bill_type.bytes().all(|b| b.is_ascii_digit()))?,
                FacilityQualifier::TYPE_OF_BILL,
            ),
            None => (self.kind.place_of_service().word(), FacilityQualifier::PLACE_OF_SERVICE),
        };
        Some(Facility { code: Some(code), qualifier: Some(qualifier) })
    }
}

impl SiteException {
    /// As messages have it.
    #[must_use]
    pub const fn sign(self) -> &'static str {
        match self {
            Self::FirstDose => "SITE REASON FIRST DOSE OR RESTART",
            Self::PriorReaction => "SITE REASON PRIOR SEVERE REACTION",
            Self::Unstable => "SITE REASON UNSTABLE CARDIAC, PULMONARY OR RENAL",
            Self::VascularAccess => "SITE REASON VASCULAR ACCESS",
            Self::PediatricSafety => "SITE REASON PEDIATRIC SAFETY",
            Self::NoOtherSite => "SITE REASON NO OTHER SITE IN REACH",
            Self::HomeUnsafe => "SITE REASON HOME UNSAFE",
            Self::DrugShortage => "SITE REASON DRUG SHORTAGE",
            Self::SameDayOncology => "SITE REASON SAME-DAY ONCOLOGY REGIMEN",
        }
    }
}
