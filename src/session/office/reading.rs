//! Files taken in, a sheet at a time, so that the page stays usable.

use super::{Item, Keeping, Office, State};
use crate::desk::{Seen, Taker};
use crate::words;
use kohyo_core::collection::{Content, Entry};
use kohyo_core::finding::Severity;
use kohyo_core::fold;
use kohyo_core::form::Form;
use kohyo_core::submission::{OpenFault, merge_comments};
use kohyo_core::wire::judged::Judged;
use kohyo_core::wire::kept::Kept;
use kohyo_core::wire::open::Items;
use kohyo_core::wire::round::{self, Round};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// A longer text of a file that could not be read is not kept.
const MOST_UNREAD: usize = 1 << 20;

/// The progress of a reading is shown when so many milliseconds have passed:
/// each time the page is laid out and painted, as long as it takes to read
/// twenty sheets.
const SHOWN_EACH: u64 = 250;

/// The table shows the first sheets when there are so many.
const SHOWN_FIRST: usize = 20;

/// So many sheets wait before they are kept together.
const KEPT_AT_ONCE: usize = 64;

/// How far the reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files and sheets done.
    pub done: usize,
    /// Files and sheets in all.
    pub of: usize,
}

/// What is being read, and what was.
#[derive(Default)]
pub(super) struct Reading {
    /// Files whose sheets are taken one by one.
    open: VecDeque<OpenFile>,
    /// What was kept and comes back, with its keys.
    pub(super) kept: VecDeque<(String, Kept)>,
    /// Size and time of the files that were read.
    seen: HashSet<(String, u64, i64)>,
    /// What stood in them.
    contents: HashSet<(String, u64)>,
    /// By how often each name came.
    names: HashMap<String, usize>,
    /// Files in which nothing could be read.
    unread: HashSet<String>,
    /// Sheets of files that were left halfway: their keys, by source and text.
    halfway: HashMap<(String, u64), Vec<String>>,
    /// The keys of what could not be kept.
    pub(super) refused: HashSet<String>,
    /// How many runs of reading go on.
    pub(super) runs: usize,
    /// Whether the person stopped them.
    stopped: bool,
    /// Files that were passed over, as they are here already.
    known: usize,
    /// What is done and not shown yet.
    uncounted: Progress,
    /// When the progress was shown last, in milliseconds.
    shown_at: u64,
    /// How many texts are on their way to where they are kept.
    pub(super) writing: usize,
    /// How many sheets there are when the table shows them next.
    shown_next: usize,
    /// Whether what was kept is back.
    pub(super) awake: bool,
    /// Items that are to be kept.
    pub(super) unkept: Vec<(String, String)>,
    /// Keys that are to be forgotten.
    pub(super) unwanted: Vec<String>,
    /// Tables that a saved collection brought: form and text.
    tables: Vec<(String, String)>,
    /// What the keys of this run begin with, and how many there were.
    pub(super) mark: String,
    pub(super) count: u64,
}

impl Reading {
    /// The name under which a file is shown: a second one of the same name,
    /// with other contents, gets a number.
    fn name(&mut self, name: &str) -> String {
        let count = self.names.entry(name.to_owned()).or_default();
        *count += 1;
        if *count == 1 { name.to_owned() } else { format!("{name}（{count}）") }
    }

    fn left_halfway(&mut self, item: &Item) {
        if let Some(text) = &item.text {
            let of = (item.source.clone(), mark_of(text));
            self.halfway.entry(of).or_default().push(item.key.clone());
        }
    }

    /// Nothing is missing of a file that is known as a whole.
    pub(super) fn forget_halfway(&mut self) {
        let whole: HashSet<&String> = self.seen.iter().map(|(name, _, _)| name).collect();
        self.halfway.retain(|(source, _), _| !whole.contains(source));
    }

    /// What stays when the table is cleared.
    pub(super) fn cleared(&mut self) -> Self {
        Self {
            mark: std::mem::take(&mut self.mark),
            count: self.count,
            awake: self.awake,
            runs: self.runs,
            writing: self.writing,
            ..Self::default()
        }
    }

    fn next_key(&mut self) -> String {
        self.count += 1;
        format!("{}{:08}", self.mark, self.count)
    }
}

struct OpenFile {
    name: String,
    /// Its name without a number.
    source: String,
    seen: Option<(u64, i64)>,
    items: Items,
    round: Option<Round>,
    /// The keys of its items, for what was chosen.
    keys: Vec<String>,
}

