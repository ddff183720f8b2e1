//! Where the service takes place: UM04.

code_list! {
    /// Which list the facility code beside it comes from: [`FacilityType`] or [`PlaceOfService`] (data element 1332:
    /// UM04-2).
    pub struct FacilityQualifier = "1332" {
        TYPE_OF_BILL = "A", "type of bill (uniform institutional bill)";
        PLACE_OF_SERVICE = "B", "place of service";
    }
}

code_list! {
    /// The facility, as the first two digits of the type of bill without its leading zero (data element 1331 with
    /// external list 236: UM04-1 when UM04-2 is `A`).
    pub struct FacilityType = "1331", list "236" {
        HOSPITAL_INPATIENT_PART_A = "11", "hospital inpatient (Part A)";
        HOSPITAL_INPATIENT_PART_B_ONLY = "12", "hospital inpatient (Part B only)";
        HOSPITAL_OUTPATIENT = "13", "hospital outpatient";
        HOSPITAL_OTHER = "14", "hospital, other (non-patient laboratory)";
        HOSPITAL_SWING_BED = "18", "hospital swing bed";
        SKILLED_NURSING_INPATIENT_PART_A = "21", "skilled nursing inpatient (Part A)";
        SKILLED_NURSING_INPATIENT_PART_B = "22", "skilled nursing inpatient (Part B)";
        SKILLED_NURSING_OUTPATIENT = "23", "skilled nursing outpatient";
        SKILLED_NURSING_SWING_BED = "28", "skilled nursing swing bed";
        HOME_HEALTH_UNDER_A_PLAN_OF_TREATMENT = "32", "home health under a plan of treatment";
        HOME_HEALTH_OUTPATIENT = "33", "home health, outpatient (retired)";
        HOME_HEALTH_NOT_UNDER_A_PLAN_OF_TREATMENT = "34", "home health, not under a plan of treatment";
        RELIGIOUS_NON_MEDICAL_HOSPITAL_INPATIENT = "41", "religious non-medical hospital inpatient";
        RELIGIOUS_NON_MEDICAL_HOSPITAL_OUTPATIENT = "43", "religious non-medical hospital outpatient";
        INTERMEDIATE_CARE_LEVEL_I = "65", "intermediate care, level I";
        INTERMEDIATE_CARE_LEVEL_II = "66", "intermediate care, level II";
        RURAL_HEALTH_CLINIC = "71", "rural health clinic";
        RENAL_DIALYSIS_CENTER = "72", "renal dialysis center";
        FREESTANDING_CLINIC = "73", "freestanding clinic";
        OUTPATIENT_REHABILITATION_FACILITY = "74", "outpatient rehabilitation facility";
        COMPREHENSIVE_OUTPATIENT_REHABILITATION_FACILITY = "75", "comprehensive outpatient rehabilitation facility";
        COMMUNITY_MENTAL_HEALTH_CENTER = "76", "community mental health center";
        FEDERALLY_QUALIFIED_HEALTH_CENTER = "77", "federally qualified health center";
        LICENSED_FREESTANDING_EMERGENCY_FACILITY = "78", "licensed freestanding emergency facility";
        CLINIC_OTHER = "79", "other clinic";
        HOSPICE_NOT_HOSPITAL_BASED = "81", "hospice, not hospital-based";
        HOSPICE_HOSPITAL_BASED = "82", "hospice, hospital-based";
        AMBULATORY_SURGERY_CENTER = "83", "ambulatory surgery center";
        FREESTANDING_BIRTHING_CENTER = "84", "freestanding birthing center";
        CRITICAL_ACCESS_HOSPITAL = "85", "critical access hospital";
        RESIDENTIAL_FACILITY = "86", "residential facility";
        SPECIAL_FACILITY_OTHER = "89", "other special facility";
    }
}

