//! What is asked for and what the reviewer should know about it: UM.

code_list! {
    /// Which kind of review is asked for: an admission, a service, a referral to a specialist (data element 1525:
    /// UM01).
    pub struct RequestCategory = "1525" {
        ADMISSION_REVIEW = "AR", "admission review";
        HEALTH_SERVICES_REVIEW = "HS", "health services review";
        MEDICAL_SERVICES_RESERVATION = "IN", "medical services reservation (in X12's words: individual)";
        SPECIALTY_CARE_REVIEW = "SC", "specialty care review";
    }
}

code_list! {
    /// Whether this is a first request, a renewal, an appeal, a cancellation and so on (data element 1322: UM02,
    /// CR608).
    pub struct CertificationType = "1322" {
        APPEAL_IMMEDIATE = "1", "immediate appeal";
        APPEAL_STANDARD = "2", "standard appeal";
        CANCEL = "3", "cancellation";
        EXTENSION = "4", "extension";
        NOTIFICATION = "5", "notification";
        VERIFICATION = "6", "verification";
        INITIAL = "I", "initial request";
        RECONSIDERATION = "N", "reconsideration";
        RENEWAL = "R", "renewal";
        REVISED = "S", "revised request";
    }
}

code_list! {
    /// How urgent the service is (data element 1338: UM06).
    pub struct LevelOfService = "1338" {
        EMERGENCY = "03", "emergency";
        ELECTIVE = "E", "elective";
        URGENT = "U", "urgent";
    }
}

code_list! {
    /// Whether an accident, the patient's work or another party has to do with the condition (data element 1362:
    /// UM05-1, UM05-2, UM05-3 of a request).
    pub struct RelatedCause = "1362" {
        AUTO_ACCIDENT = "AA", "auto accident";
        ANOTHER_PARTY_RESPONSIBLE = "AP", "another party is responsible";
        EMPLOYMENT = "EM", "employment";
    }
}

code_list! {
    /// How the patient's health is at present (data element 1213: UM07 of a request).
    pub struct HealthCondition = "1213" {
        ACUTE = "1", "acute";
        STABLE = "2", "stable";
        CHRONIC = "3", "chronic";
        SYSTEMIC = "4", "systemic";
        LOCALIZED = "5", "localized";
        MILD_DISEASE = "6", "mild disease";
        NORMAL_HEALTHY = "7", "normal, healthy";
        SEVERE_SYSTEMIC_DISEASE = "8", "severe systemic disease";
        LIFE_THREATENING_SYSTEMIC_DISEASE = "9", "severe systemic disease that is a constant threat to life";
        EXCELLENT = "E", "excellent";
        FAIR = "F", "fair";
        GOOD = "G", "good";
        POOR = "P", "poor";
    }
}

code_list! {
    /// What outcome is expected for the patient (data element 923: CR601; in requests also UM08).
    pub struct Prognosis = "923" {
        POOR = "1", "poor";
        GUARDED = "2", "guarded";
        FAIR = "3", "fair";
        GOOD = "4", "good";
        VERY_GOOD = "5", "very good";
        EXCELLENT = "6", "excellent";
        LESS_THAN_6_MONTHS_TO_LIVE = "7", "less than 6 months to live";
        TERMINAL = "8", "terminal";
    }
}

code_list! {
    /// Whether the patient's consent to pass on medical data is on file (data element 1363: UM09 of a request).
    pub struct ReleaseOfInformation = "1363" {
        RESTRICTED_ABILITY_TO_RELEASE = "M", "limited or restricted ability to release data";
        SIGNED_RELEASE_ON_FILE = "Y", "signed release is on file";
    }
}

code_list! {
    /// Why a request comes late (data element 1514: UM10 of a request).
    pub struct DelayReason = "1514" {
        ELIGIBILITY_PROOF_UNKNOWN_OR_UNAVAILABLE = "1", "proof of eligibility unknown or unavailable";
        LITIGATION = "2", "litigation";
        AUTHORIZATION_DELAYS = "3", "authorization delays";
        DELAY_IN_CERTIFYING_PROVIDER = "4", "delay in certifying the provider";
        THIRD_PARTY_PROCESSING_DELAY = "7", "third-party processing delay";
        DELAY_IN_ELIGIBILITY_DETERMINATION = "8", "delay in determining eligibility";
        ADMINISTRATIVE_DELAY_IN_PRIOR_APPROVAL = "10", "administrative delay in the prior approval process";
        OTHER = "11", "other reason";
        NATURAL_DISASTER = "15", "natural disaster";
        LACK_OF_INFORMATION = "16", "lack of information";
        NO_RESPONSE_TO_INITIAL_REQUEST = "17", "no response to the initial request";
    }
}
