//! From text to dates, months and fiscal years.
//!
//! ```text
//! date     = year sep month sep day ["日"] ["(" weekday ")"] / compact
//! month    = year sep month ["月"]
//! sep      = "." / "/" / "-" / "年" / "月", with or without spaces
//! compact  = 8digit / era 6digit
//! fiscal   = year ["年" / "年度"]
//! years    = [fiscal] mark [fiscal / elided / open] / fiscal
//! elided   = 1*3digit ["年" / "年度"]            ; the era of the first
//! mark     = "～" / "〜" / "~" / "-" / "－" / … / "から" … ["まで"]
//! open     = "未定" / "終期未定" / "不明" / "継続" / "現在" …
//! ```
//!
//! `parts` has the grammar of `year`. Words in the place of a value are
//! statuses, as in cells of numbers.

use jiff::civil::Date;

use super::era::{Eras, FIRST_CIVIL_DAY};
use super::fiscal::{FiscalYear, Month, Months, Years};
use super::parts::{self, Manner, NoYear, Year, digits};
use super::writer::{DateStyle, weekday, write_date, write_month, write_year, write_years};
use crate::finding::{Asked, Flaw, Mend, Problem, TimeFault};
use crate::number::status_of;
use crate::reading::Reading;
use crate::text::{Scan, is_dash, trim};

/// Longer texts are no dates: a page pasted into the box is not looked through.
const LONGEST: usize = 600;

/// Which end of a range a box holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The first year.
    From,
    /// The last year.
    To,
}

/// A flaw of a text without a value.
fn fault(asked: Asked, fault: TimeFault) -> Flaw {
    Flaw::of(Problem::TimeUnreadable { asked, fault })
}

/// The reading of a blank text or one that names a status.
fn without_value<V>(text: &str, eras: &Eras) -> Option<Reading<V>> {
    if text.is_empty() {
        return Some(Reading::default());
    }
    // R2～未定 and R2-未定 are ranges with an open end.
    let open = text.chars().any(|c| is_mark(c) && !is_dash(c));
    if open || parts::year(&mut Scan::new(text), eras).is_ok() {
        return None;
    }
    let (status, note) = status_of(text)?;
    Some(Reading { status: Some(status), note, ..Reading::default() })
}

impl NoYear {
    fn fault(self) -> TimeFault {
        match self {
            Self::Shape => TimeFault::Shape,
            Self::EraMissing => TimeFault::EraMissing,
            Self::Zero => TimeFault::YearZero,
            Self::Unfinished => TimeFault::Unfinished,
        }
    }
}

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
struct Written<'e> {
    year: Year<'e>,
    month: u32,
    day: Option<u32>,
    /// With 年 and 月.
    kanji: bool,
    odd: bool,
    said: Option<char>,
}

/// Reads a cell of dates.
pub fn read_date(raw: &str, eras: &Eras) -> Reading<Date> {
    let text = trim(raw);
    if let Some(reading) = without_value(text, eras) {
        return reading;
    }
    match written(text, eras, Asked::Date).and_then(|written| judged_date(&written, text, eras)) {
        Ok(reading) => reading,
        Err(flaw) => Reading::flawed(flaw),
    }
}

