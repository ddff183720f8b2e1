//! How the patient came to the institution and how the stay ended: CL1.

code_list! {
    /// How urgent the admission is (data element 1315 with external list 231: CL101).
    pub struct AdmissionType = "1315", list "231" {
        EMERGENCY = "1", "emergency";
        URGENT = "2", "urgent";
        ELECTIVE = "3", "elective";
        NEWBORN = "4", "newborn";
        TRAUMA = "5", "trauma";
        NOT_AVAILABLE = "9", "information not available";
    }
}

code_list! {
    /// Where the patient came from (data element 1314 with external list 230: CL102).
    pub struct AdmissionSource = "1314", list "230" {
        NON_HEALTH_CARE_FACILITY = "1", "non-health care facility (formerly physician referral)";
        CLINIC_OR_PHYSICIAN_OFFICE = "2", "clinic or physician's office";
        HMO_REFERRAL = "3", "HMO referral (retired)";
        TRANSFER_FROM_A_HOSPITAL = "4", "transfer from a hospital";
        TRANSFER_FROM_SKILLED_NURSING_OR_ASSISTED_LIVING =
            "5", "transfer from skilled nursing, intermediate care or assisted living";
        TRANSFER_FROM_ANOTHER_HEALTH_CARE_FACILITY = "6", "transfer from another health care facility";
        EMERGENCY_ROOM = "7", "emergency room (retired)";
        COURT_OR_LAW_ENFORCEMENT = "8", "court or law enforcement";
        NOT_AVAILABLE = "9", "information not available";
        TRANSFER_FROM_CRITICAL_ACCESS_HOSPITAL = "A", "transfer from a critical access hospital (retired)";
        TRANSFER_FROM_ANOTHER_HOME_HEALTH_AGENCY = "B", "transfer from another home health agency (retired)";
        READMISSION_TO_SAME_HOME_HEALTH_AGENCY = "C", "readmission to the same home health agency (retired)";
        TRANSFER_FROM_DISTINCT_UNIT_OF_SAME_HOSPITAL = "D", "transfer from a distinct unit of the same hospital";
        TRANSFER_FROM_AMBULATORY_SURGERY_CENTER = "E", "transfer from an ambulatory surgery center";
        TRANSFER_FROM_HOSPICE = "F", "transfer from a hospice";
        TRANSFER_FROM_DISASTER_ALTERNATE_CARE_SITE = "G", "transfer from a designated disaster alternate care site";
    }
}

code_list! {
    /// Where the patient went at the end of the stay, or that the stay goes on (data element 1352 with external list
    /// 239: CL103).
    pub struct PatientStatus = "1352", list "239" {
        DISCHARGED_HOME_OR_SELF_CARE = "01", "discharged to home or self-care";
        TO_SHORT_TERM_GENERAL_HOSPITAL = "02", "to a short-term general hospital";
        TO_SKILLED_NURSING_FACILITY = "03", "to a skilled nursing facility";
        TO_CUSTODIAL_OR_SUPPORTIVE_CARE_FACILITY = "04", "to a custodial or supportive care facility";
        TO_CANCER_CENTER_OR_CHILDRENS_HOSPITAL = "05", "to a cancer center or children's hospital";
        HOME_WITH_HOME_HEALTH_SERVICES = "06", "to home with home health services";
        LEFT_AGAINST_MEDICAL_ADVICE = "07", "left against medical advice";
        HOME_WITH_HOME_IV_PROVIDER = "08", "to home with a home IV provider (retired)";
        ADMITTED_AS_INPATIENT_TO_THIS_HOSPITAL = "09", "admitted as an inpatient to this hospital";
        EXPIRED = "20", "expired";
        TO_COURT_OR_LAW_ENFORCEMENT = "21", "to court or law enforcement";
        STILL_A_PATIENT = "30", "still a patient";
        EXPIRED_AT_HOME_HOSPICE = "40", "expired at home (hospice)";
        EXPIRED_IN_A_MEDICAL_FACILITY_HOSPICE = "41", "expired in a medical facility (hospice)";
        EXPIRED_PLACE_UNKNOWN_HOSPICE = "42", "expired, place unknown (hospice)";
        TO_FEDERAL_HEALTH_CARE_FACILITY = "43", "to a federal health care facility";
        HOSPICE_HOME = "50", "to hospice at home";
        HOSPICE_MEDICAL_FACILITY = "51", "to hospice in a medical facility";
        TO_SWING_BED_WITHIN_THIS_INSTITUTION = "61", "to a swing bed within this institution";
        TO_INPATIENT_REHABILITATION_FACILITY = "62", "to an inpatient rehabilitation facility";
        TO_LONG_TERM_CARE_HOSPITAL = "63", "to a long-term care hospital";
        TO_MEDICAID_ONLY_NURSING_FACILITY = "64", "to a Medicaid-only nursing facility";
        TO_PSYCHIATRIC_HOSPITAL_OR_UNIT = "65", "to a psychiatric hospital or unit";
        TO_CRITICAL_ACCESS_HOSPITAL = "66", "to a critical access hospital";
        TO_DISASTER_ALTERNATE_CARE_SITE = "69", "to a designated disaster alternate care site";
        TO_OTHER_TYPE_OF_HEALTH_CARE_INSTITUTION = "70", "to another type of health care institution";
        HOME_PLANNED_READMISSION = "81", "to home, planned readmission";
        TO_SHORT_TERM_HOSPITAL_PLANNED_READMISSION = "82", "to a short-term hospital, planned readmission";
        TO_SKILLED_NURSING_PLANNED_READMISSION = "83", "to skilled nursing, planned readmission";
        TO_CUSTODIAL_CARE_PLANNED_READMISSION = "84", "to custodial care, planned readmission";
        TO_CANCER_CENTER_OR_CHILDRENS_HOSPITAL_PLANNED_READMISSION =
            "85", "to a cancer center or children's hospital, planned readmission";
        HOME_HEALTH_PLANNED_READMISSION = "86", "to home health, planned readmission";
        TO_COURT_OR_LAW_ENFORCEMENT_PLANNED_READMISSION = "87", "to court or law enforcement, planned readmission";
        TO_FEDERAL_FACILITY_PLANNED_READMISSION = "88", "to a federal facility, planned readmission";
        TO_SWING_BED_PLANNED_READMISSION = "89", "to a swing bed, planned readmission";
        TO_INPATIENT_REHABILITATION_PLANNED_READMISSION = "90", "to inpatient rehabilitation, planned readmission";
        TO_LONG_TERM_CARE_HOSPITAL_PLANNED_READMISSION = "91", "to a long-term care hospital, planned readmission";
        TO_MEDICAID_ONLY_NURSING_FACILITY_PLANNED_READMISSION =
            "92", "to a Medicaid-only nursing facility, planned readmission";
        TO_PSYCHIATRIC_HOSPITAL_OR_UNIT_PLANNED_READMISSION =
            "93", "to a psychiatric hospital or unit, planned readmission";
        TO_CRITICAL_ACCESS_HOSPITAL_PLANNED_READMISSION = "94", "to a critical access hospital, planned readmission";
        TO_OTHER_INSTITUTION_PLANNED_READMISSION = "95", "to another institution, planned readmission";
    }
}
