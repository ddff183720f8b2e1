//! Who takes part: the payer, the requester, the member, the patient and the providers.

use crate::catalog::value::Day;
use crate::code::{EntityIdentifier, Gender, IdentificationQualifier, ProviderRole, Relationship};
use crate::element::Text;

/// The payer, or the utilization management organization that reviews for it: loop 2010A.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Payer {
    /// Its name.
    pub name: Option<Text<'static>>,
    /// The number by which it is addressed (NM109). Required.
    pub id: Text<'static>,
    /// Which kind of number that is: `PI` payer number unless stated.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub id_qualifier: Option<IdentificationQualifier>,
    /// It is the payer itself (NM101 `PR`), not the organization that reviews for it (`X3`).
    pub is_payer: bool,
}

impl Payer {
    /// A reviewing organization with a payer number.
    #[must_use]
    pub fn new(name: impl Into<Text<'static>>, id: impl Into<Text<'static>>) -> Self {
        Self { name: Some(name.into()), id: id.into(), ..Self::default() }
    }
}

/// The name of a person or of an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Name {
    /// A person.
    Person(PersonName),
    /// An organization.
    Organization(Text<'static>),
}

impl Default for Name {
    fn default() -> Self {
        Self::Organization(Text::default())
    }
}

impl Name {
    /// A person.
    #[must_use]
    pub fn person(first: impl Into<Text<'static>>, last: impl Into<Text<'static>>) -> Self {
        Self::Person(PersonName { last: last.into(), first: Some(first.into()), ..PersonName::default() })
    }

    /// An organization.
    #[must_use]
    pub fn organization(name: impl Into<Text<'static>>) -> Self {
        Self::Organization(name.into())
    }
}

/// The name of a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PersonName {
    /// Last name. Required.
    pub last: Text<'static>,
    /// First name.
    pub first: Option<Text<'static>>,
    /// Middle name or initial.
    pub middle: Option<Text<'static>>,
    /// What stands behind the name, such as `JR`.
    pub suffix: Option<Text<'static>>,
}

/// A postal address in the United States.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Address {
    /// Street and number.
    pub line_1: Text<'static>,
    /// A second line.
    pub line_2: Option<Text<'static>>,
    /// City.
    pub city: Text<'static>,
    /// State, two letters.
    pub state: Text<'static>,
    /// ZIP code, five or nine digits.
    pub zip: Text<'static>,
}

/// Whom to ask, and how. A telephone or fax number has ten digits; signs are left out when it is sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Contact {
    /// The person or the desk.
    pub name: Option<Text<'static>>,
    /// Telephone.
    pub telephone: Option<Text<'static>>,
    /// Extension of the telephone.
    pub extension: Option<Text<'static>>,
    /// Fax.
    pub fax: Option<Text<'static>>,
    /// E-mail; sent when there is room for a third number.
    pub email: Option<Text<'static>>,
}

/// A provider: the requester (loop 2010B), one of the event (2010EA) or of one line (2010F).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Provider {
    /// What it does here.
    pub role: Role,
    /// Its name. Required.
    #[cfg_attr(feature = "serde", serde(default))]
    pub name: Name,
    /// National provider identifier, ten digits. Required.
    #[cfg_attr(feature = "serde", serde(default))]
    pub npi: Text<'static>,
    /// Specialty, as a provider taxonomy code.
    pub taxonomy: Option<Text<'static>>,
    /// Number of the provider in a network of the plan, such as that of a medical group.
    pub network_id: Option<Text<'static>>,
    /// Employer identification number: nine digits; a hyphen is left out when it is sent.
    pub tax_id: Option<Text<'static>>,
    /// Its address.
    pub address: Option<Address>,
    /// Whom to ask.
    pub contact: Option<Contact>,
}

impl Provider {
    /// A provider in a role.
    #[must_use]
    pub fn new(role: Role, name: Name, npi: impl Into<Text<'static>>) -> Self {
        Self { role, name, npi: npi.into(), ..Self::default() }
    }

    /// With a telephone and a fax number to ask at.
    #[must_use]
    pub fn reached_at(mut self, telephone: impl Into<Text<'static>>, fax: impl Into<Text<'static>>) -> Self {
        let contact = self.contact.get_or_insert_default();
        (contact.telephone, contact.fax) = (Some(telephone.into()), Some(fax.into()));
        self
    }

    /// With an employer number; that of the requester makes the trace numbers.
    #[must_use]
    pub fn employer_number(self, number: impl Into<Text<'static>>) -> Self {
        Self { tax_id: Some(number.into()), ..self }
    }

    /// With a specialty.
    #[must_use]
    pub fn taxonomy(self, code: impl Into<Text<'static>>) -> Self {
        Self { taxonomy: Some(code.into()), ..self }
    }
}

