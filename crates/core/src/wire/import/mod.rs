//! Workbooks (XLSX) that people bring, as rows of texts.
//!
//! A small reader for the page: a library for it costs half a megabyte there.
//! Whoever has a decompression unpacks the members; what comes out is bounded
//! here, and nothing in a file makes this panic or grow without end.

pub mod archive;
pub mod book;
mod xml;

use crate::submission::TableFault;
use std::fmt::Write as _;

/// A table as a CSV text, each cell between quotes, so that it is kept and
/// read as every other list is.
pub fn csv_of(rows: &[Vec<String>]) -> String {
    let mut out = String::new();
    for row in rows {
        for (place, cell) in row.iter().enumerate() {
            let comma = if place == 0 { "" } else { "," };
            let _ = write!(out, "{comma}\"{}\"", cell.replace('"', "\"\""));
        }
        out.push_str("\r\n");
    }
    out
}

/// What is said of a workbook that cannot be read.
const BROKEN: TableFault = TableFault::Book;
