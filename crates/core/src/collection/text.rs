//! The same words on several sheets.
//!
//! A text is kept as the hashes of its sentences, folded as texts are compared
//! everywhere; where all are short, as one hash of them together. What names
//! its own section or initiative is kept a second time without that name, so
//! that a copy is known whether the name was changed or left in.

use super::assess::Counting;
use super::{Finding, Matter, SheetPlace};
use crate::finding::Code;
use crate::fold;
use crate::form::{CellIx, Form};
use crate::order::InOrder;
use crate::sheet::Sheet;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// A sentence shorter than this is said by everybody.
const LEAST_SENTENCE: usize = 10;
/// Two texts are the same words when at least so many tenths of both are.
const TENTHS: u32 = 8;
/// Beyond so many sheets a sentence is compared between neighbours only.
const MOST_PAIRED: usize = 64;

/// What is kept of one text.
#[derive(Clone, Debug)]
pub(crate) struct TextMark {
    cell: CellIx,
    /// Characters of all its sentences.
    length: u32,
    sentences: Box<[Sentence]>,
}

#[derive(Clone, Copy, Debug)]
struct Sentence {
    plain: u64,
    /// Without the sheet's own names; the same as `plain` where it has none.
    nameless: u64,
    length: u16,
}

impl Sentence {
    /// Of folded words; the names are those of the sheet itself.
    fn of(words: &str, names: &[String]) -> Self {
        let mut nameless = words.to_owned();
        for name in names {
            if nameless.contains(name.as_str()) {
                nameless = nameless.replace(name.as_str(), "\u{0}");
            }
        }
        let length = u16::try_from(words.chars().count()).unwrap_or(u16::MAX);
        Self { plain: hash(words), nameless: hash(&nameless), length }
    }
}

/// The marks of the texts that the form compares.
pub(super) fn marks(form: &Form, sheet: &Sheet, own: &[Option<&str>]) -> Box<[TextMark]> {
    let names = names(own);
    let mut out = Vec::new();
    for cell in &form.together.texts {
        let mut sentences = Vec::new();
        let mut length = 0;
        let mut short = String::new();
        for part in sheet.text(*cell).split(['。', '\n']) {
            let words: String = fold::sentence(part).collect();
            let count = words.chars().count();
            if count < LEAST_SENTENCE {
                short.push_str(&words);
                continue;
            }
            length += u32::try_from(count).unwrap_or(u32::MAX);
            sentences.push(Sentence::of(&words, &names));
        }
        let least = form.together.least;
        // Short sentences are compared together, and must be twice as much: a
        // few words that everybody says are no copy.
        let count = u32::try_from(short.chars().count()).unwrap_or(u32::MAX);
        if sentences.is_empty() && count >= least.saturating_mul(2).max(2) {
            length = count;
            sentences.push(Sentence::of(&short, &names));
        }
        if length >= least && !sentences.is_empty() {
            out.push(TextMark { cell: *cell, length, sentences: sentences.into() });
        }
    }
    out.into()
}

/// The sheet's own names, folded: the section whole, without its division, and
/// the initiative.
fn names(own: &[Option<&str>]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for name in own.iter().flatten() {
        out.push(fold::sentence(name).collect());
        if let Some(last) = name.split(char::is_whitespace).next_back() {
            out.push(fold::sentence(last).collect());
        }
    }
    let without: Vec<String> = out
        .iter()
        .filter_map(|name| {
            let at = name.rfind(['部', '局'])?;
            let rest = name.get(at..)?;
            let mut rest = rest.chars();
            rest.next();
            Some(rest.as_str().to_owned())
        })
        .collect();
    out.extend(without);
    out.retain(|name| name.chars().count() >= 3);
    out.order_by_key(|name| std::cmp::Reverse(name.len()));
    out.dedup();
    out
}

