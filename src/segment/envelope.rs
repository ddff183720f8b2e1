//! What frames a transaction set and holds its levels together: GS, ST, BHT, HL, SE, GE, IEA, and TA1.

use crate::code::{HierarchicalChild, HierarchicalLevel, HierarchicalStructure, TransactionPurpose, TransactionType};
use crate::element::{Date, Text, Time, Word};
use crate::shape::segment;

segment! {
    /// The start of a transaction set: what it is and by which guide it was written.
    ///
    /// On the wire: `ST*278*0001*005010X217~`.
    pub struct St<'a> = "ST" {
        /// Which transaction set it is: `278`.
        ///
        /// ST01, data element 143, type ID, 3 characters.
        "ST01" transaction_set: Option<Word>;
        /// The number of the set, once in its interchange; SE repeats it.
        ///
        /// ST02, data element 329, type AN, 4 to 9 characters.
        "ST02" control_number: Option<Text<'a>>;
        /// The guide by which the set was written, such as `005010X217`; GS08 says the same.
        ///
        /// ST03, data element 1705, type AN, 1 to 35 characters.
        "ST03" guide: Option<Text<'a>>;
    }
}

segment! {
    /// What the set does, which number its sender gave it, and when it was made.
    ///
    /// On the wire: `BHT*0007*13*REQ-0001*20260105*0930~`.
    pub struct Bht<'a> = "BHT" {
        /// The order in which the levels nest; the 278 knows one.
        ///
        /// BHT01, data element 1005, type ID, 4 characters.
        "BHT01" structure: Option<HierarchicalStructure>;
        /// Request, response, cancellation or reservation.
        ///
        /// BHT02, data element 353, type ID, 2 characters.
        "BHT02" purpose: Option<TransactionPurpose>;
        /// The number that the requester gave to the whole request; a response returns it.
        ///
        /// BHT03, data element 127, type AN, 1 to 50 characters.
        "BHT03" transaction_id: Option<Text<'a>>;
        /// The day on which the set was made, CCYYMMDD.
        ///
        /// BHT04, data element 373, type DT, 8 characters.
        "BHT04" date: Option<Date>;
        /// The time at which the set was made, HHMM up to HHMMSSDD.
        ///
        /// BHT05, data element 337, type TM, 4 to 8 characters.
        "BHT05" time: Option<Time>;
        /// Whether an answer is final or another will follow, or whether this is about a reservation or an
        /// administrative act.
        ///
        /// BHT06, data element 640, type ID, 2 characters.
        "BHT06" transaction_type: Option<TransactionType>;
    }
}

segment! {
    /// Opens a level: organization, requester, subscriber, dependent, event or service, and the level above it.
    ///
    /// On the wire: `HL*2*1*21*1~`.
    pub struct Hl<'a> = "HL" {
        /// The number of this level, from 1, one more for each level of the set.
        ///
        /// HL01, data element 628, type AN, 1 to 12 characters.
        "HL01" id: Option<Text<'a>>;
        /// The number of the level above; absent at the top.
        ///
        /// HL02, data element 734, type AN, 1 to 12 characters.
        "HL02" parent: Option<Text<'a>>;
        /// What the level is about.
        ///
        /// HL03, data element 735, type ID, 1 to 2 characters.
        "HL03" level: Option<HierarchicalLevel>;
        /// Whether another level hangs below this one. Files get this wrong often; the tree does not depend on it.
        ///
        /// HL04, data element 736, type ID, 1 character.
        "HL04" child: Option<HierarchicalChild>;
    }
}

segment! {
    /// The end of a transaction set.
    ///
    /// On the wire: `SE*24*0001~`.
    pub struct Se<'a> = "SE" {
        /// How many segments the set has, ST and SE counted.
        ///
        /// SE01, data element 96, type N0, 1 to 10 digits.
        "SE01" segment_count: Option<Text<'a>>;
        /// The number of the set, as ST said it.
        ///
        /// SE02, data element 329, type AN, 4 to 9 characters.
        "SE02" control_number: Option<Text<'a>>;
    }
}

