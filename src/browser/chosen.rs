//! A file that the person chose once and that is written again and again
//! (File System Access). The browser writes aside and puts the whole in place
//! on closing, so a write that fails half way leaves what was there.

use super::js;
use crate::desk::{Chosen, ChosenFile, FileFault, Resumed};
use js_sys::{Array, Object};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::spawn_local;

/// Whether the browser can do it.
pub(super) fn possible() -> bool {
    let window = web_sys::window();
    window.is_some_and(|window| js::get(&window, "showSaveFilePicker").is_some())
}

/// Lets the person choose where to save.
pub(super) fn choose(name: &str, then: Box<dyn FnOnce(Chosen)>) {
    let options = options();
    js::set(&options, "suggestedName", &name.into());
    spawn_local(async move {
        then(match pick("showSaveFilePicker", &options).await {
            // The browser asked whether a file that is there may be replaced.
            Ok(handle) => Ok(Rc::new(Handle { handle, seen: Rc::default() }) as Rc<dyn ChosenFile>),
            Err(fault) => Err(fault),
        });
    });
}

/// Lets the person choose a file to go on with, and reads it.
pub(super) fn resume(then: Box<dyn FnOnce(Resumed)>) {
    spawn_local(async move {
        let read = async {
            let picked = pick("showOpenFilePicker", &options()).await?;
            let handle = Array::from(&picked).get(0);
            let file = js::wait(&handle, "getFile", &[]).await.map_err(|_| FileFault::Failed)?;
            let text = js::wait(&file, "text", &[]).await.map_err(|_| FileFault::Failed)?;
            let text = text.as_string().ok_or(FileFault::Failed)?;
            let seen = Rc::new(Cell::new(moment(&file)));
            Ok((Rc::new(Handle { handle, seen }) as Rc<dyn ChosenFile>, text))
        };
        then(read.await);
    });
}

fn options() -> Object {
    let (accept, kind, options) = (Object::new(), Object::new(), Object::new());
    js::set(&accept, "application/json", &Array::of1(&".json".into()));
    js::set(&kind, "accept", &accept);
    js::set(&options, "types", &Array::of1(&kind));
    options
}

async fn pick(picker: &str, options: &Object) -> Result<JsValue, FileFault> {
    let window = web_sys::window().ok_or(FileFault::Failed)?;
    js::wait(&window, picker, &[options.into()]).await.map_err(|error| fault(&error))
}

fn fault(error: &JsValue) -> FileFault {
    match js::name_of(error).as_str() {
        "AbortError" => FileFault::Cancelled,
        "NotAllowedError" | "SecurityError" => FileFault::Denied,
        _ => FileFault::Failed,
    }
}

struct Handle {
    handle: JsValue,
    /// When it was last changed, as far as it was read or written here.
    seen: Rc<Cell<Option<f64>>>,
}

/// When a file was last changed.
fn moment(file: &JsValue) -> Option<f64> {
    js::get(file, "lastModified").and_then(|moment| moment.as_f64())
}

impl ChosenFile for Handle {
    fn name(&self) -> String {
        js::get(&self.handle, "name").and_then(|name| name.as_string()).unwrap_or_default()
    }

    fn write(&self, text: String, then: Box<dyn FnOnce(Result<(), FileFault>)>) {
        let (handle, seen) = (self.handle.clone(), self.seen.clone());
        spawn_local(async move {
            let now = async || js::wait(&handle, "getFile", &[]).await;
            let written = async {
                let stream = js::wait(&handle, "createWritable", &[]).await?;
                if let Err(error) = js::wait(&stream, "write", &[text.as_str().into()]).await {
                    // What is half written is thrown away.
                    let _ = js::wait(&stream, "abort", &[]).await;
                    return Err(error);
                }
                js::wait(&stream, "close", &[]).await?;
                seen.set(now().await.ok().as_ref().and_then(moment));
                Ok(())
            };
            let known = seen.get();
            let found = match known {
                Some(_) => now().await.map(|file| moment(&file)),
                None => Ok(None),
            };
            then(match found {
                Ok(found) if found == known => written.await.map_err(|error| fault(&error)),
                Ok(_) => Err(FileFault::Changed),
                Err(error) => Err(fault(&error)),
            });
        });
    }

    fn ask_again(&self, then: Box<dyn FnOnce(Result<(), FileFault>)>) {
        let handle = self.handle.clone();
        spawn_local(async move {
            let mode = Object::new();
            js::set(&mode, "mode", &"readwrite".into());
            let asked = js::wait(&handle, "requestPermission", &[mode.into()]).await;
            then(match asked.ok().and_then(|answer| answer.as_string()).as_deref() {
                Some("granted") => Ok(()),
                _ => Err(FileFault::Denied),
            });
        });
    }
}
