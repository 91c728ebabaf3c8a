//! Files taken in, a sheet at a time, so that the page stays usable.

use super::{Item, Names, Office, State};
use crate::desk::{Seen, Taker};
use crate::session::Opening;
use crate::words;
use kohyo_core::collection::{Content, Entry};
use kohyo_core::finding::Severity;
use kohyo_core::fold;
use kohyo_core::form::Form;
use kohyo_core::submission::OpenFault;
use kohyo_core::wire::judged::Judged;
use kohyo_core::wire::open::{Items, Opened};
use kohyo_core::wire::round::{self, Round};
use leptos::prelude::*;
use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

/// How far the reading is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files done.
    pub done: usize,
    /// Files in all.
    pub of: usize,
}

/// What is being read, and what was.
#[derive(Default)]
pub(super) struct Reading {
    /// Files whose sheets are taken one by one.
    open: VecDeque<OpenFile>,
    /// Size and time of the files that were read, by name.
    seen: HashMap<String, (u64, i64)>,
    /// What stood in them, by name.
    contents: HashMap<String, u64>,
    names: Names,
    /// How many runs of reading go on.
    runs: usize,
    /// Whether the person stopped them.
    stopped: bool,
    /// Files that were passed over, as they are here already.
    known: usize,
}

impl Reading {
    /// A file may come again.
    pub(super) fn forget(&mut self, name: &str) {
        self.seen.remove(name);
        self.contents.remove(name);
    }

    /// The name under which a file is shown: a second one of the same name,
    /// with other contents, gets a number.
    fn name(&mut self, name: &str) -> String {
        let count = self.names.entry(name.to_owned()).or_default();
        *count += 1;
        if *count == 1 { name.to_owned() } else { format!("{name}（{count}）") }
    }
}

struct OpenFile {
    name: String,
    items: Items,
    round: Option<Round>,
    /// The entry of the first item.
    first: usize,
    /// The entries of its items, for what was chosen.
    places: Vec<usize>,
}

impl Taker for Office {
    fn begin(&self, files: usize) {
        self.know_forms();
        self.state.update_value(|state| {
            if state.reading.runs == 0 {
                state.reading.known = 0;
            }
            state.reading.runs += 1;
            state.reading.stopped = false;
        });
        self.news.set(Vec::new());
        let progress = self.progress.get_untracked().unwrap_or_default();
        self.progress.set(Some(Progress { of: progress.of + files, ..progress }));
    }

    fn wants(&self, seen: &Seen) -> bool {
        let known = self.state.with_value(|state| {
            state.reading.seen.get(&seen.name) == Some(&(seen.size, seen.modified))
        });
        if known {
            self.state.update_value(|state| state.reading.known += 1);
            self.progress.update(|progress| {
                if let Some(progress) = progress {
                    progress.done += 1;
                }
            });
        }
        !known
    }

    fn take(&self, seen: &Seen, file: Opening) {
        self.state.update_value(|state| {
            state.reading.seen.insert(seen.name.clone(), (seen.size, seen.modified));
            state.take(file);
        });
        self.progress.update(|progress| {
            if let Some(progress) = progress {
                progress.done += 1;
            }
        });
    }

    fn step(&self) -> bool {
        self.state.try_update_value(State::step).unwrap_or_default()
    }

    fn is_stopped(&self) -> bool {
        self.state.with_value(|state| state.reading.stopped)
    }

    fn end(&self) {
        let mut last = false;
        let mut told = None;
        self.state.update_value(|state| {
            state.reading.runs = state.reading.runs.saturating_sub(1);
            last = state.reading.runs == 0;
            if last {
                if state.reading.stopped {
                    state.reading.open.clear();
                }
                told = Some((state.reading.known, state.reading.stopped));
            }
        });
        if last {
            self.progress.set(None);
            let mut news = Vec::new();
            if let Some((known, stopped)) = told {
                if stopped {
                    news.push(words::READING_STOPPED.to_owned());
                }
                if known > 0 {
                    news.push(words::files_known(known));
                }
            }
            self.news.set(news);
            self.assess();
        }
    }
}

impl Office {
    /// Stops the reading; what was read stays.
    pub fn stop(self) {
        self.state.update_value(|state| state.reading.stopped = true);
    }

    /// The forms at hand, the newest edition of each last, as the command has
    /// them. Where they changed, every sheet is read again.
    fn know_forms(self) {
        let mut forms = self.library.all();
        forms.reverse();
        forms.sort_by(|a, b| a.id.cmp(&b.id));
        self.state.update_value(|state| {
            let same = state.forms.len() == forms.len()
                && state.forms.iter().zip(&forms).all(|(a, b)| a.digest == b.digest);
            if !same {
                state.forms = forms;
                state.again();
            }
        });
    }
}

