//! Why a request could not be processed (AAA), and what to mend. A rejection is no denial: there is nothing to appeal.

use super::record::{OwnedText, own_code, record};
use crate::code::RejectReason;
use crate::guide::Table;
use crate::segment::Aaa;
use std::sync::LazyLock;

record! {
    /// One rejection, with what to do about it.
    pub struct Rejection {
        /// The loop of the response in which it stood, which says whose data are meant; `TA1` and `999` loops for
        /// rejections of the envelope and the syntax.
        pub r#loop: OwnedText,
        /// AAA01: no when this part cannot be used; yes when it is valid but cannot be processed now.
        pub valid: Option<OwnedText>,
        /// AAA03 as it was sent: what was wrong.
        pub reason: Option<OwnedText>,
        /// AAA04 as it was sent: what the requester may do.
        pub follow_up: Option<OwnedText>,
        /// What the reason means; absent when the code is unknown.
        pub text: Option<OwnedText>,
        /// What is behind it in this loop; absent when the table does not know.
        pub cause: Option<OwnedText>,
        /// What to do about it; absent when the table does not know.
        pub fix: Option<OwnedText>,
        /// Which element of the request to mend, where one can be named.
        pub element: Option<OwnedText>,
        /// What the payer allows to be done next, in words.
        pub next: Option<OwnedText>,
        /// For a rejection of the syntax or the envelope: the segment of the sent file, ST = 1.
        pub segment: Option<OwnedText>,
    }
}

struct RejectionRow {
    loops: &'static str,
    reasons: &'static str,
    cause: &'static str,
    fix: &'static str,
    element: &'static str,
}

struct FollowUpRow {
    code: &'static str,
    action: &'static str,
    text: &'static str,
}

static REJECTIONS: LazyLock<Vec<RejectionRow>> = LazyLock::new(|| {
    let rows = Table::new(include_str!("tables/rejections.tsv")).records();
    rows.map(|row| RejectionRow {
        loops: row.get("loops"),
        reasons: row.get("reasons"),
        cause: row.get("cause"),
        fix: row.get("fix"),
        element: row.get("element"),
    })
    .collect()
});

static FOLLOW_UPS: LazyLock<Vec<FollowUpRow>> = LazyLock::new(|| {
    let rows = Table::new(include_str!("tables/follow_up.tsv")).records();
    rows.map(|row| FollowUpRow { code: row.get("code"), action: row.get("action"), text: row.get("text") }).collect()
});

fn has_word(list: &str, word: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

fn filled(text: &'static str) -> Option<OwnedText> {
    (!text.is_empty()).then(|| OwnedText::from(text))
}

impl Rejection {
    /// Reads a rejection that stood in a loop. Codes in no table are kept and shown, nothing is guessed.
    #[must_use]
    pub fn of(loop_id: &'static str, rejection: &Aaa<'_>) -> Self {
        let reason = rejection.reason.map(own_code);
        let follow_up = rejection.follow_up.map(own_code);
        let code = reason.as_deref().unwrap_or_default();
        let row = REJECTIONS.iter().find(|row| has_word(row.loops, loop_id) && has_word(row.reasons, code));
        let next = follow_up.as_deref().and_then(follow_up_row).and_then(|row| filled(row.text));
        Self {
            r#loop: OwnedText::from(loop_id),
            valid: rejection.valid.map(own_code),
            text: rejection.reason.and_then(RejectReason::title).map(OwnedText::from),
            cause: row.and_then(|row| filled(row.cause)),
            fix: row.and_then(|row| filled(row.fix)),
            element: row.and_then(|row| filled(row.element)),
            next,
            reason,
            follow_up,
            segment: None,
        }
    }

    /// What AAA04 lets the requester do, as the name of a next step; `None` when it says nothing known.
    #[must_use]
    pub fn action(&self) -> Option<&'static str> {
        self.follow_up.as_deref().and_then(follow_up_row).map(|row| row.action)
    }
}

fn follow_up_row(code: &str) -> Option<&'static FollowUpRow> {
    FOLLOW_UPS.iter().find(|row| row.code == code)
}
