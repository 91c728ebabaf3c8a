//! Days, and what days and months have in common.

use super::super::era::{Eras, FIRST_CIVIL_DAY};
use super::super::parts::{self, Manner, Year, digits};
use super::super::writer::{DateStyle, weekday, write_date};
use super::spreadsheet::{midnight, serial};
use super::year::pair_behind;
use super::{LONGEST, fault, has_mark, without_value};
use crate::finding::{Asked, Flaw, Problem, TimeFault};
use crate::reading::Reading;
use crate::text::{Scan, trim};
use jiff::civil::Date;

/// What parts a year from a month, and a month from a day.
fn separator(scan: &mut Scan<'_>, word: char) -> Option<bool> {
    scan.spaces();
    let kanji = scan.eat(word);
    if !kanji && !['.', '/', '-', '−', '・'].into_iter().any(|mark| scan.eat(mark)) {
        return None;
    }
    scan.spaces();
    Some(kanji)
}

/// A date as written, before it is judged.
pub(super) struct Written<'e> {
    pub(super) year: Year<'e>,
    pub(super) month: u32,
    pub(super) day: Option<u32>,
    /// With 年 and 月.
    pub(super) kanji: bool,
    pub(super) odd: bool,
    pub(super) said: Option<char>,
}

/// Reads a cell of dates.
pub fn read_date(raw: &str, eras: &Eras) -> Reading<Date> {
    let text = trim(raw);
    if let Some(reading) = without_value(text, eras) {
        return reading;
    }
    if let Some(date) = serial(text) {
        let printed = write_date(date, DateStyle::Letter, eras);
        let problem = Problem::DateSerial { printed: printed.clone() };
        return Reading::flawed(Flaw::replace(problem, printed));
    }
    match written(text, eras, Asked::Date).and_then(|written| judged_date(&written, text, eras)) {
        Ok(reading) => reading,
        Err(flaw) => Reading::flawed(flaw),
    }
}

/// Reads year, month and, if there is one, day, up to the end of the text.
pub(super) fn written<'e>(text: &str, eras: &'e Eras, asked: Asked) -> Result<Written<'e>, Flaw> {
    if text.len() > LONGEST {
        return Err(fault(asked, TimeFault::Shape));
    }
    let mut scan = Scan::new(text);
    if let Some(compact) = compact(text, eras) {
        return Ok(compact);
    }
    let mut year = parts::year(&mut scan, eras).map_err(|none| fault(asked, none.fault()))?;
    let unfinished = |scan: &Scan<'_>| {
        let kind = if scan.done() { TimeFault::Unfinished } else { TimeFault::Shape };
        fault(asked, kind)
    };
    let mut odd = year.odd;
    let kanji = separator(&mut scan, '年').ok_or_else(|| unfinished(&scan))?;
    // 令和2年（2020年）4月1日
    if kanji && let Some(clash) = pair_behind(&mut scan, &year, eras) {
        year.clash = year.clash.or(clash);
        scan.spaces();
    }
    let (month, width) = digits(&mut scan, 2).ok_or_else(|| unfinished(&scan))?;
    let iso = year.manner == Manner::Western && !kanji;
    odd |= width == 2 && month < 10 && !iso;
    let mut result = Written { year, month, day: None, kanji, odd, said: None };
    let mut ahead = scan;
    let day = separator(&mut ahead, '月').and_then(|kanji| Some((digits(&mut ahead, 2)?, kanji)));
    if let Some(((day, width), kanji_month)) = day {
        scan = ahead;
        scan.spaces();
        let kanji_day = scan.eat('日');
        result.odd |= width == 2 && day < 10 && !iso
            || kanji != kanji_month
            || kanji != kanji_day
            || year.manner == Manner::Letter && kanji
            || year.manner == Manner::Kanji && !kanji;
        result.day = Some(day);
        result.said = said_weekday(&mut scan);
    } else {
        scan.spaces();
        let kanji_month = scan.eat('月');
        result.odd |= kanji != kanji_month
            || year.manner == Manner::Letter && kanji
            || year.manner == Manner::Kanji && !kanji;
        if !kanji_month && asked == Asked::Date && !scan.done() {
            let mut tail = scan;
            separator(&mut tail, '月');
            return Err(unfinished(&tail));
        }
    }
    result.odd |= result.day.is_some() && midnight(&mut scan, text);
    scan.spaces();
    if !scan.done() {
        return Err(fault(asked, if has_mark(text) { TimeFault::Range } else { TimeFault::Shape }));
    }
    let usual = if iso { '-' } else { '.' };
    let slashes = text.chars().any(|c| matches!(c, '/' | '-' | '・' | '−') && c != usual);
    let western_slashes =
        year.manner == Manner::Western && text.chars().all(|c| c != '.' && c != '・');
    result.odd |= parts::wide(text)
        || parts::spaced(text)
        || slashes && !western_slashes
        || iso && text.contains('.');
    Ok(result)
}

