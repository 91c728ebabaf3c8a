//! A database of IndexedDB as this page uses it: one store of texts under keys.

use super::{js, listen};
use crate::desk::{StoreFault, Texts};
use js_sys::Promise;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequestReadyState,
    IdbTransaction,
};

/// What is called with the open database, or with none where there is no
/// opening it.
pub(super) type Waiting = Box<dyn FnOnce(Option<&IdbDatabase>)>;

enum State {
    Closed,
    Opening(Vec<Waiting>),
    Open(IdbDatabase),
}

/// A database; opened at the first call, and anew where that failed.
#[derive(Clone)]
pub(super) struct Database {
    name: &'static str,
    store: &'static str,
    state: Rc<RefCell<State>>,
}

impl Database {
    /// The database of a name, with the name of its one store.
    pub(super) fn new(name: &'static str, store: &'static str) -> Self {
        Self { name, store, state: Rc::new(RefCell::new(State::Closed)) }
    }

    /// Calls with the open database: at once where it is open.
    pub(super) fn with(&self, then: Waiting) {
        let mut state = self.state.borrow_mut();
        match &mut *state {
            State::Open(database) => {
                let database = database.clone();
                drop(state);
                then(Some(&database));
            }
            State::Opening(waiting) => waiting.push(then),
            State::Closed => {
                *state = State::Opening(vec![then]);
                drop(state);
                self.open();
            }
        }
    }

    /// The open database.
    pub(super) async fn opened(&self) -> Result<IdbDatabase, StoreFault> {
        let promise = Promise::new(&mut |good, bad| {
            self.with(Box::new(move |database| {
                let _ = match database {
                    Some(database) => good.call1(&JsValue::UNDEFINED, database),
                    None => bad.call0(&JsValue::UNDEFINED),
                };
            }));
        });
        let opened = JsFuture::from(promise).await.map_err(|_| StoreFault::Refused)?;
        opened.dyn_into().map_err(|_| StoreFault::Refused)
    }

    /// A transaction; `durability` as the browser names it, where it knows it.
    pub(super) fn begin(
        &self,
        database: &IdbDatabase,
        mode: &str,
        durability: &str,
    ) -> Result<(IdbTransaction, IdbObjectStore), StoreFault> {
        let options = js_sys::Object::new();
        js::set(&options, "durability", &durability.into());
        let given = [self.store.into(), mode.into(), options.into()];
        let begun = js::call(database, "transaction", &given).map_err(|error| fault(&error))?;
        let transaction: IdbTransaction = begun.dyn_into().map_err(|_| StoreFault::Refused)?;
        let store = transaction.object_store(self.store).map_err(|error| fault(&error))?;
        Ok((transaction, store))
    }

    fn open(&self) {
        if let Some(request) = self.opening() {
            // Its answer may have come before anyone listened.
            match request.ready_state() {
                IdbRequestReadyState::Done => return self.settle(database_of(&request)),
                _ => return self.await_answer(&request),
            }
        }
        let Some(request) = self.ask_to_open() else { return self.settle(None) };
        let (asked, store) = (request.clone(), self.store);
        listen::to(&request, "upgradeneeded", move |_| {
            if let Some(database) = database_of(&asked) {
                let _ = database.create_object_store(store);
            }
        });
        self.await_answer(&request);
    }

    fn await_answer(&self, request: &IdbOpenDbRequest) {
        let (this, asked) = (self.clone(), request.clone());
        listen::once(request, ["success", "error"], move |event| {
            event.prevent_default();
            this.settle(database_of(&asked));
        });
    }

    /// What the page's first script asked for already, once.
    fn opening(&self) -> Option<IdbOpenDbRequest> {
        let early = js::get(web_sys::window()?.as_ref(), "kohyoOpening")?;
        let request = js::get(&early, self.name)?;
        js::set(&early, self.name, &JsValue::UNDEFINED);
        request.dyn_into().ok()
    }

    fn ask_to_open(&self) -> Option<IdbOpenDbRequest> {
        let factory: IdbFactory = web_sys::window()?.indexed_db().ok()??;
        factory.open_with_u32(self.name, 1).ok()
    }

    fn settle(&self, database: Option<IdbDatabase>) {
        if let Some(database) = &database {
            // Whoever clears the profile's data is not held up, and a closed
            // database is opened anew by the next call.
            for event in ["versionchange", "close"] {
                let (closing, state) = (database.clone(), self.state.clone());
                listen::to(database, event, move |_| {
                    closing.close();
                    *state.borrow_mut() = State::Closed;
                });
            }
        }
        let next = database.clone().map_or(State::Closed, State::Open);
        let before = self.state.replace(next);
        if let State::Opening(waiting) = before {
            for then in waiting {
                then(database.as_ref());
            }
        }
    }
}

fn database_of(request: &IdbOpenDbRequest) -> Option<IdbDatabase> {
    request.result().ok()?.dyn_into().ok()
}

/// The keys that begin with `prefix`; those behind `after`, where that is given.
pub(super) fn range(prefix: &str, after: Option<&str>) -> Result<IdbKeyRange, StoreFault> {
    let end = format!("{prefix}\u{ffff}");
    let begin = JsValue::from_str(after.unwrap_or(prefix));
    let range =
        IdbKeyRange::bound_with_lower_open(&begin, &JsValue::from_str(&end), after.is_some());
    range.map_err(|error| fault(&error))
}

/// Keys and texts that were asked for together.
pub(super) fn pairs(keys: &JsValue, texts: &JsValue) -> Texts {
    let (keys, texts) = (js_sys::Array::from(keys), js_sys::Array::from(texts));
    let pairs = keys.iter().zip(texts.iter());
    pairs.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))).collect()
}

/// What an error says of the store.
pub(super) fn fault(error: &JsValue) -> StoreFault {
    match js::name_of(error).as_str() {
        "QuotaExceededError" => StoreFault::Full,
        _ => StoreFault::Refused,
    }
}
