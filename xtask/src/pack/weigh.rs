//! What the engine's bytes are for: its functions by crate, our own by room.

use super::wasm::{sized, unsigned};
use crate::workspace;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

/// How many contributors are named.
const MOST: usize = 10;

/// Prints what the latest build of the page is made of. trunk leaves the
/// engine, with the names of its functions, in the target folder.
pub(crate) fn report(root: &Path) -> Result<()> {
    let engine = workspace::target_folder(root).join("wasm-bindgen/release/kohyo-page_bg.wasm");
    let module = fs::read(&engine)
        .with_context(|| format!("no {}; call `trunk build --release` first", engine.display()))?;
    let weight = Weight::of(&module).context("the engine is not readable")?;
    let code: usize = weight.owners.values().sum();
    println!("| engine | bytes |\n| --- | --- |");
    println!("| data: forms, sentences, tables | {} |", weight.data);
    println!("| code | {code} |");
    println!("\n| the {MOST} largest of the code | bytes |\n| --- | --- |");
    let mut owners: Vec<(String, usize)> = weight.owners.into_iter().collect();
    owners.sort_by_key(|(_, bytes)| std::cmp::Reverse(*bytes));
    for (owner, bytes) in owners.into_iter().take(MOST) {
        println!("| {owner} | {bytes} |");
    }
    Ok(())
}

/// Bytes by owner.
struct Weight {
    data: usize,
    owners: BTreeMap<String, usize>,
}

impl Weight {
    fn of(module: &[u8]) -> Option<Self> {
        const HEADER: usize = 8;
        let (mut data, mut imported, mut bodies) = (0, 0, Vec::new());
        let mut names = HashMap::new();
        let mut rest = module.get(HEADER..)?;
        while let Some((&id, after)) = rest.split_first() {
            let (body, after) = sized(after)?;
            match id {
                0 => named(body, &mut names),
                2 => imported = imports(body)?,
                10 => bodies = code(body)?,
                11 => data = body.len(),
                _ => {}
            }
            rest = after;
        }
        let mut owners = BTreeMap::new();
        for (at, bytes) in bodies.into_iter().enumerate() {
            let name = names.get(&(imported + at)).map_or("", String::as_str);
            *owners.entry(owner(name)).or_default() += bytes;
        }
        Some(Self { data, owners })
    }
}

/// The sizes of all functions.
fn code(section: &[u8]) -> Option<Vec<usize>> {
    let (count, mut rest) = unsigned(section)?;
    let mut sizes = Vec::with_capacity(count);
    for _ in 0..count {
        let (body, after) = sized(rest)?;
        sizes.push(body.len());
        rest = after;
    }
    Some(sizes)
}

/// How many functions are imported; they are counted first.
fn imports(section: &[u8]) -> Option<usize> {
    let (count, mut rest) = unsigned(section)?;
    let mut functions = 0;
    for _ in 0..count {
        let (_, after) = sized(rest)?;
        let (_, after) = sized(after)?;
        let (&kind, after) = after.split_first()?;
        functions += usize::from(kind == 0);
        let limits = |bytes: &'_ [u8]| -> Option<usize> {
            let (&flags, after) = bytes.split_first()?;
            let (_, mut end) = unsigned(after)?;
            if flags & 1 == 1 {
                end = unsigned(end)?.1;
            }
            Some(bytes.len() - end.len())
        };
        rest = match kind {
            0 => unsigned(after)?.1,
            1 => after.get(1 + limits(after.get(1..)?)?..)?,
            2 => after.get(limits(after)?..)?,
            3 => after.get(2..)?,
            _ => unsigned(after.get(1..)?)?.1,
        };
    }
    Some(functions)
}

/// The names of functions, out of the section `name`.
fn named(section: &[u8], names: &mut HashMap<usize, String>) {
    const FUNCTIONS: u8 = 1;
    let read = || -> Option<Vec<(usize, String)>> {
        let (name, mut rest) = sized(section)?;
        if name != b"name" {
            return None;
        }
        while let Some((&kind, after)) = rest.split_first() {
            let (body, after) = sized(after)?;
            rest = after;
            if kind != FUNCTIONS {
                continue;
            }
            let (count, mut entries) = unsigned(body)?;
            let mut found = Vec::with_capacity(count);
            for _ in 0..count {
                let (at, after) = unsigned(entries)?;
                let (name, after) = sized(after)?;
                found.push((at, String::from_utf8_lossy(name).into_owned()));
                entries = after;
            }
            return Some(found);
        }
        None
    };
    names.extend(read().into_iter().flatten());
}

/// Whose function it is: one of ours wherever its name stands, with its room;
/// else the crate that the name begins with.
fn owner(name: &str) -> String {
    for own in ["kohyo_page::", "kohyo_core::"] {
        if let Some(at) = name.find(own) {
            let mut parts = name[at..].split("::");
            let (of, room) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
            let room: String =
                room.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
            return format!("{of}::{room}");
        }
    }
    if name.contains("slice::sort") {
        return "core, sorting".to_owned();
    }
    let first = name.trim_start_matches(|c: char| !c.is_ascii_alphanumeric());
    let end = first.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(first.len());
    match &first[..end] {
        // `<T as tachys::…>`: the crate of the trait.
        "T" | "F" | "S" | "A" | "E" => {
            first.split(" as ").nth(1).map_or_else(|| "generic".to_owned(), owner)
        }
        "" => "without a name".to_owned(),
        of => of.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_function_belongs_to_its_room_or_its_crate() {
        for (name, wanted) in [
            ("kohyo_core::check::evaluation::Evaluation::new", "kohyo_core::check"),
            ("<kohyo_page::session::Session as core::clone::Clone>::clone", "kohyo_page::session"),
            ("<T as tachys::view::any_view::IntoAny>::into_any::build", "tachys"),
            ("core::slice::sort::stable::drift::sort", "core, sorting"),
            ("<alloc::vec::Vec<T,A> as core::clone::Clone>::clone", "alloc"),
            ("", "without a name"),
        ] {
            assert_eq!(owner(name), wanted, "{name}");
        }
    }

    #[test]
    fn functions_are_weighed_by_their_names() {
        let part = |id: u8, body: &[u8]| [&[id, body.len() as u8], body].concat();
        let entry = |text: &str| [&[text.len() as u8], text.as_bytes()].concat();
        // One imported function, two of the module's own.
        let import = [&[1], &entry("a")[..], &entry("b"), &[0, 0]].concat();
        let code = [2, 3, 0, 0, 11, 2, 0, 11];
        let functions =
            [&[2, 1], &entry("kohyo_core::number::read")[..], &[2], &entry("alloc::x")].concat();
        let names = [&entry("name")[..], &part(1, &functions)].concat();
        let module = [
            b"\0asm\x01\0\0\0".to_vec(),
            part(2, &import),
            part(10, &code),
            part(11, &[0; 5]),
            part(0, &names),
        ]
        .concat();
        let weight = Weight::of(&module).expect("a module");
        assert_eq!(weight.data, 5);
        let owners: Vec<_> = weight.owners.into_iter().collect();
        assert_eq!(owners, [("alloc".to_owned(), 2), ("kohyo_core::number".to_owned(), 3)]);
    }
}
