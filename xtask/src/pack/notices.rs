//! What others wrote and the page carries: names, licences, their texts.
//!
//! One file is a distribution, so the licences' own conditions ask for this.
//! Most crates ship the same few texts below different copyright lines; each
//! text is printed once, after the crates and copyright lines it belongs to.

use crate::command::command;
use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

const DESIGN_TOKENS: &str = include_str!("notices/design-tokens.txt");

/// A part of the page that others wrote.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    name: String,
    version: String,
    licence: String,
    /// The licence files that came with it, the chosen one where it has a choice.
    texts: Vec<String>,
    /// Who wrote it, where no licence file says so.
    authors: String,
}

/// The notices as plain text, the same on every machine.
pub(super) fn text(root: &Path) -> Result<String> {
    let mut parts = crates(root)?;
    parts.push(Part {
        name: "@digital-go-jp/design-tokens".to_owned(),
        version: "1.1.9".to_owned(),
        licence: "MIT".to_owned(),
        texts: vec![DESIGN_TOKENS.to_owned()],
        authors: String::new(),
    });
    parts.push(Part {
        name: "Rust standard library".to_owned(),
        version: String::new(),
        licence: "MIT OR Apache-2.0".to_owned(),
        texts: Vec::new(),
        authors: "The Rust Project contributors".to_owned(),
    });
    parts.sort();
    Ok(print(&parts))
}

/// The crates whose code is in the page: reached over normal dependencies for
/// its target, without macros, which only run in the compiler.
fn crates(root: &Path) -> Result<Vec<Part>> {
    let output = command("cargo", root)
        .args(["metadata", "--format-version", "1", "--locked"])
        .args(["--filter-platform", "wasm32-unknown-unknown"])
        .output()
        .context("`cargo metadata` could not be started")?;
    ensure!(
        output.status.success(),
        "`cargo metadata` failed: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages: BTreeMap<&str, &Value> = list(&metadata["packages"])
        .filter_map(|package| Some((package["id"].as_str()?, package)))
        .collect();
    let nodes: BTreeMap<&str, &Value> = list(&metadata["resolve"]["nodes"])
        .filter_map(|node| Some((node["id"].as_str()?, node)))
        .collect();
    let page = packages
        .iter()
        .find(|(_, package)| package["name"] == "kohyo-page")
        .map(|(id, _)| *id)
        .context("the workspace has no package kohyo-page")?;

    let mut reached = BTreeSet::new();
    let mut next = vec![page];
    while let Some(id) = next.pop() {
        let Some(package) = packages.get(id) else {
            continue;
        };
        let macros = list(&package["targets"])
            .flat_map(|target| list(&target["kind"]))
            .any(|kind| kind == "proc-macro");
        if macros || !reached.insert(id) {
            continue;
        }
        let normal = list(&nodes.get(id).map_or(&Value::Null, |node| *node)["deps"])
            .filter(|dependency| list(&dependency["dep_kinds"]).any(|kind| kind["kind"].is_null()))
            .filter_map(|dependency| dependency["pkg"].as_str());
        next.extend(normal);
    }
    reached
        .into_iter()
        .filter_map(|id| packages.get(id))
        // The workspace's own packages have no source.
        .filter(|package| !package["source"].is_null())
        .map(|package| part(package))
        .collect()
}

fn part(package: &Value) -> Result<Part> {
    let word = |name: &str| package[name].as_str().unwrap_or_default().to_owned();
    let manifest = word("manifest_path");
    let folder = Path::new(&manifest).parent().context("a manifest without a folder")?;
    let authors: Vec<&str> = list(&package["authors"]).filter_map(Value::as_str).collect();
    let licence = word("license");
    Ok(Part {
        texts: licence_texts(folder, &licence)?,
        name: word("name"),
        version: word("version"),
        licence,
        authors: authors.join(", "),
    })
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The licence files in the crate's folder. Where it may be chosen, MIT is
/// taken: it is the shortest, and the same for most.
fn licence_texts(folder: &Path, licence: &str) -> Result<Vec<String>> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .with_context(|| format!("{} is not readable; run `cargo fetch`", folder.display()))?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| {
            let upper = name.to_ascii_uppercase();
            ["LICENSE", "LICENCE", "COPYING", "UNLICENSE"]
                .iter()
                .any(|start| upper.starts_with(start))
                && folder.join(name).is_file()
        })
        .collect();
    names.sort();
    let choice = !licence.contains("AND") && licence.contains("MIT");
    let mit = |name: &String| name.to_ascii_uppercase().contains("MIT");
    if choice && names.iter().any(mit) {
        names.retain(mit);
    }
    names
        .iter()
        .map(|name| {
            let bytes = fs::read(folder.join(name))?;
            Ok(String::from_utf8_lossy(&bytes).replace('\r', ""))
        })
        .collect()
}

