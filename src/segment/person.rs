//! Who the insured person is: DMG and INS.

use crate::code::{DateFormat, EmploymentStatus, Gender, Relationship, Response};
use crate::element::Text;
use crate::shape::segment;

segment! {
    /// Birth date and gender of a subscriber or a dependent.
    ///
    /// On the wire: `DMG*D8*19700401*F~`.
    pub struct Dmg<'a> = "DMG" {
        /// How the birth date is written: `D8`.
        ///
        /// DMG01, data element 1250, type ID, 2 to 3 characters.
        "DMG01" birth_date_format: Option<DateFormat>;
        /// The birth date, CCYYMMDD; [`Text::period`] gives it as a date.
        ///
        /// DMG02, data element 1251, type AN, 1 to 35 characters.
        "DMG02" birth_date: Option<Text<'a>>;
        /// Female, male or unknown.
        ///
        /// DMG03, data element 1068, type ID, 1 character.
        "DMG03" gender: Option<Gender>;
    }
}

segment! {
    /// How a person is insured: as the subscriber or through the subscriber.
    ///
    /// On the wire: `INS*N*19~`.
    pub struct Ins<'a> = "INS" {
        /// Yes for the subscriber, no for a dependent.
        ///
        /// INS01, data element 1073, type ID, 1 character.
        "INS01" is_subscriber: Option<Response>;
        /// How the person is related to the subscriber.
        ///
        /// INS02, data element 1069, type ID, 2 characters.
        "INS02" relationship: Option<Relationship>;
        /// The military status of the subscriber, the reason why a subscriber has this segment.
        ///
        /// INS08, data element 584, type ID, 2 characters.
        "INS08" military_status: Option<EmploymentStatus>;
        /// The place of a dependent among children born together: 1 for the first.
        ///
        /// INS17, data element 1470, type N0, 1 to 9 digits.
        "INS17" birth_sequence: Option<Text<'a>>;
    }
}