/// Reads year, month and, if there is one, day, up to the end of the text.
fn written<'e>(text: &str, eras: &'e Eras, asked: Asked) -> Result<Written<'e>, Flaw> {
    if text.len() > LONGEST {
        return Err(fault(asked, TimeFault::Shape));
    }
    let mut scan = Scan::new(text);
    if let Some(compact) = compact(text, eras) {
        return Ok(compact);
    }
    let year = parts::year(&mut scan, eras).map_err(|none| fault(asked, none.fault()))?;
    let unfinished = |scan: &Scan<'_>| {
        let kind = if scan.done() { TimeFault::Unfinished } else { TimeFault::Shape };
        fault(asked, kind)
    };
    let mut odd = year.odd;
    let kanji = separator(&mut scan, '年').ok_or_else(|| unfinished(&scan))?;
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
fn no_such(western: i32, month: u32, day: Option<u32>, asked: Asked) -> Result<Date, Flaw> {
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

/// A fiscal year as written, with what is to be said of it.
struct Fiscal {
    year: FiscalYear,
    manner: Manner,
    flaws: Vec<Flaw>,
    odd: bool,
}

/// Reads one fiscal year up to the end of a text.
fn fiscal(text: &str, eras: &Eras, asked: Asked) -> Result<Fiscal, Flaw> {
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

/// `令和6年度(2024)`: the other calendar behind 年度. Gives a clash, if there is one.
fn pair_behind(scan: &mut Scan<'_>, year: &Year<'_>, eras: &Eras) -> Option<Option<(i32, i32)>> {
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
    let text = trim(raw);
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

/// A mark of a range.
fn is_mark(c: char) -> bool {
    crate::text::fold(c) == '~' || is_dash(c) || matches!(c, '→' | '⇒' | '∼')
}

/// Whether a text holds a mark of a range.
fn has_mark(text: &str) -> bool {
    text.chars().any(is_mark) || text.contains("から")
}

/// Parts a text at the first mark of a range both of whose sides will do.
fn split(text: &str, will_do: impl Fn(&str) -> bool) -> Option<(&str, &str)> {
    let marks = text.char_indices().filter(|(_, c)| is_mark(*c)).map(|(at, c)| (at, c.len_utf8()));
    let words = text.match_indices("から").map(|(at, word)| (at, word.len()));
    marks.chain(words).find_map(|(at, width)| {
        let left = trim(text.get(..at)?);
        let right = trim(text.get(at + width..)?);
        let right = trim(right.strip_suffix("まで").unwrap_or(right));
        will_do(left).then_some((left, right))
    })
}

/// A range as written.
struct Range {
    years: Years,
    manner: Manner,
    /// Of the first and of the last year.
    flaws: [Vec<Flaw>; 2],
    /// Whether anything but the two ends was unusual, and its usual writing.
    odd: bool,
    note: Option<String>,
    status: Option<crate::reading::Status>,
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
fn ranges(text: &str, eras: &Eras) -> Result<Range, Flaw> {
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
                status: None,
            });
        }
        return Err(match fiscal(text, eras, Asked::Years) {
            Err(flaw) => flaw,
            Ok(_) => fault(Asked::Years, TimeFault::Shape),
        });
    };
    let status = [left, right]
        .into_iter()
        .filter(|half| is_open(half))
        .find_map(|half| status_of(half).map(|(status, _)| status));
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
    Ok(Range { years, manner, flaws, odd, note, status })
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
    let Some(at) = text.rfind(['(', '（']) else {
        return (text, None);
    };
    let (Some(before), Some(group)) = (text.get(..at), text.get(at..)) else {
        return (text, None);
    };
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
    let text = trim(raw);
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
    let text = trim(raw);
    if let Some(reading) = without_value(text, eras) {
        return reading;
    }
    let single = match fiscal(text, eras, Asked::Year) {
        Ok(single) => {
            return Reading { flaws: single.flaws, ..Reading::of(single.year) };
        }
        Err(flaw) => flaw,
    };
    let Ok(range) = ranges(text, eras) else {
        return Reading::flawed(single);
    };
    let style = range.manner.year();
    let write = |year: Option<FiscalYear>| {
        year.map(|year| write_year(year, style, eras)).unwrap_or_default()
    };
    let (from, to) = (write(range.years.from), write(range.years.to));
    let (value, own, other) = match end {
        End::From => (range.years.from, from.clone(), to.clone()),
        End::To => (range.years.to, to.clone(), from.clone()),
    };
    let mut flaws = Vec::new();
    if !other.is_empty() {
        let problem = Problem::RangeInOneBox { from, to };
        flaws.push(Flaw { problem, mend: Some(Mend::OtherEnd { own, other }) });
    } else if range.odd {
        let problem = Problem::TimeStyle { asked: Asked::Year, printed: own.clone() };
        flaws.push(Flaw::replace(problem, own));
    }
    let [first, last] = range.flaws;
    let of_end = if end == End::From { first } else { last };
    flaws.extend(
        of_end
            .into_iter()
            .filter(|flaw| matches!(flaw.problem, Problem::YearAlias { .. }))
            .map(|flaw| Flaw::of(flaw.problem)),
    );
    let status = value.is_none().then_some(range.status).flatten();
    Reading { value, status, note: range.note, basis: None, flaws }
}
