//! From a value to text: as sheets print it, as files keep it.

use std::fmt::Write as _;

use rust_decimal::Decimal;

use super::rounding::{Rounding, round};

/// As files keep it: `-3518`, `0.45`, `0`. No trailing zeros, no `-0`.
pub fn canonical(value: Decimal) -> String {
    value.normalize().to_string()
}

/// As sheets print it: `△ 20,860`. With `decimals`, exactly so many, 四捨五入.
pub fn printed(value: Decimal, decimals: Option<u32>) -> String {
    let value = match decimals {
        Some(n) => round(value, n, Rounding::HalfUp),
        None => value.normalize(),
    };
    let digits = value.abs().to_string();
    let (whole, fraction) = digits.split_once('.').unwrap_or((&digits, ""));
    let mut text = String::with_capacity(digits.len() * 2);
    if value.is_sign_negative() && !value.is_zero() {
        text.push_str("△ ");
    }
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    let width = decimals.map_or(fraction.len(), |n| (n as usize).min(28));
    if width > 0 {
        let _ = write!(text, ".{fraction:0<width$}");
    }
    text
}

/// A duration as sheets print it: `181時間10分`, `△ 30分`.
pub fn write_duration(minutes: i64) -> String {
    let sign = if minutes < 0 { "△ " } else { "" };
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    match (hours, rest) {
        (0, rest) => format!("{sign}{rest}分"),
        (hours, 0) => format!("{sign}{}時間", printed(hours.into(), None)),
        (hours, rest) => format!("{sign}{}時間{rest}分", printed(hours.into(), None)),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn values_are_written_in_three_ways() {
        for (value, decimals, on_paper, in_files) in [
            ("-20860", None, "△ 20,860", "-20860"),
            ("0.450", None, "0.45", "0.45"),
            ("-0.00", None, "0", "0"),
            ("0", Some(2), "0.00", "0"),
            ("1.256", Some(2), "1.26", "1.256"),
            ("-0.4", Some(0), "0", "-0.4"),
            ("1234567.8", Some(1), "1,234,567.8", "1234567.8"),
            ("100", None, "100", "100"),
            ("-999", None, "△ 999", "-999"),
        ] {
            let value = Decimal::from_str_exact(value).unwrap();
            assert_eq!(printed(value, decimals), on_paper);
            assert_eq!(canonical(value), in_files);
        }
    }

    #[test]
    fn durations_are_written_in_hours_and_minutes() {
        for (minutes, text) in [
            (10870, "181時間10分"),
            (30, "30分"),
            (-90, "△ 1時間30分"),
            (0, "0分"),
            (60_000, "1,000時間"),
        ] {
            assert_eq!(write_duration(minutes), text);
        }
    }
}
