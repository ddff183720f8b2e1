//! What the reviewer should know about certain kinds of care: CRC, CL1, CR1, CR2, CR5, CR6.

use crate::code::{
    AdmissionSource, AdmissionType, AmbulanceReason, AmbulanceTransport, CertificationType, ConditionCategory,
    ConditionIndicator, DateFormat, NursingHomeStatus, OxygenDelivery, OxygenEquipment, OxygenTestCondition,
    OxygenTestFinding, PatientLocation, PatientStatus, ProductQualifier, Prognosis, Response, SpinalCondition,
    SubluxationLevel, Unit,
};
use crate::element::{Date, Run, Text};
use crate::shape::segment;

segment! {
    /// Statements about the patient that certify the need for one kind of care. Requests only.
    ///
    /// On the wire: `CRC*07*Y*01*05~`.
    pub struct Crc<'a> = "CRC" {
        /// What the statements are about: ambulance, chiropractic care, equipment, oxygen, function, activities, mental
        /// status.
        ///
        /// CRC01, data element 1136, type ID, 2 characters. Requests only.
        "CRC01" category: Option<ConditionCategory>;
        /// Whether the statements apply to the patient.
        ///
        /// CRC02, data element 1073, type ID, 1 character. Requests only.
        "CRC02" applies: Option<Response>;
        /// One to five statements.
        ///
        /// CRC03 to CRC07, data element 1321, type ID, 2 to 3 characters. Requests only.
        "CRC03" conditions: Run<ConditionIndicator, 5>;
    }
}

segment! {
    /// How the patient comes to an institution, and how the patient stands there.
    ///
    /// On the wire: `CL1*3*1*30~`.
    pub struct Cl1<'a> = "CL1" {
        /// How urgent the admission is.
        ///
        /// CL101, data element 1315, type ID, 1 character.
        "CL101" admission_type: Option<AdmissionType>;
        /// Where the patient comes from.
        ///
        /// CL102, data element 1314, type ID, 1 character.
        "CL102" admission_source: Option<AdmissionSource>;
        /// Still a patient, or discharged and to where.
        ///
        /// CL103, data element 1352, type ID, 1 to 2 characters.
        "CL103" patient_status: Option<PatientStatus>;
        /// Where the patient stands with a nursing home.
        ///
        /// CL104, data element 1345, type ID, 1 character. Requests only.
        "CL104" nursing_home_status: Option<NursingHomeStatus>;
    }
}

segment! {
    /// An ambulance transport.
    ///
    /// On the wire: `CR1*LB*140*I*A*DH*12~`.
    pub struct Cr1<'a> = "CR1" {
        /// The unit of the weight: pounds or kilograms.
        ///
        /// CR101, data element 355, type ID, 2 characters. Requests only.
        "CR101" weight_unit: Option<Unit>;
        /// The weight of the patient, in that unit.
        ///
        /// CR102, data element 81, type R, 1 to 10 digits. Requests only.
        "CR102" weight: Option<Text<'a>>;
        /// Which leg of the journey it is: first, return, transfer, both ways.
        ///
        /// CR103, data element 1316, type ID, 1 character.
        "CR103" transport: Option<AmbulanceTransport>;
        /// Why the patient is taken there.
        ///
        /// CR104, data element 1317, type ID, 1 character. Requests only.
        "CR104" reason: Option<AmbulanceReason>;
        /// The unit of the distance: miles or kilometers.
        ///
        /// CR105, data element 355, type ID, 2 characters.
        "CR105" distance_unit: Option<Unit>;
        /// How far the transport goes, in that unit.
        ///
        /// CR106, data element 380, type R, 1 to 15 digits.
        "CR106" distance: Option<Text<'a>>;
        /// Why the transport goes both ways.
        ///
        /// CR109, data element 352, type AN, 1 to 80 characters. Requests only.
        "CR109" round_trip_purpose: Option<Text<'a>>;
        /// Why a stretcher is needed.
        ///
        /// CR110, data element 352, type AN, 1 to 80 characters. Requests only.
        "CR110" stretcher_purpose: Option<Text<'a>>;
    }
}

