//! What was asked and what was granted, in the same terms, and how they differ.

use super::certified::Span;
use super::record::{OwnedText, names, own, own_code, record};
use crate::element::{Text, Word};
use crate::segment::{Dtp, Hsd, Nm1, ProcedureIdentifier, Sv1, Sv2, Sv3, Um};

record! {
    /// The service: its code and modifiers.
    pub struct Procedure {
        /// Which code set it is from, such as `HC`.
        pub qualifier: Option<OwnedText>,
        /// The code.
        pub code: Option<OwnedText>,
        /// Its modifiers, in order.
        pub modifiers: Vec<OwnedText>,
        /// The service in words, as it was sent.
        pub description: Option<OwnedText>,
        /// The last code, when the code is the first of a range.
        pub last_code: Option<OwnedText>,
        /// The revenue code of an institutional service.
        pub revenue_code: Option<OwnedText>,
    }
}

record! {
    /// How much, how often and for how long (HSD).
    pub struct Delivery {
        /// What is counted (HSD01).
        pub quantity_qualifier: Option<OwnedText>,
        /// How many each time (HSD02).
        pub quantity: Option<OwnedText>,
        /// The unit of the interval (HSD03).
        pub unit: Option<OwnedText>,
        /// The interval (HSD04).
        pub every: Option<OwnedText>,
        /// The unit of the whole time (HSD05).
        pub period: Option<OwnedText>,
        /// How many of them (HSD06).
        pub period_count: Option<OwnedText>,
        /// Days of the week or the month (HSD07).
        pub pattern: Option<OwnedText>,
        /// Time of the day (HSD08).
        pub time: Option<OwnedText>,
        /// The quantity is a balance (HSD05 29): what is left, not a new grant.
        pub remaining: bool,
    }
}

record! {
    /// Who gives the care, or where.
    pub struct Provider {
        /// The part it plays (NM101).
        pub role: Option<OwnedText>,
        /// Its name.
        pub name: Option<OwnedText>,
        /// Its number (NM109), an NPI as a rule.
        pub id: Option<OwnedText>,
    }
}

record! {
    /// The place of care (UM04).
    pub struct Site {
        /// Place of service or type of facility.
        pub code: Option<OwnedText>,
        /// Which of the two lists it comes from: `B` or `A`.
        pub qualifier: Option<OwnedText>,
    }
}

record! {
    /// The terms of one event or service, as asked or as granted.
    pub struct Terms {
        /// The service.
        pub procedure: Option<Procedure>,
        /// How many units, a decimal as it was sent (SV104, SV205, SV306).
        pub quantity: Option<OwnedText>,
        /// What is counted (SV103, SV204).
        pub unit: Option<OwnedText>,
        /// Visits and schedule.
        pub delivery: Option<Delivery>,
        /// Days of care: DTP 472 of a service; DTP AAH or 435 of an event.
        pub dates: Option<Span>,
        /// Providers and places.
        pub providers: Vec<Provider>,
        /// The place of care.
        pub site: Option<Site>,
    }
}

names! {
    /// One of the terms that a payer may change.
    pub enum Term {
        Units = "units", "units";
        Visits = "visits", "visits and schedule";
        Dates = "dates", "dates";
        Provider = "provider", "provider";
        Code = "code", "code";
        Site = "site", "site of care";
    }
}

record! {
    /// One term that was granted otherwise than asked.
    pub struct Difference {
        /// Which term; always there.
        pub term: Option<Term>,
        /// What was asked.
        pub asked: OwnedText,
        /// What was granted.
        pub granted: OwnedText,
    }
}

impl Delivery {
    /// Reads HSD.
    #[must_use]
    pub fn of(delivery: &Hsd<'_>) -> Self {
        let period = delivery.period.map(own_code);
        Self {
            quantity_qualifier: delivery.quantity_qualifier.map(own_code),
            quantity: delivery.quantity.as_ref().map(own),
            unit: delivery.unit.map(own_code),
            every: delivery.every.as_ref().map(own),
            remaining: period.as_deref() == Some("29"),
            period,
            period_count: delivery.period_count.as_ref().map(own),
            pattern: delivery.pattern.map(own_code),
            time: delivery.time.map(own_code),
        }
    }

    fn parts(&self) -> [&Option<OwnedText>; 8] {
        [
            &self.quantity_qualifier,
            &self.quantity,
            &self.unit,
            &self.every,
            &self.period,
            &self.period_count,
            &self.pattern,
            &self.time,
        ]
    }
}

