//! Drafts as files: one or all, downloaded, or saved again and again to a
//! file that the person chose once.

use super::drafts::{AWAY, Loaded, PREFIX};
use super::past::PAST;
use super::recovery::RESCUED;
use super::sheet::{Contents, SheetSession};
use super::{Draft, Session};
use crate::desk::{ChosenFile, Desk, FileFault, Opening};
use kohyo_core::check::Evaluation;
use kohyo_core::form::Form;
use kohyo_core::order::InOrder;
use kohyo_core::wire;
use leptos::prelude::*;
use std::rc::Rc;

/// What becomes of the chosen file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filed {
    /// None was chosen.
    No,
    /// It is being written.
    Writing(String),
    /// It lies in the file of this name since this time.
    Saved(String, String),
    /// It could not be written to the file of this name; the work goes on.
    Lost(String, FileFault),
}

/// The name and the text of a draft as a file.
pub(super) fn draft_file(
    desk: &dyn Desk,
    form: &Form,
    contents: &Contents,
    evaluation: &Evaluation,
) -> (String, String) {
    let name = wire::submission::file_name(form, &contents.sheet, evaluation, &desk.stamp());
    (name.replacen("個票", "下書き", 1), contents.text(form, &desk.now()))
}

impl SheetSession {
    /// Lets the person choose a file, to which it is saved from now on.
    pub fn choose_file(self) {
        let desk = self.desk.get_value();
        let (name, _) = self.draft_file();
        desk.choose_file(
            &name,
            Box::new(move |chosen| match chosen {
                Ok(file) => self.file_to(file),
                Err(FileFault::Cancelled) => {}
                Err(fault) => {
                    let _ = self.filed.try_set(Filed::Lost(String::new(), fault));
                }
            }),
        );
    }

    /// Saves to a file from now on.
    pub(super) fn file_to(self, file: Rc<dyn ChosenFile>) {
        let taken = self.state.try_update_value(|state| {
            state.keeping.file = Some(file);
            state.keeping.filed = None;
            state.keeping.filing = false;
        });
        if taken.is_some() {
            self.file_now();
        }
    }

    /// Writes to the chosen file what it does not have yet.
    pub(super) fn file_now(self) {
        let due = self.state.try_with_value(|state| {
            let keeping = &state.keeping;
            let due = !keeping.filing && keeping.filed != Some(state.change);
            keeping.file.clone().filter(|_| due)
        });
        let Some(file) = due.flatten() else { return };
        let desk = self.desk.get_value();
        let form = self.form();
        let (text, change) =
            self.state.with_value(|state| (state.contents.text(&form, &desk.now()), state.change));
        self.state.update_value(|state| state.keeping.filing = true);
        let name = file.name();
        if !matches!(self.filed.get_untracked(), Filed::Lost(..)) {
            self.filed.set(Filed::Writing(name.clone()));
        }
        let own = file.clone();
        file.write(
            text,
            Box::new(move |written| {
                let more = self.state.try_update_value(|state| {
                    // Another may have been chosen meanwhile: that this one was
                    // written says nothing of it.
                    state.keeping.file.as_ref().filter(|file| Rc::ptr_eq(file, &own))?;
                    state.keeping.filing = false;
                    if written.is_ok() {
                        state.keeping.filed = Some(change);
                    }
                    Some(state.change != change)
                });
                let Some(more) = more.flatten() else { return };
                self.filed.set(match written {
                    Ok(()) => Filed::Saved(name, desk.clock()),
                    Err(fault) => Filed::Lost(name, fault),
                });
                if more && written.is_ok() {
                    self.file_now();
                }
            }),
        );
    }

    /// Tries the chosen file once more; called by a click.
    pub fn file_again(self) {
        let changed = matches!(self.filed.get_untracked(), Filed::Lost(_, FileFault::Changed));
        let file = self.state.with_value(|state| state.keeping.file.clone());
        let Some(file) = file.filter(|_| !changed) else { return self.choose_file() };
        let name = file.name();
        file.ask_again(Box::new(move |asked| match asked {
            Ok(()) => self.file_now(),
            Err(fault) => {
                let _ = self.filed.try_set(Filed::Lost(name, fault));
            }
        }));
    }
}

