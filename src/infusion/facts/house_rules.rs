//! Rules of the house: what is hardly or never meant, though the guide allows it. Dated tables with their reasons, which
//! can be replaced.

use crate::catalog::table::{Row, rows};
use crate::catalog::value::Number;
use crate::catalog::{Basis, CodeFact, Measure, Source, TableError, TableProblem};
use crate::profile::{SiteKind, Therapy};
use crate::report::Severity;
use crate::shape::names;
use std::sync::LazyLock;

names! {
    /// A number that the rules of the house bound.
    pub enum Bounded {
        Weight = "weight", "body weight in kilograms";
        Height = "height", "height in centimeters";
        Surface = "surface", "body surface in square meters";
        VialOverDose = "vialOverDose", "doses that one vial would be enough for";
        VialsForDose = "vialsForDose", "vials that one dose takes";
        UnitsPerDose = "unitsPerDose", "billing units of one dose";
        SmallUnitsPerDose = "smallUnitsPerDose", "billing units of one dose, where they are of a microgram or less, or of units of activity";
        MassOfDose = "massOfDose", "grams of one dose";
        VolumeOfDose = "volumeOfDose", "milliliters of one dose";
        DosesADay = "dosesADay", "doses of one day";
        UnitsPerVisit = "unitsPerVisit", "units of a service at one visit";
        UnitsOfService = "unitsOfService", "units of a service in all, where they are stated";
        Age = "age", "full years of age on the day of the request";
    }
}

/// What a number may be. A number at a bound is within it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// Of which number.
    pub of: Bounded,
    /// Below this it is an error.
    pub refused_below: Option<Number>,
    /// Below this it is a warning.
    pub warned_below: Option<Number>,
    /// Above this it is a warning.
    pub warned_above: Option<Number>,
    /// Above this it is an error; a warning only where the rule is not verified.
    pub refused_above: Option<Number>,
    /// Why, and when it holds.
    pub source: Source,
}

impl Bound {
    /// How bad a number is, and the bound that it is beyond; `None` where it is within all of them.
    #[must_use]
    pub fn judge(&self, number: Number) -> Option<(Severity, Number)> {
        let beyond = |low: Option<Number>, high: Option<Number>| {
            low.filter(|low| number < *low).or_else(|| high.filter(|high| number > *high))
        };
        let refused = if self.source.verified { Severity::Error } else { Severity::Warning };
        let found = beyond(self.refused_below, self.refused_above).map(|bound| (refused, bound));
        found.or_else(|| beyond(self.warned_below, self.warned_above).map(|bound| (Severity::Warning, bound)))
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
    /// Whether it is the most for each kilogram of body weight, not for the dose.
    pub per_kilogram: bool,
    /// Why, and when it holds.
    pub source: Source,
}

/// Which therapies and which sites the codes of some categories go with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryFit {
    /// The categories, as the code table names them.
    pub categories: Vec<String>,
    /// The therapies; empty for any.
    pub therapies: Vec<Therapy>,
    /// Modifiers that say that the therapy is another one beside that of the order.
    pub therapy_modifiers: Vec<String>,
    /// The sites; empty for any.
    pub sites: Vec<SiteKind>,
    /// Modifiers that say that the site is another one.
    pub site_modifiers: Vec<String>,
    /// Why, and when it holds.
    pub source: Source,
}

/// The rules of the house.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HouseRules {
    /// What numbers may be.
    pub bounds: Vec<Bound>,
    /// What doses stay below; the first row for a drug and a kind of measure counts, and codes go before categories.
    pub doses: Vec<UsualDose>,
    /// What codes go with.
    pub fits: Vec<CategoryFit>,
}

