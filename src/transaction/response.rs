//! The 278 response, loop by loop.
//!
//! The fields of each struct stand in the order of the guide: segments first, then the loops below. Every field may be
//! absent, since a file may lack what the guide requires; that is a finding, not a type. The types that share a name
//! with one of [`request`](super::request) hold other segments.

use crate::segment::{
    Aaa, Bht, Cl1, Cr1, Cr2, Cr5, Cr6, Dmg, Dtp, Hcr, Hi, Hl, Hsd, Ins, Msg, N3Address, N4City, Nm1, Per, Prv, Pwk,
    Ref, St, Sv1, Sv2, Sv3, Too, Trn, Um,
};
use crate::shape::x12_loop;

x12_loop! {
    /// A 278 response: the decision about a request, or why there is none.
    ///
    /// The levels hang one below the other as in the request. Where a level could not be used, it has `rejections` and
    /// nothing follows below it. Guide 005010X217, response.
    pub struct Response<'a> = "HEADER" {
        /// The start of the set. Required.
        "ST" header: Option<St<'a>>;
        /// What the set does, the number of the request and when the answer was made. Required.
        "BHT" beginning: Option<Bht<'a>>;
    } loops {
        /// The payer, or whoever reviews for it. Required.
        "2000A" utilization_management_organizations: Vec<UtilizationManagementOrganization<'a>>;
    }
}

x12_loop! {
    /// Loop 2000A: the payer, or the utilization management organization (UMO) that reviews for it.
    pub struct UtilizationManagementOrganization<'a> = "2000A" {
        /// The level itself: its number and the level above it. Required.
        "HL" hierarchy: Option<Hl<'a>>;
        /// Why the request could not be taken at all. Up to nine.
        "AAA" rejections: Vec<Aaa<'a>>;
    } loops {
        /// Who the UMO is. Required.
        "2010A" name: Option<UmoName<'a>>;
        /// Who asked; absent when the request was rejected above. Once at most.
        "2000B" requesters: Vec<Requester<'a>>;
    }
}

x12_loop! {
    /// Loop 2010A: who the payer or utilization management organization is.
    pub struct UmoName<'a> = "2010A" {
        /// Name and number of the organization. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Whom the requester may ask. Once at most.
        "PER" contact: Option<Per<'a>>;
        /// What was wrong with the UMO that the request named. Up to nine.
        "AAA" rejections: Vec<Aaa<'a>>;
    } loops {
    }
}

x12_loop! {
    /// Loop 2000B: the provider, or the organization, that asked for the review.
    pub struct Requester<'a> = "2000B" {
        /// The level itself: its number and the level above it. Required.
        "HL" hierarchy: Option<Hl<'a>>;
    } loops {
        /// Who the requester is. Up to two.
        "2010B" names: Vec<RequesterName<'a>>;
        /// The insured person; absent when the request was rejected above. Once at most.
        "2000C" subscribers: Vec<Subscriber<'a>>;
    }
}

x12_loop! {
    /// Loop 2010B: who the requester is.
    pub struct RequesterName<'a> = "2010B" {
        /// Name and number of the requester. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Further numbers of the requester, as the request sent them. Up to eight.
        "REF" identifiers: Vec<Ref<'a>>;
        /// What was wrong with the data of the requester. Up to nine.
        "AAA" rejections: Vec<Aaa<'a>>;
        /// What the requester does for the patient, and its specialty. Once at most.
        "PRV" provider: Option<Prv<'a>>;
    } loops {
    }
}

x12_loop! {
    /// Loop 2000C: the insured person, who is the patient unless a dependent follows.
    pub struct Subscriber<'a> = "2000C" {
        /// The level itself: its number and the level above it. Required.
        "HL" hierarchy: Option<Hl<'a>>;
    } loops {
        /// Who the subscriber is. Required.
        "2010C" name: Option<SubscriberName<'a>>;
        /// The patient, when the patient is insured through the subscriber and has no member number. Once at most.
        "2000D" dependents: Vec<Dependent<'a>>;
        /// The event and its decision, when the subscriber is the patient. Any number.
        "2000E" events: Vec<PatientEvent<'a>>;
    }
}

