//! Local storage, behind one file that never panics: gloo's does where storage
//! is denied, so it is asked for first.

use crate::desk::{StoreFault, Usage};
use gloo_storage::Storage;

/// Whether the browser allows local storage here.
fn allowed() -> Result<(), StoreFault> {
    match web_sys::window().map(|window| window.local_storage()) {
        Some(Ok(Some(_))) => Ok(()),
        _ => Err(StoreFault::Refused),
    }
}

pub(super) fn keep(key: &str, text: &str) -> Result<(), StoreFault> {
    allowed()?;
    let store = gloo_storage::LocalStorage::raw();
    match store.set_item(key, text) {
        Ok(()) => Ok(()),
        Err(error) => match super::js::name_of(&error).as_str() {
            "SecurityError" => Err(StoreFault::Refused),
            _ => Err(StoreFault::Full),
        },
    }
}

pub(super) fn kept(prefix: &str) -> Result<Vec<(String, String)>, StoreFault> {
    allowed()?;
    let store = gloo_storage::LocalStorage::raw();
    let count = store.length().map_err(|_| StoreFault::Refused)?;
    let mut out = Vec::new();
    for index in 0..count {
        let Ok(Some(key)) = store.key(index) else { continue };
        if key.starts_with(prefix)
            && let Ok(Some(text)) = store.get_item(&key)
        {
            out.push((key, text));
        }
    }
    Ok(out)
}

pub(super) fn look(key: &str) -> Result<Option<String>, StoreFault> {
    allowed()?;
    gloo_storage::LocalStorage::raw().get_item(key).map_err(|_| StoreFault::Refused)
}

/// Characters of all keys and texts; `own` are those that begin with `prefix`.
pub(super) fn usage(prefix: &str) -> Usage {
    let mut usage = Usage::default();
    if allowed().is_err() {
        return usage;
    }
    let store = gloo_storage::LocalStorage::raw();
    for index in 0..store.length().unwrap_or(0) {
        let Ok(Some(key)) = store.key(index) else { continue };
        // The browser counts UTF-16 units.
        let units = |text: &str| text.encode_utf16().count();
        let text = store.get_item(&key).ok().flatten().unwrap_or_default();
        let size = units(&key) + units(&text);
        usage.all += size;
        if key.starts_with(prefix) {
            usage.own += size;
        }
    }
    usage
}

/// Calls back with each key that another tab changed.
pub(super) fn on_change(then: impl Fn(String) + 'static) {
    super::listen::to_window("storage", move |event| {
        if let Some(key) = super::js::get(&event, "key").and_then(|key| key.as_string()) {
            then(key);
        }
    });
}

pub(super) fn forget(key: &str) {
    if allowed().is_ok() {
        gloo_storage::LocalStorage::delete(key);
    }
}
