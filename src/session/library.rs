//! The forms and lists at hand: built into the page, carried by this copy of
//! it, or loaded into this browser.

use super::Session;
use crate::desk::{Desk, Opening};
use crate::words;
use kohyo_core::form::definition::Definition;
use kohyo_core::form::{Fault, Form, Head, Issued, newest};
use kohyo_core::order::InOrder;
use kohyo_core::wire::baked::{self, Baked, BakedForm, Master};
use kohyo_core::wire::definition::Joined;
use kohyo_core::wire::{definition, table};
use leptos::prelude::*;
use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, OnceLock};

/// Where loaded definitions lie in the store.
const FORMS: &str = "kohyo/form/";
/// Where loaded lists lie in the store.
const LISTS: &str = "kohyo/list/";

/// Where a form comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// Every page has it.
    BuiltIn,
    /// This copy of the page carries it.
    Carried,
    /// It was loaded into this browser.
    Loaded,
}

/// Where the tables that the office defined lie in the store.
const TABLES: &str = "kohyo/tables/";

/// A form, and where it comes from. It is compiled when it is asked for first:
/// who opens one sheet does not wait for the forms of all others.
#[derive(Clone)]
pub struct Shelved {
    /// What tells it from others.
    pub head: Head,
    /// The text of its definition.
    pub text: Arc<str>,
    /// Where it comes from.
    pub origin: Origin,
    compiled: Arc<OnceLock<Option<Arc<Form>>>>,
    /// What was read of the text to put it here, till it is compiled.
    read: Arc<Mutex<Option<Definition>>>,
}

impl Shelved {
    /// The form of a text, which must name itself.
    fn of(text: &str, origin: Origin) -> Option<Self> {
        let (head, read) = match origin {
            Origin::BuiltIn => (definition::head(text).ok()?, None),
            // A newer page may have left one that this one cannot read: it must
            // not stand before one that it can.
            Origin::Loaded => (Head::of(&definition::read(text).ok()?), None),
            // These are few, and what opens first is one of them.
            Origin::Carried => {
                let read = definition::read(text).ok()?;
                (Head::of(&read), Some(read))
            }
        };
        let (compiled, read) = (Arc::default(), Arc::new(Mutex::new(read)));
        Some(Self { head, text: text.into(), origin, compiled, read })
    }

    /// The form. None where it does not compile: the tests refuse to build such
    /// a page, and what is carried or loaded was compiled before it was kept.
    pub fn form(&self) -> Option<Arc<Form>> {
        let compile = || {
            let read = self.read.lock().ok().and_then(|mut read| read.take());
            let form = match read {
                Some(read) => definition::compile_read(&read, &self.text),
                None => definition::compile(&self.text),
            };
            form.ok().map(Arc::new)
        };
        self.compiled.get_or_init(compile).clone()
    }
}

impl Issued for Shelved {
    fn id(&self) -> &str {
        &self.head.id
    }

    fn edition(&self) -> &str {
        &self.head.edition
    }

    fn revision(&self) -> u32 {
        self.head.revision
    }

    fn year(&self) -> Option<i32> {
        self.head.year
    }
}

/// A definition that was refused, with its faults.
#[derive(Clone, PartialEq, Eq)]
pub struct Refused {
    /// The file.
    pub file: String,
    /// For each fault the place, the line as it stands in the file, the sentence.
    pub faults: Vec<(String, String, String)>,
}

/// The forms and lists at hand; a handle that is copied about.
#[derive(Clone, Copy)]
pub struct Library {
    built_in: StoredValue<Vec<Shelved>>,
    carried: StoredValue<Baked>,
    /// What was loaded into this browser.
    pub loaded: RwSignal<Baked>,
    /// The tables that the office defined: form and text.
    pub tables: RwSignal<Vec<(String, String)>>,
    /// Until when the sheets are to be handed in, in the office's words.
    pub deadline: RwSignal<String>,
    /// All forms, by id, the newest edition first.
    pub shelf: RwSignal<Vec<Shelved>>,
    /// The digest of what this copy of the page carries, if it carries anything.
    pub digest: StoredValue<Option<String>>,
    /// Definitions that were refused.
    pub refused: RwSignal<Vec<Refused>>,
    /// What happened to the files that were brought, in sentences.
    pub news: RwSignal<Vec<String>>,
}

