//! Bytes as printable characters: two of them for thirteen bits.
//!
//! Base64 takes two characters for twelve. The page is read whole from a share
//! at each start, and the engine is most of it. No character of markup is
//! among the 91, and none that an editor or a mail would change.
//!
//! `start.js` reads what is written here.

use anyhow::{Context, Result};

const BASE: u32 = 91;
const BITS: u32 = 13;
/// Printable and no space, but neither `&` nor `<` nor `>`.
const LEFT_OUT: [u8; 3] = *b"&<>";

/// The characters for some bytes. How many bytes they were must be kept with
/// them: the last pair may hold more bits than were left.
pub(super) fn write(bytes: &[u8]) -> String {
    let alphabet: Vec<char> =
        (b'!'..=b'~').filter(|byte| !LEFT_OUT.contains(byte)).map(char::from).collect();
    let mut text = String::with_capacity(bytes.len() * 16 / 13 + 2);
    let (mut held, mut count) = (0_u32, 0);
    let mut put = |number: u32| {
        text.push(alphabet[(number / BASE) as usize]);
        text.push(alphabet[(number % BASE) as usize]);
    };
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        count += 8;
        if count >= BITS {
            count -= BITS;
            put(held >> count);
            held &= (1 << count) - 1;
        }
    }
    if count > 0 {
        put(held << (BITS - count));
    }
    text
}

/// The bytes again, `size` of them.
pub(super) fn read(text: &str, size: usize) -> Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(size);
    let (mut held, mut count) = (0_u32, 0);
    for pair in text.as_bytes().chunks_exact(2) {
        held = held << BITS | (value(pair[0])? * BASE + value(pair[1])?);
        count += BITS;
        while count >= 8 && bytes.len() < size {
            count -= 8;
            bytes.push((held >> count & 0xff) as u8);
        }
        held &= (1 << count) - 1;
    }
    anyhow::ensure!(bytes.len() == size, "the engine has {} bytes and not {size}", bytes.len());
    Ok(bytes)
}

fn value(byte: u8) -> Result<u32> {
    let before = LEFT_OUT.iter().filter(|left_out| **left_out < byte).count();
    let value = byte.checked_sub(b'!').filter(|_| byte <= b'~' && !LEFT_OUT.contains(&byte));
    let value = value.with_context(|| format!("the byte {byte} is none of the 91 characters"))?;
    Ok(u32::from(value) - before as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_come_back_whatever_their_number() -> Result<()> {
        let bytes: Vec<u8> = (0..4000_u32).map(|n| (n * n % 251) as u8).collect();
        for size in [0, 1, 2, 3, 12, 13, 14, 1625, 4000] {
            let text = write(&bytes[..size]);
            assert!(text.len() <= size * 16 / 13 + 2);
            assert_eq!(read(&text, size)?, &bytes[..size]);
        }
        Ok(())
    }

    #[test]
    fn all_characters_are_taken_and_no_markup() {
        let text =
            write(&(0..=255).cycle().take(100_000).map(|n: u32| (n * 7) as u8).collect::<Vec<_>>());
        assert!(!text.contains(['&', '<', '>', ' ', '\n']));
    }

    #[test]
    fn a_foreign_character_is_refused() {
        assert!(read("!<", 1).is_err());
        assert!(read("!!", 9).is_err());
    }
}
