//! The expressions of definitions: `sum(effect.saving.initial.{years})`.
//!
//! ```text
//! expression = or
//! or         = and ("or" and)*
//! and        = not ("and" not)*
//! not        = "not" not | comparison
//! comparison = sum (("=" | "<>" | "<" | "<=" | ">" | ">=") sum)?
//! sum        = product (("+" | "-") product)*
//! product    = unary (("*" | "/") unary)*
//! unary      = "-" unary | atom
//! atom       = number | "text" | {variable} | cell
//!            | function "(" (expression ("," expression)*)? ")"
//!            | ("any" | "all") "(" variable "in" axis ":" expression ")"
//!            | "(" expression ")"
//! cell       = a cell id in which {variable} stands for a part; {axis} stands
//!              for all points of the axis, {axis..variable} for those up to
//!              the variable's; `*` stands for any one part, such as every
//!              row of a free repeat; all three as an argument only
//! ```
//!
//! Ids carry `-` inside words, so a minus between cells has spaces around it.
//!
//! Blank rules: the sum of blanks is blank, and a blank beside a number counts
//! as nothing; a product or quotient with a blank is blank; a comparison with
//! a blank is neither true nor false, and a rule only fires where its
//! expectation is false. A text that was not read, a status, and a value per
//! person are left out of sums and make every comparison undecided.
//!
//! There are no loops and no side effects: `any` and `all` are unfolded when
//! the form is compiled.

mod ast;
mod evaluate;
mod lexer;
mod node;
mod parser;
mod resolve;

pub(crate) use ast::Ast;
pub use evaluate::{Cells, Value, evaluate};
pub use node::{Comparison, Function, Node, Operator};
pub(crate) use parser::{ParseError, parse};
pub(crate) use resolve::{Names, Resolver, Type, UnitOf};
