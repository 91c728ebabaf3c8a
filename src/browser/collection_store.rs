//! The collection in IndexedDB: thousands of texts under keys that order them.
//! A database of its own, so that clearing it touches no draft.

use super::listen;
use crate::desk::StoreFault;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction,
    IdbTransactionMode,
};

const DATABASE: &str = "kohyo-collection";
const STORE: &str = "items";

/// The store; opened at the first call.
#[derive(Clone, Default)]
pub(super) struct CollectionStore {
    database: Rc<RefCell<Option<IdbDatabase>>>,
}

impl CollectionStore {
    /// Keeps texts under keys, all of them or none.
    pub(super) async fn keep(&self, items: &[(String, String)]) -> Result<(), StoreFault> {
        let (transaction, store) = self.begin(IdbTransactionMode::Readwrite).await?;
        for (key, text) in items {
            let put = store.put_with_key(&JsValue::from_str(text), &JsValue::from_str(key));
            put.map_err(|error| fault(&error))?;
        }
        ended(&transaction).await
    }

    /// The items behind a key that begin with `prefix`.
    pub(super) async fn after(
        &self,
        prefix: &str,
        key: &str,
        most: u32,
    ) -> Result<Vec<(String, String)>, StoreFault> {
        let (_, store) = self.begin(IdbTransactionMode::Readonly).await?;
        let end = format!("{prefix}\u{ffff}");
        let range = IdbKeyRange::bound_with_lower_open(
            &JsValue::from_str(key),
            &JsValue::from_str(&end),
            true,
        );
        let range = range.map_err(|error| fault(&error))?;
        let asked = |request: Result<IdbRequest, JsValue>| request.map_err(|error| fault(&error));
        let keys = asked(store.get_all_keys_with_key_and_limit(&range, most))?;
        let texts = asked(store.get_all_with_key_and_limit(&range, most))?;
        let (keys, texts) = (answer(&keys).await?, answer(&texts).await?);
        let (keys, texts) = (js_sys::Array::from(&keys), js_sys::Array::from(&texts));
        let pairs = keys.iter().zip(texts.iter());
        Ok(pairs.filter_map(|(key, text)| Some((key.as_string()?, text.as_string()?))).collect())
    }

    /// Forgets keys.
    pub(super) async fn forget(&self, keys: &[String]) -> Result<(), StoreFault> {
        let (transaction, store) = self.begin(IdbTransactionMode::Readwrite).await?;
        for key in keys {
            store.delete(&JsValue::from_str(key)).map_err(|error| fault(&error))?;
        }
        ended(&transaction).await
    }

    /// Forgets everything.
    pub(super) async fn clear(&self) -> Result<(), StoreFault> {
        let (transaction, store) = self.begin(IdbTransactionMode::Readwrite).await?;
        store.clear().map_err(|error| fault(&error))?;
        ended(&transaction).await
    }

    async fn begin(
        &self,
        mode: IdbTransactionMode,
    ) -> Result<(IdbTransaction, IdbObjectStore), StoreFault> {
        let database = self.open().await?;
        let transaction =
            database.transaction_with_str_and_mode(STORE, mode).map_err(|error| fault(&error))?;
        let store = transaction.object_store(STORE).map_err(|error| fault(&error))?;
        Ok((transaction, store))
    }

    async fn open(&self) -> Result<IdbDatabase, StoreFault> {
        if let Some(database) = self.database.borrow().as_ref() {
            return Ok(database.clone());
        }
        let factory: Option<IdbFactory> =
            web_sys::window().and_then(|window| window.indexed_db().ok()).flatten();
        let factory = factory.ok_or(StoreFault::Refused)?;
        let request = factory.open_with_u32(DATABASE, 1).map_err(|error| fault(&error))?;
        let asked = request.clone();
        listen::to(&request, "upgradeneeded", move |_| {
            let database = asked.result().ok().and_then(|found| found.dyn_into().ok());
            if let Some(database) = database {
                let database: IdbDatabase = database;
                let _ = database.create_object_store(STORE);
            }
        });
        let opened = answer(&request).await?;
        let database: IdbDatabase = opened.dyn_into().map_err(|_| StoreFault::Refused)?;
        // Whoever clears the profile's data is not held up, and a closed
        // database is opened anew by the next call.
        for event in ["versionchange", "close"] {
            let (known, closing) = (self.database.clone(), database.clone());
            listen::to(&database, event, move |_| {
                closing.close();
                *known.borrow_mut() = None;
            });
        }
        *self.database.borrow_mut() = Some(database.clone());
        Ok(database)
    }
}

fn fault(error: &JsValue) -> StoreFault {
    let name = js_sys::Reflect::get(error, &"name".into()).ok().and_then(|name| name.as_string());
    match name.as_deref() {
        Some("QuotaExceededError") => StoreFault::Full,
        _ => StoreFault::Refused,
    }
}

/// What a request answers.
async fn answer(request: &IdbRequest) -> Result<JsValue, StoreFault> {
    let promise = js_sys::Promise::new(&mut |good, bad| {
        request.set_onsuccess(Some(&good));
        request.set_onerror(Some(&bad));
    });
    let waited = JsFuture::from(promise).await;
    request.set_onsuccess(None);
    request.set_onerror(None);
    match waited {
        Ok(_) => request.result().map_err(|error| fault(&error)),
        Err(_) => Err(StoreFault::Refused),
    }
}

/// Waits until a transaction went through.
async fn ended(transaction: &IdbTransaction) -> Result<(), StoreFault> {
    let promise = js_sys::Promise::new(&mut |good, bad| {
        transaction.set_oncomplete(Some(&good));
        transaction.set_onabort(Some(&bad));
    });
    match JsFuture::from(promise).await {
        Ok(_) => Ok(()),
        Err(_) => Err(transaction.error().map_or(StoreFault::Refused, |error| fault(&error))),
    }
}
