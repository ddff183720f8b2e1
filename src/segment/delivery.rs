//! How much care, how often and for how long: HSD.

use crate::code::{CodeList, DeliveryPattern, DeliveryTime, QuantityQualifier, TimePeriod, Unit};
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

impl Hsd<'_> {
    /// The pattern in words, to be shown to people; what is absent is left out, and an empty text means that nothing is
    /// there. A number is shown as it was sent.
    ///
    /// ```
    /// use x12_278::code::{QuantityQualifier, TimePeriod, Unit};
    /// use x12_278::segment::Hsd;
    /// let pattern = Hsd {
    ///     quantity_qualifier: Some(QuantityQualifier::VISITS),
    ///     quantity: Some("1".into()),
    ///     unit: Some(Unit::WEEKS),
    ///     every: Some("8".into()),
    ///     period: Some(TimePeriod::WEEK),
    ///     period_count: Some("48".into()),
    ///     ..Hsd::default()
    /// };
    /// assert_eq!(pattern.words(), "1 visit every 8 weeks for 48 weeks");
    /// ```
    #[must_use]
    pub fn words(&self) -> String {
        let quantity = counted(&self.quantity, self.quantity_qualifier.map(word_of));
        let interval = self.unit.map(word_of).map(|unit| match &self.every {
            Some(every) if every.decimal() != Some(1.into()) => format!("every {every} {unit}"),
            _ => format!("every {}", one(&unit)),
        });
        let interval = interval.or_else(|| self.every.as_ref().map(|every| format!("every {every}")));
        let span = match (self.period, &self.period_count) {
            (Some(TimePeriod::REMAINING), count) => {
                count.as_ref().map_or("remaining".to_owned(), |count| format!("{count} remaining"))
            }
            (Some(period), None) => format!("per {}", word_of(period)),
            (None, None) => String::new(),
            (period, count) => format!("for {}", counted(count, period.map(|period| many(&word_of(period))))),
        };
        let days = self.pattern.map(word_of).unwrap_or_default();
        let time = self.time.map(word_of).unwrap_or_default();
        let rate = [quantity, interval.unwrap_or_default(), span];
        let rate = rate.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
        [rate, days, time].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
    }
}

/// The title of a code, or the code.
fn word_of<C: CodeList>(code: C) -> String {
    code.title().map_or_else(|| code.to_string(), str::to_owned)
}

/// A number with what it counts, which is given in the plural.
fn counted(number: &Option<Text<'_>>, unit: Option<String>) -> String {
    let is_one = number.as_ref().is_some_and(|number| number.decimal() == Some(1.into()));
    let unit = unit.map(|unit| if is_one { one(&unit) } else { unit });
    let number = number.as_ref().map(ToString::to_string);
    [number, unit].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// One of what a plural names; a code without a title stays as it is.
fn one(plural: &str) -> String {
    plural.strip_suffix('s').unwrap_or(plural).to_owned()
}

/// Many of what a singular names; a code without a title stays as it is.
fn many(singular: &str) -> String {
    let is_word = singular.len() > 2;
    if is_word { format!("{singular}s") } else { singular.to_owned() }
}
