//! Units: labels, and the few that can be converted into each other.

use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::text::{Scan, same_label};

/// The label of a unit: 千円, ％, 人. Two are equal if only their width or
/// spaces differ; 枚 and 枚数 are two units.
#[derive(Clone)]
pub struct Unit(Arc<str>);

/// What a convertible unit measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// 円 and its multiples
    Money,
    /// % and 割
    Ratio,
    /// 分 and 時間
    Time,
    /// 人 and 名
    People,
    /// か所 in its spellings
    Places,
    /// か月 in its spellings
    Months,
}

impl Dimension {
    /// Whether its units only count, so that a number means the same without them.
    pub(super) fn counts(self) -> bool {
        matches!(self, Self::People | Self::Places | Self::Months)
    }
}

/// A known unit: its spellings, and how many of the least unit it holds.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) spellings: &'static [&'static str],
    pub(super) dimension: Dimension,
    pub(super) size: i64,
}

impl Known {
    /// The first spelling, which is the one printed.
    pub(super) fn label(&self) -> &'static str {
        self.spellings.first().copied().unwrap_or("")
    }
}

/// The units that are known by meaning. Written folded.
pub(super) const KNOWN: [Known; 12] = [
    Known { spellings: &["円"], dimension: Dimension::Money, size: 1 },
    Known { spellings: &["千円"], dimension: Dimension::Money, size: 1_000 },
    Known { spellings: &["万円"], dimension: Dimension::Money, size: 10_000 },
    Known { spellings: &["百万円"], dimension: Dimension::Money, size: 1_000_000 },
    Known { spellings: &["億円"], dimension: Dimension::Money, size: 100_000_000 },
    Known { spellings: &["%", "パーセント", "㌫"], dimension: Dimension::Ratio, size: 1 },
    Known { spellings: &["割"], dimension: Dimension::Ratio, size: 10 },
    Known { spellings: &["分", "分間"], dimension: Dimension::Time, size: 1 },
    Known { spellings: &["時間"], dimension: Dimension::Time, size: 60 },
    Known { spellings: &["人", "名"], dimension: Dimension::People, size: 1 },
    Known {
        spellings: &["か所", "箇所", "カ所", "ヶ所", "ヵ所", "ケ所", "個所", "ヵ処"],
        dimension: Dimension::Places,
        size: 1,
    },
    Known {
        spellings: &["か月", "箇月", "カ月", "ヶ月", "ヵ月", "ケ月"],
        dimension: Dimension::Months,
        size: 1,
    },
];

/// The known unit of a label.
pub(super) fn known(label: &str) -> Option<&'static Known> {
    KNOWN.iter().find(|unit| unit.spellings.iter().any(|spelling| same_label(spelling, label)))
}

/// The longest known unit that a text begins with, and what follows it.
pub(super) fn known_prefix(text: &str) -> Option<(&'static Known, &str)> {
    KNOWN
        .iter()
        .flat_map(|unit| unit.spellings.iter().map(move |spelling| (unit, *spelling)))
        .filter_map(|(unit, spelling)| {
            let mut scan = Scan::new(text);
            scan.eat_word(spelling).then(|| (unit, scan.rest()))
        })
        .min_by_key(|(_, rest)| rest.len())
}

impl Unit {
    /// The unit of a label, as a form prints it.
    pub fn new(label: &str) -> Self {
        Self(Arc::from(crate::text::trim(label)))
    }

    /// The label as the form prints it.
    pub fn label(&self) -> &str {
        &self.0
    }

    /// What it measures, if it can be converted at all.
    pub fn dimension(&self) -> Option<Dimension> {
        known(&self.0).map(|unit| unit.dimension)
    }

    /// A value in this unit, given in another; none if they measure different
    /// things or the result is too large.
    pub fn convert(value: Decimal, from: &Self, to: &Self) -> Option<Decimal> {
        if from == to {
            return Some(value);
        }
        let (from, to) = (known(&from.0)?, known(&to.0)?);
        (from.dimension == to.dimension).then(|| rescale(value, from.size, to.size)).flatten()
    }
}

/// A value times `from` over `to`.
pub(super) fn rescale(value: Decimal, from: i64, to: i64) -> Option<Decimal> {
    let scaled = if from % to == 0 {
        value.checked_mul(Decimal::from(from / to))?
    } else if to % from == 0 {
        value.checked_div(Decimal::from(to / from))?
    } else {
        value.checked_mul(Decimal::from(from))?.checked_div(Decimal::from(to))?
    };
    Some(scaled.normalize())
}

impl PartialEq for Unit {
    fn eq(&self, other: &Self) -> bool {
        same_label(&self.0, &other.0)
    }
}

impl Eq for Unit {}

impl fmt::Debug for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Unit({})", self.0)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn units_convert_within_their_dimension() {
        for (value, from, to, expected) in [
            ("190000000", "円", "千円", Some("190000")),
            ("50", "億円", "千円", Some("5000000")),
            ("7", "割", "％", Some("70")),
            ("30", "分", "時間", Some("0.5")),
            ("6", "名", "人", Some("6")),
            ("1", "箇所", "か所", Some("1")),
            ("1", "人", "千円", None),
            ("1", "枚数", "枚", None),
            ("3", "ｔ", "t", Some("3")),
        ] {
            let value = Decimal::from_str_exact(value).unwrap();
            let got = Unit::convert(value, &Unit::new(from), &Unit::new(to));
            assert_eq!(got.map(|v| v.to_string()).as_deref(), expected, "{from} {to}");
        }
    }
}
