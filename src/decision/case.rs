//! The history of one case: what happened, who did it, what it changed. A plain value that a back end stores.

use super::State;
use super::record::{OwnedText, names};
use crate::guide::Table;
use crate::profile::time::{Due, LocalTime, Moment, Receipt};
use std::sync::LazyLock;

names! {
    /// Where a case stands.
    #[derive(Default)]
    pub enum CaseState {
        #[default]
        Draft = "draft", "being written";
        Ready = "ready", "ready to be sent";
        Sent = "sent", "sent, not answered";
        RejectedTransport = "rejectedTransport", "rejected for its envelope";
        RejectedSyntax = "rejectedSyntax", "rejected for its syntax";
        RejectedBusiness = "rejectedBusiness", "rejected without a review";
        Pended = "pended", "not decided yet";
        InfoSent = "infoSent", "documents sent, not decided yet";
        Approved = "approved", "certified";
        Modified = "modified", "certified with changes";
        Partial = "partial", "certified in part";
        Denied = "denied", "not certified";
        ContactPayer = "contactPayer", "the payer wants to be called";
        NotRequired = "notRequired", "no authorization is needed";
        ReviewManually = "reviewManually", "answered in a way that a person must read";
        PeerToPeer = "p2pRequested", "a peer-to-peer talk was asked for";
        Upheld = "upheld", "the refusal was upheld";
        Reconsideration = "reconsideration", "a reconsideration was asked for";
        Appeal = "appeal", "an appeal was filed";
        ExternalReview = "externalReview", "an external review was asked for";
        Active = "active", "care is being given";
        Expiring = "expiring", "the certification ends soon";
        Renewal = "renewal", "renewed by a new case";
        Expired = "expired", "the certification has run out";
        Cancelled = "cancelled", "cancelled";
    }
}

/// The moves that people may make; payer messages are not bound by them.
static TRANSITIONS: LazyLock<Vec<(CaseState, CaseState)>> = LazyLock::new(|| {
    let rows = Table::new(include_str!("tables/transitions.tsv")).records();
    rows.filter_map(|row| Some((CaseState::from_name(row.get("from"))?, CaseState::from_name(row.get("to"))?)))
        .collect()
});

impl CaseState {
    /// The states that people may move a case to from here.
    pub fn next(self) -> impl Iterator<Item = Self> {
        TRANSITIONS.iter().filter(move |(from, _)| *from == self).map(|(_, to)| *to)
    }

    /// Whether only a newer message of the payer can open the case again.
    #[must_use]
    pub fn is_terminal(self) -> bool {
        self.next().next().is_none()
    }

    /// Where an answer of the payer puts a case; `None` when it leaves the case where it is.
    #[must_use]
    pub const fn of_answer(state: State) -> Option<Self> {
        Some(match state {
            State::Approved => Self::Approved,
            // There is nothing to bill with yet: a person must ask for the number.
            State::ApprovedNoNumber | State::ContactPayer => Self::ContactPayer,
            State::Modified => Self::Modified,
            State::Partial => Self::Partial,
            State::Denied => Self::Denied,
            State::Pended => Self::Pended,
            State::NotRequired => Self::NotRequired,
            State::Cancelled => Self::Cancelled,
            State::Expired => Self::Expired,
            State::RejectedBusiness => Self::RejectedBusiness,
            State::RejectedSyntax => Self::RejectedSyntax,
            State::RejectedTransport => Self::RejectedTransport,
            State::ReviewManually => Self::ReviewManually,
            State::Unknown => return None,
        })
    }
}

names! {
    /// What made a change.
    #[non_exhaustive]
    pub enum Cause {
        Person = "person", "somebody of ours";
        Payer = "payer", "a message of the payer";
        Telephone = "telephone", "a call, a letter, a fax or the portal";
        Clock = "clock", "time that ran out";
    }
}

/// One entry of a history: who, when, why, and what it changed.
#[derive(Clone, PartialEq, Eq, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase"))]
pub struct Change {
    /// When, with its offset; stored in UTC by convention.
    pub at: Moment,
    /// Who did it, or who wrote it down.
    pub who: OwnedText,
    /// What made it.
    pub cause: Cause,
    /// The message behind it: a control number, a letter's number. None for a call.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub message: Option<OwnedText>,
    /// Where the case stood before.
    pub from: CaseState,
    /// Where it stands after.
    pub to: CaseState,
    /// What else is worth keeping: the name and the reference of a call.
    #[cfg_attr(feature = "serde", serde(default, skip_serializing_if = "Option::is_none"))]
    pub note: Option<OwnedText>,
}

/// Who did something, when, and on what message.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Act {
    /// When.
    pub at: Moment,
    /// Who.
    pub who: OwnedText,
    /// The message behind it.
    pub message: Option<OwnedText>,
    /// A note.
    pub note: Option<OwnedText>,
}

