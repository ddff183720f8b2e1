//! Who the insured person is: DMG and INS.

code_list! {
    /// The gender of the subscriber or the dependent (data element 1068: DMG03).
    pub struct Gender = "1068" {
        FEMALE = "F", "female";
        MALE = "M", "male";
        UNKNOWN = "U", "unknown";
    }
}

code_list! {
    /// How the patient is related to the subscriber (data element 1069: INS02).
    pub struct Relationship = "1069" {
        SPOUSE = "01", "spouse";
        SELF = "18", "self";
        CHILD = "19", "child";
        OTHER_RELATIONSHIP = "G8", "other relationship";
    }
}

code_list! {
    /// The military status of the patient (data element 584: INS08).
    pub struct EmploymentStatus = "584" {
        ACTIVE_MILITARY_OVERSEAS = "AO", "active military, overseas";
        ACTIVE_MILITARY_USA = "AU", "active military, USA";
        DECEASED = "DI", "deceased";
        PREVIOUS = "PV", "previous military service";
        RETIRED_MILITARY_USA = "RU", "retired military, USA";
    }
}