impl OpenFile {
    /// Whether each of its sheets was taken.
    fn is_through(&self) -> bool {
        self.keys.len() == self.items.len()
    }
}

/// Stands for a text.
fn mark_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Where a sheet comes from.
struct Origin {
    name: String,
    source: String,
    seen: Option<(u64, i64)>,
    key: String,
}

impl Taker for Office {
    fn is_ready(&self) -> bool {
        self.state.with_value(|state| state.reading.awake)
    }

    fn begin(&self, files: usize) {
        self.know_forms();
        self.state.update_value(|state| {
            if state.reading.runs == 0 {
                state.reading.known = 0;
            }
            state.reading.runs += 1;
            state.reading.stopped = false;
            state.reading.shown_next = state.items.len() + SHOWN_FIRST;
        });
        self.news.set(Vec::new());
        let progress = self.progress.get_untracked().unwrap_or_default();
        self.progress.set(Some(Progress { of: progress.of + files, ..progress }));
    }

    fn wants(&self, seen: &Seen) -> bool {
        let mark = (seen.name.clone(), seen.size, seen.modified);
        let known = self.state.with_value(|state| state.reading.seen.contains(&mark));
        if known {
            self.state.update_value(|state| state.reading.known += 1);
            self.count_done(1, 0);
        }
        !known
    }

    fn take(&self, seen: &Seen, text: Result<String, OpenFault>) {
        let (mut more, mut tables) = (0, Vec::new());
        self.state.update_value(|state| {
            more = state.take(seen, text);
            tables = std::mem::take(&mut state.reading.tables);
        });
        self.count_done(1, more);
        if !tables.is_empty() {
            self.take_saved_tables(&seen.name, tables);
        }
    }

    fn step(&self) -> bool {
        let mut done = None;
        self.state.try_update_value(|state| done = state.step());
        let Some(counted) = done else { return false };
        if counted {
            self.count_done(1, 0);
        }
        self.keep_waiting(KEPT_AT_ONCE);
        self.show_first();
        true
    }

    fn is_stopped(&self) -> bool {
        self.state.with_value(|state| state.reading.stopped)
    }

    fn end(&self) {
        let mut told = None;
        self.state.update_value(|state| {
            state.reading.runs = state.reading.runs.saturating_sub(1);
            if state.reading.runs == 0 {
                if state.reading.stopped {
                    state.stop();
                }
                state.reading.forget_halfway();
                told = Some((state.reading.known, state.reading.stopped));
            }
        });
        let Some((known, stopped)) = told else { return };
        let mut news = Vec::new();
        if stopped {
            news.push(words::READING_STOPPED.to_owned());
        }
        if known > 0 {
            news.push(words::files_known(known));
        }
        if !news.is_empty() {
            self.news.set(news.clone());
        }
        self.keep_waiting(1);
        if self.keeping.get_untracked() == Keeping::Writing {
            self.say_kept();
        }
        if self.state.with_value(|state| !state.reading.kept.is_empty()) {
            // What stood on the table before comes back, whatever was stopped.
            self.read_again();
            return self.news.set(news);
        }
        self.judge_together();
        let office = *self;
        self.draw_by_turns(move || {
            office.is_done();
            office.look_again();
        });
    }
}

impl Office {
    /// Nothing is being read, unless more came meanwhile.
    pub(super) fn is_done(self) {
        if self.state.with_value(|state| state.reading.runs == 0) {
            self.show_no_progress();
        }
    }

    /// What was counted is done.
    pub(super) fn show_no_progress(self) {
        self.state.update_value(|state| state.reading.uncounted = Progress::default());
        self.progress.set(None);
    }

    /// The table shows what came while more is read: soon the first sheets,
    /// then ever more of them, each time at the cost of little.
    fn show_first(self) {
        let mut more = false;
        self.state.update_value(|state| {
            more = state.items.len() >= state.reading.shown_next;
            if more {
                state.reading.shown_next = state.items.len() * 4;
                state.assessment.statuses = state.collection.statuses(&state.forms());
            }
        });
        if more {
            self.draw_table();
        }
    }

    /// What was stopped before is no matter any more.
    pub(super) fn go_on(self) {
        self.state.update_value(|state| state.reading.stopped = false);
    }

    /// Stops the reading; what was read stays.
    pub fn stop(self) {
        self.state.update_value(|state| state.reading.stopped = true);
    }

