//! How much care, how often and for how long: HSD.

use crate::code::{DeliveryPattern, DeliveryTime, QuantityQualifier, TimePeriod, Unit};
use crate::element::Text;
use crate::shape::segment;

segment! {
    /// How much of the care, how often and for how long: so many visits, every so many weeks, for so many months.
    ///
    /// `HSD*VS*1*WK*8*35*48~` reads: one visit every eight weeks, for forty-eight weeks.
    pub struct Hsd<'a> = "HSD" {
        /// What is counted: visits, days, hours, months, units.
        ///
        /// HSD01, data element 673, type ID, 2 characters.
        "HSD01" quantity_qualifier: Option<QuantityQualifier>;
        /// How many of them, each time.
        ///
        /// HSD02, data element 380, type R, 1 to 15 digits.
        "HSD02" quantity: Option<Text<'a>>;
        /// The unit of the interval: days, weeks, months.
        ///
        /// HSD03, data element 355, type ID, 2 characters.
        "HSD03" unit: Option<Unit>;
        /// The interval in that unit: 1 for each one, 2 for every second one.
        ///
        /// HSD04, data element 1167, type R, 1 to 6 digits.
        "HSD04" every: Option<Text<'a>>;
        /// The unit of the whole time: days, weeks, months, years, visits, the episode.
        ///
        /// HSD05, data element 615, type ID, 1 to 2 characters.
        "HSD05" period: Option<TimePeriod>;
        /// How many of these periods the whole time has.
        ///
        /// HSD06, data element 616, type N0, 1 to 3 digits.
        "HSD06" period_count: Option<Text<'a>>;
        /// On which days of the week or the month the care is given.
        ///
        /// HSD07, data element 678, type ID, 1 to 2 characters.
        "HSD07" pattern: Option<DeliveryPattern>;
        /// At what time of the day the care is given.
        ///
        /// HSD08, data element 679, type ID, 1 character.
        "HSD08" time: Option<DeliveryTime>;
    }
}
