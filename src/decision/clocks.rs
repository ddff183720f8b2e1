//! Deadlines as dated data: who must act, within how long, by which rule. Where several apply, the strictest wins.

use super::calendar::{Calendar, days_after, days_before, months_after};
use super::record::{OwnedText, names, record};
use super::when::{Day, Moment};
use chrono::TimeDelta;
use std::fmt;

names! {
    /// What a clock measures, and so from when it runs.
    pub enum ClockKind {
        Decision = "decision", "the payer's decision, from the first receipt of the request";
        PeerToPeer = "peerToPeer", "asking for a peer-to-peer talk, from the decision";
        Appeal = "appeal", "filing an appeal, from the decision";
        ExternalReview = "externalReview", "asking for an external review, from the decision";
        ProviderDispute = "providerDispute", "disputing the denial of a delegated group, from the decision";
        Documents = "documents", "sending the documents, from the day they were asked for";
        CaseFile = "caseFile", "sending the case file, from the day it was asked for";
        Inquiry = "inquiry", "the next inquiry, from the answer";
        SameDay = "sameDay", "a call, on the day of the answer";
        Renewal = "renewal", "asking for the renewal, before the certification ends";
    }
}

names! {
    /// What a clock counts.
    pub enum ClockUnit {
        Hours = "hours", "elapsed hours";
        Days = "days", "calendar days";
        BusinessDays = "businessDays", "business days";
        Months = "months", "calendar months";
    }
}

names! {
    /// How urgent a request is.
    pub enum Urgency {
        Standard = "standard", "in the usual time";
        Expedited = "expedited", "urgent";
    }
}

names! {
    /// What is asked for, where a rule tells the two apart.
    pub enum Scope {
        Drug = "drug", "a drug";
        Service = "service", "a service, the administration of a drug among them";
    }
}

/// One rule about time, with its source.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Clock {
    /// The law, contract or program that says so.
    pub regime: String,
    /// The lines of business it binds; empty for all.
    #[cfg_attr(feature = "serde", serde(default))]
    pub plans: Vec<String>,
    /// What it measures.
    pub clock: ClockKind,
    /// The urgency it is for; `None` for any.
    #[cfg_attr(feature = "serde", serde(default))]
    pub urgency: Option<Urgency>,
    /// What it is for; `None` for anything.
    #[cfg_attr(feature = "serde", serde(default))]
    pub scope: Option<Scope>,
    /// How long.
    pub amount: u16,
    /// Of what.
    pub unit: ClockUnit,
    /// The first day on which it holds; `None` since ever.
    #[cfg_attr(feature = "serde", serde(default))]
    pub from: Option<Day>,
    /// The last day on which it holds; `None` until further notice.
    #[cfg_attr(feature = "serde", serde(default))]
    pub until: Option<Day>,
    /// Where it is written.
    pub source: String,
    /// Whether the source was read; otherwise the rule is known from memory or a second hand.
    #[cfg_attr(feature = "serde", serde(default))]
    pub verified: bool,
}

/// A row of a table of clocks that cannot be read. Names the line, shows none of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("line {line} of the clocks: {what}")]
pub struct ClockError {
    /// The line, from 1.
    pub line: usize,
    /// What is wrong.
    pub what: &'static str,
}

/// All rules about time that a payer's profile brings.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(transparent))]
pub struct Clocks {
    /// The rules, in no order.
    pub rows: Vec<Clock>,
}

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
    /// The law, contract or program, and where it is written.
    pub source: String,
    /// Whether the source was read.
    pub verified: bool,
}

record! {
    /// When a request came in, and when it was passed on. The first receipt counts: passing on resets no clock.
    pub struct Receipt {
        /// When it first came in.
        pub received: Option<Moment>,
        /// When it was passed on, to a medical group for example.
        pub forwarded: Vec<Moment>,
    }
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
    /// The line of business, by its key in the rules.
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

impl Clocks {
    /// The published rules of Health Net of California and of the laws it is under, each with its source.
    #[must_use]
    pub fn health_net() -> Self {
        Self::shipped(include_str!("tables/clocks_health_net.tsv"))
    }

    /// The voluntary time limits of the CAQH CORE operating rules for prior authorization.
    #[must_use]
    pub fn core() -> Self {
        Self::shipped(include_str!("tables/clocks_core.tsv"))
    }

    /// A table of this crate; a test reads each one without an error.
    fn shipped(text: &'static str) -> Self {
        Self::from_tsv(text).unwrap_or_default()
    }