segment! {
    /// A treatment of the spine by a chiropractor.
    ///
    /// On the wire: `CR2*1*5*L4*L5****A*N~`.
    pub struct Cr2<'a> = "CR2" {
        /// Which treatment of the series this is.
        ///
        /// CR201, data element 609, type N0, 1 to 9 digits.
        "CR201" treatment_number: Option<Text<'a>>;
        /// How many treatments the series has.
        ///
        /// CR202, data element 380, type R, 1 to 15 digits.
        "CR202" treatment_count: Option<Text<'a>>;
        /// The subluxation: one vertebra, or the first and the last of a range.
        ///
        /// CR203 to CR204, data element 1367, type ID, 2 to 3 characters.
        "CR203" subluxation_levels: Run<SubluxationLevel, 2>;
        /// The nature of the patient's condition.
        ///
        /// CR208, data element 1342, type ID, 1 character. Requests only.
        "CR208" condition: Option<SpinalCondition>;
        /// Whether the condition is complicated.
        ///
        /// CR209, data element 1073, type ID, 1 character. Requests only.
        "CR209" complication: Option<Response>;
        /// The condition in words.
        ///
        /// CR210, data element 352, type AN, 1 to 80 characters. Requests only.
        "CR210" condition_description: Option<Text<'a>>;
        /// The condition in words, continued.
        ///
        /// CR211, data element 352, type AN, 1 to 80 characters. Requests only.
        "CR211" further_description: Option<Text<'a>>;
        /// Whether X-rays are kept for the reviewer to see.
        ///
        /// CR212, data element 1073, type ID, 1 character. Requests only.
        "CR212" x_rays_available: Option<Response>;
    }
}

segment! {
    /// Oxygen at home: the equipment, the flow, and the tests that show the need.
    ///
    /// On the wire: `CR5***A***2*****88*R*****A~`.
    pub struct Cr5<'a> = "CR5" {
        /// The equipment that supplies the oxygen.
        ///
        /// CR503, data element 1348, type ID, 1 character.
        "CR503" equipment: Option<OxygenEquipment>;
        /// A second kind of equipment.
        ///
        /// CR504, data element 1348, type ID, 1 character.
        "CR504" second_equipment: Option<OxygenEquipment>;
        /// Why this equipment is needed.
        ///
        /// CR505, data element 352, type AN, 1 to 80 characters. Requests only.
        "CR505" equipment_reason: Option<Text<'a>>;
        /// The flow, in liters a minute.
        ///
        /// CR506, data element 380, type R, 1 to 15 digits.
        "CR506" flow_rate: Option<Text<'a>>;
        /// How many times a day the patient takes oxygen.
        ///
        /// CR507, data element 380, type R, 1 to 15 digits.
        "CR507" daily_uses: Option<Text<'a>>;
        /// How long each time lasts, in hours.
        ///
        /// CR508, data element 380, type R, 1 to 15 digits.
        "CR508" hours_per_use: Option<Text<'a>>;
        /// What the respiratory therapist was told to do.
        ///
        /// CR509, data element 352, type AN, 1 to 80 characters.
        "CR509" therapist_orders: Option<Text<'a>>;
        /// The partial pressure of oxygen in the arterial blood, in mmHg. This or the saturation is sent.
        ///
        /// CR510, data element 380, type R, 1 to 15 digits. Requests only.
        "CR510" arterial_blood_gas: Option<Text<'a>>;
        /// The oxygen saturation, in percent.
        ///
        /// CR511, data element 380, type R, 1 to 15 digits. Requests only.
        "CR511" oxygen_saturation: Option<Text<'a>>;
        /// What the patient was doing during the test.
        ///
        /// CR512, data element 1349, type ID, 1 character. Requests only.
        "CR512" test_condition: Option<OxygenTestCondition>;
        /// Up to three findings that show the need.
        ///
        /// CR513 to CR515, data element 1350, type ID, 1 character. Requests only.
        "CR513" test_findings: Run<OxygenTestFinding, 3>;
        /// The flow of the portable equipment, in liters a minute.
        ///
        /// CR516, data element 380, type R, 1 to 15 digits.
        "CR516" portable_flow_rate: Option<Text<'a>>;
        /// How the oxygen reaches the patient.
        ///
        /// CR517, data element 1382, type ID, 1 character.
        "CR517" delivery: Option<OxygenDelivery>;
        /// A third kind of equipment.
        ///
        /// CR518, data element 1348, type ID, 1 character.
        "CR518" third_equipment: Option<OxygenEquipment>;
    }
}

