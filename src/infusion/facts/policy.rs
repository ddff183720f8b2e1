//! Rules that users load: which codes need authorization, which drugs are preferred, who holds the risk of an
//! injectable. All dated; what no row says is not known.

use crate::catalog::table::{Row, TableError, TableProblem, rows};
use crate::catalog::value::Day;
use crate::infusion::order::documentation::PriorTherapy;
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
    /// Least age in years, included.
    pub age_from: Option<u32>,
    /// Greatest age in years, included.
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
    /// The tables that ship with the crate: reference biologics and their biosimilars, clotting factors and HIV drugs. No
    /// table of codes that need authorization ships, since such lists hold only on the day on which they are read.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static POLICIES: LazyLock<Policies> = LazyLock::new(|| {
            let (preferred, injectables) =
                (include_str!("tables/preferred.tsv"), include_str!("tables/injectables.tsv"));
            Policies::load("", preferred, injectables).unwrap_or_default()
        });
        &POLICIES
    }

    /// Loads the three tables; each may be empty. To replace one of the shipped tables and keep the others, load it by
    /// itself ([`AuthorizationRule::load`], [`PreferredDrug::load`], [`Injectable::load`]) and set the field; to add to
    /// one, put your rows before its own, for the first that applies counts:
    ///
    /// ```
    /// use x12_278::infusion::{Injectable, Policies};
    /// let own = "code\tclass\tholder\tsource\tverified\nJ1569\ttherapeutic\tplan\tcontract of 2026\tyes\n";
    /// let mut policies = Policies::shipped().clone();
    /// policies.injectables.splice(0..0, Injectable::load(own).unwrap());
    /// let row = policies.injectable("J1569", "commercialHmo", "2026-02-16".parse().unwrap()).unwrap();
    /// assert_eq!((row.class.as_str(), row.holder.as_str()), ("therapeutic", "plan"));
    ///
    /// let error = Injectable::load(&own.replace("plan", "nobody")).unwrap_err();
    /// assert_eq!(error.to_string(), "line 2, cell 3: the column holder holds a value that this table does not know");
    /// ```
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(authorization: &str, preferred: &str, injectables: &str) -> Result<Self, TableError> {
        Ok(Self {
            authorization: AuthorizationRule::load(authorization)?,
            preferred: PreferredDrug::load(preferred)?,
            injectables: Injectable::load(injectables)?,
        })
    }

    /// Whether a service needs authorization. Unknown is the answer of an empty table, never no.
    ///
    /// The first row that applies counts. A row that might apply, were the age, the place or the line of business known,
    /// makes the answer unknown unless the row that counts without it says the same.
    #[must_use]
    pub fn needs_authorization(&self, question: AuthorizationQuestion<'_>) -> Needed {
        let mut possible = None;
        for rule in self.authorization.iter().filter(|rule| rule.source.holds(question.on)) {
            let applies = rule.applies(question);
            if applies == Some(false) {
                continue;
            }
            if possible.is_some_and(|answer| answer != rule.answer) {
                return Needed::Unknown;
            }
            if applies == Some(true) {
                return rule.answer;
            }
            possible = Some(rule.answer);
        }
        Needed::Unknown
    }

    /// What the crosswalk says about a code. No row says nothing: the drug may be of a class all the same.
    #[must_use]
    pub fn injectable(&self, code: &str, line_of_business: &str, on: Day) -> Option<&Injectable> {
        let mut rows = self.rows_of(code, on);
        rows.find(|row| row.lines_of_business.is_empty() || row.lines_of_business.iter().any(|l| l == line_of_business))
    }

    /// What the crosswalk says about a code when the line of business is not known: `None` when that depends on it.
    pub(crate) fn injectable_of_any_line(&self, code: &str, on: Day) -> Option<Option<&Injectable>> {
        match self.rows_of(code, on).next() {
            None => Some(None),
            row => row.filter(|row| row.lines_of_business.is_empty()).map(Some),
        }
    }

    fn rows_of(&self, code: &str, on: Day) -> impl Iterator<Item = &Injectable> {
        self.injectables.iter().filter(move |row| is_code(&row.code, code) && row.source.holds(on))
    }

    /// The rule by which others go before this drug.
    #[must_use]
    pub fn step_rule(&self, code: &str, on: Day) -> Option<&PreferredDrug> {
        self.preferred.iter().find(|row| is_code(&row.code, code) && row.source.holds(on))
    }
}

/// Whether a code of an order is one of a table: blanks around it and small letters do not matter.
fn is_code(own: &str, code: &str) -> bool {
    own.eq_ignore_ascii_case(code.trim())
}

