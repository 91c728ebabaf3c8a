//! The table of sheets: what is sought, and in which order it is shown.

use super::{Office, State};
use crate::words as page;
use kohyo_core::collection::{Content, Status};
use kohyo_core::order::InOrder;
use kohyo_core::{fold, words};
use leptos::prelude::*;
use std::cmp::Ordering;

/// A column of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The key.
    Key,
    /// The name.
    Title,
    /// The section.
    Department,
    /// The edition of the form.
    Edition,
    /// What it counts as.
    Status,
    /// How many errors.
    Errors,
    /// How many warnings.
    Warnings,
    /// How many of them are accepted.
    Accepted,
    /// When it was saved.
    Saved,
    /// The file.
    File,
}

impl Column {
    /// All columns in order.
    pub const ALL: [Self; 10] = [
        Self::Key,
        Self::Title,
        Self::Department,
        Self::Edition,
        Self::Status,
        Self::Errors,
        Self::Warnings,
        Self::Accepted,
        Self::Saved,
        Self::File,
    ];
}

/// What is sought, and the order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Query {
    /// Words, all of which must stand somewhere in the row.
    pub text: String,
    /// One status alone.
    pub status: Option<Status>,
    /// One section alone.
    pub department: Option<String>,
    /// The column by which it is ordered, and whether the greatest comes first.
    pub sort: Option<(Column, bool)>,
}

/// A row as the table shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The entry.
    pub place: usize,
    /// The file.
    pub file: String,
    /// What it counts as.
    pub status: Status,
    /// The text of each column, in order.
    pub texts: Vec<String>,
    /// Why it could not be read.
    pub fault: Option<String>,
    /// An earlier or a later version of the same sheet.
    pub other: Option<usize>,
}

/// How many of how many are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    /// Shown.
    pub shown: usize,
    /// In all.
    pub all: usize,
}

/// Numbers in texts order by their worth: 9 before 10.
fn natural(a: &str, b: &str) -> Ordering {
    let (mut a, mut b) = (a.chars().peekable(), b.chars().peekable());
    loop {
        match (a.peek().copied(), b.peek().copied()) {
            (None, None) => return Ordering::Equal,
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(x), Some(y)) if x.is_ascii_digit() && y.is_ascii_digit() => {
                let number = |chars: &mut std::iter::Peekable<std::str::Chars<'_>>| {
                    let mut digits = String::new();
                    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
                        digits.push(digit);
                    }
                    let worth = digits.trim_start_matches('0').to_owned();
                    (worth.len(), worth)
                };
                let order = number(&mut a).cmp(&number(&mut b));
                if order.is_ne() {
                    return order;
                }
            }
            (Some(x), Some(y)) if x == y => {
                a.next();
                b.next();
            }
            (Some(x), Some(y)) => return x.cmp(&y),
        }
    }
}

impl Query {
    /// The entries that fit, in order.
    pub(super) fn of(&self, state: &State) -> Vec<usize> {
        let wanted: Vec<String> = self
            .text
            .split(char::is_whitespace)
            .map(|word| fold::label(word).collect::<String>())
            .filter(|word| !word.is_empty())
            .collect();
        let department: Option<String> =
            self.department.as_deref().map(|name| fold::label(name).collect());
        let fits = |place: &usize| {
            let status = state.assessment.status(*place);
            let own = state.collection.gist(*place).and_then(|gist| gist.department.as_deref());
            self.status.is_none_or(|wanted| wanted == status)
                && department
                    .as_ref()
                    .is_none_or(|name| own.is_some_and(|own| fold::label(own).eq(name.chars())))
                && state.items.get(*place).is_some_and(|item| {
                    wanted.iter().all(|word| item.sought.contains(word.as_str()))
                })
        };
        let mut out: Vec<usize> = (0..state.items.len()).filter(fits).collect();
        if let Some((column, falls)) = self.sort {
            out.order_by(|a, b| {
                let order = compare(state, column, *a, *b);
                if falls { order.reverse() } else { order }
            });
        }
        out
    }
}

fn compare(state: &State, column: Column, a: usize, b: usize) -> Ordering {
    let gist = |place: usize| state.collection.gist(place);
    let text = |read: fn(&kohyo_core::collection::Gist) -> Option<&String>| {
        let of = |place: usize| gist(place).and_then(read).map(String::as_str).unwrap_or_default();
        natural(of(a), of(b))
    };
    let count =
        |read: fn(&kohyo_core::collection::Gist) -> u32| gist(a).map(read).cmp(&gist(b).map(read));
    match column {
        Column::Key => text(|gist| gist.key.as_ref()),
        Column::Title => text(|gist| gist.title.as_ref()),
        Column::Department => text(|gist| gist.department.as_ref()),
        Column::Edition => gist(a).map(|gist| gist.form).cmp(&gist(b).map(|gist| gist.form)),
        Column::Status => state.assessment.status(a).cmp(&state.assessment.status(b)),
        Column::Errors => count(|gist| gist.errors),
        Column::Warnings => count(|gist| gist.warnings),
        Column::Accepted => count(|gist| gist.accepted),
        Column::Saved => gist(a).map(|gist| gist.moment).cmp(&gist(b).map(|gist| gist.moment)),
        Column::File => {
            let file = |place: usize| {
                state.collection.entries().get(place).map_or("", |entry| entry.file.as_str())
            };
            natural(file(a), file(b))
        }
    }
}

