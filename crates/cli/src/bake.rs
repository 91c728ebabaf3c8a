//! `kohyo bake`: a copy of the page that carries forms, lists and tables. The page
//! writes the same copy of itself, byte for byte.

use crate::{library, output};
use kohyo_core::form::Form;
use kohyo_core::wire::baked::{self, Baked, BakedForm, Master};
use kohyo_core::wire::definition::Joined;
use kohyo_core::wire::{definition, import, table};
use kohyo_core::words;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What is baked into what.
pub(crate) struct Call<'a> {
    pub(crate) page: &'a Path,
    pub(crate) output: &'a Path,
    pub(crate) forms: &'a [String],
    pub(crate) masters: &'a [PathBuf],
    pub(crate) tables: &'a [PathBuf],
    pub(crate) deadline: Option<&'a str>,
    pub(crate) from: Option<&'a Path>,
    pub(crate) folder: Option<&'a Path>,
}

pub(crate) fn bake(call: &Call<'_>) -> Result<ExitCode, String> {
    let tables = call.masters.iter().chain(call.tables).map(PathBuf::as_path);
    let forms = call.forms.iter().map(Path::new);
    output::apart([call.output], tables.chain(forms).chain([call.page]))?;
    let page = library::text_of(call.page)?;
    let mut carried = carried(call.page, &page)?;
    if let Some(old) = call.from {
        let taken = self::carried(old, &library::text_of(old)?)?;
        for form in taken.forms() {
            // An older page's engine may have let through what this one does not.
            let name = format!("{}（{} {}）", old.display(), form.id, form.edition);
            definition::compile(&form.text)
                .map_err(|faults| library::described(&name, &Joined::alone(&form.text), &faults))?;
        }
        let mut all = forms_of(&taken, call.folder)?;
        for (form, text) in taken.tables() {
            library::add_tables(&format!("{}（{form}）", old.display()), text, &mut all)?;
        }
        carried.add(taken);
    }
    for name in call.forms {
        let text = library::definition(name, call.folder)?;
        let form = BakedForm::of(&text)
            .ok_or_else(|| format!("「{name}」は様式の定義ではありません。"))?;
        carried.add_form(form);
    }
    for path in call.masters {
        let text = match path.extension() {
            // A workbook is carried as the table that it is.
            Some(end) if end.eq_ignore_ascii_case("xlsx") => {
                import::csv_of(&crate::rows::read(path)?)
            }
            _ => crate::rows::decoded(path)?,
        };
        let rows = table::rows(&text)
            .map_err(|fault| words::table_fault(&fault, &path.display().to_string()))?;
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let first = rows.first().and_then(|heads| heads.first()).map_or("", String::as_str);
        let all = forms_of(&carried, call.folder)?;
        if all.iter().all(|(form, _)| form.headed(first).is_none()) {
            eprintln!("{}", words::list_of_no_form(&name, first));
        }
        carried.add_master(Master { name, text });
    }
    if !call.tables.is_empty() {
        let mut all = forms_of(&carried, call.folder)?;
        for path in call.tables {
            let text = library::text_of(path)?;
            let form = library::add_tables(&path.display().to_string(), &text, &mut all)?;
            carried.add_tables(form, text);
        }
    }
    if let Some(deadline) = call.deadline {
        carried.set_deadline(deadline);
    }
    let copy = baked::into_page(&page, &carried.write()).ok_or_else(|| no_page(call.page))?;
    output::file(call.output, &copy)?;
    Ok(ExitCode::SUCCESS)
}

/// The forms for which tables may be: those that are carried, and all others.
fn forms_of(carried: &Baked, folder: Option<&Path>) -> Result<Vec<(Form, String)>, String> {
    let mut all = library::known(folder)?;
    for own in carried.forms() {
        if let Ok(form) = definition::compile(&own.text) {
            all.push((form, own.text.clone()));
        }
    }
    Ok(all)
}

/// What a page carries already.
fn carried(path: &Path, page: &str) -> Result<Baked, String> {
    baked::of_page(page).and_then(Baked::read).ok_or_else(|| no_page(path))
}

fn no_page(path: &Path) -> String {
    format!(
        "{}: kohyo.html ではないか、壊れています。配布されたファイルを指定してください。",
        path.display()
    )
}
