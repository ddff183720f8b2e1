//! The 278 request, loop by loop.
//!
//! The fields of each struct stand in the order of the guide: segments first, then the loops below. Every field may be
//! absent, since a file may lack what the guide requires; that is a finding, not a type.

use crate::segment::{
    Bht, Cl1, Cr1, Cr2, Cr5, Cr6, Crc, Dmg, Dtp, Hi, Hl, Hsd, Ins, Msg, N3Address, N4City, Nm1, Per, Prv, Pwk, Ref, St,
    Sv1, Sv2, Sv3, Too, Trn, Um,
};
use crate::shape::x12_loop;

x12_loop! {
    /// A 278 request for review: one event of one patient, and the services that are asked for.
    ///
    /// The levels hang one below the other: payer, requester, subscriber, the dependent when the patient is one, the
    /// event, its services. Guide 005010X217, request.
    pub struct Request<'a> = "HEADER" {
        /// The start of the set. Required.
        "ST" header: Option<St<'a>>;
        /// What the set does, its number and when it was made. Required.
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
    } loops {
        /// Who the UMO is. Required.
        "2010A" name: Option<UmoName<'a>>;
        /// Who asks. Required.
        "2000B" requesters: Vec<Requester<'a>>;
    }
}

x12_loop! {
    /// Loop 2010A: who the payer or utilization management organization is.
    pub struct UmoName<'a> = "2010A" {
        /// Name and number of the organization. Required.
        "NM1" name: Option<Nm1<'a>>;
    } loops {
    }
}

x12_loop! {
    /// Loop 2000B: the provider, or the organization, that asks for the review.
    pub struct Requester<'a> = "2000B" {
        /// The level itself: its number and the level above it. Required.
        "HL" hierarchy: Option<Hl<'a>>;
    } loops {
        /// Who the requester is. Required.
        "2010B" name: Option<RequesterName<'a>>;
        /// The insured person. Required.
        "2000C" subscribers: Vec<Subscriber<'a>>;
    }
}

x12_loop! {
    /// Loop 2010B: who the requester is and how to reach it.
    pub struct RequesterName<'a> = "2010B" {
        /// Name and number of the requester. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Further numbers of the requester: license, tax number, number at the plan. Up to eight.
        "REF" identifiers: Vec<Ref<'a>>;
        /// Street lines of the requester. Once at most.
        "N3" address: Option<N3Address<'a>>;
        /// City, state and ZIP code of the requester. Once at most.
        "N4" city: Option<N4City<'a>>;
        /// Whom to ask about the request. Once at most.
        "PER" contact: Option<Per<'a>>;
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
        /// What is asked for, when the subscriber is the patient. Required.
        "2000E" events: Vec<PatientEvent<'a>>;
    }
}

x12_loop! {
    /// Loop 2010C: who the subscriber is.
    pub struct SubscriberName<'a> = "2010C" {
        /// Name and member number. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Further numbers of the subscriber: group, policy, patient account. Up to nine.
        "REF" identifiers: Vec<Ref<'a>>;
        /// Street lines of the subscriber. Once at most.
        "N3" address: Option<N3Address<'a>>;
        /// City, state and ZIP code of the subscriber. Once at most.
        "N4" city: Option<N4City<'a>>;
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
        /// What is asked for. Required.
        "2000E" events: Vec<PatientEvent<'a>>;
    }
}

x12_loop! {
    /// Loop 2010D: who the dependent is.
    pub struct DependentName<'a> = "2010D" {
        /// Name of the dependent. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Further numbers of the dependent: patient account, Social Security. Up to three.
        "REF" identifiers: Vec<Ref<'a>>;
        /// Street lines of the dependent. Once at most.
        "N3" address: Option<N3Address<'a>>;
        /// City, state and ZIP code of the dependent. Once at most.
        "N4" city: Option<N4City<'a>>;
        /// Birth date and gender. Once at most.
        "DMG" demographics: Option<Dmg<'a>>;
        /// How the dependent is related to the subscriber, and the birth order of children born together. Once at most.
        "INS" relationship: Option<Box<Ins<'a>>>;
    } loops {
    }
}

