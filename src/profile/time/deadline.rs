//! Deadlines by the dated rules of a profile: who must act, until when. Where several apply, the strictest wins.

use super::super::{Clock, ClockKind, ClockUnit, Profile, Scope, Urgency};
use super::calendar::{Calendar, days_after, days_before, months_after, months_before};
use super::when::{Day, Moment};
use crate::element::Text;
use chrono::TimeDelta;
use std::fmt;

/// When a clock began.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Start {
    /// On a day, at an hour that is not known: hours count from its beginning.
    Day(Day),
    /// At a moment.
    Moment(Moment),
}

/// When something is due.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Due {
    /// By the end of a day.
    Day(Day),
    /// By a moment.
    Moment(Moment),
}

impl fmt::Display for Due {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Moment(moment) => moment.fmt(f),
        }
    }
}

/// A deadline and the rule that sets it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Deadline {
    /// When.
    pub due: Due,
    /// How long the clock runs, in the unit that it counts.
    pub within: (u16, ClockUnit),
    /// The law, contract or program, and where it is written.
    pub source: Text<'static>,
    /// What else the rule says, such as what is lost when it is missed; may be empty.
    pub text: Text<'static>,
    /// Whether the source was read.
    pub verified: bool,
}

/// When a request came in, and when it was passed on. The first receipt counts: passing on resets no clock.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default))]
pub struct Receipt {
    /// When it first came in.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub received: Option<Moment>,
    /// When it was passed on, to a medical group for example.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Vec::is_empty"))]
    pub forwarded: Vec<Moment>,
}

impl Receipt {
    /// When the clocks began: the earliest of all.
    #[must_use]
    pub fn first(&self) -> Option<Moment> {
        self.received.into_iter().chain(self.forwarded.iter().copied()).min()
    }
}

/// The case that a deadline is asked for. What is not known is `None`, and then every rule counts.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Timing {
    /// Business days and the offset from UTC.
    pub calendar: Calendar,
    /// When the request came in.
    pub receipt: Receipt,
    /// The line of business, by its key in the profile.
    pub plan: Option<String>,
    /// How urgent it is.
    pub urgency: Option<Urgency>,
    /// Whether it is about a drug or a service.
    pub scope: Option<Scope>,
}

impl Timing {
    /// Nothing known but the calendar.
    #[must_use]
    pub fn new(calendar: Calendar) -> Self {
        Self { calendar, receipt: Receipt::default(), plan: None, urgency: None, scope: None }
    }
}

impl Timing {
    /// The strictest deadline of all rules of a profile that apply on the day the clock began; `None` when none does.
    ///
    /// ```
    /// use chrono::FixedOffset;
    /// use x12_278::decision::{Calendar, ClockKind, Start, Timing};
    /// use x12_278::profile::Profile;
    ///
    /// let california = Calendar::new(FixedOffset::west_opt(8 * 3600).unwrap());
    /// let timing = Timing { plan: Some("mediCal".to_owned()), ..Timing::new(california) };
    /// let denied = Start::Day("2026-02-03".parse().unwrap());
    /// let appeal = timing.deadline(Profile::health_net(), ClockKind::Appeal, denied).unwrap();
    /// assert_eq!(appeal.due.to_string(), "2026-04-04");
    /// assert_eq!(&*appeal.source, "Medi-Cal: Health Net provider library, Medi-Cal appeals");
    /// ```
    #[must_use]
    pub fn deadline(&self, profile: &Profile, kind: ClockKind, start: Start) -> Option<Deadline> {
        let day = match start {
            Start::Day(day) => day,
            Start::Moment(moment) => moment.day_at(self.calendar.offset),
        };
        let applies = |clock: &&Clock| clock.kind == kind && self.is_bound_by(clock, profile);
        let found = profile.clocks(day).filter(applies).filter_map(|clock| {
            let due = due(clock, start, day, &self.calendar)?;
            let last = match due {
                Due::Day(day) => self.calendar.end_of(day)?,
                Due::Moment(moment) => moment,
            };
            Some((last, clock, due))
        });
        // What may not be done too early is the stricter the later it may be done.
        let (_, clock, due) = match kind {
            ClockKind::Inquiry => found.max_by_key(|(last, clock, _)| (*last, clock.source.verified)),
            _ => found.min_by_key(|(last, clock, _)| (*last, !clock.source.verified)),
        }?;
        let source = format!("{}: {}", clock.regime, clock.source.cited).into();
        let (text, verified) = (clock.text.clone(), clock.source.verified);
        Some(Deadline { due, within: (clock.amount, clock.unit), source, text, verified })
    }

    /// Whether a rule is about such a case. What is not known speaks for the rule.
    fn is_bound_by(&self, clock: &Clock, profile: &Profile) -> bool {
        let line = self.plan.as_deref();
        let in_line = line.is_none_or(|line| clock.lines.is_empty() || clock.lines.iter().any(|own| own == line));
        let program = line.and_then(|line| profile.program(line));
        let in_program = clock.programs.is_empty() || program.is_none_or(|program| clock.programs.contains(&program));
        let urgency = clock.urgency.is_none() || self.urgency.is_none() || clock.urgency == self.urgency;
        let scope = clock.scope.is_none() || self.scope.is_none() || clock.scope == self.scope;
        in_line && in_program && urgency && scope
    }
}

/// When something is due that began at a moment of a day, or that ends then if it counts back.
fn due(clock: &Clock, start: Start, day: Day, calendar: &Calendar) -> Option<Due> {
    let (amount, backwards) = (clock.amount, clock.kind.runs_backwards());
    let found = match (clock.unit, backwards) {
        (ClockUnit::Hours, _) => {
            let from = match start {
                Start::Moment(moment) => moment,
                Start::Day(day) => calendar.start_of(day)?,
            };
            let hours = TimeDelta::try_hours(amount.into())?;
            let end = if backwards { from.0.checked_sub_signed(hours) } else { from.0.checked_add_signed(hours) };
            return Some(Due::Moment(Moment(end?.with_timezone(&calendar.offset))));
        }
        (ClockUnit::Days, true) => days_before(day, amount),
        (ClockUnit::Days, false) => days_after(day, amount),
        (ClockUnit::BusinessDays, true) => calendar.business_days_before(day, amount),
        (ClockUnit::BusinessDays, false) => calendar.business_days_after(day, amount),
        (ClockUnit::Months, true) => months_before(day, amount),
        (ClockUnit::Months, false) => months_after(day, amount),
    };
    found.map(Due::Day)
}
