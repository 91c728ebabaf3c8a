//! Texts for which the form has no box: brought by a file, kept and handed on.

use super::{Raw, Sheet};

/// A text without a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Boxless {
    /// The text.
    pub raw: Raw,
    /// Whether an earlier revision of the form asked for it.
    pub old: bool,
}

/// One step of a text without a box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoxlessEdit {
    /// Its id.
    pub id: String,
    /// What was there.
    pub before: Option<Boxless>,
    /// What is there then.
    pub after: Option<Boxless>,
}

impl Sheet {
    /// What is kept under an id for which the form has no box.
    pub fn boxless(&self, id: &str) -> Option<Boxless> {
        let raw = self.unknown.get(id)?.clone();
        Some(Boxless { raw, old: self.old.contains(id) })
    }

    /// Keeps a text under an id for which the form has no box, or forgets it.
    pub fn put_boxless(&mut self, id: &str, text: Option<Boxless>) {
        self.old.remove(id);
        match text {
            Some(Boxless { raw, old }) => {
                if old {
                    self.old.insert(id.to_owned());
                }
                self.unknown.insert(id.to_owned(), raw);
            }
            None => {
                self.unknown.remove(id);
            }
        }
    }
}
