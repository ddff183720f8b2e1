//! When a drug is given: phases, how often, and from when to when.

use super::delivery::{Delivery, Interval};
use super::weekday::{TimeOfDay, Weekday, pattern};
use crate::catalog::value::Day;
use crate::code::QuantityQualifier;
use crate::element::Text;

/// One phase of a therapy, such as the loading doses or the upkeep. Each becomes a line of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Phase {
    /// What the phase is called, such as `LOADING`; goes into the message.
    pub label: Option<Text<'static>>,
    /// First day. Required.
    pub from: Option<Day>,
    /// Last day of the authorization that is asked for; the last day of the schedule when absent.
    pub through: Option<Day>,
    /// How often and for how long. Required.
    pub frequency: Option<Frequency>,
    /// How many doses that makes, if the order says so; it must agree with the frequency.
    pub doses: Option<u32>,
    /// The days of the week, where they are fixed: as many as the schedule has times in a week. HSD07 where a code says
    /// just these, else the message.
    pub weekdays: Vec<Weekday>,
    /// The time of the day, where it is fixed (HSD08).
    pub time_of_day: Option<TimeOfDay>,
    /// The times within an interval are consecutive days, as in a five-day course; goes into the message.
    pub consecutive_days: bool,
}

impl Phase {
    /// A phase from a first day on.
    #[must_use]
    pub fn new(from: Day, frequency: Frequency) -> Self {
        Self { from: Some(from), frequency: Some(frequency), ..Self::default() }
    }

    /// With a name.
    #[must_use]
    pub fn labeled(self, label: impl Into<Text<'static>>) -> Self {
        Self { label: Some(label.into()), ..self }
    }

    /// With a last day.
    #[must_use]
    pub fn through(self, day: Day) -> Self {
        Self { through: Some(day), ..self }
    }
}

/// A unit of calendar time. A week has seven days; a month has no fixed number of days and never converts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Period {
    /// A day.
    #[default]
    Day,
    /// A week.
    Week,
    /// A month.
    Month,
}

impl Period {
    /// The day so many periods later; `None` beyond the calendar.
    fn after(self, from: Day, number: u32) -> Option<Day> {
        match self.days() {
            Some(days) => from.plus_days(u64::from(days) * u64::from(number)),
            None => from.plus_months(number),
        }
    }

    /// Days of one period; `None` for months.
    pub(crate) const fn days(self) -> Option<u32> {
        match self {
            Self::Day => Some(1),
            Self::Week => Some(7),
            Self::Month => None,
        }
    }
}

/// How often, and for how long.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(
    feature = "serde",
    serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)
)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Frequency {
    /// Once.
    Once,
    /// So many times in every so many days, weeks or months, for so many days, weeks or months.
    Every {
        /// How many times in each interval.
        #[cfg_attr(feature = "serde", serde(default = "one"))]
        times: u32,
        /// How many periods the interval has.
        every: u32,
        /// The unit of the interval.
        unit: Period,
        /// How many periods the whole has.
        span: u32,
        /// The unit of the whole; that of the interval when absent.
        #[cfg_attr(feature = "serde", serde(default))]
        span_unit: Option<Period>,
    },
    /// Every so many hours, around the clock, for so many days.
    Hourly {
        /// 2, 3, 4, 6, 8, 12 or another part of 24.
        every_hours: u32,
        /// How many days.
        days: u32,
    },
    /// Without a break, for so many days. A dose is a day.
    Continuous {
        /// How many days.
        days: u32,
    },
    /// Once a day for so many hours, for so many days. A dose is a day.
    Cycle {
        /// How many hours each day; goes into the message.
        hours: u32,
        /// How many days.
        days: u32,
    },
    /// At stated points from the first day, such as weeks 0, 2 and 6.
    At {
        /// The unit of the points.
        unit: Period,
        /// The points, rising, the first being 0.
        points: Vec<u32>,
    },
}

#[cfg(feature = "serde")]
const fn one() -> u32 {
    1
}

