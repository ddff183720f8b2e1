//! Numbers that tie a request, its answer and other documents together: REF and TRN.

use crate::code::{ReferenceQualifier, TraceType};
use crate::element::{Run, Text};
use crate::shape::{composite, group, segment};

segment! {
    /// A number of a party, an earlier authorization number, or the reasons of another payer's denial.
    ///
    /// On the wire: `REF*BB*AUTH-0001~`.
    pub struct Ref<'a> = "REF" {
        /// Which kind of number it is.
        ///
        /// REF01, data element 128, type ID, 2 to 3 characters.
        "REF01" qualifier: Option<ReferenceQualifier>;
        /// The number; the first reason for the denial where another payer denied the event.
        ///
        /// REF02, data element 127, type AN, 1 to 50 characters.
        "REF02" value: Option<Text<'a>>;
        /// The state that issued the license, with a state license number.
        ///
        /// REF03, data element 352, type AN, 1 to 80 characters.
        "REF03" license_state: Option<Text<'a>>;
        /// The second to fourth reason for the denial.
        ///
        /// REF04, composite C040. Requests only.
        "REF04" further: Option<FurtherReferences<'a>>;
    }
}

composite! {
    /// Up to three more references, each with its own qualifier.
    ///
    /// Composite C040: REF04. Requests only. On the wire: `ZZ:0F:ZZ:0M`.
    pub struct FurtherReferences<'a> = "C040" {
        /// The references, in order.
        ///
        /// C040-1 to C040-6, data elements 128 and 127. Requests only.
        "C040-1" references: Box<Run<ReferencePair<'a>, 3>>;
    }
}

group! {
    /// One more reference: its kind and its value.
    pub struct ReferencePair<'a> {
        /// Which kind of reference it is.
        ///
        /// C040-1, C040-3, C040-5, data element 128, type ID, 2 to 3 characters.
        #[doc(alias = "C040-1")]
        #[doc(alias = "C040-3")]
        #[doc(alias = "C040-5")]
        0 qualifier: ReferenceQualifier;
        /// The reference itself.
        ///
        /// C040-2, C040-4, C040-6, data element 127, type AN, 1 to 50 characters.
        #[doc(alias = "C040-2")]
        #[doc(alias = "C040-4")]
        #[doc(alias = "C040-6")]
        1 value: Text<'a>;
    }
}

segment! {
    /// A number by which its maker finds the event or the service again; the answer returns it.
    ///
    /// On the wire: `TRN*1*EVENT-0001*9012345678~`.
    pub struct Trn<'a> = "TRN" {
        /// Whether the number is of this set or returns one of the set that it answers.
        ///
        /// TRN01, data element 481, type ID, 1 to 2 characters.
        "TRN01" trace_type: Option<TraceType>;
        /// The number itself.
        ///
        /// TRN02, data element 127, type AN, 1 to 50 characters.
        "TRN02" number: Option<Text<'a>>;
        /// Who gave the number: 1 and an employer number, 3 and a D-U-N-S number, or 9 and a number of one's own.
        ///
        /// TRN03, data element 509, type AN, 10 characters.
        "TRN03" assigner: Option<Text<'a>>;
        /// Which part of that organization gave it.
        ///
        /// TRN04, data element 127, type AN, 1 to 50 characters.
        "TRN04" assigner_detail: Option<Text<'a>>;
    }
}