    /// So many more are done, of so many more.
    pub(super) fn count_done(self, done: usize, more: usize) {
        let Some(before) = self.progress.get_untracked() else { return };
        let now = self.desk().millis();
        let mut shown = None;
        self.state.update_value(|state| {
            let reading = &mut state.reading;
            let own = &mut reading.uncounted;
            *own = Progress { done: own.done + done, of: own.of + more };
            let progress = Progress { done: before.done + own.done, of: before.of + own.of };
            if now.abs_diff(reading.shown_at) >= SHOWN_EACH || progress.done >= progress.of {
                reading.shown_at = now;
                *own = Progress::default();
                shown = Some(progress);
            }
        });
        if let Some(progress) = shown {
            self.progress.set(Some(progress));
        }
    }

    /// The forms at hand, the newest edition of each last, as the command has
    /// them. Where they changed, every sheet is read again; whether that is so.
    pub(super) fn know_forms(self) -> bool {
        let mut forms = self.library.with_tables();
        forms.reverse();
        forms.sort_by(|a, b| a.id.cmp(&b.id));
        let mut changed = false;
        self.state.update_value(|state| {
            changed =
                state.forms.len() != forms.len()
                    || state.forms.iter().zip(&forms).any(|(a, b)| {
                        a.digest != b.digest || a.together.tables != b.together.tables
                    });
            if changed {
                state.forms = forms;
                state.again();
            }
        });
        changed
    }
}

impl State {
    /// Begins a file: the same text under the same name is passed over. How
    /// many sheets of it are still to be taken.
    fn take(&mut self, seen: &Seen, text: Result<String, OpenFault>) -> usize {
        self.reading.seen.insert((seen.name.clone(), seen.size, seen.modified));
        let mark = mark_of(text.as_deref().unwrap_or_default());
        if !self.reading.contents.insert((seen.name.clone(), mark)) {
            self.reading.known += 1;
            return 0;
        }
        // A file that could not be read and came again, mended.
        if self.reading.unread.remove(&seen.name) {
            let unread: Vec<bool> = (0..self.items.len())
                .map(|place| {
                    self.collection.gist(place).is_none()
                        && self.items.get(place).is_some_and(|item| item.source == seen.name)
                })
                .collect();
            let gone = self.drop_places(|place| unread.get(place).copied().unwrap_or(false));
            self.reading.unwanted.extend(gone);
            self.reading.names.remove(&seen.name);
            self.reading.seen.insert((seen.name.clone(), seen.size, seen.modified));
        }
        let name = self.reading.name(&seen.name);
        let own = Some((seen.size, seen.modified));
        let opened = match &text {
            Ok(text) => Items::of(text.as_str()),
            Err(fault) => Err(fault.clone()),
        };
        match opened {
            Ok(items) => {
                let round = round::of(&items);
                if let Some(round) = &round {
                    self.take_round(round);
                }
                let more = items.len();
                let keys = Vec::new();
                self.reading.open.push_back(OpenFile {
                    name,
                    source: seen.name.clone(),
                    seen: own,
                    items,
                    round,
                    keys,
                });
                more
            }
            Err(fault) => {
                let key = self.reading.next_key();
                let origin = Origin { name, source: seen.name.clone(), seen: own, key };
                self.add(origin, text.ok(), Err(fault), true);
                0
            }
        }
    }

    /// Takes the next sheet; none where there is none, else whether it counts
    /// as a sheet done.
    pub(super) fn step(&mut self) -> Option<bool> {
        if let Some((key, kept)) = self.reading.kept.pop_front() {
            self.put_back(key, kept);
            return Some(true);
        }
        let mut file = self.reading.open.pop_front()?;
        let forms = self.forms.clone();
        let forms: Vec<&Form> = forms.iter().map(AsRef::as_ref).collect();
        let Some((place, text, opened)) = file.items.open_next(&forms) else {
            self.finish(&file);
            return Some(false);
        };
        let own = file.round.as_ref().and_then(|round| round.files.get(place - 1));
        let source = own.map_or(file.source.as_str(), |own| own.split('#').next().unwrap_or(own));
        let source = source.to_owned();
        if let Some((key, place)) = self.here(&source, &text) {
            // Those that follow are called as those that came before.
            if own.is_none()
                && let Some((name, _)) = self.file(place).rsplit_once('#')
            {
                file.name = name.to_owned();
            }
            file.keys.push(key);
            self.reading.open.push_front(file);
            return Some(true);
        }
        let name = match own {
            Some(own) => own.clone(),
            None if file.items.is_bundle() => format!("{}#{place}", file.name),
            None => file.name.clone(),
        };
        let is_own = own.is_some();
        let key = self.reading.next_key();
        file.keys.push(key.clone());
        // A file is known again by its last sheet: a page that is closed before
        // that has not read it.
        let seen = file.seen.filter(|_| file.is_through() && !is_own);
        let origin = Origin { name, source, seen, key };
        self.add(origin, Some(text), opened.and_then(|own| Judged::new(&forms, own)), true);
        self.reading.open.push_front(file);
        Some(true)
    }

