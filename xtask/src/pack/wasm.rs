//! What is looked at and left out of the compiled engine.

use anyhow::{Context, Result, ensure};

const CUSTOM: u8 = 0;
const EXPORTS: u8 = 7;

/// An export by which a splitting tool knows the module. The page is not
/// split, and the rest of the name is a digest over the builder's folder.
const SPLIT_MARKER: &[u8] = b"_WASM_SPLIT_MARKER_";

/// The section in which the functions are named.
const NAMES: &[u8] = b"name";

/// The module as the browser needs it. Custom sections name functions,
/// producers and features for tools, and are a fifth of the size. The names of
/// functions are `kept` for whoever looks where the time goes.
pub(super) fn slimmed(module: &[u8], names_kept: bool) -> Result<Vec<u8>> {
    const HEADER: usize = 8;
    let header = module.get(..HEADER).context("the engine is shorter than a WebAssembly header")?;
    ensure!(header.starts_with(b"\0asm"), "the engine is no WebAssembly module");
    let mut slim = header.to_vec();
    let mut rest = &module[HEADER..];
    while let Some((&id, after_id)) = rest.split_first() {
        let (body, after) = sized(after_id).context("a section of the engine is cut off")?;
        match id {
            CUSTOM if names_kept && sized(body).is_some_and(|(name, _)| name == NAMES) => {
                slim.extend_from_slice(&rest[..rest.len() - after.len()]);
            }
            CUSTOM => {}
            EXPORTS => {
                let body = without_marker(body).context("the engine's exports are not readable")?;
                slim.push(id);
                slim.extend(leb128(body.len()));
                slim.extend(body);
            }
            _ => slim.extend_from_slice(&rest[..rest.len() - after.len()]),
        }
        rest = after;
    }
    Ok(slim)
}

/// The section of exports without the marker: a number, then for each a name,
/// a kind and an index.
fn without_marker(section: &[u8]) -> Option<Vec<u8>> {
    let (count, mut rest) = unsigned(section)?;
    let mut kept = 0;
    let mut entries = Vec::new();
    for _ in 0..count {
        let (name, after_name) = sized(rest)?;
        let (_, after) = unsigned(after_name.get(1..)?)?;
        if !name.starts_with(SPLIT_MARKER) {
            kept += 1;
            entries.extend_from_slice(&rest[..rest.len() - after.len()]);
        }
        rest = after;
    }
    let mut section = leb128(kept);
    section.extend(entries);
    Some(section)
}

/// Bytes behind their number, and what follows them.
pub(super) fn sized(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = unsigned(bytes)?;
    rest.split_at_checked(length)
}

fn leb128(mut number: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            bytes.push(low);
            return bytes;
        }
        bytes.push(low | 0x80);
    }
}

/// A LEB128 number and what follows it.
pub(super) fn unsigned(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let mut value = 0usize;
    for (index, byte) in bytes.iter().enumerate().take(5) {
        value |= usize::from(byte & 0x7f).checked_shl(u32::try_from(index * 7).ok()?)?;
        if byte & 0x80 == 0 {
            return Some((value, &bytes[index + 1..]));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_marker_of_the_splitting_tool_goes() -> Result<()> {
        let export = |name: &[u8]| [&leb128(name.len()), name, &[0, 0x85, 0x01]].concat();
        let section = |names: &[&[u8]]| {
            let entries: Vec<u8> = names.iter().flat_map(|name| export(name)).collect();
            let body = [leb128(names.len()), entries].concat();
            [b"\0asm\x01\0\0\0\x07", &leb128(body.len())[..], &body].concat()
        };
        let long = [b'x'; 200];
        let with = section(&[b"memory", b"_WASM_SPLIT_MARKER_732e786d2a082da8version", &long]);
        assert_eq!(slimmed(&with, false)?, section(&[b"memory", &long]));
        Ok(())
    }

    #[test]
    fn custom_sections_go_and_others_stay() -> Result<()> {
        let module = [
            &b"\0asm\x01\0\0\0"[..],
            &[1, 2, 9, 9],
            &[0, 0x83, 0x00, 1, 2, 3],
            &[10, 1, 7],
            &[0, 0],
        ]
        .concat();
        let kept = slimmed(&module, false)?;
        assert_eq!(kept, b"\0asm\x01\0\0\0\x01\x02\x09\x09\x0a\x01\x07");
        Ok(())
    }

    #[test]
    fn a_broken_module_is_refused() {
        for module in [&b"\0as"[..], b"\0elf\x01\0\0\0", b"\0asm\x01\0\0\0\x01\x09\x00"] {
            assert!(slimmed(module, false).is_err(), "{module:?}");
        }
    }
}
