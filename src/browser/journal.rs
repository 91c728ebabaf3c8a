//! The journal in IndexedDB: texts under keys, written at once. Local storage
//! is written to the disk half a minute late; this is not.
//!
//! Each text is handed to the operating system at once, and outlives any death
//! of the browser from then on. To outlive that of the machine it must be on
//! the disk (`durability: "strict"`). Asked for with each key, that makes the
//! key wait on a busy machine, and every key behind it; asked for now and then
//! in the same database, it still makes those wait that come meanwhile. So the
//! latest text goes into a second database each second, and only that waits
//! for the disk.

use super::database::{self, Database};
use super::{js, listen};
use crate::desk::{Done, StoreFault, Texts};
use kohyo_core::order::map_of;
use kohyo_core::submission::Standing;
use kohyo_core::wire;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::IdbTransaction;

/// How many milliseconds of texts a machine that dies may take with it.
const MOST_UNSETTLED: u32 = 1000;
/// After this many milliseconds without an answer the journal is not waited
/// for. A machine that is busy ten times over needs four seconds now and then,
/// and what it has is missed at that start.
const PATIENCE: u32 = 15_000;

type Read = Box<dyn FnOnce(Result<Texts, StoreFault>)>;

/// The journal.
#[derive(Clone)]
pub(super) struct Journal {
    /// Takes each text at once.
    quick: Database,
    /// Takes the latest of them onto the disk.
    firm: Database,
    /// What that does not have yet.
    unsettled: Rc<RefCell<BTreeMap<String, String>>>,
    /// Whether it will be asked to take it.
    settling: Rc<Cell<bool>>,
}

impl Journal {
    pub(super) fn new() -> Self {
        // By these names the page's first script has asked for both already.
        let journal = Self {
            quick: Database::new("kohyo", "journal"),
            firm: Database::new("kohyo-settled", "journal"),
            unsettled: Rc::default(),
            settling: Rc::default(),
        };
        // Both are opened side by side, while the page makes ready what else it needs.
        for database in [&journal.quick, &journal.firm] {
            database.with(Box::new(|_| {}));
        }
        let leaving = journal.clone();
        listen::to_window("pagehide", move |_| leaving.settle());
        journal
    }

    pub(super) fn note(&self, key: &str, text: &str, then: Done) {
        self.unsettled.borrow_mut().insert(key.to_owned(), text.to_owned());
        if !self.settling.replace(true) {
            let journal = self.clone();
            gloo_timers::callback::Timeout::new(MOST_UNSETTLED, move || {
                journal.settling.set(false);
                journal.settle();
            })
            .forget();
        }
        write(&self.quick, vec![(key.to_owned(), text.to_owned())], "relaxed", then);
    }

    /// Asks the disk to take what it does not have yet.
    fn settle(&self) {
        let texts: Texts = self.unsettled.take().into_iter().collect();
        if !texts.is_empty() {
            write(&self.firm, texts, "strict", Box::new(|_| {}));
        }
    }

    pub(super) fn let_go(&self, prefix: &str) {
        self.unsettled.borrow_mut().retain(|key, _| !key.starts_with(prefix));
    }

    pub(super) fn strike(&self, prefix: &str) {
        self.let_go(prefix);
        for database in [&self.quick, &self.firm] {
            let (own, prefix) = (database.clone(), prefix.to_owned());
            database.with(Box::new(move |database| {
                if let Some(database) = database
                    && let Ok(range) = database::range(&prefix, None)
                    && let Ok((_, store)) = own.begin(database, "readwrite", "relaxed")
                {
                    let _ = store.delete(&range);
                }
            }));
        }
    }