/// Why a schedule does not hold together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ScheduleError {
    /// A number is zero.
    #[error("a number of times, an interval or a duration is zero")]
    Zero,
    /// Months against days or weeks.
    #[error("months do not convert to weeks or days: state interval and duration in one of them")]
    MonthsAgainstWeeks,
    /// The duration is no multiple of the interval.
    #[error("the duration is no multiple of the interval, so the number of doses is not certain")]
    NotAMultiple,
    /// The hours do not divide a day.
    #[error("the hours do not divide a day: state the times a day, or the interval in days")]
    HoursOfDay,
    /// The points do not rise from zero.
    #[error("the points of time must begin with 0 and rise")]
    Points,
    /// A number has more digits than the 278 has room for.
    #[error("an interval or a duration has more digits than the 278 has room for")]
    TooLong,
    /// The stated number of doses is another one.
    #[error("the stated number of doses is not what interval and duration give")]
    DosesDiffer,
    /// The schedule ends behind the stated last day.
    #[error("the last dose lies behind the stated last day")]
    EndsLater,
    /// The stated last day leaves room for further doses.
    #[error("the stated last day leaves room for more doses than the schedule has")]
    RoomForMore,
    /// A first day is missing.
    #[error("the first day is missing")]
    FromMissing,
    /// A frequency is missing.
    #[error("how often and for how long is missing")]
    FrequencyMissing,
    /// The days of the week do not go with the frequency.
    #[error("not as many different days of the week as the schedule has times in a week")]
    Weekdays,
    /// A day beyond the calendar, or in another millennium.
    #[error("a day is not plausible")]
    Day,
}

impl Frequency {
    /// Every so many weeks, for so many weeks.
    #[must_use]
    pub const fn every_weeks(every: u32, span: u32) -> Self {
        Self::Every { times: 1, every, unit: Period::Week, span, span_unit: None }
    }

    /// Every so many months, for so many months.
    #[must_use]
    pub const fn every_months(every: u32, span: u32) -> Self {
        Self::Every { times: 1, every, unit: Period::Month, span, span_unit: None }
    }

    /// Every so many days, for so many days.
    #[must_use]
    pub const fn every_days(every: u32, span: u32) -> Self {
        Self::Every { times: 1, every, unit: Period::Day, span, span_unit: None }
    }

    /// How the 278 says it (HSD).
    ///
    /// # Errors
    /// [`ScheduleError`] where the numbers do not hold together.
    pub fn delivery(&self) -> Result<Delivery, ScheduleError> {
        let visits = QuantityQualifier::VISITS;
        let delivery = match *self {
            Self::Once => Delivery::total(visits, 1),
            Self::Every { times, every, unit, span, span_unit } => {
                let every = Interval { number: every, unit };
                let span = Interval { number: span, unit: span_unit.unwrap_or(unit) };
                Delivery { every: Some(every), span: Some(span), ..Delivery::total(visits, times) }
            }
            Self::Hourly { every_hours, days } => {
                if every_hours == 0 || !24_u32.is_multiple_of(every_hours) {
                    return Err(ScheduleError::HoursOfDay);
                }
                Delivery::daily(visits, 24 / every_hours, days)
            }
            Self::Continuous { days } => Delivery::daily(QuantityQualifier::HOURS, 24, days),
            Self::Cycle { hours, .. } if hours > 24 => return Err(ScheduleError::HoursOfDay),
            Self::Cycle { hours: 0, .. } => return Err(ScheduleError::Zero),
            Self::Cycle { days, .. } => Delivery::daily(QuantityQualifier::DAYS, 1, days),
            Self::At { ref points, .. } => {
                let rising = points.first() == Some(&0) && points.is_sorted_by(|one, next| one < next);
                let number = u32::try_from(points.len()).map_err(|_| ScheduleError::TooLong)?;
                if !rising {
                    return Err(ScheduleError::Points);
                }
                Delivery::total(visits, number)
            }
        };
        delivery.doses()?;
        Ok(delivery)
    }

    /// On how many days therapy is given: what per diem codes count.
    ///
    /// # Errors
    /// [`ScheduleError`] where the numbers do not hold together.
    pub fn therapy_days(&self) -> Result<u32, ScheduleError> {
        let doses = self.delivery()?.doses()?;
        Ok(match *self {
            Self::Hourly { days, .. } => days,
            // Doses of one interval stand on days of their own, as far as it has so many.
            Self::Every { times, every, unit, .. } => {
                let most = unit.days().map_or(times, |days| every.saturating_mul(days).min(times));
                (doses / times.max(1)).checked_mul(most).ok_or(ScheduleError::TooLong)?
            }
            _ => doses,
        })
    }

