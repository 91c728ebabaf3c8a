//! Set-up, pack into one html, tests: all that README and CI call.

mod command;
mod pack;
mod remap;
mod workspace;

use anyhow::{Result, bail};
use std::process::ExitCode;

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
    match words.as_slice() {
        ["remap-paths"] => remap::write(&workspace::root()?),
        ["pack"] => pack::pack(),
        _ => bail!("unknown call"),
    }
}