impl AuthorizationRule {
    /// Loads a table of such rows, tab-separated with a header. Columns: `lines_of_business`, `codes`,
    /// `places_of_service` (each a list parted by blanks, empty for any), `answer` (`yes`, `no`, `notify` or `unknown`);
    /// and where they are wanted `age_from`, `age_through` (years, both included), `from`, `through` (days, both included),
    /// `source`, `verified` (`yes` or `no`). Lines that begin with `#` are left out.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let needed = ["lines_of_business", "codes", "places_of_service", "answer"];
        rows(text, &needed, &["age_from", "age_through"])?.iter().map(Self::read).collect()
    }

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let (age_from, age_through) = (row.parsed("age_from")?, row.parsed("age_through")?);
        if age_from.zip(age_through).is_some_and(|(from, through): (u32, u32)| through < from) {
            return Err(row.error(TableProblem::AgesReversed));
        }
        Ok(Self {
            lines_of_business: row.words("lines_of_business"),
            codes: row.codes("codes", 5)?,
            places_of_service: row.codes("places_of_service", 2)?,
            age_from,
            age_through,
            answer: match row.filled("answer")? {
                "yes" => Needed::Yes,
                "no" => Needed::No,
                "notify" => Needed::Notify,
                "unknown" => Needed::Unknown,
                _ => return Err(row.error(TableProblem::Value("answer"))),
            },
            source: row.source()?,
        })
    }

    /// Whether it is about the service; `None` when that depends on something that is not known.
    fn applies(&self, question: AuthorizationQuestion<'_>) -> Option<bool> {
        let named = |list: &[String], value: &str| {
            let known = Some(value.trim()).filter(|value| !value.is_empty());
            if list.is_empty() { Some(true) } else { known.map(|value| list.iter().any(|own| is_code(own, value))) }
        };
        let bounded = self.age_from.is_some() || self.age_through.is_some();
        let of_age = |age: u32| {
            self.age_from.is_none_or(|from| from <= age) && self.age_through.is_none_or(|through| age <= through)
        };
        let parts = [
            named(&self.lines_of_business, question.line_of_business),
            named(&self.codes, question.code),
            named(&self.places_of_service, question.place_of_service),
            if bounded { question.age.map(of_age) } else { Some(true) },
        ];
        if parts.contains(&Some(false)) { Some(false) } else { parts.iter().all(Option::is_some).then_some(true) }
    }
}

impl PreferredDrug {
    /// Loads a table of such rows, tab-separated with a header. Columns: `code`, `first` (codes parted by blanks); and
    /// where they are wanted `names` (parted by semicolons), `from`, `through`, `source`, `verified`. Lines that begin with
    /// `#` are left out.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let row = |row: Row<'_>| {
            let names = row.get("names").split(';').map(|name| name.trim().to_ascii_uppercase());
            let (first, names) = (row.codes("first", 5)?, names.filter(|name| !name.is_empty()).collect::<Vec<_>>());
            if first.is_empty() && names.is_empty() {
                return Err(row.error(TableProblem::Empty("first")));
            }
            Ok(Self { code: row.code("code", 5)?, first, names, source: row.source()? })
        };
        rows(text, &["code", "first"], &["names"])?.into_iter().map(row).collect()
    }

    /// The drugs that go first, in words: their codes, and in brackets their names.
    #[must_use]
    pub fn goes_first(&self) -> String {
        let (codes, names) = (self.first.join(", "), self.names.join(", "));
        match (codes.is_empty(), names.is_empty()) {
            (false, false) => format!("{codes} ({names})"),
            _ => codes + &names,
        }
    }

    /// Whether an earlier therapy was a trial of one that goes first.
    #[must_use]
    pub fn is_trial(&self, tried: &PriorTherapy) -> bool {
        let name = tried.drug.trim().to_ascii_uppercase();
        let code = tried.code.as_ref().map(|code| code.trim().to_ascii_uppercase());
        code.is_some_and(|code| self.first.contains(&code)) || self.names.contains(&name)
    }
}

impl Injectable {
    /// Who may hold the risk.
    const HOLDERS: [&'static str; 4] = ["plan", "group", "shared", "state"];

    /// Loads a table of such rows, tab-separated with a header. Columns: `code`, `class`, `holder` (`plan`, `group`,
    /// `shared` or `state`); and where they are wanted `lines_of_business` (parted by blanks, empty for any), `from`,
    /// `through`, `source`, `verified`. Lines that begin with `#` are left out.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let row = |row: Row<'_>| {
            let holder = row.filled("holder")?;
            if !Self::HOLDERS.contains(&holder) {
                return Err(row.error(TableProblem::Value("holder")));
            }
            Ok(Self {
                code: row.code("code", 5)?,
                lines_of_business: row.words("lines_of_business"),
                class: row.filled("class")?.to_owned(),
                holder: holder.to_owned(),
                source: row.source()?,
            })
        };
        rows(text, &["code", "class", "holder"], &["lines_of_business"])?.into_iter().map(row).collect()
    }
}
