//! Dates as spreadsheets and tables of theirs leave them.

use crate::text::{Scan, fold, is_blank};
use crate::wareki::day_of_serial;
use jiff::civil::Date;

/// The numbers of days that may be meant: from 1954 to 2119. Any other number
/// of five digits is none in a sheet.
const MEANT: std::ops::RangeInclusive<i64> = 20_000..=80_000;

/// The date behind a number of days: 43922 for 2020-04-01.
pub(super) fn serial(text: &str) -> Option<Date> {
    let digits: Option<String> =
        text.chars().map(fold).map(|c| c.is_ascii_digit().then_some(c)).collect();
    let days: i64 = digits?.parse().ok()?;
    MEANT.contains(&days).then(|| day_of_serial(days)).flatten()
}

/// The time of a date that has none.
const MIDNIGHT: [&str; 4] = ["00:00:00", "0:00:00", "00:00", "0:00"];

/// Eats midnight behind the date of a text: `2020-04-01 00:00:00`. Any other
/// time was meant.
pub(super) fn midnight(scan: &mut Scan<'_>, text: &str) -> bool {
    let mut ahead = *scan;
    ahead.spaces();
    let parted = ahead.since(Scan::new(text)).ends_with(is_blank) || ahead.eat('T');
    let found = parted && MIDNIGHT.iter().any(|time| ahead.eat_word(time));
    if found {
        *scan = ahead;
    }
    found
}
