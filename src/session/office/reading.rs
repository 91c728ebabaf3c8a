//! Files taken in, a sheet at a time, so that the page stays usable.

use super::here::{Here, Imprint, name_of_file, source_of};
use super::{self as office, Keeping, Office, State};
use crate::desk::Taker;
use crate::words;
use kohyo_core::collection::{Content, Entry};
use kohyo_core::finding::Severity;
use kohyo_core::fold;
use kohyo_core::form::Form;
use kohyo_core::order::InOrder;
use kohyo_core::submission::{OpenFault, merge_comments};
use kohyo_core::wire::judged::Judged;
use kohyo_core::wire::kept::Kept;
use kohyo_core::wire::open::{Item, Items, What};
use kohyo_core::wire::round::{self, Round};
use leptos::prelude::*;
use std::collections::{HashMap, HashSet, VecDeque};
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
    /// What is here of the files that came.
    here: Here,
    /// The keys of what could not be kept.
    pub(super) refused: HashSet<String>,
    /// How many runs of reading go on.
    pub(super) runs: usize,
    /// How often the table changed, or what is said of it.
    pub(super) changes: u64,
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
    /// What stays when the table is cleared.
    pub(super) fn cleared(&mut self) -> Self {
        Self {
            mark: std::mem::take(&mut self.mark),
            count: self.count,
            awake: self.awake,
            runs: self.runs,
            changes: self.changes + 1,
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
    imprint: Imprint,
    /// The name under which it is shown, from its first sheet on.
    name: Option<String>,
    items: Items,
    round: Option<Round>,
    /// The keys of its items, for what was chosen.
    keys: Vec<String>,
    /// How often each sheet was met in it.
    met: HashMap<Imprint, usize>,
    /// Whether it brought a sheet that was not here.
    is_new: bool,
    /// Whether a sheet was taken off the table meanwhile, which may be its own.
    lacks: bool,
}

impl OpenFile {
    fn new(imprint: Imprint, items: Items) -> Self {
        let round = round::of(&items);
        let (keys, met) = (Vec::new(), HashMap::new());
        Self { imprint, name: None, items, round, keys, met, is_new: false, lacks: false }
    }

    /// Whether each of its sheets was taken.
    fn is_through(&self) -> bool {
        self.keys.len() == self.items.len()
    }
}

/// Where a sheet comes from.
struct Origin {
    name: String,
    imprint: Imprint,
    key: String,
}

impl Taker for Office {
    fn is_ready(&self) -> bool {
        self.state.with_value(|state| state.reading.awake && state.reading.kept.is_empty())
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

    fn take(&self, name: &str, text: Result<String, OpenFault>) {
        let (mut more, mut tables) = (0, Vec::new());
        self.state.update_value(|state| {
            more = state.take(name, text);
            tables = std::mem::take(&mut state.reading.tables);
        });
        self.count_done(1, more);
        if !tables.is_empty() {
            self.take_saved_tables(name, tables);
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
        self.keep_waiting(1);
        if self.keeping.get_untracked() == Keeping::Writing {
            self.say_kept();
        }
        if self.state.with_value(|state| !state.reading.kept.is_empty()) {
            // What stood on the table before comes back, whatever was stopped.
            self.read_again();
            return self.news.set(news);
        }
        // What was said when that began stays said.
        if !news.is_empty() {
            self.news.set(news);
        }
        let office = *self;
        let done = move || {
            office.is_done();
            office.look_again();
        };
        self.assess_by_turns(done);
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
        let mut forms = self.forms.with_tables();
        forms.reverse();
        forms.order_by(|a, b| a.id.cmp(&b.id));
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
    fn take(&mut self, name: &str, text: Result<String, OpenFault>) -> usize {
        let imprint = Imprint::of(name, text.as_deref().unwrap_or_default());
        if self.reading.here.has_file(&imprint) {
            self.reading.known += 1;
            return 0;
        }
        let opened = match &text {
            Ok(text) => Items::of(text.as_str()),
            Err(fault) => Err(fault.clone()),
        };
        match opened {
            Ok(items) => {
                let more = items.len();
                let file = OpenFile::new(imprint, items);
                if let Some(round) = &file.round {
                    self.take_round(round);
                }
                self.reading.open.push_back(file);
                more
            }
            Err(fault) => {
                let known = self.reading.here.key(&imprint, 0).map(ToOwned::to_owned);
                self.mend(name, known.as_slice());
                self.reading.here.end_file(imprint.clone());
                if known.is_some() {
                    self.reading.known += 1;
                } else {
                    let name = self.reading.here.name(name, &mut None, None);
                    let key = self.reading.next_key();
                    self.add(Origin { name, imprint, key }, text.ok(), Err(fault), true);
                }
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
        let OpenFile { imprint: of, items, round, met, .. } = &mut file;
        let own = |place: usize| round.as_ref()?.files.get(place - 1);
        let next = items.open_next(&forms, |place, text| {
            let source = own(place).map_or(of.source.as_str(), |own| source_of(own));
            let imprint = Imprint::of(source, text);
            let before = met.entry(imprint.clone()).or_default();
            *before += 1;
            let key = self.reading.here.key(&imprint, *before - 1).map(ToOwned::to_owned);
            key.ok_or(imprint)
        });
        let Some(Item { place, text, what }) = next else {
            self.finish(file);
            return Some(false);
        };
        let own = own(place).cloned();
        match what {
            What::Known(key) => {
                // Those that follow are called as those that came before.
                if file.name.is_none() && own.is_none() {
                    let before = self.items.iter().position(|item| item.key == key);
                    file.name = before.map(|place| name_of_file(self.file(place)).to_owned());
                }
                file.keys.push(key);
            }
            What::New(imprint, opened) => {
                if !std::mem::replace(&mut file.is_new, true) {
                    self.mend(&file.imprint.source, &file.keys);
                }
                let here = &mut self.reading.here;
                let number = file.items.is_bundle().then_some(place);
                let name = match own {
                    Some(own) => here.free(&own),
                    None => here.name(&file.imprint.source, &mut file.name, number),
                };
                let key = self.reading.next_key();
                file.keys.push(key.clone());
                let judged = opened.and_then(|own| Judged::new(&forms, *own));
                self.add(Origin { name, imprint, key }, Some(text), judged, true);
            }
        }
        self.reading.open.push_front(file);
        Some(true)
    }

    /// What could not be read of a file, and did not come again with these
    /// keys, was mended.
    fn mend(&mut self, source: &str, keys: &[String]) {
        if !self.reading.here.has_unread(source) {
            return;
        }
        let unread: HashSet<usize> = (0..self.items.len())
            .filter(|place| self.collection.gist(*place).is_none())
            .filter(|place| {
                self.items
                    .get(*place)
                    .is_some_and(|item| item.imprint.source == source && !keys.contains(&item.key))
            })
            .collect();
        if !unread.is_empty() {
            let gone = self.drop_places(|place| unread.contains(&place));
            self.reading.unwanted.extend(gone);
        }
    }

    /// A file is here; what was decided holds once every sheet of it was taken.
    fn finish(&mut self, file: OpenFile) {
        if !file.is_new {
            self.mend(&file.imprint.source, &file.keys);
        }
        if !file.lacks {
            self.reading.here.end_file(file.imprint);
        }
        let Some(round) = &file.round else {
            if !file.is_new && !file.keys.is_empty() {
                self.reading.known += 1;
            }
            return;
        };
        let chosen: HashSet<&String> =
            round.chosen.iter().filter_map(|at| file.keys.get(*at)).collect();
        for place in 0..self.items.len() {
            let is_chosen = self.items.get(place).is_some_and(|item| chosen.contains(&item.key));
            // What the person decided here meanwhile stays decided.
            if is_chosen && !self.has_chosen_rival(place) {
                self.collection.chosen.insert(place);
                self.keep_item(place);
            }
        }
    }

    /// Whether another sheet was chosen that stands against this one.
    fn has_chosen_rival(&self, place: usize) -> bool {
        let Some(own) = self.collection.gist(place) else { return false };
        let mut others = self.collection.chosen.iter().filter(|other| **other != place);
        others.any(|other| self.collection.gist(*other).is_some_and(|other| own.rivals(other)))
    }

    /// Leaves what was not taken yet; its files may come again, and of those
    /// that were left halfway what is missing.
    fn stop(&mut self) {
        for file in std::mem::take(&mut self.reading.open) {
            if file.is_through() {
                self.finish(file);
            }
        }
    }

    /// Takes entries off the table, whose files may come again; gives the keys
    /// under which they were kept.
    pub(super) fn drop_places(&mut self, gone: impl Fn(usize) -> bool) -> Vec<String> {
        let here = &mut self.reading.here;
        let mut sources = HashSet::new();
        let entries = || self.items.iter().zip(self.collection.entries()).enumerate();
        for (_, (item, entry)) in entries().filter(|(place, _)| gone(*place)) {
            here.remove(&item.imprint, &item.key, &entry.file);
            sources.insert(item.imprint.source.clone());
        }
        for (_, (item, entry)) in entries().filter(|(place, _)| !gone(*place)) {
            if sources.contains(&item.imprint.source) {
                here.stay(&entry.file);
            }
        }
        self.reading.open.iter_mut().for_each(|file| file.lacks = true);
        self.reading.changes += 1;
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
        // Some may still wait to be kept.
        let unwanted: HashSet<&String> = keys.iter().collect();
        self.reading.unkept.retain(|(key, _)| !unwanted.contains(key));
        keys
    }

    /// What stands in a saved collection beside its sheets.
    fn take_round(&mut self, round: &Round) {
        for (name, text) in &round.unread {
            let mut known = self.items.iter().zip(self.collection.entries());
            if known.any(|(item, entry)| entry.file == *name && item.text == *text) {
                continue;
            }
            let judged = match text.as_deref() {
                Some(text) => self.judged_of(text),
                None => Err(OpenFault::TooLarge),
            };
            let imprint = Imprint::of(source_of(name), text.as_deref().unwrap_or_default());
            let (name, key) = (self.reading.here.free(name), self.reading.next_key());
            let origin = Origin { name, imprint, key };
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
        let Kept { file, source, chosen, fault, text } = kept;
        let judged = match (&text, fault) {
            (Some(text), _) => self.judged_of(text),
            (None, fault) => Err(fault.unwrap_or(OpenFault::Foreign)),
        };
        let imprint = Imprint::of(&source, text.as_deref().unwrap_or_default());
        if chosen {
            self.collection.chosen.insert(self.items.len());
        }
        self.add(Origin { name: file, imprint, key }, text, judged, false);
    }

    /// Puts a sheet, or a file that holds none, on the table.
    fn add(
        &mut self,
        origin: Origin,
        text: Option<String>,
        judged: Result<Judged, OpenFault>,
        keep: bool,
    ) {
        let Origin { name, imprint, key } = origin;
        let mut item = office::Item { key, text, imprint, ..office::Item::default() };
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
                Content::Unreadable(fault)
            }
        };
        let is_read = matches!(content, Content::Sheet(_));
        self.reading.here.add(item.imprint.clone(), &item.key, &name, is_read);
        self.reading.changes += 1;
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

    fn kept_of(&self, item: &office::Item, entry: &Entry, place: usize) -> Kept {
        Kept {
            file: entry.file.clone(),
            source: item.imprint.source.clone(),
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
        self.reading.changes += 1;
        self.reading.here.clear_sheets();
        for name in self.reading.open.iter().filter_map(|file| file.name.as_ref()) {
            self.reading.here.stay(name);
        }
        back.extend(std::mem::take(&mut self.reading.kept));
        self.reading.kept = back;
    }
}
