//! Local storage, behind one file that never panics: gloo's does where storage
//! is denied, so it is asked for first.

use crate::desk::StoreFault;
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
        Err(error) => {
            let name = js_sys::Reflect::get(&error, &"name".into()).ok();
            match name.and_then(|name| name.as_string()).as_deref() {
                Some("SecurityError") => Err(StoreFault::Refused),
                _ => Err(StoreFault::Full),
            }
        }
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

pub(super) fn forget(key: &str) {
    if allowed().is_ok() {
        gloo_storage::LocalStorage::delete(key);
    }
}