/// `20200401` and `R020401`, which are read but not usual.
fn compact<'e>(text: &str, eras: &'e Eras) -> Option<Written<'e>> {
    let mut scan = Scan::new(text);
    let (western, era, manner) = match parts::era(&mut scan, eras) {
        Some((era, manner, _)) => (None, Some(era), manner),
        None => (Some(digits_exact(&mut scan, 4)?), None, Manner::Western),
    };
    let western = match (western, era) {
        (Some(year), _) => i32::try_from(year).ok()?,
        (None, Some(era)) => {
            let number = digits_exact(&mut scan, 2).filter(|n| *n > 0)?;
            era.western(i32::try_from(number).ok()?)
        }
        _ => return None,
    };
    let month = digits_exact(&mut scan, 2)?;
    let day = digits_exact(&mut scan, 2)?;
    let year = Year { western, era, manner, clash: None, odd: true };
    scan.done().then_some(Written {
        year,
        month,
        day: Some(day),
        kanji: false,
        odd: true,
        said: None,
    })
}

/// Exactly so many digits.
fn digits_exact(scan: &mut Scan<'_>, count: u32) -> Option<u32> {
    let mut value = 0;
    for _ in 0..count {
        value = value * 10 + scan.peek().and_then(|c| c.to_digit(10))?;
        scan.bump();
    }
    Some(value)
}

/// `（木）`, `木曜日`
fn said_weekday(scan: &mut Scan<'_>) -> Option<char> {
    let mut ahead = *scan;
    ahead.spaces();
    let word = match ahead.parentheses() {
        Some(inside) => inside,
        None => {
            let word = ahead.rest();
            ahead = Scan::new("");
            if !word.contains('曜') {
                return None;
            }
            word
        }
    };
    let day = word.chars().next().filter(|c| "月火水木金土日".contains(*c))?;
    let rest = word.strip_prefix(day)?;
    if !matches!(rest, "" | "曜" | "曜日") {
        return None;
    }
    *scan = ahead;
    Some(day)
}

/// The flaw of a month or day that does not exist.
pub(super) fn no_such(
    western: i32,
    month: u32,
    day: Option<u32>,
    asked: Asked,
) -> Result<Date, Flaw> {
    if western > 9998 {
        return Err(fault(asked, TimeFault::TooFar));
    }
    let first = i16::try_from(western)
        .ok()
        .zip(i8::try_from(month).ok())
        .and_then(|(year, month)| Date::new(year, month, 1).ok())
        .ok_or_else(|| Flaw::of(Problem::NoSuchMonth { month }))?;
    let Some(day) = day else { return Ok(first) };
    let number = i8::try_from(day).unwrap_or(i8::MAX);
    Date::new(first.year(), first.month(), number).map_err(|_| {
        let last = u32::from(first.last_of_month().day().unsigned_abs());
        Flaw::of(Problem::NoSuchDay { month: format!("{western}年{month}月"), day, last })
    })
}

/// Judges a date that was read: does it exist, is its era right, its weekday?
fn judged_date(written: &Written<'_>, text: &str, eras: &Eras) -> Result<Reading<Date>, Flaw> {
    let Some(day) = written.day else {
        return Err(fault(Asked::Date, TimeFault::Unfinished));
    };
    let year = &written.year;
    if let Some((japanese, western)) = year.clash {
        return Err(Flaw::of(Problem::YearPair { japanese, western }));
    }
    let date = no_such(year.western, written.month, Some(day), Asked::Date)?;
    if date < FIRST_CIVIL_DAY {
        return Err(fault(Asked::Date, TimeFault::Lunar));
    }
    let style = year.manner.date(written.kanji);
    let mut printed = write_date(date, style, eras);
    let mut reading = Reading::of(date);
    let is = weekday(date);
    if let Some(said) = written.said {
        printed.push_str(&format!("（{is}）"));
        if said != is {
            reading.flaws.push(Flaw::replace(Problem::Weekday { said, is }, printed.clone()));
        }
    }
    let in_force = year
        .era
        .is_none_or(|era| eras.of_date(date).is_some_and(|(right, _)| right.name == era.name));
    if !in_force {
        let right = match style {
            DateStyle::Letter | DateStyle::Kanji => printed.clone(),
            _ => write_date(date, DateStyle::Kanji, eras),
        };
        reading.flaws.push(Flaw::replace(Problem::EraNotInForce { printed: right }, printed));
    } else if reading.flaws.is_empty() && written.odd && printed != text {
        let problem = Problem::TimeStyle { asked: Asked::Date, printed: printed.clone() };
        reading.flaws.push(Flaw::replace(problem, printed));
    }
    Ok(reading)
}
