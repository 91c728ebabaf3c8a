//! Where results go: lines on stdout, whole files beside and then renamed.

use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

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

/// Refuses to write where something is read.
pub(crate) fn apart<'a>(
    written: impl IntoIterator<Item = &'a Path>,
    read: impl IntoIterator<Item = &'a Path>,
) -> Result<(), String> {
    let read: Vec<PathBuf> = read.into_iter().filter_map(|path| path.canonicalize().ok()).collect();
    let is_read = |path: &&Path| path.canonicalize().is_ok_and(|path| read.contains(&path));
    match written.into_iter().find(is_read) {
        None => Ok(()),
        Some(path) => Err(format!(
            "{}: 読み取るファイルを書き出し先にはできませんので、別の名前を指定してください。",
            path.display()
        )),
    }
}

/// A whole file: written aside, then renamed. A pipe or a device is written to
/// as it is.
pub(crate) fn file(path: &Path, text: &str) -> Result<(), String> {
    if is_special(path) {
        let opened = std::fs::OpenOptions::new().write(true).open(path);
        let written = opened.and_then(|mut file| file.write_all(text.as_bytes()));
        return written.map_err(|error| failed(path, &error));
    }
    let mut aside = Aside::new(path)?;
    aside.write_all(text.as_bytes()).map_err(|error| failed(path, &error))?;
    aside.finish()
}

/// A file that is written aside and takes its name when it is whole.
pub(crate) struct Aside {
    path: PathBuf,
    file: BufWriter<NamedTempFile>,
}

impl Aside {
    /// Begins a file; until [`Aside::finish`] nothing stands under its name.
    pub(crate) fn new(path: &Path) -> Result<Self, String> {
        if is_special(path) {
            return Err(format!(
                "{}: ファイルではありませんので、別の名前を指定してください。",
                path.display()
            ));
        }
        // A link stays one; the file to which it leads is written anew.
        let is_link = path.symlink_metadata().is_ok_and(|found| found.is_symlink());
        let path = &match path.canonicalize() {
            Ok(end) if is_link => end,
            _ => path.to_owned(),
        };
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            // Like any other new file: others of the office read it.
            use std::os::unix::fs::PermissionsExt;
            builder.permissions(std::fs::Permissions::from_mode(0o666));
        }
        let file = builder.tempfile_in(folder).map_err(|error| failed(path, &error))?;
        Ok(Self { path: path.to_owned(), file: BufWriter::new(file) })
    }

    /// The name that it takes.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Gives the file its name.
    pub(crate) fn finish(self) -> Result<(), String> {
        let path = self.path;
        let file = self.file.into_inner().map_err(|error| failed(&path, error.error()))?;
        file.as_file().sync_all().map_err(|error| failed(&path, &error))?;
        file.persist(&path).map_err(|error| failed(&path, &error.error))?;
        Ok(())
    }
}

impl Write for Aside {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.file.flush()
    }
}

impl std::io::Seek for Aside {
    fn seek(&mut self, to: std::io::SeekFrom) -> std::io::Result<u64> {
        self.file.seek(to)
    }
}

/// Whether something stands there that is neither a file nor a folder.
fn is_special(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir())
}

/// The sentence for a file that cannot be written.
pub(crate) fn failed(path: &Path, error: &std::io::Error) -> String {
    format!("{}: ファイルを書けません（{error}）。", path.display())
}
