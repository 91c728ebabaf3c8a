//! Tables as XLSX: typed numbers, days as days, text never as a formula.

use crate::output::Aside;
use kohyo_core::number::Decimal;
use kohyo_core::wire::export::Field;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};
use std::collections::{BTreeSet, HashMap};
use std::path::Path;

/// A worksheet has this many rows.
const MOST_ROWS: u32 = 1_048_576;
/// A worksheet has this many columns.
const MOST_COLUMNS: usize = 16_384;
/// A cell holds this many UTF-16 units.
const MOST_UNITS: usize = 32_767;

/// A workbook that is being written.
pub(crate) struct Book {
    workbook: Workbook,
    names: BTreeSet<String>,
    formats: Formats,
    /// What could not be written as it is, a sentence each.
    pub(crate) remarks: Vec<String>,
}

#[derive(Default)]
struct Formats {
    numbers: HashMap<u32, Format>,
}

/// A table of the workbook; it goes on in further worksheets when it is long.
pub(crate) struct Table {
    title: String,
    headings: Vec<String>,
    sheet: usize,
    row: u32,
}

impl Book {
    pub(crate) fn new() -> Self {
        Self {
            workbook: Workbook::new(),
            names: BTreeSet::new(),
            formats: Formats::default(),
            remarks: Vec::new(),
        }
    }

    /// Begins a table with its headings.
    pub(crate) fn table<'a>(
        &mut self,
        title: &str,
        headings: impl IntoIterator<Item = &'a str>,
    ) -> Result<Table, String> {
        let headings: Vec<String> = headings.into_iter().map(ToOwned::to_owned).collect();
        if headings.len() > MOST_COLUMNS {
            return Err(format!(
                "「{title}」は列が{}あり、Excelの上限（{MOST_COLUMNS}列）を超えますので、CSVかNDJSONで書き出してください。",
                headings.len()
            ));
        }
        let mut table = Table { title: title.to_owned(), headings, sheet: 0, row: 0 };
        self.begin(&mut table)?;
        Ok(table)
    }

    fn begin(&mut self, table: &mut Table) -> Result<(), String> {
        let name = self.name(&table.title);
        let sheet = self.workbook.add_worksheet_with_constant_memory().map_err(said)?;
        sheet.set_name(name).map_err(said)?;
        let bold = Format::new().set_bold();
        for (place, heading) in table.headings.iter().enumerate() {
            let column = u16::try_from(place).unwrap_or(u16::MAX);
            let width = heading.chars().map(|c| if c.is_ascii() { 1_u32 } else { 2 }).sum::<u32>();
            sheet.set_column_width(column, (width + 2).clamp(10, 40)).map_err(said)?;
            sheet.write_string_with_format(0, column, heading, &bold).map_err(said)?;
        }
        sheet.set_freeze_panes(1, 0).map_err(said)?;
        table.sheet = self.names.len() - 1;
        table.row = 1;
        Ok(())
    }

    /// A name that Excel takes and that no other worksheet has.
    fn name(&mut self, title: &str) -> String {
        let plain: String = title
            .chars()
            .map(|c| if "[]:*?/\\'".contains(c) || c.is_control() { ' ' } else { c })
            .collect();
        let plain = if plain.trim().is_empty() { "table" } else { plain.trim() };
        let mut count = 1;
        loop {
            let tail = if count == 1 { String::new() } else { format!(" {count}") };
            let name: String = plain.chars().take(31 - tail.len()).chain(tail.chars()).collect();
            if self.names.insert(name.to_lowercase()) {
                return name;
            }
            count += 1;
        }
    }

    /// Adds a row; `place` names it in remarks.
    pub(crate) fn row(
        &mut self,
        table: &mut Table,
        place: &str,
        fields: &[Field],
    ) -> Result<(), String> {
        if table.row >= MOST_ROWS {
            self.begin(table)?;
        }
        let sheet = self.workbook.worksheet_from_index(table.sheet).map_err(said)?;
        for (at, field) in fields.iter().enumerate() {
            let column = u16::try_from(at).unwrap_or(u16::MAX);
            let remark = write(sheet, &mut self.formats, table.row, column, field).map_err(said)?;
            if let Some(remark) = remark {
                let heading = table.headings.get(at).map_or("", String::as_str);
                self.remarks.push(format!("{place}: 「{heading}」の{remark}"));
            }
        }
        table.row += 1;
        Ok(())
    }

    /// Writes the workbook under its name.
    pub(crate) fn finish(mut self, path: &Path) -> Result<Vec<String>, String> {
        if self.names.is_empty() {
            self.workbook.add_worksheet();
        }
        let mut aside = Aside::new(path)?;
        self.workbook
            .save_to_writer(&mut aside)
            .map_err(|error| format!("{}: ファイルを書けません（{error}）。", path.display()))?;
        aside.finish()?;
        Ok(self.remarks)
    }
}

