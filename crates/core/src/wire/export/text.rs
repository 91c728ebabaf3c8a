//! A table as CSV for Excel: UTF-8 with BOM, lines ended by CR LF.

use super::Field;
use std::borrow::Cow;

pub use crate::wire::mark::BOM;

/// What stands in a CSV for a field. A text that a spreadsheet would take for a
/// formula gets an apostrophe; numbers never.
pub fn guarded(field: &Field) -> Cow<'_, str> {
    match field {
        Field::Blank => "".into(),
        Field::Text(text) if text.starts_with(['=', '+', '-', '@', '\t', '\r']) => {
            format!("'{text}").into()
        }
        Field::Text(text) | Field::Number(text) | Field::Year(text) | Field::Day(text) => {
            text.into()
        }
        Field::True => "true".into(),
    }
}

/// A line of a CSV, with its end.
pub fn line(fields: &[Field]) -> String {
    let texts: Vec<Cow<'_, str>> = fields.iter().map(guarded).collect();
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // A vector takes whatever is written into it.
    let _ = writer.write_record(texts.iter().map(|text| text.as_bytes()));
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// The line of headings.
pub fn headings<'a>(headings: impl IntoIterator<Item = &'a str>) -> String {
    let fields: Vec<Field> =
        headings.into_iter().map(|heading| Field::Text(heading.to_owned())).collect();
    line(&fields)
}
