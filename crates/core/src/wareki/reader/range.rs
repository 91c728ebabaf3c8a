//! Ranges of fiscal years, and boxes for one end of a range.

use super::super::era::Eras;
use super::super::fiscal::{FiscalYear, Years};
use super::super::parts::{self, Manner};
use super::super::writer::{write_year, write_years};
use super::about::About;
use super::year::{Fiscal, fiscal};
use super::{LONGEST, fault, has_mark, split, without_value};
use crate::finding::{Asked, Flaw, Mend, Problem, TimeFault};
use crate::number::status_of;
use crate::reading::{Reading, Status};
use crate::text::{Scan, trim};

/// Which end of a range a box holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The first year.
    From,
    /// The last year.
    To,
}

/// A range as written.
pub(super) struct Range {
    years: Years,
    manner: Manner,
    /// Of the first and of the last year.
    flaws: [Vec<Flaw>; 2],
    /// Whether anything but the two ends was unusual, and its usual writing.
    odd: bool,
    note: Option<String>,
    /// The words of an end that is open, where they name a status: 未定.
    open: Option<(Status, String)>,
}

/// Words for an end that is not known, or not meant to come.
const OPEN: &str = "未定 終期未定 終了未定 期限未定 不明 開始不明 継続 継続中 現在 当面 当分の間 \
    なし 無期限 終期なし 定めなし";

/// Whether a text stands for an open end.
fn is_open(text: &str) -> bool {
    let inner = Scan::new(text).parentheses().unwrap_or(text);
    inner.is_empty() || OPEN.split(' ').any(|word| word == inner)
}

/// Whether a text is one end of a range, even one that will be refused.
fn is_end(text: &str, eras: &Eras) -> bool {
    match fiscal(text, eras, Asked::Years) {
        Ok(_) => true,
        Err(flaw) => match flaw.problem {
            Problem::YearPair { .. } => true,
            Problem::TimeUnreadable { fault, .. } => {
                matches!(fault, TimeFault::YearZero | TimeFault::Lunar | TimeFault::TooFar)
            }
            _ => false,
        },
    }
}

/// Reads a range: a mark, and a year or an open end on each side.
pub(super) fn ranges(text: &str, eras: &Eras) -> Result<Range, Flaw> {
    if text.len() > LONGEST {
        return Err(fault(Asked::Years, TimeFault::Shape));
    }
    let (text, note) = without_note(text, eras);
    let Some((left, right)) = split(text, |half| is_open(half) || is_end(half, eras)) else {
        let whole = text.strip_suffix("まで").map(trim);
        if let Some(last) = whole.and_then(|half| fiscal(half, eras, Asked::Years).ok()) {
            let years = Years { from: None, to: Some(last.year) };
            let odd = last.odd;
            return Ok(Range {
                years,
                manner: last.manner,
                flaws: [Vec::new(), last.flaws],
                odd,
                note,
                open: None,
            });
        }
        let ranged = fault(Asked::Years, TimeFault::Range);
        return Err(match fiscal(text, eras, Asked::Years) {
            Err(flaw) if flaw != ranged => flaw,
            _ => fault(Asked::Years, TimeFault::Shape),
        });
    };
    let open = [left, right]
        .into_iter()
        .filter(|half| is_open(half))
        .find_map(|half| status_of(half).map(|(status, _)| (status, half.to_owned())));
    let first = (!is_open(left)).then(|| fiscal(left, eras, Asked::Years)).transpose()?;
    let last =
        if is_open(right) { None } else { Some(second_end(right, left, first.as_ref(), eras)?) };
    let manner = first.as_ref().or(last.as_ref()).map(|end| end.manner);
    let Some(manner) = manner else {
        return Err(fault(Asked::Years, TimeFault::Shape));
    };
    let years =
        Years { from: first.as_ref().map(|end| end.year), to: last.as_ref().map(|end| end.year) };
    let odd = first.as_ref().is_some_and(|end| end.odd) || last.as_ref().is_some_and(|end| end.odd);
    let flaws = [first, last].map(|end| end.map(|end| end.flaws).unwrap_or_default());
    Ok(Range { years, manner, flaws, odd, note, open })
}

/// The second end, with or without its era.
fn second_end(
    right: &str,
    left: &str,
    first: Option<&Fiscal>,
    eras: &Eras,
) -> Result<Fiscal, Flaw> {
    let whole = match fiscal(right, eras, Asked::Years) {
        Ok(end) => return Ok(end),
        Err(flaw) => flaw,
    };
    let missing = TimeFault::EraMissing;
    if whole.problem != (Problem::TimeUnreadable { asked: Asked::Years, fault: missing }) {
        return Err(whole);
    }
    let Some(first) = first else {
        return Err(whole);
    };
    let mut ahead = Scan::new(left);
    ahead.eat_word("西暦");
    let Some((era, ..)) = parts::era(&mut ahead, eras) else {
        return Err(whole);
    };
    let end = fiscal(&format!("{}{right}", era.name), eras, Asked::Years)?;
    if end.year < first.year {
        return Err(fault(Asked::Years, TimeFault::ElidedReversed));
    }
    let odd = end.odd && (parts::wide(right) || parts::spaced(right));
    let alias = |flaw: &Flaw| matches!(flaw.problem, Problem::YearAlias { .. });
    let flaws = end.flaws.into_iter().filter(|flaw| odd || alias(flaw)).collect();
    Ok(Fiscal { manner: first.manner, odd, flaws, ..end })
}

