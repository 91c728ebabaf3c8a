//! What is said of a sheet: codes, severities, places, and the mends offered.
//!
//! A finding carries facts, never sentences; the sentences stand in `words`.

use std::fmt;

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Never matters for handing in.
    Notice,
    /// Wants a correction or a reason.
    Warning,
    /// Keeps the sheet from being ready.
    Error,
}

impl Severity {
    /// The word that stands in files and attributes.
    pub fn code(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }

    /// The severity of a word in a form.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Notice, Self::Warning, Self::Error].into_iter().find(|s| s.code() == code)
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a reader has to say of one text, and how it could be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Flaw {
    /// The problem with its facts.
    pub problem: Problem,
    /// The mechanical mend, where there is one without doubt.
    pub mend: Option<Mend>,
}

/// A mechanical change that answers a flaw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Put this text in the place of the whole text.
    Replace(String),
    /// Put `text` here and `unit` into the cell that holds this cell's unit.
    UnitElsewhere {
        /// The text that stays here.
        text: String,
        /// The unit as printed.
        unit: String,
    },
    /// Put `own` here and `other` into the other end of the pair.
    OtherEnd {
        /// The text that stays here.
        own: String,
        /// The text for the other box.
        other: String,
    },
    /// Copy the left neighbour's text.
    CopyLeft,
}

/// What a reader can find, with the facts that its sentence needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// `number.unreadable`
    NumberUnreadable,
}
