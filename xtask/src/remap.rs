//! The builder's folders, and what the compiler writes in their place.
//!
//! A panic text names the source file, so a page would carry the folders of
//! whoever built it, and no two builds would be alike. A flag of the compiler
//! replaces them; as no configuration file can know where it stands, the
//! flags are written at each build to a file that `.cargo/config.toml`
//! includes where it is there.

use crate::command::{answer, command};
use crate::workspace;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Folder of the builder and the name that stands for it, the widest first:
/// the compiler applies the last one that fits.
pub(crate) fn folders(root: &Path) -> Result<Vec<(PathBuf, &'static str)>> {
    let mut folders = Vec::new();
    if let Some(cargo) = cargo_home() {
        folders.push((cargo, "/cargo"));
    }
    let sysroot = answer(command("rustc", root).args(["--print", "sysroot"]))
        .context("`rustc` did not answer; install Rust from https://rustup.rs")?;
    folders.push((PathBuf::from(sysroot), "/rust"));
    folders.push((root.to_owned(), "/kohyo"));
    let target = workspace::target_folder(root);
    if !target.starts_with(root) {
        folders.push((target, "/kohyo/target"));
    }
    Ok(folders)
}

/// Where cargo keeps the sources of crates and its programs.
pub(crate) fn cargo_home() -> Option<PathBuf> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")))
}

/// Writes the file that `.cargo/config.toml` includes, if it would change.
pub(crate) fn write(root: &Path) -> Result<()> {
    let mut text = String::from("[target.wasm32-unknown-unknown]\nrustflags = [\n");
    for (folder, name) in folders(root)? {
        let flag = format!("--remap-path-prefix={}={name}", folder.display());
        // JSON's way of writing a text is also TOML's.
        text.push_str(&format!("  {},\n", serde_json::to_string(&flag)?));
    }
    text.push_str("]\n");
    let path = root.join("target").join("remap-paths.toml");
    if fs::read_to_string(&path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::create_dir_all(root.join("target"))?;
    fs::write(&path, text).with_context(|| format!("{} cannot be written", path.display()))
}
