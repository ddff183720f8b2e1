//! How files are acknowledged: TA1 and 999.

code_list! {
    /// Whether an interchange was accepted (element I17: TA104).
    pub struct InterchangeResult = "I17" {
        ACCEPTED = "A", "accepted";
        ACCEPTED_WITH_ERRORS = "E", "accepted, errors noted";
        REJECTED = "R", "rejected";
    }
}

code_list! {
    /// What is wrong with the envelope of an interchange (element I18: TA105).
    pub struct InterchangeNote = "I18" {
        NO_ERROR = "000", "no error";
        CONTROL_NUMBERS_DIFFER = "001", "the control numbers of ISA and IEA differ";
        STANDARD_NOT_SUPPORTED = "002", "the control standard is not supported";
        VERSION_NOT_SUPPORTED = "003", "the version of the control standard is not supported";
        SEGMENT_TERMINATOR = "004", "the segment terminator is invalid";
        SENDER_QUALIFIER = "005", "the qualifier of the sender (ISA05) is invalid";
        SENDER = "006", "the sender (ISA06) is invalid or not known";
        RECEIVER_QUALIFIER = "007", "the qualifier of the receiver (ISA07) is invalid";
        RECEIVER = "008", "the receiver (ISA08) is invalid";
        RECEIVER_UNKNOWN = "009", "the receiver (ISA08) is not known";
        AUTHORIZATION_QUALIFIER = "010", "the authorization qualifier (ISA01) is invalid";
        AUTHORIZATION = "011", "the authorization (ISA02) is invalid";
        SECURITY_QUALIFIER = "012", "the security qualifier (ISA03) is invalid";
        SECURITY = "013", "the security information (ISA04) is invalid";
        DATE = "014", "the date (ISA09) is invalid";
        TIME = "015", "the time (ISA10) is invalid";
        STANDARDS_ID = "016", "the standards id (ISA11 of old headers) is invalid";
        VERSION = "017", "the version of the envelope (ISA12) is invalid";
        CONTROL_NUMBER = "018", "the control number (ISA13) is invalid";
        ACKNOWLEDGMENT_REQUESTED = "019", "the request for a TA1 (ISA14) is invalid";
        USAGE = "020", "the usage indicator (ISA15) is invalid";
        GROUP_COUNT = "021", "the count of groups (IEA01) is wrong";
        CONTROL_CHARACTERS = "022", "a control character or separator is invalid";
        END_OF_FILE = "023", "the file ends too early";
        CONTENT = "024", "the content of the interchange is invalid, a group header for example";
        DUPLICATE_CONTROL_NUMBER = "025", "the control number of the interchange was used before";
        ELEMENT_SEPARATOR = "026", "the element separator is invalid";
        COMPONENT_SEPARATOR = "027", "the component separator is invalid";
        DELIVERY_DATE = "028", "the date of deferred delivery is invalid";
        DELIVERY_TIME = "029", "the time of deferred delivery is invalid";
        DELIVERY_TIME_CODE = "030", "the time code of deferred delivery is invalid";
        GRADE_OF_SERVICE = "031", "the grade of service is invalid";
    }
}

code_list! {
    /// Whether a functional group was accepted (data element 715: AK901).
    pub struct GroupResult = "715" {
        ACCEPTED = "A", "accepted";
        ACCEPTED_WITH_ERRORS = "E", "accepted, errors noted";
        PARTLY_ACCEPTED = "P", "accepted in part, at least one transaction set was rejected";
        REJECTED = "R", "rejected";
        AUTHENTICATION_FAILED = "M", "rejected, message authentication failed";
        ASSURANCE_FAILED = "W", "rejected, the assurance did not hold";
        NOT_DECRYPTED = "X", "rejected, it could not be decrypted";
    }
}

code_list! {
    /// What is wrong with a functional group (data element 716: AK905 to AK909).
    pub struct GroupFault = "716" {
        NOT_SUPPORTED = "1", "this kind of group (GS01), or one of its parties (GS02, GS03), is not supported";
        VERSION_NOT_SUPPORTED = "2", "the version or guide of the group (GS08) is not supported";
        TRAILER_MISSING = "3", "the group trailer (GE) is missing";
        CONTROL_NUMBERS_DIFFER = "4", "the control numbers of GS and GE differ";
        SET_COUNT = "5", "the count of transaction sets (GE01) is wrong";
        CONTROL_NUMBER = "6", "the control number of the group (GS06) is malformed";
        AUTHENTICATION_KEY = "10", "the authentication key name is not known";
        ENCRYPTION_KEY = "11", "the encryption key name is not known";
        SERVICE_NOT_AVAILABLE = "12", "the security service asked for is not available";
        RECIPIENT_UNKNOWN = "13", "the security recipient is not known";
        ORIGINATOR_UNKNOWN = "14", "the security originator is not known";
        DECRYPTED_TEXT = "15", "an error in the decrypted text";
        SECURITY_NOT_SUPPORTED = "16", "security is not supported";
        LENGTH_INCORRECT = "17", "the length of the encrypted group is wrong";
        CONTENT_AFTER_ENCRYPTION = "18", "the content after encryption is wrong";
        CONTROL_NUMBER_REPEATED = "19", "the control number of the group (GS06) is used twice in the interchange";
        S3_TRAILER_MISSING = "23", "the end of the security header S3 is missing";
        S3_HEADER_MISSING = "24", "the start of the security trailer of S3 is missing";
        S4_TRAILER_MISSING = "25", "the end of the security header S4 is missing";
        S4_HEADER_MISSING = "26", "the start of the security trailer of S4 is missing";
    }
}

