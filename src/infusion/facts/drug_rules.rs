//! Rules of the house about drugs: how much, how often, by which route, by which values. Rows of dated tables.

use crate::catalog::table::{Row, rows};
use crate::catalog::{Measure, Source, TableError, TableProblem};
use crate::infusion::order::documentation::Lab;
use crate::infusion::order::drug::{Drug, Route};
use crate::report::Severity;
use crate::shape::names;

names! {
    /// What an amount of drug is for.
    pub enum DosePer {
        Dose = "dose", "one dose";
        AtOnce = "atOnce", "one dose that is given at once: neither at a rate nor for hours on end";
        Kilogram = "kilogram", "each kilogram of body weight";
        SquareMeter = "squareMeter", "each square meter of body surface";
    }
}

/// What a dose of a drug, or of a kind of drugs, stays below in practice: several times the usual one. It only warns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsualDose {
    /// For these codes; empty when it is for a category.
    pub codes: Vec<String>,
    /// For the drugs of this category of the code table.
    pub category: String,
    /// The most.
    pub most: Measure,
    /// What it is the most for. A flat dose is held against the rows for a kilogram and a square meter too, where weight
    /// and surface are known.
    pub per: DosePer,
    /// Why, and when it holds.
    pub source: Source,
}

impl UsualDose {
    /// Loads a table of such rows, tab-separated with a header. Columns: `codes` (parted by blanks), `category`, `most`,
    /// `unit`, `per` (a [`DosePer`]); and where they are wanted `from`, `through`, `source`, `verified`.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let read = |row: &Row<'_>| {
            let amount = row.parsed("most")?.ok_or_else(|| row.error(TableProblem::Empty("most")))?;
            let unit = row.parsed("unit")?.ok_or_else(|| row.error(TableProblem::Empty("unit")))?;
            Ok(Self {
                codes: row.codes("codes", 5)?,
                category: row.get("category").to_owned(),
                most: Measure { amount, unit },
                per: DosePer::from_name(row.get("per")).ok_or_else(|| row.error(TableProblem::Value("per")))?,
                source: row.source()?,
            })
        };
        rows(text, &["codes", "category", "most", "unit", "per"], &[])?.iter().map(read).collect()
    }
}

/// How many days lie between two doses of a drug, or of a kind of drugs, at least. It only warns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeastInterval {
    /// For these codes; empty when it is for a category.
    pub codes: Vec<String>,
    /// For the drugs of this category of the code table.
    pub category: String,
    /// The fewest days from one dose to the next.
    pub days: u32,
    /// Why, and when it holds.
    pub source: Source,
}

impl LeastInterval {
    /// Loads a table of such rows, tab-separated with a header. Columns: `codes` (parted by blanks), `category`, `days`;
    /// and where they are wanted `from`, `through`, `source`, `verified`.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let read = |row: &Row<'_>| {
            Ok(Self {
                codes: row.codes("codes", 5)?,
                category: row.get("category").to_owned(),
                days: row.parsed("days")?.ok_or_else(|| row.error(TableProblem::Empty("days")))?,
                source: row.source()?,
            })
        };
        rows(text, &["codes", "category", "days"], &[])?.iter().map(read).collect()
    }
}

/// What is written for the name of a drug.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synonym {
    /// What is written, in capital letters.
    pub names: Vec<String>,
    /// The word of the name of the drug, in capital letters; empty when no drug is meant.
    pub means: String,
    /// Why, and when it holds.
    pub source: Source,
}

impl Synonym {
    /// Loads a table of such rows, tab-separated with a header. Columns: `names` (parted by semicolons), `means`; and
    /// where they are wanted `from`, `through`, `source`, `verified`.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let read = |row: &Row<'_>| {
            let means = row.get("means").to_ascii_uppercase();
            Ok(Self { names: capitals(row, "names"), means, source: row.source()? })
        };
        rows(text, &["names", "means"], &[])?.iter().map(read).collect()
    }
}

/// By which routes some drugs must not be given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForbiddenRoute {
    /// Their codes.
    pub codes: Vec<String>,
    /// Words of their names in capital letters, for drugs whose code names none.
    pub names: Vec<String>,
    /// The routes.
    pub routes: Vec<Route>,
    /// Whether it keeps a request from being built; a warning only where the rule is not verified.
    pub refused: bool,
    /// Why, and when it holds.
    pub source: Source,
}

