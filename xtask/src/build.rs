//! The page, built and shown.

use crate::command::{command, run};
use crate::pack::PAGE;
use crate::setup;
use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};

/// Builds the page in this folder and says where it lies.
pub(crate) fn page(root: &Path) -> Result<PathBuf> {
    run(trunk(root).args(["build", "--release"]))?;
    let page = root.join("dist").join(PAGE);
    ensure!(page.is_file(), "trunk ended well and left no {}", page.display());
    Ok(page)
}

/// Names a page that is taken instead of one built now.
pub(crate) const NAMED: &str = "KOHYO_PAGE";

/// The page that the environment names, or one built now.
pub(crate) fn named_or_new(root: &Path) -> Result<PathBuf> {
    let named = match std::env::var_os(NAMED) {
        Some(page) => PathBuf::from(page),
        None => {
            setup::for_build(root)?;
            page(root)?
        }
    };
    named.canonicalize().with_context(|| format!("no page {}", named.display()))
}

/// Says to the pack step that the page is not handed out.
pub(crate) const QUICK: &str = "KOHYO_QUICK";

/// The page packed like the one that is handed out, in seconds instead of
/// minutes: larger and slower, for whoever works on it. It lies in a folder of
/// its own, so that nobody takes it for the other.
pub(crate) fn quick(root: &Path) -> Result<PathBuf> {
    let dist = root.join("target/quick");
    let hurry = [
        (QUICK, "1"),
        ("CARGO_PROFILE_PAGE_LTO", "off"),
        ("CARGO_PROFILE_PAGE_OPT_LEVEL", "1"),
        ("CARGO_PROFILE_PAGE_CODEGEN_UNITS", "16"),
        ("CARGO_PROFILE_PAGE_INCREMENTAL", "true"),
    ];
    run(trunk(root).args(["build", "--release", "--dist"]).arg(&dist).envs(hurry))?;
    Ok(dist.join(PAGE))
}

/// trunk, called in this folder.
pub(crate) fn trunk(root: &Path) -> std::process::Command {
    let mut trunk = command("trunk", root);
    // It takes NO_COLOR for a switch of its own and refuses the usual `1`.
    trunk.env_remove("NO_COLOR");
    trunk
}

/// Opens the page where a person sits before a display.
pub(crate) fn show(page: &Path, root: &Path) -> Result<()> {
    let opened = if cfg!(target_os = "windows") {
        run(command("cmd", root).args(["/C", "start", ""]).arg(page))
    } else if cfg!(target_os = "macos") {
        run(command("open", root).arg(page))
    } else {
        let display = ["DISPLAY", "WAYLAND_DISPLAY"];
        if !display.iter().any(|name| std::env::var_os(name).is_some()) {
            return Ok(());
        }
        run(command("xdg-open", root).arg(page))
    };
    // The page is built; that no browser is set up here is no failure.
    if let Err(error) = opened {
        eprintln!("the page could not be opened ({error:#}); double-click the file");
    }
    Ok(())
}
