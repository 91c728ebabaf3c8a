//! Tables that an office has, CSV or XLSX, as rows of texts.

use calamine::{Data, Reader, open_workbook_auto};
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
        Some("xlsx" | "xlsm" | "xls" | "ods") => workbook(path),
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

fn workbook(path: &Path) -> Result<Vec<Vec<String>>, String> {
    let name = path.display();
    let failed =
        |error: calamine::Error| format!("{name}: Excelのファイルとして読めません（{error}）。");
    let mut book = open_workbook_auto(path).map_err(failed)?;
    let Some(range) = book.worksheet_range_at(0) else {
        return Err(format!("{name}: シートがありません。"));
    };
    let range = range.map_err(failed)?;
    Ok(range.rows().map(|row| row.iter().map(typed).collect()).collect())
}

/// A cell as a person would type it; a day as ISO 8601.
pub(crate) fn typed(cell: &Data) -> String {
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
        Data::DateTime(span) => span.as_f64().to_string(),
        Data::Error(error) => error.to_string(),
    }
}
