//! Rules about time: the clocks of the payer and the windows of the requester.

use super::Source;
use crate::element::Text;
use crate::shape::names;

names! {
    /// What a clock measures, and so from when it runs. The answer to a request dates those that run from its receipt,
    /// from the decision or from the answer; the others need a day that only the caller knows.
    #[non_exhaustive]
    pub enum ClockKind {
        Decision = "decision", "the payer's decision, from the first receipt of the request";
        ConcurrentDecision = "concurrentDecision", "the payer's decision about urgent care under way, from the first receipt of the request";
        Deferral = "deferral", "the payer's decision, where it gave notice that it takes longer, from the first receipt of the request";
        DecisionNotice = "decisionNotice", "the payer's notice of its decision to the requester, from the decision";
        PeerToPeer = "peerToPeer", "asking for a peer-to-peer talk, from the decision";
        Appeal = "appeal", "filing an appeal, from the decision";
        AppealDecision = "appealDecision", "the payer's decision about an appeal, from the receipt of the appeal";
        AppealForwarding = "appealForwarding", "passing a member's appeal on to the plan, from its receipt by the group or the provider";
        ExternalReview = "externalReview", "asking for an external review, from the decision";
        ProviderDispute = "providerDispute", "disputing the denial of a delegated group, from the decision";
        RequestForwarding = "requestForwarding", "passing a request on to the plan, from its receipt by the group";
        SingleVisit = "singleVisit", "using the one visit that is authorized where units or visits are missing, from the order";
        Documents = "documents", "sending the documents, from the day they were asked for";
        CaseFile = "caseFile", "sending the case file, from the day it was asked for";
        Inquiry = "inquiry", "the next inquiry, from the answer";
        SameDay = "sameDay", "a call, on the day of the answer";
        Submission = "submission", "sending the request, before the service begins";
        Renewal = "renewal", "asking for the renewal, before the certification ends";
    }
}

impl ClockKind {
    /// Whether it counts back from its start: something is due before.
    #[must_use]
    pub const fn runs_backwards(self) -> bool {
        matches!(self, Self::Submission | Self::Renewal)
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

names! {
    /// The program of insurance that a line of business belongs to: laws bind programs.
    pub enum Program {
        Commercial = "commercial", "group and individual coverage, without a public program";
        Medicaid = "medicaid", "Medicaid, fee for service or managed care";
        Chip = "chip", "the Children's Health Insurance Program";
        MedicareAdvantage = "medicareAdvantage", "Medicare Advantage, plans for the dually eligible among them";
    }
}

/// One rule about time, with its source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The law, contract or program that says so.
    pub regime: Text<'static>,
    /// What it measures.
    pub kind: ClockKind,
    /// The lines of business it binds, by their keys; empty for all.
    pub lines: Vec<Text<'static>>,
    /// The programs it binds; empty for all.
    pub programs: Vec<Program>,
    /// The urgency it is for; `None` for any.
    pub urgency: Option<Urgency>,
    /// What it is for; `None` for anything.
    pub scope: Option<Scope>,
    /// How long.
    pub amount: u16,
    /// Of what.
    pub unit: ClockUnit,
    /// What else there is to know, such as what is lost when it is missed; may be empty.
    pub text: Text<'static>,
    /// Who says so, since when, and whether it is verified.
    pub source: Source,
}

impl Clock {
    /// Reads how long: `5 business days`, `72 hours`, `1 month`. `None` for anything else.
    pub(crate) fn read_time(text: &str) -> Option<(u16, ClockUnit)> {
        let (amount, unit) = text.split_once(' ')?;
        let unit = match unit {
            "hour" | "hours" => ClockUnit::Hours,
            "calendar day" | "calendar days" => ClockUnit::Days,
            "business day" | "business days" => ClockUnit::BusinessDays,
            "month" | "months" => ClockUnit::Months,
            _ => return None,
        };
        let digits = amount.bytes().all(|byte| byte.is_ascii_digit());
        Some((amount.parse().ok().filter(|_| digits)?, unit))
    }
}