impl HouseRules {
    /// The rules that ship with the crate.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static RULES: LazyLock<HouseRules> = LazyLock::new(|| {
            let (bounds, doses) = (include_str!("tables/bounds.tsv"), include_str!("tables/doses.tsv"));
            // A test reads them without an error.
            HouseRules::load(bounds, doses, include_str!("tables/categories.tsv")).unwrap_or_default()
        });
        &RULES
    }

    /// Loads the rules from three tab-separated tables, each with a header row: bounds (`bound`, `refused_below`,
    /// `warned_below`, `warned_above`, `refused_above`), doses (`codes`, `category`, `most`, `unit`, `per`: `dose` or
    /// `kilogram`) and categories of codes (`categories`, `therapies`, `therapy_modifiers`, `sites`, `site_modifiers`).
    /// All may have `from`, `through`, `source` and `verified`. An empty text is a table without rules.
    ///
    /// # Errors
    /// The first line that cannot be used.
    pub fn load(bounds: &str, doses: &str, categories: &str) -> Result<Self, TableError> {
        let mut rules = Self::default();
        for row in rows(bounds, &["bound", "refused_below", "warned_below", "warned_above", "refused_above"], &[])? {
            rules.bounds.push(Bound {
                of: Bounded::from_name(row.get("bound")).ok_or_else(|| row.error(TableProblem::Value("bound")))?,
                refused_below: row.parsed("refused_below")?,
                warned_below: row.parsed("warned_below")?,
                warned_above: row.parsed("warned_above")?,
                refused_above: row.parsed("refused_above")?,
                source: row.source()?,
            });
        }
        for row in rows(doses, &["codes", "category", "most", "unit", "per"], &[])? {
            let amount = row.parsed("most")?.ok_or_else(|| row.error(TableProblem::Empty("most")))?;
            let unit = row.parsed("unit")?.ok_or_else(|| row.error(TableProblem::Empty("unit")))?;
            rules.doses.push(UsualDose {
                codes: row.codes("codes", 5)?,
                category: row.get("category").to_owned(),
                most: Measure { amount, unit },
                per_kilogram: match row.get("per") {
                    "dose" => false,
                    "kilogram" => true,
                    _ => return Err(row.error(TableProblem::Value("per"))),
                },
                source: row.source()?,
            });
        }
        for row in rows(categories, &["categories", "therapies", "therapy_modifiers", "sites", "site_modifiers"], &[])?
        {
            rules.fits.push(CategoryFit {
                categories: row.words("categories"),
                therapies: keys(&row, "therapies", Therapy::from_key)?,
                therapy_modifiers: row.words("therapy_modifiers"),
                sites: keys(&row, "sites", SiteKind::from_key)?,
                site_modifiers: row.words("site_modifiers"),
                source: row.source()?,
            });
        }
        Ok(rules)
    }

    /// What a number may be on a day.
    #[must_use]
    pub fn bound(&self, of: Bounded, on: crate::catalog::value::Day) -> Option<&Bound> {
        self.bounds.iter().find(|bound| bound.of == of && bound.source.holds(on))
    }

    /// What a category of codes goes with on a day.
    #[must_use]
    pub fn fit(&self, category: &str, on: crate::catalog::value::Day) -> Option<&CategoryFit> {
        let named = |fit: &&CategoryFit| fit.categories.iter().any(|own| own == category);
        self.fits.iter().filter(named).find(|fit| fit.source.holds(on))
    }

    /// The rows about a drug that hold on a day: those of its code, else those of its category. Rows of another kind of
    /// measure, or for another way of counting, stand side by side.
    pub(crate) fn usual_doses(
        &self,
        code: &str,
        fact: Option<&CodeFact>,
        on: crate::catalog::value::Day,
    ) -> impl Iterator<Item = &UsualDose> {
        let category = fact.filter(|fact| fact.basis == Basis::Amount).map(|fact| fact.category.clone());
        let of_code = |row: &UsualDose| row.codes.iter().any(|own| own == code);
        let rows: Vec<&UsualDose> = self.doses.iter().filter(|row| row.source.holds(on)).collect();
        let own: Vec<&UsualDose> = rows.iter().copied().filter(|row| of_code(row)).collect();
        let alike = |row: &UsualDose| own.iter().any(|own| own.per_kilogram == row.per_kilogram);
        let general = rows
            .iter()
            .copied()
            .filter(|row| row.codes.is_empty() && category.as_deref() == Some(row.category.as_str()) && !alike(row));
        let general: Vec<&UsualDose> = general.collect();
        own.into_iter().chain(general)
    }
}

/// The words of a column, each of which must be a key.
fn keys<T>(row: &Row<'_>, column: &'static str, read: fn(&str) -> Option<T>) -> Result<Vec<T>, TableError> {
    let words = row.words(column);
    let keys: Option<Vec<T>> = words.iter().map(|word| read(word)).collect();
    keys.ok_or_else(|| row.error(TableProblem::Value(column)))
}
