//! Puts aside what of `forms/` is built in: `<form id>/<edition>/…`. The guide
//! and the examples are for readers, and the page would carry them for nobody.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Beside the forms; no form.
const EXAMPLES: &str = "examples";

fn main() -> io::Result<()> {
    let from = folder("CARGO_MANIFEST_DIR")?.join("../../forms");
    let to = folder("OUT_DIR")?.join("forms");
    println!("cargo::rerun-if-changed={}", from.display());
    if to.exists() {
        fs::remove_dir_all(&to)?;
    }
    for form in folders(&from)?.into_iter().filter(|form| !form.ends_with(EXAMPLES)) {
        for edition in folders(&form)? {
            let to = to.join(edition.strip_prefix(&from).map_err(io::Error::other)?);
            fs::create_dir_all(&to)?;
            for file in fs::read_dir(&edition)? {
                let file = file?;
                fs::copy(file.path(), to.join(file.file_name()))?;
            }
        }
    }
    Ok(())
}

fn folder(variable: &str) -> io::Result<PathBuf> {
    env::var(variable).map(PathBuf::from).map_err(io::Error::other)
}

fn folders(inside: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(inside)? {
        let path = entry?.path();
        if path.is_dir() {
            found.push(path);
        }
    }
    Ok(found)
}
