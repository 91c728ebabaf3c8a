//! Words that say a year is not exact: `概ね平成20年度`, `昭和60年頃`.

use crate::finding::{Flaw, Mend};
use crate::reading::Reading;
use crate::text::trim;

const BEFORE: [&str; 6] = ["概ね", "おおむね", "凡そ", "およそ", "約", "ほぼ"];
const BEHIND: [&str; 4] = ["頃", "ごろ", "ころ", "前後"];

/// What stands before and behind a year.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct About<'t> {
    before: &'t str,
    behind: &'t str,
}

impl About<'_> {
    /// Reads what stands between such words; they become the note, and a mend
    /// leaves them where they are.
    pub(super) fn read<V>(raw: &str, reader: impl Fn(&str) -> Reading<V>) -> Reading<V> {
        let whole = trim(raw);
        let mut about = About::default();
        let mut text = whole;
        if let Some(word) = BEFORE.into_iter().find(|word| text.starts_with(word)) {
            about.before = word;
            text = trim(text.strip_prefix(word).unwrap_or(text));
        }
        if let Some(word) = BEHIND.into_iter().find(|word| text.ends_with(word)) {
            about.behind = word;
            text = trim(text.strip_suffix(word).unwrap_or(text));
        }
        if about.is_nothing() {
            return reader(whole);
        }
        let reading = reader(text);
        if reading.value.is_none() {
            return reader(whole);
        }
        about.beside(reading)
    }

    fn is_nothing(&self) -> bool {
        self.before.is_empty() && self.behind.is_empty()
    }

    fn beside<V>(&self, reading: Reading<V>) -> Reading<V> {
        let words = [self.before, self.behind].into_iter().filter(|word| !word.is_empty());
        let notes = words.map(str::to_owned).chain(reading.note);
        let note = Some(notes.collect::<Vec<_>>().join("、"));
        let around = |text: String| format!("{}{text}{}", self.before, self.behind);
        let flaws = reading.flaws.into_iter().map(|flaw| {
            let mend = match flaw.mend {
                Some(Mend::Replace(text)) => Some(Mend::Replace(around(text))),
                Some(Mend::OtherEnd { own, other }) => {
                    Some(Mend::OtherEnd { own: around(own), other })
                }
                other => other,
            };
            Flaw { mend, ..flaw }
        });
        Reading { note, flaws: flaws.collect(), ..reading }
    }
}
