//! Tab-separated tables with a header row, read by column name.

use std::sync::Arc;

/// A table: one header row, then rows of the same columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table {
    text: &'static str,
}

/// One row of a table.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    columns: Arc<[&'static str]>,
    fields: Vec<&'static str>,
}

impl Table {
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text }
    }

    pub(crate) fn records(self) -> impl Iterator<Item = Record> {
        let mut lines = self.text.lines().filter(|line| !line.is_empty());
        let columns: Arc<[&'static str]> = fields(lines.next().unwrap_or_default()).into();
        lines.map(move |line| Record { columns: Arc::clone(&columns), fields: fields(line) })
    }
}

fn fields(line: &'static str) -> Vec<&'static str> {
    line.split('\t').collect()
}

impl Record {
    /// The value of a column; empty when the table has no such column.
    pub(crate) fn get(&self, column: &str) -> &'static str {
        let index = self.columns.iter().position(|name| *name == column);
        index.and_then(|index| self.fields.get(index)).copied().unwrap_or_default()
    }
}
