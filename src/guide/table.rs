//! Tab-separated tables with a header row, read by column name.

/// A table: one header row, then rows of the same columns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table {
    text: &'static str,
}

/// One row of a table.
#[derive(Clone, Debug)]
pub(crate) struct Record {
    columns: &'static str,
    line: &'static str,
}

impl Table {
    pub(crate) const fn new(text: &'static str) -> Self {
        Self { text }
    }

    pub(crate) fn records(self) -> impl Iterator<Item = Record> {
        let mut lines = self.text.lines();
        let columns = lines.next().unwrap_or_default();
        lines.filter(|line| !line.is_empty()).map(move |line| Record { columns, line })
    }
}

impl Record {
    /// The value of a column; empty when the table has no such column.
    pub(crate) fn get(&self, column: &str) -> &'static str {
        self.columns
            .split('\t')
            .position(|name| name == column)
            .and_then(|index| self.line.split('\t').nth(index))
            .unwrap_or_default()
    }
}
