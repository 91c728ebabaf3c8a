//! Compressed archives (ZIP, and so XLSX), by the browser's own compression.

use kohyo_core::wire::export::archive::{self, Member};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ReadableWritablePair, Response};

/// The archive of these members.
pub(super) async fn pack(members: Vec<(String, String)>) -> Option<Vec<u8>> {
    let mut packed = Vec::new();
    for (name, text) in members {
        let bytes = deflated(&text).await?;
        packed.push(Member::new(name, text.as_bytes(), bytes));
    }
    Some(archive::write(&packed))
}

async fn deflated(text: &str) -> Option<Vec<u8>> {
    // The bindings have no stable name for it yet.
    let maker = js_sys::Reflect::get(&js_sys::global(), &"CompressionStream".into()).ok()?;
    let format = js_sys::Array::of1(&"deflate-raw".into());
    let stream = js_sys::Reflect::construct(maker.dyn_ref::<js_sys::Function>()?, &format).ok()?;
    let pair: &ReadableWritablePair = stream.unchecked_ref();
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = web_sys::Blob::new_with_str_sequence(&parts).ok()?;
    let packed = blob.stream().pipe_through(pair);
    let response = Response::new_with_opt_readable_stream(Some(&packed)).ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}