impl ForbiddenRoute {
    /// How bad it is.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        if self.refused && self.source.verified { Severity::Error } else { Severity::Warning }
    }

    /// Loads a table of such rows, tab-separated with a header. Columns: `codes` (parted by blanks), `names` (parted by
    /// semicolons), `routes` (parted by blanks, as in the JSON of orders), `refused` (`yes` or `no`); and where they are
    /// wanted `from`, `through`, `source`, `verified`.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let read = |row: &Row<'_>| {
            let routes = routes(row)?;
            if routes.is_empty() {
                return Err(row.error(TableProblem::Empty("routes")));
            }
            Ok(Self {
                codes: row.codes("codes", 5)?,
                names: capitals(row, "names"),
                routes,
                refused: match row.filled("refused")? {
                    "yes" => true,
                    "no" => false,
                    _ => return Err(row.error(TableProblem::Value("refused"))),
                },
                source: row.source()?,
            })
        };
        rows(text, &["codes", "names", "routes", "refused"], &[])?.iter().map(read).collect()
    }
}

names! {
    /// A kind of dose that is computed from a laboratory value.
    pub enum LabDose {
        AreaUnderCurve = "areaUnderCurve", "a dose by area under the curve";
    }
}

/// Which laboratory values a kind of dose comes from. It only warns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoseLab {
    /// The kind of dose.
    pub dose: LabDose,
    /// Words of the names of the values, in capital letters; any of them will do.
    pub names: Vec<String>,
    /// Their LOINC codes.
    pub loincs: Vec<String>,
    /// Why, and when it holds.
    pub source: Source,
}

impl DoseLab {
    /// Loads a table of such rows, tab-separated with a header. Columns: `dose` (a [`LabDose`]), `names` (parted by
    /// semicolons), `loincs` (parted by blanks); and where they are wanted `from`, `through`, `source`, `verified`.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let read = |row: &Row<'_>| {
            Ok(Self {
                dose: LabDose::from_name(row.get("dose")).ok_or_else(|| row.error(TableProblem::Value("dose")))?,
                names: capitals(row, "names"),
                loincs: row.words("loincs"),
                source: row.source()?,
            })
        };
        rows(text, &["dose", "names", "loincs"], &[])?.iter().map(read).collect()
    }

    /// Whether a value is one of them: by its LOINC code, or by a word of its name.
    #[must_use]
    pub fn is_met_by(&self, lab: &Lab) -> bool {
        let name = lab.name.to_ascii_uppercase();
        let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
        let coded = lab.loinc.as_ref().is_some_and(|code| self.loincs.iter().any(|own| own == code.trim()));
        coded || words.any(|word| self.names.iter().any(|own| own == word))
    }
}

/// Which drugs a kind of dose is for. It only warns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoseDrugs {
    /// The kind of dose.
    pub dose: LabDose,
    /// Their codes.
    pub codes: Vec<String>,
    /// Words of their names in capital letters, for drugs whose code names none.
    pub names: Vec<String>,
    /// Why, and when it holds.
    pub source: Source,
}

impl DoseDrugs {
    /// Loads a table of such rows, tab-separated with a header. Columns: `dose` (a [`LabDose`]), `codes` (parted by
    /// blanks), `names` (parted by semicolons); and where they are wanted `from`, `through`, `source`, `verified`.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let read = |row: &Row<'_>| {
            Ok(Self {
                dose: LabDose::from_name(row.get("dose")).ok_or_else(|| row.error(TableProblem::Value("dose")))?,
                codes: row.codes("codes", 5)?,
                names: capitals(row, "names"),
                source: row.source()?,
            })
        };
        rows(text, &["dose", "codes", "names"], &[])?.iter().map(read).collect()
    }

    /// Whether a drug is one of them: by its code, or by a word of its name.
    #[must_use]
    pub fn is_met_by(&self, drug: &Drug) -> bool {
        let name = drug.name.as_ref().map(|name| name.to_ascii_uppercase()).unwrap_or_default();
        let mut words = name.split(|c: char| !c.is_ascii_alphanumeric());
        let coded = self.codes.iter().any(|own| own.eq_ignore_ascii_case(drug.code.trim()));
        coded || words.any(|word| self.names.iter().any(|own| own == word))
    }
}

/// The routes of a column, each of which must be one of the orders.
pub(super) fn routes(row: &Row<'_>) -> Result<Vec<Route>, TableError> {
    let routes: Option<Vec<Route>> = row.words("routes").iter().map(|word| Route::from_key(word)).collect();
    routes.ok_or_else(|| row.error(TableProblem::Value("routes")))
}

/// What a column has between semicolons, in capital letters.
fn capitals(row: &Row<'_>, column: &str) -> Vec<String> {
    let names = row.get(column).split(';').map(|name| name.trim().to_ascii_uppercase());
    names.filter(|name| !name.is_empty()).collect()
}
