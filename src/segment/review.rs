//! What is asked for and what was decided: UM, HCR, AAA.

use crate::code::{
    Action, CertificationType, CodeList, DelayReason, FacilityQualifier, FacilityType, FollowUpAction, HealthCondition,
    LevelOfService, PlaceOfService, Prognosis, RejectReason, RelatedCause, ReleaseOfInformation, RequestCategory,
    Response, ReviewReason, ServiceType,
};
use crate::element::{Repeats, Run, Text, Word};
use crate::shape::{composite, segment};

segment! {
    /// What is asked for: which review of which kind of care, where, how urgently.
    ///
    /// On the wire: `UM*HS*I*3*11:B**U~`.
    pub struct Um<'a> = "UM" {
        /// What kind of review it is: admission, services, referral, reservation.
        ///
        /// UM01, data element 1525, type ID, 1 to 2 characters.
        "UM01" category: Option<RequestCategory>;
        /// How the case stands: first request, renewal, revision, appeal, cancellation.
        ///
        /// UM02, data element 1322, type ID, 1 character.
        "UM02" certification_type: Option<CertificationType>;
        /// The kind of care, in broad classes.
        ///
        /// UM03, data element 1365, type ID, 1 to 2 characters.
        "UM03" service_type: Option<ServiceType>;
        /// Where the care is given.
        ///
        /// UM04, composite C023.
        "UM04" facility: Option<Facility>;
        /// Whether an accident, the patient's work or another party has to do with it.
        ///
        /// UM05, composite C024. Requests only.
        "UM05" related_causes: Option<RelatedCauses>;
        /// How urgent it is.
        ///
        /// UM06, data element 1338, type ID, 1 to 3 characters.
        "UM06" level_of_service: Option<LevelOfService>;
        /// How the patient's health is at present.
        ///
        /// UM07, data element 1213, type ID, 1 character. Requests only.
        "UM07" health_condition: Option<HealthCondition>;
        /// What outcome is expected for the patient.
        ///
        /// UM08, data element 923, type ID, 1 character. Requests only.
        "UM08" prognosis: Option<Prognosis>;
        /// Whether the patient agreed that medical data are passed on.
        ///
        /// UM09, data element 1363, type ID, 1 character. Requests only.
        "UM09" release_of_information: Option<ReleaseOfInformation>;
        /// Why the request comes late.
        ///
        /// UM10, data element 1514, type ID, 1 to 2 characters. Requests only.
        "UM10" delay_reason: Option<DelayReason>;
    }
}

composite! {
    /// Where the care is given: a place of service or a type of facility.
    ///
    /// Composite C023: UM04. On the wire: `11:B`.
    pub struct Facility = "C023" {
        /// The place or the facility, from the list that the qualifier names: external list 236 or 237.
        ///
        /// C023-1, data element 1331, type AN, 1 to 2 characters.
        "C023-1" code: Option<Word>;
        /// Which list the code comes from: `A` type of bill, `B` place of service.
        ///
        /// C023-2, data element 1332, type ID, 1 to 2 characters.
        "C023-2" qualifier: Option<FacilityQualifier>;
    }
}

impl Facility {
    /// The code with its title, to be shown to people: `12 home`; the code alone when it has none.
    #[must_use]
    pub fn titled(&self) -> String {
        let code = self.code.map(|code| code.to_string()).unwrap_or_default();
        match self.title() {
            Some(title) => format!("{code} {title}"),
            None => code,
        }
    }

    /// What the code means in the list that the qualifier names; `None` when either is absent or unknown.
    ///
    /// ```
    /// use x12_278::code::FacilityQualifier;
    /// use x12_278::element::Word;
    /// use x12_278::segment::Facility;
    /// let office = Facility { code: Word::read("11"), qualifier: Some(FacilityQualifier::PLACE_OF_SERVICE) };
    /// assert_eq!(office.title(), Some("office"));
    /// ```
    #[must_use]
    pub fn title(&self) -> Option<&'static str> {
        match self.qualifier? {
            FacilityQualifier::TYPE_OF_BILL => FacilityType::INFO.title(self.code?),
            FacilityQualifier::PLACE_OF_SERVICE => PlaceOfService::INFO.title(self.code?),
            _ => None,
        }
    }
}

composite! {
    /// What caused the condition, and where a car accident happened.
    ///
    /// Composite C024: UM05. Requests only. On the wire: `AA:::IL`.
    pub struct RelatedCauses = "C024" {
        /// Up to three causes.
        ///
        /// C024-1 to C024-3, data element 1362, type ID, 2 to 3 characters. Requests only.
        "C024-1" causes: Run<RelatedCause, 3>;
        /// The state or province of a car accident, two letters.
        ///
        /// C024-4, data element 156, type ID, 2 characters. Requests only.
        "C024-4" state: Option<Word>;
        /// The country of a car accident, when it is not the United States.
        ///
        /// C024-5, data element 26, type ID, 2 to 3 characters. Requests only.
        "C024-5" country: Option<Word>;
    }
}

segment! {
    /// The decision about the event or the service.
    ///
    /// On the wire: `HCR*A3**0F~`.
    pub struct Hcr<'a> = "HCR" {
        /// What was decided: certified, modified, denied, pended, cancelled, ask the payer, no review needed.
        ///
        /// HCR01, data element 306, type ID, 1 to 2 characters. Responses only.
        "HCR01" action: Option<Action>;
        /// The authorization number, when the care is certified.
        ///
        /// HCR02, data element 127, type AN, 1 to 50 characters. Responses only.
        "HCR02" number: Option<Text<'a>>;
        /// Why, when the care is not certified as asked or when the case is pended (external list 886).
        ///
        /// HCR03, data element 1271, type AN, 1 to 30 characters, up to 5 times. Responses only.
        "HCR03" reasons: Repeats<ReviewReason>;
        /// Whether a second surgical opinion is needed.
        ///
        /// HCR04, data element 1073, type ID, 1 character. Responses only.
        "HCR04" second_opinion: Option<Response>;
    }
}

segment! {
    /// What was wrong with the request, at the level where it was wrong. With it there is no decision there.
    ///
    /// On the wire: `AAA*N**72*C~`.
    pub struct Aaa<'a> = "AAA" {
        /// No when the request, or this part of it, cannot be used; yes when it is valid but cannot be processed now.
        ///
        /// AAA01, data element 1073, type ID, 1 character. Responses only.
        "AAA01" valid: Option<Response>;
        /// What was wrong or missing.
        ///
        /// AAA03, data element 901, type ID, 2 characters. Responses only.
        "AAA03" reason: Option<RejectReason>;
        /// What the requester should do: correct and resend, wait, call.
        ///
        /// AAA04, data element 889, type ID, 1 character. Responses only.
        "AAA04" follow_up: Option<FollowUpAction>;
    }
}