/// Writes one field, and says what had to be written otherwise than it is.
fn write(
    sheet: &mut Worksheet,
    formats: &mut Formats,
    row: u32,
    column: u16,
    field: &Field,
) -> Result<Option<String>, XlsxError> {
    match field {
        Field::Blank => {}
        Field::True => {
            sheet.write_boolean(row, column, true)?;
        }
        Field::Text(text) => {
            let (kept, cut) = fitting(text);
            sheet.write_string(row, column, kept)?;
            if cut {
                return Ok(Some(format!(
                    "文章は長すぎるため、はじめの{MOST_UNITS}文字までを書きました。"
                )));
            }
        }
        Field::Number(text) => match exact(text) {
            Some((number, decimals)) => {
                let format = formats.number(decimals);
                sheet.write_number_with_format(row, column, number, format)?;
            }
            None => {
                sheet.write_string(row, column, text)?;
                return Ok(Some(format!(
                    "「{text}」は表計算ソフトの数では正確に表せないため、文字として書きました。"
                )));
            }
        },
        Field::Year(text) => {
            match exact(text) {
                Some((number, _)) => sheet.write_number(row, column, number)?,
                None => sheet.write_string(row, column, text)?,
            };
        }
        Field::Day(text) => match day(text) {
            Some(day) => {
                let format = Format::new().set_num_format("yyyy-mm-dd");
                sheet.write_datetime_with_format(row, column, &day, &format)?;
            }
            None => {
                sheet.write_string(row, column, text)?;
                return Ok(Some(format!(
                    "「{text}」は表計算ソフトの日付では表せないため、文字として書きました。"
                )));
            }
        },
    }
    Ok(None)
}

impl Formats {
    fn number(&mut self, decimals: u32) -> &Format {
        self.numbers.entry(decimals).or_insert_with(|| {
            let zeros = "0".repeat(decimals as usize);
            let point = if decimals > 0 { "." } else { "" };
            Format::new().set_num_format(format!("#,##0{point}{zeros};△ #,##0{point}{zeros}"))
        })
    }
}

/// A decimal as a float that comes back equal, with its decimals.
fn exact(text: &str) -> Option<(f64, u32)> {
    let decimal = Decimal::from_str_exact(text).ok()?;
    let float: f64 = text.parse().ok()?;
    let back = Decimal::from_str_exact(&float.to_string()).ok()?;
    // Spreadsheets keep fifteen digits through editing.
    let significant = text.trim_start_matches(['-', '0', '.']);
    let digits = significant.bytes().filter(u8::is_ascii_digit).count();
    (back == decimal && digits <= 15).then(|| (float, decimal.normalize().scale()))
}

/// A day that spreadsheets can carry: from 1 March 1900, before which they count
/// a day that never was.
fn day(text: &str) -> Option<ExcelDateTime> {
    if text < "1900-03-01" {
        return None;
    }
    let mut parts = text.splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// The text as far as a cell holds it, and whether something had to go.
fn fitting(text: &str) -> (&str, bool) {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > MOST_UNITS {
            return (text.get(..at).unwrap_or(""), true);
        }
    }
    (text, false)
}

fn said(error: XlsxError) -> String {
    format!("Excelのファイルを作れません（{error}）。")
}
