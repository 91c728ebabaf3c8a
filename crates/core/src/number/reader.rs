//! From text to a number.
//!
//! ```text
//! cell   = blank / error / status / cost / amount
//! error  = "##" … / "#DIV/0!" / "#REF!" …
//! ```
//!
//! `amount` has the grammar of amounts, `status` that of statuses and costs.

use rust_decimal::Decimal;

use super::amount::{Amount, amount, clock};
use super::fit::{duration, finish};
use super::status::{not_yet, status_of, unpriced};
use super::unit::Unit;
use crate::finding::{Flaw, Mend, Problem};
use crate::reading::{Reading, Status, StatusSet};
use crate::text::{fold, placeholder, trim};

/// The unit that a cell wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UnitAsk {
    /// A number without unit.
    Plain,
    /// This unit, which need not be typed.
    Is(Unit),
    /// Another cell gives the unit and is blank: any unit is read, and a mend puts it there.
    Elsewhere,
}

/// What a cell of numbers wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberAsk {
    /// The unit of its values.
    pub unit: UnitAsk,
    /// How many decimals it has at most; 0 asks for whole numbers.
    pub decimals: u32,
    /// The least value.
    pub min: Option<Decimal>,
    /// The greatest value.
    pub max: Option<Decimal>,
    /// The statuses it allows.
    pub statuses: StatusSet,
}

impl NumberAsk {
    /// Any number of a unit, with so many decimals, any status allowed.
    pub fn new(unit: UnitAsk, decimals: u32) -> Self {
        Self { unit, decimals, min: None, max: None, statuses: StatusSet::ALL }
    }
}

/// What a cell of durations wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DurationAsk {
    /// The least value in minutes.
    pub min: Option<i64>,
    /// The greatest value in minutes.
    pub max: Option<i64>,
    /// The statuses it allows.
    pub statuses: StatusSet,
}

/// Reads a cell of numbers.
pub fn read(raw: &str, ask: &NumberAsk) -> Reading<Decimal> {
    if let Some((value, typed)) = plain_number(raw) {
        // Nothing can be said of it: most cells of a round end here.
        if typed <= ask.decimals && ask.min.is_none() && ask.max.is_none() {
            return Reading::of(if typed == 0 { value } else { value.normalize() });
        }
        return finish(Amount::plain(value, typed), ask);
    }
    let mut reading = any_text(raw, ask);
    // A mend must say the same as what was read; one that does not
    // is not offered.
    if let Some(value) = reading.value {
        for flaw in &mut reading.flaws {
            if let Some(Mend::Replace(text)) = &flaw.mend
                && any_value(text, ask) != Some(value)
            {
                flaw.mend = None;
            }
        }
    }
    reading
}

/// The value of a text alone.
fn any_value(text: &str, ask: &NumberAsk) -> Option<Decimal> {
    match plain_number(text) {
        Some((value, typed)) => finish(Amount::plain(value, typed), ask).value,
        None => any_text(text, ask).value,
    }
}

/// Reads a cell of durations into whole minutes.
pub fn read_duration(raw: &str, ask: &DurationAsk) -> Reading<i64> {
    let minutes = NumberAsk {
        unit: UnitAsk::Is(Unit::new("分")),
        decimals: 28,
        min: None,
        max: None,
        statuses: ask.statuses,
    };
    let clock = clock(raw);
    let amount = match clock {
        Some(amount) => amount,
        None => match amount_of(raw, &minutes) {
            Ok(amount) => amount,
            Err(reading) => return reading.map(|_| 0),
        },
    };
    let mut reading = duration(amount, ask);
    drop_idle(&mut reading, raw);
    reading
}

/// What stands there already is no mend.
fn drop_idle<V>(reading: &mut Reading<V>, raw: &str) {
    for flaw in &mut reading.flaws {
        if matches!(&flaw.mend, Some(Mend::Replace(text)) if text == raw) {
            flaw.mend = None;
        }
    }
}

