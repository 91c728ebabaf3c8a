//! Workbooks: the first worksheet as a table, and those of a folder, as the form
//! asks for their worksheets.

use calamine::{Data, Range, Reader, open_workbook_auto};
use flate2::read::DeflateDecoder;
use kohyo_core::submission::TableFault;
use kohyo_core::wire::import::{archive, book};
use kohyo_core::wire::prefill::workbook::{Cells, Pages, place};
use kohyo_core::words;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The workbooks of a folder, by name.
pub(crate) fn of_folder(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let mut out = Vec::new();
    for path in crate::source::entries(folder)? {
        let end = path.extension().map(|end| end.to_string_lossy().to_lowercase());
        let temporary =
            path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("~$"));
        if !temporary && matches!(end.as_deref(), Some("xlsx" | "xlsm" | "xls" | "ods")) {
            out.push(path);
        }
    }
    Ok(out)
}

/// The rows of the first worksheet.
pub(crate) fn rows(path: &Path) -> Result<Vec<Vec<String>>, String> {
    if is_older(path) {
        return by_library(path);
    }
    first_of(&bytes(path)?).map_err(|fault| said(path, &fault))
}

/// The rows of the first worksheet, of whatever shape the workbook is.
pub(crate) fn by_library(path: &Path) -> Result<Vec<Vec<String>>, String> {
    let mut book = open_workbook_auto(path).map_err(|error| unreadable(path, &error))?;
    let Some(range) = book.worksheet_range_at(0) else {
        return Err(format!("{}: シートがありません。", path.display()));
    };
    let range = range.map_err(|error| unreadable(path, &error))?;
    Ok(range.rows().map(|row| row.iter().map(typed).collect()).collect())
}

/// The worksheets of a workbook that are wanted.
pub(crate) fn pages(path: &Path, wanted: &[String]) -> Result<Pages, String> {
    if !is_older(path) {
        return wanted_of(&bytes(path)?, wanted).map_err(|fault| said(path, &fault));
    }
    let mut book = open_workbook_auto(path).map_err(|error| unreadable(path, &error))?;
    let names = book.sheet_names();
    let mut out = Pages::new();
    for page in wanted {
        if let Some(Ok(range)) = place(&names, page).and_then(|at| book.worksheet_range_at(at)) {
            out.insert(page.clone(), cells(&range));
        }
    }
    Ok(out)
}

/// Whether a workbook is of another shape than XLSX, which a library reads.
pub(crate) fn is_older(path: &Path) -> bool {
    path.extension()
        .is_some_and(|end| ["xls", "ods"].iter().any(|older| end.eq_ignore_ascii_case(older)))
}

fn bytes(path: &Path) -> Result<Vec<u8>, String> {
    std::fs::read(path)
        .map_err(|error| format!("{}: ファイルを読めません（{error}）。", path.display()))
}

fn said(path: &Path, fault: &TableFault) -> String {
    words::table_fault(fault, &path.display().to_string())
}

fn unreadable(path: &Path, error: &calamine::Error) -> String {
    format!("{}: Excelのファイルとして読めません（{error}）。", path.display())
}

/// The rows of the first worksheet of an XLSX.
pub(crate) fn first_of(bytes: &[u8]) -> Result<Vec<Vec<String>>, TableFault> {
    let mut book = Book::of(bytes)?;
    let name = book::first_sheet(&book.parts.shared).ok_or(TableFault::Book)?;
    book.turn_to(&name)?;
    book::rows(&book.parts)
}

/// The worksheets of an XLSX that are wanted.
pub(crate) fn wanted_of(bytes: &[u8], wanted: &[String]) -> Result<Pages, TableFault> {
    let mut book = Book::of(bytes)?;
    let (names, members): (Vec<String>, Vec<Option<String>>) =
        book::sheets(&book.parts.shared).into_iter().unzip();
    let mut out = Pages::new();
    for page in wanted {
        let place = place(&names, page);
        if let Some(Some(member)) = place.and_then(|place| members.get(place)) {
            book.turn_to(member)?;
            out.insert(page.clone(), book::cells(&book.parts)?);
        }
    }
    Ok(out)
}

/// An XLSX that is read a worksheet at a time, by the reader that the page has.
struct Book<'a> {
    members: Vec<archive::Packed<'a>>,
    /// So many bytes may still be unpacked.
    room: usize,
    parts: book::Parts,
}

impl<'a> Book<'a> {
    fn of(bytes: &'a [u8]) -> Result<Self, TableFault> {
        let members = archive::members(bytes)?;
        let mut book = Self { members, room: archive::MOST_BYTES, parts: book::Parts::default() };
        for (place, name) in book::SHARED.iter().enumerate() {
            if let (Some(text), Some(part)) = (book.text(name)?, book.parts.shared.get_mut(place)) {
                *part = text;
            }
        }
        Ok(book)
    }

    fn text(&mut self, name: &str) -> Result<Option<String>, TableFault> {
        let Some(member) = book::of_name(&self.members, name) else { return Ok(None) };
        let text = unpacked(&member, self.room).ok_or(TableFault::Book)?;
        self.room = self.room.saturating_sub(text.len());
        Ok(Some(text))
    }

    fn turn_to(&mut self, name: &str) -> Result<(), TableFault> {
        self.parts.sheet = self.text(name)?.ok_or(TableFault::Book)?;
        Ok(())
    }
}

/// The text of a member, if there is `room` for it.
fn unpacked(member: &archive::Packed<'_>, room: usize) -> Option<String> {
    let mut out = Vec::new();
    if member.stored {
        out.extend(member.bytes);
    } else {
        let most = u64::try_from(room).ok()?.checked_add(1)?;
        DeflateDecoder::new(member.bytes).take(most).read_to_end(&mut out).ok()?;
    }
    if out.len() > room { None } else { String::from_utf8(out).ok() }
}

fn cells(range: &Range<Data>) -> Cells {
    let (top, left) = range.start().unwrap_or_default();
    let place = |(row, column, cell): (usize, usize, &Data)| {
        let row = top.checked_add(u32::try_from(row).ok()?)?;
        let column = left.checked_add(u32::try_from(column).ok()?)?;
        Some(((row + 1, column + 1), typed(cell)))
    };
    range.used_cells().filter_map(place).collect()
}

/// A cell as a person would type it; a day as ISO 8601.
fn typed(cell: &Data) -> String {
    match cell {
        Data::Empty => String::new(),
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => text.clone(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::Bool(true) => "○".to_owned(),
        Data::Bool(false) => String::new(),
        Data::DateTime(day) if day.is_datetime() => {
            let (year, month, day, ..) = day.to_ymd_hms_milli();
            format!("{year:04}-{month:02}-{day:02}")
        }
        Data::DateTime(span) => {
            book::clock(span.as_f64()).unwrap_or_else(|| span.as_f64().to_string())
        }
        Data::Error(error) => error.to_string(),
    }
}
