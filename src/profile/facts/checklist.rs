//! The items of the completeness list, by which payers say how bad it is when one is missing.

use super::Source;
use crate::element::Text;
use crate::report::Severity;
use crate::shape::names;

names! {
    /// What a reviewer asks for: an item of the documentation that belongs to a request.
    #[non_exhaustive]
    pub enum ChecklistItem {
        PatientDemographics = "patientDemographics", "birth date and gender of the patient";
        MemberId = "memberId", "member number";
        GroupNumber = "groupNumber", "group number";
        AccountNumber = "accountNumber", "number of the patient at the provider";
        LineOfBusiness = "lineOfBusiness", "line of business";
        PayerId = "payerId", "number of the payer";
        Requester = "requester", "NPI of the requester";
        RequesterContact = "requesterContact", "telephone and fax of the requester";
        OrderingProvider = "orderingProvider", "ordering or referring provider";
        InfusionProvider = "infusionProvider", "who gives the drug";
        PrimaryCare = "primaryCare", "primary care provider or medical group";
        Diagnoses = "diagnoses", "diagnosis codes";
        ProcedureCodes = "procedureCodes", "codes of drugs and services";
        AdministrationCode = "administrationCode", "code for giving the drug";
        PerDiem = "perDiem", "home infusion per diem code";
        Nursing = "nursing", "nursing visits";
        Units = "units", "units";
        Visits = "visits", "visits";
        DrugName = "drugName", "name and strength of the drug";
        Ndc = "ndc", "national drug code";
        Dose = "dose", "dose";
        Weight = "weight", "body weight, for a dose by weight";
        Surface = "surface", "body surface, for a dose by surface";
        Route = "route", "route";
        ServiceDates = "serviceDates", "dates of service";
        SiteOfCare = "siteOfCare", "site of care";
        HomeSuitability = "homeSuitability", "member or caregiver willing and able, for a drug at home";
        SiteReason = "siteReason", "why a hospital";
        Urgency = "urgency", "urgent or elective";
        UrgencyAttestation = "urgencyAttestation", "attestation of the urgency";
        PriorTherapies = "priorTherapies", "what was tried before";
        Contraindications = "contraindications", "what must not be given";
        ClinicalNotes = "clinicalNotes", "clinical notes";
        Labs = "labs", "laboratory values";
        TreatmentPlan = "treatmentPlan", "plan of treatment";
        Prescription = "prescription", "order or prescription";
        Allergies = "allergies", "allergies, or that none are known";
        Nutrition = "nutrition", "certification of parenteral nutrition";
        DelayReason = "delayReason", "why the request comes late";
        Admission = "admission", "day and kind of the admission";
        Accident = "accident", "day of the accident";
        EarlierNumber = "earlierNumber", "number of the earlier request";
        ResponseToTherapy = "responseToTherapy", "response to the therapy so far";
        DenialLetter = "denialLetter", "the denial that is appealed";
        Criteria = "criteria", "criteria that the request cites";
    }
}

/// How bad it is for a payer when an item is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ItemSeverity {
    /// Which items.
    pub items: Vec<ChecklistItem>,
    /// How bad.
    pub severity: Severity,
    /// Why, in the words of the payer; may be empty.
    pub text: Text<'static>,
    /// Who says so, since when, and whether it is verified.
    pub source: Source,
}
