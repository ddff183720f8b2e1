//! Rules of the house about codes and modifiers: what goes with what. Rows of dated tables.

use super::drug_rules::routes;
use crate::catalog::table::{Row, rows};
use crate::catalog::{Source, TableError, TableProblem};
use crate::infusion::order::drug::Route;
use crate::profile::{SiteKind, Therapy};

/// Which therapies and which sites the codes of some categories go with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryFit {
    /// The categories, as the code table names them.
    pub categories: Vec<String>,
    /// The therapies; empty for any.
    pub therapies: Vec<Therapy>,
    /// Modifiers that say that the therapy is another one beside that of the order: the second one first, then those of
    /// further ones.
    pub therapy_modifiers: Vec<String>,
    /// The sites; empty for any.
    pub sites: Vec<SiteKind>,
    /// Modifiers that say that the site is another one.
    pub site_modifiers: Vec<String>,
    /// Why, and when it holds.
    pub source: Source,
}

impl CategoryFit {
    /// Loads a table of such rows, tab-separated with a header. Columns, each a list parted by blanks: `categories`,
    /// `therapies`, `therapy_modifiers`, `sites`, `site_modifiers`; and where they are wanted `from`, `through`, `source`,
    /// `verified`.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let read = |row: &Row<'_>| {
            Ok(Self {
                categories: row.words("categories"),
                therapies: keys(row, "therapies", Therapy::from_key)?,
                therapy_modifiers: row.words("therapy_modifiers"),
                sites: keys(row, "sites", SiteKind::from_key)?,
                site_modifiers: row.words("site_modifiers"),
                source: row.source()?,
            })
        };
        let columns = ["categories", "therapies", "therapy_modifiers", "sites", "site_modifiers"];
        rows(text, &columns, &[])?.iter().map(read).collect()
    }
}

/// Which kinds of drugs codes of administration are not for. It only warns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AdministrationFit {
    /// Categories of the codes of administration, as the code table names them.
    pub categories: Vec<String>,
    /// Categories of the drugs.
    pub not_for: Vec<String>,
    /// Why, and when it holds.
    pub source: Source,
}

impl AdministrationFit {
    /// Loads a table of such rows, tab-separated with a header. Columns, each a list parted by blanks: `categories`,
    /// `not_for`; and where they are wanted `from`, `through`, `source`, `verified`.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let read = |row: &Row<'_>| {
            let (categories, not_for) = (row.words("categories"), row.words("not_for"));
            Ok(Self { categories, not_for, source: row.source()? })
        };
        rows(text, &["categories", "not_for"], &[])?.iter().map(read).collect()
    }
}

/// By which routes some codes of administration are. It only warns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeRoute {
    /// The codes.
    pub codes: Vec<String>,
    /// The routes.
    pub routes: Vec<Route>,
    /// Why, and when it holds.
    pub source: Source,
}

impl CodeRoute {
    /// Loads a table of such rows, tab-separated with a header. Columns, each a list parted by blanks: `codes`, `routes`
    /// (as in the JSON of orders); and where they are wanted `from`, `through`, `source`, `verified`.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let read =
            |row: &Row<'_>| Ok(Self { codes: row.codes("codes", 5)?, routes: routes(row)?, source: row.source()? });
        rows(text, &["codes", "routes"], &[])?.iter().map(read).collect()
    }
}

/// What a modifier goes with. It only warns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ModifierRule {
    /// The modifier.
    pub modifier: String,
    /// Modifiers that it contradicts.
    pub not_with: Vec<String>,
    /// The routes of drugs that it stands for; empty for any.
    pub routes: Vec<Route>,
    /// Why, and when it holds.
    pub source: Source,
}

impl ModifierRule {
    /// Loads a table of such rows, tab-separated with a header. Columns: `modifier`, `not_with` and `routes` (each a list
    /// parted by blanks); and where they are wanted `from`, `through`, `source`, `verified`.
    ///
    /// # Errors
    /// The first line that cannot be used, with the cell.
    pub fn load(text: &str) -> Result<Vec<Self>, TableError> {
        let read = |row: &Row<'_>| {
            let (modifier, not_with) = (row.code("modifier", 2)?, row.codes("not_with", 2)?);
            Ok(Self { modifier, not_with, routes: routes(row)?, source: row.source()? })
        };
        rows(text, &["modifier", "not_with", "routes"], &[])?.iter().map(read).collect()
    }
}

/// The words of a column, each of which must be a key.
fn keys<T>(row: &Row<'_>, column: &'static str, read: fn(&str) -> Option<T>) -> Result<Vec<T>, TableError> {
    let words = row.words(column);
    let keys: Option<Vec<T>> = words.iter().map(|word| read(word)).collect();
    keys.ok_or_else(|| row.error(TableProblem::Value(column)))
}
