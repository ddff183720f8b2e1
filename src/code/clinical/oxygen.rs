//! Oxygen therapy at home: CR5.

code_list! {
    /// The equipment that supplies the oxygen (data element 1348: CR503, CR504, CR518).
    pub struct OxygenEquipment = "1348" {
        CONCENTRATOR = "A", "concentrator";
        LIQUID_STATIONARY = "B", "liquid, stationary";
        GASEOUS_STATIONARY = "C", "gaseous, stationary";
        LIQUID_PORTABLE = "D", "liquid, portable";
        GASEOUS_PORTABLE = "E", "gaseous, portable";
        OTHER = "O", "other equipment";
    }
}

code_list! {
    /// What the patient was doing when the oxygen test was made (data element 1349: CR512 of a request).
    pub struct OxygenTestCondition = "1349" {
        EXERCISING = "E", "exercising";
        NO_SPECIAL_CONDITIONS = "N", "no special conditions";
        ON_OXYGEN = "O", "on oxygen";
        AT_REST_ON_ROOM_AIR = "R", "at rest on room air";
        SLEEPING = "S", "sleeping";
        WALKING = "W", "walking";
        OTHER = "X", "other condition";
    }
}

code_list! {
    /// A finding that supports the need for oxygen (data element 1350: CR513, CR514, CR515 of a request).
    pub struct OxygenTestFinding = "1350" {
        DEPENDENT_EDEMA_SUGGESTING_HEART_FAILURE = "1", "dependent edema suggesting heart failure";
        P_PULMONALE_ON_EKG = "2", "P pulmonale on EKG";
        HEMATOCRIT_ABOVE_56_PERCENT = "3", "hematocrit above 56 percent";
    }
}

code_list! {
    /// How the oxygen reaches the patient (data element 1382: CR517).
    pub struct OxygenDelivery = "1382" {
        NASAL_CANNULA = "A", "nasal cannula";
        OXYGEN_CONSERVING_DEVICE = "B", "oxygen-conserving device";
        OXYGEN_CONSERVING_DEVICE_WITH_PULSE_SYSTEM = "C", "oxygen-conserving device with pulse system";
        OXYGEN_CONSERVING_DEVICE_WITH_RESERVOIR = "D", "oxygen-conserving device with reservoir";
        TRANSTRACHEAL_CATHETER = "E", "transtracheal catheter";
    }
}