impl Session {
    /// Hands a draft to the person as a file.
    pub fn hand_out(self, id: &str) {
        let Some(Loaded { form, contents, .. }) = self.loaded(id) else { return };
        let desk = self.desk();
        let evaluation = Evaluation::new(&form, &contents.sheet);
        let (name, text) = draft_file(desk.as_ref(), &form, &contents, &evaluation);
        desk.hand_out(&name, &text);
    }

    /// Hands all drafts to the person as one file.
    pub fn hand_out_all(self) {
        let list = self.drafts.list.get_untracked();
        let desk = self.desk();
        let texts: Vec<String> = list
            .iter()
            .filter_map(|draft| {
                // As it is kept, so that nothing of a newer version is lost.
                if draft.kept {
                    return desk.look(&draft.key).ok().flatten();
                }
                let Loaded { form, contents, .. } = self.loaded(&draft.id)?;
                Some(contents.text(&form, &desk.now()))
            })
            .collect();
        let name = format!("下書き_{}件_{}.json", texts.len(), desk.stamp());
        desk.hand_out(&name, &wire::draft::bundle(&texts));
    }

    /// Hands an item that nobody could read to the person, as it is.
    pub fn hand_out_unreadable(self, key: &str) {
        if let Ok(Some(text)) = self.desk().look(key) {
            let name = format!("読み取れない下書き_{}.txt", self.desk().stamp());
            self.desk().hand_out(&name, &text);
        }
    }

    /// Hands all items that nobody could read to the person as one text.
    pub fn hand_out_all_unreadable(self) {
        let desk = self.desk();
        let keys = self.drafts.unreadable.get_untracked();
        let texts: Vec<String> = keys
            .iter()
            .filter_map(|key| Some(format!("{key}\n{}\n", desk.look(key).ok()??)))
            .collect();
        let name = format!("読み取れない下書き_{}件_{}.txt", texts.len(), desk.stamp());
        desk.hand_out(&name, &texts.join("\n"));
    }

    /// Removes all drafts from this machine, those that nobody could read
    /// among them, and all that was noted of them; the person was asked before.
    pub fn delete_all(self) {
        for draft in self.drafts.list.get_untracked() {
            self.forget(&draft);
        }
        let desk = self.desk();
        for prefix in [PREFIX, AWAY, RESCUED] {
            for (key, _) in desk.kept(prefix).unwrap_or_default() {
                desk.forget(&key);
            }
        }
        desk.strike(PREFIX);
        desk.strike(PAST);
        self.find_drafts();
    }

    /// Whether the browser can save to a file again and again.
    pub fn can_choose_files(self) -> bool {
        self.desk().can_choose_files()
    }

    /// Opens a file and goes on saving to it.
    pub fn resume_file(self) {
        self.desk().resume_file(Box::new(move |resumed| match resumed {
            Ok((file, text)) => {
                let name = file.name();
                self.resumed.set_value(Some(file));
                self.take(vec![Opening { name, text: Ok(text) }]);
                self.file_resumed();
            }
            Err(FileFault::Cancelled) => {}
            Err(_) => {
                self.refusals.set(vec![crate::words::NOT_OPENED.to_owned()]);
            }
        }));
    }

    /// Goes on with the resumed file once its sheet is in front.
    pub(super) fn file_resumed(self) {
        if self.arrival.with_untracked(Option::is_some) {
            return;
        }
        let file = self.resumed.try_update_value(Option::take).flatten();
        if let (Some(file), Some(open)) = (file, self.sheet.get_untracked()) {
            open.file_to(file);
        }
    }

    /// Remembers to which file a sheet that is left is saved.
    pub(super) fn remember_file(self, open: SheetSession) {
        let file = open.state.try_with_value(|state| state.keeping.file.clone()).flatten();
        if let Some(file) = file {
            self.files.update_value(|files| {
                files.insert(open.id(), file);
            });
        }
    }

    /// Goes on saving to the file of a draft that is opened again in this tab.
    pub(super) fn recall_file(self, open: SheetSession) {
        let id = open.id();
        if let Some(file) = self.files.with_value(|files| files.get(&id).cloned())
            && !open.is_read_only()
        {
            open.file_to(file);
        }
    }

    /// The drafts in the store, those that take the most room first.
    pub fn by_size(self) -> Vec<Draft> {
        let mut list = self.drafts.list.get();
        list.retain(|draft| draft.kept);
        list.order_by_key(|draft| std::cmp::Reverse(draft.size));
        list
    }
}
