//! The codes that infusion requests use, as dated data with short names of our own.

use super::table::{Row, TableError, TableProblem, rows};
use super::units::Measure;
use super::value::{Day, Number};
use crate::profile::Source;
use std::collections::HashMap;
use std::sync::LazyLock;

/// One code and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeFact {
    /// Which code set: `CPT`, `HCPCS`, `HCPCS-MODIFIER`, `Revenue`.
    pub system: String,
    /// The code.
    pub code: String,
    /// What group it belongs to, such as `home-anti-infective` or `drug:anti-TNF`.
    pub category: String,
    /// A short name of our own.
    pub name: String,
    /// What one unit of it counts.
    pub basis: Basis,
    /// The amount of drug that one billing unit stands for; not the size of a vial.
    pub unit: Option<Measure>,
    /// The codes of which one must stand beside it; empty unless it is an add-on.
    pub add_on_to: Vec<String>,
    /// How many doses a day a per diem code stands for, where the code says so.
    pub doses_per_day: Option<u32>,
    /// Where this comes from and when it holds.
    pub source: Source,
}

/// What one unit of a code counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Basis {
    /// An amount of drug.
    Amount,
    /// A day of therapy.
    Day,
    /// A visit.
    Visit,
    /// An hour, by the rounding rule of the code.
    Hour,
    /// A quarter of an hour.
    QuarterHour,
    /// What the payer says; the code alone names no drug, so the name must be sent.
    PayerRule,
    /// A piece, an event, an encounter.
    Each,
    /// Nothing: a modifier or a revenue code.
    None,
}

impl CodeFact {
    /// Whether the code is a drug's.
    #[must_use]
    pub fn is_drug(&self) -> bool {
        self.category.starts_with("drug:")
    }

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        let basis = match row.get("basis") {
            "amount" => Basis::Amount,
            "day" => Basis::Day,
            "visit" => Basis::Visit,
            "hour" => Basis::Hour,
            "quarter-hour" => Basis::QuarterHour,
            "payer-rule" => Basis::PayerRule,
            "each" => Basis::Each,
            "" => Basis::None,
            _ => return Err(row.error(TableProblem::Value("basis"))),
        };
        let unit = match (row.parsed::<Number>("unit_amount")?, row.parsed("unit")?) {
            (Some(amount), Some(unit)) => Some(Measure { amount, unit }),
            _ => None,
        };
        Ok(Self {
            system: row.get("system").to_owned(),
            code: row.filled("code")?.to_owned(),
            category: row.get("category").to_owned(),
            name: row.get("name").to_owned(),
            basis,
            unit,
            add_on_to: row.words("add_on_to"),
            doses_per_day: row.parsed("doses_per_day")?,
            source: row.source()?,
        })
    }
}

/// A table of codes. HCPCS changes every quarter: load your own where the shipped one is too old.
#[derive(Clone, Debug, Default)]
pub struct CodeTable {
    facts: HashMap<String, Vec<CodeFact>>,
}

impl CodeTable {
    /// The columns of the table, tab-separated, read by name. `from` and `through` are days (`2026-01-05`) or empty.
    pub const COLUMNS: [&'static str; 13] = [
        "system",
        "code",
        "category",
        "name",
        "basis",
        "unit_amount",
        "unit",
        "add_on_to",
        "doses_per_day",
        "from",
        "through",
        "source",
        "verified",
    ];

    /// The table that ships with the crate: codes of the HCPCS list of early 2025 and what goes with them.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static TABLE: LazyLock<CodeTable> =
            LazyLock::new(|| CodeTable::load(include_str!("tables/codes.tsv")).unwrap_or_default());
        &TABLE
    }

    /// Loads a table of the same columns.
    ///
    /// # Errors
    /// The first line that cannot be used.
    pub fn load(text: &str) -> Result<Self, TableError> {
        let mut facts: HashMap<String, Vec<CodeFact>> = HashMap::new();
        for row in rows(text, &Self::COLUMNS)? {
            let fact = CodeFact::read(&row)?;
            facts.entry(fact.code.clone()).or_default().push(fact);
        }
        Ok(Self { facts })
    }

    /// Lays the rows of another table over this one: all rows of a code are replaced together.
    #[must_use]
    pub fn overlaid_by(mut self, other: Self) -> Self {
        self.facts.extend(other.facts);
        self
    }

    /// What is known about a code on a day.
    #[must_use]
    pub fn find(&self, code: &str, on: Day) -> Lookup<'_> {
        match self.facts.get(code) {
            None => Lookup::Unknown,
            Some(facts) => match facts.iter().find(|fact| fact.source.holds(on)) {
                Some(fact) => Lookup::Known(fact),
                None => facts.last().map_or(Lookup::Unknown, Lookup::NotInForce),
            },
        }
    }

    /// How many rows it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.values().map(Vec::len).sum()
    }

    /// Whether it has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty()
    }
}

/// What a table says about a code on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lookup<'t> {
    /// In force.
    Known(&'t CodeFact),
    /// Known, but not in force on that day.
    NotInForce(&'t CodeFact),
    /// Not in the table; it may be right all the same.
    Unknown,
}

impl<'t> Lookup<'t> {
    /// The row, if the code is in force.
    #[must_use]
    pub fn in_force(self) -> Option<&'t CodeFact> {
        match self {
            Self::Known(fact) => Some(fact),
            _ => None,
        }
    }
}
