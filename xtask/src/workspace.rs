//! The project as it lies on the disk.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Folders that builds, package managers and git fill.
const NOT_OURS: [&str; 4] = [".git", "dist", "node_modules", "target"];

/// The folder of the workspace that the calling cargo works in.
pub(crate) fn root() -> Result<PathBuf> {
    // Asked of the running cargo and not compiled in: one xtask may be called
    // for a copy of the project.
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR")
        .map(PathBuf::from)
        .context("xtask is called through cargo: `cargo xtask …`")?;
    let root = manifest.parent().context("the package xtask has no workspace above it")?;
    Ok(root.to_owned())
}

/// The folder that cargo builds in.
pub(crate) fn target_folder(root: &Path) -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root.join("target"), |folder| root.join(folder))
}

/// All files of the project, relative to `root`, in order, without what is
/// built or fetched.
pub(crate) fn files(root: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    collect(root, Path::new(""), &mut found)?;
    found.sort();
    Ok(found)
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<PathBuf>) -> Result<()> {
    let full = root.join(folder);
    for entry in
        fs::read_dir(&full).with_context(|| format!("{} is not readable", full.display()))?
    {
        let entry = entry?;
        let name = entry.file_name();
        let kind = entry.file_type()?;
        if kind.is_dir() {
            if !NOT_OURS.iter().any(|other| name == *other) {
                collect(root, &folder.join(&name), found)?;
            }
        } else if kind.is_file() {
            // A worktree's `.git` is a file.
            if name != ".git" {
                found.push(folder.join(&name));
            }
        }
    }
    Ok(())
}

/// The version of a package in Cargo.lock.
pub(crate) fn locked_version(root: &Path, package: &str) -> Result<String> {
    let lock = fs::read_to_string(root.join("Cargo.lock")).context("Cargo.lock is not readable")?;
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    lines
        .nth(1)
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'))
        .map(str::to_owned)
        .with_context(|| format!("Cargo.lock does not name {package}"))
}
