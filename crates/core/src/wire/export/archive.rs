//! The frame of a ZIP archive; its members come compressed (deflate, raw).

/// A compressed member.
#[derive(Clone, Debug)]
pub struct Member {
    name: String,
    sum: u32,
    size: u32,
    packed: Vec<u8>,
}

impl Member {
    /// A member: its name, its bytes, and the same compressed.
    pub fn new(name: String, bytes: &[u8], packed: Vec<u8>) -> Self {
        Self { name, sum: sum_of(bytes), size: length(bytes.len()), packed }
    }
}

fn length(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// CRC-32 as ZIP wants it.
fn sum_of(bytes: &[u8]) -> u32 {
    let table: [u32; 256] = std::array::from_fn(|byte| {
        (0..8).fold(u32::try_from(byte).unwrap_or_default(), |sum, _| {
            if sum & 1 == 1 { 0xedb8_8320 ^ (sum >> 1) } else { sum >> 1 }
        })
    });
    !bytes.iter().fold(!0, |sum: u32, byte| {
        let place = usize::from(sum.to_le_bytes()[0] ^ byte);
        table.get(place).copied().unwrap_or_default() ^ (sum >> 8)
    })
}

/// The bytes of the archive. Times are left at the beginning of DOS, so that
/// the same members give the same bytes.
pub fn write(members: &[Member]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for member in members {
        let at = length(out.len());
        let mut about = Vec::new();
        // Version 2.0, names in UTF-8, deflate, 1 January 1980.
        for part in [20_u16, 0x0800, 8, 0, 0x21] {
            about.extend(part.to_le_bytes());
        }
        for part in [member.sum, length(member.packed.len()), member.size] {
            about.extend(part.to_le_bytes());
        }
        let name = u16::try_from(member.name.len()).unwrap_or(u16::MAX);
        about.extend(name.to_le_bytes());
        about.extend(0_u16.to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&about);
        out.extend(member.name.as_bytes());
        out.extend(&member.packed);
        directory.extend(b"PK\x01\x02");
        directory.extend(20_u16.to_le_bytes());
        directory.extend(&about);
        // No comment, first disk, no attributes.
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(member.name.as_bytes());
    }
    let count = u16::try_from(members.len()).unwrap_or(u16::MAX);
    let (begins, size) = (length(out.len()), length(directory.len()));
    out.extend(directory);
    out.extend(b"PK\x05\x06");
    out.extend([0; 4]);
    out.extend(count.to_le_bytes());
    out.extend(count.to_le_bytes());
    out.extend(size.to_le_bytes());
    out.extend(begins.to_le_bytes());
    out.extend(0_u16.to_le_bytes());
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sum_is_that_of_the_standard() {
        assert_eq!(sum_of(b"123456789"), 0xcbf4_3926);
        assert_eq!(sum_of(b""), 0);
    }
}
