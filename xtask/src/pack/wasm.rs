//! What is looked at and left out of the compiled engine.

use anyhow::{Result, bail};

/// The module without its custom sections. They name functions, producers
/// and features for tools; the browser needs none, and they are a fifth of
/// the size.
pub(super) fn without_custom_sections(module: &[u8]) -> Result<Vec<u8>> {
    const HEADER: usize = 8;
    let Some((header, mut rest)) = module.split_at_checked(HEADER) else {
        bail!("the engine is shorter than a WebAssembly header");
    };
    if !header.starts_with(b"\0asm") {
        bail!("the engine is no WebAssembly module");
    }
    let mut kept = header.to_vec();
    while let Some((&id, after_id)) = rest.split_first() {
        let Some((length, body)) = unsigned(after_id) else {
            bail!("a section of the engine has no readable length");
        };
        let Some((_, after)) = body.split_at_checked(length) else {
            bail!("a section of the engine is cut off");
        };
        if id != 0 {
            kept.extend_from_slice(&rest[..rest.len() - after.len()]);
        }
        rest = after;
    }
    Ok(kept)
}

/// A LEB128 number and what follows it.
fn unsigned(bytes: &[u8]) -> Option<(usize, &[u8])> {
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
    fn custom_sections_go_and_others_stay() -> Result<()> {
        let module = [
            &b"\0asm\x01\0\0\0"[..],
            &[1, 2, 9, 9],
            &[0, 0x83, 0x00, 1, 2, 3],
            &[10, 1, 7],
            &[0, 0],
        ]
        .concat();
        let kept = without_custom_sections(&module)?;
        assert_eq!(kept, b"\0asm\x01\0\0\0\x01\x02\x09\x09\x0a\x01\x07");
        Ok(())
    }

    #[test]
    fn a_broken_module_is_refused() {
        for module in [&b"\0as"[..], b"\0elf\x01\0\0\0", b"\0asm\x01\0\0\0\x01\x09\x00"] {
            assert!(without_custom_sections(module).is_err(), "{module:?}");
        }
    }
}
