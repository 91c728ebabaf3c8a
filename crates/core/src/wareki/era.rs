//! The eras, as a table.

use std::borrow::Cow;

use jiff::civil::{Date, date};

/// One era.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Era {
    /// 令和
    pub name: Cow<'static, str>,
    /// 令
    pub short: char,
    /// R
    pub letter: char,
    /// ㋿
    pub ligature: Option<char>,
    /// Its first day.
    pub start: Date,
}

/// Eras in order of their first days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Eras {
    list: Cow<'static, [Era]>,
}

const fn era(name: &'static str, short: char, letter: char, ligature: char, start: Date) -> Era {
    Era { name: Cow::Borrowed(name), short, letter, ligature: Some(ligature), start }
}

/// From the laws and proclamations that named them.
static JAPAN: [Era; 5] = [
    era("明治", '明', 'M', '㍾', date(1868, 10, 23)),
    era("大正", '大', 'T', '㍽', date(1912, 7, 30)),
    era("昭和", '昭', 'S', '㍼', date(1926, 12, 25)),
    era("平成", '平', 'H', '㍻', date(1989, 1, 8)),
    era("令和", '令', 'R', '㋿', date(2019, 5, 1)),
];

/// Until then Japan counted by the moon: the days of an earlier 明治 are others.
pub(super) const FIRST_CIVIL_DAY: Date = date(1873, 1, 1);

impl Eras {
    /// The eras known today, from 明治.
    pub fn japan() -> Self {
        Self { list: Cow::Borrowed(&JAPAN) }
    }

    /// With a later one; none if it does not begin after all others, or if its
    /// name or a mark of it is taken.
    #[must_use]
    pub fn with(&self, era: Era) -> Option<Self> {
        let fits = self.list.iter().all(|old| {
            old.start < era.start
                && old.name != era.name
                && old.short != era.short
                && !old.letter.eq_ignore_ascii_case(&era.letter)
                && (old.ligature.is_none() || old.ligature != era.ligature)
        });
        fits.then(|| {
            let mut list = self.list.to_vec();
            list.push(era);
            Self { list: Cow::Owned(list) }
        })
    }

    /// All of them, the earliest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Era> {
        self.list.iter()
    }

    /// The era of a day, and its year in it.
    pub fn of_date(&self, day: Date) -> Option<(&Era, i32)> {
        let era = self.list.iter().rev().find(|era| era.start <= day)?;
        (day >= FIRST_CIVIL_DAY).then(|| (era, era.year(day.year().into())))
    }

    /// The era by which a fiscal year is called: the latest that began in the
    /// western year it begins in or before. 令和元年度 is all of the year from
    /// April 2019.
    pub fn of_fiscal_year(&self, western: i32) -> Option<(&Era, i32)> {
        let era = self.list.iter().rev().find(|era| i32::from(era.start.year()) <= western)?;
        (western >= 1873).then(|| (era, era.year(western)))
    }

    /// Whether an era was in force on any day of a month.
    pub(super) fn in_month(&self, era: &Era, year: i32, month: u8) -> bool {
        let key = |day: Date| (i32::from(day.year()), day.month().unsigned_abs());
        let next = self.list.iter().find(|other| other.start > era.start);
        let begun = key(era.start) <= (year, month);
        let ended = next.is_some_and(|next| {
            let (first_year, first_month) = key(next.start);
            (first_year, first_month) < (year, month)
                || (first_year, first_month) == (year, month) && next.start.day() == 1
        });
        begun && !ended
    }
}

impl Era {
    /// The year of this era that a western year is.
    pub fn year(&self, western: i32) -> i32 {
        western - i32::from(self.start.year()) + 1
    }

    /// The western year that a year of this era is.
    pub fn western(&self, year: i32) -> i32 {
        i32::from(self.start.year()) + year - 1
    }
}
