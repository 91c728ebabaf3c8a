//! What must be on the machine before anything is built or tested.
//!
//! Installs what can be installed and names the rest in one sentence with its
//! remedy. Nothing is installed twice, and nothing that the person has is
//! replaced: another version of a tool gets a place of its own.

use crate::command::{answer, command, find, prefer, run};
use crate::{remap, workspace};
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

const WASM: &str = "wasm32-unknown-unknown";
const TRUNK: &str = "0.21.14";

/// Programs that the browser tests call, and Debian's packages of them.
const PROGRAMS: [(&str, &str); 3] =
    [("chromium", "chromium"), ("firefox-esr", "firefox-esr"), ("pdftotext", "poppler-utils")];
/// The spreadsheet program in which the office's tables are opened.
const SPREADSHEETS: [(&str, &str); 1] = [("soffice", "libreoffice-calc-nogui")];
/// What python opens them with: the module, and the package of this version.
const MODULES: [(&str, &str); 2] = [("openpyxl", "openpyxl==3.1.5"), ("duckdb", "duckdb==2.0.0")];
/// Said to the tests, which otherwise pass over what is not there.
pub(crate) const ALL_TESTS: &str = "KOHYO_ALL_TESTS";
/// Two faces of different metrics, by a family of each and Debian's package.
/// Without the first the pictures show boxes for every kanji; the paper is
/// printed in both.
const FACES: [(&str, &str); 2] =
    [("Noto Sans CJK JP", "fonts-noto-cjk"), ("IPAexMincho", "fonts-ipaexfont")];

/// Sets up what the build needs.
pub(crate) fn for_build(root: &Path) -> Result<()> {
    step("Rust's target for WebAssembly", wasm_target(root))?;
    let trunk =
        Tool { package: "trunk", program: "trunk", version: TRUNK.to_owned(), locked: true };
    step(&format!("trunk {TRUNK}"), trunk.ready(root))?;
    let version = workspace::locked_version(root, "wasm-bindgen")?;
    let bindgen = Tool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: version.clone(),
        // Its own lock file names a dependency that is not to be had.
        locked: false,
    };
    step(&format!("wasm-bindgen {version}"), bindgen.ready(root))?;
    remap::write(root)
}

/// Sets up what format and lint need.
pub(crate) fn for_lint(root: &Path) -> Result<()> {
    step("rustfmt and clippy", components(root))?;
    step("Rust's target for WebAssembly", wasm_target(root))
}

/// Sets up what the browser tests need beyond the build.
pub(crate) fn for_browsers(root: &Path) -> Result<()> {
    step("browsers, fonts and PDF tools", debian_packages(root))?;
    step("packages of the browser tests", node_packages(&root.join("tests/browser")))
}

/// Sets up what the pages beside which kohyo is measured need, Chromium among it.
pub(crate) fn for_bench(root: &Path) -> Result<()> {
    step("browsers, fonts and PDF tools", debian_packages(root))?;
    step("packages of the page's benchmark", node_packages(&root.join("benches/page")))
}

/// Sets up the programs in which tests open what the office hands out.
pub(crate) fn for_openers(root: &Path) -> Result<()> {
    step("a spreadsheet program", packages(root, &SPREADSHEETS, &[]))?;
    step("python's openpyxl and duckdb", python_modules(root))
}

fn step(what: &str, outcome: Result<State>) -> Result<()> {
    let state = outcome.with_context(|| format!("set-up of {what} failed"))?;
    let word = match state {
        State::There => "there",
        State::Installed => "installed",
    };
    eprintln!("set-up: {what}: {word}");
    Ok(())
}

enum State {
    There,
    Installed,
}

