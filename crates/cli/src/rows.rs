//! Tables that an office has, CSV or XLSX, as rows of texts.

use kohyo_core::wire::table;
use kohyo_core::words;
use std::path::Path;

/// The rows of the first worksheet, or of a CSV file, as they are typed.
///
/// A CSV file that is no UTF-8 is read as Shift_JIS, in which Excel writes it.
pub(crate) fn read(path: &Path) -> Result<Vec<Vec<String>>, String> {
    let name = path.display();
    let end = path.extension().map(|end| end.to_string_lossy().to_lowercase());
    match end.as_deref() {
        Some("xlsx" | "xlsm" | "xls" | "ods") => crate::workbooks::rows(path),
        Some("csv") => {
            let bytes = std::fs::read(path)
                .map_err(|error| format!("{name}: ファイルを読めません（{error}）。"))?;
            let text = text(&bytes).ok_or_else(|| {
                format!("{name}: 文字コードが分かりませんので、「CSV UTF-8」の形式で保存し直してください。")
            })?;
            table::typed(&text).map_err(|fault| words::table_fault(&fault, &name.to_string()))
        }
        _ => Err(format!("{name}: 「.csv」か「.xlsx」のファイルを選んでください。")),
    }
}

/// The text of bytes in UTF-8, or in Shift_JIS, in which Excel writes a CSV.
pub(crate) fn text(bytes: &[u8]) -> Option<String> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(text) {
        return Some(text.to_owned());
    }
    let (text, _, broken) = encoding_rs::SHIFT_JIS.decode(bytes);
    (!broken).then(|| text.into_owned())
}
