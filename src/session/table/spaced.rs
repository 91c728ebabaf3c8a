//! A row of numbers as it comes out of a PDF: one text, parted at its spaces.

use crate::desk::Block;
use kohyo_core::check::{CellReading, CellValue};
use kohyo_core::reading::Status;

/// Parts at the spaces what is a row of numbers. `read` is the reader of the
/// cell into which it goes.
pub(super) fn parted(block: Block, mut read: impl FnMut(&str) -> CellReading) -> Block {
    let mut part = |cell: String| spaced(&cell, &mut read).unwrap_or_else(|| vec![cell]);
    let rows = block.rows.into_iter();
    Block { rows: rows.map(|row| row.into_iter().flat_map(&mut part).collect()).collect() }
}

/// The numbers of a line, if nothing but numbers of one unit and words for a
/// status stand there and they are not one value together: a note, a working
/// or a second number that belongs to the first must not become cells of their
/// own. A sign that stands alone belongs to the next number.
fn spaced(line: &str, read: &mut impl FnMut(&str) -> CellReading) -> Option<Vec<String>> {
    let mut parts: Vec<String> = Vec::new();
    let mut sign = String::new();
    for part in line.split_whitespace() {
        if part.chars().all(is_sign) {
            sign = format!("{part} ");
            continue;
        }
        parts.push(format!("{}{part}", std::mem::take(&mut sign)));
    }
    if parts.len() < 2 || line.contains('\n') || !sign.is_empty() {
        return None;
    }
    let mut shared = None;
    for part in &parts {
        let Some(unit) = unit_behind(part) else {
            let reading = read(part);
            let is_word = reading.note.is_none() && reading.status != Some(Status::Unpriced);
            if reading.status.is_some() && is_word {
                continue;
            }
            return None;
        };
        if *shared.get_or_insert(unit) != unit {
            return None;
        }
    }
    (read(line).value == CellValue::None).then_some(parts)
}

/// Not every dash: ー and — alone are words for a status.
fn is_sign(letter: char) -> bool {
    "△▲∆Δ-－−".contains(letter)
}

/// What stands behind a number; none where it is not a number and a unit alone.
fn unit_behind(part: &str) -> Option<&str> {
    let number = part.trim_start_matches(is_sign).trim_start();
    let is_digit = |letter: char| matches!(letter, '0'..='9' | '０'..='９');
    let unit = number.trim_start_matches(|c| is_digit(c) || ",.，．".contains(c));
    let is_plain = |c: char| c.is_alphabetic() || "%％".contains(c);
    (number.starts_with(is_digit) && unit.chars().all(is_plain)).then_some(unit)
}
