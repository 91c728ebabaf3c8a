//! The value of an expression, given the values of cells.

use super::node::{Comparison, Function, Node, Operator};
use crate::fold;
use crate::form::CellIx;
use crate::number::rounding::{Rounding, round};
use crate::reading::Status;
use crate::wareki::{FiscalYear, Month};
use jiff::civil::Date;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use std::borrow::Cow;
use std::cmp::Ordering;

/// What a cell or a part of an expression is worth.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing; as a truth: undecided.
    Blank,
    /// Something that was not read.
    Unread,
    /// A status: something is said, and it is no value.
    Status(Status),
    /// A value that must not be put beside others, such as one per person.
    Apart,
    /// An amount, a count, a ratio, minutes, a fiscal year.
    Number(Decimal),
    /// A text.
    Text(Cow<'a, str>),
    /// A choice by its place in its list.
    Choice(u16),
    /// Several choices, a bit for each place.
    Choices(u128),
    /// A day.
    Day(Date),
    /// A month: the year and the month.
    Month(i32, u8),
    /// A truth.
    Truth(bool),
}

/// Where the values of cells come from.
pub trait Cells {
    /// The value of a cell.
    fn value(&self, cell: CellIx) -> Value<'_>;
}

/// The value of an expression. Never fails: what cannot be computed is
/// [`Value::Unread`].
pub fn evaluate<'a>(node: &'a Node, cells: &'a dyn Cells) -> Value<'a> {
    match node {
        Node::Number(number) => Value::Number(*number),
        Node::Text(text) => Value::Text(Cow::Borrowed(text)),
        Node::Choice(place) => Value::Choice(*place),
        Node::Day(day) => Value::Day(*day),
        Node::Truth(truth) => Value::Truth(*truth),
        Node::Cell(cell) => cells.value(*cell),
        Node::Negate(inner) => match evaluate(inner, cells) {
            Value::Number(number) => Value::Number(-number),
            other => other,
        },
        Node::Not(inner) => match evaluate(inner, cells) {
            Value::Truth(truth) => Value::Truth(!truth),
            _ => Value::Blank,
        },
        Node::Arithmetic(operator, a, b) => {
            arithmetic(*operator, &evaluate(a, cells), &evaluate(b, cells))
        }
        Node::Compare(comparison, a, b) => {
            compare(*comparison, &evaluate(a, cells), &evaluate(b, cells))
        }
        Node::And(parts) => all_of(parts, cells, false),
        Node::Or(parts) => all_of(parts, cells, true),
        Node::Call(function, arguments) => call(*function, arguments, cells),
    }
}

/// Kleene's logic: `decisive` settles it, an undecided part leaves it open.
fn all_of<'a>(parts: &'a [Node], cells: &'a dyn Cells, decisive: bool) -> Value<'a> {
    let mut open = false;
    for part in parts {
        match evaluate(part, cells) {
            Value::Truth(truth) if truth == decisive => return Value::Truth(decisive),
            Value::Truth(_) => {}
            _ => open = true,
        }
    }
    if open { Value::Blank } else { Value::Truth(!decisive) }
}

fn number(result: Option<Decimal>) -> Value<'static> {
    result.map_or(Value::Unread, Value::Number)
}

fn arithmetic<'a>(operator: Operator, a: &Value, b: &Value) -> Value<'a> {
    use Operator::{Add, Divide, Multiply, Subtract};
    match (operator, a, b) {
        (_, Value::Blank, Value::Blank) => Value::Blank,
        (Add, Value::Number(a), Value::Number(b)) => number(a.checked_add(*b)),
        (Subtract, Value::Number(a), Value::Number(b)) => number(a.checked_sub(*b)),
        // What is left out of a sum leaves the rest standing.
        (Add | Subtract, Value::Number(a), _) => Value::Number(*a),
        (Add, _, Value::Number(b)) => Value::Number(*b),
        (Subtract, _, Value::Number(b)) => Value::Number(-*b),
        (Multiply, Value::Number(a), Value::Number(b)) => number(a.checked_mul(*b)),
        (Divide, Value::Number(a), Value::Number(b)) => number(a.checked_div(*b)),
        (Multiply | Divide, Value::Blank, _) | (Multiply | Divide, _, Value::Blank) => Value::Blank,
        _ => Value::Unread,
    }
}

fn compare<'a>(comparison: Comparison, a: &Value, b: &Value) -> Value<'a> {
    let Some(ordering) = order(a, b) else {
        return Value::Blank;
    };
    Value::Truth(comparison.holds(ordering))
}

