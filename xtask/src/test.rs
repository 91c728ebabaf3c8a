//! All tests, by name, with the time that each took.

use crate::command::{command, run, run_listening};
use crate::{bench, build, pack, reproducible, setup, tidy};
use anyhow::{Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// What can be asked for by name, in the order in which all of it runs: what
/// is quick to fail comes first.
const STEPS: [Step; 13] = [
    Step { name: "format", needs: &[], run: format },
    Step { name: "tidy", needs: &[], run: tidy_rules },
    Step { name: "core", needs: &[], run: core },
    Step { name: "lint", needs: &[], run: lint },
    Step { name: "session", needs: &[], run: session },
    Step { name: "cli", needs: &[], run: cli },
    Step { name: "command", needs: &[], run: build_command },
    Step { name: SCALE, needs: &[], run: at_scale },
    Step { name: "page", needs: &[], run: page },
    Step { name: "reproducible", needs: &["page"], run: reproducible },
    Step { name: "bench", needs: &["page", "command"], run: bench_results },
    Step { name: "browser", needs: &["page", "command"], run: browser },
    Step { name: "ordeal", needs: &["page"], run: brief_ordeal },
];

/// A hundred thousand sheets take a while: run only where it is named.
const SCALE: &str = "at-scale";

struct Step {
    name: &'static str,
    /// Steps that leave behind what this one works on.
    needs: &'static [&'static str],
    run: fn(&Path) -> Result<Count>,
}

/// How many tests a runner reported. A step without tests of its own, such
/// as the format, counts as one.
#[derive(Clone, Copy, Default)]
struct Count {
    passed: usize,
    failed: usize,
}

struct Row {
    name: &'static str,
    outcome: &'static str,
    took: Duration,
}

