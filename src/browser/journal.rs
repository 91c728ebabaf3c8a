//! The journal in IndexedDB: texts under keys, written at once. Local storage
//! is written to the disk half a minute late; this is not.
//!
//! Each text is handed to the operating system at once, and outlives any death
//! of the browser from then on. To outlive that of the machine it must be on
//! the disk (`durability: "strict"`), for which a key would wait on a busy
//! machine, and every key behind it: that is asked for with the first text
//! after a pause, once a second while someone types, and when they stop.

use super::{js, listen};
use crate::desk::{Done, StoreFault, Texts};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransaction,
};

const DATABASE: &str = "kohyo";
const STORE: &str = "journal";
/// Written when the person stops, so that all before it is on the disk.
const SETTLED: &str = "kohyo/settled";
/// How many milliseconds of texts a machine that dies may take with it.
const MOST_UNSETTLED: u32 = 1000;
/// After this many milliseconds without an answer the journal is not waited for.
const PATIENCE: u32 = 4000;

type Waiting = Box<dyn FnOnce(Option<&IdbDatabase>)>;

enum State {
    Closed,
    Opening(Vec<Waiting>),
    Open(IdbDatabase),
    Refused,
}

/// The journal; opened at the first call.
#[derive(Clone)]
pub(super) struct Journal {
    state: Rc<RefCell<State>>,
    /// When it was last asked for the disk, in milliseconds.
    settled: Rc<Cell<f64>>,
    /// Whether it will be asked for the disk.
    settling: Rc<Cell<bool>>,
}

impl Journal {
    pub(super) fn new() -> Self {
        Self {
            state: Rc::new(RefCell::new(State::Closed)),
            settled: Rc::default(),
            settling: Rc::default(),
        }
    }

    pub(super) fn note(&self, key: &str, text: &str, then: Done) {
        let now = js_sys::Date::now();
        let strict = (now - self.settled.get()).abs() >= f64::from(MOST_UNSETTLED);
        if strict {
            self.settled.set(now);
        } else if !self.settling.replace(true) {
            let journal = self.clone();
            gloo_timers::callback::Timeout::new(MOST_UNSETTLED, move || {
                journal.settling.set(false);
                journal.settled.set(js_sys::Date::now());
                journal.write(SETTLED, "", true, Box::new(|_| {}));
            })
            .forget();
        }
        self.write(key, text, strict, then);
    }

