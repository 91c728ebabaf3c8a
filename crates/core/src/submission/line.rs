//! How far each writer has come in a draft. What is newer is decided by these
//! counters and never by a clock, which may be set back.

use crate::order::map_of;
use std::collections::BTreeMap;

/// Writers that a draft remembers; of more, those that wrote longest ago go.
const MOST_WRITERS: usize = 16;

/// How two states of a draft stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// The same state.
    Same,
    /// This one has everything of the other, and more.
    Newer,
    /// The other has everything of this one, and more.
    Older,
    /// Each has something that the other has not.
    Apart,
}

/// The line of a draft: for each writer (an open tab) the count of its latest
/// change. Every change counts one more than the greatest count in sight.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Line {
    writers: BTreeMap<String, u64>,
}

impl Line {
    /// A line read back from a draft.
    pub fn restored(writers: impl IntoIterator<Item = (String, u64)>) -> Self {
        let mut line = Self { writers: map_of(writers) };
        line.trim();
        line
    }

    /// The writers with their counts.
    pub fn writers(&self) -> impl Iterator<Item = (&str, u64)> {
        self.writers.iter().map(|(writer, count)| (writer.as_str(), *count))
    }

    /// The greatest count: the place of the state in its line.
    pub fn count(&self) -> u64 {
        self.writers.values().copied().max().unwrap_or(0)
    }

    /// Notes one more change by a writer.
    pub fn step(&mut self, writer: &str) {
        let count = self.count().saturating_add(1);
        match self.writers.get_mut(writer) {
            Some(known) => *known = count,
            None => {
                self.writers.insert(writer.to_owned(), count);
                self.trim();
            }
        }
    }

    /// Takes over what the writers of another line have done.
    pub fn join(&mut self, other: &Self) {
        for (writer, count) in &other.writers {
            let known = self.writers.entry(writer.clone()).or_default();
            *known = (*known).max(*count);
        }
        self.trim();
    }

    /// How this state stands to another.
    pub fn against(&self, other: &Self) -> Standing {
        match (self.covers(other), other.covers(self)) {
            (true, true) => Standing::Same,
            (true, false) => Standing::Newer,
            (false, true) => Standing::Older,
            (false, false) => Standing::Apart,
        }
    }

    fn covers(&self, other: &Self) -> bool {
        // Of a full line the oldest writers were forgotten, not unseen.
        let forgotten = if self.writers.len() >= MOST_WRITERS {
            self.writers.values().copied().min().unwrap_or(0)
        } else {
            0
        };
        other
            .writers
            .iter()
            .all(|(writer, count)| *count <= self.writers.get(writer).copied().unwrap_or(forgotten))
    }

    fn trim(&mut self) {
        while self.writers.len() > MOST_WRITERS {
            let oldest = self.writers.iter().min_by_key(|(_, count)| **count);
            let Some(oldest) = oldest.map(|(writer, _)| writer.clone()) else { return };
            self.writers.remove(&oldest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_after_is_newer_and_what_was_written_beside_is_apart() {
        let mut first = Line::default();
        first.step("a");
        let mut second = first.clone();
        assert_eq!(first.against(&second), Standing::Same);
        second.step("b");
        assert_eq!(second.against(&first), Standing::Newer);
        assert_eq!(first.against(&second), Standing::Older);
        first.step("a");
        assert_eq!(first.against(&second), Standing::Apart);
        assert_eq!((first.count(), second.count()), (2, 2));
    }

    #[test]
    fn what_joined_both_is_newer_than_either() {
        let (mut first, mut second) = (Line::default(), Line::default());
        first.step("a");
        second.step("b");
        let mut both = first.clone();
        both.join(&second);
        both.step("a");
        assert_eq!(both.against(&first), Standing::Newer);
        assert_eq!(both.against(&second), Standing::Newer);
    }

    #[test]
    fn a_long_life_of_many_writers_stays_one_line() {
        let mut line = Line::default();
        let mut states = Vec::new();
        for writer in 0..100 {
            line.step(&format!("{writer:03}"));
            states.push(line.clone());
        }
        assert_eq!(line.writers().count(), MOST_WRITERS);
        for state in states.iter().take(99) {
            assert_eq!(line.against(state), Standing::Newer);
        }
    }
}
