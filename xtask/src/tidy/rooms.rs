//! Who may know whom in the core, and that each room says what it is for.

use super::source::names;
use super::{Breach, RustFile};

/// The rooms of the core. A room may use those of the lines above its own and
/// those of its own line; only `wire` may use `words`, as its files carry the
/// sentences.
const LINES: [&[&str]; 10] = [
    &["finding", "fold", "kana", "order", "reading", "text"],
    &["number"],
    &["wareki"],
    &["form"],
    &["sheet"],
    &["check"],
    &["submission"],
    &["collection"],
    &["words"],
    &["wire"],
];

const CORE: &str = "crates/core/src/";

/// Names that say nothing of what a file holds.
const EMPTY_NAMES: [&str; 7] = ["common", "helper", "helpers", "misc", "shared", "util", "utils"];

/// Judges one file by its room.
pub(super) fn check(file: &RustFile, breaches: &mut Vec<Breach>) {
    named_for_something(file, breaches);
    introduces_itself(file, breaches);
    let Some((room, modules)) = core_room(&file.path) else {
        return;
    };
    let Some(line) = line_of(&room) else {
        breaches.push(file.breach(0, format!(
            "the room `{room}` has no line in xtask/src/tidy/rooms.rs that says whom it may know"
        )));
        return;
    };
    for (at, other) in rooms_used(&file.source.code, modules) {
        if let Some(other_line) = line_of(&other)
            && other_line > line
        {
            breaches.push(file.breach(at, format!("the room `{room}` must not know `{other}`")));
        }
    }
}

fn line_of(room: &str) -> Option<usize> {
    LINES.iter().position(|line| line.contains(&room))
}

/// The room of a file of the core, and how many modules deep the file is.
fn core_room(path: &str) -> Option<(String, usize)> {
    let inside = path.strip_prefix(CORE)?.strip_suffix(".rs")?;
    if inside == "lib" {
        return None;
    }
    let modules: Vec<&str> = inside.split('/').filter(|module| *module != "mod").collect();
    Some(((*modules.first()?).to_owned(), modules.len()))
}

/// The rooms that code names, by `crate::room` or by as many `super::` as
/// lead out of its own.
fn rooms_used(code: &str, modules: usize) -> Vec<(usize, String)> {
    let mut used = Vec::new();
    let out = "super::".repeat(modules);
    let starts = names(code, "crate")
        .map(|at| (at, at + "crate".len()))
        .chain(code.match_indices(out.as_str()).map(|(at, _)| (at, at + out.len() - 2)));
    for (at, end) in starts {
        used.extend(first_names(&code[end..]).into_iter().map(|name| (at, name)));
    }
    used
}

/// The names directly behind `::`: one, or those of a list in braces.
pub(super) fn first_names(after: &str) -> Vec<String> {
    let Some(rest) = after.strip_prefix("::") else {
        return Vec::new();
    };
    let name = |text: &str| -> String {
        text.trim_start()
            .chars()
            .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
            .collect()
    };
    let Some(list) = rest.strip_prefix('{') else {
        return vec![name(rest)];
    };
    let mut found = vec![name(list)];
    let mut depth = 0usize;
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => found.push(name(&list[at + 1..])),
            _ => {}
        }
    }
    found
}

fn named_for_something(file: &RustFile, breaches: &mut Vec<Breach>) {
    for part in file.path.split('/') {
        let stem = part.strip_suffix(".rs").unwrap_or(part);
        if EMPTY_NAMES.contains(&stem) {
            breaches.push(file.breach(
                0,
                format!("`{stem}` says nothing of what is in it; name it for its matter"),
            ));
        }
    }
}

/// A folder's `mod.rs` and each top file begin with what they are for.
fn introduces_itself(file: &RustFile, breaches: &mut Vec<Breach>) {
    let path = &file.path;
    let sources = ["src/", "xtask/src/", CORE, "crates/cli/src/"];
    let top = sources
        .iter()
        .any(|folder| path.strip_prefix(folder).is_some_and(|inside| !inside.contains('/')));
    if (top || path.ends_with("/mod.rs")) && !file.source.shipped.trim_start().starts_with("//!") {
        breaches.push(
            file.breach(0, "a room begins with `//!`: what it is for, and what it does not know"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rooms_are_found_however_they_are_named() {
        let code = "use crate::{form::{a, b}, sheet}; fn f() { crate::words::x(); super::super::wire::y(); super::parser::z() }";
        let names: Vec<String> = rooms_used(code, 2).into_iter().map(|(_, name)| name).collect();
        assert_eq!(names, ["form", "sheet", "words", "wire"]);
    }

    #[test]
    fn a_file_knows_its_room() {
        assert_eq!(core_room("crates/core/src/number/mod.rs"), Some(("number".to_owned(), 1)));
        assert_eq!(
            core_room("crates/core/src/form/compile/cells.rs"),
            Some(("form".to_owned(), 3))
        );
        assert_eq!(core_room("crates/core/src/lib.rs"), None);
    }
}
