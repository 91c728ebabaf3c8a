//! What is fast, shown: the page beside others in one Chromium, the engine by
//! itself. What each does is in `docs/performance.md`.

use crate::command::{command, run};
use crate::{build, setup, workspace};
use anyhow::Result;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Builds all that is measured and measures it; `options` go to the measuring
/// script.
pub(crate) fn page(root: &Path, options: &[&str]) -> Result<()> {
    let page = build::named_or_new(root)?;
    run(command("cargo", root).args(["build", "--package", "kohyo-cli"]))?;
    setup::for_bench(root)?;
    let mut measure = command("node", &folder(root));
    run(given(&mut measure, root, &page).arg("measure.mjs").args(options))
}

/// Measures the office on made-up sheets, in the page and by the command.
pub(crate) fn office(root: &Path, options: &[&str]) -> Result<()> {
    let page = build::named_or_new(root)?;
    setup::for_browsers(root)?;
    run(command("cargo", root).args(["build", "--release", "--package", "kohyo-cli"]))?;
    let kohyo = format!("kohyo{}", std::env::consts::EXE_SUFFIX);
    let mut measure = command("node", &root.join("benches/office"));
    measure.arg("measure.mjs").args(options).env(build::NAMED, page);
    // A long table of ten thousand sheets takes longer than a step of a test may.
    measure.env("KOHYO_PATIENCE", "600000");
    run(measure.env("KOHYO_CLI", workspace::target_folder(root).join("release").join(kohyo)))
}

/// The folder of the measuring scripts.
pub(crate) fn folder(root: &Path) -> PathBuf {
    root.join("benches/page")
}

/// Tells a script where the page and the command are.
pub(crate) fn given<'a>(script: &'a mut Command, root: &Path, page: &Path) -> &'a mut Command {
    let kohyo = format!("kohyo{}", std::env::consts::EXE_SUFFIX);
    script
        .env(build::NAMED, page)
        .env("KOHYO_CLI", workspace::target_folder(root).join("debug").join(kohyo))
}

/// Measures the engine: reading, judging, collecting.
pub(crate) fn native(root: &Path) -> Result<()> {
    for package in ["kohyo-core", "kohyo-cli"] {
        run(command("cargo", root).args(["bench", "--package", package, "--benches"]))?;
    }
    Ok(())
}
