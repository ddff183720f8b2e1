//! Who takes part, how a party is identified and how it is reached: NM1, PER, PRV.

code_list! {
    /// The part that a person, organization or place plays in the review: payer, requester, patient, surgeon, pickup
    /// address (data element 98: NM101).
    pub struct EntityIdentifier = "98" {
        ALTERNATE_INSURER = "00", "alternate insurer";
        PROVIDER = "1P", "provider";
        PHYSICIAN_CLINIC_OR_GROUP_PRACTICE = "1T", "physician, clinic or group practice";
        THIRD_PARTY_ADMINISTRATOR = "2B", "third-party administrator";
        EMPLOYER = "36", "employer";
        DROP_OFF_LOCATION = "45", "drop-off location";
        ATTENDING_PHYSICIAN = "71", "attending physician";
        OPERATING_PHYSICIAN = "72", "operating physician";
        OTHER_PHYSICIAN = "73", "other physician";
        SERVICE_LOCATION = "77", "service location";
        ADMITTING_SERVICES = "AAJ", "admitting services";
        CARRIER = "CA", "carrier";
        ASSISTANT_SURGEON = "DD", "assistant surgeon";
        ORDERING_PHYSICIAN = "DK", "ordering physician";
        REFERRING_PROVIDER = "DN", "referring provider";
        SUPERVISING_PHYSICIAN = "DQ", "supervising physician";
        FACILITY = "FA", "facility";
        FINAL_SCHEDULED_DESTINATION = "FS", "final scheduled destination";
        CLINIC = "G3", "clinic";
        INTERMEDIARY = "GG", "intermediary";
        INSURED_OR_SUBSCRIBER = "IL", "insured or subscriber";
        CONTACT = "L5", "contact";
        NEXT_DESTINATION = "ND", "next destination";
        PRIMARY_CARE_PROVIDER = "P3", "primary care provider";
        PAYER = "PR", "payer";
        PICKUP_ADDRESS = "PW", "pickup address";
        PURCHASED_SERVICE_PROVIDER = "QB", "provider of purchased services";
        PATIENT = "QC", "patient";
        GROUP_PRACTICE = "QV", "group practice";
        NEXT_SCHEDULED_DESTINATION = "R3", "next scheduled destination";
        SERVICE_PROVIDER = "SJ", "service provider";
        UTILIZATION_MANAGEMENT_ORGANIZATION = "X3", "utilization management organization";
    }
}

code_list! {
    /// Whether a name is that of a person or of an organization (data element 1065: NM102).
    pub struct EntityType = "1065" {
        PERSON = "1", "person";
        NON_PERSON_ENTITY = "2", "organization (not a person)";
    }
}

code_list! {
    /// Which kind of number identifies a party, or an attachment (data element 66: NM108, PWK05).
    pub struct IdentificationQualifier = "66" {
        EMPLOYER_IDENTIFICATION_NUMBER = "24", "employer identification number";
        SOCIAL_SECURITY_NUMBER = "34", "Social Security number";
        ELECTRONIC_TRANSMITTER_IDENTIFICATION_NUMBER = "46", "electronic transmitter identification number";
        ATTACHMENT_CONTROL_NUMBER = "AC", "attachment control number";
        STANDARD_UNIQUE_HEALTH_IDENTIFIER = "II", "standard unique health identifier for individuals";
        MEMBER_IDENTIFICATION_NUMBER = "MI", "member identification number";
        PAYER_IDENTIFICATION = "PI", "payer identification";
        CMS_PLAN_IDENTIFIER = "XV", "CMS plan identifier";
        NATIONAL_PROVIDER_IDENTIFIER = "XX", "national provider identifier";
    }
}

code_list! {
    /// What a provider does for the patient: admits, attends, operates, refers (data element 1221: PRV01).
    pub struct ProviderRole = "1221" {
        ADMITTING = "AD", "admitting provider";
        ASSISTANT_SURGEON = "AS", "assistant surgeon";
        ATTENDING = "AT", "attending provider";
        CONSULTING = "CO", "consulting provider";
        COVERING = "CV", "covering provider";
        OPERATING = "OP", "operating provider";
        ORDERING = "OR", "ordering provider";
        OTHER_PHYSICIAN = "OT", "other physician";
        PRIMARY_CARE_PHYSICIAN = "PC", "primary care physician";
        PERFORMING = "PE", "performing provider";
        REFERRING = "RF", "referring provider";
    }
}

code_list! {
    /// What a contact is there for (data element 366: PER01).
    pub struct ContactFunction = "366" {
        INFORMATION_CONTACT = "IC", "information contact";
    }
}

code_list! {
    /// Which kind of number or address a contact is reached at (data element 365: PER03, PER05, PER07).
    pub struct CommunicationQualifier = "365" {
        E_MAIL = "EM", "e-mail";
        TELEPHONE_EXTENSION = "EX", "telephone extension";
        FAX = "FX", "fax";
        TELEPHONE = "TE", "telephone";
        URL = "UR", "web address (URL)";
    }
}