/// In words: `1 visit every 8 weeks for 48 weeks`; a code that is not known stays as it is.
impl std::fmt::Display for Delivery {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let word = |text: &Option<OwnedText>| text.as_deref().and_then(Word::read);
        let segment = Hsd {
            quantity_qualifier: word(&self.quantity_qualifier).map(Into::into),
            quantity: self.quantity.clone(),
            unit: word(&self.unit).map(Into::into),
            every: self.every.clone(),
            period: word(&self.period).map(Into::into),
            period_count: self.period_count.clone(),
            pattern: word(&self.pattern).map(Into::into),
            time: word(&self.time).map(Into::into),
            ..Hsd::default()
        };
        f.pad(&segment.words())
    }
}

/// `J1459 JA`; a revenue code when there is no other.
impl std::fmt::Display for Procedure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code.as_deref().or(self.revenue_code.as_deref()).unwrap_or("-"))?;
        if let Some(last) = &self.last_code {
            write!(f, " to {last}")?;
        }
        self.modifiers.iter().try_for_each(|modifier| write!(f, " {modifier}"))
    }
}

impl Provider {
    pub(super) fn of(name: &Nm1<'_>) -> Self {
        let full_name = name.full_name();
        Self {
            role: name.entity.map(own_code),
            name: (!full_name.is_empty()).then(|| full_name.into()),
            id: name.id.as_ref().map(own),
        }
    }
}

impl Procedure {
    fn of(procedure: &ProcedureIdentifier<'_>) -> Self {
        Self {
            qualifier: procedure.qualifier.map(own_code),
            code: procedure.code.as_ref().map(own),
            modifiers: procedure.modifiers.iter().copied().map(own_code).collect(),
            description: procedure.description.as_ref().map(own),
            last_code: procedure.last_code.as_ref().map(own),
            revenue_code: None,
        }
    }
}

impl Terms {
    /// What a service names: its professional, institutional or dental line, the first that is there.
    pub(super) fn of_service(
        professional: Option<&Sv1<'_>>,
        institutional: Option<&Sv2<'_>>,
        dental: Option<&Sv3<'_>>,
    ) -> Self {
        let mut terms = Self::default();
        match (professional, institutional, dental) {
            (Some(service), _, _) => terms.professional(service),
            (_, Some(service), _) => terms.institutional(service),
            (_, _, Some(service)) => terms.dental(service),
            (None, None, None) => {}
        }
        terms
    }

    fn professional(&mut self, service: &Sv1<'_>) {
        self.procedure = service.procedure.as_ref().map(Procedure::of);
        self.quantity = service.quantity.as_ref().map(own);
        self.unit = service.unit.map(own_code);
    }

    fn institutional(&mut self, service: &Sv2<'_>) {
        let mut procedure = service.procedure.as_ref().map(Procedure::of).unwrap_or_default();
        procedure.revenue_code = service.revenue_code.as_ref().map(own);
        self.procedure = Some(procedure);
        self.quantity = service.quantity.as_ref().map(own);
        self.unit = service.unit.map(own_code);
    }

    fn dental(&mut self, service: &Sv3<'_>) {
        self.procedure = service.procedure.as_ref().map(Procedure::of);
        self.quantity = service.quantity.as_ref().map(own);
    }

