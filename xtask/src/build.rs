//! The page, built and shown.

use crate::command::{command, run};
use crate::pack::PAGE;
use anyhow::{Result, ensure};
use std::path::{Path, PathBuf};

/// Builds the page in this folder and says where it lies.
pub(crate) fn page(root: &Path) -> Result<PathBuf> {
    run(trunk(root).args(["build", "--release"]))?;
    let page = root.join("dist").join(PAGE);
    ensure!(page.is_file(), "trunk ended well and left no {}", page.display());
    Ok(page)
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
