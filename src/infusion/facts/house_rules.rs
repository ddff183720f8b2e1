//! Rules of the house: what is hardly or never meant, though the guide allows it. Dated tables with their reasons, which
//! can be replaced.

use super::code_rules::{AdministrationFit, CategoryFit, CodeRoute, ModifierRule};
use super::drug_rules::{DoseDrugs, DoseLab, ForbiddenRoute, LeastInterval, Synonym, UsualDose};
use crate::catalog::table::{Row, rows};
use crate::catalog::value::{Day, Number};
use crate::catalog::{Basis, CodeFact, Source, TableError, TableProblem};
use crate::infusion::order::drug::{Drug, Route};
use crate::report::Severity;
use crate::shape::names;
use std::sync::LazyLock;

names! {
    /// A number that the rules of the house bound.
    #[non_exhaustive]
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
        AreaUnderCurve = "areaUnderCurve", "target of an area under the curve, in mg/mL times minutes";
        FiltrationRate = "filtrationRate", "glomerular filtration rate that a dose is computed with, in mL/min";
        MassPerKilogram = "massPerKilogram", "milligrams of one dose for each kilogram of body weight";
        MassPerSquareMeter = "massPerSquareMeter", "milligrams of one dose for each square meter of body surface";
        DaysAhead = "daysAhead", "days from the day of the request to a first day";
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
    /// Why the lower bounds are what they are; as the others when empty.
    pub cited_below: String,
}

impl Bound {
    /// Why a number is doubted that is beyond this bound of the row.
    #[must_use]
    pub fn cited(&self, limit: Number) -> &str {
        let is_lower = [self.refused_below, self.warned_below].contains(&Some(limit));
        if is_lower && !self.cited_below.is_empty() { &self.cited_below } else { &self.source.cited }
    }

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

/// What a body has at an age. A row goes beside that for every age.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgeBound {
    /// Least age in full years, included; any below when absent.
    pub age_from: Option<u32>,
    /// Greatest age in full years, included; any above when absent.
    pub age_through: Option<u32>,
    /// Which number, and what it may be.
    pub bound: Bound,
}

/// The rules of the house.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HouseRules {
    /// What numbers may be.
    pub bounds: Vec<Bound>,
    /// What a body has at an age; the first row that applies counts.
    pub ages: Vec<AgeBound>,
    /// What doses stay below; the first row for a drug and a kind of measure counts, and codes go before categories.
    pub doses: Vec<UsualDose>,
    /// How many days lie between two doses at least; codes go before categories.
    pub intervals: Vec<LeastInterval>,
    /// What texts about allergies mean.
    pub synonyms: Vec<Synonym>,
    /// By which routes drugs must not be given.
    pub routes: Vec<ForbiddenRoute>,
    /// Which values a kind of dose comes from.
    pub labs: Vec<DoseLab>,
    /// Which drugs a kind of dose is for.
    pub formulas: Vec<DoseDrugs>,
    /// What codes go with.
    pub fits: Vec<CategoryFit>,
    /// Which drugs codes of administration are not for.
    pub administrations: Vec<AdministrationFit>,
    /// By which routes codes of administration are.
    pub code_routes: Vec<CodeRoute>,
    /// What modifiers go with.
    pub modifiers: Vec<ModifierRule>,
}

