//! Drafts that the office hands out: of a table, or of the sheets at hand.

use super::{Office, Progress, State};
use crate::desk::{BookTaker, Desk, Made, Opening, Taker};
use crate::session::Shelved;
use crate::session::sheet::APPLICATION;
use crate::words as page;
use kohyo_core::form::Form;
use kohyo_core::submission::OpenFault;
use kohyo_core::wire::prefill::workbook::{self, Pages};
use kohyo_core::wire::prefill::{Draft, Maker, PrefillFault};
use kohyo_core::wire::{round, table};
use kohyo_core::{fold, words};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

/// How drafts are made, and what became of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Prefilling {
    /// The form, as a place on the shelf.
    pub form: usize,
    /// Whether the drafts of a section go into one file.
    pub by_section: bool,
    /// What happened, in sentences.
    pub news: Vec<String>,
}

/// What was made so far.
#[derive(Default)]
struct Job {
    next: usize,
    drafts: Vec<Draft>,
    /// Forms whose sheets the form does not take over.
    refused: Vec<PrefillFault>,
}

impl Office {
    /// The forms for which drafts can be made: place and name.
    pub fn forms_to_prefill(self) -> Vec<(usize, String)> {
        let shelf = self.forms.shelf.get();
        let named = shelf.iter().map(|known| page::form_and_edition(&known.head));
        named.enumerate().collect()
    }

    fn form_to_prefill(self) -> Option<Arc<Form>> {
        let place = self.prefilling.with_untracked(|own| own.form);
        self.forms.shelf.with_untracked(|shelf| shelf.get(place).and_then(Shelved::form))
    }

    fn tell_of_drafts(self, news: Vec<String>) {
        self.prefilling.update(|own| own.news = news);
    }

    /// Makes a draft for each row of a table.
    pub fn prefill_rows(self, files: Vec<Opening>) {
        let (Some(form), Some(file)) = (self.form_to_prefill(), files.into_iter().next_back())
        else {
            return;
        };
        let desk = self.desk();
        let made = file
            .text
            .map_err(|fault| words::open_fault(&fault, &file.name))
            .and_then(|text| {
                table::typed(&text).map_err(|fault| words::table_fault(&fault, &file.name))
            })
            .and_then(|rows| {
                with_maker(&form, &*desk, |maker| maker.of_rows(&rows, &file.name))
                    .map_err(|fault| words::prefill_fault(&fault, &file.name))
            });
        match made {
            Ok(drafts) => self.hand_out_drafts(drafts, Vec::new()),
            Err(sentence) => self.tell_of_drafts(vec![sentence]),
        }
    }

    /// Whether the form says where its cells stand in the workbooks in use.
    pub fn takes_workbooks(self) -> bool {
        let place = self.prefilling.with(|own| own.form);
        let known = |shelf: &Vec<Shelved>| shelf.get(place).and_then(Shelved::form);
        self.forms.shelf.with(known).is_some_and(|form| workbook::is_mapped(&form))
    }

    /// Whoever makes a draft of each of the workbooks in use.
    pub fn workbooks(self) -> Option<Rc<dyn BookTaker>> {
        let form = self.form_to_prefill()?;
        let (drafts, news) = (RefCell::default(), RefCell::default());
        Some(Rc::new(Books { office: self, form, drafts, news }))
    }

    /// Makes the next year's draft of each sheet that counts.
    pub fn prefill_next_year(self) {
        let Some(form) = self.form_to_prefill() else { return };
        let all = self.state.with_value(|state| state.items.len());
        self.progress.set(Some(Progress { done: 0, of: all }));
        let job = Rc::new(RefCell::new(Job::default()));
        let (working, done) = (job.clone(), job);
        let step = move || {
            let mut job = working.borrow_mut();
            if job.next >= all {
                return false;
            }
            let desk = self.desk();
            self.state.with_value(|state| state.next_draft(&form, &*desk, &mut job));
            self.count_done(1, 0);
            true
        };
        let then = move || {
            self.show_no_progress();
            let job = done.take();
            let said = |fault: &PrefillFault| words::prefill_fault(fault, page::SHEETS_AT_HAND);
            self.hand_out_drafts(job.drafts, job.refused.iter().map(said).collect());
        };
        self.machine().work(Box::new(step), Box::new(then));
    }

