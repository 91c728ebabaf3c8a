//! Texts and codes.

use super::Matter;
use super::cell::{CellReading, CellValue, Remark};
use crate::finding::{Mend, Severity};
use crate::fold;
use crate::form::{Cell, Kind};

/// A text; its raw is its value, and what is said concerns its form only.
pub(super) fn read(cell: &Cell, text: &str) -> CellReading {
    let mut reading =
        CellReading { filled: true, value: CellValue::Text, ..CellReading::default() };
    if let Some(most) = cell.max_length {
        let given = u32::try_from(text.chars().filter(|c| *c != '\n').count()).unwrap_or(u32::MAX);
        if given > most {
            reading.remarks.push(Remark {
                matter: Matter::TextLength { most, given },
                code: "text.length",
                severity: Severity::Error,
                mend: None,
            });
        }
    }
    if let Some(pattern) = &cell.pattern {
        let narrow: String = fold::label(text).collect();
        if !fits(pattern, text.trim()) {
            // Only the width is wrong: that can be mended.
            let mend = if fits(pattern, &narrow) { Some(Mend::Replace(narrow)) } else { None };
            reading.remarks.push(Remark {
                severity: if mend.is_some() { Severity::Notice } else { Severity::Error },
                matter: Matter::TextPattern { pattern: pattern.clone() },
                code: "text.pattern",
                mend,
            });
        }
    }
    if cell.kind == Kind::Text
        && let Some(found) = crate::text::placeholder(text)
    {
        reading.remarks.push(Remark {
            matter: Matter::TextPlaceholder { found: found.to_owned() },
            code: "text.placeholder",
            severity: Severity::Warning,
            mend: None,
        });
    }
    if let Some(found) = text.chars().find(|c| is_lost(*c)) {
        reading.remarks.push(Remark {
            matter: Matter::TextCharacters { found },
            code: "text.characters",
            severity: Severity::Warning,
            mend: None,
        });
    }
    reading
}

/// `9` a digit, `A` a capital, anything else itself.
fn fits(pattern: &str, text: &str) -> bool {
    let mut chars = text.chars();
    pattern.chars().all(|wanted| match (wanted, chars.next()) {
        ('9', Some(c)) => c.is_ascii_digit(),
        ('A', Some(c)) => c.is_ascii_uppercase(),
        (wanted, Some(c)) => wanted == c,
        (_, None) => false,
    }) && chars.next().is_none()
}

/// Characters that do not arrive elsewhere: controls, private ones (外字),
/// and the mark of a character already lost.
fn is_lost(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{fffd}' | '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10fffd}')
}
