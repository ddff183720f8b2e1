//! The codes of infusion, as dated data with short names of our own.

use super::source::Source;
use super::table::{Row, TableError, TableProblem, rows};
use super::units::Measure;
use super::value::{Day, Number};
use std::collections::HashMap;
use std::sync::LazyLock;

/// One code and what is known about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeFact {
    /// Which code set: `CPT`, `HCPCS`, `HCPCS-MODIFIER`, `Revenue`.
    pub system: String,
    /// The code; of a family, the first and the last one, such as `J0120-J9999`.
    pub code: String,
    /// What it is.
    pub kind: CodeKind,
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

/// What a code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum CodeKind {
    /// A drug.
    Drug,
    /// The giving of a drug, which makes no sense without one: an infusion, an injection, a home therapy a day.
    Administration,
    /// A therapy that has its drug in it, such as parenteral nutrition a day or the refill of a pump.
    Therapy,
    /// A nurse, with a drug or without.
    Nursing,
    /// Other care that no drug comes with.
    Care,
    /// Supplies, equipment and solutions.
    Supply,
    /// A modifier.
    Modifier,
    /// A revenue code.
    Revenue,
}

impl CodeKind {
    /// Whether a drug is given by it.
    #[must_use]
    pub const fn gives_drugs(self) -> bool {
        matches!(self, Self::Administration | Self::Therapy | Self::Nursing)
    }
}

/// What one unit of a code counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Basis {
    /// An amount of drug.
    Amount,
    /// A day of therapy.
    Day,
    /// A visit, up to the hours that the code says.
    Visit,
    /// A further hour, by the rounding rule of the code; or an hour of a nurse or a pharmacist.
    Hour,
    /// A quarter of an hour.
    QuarterHour,
    /// What the payer says; the code alone names no drug, so the name must be sent.
    PayerRule,
    /// A piece, an event: the first hour of an infusion, the next drug in sequence, an injection, a week or a month of
    /// supplies or of a rented pump.
    Each,
    /// The whole of a visit: never more than one.
    Encounter,
    /// Nothing that is known, or nothing that one measure can say: a modifier, a revenue code, a family, a unit of two
    /// drugs. Of a drug the order states the billing unit.
    None,
}

impl CodeFact {
    /// The first and the last code, where the row is about a family.
    fn family(&self) -> Option<(&str, &str)> {
        self.code.split_once('-')
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
            "encounter" => Basis::Encounter,
            "" => Basis::None,
            _ => return Err(row.error(TableProblem::Value("basis"))),
        };
        let kind = match row.filled("kind")? {
            "drug" => CodeKind::Drug,
            "administration" => CodeKind::Administration,
            "therapy" => CodeKind::Therapy,
            "nursing" => CodeKind::Nursing,
            "care" => CodeKind::Care,
            "supply" => CodeKind::Supply,
            "modifier" => CodeKind::Modifier,
            "revenue" => CodeKind::Revenue,
            _ => return Err(row.error(TableProblem::Value("kind"))),
        };
        let unit = match (row.parsed::<Number>("unit_amount")?, row.parsed("unit")?) {
            (Some(amount), Some(unit)) if amount > Number::default() => Some(Measure { amount, unit }),
            (Some(_), Some(_)) => return Err(row.error(TableProblem::Value("unit_amount"))),
            (Some(_), None) => return Err(row.error(TableProblem::Empty("unit"))),
            (None, Some(_)) => return Err(row.error(TableProblem::Empty("unit_amount"))),
            (None, None) => None,
        };
        if basis == Basis::Amount && unit.is_none() {
            return Err(row.error(TableProblem::Empty("unit_amount")));
        }
        let code = row.filled("code")?;
        if !code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'-') {
            return Err(row.error(TableProblem::Value("code")));
        }
        Ok(Self {
            system: row.get("system").to_owned(),
            code: code.to_owned(),
            kind,
            category: row.get("category").to_owned(),
            name: row.get("name").to_owned(),
            basis,
            unit,
            add_on_to: row.codes("add_on_to", 5)?,
            doses_per_day: row.parsed("doses_per_day")?,
            source: row.source()?,
        })
    }
}

/// A table of codes. HCPCS changes every quarter: load your own where the shipped one is too old.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CodeTable {
    facts: HashMap<String, Vec<CodeFact>>,
    /// Rows about families of codes: what any code of the family is that has no row of its own.
    families: Vec<CodeFact>,
}

impl CodeTable {
    /// The columns of the table, tab-separated, read by name; it has these and no others. `from` and `through` are days
    /// (`2026-01-05`) or empty, `verified` is `yes` or `no`. `basis` is a [`Basis`] (`amount`, `day`, `visit`, `hour`,
    /// `quarter-hour`, `payer-rule`, `each`, `encounter`, or empty), `kind` a [`CodeKind`] in small letters; an amount has its
    /// `unit_amount` and `unit`. A code may have several rows for days that do not meet. A code with a hyphen
    /// (`J0120-J9999`) is a family: it says of what kind a code without a row of its own is, and no more.
    pub const COLUMNS: [&'static str; 14] = [
        "system",
        "code",
        "kind",
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
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Self, TableError> {
        let mut table = Self::default();
        for row in rows(text, &Self::COLUMNS, &[])? {
            let fact = CodeFact::read(&row)?;
            if fact.family().is_some() {
                table.families.push(fact);
                continue;
            }
            let own = table.facts.entry(fact.code.clone()).or_default();
            if own.iter().any(|earlier| earlier.source.meets(&fact.source)) {
                return Err(row.error(TableProblem::Repeated));
            }
            own.push(fact);
        }
        Ok(table)
    }

    /// Lays the rows of another table over this one: all rows of a code are replaced together; the families of the other
    /// are asked first.
    #[must_use]
    pub fn overlaid_by(mut self, mut other: Self) -> Self {
        self.facts.extend(other.facts);
        other.families.append(&mut self.families);
        Self { families: other.families, ..self }
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

    /// What kind of code it is, by its own row or by that of its family, in force or not; `None` when the table says
    /// nothing. Blanks around it and small letters do not matter.
    ///
    /// ```
    /// use x12_278::catalog::{CodeKind, CodeTable};
    /// let kind = |code| CodeTable::shipped().kind(code);
    /// assert_eq!((kind("J1745"), kind("J0001"), kind("J8765")), (Some(CodeKind::Drug), None, Some(CodeKind::Drug)));
    /// assert_eq!(kind("S9366"), Some(CodeKind::Therapy), "the nutrition is in the code");
    /// ```
    #[must_use]
    pub fn kind(&self, code: &str) -> Option<CodeKind> {
        let code = code.trim().to_ascii_uppercase();
        let own = self.facts.get(&code).and_then(|facts| facts.last());
        let within = |family: &&CodeFact| {
            let bounds = family.family();
            bounds.is_some_and(|(from, through)| code.len() == from.len() && (from..=through).contains(&code.as_str()))
        };
        own.or_else(|| self.families.iter().find(within)).map(|fact| fact.kind)
    }

    /// How many rows it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.facts.values().map(Vec::len).sum::<usize>() + self.families.len()
    }

    /// Whether it has no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.facts.is_empty() && self.families.is_empty()
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
