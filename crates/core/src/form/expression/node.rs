//! A compiled expression: cells by index, axes unfolded, functions known.

use crate::form::CellIx;
use rust_decimal::Decimal;

/// A compiled expression.
#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    /// A number.
    Number(Decimal),
    /// A text.
    Text(String),
    /// A choice by its place in its list.
    Choice(u16),
    /// A day.
    Day(jiff::civil::Date),
    /// A truth that was decided when the form was compiled.
    Truth(bool),
    /// The value of a cell.
    Cell(CellIx),
    /// `-a`
    Negate(Box<Node>),
    /// `not a`
    Not(Box<Node>),
    /// `a + b` and its kin
    Arithmetic(Operator, Box<Node>, Box<Node>),
    /// `a = b` and its kin
    Compare(Comparison, Box<Node>, Box<Node>),
    /// All of them hold.
    And(Vec<Node>),
    /// One of them holds.
    Or(Vec<Node>),
    /// A function of its arguments.
    Call(Function, Vec<Node>),
}

impl Node {
    /// Calls `visit` for each cell of the expression, in its order.
    pub fn each_cell(&self, visit: &mut impl FnMut(CellIx)) {
        match self {
            Self::Cell(cell) => visit(*cell),
            Self::Negate(a) | Self::Not(a) => a.each_cell(visit),
            Self::Arithmetic(_, a, b) | Self::Compare(_, a, b) => {
                a.each_cell(visit);
                b.each_cell(visit);
            }
            Self::And(parts) | Self::Or(parts) | Self::Call(_, parts) => {
                for part in parts {
                    part.each_cell(visit);
                }
            }
            Self::Number(_) | Self::Text(_) | Self::Choice(_) | Self::Day(_) | Self::Truth(_) => {}
        }
    }

    /// Whether it can come out differently at all: it rests on a cell, and is
    /// no cell compared with itself.
    pub fn varies(&self) -> bool {
        match self {
            Self::Number(_) | Self::Text(_) | Self::Choice(_) | Self::Day(_) | Self::Truth(_) => {
                false
            }
            Self::Cell(_) => true,
            Self::Negate(a) | Self::Not(a) => a.varies(),
            Self::Compare(_, a, b) => a != b && (a.varies() || b.varies()),
            Self::Arithmetic(_, a, b) => a.varies() || b.varies(),
            Self::And(parts) | Self::Or(parts) | Self::Call(_, parts) => {
                parts.iter().any(Self::varies)
            }
        }
    }
}

/// The four operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// The six comparisons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `<>`
    Different,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Comparison {
    /// Whether two things in this order satisfy the comparison.
    pub fn holds(self, ordering: std::cmp::Ordering) -> bool {
        match self {
            Self::Equal => ordering.is_eq(),
            Self::Different => ordering.is_ne(),
            Self::Less => ordering.is_lt(),
            Self::LessOrEqual => ordering.is_le(),
            Self::Greater => ordering.is_gt(),
            Self::GreaterOrEqual => ordering.is_ge(),
        }
    }
}

/// The functions of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// The sum of what is there.
    Sum,
    /// The last one, blank if it is blank.
    Last,
    /// The last that is not blank.
    LastFilled,
    /// How many are not blank.
    Count,
    /// The least.
    Min,
    /// The greatest.
    Max,
    /// Without its sign.
    Absolute,
    /// 四捨五入 to n decimals.
    Round,
    /// 切捨て to n decimals.
    RoundDown,
    /// 切上げ to n decimals.
    RoundUp,
    /// The second where the first is true, else the third.
    If,
    /// The first that is not blank.
    First,
    /// Blank where the number is zero.
    NonZero,
    /// Nothing stands there.
    IsBlank,
    /// Something stands there.
    IsFilled,
    /// Something other than zero stands there.
    IsMeant,
    /// Something stands there that has no value.
    IsUnread,
    /// A number stands there that may be reckoned with.
    IsNumber,
    /// They differ, a blank being different from everything but a blank.
    Differs,
    /// The texts are the same after folding width, spaces and punctuation.
    Same,
    /// The first text contains the second.
    Contains,
    /// The first text begins with the second.
    Begins,
    /// The digits with which the text begins.
    LeadingDigits,
    /// The list of sections names the section, a leading …部 or …局 left out.
    ListsSection,
    /// The number without its unit, so that it goes with every other.
    Plain,
    /// The choice is among those chosen.
    Includes,
    /// The fiscal year in which the day or the month falls.
    FiscalYearOf,
    /// This status stands there.
    Says,
}

impl Function {
    /// Every function with its name, the least and the most arguments.
    pub const ALL: [(&'static str, Self, usize, usize); 28] = [
        ("sum", Self::Sum, 1, usize::MAX),
        ("last", Self::Last, 1, usize::MAX),
        ("last-filled", Self::LastFilled, 1, usize::MAX),
        ("count", Self::Count, 1, usize::MAX),
        ("min", Self::Min, 1, usize::MAX),
        ("max", Self::Max, 1, usize::MAX),
        ("abs", Self::Absolute, 1, 1),
        ("round", Self::Round, 2, 2),
        ("round-down", Self::RoundDown, 2, 2),
        ("round-up", Self::RoundUp, 2, 2),
        ("if", Self::If, 3, 3),
        ("first", Self::First, 1, usize::MAX),
        ("nonzero", Self::NonZero, 1, 1),
        ("blank", Self::IsBlank, 1, 1),
        ("filled", Self::IsFilled, 1, 1),
        ("meant", Self::IsMeant, 1, 1),
        ("unread", Self::IsUnread, 1, 1),
        ("number", Self::IsNumber, 1, 1),
        ("differs", Self::Differs, 2, 2),
        ("same", Self::Same, 2, 2),
        ("contains", Self::Contains, 2, 2),
        ("begins", Self::Begins, 2, 2),
        ("leading-digits", Self::LeadingDigits, 1, 1),
        ("lists-section", Self::ListsSection, 2, 2),
        ("plain", Self::Plain, 1, 1),
        ("includes", Self::Includes, 2, 2),
        ("fiscal-year", Self::FiscalYearOf, 1, 1),
        ("says", Self::Says, 2, 2),
    ];
}
