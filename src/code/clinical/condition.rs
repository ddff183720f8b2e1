//! The patient's condition in yes-or-no statements: CRC, in requests only.

code_list! {
    /// What the condition indicators beside it are about (data element 1136: CRC01 of a request).
    pub struct ConditionCategory = "1136" {
        AMBULANCE_CERTIFICATION = "07", "ambulance certification";
        CHIROPRACTIC_CERTIFICATION = "08", "chiropractic certification";
        DURABLE_MEDICAL_EQUIPMENT_CERTIFICATION = "09", "durable medical equipment certification";
        OXYGEN_THERAPY_CERTIFICATION = "11", "oxygen therapy certification";
        FUNCTIONAL_LIMITATIONS = "75", "functional limitations";
        ACTIVITIES_PERMITTED = "76", "activities permitted";
        MENTAL_STATUS = "77", "mental status";
    }
}

code_list! {
    /// One statement about the patient's condition, the equipment or the transport (data element 1321: CRC03 to CRC07
    /// of a request).
    pub struct ConditionIndicator = "1321" {
        ADMITTED_TO_A_HOSPITAL = "01", "admitted to a hospital";
        BED_CONFINED_BEFORE_AMBULANCE_SERVICE = "02", "confined to bed before the ambulance service";
        BED_CONFINED_AFTER_AMBULANCE_SERVICE = "03", "confined to bed after the ambulance service";
        MOVED_BY_STRETCHER = "04", "moved by stretcher";
        UNCONSCIOUS_OR_IN_SHOCK = "05", "unconscious or in shock";
        EMERGENCY_TRANSPORT = "06", "emergency transport";
        PHYSICALLY_RESTRAINED = "07", "physically restrained";
        VISIBLE_HEMORRHAGING = "08", "visible hemorrhaging";
        AMBULANCE_MEDICALLY_NECESSARY = "09", "ambulance was medically necessary";
        AMBULATORY = "10", "ambulatory";
        WALKING_AID_FOR_THERAPY_OR_MOBILITY = "11", "impaired ambulation: walking aid for therapy or mobility";
        CONFINED_TO_BED_OR_CHAIR = "12", "confined to a bed or chair";
        CONFINED_TO_ROOM_OR_AREA_WITHOUT_BATHROOM = "13", "confined to a room or area without bathroom";
        WALKING_AID_FOR_MOBILITY = "14", "impaired ambulation: walking aid for mobility";
        POSITIONING_NOT_FEASIBLE_IN_ORDINARY_BED = "15", "positioning not feasible in an ordinary bed";
        NEEDS_TRAPEZE_BAR = "16", "needs a trapeze bar";
        BREATHING_SEVERELY_IMPAIRED = "17", "breathing severely impaired";
        NEEDS_FREQUENT_OR_IMMEDIATE_POSITION_CHANGES = "18", "needs frequent or immediate position changes";
        CAN_OPERATE_CONTROLS = "19", "can operate the controls";
        SIDERAILS_FOR_OWN_HOSPITAL_BED = "20", "siderails for the patient's own hospital bed";
        OWNS_EQUIPMENT = "21", "patient owns the equipment";
        MATTRESS_OR_SIDERAILS_WITH_OWN_BED =
            "22", "mattress or siderails with the patient's own prescribed hospital bed";
        NEEDS_LIFT_BETWEEN_BED_AND_WHEELCHAIR = "23", "needs a lift between bed and wheelchair";
        ORTHOPEDIC_IMPAIRMENT_NEEDING_TRACTION = "24", "orthopedic impairment needing traction, cannot walk";
        ITEM_PART_OF_PLANNED_HOME_REGIMEN = "25", "item is part of a planned home regimen";
        HIGHLY_PRONE_TO_DECUBITUS_ULCERS = "26", "highly prone to decubitus ulcers";
        TRAINED_ON_EQUIPMENT = "27", "patient or caregiver is trained on the equipment";
        POOR_DIABETIC_CONTROL = "28", "poor diabetic control";
        APNEA_EPISODES_IN_NIGHT_STUDY = "29", "night study shows 30 apnea episodes of over 10 seconds";
        SURGERY_NEEDED_WITHOUT_THE_EQUIPMENT = "30", "surgery needed without the equipment";
        HAD_TOTAL_KNEE_REPLACEMENT = "31", "had a total knee replacement";
        INTRACTABLE_LYMPHEDEMA_OF_EXTREMITIES = "32", "intractable lymphedema of the extremities";
        IN_A_NURSING_HOME = "33", "in a nursing home";
        CONSCIOUS = "34", "conscious";
        FEEDING_IS_THE_ONLY_NUTRITION = "35", "this feeding is the only nutrition";
        OXYGEN_EQUIPMENT_STATIONARY = "37", "oxygen equipment is stationary";
        SIGNED_CERTIFICATION_ON_FILE_AT_SUPPLIER = "38", "signed certification is on file at the supplier";
        MOBILIZING_RESPIRATORY_SECRETIONS = "39", "mobilizing respiratory secretions";
        CAN_USE_EQUIPMENT_WITHOUT_SUPERVISION = "40", "can use the equipment without supervision";
        CANNOT_PROPEL_OR_LIFT_STANDARD_WHEELCHAIR = "41", "cannot propel or lift a standard wheelchair";
        NEEDS_LEG_ELEVATION = "42", "needs leg elevation";
        NEEDS_HEAVY_DUTY_WHEELCHAIR = "43", "needs a heavy-duty wheelchair";
        NEEDS_RECLINING_WHEELCHAIR = "44", "needs a reclining wheelchair";
        CANNOT_OPERATE_WHEELCHAIR_MANUALLY = "45", "cannot operate a wheelchair manually";
        NEEDS_SIDE_TRANSFER = "46", "needs side transfer";
        EQUIPMENT_BOUGHT_NEW = "58", "equipment was bought new";
        EQUIPMENT_UNDER_WARRANTY = "59", "equipment is under warranty";
        TREATMENT_RELATED_TO_TERMINAL_ILLNESS = "5A", "treatment is related to a terminal illness";
        TAKEN_TO_NEAREST_FACILITY = "60", "taken to the nearest facility";
        SEVERE = "68", "severe";
        MODERATE = "69", "moderate";
        NO_SUITABLE_FACILITY_NEARBY = "9D", "no suitable facility nearby in case of complications";
        SUDDEN_DISORIENTATION = "9E", "sudden disorientation";
        SUDDEN_SEVERE_INCAPACITATING_PAIN = "9F", "sudden, severe, incapacitating pain";
        NEEDS_INTENSIVE_IV_THERAPY = "9H", "needs intensive IV therapy";
        NEEDS_PROTECTIVE_ISOLATION = "9J", "needs protective isolation";
        NEEDS_FREQUENT_MONITORING = "9K", "needs frequent monitoring";
        AMPUTATION = "AA", "amputation";
        AGITATED = "AG", "agitated";
        AMBULATION_LIMITATIONS = "AL", "ambulation limitations";
        BOWEL_OR_BLADDER_LIMITATIONS = "BL", "bowel or bladder limitations";
        PARTIALLY_DEPENDENT = "BPD", "partially dependent";
        BED_REST_WITH_BATHROOM_PRIVILEGES = "BR", "bed rest with bathroom privileges";
        TOTALLY_DEPENDENT = "BTD", "totally dependent";
        CANE_REQUIRED = "CA", "cane required";
        COMPLETE_BED_REST = "CB", "complete bed rest";
        COMATOSE = "CM", "comatose";
        CUMULATIVE_INJURY = "CNJ", "cumulative injury";
        CONTRACTURE = "CO", "contracture";
        CRUTCHES_REQUIRED = "CR", "crutches required";
        DISORIENTED = "DI", "disoriented";
        DEPRESSED = "DP", "depressed";
        SHORT_OF_BREATH_WITH_MINIMAL_EXERTION = "DY", "short of breath with minimal exertion";
        ENDURANCE_LIMITATIONS = "EL", "endurance limitations";
        EXERCISES_PRESCRIBED = "EP", "exercises prescribed";
        FORGETFUL = "FO", "forgetful";
        HEARING_LIMITATIONS = "HL", "hearing limitations";
        HOSTILE = "HO", "hostile";
        INDEPENDENT_AT_HOME = "IH", "independent at home";
        LEGALLY_BLIND = "LB", "legally blind";
        LETHARGIC = "LE", "lethargic";
        OTHER_MENTAL_CONDITION = "MC", "other mental condition";
        NO_RESTRICTIONS = "NR", "no restrictions";
        OTHER_LIMITATION = "OL", "other limitation";
        ORIENTED = "OT", "oriented";
        PARALYSIS = "PA", "paralysis";
        PARTIAL_WEIGHT_BEARING = "PW", "partial weight bearing";
        SPEECH_LIMITATIONS = "SL", "speech limitations";
        TRAUMATIC_INJURY = "TNJ", "traumatic injury";
        TRANSFER_TO_BED_OR_CHAIR = "TR", "transfer to bed or chair";
        UNCOOPERATIVE = "UN", "uncooperative";
        UP_AS_TOLERATED = "UT", "up as tolerated";
        WALKER_REQUIRED = "WA", "walker required";
        WHEELCHAIR_REQUIRED = "WR", "wheelchair required";
    }
}