segment! {
    /// The start of a functional group: transaction sets of one kind from one sender to one receiver.
    ///
    /// On the wire: `GS*HI*CLINIC*PAYER*20260105*0930*1*X*005010X217~`.
    pub struct Gs<'a> = "GS" {
        /// The kind of the sets inside: `HI` for the 278.
        ///
        /// GS01, data element 479, type ID, 2 characters.
        "GS01" functional_id: Option<Word>;
        /// The sending application, as the two partners agreed.
        ///
        /// GS02, data element 142, type AN, 2 to 15 characters.
        "GS02" sender: Option<Text<'a>>;
        /// The receiving application, as the two partners agreed.
        ///
        /// GS03, data element 124, type AN, 2 to 15 characters.
        "GS03" receiver: Option<Text<'a>>;
        /// The day on which the group was made, CCYYMMDD.
        ///
        /// GS04, data element 373, type DT, 8 characters.
        "GS04" date: Option<Date>;
        /// The time at which the group was made, HHMM up to HHMMSSDD.
        ///
        /// GS05, data element 337, type TM, 4 to 8 characters.
        "GS05" time: Option<Time>;
        /// The number of the group, once in its interchange; GE repeats it.
        ///
        /// GS06, data element 28, type N0, 1 to 9 digits.
        "GS06" control_number: Option<Text<'a>>;
        /// Who keeps the standard: `X` for X12.
        ///
        /// GS07, data element 455, type ID, 1 to 2 characters.
        "GS07" agency: Option<Word>;
        /// The guide of the sets inside, such as `005010X217`.
        ///
        /// GS08, data element 480, type AN, 1 to 12 characters.
        "GS08" version: Option<Text<'a>>;
    }
}

segment! {
    /// The end of a functional group.
    ///
    /// On the wire: `GE*1*1~`.
    pub struct Ge<'a> = "GE" {
        /// How many transaction sets the group holds.
        ///
        /// GE01, data element 97, type N0, 1 to 6 digits.
        "GE01" set_count: Option<Text<'a>>;
        /// The number of the group, as GS said it.
        ///
        /// GE02, data element 28, type N0, 1 to 9 digits.
        "GE02" control_number: Option<Text<'a>>;
    }
}

segment! {
    /// The end of an interchange.
    ///
    /// On the wire: `IEA*1*000000001~`.
    pub struct Iea<'a> = "IEA" {
        /// How many functional groups the interchange holds; 0 around a lone TA1.
        ///
        /// IEA01, data element I16, type N0, 1 to 5 digits.
        "IEA01" group_count: Option<Text<'a>>;
        /// The number of the interchange, nine digits, as ISA13 said it.
        ///
        /// IEA02, data element I12, type N0, 9 digits.
        "IEA02" control_number: Option<Text<'a>>;
    }
}

segment! {
    /// Tells the sender of an interchange whether its envelope could be used.
    ///
    /// On the wire: `TA1*000000001*260105*0930*A*000~`.
    pub struct Ta1<'a> = "TA1" {
        /// The number of the interchange that is answered (ISA13).
        ///
        /// TA101, data element I12, type N0, 9 digits.
        "TA101" control_number: Option<Text<'a>>;
        /// The day of the interchange that is answered (ISA09), YYMMDD.
        ///
        /// TA102, data element I08, type DT, 6 characters.
        "TA102" date: Option<Date>;
        /// The time of the interchange that is answered (ISA10), HHMM.
        ///
        /// TA103, data element I09, type TM, 4 characters.
        "TA103" time: Option<Time>;
        /// `A` accepted, `E` accepted although there are errors, `R` rejected.
        ///
        /// TA104, data element I17, type ID, 1 character.
        "TA104" acknowledgment: Option<Word>;
        /// What is wrong with the envelope; `000` for nothing.
        ///
        /// TA105, data element I18, type ID, 3 characters.
        "TA105" note: Option<Word>;
    }
}