    /// Reads a table of tab-separated columns with a header row: `regime`, `plans` (blank-separated, `*` for all),
    /// `clock`, `urgency` and `scope` (`any` for all), `amount`, `unit`, `from`, `until`, `source`, `verified`.
    ///
    /// # Errors
    /// The first line that cannot be read.
    ///
    /// ```
    /// use x12_278::decision::Clocks;
    /// let table = "regime\tplans\tclock\turgency\tscope\tamount\tunit\tfrom\tuntil\tsource\tverified\n\
    ///              Contract\t*\tpeerToPeer\tany\tany\t10\tdays\t\t\tcontract, section 4\tyes\n";
    /// assert_eq!(Clocks::from_tsv(table).unwrap().rows.len(), 1);
    /// assert_eq!(Clocks::from_tsv(&table.replace("10", "ten")).unwrap_err().line, 2);
    /// ```
    pub fn from_tsv(text: &str) -> Result<Self, ClockError> {
        let mut lines = text.lines().zip(1..);
        let columns: Vec<&str> = lines.next().map(|(line, _)| line.split('\t').collect()).unwrap_or_default();
        let mut rows = Vec::new();
        for (text, line) in lines.filter(|(text, _)| !text.trim().is_empty()) {
            let cells: Vec<&str> = text.split('\t').map(str::trim).collect();
            let cell = |name: &str| {
                let index = columns.iter().position(|column| column.trim() == name);
                index.and_then(|index| cells.get(index)).copied().unwrap_or_default()
            };
            rows.push(clock(cell).map_err(|what| ClockError { line, what })?);
        }
        Ok(Self { rows })
    }

    /// All rules of both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.rows.extend(other.rows);
        self
    }

    /// The strictest deadline of all rules that apply on the day the clock began; `None` when none does.
    #[must_use]
    pub fn deadline(&self, kind: ClockKind, start: Start, timing: &Timing) -> Option<Deadline> {
        let calendar = &timing.calendar;
        let day = match start {
            Start::Day(day) => day,
            Start::Moment(moment) => moment.day_at(calendar.offset),
        };
        let applies = |clock: &&Clock| clock.clock == kind && clock.holds_on(day) && clock.is_for(timing);
        let found = self.rows.iter().filter(applies).filter_map(|clock| {
            let due = clock.due(start, day, calendar)?;
            let last = match due {
                Due::Day(day) => calendar.end_of(day)?,
                Due::Moment(moment) => moment,
            };
            Some((last, clock, due))
        });
        let (_, clock, due) = found.min_by_key(|(last, clock, _)| (*last, !clock.verified))?;
        Some(Deadline { due, source: format!("{}: {}", clock.regime, clock.source), verified: clock.verified })
    }
}

impl Clock {
    fn holds_on(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    fn is_for(&self, timing: &Timing) -> bool {
        let plan = timing.plan.as_ref().is_none_or(|plan| self.plans.is_empty() || self.plans.contains(plan));
        let urgency = self.urgency.is_none() || timing.urgency.is_none() || self.urgency == timing.urgency;
        plan && urgency && (self.scope.is_none() || timing.scope.is_none() || self.scope == timing.scope)
    }

    fn due(&self, start: Start, day: Day, calendar: &Calendar) -> Option<Due> {
        if self.clock == ClockKind::Renewal {
            return days_before(day, self.amount).map(Due::Day);
        }
        match self.unit {
            ClockUnit::Hours => {
                let from = match start {
                    Start::Moment(moment) => moment,
                    Start::Day(day) => calendar.start_of(day)?,
                };
                let end = from.0.checked_add_signed(TimeDelta::try_hours(self.amount.into())?)?;
                Some(Due::Moment(Moment(end.with_timezone(&calendar.offset))))
            }
            ClockUnit::Days => days_after(day, self.amount).map(Due::Day),
            ClockUnit::BusinessDays => calendar.business_days_after(day, self.amount).map(Due::Day),
            ClockUnit::Months => months_after(day, self.amount).map(Due::Day),
        }
    }
}

fn clock<'c>(cell: impl Fn(&str) -> &'c str) -> Result<Clock, &'static str> {
    let day = |name: &str| match cell(name) {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| "a day is not YYYY-MM-DD"),
    };
    let any = |text: &str| matches!(text, "" | "any" | "*");
    let urgency = cell("urgency");
    let scope = cell("scope");
    let plans = cell("plans");
    Ok(Clock {
        regime: cell("regime").to_owned(),
        plans: if any(plans) { Vec::new() } else { plans.split_whitespace().map(str::to_owned).collect() },
        clock: ClockKind::from_name(cell("clock")).ok_or("the clock is not known")?,
        urgency: if any(urgency) { None } else { Some(Urgency::from_name(urgency).ok_or("the urgency is not known")?) },
        scope: if any(scope) { None } else { Some(Scope::from_name(scope).ok_or("the scope is not known")?) },
        amount: cell("amount").parse().map_err(|_| "the amount is no number")?,
        unit: ClockUnit::from_name(cell("unit")).ok_or("the unit is not known")?,
        from: day("from")?,
        until: day("until")?,
        source: cell("source").to_owned(),
        verified: match cell("verified") {
            "yes" => true,
            "no" => false,
            _ => return Err("verified is neither yes nor no"),
        },
    })
}

/// The text of a source, kept by a next step.
pub(super) fn source_text(deadline: &Deadline) -> OwnedText {
    deadline.source.clone().into()
}