    /// What was decided holds once every sheet of a file was taken.
    fn finish(&mut self, file: &OpenFile) {
        let Some(round) = &file.round else { return };
        let chosen: Vec<&String> =
            round.chosen.iter().filter_map(|at| file.keys.get(*at)).collect();
        for place in 0..self.items.len() {
            if self.items.get(place).is_some_and(|item| chosen.contains(&&item.key)) {
                self.collection.chosen.insert(place);
                self.keep_item(place);
            }
        }
    }

    /// The key and the place of a sheet that was taken before its file was left
    /// halfway.
    fn here(&mut self, source: &str, text: &str) -> Option<(String, usize)> {
        if self.reading.halfway.is_empty() {
            return None;
        }
        let keys = self.reading.halfway.get_mut(&(source.to_owned(), mark_of(text)))?;
        while let Some(key) = keys.pop() {
            // It may have been taken off the table since.
            if let Some(place) = self.items.iter().position(|item| item.key == key) {
                return Some((key, place));
            }
        }
        None
    }

    /// Leaves what was not taken yet; its files may come again, and of those
    /// that were left halfway what is missing.
    fn stop(&mut self) {
        for file in std::mem::take(&mut self.reading.open) {
            if file.is_through() {
                self.finish(&file);
                continue;
            }
            self.forget(&file.source);
            if let Some(count) = self.reading.names.get_mut(&file.source) {
                *count = count.saturating_sub(1);
            }
            let keys: HashSet<&String> = file.keys.iter().collect();
            for item in self.items.iter().filter(|item| keys.contains(&item.key)) {
                self.reading.left_halfway(item);
            }
        }
    }

    /// A file may come again.
    fn forget(&mut self, source: &str) {
        self.reading.seen.retain(|(name, _, _)| name != source);
        self.reading.contents.retain(|(name, _)| name != source);
        self.reading.unread.remove(source);
    }

    /// Takes entries off the table, whose files may come again; gives the keys
    /// under which they were kept.
    pub(super) fn drop_places(&mut self, gone: impl Fn(usize) -> bool) -> Vec<String> {
        let sources: HashSet<String> = (0..self.items.len())
            .filter(|place| gone(*place))
            .filter_map(|place| self.items.get(place).map(|item| item.source.clone()))
            .collect();
        for source in sources {
            self.forget(&source);
        }
        self.collection.retain(|place| !gone(place));
        let mut keys = Vec::new();
        let mut place = 0;
        self.items.retain(|item| {
            let stays = !gone(place);
            place += 1;
            if !stays {
                self.reading.refused.remove(&item.key);
                keys.push(item.key.clone());
            }
            stays
        });
        keys
    }

    /// What stands in a saved collection beside its sheets.
    fn take_round(&mut self, round: &Round) {
        for (name, text) in &round.unread {
            let is_here = (0..self.items.len()).any(|place| {
                self.file(place) == name
                    && self.items.get(place).is_some_and(|item| item.text == *text)
            });
            if is_here {
                continue;
            }
            let judged = match text.as_deref() {
                Some(text) => self.judged_of(text),
                None => Err(OpenFault::TooLarge),
            };
            let source = name.split('#').next().unwrap_or(name).to_owned();
            let key = self.reading.next_key();
            let origin = Origin { name: name.clone(), source, seen: None, key };
            self.add(origin, text.clone(), judged, true);
        }
        self.reading.tables.extend(round.tables.iter().cloned());
        self.take_decisions(round);
    }

    /// The list and the remarks of a saved collection.
    pub(super) fn take_decisions(&mut self, round: &Round) {
        for (id, list) in &round.remarks {
            merge_comments(self.remarks.entry(id.clone()).or_default(), list);
        }
        if let Some((name, text)) = &round.expected
            && let Ok(list) = super::list_of(name, text)
        {
            self.expected = Some((name.clone(), text.clone(), list));
        }
    }