impl HouseRules {
    /// The rules that ship with the crate.
    #[must_use]
    pub fn shipped() -> &'static Self {
        // A test reads them without an error.
        static RULES: LazyLock<HouseRules> = LazyLock::new(|| HouseRules::read_shipped().unwrap_or_default());
        &RULES
    }

    fn read_shipped() -> Result<Self, TableError> {
        Ok(Self {
            bounds: Bound::load(include_str!("tables/bounds.tsv"))?,
            ages: AgeBound::load(include_str!("tables/ages.tsv"))?,
            doses: UsualDose::load(include_str!("tables/doses.tsv"))?,
            intervals: LeastInterval::load(include_str!("tables/intervals.tsv"))?,
            synonyms: Synonym::load(include_str!("tables/synonyms.tsv"))?,
            routes: ForbiddenRoute::load(include_str!("tables/routes.tsv"))?,
            labs: DoseLab::load(include_str!("tables/labs.tsv"))?,
            formulas: DoseDrugs::load(include_str!("tables/formulas.tsv"))?,
            fits: CategoryFit::load(include_str!("tables/categories.tsv"))?,
            administrations: AdministrationFit::load(include_str!("tables/administrations.tsv"))?,
            code_routes: CodeRoute::load(include_str!("tables/code_routes.tsv"))?,
            modifiers: ModifierRule::load(include_str!("tables/modifiers.tsv"))?,
        })
    }

    /// Rules of three tables and no others: bounds ([`Bound::load`]), doses ([`UsualDose::load`]) and categories of codes
    /// ([`CategoryFit::load`]). An empty text is a table without rules.
    ///
    /// To replace one table and keep the others, or to add rows, set the field:
    ///
    /// ```
    /// use x12_278::infusion::{HouseRules, LeastInterval};
    /// let own = "codes\tcategory\tdays\tsource\tverified\nJ1745 Q5103\t\t28\tour protocol of 2026\tno\n";
    /// let mut rules = HouseRules::shipped().clone();
    /// rules.intervals.splice(0..0, LeastInterval::load(own).unwrap());
    /// assert_eq!(rules.interval("Q5103", None, "2026-02-16".parse().unwrap()).unwrap().days, 28);
    /// ```
    ///
    /// # Errors
    /// The first line that cannot be used.
    pub fn load(bounds: &str, doses: &str, categories: &str) -> Result<Self, TableError> {
        Ok(Self {
            bounds: Bound::load(bounds)?,
            doses: UsualDose::load(doses)?,
            fits: CategoryFit::load(categories)?,
            ..Self::default()
        })
    }

    /// What a number may be on a day, at whatever age.
    #[must_use]
    pub fn bound(&self, of: Bounded, on: Day) -> Option<&Bound> {
        self.bounds.iter().find(|bound| bound.of == of && bound.source.holds(on))
    }

    /// What a number may be at an age on a day.
    #[must_use]
    pub fn age_bound(&self, of: Bounded, age: u32, on: Day) -> Option<&Bound> {
        let applies = |row: &&AgeBound| {
            let of_age = row.age_from.is_none_or(|from| from <= age) && row.age_through.is_none_or(|last| age <= last);
            row.bound.of == of && of_age && row.bound.source.holds(on)
        };
        self.ages.iter().find(applies).map(|row| &row.bound)
    }

    /// What a category of codes goes with on a day.
    #[must_use]
    pub fn fit(&self, category: &str, on: Day) -> Option<&CategoryFit> {
        let named = |fit: &&CategoryFit| fit.categories.iter().any(|own| own == category);
        self.fits.iter().filter(named).find(|fit| fit.source.holds(on))
    }

    /// How many days lie between two doses of a drug at least: by its code, else by its category.
    #[must_use]
    pub fn interval(&self, code: &str, category: Option<&str>, on: Day) -> Option<&LeastInterval> {
        let rows = || self.intervals.iter().filter(|row| row.source.holds(on));
        let of_category = |row: &&LeastInterval| row.codes.is_empty() && category == Some(row.category.as_str());
        rows().find(|row| row.codes.iter().any(|own| own == code)).or_else(|| rows().find(of_category))
    }

    /// Whether and why a drug must not be given by a route: by its code, or by a word of its name.
    #[must_use]
    pub fn forbids(&self, drug: &Drug, route: Route, on: Day) -> Option<&ForbiddenRoute> {
        let code = drug.code.trim().to_ascii_uppercase();
        let names = drug.name.as_ref().map(|name| name.to_ascii_uppercase()).unwrap_or_default();
        let words: Vec<&str> = names.split(|c: char| !c.is_ascii_alphanumeric()).collect();
        let is_drug = |row: &ForbiddenRoute| {
            let named = row.names.iter().any(|own| words.contains(&own.as_str()));
            named || row.codes.contains(&code)
        };
        self.routes.iter().find(|row| row.source.holds(on) && row.routes.contains(&route) && is_drug(row))
    }

    /// The rows about a drug that hold on a day: those of its code, else those of its category. Rows of another kind of
    /// measure, or for another way of counting, stand side by side.
    pub(crate) fn usual_doses(&self, code: &str, fact: Option<&CodeFact>, on: Day) -> impl Iterator<Item = &UsualDose> {
        let category = fact.filter(|fact| fact.basis == Basis::Amount).map(|fact| fact.category.clone());
        let of_code = |row: &UsualDose| row.codes.iter().any(|own| own == code);
        let rows: Vec<&UsualDose> = self.doses.iter().filter(|row| row.source.holds(on)).collect();
        let own: Vec<&UsualDose> = rows.iter().copied().filter(|row| of_code(row)).collect();
        let alike = |row: &UsualDose| own.iter().any(|own| own.per == row.per);
        let general = rows
            .iter()
            .copied()
            .filter(|row| row.codes.is_empty() && category.as_deref() == Some(row.category.as_str()) && !alike(row));
        let general: Vec<&UsualDose> = general.collect();
        own.into_iter().chain(general)
    }
}

impl Bound {
    /// The columns of a bound.
    const COLUMNS: [&'static str; 5] = ["bound", "refused_below", "warned_below", "warned_above", "refused_above"];
    /// The column of the reason of the lower bounds.
    const BELOW: &'static str = "source_below";

    /// Loads a table of such rows, tab-separated with a header. Columns: `bound` (a [`Bounded`]), `refused_below`,
    /// `warned_below`, `warned_above`, `refused_above`; and where they are wanted `source_below` (why, for the first two), `from`,
    /// `through`, `source`, `verified`.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        rows(text, &Self::COLUMNS, &[Self::BELOW])?.iter().map(Self::read).collect()
    }

    fn read(row: &Row<'_>) -> Result<Self, TableError> {
        Ok(Self {
            of: Bounded::from_name(row.get("bound")).ok_or_else(|| row.error(TableProblem::Value("bound")))?,
            refused_below: row.parsed("refused_below")?,
            warned_below: row.parsed("warned_below")?,
            warned_above: row.parsed("warned_above")?,
            refused_above: row.parsed("refused_above")?,
            source: row.source()?,
            cited_below: row.get(Self::BELOW).to_owned(),
        })
    }
}

impl AgeBound {
    /// Loads a table of such rows: the columns of [`Bound::load`], with `age_from` and `age_through` (years, both
    /// included; empty for any).
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let read = |row: &Row<'_>| {
            let (age_from, age_through) = (row.parsed("age_from")?, row.parsed("age_through")?);
            if age_from.zip(age_through).is_some_and(|(from, through): (u32, u32)| through < from) {
                return Err(row.error(TableProblem::AgesReversed));
            }
            Ok(Self { age_from, age_through, bound: Bound::read(row)? })
        };
        rows(text, &Bound::COLUMNS, &["age_from", "age_through", Bound::BELOW])?.iter().map(read).collect()
    }
}
