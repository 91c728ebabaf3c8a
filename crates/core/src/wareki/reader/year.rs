//! One fiscal year.

use super::super::era::Eras;
use super::super::fiscal::FiscalYear;
use super::super::parts::{self, Manner, Year};
use super::super::writer::write_year;
use super::about::About;
use super::range::ranges;
use super::{LONGEST, fault, has_mark, without_value};
use crate::finding::{Asked, Flaw, Problem, TimeFault};
use crate::reading::Reading;
use crate::text::Scan;

/// A fiscal year as written, with what is to be said of it.
pub(super) struct Fiscal {
    pub(super) year: FiscalYear,
    pub(super) manner: Manner,
    pub(super) flaws: Vec<Flaw>,
    pub(super) odd: bool,
}

/// Reads one fiscal year up to the end of a text.
pub(super) fn fiscal(text: &str, eras: &Eras, asked: Asked) -> Result<Fiscal, Flaw> {
    if text.len() > LONGEST {
        return Err(fault(asked, TimeFault::Shape));
    }
    let mut scan = Scan::new(text);
    let year = parts::year(&mut scan, eras).map_err(|none| fault(asked, none.fault()))?;
    scan.spaces();
    if scan.eat('年') {
        scan.eat('度');
    }
    scan.spaces();
    let paired =
        matches!(scan.peek(), Some('(')).then(|| pair_behind(&mut scan, &year, eras)).flatten();
    scan.spaces();
    if !scan.done() {
        let more = scan.peek().is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '/' | '-'));
        let kind = if has_mark(text) && !more {
            TimeFault::Range
        } else if more {
            TimeFault::TooMuch
        } else {
            TimeFault::Shape
        };
        return Err(fault(asked, kind));
    }
    if let Some((japanese, western)) = year.clash.or(paired.flatten()) {
        return Err(Flaw::of(Problem::YearPair { japanese, western }));
    }
    if year.western < 1873 {
        return Err(fault(asked, TimeFault::Lunar));
    }
    if year.western > 9998 {
        return Err(fault(asked, TimeFault::TooFar));
    }
    let value = FiscalYear(year.western);
    let mut flaws = Vec::new();
    let alias = year.era.is_some_and(|era| {
        eras.of_fiscal_year(year.western).is_none_or(|(right, _)| right.name != era.name)
    });
    let printed = write_year(value, year.manner.year(), eras);
    let odd = year.odd || parts::wide(text) || parts::spaced(text);
    if alias {
        let today = match year.manner {
            Manner::Western => value.label(eras),
            _ => printed.clone(),
        };
        flaws.push(Flaw::replace(Problem::YearAlias { printed: today }, printed));
    } else if odd {
        let problem = Problem::TimeStyle { asked: Asked::Year, printed: printed.clone() };
        flaws.push(Flaw::replace(problem, printed));
    }
    Ok(Fiscal { year: value, manner: year.manner, flaws, odd })
}

/// `令和6年度(2024)`: the other calendar behind 年度 or 年. Gives a clash, if there is one.
pub(super) fn pair_behind(
    scan: &mut Scan<'_>,
    year: &Year<'_>,
    eras: &Eras,
) -> Option<Option<(i32, i32)>> {
    let mut ahead = *scan;
    let inside = ahead.parentheses()?;
    let mut inner = Scan::new(inside);
    let other = parts::year(&mut inner, eras).ok()?;
    inner.eat('年');
    inner.eat('度');
    if !inner.done() || (other.manner == Manner::Western) == (year.manner == Manner::Western) {
        return None;
    }
    *scan = ahead;
    let pair = if year.manner == Manner::Western {
        (other.western, year.western)
    } else {
        (year.western, other.western)
    };
    Some((pair.0 != pair.1).then_some(pair))
}

/// Reads a cell of fiscal years.
pub fn read_fiscal_year(raw: &str, eras: &Eras) -> Reading<FiscalYear> {
    About::read(raw, |text| one(text, eras))
}

fn one(text: &str, eras: &Eras) -> Reading<FiscalYear> {
    if let Some(reading) = without_value(text, eras) {
        return reading;
    }
    match fiscal(text, eras, Asked::Year) {
        Ok(fiscal) => Reading { flaws: fiscal.flaws, ..Reading::of(fiscal.year) },
        Err(flaw) => Reading::flawed(match ranges(text, eras) {
            Ok(_) => fault(Asked::Year, TimeFault::Range),
            Err(_) => flaw,
        }),
    }
}
