//! Parties of an order as segments, checked.

use crate::catalog::value::Day;
use crate::code::{
    CommunicationQualifier, ContactFunction, DateFormat, DateQualifier, EntityIdentifier, EntityType, Gender,
    IdentificationQualifier, ReferenceQualifier,
};
use crate::element::{Run, Text, Word};
use crate::infusion::order::party::{Address, Contact, Name, PersonName, Provider, is_npi};
use crate::infusion::problem::{ProblemKind, Problems};
use crate::segment::{Communication, Dmg, Dtp, N3Address, N4City, Nm1, Per, Prv, Ref};

/// One party of the order on its way into segments.
pub(crate) struct Party<'p> {
    /// Its path in the order: `requester`.
    pub(crate) subject: &'p str,
    pub(crate) problems: &'p mut Problems,
}

impl Party<'_> {
    fn what(&self, what: &str) -> String {
        format!("{}.{what}", self.subject)
    }

    pub(crate) fn person(&mut self, entity: EntityIdentifier, name: &PersonName, place: &'static str) -> Nm1<'static> {
        self.person_at("name", entity, name, place)
    }

    fn person_at(
        &mut self,
        path: &str,
        entity: EntityIdentifier,
        name: &PersonName,
        place: &'static str,
    ) -> Nm1<'static> {
        let (subject, problems) = (self.subject, &mut *self.problems);
        let what = |part: &str| format!("{subject}.{path}.{part}");
        Nm1 {
            entity: Some(entity),
            entity_type: Some(EntityType::PERSON),
            last_name: problems.required(what("last"), place, &name.last, 1, 60),
            first_name: problems.optional(what("first"), place, name.first.as_ref(), 1, 35),
            middle_name: problems.optional(what("middle"), place, name.middle.as_ref(), 1, 25),
            suffix: problems.optional(what("suffix"), place, name.suffix.as_ref(), 1, 10),
            ..Nm1::default()
        }
    }

    pub(crate) fn name(&mut self, entity: EntityIdentifier, name: &Name, place: &'static str) -> Nm1<'static> {
        match name {
            Name::Person(person) => self.person_at("name.person", entity, person, place),
            Name::Organization(text) => Nm1 {
                entity: Some(entity),
                entity_type: Some(EntityType::NON_PERSON_ENTITY),
                last_name: self.problems.required(self.what("name.organization"), place, text, 1, 60),
                ..Nm1::default()
            },
        }
    }

    pub(crate) fn provider_name(&mut self, provider: &Provider, place: &'static str) -> Nm1<'static> {
        let (entity, _) = provider.role.codes();
        let npi = provider.npi.trim();
        if npi.is_empty() {
            self.problems.push(ProblemKind::Missing, self.what("npi"), place);
        } else if !is_npi(npi) {
            self.problems.push(ProblemKind::Npi, self.what("npi"), place);
        }
        Nm1 {
            id_qualifier: Some(IdentificationQualifier::NATIONAL_PROVIDER_IDENTIFIER),
            id: Some(npi.to_owned().into()),
            ..self.name(entity, &provider.name, place)
        }
    }

    pub(crate) fn provider_numbers(&mut self, provider: &Provider, place: &'static str) -> Vec<Ref<'static>> {
        let employer = provider.tax_id.as_ref().map(|number| number.trim()).filter(|number| !number.is_empty());
        let employer = employer.map(employer_number);
        if employer.as_ref().is_some_and(Option::is_none) {
            self.problems.push(ProblemKind::EmployerNumber, self.what("taxId"), place);
        }
        let network = self.problems.optional(self.what("networkId"), place, provider.network_id.as_ref(), 1, 50);
        let numbers = [
            (ReferenceQualifier::EMPLOYER_IDENTIFICATION_NUMBER, employer.flatten()),
            (ReferenceQualifier::PROVIDER_PLAN_NETWORK_IDENTIFICATION_NUMBER, network),
        ];
        numbers.into_iter().filter_map(|(qualifier, value)| Some(reference(qualifier, value?))).collect()
    }

    pub(crate) fn specialty(&mut self, provider: &Provider, place: &'static str) -> Option<Prv<'static>> {
        let (_, role) = provider.role.codes();
        let code = self.problems.optional(self.what("taxonomy"), place, provider.taxonomy.as_ref(), 10, 10)?;
        let code_qualifier = Some(ReferenceQualifier::PROVIDER_TAXONOMY_CODE);
        role.map(|role| Prv { role: Some(role), code_qualifier, taxonomy_code: Some(code), ..Prv::default() })
    }

    pub(crate) fn address(
        &mut self,
        address: Option<&Address>,
        place: &'static str,
    ) -> (Option<N3Address<'static>>, Option<N4City<'static>>) {
        let Some(address) = address else { return (None, None) };
        let (subject, problems) = (self.subject, &mut *self.problems);
        let what = |part: &str| format!("{subject}.{part}");
        let street = N3Address {
            line_1: problems.required(what("address.line1"), place, &address.line_1, 1, 55),
            line_2: problems.optional(what("address.line2"), place, address.line_2.as_ref(), 1, 55),
            ..N3Address::default()
        };
        let state = problems.required(what("address.state"), place, &address.state, 2, 2);
        let zip = problems.required(what("address.zip"), place, &address.zip, 5, 10);
        let city = N4City {
            city: problems.required(what("address.city"), place, &address.city, 2, 30),
            state: state.as_deref().and_then(Word::read),
            postal_code: zip.map(|zip| zip.replace('-', "").into()),
            ..N4City::default()
        };
        (Some(street), Some(city))
    }

    pub(crate) fn contact(&mut self, contact: Option<&Contact>, place: &'static str) -> Option<Per<'static>> {
        use CommunicationQualifier as Q;
        let contact = contact?;
        let name = self.problems.optional(self.what("contact.name"), place, contact.name.as_ref(), 1, 60);
        let telephone = self.telephone("contact.telephone", contact.telephone.as_ref(), place);
        let extension = self
            .problems
            .optional(self.what("contact.extension"), place, contact.extension.as_ref(), 1, 8)
            .filter(|_| telephone.is_some());
        let fax = self.telephone("contact.fax", contact.fax.as_ref(), place);
        let email = self.problems.optional(self.what("contact.email"), place, contact.email.as_ref(), 3, 256);
        let all = [(Q::TELEPHONE, telephone), (Q::TELEPHONE_EXTENSION, extension), (Q::FAX, fax), (Q::E_MAIL, email)];
        let mut numbers = Run::default();
        for (qualifier, number) in all {
            let number = number.map(|number| Communication { qualifier: Some(qualifier), number: Some(number) });
            if number.is_some_and(|number| numbers.push(number).is_err()) {
                self.problems.push(ProblemKind::TooMany(3), self.what("contact"), place);
            }
        }
        if name.is_none() && numbers.is_empty() {
            return None;
        }
        Some(Per { function: Some(ContactFunction::INFORMATION_CONTACT), name, numbers, ..Per::default() })
    }

    fn telephone(&mut self, what: &str, text: Option<&Text<'static>>, place: &'static str) -> Option<Text<'static>> {
        let text = text?.trim();
        let digits: String = text.chars().filter(char::is_ascii_digit).collect();
        let foreign = text.chars().any(|c| !c.is_ascii_digit() && !" ()-./+".contains(c));
        let digits = digits.strip_prefix('1').filter(|rest| rest.len() == 10).map(str::to_owned).unwrap_or(digits);
        if foreign || digits.len() != 10 {
            self.problems.push(ProblemKind::Telephone, self.what(what), place);
            return None;
        }
        Some(digits.into())
    }

    pub(crate) fn demographics(
        &mut self,
        birth_date: Option<Day>,
        gender: Option<Gender>,
        place: &'static str,
    ) -> Option<Dmg<'static>> {
        if birth_date.is_none() && gender.is_some() {
            self.problems.push(ProblemKind::Missing, self.what("birthDate"), place);
        }
        if birth_date.is_some_and(|day| !day.is_plausible()) {
            let kind = ProblemKind::Schedule(crate::infusion::order::schedule::ScheduleError::Day);
            self.problems.push(kind, self.what("birthDate"), place);
        }
        if gender.is_some_and(|gender| !gender.is_known()) {
            self.problems.push(ProblemKind::CodeUnlisted, self.what("gender"), place);
        }
        let birth_date_format = Some(DateFormat::DATE);
        birth_date.map(|day| Dmg { birth_date_format, birth_date: Some(day.wire().into()), gender, ..Dmg::default() })
    }
}

/// An employer number as it is sent: nine digits, without the hyphen. `None` for any other text.
pub(crate) fn employer_number(text: &str) -> Option<Text<'static>> {
    let digits = text.trim().replace('-', "");
    (digits.len() == 9 && digits.bytes().all(|byte| byte.is_ascii_digit())).then(|| digits.into())
}

pub(crate) fn reference(qualifier: ReferenceQualifier, value: Text<'static>) -> Ref<'static> {
    Ref { qualifier: Some(qualifier), value: Some(value), ..Ref::default() }
}

/// One day, or a range of days.
pub(crate) fn dates(qualifier: DateQualifier, (from, through): (Day, Day)) -> Dtp<'static> {
    let (format, value) = if from == through {
        (DateFormat::DATE, from.wire())
    } else {
        (DateFormat::DATE_RANGE, format!("{}-{}", from.wire(), through.wire()))
    };
    Dtp { qualifier: Some(qualifier), format: Some(format), value: Some(value.into()), ..Dtp::default() }
}
