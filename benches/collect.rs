//! How fast `kohyo collect` reads, checks and writes: 10,000 made-up sheets of
//! two families, on one core and on all, with what came out asserted.
//!
//! `cargo bench -p kohyo-cli --bench collect [-- COUNT]`; with `-- COUNT FOLDER`
//! the sheets are written there and nothing is measured: the input of
//! `cargo xtask bench office`.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a measurement")]

#[path = "../tests/generator/mod.rs"]
mod generator;

use generator::Fate;
use kohyo_core::form::Form;
use kohyo_core::wire;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

const SEED: u64 = 7;

fn main() {
    let count = std::env::args().skip(1).find_map(|word| word.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().expect("a folder");
    let words: Vec<String> =
        std::env::args().skip(1).filter(|word| !word.starts_with("--")).collect();
    let kept = words.get(1).map(PathBuf::from);
    let sheets = kept.clone().unwrap_or_else(|| folder.path().join("sheets"));
    let forms = forms();
    let (bytes, fates) = write_round(&sheets, &forms, count);
    let fate = |wanted: Fate| fates.iter().filter(|fate| **fate == wanted).count();
    if kept.is_some() {
        println!(
            "{{\"bytes\":{bytes},\"ready\":{},\"pending\":{},\"damaged\":{}}}",
            fate(Fate::Ready),
            fate(Fate::Pending),
            fate(Fate::Damaged)
        );
        return;
    }
    println!(
        "{count} sheets, {:.1} MB: {} ready, {} pending, {} damaged",
        megabytes(bytes),
        fate(Fate::Ready),
        fate(Fate::Pending),
        fate(Fate::Damaged)
    );
    for (name, threads) in [
        ("out.csv", "1"),
        ("out.csv", "0"),
        ("long.csv", "1"),
        ("out.ndjson", "1"),
        ("out.xlsx", "1"),
    ] {
        let out = folder.path().join(name);
        let mut call = Command::new(env!("CARGO_BIN_EXE_kohyo"));
        call.args(["collect".as_ref(), sheets.as_os_str(), "-o".as_ref(), out.as_os_str()]);
        if name == "long.csv" {
            call.arg("--long");
        }
        let start = Instant::now();
        let done = call.env("RAYON_NUM_THREADS", threads).output().expect("the command runs");
        let took = start.elapsed().as_secs_f64();
        let said = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{said}");
        let wanted = format!("個票{}件を読みました", count - fate(Fate::Damaged));
        assert!(said.contains(&wanted), "{said}");
        let cores = if threads == "1" { "one core" } else { "all cores" };
        println!("{name:<12} {cores:<10} {took:>6.2} s {:>7.1} MB/s", megabytes(bytes) / took);
    }
}

/// The families of the round.
const FAMILIES: [&str; 2] = ["kashiwa-action-plan", "iizuka-initiative"];

/// The newest edition of each family.
fn forms() -> Vec<Form> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../forms");
    let mut out: Vec<Form> = Vec::new();
    let mut paths = Vec::new();
    definitions(&folder, &mut paths);
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("a definition");
        let form = wire::definition::compile(&text).unwrap_or_else(|faults| panic!("{faults:?}"));
        match out.iter_mut().find(|known| known.id == form.id) {
            Some(known) => *known = form,
            None => out.push(form),
        }
    }
    out.retain(|form| FAMILIES.contains(&form.id.as_str()));
    assert_eq!(out.len(), FAMILIES.len());
    out
}

fn definitions(folder: &Path, out: &mut Vec<PathBuf>) {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .expect("forms")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            definitions(&path, out);
        } else if path.extension().is_some_and(|end| end == "json") {
            out.push(path);
        }
    }
}

fn write_round(folder: &Path, forms: &[Form], count: usize) -> (usize, Vec<Fate>) {
    std::fs::create_dir_all(folder).expect("a folder");
    let mut bytes = 0;
    let mut fates = Vec::new();
    for number in 0..count {
        let made = generator::sheet(&forms[number % forms.len()], SEED, number);
        bytes += made.text.len();
        fates.push(made.fate);
        std::fs::write(folder.join(&made.name), &made.text).expect("a file");
    }
    (bytes, fates)
}

#[allow(clippy::cast_precision_loss, reason = "for a person's eye")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
