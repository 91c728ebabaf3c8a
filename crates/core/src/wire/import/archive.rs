//! The frame of a ZIP archive that somebody brings.

use super::BROKEN;
use crate::submission::TableFault;

/// An unpacked member may have this many bytes.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;
/// An archive with more members is no workbook.
const MOST_MEMBERS: usize = 10_000;
/// The end of the directory lies within so many bytes of the end.
const TAIL: usize = 65_557;

/// A member as it lies in the archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Packed<'a> {
    /// Its name.
    pub name: &'a [u8],
    /// Its bytes, packed (deflate, raw) unless they are stored.
    pub bytes: &'a [u8],
    /// Whether they are stored as they are.
    pub stored: bool,
}

fn short(bytes: &[u8], at: usize) -> Option<usize> {
    let two = bytes.get(at..at.checked_add(2)?)?.first_chunk::<2>()?;
    Some(usize::from(u16::from_le_bytes(*two)))
}

fn long(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?.first_chunk::<4>()?;
    usize::try_from(u32::from_le_bytes(*four)).ok()
}

fn part(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// The members of an archive.
pub fn members(bytes: &[u8]) -> Result<Vec<Packed<'_>>, TableFault> {
    let (mut at, count) = directory(bytes).ok_or(BROKEN)?;
    if count > MOST_MEMBERS {
        return Err(BROKEN);
    }
    let mut out = Vec::new();
    for _ in 0..count {
        let (member, next) = member(bytes, at).ok_or(BROKEN)?;
        out.extend(member);
        at = next;
    }
    Ok(out)
}

/// Where the directory begins, and how many members it names.
fn directory(bytes: &[u8]) -> Option<(usize, usize)> {
    let from = bytes.len().saturating_sub(TAIL);
    let tail = bytes.get(from..)?;
    let end = tail.windows(4).rposition(|four| four == b"PK\x05\x06")?;
    let end = from + end;
    Some((long(bytes, end + 16)?, short(bytes, end + 10)?))
}

/// The member of a line of the directory, none where it is encrypted or packed
/// in another way, and where the next line begins.
fn member(bytes: &[u8], at: usize) -> Option<(Option<Packed<'_>>, usize)> {
    if part(bytes, at, 4)? != b"PK\x01\x02" {
        return None;
    }
    let (flags, method) = (short(bytes, at + 8)?, short(bytes, at + 10)?);
    let size = long(bytes, at + 20)?;
    let (name, extra, comment) =
        (short(bytes, at + 28)?, short(bytes, at + 30)?, short(bytes, at + 32)?);
    let begins = long(bytes, at + 42)?;
    let next = at + 46 + name + extra + comment;
    let name = part(bytes, at + 46, name)?;
    // The line before the bytes has its own lengths of name and extra.
    if part(bytes, begins, 4)? != b"PK\x03\x04" {
        return None;
    }
    let from = begins + 30 + short(bytes, begins + 26)? + short(bytes, begins + 28)?;
    let bytes = part(bytes, from, size)?;
    let readable = flags & 1 == 0 && matches!(method, 0 | 8);
    Some((readable.then_some(Packed { name, bytes, stored: method == 0 }), next))
}

#[cfg(test)]
mod tests {
    use super::super::super::export::archive::{Member, write};
    use super::*;

    #[test]
    fn members_come_back_and_damage_is_refused() {
        let bytes = write(&[
            Member::new("a.xml".to_owned(), b"one", b"packed".to_vec()),
            Member::new("表.xml".to_owned(), b"two", b"more".to_vec()),
        ]);
        let first = Packed { name: b"a.xml", bytes: b"packed", stored: false };
        let second = Packed { name: "表.xml".as_bytes(), bytes: b"more", stored: false };
        assert_eq!(members(&bytes), Ok(vec![first, second]));
        for cut in 0..bytes.len() {
            let _ = members(bytes.get(..cut).unwrap_or_default());
            let mut broken = bytes.clone();
            if let Some(byte) = broken.get_mut(cut) {
                *byte = byte.wrapping_add(113);
            }
            let _ = members(&broken);
        }
        assert_eq!(members(b"PK\x05\x06"), Err(BROKEN));
        assert_eq!(members(b""), Err(BROKEN));
    }
}
