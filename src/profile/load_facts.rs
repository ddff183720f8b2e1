//! From TOML to the facts about a payer.

use super::common::ROUTES;
use super::error::{ProfileError, ProfileFault};
use super::facts::{
    ChecklistItem, Choice, ClaimsPayer, Clock, ClockKind, CodeOf, Facts, Hint, ItemSeverity, LineOfBusiness, Meaning,
    NdcPolicy, Program, QuantityBasis, Reviewer, Route, RouteCondition, RouteKey, Scope, ServiceTypeChoice,
    SiteException, SiteKind, SiteRisk, Source, Therapy, Urgency, Vendor,
};
use super::lint::Advice;
use super::load::Loader;
use super::overlap;
use super::reader::{Fields, Value};
use crate::code::ServiceType;
use crate::element::{Text, Word};
use crate::report::Severity;

/// So many entries of a kind are enough for any payer; they are compared with one another.
const MOST: usize = 500;

/// An entry, and the byte at which it begins.
pub(super) type At<T> = (usize, T);

impl Loader {
    pub(super) fn facts(&mut self, fields: &mut Fields<'_>) -> Result<Facts, ProfileError> {
        let lines_of_business = self.entries(fields, "line-of-business", line_of_business)?;
        let clocks = self.entries(fields, "clock", clock)?;
        let checklist = self.entries(fields, "checklist", checklist)?;
        let site_risks = self.entries(fields, "site-risk", site_risk)?;
        let vendors = self.entries(fields, "vendor", vendor)?;
        let routes = self.entries(fields, "route", route)?;
        let quantity = self.entries(fields, "quantity", |loader, fields| {
            let value = fields.need("basis")?.name(QuantityBasis::from_name)?;
            Ok(Choice { value, source: loader.cited(fields)? })
        })?;
        let ndc = self.entries(fields, "ndc", |loader, fields| {
            let value = fields.need("policy")?.name(NdcPolicy::from_name)?;
            Ok(Choice { value, source: loader.cited(fields)? })
        })?;
        let service_types = self.entries(fields, "service-type", service_type)?;
        let claims_payers = self.entries(fields, "claims-payer", claims_payer)?;

        let mut found = overlap::of_lines(&lines_of_business, &clocks, &claims_payers, &routes);
        found.extend(overlap::of_clocks(&clocks));
        found.extend(overlap::of_routes(&routes));
        found.extend(overlap::of_checklist(&checklist));
        found.extend(overlap::of_vendors(&vendors));
        found.extend(overlap::of_service_types(&service_types));
        found.extend(overlap::of_claims_payers(&claims_payers));
        found.extend(overlap::of_choices(&quantity));
        found.extend(overlap::of_choices(&ndc));
        found.extend(overlap::of_site_risks(&site_risks));
        for (start, advice) in found {
            self.advise(start, advice);
        }
        Ok(Facts {
            lines_of_business: alone(lines_of_business),
            clocks: alone(clocks),
            checklist: alone(checklist),
            site_risks: alone(site_risks),
            vendors: alone(vendors),
            routes: alone(routes),
            quantity: alone(quantity),
            ndc: alone(ndc),
            service_types: alone(service_types),
            claims_payers: alone(claims_payers),
            meanings: Vec::new(),
        })
    }

    /// What the payer means by the codes of its answers.
    pub(super) fn meanings(&mut self, fields: &mut Fields<'_>) -> Result<Vec<Meaning>, ProfileError> {
        let mut meanings = self.entries(fields, "reason", |loader, fields| loader.meaning(fields, CodeOf::Reason))?;
        meanings.extend(self.entries(fields, "rejection", |loader, fields| loader.meaning(fields, CodeOf::Rejection))?);
        for (start, advice) in overlap::of_meanings(&meanings) {
            self.advise(start, advice);
        }
        Ok(alone(meanings))
    }

