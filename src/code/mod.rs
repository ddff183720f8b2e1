//! The code lists of the transaction set, one type each.
//!
//! A code list is an *open* newtype over [`Word`]: it names the codes that the guides use as constants, and it holds
//! any other value of the wire just as well. Nothing is lost when a partner sends a code of a later release or of its
//! own making; [`CodeList::is_known`] tells the two apart.
//!
//! The titles are our own short descriptions, made to be shown to people. The lists themselves, with their official
//! names and definitions, are X12's and those of the committees that keep the external lists.
//!
//! ```
//! use x12_278::code::{self, CertificationType};
//! use x12_278::element::Word;
//!
//! let first = CertificationType::read("I").unwrap();
//! assert_eq!(first, CertificationType::INITIAL);
//! assert_eq!(first.title(), Some("initial request"));
//!
//! let foreign = CertificationType::read("Q7").unwrap();
//! assert_eq!(foreign.to_string(), "Q7");
//! assert!(!foreign.is_known());
//!
//! // Code that works from tables asks by the number of the data element.
//! assert_eq!(code::title("1322", "", first.word()), Some("initial request"));
//! ```

use crate::element::{Element, Extra, Out, Spot, Word};
use crate::syntax::Delimiters;
use std::fmt;

/// One code list: an open newtype over [`Word`] whose known codes have titles.
///
/// Every list offers the same as inherent methods too; the trait is for code that is generic over lists.
pub trait CodeList: Copy + Ord + From<Word> + Into<Word> + fmt::Debug + fmt::Display + 'static {
    /// The list as data.
    const INFO: &'static ListInfo;

    /// The number of the data element, such as `1322`.
    const DATA_ELEMENT: &'static str = Self::INFO.data_element;

    /// Every known code with its title.
    const ALL: &'static [(Self, &'static str)];

    /// The code of any wire value, known or not.
    #[inline]
    #[must_use]
    fn from_word(word: Word) -> Self {
        Self::from(word)
    }

    /// The wire value.
    #[inline]
    #[must_use]
    fn word(self) -> Word {
        self.into()
    }

    /// What the code means; `None` when it is unknown.
    #[must_use]
    fn title(self) -> Option<&'static str> {
        Self::INFO.title(self.word())
    }

    /// Whether the list names this code.
    #[must_use]
    fn is_known(self) -> bool {
        self.title().is_some()
    }

    /// The code with its title, to be shown to people: `A1 certified in total`; `Z9 (unknown code)`.
    ///
    /// ```
    /// use x12_278::code::{Action, CodeList};
    /// assert_eq!(Action::CERTIFIED_IN_TOTAL.titled(), "A1 certified in total");
    /// assert_eq!(Action::read("Z9").unwrap().titled(), "Z9 (unknown code)");
    /// ```
    #[must_use]
    fn titled(self) -> String {
        match self.title() {
            Some(title) => format!("{self} {title}"),
            None => format!("{self} (unknown code)"),
        }
    }
}

/// A code list as data, for code that works from tables.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ListInfo {
    /// The number of the data element, such as `1322`.
    pub data_element: &'static str,
    /// The number of the external code list, such as `237`; empty when X12 itself keeps the list.
    pub list: &'static str,
    /// The name of the type, such as `CertificationType`.
    pub name: &'static str,
    /// Every known code with its title.
    pub codes: &'static [(Word, &'static str)],
}

impl ListInfo {
    /// What the code means; `None` when this list does not name it.
    #[must_use]
    pub fn title(&self, word: Word) -> Option<&'static str> {
        self.codes.iter().find(|(code, _)| *code == word).map(|(_, title)| *title)
    }

    /// Shows a known code; of an unknown one, which may be patient data, only its length.
    fn debug(&self, word: Word, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.title(word).is_some() {
            write!(f, "{}(\"{word}\")", self.name)
        } else {
            write!(f, "{}(unknown, {} characters)", self.name, word.len())
        }
    }
}

/// Every code is a value of one word.
impl<'a, C: CodeList> Element<'a> for C {
    #[inline]
    fn read(text: &'a str, _: Spot, _: Delimiters, _: &mut Extra<'a>) -> Option<Self> {
        Word::read(text).map(Self::from_word)
    }

