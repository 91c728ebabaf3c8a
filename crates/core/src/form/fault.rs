//! What is wrong with a definition, and where.

use super::{Counted, Wanted};
use std::sync::Arc;

/// Where something stands in a definition file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The path from the top: `pages[0].sections[2].items[1].compute`.
    pub path: Arc<str>,
    /// The byte offset in the file.
    pub offset: usize,
    /// The character of the text that stands there, from 0, where an
    /// expression is at fault.
    pub character: Option<usize>,
}

impl Origin {
    /// The place of something that begins at this byte.
    pub fn new(path: impl Into<Arc<str>>, offset: usize) -> Self {
        Self { path: path.into(), offset, character: None }
    }

    /// A character further on in the text that stands here.
    pub fn further(&self, characters: usize) -> Self {
        let character = Some(self.character.unwrap_or(0) + characters);
        Self { character, ..self.clone() }
    }

    /// The byte at which it stands in the text of the definition: that of the
    /// character, where one is named and a text in quotes stands there.
    pub fn byte(&self, text: &str) -> usize {
        let inside = self.character.and_then(|character| {
            let literal = text.get(self.offset..)?.strip_prefix('"')?;
            let begin = text.len() - text.get(self.offset..)?.len() + 1;
            let mut rest = literal.char_indices().peekable();
            for _ in 0..character {
                let (_, c) = rest.next().filter(|(_, c)| *c != '"')?;
                if c == '\\' && rest.next()?.1 == 'u' {
                    rest.nth(3);
                }
            }
            rest.peek().map(|(at, _)| begin + at)
        });
        inside.unwrap_or(self.offset)
    }

    /// Line and column, both from 1, in the text of the definition.
    pub fn position(&self, text: &str) -> (usize, usize) {
        position(text, self.byte(text))
    }
}

/// Line and column of a byte, both from 1.
pub fn position(text: &str, byte: usize) -> (usize, usize) {
    let before = text.get(..byte).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |at| at + 1);
    (line, before.get(start..).unwrap_or_default().chars().count() + 1)
}

/// One fault of a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where it stands.
    pub origin: Origin,
    /// What is wrong.
    pub kind: FaultKind,
}

impl Fault {
    /// Whether it stands in this member of the whole, or in a slip of its name.
    pub(crate) fn is_of(&self, member: &str) -> bool {
        self.origin.path.starts_with(member)
    }
}

/// What can be wrong with a definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FaultKind {
    /// The file is not JSON.
    Syntax,
    /// A value of another type.
    Type(Wanted),
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
    UnitMismatch(Counted, Counted),
    /// A kind of value that cannot stand there.
    KindMismatch(Wanted),
    /// A least value above the greatest: no number fits.
    NoNumber,
    /// A condition that is the same whatever is typed.
    Constant,
    /// Steps between revisions that are not of earlier revisions in rising order.
    RevisionOrder,
    /// A cell that is renamed or dropped, and yet stands in the form.
    StillThere(String),
    /// A rule that ends at a stage before the one at which it begins.
    StageOrder,
    /// An expression that cannot be read: the character (from 0).
    Expression(usize, Wanted),
    /// A function with more or fewer arguments than it takes: its name, the least and the most.
    Arguments(String, usize, usize),
    /// A label is missing.
    LabelMissing(String),
    /// A year of an axis that the plan does not have: the axis, and the year.
    OutsidePlan(String, i32),
    /// A choice that nobody can ever choose: its code.
    Unreachable(String),
    /// An address of the workbook that cannot be read.
    Address(String),
    /// A file beside the definition that is not there, or whose name is none.
    NoFile(String),
    /// A file beside the definition that is no table: its name, and the line.
    NoTable(String, u64),
    /// More than the language allows.
    TooMany(Limit),
}

/// How much a definition may hold, so that none can bring the page to a halt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// Bytes of the file, with the tables beside it.
    Bytes,
    /// Brackets within brackets in the file.
    Depth,
    /// Cells.
    Cells,
    /// Rules, each for each value of its variables.
    Rules,
    /// Terms of one expression, as written.
    Terms,
    /// Brackets within brackets in an expression.
    Levels,
    /// Terms of all expressions once their axes are unfolded.
    Unfolded,
    /// Choices of a list.
    Choices,
    /// Choices of a list of which several may be chosen.
    Several,
    /// Rows of a free repeat.
    Rows,
}

impl Limit {
    /// Every limit.
    pub const ALL: [Self; 10] = [
        Self::Bytes,
        Self::Depth,
        Self::Cells,
        Self::Rules,
        Self::Terms,
        Self::Levels,
        Self::Unfolded,
        Self::Choices,
        Self::Several,
        Self::Rows,
    ];

    /// How many there may be.
    pub const fn most(self) -> usize {
        match self {
            Self::Bytes => 4 * 1024 * 1024,
            Self::Depth | Self::Levels => 32,
            Self::Cells => 20_000,
            Self::Rules => 5_000,
            Self::Terms | Self::Rows => 200,
            Self::Unfolded => 2_000_000,
            Self::Choices => 2_000,
            Self::Several => 128,
        }
    }
}
