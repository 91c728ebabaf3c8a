//! From text to dates, months and fiscal years.
//!
//! ```text
//! date     = (year sep [other] month sep day ["日"] ["(" weekday ")"] / compact) [midnight]
//! month    = year sep [other] month ["月"]
//! other    = "(" year ["年"] ")"                 ; the other calendar, behind 年
//! sep      = "." / "/" / "-" / "年" / "月", with or without spaces
//! compact  = 8digit / era 6digit
//! midnight = ["T"] 1*2"0" ":00" [":00"]
//! fiscal   = year ["年" / "年度"]
//! years    = [fiscal] mark [fiscal / elided / open] / fiscal
//! elided   = 1*3digit ["年" / "年度"]            ; the era of the first
//! mark     = "～" / "〜" / "~" / "-" / "－" / … / "から" … ["まで"]
//! about    = "概ね" / "約" … in front of a fiscal year, or "頃" behind
//! open     = "未定" / "終期未定" / "不明" / "継続" / "現在" …
//! ```
//!
//! `parts` has the grammar of `year`. Words in the place of a value are
//! statuses, as in cells of numbers.

mod about;
mod date;
mod month;
mod range;
mod spreadsheet;
mod year;

pub use date::read_date;
pub use month::{read_month, read_months};
pub use range::{End, read_end, read_fiscal_years};
pub use year::read_fiscal_year;

use super::era::Eras;
use super::parts::{self, NoYear};
use crate::finding::{Asked, Flaw, Problem, TimeFault};
use crate::number::status_of;
use crate::reading::Reading;
use crate::text::{Scan, is_dash, trim};

/// Longer texts are no dates: a page pasted into the box is not looked through.
const LONGEST: usize = 600;

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
