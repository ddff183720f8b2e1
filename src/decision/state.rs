//! What an answer comes to.

use super::record::names;

names! {
    /// What was decided, or why nothing was: one word for one event or one service.
    ///
    /// Only [`State::is_approval`] lets care be planned, and only
    /// [`LineDecision::schedulable`](super::LineDecision::schedulable) lets it be scheduled.
    #[derive(Default)]
    pub enum State {
        Approved = "approved", "certified as asked, with an authorization number";
        ApprovedNoNumber = "approvedNoNumber", "certified, but no authorization number was sent";
        Modified = "modified", "certified with changes";
        Partial = "partial", "certified in part: each service has its own answer";
        Denied = "denied", "not certified";
        Pended = "pended", "not decided yet";
        ContactPayer = "contactPayer", "the payer wants to be called";
        NotRequired = "notRequired", "no authorization is needed";
        Cancelled = "cancelled", "cancelled";
        Expired = "expired", "the certification has run out";
        RejectedBusiness = "rejectedBusiness", "the request could not be processed; this is no denial";
        RejectedSyntax = "rejectedSyntax", "the request was rejected for its syntax; the payer has not reviewed it";
        RejectedTransport = "rejectedTransport", "the envelope was rejected; the payer has not seen the request";
        #[default]
        Unknown = "unknown", "nothing was said";
        ReviewManually = "reviewManually", "what was said is unclear or contradicts itself: a person must read it";
    }
}

impl State {
    /// Whether care was certified, as asked or with changes. A part is no approval: see the services.
    #[must_use]
    pub const fn is_approval(self) -> bool {
        matches!(self, Self::Approved | Self::ApprovedNoNumber | Self::Modified)
    }

    /// Whether only a person can tell what was decided.
    #[must_use]
    pub const fn needs_a_person(self) -> bool {
        matches!(self, Self::Unknown | Self::ReviewManually)
    }

    /// Whether the request was turned away without a review: it has to be mended and sent again, not appealed.
    #[must_use]
    pub const fn is_rejection(self) -> bool {
        matches!(self, Self::RejectedBusiness | Self::RejectedSyntax | Self::RejectedTransport)
    }

    /// What several answers come to together.
    ///
    /// Anything unclear makes the whole unclear; approvals beside anything else are a part; what needs no
    /// authorization does not count beside approvals. Of several that are no approvals, the one that asks most of the
    /// reader stands for all.
    #[must_use]
    pub fn of_all(states: impl IntoIterator<Item = Self>) -> Self {
        const ATTENTION: [State; 14] = [
            State::ReviewManually,
            State::Unknown,
            State::RejectedTransport,
            State::RejectedSyntax,
            State::RejectedBusiness,
            State::ContactPayer,
            State::Denied,
            State::Pended,
            State::Cancelled,
            State::Expired,
            State::Modified,
            State::ApprovedNoNumber,
            State::Approved,
            State::NotRequired,
        ];
        let mut seen = Vec::new();
        for state in states {
            if !seen.contains(&state) {
                seen.push(state);
            }
        }
        if seen.iter().any(|state| state.is_approval()) {
            seen.retain(|state| *state != Self::NotRequired);
        }
        let unclear = seen.iter().any(|state| state.needs_a_person());
        let mixed = seen.iter().any(|state| state.is_approval()) && !seen.iter().all(|state| state.is_approval());
        if !unclear && (mixed || seen.contains(&Self::Partial)) {
            return Self::Partial;
        }
        ATTENTION.into_iter().find(|state| seen.contains(state)).unwrap_or_default()
    }
}
