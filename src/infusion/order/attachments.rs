//! Documents that go with the request: PWK, with the LOINC code of the document beside.

use crate::code::ReportTransmission;
use crate::element::Text;

/// A document that goes with the request. Its content never passes through this crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Attachment {
    /// What it is.
    pub kind: DocumentKind,
    /// How it is sent.
    pub sent: Transmission,
    /// The number that ties the document to the request; the 275 or the cover sheet carries it too. 2 to 80 characters.
    /// Required unless it is told by voice or kept ready.
    pub control_number: Option<Text<'static>>,
    /// In words, at most 80 characters.
    pub description: Option<Text<'static>>,
    /// The line it belongs to, from 1 in the order of the lines; the event when absent.
    pub line: Option<usize>,
}

impl Attachment {
    /// A document that follows electronically.
    #[must_use]
    pub fn electronic(kind: DocumentKind, control_number: impl Into<Text<'static>>) -> Self {
        Self { kind, control_number: Some(control_number.into()), ..Self::default() }
    }

    /// A document that follows by fax.
    #[must_use]
    pub fn fax(kind: DocumentKind, control_number: impl Into<Text<'static>>) -> Self {
        Self { sent: Transmission::Fax, ..Self::electronic(kind, control_number) }
    }
}

/// How a document is sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Transmission {
    /// Electronically, such as by a 275 or a portal.
    #[default]
    Electronic,
    /// By fax.
    Fax,
    /// By mail.
    Mail,
    /// By e-mail.
    Email,
    /// Told by voice.
    Voice,
    /// Kept ready at the provider.
    OnRequest,
}

impl Transmission {
    pub(crate) const fn code(self) -> ReportTransmission {
        match self {
            Self::Electronic => ReportTransmission::ELECTRONIC_ONLY,
            Self::Fax => ReportTransmission::BY_FAX,
            Self::Mail => ReportTransmission::BY_MAIL,
            Self::Email => ReportTransmission::BY_E_MAIL,
            Self::Voice => ReportTransmission::BY_VOICE,
            Self::OnRequest => ReportTransmission::AVAILABLE_ON_REQUEST_AT_PROVIDER_SITE,
        }
    }

    pub(crate) const fn needs_control_number(self) -> bool {
        !matches!(self, Self::Voice | Self::OnRequest)
    }
}

/// Declares the documents: name, key, what it is.
macro_rules! documents {
    ($($(#[$meta:meta])* $name:ident $key:literal $title:literal)*) => {
        /// The kinds of documents. Which report type (PWK01) and which LOINC code each has, the table of documents says.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum DocumentKind {
            $($(#[$meta])* #[doc = $title] $name,)*
        }

        impl DocumentKind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its key in tables and in JSON, such as `visitNote`.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self { $(Self::$name => $key,)* }
            }
        }
    };
}

documents! {
    HistoryAndPhysical "historyAndPhysical" "History and physical examination."
    #[default]
    VisitNote "visitNote" "Note of a visit."
    ConsultNote "consultNote" "Note of a consultation."
    TreatmentPlan "treatmentPlan" "Plan of treatment."
    OncologyPlan "oncologyPlan" "Plan of treatment for cancer."
    Order "order" "The physician's order."
    Prescription "prescription" "The prescription."
    LabResults "labResults" "Laboratory results."
    Pathology "pathology" "Pathology report."
    Imaging "imaging" "Radiology report."
    DrugsGiven "drugsGiven" "Drugs given so far."
    PriorTherapy "priorTherapy" "Why the treatment goes beyond the guidelines; earlier therapies."
    NecessityLetter "necessityLetter" "Letter of medical necessity."
    NursingNotes "nursingNotes" "Nursing notes."
    Allergies "allergies" "Allergies."
    ParenteralNutrition "parenteralNutrition" "Certification of parenteral nutrition."
    InfusionPump "infusionPump" "Prescription of an external infusion pump."
    ImmunosuppressiveDrug "immunosuppressiveDrug" "Profile of an immunosuppressive drug."
    PainManagement "painManagement" "Records of pain management."
    DenialLetter "denialLetter" "The denial that is appealed."
    DenialRecords "denialRecords" "Records that answer a denial."
    WholeChart "wholeChart" "The whole chart."
    PriorAuthorization "priorAuthorization" "The authorization of another plan."
}
