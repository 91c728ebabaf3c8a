//! `kohyo lint`: all faults of a definition, and what it forgets of the
//! revision before.

use kohyo_core::form::Form;
use std::path::Path;
use std::process::ExitCode;

pub(crate) fn lint(path: &Path) -> Result<ExitCode, String> {
    let form = crate::library::read(path)?;
    if let Some(before) = revision_before(path, &form) {
        for (id, label) in forgotten(&before, &form) {
            eprintln!(
                "{}: 改訂{}の「{label}」（{id}）の行き先がmigrationsにありませんので、旧様式の項目として残ります。",
                path.display(),
                before.revision
            );
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The revision before, where it lies beside this one.
fn revision_before(path: &Path, form: &Form) -> Option<Form> {
    (1..form.revision)
        .rev()
        .map(|revision| path.with_file_name(format!("{revision}.json")))
        .find(|path| path.is_file())
        .and_then(|path| crate::library::read(&path).ok())
        .filter(|before| before.id == form.id && before.edition == form.edition)
}

/// The cells of the revision before that stand nowhere today, and of which
/// nothing is said: id and label.
fn forgotten<'b>(
    before: &'b Form,
    form: &'b Form,
) -> impl Iterator<Item = (&'b str, &'b str)> + use<'b> {
    before
        .cells()
        .filter(|(_, cell)| !cell.is_computed())
        .filter(|(_, cell)| {
            let heir = form.heir(before.revision, &cell.id);
            form.find(&heir).is_none() && form.old_label(&heir).is_none()
        })
        .map(|(_, cell)| (cell.id.as_str(), cell.label.as_str()))
}
