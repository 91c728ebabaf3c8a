//! Calls of web APIs for which the bindings have no stable name yet.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A member, none where it is missing or refused.
pub(super) fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    let member = Reflect::get(object, &name.into()).ok()?;
    if member.is_undefined() || member.is_null() { None } else { Some(member) }
}

/// Sets a member of an options object.
pub(super) fn set(object: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(object, &name.into(), value);
}

/// Calls a method.
pub(super) fn call(object: &JsValue, name: &str, given: &[JsValue]) -> Result<JsValue, JsValue> {
    let method: Function = Reflect::get(object, &name.into())?.dyn_into()?;
    method.apply(object, &given.iter().collect::<Array>())
}

/// Calls a method and waits for what it promised.
pub(super) async fn wait(
    object: &JsValue,
    name: &str,
    given: &[JsValue],
) -> Result<JsValue, JsValue> {
    let promise: Promise = call(object, name, given)?.dyn_into()?;
    JsFuture::from(promise).await
}

/// The name of an error.
pub(super) fn name_of(error: &JsValue) -> String {
    get(error, "name").and_then(|name| name.as_string()).unwrap_or_default()
}

/// A member of `navigator`.
pub(super) fn of_navigator(name: &str) -> Option<JsValue> {
    let window = web_sys::window()?;
    get(&get(&window, "navigator")?, name)
}
