//! Fiscal years and months, and what can be reckoned with them.

use jiff::civil::Date;

/// A fiscal year, by the western year it begins in: 2016 is 平成28年度.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FiscalYear(pub i32);

impl FiscalYear {
    /// The fiscal year that a day falls in: from 1 April to 31 March.
    pub fn of_date(day: Date) -> Self {
        Self(i32::from(day.year()) - i32::from(day.month() < 4))
    }

    /// The fiscal year that a month falls in.
    pub fn of_month(month: Month) -> Self {
        Self(month.year - i32::from(month.month < 4))
    }

    /// The western year it begins in.
    pub fn western(self) -> i32 {
        self.0
    }

    /// Whether a day falls in it.
    pub fn contains(self, day: Date) -> bool {
        Self::of_date(day) == self
    }

    /// The years from this one to another, both included; none if that is earlier.
    pub fn through(self, last: Self) -> impl DoubleEndedIterator<Item = Self> {
        (self.0..=last.0).map(Self)
    }
}

/// A month of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    /// The western year.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
}

impl Month {
    /// As files keep it: `2020-04`.
    pub fn iso(self) -> String {
        format!("{:04}-{:02}", self.year, self.month)
    }
}

/// A range of fiscal years; an open end is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Years {
    /// The first year.
    pub from: Option<FiscalYear>,
    /// The last year.
    pub to: Option<FiscalYear>,
}

impl Years {
    /// Whether a year lies in it; open ends hold all.
    pub fn contains(self, year: FiscalYear) -> bool {
        self.from.is_none_or(|from| from <= year) && self.to.is_none_or(|to| year <= to)
    }

    /// Whether it ends before it begins.
    pub fn reversed(self) -> bool {
        matches!((self.from, self.to), (Some(from), Some(to)) if to < from)
    }
}

/// A range of months; an open end is none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Months {
    /// The first month.
    pub from: Option<Month>,
    /// The last month.
    pub to: Option<Month>,
}