impl Library {
    /// The forms that the page carries, and those in the store.
    pub fn at(desk: &dyn Desk) -> Self {
        let element = desk.carried();
        let carried = Baked::read(&element).unwrap_or_default();
        let digest = (carried != Baked::default()).then(|| baked::digest_of(&element));
        let mut loaded = Baked::default();
        for (_, text) in desk.kept(FORMS).unwrap_or_default() {
            if let Some(form) = BakedForm::of(&text) {
                loaded.add_form(form);
            }
        }
        for (key, text) in desk.kept(LISTS).unwrap_or_default() {
            let name = key.strip_prefix(LISTS).unwrap_or_default().to_owned();
            loaded.add_master(Master { name, text });
        }
        let mut tables = carried.tables().to_vec();
        for (key, text) in desk.kept(TABLES).unwrap_or_default() {
            let form = key.strip_prefix(TABLES).unwrap_or_default().to_owned();
            tables.retain(|(known, _)| *known != form);
            tables.push((form, text));
        }
        // Those that are carried were taken away here.
        tables.retain(|(_, text)| !text.is_empty());
        let texts: Vec<Cow<'_, str>> = built_in().collect();
        let library = Self {
            tables: RwSignal::new(tables),
            deadline: RwSignal::new(carried.deadline().unwrap_or_default().to_owned()),
            built_in: StoredValue::new(shelved(texts.iter().map(AsRef::as_ref), Origin::BuiltIn)),
            carried: StoredValue::new(carried),
            loaded: RwSignal::new(loaded),
            shelf: RwSignal::new(Vec::new()),
            digest: StoredValue::new(digest),
            refused: RwSignal::new(Vec::new()),
            news: RwSignal::new(Vec::new()),
        };
        library.arrange();
        library
    }

    /// All forms.
    pub fn all(self) -> Vec<Arc<Form>> {
        self.those(|_| true)
    }

    /// All editions of a form.
    pub fn editions(self, id: &str) -> Vec<Arc<Form>> {
        self.those(|head| head.id == id)
    }

    /// The forms of which a text may be a sheet: a file names its form.
    pub fn named_in(self, text: &str) -> Vec<Arc<Form>> {
        let found = self.those(|head| text.contains(&format!("\"{}\"", head.id)));
        if found.is_empty() { self.all() } else { found }
    }

    fn those(self, of: impl Fn(&Head) -> bool) -> Vec<Arc<Form>> {
        self.shelf.with_untracked(|shelf| {
            shelf.iter().filter(|own| of(&own.head)).filter_map(Shelved::form).collect()
        })
    }

    /// Puts the shelf in order: what was loaded stands before what is carried,
    /// and that before what is built in.
    fn arrange(self) {
        let texts = |baked: &Baked, origin| {
            shelved(baked.forms().iter().map(|form| form.text.as_str()), origin)
        };
        let mut all = self.loaded.with_untracked(|loaded| texts(loaded, Origin::Loaded));
        all.extend(self.carried.with_value(|carried| texts(carried, Origin::Carried)));
        all.extend(self.built_in.get_value());
        let mut shelf = newest(all);
        shelf.reverse();
        shelf.order_by(|a, b| a.head.id.cmp(&b.head.id));
        self.shelf.set(shelf);
    }

    /// The lists, those loaded before those carried.
    pub fn lists(self) -> Vec<Master> {
        self.together().masters().to_vec()
    }

    /// All forms, the tables of the office among theirs.
    pub fn with_tables(self) -> Vec<Arc<Form>> {
        let own: Vec<definition::Tables> = self.tables.with_untracked(|tables| {
            let read = tables.iter().filter_map(|(_, text)| definition::read_tables(text).ok());
            read.collect()
        });
        let more = |known: &Shelved| {
            let tables = own.iter().find(|own| own.form.value == known.head.id)?;
            definition::compile_with(&known.text, &tables.tables).ok().map(Arc::new)
        };
        self.shelf.with_untracked(|shelf| {
            shelf.iter().filter_map(|known| more(known).or_else(|| known.form())).collect()
        })
    }

    /// Takes tables that the office defined; gives the form and whether they are
    /// kept, or why they were not taken: places and sentences.
    pub fn take_tables(
        self,
        desk: &dyn Desk,
        text: &str,
    ) -> Result<(Arc<Form>, bool), Vec<String>> {
        let said = |faults: Vec<Fault>| {
            let joined = Joined::alone(text);
            let said = faults.iter().map(|fault| {
                let (_, line, column) = joined.place(fault);
                let place = words::position(line, column, &fault.origin.path);
                format!("{place}: {}", kohyo_core::words::fault(fault))
            });
            said.collect::<Vec<String>>()
        };
        let own = definition::read_tables(text).map_err(said)?;
        let mut refused = vec![words::no_such_form(&own.form.value)];
        let mut taken = None;
        self.shelf.with_untracked(|shelf| {
            for known in shelf.iter().filter(|known| known.head.id == own.form.value) {
                match definition::compile_with(&known.text, &own.tables) {
                    Ok(_) => taken = taken.take().or_else(|| known.form()),
                    // An edition may lack the cells of the others.
                    Err(faults) => refused = said(faults),
                }
            }
        });
        let form = taken.ok_or(refused)?;
        let kept = desk.keep(&format!("{TABLES}{}", form.id), text).is_ok();
        self.tables.update(|tables| {
            tables.retain(|(id, _)| *id != form.id);
            tables.push((form.id.clone(), text.to_owned()));
        });
        Ok((form, kept))
    }

