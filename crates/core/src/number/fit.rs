//! Fitting an amount to its cell: its unit, its decimals, its limits.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::amount::{Amount, Given, fault, noted};
use super::reader::{DurationAsk, NumberAsk, UnitAsk};
use super::rounding::{Rounding, round};
use super::unit::{Dimension, Known, known, rescale};
use super::writer::{printed, write_duration};
use crate::finding::{Flaw, Habit, Mend, NumberFault, Problem};
use crate::reading::Reading;

/// Fits an amount to its cell: unit, decimals, limits.
pub(super) fn finish(amount: Amount<'_>, ask: &NumberAsk) -> Reading<Decimal> {
    let mut amount = amount;
    let mut flaws = Vec::new();
    let Fitted { value, converted, elsewhere } = match fit(&mut amount, ask) {
        Ok(fitted) => fitted,
        Err(problem) => return Reading::flawed(Flaw::of(problem)),
    };
    let value = value.normalize();
    if value.scale() > ask.decimals {
        let rounded = round(value, ask.decimals, Rounding::HalfUp);
        let problem =
            Problem::Precision { decimals: ask.decimals, rounded: printed(rounded, None) };
        let text = amount.text(rounded);
        let mend = match elsewhere {
            Some(unit) => Mend::UnitElsewhere { text, unit },
            None => Mend::Replace(text),
        };
        return Reading::flawed(Flaw { problem, mend: Some(mend) });
    }
    if let Some(min) = ask.min.filter(|min| value < *min) {
        flaws.push(Flaw::of(Problem::TooSmall { min: printed(min, None) }));
    }
    if let Some(max) = ask.max.filter(|max| value > *max) {
        flaws.push(Flaw::of(Problem::TooLarge { max: printed(max, None) }));
    }
    if let Some(basis) = amount.basis {
        flaws.push(Flaw::of(Problem::PerBasis { basis }));
    }
    if amount.typed_decimals > ask.decimals && !converted {
        amount.note_habit(Habit::ZeroDecimals);
    }
    if !amount.notes.is_empty() {
        amount.note_habit(Habit::Note);
    }
    let text = amount.text(value);
    if converted {
        let unit = match &ask.unit {
            UnitAsk::Is(unit) => Some(unit.label().to_owned()),
            _ => None,
        };
        let problem = Problem::Converted { printed: printed(value, None), unit };
        flaws.push(match elsewhere {
            Some(unit) => Flaw { problem, mend: Some(Mend::UnitElsewhere { text, unit }) },
            None => Flaw::replace(problem, text),
        });
    } else if let Some(unit) = elsewhere {
        let problem =
            Problem::NumberStyle { habit: Habit::UnitElsewhere, printed: printed(value, None) };
        flaws.push(Flaw { problem, mend: Some(Mend::UnitElsewhere { text, unit }) });
    } else if let Some(habit) = amount.habit {
        let problem = Problem::NumberStyle { habit, printed: printed(value, None) };
        flaws.push(Flaw::replace(problem, text));
    }
    Reading { value: Some(value), status: None, note: amount.note(), basis: amount.basis, flaws }
}

/// A value in the unit of its cell.
pub(super) struct Fitted {
    pub(super) value: Decimal,
    /// Whether it was multiplied on the way.
    pub(super) converted: bool,
    /// The unit for the cell that holds this cell's unit.
    pub(super) elsewhere: Option<String>,
}

