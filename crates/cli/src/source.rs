//! Files of sheets: which there are, and what stands in them.

use kohyo_core::form::Form;
use kohyo_core::submission::OpenFault;
use kohyo_core::wire::judged::Judged;
use kohyo_core::{wire, words};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// A file's text; what cannot be read at all is foreign.
pub(crate) fn text(path: &Path) -> Result<String, OpenFault> {
    let size = std::fs::metadata(path).map_err(|_| OpenFault::Foreign)?.len();
    if usize::try_from(size).map_or(true, |size| size > wire::open::MOST_BYTES) {
        return Err(OpenFault::TooLarge);
    }
    let bytes = std::fs::read(path).map_err(|_| OpenFault::Foreign)?;
    String::from_utf8(bytes).map_err(|_| OpenFault::NotJson(1, 1))
}

/// Why there is no file to read under a name.
pub(crate) fn absent(path: &Path) -> Option<String> {
    let name = path.display();
    match std::fs::metadata(path) {
        Ok(about) if about.is_dir() => {
            Some(format!("「{name}」はフォルダーですので、中のファイルを指定してください。"))
        }
        Ok(_) => None,
        Err(error) => Some(format!(
            "「{name}」というファイルを読めません（{error}）ので、名前と場所を確かめてください。"
        )),
    }
}

/// Why a file cannot be opened, to whoever has the command and no page.
pub(crate) fn said(fault: &OpenFault, file: &str) -> String {
    match fault {
        OpenFault::UnknownForm(id, edition) => format!(
            "「{file}」の様式（{id} {edition}）はこのkohyoに入っていませんので、その定義のあるフォルダーを--formsで指定してください。"
        ),
        _ => words::open_fault(fault, file),
    }
}

/// The sheets of a file, each judged, under the names by which the command
/// speaks of them: `a.json`, or `a.json#3` in a bundle.
pub(crate) fn sheets(path: &Path, forms: &[&Form]) -> Vec<(String, Result<Judged, OpenFault>)> {
    let name = path.display().to_string();
    let items = match text(path) {
        Ok(text) => wire::open::items(&name, &text, forms),
        Err(fault) => return vec![(name, Err(fault))],
    };
    let judged = |opened| Judged::new(forms, opened);
    items.into_iter().map(|(name, item)| (name, item.and_then(judged))).collect()
}

/// All files of these paths, folders opened up, in the order of the paths and
/// within a folder by name; each file once, those of `not` never.
pub(crate) fn files(paths: &[PathBuf], not: &[&Path]) -> Result<Vec<PathBuf>, String> {
    let mut seen: HashSet<PathBuf> =
        not.iter().filter_map(|path| path.canonicalize().ok()).collect();
    let mut out = Vec::new();
    for path in paths {
        let about = std::fs::metadata(path)
            .map_err(|error| format!("{}: 読めません（{error}）。", path.display()))?;
        if about.is_dir() {
            below(path, &mut seen, &mut out)?;
        } else if path.canonicalize().is_ok_and(|known| seen.insert(known)) {
            out.push(path.clone());
        }
    }
    Ok(out)
}

fn below(folder: &Path, seen: &mut HashSet<PathBuf>, out: &mut Vec<PathBuf>) -> Result<(), String> {
    for path in entries(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if is_of_the_system(&name) {
            continue;
        }
        // A link to a folder may lead in a circle.
        if path.is_dir() && !path.is_symlink() {
            below(&path, seen, out)?;
        } else if std::fs::metadata(&path).is_ok_and(|about| about.is_file())
            && path.canonicalize().is_ok_and(|known| seen.insert(known))
        {
            out.push(path);
        }
    }
    Ok(())
}

/// What lies in a folder, by name.
pub(crate) fn entries(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let failed = |error: std::io::Error| {
        format!("{}: フォルダーを読めません（{error}）。", folder.display())
    };
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        out.push(entry.map_err(failed)?.path());
    }
    out.sort();
    Ok(out)
}

/// What machines leave in folders, and nobody handed in.
fn is_of_the_system(name: &str) -> bool {
    name.starts_with("~$")
        || name.starts_with("._")
        || [".ds_store", "thumbs.db", "desktop.ini"].contains(&name.to_lowercase().as_str())
}
