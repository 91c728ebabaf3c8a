//! The workbooks of a folder, as the form asks for their worksheets.

use crate::rows::typed;
use calamine::{Reader, open_workbook_auto};
use kohyo_core::wire::prefill::workbook::{Cells, Pages, place};
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

/// The worksheets of a workbook that are wanted.
pub(crate) fn pages(path: &Path, wanted: &[String]) -> Result<Pages, String> {
    let name = path.display();
    let mut book = open_workbook_auto(path)
        .map_err(|error| format!("{name}: Excelのファイルとして読めません（{error}）。"))?;
    let names = book.sheet_names();
    let mut out = Pages::new();
    for page in wanted {
        let Some(Ok(range)) = place(&names, page).and_then(|at| book.worksheet_range_at(at)) else {
            continue;
        };
        let (top, left) = range.start().unwrap_or_default();
        let cells: Cells = range
            .used_cells()
            .filter_map(|(row, column, cell)| {
                let row = top.checked_add(u32::try_from(row).ok()?)?;
                let column = left.checked_add(u32::try_from(column).ok()?)?;
                Some(((row + 1, column + 1), typed(cell)))
            })
            .collect();
        out.insert(page.clone(), cells);
    }
    Ok(out)
}