impl State {
    /// Begins a file: the same text under the same name is passed over.
    fn take(&mut self, file: Opening) {
        let mut hasher = DefaultHasher::new();
        file.text.as_deref().unwrap_or_default().hash(&mut hasher);
        let content = hasher.finish();
        if self.reading.contents.get(&file.name) == Some(&content) {
            self.reading.known += 1;
            return;
        }
        self.reading.contents.insert(file.name.clone(), content);
        // A file that could not be read and came again, mended.
        let unread = |state: &Self, place: usize| {
            state.collection.gist(place).is_none()
                && state.items.get(place).is_some_and(|item| item.source == file.name)
        };
        if (0..self.items.len()).any(|place| unread(self, place)) {
            let keep: Vec<bool> = (0..self.items.len()).map(|p| !unread(self, p)).collect();
            let kept = |place: usize| keep.get(place).copied().unwrap_or(true);
            self.collection.retain(kept);
            let mut marks = keep.iter();
            self.items.retain(|_| marks.next().copied().unwrap_or(true));
            self.reading.names.remove(&file.name);
        }
        let name = self.reading.name(&file.name);
        let opened = match &file.text {
            Ok(text) => Items::of(text),
            Err(fault) => Err(fault.clone()),
        };
        match opened {
            Ok(items) => {
                let round = round::of(&items);
                if let Some(round) = &round {
                    self.take_round(round);
                }
                let first = self.items.len();
                let places = Vec::new();
                self.reading.open.push_back(OpenFile { name, items, round, first, places });
            }
            Err(fault) => {
                let text = file.text.ok();
                self.add(name, &file.name, text, Err(fault));
            }
        }
    }

    /// Takes the next sheet; whether there was one.
    fn step(&mut self) -> bool {
        let Some(mut file) = self.reading.open.pop_front() else { return false };
        let forms = self.forms.clone();
        let forms: Vec<&Form> = forms.iter().map(AsRef::as_ref).collect();
        let Some((place, text, opened)) = file.items.open_next(&forms) else {
            if let Some(round) = &file.round {
                let chosen = round.chosen.iter().filter_map(|at| file.places.get(*at));
                self.collection.chosen.extend(chosen);
            }
            return true;
        };
        let own = file.round.as_ref().and_then(|round| round.files.get(place - 1));
        let name = match own {
            Some(own) => own.clone(),
            None if file.items.len() > 1 => format!("{}#{place}", file.name),
            None => file.name.clone(),
        };
        let source = own.map_or(file.name.as_str(), |own| own.split('#').next().unwrap_or(own));
        let source = source.to_owned();
        file.places.push(self.items.len().max(file.first));
        self.add(name, &source, Some(text), opened.and_then(|own| Judged::new(&forms, own)));
        self.reading.open.push_front(file);
        true
    }

    /// What stands in a saved collection beside its sheets.
    fn take_round(&mut self, round: &Round) {
        for (name, text) in &round.unread {
            let opened = text.as_deref().ok_or(OpenFault::TooLarge).and_then(Items::of);
            let fault = match opened {
                Err(fault) => fault,
                Ok(mut items) => match items.open_next(&self.forms()) {
                    Some((_, _, Err(fault))) => fault,
                    _ => OpenFault::Foreign,
                },
            };
            let source = name.split('#').next().unwrap_or(name).to_owned();
            self.add(name.clone(), &source, text.clone(), Err(fault));
        }
        for (id, list) in &round.remarks {
            let own = self.remarks.entry(id.clone()).or_default();
            for comment in list {
                if !own.iter().any(|known| known.id == comment.id) {
                    own.push(comment.clone());
                }
            }
        }
        if let Some((name, text)) = &round.expected
            && let Ok(rows) = kohyo_core::wire::table::rows(text)
            && let Ok(list) = kohyo_core::collection::expected_of_rows(&rows)
        {
            self.expected = Some((name.clone(), text.clone(), list));
        }
    }

    /// Puts a sheet, or a file that holds none, on the table.
    fn add(
        &mut self,
        name: String,
        source: &str,
        text: Option<String>,
        judged: Result<Judged, OpenFault>,
    ) {
        let mut item = Item { text, source: source.to_owned(), ..Item::default() };
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
                Content::Unreadable(fault)
            }
        };
        self.collection.add(Entry { file: name, content });
        self.items.push(item);
    }

    /// Reads every sheet again, as the forms changed.
    fn again(&mut self) {
        let entries: Vec<String> =
            self.collection.entries().iter().map(|entry| entry.file.clone()).collect();
        let faults: Vec<Option<OpenFault>> = self
            .collection
            .entries()
            .iter()
            .map(|entry| match &entry.content {
                Content::Unreadable(fault) => Some(fault.clone()),
                Content::Sheet(_) => None,
            })
            .collect();
        let items = std::mem::take(&mut self.items);
        let chosen = std::mem::take(&mut self.collection.chosen);
        self.collection = kohyo_core::collection::Collection::default();
        let forms = self.forms.clone();
        let forms: Vec<&Form> = forms.iter().map(AsRef::as_ref).collect();
        for ((name, item), fault) in entries.into_iter().zip(items).zip(faults) {
            let opened: Result<Opened, OpenFault> = match item.text.as_deref().map(Items::of) {
                Some(Ok(mut items)) => match items.open_next(&forms) {
                    Some((_, _, opened)) => opened,
                    None => Err(OpenFault::Foreign),
                },
                Some(Err(fault)) => Err(fault),
                None => Err(fault.unwrap_or(OpenFault::Foreign)),
            };
            let judged = opened.and_then(|opened| Judged::new(&forms, opened));
            self.add(name, &item.source, item.text, judged);
        }
        self.collection.chosen = chosen;
    }
}
