//! What is fast, shown: the page beside others in one Chromium, the engine by
//! itself. What each does is in `docs/performance.md`.

use crate::command::{command, run};
use crate::{build, setup, workspace};
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Names a page that is taken instead of one built now.
const PAGE: &str = "KOHYO_PAGE";

/// Builds all that is measured and measures it; `options` go to the measuring
/// script.
pub(crate) fn page(root: &Path, options: &[&str]) -> Result<()> {
    let page = named_or_built(root)?;
    run(command("cargo", root).args(["build", "--package", "kohyo-cli"]))?;
    setup::for_bench(root)?;
    let mut measure = command("node", &folder(root));
    run(given(&mut measure, root, &page).arg("measure.mjs").args(options))
}

/// Measures the office on made-up sheets, in the page and by the command.
pub(crate) fn office(root: &Path, options: &[&str]) -> Result<()> {
    let page = named_or_built(root)?;
    setup::for_browsers(root)?;
    run(command("cargo", root).args(["build", "--release", "--package", "kohyo-cli"]))?;
    let kohyo = format!("kohyo{}", std::env::consts::EXE_SUFFIX);
    let mut measure = command("node", &root.join("benches/office"));
    measure.arg("measure.mjs").args(options).env(PAGE, page);
    // A long table of ten thousand sheets takes longer than a step of a test may.
    measure.env("KOHYO_PATIENCE", "600000");
    run(measure.env("KOHYO_CLI", workspace::target_folder(root).join("release").join(kohyo)))
}

/// The page that the environment names, or one built now.
pub(crate) fn named_or_built(root: &Path) -> Result<PathBuf> {
    let page = match std::env::var_os(PAGE) {
        Some(page) => PathBuf::from(page),
        None => {
            setup::for_build(root)?;
            build::page(root)?
        }
    };
    page.canonicalize().with_context(|| format!("no page {}", page.display()))
}

/// The folder of the measuring scripts.
pub(crate) fn folder(root: &Path) -> PathBuf {
    root.join("benches/page")
}

/// Tells a script where the page and the command are.
pub(crate) fn given<'a>(script: &'a mut Command, root: &Path, page: &Path) -> &'a mut Command {
    let kohyo = format!("kohyo{}", std::env::consts::EXE_SUFFIX);
    script
        .env(PAGE, page)
        .env("KOHYO_CLI", workspace::target_folder(root).join("debug").join(kohyo))
}

/// Measures the engine: reading, judging, collecting.
pub(crate) fn native(root: &Path) -> Result<()> {
    for package in ["kohyo-core", "kohyo-cli"] {
        run(command("cargo", root).args(["bench", "--package", package, "--benches"]))?;
    }
    Ok(())
}
