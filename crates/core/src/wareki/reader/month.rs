//! Months and ranges of months.

use super::super::era::{Eras, FIRST_CIVIL_DAY};
use super::super::fiscal::{Month, Months};
use super::super::parts::{Manner, digits};
use super::super::writer::{DateStyle, write_month};
use super::date::{Written, no_such, written};
use super::{fault, split, without_value};
use crate::finding::{Asked, Flaw, Problem, TimeFault};
use crate::reading::Reading;
use crate::text::{Scan, trim};

/// Reads a cell of months.
pub fn read_month(raw: &str, eras: &Eras) -> Reading<Month> {
    let text = trim(raw);
    if let Some(reading) = without_value(text, eras) {
        return reading;
    }
    match written(text, eras, Asked::Month).and_then(|written| judged_month(&written, text, eras)) {
        Ok((month, flaws)) => Reading { flaws, ..Reading::of(month) },
        Err(flaw) => Reading::flawed(flaw),
    }
}

/// Judges a month that was read.
fn judged_month(
    written: &Written<'_>,
    text: &str,
    eras: &Eras,
) -> Result<(Month, Vec<Flaw>), Flaw> {
    let year = &written.year;
    if written.day.is_some() {
        return Err(fault(Asked::Month, TimeFault::TooMuch));
    }
    if let Some((japanese, western)) = year.clash {
        return Err(Flaw::of(Problem::YearPair { japanese, western }));
    }
    let first = no_such(year.western, written.month, None, Asked::Month)?;
    if first < FIRST_CIVIL_DAY {
        return Err(fault(Asked::Month, TimeFault::Lunar));
    }
    let month = Month { year: year.western, month: first.month().unsigned_abs() };
    let printed = write_month(month, year.manner.date(written.kanji), eras);
    let in_force = year.era.is_none_or(|era| eras.in_month(era, month.year, month.month));
    let mut flaws = Vec::new();
    if !in_force {
        let right = match year.manner {
            Manner::Western => write_month(month, DateStyle::Kanji, eras),
            _ => printed.clone(),
        };
        flaws.push(Flaw::replace(Problem::EraNotInForce { printed: right }, printed));
    } else if written.odd && printed != text {
        let problem = Problem::TimeStyle { asked: Asked::Month, printed: printed.clone() };
        flaws.push(Flaw::replace(problem, printed));
    }
    Ok((month, flaws))
}

/// Reads a range of months in one text: `R07.12～R08.01`, `令和7年1月～4月`.
pub fn read_months(raw: &str, eras: &Eras) -> Reading<Months> {
    let text = trim(raw);
    if let Some(reading) = without_value(text, eras) {
        return reading;
    }
    let Some((left, right)) =
        split(text, |half| half.is_empty() || written(half, eras, Asked::Month).is_ok())
    else {
        return read_month(text, eras).map(|month| Months { from: Some(month), to: Some(month) });
    };
    let from = read_month(left, eras);
    let mut to = read_month(right, eras);
    if let (Some(first), None) = (from.value, to.value) {
        // 令和7年1月～4月: the year of the first.
        let mut scan = Scan::new(right);
        if let Some((month, _)) = digits(&mut scan, 2) {
            scan.eat('月');
            let number = u8::try_from(month).unwrap_or(u8::MAX);
            if scan.done() && (1..=12).contains(&number) && number >= first.month {
                to = Reading::of(Month { year: first.year, month: number });
            }
        }
    }
    let ok = |half: &Reading<Month>, text: &str| {
        half.value.is_some() || text.is_empty() || half.status.is_some()
    };
    if !ok(&from, left) || !ok(&to, right) {
        let flaws: Vec<Flaw> =
            from.flaws.into_iter().chain(to.flaws).map(|f| Flaw::of(f.problem)).collect();
        return match flaws.is_empty() {
            true => Reading::flawed(fault(Asked::Month, TimeFault::Shape)),
            false => Reading { flaws, ..Reading::default() },
        };
    }
    let flaws = from.flaws.into_iter().chain(to.flaws).map(|f| Flaw::of(f.problem)).collect();
    Reading { flaws, ..Reading::of(Months { from: from.value, to: to.value }) }
}