    /// Takes the tables of the office away again.
    pub fn drop_tables(self, desk: &dyn Desk, form: &str) {
        let key = format!("{TABLES}{form}");
        let is_carried =
            self.carried.with_value(|carried| carried.tables().iter().any(|(id, _)| id == form));
        if is_carried {
            // What the page carries cannot be taken out of it.
            let _ = desk.keep(&key, "");
        } else {
            desk.forget(&key);
        }
        self.tables.update(|tables| tables.retain(|(id, _)| id != form));
    }

    /// The tables of a form as a file, those of the office before the form's own.
    pub fn tables_of(self, form: &Form) -> Option<String> {
        let own = self.tables.with_untracked(|tables| {
            tables.iter().find(|(id, _)| *id == form.id).map(|(_, text)| text.clone())
        });
        own.or_else(|| {
            self.shelf.with_untracked(|shelf| {
                let own = |known: &&Shelved| {
                    known.head.id == form.id
                        && known.form().is_some_and(|known| known.digest == form.digest)
                };
                let known = shelf.iter().find(own)?;
                definition::tables_text(&known.text)
            })
        })
    }

    /// Everything that a copy of this page would carry.
    fn together(self) -> Baked {
        let mut all = self.carried.get_value();
        self.loaded.with_untracked(|loaded| all.add(loaded.clone()));
        for (form, _) in all.tables().to_vec() {
            all.drop_tables(&form);
        }
        for (form, text) in self.tables.get_untracked() {
            all.add_tables(form, text);
        }
        self.deadline.with_untracked(|deadline| all.set_deadline(deadline));
        all
    }
}

fn shelved<'t>(texts: impl Iterator<Item = &'t str>, origin: Origin) -> Vec<Shelved> {
    texts.filter_map(|text| Shelved::of(text, origin)).collect()
}

/// The texts of the forms that are built in, with the tables beside them.
fn built_in() -> impl Iterator<Item = Cow<'static, str>> {
    kohyo_forms::all().filter_map(|form| {
        // Without tables beside it a text is what it is.
        if !form.has_tables() {
            return Some(form.text.into());
        }
        Some(definition::join(form.text, &|name| form.beside(name)).ok()?.text.into())
    })
}

impl Session {
    /// Takes definitions, lists, and pages that carry some, and keeps them.
    pub fn take_forms(self, files: Vec<Opening>) {
        let forms = self.forms;
        forms.refused.set(Vec::new());
        forms.news.set(Vec::new());
        // What a definition names is its own, and no list of the office.
        let texts: HashMap<String, String> = files
            .iter()
            .filter_map(|file| Some((file.name.clone(), file.text.clone().ok()?)))
            .collect();
        let mut beside = HashSet::new();
        for file in files.iter().filter(|file| !file.name.to_lowercase().ends_with(".csv")) {
            if let Ok(text) = &file.text
                && let Ok(joined) = definition::join(text, &|name| texts.get(name).cloned())
            {
                beside.extend(joined.files().map(str::to_owned));
            }
        }
        let lists: Vec<String> = files.iter().map(|file| file.name.clone()).collect();
        for file in files {
            match &file.text {
                Ok(_) if beside.contains(&file.name) => {}
                Err(fault) => {
                    let sentence = kohyo_core::words::open_fault(fault, &file.name);
                    self.tell(sentence);
                }
                Ok(text) if text.trim_start().starts_with("<!") => {
                    self.take_page(&file.name, text);
                }
                Ok(text) if is_list(&file.name, text) => self.take_list(&file.name, text),
                Ok(text) => self.take_form(&file.name, text, &texts),
            }
        }
        forms.arrange();
        // Drafts of what was brought may have lain here all along.
        self.find_drafts();
        self.tell_of_useless(&lists);
    }

    /// Says which of these lists, if they are any, fill no box of any form.
    fn tell_of_useless(self, names: &[String]) {
        for list in self.forms.lists().iter().filter(|list| names.contains(&list.name)) {
            let heads = table::rows(&list.text).ok().and_then(|rows| rows.into_iter().next());
            let first = heads.and_then(|heads| heads.into_iter().next()).unwrap_or_default();
            if self.forms.all().iter().all(|form| form.headed(&first).is_none()) {
                self.tell(kohyo_core::words::list_of_no_form(&list.name, &first));
            }
        }
    }

    /// Begins an empty sheet of a form; says so where the form is not one that
    /// this page understands.
    pub fn begin_on(self, known: &Shelved) {
        match known.form() {
            Some(form) => self.begin(&form),
            None => self.tell(words::form_not_understood(&known.head.title)),
        }
    }

