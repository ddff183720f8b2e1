//! What the transaction set is for and how its levels hang together: BHT and HL.

code_list! {
    /// The order in which the levels of the transaction set nest; the 278 knows one (data element 1005: BHT01).
    pub struct HierarchicalStructure = "1005" {
        SOURCE_RECEIVER_SUBSCRIBER_DEPENDENT_EVENT_SERVICES =
            "0007", "information source, information receiver, subscriber, dependent, event, services";
    }
}

code_list! {
    /// What the whole transaction set does: ask, answer, reserve or cancel a reservation (data element 353: BHT02).
    pub struct TransactionPurpose = "353" {
        CANCELLATION = "01", "cancellation";
        RESPONSE = "11", "response";
        REQUEST = "13", "request";
        RESERVATION = "36", "reservation of services (in X12's words: authority to deduct, reply)";
    }
}

code_list! {
    /// Whether a response is final or another will follow, or that it is about a reservation or an administrative
    /// action (data element 640: BHT06).
    pub struct TransactionType = "640" {
        FINAL_RESPONSE = "18", "response, no further updates to follow";
        INTERIM_RESPONSE = "19", "response, further updates to follow";
        ADMINISTRATIVE_ACTION = "AT", "administrative action";
        MEDICAL_SERVICES_RESERVATION = "RU", "medical services reservation";
    }
}

code_list! {
    /// What one level of the transaction set is about: an organization, a person, the event or one service (data
    /// element 735: HL03).
    pub struct HierarchicalLevel = "735" {
        INFORMATION_SOURCE = "20", "information source (utilization management organization)";
        INFORMATION_RECEIVER = "21", "information receiver (requester)";
        SUBSCRIBER = "22", "subscriber";
        DEPENDENT = "23", "dependent";
        PATIENT_EVENT = "EV", "patient event";
        SERVICE = "SS", "service";
    }
}

code_list! {
    /// Whether another level hangs below this one (data element 736: HL04).
    pub struct HierarchicalChild = "736" {
        NO_LOWER_LEVEL_FOLLOWS = "0", "no lower level follows";
        LOWER_LEVEL_FOLLOWS = "1", "lower level follows";
    }
}
