//! The workbooks that an office fills in today, a sheet in each: what stands
//! at the addresses of the form becomes a draft.

use crate::rows::typed;
use calamine::{Data, Range, Reader, Sheets, open_workbook_auto};
use kohyo_core::check::{Evaluation, Purpose};
use kohyo_core::finding::Severity;
use kohyo_core::form::{Address, Form, Kind};
use kohyo_core::sheet::{Raw, Sheet};
use kohyo_core::{fold, words};
use std::collections::HashMap;
use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// A workbook read, and what is to be said of it.
pub(crate) struct Read {
    pub(crate) sheet: Sheet,
    /// What could not be read, a sentence each.
    pub(crate) remarks: Vec<String>,
}

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

/// Whether a form says where its cells stand in a workbook.
pub(crate) fn is_mapped(form: &Form) -> bool {
    form.cells().any(|(_, cell)| cell.address.is_some())
}

/// Reads a workbook by the addresses of the form.
pub(crate) fn read(form: &Form, path: &Path) -> Result<Read, String> {
    let name = path.display();
    let mut book = open_workbook_auto(path)
        .map_err(|error| format!("{name}: Excelのファイルとして読めません（{error}）。"))?;
    let mut remarks = Vec::new();
    let mut pages: HashMap<String, Option<Range<Data>>> = HashMap::new();
    let mut sheet = Sheet::new(form);
    for (place, cell) in form.cells() {
        let Some(address) = cell.address.as_ref().filter(|_| !cell.is_computed()) else { continue };
        let page = pages.entry(address.sheet.clone()).or_insert_with(|| {
            let page = page(&mut book, &address.sheet);
            if page.is_none() {
                remarks.push(format!(
                    "{name}: 「{}」というシートがありませんので、様式の定義の番地（address）を確かめてください。",
                    address.sheet
                ));
            }
            page
        });
        let Some(text) = page.as_ref().map(|page| text_at(page, address)) else { continue };
        if fold::is_blank(&text) {
            continue;
        }
        let raw = match cell.kind {
            // ■甲 □乙: which are ticked is for the reader of choices.
            Kind::Choices => Raw::Several(several(&text)),
            _ => Raw::text(&text),
        };
        sheet.put(place, Some(raw));
    }
    let evaluation = Evaluation::new(form, &sheet);
    for finding in evaluation.findings(form, &sheet, Purpose::Typing) {
        if finding.severity == Severity::Error && finding.rule.is_none() {
            let sentence = words::finding(form, &sheet, &evaluation, &finding);
            remarks.push(format!("{name}: {sentence}"));
        }
    }
    Ok(Read { sheet, remarks })
}

/// A worksheet by its name, compared without widths and spaces; the first for
/// no name.
fn page(book: &mut Sheets<BufReader<File>>, name: &str) -> Option<Range<Data>> {
    if name.is_empty() {
        return book.worksheet_range_at(0)?.ok();
    }
    let own = book.sheet_names().into_iter().find(|known| fold::same_label(known, name))?;
    book.worksheet_range(&own).ok()
}

fn text_at(page: &Range<Data>, address: &Address) -> String {
    let at = (address.row.saturating_sub(1), address.column.saturating_sub(1));
    page.get_value(at).map(typed).unwrap_or_default()
}

/// Several choices are parted by `;`, 、 or line ends, unless they are ticked.
fn several(text: &str) -> Vec<String> {
    if text.contains(['■', '□', '☑', '☐', '☒']) {
        return vec![text.to_owned()];
    }
    kohyo_core::wire::prefill::several(text)
}