segment! {
    /// Care at home by a home health agency.
    ///
    /// On the wire: `CR6*4*20260105*RD8*20260105-20260305***N*I~`.
    pub struct Cr6<'a> = "CR6" {
        /// What outcome is expected.
        ///
        /// CR601, data element 923, type ID, 1 character.
        "CR601" prognosis: Option<Prognosis>;
        /// The day on which the care at home starts, CCYYMMDD.
        ///
        /// CR602, data element 373, type DT, 8 characters.
        "CR602" start_date: Option<Date>;
        /// How the period is written: `RD8`.
        ///
        /// CR603, data element 1250, type ID, 2 to 3 characters.
        "CR603" certification_period_format: Option<DateFormat>;
        /// The period that the plan of care covers, CCYYMMDD-CCYYMMDD; [`Text::period`] gives it as dates.
        ///
        /// CR604, data element 1251, type AN, 1 to 35 characters.
        "CR604" certification_period: Option<Text<'a>>;
        /// Whether Medicare covers the patient.
        ///
        /// CR607, data element 1073, type ID, 1 character.
        "CR607" medicare_coverage: Option<Response>;
        /// How the case stands; the same as UM02.
        ///
        /// CR608, data element 1322, type ID, 1 character.
        "CR608" certification_type: Option<CertificationType>;
        /// The day of the surgery that the care follows, CCYYMMDD.
        ///
        /// CR609, data element 373, type DT, 8 characters. Requests only.
        "CR609" surgery_date: Option<Date>;
        /// Which code set the code of the surgery is from.
        ///
        /// CR610, data element 235, type ID, 2 characters. Requests only.
        "CR610" procedure_qualifier: Option<ProductQualifier>;
        /// The code of the surgery.
        ///
        /// CR611, data element 1137, type AN, 1 to 15 characters. Requests only.
        "CR611" procedure_code: Option<Text<'a>>;
        /// The day on which the physician ordered the care, CCYYMMDD.
        ///
        /// CR612, data element 373, type DT, 8 characters. Requests only.
        "CR612" order_date: Option<Date>;
        /// The day on which the physician last saw the patient, CCYYMMDD.
        ///
        /// CR613, data element 373, type DT, 8 characters. Requests only.
        "CR613" last_visit_date: Option<Date>;
        /// The day on which the agency last spoke with the physician, CCYYMMDD.
        ///
        /// CR614, data element 373, type DT, 8 characters. Requests only.
        "CR614" physician_contact_date: Option<Date>;
        /// How the last stay is written.
        ///
        /// CR615, data element 1250, type ID, 2 to 3 characters. Requests only.
        "CR615" last_admission_format: Option<DateFormat>;
        /// The last stay in an institution, CCYYMMDD-CCYYMMDD.
        ///
        /// CR616, data element 1251, type AN, 1 to 35 characters. Requests only.
        "CR616" last_admission_period: Option<Text<'a>>;
        /// The kind of place of that stay.
        ///
        /// CR617, data element 1384, type ID, 1 character. Requests only.
        "CR617" patient_location: Option<PatientLocation>;
    }
}