    pub(super) fn noted(&self, prefix: &str, then: Read) {
        // Whatever comes first answers: the journal, or the end of patience.
        let then = Rc::new(RefCell::new(Some(then)));
        let answer = move |found: Result<Texts, StoreFault>| {
            let then = then.borrow_mut().take();
            if let Some(then) = then {
                then(found);
            }
        };
        // Both are read side by side; whichever comes second brings the answer.
        let first: Rc<RefCell<Option<Result<Texts, StoreFault>>>> = Rc::default();
        let (late, alone) = (answer.clone(), first.clone());
        gloo_timers::callback::Timeout::new(PATIENCE, move || {
            late(alone.borrow_mut().take().unwrap_or(Err(StoreFault::Refused)));
        })
        .forget();
        for (database, is_quick) in [(&self.quick, true), (&self.firm, false)] {
            let (first, answer) = (first.clone(), answer.clone());
            let then = move |found| {
                let other = first.borrow_mut().take();
                match other {
                    None => *first.borrow_mut() = Some(found),
                    Some(quick) if !is_quick => answer(latest(quick, found)),
                    Some(firm) => answer(latest(found, firm)),
                }
            };
            read(database, prefix, Box::new(then));
        }
    }
}

/// Of each key the newer text: a machine that died may have taken either with it.
fn latest(
    quick: Result<Texts, StoreFault>,
    firm: Result<Texts, StoreFault>,
) -> Result<Texts, StoreFault> {
    let (quick, firm) = match (quick, firm) {
        (Ok(quick), Ok(firm)) => (quick, firm),
        (Ok(found), Err(_)) | (Err(_), Ok(found)) => return Ok(found),
        (Err(fault), Err(_)) => return Err(fault),
    };
    let mut texts = map_of(firm);
    for (key, text) in quick {
        let newer = texts.get(&key).is_some_and(|firm| *firm != text && is_newer(firm, &text));
        if !newer {
            texts.insert(key, text);
        }
    }
    Ok(texts.into_iter().collect())
}

fn is_newer(one: &str, other: &str) -> bool {
    let line = |text| wire::draft::standing(text).map(|(_, line)| line);
    match (line(one), line(other)) {
        (Some(one), Some(other)) => one.against(&other) == Standing::Newer,
        // What cannot be read is not preferred.
        (one, other) => one.is_some() && other.is_none(),
    }
}

/// Puts texts under keys, all of them or none.
fn write(database: &Database, texts: Texts, durability: &'static str, then: Done) {
    let own = database.clone();
    database.with(Box::new(move |database| {
        let begun = database.and_then(|database| {
            let (transaction, store) = own.begin(database, "readwrite", durability).ok()?;
            for (key, text) in &texts {
                store.put_with_key(&JsValue::from_str(text), &JsValue::from_str(key)).ok()?;
            }
            // Else the browser would ask whether more is to come, and wait
            // for the answer. Older ones know no commit, and do.
            let _ = js::call(&transaction, "commit", &[]);
            Some(transaction)
        });
        match begun {
            Some(transaction) => ends(&transaction, then),
            None => then(false),
        }
    }));
}

/// The texts whose keys begin so.
fn read(database: &Database, prefix: &str, then: Read) {
    let (own, prefix) = (database.clone(), prefix.to_owned());
    database.with(Box::new(move |database| {
        let asked = database.and_then(|database| {
            let (_, store) = own.begin(database, "readonly", "relaxed").ok()?;
            let range = database::range(&prefix, None).ok()?;
            let keys = store.get_all_keys_with_key(&range).ok()?;
            Some((keys, store.get_all_with_key(&range).ok()?))
        });
        let Some((keys, texts)) = asked else { return then(Err(StoreFault::Refused)) };
        let found = texts.clone();
        // Requests of one transaction end in their order: the keys are there by then.
        listen::once(&texts, ["success", "error"], move |_| {
            then(match (keys.result(), found.result()) {
                (Ok(keys), Ok(texts)) => Ok(database::pairs(&keys, &texts)),
                _ => Err(StoreFault::Refused),
            });
        });
    }));
}

/// Says once whether a transaction went through.
fn ends(transaction: &IdbTransaction, then: Done) {
    listen::once(transaction, ["complete", "abort"], move |event| {
        then(event.type_() == "complete")
    });
}