    fn write(&self, key: &str, text: &str, strict: bool, then: Done) {
        let (key, text) = (JsValue::from_str(key), JsValue::from_str(text));
        self.with(Box::new(move |database| {
            let begun = database.and_then(|database| {
                let durability = if strict { "strict" } else { "relaxed" };
                let (transaction, store) = begin(database, "readwrite", durability)?;
                store.put_with_key(&text, &key).ok()?;
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

    pub(super) fn strike(&self, prefix: &str) {
        let range = range(prefix);
        self.with(Box::new(move |database| {
            if let (Some(database), Some(range)) = (database, range)
                && let Some((_, store)) = begin(database, "readwrite", "relaxed")
            {
                let _ = store.delete(&range);
            }
        }));
    }

    pub(super) fn noted(&self, prefix: &str, then: Box<dyn FnOnce(Result<Texts, StoreFault>)>) {
        let range = range(prefix);
        // Whatever comes first answers: the journal, or the end of patience.
        let then = Rc::new(RefCell::new(Some(then)));
        let answer = move |found: Result<Texts, StoreFault>| {
            let then = then.borrow_mut().take();
            if let Some(then) = then {
                then(found);
            }
        };
        let late = answer.clone();
        gloo_timers::callback::Timeout::new(PATIENCE, move || late(Err(StoreFault::Refused)))
            .forget();
        self.with(Box::new(move |database| {
            let asked = database.zip(range).and_then(|(database, range)| {
                let (_, store) = begin(database, "readonly", "relaxed")?;
                let keys = store.get_all_keys_with_key(&range).ok()?;
                let texts = store.get_all_with_key(&range).ok()?;
                Some((keys, texts))
            });
            let Some((keys, texts)) = asked else { return answer(Err(StoreFault::Refused)) };
            let found = texts.clone();
            // Requests of one transaction end in their order: the keys are there by then.
            listen::once(&texts, ["success", "error"], move |event| {
                if event.type_() != "success" {
                    return answer(Err(StoreFault::Refused));
                }
                let list = |request: &IdbRequest| {
                    request.result().map(|list| js_sys::Array::from(&list)).unwrap_or_default()
                };
                let (keys, texts) = (list(&keys), list(&found));
                let pairs = keys.iter().zip(texts.iter());
                let pairs =
                    pairs.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?)));
                answer(Ok(pairs.collect()));
            });
        }));
    }

    /// Calls with the open database, or with none where there is no opening it.
    fn with(&self, then: Waiting) {
        let mut state = self.state.borrow_mut();
        match &mut *state {
            State::Open(database) => {
                let database = database.clone();
                drop(state);
                then(Some(&database));
            }
            State::Refused => {
                drop(state);
                then(None);
            }
            State::Opening(waiting) => waiting.push(then),
            State::Closed => {
                *state = State::Opening(vec![then]);
                drop(state);
                self.open();
            }
        }
    }

    fn open(&self) {
        let Some(request) = ask_to_open() else { return self.settle(None) };
        let asked = request.clone();
        listen::to(&request, "upgradeneeded", move |_| {
            if let Some(database) = database_of(&asked) {
                let _ = database.create_object_store(STORE);
            }
        });
        let (journal, asked) = (self.clone(), request.clone());
        listen::to(&request, "success", move |_| journal.settle(database_of(&asked)));
        let journal = self.clone();
        listen::to(&request, "error", move |event| {
            event.prevent_default();
            journal.settle(None);
        });
    }

    fn settle(&self, database: Option<IdbDatabase>) {
        if let Some(database) = &database {
            // Whoever clears the profile's data is not held up, and a closed
            // database is opened anew by the next call.
            let (closing, journal) = (database.clone(), self.clone());
            listen::to(database, "versionchange", move |_| {
                closing.close();
                *journal.state.borrow_mut() = State::Closed;
            });
            let journal = self.clone();
            listen::to(database, "close", move |_| *journal.state.borrow_mut() = State::Closed);
        }
        let next = database.clone().map_or(State::Refused, State::Open);
        let before = self.state.replace(next);
        if let State::Opening(waiting) = before {
            for then in waiting {
                then(database.as_ref());
            }
        }
    }
}

fn ask_to_open() -> Option<IdbOpenDbRequest> {
    let factory: IdbFactory = web_sys::window()?.indexed_db().ok()??;
    factory.open_with_u32(DATABASE, 1).ok()
}

fn database_of(request: &IdbOpenDbRequest) -> Option<IdbDatabase> {
    request.result().ok()?.dyn_into().ok()
}

/// Everything that begins with a prefix.
fn range(prefix: &str) -> Option<IdbKeyRange> {
    let end = format!("{prefix}\u{ffff}");
    IdbKeyRange::bound(&JsValue::from_str(prefix), &JsValue::from_str(&end)).ok()
}

/// A transaction.
fn begin(
    database: &IdbDatabase,
    mode: &str,
    durability: &str,
) -> Option<(IdbTransaction, IdbObjectStore)> {
    let options = js_sys::Object::new();
    js::set(&options, "durability", &durability.into());
    let transaction =
        js::call(database, "transaction", &[STORE.into(), mode.into(), options.into()]).ok()?;
    let transaction: IdbTransaction = transaction.dyn_into().ok()?;
    let store = transaction.object_store(STORE).ok()?;
    Some((transaction, store))
}

/// Says once whether a transaction went through.
fn ends(transaction: &IdbTransaction, then: Done) {
    listen::once(transaction, ["complete", "abort"], move |event| {
        then(event.type_() == "complete")
    });
}
