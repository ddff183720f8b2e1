//! Who takes part, where they are and how they are reached: NM1, N3, N4, PER, PRV.

use crate::code::{
    CommunicationQualifier, ContactFunction, EntityIdentifier, EntityType, IdentificationQualifier, ProviderRole,
    ReferenceQualifier,
};
use crate::element::{Run, Text, Word};
use crate::shape::{group, segment};

segment! {
    /// A person, organization or place: the part it plays, its name and the number that identifies it.
    ///
    /// On the wire: `NM1*1P*1*DOE*JANE****XX*1234567893~`.
    pub struct Nm1<'a> = "NM1" {
        /// The part it plays: payer, requester, patient, surgeon, pickup address.
        ///
        /// NM101, data element 98, type ID, 2 to 3 characters.
        "NM101" entity: Option<EntityIdentifier>;
        /// Whether the name is that of a person or of an organization.
        ///
        /// NM102, data element 1065, type ID, 1 character.
        "NM102" entity_type: Option<EntityType>;
        /// The last name of a person, or the whole name of an organization.
        ///
        /// NM103, data element 1035, type AN, 1 to 60 characters.
        "NM103" last_name: Option<Text<'a>>;
        /// The first name of a person.
        ///
        /// NM104, data element 1036, type AN, 1 to 35 characters.
        "NM104" first_name: Option<Text<'a>>;
        /// The middle name of a person, or its initial.
        ///
        /// NM105, data element 1037, type AN, 1 to 25 characters.
        "NM105" middle_name: Option<Text<'a>>;
        /// What stands before the name of a person, such as a title.
        ///
        /// NM106, data element 1038, type AN, 1 to 10 characters.
        "NM106" prefix: Option<Text<'a>>;
        /// What stands behind the name of a person, such as `JR`.
        ///
        /// NM107, data element 1039, type AN, 1 to 10 characters.
        "NM107" suffix: Option<Text<'a>>;
        /// Which kind of number follows.
        ///
        /// NM108, data element 66, type ID, 1 to 2 characters.
        "NM108" id_qualifier: Option<IdentificationQualifier>;
        /// The number: a national provider identifier, a member number, a payer number.
        ///
        /// NM109, data element 67, type AN, 2 to 80 characters.
        "NM109" id: Option<Text<'a>>;
    }
}

impl Nm1<'_> {
    /// The name as people write it: first, middle and last name, suffix; or the name of the organization.
    ///
    /// ```
    /// use x12_278::segment::Nm1;
    /// let surgeon = Nm1 { first_name: Some("JANE".into()), last_name: Some("DOE".into()), ..Nm1::default() };
    /// assert_eq!(surgeon.full_name(), "JANE DOE");
    /// ```
    #[must_use]
    pub fn full_name(&self) -> String {
        let parts = [&self.first_name, &self.middle_name, &self.last_name, &self.suffix];
        parts.into_iter().flatten().map(Text::as_str).collect::<Vec<_>>().join(" ")
    }
}

segment! {
    /// A postal address: the street lines. [`N4City`] holds the rest.
    ///
    /// On the wire: `N3*100 MAIN STREET*SUITE 4~`.
    pub struct N3Address<'a> = "N3" {
        /// Street and number, or post office box.
        ///
        /// N301, data element 166, type AN, 1 to 55 characters.
        "N301" line_1: Option<Text<'a>>;
        /// A second line, such as a suite.
        ///
        /// N302, data element 166, type AN, 1 to 55 characters.
        "N302" line_2: Option<Text<'a>>;
    }
}

segment! {
    /// A postal address: city, state, ZIP code, country.
    ///
    /// On the wire: `N4*SPRINGFIELD*IL*62701~`.
    pub struct N4City<'a> = "N4" {
        /// The name of the city.
        ///
        /// N401, data element 19, type AN, 2 to 30 characters.
        "N401" city: Option<Text<'a>>;
        /// The state or province, two letters, in the United States, its territories or Canada.
        ///
        /// N402, data element 156, type ID, 2 characters.
        "N402" state: Option<Word>;
        /// The ZIP code, or the postal code of another country.
        ///
        /// N403, data element 116, type ID, 3 to 15 characters.
        "N403" postal_code: Option<Text<'a>>;
        /// The country, two letters, when it is not the United States.
        ///
        /// N404, data element 26, type ID, 2 to 3 characters.
        "N404" country: Option<Word>;
        /// The part of a country outside the United States and Canada.
        ///
        /// N407, data element 1715, type ID, 1 to 3 characters.
        "N407" subdivision: Option<Word>;
    }
}

