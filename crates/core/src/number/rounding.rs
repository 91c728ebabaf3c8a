//! Rounding as forms state it.

use rust_decimal::{Decimal, RoundingStrategy};

/// What becomes of the digits that are cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// 四捨五入: a half goes away from zero.
    HalfUp,
    /// 切捨て: towards zero.
    Down,
    /// 切上げ: away from zero.
    Up,
}

impl Rounding {
    /// The word in forms.
    pub fn code(self) -> &'static str {
        match self {
            Self::HalfUp => "half-up",
            Self::Down => "down",
            Self::Up => "up",
        }
    }

    /// The rounding of a word in a form.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::HalfUp, Self::Down, Self::Up].into_iter().find(|r| r.code() == code)
    }

    /// The word on paper.
    pub fn word(self) -> &'static str {
        match self {
            Self::HalfUp => "四捨五入",
            Self::Down => "切捨て",
            Self::Up => "切上げ",
        }
    }
}

/// A value with at most so many decimals.
pub fn round(value: Decimal, decimals: u32, rounding: Rounding) -> Decimal {
    let strategy = match rounding {
        Rounding::HalfUp => RoundingStrategy::MidpointAwayFromZero,
        Rounding::Down => RoundingStrategy::ToZero,
        Rounding::Up => RoundingStrategy::AwayFromZero,
    };
    value.round_dp_with_strategy(decimals, strategy).normalize()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn rounds_as_on_paper() {
        for (value, decimals, half, down, up) in [
            ("10473.12", 0, "10473", "10473", "10474"),
            ("0.5", 0, "1", "0", "1"),
            ("2.5", 0, "3", "2", "3"),
            ("-2.5", 0, "-3", "-2", "-3"),
            ("-0.04", 1, "0", "0", "-0.1"),
            ("98.98636", 1, "99", "98.9", "99"),
            ("7", 2, "7", "7", "7"),
        ] {
            let value = Decimal::from_str_exact(value).unwrap();
            let all = [Rounding::HalfUp, Rounding::Down, Rounding::Up];
            let got = all.map(|r| round(value, decimals, r).to_string());
            assert_eq!(got, [half, down, up], "{value}");
        }
    }
}