    /// The day on which the last interval begins, and the last day of the whole, counted from the first day.
    fn ends(&self, from: Day) -> Option<(Day, Day)> {
        let after = |unit: Period, number: u32| unit.after(from, number);
        match *self {
            Self::Once => Some((from, from)),
            Self::Every { every, unit, span, span_unit, .. } => {
                let intervals = Delivery::intervals(
                    Interval { number: every, unit },
                    Interval { number: span, unit: span_unit.unwrap_or(unit) },
                );
                let last = after(unit, every.checked_mul(intervals.ok()?.checked_sub(1)?)?)?;
                Some((last, after(span_unit.unwrap_or(unit), span)?.previous()?))
            }
            Self::Hourly { days, .. } | Self::Continuous { days } | Self::Cycle { days, .. } => {
                let last = after(Period::Day, days.checked_sub(1)?)?;
                Some((last, last))
            }
            Self::At { unit, ref points } => {
                let last = after(unit, *points.last()?)?;
                Some((last, last))
            }
        }
    }
}

/// A phase that holds together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Planned {
    /// How the 278 says it.
    pub delivery: Delivery,
    /// How many doses.
    pub doses: u32,
    /// On how many days therapy is given.
    pub days: u32,
    /// First day.
    pub from: Day,
    /// Day of the last dose, as far as the schedule says it: the first day of the last interval.
    pub last: Day,
    /// Last day of the authorization that is asked for.
    pub through: Day,
}

impl Phase {
    /// Works the phase out: doses, days, dates.
    ///
    /// A stated last day may lie up to one day behind the schedule (an interval counted to its end), never before the
    /// last dose.
    ///
    /// # Errors
    /// Every reason why the phase does not hold together.
    pub fn plan(&self) -> Result<Planned, Vec<ScheduleError>> {
        let mut errors = Vec::new();
        let days = [self.from, self.through];
        if days.into_iter().flatten().any(|day| !day.is_plausible()) {
            errors.push(ScheduleError::Day);
        }
        if self.from.is_none() {
            errors.push(ScheduleError::FromMissing);
        }
        let Some(frequency) = &self.frequency else {
            errors.push(ScheduleError::FrequencyMissing);
            return Err(errors);
        };
        let counted = frequency.delivery().and_then(|delivery| {
            let (doses, days) = (delivery.doses()?, frequency.therapy_days()?);
            Ok((delivery, doses, days))
        });
        let counted = counted.map_err(|error| errors.push(error)).ok();
        let (Some(from), Some((delivery, doses, days))) = (self.from, counted) else { return Err(errors) };
        if !self.weekdays.is_empty() && !self.weekdays_fit(frequency) {
            errors.push(ScheduleError::Weekdays);
        }
        let delivery =
            Delivery { days: pattern(&self.weekdays), time: self.time_of_day.map(TimeOfDay::code), ..delivery };
        if self.doses.is_some_and(|stated| stated != doses) {
            errors.push(ScheduleError::DosesDiffer);
        }
        let Some((last, end)) = frequency.ends(from).filter(|(_, end)| end.is_plausible()) else {
            errors.push(ScheduleError::Day);
            return Err(errors);
        };
        let course = match *frequency {
            Frequency::Every { times, .. } if self.consecutive_days => u64::from(times.saturating_sub(1)),
            _ => 0,
        };
        let last = last.plus_days(course).unwrap_or(last);
        let through = self.through.unwrap_or(end);
        if through < last {
            errors.push(ScheduleError::EndsLater);
        }
        let open_ended = matches!(frequency, Frequency::Once | Frequency::At { .. });
        if !open_ended && end.plus_days(1).is_some_and(|grace| through > grace) {
            errors.push(ScheduleError::RoomForMore);
        }
        if errors.is_empty() { Ok(Planned { delivery, doses, days, from, last, through }) } else { Err(errors) }
    }

