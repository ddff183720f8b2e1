//! Tab-separated tables with a header row: codes, preferred drugs and whatever else users load.

use super::source::Source;
use super::value::Day;
use std::collections::HashMap;

/// The columns that say where a row comes from and when it holds. Any table may have them.
const SOURCE: [&str; 4] = ["from", "through", "source", "verified"];

/// A table that cannot be used, and the place where that shows. Holds nothing of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}{}: {problem}", .cell.map(|cell| format!(", cell {cell}")).unwrap_or_default())]
pub struct TableError {
    /// Line of the file, from 1.
    pub line: usize,
    /// Which cell of the line, from 1; `None` when it is about the line as a whole.
    pub cell: Option<usize>,
    /// What is wrong there.
    pub problem: TableProblem,
}

/// What is wrong with a line of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableProblem {
    /// The header row lacks a column that the table needs.
    #[error("the header row lacks the column {0}")]
    ColumnMissing(&'static str),
    /// The header row has a column that the table does not have: a day under a misspelt name would limit nothing.
    #[error("the header row has a column that this table does not have")]
    ColumnUnknown,
    /// The header row has a column twice.
    #[error("the header row has this column twice")]
    ColumnRepeated,
    /// A line has more cells than the header row has columns.
    #[error("the line has more cells than the header row has columns")]
    TooManyCells,
    /// A column that may not be empty is.
    #[error("the column {0} is empty")]
    Empty(&'static str),
    /// The value of a column is none that the table knows.
    #[error("the column {0} holds a value that this table does not know")]
    Value(&'static str),
    /// The last day is before the first.
    #[error("the last day is before the first")]
    DaysReversed,
    /// The least age is above the greatest.
    #[error("the least age is above the greatest")]
    AgesReversed,
    /// An earlier row is about the same code on some day.
    #[error("an earlier row is about the same code on some day")]
    Repeated,
}

impl TableProblem {
    /// The column that it is about.
    const fn column(self) -> Option<&'static str> {
        match self {
            Self::Empty(column) | Self::Value(column) => Some(column),
            Self::DaysReversed => Some("through"),
            Self::AgesReversed => Some("age_through"),
            Self::Repeated => Some("code"),
            _ => None,
        }
    }
}

/// One row, by column name. Empty and absent columns are the empty text.
pub(crate) struct Row<'t> {
    pub(crate) line: usize,
    /// Cells by the names of their columns, each with its place.
    cells: HashMap<&'t str, (usize, &'t str)>,
}

/// The rows of a table: it has all the columns named, and may have the others and those of its source. Empty lines and
/// lines that begin with `#` are left out; a line may lack its last cells, never have more than the header.
pub(crate) fn rows<'t>(text: &'t str, needed: &[&'static str], others: &[&str]) -> Result<Vec<Row<'t>>, TableError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    let Some((line, header)) = lines.next() else { return Ok(Vec::new()) };
    let names: Vec<&str> = header.split('\t').map(str::trim).collect();
    let at = |cell, problem| TableError { line, cell, problem };
    for (index, name) in names.iter().enumerate() {
        let is_known = needed.contains(name) || others.contains(name) || SOURCE.contains(name);
        if !is_known {
            return Err(at(Some(index + 1), TableProblem::ColumnUnknown));
        }
        if names.iter().take(index).any(|earlier| earlier == name) {
            return Err(at(Some(index + 1), TableProblem::ColumnRepeated));
        }
    }
    if let Some(missing) = needed.iter().find(|column| !names.contains(*column)) {
        return Err(at(None, TableProblem::ColumnMissing(missing)));
    }
    let row = |(line, text): (usize, &'t str)| {
        let cells: Vec<&str> = text.split('\t').collect();
        if cells.len() > names.len() {
            return Err(TableError { line, cell: Some(names.len() + 1), problem: TableProblem::TooManyCells });
        }
        Ok(Row { line, cells: names.iter().copied().zip((1..).zip(cells)).collect() })
    };
    lines.map(row).collect()
}

impl<'t> Row<'t> {
    pub(crate) fn get(&self, column: &str) -> &'t str {
        self.cells.get(column).map(|(_, text)| text.trim()).unwrap_or_default()
    }

    pub(crate) fn error(&self, problem: TableProblem) -> TableError {
        let cell = problem.column().and_then(|column| self.cells.get(column)).map(|(cell, _)| *cell);
        TableError { line: self.line, cell, problem }
    }

    pub(crate) fn filled(&self, column: &'static str) -> Result<&'t str, TableError> {
        Some(self.get(column)).filter(|text| !text.is_empty()).ok_or_else(|| self.error(TableProblem::Empty(column)))
    }

    /// The value of a column as another type; `None` when it is empty.
    pub(crate) fn parsed<T: std::str::FromStr>(&self, column: &'static str) -> Result<Option<T>, TableError> {
        match self.get(column) {
            "" => Ok(None),
            text => text.parse().map(Some).map_err(|_| self.error(TableProblem::Value(column))),
        }
    }

    pub(crate) fn words(&self, column: &str) -> Vec<String> {
        self.get(column).split_whitespace().map(str::to_owned).collect()
    }

    /// Codes of a column, parted by blanks: each so many capital letters and digits.
    pub(crate) fn codes(&self, column: &'static str, length: usize) -> Result<Vec<String>, TableError> {
        let codes = self.words(column);
        let is_code = |code: &String| {
            code.len() == length && code.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
        };
        if codes.iter().all(is_code) { Ok(codes) } else { Err(self.error(TableProblem::Value(column))) }
    }

    /// The one code of a column.
    pub(crate) fn code(&self, column: &'static str, length: usize) -> Result<String, TableError> {
        self.filled(column)?;
        let mut codes = self.codes(column, length)?;
        let code = codes.pop().filter(|_| codes.is_empty());
        code.ok_or_else(|| self.error(TableProblem::Value(column)))
    }

    /// Where the fact of the row comes from, and when it holds. What does not say that it is verified is not.
    pub(crate) fn source(&self) -> Result<Source, TableError> {
        let day = |column| Ok(self.parsed::<Day>(column)?.map(|day| day.0));
        let (from, through) = (day("from")?, day("through")?);
        if from.zip(through).is_some_and(|(from, through)| through < from) {
            return Err(self.error(TableProblem::DaysReversed));
        }
        let verified = match self.get("verified") {
            "yes" => true,
            "no" | "" => false,
            _ => return Err(self.error(TableProblem::Value("verified"))),
        };
        Ok(Source { from, through, cited: self.get("source").to_owned().into(), verified })
    }
}
