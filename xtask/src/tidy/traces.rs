//! What no file of the project may carry, whatever its kind.

use super::{Breach, is_test};

/// Folders of some machine. Put together here, as this file is read too.
const MACHINES: [&str; 6] = [
    concat!("/", "tmp/"),
    concat!("/", "root/"),
    concat!("/", "home/"),
    concat!("/", "work/"),
    concat!("/", "Users/"),
    concat!("C:", "\\Users"),
];

/// Waiting for a time instead of for a condition.
const NAPS: [&str; 3] =
    [concat!("thread::", "sleep"), concat!("waitFor", "Timeout"), concat!("time.", "sleep(")];

/// Tests that are there and do not run.
const IDLE: [&str; 4] = [
    concat!("#[", "ignore"),
    concat!("test.", "skip("),
    concat!("test.", "only("),
    concat!("test.", "todo("),
];

/// Judges one text.
pub(super) fn check(path: &str, text: &str, breaches: &mut Vec<Breach>) {
    // Lock files are others' words.
    if path.ends_with("Cargo.lock") || path.ends_with("package-lock.json") {
        return;
    }
    let mut found = |line: usize, rule: String| {
        breaches.push(Breach { file: path.to_owned(), line, rule });
    };
    for (index, line) in text.lines().enumerate() {
        for folder in MACHINES {
            if folder_of_a_machine(line, folder) {
                found(index + 1, format!("`{folder}` is a folder of one machine"));
            }
        }
        let code = path.ends_with(".rs")
            || path.ends_with(".mjs")
            || path.ends_with(".js")
            || path.ends_with(".py");
        if !code {
            continue;
        }
        if let Some(idle) = IDLE.iter().find(|idle| line.contains(*idle)) {
            found(index + 1, format!("`{idle}`: a test that does not run proves nothing"));
        }
        if (is_test(path) || path.starts_with("crates/") || path.starts_with("src/"))
            && let Some(nap) = NAPS.iter().find(|nap| line.contains(*nap))
        {
            found(index + 1, format!("`{nap}`: wait for a condition, not for a time"));
        }
    }
}

/// The folder as the start of a path: not the middle of an address or of a
/// longer path, and with something in it.
fn folder_of_a_machine(line: &str, folder: &str) -> bool {
    line.match_indices(folder).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + folder.len()..].chars().next();
        !before.is_some_and(|letter| letter.is_alphanumeric() || "._-}~#)/".contains(letter))
            && after.is_some_and(|letter| letter.is_alphanumeric() || "._-\\".contains(letter))
    })
}
