//! HCR01: what each code comes to, and what the number beside it is.

use super::State;
use super::record::names;
use crate::guide::Table;
use std::sync::LazyLock;

names! {
    /// What the number beside a decision (HCR02) is. Only one of them authorizes care.
    pub enum NumberKind {
        Authorization = "authorization", "the authorization number";
        Review = "review", "the number of a review that ended without certification";
        Tracking = "tracking", "the number under which an undecided case is kept";
        Previous = "previous", "the number of an authorization that holds no longer";
        Reference = "reference", "a reference, no authorization";
    }
}

/// One row of the table of decision codes.
#[derive(Clone, Copy, Debug)]
pub(super) struct ActionRow {
    code: &'static str,
    pub(super) state: State,
    pub(super) number: NumberKind,
    /// Whether a single service may carry it.
    pub(super) at_line: bool,
}

static ACTIONS: LazyLock<Vec<ActionRow>> = LazyLock::new(|| {
    let rows = Table::new(include_str!("tables/actions.tsv")).records();
    rows.filter_map(|row| {
        Some(ActionRow {
            code: row.get("code"),
            state: State::from_name(row.get("state"))?,
            number: NumberKind::from_name(row.get("number"))?,
            at_line: row.get("line") == "yes",
        })
    })
    .collect()
});

/// The row of a code, compared letter by letter: `a1` is not `A1`.
pub(super) fn action_row(code: &str) -> Option<&'static ActionRow> {
    ACTIONS.iter().find(|row| row.code == code)
}
