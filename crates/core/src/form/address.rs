//! Where a cell stands in the workbook that is in use today: `計画!D10`.
//!
//! ```text
//! address = (sheet "!")? column? row?
//! column  = letters ("+" number)?     the next point of an axis that many further
//! row     = digits ("+" number)?
//! ```

/// The last column and row of a workbook.
const MOST_COLUMNS: u32 = 16_384;
const MOST_ROWS: u32 = 1_048_576;

/// A cell of a workbook.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Address {
    /// The worksheet; empty for the first.
    pub sheet: String,
    /// From 1.
    pub column: u32,
    /// From 1.
    pub row: u32,
}

impl std::fmt::Display for Address {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut letters = Vec::new();
        let mut rest = self.column;
        while rest > 0 {
            rest -= 1;
            letters.push(char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
            rest /= 26;
        }
        if !self.sheet.is_empty() {
            write!(out, "{}!", self.sheet)?;
        }
        write!(out, "{}{}", letters.iter().rev().collect::<String>(), self.row)
    }
}

/// What an address says, as far as it does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Parts {
    pub(super) sheet: Option<String>,
    pub(super) column: Option<u32>,
    pub(super) row: Option<u32>,
    /// How far the next point of an axis is.
    pub(super) step: Option<u32>,
}

impl Parts {
    /// Reads an address or a part of one.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (sheet, place) = match text.rsplit_once('!') {
            Some((sheet, place)) => (Some(sheet.trim_matches('\'').to_owned()), place),
            None => (None, text),
        };
        let (place, step) = match place.split_once('+') {
            Some((place, step)) => (place, Some(step.parse().ok().filter(|step| *step > 0)?)),
            None => (place, None),
        };
        let digits = place.find(|c: char| c.is_ascii_digit()).unwrap_or(place.len());
        let (letters, digits) = place.split_at_checked(digits)?;
        let column = match letters {
            "" => None,
            _ => Some(column(letters)?),
        };
        let row = match digits {
            "" => None,
            _ => Some(digits.parse().ok().filter(|row| (1..=MOST_ROWS).contains(row))?),
        };
        // A step is of a column or of a row, never of both.
        let one = column.is_some() != row.is_some();
        (step.is_none() || one).then_some(())?;
        (sheet.is_some() || column.is_some() || row.is_some()).then_some(())?;
        Some(Self { sheet, column, row, step })
    }

    /// The address, where both column and row are said.
    pub(super) fn whole(self) -> Option<Address> {
        let sheet = self.sheet.unwrap_or_default();
        let (column, row) = (self.column?, self.row?);
        (column <= MOST_COLUMNS && row <= MOST_ROWS).then_some(Address { sheet, column, row })
    }
}

fn column(letters: &str) -> Option<u32> {
    let mut column = 0_u32;
    for letter in letters.bytes() {
        let digit = letter.is_ascii_uppercase().then(|| u32::from(letter - b'A') + 1)?;
        column = column.checked_mul(26)?.checked_add(digit)?;
    }
    (1..=MOST_COLUMNS).contains(&column).then_some(column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_read_and_written() {
        for (text, expected) in [
            ("A1", ("", 1, 1)),
            ("計画!D10", ("計画", 4, 10)),
            ("'年 度'!AA1048576", ("年 度", 27, 1_048_576)),
            ("XFD2", ("", 16_384, 2)),
        ] {
            let (sheet, column, row) = expected;
            let address = Parts::read(text).and_then(Parts::whole);
            assert_eq!(address, Some(Address { sheet: sheet.to_owned(), column, row }));
            let written = address.map(|address| address.to_string());
            assert_eq!(written, Some(text.replace('\'', "")));
        }
        let part = |column, row, step| Parts { sheet: None, column, row, step };
        assert_eq!(Parts::read("D+2"), Some(part(Some(4), None, Some(2))));
        assert_eq!(Parts::read("12+3"), Some(part(None, Some(12), Some(3))));
        for text in ["", "a1", "A0", "D10+2", "D+0", "+2", "XFE1", "A1048577", "D-1", "表1１"] {
            assert_eq!(Parts::read(text), None, "{text}");
        }
    }
}