fn wasm_target(root: &Path) -> Result<State> {
    let sysroot = answer(command("rustc", root).args(["--print", "sysroot"]))
        .context("`rustc` did not answer; install Rust from https://rustup.rs")?;
    if Path::new(&sysroot).join("lib/rustlib").join(WASM).is_dir() {
        return Ok(State::There);
    }
    if find("rustup").is_none() {
        bail!(
            "rustc lacks the target {WASM}; install Rust from https://rustup.rs, or the target with your system's packages"
        );
    }
    run(command("rustup", root).args(["target", "add", WASM]))?;
    Ok(State::Installed)
}

fn components(root: &Path) -> Result<State> {
    let works = |tool: &str| answer(command("cargo", root).args([tool, "--version"])).is_some();
    if works("fmt") && works("clippy") {
        return Ok(State::There);
    }
    if find("rustup").is_none() {
        bail!(
            "cargo lacks fmt or clippy; install Rust from https://rustup.rs, or both with your system's packages"
        );
    }
    run(command("rustup", root).args(["component", "add", "rustfmt", "clippy"]))?;
    Ok(State::Installed)
}

/// A program that cargo installs.
struct Tool {
    package: &'static str,
    program: &'static str,
    version: String,
    locked: bool,
}

impl Tool {
    /// Makes the program of this version the first on PATH.
    fn ready(&self, root: &Path) -> Result<State> {
        match self.version_of(Path::new(self.program), root) {
            Some(version) if version == self.version => Ok(State::There),
            None if find(self.program).is_none() => {
                self.install(root, None)?;
                if let Some(home) = remap::cargo_home() {
                    prefer(&home.join("bin"))?;
                }
                Ok(State::Installed)
            }
            _ => self.ready_beside(root),
        }
    }

    /// Another version is the person's own: ours goes into a cache.
    fn ready_beside(&self, root: &Path) -> Result<State> {
        let place = cache()?.join(format!("{}-{}", self.package, self.version));
        let folder = place.join("bin");
        let program = folder.join(self.program);
        let there = self.version_of(&program, root).is_some_and(|version| version == self.version);
        if !there {
            self.install(root, Some(&place))?;
        }
        prefer(&folder)?;
        Ok(if there { State::There } else { State::Installed })
    }

    /// `trunk 0.21.14` → `0.21.14`
    fn version_of(&self, program: &Path, root: &Path) -> Option<String> {
        let text = answer(command(program, root).arg("--version"))?;
        text.split_whitespace().nth(1).map(str::to_owned)
    }

    fn install(&self, root: &Path, place: Option<&Path>) -> Result<()> {
        eprintln!(
            "set-up: {} {} is compiled once, which takes some minutes",
            self.package, self.version
        );
        let mut install = command("cargo", root);
        install.args(["install", self.package, "--version", &self.version]);
        if self.locked {
            install.arg("--locked");
        }
        if let Some(place) = place {
            install.arg("--root").arg(place);
        }
        // The flags and folder of this project are not meant for its tools.
        install.env_remove("RUSTFLAGS").env_remove("CARGO_TARGET_DIR");
        run(&mut install).context("crates.io must be reachable for this")
    }
}

/// Where tools of this project's versions lie, outside of any clone of it.
fn cache() -> Result<PathBuf> {
    let folder = if let Some(cache) = std::env::var_os("XDG_CACHE_HOME") {
        PathBuf::from(cache)
    } else if let Some(local) = std::env::var_os("LOCALAPPDATA") {
        PathBuf::from(local)
    } else {
        std::env::home_dir()
            .context("the person at this machine has no home folder; set XDG_CACHE_HOME")?
            .join(".cache")
    };
    Ok(folder.join("kohyo"))
}

fn debian_packages(root: &Path) -> Result<State> {
    let japanese = answer(command("fc-list", root).args([":lang=ja", "family"]));
    let japanese = japanese.unwrap_or_default();
    let missing: Vec<&str> = FACES
        .iter()
        .filter(|(family, _)| !japanese.contains(family))
        .map(|(_, package)| *package)
        .collect();
    packages(root, &PROGRAMS, &missing)
}

