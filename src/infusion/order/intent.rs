//! What the request is: a first one, a renewal, an appeal.

use crate::code::{CertificationType, RequestCategory};
use crate::element::Text;

/// What the request is, and which earlier one it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Intent {
    /// What it is.
    pub kind: IntentKind,
    /// Authorization number of the earlier request (REF `BB`).
    pub authorization_number: Option<Text<'static>>,
    /// Reference number of an earlier request that has no authorization number, such as a pended or denied one
    /// (REF `NT`).
    pub reference_number: Option<Text<'static>>,
}

impl Intent {
    /// A first request.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The next period of an authorization.
    #[must_use]
    pub fn renewal(authorization_number: impl Into<Text<'static>>) -> Self {
        Self::about_authorization(IntentKind::Renewal, authorization_number)
    }

    /// More time or units under an authorization.
    #[must_use]
    pub fn extension(authorization_number: impl Into<Text<'static>>) -> Self {
        Self::about_authorization(IntentKind::Extension, authorization_number)
    }

    /// Another intent about an authorization.
    #[must_use]
    pub fn about_authorization(kind: IntentKind, number: impl Into<Text<'static>>) -> Self {
        Self { kind, authorization_number: Some(number.into()), reference_number: None }
    }

    /// Another intent about a request that has a reference number only.
    #[must_use]
    pub fn about_reference(kind: IntentKind, number: impl Into<Text<'static>>) -> Self {
        Self { kind, authorization_number: None, reference_number: Some(number.into()) }
    }
}

/// What a request is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum IntentKind {
    /// A first request.
    #[default]
    New,
    /// A referral to a specialist.
    Referral,
    /// The next period of an authorization.
    Renewal,
    /// More time or units under an authorization.
    Extension,
    /// A change of a live or pended request.
    Revision,
    /// The request is withdrawn.
    Cancel,
    /// New facts before an appeal.
    Reconsideration,
    /// An appeal that cannot wait.
    UrgentAppeal,
    /// An appeal.
    StandardAppeal,
}

/// Which number of the earlier request an intent needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Earlier {
    None,
    Authorization,
    Reference,
    Either,
}

impl Urgency {
    /// It can wait for the standard clock.
    #[must_use]
    pub fn elective() -> Self {
        Self::default()
    }

    /// It cannot wait: who attests it, and why.
    #[must_use]
    pub fn urgent(attested_by: impl Into<Text<'static>>, reason: impl Into<Text<'static>>) -> Self {
        Self { level: UrgencyLevel::Urgent, attested_by: Some(attested_by.into()), reason: Some(reason.into()) }
    }
}

impl IntentKind {
    const fn row(self) -> (RequestCategory, CertificationType, Earlier) {
        use CertificationType as C;
        const HS: RequestCategory = RequestCategory::HEALTH_SERVICES_REVIEW;
        match self {
            Self::New => (HS, C::INITIAL, Earlier::None),
            Self::Referral => (RequestCategory::SPECIALTY_CARE_REVIEW, C::INITIAL, Earlier::None),
            Self::Renewal => (HS, C::RENEWAL, Earlier::Authorization),
            Self::Extension => (HS, C::EXTENSION, Earlier::Authorization),
            Self::Revision => (HS, C::REVISED, Earlier::Either),
            Self::Cancel => (HS, C::CANCEL, Earlier::Either),
            Self::Reconsideration => (HS, C::RECONSIDERATION, Earlier::Reference),
            Self::UrgentAppeal => (HS, C::APPEAL_IMMEDIATE, Earlier::Reference),
            Self::StandardAppeal => (HS, C::APPEAL_STANDARD, Earlier::Reference),
        }
    }

    /// UM01.
    #[must_use]
    pub const fn category(self) -> RequestCategory {
        self.row().0
    }

    /// UM02.
    #[must_use]
    pub const fn certification_type(self) -> CertificationType {
        self.row().1
    }

    pub(crate) const fn earlier(self) -> Earlier {
        self.row().2
    }

    /// Whether it is an appeal of either kind.
    #[must_use]
    pub const fn is_appeal(self) -> bool {
        matches!(self, Self::UrgentAppeal | Self::StandardAppeal)
    }

    /// Whether it asks for care, as opposed to withdrawing it.
    #[must_use]
    pub const fn asks_for_care(self) -> bool {
        !matches!(self, Self::Cancel)
    }
}

/// How urgent it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Urgency {
    /// The level (UM06).
    pub level: UrgencyLevel,
    /// The clinician who attests the urgency; needed for anything but elective.
    pub attested_by: Option<Text<'static>>,
    /// Why it cannot wait; goes into the message.
    pub reason: Option<Text<'static>>,
}

/// The level of urgency. Urgent or elective has to be chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum UrgencyLevel {
    /// Can wait for the standard clock.
    #[default]
    Elective,
    /// Cannot wait for the standard clock without harm.
    Urgent,
    /// An emergency.
    Emergency,
}
