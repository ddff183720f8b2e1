//! Rules that users load: which codes need authorization, which drugs are preferred, who holds the risk of an
//! injectable. All dated; what no row says is not known.

use super::build::BuildOptions;
use super::documentation::PriorTherapy;
use super::order::InfusionRequest;
use super::problem::{ProblemKind, Problems};
use super::table::{TableError, TableProblem, rows};
use super::value::Day;
use crate::profile::Source;
use std::sync::LazyLock;

/// The three tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policies {
    /// Which codes need authorization. The first row that applies counts.
    pub authorization: Vec<AuthorizationRule>,
    /// Which drugs a plan wants tried first.
    pub preferred: Vec<PreferredDrug>,
    /// Which class an injectable belongs to, and who holds its risk. The first row that applies counts.
    pub injectables: Vec<Injectable>,
}

/// Whether a service needs authorization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Needed {
    /// It does.
    Yes,
    /// It does not.
    No,
    /// The plan wants to be told.
    Notify,
    /// No table says so.
    #[default]
    Unknown,
}

impl Needed {
    /// `yes`, `no`, `notify` or `unknown`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Notify => "notify",
            Self::Unknown => "unknown",
        }
    }
}

/// What the question about authorization depends on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct AuthorizationQuestion<'q> {
    /// Line of business, such as `mediCal`.
    pub line_of_business: &'q str,
    /// CPT or HCPCS code.
    pub code: &'q str,
    /// Place of service code; empty when not known.
    pub place_of_service: &'q str,
    /// The day of the service.
    pub on: Day,
    /// The age of the patient on that day, if known.
    pub age: Option<u32>,
}

impl std::fmt::Debug for AuthorizationQuestion<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AuthorizationQuestion").finish_non_exhaustive()
    }
}

/// One row about the need for authorization. Empty columns mean any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationRule {
    /// Lines of business.
    pub lines_of_business: Vec<String>,
    /// Codes.
    pub codes: Vec<String>,
    /// Places of service.
    pub places_of_service: Vec<String>,
    /// Least age in years.
    pub age_from: Option<u32>,
    /// Greatest age in years.
    pub age_through: Option<u32>,
    /// The answer.
    pub answer: Needed,
    /// Where it comes from and when it holds.
    pub source: Source,
}

/// One row about a drug that a plan wants others tried before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreferredDrug {
    /// HCPCS code of the drug.
    pub code: String,
    /// Codes of the drugs that go first; a trial of any of them will do.
    pub first: Vec<String>,
    /// Names of the drugs that go first, in capital letters.
    pub names: Vec<String>,
    /// Where it comes from and when it holds.
    pub source: Source,
}

/// One row of the injectable crosswalk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Injectable {
    /// HCPCS code.
    pub code: String,
    /// Lines of business; empty means any.
    pub lines_of_business: Vec<String>,
    /// The class, such as `hemophilia`, `chemotherapy`, `homeInfusion`.
    pub class: String,
    /// Who holds the risk: `plan`, `group`, `shared` or `state`.
    pub holder: String,
    /// Where it comes from and when it holds.
    pub source: Source,
}