/// What a provider does for the patient.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase"))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum Role {
    /// Asks for the review, as a provider (1P).
    #[default]
    Requester,
    /// Asks for the review, as a facility such as a home infusion pharmacy (FA).
    RequestingFacility,
    /// Ordered the drug (DK).
    Ordering,
    /// Refers the patient (DN).
    Referring,
    /// Gives the drug: the infusion provider, the pharmacy, the nursing agency (SJ).
    Infusing,
    /// The facility where it is given (FA).
    Facility,
    /// The place of service (77).
    ServiceLocation,
    /// The primary care provider, or the medical group (P3).
    PrimaryCare,
    /// Attends the patient during a stay (71).
    Attending,
}

impl Role {
    /// NM101, and PRV01 where a specialty is sent. A specialty may be sent with few roles only.
    pub(crate) const fn codes(self) -> (EntityIdentifier, Option<ProviderRole>) {
        use EntityIdentifier as E;
        use ProviderRole as P;
        match self {
            Self::Requester => (E::PROVIDER, Some(P::PERFORMING)),
            Self::RequestingFacility => (E::FACILITY, Some(P::PERFORMING)),
            Self::Ordering => (E::ORDERING_PHYSICIAN, Some(P::ORDERING)),
            Self::Referring => (E::REFERRING_PROVIDER, Some(P::REFERRING)),
            Self::Infusing => (E::SERVICE_PROVIDER, Some(P::PERFORMING)),
            Self::Facility => (E::FACILITY, None),
            Self::ServiceLocation => (E::SERVICE_LOCATION, None),
            Self::PrimaryCare => (E::PRIMARY_CARE_PROVIDER, Some(P::PRIMARY_CARE_PHYSICIAN)),
            Self::Attending => (E::ATTENDING_PHYSICIAN, Some(P::ATTENDING)),
        }
    }
}

/// The insured person: loop 2010C. She is the patient unless a dependent is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Subscriber {
    /// Name. Required.
    pub name: PersonName,
    /// Member number. Required.
    pub member_id: Text<'static>,
    /// Group number (REF `6P`).
    pub group_number: Option<Text<'static>>,
    /// Number of the policy (REF `IG`).
    pub policy_number: Option<Text<'static>>,
    /// Number of the patient at the provider (REF `EJ`); stands with the patient.
    pub account_number: Option<Text<'static>>,
    /// Birth date.
    pub birth_date: Option<Day>,
    /// `F`, `M` or `U`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub gender: Option<Gender>,
    /// Address.
    pub address: Option<Address>,
}

impl Subscriber {
    /// A member.
    #[must_use]
    pub fn new(name: Name, member_id: impl Into<Text<'static>>) -> Self {
        let name = match name {
            Name::Person(name) => name,
            Name::Organization(last) => PersonName { last, ..PersonName::default() },
        };
        Self { name, member_id: member_id.into(), ..Self::default() }
    }

    /// With birth date and gender.
    #[must_use]
    pub fn born(self, birth_date: Day, gender: Gender) -> Self {
        Self { birth_date: Some(birth_date), gender: Some(gender), ..self }
    }
}

/// The patient, when insured through the subscriber and without a member number: loop 2010D.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[cfg_attr(feature = "serde", serde(rename_all = "camelCase", default, deny_unknown_fields))]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Dependent {
    /// Name. Required.
    pub name: PersonName,
    /// How the patient is related to the subscriber: `01` spouse, `19` child, `G8` other. Required.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub relationship: Option<Relationship>,
    /// Number of the patient at the provider (REF `EJ`).
    pub account_number: Option<Text<'static>>,
    /// Birth date.
    pub birth_date: Option<Day>,
    /// `F`, `M` or `U`.
    #[cfg_attr(feature = "schema", schemars(with = "Option<String>"))]
    pub gender: Option<Gender>,
    /// Address.
    pub address: Option<Address>,
}

/// Whether ten digits are a national provider identifier: the check digit is Luhn's, over the digits behind 80840.
///
/// ```
/// use x12_278::infusion::is_npi;
/// assert!(is_npi("1234567893"));
/// assert!(!is_npi("1234567894") && !is_npi("123456789"));
/// ```
#[must_use]
pub fn is_npi(text: &str) -> bool {
    if text.len() != 10 || !text.bytes().all(|byte| byte.is_ascii_digit()) || !text.starts_with(['1', '2']) {
        return false;
    }
    let sum: u32 = text
        .bytes()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0');
            match (place % 2, digit * 2) {
                (0, double @ 10..) => double - 9,
                (0, double) => double,
                _ => digit,
            }
        })
        .sum();
    (sum + 24).is_multiple_of(10)
}