    /// These terms with schedule, place, days and providers of the same event or service.
    pub(super) fn with<'s>(
        self,
        delivery: Option<&Hsd<'_>>,
        review: Option<&Um<'_>>,
        dates: Option<&Dtp<'_>>,
        providers: impl Iterator<Item = &'s Nm1<'s>>,
    ) -> Self {
        let facility = review.and_then(|review| review.facility.as_ref());
        Self {
            delivery: delivery.map(Delivery::of),
            site: facility.map(|facility| Site {
                code: facility.code.map(own_code),
                qualifier: facility.qualifier.map(own_code),
            }),
            dates: dates.and_then(Span::of),
            providers: providers.map(Provider::of).collect(),
            ..self
        }
    }

    /// Whether the quantity, of units or of visits, is zero or less.
    pub(super) fn is_nothing(&self) -> bool {
        let visits = self.delivery.as_ref().and_then(|delivery| delivery.quantity.as_ref());
        let amounts = [self.quantity.as_ref(), visits].into_iter().flatten().filter_map(Text::decimal);
        amounts.into_iter().any(|amount| amount <= rust_decimal::Decimal::ZERO)
    }

    /// The code of the service; empty when it has none.
    #[must_use]
    pub fn code(&self) -> &str {
        self.procedure.as_ref().and_then(|procedure| procedure.code.as_deref()).unwrap_or_default()
    }

    /// How these terms, granted, differ from what was asked. What is absent here was granted as asked.
    ///
    /// `certified` is the certified period: where it does not hold all days that were asked for, the dates differ.
    #[must_use]
    pub fn differences_from(&self, asked: &Self, certified: Option<&Span>) -> Vec<Difference> {
        let mut found = Vec::new();
        let mut note = |term: Term, asked: String, granted: String| {
            found.push(Difference { term: Some(term), asked: asked.into(), granted: granted.into() });
        };
        let quantity = |terms: &Self| {
            let amount = terms.quantity.as_deref().unwrap_or("-");
            terms.unit.as_deref().map_or(amount.to_owned(), |unit| format!("{amount} {unit}"))
        };
        if differs(self.quantity.as_ref(), asked.quantity.as_ref()) || differs(self.unit.as_ref(), asked.unit.as_ref())
        {
            note(Term::Units, quantity(asked), quantity(self));
        }
        if let (Some(granted), Some(asked)) = (&self.delivery, &asked.delivery) {
            let changed = granted
                .parts()
                .into_iter()
                .zip(asked.parts())
                .any(|(one, other)| differs(one.as_ref(), other.as_ref()) || one.is_some() != other.is_some());
            if changed && !granted.remaining {
                note(Term::Visits, asked.to_string(), granted.to_string());
            }
        }
        if let Some(asked) = &asked.dates {
            let short = certified.filter(|span| !covers(span, asked));
            if let Some(granted) = self.dates.as_ref().filter(|granted| *granted != asked).or(short) {
                note(Term::Dates, asked.to_string(), granted.to_string());
            }
        }
        for provider in self.providers.iter().filter(|provider| provider.id.is_some()) {
            let same_role: Vec<_> = asked.providers.iter().filter(|other| other.role == provider.role).collect();
            if !same_role.is_empty() && same_role.iter().all(|other| other.id != provider.id && other.id.is_some()) {
                let names = same_role.iter().filter_map(|other| other.id.as_deref()).collect::<Vec<_>>().join(", ");
                note(Term::Provider, names, provider.id.as_deref().unwrap_or_default().to_owned());
            }
        }
        if let (Some(granted), Some(asked)) = (&self.procedure, &asked.procedure) {
            let modifiers = !granted.modifiers.is_empty() && granted.modifiers != asked.modifiers;
            let codes = differs(granted.code.as_ref(), asked.code.as_ref());
            let revenue = differs(granted.revenue_code.as_ref(), asked.revenue_code.as_ref());
            if codes || modifiers || revenue || differs(granted.last_code.as_ref(), asked.last_code.as_ref()) {
                note(Term::Code, asked.to_string(), granted.to_string());
            }
        }
        let sites = self.site.as_ref().zip(asked.site.as_ref());
        if let Some((granted, asked)) = sites.filter(|(granted, asked)| granted != asked && granted.code.is_some()) {
            let text = |site: &Site| site.code.as_deref().unwrap_or("-").to_owned();
            note(Term::Site, text(asked), text(granted));
        }
        found
    }
}

/// Whether both are there and are not the same value; numbers are compared as numbers.
fn differs(granted: Option<&OwnedText>, asked: Option<&OwnedText>) -> bool {
    let (Some(granted), Some(asked)) = (granted, asked) else { return false };
    match (granted.decimal(), asked.decimal()) {
        (Some(one), Some(other)) => one != other,
        _ => !granted.trim().eq_ignore_ascii_case(asked.trim()),
    }
}

fn covers(certified: &Span, asked: &Span) -> bool {
    let ends = [asked.from, asked.through];
    ends.into_iter().flatten().all(|day| certified.holds(day))
}

/// Whether parts that are granted and parts that are not cannot both be true of what was asked for: together they are more
/// than that, or nothing says how much of it is which.
pub(super) fn contradict(granted: &[&Terms], refused: &[&Terms], asked: &Terms) -> bool {
    if granted.is_empty() || refused.is_empty() {
        return false;
    }
    let number = |quantity: &OwnedText| Text::decimal(quantity);
    let sum = |parts: &[&Terms]| total(parts.iter().copied()).and_then(|(sum, unit)| Some((number(&sum)?, unit)));
    let Some(wanted) = asked.quantity.as_ref().and_then(number) else {
        return granted.iter().any(|part| part.quantity.is_none());
    };
    match (sum(granted), sum(refused)) {
        (Some((granted, unit)), Some((refused, other))) if unit == other => {
            granted.checked_add(refused).is_none_or(|all| all > wanted)
        }
        (Some((granted, _)), _) => granted >= wanted,
        (None, _) => true,
    }
}

/// The sum of quantities that are all there, of one code and counted in one unit.
pub(super) fn total<'t>(parts: impl IntoIterator<Item = &'t Terms>) -> Option<(OwnedText, Option<OwnedText>)> {
    let mut sum = rust_decimal::Decimal::ZERO;
    let mut unit: Option<&Option<OwnedText>> = None;
    let mut code = None;
    for part in parts {
        if *unit.get_or_insert(&part.unit) != &part.unit || *code.get_or_insert(part.code()) != part.code() {
            return None;
        }
        sum = sum.checked_add(part.quantity.as_ref().and_then(Text::decimal)?)?;
    }
    unit.map(|unit| (OwnedText::from(sum.normalize().to_string()), unit.clone()))
}
