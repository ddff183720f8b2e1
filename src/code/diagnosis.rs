//! Which code set a diagnosis, a tooth or a LOINC code comes from: HI and TOO.

code_list! {
    /// Which code set the code beside it comes from, and what kind of diagnosis it is (data element 1270: HI01-1 to
    /// HI12-1, TOO01).
    pub struct CodeListQualifier = "1270" {
        ICD_10_CM_DIAGNOSIS = "ABF", "ICD-10-CM diagnosis";
        ICD_10_CM_ADMITTING_DIAGNOSIS = "ABJ", "ICD-10-CM admitting diagnosis";
        ICD_10_CM_PRINCIPAL_DIAGNOSIS = "ABK", "ICD-10-CM principal diagnosis";
        ICD_10_CM_REASON_FOR_VISIT = "APR", "ICD-10-CM, patient's reason for visit";
        ICD_9_CM_DIAGNOSIS = "BF", "ICD-9-CM diagnosis";
        ICD_9_CM_ADMITTING_DIAGNOSIS = "BJ", "ICD-9-CM admitting diagnosis";
        ICD_9_CM_PRINCIPAL_DIAGNOSIS = "BK", "ICD-9-CM principal diagnosis";
        DIAGNOSIS_RELATED_GROUP = "DR", "diagnosis-related group (DRG)";
        UNIVERSAL_NATIONAL_TOOTH_DESIGNATION = "JP", "universal national tooth designation";
        LOINC_CODE = "LOI", "LOINC code";
        ICD_9_CM_REASON_FOR_VISIT = "PR", "ICD-9-CM, patient's reason for visit";
    }
}