/// A number as most are typed: ASCII digits, well-placed commas, a point, and
/// `-`, `△` or `△ ` before them. Gives the value and the decimals typed.
fn plain_number(raw: &str) -> Option<(Decimal, u32)> {
    let (negative, digits) = if let Some(rest) = raw.strip_prefix('△') {
        (true, rest.strip_prefix(' ').unwrap_or(rest))
    } else if let Some(rest) = raw.strip_prefix('-') {
        (true, rest)
    } else {
        (false, raw)
    };
    if digits.is_empty() || digits.len() > 20 {
        return None;
    }
    let mut value = 0_i64;
    let mut group = 0_u32;
    let mut commas = 0_u32;
    let mut decimals = None;
    for byte in digits.bytes() {
        match byte {
            b'0'..=b'9' => {
                value = value.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
                group += 1;
                if let Some(count) = decimals.as_mut() {
                    *count += 1;
                }
            }
            b',' if decimals.is_none()
                && (commas == 0 && (1..=3).contains(&group) || group == 3) =>
            {
                commas += 1;
                group = 0;
            }
            b'.' if decimals.is_none() && group > 0 && (commas == 0 || group == 3) => {
                decimals = Some(0_u32);
            }
            _ => return None,
        }
    }
    let typed = decimals.unwrap_or(0);
    if decimals == Some(0) || commas > 0 && decimals.is_none() && group != 3 {
        return None;
    }
    // Leading zeros, -0 and 1.000 are looked at more closely.
    let mut bytes = digits.bytes();
    if bytes.next() == Some(b'0') && bytes.next().is_some_and(|b| b != b'.')
        || negative && value == 0
        || typed == 3 && commas == 0
    {
        return None;
    }
    let signed = if negative { -value } else { value };
    Some((Decimal::new(signed, typed), typed))
}

/// Reads a text that is more than a plain number.
fn any_text(raw: &str, ask: &NumberAsk) -> Reading<Decimal> {
    let mut reading = match amount_of(raw, ask) {
        Ok(amount) => finish(amount, ask),
        Err(reading) => reading,
    };
    drop_idle(&mut reading, raw);
    reading
}

/// The amount of a text, or the reading of a text without one.
fn amount_of<'a>(raw: &'a str, ask: &NumberAsk) -> Result<Amount<'a>, Reading<Decimal>> {
    let text = trim(raw);
    if text.is_empty() {
        return Err(Reading::default());
    }
    if let Some(found) = spreadsheet_error(text) {
        return Err(Reading::flawed(Flaw::of(Problem::SpreadsheetError { found })));
    }
    match amount(text, ask) {
        Ok(amount) => Ok(amount),
        Err(flaw) => Err(without_number(text, flaw, ask)),
    }
}

/// The reading of a text that holds no number: a status, or the flaw found.
fn without_number(text: &str, flaw: Flaw, ask: &NumberAsk) -> Reading<Decimal> {
    let status =
        status_of(text).or_else(|| unpriced(text).map(|note| (Status::Unpriced, Some(note))));
    match status {
        Some((status, note)) => {
            Reading { status: Some(status), note, ..Reading::default() }.allow(ask.statuses)
        }
        None => Reading::flawed(match placeholder(text) {
            Some(found) => Flaw::of(Problem::Placeholder { found: found.to_owned() }),
            None => match not_yet(text) {
                Some(mend) if ask.statuses.contains(Status::Undecided) => {
                    Flaw::replace(flaw.problem, mend)
                }
                _ => flaw,
            },
        }),
    }
}

/// `####`, `#DIV/0!`
fn spreadsheet_error(text: &str) -> Option<String> {
    const NAMES: [&str; 10] = [
        "#DIV/0!", "#REF!", "#VALUE!", "#N/A", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!",
        "#FIELD!",
    ];
    let folded: String = text.chars().map(fold).filter(|c| *c != ' ').collect();
    let upper = folded.to_ascii_uppercase();
    if folded.len() >= 2 && folded.chars().all(|c| c == '#') || upper == "#" {
        return Some(text.to_owned());
    }
    NAMES.iter().find(|name| upper.contains(**name)).map(|name| (*name).to_owned())
}
