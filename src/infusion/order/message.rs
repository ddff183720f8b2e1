//! Free text where no code says it: one line in capital letters, its parts in a fixed order.

/// The parts of a message, in the order in which they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[derive(PartialOrd, Ord)]
pub enum MessagePart {
    /// The drug, where its code or description does not say it.
    #[default]
    Drug,
    /// The dose, with the weight or surface that it is for.
    Dose,
    /// How it is given.
    Route,
    /// How often, where no code says it.
    Frequency,
    /// What was tried before.
    PriorTherapies,
    /// What must not be given.
    Contraindications,
    /// Laboratory values.
    Labs,
    /// How the patient responds.
    Response,
    /// Who can take part at home.
    Home,
    /// Why this site.
    Site,
    /// Why it is urgent, and that therapy goes on from another plan.
    Urgency,
    /// The criteria that are cited.
    Criteria,
}

/// The room of MSG01.
pub const MESSAGE_LENGTH: usize = 264;
