//! From dates, months and fiscal years to text.

use jiff::civil::Date;

use super::era::Eras;
use super::fiscal::{FiscalYear, Month, Years};

/// How a date or month is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DateStyle {
    /// `R2.4.1`
    Letter,
    /// `令和2年4月1日`
    Kanji,
    /// `2020年4月1日`
    Western,
    /// `2020-04-01`
    Iso,
}

/// How a fiscal year is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum YearStyle {
    /// `H28`, `R1`
    Letter,
    /// `平成28年度`, `令和元年度`
    Kanji,
    /// `2016年度`
    Western,
    /// `2016`
    Plain,
}

/// A date as text. Dates before 明治6年 have no wareki and are written as ISO.
pub fn write_date(day: Date, style: DateStyle, eras: &Eras) -> String {
    let (month, date) = (day.month(), day.day());
    match (style, eras.of_date(day)) {
        (DateStyle::Letter, Some((era, year))) => format!("{}{year}.{month}.{date}", era.letter),
        (DateStyle::Kanji, Some((era, year))) => {
            format!("{}{}年{month}月{date}日", era.name, first_year(year))
        }
        (DateStyle::Western, _) => format!("{}年{month}月{date}日", day.year()),
        _ => format!("{:04}-{month:02}-{date:02}", day.year()),
    }
}

/// A month as text. A month of two eras bears the later one's name.
pub fn write_month(month: Month, style: DateStyle, eras: &Eras) -> String {
    let Month { year: western, month: number } = month;
    let last = i16::try_from(western)
        .ok()
        .and_then(|year| Date::new(year, i8::try_from(number).ok()?, 1).ok())
        .map(Date::last_of_month);
    match (style, last.and_then(|day| eras.of_date(day))) {
        (DateStyle::Letter, Some((era, year))) => format!("{}{year}.{number}", era.letter),
        (DateStyle::Kanji, Some((era, year))) => {
            format!("{}{}年{number}月", era.name, first_year(year))
        }
        (DateStyle::Western, _) => format!("{western}年{number}月"),
        _ => month.iso(),
    }
}

/// A fiscal year as text.
pub fn write_year(year: FiscalYear, style: YearStyle, eras: &Eras) -> String {
    match (style, eras.of_fiscal_year(year.0)) {
        (YearStyle::Letter, Some((era, number))) => format!("{}{number}", era.letter),
        (YearStyle::Kanji, Some((era, number))) => {
            format!("{}{}年度", era.name, first_year(number))
        }
        (YearStyle::Western, _) => format!("{}年度", year.0),
        _ => year.0.to_string(),
    }
}

/// A range of fiscal years as text: `H28～R2`, `平成25年度～`.
pub fn write_years(years: Years, style: YearStyle, eras: &Eras) -> String {
    let end = |year: Option<FiscalYear>| {
        year.map(|year| write_year(year, style, eras)).unwrap_or_default()
    };
    match years {
        Years { from: None, to: None } => String::new(),
        Years { from, to } => format!("{}～{}", end(from), end(to)),
    }
}

impl FiscalYear {
    /// `平成28年度`
    pub fn label(self, eras: &Eras) -> String {
        write_year(self, YearStyle::Kanji, eras)
    }

    /// `H28`
    pub fn short(self, eras: &Eras) -> String {
        write_year(self, YearStyle::Letter, eras)
    }
}

/// 元 for the first year of an era.
fn first_year(year: i32) -> String {
    if year == 1 { "元".to_owned() } else { year.to_string() }
}

/// The weekday of a day: 木.
pub fn weekday(day: Date) -> char {
    ['月', '火', '水', '木', '金', '土', '日']
        .get(usize::from(day.weekday().to_monday_zero_offset().unsigned_abs()))
        .copied()
        .unwrap_or('日')
}