    fn meaning(&mut self, fields: &mut Fields<'_>, of: CodeOf) -> Result<Meaning, ProfileError> {
        let code = fields.need("code")?;
        let read = Word::read(code.text()?);
        let code = read.ok_or_else(|| code.error(ProfileFault::WrongType("a code of one to eight characters")))?;
        // A reason means the same wherever a decision stands; a rejection is about the loop that it stands in.
        let in_loop = match of {
            CodeOf::Reason => None,
            CodeOf::Rejection => fields.take("loop").map(|value| self.find_loop(value)).transpose()?,
        };
        let in_loop = in_loop.map(|(_, row)| row.id.into());
        let text = fields.need("text")?.filled()?;
        Ok(Meaning { of, in_loop, code, text, source: self.cited(fields)? })
    }

    /// The entries of a kind, in order.
    fn entries<T>(
        &mut self,
        fields: &mut Fields<'_>,
        key: &str,
        read: impl Fn(&mut Self, &mut Fields<'_>) -> Result<T, ProfileError>,
    ) -> Result<Vec<At<T>>, ProfileError> {
        let Some(value) = fields.take(key) else { return Ok(Vec::new()) };
        let list = value.list()?;
        if let Some(beyond) = list.get(MOST) {
            return Err(beyond.error(ProfileFault::TooMany));
        }
        let entry = |value: Value<'_>| {
            let mut fields = value.table()?;
            let start = fields.start();
            let entry = read(self, &mut fields)?;
            fields.finish()?;
            Ok((start, entry))
        };
        list.into_iter().map(entry).collect()
    }

    /// Who says so, which of a fact is worth knowing.
    fn cited(&mut self, fields: &mut Fields<'_>) -> Result<Source, ProfileError> {
        let source = self.source(fields)?;
        if source.cited.is_empty() {
            self.advise(fields.start(), Advice::NoSource);
        }
        Ok(source)
    }
}

fn alone<T>(entries: Vec<At<T>>) -> Vec<T> {
    entries.into_iter().map(|(_, entry)| entry).collect()
}

