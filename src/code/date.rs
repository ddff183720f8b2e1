//! Which date it is and how it is written: DTP and the other dates.

code_list! {
    /// Which date of the event or the service this is (data element 374: DTP01).
    pub struct DateQualifier = "374" {
        EFFECTIVE = "007", "effective date";
        EXPIRATION = "036", "expiration date";
        DISCHARGE = "096", "discharge date";
        ISSUE = "102", "issue date";
        ONSET_OF_CURRENT_SYMPTOMS_OR_ILLNESS = "431", "onset date of current symptoms or illness";
        ADMISSION = "435", "admission date";
        ACCIDENT = "439", "accident date";
        SERVICE = "472", "service date";
        LAST_MENSTRUAL_PERIOD = "484", "date of last menstrual period";
        REJECTED = "598", "rejection date";
        EVENT = "AAH", "event date";
        ESTIMATED_DATE_OF_BIRTH = "ABC", "estimated date of birth (due date)";
    }
}

code_list! {
    /// Whether one date or a range of dates follows (data element 1250: DTP02, DMG01, CR603, HI01-3 to HI12-3; in
    /// requests also CR615).
    pub struct DateFormat = "1250" {
        DATE = "D8", "one date, as CCYYMMDD";
        DATE_RANGE = "RD8", "date range, as CCYYMMDD-CCYYMMDD";
    }
}
