//! The rules of the house that a machine can check.
//!
//! Each rule is a function from the files to what it found. A finding names
//! the file, the line and the rule, and the rule names the way out, for
//! whoever meets it first in CI.

mod copies;
mod forms;
mod places;
mod rooms;
mod source;
#[cfg(test)]
mod tests;
mod traces;

use crate::workspace;
use anyhow::{Result, bail};
use forms::Forms;
use source::Source;
use std::fs;
use std::path::Path;

/// A breach of a rule.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Breach {
    /// Relative to the project, with `/`.
    file: String,
    line: usize,
    /// What is forbidden and what to do instead.
    rule: String,
}

/// A Rust file and its place.
struct RustFile {
    /// Relative to the project, with `/`.
    path: String,
    source: Source,
}

impl RustFile {
    fn is_in(&self, folder: &str) -> bool {
        self.path.starts_with(folder)
    }

    fn breach(&self, at: usize, rule: impl Into<String>) -> Breach {
        Breach { file: self.path.clone(), line: self.source.line(at), rule: rule.into() }
    }
}

/// Prints all breaches; any is an error.
pub(crate) fn report(root: &Path) -> Result<()> {
    let breaches = check(root)?;
    for breach in &breaches {
        println!("{}:{}: {}", breach.file, breach.line, breach.rule);
    }
    if !breaches.is_empty() {
        bail!("tidy found {} breaches of the house rules", breaches.len());
    }
    println!("tidy: nothing found");
    Ok(())
}

/// All breaches in the project at `root`.
pub(crate) fn check(root: &Path) -> Result<Vec<Breach>> {
    let mut rust = Vec::new();
    let mut texts = Vec::new();
    for file in workspace::files(root)? {
        let path = file.to_string_lossy().replace('\\', "/");
        // Pictures and the like are no texts.
        let Ok(text) = String::from_utf8(fs::read(root.join(&file))?) else {
            continue;
        };
        if path.ends_with(".rs") {
            rust.push(RustFile { path: path.clone(), source: Source::new(&text) });
        }
        texts.push((path, text));
    }
    let forms = Forms::read(&texts);

    let mut breaches = Vec::new();
    for file in &rust {
        places::check(file, &mut breaches);
        rooms::check(file, &mut breaches);
        forms.check(file, &mut breaches);
    }
    for (path, text) in &texts {
        traces::check(path, text, &mut breaches);
    }
    copies::check(&texts, &mut breaches);
    breaches.sort();
    Ok(breaches)
}

/// Code that ships: not tests, not tools.
fn ships(path: &str) -> bool {
    (path.starts_with("src/") || path.starts_with("crates/")) && !is_test(path)
}

fn is_test(path: &str) -> bool {
    path.split('/').any(|part| part == "tests" || part == "tests.rs" || part == "benches")
}
