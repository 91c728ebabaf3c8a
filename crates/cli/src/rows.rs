//! Tables that an office has, CSV or XLSX, as rows of texts.

use kohyo_core::submission::TableFault;
use kohyo_core::wire::table;
use kohyo_core::words;
use std::path::Path;

/// The rows of the first worksheet, or of a CSV file, as they are typed.
pub(crate) fn read(path: &Path) -> Result<Vec<Vec<String>>, String> {
    let name = path.display();
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase());
    match end.as_deref() {
        Some("xlsx" | "xlsm" | "xls" | "ods") => crate::workbooks::rows(path),
        Some("csv" | "txt") => table::typed(&decoded(path)?)
            .map_err(|fault| words::table_fault(&fault, &name.to_string())),
        _ => Err(format!("{name}: 「.csv」か「.xlsx」のファイルを選んでください。")),
    }
}

/// The text of a list.
pub(crate) fn decoded(path: &Path) -> Result<String, String> {
    let name = path.display();
    let bytes = std::fs::read(path)
        .map_err(|error| format!("{name}: ファイルを読めません（{error}）。"))?;
    text(bytes).ok_or_else(|| words::table_fault(&TableFault::Letters, &name.to_string()))
}

/// The text of bytes in UTF-8, or in Shift_JIS, in which Excel writes a CSV.
pub(crate) fn text(bytes: Vec<u8>) -> Option<String> {
    match String::from_utf8(bytes) {
        Ok(text) => Some(text),
        Err(error) => {
            let (text, _, broken) = encoding_rs::SHIFT_JIS.decode(error.as_bytes());
            (!broken).then(|| text.into_owned())
        }
    }
}