/// Modules of python in a place of their own: what the person has stays as it is.
fn python_modules(root: &Path) -> Result<State> {
    let has = |python: &Path| {
        let names: Vec<&str> = MODULES.iter().map(|(name, _)| *name).collect();
        let question = format!("import {}; print('there')", names.join(", "));
        answer(command(python, root).args(["-c", &question])).is_some()
    };
    if has(Path::new("python3")) {
        return Ok(State::There);
    }
    let place = cache()?.join("python");
    let folder = place.join(if cfg!(windows) { "Scripts" } else { "bin" });
    let python = folder.join("python3");
    let there = has(&python);
    if !there {
        let mut make = command("python3", root);
        make.args(["-m", "venv"]).arg(&place);
        run(&mut make).context(
            "python3 with its module venv is needed (in Debian: python3 and python3-venv)",
        )?;
        let mut install = command(&python, root);
        install.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]);
        install.args(MODULES.iter().map(|(_, package)| *package));
        run(&mut install).context("pypi.org must be reachable for this")?;
    }
    prefer(&folder)?;
    Ok(if there { State::There } else { State::Installed })
}

/// Debian's packages of programs that are not there, and `more`.
fn packages(root: &Path, programs: &[(&str, &str)], more: &[&str]) -> Result<State> {
    let mut missing: Vec<&str> = programs
        .iter()
        .filter(|(program, _)| find(program).is_none())
        .map(|(_, package)| *package)
        .collect();
    missing.extend(more);
    if missing.is_empty() {
        return Ok(State::There);
    }
    let list = missing.join(" ");
    if find("apt-get").is_none() {
        bail!(
            "the tests need {list} (names as in Debian); install them with your system's packages"
        );
    }
    let root_already = answer(command("id", root).arg("-u")).is_some_and(|id| id == "0");
    // `sudo -n`: a question in the midst of a long run would wait unseen.
    if !root_already && answer(command("sudo", root).args(["-n", "true"])).is_none() {
        bail!("the tests need {list}; call `sudo apt-get install {list}` and start again");
    }
    let apt = |words: &[&str]| {
        let mut apt = if root_already {
            command("apt-get", root)
        } else {
            let mut sudo = command("sudo", root);
            sudo.args(["-n", "--preserve-env=DEBIAN_FRONTEND", "apt-get"]);
            sudo
        };
        apt.args(words).env("DEBIAN_FRONTEND", "noninteractive");
        apt
    };
    run(&mut apt(&["update", "-qq"]))?;
    let mut install = apt(&["install", "-y", "-qq", "--no-install-recommends"]);
    run(install.args(&missing))?;
    Ok(State::Installed)
}

fn node_packages(folder: &Path) -> Result<State> {
    let version = answer(command("node", folder).arg("--version"))
        .context("`node` did not answer; install Node.js 20.11 or later from https://nodejs.org")?;
    if major(&version).is_none_or(|major| major < 20) {
        bail!("node is {version}; install Node.js 20.11 or later from https://nodejs.org");
    }
    let modified = |path: &str| folder.join(path).metadata().ok()?.modified().ok();
    let installed = modified("node_modules/.package-lock.json");
    if installed.is_some() && installed > modified("package-lock.json") {
        return Ok(State::There);
    }
    let npm =
        find("npm").context("`npm` is not on PATH; it comes with Node.js, https://nodejs.org")?;
    let mut install = command(npm, folder);
    install.args(["ci", "--no-audit", "--no-fund"]);
    // The browsers are the system's own, as they are the ones to be tested.
    install.env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1").env("PUPPETEER_SKIP_DOWNLOAD", "1");
    run(&mut install).context("registry.npmjs.org must be reachable for this")?;
    Ok(State::Installed)
}

/// `v20.20.2` → 20
fn major(version: &str) -> Option<u32> {
    version.trim_start_matches('v').split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_of_node() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("nightly"), None);
    }
}
