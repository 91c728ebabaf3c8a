//! Days as spreadsheets count them: 1 is 1900-01-01, and 60 a 29 February 1900
//! that never was.

use jiff::SignedDuration;
use jiff::civil::{Date, date};

/// From the first of March 1900 on a number is that of days since this one.
const FIRST: Date = date(1899, 12, 30);

/// The day of a number; none before 1900 nor thousands of years from now.
pub fn day_of_serial(serial: i64) -> Option<Date> {
    if !(0..3_000_000).contains(&serial) {
        return None;
    }
    let missing = i64::from(serial < 60);
    FIRST.checked_add(SignedDuration::from_hours(24 * (serial + missing))).ok()
}

/// The number of a day; none where spreadsheets count a day that never was.
pub fn serial_of_day(day: Date) -> Option<i64> {
    let sure = day >= date(1900, 3, 1);
    sure.then(|| day.duration_since(FIRST).as_hours() / 24)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_their_numbers() {
        for (serial, day, back) in [
            (1, date(1900, 1, 1), None),
            (59, date(1900, 2, 28), None),
            (61, date(1900, 3, 1), Some(61)),
            (43_922, date(2020, 4, 1), Some(43_922)),
            (80_000, date(2119, 1, 11), Some(80_000)),
        ] {
            assert_eq!(day_of_serial(serial), Some(day), "{serial}");
            assert_eq!(serial_of_day(day), back, "{day}");
        }
        for none in [-1, 3_000_000, i64::MAX] {
            assert_eq!(day_of_serial(none), None, "{none}");
        }
    }
}
