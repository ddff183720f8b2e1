//! What a payer wants, as dated data: who says so, since when, and whether it is verified.

use super::dose::DoseUnits;
use super::ndc::NdcPolicy;
use super::routing::Route;
use super::site::SiteKind;
use super::table::{Source, TableError, TableProblem, rows};
use super::therapy::Therapy;
use super::value::Day;
use crate::code::ServiceType;
use crate::report::Severity;
use std::sync::LazyLock;

/// One fact about a payer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fact {
    /// What it is about, such as `clock` or `severity`.
    pub kind: String,
    /// Of what, such as `commercialHmo standard` or `units`.
    pub subject: String,
    /// What is so, such as `5 business days` or `error`.
    pub value: String,
    /// More, such as the therapies of a vendor, parted by blanks.
    pub detail: String,
    /// Who says so, since when, and whether it is verified.
    pub source: Source,
}

/// All facts about a payer. Nothing of them is in code: load your own where these are out of date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PayerFacts {
    /// The facts, in the order of the table. The first that holds on a day counts.
    pub facts: Vec<Fact>,
    /// The routing rules, in order. The first that applies counts.
    pub routes: Vec<Route>,
}

impl PayerFacts {
    /// The columns of the table of facts, tab-separated, read by name.
    pub const COLUMNS: [&'static str; 8] =
        ["kind", "subject", "value", "detail", "from", "through", "source", "verified"];

    /// A payer about which nothing is known but the roads that every benefit has.
    #[must_use]
    pub fn any() -> &'static Self {
        static FACTS: LazyLock<PayerFacts> =
            LazyLock::new(|| PayerFacts::load("", include_str!("tables/any.routes.tsv")).unwrap_or_default());
        &FACTS
    }

    /// Health Net (California), as far as its public pages and the plan's guidance say.
    #[must_use]
    pub fn health_net() -> &'static Self {
        static FACTS: LazyLock<PayerFacts> = LazyLock::new(|| {
            let (facts, routes) =
                (include_str!("tables/health_net.facts.tsv"), include_str!("tables/health_net.routes.tsv"));
            PayerFacts::load(facts, routes).unwrap_or_default()
        });
        &FACTS
    }

    /// Loads a table of facts and a table of routing rules; either may be empty.
    ///
    /// # Errors
    /// The first line that cannot be used.
    pub fn load(facts: &str, routes: &str) -> Result<Self, TableError> {
        let mut loaded = Self { facts: Vec::new(), routes: Route::load(routes)? };
        for row in rows(facts, &Self::COLUMNS)? {
            let fact = Fact {
                kind: row.filled("kind")?.to_owned(),
                subject: row.get("subject").to_owned(),
                value: row.filled("value")?.to_owned(),
                detail: row.get("detail").to_owned(),
                source: row.source()?,
            };
            let known = match fact.kind.as_str() {
                "severity" => severity(&fact.value).is_some(),
                "ndcPolicy" => fact.value.parse::<NdcPolicy>().is_ok(),
                "quantityBasis" => QuantityBasis::read(&fact.value).is_some(),
                "vendor" => matches!(fact.value.as_str(), "open" | "closed"),
                _ => true,
            };
            if !known {
                return Err(row.error(TableProblem::Value("value")));
            }
            loaded.facts.push(fact);
        }
        Ok(loaded)
    }

    /// The facts of a kind that hold on a day.
    pub fn of_kind<'f>(&'f self, kind: &'f str, on: Day) -> impl Iterator<Item = &'f Fact> {
        self.facts.iter().filter(move |fact| fact.kind == kind && fact.source.holds(on))
    }

    /// The fact of a kind about a subject that holds on a day, such as the clock of a line of business.
    #[must_use]
    pub fn find(&self, kind: &str, subject: &str, on: Day) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.kind == kind && fact.subject == subject && fact.source.holds(on))
    }

    /// How bad it is for this payer when an item of the completeness list is missing. A fact that is not verified warns
    /// at most.
    #[must_use]
    pub fn severity(&self, item: &str, on: Day) -> Option<Severity> {
        let fact = self.find("severity", item, on)?;
        let severity = severity(&fact.value)?;
        Some(if fact.source.verified { severity } else { severity.min(Severity::Warning) })
    }

    /// Where the payer wants the national drug code.
    #[must_use]
    pub fn ndc_policy(&self, on: Day) -> NdcPolicy {
        self.find("ndcPolicy", "", on).and_then(|fact| fact.value.parse().ok()).unwrap_or_default()
    }

    /// What the quantity of a drug line counts for this payer.
    #[must_use]
    pub fn quantity_basis(&self, on: Day) -> QuantityBasis {
        self.find("quantityBasis", "", on).and_then(|fact| QuantityBasis::read(&fact.value)).unwrap_or_default()
    }

    /// The service type (UM03) that the payer wants for a therapy or, failing that, for a site.
    #[must_use]
    pub fn service_type(&self, therapy: Therapy, site: SiteKind, on: Day) -> Option<ServiceType> {
        let fact = self.find("serviceType", therapy.key(), on).or_else(|| self.find("serviceType", site.key(), on))?;
        ServiceType::read(&fact.value)
    }

    /// Whether the payer is known to ask why a drug is given at such a site.
    #[must_use]
    pub fn asks_about_site(&self, site: SiteKind, on: Day) -> Option<&Fact> {
        self.find("siteRisk", site.key(), on)
    }
}

fn severity(text: &str) -> Option<Severity> {
    [Severity::Error, Severity::Warning, Severity::Note].into_iter().find(|severity| severity.name() == text)
}

/// What the quantity of a drug line counts: payers differ. The pattern of visits always stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum QuantityBasis {
    /// The units of all doses, each rounded up by itself.
    #[default]
    Span,
    /// The units of all doses, rounded up once.
    SpanRoundedOnce,
    /// The units of one dose.
    Dose,
}

impl QuantityBasis {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "span" => Self::Span,
            "spanRoundedOnce" => Self::SpanRoundedOnce,
            "dose" => Self::Dose,
            _ => return None,
        })
    }

    /// The quantity to send.
    #[must_use]
    pub const fn of(self, units: DoseUnits) -> u64 {
        match self {
            Self::Span => units.total,
            Self::SpanRoundedOnce => units.total_rounded_once,
            Self::Dose => units.per_dose,
        }
    }
}
