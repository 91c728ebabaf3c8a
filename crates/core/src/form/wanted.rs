//! What a definition must say at a place where it says something else.

/// No number can have more decimals.
pub const MOST_DECIMALS: u32 = rust_decimal::Decimal::MAX_SCALE;

/// What is wanted; `words` says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// `{ … }`
    Object,
    /// `[ … ]`
    List,
    /// A text in quotes
    Text,
    /// A whole number
    Whole,
    /// A whole number, 0 or more
    Count,
    /// A whole number, 1 or more
    Positive,
    /// How many decimals a number may have
    Decimals,
    /// true or false
    Flag,
    /// A decimal in quotes
    Decimal,
    /// The first and the last year of a list
    Years,
    /// A day in quotes
    DayInQuotes,
    /// A year in quotes
    YearInQuotes,
    /// These characters
    Exactly(String),
    /// A number
    Number,
    /// Two numbers
    TwoNumbers,
    /// A condition
    Condition,
    /// A cell
    Cell,
    /// A cell of text
    TextCell,
    /// A cell of text, or a text in quotes
    Words,
    /// A cell of a code
    CodeCell,
    /// Another cell, of one choice
    OneChoice,
    /// A cell of several choices
    SeveralChoices,
    /// A date or a month
    DateOrMonth,
    /// A status in quotes
    Status,
    /// A fiscal year
    FiscalYear,
    /// A cell that is typed
    Typed,
    /// A cell that is typed, for what stood in an earlier one
    TypedFor(String),
    /// A cell of a kind that can be computed
    Computable,
    /// A cell of the group, which this one is not
    InGroup(String),
    /// Two values of one kind, which these are not
    Alike(Sort, Sort),
    /// A cell, a number, a text or (
    Term,
    /// A cell, a number, a text or an operator
    TermOrOperator,
    /// An operator or the end
    OperatorOrEnd,
    /// The quote that closes a text
    ClosingQuote,
    /// A number as expressions write it
    Figure,
    /// The name of a variable
    Variable,
    /// The name of an axis
    Axis,
}

/// What a number is counted in, as far as that can be at odds with another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Nothing
    Plain,
    /// This unit
    In(String),
    /// What another cell says
    AsSaid,
}

/// What sort of value an expression gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A number
    Number,
    /// A fiscal year
    Year,
    /// A text
    Text,
    /// One choice
    Choice,
    /// Several choices
    Choices,
    /// A date
    Day,
    /// A month
    Month,
    /// A duration
    Minutes,
    /// True or false
    Truth,
    /// A mark
    Mark,
}