x12_loop! {
    /// Loop 2010C: who the subscriber is.
    pub struct SubscriberName<'a> = "2010C" {
        /// Name and member number. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Further numbers of the subscriber, as the request sent them. Up to nine.
        "REF" identifiers: Vec<Ref<'a>>;
        /// Street lines of the subscriber. Once at most.
        "N3" address: Option<N3Address<'a>>;
        /// City, state and ZIP code of the subscriber. Once at most.
        "N4" city: Option<N4City<'a>>;
        /// What was wrong with the data of the subscriber. Up to nine.
        "AAA" rejections: Vec<Aaa<'a>>;
        /// Birth date and gender. Once at most.
        "DMG" demographics: Option<Dmg<'a>>;
        /// Military status of the subscriber. Once at most.
        "INS" relationship: Option<Box<Ins<'a>>>;
    } loops {
    }
}

x12_loop! {
    /// Loop 2000D: the patient, when the patient is insured through the subscriber and has no member number.
    pub struct Dependent<'a> = "2000D" {
        /// The level itself: its number and the level above it. Required.
        "HL" hierarchy: Option<Hl<'a>>;
    } loops {
        /// Who the dependent is. Required.
        "2010D" name: Option<DependentName<'a>>;
        /// The event and its decision. Any number.
        "2000E" events: Vec<PatientEvent<'a>>;
    }
}

x12_loop! {
    /// Loop 2010D: who the dependent is.
    pub struct DependentName<'a> = "2010D" {
        /// Name of the dependent. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Further numbers of the dependent, as the request sent them. Up to three.
        "REF" identifiers: Vec<Ref<'a>>;
        /// Street lines of the dependent. Once at most.
        "N3" address: Option<N3Address<'a>>;
        /// City, state and ZIP code of the dependent. Once at most.
        "N4" city: Option<N4City<'a>>;
        /// What was wrong with the data of the dependent. Up to nine.
        "AAA" rejections: Vec<Aaa<'a>>;
        /// Birth date and gender. Once at most.
        "DMG" demographics: Option<Dmg<'a>>;
        /// How the dependent is related to the subscriber, and the birth order of children born together. Once at most.
        "INS" relationship: Option<Box<Ins<'a>>>;
    } loops {
    }
}