fn hash(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// A text of a sheet: place of the sheet in the list, place of the mark.
type TextAt = (u32, u32);

/// Sheets of different keys with the same words.
pub(super) fn same_words(counting: &Counting<'_>, findings: &mut Vec<Finding>) {
    let shared = shared(counting);
    let length = |at: TextAt| {
        let sheet = counting.sheets.get(at.0 as usize)?;
        sheet.1.texts.get(at.1 as usize).map(|mark| (mark.length, mark.cell))
    };
    // Sheets linked by a common text belong to one finding.
    let mut groups = Groups::new(counting.sheets.len());
    let mut cells: BTreeMap<u32, Vec<CellIx>> = BTreeMap::new();
    for ((a, b), common) in shared {
        let (Some((length_a, cell_a)), Some((length_b, cell_b))) = (length(a), length(b)) else {
            continue;
        };
        if common * 10 >= length_a.max(length_b) * TENTHS {
            groups.join(a.0, b.0);
            cells.entry(a.0).or_default().push(cell_a);
            cells.entry(b.0).or_default().push(cell_b);
        }
    }
    let mut found: BTreeMap<u32, Vec<SheetPlace>> = BTreeMap::new();
    for (sheet, mut cells) in cells {
        cells.order();
        cells.dedup();
        let Some((place, _)) = counting.sheets.get(sheet as usize) else { continue };
        found.entry(groups.of(sheet)).or_default().push(SheetPlace { sheet: *place, cells });
    }
    for sheets in found.into_values() {
        findings.push(Finding::new(Code::TextDuplicate, sheets, Matter::SameWords));
    }
}

/// How many characters two texts have in common.
fn shared(counting: &Counting<'_>) -> HashMap<(TextAt, TextAt), u32> {
    let mut said: HashMap<u64, Vec<(TextAt, u16)>> = HashMap::new();
    for (sheet, (_, gist)) in counting.sheets.iter().enumerate() {
        for (mark, text) in gist.texts.iter().enumerate() {
            let at = (u32::try_from(sheet).unwrap_or(0), u32::try_from(mark).unwrap_or(0));
            for sentence in &text.sentences {
                said.entry(sentence.plain).or_default().push((at, sentence.length));
                if sentence.nameless != sentence.plain {
                    said.entry(sentence.nameless).or_default().push((at, sentence.length));
                }
            }
        }
    }
    let mut out: HashMap<(TextAt, TextAt), u32> = HashMap::new();
    let key = |at: TextAt| {
        counting.sheets.get(at.0 as usize).map(|(_, gist)| (gist.key.as_deref(), gist.form))
    };
    let mut add = |a: &(TextAt, u16), b: &(TextAt, u16)| {
        // A sheet may repeat itself, and next year's sheet may repeat it.
        let same_sheet = a.0.0 == b.0.0;
        let next_year = match (key(a.0), key(b.0)) {
            (Some((Some(one), _)), Some((Some(other), _))) => one == other,
            _ => false,
        };
        if !same_sheet && !next_year {
            *out.entry((a.0, b.0)).or_default() += u32::from(a.1.min(b.1));
        }
    };
    for list in said.values() {
        if list.len() > MOST_PAIRED {
            for pair in list.windows(2) {
                if let [a, b] = pair {
                    add(a, b);
                }
            }
            continue;
        }
        for (place, a) in list.iter().enumerate() {
            for b in list.iter().skip(place + 1) {
                add(a, b);
            }
        }
    }
    out
}

/// Which sheets belong together.
struct Groups(Vec<u32>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..u32::try_from(count).unwrap_or(u32::MAX)).collect())
    }

    /// The least member of the group.
    fn of(&self, mut member: u32) -> u32 {
        while let Some(above) = self.0.get(member as usize)
            && *above != member
        {
            member = *above;
        }
        member
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.of(a), self.of(b));
        let (low, high) = (a.min(b), a.max(b));
        if let Some(above) = self.0.get_mut(high as usize) {
            *above = low;
        }
    }
}
