//! What is wrong with a definition, and where.

/// Where something stands in a definition file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The path from the top: `pages[0].sections[2].items[1].compute`.
    pub path: String,
    /// The byte offset in the file.
    pub offset: usize,
}

impl Origin {
    /// Line and column, both from 1, in the text of the definition.
    pub fn position(&self, text: &str) -> (usize, usize) {
        let before = text.get(..self.offset).unwrap_or(text);
        let line = before.matches('\n').count() + 1;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        (line, before.get(start..).unwrap_or_default().chars().count() + 1)
    }
}

/// One fault of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands.
    pub origin: Origin,
    /// What is wrong.
    pub kind: FaultKind,
}

/// What can be wrong with a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The file is not JSON; the parser's own words.
    Syntax(String),
    /// A value of another type: what was expected.
    Type(&'static str),
    /// A member that must be there is not.
    Missing(&'static str),
    /// A member that the language does not know.
    UnknownMember(String),
    /// A word out of a fixed list: the word, and the list.
    UnknownWord(String, String),
    /// An id with other characters than the language allows.
    BadId(String),
    /// A cell that is named but not made.
    UnknownCell(String),
    /// An axis that is named but not made.
    UnknownAxis(String),
    /// A list of choices that is named but not made.
    UnknownChoices(String),
    /// A rate that is named but not made.
    UnknownRate(String),
    /// A stage that is named but not made.
    UnknownStage(String),
    /// A code that no choice of the cell has.
    UnknownChoice(String),
    /// Two things of one id.
    Duplicate(String),
    /// Computed cells that need each other: the members in order.
    Cycle(Vec<String>),
    /// Two units that do not go together.
    UnitMismatch(String, String),
    /// Two kinds of values that cannot be put together.
    KindMismatch(String),
    /// A condition that is the same whatever is typed.
    Constant,
    /// Steps between revisions that are not of earlier revisions in rising order.
    RevisionOrder,
    /// A cell that is renamed or dropped, and yet stands in the form.
    StillThere(String),
    /// A rule that ends at a stage before the one at which it begins.
    StageOrder,
    /// An expression that cannot be read: the character (from 0) and what was expected.
    Expression(usize, String),
    /// A label is missing.
    LabelMissing(String),
    /// More than the language allows: what, and how many.
    TooMany(&'static str, usize),
}
