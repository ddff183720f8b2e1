//! What the reader of an answer must know beside the answer.

use super::record::names;

names! {
    /// Something that stands against a quick reading of an answer.
    #[non_exhaustive]
    pub enum Warning {
        KindContradicts = "kindContradicts", "the set does not say clearly that it is a response";
        NotRead = "notRead", "an answer of a kind, a release or a size that is not read here";
        UnreadDecision = "unreadDecision", "a decision or a rejection stands where it cannot be read";
        CutOff = "cutOff", "the set ends without its trailer: something may be missing";
        CountWrong = "countWrong", "the set has another number of segments than it says";
        HierarchyUnclear = "hierarchyUnclear", "it is not clear what belongs to which event or service";
        RunTogether = "runTogether", "a segment stands inside another one: a separator was lost";
        UnknownAction = "unknownAction", "the decision code is none that this program knows";
        DecisionNotHeld = "decisionNotHeld", "the decision segment has no code, or holds more than it may";
        RejectionWithDecision = "rejectionWithDecision", "a rejection and a decision stand side by side";
        DeniedWithApprovedLine = "deniedWithApprovedLine", "the whole is refused, yet a service below is certified";
        EventUnclear = "eventUnclear", "the answer about the whole event is unclear";
        PartialAtLine = "partialAtLine", "a single service cannot be certified in part by this code";
        PartWithoutLines = "partWithoutLines", "certified in part, but no service says which part";
        NoNumber = "noNumber", "certified without an authorization number";
        PreviousNumberOnly = "previousNumberOnly", "the only number is that of an earlier authorization";
        NumbersDiffer = "numbersDiffer", "the services carry different authorization numbers";
        NoSpan = "noSpan", "no certified period was sent";
        ServiceDatesOnly = "serviceDatesOnly", "no certified period was sent; the dates of service stand in for it";
        SpanOver = "spanOver", "the certified period is over";
        SpanConflict = "spanConflict", "the certified period contradicts itself, or does not hold the first date of service";
        IncompleteSet = "incompleteSet", "a drug is certified without its administration, or the reverse";
        NothingGranted = "nothingGranted", "certified, but the quantity granted is none";
        RefusalReason = "refusalReason", "certified as asked, yet with a reason for a refusal";
        UnreadTerms = "unreadTerms", "dates, quantities or services stand where they cannot be read";
        GrantedDiffers = "grantedDiffers", "certified as asked, yet not what was asked";
        Remaining = "remaining", "the quantity is what is left, not a new grant";
        MissingLine = "missingLine", "the answer does not mention this service";
        SplitLine = "splitLine", "the payer answered this service in several parts";
        MergedLine = "mergedLine", "the payer answered several services as one";
        SumUnknown = "sumUnknown", "how much is granted in all, or was asked for in all, cannot be told";
        ConfirmMatch = "confirmMatch", "not found by a trace number: a person must confirm that it answers this request or service";
        AmbiguousMatch = "ambiguousMatch", "several requests fit this answer";
        Superseded = "superseded", "a newer answer to the same request exists";
        ConflictingAnswers = "conflictingAnswers", "two answers to the same request disagree, and neither is newer";
        AcceptedWithErrors = "acceptedWithErrors", "accepted, with errors noted: do not send it again before asking";
        AcknowledgmentUnclear = "acknowledgmentUnclear", "the acknowledgment does not say whether it was accepted";
    }
}

/// Adds a warning once.
pub(super) fn warn(warnings: &mut Vec<Warning>, warning: Warning) {
    if !warnings.contains(&warning) {
        warnings.push(warning);
    }
}
