//! Home health care: CR6.

code_list! {
    /// The kind of place where the patient is or was last cared for, such as a hospital or a private home (data element
    /// 1384: CR617 of a request).
    pub struct PatientLocation = "1384" {
        ACUTE_CARE_FACILITY = "A", "acute care facility";
        BOARDING_HOME = "B", "boarding home";
        HOSPICE = "C", "hospice";
        INTERMEDIATE_CARE_FACILITY = "D", "intermediate care facility";
        LONG_TERM_OR_EXTENDED_CARE_FACILITY = "E", "long-term or extended care facility";
        NOT_SPECIFIED = "F", "not specified";
        NURSING_HOME = "G", "nursing home";
        SUB_ACUTE_CARE_FACILITY = "H", "subacute care facility";
        OTHER_LOCATION = "L", "other location";
        REHABILITATION_FACILITY = "M", "rehabilitation facility";
        OUTPATIENT_FACILITY = "O", "outpatient facility";
        PRIVATE_HOME = "P", "private home";
        RESIDENTIAL_TREATMENT_FACILITY = "R", "residential treatment facility";
        SKILLED_NURSING_HOME = "S", "skilled nursing home";
        REST_HOME = "T", "rest home";
    }
}
