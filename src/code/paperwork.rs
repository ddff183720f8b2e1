//! Documents that support the request: PWK.

code_list! {
    /// What kind of document it is (data element 755: PWK01).
    pub struct ReportType = "755" {
        JUSTIFICATION_OF_TREATMENT_BEYOND_GUIDELINES = "03", "justification of treatment beyond guidelines";
        DRUGS_ADMINISTERED = "04", "drugs administered";
        TREATMENT_DIAGNOSIS = "05", "treatment diagnosis";
        INITIAL_ASSESSMENT = "06", "initial assessment";
        FUNCTIONAL_GOALS = "07", "functional goals";
        PLAN_OF_TREATMENT = "08", "plan of treatment";
        PROGRESS_REPORT = "09", "progress report";
        CONTINUED_TREATMENT = "10", "continued treatment";
        CHEMICAL_ANALYSIS = "11", "chemical analysis";
        CERTIFIED_TEST_REPORT = "13", "certified test report";
        JUSTIFICATION_FOR_ADMISSION = "15", "justification for admission";
        RECOVERY_PLAN = "21", "recovery plan";
        SOCIAL_SECURITY_BENEFIT_LETTER = "48", "Social Security benefit letter";
        RENTAL_AGREEMENT = "55", "rental agreement";
        BENEFIT_LETTER = "59", "benefit letter";
        SUPPORT_DATA_FOR_VERIFICATION = "77", "supporting data for verification";
        ALLERGIES_OR_SENSITIVITIES = "A3", "allergies or sensitivities";
        AUTOPSY_REPORT = "A4", "autopsy report";
        AMBULANCE_CERTIFICATION = "AM", "ambulance certification";
        ADMISSION_SUMMARY = "AS", "admission summary";
        PURCHASE_ORDER_ATTACHMENT = "AT", "purchase order attachment";
        PRESCRIPTION = "B2", "prescription";
        PHYSICIAN_ORDER = "B3", "physician's order";
        BENCHMARK_TESTING_RESULTS = "BR", "benchmark testing results";
        BASELINE = "BS", "baseline";
        BLANKET_TEST_RESULTS = "BT", "blanket test results";
        CHIROPRACTIC_JUSTIFICATION = "CB", "chiropractic justification";
        CONSENT_FORM = "CK", "consent form";
        DRUG_PROFILE = "D2", "drug profile";
        DENTAL_MODELS = "DA", "dental models";
        DURABLE_MEDICAL_EQUIPMENT_PRESCRIPTION = "DB", "durable medical equipment prescription";
        DIAGNOSTIC_REPORT = "DG", "diagnostic report";
        DISCHARGE_MONITORING_REPORT = "DJ", "discharge monitoring report";
        DISCHARGE_SUMMARY = "DS", "discharge summary";
        FAMILY_MEDICAL_HISTORY = "FM", "family medical history";
        HEALTH_CERTIFICATE = "HC", "health certificate";
        HEALTH_CLINIC_RECORDS = "HR", "health clinic records";
        IMMUNIZATION_RECORD = "I5", "immunization record";
        STATE_SCHOOL_IMMUNIZATION_RECORDS = "IR", "state school immunization records";
        LABORATORY_RESULTS = "LA", "laboratory results";
        MEDICAL_RECORD_ATTACHMENT = "M1", "medical record attachment";
        NURSING_NOTES = "NN", "nursing notes";
        OPERATIVE_NOTE = "OB", "operative note";
        OXYGEN_CONTENT_AVERAGING_REPORT = "OC", "oxygen content averaging report";
        ORDERS_AND_TREATMENTS = "OD", "orders and treatments";
        OBJECTIVE_PHYSICAL_EXAMINATION = "OE", "objective physical examination";
        OXYGEN_THERAPY_CERTIFICATION = "OX", "oxygen therapy certification";
        PATHOLOGY_REPORT = "P4", "pathology report";
        PATIENT_MEDICAL_HISTORY = "P5", "patient medical history";
        PERIODONTAL_CHARTS = "P6", "periodontal charts";
        PERIODONTAL_REPORTS = "P7", "periodontal reports";
        PARENTERAL_OR_ENTERAL_CERTIFICATION = "PE", "parenteral or enteral certification";
        PHYSICAL_THERAPY_NOTES = "PN", "physical therapy notes";
        PROSTHETICS_OR_ORTHOTICS_CERTIFICATION = "PO", "prosthetics or orthotics certification";
        PARAMEDICAL_RESULTS = "PQ", "paramedical results";
        PHYSICIAN_REPORT = "PY", "physician's report";
        PHYSICAL_THERAPY_CERTIFICATION = "PZ", "physical therapy certification";
        CAUSE_AND_CORRECTIVE_ACTION_REPORT = "QC", "cause and corrective action report";
        QUALITY_REPORT = "QR", "quality report";
        RADIOLOGY_FILMS = "RB", "radiology films";
        RADIOLOGY_REPORTS = "RR", "radiology reports";
        TESTS_AND_ANALYSIS_REPORT = "RT", "tests and analysis report";
        RENEWABLE_OXYGEN_CONTENT_AVERAGING_REPORT = "RX", "renewable oxygen content averaging report";
        SYMPTOMS = "SG", "symptoms";
        DEATH_NOTIFICATION = "V5", "death notification";
        PHOTOGRAPHS = "XP", "photographs";
    }
}

code_list! {
    /// How the document is sent (data element 756: PWK02).
    pub struct ReportTransmission = "756" {
        AVAILABLE_ON_REQUEST_AT_PROVIDER_SITE = "AA", "available on request at the provider's site";
        BY_MAIL = "BM", "by mail";
        ELECTRONIC_ONLY = "EL", "electronic only";
        BY_E_MAIL = "EM", "by e-mail";
        BY_FAX = "FX", "by fax";
        BY_VOICE = "VO", "by voice";
    }
}