/// Brings an amount into the unit that its cell wants.
pub(super) fn fit(amount: &mut Amount<'_>, ask: &NumberAsk) -> Result<Fitted, Problem> {
    let value = amount.value;
    let scaled = amount.scale > 0;
    let typed = |unit: &Known, amount: &Amount<'_>| match amount.typed_unit {
        "" => unit.label().to_owned(),
        typed => typed.to_owned(),
    };
    let simple = |value, converted| Fitted { value, converted, elsewhere: None };
    match (&ask.unit, amount.given.clone()) {
        (UnitAsk::Plain | UnitAsk::Elsewhere, Given::None | Given::Own) => {
            Ok(simple(value, scaled))
        }
        (UnitAsk::Plain, Given::Known(unit)) if !unit.dimension.counts() => {
            Err(Problem::OtherUnit { found: unit.label().to_owned(), expected: None })
        }
        (UnitAsk::Plain, Given::Known(unit)) => {
            amount.notes.insert(0, Cow::Owned(typed(unit, amount)));
            Ok(simple(value, scaled))
        }
        (UnitAsk::Plain, Given::Other(word)) => {
            amount.notes.insert(0, Cow::Borrowed(word));
            Ok(simple(value, scaled))
        }
        (UnitAsk::Elsewhere, Given::Known(unit)) => {
            if amount.hours {
                let hours = rescale(value, unit.size, 60).ok_or(Problem::TooManyDigits)?;
                let elsewhere = Some("時間".to_owned());
                return Ok(Fitted { value: hours, converted: true, elsewhere });
            }
            Ok(Fitted { value, converted: scaled, elsewhere: Some(typed(unit, amount)) })
        }
        (UnitAsk::Elsewhere, Given::Other(word)) => {
            Ok(Fitted { value, converted: scaled, elsewhere: Some(word.to_owned()) })
        }
        (UnitAsk::Is(own), Given::Own) => {
            // 1億千円: yen, or thousands of yen?
            if scaled
                && known(own.label()).is_some_and(|u| u.dimension == Dimension::Money && u.size > 1)
            {
                return Err(Problem::NumberUnreadable(NumberFault::ScaleOrder));
            }
            amount.habit = amount.habit.or(Some(Habit::OwnUnit));
            Ok(simple(value, scaled))
        }
        (UnitAsk::Is(own), Given::None) => {
            let Some(money) = known(own.label())
                .filter(|u| scaled && u.dimension == Dimension::Money && u.size > 1)
            else {
                return Ok(simple(value, scaled));
            };
            // 50億 in a cell of 千円 can only be yen; 3万 can be either, and
            // 1億9千 is short for 1億9千万 as well.
            if amount.scale < 100_000_000 || amount.scale_word == "千" {
                return Err(Problem::ScaleAlone {
                    scale: amount.scale_word.to_owned(),
                    expected: own.label().to_owned(),
                });
            }
            let value = rescale(value, 1, money.size).ok_or(Problem::TooManyDigits)?;
            Ok(simple(value, true))
        }
        (UnitAsk::Is(own), Given::Known(unit)) => {
            let other = || Problem::OtherUnit {
                found: typed(unit, amount),
                expected: Some(own.label().to_owned()),
            };
            if scaled && unit.dimension == Dimension::Money && unit.size > 1 {
                return Err(Problem::NumberUnreadable(NumberFault::ScaleOrder));
            }
            let to =
                known(own.label()).filter(|to| to.dimension == unit.dimension).ok_or_else(other)?;
            let same_size = to.size == unit.size && !scaled;
            let value = rescale(value, unit.size, to.size).ok_or(Problem::TooManyDigits)?;
            if same_size {
                amount.habit = amount.habit.or(Some(Habit::OwnUnit));
            }
            Ok(simple(value, !same_size))
        }
        (UnitAsk::Is(own), Given::Other(word)) => Err(Problem::OtherUnit {
            found: word.to_owned(),
            expected: Some(own.label().to_owned()),
        }),
    }
}

/// Fits an amount to a cell of durations.
pub(super) fn duration(mut amount: Amount<'_>, ask: &DurationAsk) -> Reading<i64> {
    let other = |found: &str| {
        let expected = Some("時間".to_owned());
        Reading::flawed(Flaw::of(Problem::OtherUnit { found: found.to_owned(), expected }))
    };
    let size = match &amount.given {
        Given::Own => 1,
        Given::Known(unit) if unit.dimension == Dimension::Time => unit.size,
        // Zero is the same in every unit.
        Given::None if amount.value.is_zero() => 1,
        Given::None => return Reading::flawed(fault(NumberFault::UnitMissing)),
        Given::Known(unit) => return other(unit.label()),
        Given::Other(word) => return other(word),
    };
    let Some(exact) = rescale(amount.value, size, 1) else {
        return Reading::flawed(Flaw::of(Problem::TooManyDigits));
    };
    let rounded = round(exact, 0, Rounding::HalfUp);
    let Some(minutes) = i64::try_from(rounded).ok().filter(|m| m.unsigned_abs() < 1 << 53) else {
        return Reading::flawed(Flaw::of(Problem::TooManyDigits));
    };
    let written = write_duration(minutes);
    if rounded != exact {
        let problem = Problem::Precision { decimals: 0, rounded: written.clone() };
        return Reading::flawed(Flaw::replace(problem, written));
    }
    let mut flaws = Vec::new();
    if let Some(min) = ask.min.filter(|min| minutes < *min) {
        flaws.push(Flaw::of(Problem::TooSmall { min: write_duration(min) }));
    }
    if let Some(max) = ask.max.filter(|max| minutes > *max) {
        flaws.push(Flaw::of(Problem::TooLarge { max: write_duration(max) }));
    }
    if let Some(basis) = amount.basis {
        flaws.push(Flaw::of(Problem::PerBasis { basis }));
    }
    if !amount.notes.is_empty() {
        amount.note_habit(Habit::Note);
    }
    if let Some(habit) = amount.habit {
        let text = noted(written.clone(), amount.basis, amount.note().as_deref());
        let problem = Problem::NumberStyle { habit, printed: written };
        flaws.push(Flaw::replace(problem, text));
    }
    Reading { value: Some(minutes), status: None, note: amount.note(), basis: amount.basis, flaws }
}
