//! Many files at once: chosen, let fall with their folders, read one after the
//! other while the page stays usable.

use super::collection_store::CollectionStore;
use super::files::Coming;
use super::{files, js};
use crate::desk::{BookTaker, Made, OfficeDesk, Part, StoreFault, Taker};
use kohyo_core::order::InOrder;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    DataTransfer, File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry, HtmlInputElement,
};

/// For so many milliseconds the page is kept busy at a time.
const SLICE: f64 = 12.0;
/// In so many such times the browser gets one to paint.
const PAINTED_EACH: u32 = 4;
/// So many files, and bytes of them, are asked for before they are taken: the
/// browser reads them while the page judges others.
const FILES_AHEAD: usize = 16;
const BYTES_AHEAD: usize = 8 << 20;

/// The browser as the desk of the office.
#[derive(Clone, Default)]
pub struct BrowserOffice {
    store: CollectionStore,
}

impl OfficeDesk for BrowserOffice {
    fn work(&self, mut step: Box<dyn FnMut() -> bool>, then: Box<dyn FnOnce()>) {
        spawn_local(async move {
            let mut rests = 0;
            while let Some(took) = slice(&mut step) {
                // A large part of the work is followed by a frame.
                if took > 2.0 * SLICE {
                    pause().await;
                } else {
                    rest(&mut rests).await;
                }
            }
            then();
        });
    }

    fn keep_all(
        &self,
        items: Vec<(String, String)>,
        then: Box<dyn FnOnce(Result<(), StoreFault>)>,
    ) {
        let store = self.store.clone();
        spawn_local(async move { then(store.keep(&items).await) });
    }

    fn kept_after(&self, prefix: &str, key: &str, most: u32, then: Part) {
        let (store, prefix, key) = (self.store.clone(), prefix.to_owned(), key.to_owned());
        spawn_local(async move { then(store.after(&prefix, &key, most).await) });
    }

    fn forget_all(&self, keys: Vec<String>) {
        let store = self.store.clone();
        spawn_local(async move {
            let _ = store.forget(&keys).await;
        });
    }

    fn forget_collection(&self) {
        let store = self.store.clone();
        spawn_local(async move {
            let _ = store.clear().await;
        });
    }

    fn hand_out_made(&self, name: &str, made: Made) {
        match made {
            Made::Text(pieces) => files::hand_out_pieces(name, &pieces),
            Made::Archive(members) => {
                let name = name.to_owned();
                spawn_local(async move {
                    if let Some(bytes) = super::archive::pack(members).await {
                        files::hand_out_bytes(&name, &bytes);
                    }
                });
            }
        }
    }
}

/// Works for a moment; where something is left, for how many milliseconds.
fn slice(step: &mut dyn FnMut() -> bool) -> Option<f64> {
    let begun = js_sys::Date::now();
    while step() {
        let took = js_sys::Date::now() - begun;
        if took >= SLICE {
            return Some(took);
        }
    }
    None
}

/// Lets the browser paint: a timer comes four milliseconds later.
async fn pause() {
    let promise = js_sys::Promise::new(&mut |good, _| {
        if let Some(window) = web_sys::window() {
            let _ = window.set_timeout_with_callback(&good);
        }
    });
    let _ = JsFuture::from(promise).await;
}

/// Lets the page do what waits between two slices of work, behind which a
/// message comes at once; now and then it is a pause.
async fn rest(rests: &mut u32) {
    *rests += 1;
    if rests.is_multiple_of(PAINTED_EACH) {
        return pause().await;
    }
    let Ok(channel) = web_sys::MessageChannel::new() else { return pause().await };
    let promise = js_sys::Promise::new(&mut |good, _| {
        channel.port1().set_onmessage(Some(&good));
        let _ = channel.port2().post_message(&JsValue::NULL);
    });
    let _ = JsFuture::from(promise).await;
    channel.port1().close();
}

/// Reads the files chosen in an input, which is emptied so that the same file
/// can be chosen again.
pub fn chosen(event: &web_sys::Event, taker: Rc<dyn Taker>) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let found: Vec<(String, File)> =
        files::list(input.files()).into_iter().map(|file| (with_folders(&file), file)).collect();
    input.set_value("");
    spawn_local(take(found, taker));
}

/// Reads the workbooks chosen in an input, one after the other.
pub fn chosen_books(event: &web_sys::Event, taker: Rc<dyn BookTaker>) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let books = files::list(input.files());
    input.set_value("");
    spawn_local(async move {
        let wanted = taker.wanted();
        taker.begin(books.len());
        for book in books {
            taker.take(&book.name(), files::pages_of(&book, &wanted).await);
            pause().await;
            if taker.is_stopped() {
                break;
            }
        }
        taker.end();
    });
}