/// A change that a case does not allow. Nothing has been changed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CaseError {
    /// The move is not one of the allowed ones.
    #[error("a case cannot go from {from} to {to}")]
    NotAllowed {
        /// Where it stands.
        from: CaseState,
        /// Where it was to go.
        to: CaseState,
    },
    /// A peer-to-peer talk is lost once an appeal is filed.
    #[error("a peer-to-peer talk is lost once an appeal is filed")]
    AfterAppeal,
    /// The message is older than one that was taken already.
    #[error("the message is not newer than the last one of the payer")]
    NotNewer,
}

/// One case and its history.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize), serde(rename_all = "camelCase", default))]
pub struct Case {
    /// The caller's number for it.
    pub id: OwnedText,
    /// The case that it renews.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub parent: Option<OwnedText>,
    /// Where it stands.
    pub state: CaseState,
    /// When the request came in at the payer.
    pub receipt: Receipt,
    /// When the payer must decide, as first computed; a notice of delay leaves it.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub original_due: Option<Moment>,
    /// When the payer must decide now.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub due: Option<Moment>,
    /// The payer missed its time. That approves nothing.
    pub breached: bool,
    /// When the newest message of the payer was made, on the payer's clock.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "Option::is_none"))]
    pub newest_message: Option<LocalTime>,
    /// What happened, oldest first.
    pub history: Vec<Change>,
}

impl Case {
    /// A case that is being written.
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self { id: id.to_owned().into(), ..Self::default() }
    }

    /// The new case that renews this one.
    ///
    /// # Errors
    /// When this one is neither about to end nor ended.
    pub fn renew(&mut self, id: &str, act: &Act) -> Result<Self, CaseError> {
        self.go(CaseState::Renewal, act)?;
        Ok(Self { parent: Some(self.id.clone()), ..Self::new(id) })
    }

    /// Moves the case, as somebody of ours did.
    ///
    /// # Errors
    /// When the move is not allowed from here, or is a peer-to-peer talk after an appeal.
    pub fn go(&mut self, to: CaseState, act: &Act) -> Result<(), CaseError> {
        self.moved(to, act, Cause::Person)
    }

    /// Moves the case by what was said on the telephone, in a letter, a fax or on the portal. No X12 is needed: a
    /// peer-to-peer talk ends so.
    ///
    /// # Errors
    /// As [`Case::go`].
    pub fn call(&mut self, to: CaseState, act: &Act) -> Result<(), CaseError> {
        self.moved(to, act, Cause::Telephone)
    }

    fn moved(&mut self, to: CaseState, act: &Act, cause: Cause) -> Result<(), CaseError> {
        let appealed = self.history.iter().any(|change| change.to == CaseState::Appeal);
        if to == CaseState::PeerToPeer && appealed {
            return Err(CaseError::AfterAppeal);
        }
        if !self.state.next().any(|next| next == to) {
            return Err(CaseError::NotAllowed { from: self.state, to });
        }
        self.write(to, act, cause);
        Ok(())
    }

    /// Takes a message of the payer. A newer one wins over whatever stood before, terminal states included; an answer
    /// that decides nothing (an inquiry answered "complete") leaves the case where it is.
    ///
    /// `created` is when the message was made, on the payer's clock; a message without it is taken only first.
    ///
    /// # Errors
    /// When a message that is as new, or newer, was taken already.
    pub fn answer(&mut self, state: State, created: Option<LocalTime>, act: &Act) -> Result<(), CaseError> {
        let is_newer = match (self.newest_message, created) {
            (None, _) => true,
            (Some(newest), Some(created)) => created > newest,
            (Some(_), None) => false,
        };
        if !is_newer {
            return Err(CaseError::NotNewer);
        }
        self.newest_message = created;
        let to = CaseState::of_answer(state).unwrap_or(self.state);
        self.write(to, act, Cause::Payer);
        Ok(())
    }

    /// Sets when the payer must decide. The first time counts as the original one; a notice of delay moves only the
    /// other.
    pub fn set_due(&mut self, due: Due, calendar: &super::Calendar) {
        let moment = match due {
            Due::Moment(moment) => Some(moment),
            Due::Day(day) => calendar.end_of(day),
        };
        self.original_due = self.original_due.or(moment);
        self.due = moment.or(self.due);
    }

    /// Notes a breach when the payer's time ran out without a decision; gives whether this is new. The case stands
    /// where it stood: a late answer is no approval.
    pub fn check_clock(&mut self, now: Moment, who: &str) -> bool {
        let waiting = matches!(self.state, CaseState::Sent | CaseState::Pended | CaseState::InfoSent);
        let late = self.due.is_some_and(|due| due < now);
        if !waiting || !late || self.breached {
            return false;
        }
        self.breached = true;
        let act = Act { at: now, who: who.to_owned().into(), message: None, note: None };
        self.write(self.state, &act, Cause::Clock);
        true
    }

    fn write(&mut self, to: CaseState, act: &Act, cause: Cause) {
        self.history.push(Change {
            at: act.at,
            who: act.who.clone(),
            cause,
            message: act.message.clone(),
            from: self.state,
            to,
            note: act.note.clone(),
        });
        self.state = to;
    }
}
