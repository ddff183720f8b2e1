//! The 999, by which a receiver answers a functional group, loop by loop (guide 005010X231A1).

use crate::segment::{Ak1, Ak2, Ak9, Ctx, Ik3, Ik4, Ik5, St};
use crate::shape::x12_loop;

x12_loop! {
    /// A 999 implementation acknowledgment: the answer to one functional group, set by set.
    ///
    /// It says what the receiver's translator found. Whether care was authorized is another matter, which only a 278
    /// response can say.
    pub struct ImplementationAcknowledgment<'a> = "HEADER" {
        /// The start of the set. Required.
        "ST" header: Option<St<'a>>;
        /// The group that is answered. Required.
        "AK1" group: Option<Ak1<'a>>;
    } loops {
        /// One for each transaction set of the group; accepted sets may be left out.
        "2000" transactions: Vec<SetResponse<'a>>;
    } closing {
        /// Whether the group was accepted. Required.
        "AK9" result: Option<Ak9<'a>>;
    }
}

x12_loop! {
    /// Loop 2000: the answer to one transaction set.
    pub struct SetResponse<'a> = "2000" {
        /// The set that is answered. Required.
        "AK2" set: Option<Ak2<'a>>;
    } loops {
        /// One for each segment in error.
        "2100" errors: Vec<SegmentError<'a>>;
    } closing {
        /// Whether the set was accepted. Required.
        "IK5" result: Option<Ik5<'a>>;
    }
}

x12_loop! {
    /// Loop 2100: one segment in error.
    pub struct SegmentError<'a> = "2100" {
        /// The segment and what is wrong with it. Required.
        "IK3" segment: Option<Ik3<'a>>;
        /// What made a missing or superfluous segment wrong. Up to nine.
        "CTX=SITUATIONAL TRIGGER" triggers: Vec<Ctx<'a>>;
        /// The trace number or the patient that the error concerns. Once at most; it is patient data.
        "CTX=TRN02" business_unit: Option<Ctx<'a>>;
    } loops {
        /// One for each element in error.
        "2110" elements: Vec<ElementError<'a>>;
    }
}

x12_loop! {
    /// Loop 2110: one element in error.
    pub struct ElementError<'a> = "2110" {
        /// The element and what is wrong with it. Required.
        "IK4" element: Option<Ik4<'a>>;
        /// What made a missing or superfluous element wrong. Up to ten.
        "CTX=SITUATIONAL TRIGGER" triggers: Vec<Ctx<'a>>;
    } loops {
    }
}
