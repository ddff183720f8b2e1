//! Why care was not certified: the reasons of HCR03 (list 886) in classes that say what to do.

use super::record::{OwnedText, names, own_code, record};
use crate::code::ReviewReason;
use crate::guide::Table;
use crate::segment::Hcr;
use std::sync::LazyLock;

names! {
    /// A class of reasons: what kind of problem it is, whatever the payer's code.
    #[derive(Default)]
    #[non_exhaustive]
    pub enum ReasonFamily {
        DocMissing = "docMissing", "documents or information are missing";
        InReview = "inReview", "the review goes on";
        MedNecessity = "medNecessity", "not medically necessary";
        LevelOrSite = "levelOrSite", "level of care, facility or place does not fit";
        StepOrPreferred = "stepOrPreferred", "plan guidelines, such as a preferred drug first";
        Experimental = "experimental", "experimental";
        CodingMismatch = "codingMismatch", "codes do not fit together";
        Limits = "limits", "more than the plan grants";
        Benefit = "benefit", "not a benefit";
        Network = "network", "provider or network";
        AuthProcess = "authProcess", "the way to the authorization was not kept";
        WrongReviewer = "wrongReviewer", "somebody else reviews it";
        Duplicate = "duplicate", "asked for twice";
        NotRequired = "notRequired", "no authorization needed";
        PremiumGrace = "premiumGrace", "premium overdue";
        NoticeOnly = "noticeOnly", "notice taken";
        #[default]
        Other = "other", "another reason, or one that is not known: read the message";
    }
}

impl ReasonFamily {
    /// Whether such a reason speaks against a certification as asked; a notice and an unknown reason do not.
    #[must_use]
    pub const fn refuses(self) -> bool {
        !matches!(self, Self::NoticeOnly | Self::NotRequired | Self::Other)
    }
}

record! {
    /// One reason of a decision (HCR03).
    pub struct Reason {
        /// The code as it was sent (list 886).
        pub code: OwnedText,
        /// What the code means; absent when this crate does not know it.
        pub text: Option<OwnedText>,
        /// Its class; absent when the code is unknown, or in no class.
        pub family: Option<ReasonFamily>,
        /// Whether a better request would have avoided it; absent when that depends on the case.
        pub preventable: Option<bool>,
    }
}

struct ReasonRow {
    code: &'static str,
    family: ReasonFamily,
    preventable: Option<bool>,
}

static REASONS: LazyLock<Vec<ReasonRow>> = LazyLock::new(|| {
    let rows = Table::new(include_str!("tables/reasons.tsv")).records();
    rows.filter_map(|row| {
        let preventable = match row.get("preventable") {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        Some(ReasonRow { code: row.get("code"), family: ReasonFamily::from_name(row.get("family"))?, preventable })
    })
    .collect()
});

impl Reason {
    /// The reason of a code: its own words, its class. A code in no table stays as it is, with nothing guessed.
    #[must_use]
    pub fn of(code: ReviewReason) -> Self {
        let text = own_code(code);
        let row = REASONS.iter().find(|row| row.code == text.as_str());
        Self {
            text: code.title().map(OwnedText::from),
            family: row.map(|row| row.family),
            preventable: row.and_then(|row| row.preventable),
            code: text,
        }
    }

    /// Its class; [`ReasonFamily::Other`] when it has none.
    #[must_use]
    pub fn family(&self) -> ReasonFamily {
        self.family.unwrap_or_default()
    }
}

/// All reasons of a decision, in order.
pub(super) fn reasons(decision: &Hcr<'_>) -> Vec<Reason> {
    decision.reasons.iter().copied().map(Reason::of).collect()
}
