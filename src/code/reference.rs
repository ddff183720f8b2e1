//! Which kind of number a reference or a trace number is: REF, PRV, TRN.

code_list! {
    /// Which kind of number stands beside it: a policy, an authorization, a license, a taxonomy code (data element 128:
    /// REF01, PRV02; in requests also REF04-1, REF04-3, REF04-5).
    pub struct ReferenceQualifier = "128" {
        STATE_LICENSE_NUMBER = "0B", "state license number";
        PROVIDER_UPIN = "1G", "provider's unique physician identification number (UPIN)";
        FACILITY_ID_NUMBER = "1J", "facility identification number";
        GROUP_OR_POLICY_NUMBER = "1L", "group or policy number";
        BRANCH_IDENTIFIER = "3L", "branch identifier";
        GROUP_NUMBER = "6P", "group number";
        AUTHORIZATION_NUMBER = "BB", "authorization number";
        DEPARTMENT_NUMBER = "DP", "department number";
        EMPLOYER_IDENTIFICATION_NUMBER = "EI", "employer identification number";
        PATIENT_ACCOUNT_NUMBER = "EJ", "patient account number";
        HEALTH_INSURANCE_CLAIM_NUMBER = "F6", "health insurance claim number";
        PROVIDER_SITE_NUMBER = "G5", "provider site number";
        IDENTITY_CARD_NUMBER = "HJ", "identity card number";
        INSURANCE_POLICY_NUMBER = "IG", "insurance policy number";
        PROVIDER_PLAN_NETWORK_IDENTIFICATION_NUMBER = "N5", "provider plan network identification number";
        PLAN_NETWORK_IDENTIFICATION_NUMBER = "N6", "plan network identification number";
        FACILITY_NETWORK_IDENTIFICATION_NUMBER = "N7", "facility network identification number";
        MEDICAID_RECIPIENT_IDENTIFICATION_NUMBER = "NQ", "Medicaid recipient identification number";
        ADMINISTRATOR_REFERENCE_NUMBER = "NT", "administrator's reference number";
        PROVIDER_TAXONOMY_CODE = "PXC", "provider taxonomy code";
        SOCIAL_SECURITY_NUMBER = "SY", "Social Security number";
        CARRIER_ASSIGNED_REFERENCE_NUMBER = "ZH", "carrier-assigned reference number";
        MUTUALLY_DEFINED = "ZZ", "mutually defined";
    }
}

code_list! {
    /// Whether a trace number was given to this transaction set or repeats one of the transaction set it answers (data
    /// element 481: TRN01).
    pub struct TraceType = "481" {
        CURRENT_TRANSACTION_TRACE_NUMBER = "1", "current transaction trace number";
        REFERENCED_TRANSACTION_TRACE_NUMBER = "2", "referenced transaction trace number";
    }
}
