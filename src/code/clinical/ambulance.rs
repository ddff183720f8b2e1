//! Ambulance transport: CR1.

code_list! {
    /// Which leg of the journey is asked for (data element 1316: CR103).
    pub struct AmbulanceTransport = "1316" {
        INITIAL_TRIP = "I", "initial trip";
        RETURN_TRIP = "R", "return trip";
        TRANSFER_TRIP = "T", "transfer trip";
        ROUND_TRIP = "X", "round trip";
    }
}

code_list! {
    /// Why the patient is transported there (data element 1317: CR104 of a request).
    pub struct AmbulanceReason = "1317" {
        TO_NEAREST_FACILITY_FOR_CARE = "A", "to the nearest facility for care";
        TO_REACH_A_PREFERRED_PHYSICIAN = "B", "to reach a preferred physician";
        TO_BE_NEAR_FAMILY = "C", "to be near family";
        TO_REACH_A_SPECIALIST_OR_SPECIAL_EQUIPMENT = "D", "to reach a specialist or special equipment";
        TO_REHABILITATION_FACILITY = "E", "to a rehabilitation facility";
        TO_RESIDENTIAL_FACILITY = "F", "to a residential facility";
    }
}