/// The text of a key that may be left out.
fn text(fields: &mut Fields<'_>, key: &str) -> Result<Text<'static>, ProfileError> {
    Ok(fields.take(key).map(Value::owned).transpose()?.unwrap_or_default())
}

fn texts(fields: &mut Fields<'_>, key: &str) -> Result<Vec<Text<'static>>, ProfileError> {
    let Some(value) = fields.take(key) else { return Ok(Vec::new()) };
    value.one_or_more()?.into_iter().map(Value::filled).collect()
}

/// The names of a key that may be left out.
fn names<W>(fields: &mut Fields<'_>, key: &str, read: impl Fn(&str) -> Option<W>) -> Result<Vec<W>, ProfileError> {
    fields.take(key).map_or(Ok(Vec::new()), |value| value.names(read))
}

fn line_of_business(loader: &mut Loader, fields: &mut Fields<'_>) -> Result<LineOfBusiness, ProfileError> {
    let (key, title) = (fields.need("key")?.filled()?, fields.need("title")?.filled()?);
    let program = fields.take("program").map(|value| value.name(Program::from_name)).transpose()?;
    Ok(LineOfBusiness { key, title, program, source: loader.cited(fields)? })
}

fn clock(loader: &mut Loader, fields: &mut Fields<'_>) -> Result<Clock, ProfileError> {
    let within = fields.need("within")?;
    let read = Clock::read_time(within.text()?);
    let wanted = "a time, such as 72 hours, 7 calendar days, 5 business days or 6 months";
    let (amount, unit) = read.ok_or_else(|| within.error(ProfileFault::WrongType(wanted)))?;
    Ok(Clock {
        regime: fields.need("regime")?.filled()?,
        kind: fields.need("kind")?.name(ClockKind::from_name)?,
        lines: texts(fields, "lines")?,
        programs: names(fields, "programs", Program::from_name)?,
        urgency: fields.take("urgency").map(|value| value.name(Urgency::from_name)).transpose()?,
        scope: fields.take("scope").map(|value| value.name(Scope::from_name)).transpose()?,
        amount,
        unit,
        text: text(fields, "text")?,
        source: loader.cited(fields)?,
    })
}

fn checklist(loader: &mut Loader, fields: &mut Fields<'_>) -> Result<ItemSeverity, ProfileError> {
    let all = [Severity::Note, Severity::Warning, Severity::Error];
    Ok(ItemSeverity {
        items: fields.need("items")?.names(ChecklistItem::from_name)?,
        severity: fields.need("severity")?.name(|name| all.into_iter().find(|one| one.name() == name))?,
        text: text(fields, "text")?,
        source: loader.cited(fields)?,
    })
}

fn site_risk(loader: &mut Loader, fields: &mut Fields<'_>) -> Result<SiteRisk, ProfileError> {
    Ok(SiteRisk {
        sites: fields.need("sites")?.names(SiteKind::from_key)?,
        therapies: names(fields, "therapies", Therapy::from_key)?,
        codes: names(fields, "codes", hcpcs)?,
        classes: texts(fields, "classes")?,
        exceptions: names(fields, "exceptions", SiteException::from_key)?,
        text: text(fields, "text")?,
        source: loader.cited(fields)?,
    })
}

/// A code of the shape that HCPCS and CPT codes have.
fn hcpcs(code: &str) -> Option<Text<'static>> {
    let shaped = code.len() == 5 && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
    shaped.then(|| code.to_owned().into())
}

fn vendor(loader: &mut Loader, fields: &mut Fields<'_>) -> Result<Vendor, ProfileError> {
    Ok(Vendor {
        name: fields.need("name")?.filled()?,
        accepts: fields.need("accepts")?.truth()?,
        therapies: names(fields, "therapies", Therapy::from_key)?,
        source: loader.cited(fields)?,
    })
}

fn service_type(loader: &mut Loader, fields: &mut Fields<'_>) -> Result<ServiceTypeChoice, ProfileError> {
    Ok(ServiceTypeChoice {
        therapies: names(fields, "therapies", Therapy::from_key)?,
        sites: names(fields, "sites", SiteKind::from_key)?,
        service_type: fields.need("code")?.name(|code| ServiceType::read(code).filter(|code| code.is_known()))?,
        source: loader.cited(fields)?,
    })
}

fn claims_payer(loader: &mut Loader, fields: &mut Fields<'_>) -> Result<ClaimsPayer, ProfileError> {
    let id = fields.need("id")?.filled()?;
    Ok(ClaimsPayer { lines: texts(fields, "lines")?, id, source: loader.cited(fields)? })
}

fn route(loader: &mut Loader, fields: &mut Fields<'_>) -> Result<Route, ProfileError> {
    if let Some(value) = fields.take("common") {
        let named = |name: &str| ROUTES.iter().find(|route| route.rule == name).cloned();
        let route = value.name(named)?;
        return loader.named_once(value, route);
    }
    let rule = fields.need("rule")?;
    let route = Route {
        rule: rule.filled()?,
        conditions: fields.take("when").map_or(Ok(Vec::new()), conditions)?,
        hint: fields.need("hint")?.name(Hint::from_name)?,
        reviewer: fields.take("reviewer").map(|value| value.name(Reviewer::from_name)).transpose()?,
        reason: fields.need("reason")?.filled()?,
        source: loader.cited(fields)?,
    };
    loader.named_once(rule, route)
}

fn conditions(value: Value<'_>) -> Result<Vec<RouteCondition>, ProfileError> {
    let condition = |(key, value): (&str, Value<'_>)| {
        if key == "age-below" {
            let limit = u32::try_from(value.number()?).ok().filter(|limit| (1..=150).contains(limit));
            let limit = limit.ok_or_else(|| value.error(ProfileFault::WrongType("an age in years")))?;
            return Ok(RouteCondition::AgeBelow(limit));
        }
        let key = RouteKey::from_name(key).ok_or_else(|| value.error(ProfileFault::KeyUnknown))?;
        let known = |text: &str| key.takes(text).then(|| text.to_owned().into());
        Ok(RouteCondition::Is(key, value.names(known)?))
    };
    value.table()?.rest().into_iter().map(condition).collect()
}