code_list! {
    /// The place where the service is given, as professional claims name it (data element 1331 with external list 237:
    /// UM04-1 when UM04-2 is `B`).
    pub struct PlaceOfService = "1331", list "237" {
        PHARMACY = "01", "pharmacy";
        TELEHEALTH_NOT_IN_PATIENT_HOME = "02", "telehealth outside the patient's home";
        SCHOOL = "03", "school";
        HOMELESS_SHELTER = "04", "homeless shelter";
        INDIAN_HEALTH_SERVICE_FREE_STANDING_FACILITY = "05", "Indian Health Service free-standing facility";
        INDIAN_HEALTH_SERVICE_PROVIDER_BASED_FACILITY = "06", "Indian Health Service provider-based facility";
        TRIBAL_638_FREE_STANDING_FACILITY = "07", "Tribal 638 free-standing facility";
        TRIBAL_638_PROVIDER_BASED_FACILITY = "08", "Tribal 638 provider-based facility";
        PRISON_OR_CORRECTIONAL_FACILITY = "09", "prison or correctional facility";
        TELEHEALTH_IN_PATIENT_HOME = "10", "telehealth in the patient's home";
        OFFICE = "11", "office";
        HOME = "12", "home";
        ASSISTED_LIVING_FACILITY = "13", "assisted living facility";
        GROUP_HOME = "14", "group home";
        MOBILE_UNIT = "15", "mobile unit";
        TEMPORARY_LODGING = "16", "temporary lodging";
        WALK_IN_RETAIL_HEALTH_CLINIC = "17", "walk-in retail health clinic";
        PLACE_OF_EMPLOYMENT_WORKSITE = "18", "place of employment or worksite";
        OUTPATIENT_HOSPITAL_OFF_CAMPUS = "19", "outpatient hospital, off campus";
        URGENT_CARE_FACILITY = "20", "urgent care facility";
        INPATIENT_HOSPITAL = "21", "inpatient hospital";
        OUTPATIENT_HOSPITAL_ON_CAMPUS = "22", "outpatient hospital, on campus";
        HOSPITAL_EMERGENCY_ROOM = "23", "hospital emergency room";
        AMBULATORY_SURGICAL_CENTER = "24", "ambulatory surgical center";
        BIRTHING_CENTER = "25", "birthing center";
        MILITARY_TREATMENT_FACILITY = "26", "military treatment facility";
        OUTREACH_SITE_OR_STREET = "27", "outreach site or street";
        SKILLED_NURSING_FACILITY = "31", "skilled nursing facility";
        NURSING_FACILITY = "32", "nursing facility";
        CUSTODIAL_CARE_FACILITY = "33", "custodial care facility";
        HOSPICE = "34", "hospice";
        AMBULANCE_LAND = "41", "ambulance, land";
        AMBULANCE_AIR_OR_WATER = "42", "ambulance, air or water";
        INDEPENDENT_CLINIC = "49", "independent clinic";
        FEDERALLY_QUALIFIED_HEALTH_CENTER = "50", "federally qualified health center";
        INPATIENT_PSYCHIATRIC_FACILITY = "51", "inpatient psychiatric facility";
        PSYCHIATRIC_FACILITY_PARTIAL_HOSPITALIZATION = "52", "psychiatric facility, partial hospitalization";
        COMMUNITY_MENTAL_HEALTH_CENTER = "53", "community mental health center";
        INTERMEDIATE_CARE_FACILITY_INTELLECTUAL_DISABILITY =
            "54", "intermediate care facility for individuals with intellectual disabilities";
        RESIDENTIAL_SUBSTANCE_ABUSE_TREATMENT_FACILITY = "55", "residential substance abuse treatment facility";
        PSYCHIATRIC_RESIDENTIAL_TREATMENT_CENTER = "56", "psychiatric residential treatment center";
        NON_RESIDENTIAL_SUBSTANCE_ABUSE_TREATMENT_FACILITY = "57", "non-residential substance abuse treatment facility";
        NON_RESIDENTIAL_OPIOID_TREATMENT_FACILITY = "58", "non-residential opioid treatment facility";
        MASS_IMMUNIZATION_CENTER = "60", "mass immunization center";
        COMPREHENSIVE_INPATIENT_REHABILITATION_FACILITY = "61", "comprehensive inpatient rehabilitation facility";
        COMPREHENSIVE_OUTPATIENT_REHABILITATION_FACILITY = "62", "comprehensive outpatient rehabilitation facility";
        END_STAGE_RENAL_DISEASE_TREATMENT_FACILITY = "65", "end-stage renal disease treatment facility";
        PACE_CENTER = "66", "PACE center (all-inclusive care for the elderly)";
        PUBLIC_HEALTH_CLINIC = "71", "public health clinic";
        RURAL_HEALTH_CLINIC = "72", "rural health clinic";
        INDEPENDENT_LABORATORY = "81", "independent laboratory";
        OTHER = "99", "other";
    }
}