fn order(a: &Value, b: &Value) -> Option<Ordering> {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => Some(a.cmp(b)),
        (Value::Day(a), Value::Day(b)) => Some(a.cmp(b)),
        (Value::Month(a, m), Value::Month(b, n)) => Some((a, m).cmp(&(b, n))),
        (Value::Choice(a), Value::Choice(b)) => Some(a.cmp(b)),
        (Value::Choices(a), Value::Choices(b)) => Some(a.cmp(b)),
        (Value::Truth(a), Value::Truth(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => {
            Some(if fold::same_label(a, b) { Ordering::Equal } else { a.cmp(b) })
        }
        _ => None,
    }
}

fn call<'a>(function: Function, arguments: &'a [Node], cells: &'a dyn Cells) -> Value<'a> {
    let argument =
        |place: usize| arguments.get(place).map_or(Value::Blank, |node| evaluate(node, cells));
    let values = || arguments.iter().map(|node| evaluate(node, cells));
    let numbers = || {
        values().filter_map(|value| match value {
            Value::Number(number) => Some(number),
            _ => None,
        })
    };
    match function {
        Function::Sum => {
            let mut sum: Option<Decimal> = None;
            for part in numbers() {
                match sum.unwrap_or_default().checked_add(part) {
                    Some(next) => sum = Some(next),
                    None => return Value::Unread,
                }
            }
            sum.map_or(Value::Blank, Value::Number)
        }
        Function::Last => values().last().unwrap_or(Value::Blank),
        Function::LastFilled => {
            values().filter(|value| *value != Value::Blank).last().unwrap_or(Value::Blank)
        }
        Function::Count => {
            Value::Number(values().filter(|value| *value != Value::Blank).count().into())
        }
        Function::Min => numbers().min().map_or(Value::Blank, Value::Number),
        Function::Max => numbers().max().map_or(Value::Blank, Value::Number),
        Function::Absolute => match argument(0) {
            Value::Number(number) => Value::Number(number.abs()),
            other => other,
        },
        Function::Round => rounded(argument(0), &argument(1), Rounding::HalfUp),
        Function::RoundDown => rounded(argument(0), &argument(1), Rounding::Down),
        Function::RoundUp => rounded(argument(0), &argument(1), Rounding::Up),
        Function::If => match argument(0) {
            Value::Truth(true) => argument(1),
            Value::Truth(false) => argument(2),
            _ => Value::Blank,
        },
        Function::First => values().find(|value| *value != Value::Blank).unwrap_or(Value::Blank),
        Function::NonZero => match argument(0) {
            Value::Number(number) if number.is_zero() => Value::Blank,
            other => other,
        },
        Function::IsBlank => Value::Truth(argument(0) == Value::Blank),
        Function::IsFilled => Value::Truth(argument(0) != Value::Blank),
        Function::IsMeant => Value::Truth(is_meant(&argument(0))),
        Function::IsUnread => Value::Truth(argument(0) == Value::Unread),
        Function::IsNumber => Value::Truth(matches!(argument(0), Value::Number(_))),
        Function::Differs => match (argument(0), argument(1)) {
            (Value::Unread | Value::Status(_) | Value::Apart, _)
            | (_, Value::Unread | Value::Status(_) | Value::Apart) => Value::Blank,
            (Value::Blank, b) => Value::Truth(b != Value::Blank),
            (a, Value::Blank) => Value::Truth(a != Value::Blank),
            (a, b) => compare(Comparison::Different, &a, &b),
        },
        Function::Same => texts(&argument(0), &argument(1), fold::same_words),
        Function::Contains => texts(&argument(0), &argument(1), |a, b| a.contains(b)),
        Function::Begins => texts(&argument(0), &argument(1), |a, b| {
            let mut rest = fold::label(a);
            fold::label(b).all(|c| rest.next() == Some(c))
        }),
        Function::ListsSection => texts(&argument(0), &argument(1), fold::lists_section),
        Function::Plain => argument(0),
        Function::LeadingDigits => match argument(0) {
            Value::Text(text) => match fold::leading_digits(&text) {
                digits if digits.is_empty() => Value::Blank,
                digits => Value::Text(Cow::Owned(digits)),
            },
            other => other,
        },
        Function::Includes => match (argument(0), argument(1)) {
            (Value::Choices(chosen), Value::Choice(place)) => {
                Value::Truth(1_u128.checked_shl(place.into()).is_some_and(|bit| chosen & bit != 0))
            }
            (Value::Blank, Value::Choice(_)) => Value::Truth(false),
            _ => Value::Blank,
        },
        Function::FiscalYearOf => match argument(0) {
            Value::Day(day) => Value::Number(FiscalYear::of_date(day).0.into()),
            Value::Month(year, month) => {
                Value::Number(FiscalYear::of_month(Month { year, month }).0.into())
            }
            other => other,
        },
        Function::Says => match (argument(0), argument(1)) {
            (Value::Status(status), Value::Text(word)) => Value::Truth(status.code() == word),
            _ => Value::Truth(false),
        },
    }
}

/// Something stands there, and it is not zero.
fn is_meant(value: &Value) -> bool {
    match value {
        Value::Blank | Value::Status(Status::NotApplicable) => false,
        Value::Number(number) => !number.is_zero(),
        _ => true,
    }
}

fn rounded<'a>(value: Value<'a>, decimals: &Value, rounding: Rounding) -> Value<'a> {
    match (value, decimals) {
        (Value::Number(number), Value::Number(decimals)) => decimals
            .to_u32()
            .map_or(Value::Unread, |decimals| Value::Number(round(number, decimals, rounding))),
        (value, _) => value,
    }
}

fn texts<'a>(a: &Value, b: &Value, holds: impl FnOnce(&str, &str) -> bool) -> Value<'a> {
    match (a, b) {
        (Value::Text(a), Value::Text(b)) => Value::Truth(holds(a, b)),
        _ => Value::Blank,
    }
}
