//! Diagnoses: ICD-10-CM, with or without the dot.

use crate::catalog::value::Day;
use crate::code::CodeListQualifier;
use crate::element::Text;

/// One diagnosis of the patient.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Diagnosis {
    /// The ICD-10-CM code, with or without its dot.
    pub code: Text<'static>,
    /// What kind of diagnosis it is. Exactly one is the principal one.
    pub kind: DiagnosisKind,
    /// The day of the diagnosis.
    pub date: Option<Day>,
}

/// What kind of diagnosis it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum DiagnosisKind {
    /// The principal one: what the therapy is for (ABK).
    Principal,
    /// Another one (ABF).
    #[default]
    Other,
    /// Why the patient was admitted (ABJ).
    Admitting,
    /// Why the patient came (APR).
    ReasonForVisit,
}

impl DiagnosisKind {
    pub(crate) const fn code(self) -> CodeListQualifier {
        match self {
            Self::Principal => CodeListQualifier::ICD_10_CM_PRINCIPAL_DIAGNOSIS,
            Self::Other => CodeListQualifier::ICD_10_CM_DIAGNOSIS,
            Self::Admitting => CodeListQualifier::ICD_10_CM_ADMITTING_DIAGNOSIS,
            Self::ReasonForVisit => CodeListQualifier::ICD_10_CM_REASON_FOR_VISIT,
        }
    }

    /// The place among the diagnoses: the principal one first, then the admitting one.
    pub(crate) const fn rank(self) -> u8 {
        match self {
            Self::Principal => 0,
            Self::Admitting => 1,
            Self::Other | Self::ReasonForVisit => 2,
        }
    }
}

impl Diagnosis {
    /// The principal diagnosis.
    #[must_use]
    pub fn principal(code: impl Into<Text<'static>>) -> Self {
        Self { code: code.into(), kind: DiagnosisKind::Principal, date: None }
    }

    /// A further diagnosis.
    #[must_use]
    pub fn other(code: impl Into<Text<'static>>) -> Self {
        Self { code: code.into(), ..Self::default() }
    }

    /// The code as the 278 wants it: capital letters, no dot; `None` when it has not the shape of ICD-10-CM.
    ///
    /// ```
    /// use x12_278::infusion::Diagnosis;
    /// assert_eq!(Diagnosis::principal("k50.90").wire(), Some("K5090".to_owned()));
    /// assert_eq!(Diagnosis::principal("555.9").wire(), None);
    /// ```
    #[must_use]
    pub fn wire(&self) -> Option<String> {
        let text = self.code.trim().to_ascii_uppercase();
        let plain = match text.split_once('.') {
            Some((category, detail)) if category.len() == 3 && !detail.is_empty() => format!("{category}{detail}"),
            Some(_) => return None,
            None => text,
        };
        let shaped = (3..=7).contains(&plain.len())
            && plain.bytes().enumerate().all(|(place, byte)| match place {
                0 => byte.is_ascii_uppercase(),
                1 => byte.is_ascii_digit(),
                _ => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            });
        shaped.then_some(plain)
    }
}