/// Reads the files and folders that are let fall while `here` says so.
pub fn catch_drops(here: impl Fn() -> bool + 'static, taker: Rc<dyn Taker>) {
    super::listen::to_window("drop", move |event| {
        let Some(data) = files::carried(&event).filter(|_| here()) else { return };
        event.prevent_default();
        // What is dragged can be asked for only now, before anything is awaited.
        let entries = entries(&data);
        let plain = files::list(data.files());
        let taker = taker.clone();
        spawn_local(async move {
            let mut found: Vec<(String, File)> = Vec::new();
            if entries.is_empty() {
                found.extend(plain.into_iter().map(|file| (file.name(), file)));
            }
            for entry in entries {
                gather(entry, &mut found).await;
            }
            take(found, taker).await;
        });
    });
}

fn with_folders(file: &File) -> String {
    let path = js::get(file, "webkitRelativePath");
    let path = path.and_then(|path| path.as_string()).unwrap_or_default();
    if path.is_empty() { file.name() } else { path }
}

fn entries(data: &DataTransfer) -> Vec<FileSystemEntry> {
    let items = data.items();
    (0..items.length())
        .filter_map(|index| items.get(index)?.webkit_get_as_entry().ok().flatten())
        .collect()
}

/// All files of an entry, those of its folders among them.
async fn gather(entry: FileSystemEntry, out: &mut Vec<(String, File)>) {
    let mut waiting = vec![entry];
    while let Some(entry) = waiting.pop() {
        if entry.is_file() {
            let path = entry.full_path().trim_start_matches('/').to_owned();
            let Ok(entry) = entry.dyn_into::<FileSystemFileEntry>() else { continue };
            let promise = js_sys::Promise::new(&mut |good, bad| {
                entry.file_with_callback_and_callback(&good, &bad);
            });
            if let Ok(file) = JsFuture::from(promise).await {
                out.push((path, file.unchecked_into()));
            }
        } else if let Ok(folder) = entry.dyn_into::<FileSystemDirectoryEntry>() {
            let mut inside = read_folder(&folder.create_reader()).await;
            // The last is taken first.
            inside.order_by_key(|entry| std::cmp::Reverse(entry.name()));
            waiting.extend(inside);
        }
    }
}

/// A folder gives its entries in parts, the last of which is empty.
async fn read_folder(reader: &FileSystemDirectoryReader) -> Vec<FileSystemEntry> {
    let mut out = Vec::new();
    loop {
        let promise = js_sys::Promise::new(&mut |good, bad| {
            if reader.read_entries_with_callback_and_callback(&good, &bad).is_err() {
                let _ = bad.call0(&JsValue::UNDEFINED);
            }
        });
        let Ok(part) = JsFuture::from(promise).await else { return out };
        let part = js_sys::Array::from(&part);
        if part.length() == 0 {
            return out;
        }
        out.extend(part.iter().filter_map(|entry| entry.dyn_into::<FileSystemEntry>().ok()));
    }
}

async fn take(found: Vec<(String, File)>, taker: Rc<dyn Taker>) {
    while !taker.is_ready() {
        pause().await;
    }
    taker.begin(found.len());
    let (mut begun, mut rests) = (js_sys::Date::now(), 0);
    let mut found = found.into_iter();
    let mut ahead: VecDeque<(String, Coming)> = VecDeque::new();
    // A file is taken to be as large as the one before it: to be asked for the
    // size, the browser goes and looks, and the page stands still meanwhile.
    let mut size = BYTES_AHEAD;
    loop {
        while ahead.is_empty()
            || ahead.len() < FILES_AHEAD && ahead.len().saturating_mul(size) < BYTES_AHEAD
        {
            let Some((name, file)) = found.next() else { break };
            let coming = match name.ends_with(".json") {
                true => Coming::unasked(file),
                false => Coming::of(file),
            };
            ahead.push_back((name, coming));
        }
        let Some((name, coming)) = ahead.pop_front().filter(|_| !taker.is_stopped()) else { break };
        let text = coming.text().await;
        size = text.as_ref().map_or(BYTES_AHEAD, String::len);
        taker.take(&name, text);
        loop {
            if js_sys::Date::now() - begun >= SLICE {
                rest(&mut rests).await;
                begun = js_sys::Date::now();
            }
            if taker.is_stopped() || !taker.step() {
                break;
            }
        }
    }
    taker.end();
}