segment! {
    /// Whom to contact and how.
    ///
    /// On the wire: `PER*IC*JANE DOE*TE*5555550100*EX*12~`.
    pub struct Per<'a> = "PER" {
        /// What the contact is there for.
        ///
        /// PER01, data element 366, type ID, 2 characters.
        "PER01" function: Option<ContactFunction>;
        /// The person or the office to ask for.
        ///
        /// PER02, data element 93, type AN, 1 to 60 characters.
        "PER02" name: Option<Text<'a>>;
        /// Up to three numbers or addresses. An extension follows the telephone number that it extends.
        ///
        /// PER03 to PER08, data elements 365 and 364.
        "PER03" numbers: Run<Communication<'a>, 3>;
    }
}

group! {
    /// One number or address of a contact, and its kind: data elements 365 and 364 in PER.
    pub struct Communication<'a> {
        /// Telephone, extension, fax, e-mail or web address.
        ///
        /// PER03, PER05, PER07, data element 365, type ID, 2 characters.
        #[doc(alias = "PER03")]
        #[doc(alias = "PER05")]
        #[doc(alias = "PER07")]
        0 qualifier: CommunicationQualifier;
        /// The number or address itself; a telephone number has ten digits and no signs.
        ///
        /// PER04, PER06, PER08, data element 364, type AN, 1 to 256 characters.
        #[doc(alias = "PER04")]
        #[doc(alias = "PER06")]
        #[doc(alias = "PER08")]
        1 number: Text<'a>;
    }
}

impl N3Address<'_> {
    /// The street lines in one line, parted by commas; empty when there are none.
    #[must_use]
    pub fn line(&self) -> String {
        [&self.line_1, &self.line_2].into_iter().flatten().map(Text::as_str).collect::<Vec<_>>().join(", ")
    }
}

impl N4City<'_> {
    /// City, state, postal code and country in one line; empty when there are none.
    ///
    /// ```
    /// use x12_278::element::Word;
    /// use x12_278::segment::N4City;
    /// let place = N4City { city: Some("BOISE".into()), state: Word::read("ID"), postal_code: Some("83702".into()), ..N4City::default() };
    /// assert_eq!(place.line(), "BOISE, ID 83702");
    /// ```
    #[must_use]
    pub fn line(&self) -> String {
        let word = |word: Option<Word>| word.map(|word| word.to_string());
        let text = |text: &Option<Text<'_>>| text.as_ref().map(ToString::to_string);
        let behind = [word(self.state), text(&self.postal_code), word(self.subdivision), word(self.country)];
        let behind = behind.into_iter().flatten().collect::<Vec<_>>().join(" ");
        let parts = [text(&self.city), Some(behind).filter(|behind| !behind.is_empty())];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

segment! {
    /// What a provider does for the patient, and in which specialty.
    ///
    /// On the wire: `PRV*PE*PXC*207RG0100X~`.
    pub struct Prv<'a> = "PRV" {
        /// Admitting, attending, operating, referring and so on.
        ///
        /// PRV01, data element 1221, type ID, 1 to 3 characters.
        "PRV01" role: Option<ProviderRole>;
        /// Which code set the specialty comes from: the provider taxonomy.
        ///
        /// PRV02, data element 128, type ID, 2 to 3 characters.
        "PRV02" code_qualifier: Option<ReferenceQualifier>;
        /// The specialty as a provider taxonomy code (external list 682).
        ///
        /// PRV03, data element 127, type AN, 1 to 50 characters.
        "PRV03" taxonomy_code: Option<Text<'a>>;
    }
}
