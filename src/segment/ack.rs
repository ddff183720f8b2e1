//! How a receiver answers a functional group: the segments of the 999 (guide 005010X231A1).

use crate::code::{ElementFault, GroupFault, GroupResult, SegmentFault, SetFault, SetResult};
use crate::element::{Repeats, Run, Text, Word};
use crate::shape::{composite, segment};

segment! {
    /// The functional group that is answered.
    ///
    /// On the wire: `AK1*HI*1*005010X217~`.
    pub struct Ak1<'a> = "AK1" {
        /// The kind of the sets in the group: GS01 of the group answered, `HI` for the 278.
        ///
        /// AK101, data element 479, type ID, 2 characters.
        "AK101" functional_id: Option<Word>;
        /// The number of the group: GS06 of the group answered.
        ///
        /// AK102, data element 28, type N0, 1 to 9 digits.
        "AK102" control_number: Option<Text<'a>>;
        /// The guide of the group: GS08 of the group answered.
        ///
        /// AK103, data element 480, type AN, 1 to 12 characters.
        "AK103" version: Option<Text<'a>>;
    }
}

segment! {
    /// The transaction set that is answered.
    ///
    /// On the wire: `AK2*278*0001*005010X217~`.
    pub struct Ak2<'a> = "AK2" {
        /// Which transaction set it is: ST01 of the set answered.
        ///
        /// AK201, data element 143, type ID, 3 characters.
        "AK201" transaction_set: Option<Word>;
        /// The number of the set: ST02 of the set answered.
        ///
        /// AK202, data element 329, type AN, 4 to 9 characters.
        "AK202" control_number: Option<Text<'a>>;
        /// The guide of the set: ST03 of the set answered, known or not.
        ///
        /// AK203, data element 1705, type AN, 1 to 35 characters.
        "AK203" guide: Option<Text<'a>>;
    }
}

segment! {
    /// A segment in error, or the place where one is missing.
    ///
    /// On the wire: `IK3*NM1*14**8~`.
    pub struct Ik3<'a> = "IK3" {
        /// The id of the segment in error, or of the missing one. Never one that X12 does not have.
        ///
        /// IK301, data element 721, type ID, 2 to 3 characters.
        "IK301" segment_id: Option<Word>;
        /// Its number in the set, ST = 1; for a missing segment, where it should have stood.
        ///
        /// IK302, data element 719, type N0, 1 to 10 digits.
        "IK302" position: Option<Text<'a>>;
        /// The loop, where its id has no more than 4 characters.
        ///
        /// IK303, data element 447, type AN, 1 to 4 characters.
        "IK303" loop_id: Option<Text<'a>>;
        /// What is wrong with the segment.
        ///
        /// IK304, data element 620, type ID, 1 to 3 characters.
        "IK304" fault: Option<SegmentFault>;
    }
}

segment! {
    /// What made a missing or superfluous part wrong (the situational trigger), or which business unit the error is in.
    ///
    /// On the wire: `CTX*SITUATIONAL TRIGGER*UM*15**1~` and `CTX*TRN02:EVENT-0001~`.
    pub struct Ctx<'a> = "CTX" {
        /// What the segment is about: `SITUATIONAL TRIGGER`, or the name and the value of what identifies the unit.
        ///
        /// CTX01, composite C998, up to 10 repetitions.
        "CTX01" context: Repeats<ContextIdentification<'a>>;
        /// The id of the segment that holds the trigger.
        ///
        /// CTX02, data element 721, type ID, 2 to 3 characters.
        "CTX02" segment_id: Option<Word>;
        /// The number of that segment in the set, ST = 1.
        ///
        /// CTX03, data element 719, type N0, 1 to 10 digits.
        "CTX03" position: Option<Text<'a>>;
        /// The loop of that segment, where its id has no more than 4 characters.
        ///
        /// CTX04, data element 447, type AN, 1 to 4 characters.
        "CTX04" loop_id: Option<Text<'a>>;
        /// The element that is the trigger.
        ///
        /// CTX05, composite C030.
        "CTX05" element: Option<ElementPosition<'a>>;
        /// The number of that data element in the dictionary.
        ///
        /// CTX06, composite C999.
        "CTX06" reference: Option<ElementReference<'a>>;
    }
}