/// Runs the named steps and what they need, or all.
pub(crate) fn run_tests(root: &Path, wanted: &[&str]) -> Result<()> {
    for name in wanted {
        if !STEPS.iter().any(|step| step.name == *name) {
            let names: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
            bail!("no tests are called {name}; there are {}", names.join(", "));
        }
    }
    let chosen = |step: &&Step| {
        wanted.is_empty() && step.name != SCALE
            || wanted.contains(&step.name)
            || STEPS
                .iter()
                .any(|other| wanted.contains(&other.name) && other.needs.contains(&step.name))
    };
    let steps: Vec<&Step> = STEPS.iter().filter(chosen).collect();

    let mut rows = Vec::new();
    let start = Instant::now();
    let any = |names: &[&str]| steps.iter().any(|step| names.contains(&step.name));
    if any(&["format", "lint"]) {
        setup::for_lint(root)?;
    }
    if any(&["page"]) {
        setup::for_build(root)?;
    }
    if any(&["bench"]) {
        setup::for_bench(root)?;
    }
    if any(&["browser", "ordeal"]) {
        setup::for_browsers(root)?;
    }
    if any(&["cli", "browser", SCALE]) {
        setup::for_openers(root)?;
    }
    rows.push(Row { name: "set-up", outcome: "done", took: start.elapsed() });

    let mut total = Count::default();
    let mut failed: Vec<&str> = Vec::new();
    for step in steps {
        println!("\n== {} ==", step.name);
        let start = Instant::now();
        let outcome = if let Some(missing) = step.needs.iter().find(|need| failed.contains(need)) {
            Err(anyhow::anyhow!("not run: `{missing}` failed"))
        } else {
            (step.run)(root)
        };
        let count = outcome.unwrap_or_else(|error| {
            eprintln!("{}: {error:#}", step.name);
            Count { passed: 0, failed: 1 }
        });
        total.passed += count.passed;
        total.failed += count.failed;
        if count.failed > 0 {
            failed.push(step.name);
        }
        rows.push(Row {
            name: step.name,
            outcome: if count.failed > 0 { "FAILED" } else { "passed" },
            took: start.elapsed(),
        });
    }

    println!();
    for row in &rows {
        println!("{:<14} {:<7} {:>7.1} s", row.name, row.outcome, row.took.as_secs_f64());
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed > 0 {
        bail!("failed: {}", failed.join(", "));
    }
    Ok(())
}

fn one(outcome: Result<()>) -> Result<Count> {
    outcome.map(|()| Count { passed: 1, failed: 0 })
}

fn format(root: &Path) -> Result<Count> {
    one(run(command("cargo", root).args(["fmt", "--all", "--check"])))
}

fn tidy_rules(root: &Path) -> Result<Count> {
    one(tidy::report(root))?;
    cargo_tests(root, &["--package", "xtask"])
}

fn core(root: &Path) -> Result<Count> {
    let count = cargo_tests(root, &["--package", "kohyo-core", "--package", "kohyo-forms"])?;
    // What is measured is run once, for its results.
    run(command("cargo", root).args(["test", "--quiet", "--package", "kohyo-core", "--benches"]))?;
    Ok(count)
}

fn session(root: &Path) -> Result<Count> {
    cargo_tests(root, &["--package", "kohyo-page"])
}

fn cli(root: &Path) -> Result<Count> {
    let mut tests = command("cargo", root);
    // What is set up for them must be there.
    tests.args(["test", "--package", "kohyo-cli"]).env(setup::ALL_TESTS, "1");
    listen(&mut tests, cargo_count)
}

/// The statements of `docs/at-scale.md` on a hundred thousand sheets.
fn at_scale(root: &Path) -> Result<Count> {
    let mut tests = command("cargo", root);
    tests.args(["test", "--release", "--package", "kohyo-cli", "--test", "office", "duckdb"]);
    listen(tests.env(setup::ALL_TESTS, "1").env("KOHYO_SHEETS", "100000"), cargo_count)
}

/// The browser tests compare the page with the command itself.
fn build_command(root: &Path) -> Result<Count> {
    one(run(command("cargo", root).args(["build", "--package", "kohyo-cli"])))
}

fn lint(root: &Path) -> Result<Count> {
    let clippy = |what: &[&str]| {
        let mut clippy = command("cargo", root);
        clippy.arg("clippy").args(what).args(["--", "--deny", "warnings"]);
        clippy
    };
    run(&mut clippy(&["--workspace", "--all-targets"]))?;
    // What the browser runs is compiled for no other target.
    one(run(&mut clippy(&["--package", "kohyo-page", "--target", "wasm32-unknown-unknown"])))
}

fn page(root: &Path) -> Result<Count> {
    one(build::page(root).map(drop))
}

fn reproducible(root: &Path) -> Result<Count> {
    one(reproducible::check(root, &built_page(root)))
}

fn browser(root: &Path) -> Result<Count> {
    let mut tests = command("npm", &root.join("tests/browser"));
    // A hand at a keyboard may be told of colours; what is read here may not.
    tests.args(["test", "--silent"]).env_remove("FORCE_COLOR").env(setup::ALL_TESTS, "1");
    let count = listen(bench::given(&mut tests, root, &built_page(root)), node_count)?;
    ensure!(count.passed + count.failed > 0, "no browser test was found");
    Ok(count)
}

/// What is measured is run once, for its results; no time is judged.
fn bench_results(root: &Path) -> Result<Count> {
    let mut tests = command("npm", &bench::folder(root));
    tests.args(["test", "--silent"]).env_remove("FORCE_COLOR");
    let count = listen(bench::given(&mut tests, root, &built_page(root)), node_count)?;
    ensure!(count.passed + count.failed > 0, "no test of the page's benchmark was found");
    Ok(count)
}

/// A brief form of what `cargo xtask ordeal` does for an hour and a half.
fn brief_ordeal(root: &Path) -> Result<Count> {
    listen(&mut ordeal(root, &built_page(root), &["--quick"]), ordeal_count)
}

/// The ordeal in full, or those parts that are named.
pub(crate) fn run_ordeal(root: &Path, names: &[&str]) -> Result<()> {
    setup::for_browsers(root)?;
    let page = build::named_or_new(root)?;
    run(&mut ordeal(root, &page, names))
}

fn ordeal(root: &Path, page: &Path, names: &[&str]) -> Command {
    let mut ordeal = command("node", &root.join("tests/ordeal"));
    ordeal.arg("run.mjs").args(names).env(build::NAMED, page);
    if std::env::var_os("KOHYO_PATIENCE").is_none() {
        // Beside other work a browser may take a minute to start.
        ordeal.env("KOHYO_PATIENCE", "120000");
    }
    ordeal
}

/// A row of its table, `| fault | times | seen | took |`.
fn ordeal_count(line: &str) -> Option<Count> {
    let mut cells = line.strip_prefix("| ")?.split(" | ");
    let seen = cells.nth(2)?;
    match (seen, seen.starts_with("FAILED")) {
        ("seen", _) => None,
        (_, true) => Some(Count { passed: 0, failed: 1 }),
        (_, false) => Some(Count { passed: 1, failed: 0 }),
    }
}

fn built_page(root: &Path) -> PathBuf {
    root.join("dist").join(pack::PAGE)
}

fn cargo_tests(root: &Path, what: &[&str]) -> Result<Count> {
    listen(command("cargo", root).arg("test").args(what), cargo_count)
}

fn listen(tests: &mut Command, count: fn(&str) -> Option<Count>) -> Result<Count> {
    let (lines, well) = run_listening(tests)?;
    let mut total = Count::default();
    for found in lines.iter().filter_map(|line| count(line)) {
        total.passed += found.passed;
        total.failed += found.failed;
    }
    if !well && total.failed == 0 {
        // It did not get as far as a test.
        total.failed = 1;
    }
    Ok(total)
}

/// `test result: ok. 12 passed; 0 failed; …`
fn cargo_count(line: &str) -> Option<Count> {
    let rest = line.strip_prefix("test result: ")?;
    let number_before =
        |word: &str| rest.split(word).next()?.trim().rsplit(' ').next()?.parse().ok();
    Some(Count { passed: number_before(" passed")?, failed: number_before(" failed")? })
}

/// `ℹ pass 12`, or `# pass 12` where the reporter is another one.
fn node_count(line: &str) -> Option<Count> {
    let mut words = line.split_whitespace();
    let (mark, word, number) = (words.next()?, words.next()?, words.next()?.parse().ok()?);
    match (mark, word) {
        ("ℹ" | "#", "pass") => Some(Count { passed: number, failed: 0 }),
        ("ℹ" | "#", "fail" | "cancelled") => Some(Count { passed: 0, failed: number }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_runners_own_lines_are_counted() {
        let cargo = cargo_count("test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured");
        assert_eq!(cargo.map(|count| (count.passed, count.failed)), Some((12, 3)));
        assert_eq!(node_count("ℹ pass 7").map(|count| count.passed), Some(7));
        assert_eq!(node_count("# fail 2").map(|count| count.failed), Some(2));
        assert!(node_count("ℹ tests 9").is_none());
        let ordeal = ordeal_count("| a fault | 3 | FAILED: lost | 9 s |");
        assert_eq!(ordeal.map(|count| (count.passed, count.failed)), Some((0, 1)));
        assert!(ordeal_count("| a fault | 3 | all kept | 9 s |").is_some_and(|n| n.passed == 1));
        assert!(ordeal_count("| fault | times | seen | took |").is_none());
        assert!(ordeal_count("|---|---|---|---|").is_none());
        assert!(cargo_count("running 3 tests").is_none());
    }
}