    fn tell(self, sentence: String) {
        self.forms.news.update(|news| news.push(sentence));
    }

    /// `beside` are the files that were chosen together, by name.
    fn take_form(self, file: &str, text: &str, beside: &HashMap<String, String>) {
        let joined = definition::join(text, &|name| beside.get(name).cloned());
        let compiled = joined.map_err(|faults| (Joined::alone(text), faults)).and_then(|joined| {
            match definition::compile(&joined.text) {
                Ok(form) => Ok((form, joined.text)),
                Err(faults) => Err((joined, faults)),
            }
        });
        let (form, text) = match compiled {
            Ok((form, text)) => (form, text),
            Err((joined, faults)) => {
                let faults = faults.iter().map(|fault| {
                    let (other, line, column) = joined.place(fault);
                    let place = words::position(line, column, &fault.origin.path);
                    let (place, own) = match other {
                        Some(name) => {
                            let text = beside.get(name).map(String::as_str).unwrap_or_default();
                            let own = text.lines().nth(line.saturating_sub(1)).unwrap_or_default();
                            (format!("{name} {place}"), own)
                        }
                        None => (place, joined.line(line)),
                    };
                    (place, own.trim().to_owned(), kohyo_core::words::fault(fault))
                });
                let refused = Refused { file: file.to_owned(), faults: faults.collect() };
                self.forms.refused.update(|list| list.push(refused));
                return;
            }
        };
        let Some(baked) = BakedForm::of(&text) else { return };
        let newer = self.forms.shelf.with_untracked(|shelf| {
            shelf.iter().any(|known| {
                known.head.id == form.id
                    && known.head.edition == form.edition
                    && known.head.revision > form.revision
            })
        });
        if newer {
            self.tell(words::form_is_older(&form.title));
            return;
        }
        let kept = self.desk().keep(&format!("{FORMS}{}/{}", form.id, form.edition), &text);
        self.forms.loaded.update(|loaded| loaded.add_form(baked));
        self.tell(words::form_taken(&form.title, kept.is_ok()));
    }

    fn take_list(self, file: &str, text: &str) {
        match table::rows(text) {
            Err(fault) => self.tell(kohyo_core::words::table_fault(&fault, file)),
            Ok(rows) => {
                let kept = self.desk().keep(&format!("{LISTS}{file}"), text);
                let master = Master { name: file.to_owned(), text: text.to_owned() };
                self.forms.loaded.update(|loaded| loaded.add_master(master));
                self.tell(words::list_taken(file, rows.len().saturating_sub(1), kept.is_ok()));
            }
        }
    }

    fn take_page(self, file: &str, page: &str) {
        let Some(carried) = baked::of_page(page).and_then(Baked::read) else {
            self.tell(words::no_page(file));
            return;
        };
        if carried == Baked::default() {
            self.tell(words::page_is_empty(file));
        }
        if let Some(deadline) = carried.deadline() {
            self.forms.deadline.set(deadline.to_owned());
        }
        for form in carried.forms() {
            let name = format!("{file}（{} {}）", form.id, form.edition);
            self.take_form(&name, &form.text, &HashMap::new());
        }
        for list in carried.masters() {
            self.take_list(&list.name, &list.text);
        }
        // The forms to which the tables belong are on the shelf first.
        self.forms.arrange();
        for (_, text) in carried.tables() {
            match self.forms.take_tables(&*self.desk(), text) {
                Ok((form, kept)) => self.tell(words::tables_taken(file, &form.title, kept)),
                Err(said) => said.iter().for_each(|said| self.tell(words::about_file(file, said))),
            }
        }
    }

    /// Takes a loaded form away again; drafts made from it stay.
    pub fn drop_form(self, id: &str, edition: &str) {
        self.desk().forget(&format!("{FORMS}{id}/{edition}"));
        self.forms.loaded.update(|loaded| loaded.drop_form(id, edition));
        self.forms.arrange();
        self.find_drafts();
    }

    /// Takes a loaded list away again.
    pub fn drop_list(self, name: &str) {
        self.desk().forget(&format!("{LISTS}{name}"));
        self.forms.loaded.update(|loaded| loaded.drop_master(name));
    }

    /// Hands out a copy of this page that carries what is at hand here.
    pub fn bake(self) {
        let element = self.forms.together().write();
        match self.desk().page_carrying(&element) {
            Some(page) => self.desk().hand_out("kohyo.html", &page),
            None => self.tell(words::NO_COPY.to_owned()),
        }
    }
}

fn is_list(name: &str, text: &str) -> bool {
    let end = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    matches!(end.as_str(), "csv" | "tsv" | "txt" | "xlsx" | "xlsm")
        || text.trim_start().starts_with('[')
}
