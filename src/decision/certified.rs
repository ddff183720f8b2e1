//! The certified period: DTP 102, 007 and 036, end dates included.

use super::record::record;
use super::{Warning, warning::warn};
use crate::profile::time::Day;
use crate::segment::Dtp;
use crate::shape::Unplaced;

record! {
    /// A period of days, both ends included. An end that was not sent is open, not guessed.
    pub struct Span {
        /// First day.
        pub from: Option<Day>,
        /// Last day.
        pub through: Option<Day>,
    }
}

impl Span {
    /// The span of a DTP; `None` when there is none or its days do not exist.
    #[must_use]
    pub fn of(date: &Dtp<'_>) -> Option<Self> {
        let period = date.period()?;
        Some(Self { from: Some(Day(period.from)), through: Some(Day(period.through)) })
    }

    /// Whether both ends are known and stand in order.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        matches!((self.from, self.through), (Some(from), Some(through)) if from <= through)
    }

    /// Whether a day lies in the period; an open end is no bound.
    #[must_use]
    pub fn holds(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.through.is_none_or(|through| day <= through)
    }

    /// Whether neither end is known.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.from.is_none() && self.through.is_none()
    }
}

/// `2026-02-16 to 2026-08-15`; an open end is left out.
impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.from, self.through) {
            (Some(from), Some(through)) if from == through => from.fmt(f),
            (Some(from), Some(through)) => write!(f, "{from} to {through}"),
            (Some(from), None) => write!(f, "from {from}"),
            (None, Some(through)) => write!(f, "through {through}"),
            (None, None) => Ok(()),
        }
    }
}

/// The certification dates of one level.
#[derive(Clone, Copy, Debug)]
pub(super) struct CertificationDates<'s> {
    pub(super) issued: Option<&'s Dtp<'s>>,
    pub(super) effective: Option<&'s Dtp<'s>>,
    pub(super) expires: Option<&'s Dtp<'s>>,
    pub(super) unplaced: &'s [Unplaced<'s>],
}

/// What the dates of one level say.
#[derive(Clone, Debug, Default)]
pub(super) struct Certified {
    pub(super) span: Span,
    pub(super) issued: Option<Day>,
    pub(super) conflict: bool,
    /// Segments that fit nowhere may have been dates.
    pub(super) incomplete: bool,
}

impl CertificationDates<'_> {
    /// Reads one level: 036 ends the period, or else the end of a range in 007.
    pub(super) fn read(&self) -> Certified {
        let span = |date: Option<&Dtp<'_>>| date.and_then(Span::of);
        let unread = |date: Option<&Dtp<'_>>| {
            date.is_some_and(|date| Span::of(date).is_none() || !date.as_sent.parts().iter().all(|p| p.text.is_empty()))
        };
        let effective = span(self.effective);
        let is_range = self.effective.and_then(|date| date.value.as_deref()).is_some_and(|text| text.contains('-'));
        let range_end = effective.as_ref().filter(|_| is_range).and_then(|span| span.through);
        let expiry = span(self.expires).and_then(|span| span.through);
        let second = self.unplaced.iter().any(|unplaced| {
            unplaced.raw.segments().any(|segment| {
                let qualifier = segment.element(1).trim_ascii();
                segment.id().trim_ascii().eq_ignore_ascii_case(b"DTP") && matches!(qualifier, b"007" | b"036")
            })
        });
        let ends_differ = matches!((range_end, expiry), (Some(one), Some(other)) if one != other);
        Certified {
            span: Span { from: effective.and_then(|span| span.from), through: expiry.or(range_end) },
            issued: span(self.issued).and_then(|span| span.from),
            conflict: second || ends_differ || unread(self.effective) || unread(self.expires),
            incomplete: !self.unplaced.is_empty(),
        }
    }
}

impl Certified {
    /// The dates of a service over those of its event: what the service says wins, end by end.
    pub(super) fn over(self, event: &Self) -> Self {
        Self {
            span: Span { from: self.span.from.or(event.span.from), through: self.span.through.or(event.span.through) },
            issued: self.issued.or(event.issued),
            incomplete: self.incomplete || event.incomplete,
            conflict: self.conflict || event.conflict && (self.span.from.is_none() || self.span.through.is_none()),
        }
    }

    /// Warns of a period that is missing, over, backwards, or begins after the first date of service.
    pub(super) fn check(&self, today: Option<Day>, first_dose: Option<Day>, warnings: &mut Vec<Warning>) {
        let backwards = matches!((self.span.from, self.span.through), (Some(from), Some(through)) if through < from);
        let over = matches!((self.span.through, today), (Some(through), Some(today)) if through < today);
        let misses = first_dose.is_some_and(|day| !self.span.holds(day));
        if over {
            warn(warnings, Warning::SpanOver);
        }
        if self.conflict || backwards || misses {
            warn(warnings, Warning::SpanConflict);
        }
        if !self.span.is_complete() {
            warn(warnings, Warning::NoSpan);
        }
    }
}
