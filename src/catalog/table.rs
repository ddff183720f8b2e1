//! Tab-separated tables with a header row: codes, preferred drugs and whatever else users load.

use super::source::Source;
use super::value::Day;
use std::collections::HashMap;

/// A table that cannot be used, and the line where that shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {problem}")]
pub struct TableError {
    /// Line of the file, from 1.
    pub line: usize,
    /// What is wrong with it.
    pub problem: TableProblem,
}

/// What is wrong with a line of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TableProblem {
    /// The header row lacks a column that the table needs.
    #[error("the header row lacks the column {0}")]
    ColumnMissing(&'static str),
    /// A column that may not be empty is.
    #[error("the column {0} is empty")]
    Empty(&'static str),
    /// The value of a column is none that the table knows.
    #[error("the column {0} holds a value that this table does not know")]
    Value(&'static str),
}

/// One row, by column name. Empty and absent columns are the empty text.
pub(crate) struct Row<'t> {
    pub(crate) line: usize,
    values: HashMap<&'t str, &'t str>,
}

/// The rows of a table that has at least the columns named. Empty lines and lines that begin with `#` are left out.
pub(crate) fn rows<'t>(text: &'t str, columns: &[&'static str]) -> Result<Vec<Row<'t>>, TableError> {
    let mut lines = (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
    let Some((line, header)) = lines.next() else { return Ok(Vec::new()) };
    let names: Vec<&str> = header.split('\t').collect();
    if let Some(missing) = columns.iter().find(|column| !names.contains(*column)) {
        return Err(TableError { line, problem: TableProblem::ColumnMissing(missing) });
    }
    Ok(lines.map(|(line, text)| Row { line, values: names.iter().copied().zip(text.split('\t')).collect() }).collect())
}

impl<'t> Row<'t> {
    pub(crate) fn get(&self, column: &str) -> &'t str {
        self.values.get(column).copied().unwrap_or_default().trim()
    }

    pub(crate) fn error(&self, problem: TableProblem) -> TableError {
        TableError { line: self.line, problem }
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

    /// Where the fact of the row comes from, and when it holds.
    pub(crate) fn source(&self) -> Result<Source, TableError> {
        let day = |column| Ok(self.parsed::<Day>(column)?.map(|day| day.0));
        Ok(Source {
            from: day("from")?,
            through: day("through")?,
            cited: self.get("source").to_owned().into(),
            verified: self.get("verified") == "yes",
        })
    }
}
