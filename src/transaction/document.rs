//! A whole file: interchanges, groups, sets.

use super::set::Transaction;
use super::trailer::Trailer;
use crate::element::{Encoding, IntoOwned, Text};
use crate::segment::{Ge, Gs, Iea, Ta1};
use crate::shape::Unplaced;
use crate::syntax::Delimiters;

/// All interchanges of one input.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Document<'a> {
    /// The interchanges, in order.
    pub interchanges: Vec<Interchange<'a>>,
}

impl<'a> Document<'a> {
    /// All transaction sets, in order.
    pub fn transactions(&self) -> impl Iterator<Item = &Transaction<'a>> {
        self.interchanges.iter().flat_map(|interchange| &interchange.groups).flat_map(|group| &group.transactions)
    }
}

/// One interchange: from ISA to IEA.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Interchange<'a> {
    /// What parts its segments.
    pub delimiters: Delimiters,
    /// ISA; `None` for sets without an interchange around them.
    pub header: Option<InterchangeHeader<'a>>,
    /// TA1 segments: answers to interchanges that were sent the other way.
    pub acknowledgments: Vec<Ta1<'a>>,
    /// The functional groups.
    pub groups: Vec<Group<'a>>,
    /// What stood outside of any set and is no part of the envelope; `after` counts the segments of the interchange,
    /// ISA = 1.
    pub unplaced: Vec<Unplaced<'a>>,
    /// How it ended.
    pub trailer: Trailer<Iea<'a>>,
    /// How the characters of the envelope stood in the file.
    pub encoding: Encoding,
}

/// ISA without its padding: who sends, to whom, when, and under which number.
///
/// The delimiters stand in [`Interchange::delimiters`]. Trailing blanks are padding and not part of a value.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[doc(alias = "ISA")]
pub struct InterchangeHeader<'a> {
    /// ISA01, 2 characters; `00` when ISA02 is not used.
    #[doc(alias = "ISA01")]
    pub authorization_qualifier: Text<'a>,
    /// ISA02, up to 10 characters.
    #[doc(alias = "ISA02")]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_empty"))]
    pub authorization: Text<'a>,
    /// ISA03, 2 characters; `00` when ISA04 is not used.
    #[doc(alias = "ISA03")]
    pub security_qualifier: Text<'a>,
    /// ISA04, up to 10 characters.
    #[doc(alias = "ISA04")]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_empty"))]
    pub security: Text<'a>,
    /// ISA05, 2 characters: what kind of id the sender's is.
    #[doc(alias = "ISA05")]
    pub sender_qualifier: Text<'a>,
    /// ISA06, up to 15 characters.
    #[doc(alias = "ISA06")]
    pub sender: Text<'a>,
    /// ISA07, 2 characters: what kind of id the receiver's is.
    #[doc(alias = "ISA07")]
    pub receiver_qualifier: Text<'a>,
    /// ISA08, up to 15 characters.
    #[doc(alias = "ISA08")]
    pub receiver: Text<'a>,
    /// ISA09, `YYMMDD`.
    #[doc(alias = "ISA09")]
    pub date: Text<'a>,
    /// ISA10, `HHMM`.
    #[doc(alias = "ISA10")]
    pub time: Text<'a>,
    /// ISA11 where it is no repetition separator (`U` in old headers), or more than one.
    #[doc(alias = "ISA11")]
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "is_empty"))]
    pub standards_id: Text<'a>,
    /// ISA12, 5 characters: the version of the envelope, `00501`.
    #[doc(alias = "ISA12")]
    pub version: Text<'a>,
    /// ISA13, 9 digits.
    #[doc(alias = "ISA13")]
    pub control_number: Text<'a>,
    /// ISA14: `1` when the sender wants a TA1.
    #[doc(alias = "ISA14")]
    pub acknowledgment_requested: Text<'a>,
    /// ISA15: `P` production, `T` test.
    #[doc(alias = "ISA15")]
    pub usage: Text<'a>,
    /// An element was wider than its place, or held a delimiter, when the header was read; it is written back so.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "std::ops::Not::not"))]
    pub over_wide: bool,
}

#[cfg(feature = "serde")]
fn is_empty(text: &Text<'_>) -> bool {
    text.as_str().is_empty()
}

impl<'a> InterchangeHeader<'a> {
    /// ISA01 to ISA16 but for the delimiters ISA11 and ISA16, with their element numbers.
    pub(crate) const fn elements(&self) -> [(usize, &Text<'a>); 14] {
        [
            (1, &self.authorization_qualifier),
            (2, &self.authorization),
            (3, &self.security_qualifier),
            (4, &self.security),
            (5, &self.sender_qualifier),
            (6, &self.sender),
            (7, &self.receiver_qualifier),
            (8, &self.receiver),
            (9, &self.date),
            (10, &self.time),
            (12, &self.version),
            (13, &self.control_number),
            (14, &self.acknowledgment_requested),
            (15, &self.usage),
        ]
    }
}

/// One functional group: from GS to GE.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Group<'a> {
    /// GS; `None` for sets that stand in no group.
    pub header: Option<Gs<'a>>,
    /// The transaction sets, in order.
    pub transactions: Vec<Transaction<'a>>,
    /// How it ended.
    pub trailer: Trailer<Ge<'a>>,
}

impl IntoOwned for Document<'_> {
    type Owned = Document<'static>;
    fn into_owned(self) -> Document<'static> {
        Document { interchanges: self.interchanges.into_owned() }
    }
}

impl IntoOwned for Interchange<'_> {
    type Owned = Interchange<'static>;
    fn into_owned(self) -> Interchange<'static> {
        let Self { delimiters, header, acknowledgments, groups, unplaced, trailer, encoding } = self;
        Interchange {
            delimiters,
            header: header.into_owned(),
            acknowledgments: acknowledgments.into_owned(),
            groups: groups.into_owned(),
            unplaced: unplaced.into_owned(),
            trailer: trailer.into_owned(),
            encoding,
        }
    }
}

impl IntoOwned for InterchangeHeader<'_> {
    type Owned = InterchangeHeader<'static>;
    fn into_owned(self) -> InterchangeHeader<'static> {
        InterchangeHeader {
            authorization_qualifier: self.authorization_qualifier.into_owned(),
            authorization: self.authorization.into_owned(),
            security_qualifier: self.security_qualifier.into_owned(),
            security: self.security.into_owned(),
            sender_qualifier: self.sender_qualifier.into_owned(),
            sender: self.sender.into_owned(),
            receiver_qualifier: self.receiver_qualifier.into_owned(),
            receiver: self.receiver.into_owned(),
            date: self.date.into_owned(),
            time: self.time.into_owned(),
            standards_id: self.standards_id.into_owned(),
            version: self.version.into_owned(),
            control_number: self.control_number.into_owned(),
            acknowledgment_requested: self.acknowledgment_requested.into_owned(),
            usage: self.usage.into_owned(),
            over_wide: self.over_wide,
        }
    }
}

impl IntoOwned for Group<'_> {
    type Owned = Group<'static>;
    fn into_owned(self) -> Group<'static> {
        let Self { header, transactions, trailer } = self;
        Group { header: header.into_owned(), transactions: transactions.into_owned(), trailer: trailer.into_owned() }
    }
}
