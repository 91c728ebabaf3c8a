//! Tables as CSV: UTF-8 with BOM, as Excel wants it.

use crate::output::{Aside, failed};
use kohyo_core::wire::export::{Field, text};
use std::io::Write;
use std::path::Path;

/// A CSV file that is being written.
pub(crate) struct CsvTable {
    writer: csv::Writer<Aside>,
}

impl CsvTable {
    /// Begins a file with its headings.
    pub(crate) fn new<'a>(
        path: &Path,
        headings: impl IntoIterator<Item = &'a str>,
    ) -> Result<Self, String> {
        let mut aside = Aside::new(path)?;
        aside.write_all(text::BOM.as_bytes()).map_err(|error| failed(path, &error))?;
        let writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(aside);
        let mut table = Self { writer };
        let headings: Vec<Field> =
            headings.into_iter().map(|heading| Field::Text(heading.to_owned())).collect();
        table.row(&headings)?;
        Ok(table)
    }

    /// Adds a row.
    pub(crate) fn row(&mut self, fields: &[Field]) -> Result<(), String> {
        let texts = fields.iter().map(text::guarded);
        let written = texts
            .map(|text| self.writer.write_field(text.as_bytes()))
            .find(Result::is_err)
            .unwrap_or(Ok(()))
            .and_then(|()| self.writer.write_record(None::<&[u8]>));
        written.map_err(|error| {
            format!("{}: ファイルを書けません（{error}）。", self.writer.get_ref().path().display())
        })
    }

    /// Gives the file its name.
    pub(crate) fn finish(self) -> Result<(), String> {
        let aside = self
            .writer
            .into_inner()
            .map_err(|error| format!("CSVのファイルを書けません（{}）。", error.error()))?;
        aside.finish()
    }
}
