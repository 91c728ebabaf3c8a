//! Set-up, pack into one html, tests: all that README and CI call.

mod bench;
mod build;
mod command;
mod pack;
mod remap;
mod reproducible;
mod setup;
mod test;
mod tidy;
mod workspace;

use anyhow::{Result, bail};
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run [--no-open]   sets up what is missing, builds the page, shows it
cargo xtask test [NAME…]      sets up what is missing, runs all tests or those named
cargo xtask setup [--tests]   sets up alone; with --tests also browsers and fonts
cargo xtask bench [OPTION…]   measures the page beside others; `native` measures the engine,
                              `size` says what its bytes are for
cargo xtask bench office [N]  measures the central office on N made-up sheets (10,000)
cargo xtask quick             builds target/quick/kohyo.html in seconds, to work on the page
cargo xtask ordeal [NAME…]    kills, crashes and damages the built page for an hour, or those named
cargo xtask tidy              checks what the house rules forbid
trunk calls: cargo xtask remap-paths, cargo xtask pack";

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    match call(&words) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("xtask: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn call(words: &[String]) -> Result<()> {
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let root = workspace::root()?;
    match words.as_slice() {
        ["run", options @ ..] => {
            let open = match options {
                [] => true,
                ["--no-open"] => false,
                _ => bail!("`run` takes --no-open only"),
            };
            setup::for_build(&root)?;
            let page = build::page(&root)?;
            println!("{}", page.display());
            if open {
                build::show(&page, &root)?;
            }
            Ok(())
        }
        ["test", names @ ..] => test::run_tests(&root, names),
        ["bench", "native"] => bench::native(&root),
        ["bench", "office", options @ ..] => bench::office(&root, options),
        ["bench", "size"] => pack::weigh(&root),
        ["bench", options @ ..] => bench::page(&root, options),
        ["setup"] => setup::for_build(&root),
        ["setup", "--tests"] => {
            setup::for_lint(&root)?;
            setup::for_build(&root)?;
            setup::for_browsers(&root)
        }
        ["quick"] => {
            setup::for_build(&root)?;
            println!("{}", build::quick(&root)?.display());
            Ok(())
        }
        ["ordeal", names @ ..] => test::run_ordeal(&root, names),
        ["tidy"] => tidy::report(&root),
        ["remap-paths"] => remap::write(&root),
        ["pack"] => pack::pack(),
        [] | ["help" | "--help" | "-h"] => {
            println!("{HELP}");
            Ok(())
        }
        _ => bail!("no such call\n{HELP}"),
    }
}
