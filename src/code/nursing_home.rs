//! Care in a nursing home: SV1, SV2 and CL1.

code_list! {
    /// The level of care that the nursing home gives (data element 1337: SV120, SV210).
    pub struct NursingHomeLevel = "1337" {
        SKILLED_NURSING_FACILITY = "1", "skilled nursing facility";
        INTERMEDIATE_CARE_FACILITY = "2", "intermediate care facility";
        INTERMEDIATE_CARE_FACILITY_INTELLECTUAL_DISABILITY =
            "3", "intermediate care facility for individuals with intellectual disabilities";
        CHRONIC_DISEASE_HOSPITAL = "4", "chronic disease hospital";
        INTERMEDIATE_CARE_FACILITY_LEVEL_II = "5", "intermediate care facility, level II";
        SPECIAL_SKILLED_NURSING_FACILITY = "6", "special skilled nursing facility";
        NURSING_FACILITY = "7", "nursing facility";
        HOSPICE = "8", "hospice";
    }
}

code_list! {
    /// Where the resident stands with the nursing home: newly admitted, still there, absent, transferred (data element
    /// 1345: CL104 and SV209 of a request).
    pub struct NursingHomeStatus = "1345" {
        TRANSFERRED_TO_INTELLECTUAL_DISABILITY_FACILITY =
            "1", "transferred to an intermediate care facility for individuals with intellectual disabilities";
        NEWLY_ADMITTED = "2", "newly admitted";
        NEWLY_ELIGIBLE = "3", "newly eligible";
        NO_LONGER_ELIGIBLE = "4", "no longer eligible";
        STILL_A_RESIDENT = "5", "still a resident";
        TEMPORARILY_ABSENT_HOSPITAL = "6", "temporarily absent, in a hospital";
        TEMPORARILY_ABSENT_OTHER = "7", "temporarily absent, elsewhere";
        TRANSFERRED_TO_INTERMEDIATE_CARE_LEVEL_II = "8", "transferred to an intermediate care facility, level II";
        OTHER = "9", "other";
    }
}
