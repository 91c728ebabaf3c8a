//! The collection in IndexedDB: thousands of texts under keys that order them.
//! A database of its own, so that clearing it touches no draft.

use super::database::{self, Database, fault};
use crate::desk::StoreFault;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbObjectStore, IdbRequest, IdbTransaction};

/// The store.
#[derive(Clone)]
pub(super) struct CollectionStore {
    database: Database,
}

impl Default for CollectionStore {
    fn default() -> Self {
        Self { database: Database::new("kohyo-collection", "items") }
    }
}

impl CollectionStore {
    /// Keeps texts under keys, all of them or none.
    pub(super) async fn keep(&self, items: &[(String, String)]) -> Result<(), StoreFault> {
        let (transaction, store) = self.begin("readwrite").await?;
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
        let (_, store) = self.begin("readonly").await?;
        let range = database::range(prefix, Some(key))?;
        let asked = |request: Result<IdbRequest, JsValue>| request.map_err(|error| fault(&error));
        let keys = asked(store.get_all_keys_with_key_and_limit(&range, most))?;
        let texts = asked(store.get_all_with_key_and_limit(&range, most))?;
        // Both are listened to before either is waited for.
        let (keys, texts) = (answer(keys), answer(texts));
        Ok(database::pairs(&keys.await?, &texts.await?))
    }

    /// Forgets keys.
    pub(super) async fn forget(&self, keys: &[String]) -> Result<(), StoreFault> {
        let (transaction, store) = self.begin("readwrite").await?;
        for key in keys {
            store.delete(&JsValue::from_str(key)).map_err(|error| fault(&error))?;
        }
        ended(&transaction).await
    }

    /// Forgets everything.
    pub(super) async fn clear(&self) -> Result<(), StoreFault> {
        let (transaction, store) = self.begin("readwrite").await?;
        store.clear().map_err(|error| fault(&error))?;
        ended(&transaction).await
    }

    async fn begin(&self, mode: &str) -> Result<(IdbTransaction, IdbObjectStore), StoreFault> {
        let database = self.database.opened().await?;
        self.database.begin(&database, mode, "default")
    }
}

/// What a request answers; it is listened to from the call on.
fn answer(request: IdbRequest) -> impl Future<Output = Result<JsValue, StoreFault>> {
    let promise = js_sys::Promise::new(&mut |good, bad| {
        request.set_onsuccess(Some(&good));
        request.set_onerror(Some(&bad));
    });
    async move {
        let waited = JsFuture::from(promise).await;
        request.set_onsuccess(None);
        request.set_onerror(None);
        match waited {
            Ok(_) => request.result().map_err(|error| fault(&error)),
            Err(_) => Err(StoreFault::Refused),
        }
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
