//! Dates and periods: DTP.

use crate::code::{DateFormat, DateQualifier};
use crate::element::{DatePeriod, Text};
use crate::shape::segment;

segment! {
    /// One date of the event, the service or the certification, or a period of days.
    ///
    /// On the wire: `DTP*472*RD8*20260105-20260331~`.
    pub struct Dtp<'a> = "DTP" {
        /// Which date it is.
        ///
        /// DTP01, data element 374, type ID, 3 characters.
        "DTP01" qualifier: Option<DateQualifier>;
        /// Whether one date or a range follows.
        ///
        /// DTP02, data element 1250, type ID, 2 to 3 characters.
        "DTP02" format: Option<DateFormat>;
        /// The date, CCYYMMDD, or the range, CCYYMMDD-CCYYMMDD.
        ///
        /// DTP03, data element 1251, type AN, 1 to 35 characters.
        "DTP03" value: Option<Text<'a>>;
    }
}

impl Dtp<'_> {
    /// The days, both ends included; `None` when there is no date, or one that the calendar does not have.
    ///
    /// ```
    /// use x12_278::segment::Dtp;
    /// let service = Dtp { value: Some("20260105-20260331".into()), ..Dtp::default() };
    /// assert_eq!(service.period().unwrap().to_string(), "2026-01-05 to 2026-03-31");
    /// ```
    #[must_use]
    pub fn period(&self) -> Option<DatePeriod> {
        self.value.as_ref()?.period()
    }
}
