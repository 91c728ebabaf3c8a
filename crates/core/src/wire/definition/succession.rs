//! The members `migrations` and `carry` of a definition.

use super::{Decoder, Members};
use crate::form::definition::{Carry, Migration, Text};
use crate::form::fault::FaultKind;
use crate::wire::language;

impl Decoder {
    pub(super) fn migration(&mut self, members: &Members<'_>) -> Migration {
        self.known(members, &[&language::MIGRATION]);
        if members.get("from").is_none() {
            self.fault(members.origin(), FaultKind::Missing("from"));
        }
        Migration {
            from: self.count(members, "from").unwrap_or_default(),
            origin: members.origin(),
            renamed: self.ways(members, "renamed"),
            moved: self.ways(members, "moved"),
            dropped: self.ways(members, "dropped"),
        }
    }

    pub(super) fn carry(&mut self, members: &Members<'_>) -> Carry {
        self.known(members, &[&language::CARRY]);
        Carry {
            from: self.texts(members, "from"),
            copied: self.texts(members, "copied"),
            moved: self.ways(members, "moved"),
            advanced: self.texts(members, "advanced"),
            emptied: self.texts(members, "emptied"),
        }
    }

    /// From where to where.
    pub(super) fn ways(&mut self, members: &Members<'_>, name: &str) -> Vec<(Text, Text)> {
        self.named(members, name, |decoder, from, value| {
            let to = decoder.text_of(value, from.origin.path.to_string())?;
            Some((from, to))
        })
    }
}
