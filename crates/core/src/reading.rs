//! What a reader makes of one text: a value or none, and what is to be said.
//!
//! Reading never fails. A half-typed `△1,` is a state like any other: it has
//! no value yet, and a flaw says so.

use crate::finding::{Flaw, Mend, Problem};

/// What one text means.
///
/// At most one of `value` and `status` is present. A blank text gives the
/// empty reading: no value, no status, no flaw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading<V> {
    /// The value in the cell's own unit, if the text has exactly one.
    pub value: Option<V>,
    /// What stands there instead of a value: 未定, 該当なし and so on.
    pub status: Option<Status>,
    /// The text beside the number or the status, as typed, without its parentheses.
    pub note: Option<String>,
    /// What one unit of the value refers to, when that is not the whole sheet's matter.
    pub basis: Option<Basis>,
    /// What is to be said of the text, in the order of its places.
    pub flaws: Vec<Flaw>,
}

impl<V> Default for Reading<V> {
    fn default() -> Self {
        Self { value: None, status: None, note: None, basis: None, flaws: Vec::new() }
    }
}

impl<V> Reading<V> {
    /// A clean reading of a value.
    pub fn of(value: V) -> Self {
        Self { value: Some(value), ..Self::default() }
    }

    /// A reading without a value, with the reason.
    pub fn flawed(flaw: Flaw) -> Self {
        Self { flaws: vec![flaw], ..Self::default() }
    }

    /// The same reading, with a flaw if its status is none of those allowed.
    #[must_use]
    pub fn allow(mut self, allowed: StatusSet) -> Self {
        match self.status {
            Some(Status::AsLeft) => {
                let problem = if allowed.contains(Status::AsLeft) {
                    Problem::AsLeft
                } else {
                    Problem::StatusRefused { status: Status::AsLeft }
                };
                self.flaws.push(Flaw { problem, mend: Some(Mend::CopyLeft) });
            }
            Some(status) if !allowed.contains(status) => {
                self.flaws.push(Flaw::of(Problem::StatusRefused { status }));
            }
            _ => {}
        }
        self
    }

    /// The same reading with its value turned into another type.
    pub fn map<W>(self, f: impl FnOnce(V) -> W) -> Reading<W> {
        Reading {
            value: self.value.map(f),
            status: self.status,
            note: self.note,
            basis: self.basis,
            flaws: self.flaws,
        }
    }
}

/// A word that stands in a cell instead of a value.
///
/// None of them is zero, and none enters a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// 未定
    Undecided,
    /// 不明
    Unknown,
    /// 調査中
    Investigating,
    /// 該当なし, and the dashes that mean it
    NotApplicable,
    /// 中止
    Cancelled,
    /// 変更予定
    ToChange,
    /// A cost named without an amount: `(運用コスト)`
    Unpriced,
    /// 同左
    AsLeft,
}

impl Status {
    /// Every status, in the order of the contract.
    pub const ALL: [Self; 8] = [
        Self::Undecided,
        Self::Unknown,
        Self::Investigating,
        Self::NotApplicable,
        Self::Cancelled,
        Self::ToChange,
        Self::Unpriced,
        Self::AsLeft,
    ];

    /// The code that stands in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Unknown => "unknown",
            Self::Investigating => "investigating",
            Self::NotApplicable => "not-applicable",
            Self::Cancelled => "cancelled",
            Self::ToChange => "to-change",
            Self::Unpriced => "unpriced",
            Self::AsLeft => "as-left",
        }
    }

    /// The word that stands for it in tables.
    pub fn word(self) -> &'static str {
        match self {
            Self::Undecided => "未定",
            Self::Unknown => "不明",
            Self::Investigating => "調査中",
            Self::NotApplicable => "該当なし",
            Self::Cancelled => "中止",
            Self::ToChange => "変更予定",
            Self::Unpriced => "金額未記入",
            Self::AsLeft => "同左",
        }
    }

    /// The status of a code in a file or a form.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.code() == code)
    }
}

/// The statuses that a form allows in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StatusSet(u8);

impl StatusSet {
    /// No status: the cell wants a value.
    pub const NONE: Self = Self(0);
    /// Every status.
    pub const ALL: Self = Self(u8::MAX);

    /// The set with one more.
    #[must_use]
    pub const fn with(self, status: Status) -> Self {
        Self(self.0 | 1 << status as u8)
    }

    /// Whether a status is among them.
    pub const fn contains(self, status: Status) -> bool {
        self.0 & (1 << status as u8) != 0
    }
}

impl FromIterator<Status> for StatusSet {
    fn from_iter<I: IntoIterator<Item = Status>>(statuses: I) -> Self {
        statuses.into_iter().fold(Self::NONE, Self::with)
    }
}

/// What one unit of a number refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Basis {
    /// `（一人当たり）`: must not enter a total.
    PerPerson,
    /// `1件当たり` and the like
    PerCase,
    /// `1回当たり`
    PerTime,
    /// `1日当たり`, `/日`
    PerDay,
    /// `月額`, `/月`
    PerMonth,
    /// `年額`, `/年`
    PerYear,
}

impl Basis {
    /// The code that stands in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::PerPerson => "per-person",
            Self::PerCase => "per-case",
            Self::PerTime => "per-time",
            Self::PerDay => "per-day",
            Self::PerMonth => "per-month",
            Self::PerYear => "per-year",
        }
    }

    /// The words for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::PerPerson => "一人当たり",
            Self::PerCase => "1件当たり",
            Self::PerTime => "1回当たり",
            Self::PerDay => "1日当たり",
            Self::PerMonth => "1か月当たり",
            Self::PerYear => "1年当たり",
        }
    }
}