    /// What was kept comes back.
    fn put_back(&mut self, key: String, kept: Kept) {
        let Kept { file, source, seen, chosen, fault, text } = kept;
        let judged = match (&text, fault) {
            (Some(text), _) => self.judged_of(text),
            (None, fault) => Err(fault.unwrap_or(OpenFault::Foreign)),
        };
        match (seen, &text) {
            (Some((size, modified)), _) => {
                self.reading.seen.insert((source.clone(), size, modified));
            }
            (None, Some(text)) => {
                let of = (source.clone(), mark_of(text));
                self.reading.halfway.entry(of).or_default().push(key.clone());
            }
            (None, None) => {}
        }
        *self.reading.names.entry(source.clone()).or_default() += 1;
        if chosen {
            self.collection.chosen.insert(self.items.len());
        }
        self.add(Origin { name: file, source, seen, key }, text, judged, false);
    }

    /// Puts a sheet, or a file that holds none, on the table.
    fn add(
        &mut self,
        origin: Origin,
        text: Option<String>,
        judged: Result<Judged, OpenFault>,
        keep: bool,
    ) {
        let Origin { name, source, seen, key } = origin;
        let mut item = Item { key, text, source, seen, ..Item::default() };
        let content = match judged {
            Ok(judged) => {
                let form: Option<Arc<Form>> = self.forms.get(judged.opened.form).cloned();
                let Some(form) = form else { return };
                let gist = judged.gist(&form);
                let mut codes: Vec<(String, Severity, usize)> = Vec::new();
                for finding in judged.findings.iter().filter(|found| found.accepted.is_none()) {
                    let code = finding.code.to_string();
                    match codes.iter_mut().find(|(known, _, _)| *known == code) {
                        Some((_, _, count)) => *count += 1,
                        None => codes.push((code, finding.severity, 1)),
                    }
                }
                item.codes = codes;
                item.comments = judged.opened.document.comments.clone();
                let said = [
                    Some(name.as_str()),
                    gist.key.as_deref(),
                    gist.title.as_deref(),
                    gist.department.as_deref(),
                    Some(&form.edition),
                    Some(&form.title),
                ];
                let said: Vec<&str> = said.into_iter().flatten().collect();
                item.sought = fold::label(&said.join("\n")).collect();
                Content::Sheet(Box::new(gist))
            }
            Err(fault) => {
                item.sought = fold::label(&name).collect();
                item.text = item.text.filter(|text| text.len() <= MOST_UNREAD);
                self.reading.unread.insert(item.source.clone());
                Content::Unreadable(fault)
            }
        };
        let place = self.collection.add(Entry { file: name, content });
        self.items.push(item);
        if keep {
            self.keep_item(place);
        }
    }

    /// Puts an entry, as it now is, among those that are to be kept.
    pub(super) fn keep_item(&mut self, place: usize) {
        let (Some(item), Some(entry)) =
            (self.items.get(place), self.collection.entries().get(place))
        else {
            return;
        };
        let kept = self.kept_of(item, entry, place);
        self.reading.unkept.push((item.key.clone(), kohyo_core::wire::kept::write(&kept)));
    }

    fn kept_of(&self, item: &Item, entry: &Entry, place: usize) -> Kept {
        Kept {
            file: entry.file.clone(),
            source: item.source.clone(),
            seen: item.seen,
            chosen: self.collection.chosen.contains(&place),
            fault: match &entry.content {
                Content::Unreadable(fault) => Some(fault.clone()),
                Content::Sheet(_) => None,
            },
            text: item.text.clone(),
        }
    }

    /// Reads every sheet again, as the forms changed.
    fn again(&mut self) {
        let mut back = VecDeque::new();
        for (place, (item, entry)) in self.items.iter().zip(self.collection.entries()).enumerate() {
            back.push_back((item.key.clone(), self.kept_of(item, entry, place)));
        }
        self.items.clear();
        self.collection = kohyo_core::collection::Collection::default();
        self.reading.names.clear();
        for file in &self.reading.open {
            *self.reading.names.entry(file.source.clone()).or_default() += 1;
        }
        back.extend(std::mem::take(&mut self.reading.kept));
        self.reading.kept = back;
    }
}
