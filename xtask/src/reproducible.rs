//! Two builds in two folders give the same bytes, and name neither.

use crate::command::run;
use crate::pack::{PAGE, engine_of, hex};
use crate::{build, remap, workspace};
use anyhow::{Context, Result, bail, ensure};
use sha2::{Digest, Sha256};
use std::fs;
use std::path::{Path, PathBuf};

/// Builds a copy of the project elsewhere and compares it with `page`.
pub(crate) fn check(root: &Path, page: &Path) -> Result<()> {
    let elsewhere = Elsewhere::new(root)?;
    run(build::trunk(&elsewhere.project)
        .args(["build", "--release"])
        .env("CARGO_TARGET_DIR", &elsewhere.target)
        .env("CARGO_HOME", &elsewhere.cargo_home))?;

    let here = fs::read_to_string(page)?;
    let there = fs::read_to_string(elsewhere.project.join("dist").join(PAGE))?;
    for (page, root) in [(&here, root), (&there, &elsewhere.project)] {
        names_no_folder(page, root, &elsewhere.folder)?;
    }
    if here != there {
        let same = here.bytes().zip(there.bytes()).take_while(|(a, b)| a == b);
        bail!(
            "two folders give two pages: {} and {} bytes, different from byte {} on",
            here.len(),
            there.len(),
            same.count()
        );
    }
    println!("{PAGE} is the same from two folders, and names no builder's folder");
    Ok(())
}

/// The decoded engine and the page around it name nothing of the builder.
fn names_no_folder(page: &str, root: &Path, elsewhere: &Path) -> Result<()> {
    let engine = String::from_utf8_lossy(&engine_of(page)?).into_owned();
    let mut needles: Vec<String> = remap::folders(root)?
        .into_iter()
        .map(|(folder, _)| folder)
        .chain([elsewhere.to_owned()])
        .map(|folder| folder.display().to_string())
        .collect();
    // Also folders that this machine's settings do not name.
    needles.extend(["/.cargo/", "/.rustup/", "/home/", "/Users/", "\\Users\\"].map(str::to_owned));
    for needle in needles {
        for (part, text) in [("the engine", engine.as_str()), ("the page", page)] {
            if let Some(at) = text.find(&needle) {
                let around: String = text[at..].chars().take(80).collect();
                bail!("{part} names a builder's folder: {around}");
            }
        }
    }
    // A test that looks into nothing would pass.
    ensure!(
        engine.contains("/cargo/registry/"),
        "the engine names no source at all; the search is no proof"
    );
    Ok(())
}

/// A copy of the project at another place, with other names for the folders
/// of cargo and of the build. What is built there stays within this project's
/// own build, and the copy is as old as the original: a second run compiles
/// what was changed.
struct Elsewhere {
    folder: PathBuf,
    project: PathBuf,
    cargo_home: PathBuf,
    target: PathBuf,
}

impl Elsewhere {
    fn new(root: &Path) -> Result<Self> {
        // One folder for each place of the project, the same at every run.
        let place = Sha256::digest(root.as_os_str().as_encoded_bytes());
        let folder = std::env::temp_dir().join(format!("kohyo-elsewhere-{}", hex(&place[..4])));
        if folder.exists() {
            // A run that was stopped left it.
            fs::remove_dir_all(&folder)?;
        }
        let elsewhere = Self {
            project: folder.join("another builder").join("a project of another name"),
            cargo_home: folder.join("crates"),
            target: workspace::target_folder(root).join("elsewhere"),
            folder,
        };
        fs::create_dir_all(&elsewhere.cargo_home)?;
        for file in workspace::files(root)? {
            let copy = elsewhere.project.join(&file);
            fs::create_dir_all(copy.parent().context("a file in no folder")?)?;
            fs::copy(root.join(&file), &copy)?;
            let changed = fs::metadata(root.join(&file))?.modified()?;
            fs::File::options().write(true).open(&copy)?.set_modified(changed)?;
        }
        // What was downloaded once, and from where, serves both.
        let home = remap::cargo_home().context("cargo has no folder")?;
        if home.join("config.toml").is_file() {
            fs::copy(home.join("config.toml"), elsewhere.cargo_home.join("config.toml"))?;
        }
        for shared in ["registry", "git"] {
            if home.join(shared).is_dir() {
                link(&home.join(shared), &elsewhere.cargo_home.join(shared))?;
            }
        }
        Ok(elsewhere)
    }
}

impl Drop for Elsewhere {
    fn drop(&mut self) {
        // A folder left in the temporary folder harms nobody.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Result<()> {
    Ok(std::os::unix::fs::symlink(from, to)?)
}

#[cfg(not(unix))]
fn link(_from: &Path, _to: &Path) -> Result<()> {
    // Links need a privilege here; cargo downloads once more.
    Ok(())
}