composite! {
    /// A name of the context and, for a business unit, its value.
    ///
    /// Composite C998: CTX01. On the wire: `TRN02:EVENT-0001`.
    pub struct ContextIdentification<'a> = "C998" {
        /// `SITUATIONAL TRIGGER`, or the element that identifies the unit, such as `TRN02`.
        ///
        /// C998-1, data element 9999, type AN, 1 to 35 characters.
        "C998-1" name: Option<Text<'a>>;
        /// The value of that element.
        ///
        /// C998-2, data element 9998, type AN, 1 to 35 characters.
        "C998-2" reference: Option<Text<'a>>;
    }
}

composite! {
    /// Where in a segment: element, component, repetition.
    ///
    /// Composite C030: IK401 and CTX05. On the wire: `4:2`.
    pub struct ElementPosition<'a> = "C030" {
        /// The element, 1 for the first behind the segment id.
        ///
        /// C030-1, data element 722, type N0, 1 to 2 digits.
        "C030-1" element: Option<Text<'a>>;
        /// The component, in a composite.
        ///
        /// C030-2, data element 1528, type N0, 1 to 2 digits.
        "C030-2" component: Option<Text<'a>>;
        /// The repetition, where the element repeats.
        ///
        /// C030-3, data element 1686, type N0, 1 to 4 digits.
        "C030-3" repetition: Option<Text<'a>>;
    }
}

composite! {
    /// The numbers of a data element and of a component in the dictionary.
    ///
    /// Composite C999: CTX06. On the wire: `1325`.
    pub struct ElementReference<'a> = "C999" {
        /// The data element.
        ///
        /// C999-1, data element 725, type N0, 1 to 4 digits.
        "C999-1" element: Option<Text<'a>>;
        /// The data element of the component.
        ///
        /// C999-2, data element 725, type N0, 1 to 4 digits.
        "C999-2" component: Option<Text<'a>>;
    }
}

segment! {
    /// An element in error.
    ///
    /// On the wire: `IK4*9*67*I12~`.
    pub struct Ik4<'a> = "IK4" {
        /// Where in the segment it stands.
        ///
        /// IK401, composite C030.
        "IK401" position: Option<ElementPosition<'a>>;
        /// The number of the data element in the dictionary, when it is known.
        ///
        /// IK402, data element 725, type N0, 1 to 4 digits.
        "IK402" data_element: Option<Text<'a>>;
        /// What is wrong with the element.
        ///
        /// IK403, data element 621, type ID, 1 to 3 characters.
        "IK403" fault: Option<ElementFault>;
        /// The value as it was received. It is patient data.
        ///
        /// IK404, data element 724, type AN, 1 to 99 characters.
        "IK404" copy: Option<Text<'a>>;
    }
}

segment! {
    /// Whether the transaction set was accepted.
    ///
    /// On the wire: `IK5*R*5*I5~`.
    pub struct Ik5<'a> = "IK5" {
        /// Accepted, accepted with errors noted, or rejected.
        ///
        /// IK501, data element 717, type ID, 1 character.
        "IK501" result: Option<SetResult>;
        /// Up to five reasons.
        ///
        /// IK502 to IK506, data element 618, type ID, 1 to 3 characters.
        "IK502" faults: Run<SetFault, 5>;
    }
}

segment! {
    /// Whether the functional group was accepted, and how many of its sets.
    ///
    /// On the wire: `AK9*P*3*3*1~`.
    pub struct Ak9<'a> = "AK9" {
        /// Accepted, accepted with errors noted, accepted in part, or rejected.
        ///
        /// AK901, data element 715, type ID, 1 character.
        "AK901" result: Option<GroupResult>;
        /// How many sets the group says it holds (GE01).
        ///
        /// AK902, data element 97, type N0, 1 to 6 digits.
        "AK902" included_sets: Option<Text<'a>>;
        /// How many sets were received.
        ///
        /// AK903, data element 123, type N0, 1 to 6 digits.
        "AK903" received_sets: Option<Text<'a>>;
        /// How many sets were accepted, with or without errors noted.
        ///
        /// AK904, data element 2, type N0, 1 to 6 digits.
        "AK904" accepted_sets: Option<Text<'a>>;
        /// Up to five reasons that concern the group itself.
        ///
        /// AK905 to AK909, data element 716, type ID, 1 to 3 characters.
        "AK905" faults: Run<GroupFault, 5>;
    }
}
