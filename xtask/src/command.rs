//! Other programs: run, asked for their version, named in errors.

use anyhow::{Context, Result, bail};
use std::ffi::{OsStr, OsString};
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};

/// PATH as all commands from here see it, once a folder was preferred.
static PATH: Mutex<Option<OsString>> = Mutex::new(None);

/// Looks for programs in this folder before all others.
pub(crate) fn prefer(folder: &Path) -> Result<()> {
    let path = std::env::join_paths(
        std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path())),
    )?;
    *PATH.lock().unwrap_or_else(PoisonError::into_inner) = Some(path);
    Ok(())
}

fn path() -> OsString {
    let preferred = PATH.lock().unwrap_or_else(PoisonError::into_inner).clone();
    preferred.unwrap_or_else(|| std::env::var_os("PATH").unwrap_or_default())
}

/// A command in a folder, with its output shown to whoever called.
pub(crate) fn command(program: impl AsRef<OsStr>, folder: &Path) -> Command {
    let mut command = Command::new(program);
    command.current_dir(folder).env("PATH", path());
    command
}

/// Shows the command line and runs it; an exit code other than 0 is an error.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let line = line_of(command);
    eprintln!("$ {line}");
    let status = command.status().with_context(|| format!("`{line}` could not be started"))?;
    if !status.success() {
        bail!("`{line}` ended with {status}");
    }
    Ok(())
}

/// Runs the command, shows each line of its output as it comes, and returns
/// the lines and whether it ended well.
pub(crate) fn run_listening(command: &mut Command) -> Result<(Vec<String>, bool)> {
    let line = line_of(command);
    eprintln!("$ {line}");
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .with_context(|| format!("`{line}` could not be started"))?;
    let mut lines = Vec::new();
    if let Some(output) = child.stdout.take() {
        for piece in BufReader::new(output).split(b'\n') {
            let text = String::from_utf8_lossy(&piece?).into_owned();
            println!("{text}");
            lines.push(text);
        }
    }
    Ok((lines, child.wait()?.success()))
}

/// What the command prints, or nothing where it is absent or fails.
pub(crate) fn answer(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    if !output.status.success() {
        return None;
    }
    String::from_utf8(output.stdout).ok().map(|text| text.trim().to_owned())
}

/// Where a program stands on PATH.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&path()).map(|folder| folder.join(&name)).find(|path| path.is_file())
}

fn line_of(command: &Command) -> String {
    let words: Vec<_> = std::iter::once(command.get_program())
        .chain(command.get_args())
        .map(|word| word.to_string_lossy())
        .collect();
    words.join(" ")
}