x12_loop! {
    /// Loop 2000E: the decision about the event as a whole.
    ///
    /// It has a `decision`, or `rejections` that say why there is none. A decision at a [`Service`] replaces it for
    /// that service.
    pub struct PatientEvent<'a> = "2000E" {
        /// The level itself: its number and the level above it. Required.
        "HL" hierarchy: Option<Hl<'a>>;
        /// Numbers of the request for the event, returned, and one of the payer. Up to three.
        "TRN" traces: Vec<Trn<'a>>;
        /// What was wrong with the event. Up to nine.
        "AAA" rejections: Vec<Aaa<'a>>;
        /// Which review of which kind of care. Required.
        "UM" review: Option<Um<'a>>;
        /// The decision, and the authorization number. Once at most.
        "HCR" decision: Option<Hcr<'a>>;
        /// Reference number of the payer that is no authorization number, for a pended case for instance. Once at most.
        "REF=NT" administrative_reference: Option<Ref<'a>>;
        /// Authorization number of an earlier review of the event. Once at most.
        "REF=BB" previous_authorization: Option<Ref<'a>>;
        /// Day of the accident behind the event. Once at most.
        "DTP=439" accident_date: Option<Box<Dtp<'a>>>;
        /// First day of the last menstrual period, when the event has to do with a pregnancy. Once at most.
        "DTP=484" last_menstrual_period: Option<Box<Dtp<'a>>>;
        /// Day on which the birth is expected, when the event has to do with a pregnancy. Once at most.
        "DTP=ABC" estimated_birth_date: Option<Box<Dtp<'a>>>;
        /// Day on which the symptoms or the illness began. Once at most.
        "DTP=431" onset_date: Option<Dtp<'a>>;
        /// Day or period of the event, when it is no admission. Once at most.
        "DTP=AAH" event_date: Option<Dtp<'a>>;
        /// Day of the admission. Once at most.
        "DTP=435" admission_date: Option<Dtp<'a>>;
        /// Day of the discharge. Once at most.
        "DTP=096" discharge_date: Option<Dtp<'a>>;
        /// Day on which the certification was issued. Once at most.
        "DTP=102" certification_issued: Option<Dtp<'a>>;
        /// Day on which the certification ends. Once at most.
        "DTP=036" certification_expires: Option<Dtp<'a>>;
        /// Day on which the certification starts, or the period that it covers. Once at most.
        "DTP=007" certification_effective: Option<Dtp<'a>>;
        /// Diagnoses of the patient; with LOINC codes, the information that the payer wants. Once at most.
        "HI" diagnoses: Option<Box<Hi<'a>>>;
        /// How much of the care is certified, how often and for how long. Once at most.
        "HSD" delivery: Option<Hsd<'a>>;
        /// Kind and source of an admission, and where the patient stands. Once at most.
        "CL1" institutional_claim: Option<Box<Cl1<'a>>>;
        /// Transport by ambulance. Once at most.
        "CR1" ambulance_transport: Option<Box<Cr1<'a>>>;
        /// Treatment of the spine. Once at most.
        "CR2" spinal_manipulation: Option<Box<Cr2<'a>>>;
        /// Oxygen at home. Once at most.
        "CR5" home_oxygen_therapy: Option<Box<Cr5<'a>>>;
        /// Care by a home health agency. Once at most.
        "CR6" home_health_care: Option<Box<Cr6<'a>>>;
        /// Documents that the payer wants about the patient. Up to ten.
        "PWK" paperwork: Vec<Pwk<'a>>;
        /// Free text that no code can say. Once at most.
        "MSG" message: Option<Msg<'a>>;
    } loops {
        /// Who gives the care, and where. Up to fourteen.
        "2010EA" providers: Vec<EventProvider<'a>>;
        /// Where to send the information that the payer wants. Once at most.
        "2010EB" contact: Option<Box<EventContact<'a>>>;
        /// Stops of a transport: pickup, drop-off, destinations. Up to five.
        "2010EC" transports: Vec<EventTransport<'a>>;
        /// The decisions about single services. Any number.
        "2000F" services: Vec<Service<'a>>;
    }
}

x12_loop! {
    /// Loop 2010EA: a provider or a place of care for the whole event.
    pub struct EventProvider<'a> = "2010EA" {
        /// Name and number of the provider. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Further numbers of the provider: license, tax number, number at the plan. Up to seven.
        "REF" identifiers: Vec<Ref<'a>>;
        /// Street lines of the provider. Once at most.
        "N3" address: Option<N3Address<'a>>;
        /// City, state and ZIP code of the provider. Once at most.
        "N4" city: Option<N4City<'a>>;
        /// Whom to ask at the provider. Once at most.
        "PER" contact: Option<Per<'a>>;
        /// What was wrong with the data of the provider. Up to nine.
        "AAA" rejections: Vec<Aaa<'a>>;
        /// What the provider does for the patient, and its specialty. Once at most.
        "PRV" provider: Option<Prv<'a>>;
    } loops {
    }
}

x12_loop! {
    /// Loop 2010EB: where to send the information about the patient that the payer wants.
    pub struct EventContact<'a> = "2010EB" {
        /// Name of the person or the office. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Street lines of the contact. Once at most.
        "N3" address: Option<N3Address<'a>>;
        /// City, state and ZIP code of the contact. Once at most.
        "N4" city: Option<N4City<'a>>;
        /// Telephone, fax, e-mail or web address. Once at most.
        "PER" contact: Option<Per<'a>>;
    } loops {
    }
}

x12_loop! {
    /// Loop 2010EC: one stop of a transport. (In a request this is loop 2010EB.)
    pub struct EventTransport<'a> = "2010EC" {
        /// What kind of stop it is, and its name. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Street lines of the stop. Required.
        "N3" address: Option<N3Address<'a>>;
        /// City, state and ZIP code of the stop. Required.
        "N4" city: Option<N4City<'a>>;
        /// What was wrong with the data of the stop. Up to nine.
        "AAA" rejections: Vec<Aaa<'a>>;
    } loops {
    }
}