    #[inline]
    fn write(&self, position: usize, out: &mut Out<'_>) {
        out.word(position, self.word());
    }
}

/// Makes the open newtype of one code list: `CONSTANT = "code", "title";` a line.
macro_rules! code_list {
    ($(#[$doc:meta])* pub struct $Name:ident = $element:literal $(, list $list:literal)? {
        $($CONST:ident = $code:literal, $title:literal;)+
    }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
        pub struct $Name($crate::element::Word);

        impl $Name {
            $(
                #[doc = concat!("`", $code, "`: ", $title, ".")]
                pub const $CONST: Self = Self($crate::element::Word::constant($code));
            )+

            /// Every known code with its title.
            pub const ALL: &'static [(Self, &'static str)] = &[$((Self::$CONST, $title)),+];

            /// Reads a code, known or not; `None` when the text is not one to eight printable ASCII characters.
            #[must_use]
            pub fn read(text: &str) -> Option<Self> {
                $crate::element::Word::read(text).map(Self)
            }

            /// The wire value.
            #[inline]
            #[must_use]
            pub const fn word(self) -> $crate::element::Word {
                self.0
            }

            /// The characters of the wire value.
            #[inline]
            #[must_use]
            pub const fn text(self) -> $crate::element::WordText {
                self.0.text()
            }

            /// What the code means; `None` when it is unknown.
            #[must_use]
            pub fn title(self) -> Option<&'static str> {
                <Self as $crate::code::CodeList>::INFO.title(self.0)
            }

            /// Whether the list names this code.
            #[must_use]
            pub fn is_known(self) -> bool {
                self.title().is_some()
            }
        }

        impl $crate::code::CodeList for $Name {
            const INFO: &'static $crate::code::ListInfo = &$crate::code::ListInfo {
                data_element: $element,
                list: concat!($($list)?),
                name: stringify!($Name),
                codes: &[$((Self::$CONST.0, $title)),+],
            };
            const ALL: &'static [(Self, &'static str)] = Self::ALL;
        }

        $crate::element::owned_already!($Name);

        impl From<$crate::element::Word> for $Name {
            fn from(word: $crate::element::Word) -> Self {
                Self(word)
            }
        }

        impl From<$Name> for $crate::element::Word {
            fn from(code: $Name) -> Self {
                code.0
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::fmt::Debug for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                <Self as $crate::code::CodeList>::INFO.debug(self.0, f)
            }
        }
    };
}

mod acknowledgment;
mod admission;
mod clinical;
mod date;
mod decision;
mod delivery;
mod diagnosis;
mod facility;
mod member;
mod nursing_home;
mod paperwork;
mod party;
mod reference;
mod rejection;
mod review;
mod service;
mod transaction;
mod yes_no;

pub use acknowledgment::{
    ElementFault, GroupFault, GroupResult, InterchangeNote, InterchangeResult, SegmentFault, SetFault, SetResult,
};
pub use admission::{AdmissionSource, AdmissionType, PatientStatus};
pub use clinical::{
    AmbulanceReason, AmbulanceTransport, ConditionCategory, ConditionIndicator, OralCavity, OxygenDelivery,
    OxygenEquipment, OxygenTestCondition, OxygenTestFinding, PatientLocation, ProsthesisStatus, SpinalCondition,
    SubluxationLevel, ToothSurface,
};
pub use date::{DateFormat, DateQualifier};
pub use decision::{Action, ReviewReason};
pub use delivery::{DeliveryPattern, DeliveryTime, QuantityQualifier, TimePeriod, Unit};
pub use diagnosis::CodeListQualifier;
pub use facility::{FacilityQualifier, FacilityType, PlaceOfService};
pub use member::{EmploymentStatus, Gender, Relationship};
pub use nursing_home::{NursingHomeLevel, NursingHomeStatus};
pub use paperwork::{ReportTransmission, ReportType};
pub use party::{
    CommunicationQualifier, ContactFunction, EntityIdentifier, EntityType, IdentificationQualifier, ProviderRole,
};
pub use reference::{ReferenceQualifier, TraceType};
pub use rejection::{FollowUpAction, RejectReason};
pub use review::{
    CertificationType, DelayReason, HealthCondition, LevelOfService, Prognosis, RelatedCause, ReleaseOfInformation,
    RequestCategory,
};
pub use service::{ProductQualifier, ServiceType};
pub use transaction::{
    HierarchicalChild, HierarchicalLevel, HierarchicalStructure, TransactionPurpose, TransactionType,
};
pub use yes_no::Response;

