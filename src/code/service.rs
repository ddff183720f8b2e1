//! Which service is asked for: UM and SV1, SV2, SV3.

code_list! {
    /// The kind of care that is asked for, in broad classes such as surgery, dialysis or hospice (data element 1365:
    /// UM03).
    pub struct ServiceType = "1365" {
        MEDICAL_CARE = "1", "medical care";
        SURGICAL = "2", "surgical";
        CONSULTATION = "3", "consultation";
        DIAGNOSTIC_X_RAY = "4", "diagnostic X-ray";
        DIAGNOSTIC_LAB = "5", "diagnostic lab";
        RADIATION_THERAPY = "6", "radiation therapy";
        ANESTHESIA = "7", "anesthesia";
        SURGICAL_ASSISTANCE = "8", "surgical assistance";
        DURABLE_MEDICAL_EQUIPMENT_USED = "11", "durable medical equipment, used";
        DURABLE_MEDICAL_EQUIPMENT_PURCHASE = "12", "durable medical equipment, purchase";
        RENAL_SUPPLIES_IN_THE_HOME = "14", "renal supplies in the home";
        ALTERNATE_METHOD_DIALYSIS = "15", "alternate method dialysis";
        CHRONIC_RENAL_DISEASE_EQUIPMENT = "16", "chronic renal disease equipment";
        PRE_ADMISSION_TESTING = "17", "pre-admission testing";
        DURABLE_MEDICAL_EQUIPMENT_RENTAL = "18", "durable medical equipment, rental";
        SECOND_SURGICAL_OPINION = "20", "second surgical opinion";
        THIRD_SURGICAL_OPINION = "21", "third surgical opinion";
        DIAGNOSTIC_DENTAL = "23", "diagnostic dental";
        PERIODONTICS = "24", "periodontics";
        RESTORATIVE_DENTAL = "25", "restorative dental";
        ENDODONTICS = "26", "endodontics";
        MAXILLOFACIAL_PROSTHETICS = "27", "maxillofacial prosthetics";
        ADJUNCTIVE_DENTAL_SERVICES = "28", "adjunctive dental services";
        CHIROPRACTIC = "33", "chiropractic";
        DENTAL_CARE = "35", "dental care";
        DENTAL_CROWNS = "36", "dental crowns";
        DENTAL_ACCIDENT = "37", "dental accident";
        ORTHODONTICS = "38", "orthodontics";
        PROSTHODONTICS = "39", "prosthodontics";
        ORAL_SURGERY = "40", "oral surgery";
        HOME_HEALTH_CARE = "42", "home health care";
        HOME_HEALTH_VISITS = "44", "home health visits";
        HOSPICE = "45", "hospice";
        RESPITE_CARE = "46", "respite care";
        LONG_TERM_CARE = "54", "long-term care";
        MEDICALLY_RELATED_TRANSPORTATION = "56", "medically related transportation";
        IN_VITRO_FERTILIZATION = "61", "in vitro fertilization";
        MRI_OR_CAT_SCAN = "62", "MRI or CAT scan";
        DONOR_PROCEDURES = "63", "donor procedures";
        ACUPUNCTURE = "64", "acupuncture";
        NEWBORN_CARE = "65", "newborn care";
        PATHOLOGY = "66", "pathology";
        SMOKING_CESSATION = "67", "smoking cessation";
        WELL_BABY_CARE = "68", "well baby care";
        MATERNITY = "69", "maternity";
        TRANSPLANTS = "70", "transplants";
        AUDIOLOGY_EXAM = "71", "audiology exam";
        INHALATION_THERAPY = "72", "inhalation therapy";
        DIAGNOSTIC_MEDICAL = "73", "diagnostic medical";
        PRIVATE_DUTY_NURSING = "74", "private duty nursing";
        PROSTHETIC_DEVICE = "75", "prosthetic device";
        DIALYSIS = "76", "dialysis";
        OTOLOGICAL_EXAM = "77", "otological exam";
        CHEMOTHERAPY = "78", "chemotherapy";
        ALLERGY_TESTING = "79", "allergy testing";
        IMMUNIZATIONS = "80", "immunizations";
        FAMILY_PLANNING = "82", "family planning";
        INFERTILITY = "83", "infertility";
        ABORTION = "84", "abortion";
        AIDS = "85", "AIDS";
        EMERGENCY_SERVICES = "86", "emergency services";
        CANCER = "87", "cancer";
        PHARMACY = "88", "pharmacy";
        PODIATRY = "93", "podiatry";
        PSYCHIATRIC = "A4", "psychiatric";
        PSYCHOTHERAPY = "A6", "psychotherapy";
        REHABILITATION = "A9", "rehabilitation";
        OCCUPATIONAL_THERAPY = "AD", "occupational therapy";
        PHYSICAL_MEDICINE = "AE", "physical medicine";
        SPEECH_THERAPY = "AF", "speech therapy";
        SKILLED_NURSING_CARE = "AG", "skilled nursing care";
        SKILLED_NURSING_CARE_ROOM_AND_BOARD = "AH", "skilled nursing care, room and board";
        SUBSTANCE_ABUSE = "AI", "substance abuse";
        ALCOHOLISM = "AJ", "alcoholism";
        DRUG_ADDICTION = "AK", "drug addiction";
        VISION_OPTOMETRY = "AL", "vision (optometry)";
        EXPERIMENTAL_DRUG_THERAPY = "AR", "experimental drug therapy";
        BURN_CARE = "B1", "burn care";
        PARTIAL_HOSPITALIZATION_PSYCHIATRIC = "BB", "partial hospitalization (psychiatric)";
        DAY_CARE_PSYCHIATRIC = "BC", "day care (psychiatric)";
        COGNITIVE_THERAPY = "BD", "cognitive therapy";
        MASSAGE_THERAPY = "BE", "massage therapy";
        PULMONARY_REHABILITATION = "BF", "pulmonary rehabilitation";
        CARDIAC_REHABILITATION = "BG", "cardiac rehabilitation";
        CARDIAC = "BL", "cardiac";
        GASTROINTESTINAL = "BN", "gastrointestinal";
        ENDOCRINE = "BP", "endocrine";
        NEUROLOGY = "BQ", "neurology";
        INVASIVE_PROCEDURES = "BS", "invasive procedures";
        PHYSICIAN_OFFICE_VISIT_SICK = "BY", "physician office visit, sick";
        PHYSICIAN_OFFICE_VISIT_WELL = "BZ", "physician office visit, well";
        CORONARY_CARE = "C1", "coronary care";
        CASE_MANAGEMENT = "CQ", "case management";
        ALLERGY = "GY", "allergy";
        INTENSIVE_CARE = "IC", "intensive care";
        MENTAL_HEALTH = "MH", "mental health";
        NEONATAL_INTENSIVE_CARE = "NI", "neonatal intensive care";
        ONCOLOGY = "ON", "oncology";
        PHYSICAL_THERAPY = "PT", "physical therapy";
        PULMONARY = "PU", "pulmonary";
        RENAL = "RN", "renal";
        RESIDENTIAL_PSYCHIATRIC_TREATMENT = "RT", "residential psychiatric treatment";
        TRANSITIONAL_CARE = "TC", "transitional care";
        TRANSITIONAL_NURSERY_CARE = "TN", "transitional nursery care";
    }
}

code_list! {
    /// Which code set names the procedure, product or drug (data element 235: SV101-1, SV202-1, SV301-1; in requests
    /// also CR610).
    pub struct ProductQualifier = "235" {
        AMERICAN_DENTAL_ASSOCIATION = "AD", "American Dental Association (CDT) code";
        HCPCS = "HC", "HCPCS code, including CPT";
        ICD_9_CM_PROCEDURE = "ID", "ICD-9-CM procedure code";
        HOME_INFUSION = "IV", "home infusion code (HIEC)";
        NATIONAL_DRUG_CODE = "N4", "national drug code, in 5-4-2 form";
        ADVANCED_BILLING_CONCEPTS = "WK", "advanced billing concepts (ABC) code";
        MUTUALLY_DEFINED = "ZZ", "mutually defined";
    }
}