x12_loop! {
    /// Loop 2000E: what is asked for as a whole: a stay, a course of treatment, a referral, a transport.
    ///
    /// It hangs below the dependent, else below the subscriber.
    pub struct PatientEvent<'a> = "2000E" {
        /// The level itself: its number and the level above it. Required.
        "HL" hierarchy: Option<Hl<'a>>;
        /// Numbers of the sender for the event; the response returns them. Up to two.
        "TRN" traces: Vec<Trn<'a>>;
        /// Which review of which kind of care. Required.
        "UM" review: Option<Um<'a>>;
        /// Authorization number of an earlier review of the event. Once at most.
        "REF=BB" previous_authorization: Option<Ref<'a>>;
        /// Reference number of an earlier review that gave no authorization number. Once at most.
        "REF=NT" administrative_reference: Option<Ref<'a>>;
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
        /// Diagnoses of the patient. Once at most.
        "HI" diagnoses: Option<Box<Hi<'a>>>;
        /// How much of the care, how often and for how long. Once at most.
        "HSD" delivery: Option<Hsd<'a>>;
        /// Why an ambulance is needed. Once at most.
        "CRC=07" ambulance_certification: Option<Box<Crc<'a>>>;
        /// Why chiropractic care is needed. Once at most.
        "CRC=08" chiropractic_certification: Option<Box<Crc<'a>>>;
        /// Why durable medical equipment is needed. Once at most.
        "CRC=09" durable_medical_equipment: Option<Box<Crc<'a>>>;
        /// Why oxygen is needed. Once at most.
        "CRC=11" oxygen_therapy_certification: Option<Box<Crc<'a>>>;
        /// What the patient cannot do. Once at most.
        "CRC=75" functional_limitations: Option<Box<Crc<'a>>>;
        /// What the patient may do. Once at most.
        "CRC=76" activities_permitted: Option<Box<Crc<'a>>>;
        /// State of mind of the patient. Once at most.
        "CRC=77" mental_status: Option<Box<Crc<'a>>>;
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
        /// Documents that go with the request. Up to ten.
        "PWK" paperwork: Vec<Pwk<'a>>;
        /// Free text that no code can say. Once at most.
        "MSG" message: Option<Msg<'a>>;
    } loops {
        /// Who gives the care, and where. Up to fourteen.
        "2010EA" providers: Vec<EventProvider<'a>>;
        /// Stops of a transport: pickup, drop-off, destinations; at least two. Up to five.
        "2010EB" transports: Vec<EventTransport<'a>>;
        /// Other payers that have denied the event. Up to three.
        "2010EC" other_umos: Vec<OtherUmo<'a>>;
        /// The services that are asked for. Any number.
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
        /// What the provider does for the patient, and its specialty. Once at most.
        "PRV" provider: Option<Prv<'a>>;
    } loops {
    }
}

x12_loop! {
    /// Loop 2010EB: one stop of a transport. (In a response this is loop 2010EC.)
    pub struct EventTransport<'a> = "2010EB" {
        /// What kind of stop it is, and its name. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Street lines of the stop. Required.
        "N3" address: Option<N3Address<'a>>;
        /// City, state and ZIP code of the stop. Required.
        "N4" city: Option<N4City<'a>>;
    } loops {
    }
}

x12_loop! {
    /// Loop 2010EC: another payer, or another organization that reviews, and why it denied the event.
    pub struct OtherUmo<'a> = "2010EC" {
        /// Name of the other organization. Required.
        "NM1" name: Option<Nm1<'a>>;
        /// Its reasons, up to four. Required.
        "REF" denial_reason: Option<Ref<'a>>;
        /// Day of the denial. Required.
        "DTP" denial_date: Option<Dtp<'a>>;
    } loops {
    }
}

x12_loop! {
    /// Loop 2000F: one service, procedure, supply or drug that is asked for.
    ///
    /// Of the professional, institutional and dental service only one is sent.
    pub struct Service<'a> = "2000F" {
        /// The level itself: its number and the level above it. Required.
        "HL" hierarchy: Option<Hl<'a>>;
        /// Numbers of the sender for the service; the response returns them. Up to two.
        "TRN" traces: Vec<Trn<'a>>;
        /// What differs from the review of the event. Once at most.
        "UM" review: Option<Box<Um<'a>>>;
        /// Authorization number of an earlier review of the service. Once at most.
        "REF=BB" previous_authorization: Option<Box<Ref<'a>>>;
        /// Reference number of an earlier review that gave no authorization number. Once at most.
        "REF=NT" administrative_reference: Option<Box<Ref<'a>>>;
        /// Day or period of the service. Once at most.
        "DTP" service_date: Option<Dtp<'a>>;
        /// A professional service, a supply or a drug. Once at most.
        "SV1" professional_service: Option<Sv1<'a>>;
        /// A service of an institution. Once at most.
        "SV2" institutional_service: Option<Box<Sv2<'a>>>;
        /// A dental service. Once at most.
        "SV3" dental_service: Option<Box<Sv3<'a>>>;
        /// Teeth that the dental service is for. Up to thirty-two.
        "TOO" teeth: Vec<Too<'a>>;
        /// How much of the service, how often and for how long. Once at most.
        "HSD" delivery: Option<Hsd<'a>>;
        /// Documents that go with this service. Up to ten.
        "PWK" paperwork: Vec<Pwk<'a>>;
        /// Free text that no code can say. Once at most.
        "MSG" message: Option<Msg<'a>>;
    } loops {
        /// Who gives the service, when it is not a provider of the event. Up to ten.
        "2010F" providers: Vec<ServiceProvider<'a>>;
    }
}

x12_loop! {
    /// Loop 2010F: a provider of this one service. (In a response this is loop 2010FA.)
    pub struct ServiceProvider<'a> = "2010F" {
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
        /// What the provider does for the patient, and its specialty. Once at most.
        "PRV" provider: Option<Prv<'a>>;
    } loops {
    }
}