/// A table with more rows than this shows only those in sight.
const MOST_ROWS: usize = 400;
/// So many are shown then; and while more come of any table, as to lay out a few
/// hundred rows takes as many milliseconds, and so many of them above what is in sight.
const WINDOW: usize = 60;
const ABOVE: usize = 20;

/// The rows that are in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// The first of them.
    pub from: usize,
    /// The first that is not.
    pub to: usize,
    /// All rows.
    pub all: usize,
    /// Whether there are more than can be shown at once.
    pub is_part: bool,
}

impl Office {
    /// The rows that are in the document.
    pub fn window(self) -> Window {
        self.version.track();
        let all = self.shown.with(Vec::len);
        let more_come = self.state.with_value(|state| state.reading.runs > 0);
        let most = if more_come { WINDOW } else { MOST_ROWS };
        if all <= most {
            return Window { from: 0, to: all, all, is_part: false };
        }
        let from = self.first.get().saturating_sub(ABOVE).min(all.saturating_sub(WINDOW));
        Window { from, to: all.min(from + WINDOW), all, is_part: true }
    }

    /// The rows in the window: number and entry.
    pub fn rows(self) -> Vec<(usize, usize)> {
        let window = self.window();
        self.shown.with(|shown| {
            let rows = shown.iter().copied().enumerate();
            rows.skip(window.from).take(window.to - window.from).collect()
        })
    }

    /// The table was scrolled to a row.
    pub fn scroll_to(self, row: usize) {
        // By tens, so that not every turn of the wheel draws rows anew.
        let row = row / 10 * 10;
        if self.first.get_untracked() != row {
            self.first.set(row);
        }
    }

    /// The focus goes to another row; says which.
    pub fn go_to_row(self, row: usize) -> Option<usize> {
        let last = self.shown.with_untracked(Vec::len).checked_sub(1)?;
        let row = row.min(last);
        self.current.set(row);
        let window = untrack(|| self.window());
        if row < window.from || row >= window.to {
            self.first.set(row);
        }
        Some(row)
    }

    /// A row of the table.
    pub fn row(self, place: usize) -> Option<Row> {
        self.state.with_value(|state| {
            let entry = state.collection.entries().get(place)?;
            let status = state.assessment.status(place);
            let said = words::sheet_status(status).to_owned();
            let file = entry.file.clone();
            let row = match &entry.content {
                Content::Unreadable(fault) => {
                    let mut texts = vec![String::new(); 4];
                    texts.extend([said, String::new(), String::new()]);
                    texts.extend([String::new(), String::new(), file.clone()]);
                    let fault = Some(words::open_fault(fault, &file));
                    Row { place, file, status, texts, fault, other: None }
                }
                Content::Sheet(gist) => {
                    let form = state.forms.get(gist.form);
                    let count = |count: u32| count.to_string();
                    let texts = vec![
                        gist.key.clone().unwrap_or_default(),
                        gist.title.clone().unwrap_or_default(),
                        gist.department.clone().unwrap_or_default(),
                        form.map(|form| form.edition.clone()).unwrap_or_default(),
                        said,
                        count(gist.errors),
                        count(gist.warnings),
                        count(gist.accepted),
                        gist.saved_at.as_deref().map(page::day_and_time).unwrap_or_default(),
                        file.clone(),
                    ];
                    let other = state.other_version(place);
                    Row { place, file, status, texts, fault: None, other }
                }
            };
            Some(row)
        })
    }

    /// Seeks something else; the table is seen from its top again.
    pub fn seek(self, change: impl FnOnce(&mut Query)) {
        self.query.update(change);
        self.first.set(0);
        self.current.set(0);
    }

    /// How many of how many are shown.
    pub fn selection(self) -> Selection {
        self.version.track();
        Selection {
            shown: self.shown.with(Vec::len),
            all: self.state.with_value(|state| state.items.len()),
        }
    }

    /// Orders by a column; a second time the other way round.
    pub fn sort_on(self, column: Column) {
        self.query.update(|query| {
            query.sort = match query.sort {
                Some((known, false)) if known == column => Some((column, true)),
                Some((known, true)) if known == column => None,
                _ => Some((column, false)),
            };
        });
        self.first.set(0);
    }
}

impl State {
    /// The version of the same sheet that was saved before this one.
    pub(super) fn other_version(&self, place: usize) -> Option<usize> {
        let own = self.collection.gist(place)?;
        self.versions
            .get(&own.document)?
            .iter()
            .filter(|other| **other != place)
            .filter_map(|other| Some((self.collection.gist(*other)?, *other)))
            .filter(|(gist, _)| gist.moment <= own.moment)
            .max_by_key(|(gist, _)| gist.moment)
            .map(|(_, other)| other)
    }
}