    /// Hands out the drafts: one as it is, several as an archive of a file for
    /// each or for each section.
    fn hand_out_drafts(self, drafts: Vec<Draft>, mut news: Vec<String>) {
        let count = drafts.len();
        let stamp = self.desk().stamp();
        let mut files: Vec<(String, String)> =
            if self.prefilling.with_untracked(|own| own.by_section) {
                let mut sections: BTreeMap<String, (String, Vec<String>)> = BTreeMap::new();
                for draft in drafts {
                    let name = draft.department.unwrap_or_default();
                    let own = sections.entry(fold::label(&name).collect());
                    own.or_insert_with(|| (name, Vec::new())).1.push(draft.text);
                }
                let bundle = |(name, texts): (String, Vec<String>)| {
                    let texts = texts.iter().map(|text| text.trim_end());
                    (page::drafts_of_section(&name, &stamp), round::bundle(texts))
                };
                sections.into_values().map(bundle).collect()
            } else {
                drafts.into_iter().map(|draft| (draft.file, draft.text)).collect()
            };
        news.push(page::drafts_made(count, files.len()));
        self.tell_of_drafts(news);
        if files.len() > 1 {
            self.machine().hand_out_made(&page::drafts_file(&stamp), Made::archive(files));
        } else if let Some((name, text)) = files.pop() {
            self.machine().hand_out_made(&name, Made::Text(vec![text]));
        }
    }
}

/// Drafts that are made of the workbooks in use.
struct Books {
    office: Office,
    form: Arc<Form>,
    drafts: RefCell<Vec<Draft>>,
    /// What could not be read.
    news: RefCell<Vec<String>>,
}

impl BookTaker for Books {
    fn wanted(&self) -> Vec<String> {
        workbook::wanted(&self.form)
    }

    fn begin(&self, books: usize) {
        self.office.go_on();
        self.office.progress.set(Some(Progress { done: 0, of: books }));
    }

    fn take(&self, name: &str, pages: Result<Pages, OpenFault>) {
        let mut drafts = self.drafts.borrow_mut();
        match pages {
            Err(fault) => self.news.borrow_mut().push(words::open_fault(&fault, name)),
            Ok(pages) => {
                let desk = self.office.desk();
                let nth = drafts.len() + 1;
                let (draft, said) = with_maker(&self.form, &*desk, |maker| {
                    maker.of_workbook(&pages, name, name, nth)
                });
                drafts.extend(draft);
                self.news.borrow_mut().extend(said);
            }
        }
        self.office.count_done(1, 0);
    }

    fn is_stopped(&self) -> bool {
        Taker::is_stopped(&self.office)
    }

    fn end(&self) {
        self.office.show_no_progress();
        self.office.hand_out_drafts(self.drafts.take(), self.news.take());
    }
}

/// Does something with a maker whose drafts get ids that nobody else has.
fn with_maker<T>(form: &Form, desk: &dyn Desk, make: impl FnOnce(&Maker<'_>) -> T) -> T {
    let at = desk.now();
    let id = |_: &str| desk.new_id();
    make(&Maker { form, at: &at, application: APPLICATION, id: &id })
}

impl State {
    fn next_draft(&self, form: &Form, desk: &dyn Desk, job: &mut Job) {
        let place = job.next;
        job.next += 1;
        if !self.assessment.status(place).counts() {
            return;
        }
        let Some((this, judged)) = self.judged(place) else { return };
        let (sheet, id) = (&judged.opened.sheet, &judged.opened.document.id);
        let nth = job.drafts.len() + 1;
        match with_maker(form, desk, |maker| maker.of_last_year(this, sheet, id, nth)) {
            Ok(draft) => job.drafts.push(draft),
            Err(fault) if job.refused.contains(&fault) => {}
            Err(fault) => job.refused.push(fault),
        }
    }
}