#[cfg(test)]
mod tests;

/// Every code list of this crate, by the number of its data element.
pub static LISTS: &[&ListInfo] = &[
    IdentificationQualifier::INFO,
    EntityIdentifier::INFO,
    ReferenceQualifier::INFO,
    ProductQualifier::INFO,
    Action::INFO,
    TransactionPurpose::INFO,
    Unit::INFO,
    CommunicationQualifier::INFO,
    ContactFunction::INFO,
    DateQualifier::INFO,
    TraceType::INFO,
    EmploymentStatus::INFO,
    TimePeriod::INFO,
    TransactionType::INFO,
    QuantityQualifier::INFO,
    DeliveryPattern::INFO,
    DeliveryTime::INFO,
    HierarchicalLevel::INFO,
    HierarchicalChild::INFO,
    ReportType::INFO,
    ReportTransmission::INFO,
    FollowUpAction::INFO,
    RejectReason::INFO,
    Prognosis::INFO,
    HierarchicalStructure::INFO,
    EntityType::INFO,
    Gender::INFO,
    Relationship::INFO,
    Response::INFO,
    ConditionCategory::INFO,
    HealthCondition::INFO,
    ProviderRole::INFO,
    DateFormat::INFO,
    CodeListQualifier::INFO,
    ReviewReason::INFO,
    AdmissionSource::INFO,
    AdmissionType::INFO,
    AmbulanceTransport::INFO,
    AmbulanceReason::INFO,
    ConditionIndicator::INFO,
    CertificationType::INFO,
    FacilityType::INFO,
    PlaceOfService::INFO,
    FacilityQualifier::INFO,
    NursingHomeLevel::INFO,
    LevelOfService::INFO,
    SpinalCondition::INFO,
    NursingHomeStatus::INFO,
    OxygenEquipment::INFO,
    OxygenTestCondition::INFO,
    OxygenTestFinding::INFO,
    PatientStatus::INFO,
    ProsthesisStatus::INFO,
    OralCavity::INFO,
    RelatedCause::INFO,
    ReleaseOfInformation::INFO,
    ServiceType::INFO,
    SubluxationLevel::INFO,
    ToothSurface::INFO,
    OxygenDelivery::INFO,
    PatientLocation::INFO,
    DelayReason::INFO,
    RequestCategory::INFO,
    InterchangeResult::INFO,
    InterchangeNote::INFO,
    GroupResult::INFO,
    GroupFault::INFO,
    SetResult::INFO,
    SetFault::INFO,
    SegmentFault::INFO,
    ElementFault::INFO,
];

/// The data elements that take their code from several lists: which one, a qualifier beside the element says.
const CHOSEN_BY_QUALIFIER: [&str; 2] = ["1271", "1331"];

/// The code list of a data element.
///
/// `list` is the number of the external list. It may be empty for every element but two: 1331 (`236` or `237`, as the
/// facility qualifier says) and 1271 (`886` for the reasons of a decision; its other lists, diagnoses for example, are
/// too large to be held here).
///
/// ```
/// use x12_278::code;
/// assert_eq!(code::list("1365", "").map(|list| list.name), Some("ServiceType"));
/// assert_eq!(code::list("1331", "237").map(|list| list.name), Some("PlaceOfService"));
/// assert!(code::list("1331", "").is_none());
/// ```
#[must_use]
pub fn list(data_element: &str, list: &str) -> Option<&'static ListInfo> {
    let any = list.is_empty() && !CHOSEN_BY_QUALIFIER.contains(&data_element);
    LISTS.iter().copied().find(|info| info.data_element == data_element && (any || info.list == list))
}

/// What a code of a data element means; `None` when this crate has no such list or the list does not name the code.
///
/// `list` is the number of the external list, as in [`list`](fn@list).
#[must_use]
pub fn title(data_element: &str, list: &str, word: Word) -> Option<&'static str> {
    self::list(data_element, list)?.title(word)
}
