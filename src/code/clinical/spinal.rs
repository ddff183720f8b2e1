//! Spinal manipulation (chiropractic care): CR2.

code_list! {
    /// A vertebra or bone at one end of the subluxation (data element 1367: CR203, CR204).
    pub struct SubluxationLevel = "1367" {
        CERVICAL_1 = "C1", "cervical vertebra 1";
        CERVICAL_2 = "C2", "cervical vertebra 2";
        CERVICAL_3 = "C3", "cervical vertebra 3";
        CERVICAL_4 = "C4", "cervical vertebra 4";
        CERVICAL_5 = "C5", "cervical vertebra 5";
        CERVICAL_6 = "C6", "cervical vertebra 6";
        CERVICAL_7 = "C7", "cervical vertebra 7";
        COCCYX = "CO", "coccyx";
        ILIUM = "IL", "ilium";
        LUMBAR_1 = "L1", "lumbar vertebra 1";
        LUMBAR_2 = "L2", "lumbar vertebra 2";
        LUMBAR_3 = "L3", "lumbar vertebra 3";
        LUMBAR_4 = "L4", "lumbar vertebra 4";
        LUMBAR_5 = "L5", "lumbar vertebra 5";
        OCCIPUT = "OC", "occiput";
        SACRUM = "SA", "sacrum";
        THORACIC_1 = "T1", "thoracic vertebra 1";
        THORACIC_2 = "T2", "thoracic vertebra 2";
        THORACIC_3 = "T3", "thoracic vertebra 3";
        THORACIC_4 = "T4", "thoracic vertebra 4";
        THORACIC_5 = "T5", "thoracic vertebra 5";
        THORACIC_6 = "T6", "thoracic vertebra 6";
        THORACIC_7 = "T7", "thoracic vertebra 7";
        THORACIC_8 = "T8", "thoracic vertebra 8";
        THORACIC_9 = "T9", "thoracic vertebra 9";
        THORACIC_10 = "T10", "thoracic vertebra 10";
        THORACIC_11 = "T11", "thoracic vertebra 11";
        THORACIC_12 = "T12", "thoracic vertebra 12";
    }
}

code_list! {
    /// The nature of the patient's spinal condition (data element 1342: CR208 of a request).
    pub struct SpinalCondition = "1342" {
        ACUTE = "A", "acute";
        CHRONIC = "C", "chronic";
        NON_ACUTE = "D", "non-acute";
        NOT_LIFE_THREATENING = "E", "not life-threatening";
        ROUTINE = "F", "routine";
        SYMPTOMATIC = "G", "symptomatic";
        ACUTE_MANIFESTATION_OF_CHRONIC_CONDITION = "M", "acute manifestation of a chronic condition";
    }
}
