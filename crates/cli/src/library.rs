//! The forms that the command knows: those built in, those of a folder, and a
//! single definition named by its path.

use kohyo_core::form::{Fault, Form, newest};
use kohyo_core::wire::definition::Joined;
use kohyo_core::{wire, words};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// All forms: the newest revision of each edition, a folder's before built-in
/// ones of the same name and revision.
pub(crate) fn all(folder: Option<&Path>) -> Result<Vec<Form>, String> {
    Ok(newest(known(folder)?.into_iter().map(|(form, _)| form)))
}

/// All forms with the texts of their definitions, a folder's first.
pub(crate) fn known(folder: Option<&Path>) -> Result<Vec<(Form, String)>, String> {
    let mut out = Vec::new();
    let mut paths = Vec::new();
    if let Some(folder) = folder {
        definitions_below(folder, &mut paths)?;
    }
    for path in paths {
        // Sheets, lists and tables may lie beside the forms.
        if wire::definition::is_meant(&text_of(&path)?) {
            out.push(joined(&path)?);
        }
    }
    for form in kohyo_forms::all() {
        out.push(compiled(form.name, form.text, &|file| form.beside(file))?);
    }
    Ok(out)
}

/// All forms, the tables of these files among those of their forms.
pub(crate) fn with_tables(folder: Option<&Path>, files: &[PathBuf]) -> Result<Vec<Form>, String> {
    let mut all = known(folder)?;
    for path in files {
        add_tables(&path.display().to_string(), &text_of(path)?, &mut all)?;
    }
    Ok(newest(all.into_iter().map(|(form, _)| form)))
}

/// Puts the tables of a text among those of their form, whose id is given.
pub(crate) fn add_tables(
    name: &str,
    text: &str,
    all: &mut [(Form, String)],
) -> Result<String, String> {
    let said = |faults: &[Fault]| described(name, &Joined::alone(text), faults);
    let own = wire::definition::read_tables(text).map_err(|faults| said(&faults))?;
    let mut taken = false;
    let mut refused = Vec::new();
    for (form, definition) in all.iter_mut().filter(|(form, _)| form.id == own.form.value) {
        match wire::definition::compile_with(definition, &own.tables) {
            Ok(more) => {
                form.together = more.together;
                taken = true;
            }
            // An edition may lack the cells of the others.
            Err(faults) => refused = faults,
        }
    }
    if !taken && refused.is_empty() {
        return Err(format!("{name}: 「{}」という様式はありません。", own.form.value));
    }
    if taken { Ok(own.form.value) } else { Err(said(&refused)) }
}

fn definitions_below(folder: &Path, out: &mut Vec<PathBuf>) -> Result<(), String> {
    for path in crate::source::entries(folder)? {
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
    Ok(joined(path)?.0)
}

/// A definition from a file, and its text with the tables beside it.
fn joined(path: &Path) -> Result<(Form, String), String> {
    let text = text_of(path)?;
    let beside = |file: &str| {
        let bytes = std::fs::read(path.with_file_name(file)).ok()?;
        crate::rows::text(bytes)
    };
    compiled(&path.display().to_string(), &text, &beside)
}

/// The text of a file.
pub(crate) fn text_of(path: &Path) -> Result<String, String> {
    let name = path.display();
    let bytes = std::fs::read(path)
        .map_err(|error| format!("{name}: ファイルを読めません（{error}）。"))?;
    String::from_utf8(bytes).map_err(|_| {
        format!("{name}: UTF-8のファイルではありませんので、UTF-8で保存し直してください。")
    })
}

fn compiled(
    name: &str,
    text: &str,
    beside: &dyn Fn(&str) -> Option<String>,
) -> Result<(Form, String), String> {
    let joined = wire::definition::join(text, beside)
        .map_err(|faults| described(name, &Joined::alone(text), &faults))?;
    let form = wire::definition::compile(&joined.text)
        .map_err(|faults| described(name, &joined, &faults))?;
    Ok((form, joined.text))
}

/// The text of a definition that compiles, named by its path or by the id of a
/// form that is known.
pub(crate) fn definition(name: &str, folder: Option<&Path>) -> Result<String, String> {
    let path = Path::new(name);
    if path.extension().is_some_and(|end| end == "json") || path.is_file() {
        return Ok(joined(path)?.1);
    }
    let form = find(name, None, folder)?;
    let own = |(known, text): (Form, String)| (known.digest == form.digest).then_some(text);
    let text = known(folder)?.into_iter().find_map(own);
    text.ok_or_else(|| format!("「{name}」の様式の定義が見つかりません。"))
}

/// The faults of a definition, a line each: file, line, column, path, sentence.
pub(crate) fn described(name: &str, joined: &Joined, faults: &[Fault]) -> String {
    let lines: Vec<String> = faults
        .iter()
        .map(|fault| {
            let (file, line, column) = joined.place(fault);
            // What is wrong with the whole has no path.
            let path = match &*fault.origin.path {
                "" => String::new(),
                path => format!("{path}: "),
            };
            let name = match file {
                Some(file) => Path::new(name).with_file_name(file).display().to_string(),
                None => name.to_owned(),
            };
            format!("{name}:{line}:{column}: {path}{}", words::fault(fault))
        })
        .collect();
    lines.join("\n")
}

/// The form that is named by id and edition (the newest if none) or by path.
pub(crate) fn find(
    name: &str,
    edition: Option<&str>,
    folder: Option<&Path>,
) -> Result<Form, String> {
    let path = Path::new(name);
    if path.extension().is_some_and(|end| end == "json") || path.is_file() {
        let form = read(path)?;
        return match edition.filter(|edition| *edition != form.edition) {
            None => Ok(form),
            Some(other) => Err(format!(
                "{name}: この定義の版は「{}」で、「{other}」ではありませんので、--editionか定義のファイルを確かめてください。",
                form.edition
            )),
        };
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