/// Copyright lines, and the words below them with one space between any two,
/// so that another line length is no other text.
fn split(text: &str) -> (Vec<String>, String) {
    let is_copyright = |line: &&str| {
        let lower = line.trim().to_lowercase();
        lower.starts_with("copyright (c)")
            || lower.starts_with("copyright ©")
            || (lower.starts_with("copyright ") && lower.contains(|c: char| c.is_ascii_digit()))
    };
    let copyright = text.lines().filter(is_copyright).map(|line| line.trim().to_owned()).collect();
    let words: Vec<&str> =
        text.lines().filter(|line| !is_copyright(line)).flat_map(str::split_whitespace).collect();
    (copyright, words.join(" "))
}

fn print(parts: &[Part]) -> String {
    // The words of a licence → a text as it was laid out, and who stands above it.
    let mut licences: BTreeMap<String, (String, BTreeSet<String>)> = BTreeMap::new();
    let mut page = String::from(
        "この画面に含まれる第三者のソフトウェア / Third-party software in this page\n\n",
    );
    for part in parts {
        let title = format!("{} {}", part.name, part.version);
        page.push_str(&format!("{} — {}\n", title.trim_end(), part.licence));
        if part.texts.is_empty() && !part.authors.is_empty() {
            page.push_str(&format!("  by {}\n", part.authors));
        }
        for text in &part.texts {
            let (copyright, words) = split(text);
            let entry = licences
                .entry(heading_removed(&words))
                .or_insert_with(|| (laid_out(text), BTreeSet::new()));
            let names = &mut entry.1;
            if copyright.is_empty() {
                names.insert(format!("{}: no copyright line", part.name));
            }
            for line in copyright {
                names.insert(format!("{}: {line}", part.name));
            }
        }
    }
    for (text, names) in licences.into_values() {
        page.push_str("\n----------------------------------------\n");
        for name in names {
            page.push_str(&name);
            page.push('\n');
        }
        page.push('\n');
        page.push_str(&text);
        page.push('\n');
    }
    page
}

/// Some files begin with the licence's name, some do not.
fn heading_removed(words: &str) -> String {
    let mut rest = words;
    for heading in ["The MIT License (MIT)", "MIT License", "All rights reserved."] {
        rest = rest.strip_prefix(heading).unwrap_or(rest).trim_start();
    }
    rest.to_owned()
}

/// The text without its copyright lines, which are printed above it.
fn laid_out(text: &str) -> String {
    let (copyright, _) = split(text);
    text.lines()
        .map(str::trim_end)
        .filter(|line| !copyright.iter().any(|other| other == line.trim()))
        .collect::<Vec<_>>()
        .join("\n")
        .trim_matches('\n')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part_of(name: &str, text: &str) -> Part {
        Part {
            name: name.to_owned(),
            version: "1.0.0".to_owned(),
            licence: "MIT".to_owned(),
            texts: vec![text.to_owned()],
            authors: String::new(),
        }
    }

    #[test]
    fn one_text_is_printed_once_below_all_its_copyright_lines() {
        let page = print(&[
            part_of("a", "MIT License\n\nCopyright (c) 2020 A\n\nPermission is\nhereby granted\n"),
            part_of("b", "Copyright 2021 B\n\nPermission is hereby\ngranted\n"),
        ]);
        assert_eq!(page.matches("Permission").count(), 1, "{page}");
        assert!(page.contains("a: Copyright (c) 2020 A\nb: Copyright 2021 B\n"), "{page}");
    }

    #[test]
    fn words_about_copyright_belong_to_the_text() {
        let (copyright, words) =
            split("Copyright (c) 2020 A\nThe above copyright notice\ncopyright holder");
        assert_eq!(copyright, ["Copyright (c) 2020 A"]);
        assert_eq!(words, "The above copyright notice copyright holder");
    }
}