/// A range without the words in parentheses behind it: `H28～R2（5年間）`.
fn without_note<'a>(text: &'a str, eras: &Eras) -> (&'a str, Option<String>) {
    let Some((before, group)) =
        text.rfind(['(', '（', '※']).and_then(|at| text.split_at_checked(at))
    else {
        return (text, None);
    };
    if group.starts_with('※') && has_mark(before) {
        return (trim(before), Some(group.to_owned()));
    }
    let mut scan = Scan::new(group);
    let Some(inside) = scan.parentheses() else {
        return (text, None);
    };
    let before = trim(before);
    let mut inner = Scan::new(inside);
    let year = parts::year(&mut inner, eras).is_ok();
    inner.eat('年');
    inner.eat('度');
    let pair = year && inner.done();
    if !scan.done() || pair || before.is_empty() || !has_mark(before) || is_open(inside) {
        return (text, None);
    }
    (before, Some(inside.to_owned()))
}

/// Reads a range of fiscal years in one text. A single year is both its ends;
/// an open end is none.
pub fn read_fiscal_years(raw: &str, eras: &Eras) -> Reading<Years> {
    About::read(raw, |text| both_ends(text, eras))
}

fn both_ends(text: &str, eras: &Eras) -> Reading<Years> {
    if let Some(reading) = without_value(text, eras) {
        return reading;
    }
    if let Ok(single) = fiscal(text, eras, Asked::Years) {
        let years = Years { from: Some(single.year), to: Some(single.year) };
        return Reading { flaws: single.flaws, ..Reading::of(years) };
    }
    match ranges(text, eras) {
        Ok(range) => {
            let printed = write_years(range.years, range.manner.year(), eras);
            let text = match &range.note {
                Some(note) => format!("{printed}（{note}）"),
                None => printed,
            };
            let mut flaws: Vec<Flaw> = range
                .flaws
                .into_iter()
                .flatten()
                .filter(|flaw| matches!(flaw.problem, Problem::YearAlias { .. }))
                .map(|flaw| Flaw { mend: Some(Mend::Replace(text.clone())), ..flaw })
                .collect();
            if range.odd && flaws.is_empty() {
                let problem = Problem::TimeStyle { asked: Asked::Years, printed: text.clone() };
                flaws.push(Flaw::replace(problem, text));
            }
            Reading { note: range.note, flaws, ..Reading::of(range.years) }
        }
        Err(flaw) => Reading::flawed(flaw),
    }
}

/// Reads one box of a pair of boxes for the ends of a range.
///
/// A whole range is read too: this box has its own end as value, and a mend
/// fills the other. An end that is open has no value and no flaw.
pub fn read_end(raw: &str, end: End, eras: &Eras) -> Reading<FiscalYear> {
    About::read(raw, |text| one_end(text, end, eras))
}

fn one_end(text: &str, end: End, eras: &Eras) -> Reading<FiscalYear> {
    if let Some(reading) = without_value(text, eras) {
        return reading;
    }
    let single = match fiscal(text, eras, Asked::Year) {
        Ok(single) => {
            return Reading { flaws: single.flaws, ..Reading::of(single.year) };
        }
        Err(flaw) => flaw,
    };
    let range = match ranges(text, eras) {
        Ok(range) => range,
        // It is a range, of which one end says two years.
        Err(flaw) if matches!(flaw.problem, Problem::YearPair { .. }) => {
            return Reading::flawed(flaw);
        }
        // It may be a range, so that one year alone is not what is asked for.
        Err(flaw) => {
            let ranged =
                matches!(single.problem, Problem::TimeUnreadable { fault: TimeFault::Range, .. });
            return Reading::flawed(if ranged { flaw } else { single });
        }
    };
    let style = range.manner.year();
    let open = range.open.as_ref().map_or("", |(_, words)| words);
    let write = |year: Option<FiscalYear>| {
        year.map_or_else(|| open.to_owned(), |year| write_year(year, style, eras))
    };
    let (from, to) = (write(range.years.from), write(range.years.to));
    let (value, beyond, own, other) = match end {
        End::From => (range.years.from, range.years.to, from.clone(), to.clone()),
        End::To => (range.years.to, range.years.from, to.clone(), from.clone()),
    };
    let problem = if beyond.is_some() {
        Some(Problem::RangeInOneBox { from, to })
    } else {
        range.odd.then(|| Problem::TimeStyle { asked: Asked::Year, printed: own.clone() })
    };
    let mut flaws = Vec::new();
    if let Some(problem) = problem {
        let both =
            if other.is_empty() { Mend::Replace(own) } else { Mend::OtherEnd { own, other } };
        // Neither box has room for what stands behind a range.
        flaws.push(Flaw { problem, mend: range.note.is_none().then_some(both) });
    }
    let [first, last] = range.flaws;
    let of_end = if end == End::From { first } else { last };
    flaws.extend(
        of_end
            .into_iter()
            .filter(|flaw| matches!(flaw.problem, Problem::YearAlias { .. }))
            .map(|flaw| Flaw::of(flaw.problem)),
    );
    let status = range.open.filter(|_| value.is_none()).map(|(status, _)| status);
    Reading { value, status, note: range.note, basis: None, flaws }
}
