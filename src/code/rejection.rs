//! Why a request could not be processed and what to do next: AAA, in responses only.

code_list! {
    /// Why the request, or one level of it, was rejected (data element 901: AAA03 of a response).
    pub struct RejectReason = "901" {
        AUTHORIZED_QUANTITY_EXCEEDED = "04", "authorized quantity exceeded";
        REQUIRED_APPLICATION_DATA_MISSING = "15", "required application data missing";
        INPUT_ERRORS = "33", "input errors";
        OUT_OF_NETWORK = "35", "out of network";
        AUTHORIZATION_OR_ACCESS_RESTRICTIONS = "41", "authorization or access restrictions";
        UNABLE_TO_RESPOND_NOW = "42", "unable to respond now";
        PROVIDER_IDENTIFICATION_INVALID_OR_MISSING = "43", "provider identification invalid or missing";
        PROVIDER_NAME_INVALID_OR_MISSING = "44", "provider name invalid or missing";
        PROVIDER_SPECIALTY_INVALID_OR_MISSING = "45", "provider specialty invalid or missing";
        PROVIDER_PHONE_NUMBER_INVALID_OR_MISSING = "46", "provider's phone number invalid or missing";
        PROVIDER_STATE_INVALID_OR_MISSING = "47", "provider state invalid or missing";
        REFERRING_PROVIDER_IDENTIFICATION_INVALID_OR_MISSING =
            "48", "referring provider identification invalid or missing";
        PROVIDER_NOT_PRIMARY_CARE_PHYSICIAN = "49", "provider is not the primary care physician";
        PROVIDER_NOT_ELIGIBLE_FOR_INQUIRIES = "50", "provider not eligible for inquiries";
        PROVIDER_NOT_ON_FILE = "51", "provider not on file";
        SERVICE_DATES_OUTSIDE_PLAN_ENROLLMENT = "52", "service dates outside the provider's plan enrollment";
        BENEFIT_DOES_NOT_FIT_THE_PROVIDER_TYPE = "53", "benefit does not fit the provider type";
        PRODUCT_OR_SERVICE_ID_QUALIFIER_INAPPROPRIATE = "54", "product or service ID qualifier inappropriate";
        PRODUCT_OR_SERVICE_ID_INAPPROPRIATE = "55", "product or service ID inappropriate";
        DATE_INAPPROPRIATE = "56", "date inappropriate";
        SERVICE_DATE_INVALID_OR_MISSING = "57", "service date invalid or missing";
        BIRTH_DATE_INVALID_OR_MISSING = "58", "birth date invalid or missing";
        BIRTH_DATE_AFTER_SERVICE_DATE = "60", "birth date is after the service date";
        DEATH_DATE_BEFORE_SERVICE_DATE = "61", "death date is before the service date";
        SERVICE_DATE_OUTSIDE_INQUIRY_PERIOD = "62", "service date outside the allowed inquiry period";
        SERVICE_DATE_IN_THE_FUTURE = "63", "service date is in the future";
        PATIENT_ID_INVALID_OR_MISSING = "64", "patient ID invalid or missing";
        PATIENT_NAME_INVALID_OR_MISSING = "65", "patient name invalid or missing";
        PATIENT_GENDER_CODE_INVALID_OR_MISSING = "66", "patient's gender code invalid or missing";
        PATIENT_NOT_FOUND = "67", "patient not found";
        DUPLICATE_PATIENT_ID_NUMBER = "68", "duplicate patient ID number";
        DOES_NOT_FIT_PATIENT_AGE = "69", "does not fit the patient's age";
        DOES_NOT_FIT_PATIENT_GENDER = "70", "does not fit the patient's gender";
        BIRTH_DATE_DIFFERS_FROM_THE_ONE_ON_FILE = "71", "birth date differs from the one on file";
        SUBSCRIBER_ID_INVALID_OR_MISSING = "72", "subscriber ID invalid or missing";
        SUBSCRIBER_NAME_INVALID_OR_MISSING = "73", "subscriber name invalid or missing";
        SUBSCRIBER_GENDER_CODE_INVALID_OR_MISSING = "74", "subscriber's gender code invalid or missing";
        SUBSCRIBER_NOT_FOUND = "75", "subscriber not found";
        DUPLICATE_SUBSCRIBER_ID_NUMBER = "76", "duplicate subscriber ID number";
        SUBSCRIBER_FOUND_PATIENT_NOT_FOUND = "77", "subscriber found, patient not found";
        SUBSCRIBER_NOT_IN_GROUP_OR_PLAN = "78", "subscriber not in the group or plan named";
        PARTICIPANT_IDENTIFICATION_INVALID = "79", "participant identification invalid";
        NO_RESPONSE_RECEIVED_TRANSACTION_ENDED = "80", "no response received, transaction ended";
        PATIENT_NOT_ELIGIBLE = "95", "patient not eligible";
        PROVIDER_ADDRESS_INVALID_OR_MISSING = "97", "provider address invalid or missing";
        EXPERIMENTAL_SERVICE_OR_PROCEDURE = "98", "experimental service or procedure";
        AUTHORIZATION_NUMBER_NOT_FOUND = "AA", "authorization number not found";
        NEEDS_PRIMARY_CARE_PHYSICIAN_AUTHORIZATION = "AE", "needs authorization by the primary care physician";
        DIAGNOSIS_CODE_INVALID_OR_MISSING = "AF", "diagnosis code invalid or missing";
        PROCEDURE_CODE_INVALID_OR_MISSING = "AG", "procedure code invalid or missing";
        ONSET_DATE_INVALID_OR_MISSING = "AH", "onset date of current condition invalid or missing";
        ACCIDENT_DATE_INVALID_OR_MISSING = "AI", "accident date invalid or missing";
        LAST_MENSTRUAL_PERIOD_DATE_INVALID_OR_MISSING = "AJ", "last menstrual period date invalid or missing";
        EXPECTED_BIRTH_DATE_INVALID_OR_MISSING = "AK", "expected birth date invalid or missing";
        ADMISSION_DATE_INVALID_OR_MISSING = "AM", "admission date invalid or missing";
        DISCHARGE_DATE_INVALID_OR_MISSING = "AN", "discharge date invalid or missing";
        MORE_PATIENT_CONDITION_INFORMATION_NEEDED = "AO", "more information about the patient's condition needed";
        CERTIFICATION_DATA_DOES_NOT_MATCH_PATIENT = "CI", "certification data does not match the patient";
        NEEDS_MEDICAL_REVIEW = "E8", "needs medical review";
        AUTHORIZATION_NUMBER_FORMAT_INVALID = "IA", "authorization number in an invalid format";
        PROVIDER_ROLE_INAPPROPRIATE = "IP", "provider role inappropriate";
        AUTHORIZATION_NUMBER_MISSING = "MA", "authorization number missing";
        NO_CERTIFICATION_INFORMATION_FOUND = "NC", "no certification information found";
        PAYER_NAME_OR_IDENTIFIER_MISSING = "T4", "payer name or identifier missing";
        CERTIFICATION_INFORMATION_MISSING = "T5", "certification information missing";
    }
}

code_list! {
    /// What the requester may do after a rejection (data element 889: AAA04 of a response).
    pub struct FollowUpAction = "889" {
        CORRECT_AND_RESUBMIT = "C", "correct the request and resubmit it";
        RESUBMISSION_NOT_ALLOWED = "N", "resubmission not allowed";
        RESUBMIT_THE_ORIGINAL_TRANSACTION = "P", "resubmit the original transaction";
        RESUBMISSION_ALLOWED = "R", "resubmission allowed";
        DO_NOT_RESUBMIT_PASSED_TO_THIRD_PARTY = "S", "do not resubmit: the inquiry was passed to a third party";
        WAIT_30_DAYS_AND_RESUBMIT = "W", "wait 30 days and resubmit";
        WAIT_10_DAYS_AND_RESUBMIT = "X", "wait 10 days and resubmit";
        DO_NOT_RESUBMIT_ANSWER_WILL_FOLLOW =
            "Y", "do not resubmit: the request is held and will be answered again shortly";
    }
}
