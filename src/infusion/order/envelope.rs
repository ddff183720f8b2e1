//! The interchange around a built request.

use crate::element::Text;

/// Who sends to whom: the parts of ISA and GS that the two partners agreed on.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Envelope {
    /// What kind of id the sender's is (ISA05): `ZZ` unless stated.
    pub sender_qualifier: Option<Text<'static>>,
    /// The sender (ISA06, and GS02 unless stated). Required, 2 to 15 characters.
    pub sender: Text<'static>,
    /// What kind of id the receiver's is (ISA07): `ZZ` unless stated.
    pub receiver_qualifier: Option<Text<'static>>,
    /// The receiver (ISA08, and GS03 unless stated). Required, 2 to 15 characters.
    pub receiver: Text<'static>,
    /// The sending application (GS02).
    pub application_sender: Option<Text<'static>>,
    /// The receiving application (GS03).
    pub application_receiver: Option<Text<'static>>,
    /// It is for production (ISA15 `P`), not a test (`T`).
    pub production: bool,
}

impl Envelope {
    /// A test interchange from a sender to a receiver.
    #[must_use]
    pub fn new(sender: impl Into<Text<'static>>, receiver: impl Into<Text<'static>>) -> Self {
        Self { sender: sender.into(), receiver: receiver.into(), ..Self::default() }
    }
}