impl Policies {
    /// The tables that ship with the crate: reference biologics and their biosimilars, clotting factors. No table of
    /// codes that need authorization ships, since such lists hold only on the day on which they are read.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static POLICIES: LazyLock<Policies> = LazyLock::new(|| {
            let (preferred, injectables) =
                (include_str!("tables/preferred.tsv"), include_str!("tables/injectables.tsv"));
            Policies::load("", preferred, injectables).unwrap_or_default()
        });
        &POLICIES
    }

    /// Loads the three tables; each may be empty. Columns, tab-separated, beside `from`, `through`, `source` and
    /// `verified`: `lines_of_business codes places_of_service age_from age_through answer`; `code first names`; `code
    /// lines_of_business class holder`. Lists are parted by blanks, names by semicolons.
    ///
    /// # Errors
    /// The first line that cannot be used.
    pub fn load(authorization: &str, preferred: &str, injectables: &str) -> Result<Self, TableError> {
        let mut loaded = Self::default();
        for row in rows(authorization, &["lines_of_business", "codes", "places_of_service", "answer"])? {
            loaded.authorization.push(AuthorizationRule {
                lines_of_business: row.words("lines_of_business"),
                codes: row.words("codes"),
                places_of_service: row.words("places_of_service"),
                age_from: row.parsed("age_from")?,
                age_through: row.parsed("age_through")?,
                answer: match row.filled("answer")? {
                    "yes" => Needed::Yes,
                    "no" => Needed::No,
                    "notify" => Needed::Notify,
                    "unknown" => Needed::Unknown,
                    _ => return Err(row.error(TableProblem::Value("answer"))),
                },
                source: row.source()?,
            });
        }
        for row in rows(preferred, &["code", "first"])? {
            let names = row.get("names").split(';').map(|name| name.trim().to_ascii_uppercase());
            loaded.preferred.push(PreferredDrug {
                code: row.filled("code")?.to_owned(),
                first: row.words("first"),
                names: names.filter(|name| !name.is_empty()).collect(),
                source: row.source()?,
            });
        }
        for row in rows(injectables, &["code", "class", "holder"])? {
            loaded.injectables.push(Injectable {
                code: row.filled("code")?.to_owned(),
                lines_of_business: row.words("lines_of_business"),
                class: row.filled("class")?.to_owned(),
                holder: row.filled("holder")?.to_owned(),
                source: row.source()?,
            });
        }
        Ok(loaded)
    }

    /// Whether a service needs authorization. Unknown is the answer of an empty table, never no.
    #[must_use]
    pub fn needs_authorization(&self, question: AuthorizationQuestion<'_>) -> Needed {
        let any = |list: &[String], value: &str| list.is_empty() || list.iter().any(|entry| entry == value);
        for rule in &self.authorization {
            let named = any(&rule.lines_of_business, question.line_of_business)
                && any(&rule.codes, question.code)
                && any(&rule.places_of_service, question.place_of_service)
                && rule.source.holds(question.on);
            if !named {
                continue;
            }
            let bounded = rule.age_from.is_some() || rule.age_through.is_some();
            match question.age {
                None if bounded => return Needed::Unknown,
                Some(age) if rule.age_from.is_some_and(|from| age < from) => {}
                Some(age) if rule.age_through.is_some_and(|through| age > through) => {}
                _ => return rule.answer,
            }
        }
        Needed::Unknown
    }

    /// What the crosswalk says about a code.
    #[must_use]
    pub fn injectable(&self, code: &str, line_of_business: &str, on: Day) -> Option<&Injectable> {
        self.injectables.iter().find(|row| {
            let named = row.lines_of_business.is_empty() || row.lines_of_business.iter().any(|l| l == line_of_business);
            row.code == code && named && row.source.holds(on)
        })
    }

    /// The rule by which others go before this drug.
    #[must_use]
    pub fn step_rule(&self, code: &str, on: Day) -> Option<&PreferredDrug> {
        self.preferred.iter().find(|row| row.code == code && row.source.holds(on))
    }
}

impl PreferredDrug {
    /// Whether an earlier therapy was a trial of one that goes first.
    #[must_use]
    pub fn is_trial(&self, tried: &PriorTherapy) -> bool {
        let name = tried.drug.trim().to_ascii_uppercase();
        let code = tried.code.as_ref().map(|code| code.trim().to_ascii_uppercase());
        code.is_some_and(|code| self.first.contains(&code)) || self.names.contains(&name)
    }
}

/// Step therapy and site of care. Both only warn: they depend on the plan.
pub(super) fn check(order: &InfusionRequest, options: &BuildOptions<'_>, problems: &mut Problems) {
    if !order.intent.kind.asks_for_care() {
        return;
    }
    let on = order.first_day().unwrap_or(options.today());
    for (index, drug) in order.drugs.iter().enumerate().filter(|(_, drug)| drug.asks_for_care()) {
        let tried = order.clinical.prior_therapies.as_deref().unwrap_or_default();
        let rule = options.policies.step_rule(drug.code.trim(), on);
        if rule.is_some_and(|rule| !tried.iter().any(|tried| rule.is_trial(tried))) {
            problems.warn(ProblemKind::StepTherapy, format!("drugs[{index}].code"), "2000E MSG01");
        }
    }
    let asked = order.site.as_ref().filter(|site| site.exception.is_none() && !order.drugs.is_empty());
    if asked.is_some_and(|site| options.profile.asks_about_site(site.kind, on).is_some()) {
        problems.warn(ProblemKind::SiteOfCare, "site", "2000E UM04");
    }
}
