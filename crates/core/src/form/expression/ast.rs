//! An expression as written: names unresolved, each part with its place.

use rust_decimal::Decimal;

/// A part of an expression and the character at which it begins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ast {
    pub(crate) at: usize,
    pub(crate) kind: AstKind,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum AstKind {
    Number(Decimal),
    Text(String),
    /// A bare name: a cell, perhaps with `{…}` in it.
    Cell(String),
    /// `{name}` alone.
    Variable(String),
    Negate(Box<Ast>),
    Not(Box<Ast>),
    Binary(Binary, Box<Ast>, Box<Ast>),
    Call(String, Vec<Ast>),
    /// any/all: whether it is `all`, the variable, the axis, the body.
    Each {
        all: bool,
        variable: String,
        axis: String,
        body: Box<Ast>,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Equal,
    Different,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    And,
    Or,
}
