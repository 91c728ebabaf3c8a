//! The files that a call writes: what they may replace, and that they are not
//! read again as what was handed in.

use super::{Call, Shape};
use kohyo_core::form::Form;
use kohyo_core::wire::round::BUNDLE;
use std::path::{Path, PathBuf};

/// The table of one of several forms, beside the list of all sheets.
pub(super) fn of_form(output: &Path, form: &str) -> PathBuf {
    output.with_extension(format!("{form}.csv"))
}

/// All files that the call may write, unless one of them holds what it reads.
pub(super) fn all(call: &Call<'_>, shape: Shape, forms: &[&Form]) -> Result<Vec<PathBuf>, String> {
    let mut out = vec![call.output.to_owned()];
    if shape == Shape::Csv {
        out.extend(forms.iter().map(|form| of_form(call.output, &form.id)));
    }
    let read = (call.paths.iter().map(PathBuf::as_path))
        .chain(call.expect)
        .chain(call.tables.iter().map(PathBuf::as_path));
    crate::output::apart(out.iter().map(PathBuf::as_path), read)?;
    if shape == Shape::Bundle && is_of_somebody(call.output) {
        return Err(format!(
            "{}: 取りまとめの結果ではないファイルがすでにありますので、別の名前を指定してください。",
            call.output.display()
        ));
    }
    Ok(out)
}

/// Whether a `.json` is there that no earlier call wrote: a sheet has the same
/// ending, a table has not.
fn is_of_somebody(path: &Path) -> bool {
    let Ok(text) = std::fs::read_to_string(path) else { return path.exists() };
    let items = text.strip_prefix(BUNDLE).map(str::trim_start);
    let first = "{\"format\":\"kohyo/submission\"";
    let is_ours = items.is_some_and(|items| items.starts_with(first) || items.starts_with(']'));
    !is_ours && !text.trim().is_empty()
}
