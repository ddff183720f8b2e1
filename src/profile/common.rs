//! What holds whoever the payer is: the laws, the voluntary CORE rules, house rules, and the roads of every benefit.

use super::facts::{
    Clock, ClockKind, Hint, Program, Reviewer, Route, RouteCondition, RouteKey, Scope, Source, Urgency,
};
use crate::guide::{Record, Table};
use std::sync::LazyLock;

/// Whose rule about time it is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Rules {
    /// A law: it binds every payer of its programs.
    Law,
    /// CAQH CORE: it binds who follows it.
    Core,
    /// A custom: it counts where the payer says nothing.
    House,
}

/// The rules about time of every payer. A test counts them.
pub(super) static CLOCKS: LazyLock<Vec<(Rules, Clock)>> = LazyLock::new(|| {
    Table::new(include_str!("tables/common_clocks.tsv")).records().filter_map(|row| clock(&row)).collect()
});

/// The routing rules where the payer has none of its own; a profile names them where it wants them. A test counts them.
pub(super) static ROUTES: LazyLock<Vec<Route>> = LazyLock::new(|| {
    Table::new(include_str!("tables/common_routes.tsv")).records().filter_map(|row| route(&row)).collect()
});

fn clock(row: &Record) -> Option<(Rules, Clock)> {
    let rules = match row.get("rules") {
        "law" => Rules::Law,
        "core" => Rules::Core,
        "house" => Rules::House,
        _ => return None,
    };
    let (amount, unit) = Clock::read_time(row.get("within"))?;
    let clock = Clock {
        regime: row.get("regime").into(),
        kind: ClockKind::from_name(row.get("clock"))?,
        lines: Vec::new(),
        programs: row.get("programs").split_whitespace().map(Program::from_name).collect::<Option<_>>()?,
        urgency: Urgency::from_name(row.get("urgency")),
        scope: Scope::from_name(row.get("scope")),
        amount,
        unit,
        text: "".into(),
        source: source(row),
    };
    Some((rules, clock))
}

fn route(row: &Record) -> Option<Route> {
    let condition = |term: &'static str| {
        let (key, values) = term.split_once('=')?;
        let key = RouteKey::from_name(key)?;
        let all_known = values.split('|').all(|value| key.takes(value));
        all_known.then(|| RouteCondition::Is(key, values.split('|').map(Into::into).collect()))
    };
    Some(Route {
        rule: row.get("rule").into(),
        conditions: row.get("when").split_whitespace().map(condition).collect::<Option<_>>()?,
        hint: Hint::from_name(row.get("hint"))?,
        reviewer: Reviewer::from_name(row.get("reviewer")),
        reason: row.get("reason").into(),
        source: source(row),
    })
}

fn source(row: &Record) -> Source {
    let day = |column: &str| row.get(column).parse().ok();
    let (from, through) = (day("from"), day("through"));
    Source { from, through, cited: row.get("source").into(), verified: row.get("verified") == "yes" }
}
