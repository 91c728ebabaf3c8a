//! Where results go: lines on stdout, whole files beside and then renamed.

use std::io::Write;
use std::path::Path;

/// A JSON line on stdout.
pub(crate) fn line(value: &serde_json::Value) -> Result<(), String> {
    text(&format!("{value}\n"))
}

/// Text on stdout; a reader that has gone away is no error.
pub(crate) fn text(text: &str) -> Result<(), String> {
    match std::io::stdout().lock().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(format!("標準出力に書けません（{error}）。"))
        }
        _ => Ok(()),
    }
}

/// A whole file: written aside, then renamed.
pub(crate) fn file(path: &Path, text: &str) -> Result<(), String> {
    let failed =
        |error: std::io::Error| format!("{}: ファイルを書けません（{error}）。", path.display());
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut aside = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    aside.write_all(text.as_bytes()).map_err(failed)?;
    aside.as_file().sync_all().map_err(failed)?;
    aside.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}