    /// How many days pass for how many doses where they stand closest, as far as the schedule says it; `None` where
    /// there is a single dose. Months count as the longest: never a dose too close.
    pub(crate) fn spacing(&self) -> Option<(u64, u64)> {
        let frequency = self.frequency.as_ref()?;
        let doses = frequency.delivery().ok()?.doses().ok()?;
        let days = |unit: Period, number: u32| u64::from(number) * u64::from(unit.days().unwrap_or(31));
        let spacing = match *frequency {
            Frequency::Once => return None,
            Frequency::Every { times, .. } if self.consecutive_days && times > 1 => (1, 1),
            Frequency::Every { times, every, unit, .. } => (days(unit, every), u64::from(times)),
            Frequency::Hourly { every_hours, .. } => (1, u64::from(24_u32.checked_div(every_hours)?)),
            Frequency::Continuous { .. } | Frequency::Cycle { .. } => (1, 1),
            Frequency::At { unit, ref points } => {
                let gaps = points.iter().zip(points.iter().skip(1)).map(|(one, next)| next.saturating_sub(*one));
                (days(unit, gaps.min()?), 1)
            }
        };
        (doses > 1).then_some(spacing)
    }

    /// First and last days of the stretches of days on which therapy is given, in their order; of the whole where the
    /// schedule does not say on which of its days. `None` when the phase does not hold together.
    pub(crate) fn stretches(&self) -> Option<Vec<(Day, Day)>> {
        let planned = self.plan().ok()?;
        let starts: Vec<Option<Day>> = match *self.frequency.as_ref()? {
            Frequency::Every { times, every, unit, .. } if times == 1 || self.consecutive_days => {
                let intervals = planned.doses.checked_div(times)?;
                (0..intervals).map(|nth| unit.after(planned.from, every.checked_mul(nth)?)).collect()
            }
            Frequency::At { unit, ref points } => points.iter().map(|point| unit.after(planned.from, *point)).collect(),
            _ => return Some(vec![(planned.from, planned.last)]),
        };
        let length = match *self.frequency.as_ref()? {
            Frequency::Every { times, .. } => u64::from(times.saturating_sub(1)),
            _ => 0,
        };
        starts.into_iter().map(|start| Some((start?, start?.plus_days(length)?))).collect()
    }

    /// As many different days as there are times in an interval of weeks; every day for a daily schedule.
    fn weekdays_fit(&self, frequency: &Frequency) -> bool {
        let wanted = match *frequency {
            Frequency::Every { times, unit: Period::Week, .. } => times,
            Frequency::Every { every: 1, unit: Period::Day, .. }
            | Frequency::Hourly { .. }
            | Frequency::Continuous { .. }
            | Frequency::Cycle { .. } => 7,
            _ => return false,
        };
        let differ =
            (1..).zip(&self.weekdays).all(|(next, day)| !self.weekdays.iter().skip(next).any(|other| other == day));
        differ && u32::try_from(self.weekdays.len()) == Ok(wanted)
    }

    /// Whether the first day is one of the days of the week, where these are fixed.
    pub(crate) fn begins_on_its_weekday(&self) -> bool {
        self.weekdays.is_empty() || self.from.is_none_or(|from| self.weekdays.contains(&Weekday::of(from)))
    }

    /// What the coded elements cannot say about the phase, for the message; `None` when they say all.
    #[must_use]
    pub fn uncoded(&self) -> Option<String> {
        let mut parts: Vec<String> = self.label.iter().map(|label| label.to_ascii_uppercase()).collect();
        match &self.frequency {
            Some(Frequency::Hourly { every_hours, .. }) => parts.push(format!("Q{every_hours}H")),
            Some(Frequency::Continuous { .. }) => parts.push("CONTINUOUS".to_owned()),
            Some(Frequency::Cycle { hours, .. }) => parts.push(format!("{hours} H CYCLE")),
            Some(Frequency::At { unit, points }) => {
                let name = match unit {
                    Period::Day => "DAYS",
                    Period::Week => "WEEKS",
                    Period::Month => "MONTHS",
                };
                let points: Vec<String> = points.iter().map(u32::to_string).collect();
                parts.push(format!("{name} {}", points.join(", ")));
            }
            _ => {}
        }
        if self.consecutive_days {
            parts.push("CONSECUTIVE DAYS".to_owned());
        }
        if !self.weekdays.is_empty() && pattern(&self.weekdays).is_none() {
            parts.push(self.weekdays.iter().map(|day| day.sign()).collect::<Vec<_>>().join("/"));
        }
        (!parts.is_empty()).then(|| parts.join(" "))
    }
}
