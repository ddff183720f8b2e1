//! What the reviewer decided and why: HCR, in responses only.

code_list! {
    /// What was decided: certified, modified, pended, not certified (data element 306: HCR01 of a response).
    pub struct Action = "306" {
        CERTIFIED_IN_TOTAL = "A1", "certified in total";
        CERTIFIED_IN_PART = "A2", "certified in part";
        NOT_CERTIFIED = "A3", "not certified";
        PENDED = "A4", "pended";
        MODIFIED = "A6", "modified";
        CANCELLED = "C", "cancelled";
        CONTACT_PAYER = "CT", "contact the payer";
        NO_ACTION_REQUIRED = "NA", "no action required";
    }
}

code_list! {
    /// Why the review was decided so: health care service review decision reasons (data element 1271 with external list
    /// 886: HCR03 of a response).
    pub struct ReviewReason = "1271", list "886" {
        PRICE_AUTHORIZATION_EXPIRED = "01", "price authorization expired";
        PRICE_AUTHORIZATION_NO_LONGER_REQUIRED = "02", "price authorization no longer required";
        PRODUCT_NOT_ON_THE_PRICE_AUTHORIZATION = "03", "product not on the price authorization";
        AUTHORIZED_QUANTITY_EXCEEDED = "04", "authorized quantity exceeded";
        SPECIAL_COST_INCORRECT = "05", "special cost incorrect";
        NO_CREDIT_ALLOWED = "06", "no credit allowed";
        ADMINISTRATIVE_CANCELLATION = "07", "administrative cancellation";
        UNIT_RESALE_HIGHER_THAN_AUTHORIZED = "08", "unit resale price higher than authorized";
        OUT_OF_NETWORK = "09", "out of network";
        TESTING_NOT_INCLUDED = "0A", "testing not included";
        FORWARDED_TO_EXTERNAL_REVIEW =
            "0B", "forwarded to an external review organization, which will send the decision";
        AUTHORIZATION_OR_ACCESS_RESTRICTIONS = "0C", "authorization or access restrictions";
        NEEDS_PRIMARY_CARE_AUTHORIZATION = "0D", "needs authorization by primary care";
        PROVIDER_NOT_PRIMARY_CARE_PHYSICIAN = "0E", "provider is not the primary care physician";
        NOT_MEDICALLY_NECESSARY = "0F", "not medically necessary";
        LEVEL_OF_CARE_NOT_APPROPRIATE = "0G", "level of care not appropriate";
        CERTIFICATION_NOT_REQUIRED = "0H", "certification not required for this service";
        CERTIFICATION_UP_TO_EXTERNAL_REVIEW = "0J", "certification is up to an external review organization";
        PRIMARY_CARE_SERVICE = "0K", "primary care service";
        EXCEEDS_PLAN_MAXIMUMS = "0L", "exceeds the plan's maximums";
        SERVICE_NOT_COVERED = "0M", "service not covered";
        NO_PRIOR_APPROVAL = "0N", "no prior approval";
        REQUESTED_INFORMATION_NOT_RECEIVED = "0P", "requested information not received";
        DUPLICATE_REQUEST = "0Q", "duplicate request";
        SERVICE_DOES_NOT_FIT_DIAGNOSIS = "0R", "service does not fit the diagnosis";
        PRE_EXISTING_CONDITION = "0S", "pre-existing condition";
        EXPERIMENTAL_SERVICE_OR_PROCEDURE = "0T", "experimental service or procedure";
        MORE_PATIENT_INFORMATION_REQUIRED = "0U", "more patient information required";
        NEEDS_MEDICAL_REVIEW = "0V", "needs medical review";
        DISPOSITION_AWAITS_REVIEW = "0W", "disposition awaits review";
        SERVICE_DOES_NOT_FIT_PROVIDER_TYPE = "0X", "service does not fit the provider type";
        SERVICE_DOES_NOT_FIT_PATIENT_AGE = "0Y", "service does not fit the patient's age";
        SERVICE_DOES_NOT_FIT_PATIENT_GENDER = "0Z", "service does not fit the patient's gender";
        DELIVERY_PATTERN =
            "10", "delivery pattern of the product, service or procedure (units, days, visits and the like)";
        PRICING = "11", "pricing";
        PATIENT_RESTRICTED_TO_SPECIFIC_PROVIDER = "12", "patient is restricted to a specific provider";
        SERVICE_AUTHORIZED_FOR_ANOTHER_PROVIDER = "13", "service authorized for another provider";
        PLAN_OR_CONTRACT_GUIDELINES_NOT_FOLLOWED = "14", "plan or contract guidelines not followed";
        PLAN_OR_CONTRACT_GEOGRAPHIC_RESTRICTION = "15", "plan or contract geographic restriction";
        FACILITY_TYPE_INAPPROPRIATE = "16", "facility type inappropriate";
        TIME_LIMITS_NOT_MET = "17", "time limits not met";
        NOTIFICATION_RECEIVED = "18", "notification received";
        COSMETIC = "19", "cosmetic";
        ONCE_IN_A_LIFETIME_RESTRICTION_APPLIES = "20", "once in a lifetime restriction applies";
        TRANSPORT_REQUEST_DENIED = "21", "transport request denied";
        AMBULANCE_CERTIFICATION_DOES_NOT_FIT_ADDRESS =
            "22", "ambulance certification data does not fit the transport addresses";
        MILEAGE_CANNOT_BE_COMPUTED = "23", "mileage cannot be computed from the data sent";
        MILEAGE_DOES_NOT_FIT_TRANSPORT = "24", "computed mileage does not fit the transport data or the units sent";
        NOT_CONSIDERED_BECAUSE_OF_OTHER_ERRORS = "25", "services not considered because of other errors in the request";
        PROVIDER_ROLE_MISSING = "26", "provider role missing";
        PREMIUM_GRACE_PERIOD_FIRST_MONTH = "27", "exchange premium grace period, 1st month";
        PREMIUM_GRACE_PERIOD_SECOND_MONTH = "28", "exchange premium grace period, 2nd month";
        PREMIUM_GRACE_PERIOD_THIRD_MONTH = "29", "exchange premium grace period, 3rd month";
    }
}