code_list! {
    /// Whether a transaction set was accepted (data element 717: IK501).
    pub struct SetResult = "717" {
        ACCEPTED = "A", "accepted";
        ACCEPTED_WITH_ERRORS = "E", "accepted, errors noted";
        REJECTED = "R", "rejected";
        AUTHENTICATION_FAILED = "M", "rejected, message authentication failed";
        ASSURANCE_FAILED = "W", "rejected, the assurance did not hold";
        NOT_DECRYPTED = "X", "rejected, it could not be decrypted";
    }
}

code_list! {
    /// What is wrong with a transaction set (data element 618: IK502 to IK506).
    pub struct SetFault = "618" {
        NOT_SUPPORTED = "1", "this transaction set is not supported";
        TRAILER_MISSING = "2", "the set trailer (SE) is missing";
        CONTROL_NUMBERS_DIFFER = "3", "the control numbers of ST and SE differ";
        SEGMENT_COUNT = "4", "the count of segments (SE01) is wrong";
        SEGMENTS_IN_ERROR = "5", "one or more segments are in error";
        SET_ID = "6", "the transaction set id (ST01) is missing or invalid";
        CONTROL_NUMBER = "7", "the control number of the set (ST02) is missing or invalid";
        AUTHENTICATION_KEY = "8", "the authentication key name is not known";
        ENCRYPTION_KEY = "9", "the encryption key name is not known";
        SERVICE_NOT_AVAILABLE = "10", "the security service asked for is not available";
        RECIPIENT_UNKNOWN = "11", "the security recipient is not known";
        LENGTH_INCORRECT = "12", "the length of the encrypted set is wrong";
        AUTHENTICATION_FAILED = "13", "message authentication failed";
        DECRYPTED_TEXT = "15", "an error in the decrypted text";
        SECURITY_NOT_SUPPORTED = "16", "security is not supported";
        CONTENT_AFTER_ENCRYPTION = "17", "the content after encryption is wrong";
        NOT_IN_GROUP = "18", "the set stands in no functional group";
        GUIDE_INVALID = "19", "the guide reference (ST03) is invalid";
        CONTROL_NUMBER_REPEATED = "23", "the control number (ST02) is used twice in the group";
        S3_TRAILER_MISSING = "24", "the end of the security header S3 is missing";
        S3_HEADER_MISSING = "25", "the start of the security trailer of S3 is missing";
        S4_TRAILER_MISSING = "26", "the end of the security header S4 is missing";
        S4_HEADER_MISSING = "27", "the start of the security trailer of S4 is missing";
        SEGMENTS_AGAINST_GUIDE = "I5", "one or more segments are against the guide";
        GUIDE_NOT_SUPPORTED = "I6", "the guide of the set is not supported";
    }
}

code_list! {
    /// What is wrong with a segment (data element 620: IK304).
    pub struct SegmentFault = "620" {
        UNKNOWN = "1", "the segment id is not known";
        UNEXPECTED = "2", "the segment was not expected here";
        REQUIRED_MISSING = "3", "a required segment is missing";
        LOOP_OVER_MAXIMUM = "4", "the loop occurs more often than allowed";
        OVER_MAXIMUM = "5", "the segment occurs more often than allowed";
        NOT_IN_SET = "6", "the segment is none of this transaction set";
        OUT_OF_ORDER = "7", "the segment is out of order";
        ELEMENTS_IN_ERROR = "8", "the segment has elements in error";
        NOT_USED = "I4", "the guide does not use this segment here";
        DEPENDENT_MISSING = "I6", "a segment is missing that other data makes necessary";
        LOOP_UNDER_MINIMUM = "I7", "the loop occurs less often than the guide wants";
        UNDER_MINIMUM = "I8", "the segment occurs less often than the guide wants";
        DEPENDENT_NOT_USED = "I9", "the segment is there although other data rules it out";
    }
}

code_list! {
    /// What is wrong with an element (data element 621: IK403).
    pub struct ElementFault = "621" {
        REQUIRED_MISSING = "1", "required, but missing";
        CONDITIONAL_MISSING = "2", "missing, though another element of the segment makes it necessary";
        TOO_MANY_ELEMENTS = "3", "more elements than the segment has";
        TOO_SHORT = "4", "too short";
        TOO_LONG = "5", "too long";
        INVALID_CHARACTER = "6", "an invalid character";
        INVALID_CODE = "7", "not a code of the list";
        INVALID_DATE = "8", "not a date of the calendar";
        INVALID_TIME = "9", "not a time of day";
        EXCLUSION = "10", "may not stand beside another element that is there";
        TOO_MANY_REPETITIONS = "12", "too many repetitions";
        TOO_MANY_COMPONENTS = "13", "too many components";
        CODE_NOT_USED = "I6", "a code that the guide does not use here";
        DEPENDENT_MISSING = "I9", "missing, though other data makes it necessary";
        NOT_USED = "I10", "sent, though the guide does not use it";
        TOO_FEW_REPETITIONS = "I11", "too few repetitions";
        PATTERN = "I12", "not of the form that the guide wants";
        DEPENDENT_NOT_USED = "I13", "sent, though other data rules it out";
    }
}
