//! Which number is which: authorization, tracking, review, earlier authorization. Only the first lets care be billed.

use super::action::{NumberKind, action_row};
use super::record::{OwnedText, own, record};
use crate::code::ReferenceQualifier;
use crate::segment::{Hcr, Ref};

record! {
    /// The numbers of one event or service, each for what it is.
    pub struct Numbers {
        /// The authorization number: HCR02 of an A1, A2 or A6; when that is empty, REF BB.
        pub authorization_number: Option<OwnedText>,
        /// The authorization number is that of REF BB, which the guide calls the number of an earlier review.
        pub from_previous: bool,
        /// The number of a case that is not decided: HCR02 of an A4, else REF NT. No authorization.
        pub tracking_number: Option<OwnedText>,
        /// The number of a review that refused: HCR02 of an A3. No authorization.
        pub review_number: Option<OwnedText>,
        /// A reference that is none of these: HCR02 of a CT, NA or 51. No authorization.
        pub reference_number: Option<OwnedText>,
        /// REF BB, or HCR02 of an authorization that was cancelled or has run out. No authorization for new care.
        pub previous_number: Option<OwnedText>,
    }
}

/// Sorts the numbers of one level by what the decision makes of them.
pub(super) fn numbers(
    decision: Option<&Hcr<'_>>,
    administrative: Option<&Ref<'_>>,
    previous: Option<&Ref<'_>>,
) -> Numbers {
    let value = |reference: Option<&Ref<'_>>, qualifier: ReferenceQualifier| {
        let reference = reference.filter(|reference| reference.qualifier == Some(qualifier))?;
        reference.value.as_ref().filter(|value| !value.trim().is_empty()).map(own)
    };
    let mut numbers = Numbers {
        tracking_number: value(administrative, ReferenceQualifier::ADMINISTRATOR_REFERENCE_NUMBER),
        previous_number: value(previous, ReferenceQualifier::AUTHORIZATION_NUMBER),
        ..Numbers::default()
    };
    let code = decision.and_then(|decision| decision.action).map(|action| action.word().text());
    let Some(row) = code.and_then(|code| action_row(&code)) else { return numbers };
    let number = decision.and_then(|decision| decision.number.as_ref()).filter(|n| !n.trim().is_empty()).map(own);
    match row.number {
        NumberKind::Authorization => {
            numbers.from_previous = number.is_none() && numbers.previous_number.is_some();
            numbers.authorization_number = number.or_else(|| numbers.previous_number.clone());
        }
        NumberKind::Tracking => numbers.tracking_number = number.or(numbers.tracking_number),
        NumberKind::Review => numbers.review_number = number,
        NumberKind::Reference => numbers.reference_number = number,
        NumberKind::Previous => numbers.previous_number = number.or(numbers.previous_number),
    }
    numbers
}
