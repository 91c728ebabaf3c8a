//! Days and moments as files write them: `2026-04-01`,
//! `2026-04-01T09:30:00+09:00`.
//!
//! jiff reads many more shapes and says of each text what is wrong with it; its
//! sentences alone are a twentieth of the page, where nobody sees them. What is
//! read here, jiff reads alike (a property test).

use jiff::Timestamp;
use jiff::civil::{Date, Time};
use jiff::tz::Offset;
use std::str::FromStr;

/// A day: `2026-04-01`.
pub fn iso_day(text: &str) -> Option<Date> {
    let (day, rest) = day(text)?;
    rest.is_empty().then_some(day)
}

/// A moment: a day, `T`, hours and minutes, seconds with or without a fraction
/// or none, and how far the clock is ahead of universal time: `+09:00`, `+0900`,
/// `+09` or `Z`.
pub fn iso_moment(text: &str) -> Option<Timestamp> {
    let (day, rest) = day(text)?;
    let (hour, rest) = number(rest.strip_prefix(['T', 't', ' '])?, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, nanoseconds, rest) = match rest.strip_prefix(':') {
        Some(rest) => {
            let (second, rest) = number(rest, 2)?;
            let (nanoseconds, rest) = fraction(rest)?;
            (second, nanoseconds, rest)
        }
        None => (0, 0, rest),
    };
    let ahead = ahead(rest)?;
    // A leap second is its minute's last, as everywhere.
    let second = if second == 60 { 59 } else { second };
    let time = Time::new(hour, minute, second, nanoseconds).ok()?;
    Offset::from_seconds(ahead).ok()?.to_timestamp(day.to_datetime(time)).ok()
}

fn day(text: &str) -> Option<(Date, &str)> {
    let (year, rest) = number(text, 4)?;
    let (month, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = number(rest.strip_prefix('-')?, 2)?;
    Some((Date::new(year, month, day).ok()?, rest))
}

/// The nanoseconds of what may stand behind a second, and the rest.
fn fraction(text: &str) -> Option<(i32, &str)> {
    const DIGITS: usize = 9;
    let Some(rest) = text.strip_prefix(['.', ',']) else { return Some((0, text)) };
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = number::<i32>(rest, digits.min(DIGITS))?;
    let places = u32::try_from(DIGITS.checked_sub(digits)?).ok()?;
    Some((number.checked_mul(10_i32.checked_pow(places)?)?, rest))
}

/// By how many seconds a clock is ahead of universal time.
fn ahead(text: &str) -> Option<i32> {
    if matches!(text, "Z" | "z") {
        return Some(0);
    }
    let (sign, text) = match text.strip_prefix('+') {
        Some(rest) => (1, rest),
        None => (-1, text.strip_prefix('-')?),
    };
    let (hours, rest) = number::<i32>(text, 2)?;
    let (minutes, rest) = match rest {
        "" => (0, rest),
        _ => number(rest.strip_prefix(':').unwrap_or(rest), 2)?,
    };
    (rest.is_empty() && minutes < 60).then_some(sign * (hours * 60 + minutes) * 60)
}

/// The number of so many digits, at least one, and what stands behind them.
fn number<T: FromStr>(text: &str, digits: usize) -> Option<(T, &str)> {
    let (number, rest) = text.split_at_checked(digits)?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    Some((number.parse().ok().filter(|_| is_number)?, rest))
}
