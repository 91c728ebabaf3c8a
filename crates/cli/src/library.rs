//! The forms that the command knows: those built in, those of a folder, and a
//! single definition named by its path.

use include_dir::{Dir, include_dir};
use kohyo_core::form::{Fault, Form};
use kohyo_core::{wire, words};
use serde_json::json;
use std::path::Path;
use std::process::ExitCode;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../forms");

/// All forms: the newest revision of each edition, a folder's before built-in
/// ones of the same name and revision.
pub(crate) fn all(folder: Option<&Path>) -> Result<Vec<Form>, String> {
    let mut forms = Vec::new();
    if let Some(folder) = folder {
        let mut paths = Vec::new();
        definitions_below(folder, &mut paths)?;
        for path in paths {
            forms.push(read(&path)?);
        }
    }
    let mut built_in = Vec::new();
    built_in_below(&BUILT_IN, &mut built_in);
    for (name, text) in built_in {
        let form =
            wire::definition::compile(text).map_err(|faults| described(&name, text, &faults))?;
        forms.push(form);
    }
    let mut newest: Vec<Form> = Vec::new();
    for form in forms {
        let known =
            newest.iter_mut().find(|known| known.id == form.id && known.edition == form.edition);
        match known {
            Some(known) if known.revision < form.revision => *known = form,
            Some(_) => {}
            None => newest.push(form),
        }
    }
    newest.sort_by(|a, b| {
        (&a.id, edition_year(a), &a.edition).cmp(&(&b.id, edition_year(b), &b.edition))
    });
    Ok(newest)
}

/// The year that an edition means, so that `r2` comes after `h30`.
fn edition_year(form: &Form) -> Option<i32> {
    kohyo_core::wareki::read_fiscal_year(&form.edition, &form.eras).value.map(|year| year.0)
}

fn built_in_below(folder: &'static Dir<'_>, out: &mut Vec<(String, &'static str)>) {
    for file in folder.files() {
        let path = file.path();
        let is_definition = path.extension().is_some_and(|end| end == "json")
            && path.components().count() == 3
            && !path.starts_with("examples");
        if is_definition && let Some(text) = file.contents_utf8() {
            out.push((path.display().to_string(), text));
        }
    }
    for inner in folder.dirs() {
        built_in_below(inner, out);
    }
}

fn definitions_below(folder: &Path, out: &mut Vec<std::path::PathBuf>) -> Result<(), String> {
    let unreadable = |error: std::io::Error| {
        format!("{}: フォルダーを読めません（{error}）。", folder.display())
    };
    let mut entries: Vec<_> = std::fs::read_dir(folder)
        .map_err(unreadable)?
        .collect::<Result<_, _>>()
        .map_err(unreadable)?;
    entries.sort_by_key(std::fs::DirEntry::path);
    for entry in entries {
        let path = entry.path();
        if path.is_dir() {
            definitions_below(&path, out)?;
        } else if path.extension().is_some_and(|end| end == "json") {
            out.push(path);
        }
    }
    Ok(())
}

/// A definition from a file.
pub(crate) fn read(path: &Path) -> Result<Form, String> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| format!("{}: ファイルを読めません（{error}）。", path.display()))?;
    wire::definition::compile(&text)
        .map_err(|faults| described(&path.display().to_string(), &text, &faults))
}

/// The faults of a definition, a line each: file, line, column, path, sentence.
pub(crate) fn described(name: &str, text: &str, faults: &[Fault]) -> String {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| {
            let (line, column) = position(text, fault.origin.offset);
            let path = &fault.origin.path;
            format!("{name}:{line}:{column}: {path}: {}", words::fault(fault))
        })
        .collect();
    lines.join("\n")
}

/// Line and column, from 1, of a byte offset.
fn position(text: &str, offset: usize) -> (usize, usize) {
    let before = text.get(..offset).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before.get(start..).unwrap_or("").chars().count() + 1)
}

/// The form that is named by id and edition (the newest if none) or by path.
pub(crate) fn find(
    name: &str,
    edition: Option<&str>,
    folder: Option<&Path>,
) -> Result<Form, String> {
    let path = Path::new(name);
    if path.extension().is_some_and(|end| end == "json") || path.is_file() {
        return read(path);
    }
    let mut forms = all(folder)?;
    forms.retain(|form| form.id == name && edition.is_none_or(|edition| form.edition == edition));
    match forms.pop() {
        Some(form) => Ok(form),
        None => {
            let edition = edition.map(|edition| format!("（{edition}）")).unwrap_or_default();
            Err(format!(
                "「{name}」{edition}という様式はありません。「kohyo forms」で一覧を確かめてください。"
            ))
        }
    }
}

/// `kohyo forms`
pub(crate) fn list(folder: Option<&Path>) -> Result<ExitCode, String> {
    for form in all(folder)? {
        crate::output::line(&json!({
            "id": form.id,
            "edition": form.edition,
            "revision": form.revision,
            "title": form.title,
        }))?;
    }
    Ok(ExitCode::SUCCESS)
}
