//! `kohyo lint`: all faults of a definition.

use std::path::Path;
use std::process::ExitCode;

pub(crate) fn lint(path: &Path) -> Result<ExitCode, String> {
    crate::library::read(path)?;
    Ok(ExitCode::SUCCESS)
}