x12_loop! {
    /// Loop 2000F: the decision about one service.
    ///
    /// It has a `decision`, or `rejections` that say why there is none. Of the professional, institutional and dental
    /// service only one is sent.
    pub struct Service<'a> = "2000F" {
        /// The level itself: its number and the level above it. Required.
        "HL" hierarchy: Option<Hl<'a>>;
        /// Numbers of the request for the service, returned, and one of the payer. Up to three.
        "TRN" traces: Vec<Trn<'a>>;
        /// What was wrong with the service. Up to nine.
        "AAA" rejections: Vec<Aaa<'a>>;
        /// What differs from the review of the event. Once at most.
        "UM" review: Option<Box<Um<'a>>>;
        /// The decision, and the authorization number. Once at most.
        "HCR" decision: Option<Hcr<'a>>;
        /// Reference number of the payer that is no authorization number, for a pended case for instance. Once at most.
        "REF=NT" administrative_reference: Option<Box<Ref<'a>>>;
        /// Authorization number of an earlier review of the service. Once at most.
        "REF=BB" previous_authorization: Option<Box<Ref<'a>>>;
        /// Day or period of the service. Once at most.
        "DTP=472" service_date: Option<Dtp<'a>>;
        /// Day on which the certification was issued. Once at most.
        "DTP=102" certification_issued: Option<Dtp<'a>>;
        /// Day on which the certification ends. Once at most.
        "DTP=036" certification_expires: Option<Dtp<'a>>;
        /// Day on which the certification starts, or the period that it covers. Once at most.
        "DTP=007" certification_effective: Option<Dtp<'a>>;
        /// LOINC codes of the information about this service that the payer wants. Once at most.
        "HI" information_requests: Option<Box<Hi<'a>>>;
        /// A professional service, a supply or a drug. Once at most.
        "SV1" professional_service: Option<Sv1<'a>>;
        /// A service of an institution. Once at most.
        "SV2" institutional_service: Option<Box<Sv2<'a>>>;
        /// A dental service. Once at most.
        "SV3" dental_service: Option<Box<Sv3<'a>>>;
        /// Teeth that the dental service is for. Up to thirty-two.
        "TOO" teeth: Vec<Too<'a>>;
        /// How much of the service is certified, how often and for how long. Once at most.
        "HSD" delivery: Option<Hsd<'a>>;
        /// Documents that the payer wants about this service. Up to ten.
        "PWK" paperwork: Vec<Pwk<'a>>;
        /// Free text that no code can say. Once at most.
        "MSG" message: Option<Msg<'a>>;
    } loops {
        /// Who gives the service, when it is not a provider of the event. Up to twelve.
        "2010FA" providers: Vec<ServiceProvider<'a>>;
        /// Where to send the information that the payer wants. Once at most.
        "2010FB" contact: Option<Box<ServiceContact<'a>>>;
    }
}

x12_loop! {
    /// Loop 2010FA: a provider of this one service. (In a request this is loop 2010F.)
    pub struct ServiceProvider<'a> = "2010FA" {
        /// Name and number of the provider. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Further numbers of the provider: license, tax number, number at the plan. Up to eight.
        "REF" identifiers: Vec<Ref<'a>>;
        /// Street lines of the provider. Once at most.
        "N3" address: Option<N3Address<'a>>;
        /// City, state and ZIP code of the provider. Once at most.
        "N4" city: Option<N4City<'a>>;
        /// Whom to ask at the provider. Once at most.
        "PER" contact: Option<Per<'a>>;
        /// What was wrong with the data of the provider. Up to nine.
        "AAA" rejections: Vec<Aaa<'a>>;
        /// What the provider does for the patient, and its specialty. Once at most.
        "PRV" provider: Option<Prv<'a>>;
    } loops {
    }
}

x12_loop! {
    /// Loop 2010FB: where to send the information about this service that the payer wants.
    pub struct ServiceContact<'a> = "2010FB" {
        /// Name of the person or the office. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Street lines of the contact. Once at most.
        "N3" address: Option<N3Address<'a>>;
        /// City, state and ZIP code of the contact. Required.
        "N4" city: Option<N4City<'a>>;
        /// Telephone, fax, e-mail or web address. Once at most.
        "PER" contact: Option<Per<'a>>;
    } loops {
    }
}
