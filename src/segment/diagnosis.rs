//! Diagnoses, and in responses the information that is asked for: HI.

use crate::code::{CodeListQualifier, DateFormat};
use crate::element::{Run, Text};
use crate::shape::{composite, segment};

segment! {
    /// Up to twelve diagnoses of the patient. In a response it may ask for information instead, by LOINC code.
    ///
    /// On the wire: `HI*ABK:K5090~`.
    pub struct Hi<'a> = "HI" {
        /// The codes, in places 1 to 12; the diagnosis pointers of a service name these places.
        ///
        /// HI01 to HI12, composite C022.
        "HI01" codes: Run<HealthCareCode<'a>, 12>;
    }
}

impl<'a> Hi<'a> {
    /// The first code that is marked as the principal diagnosis.
    ///
    /// ```
    /// use x12_278::code::CodeListQualifier;
    /// use x12_278::segment::{HealthCareCode, Hi};
    /// let kind = Some(CodeListQualifier::ICD_10_CM_PRINCIPAL_DIAGNOSIS);
    /// let crohn = HealthCareCode { kind, code: Some("K5090".into()), ..HealthCareCode::default() };
    /// let mut diagnoses = Hi::default();
    /// diagnoses.codes.push(crohn.clone()).unwrap();
    /// assert_eq!(diagnoses.principal(), Some(&crohn));
    /// ```
    #[must_use]
    pub fn principal(&self) -> Option<&HealthCareCode<'a>> {
        self.codes.iter().find(|code| {
            matches!(
                code.kind,
                Some(
                    CodeListQualifier::ICD_10_CM_PRINCIPAL_DIAGNOSIS | CodeListQualifier::ICD_9_CM_PRINCIPAL_DIAGNOSIS
                )
            )
        })
    }
}

composite! {
    /// One diagnosis, or one LOINC code that names the information wanted.
    ///
    /// Composite C022: HI01 to HI12. On the wire: `ABK:K5090:D8:20251201`.
    pub struct HealthCareCode<'a> = "C022" {
        /// Which code set the code is from, and whether it is the principal, the admitting or another diagnosis.
        ///
        /// C022-1, data element 1270, type ID, 1 to 3 characters.
        "C022-1" kind: Option<CodeListQualifier>;
        /// The code, without a dot: ICD-10-CM, ICD-9-CM, DRG or LOINC, as the kind says.
        ///
        /// C022-2, data element 1271, type AN, 1 to 30 characters.
        "C022-2" code: Option<Text<'a>>;
        /// How the date is written: `D8`.
        ///
        /// C022-3, data element 1250, type ID, 2 to 3 characters.
        "C022-3" date_format: Option<DateFormat>;
        /// The day of the diagnosis, CCYYMMDD.
        ///
        /// C022-4, data element 1251, type AN, 1 to 35 characters.
        "C022-4" date: Option<Text<'a>>;
    }
}
