//! The pieces that dates, months and fiscal years are written with.
//!
//! ```text
//! year      = japanese ["(" western ")"] / western ["(" japanese ")"]
//! japanese  = era ("元" / 1*3digit)
//! era       = "令和" / "令" / "R" / "r" / "㋿" / …      ; any width
//! western   = ["西暦"] 4digit
//! part      = 1*2digit
//! ```

use super::era::{Era, Eras};
use super::writer::{DateStyle, YearStyle};
use crate::text::{Scan, is_blank};

/// How the year was written, for mends in the same manner.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Manner {
    Letter,
    Kanji,
    Western,
}

impl Manner {
    pub(super) fn date(self, kanji_parts: bool) -> DateStyle {
        match self {
            Self::Letter => DateStyle::Letter,
            Self::Kanji => DateStyle::Kanji,
            Self::Western if kanji_parts => DateStyle::Western,
            Self::Western => DateStyle::Iso,
        }
    }

    pub(super) fn year(self) -> YearStyle {
        match self {
            Self::Letter => YearStyle::Letter,
            Self::Kanji => YearStyle::Kanji,
            Self::Western => YearStyle::Western,
        }
    }
}

/// A year of the calendar, as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Year<'e> {
    /// The western year.
    pub(super) western: i32,
    /// The era it was written with.
    pub(super) era: Option<&'e Era>,
    pub(super) manner: Manner,
    /// 西暦 beside 和暦 that names another year: (和暦, 西暦).
    pub(super) clash: Option<(i32, i32)>,
    /// Written unusually.
    pub(super) odd: bool,
}

/// Why no year could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoYear {
    Shape,
    EraMissing,
    Zero,
    Unfinished,
}

/// Digits as a number, with how many there were; at most `max` of them.
pub(super) fn digits(scan: &mut Scan<'_>, max: u32) -> Option<(u32, u32)> {
    let mut ahead = *scan;
    let mut value = 0_u32;
    let mut count = 0;
    while let Some(digit) = ahead.peek().and_then(|c| c.to_digit(10)) {
        count += 1;
        if count > max {
            return None;
        }
        value = value * 10 + digit;
        ahead.bump();
    }
    if count == 0 {
        return None;
    }
    *scan = ahead;
    Some((value, count))
}

/// Eats an era; says whether by its letter, and whether unusually.
pub(super) fn era<'e>(scan: &mut Scan<'_>, eras: &'e Eras) -> Option<(&'e Era, Manner, bool)> {
    for era in eras.iter() {
        if scan.eat_word(&era.name) {
            return Some((era, Manner::Kanji, false));
        }
        let Some(c) = scan.peek() else { continue };
        if era.ligature == Some(c) || era.short == c {
            scan.bump();
            return Some((era, Manner::Kanji, true));
        }
        if era.letter.eq_ignore_ascii_case(&c) {
            scan.bump();
            return Some((era, Manner::Letter, c != era.letter));
        }
    }
    None
}

/// 元 or digits.
fn era_year(scan: &mut Scan<'_>) -> Result<(i32, bool), NoYear> {
    if scan.eat('元') {
        return Ok((1, false));
    }
    let (value, count) =
        digits(scan, 3).ok_or(if scan.done() { NoYear::Unfinished } else { NoYear::Shape })?;
    if value == 0 {
        return Err(NoYear::Zero);
    }
    let padded = count > 1 && value < 10 || count > 2 && value < 100;
    Ok((i32::try_from(value).unwrap_or(i32::MAX), padded))
}

/// Eats a year in either calendar, with the other in parentheses.
pub(super) fn year<'e>(scan: &mut Scan<'_>, eras: &'e Eras) -> Result<Year<'e>, NoYear> {
    let start = *scan;
    if let Some((era, manner, odd)) = era(scan, eras) {
        let spaced = scan.spaces();
        let (number, padded) = era_year(scan)?;
        let mut year = Year {
            western: era.western(number),
            era: Some(era),
            manner,
            clash: None,
            odd: odd || spaced || padded,
        };
        if let Some(western) = beside(scan, western)
            && western != year.western
        {
            year.clash = Some((year.western, western));
        }
        return Ok(year);
    }
    scan.eat_word("西暦");
    let Some(western_year) = western(scan) else {
        *scan = start;
        let mut ahead = *scan;
        return Err(match digits(&mut ahead, 3) {
            Some((0, _)) => NoYear::Zero,
            Some(_) => NoYear::EraMissing,
            None if ahead.eat('元') => NoYear::EraMissing,
            None => NoYear::Shape,
        });
    };
    let mut year =
        Year { western: western_year, era: None, manner: Manner::Western, clash: None, odd: false };
    let japanese = beside(scan, |inner| {
        let (era, manner, _) = era(inner, eras)?;
        inner.spaces();
        let (number, _) = era_year(inner).ok()?;
        inner.eat('年');
        inner.eat('度');
        Some((era, manner, era.western(number)))
    });
    if let Some((era, _, japanese)) = japanese {
        year.era = Some(era);
        if japanese != western_year {
            year.clash = Some((japanese, western_year));
        }
    }
    Ok(year)
}

/// Four digits, not more.
fn western(scan: &mut Scan<'_>) -> Option<i32> {
    let mut ahead = *scan;
    let (value, count) = digits(&mut ahead, 4)?;
    if count != 4 {
        return None;
    }
    *scan = ahead;
    i32::try_from(value).ok()
}

/// The other calendar in parentheses, if that is what stands there.
fn beside<'a, T>(scan: &mut Scan<'a>, read: impl Fn(&mut Scan<'a>) -> Option<T>) -> Option<T> {
    let mut ahead = *scan;
    ahead.spaces();
    let inside = ahead.parentheses()?;
    let mut inner = Scan::new(inside);
    inner.eat_word("西暦");
    let value = read(&mut inner)?;
    inner.eat('年');
    inner.eat('度');
    inner.spaces();
    if !inner.done() {
        return None;
    }
    *scan = ahead;
    Some(value)
}

/// Whether a text has a character of full width where a half-width one is usual.
pub(super) fn wide(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '０'..='９' | 'Ａ'..='Ｚ' | 'ａ'..='ｚ' | '．' | '／' | '－' | '，'))
}

/// Whether a text has white inside.
pub(super) fn spaced(text: &str) -> bool {
    text.chars().any(is_blank)
}
