//! Files in and out: chosen ones are read as text, made ones are downloaded.

use super::listen;
use crate::desk::Opening;
use kohyo_core::submission::{OpenFault, TableFault};
use kohyo_core::wire::prefill::workbook::Pages;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File, FileList, HtmlAnchorElement, HtmlInputElement, Url};

/// A larger file is no sheet and is not read at all: 64 MiB.
const MOST_BYTES: f64 = 67_108_864.0;

/// Hands a text to the person as a downloaded file.
pub fn hand_out(name: &str, text: &str) {
    hand_out_parts(name, &js_sys::Array::of1(&JsValue::from_str(text)));
}

/// Hands a text that is made of pieces to the person.
pub(super) fn hand_out_pieces(name: &str, pieces: &[String]) {
    hand_out_parts(name, &pieces.iter().map(|piece| JsValue::from_str(piece)).collect());
}

/// Hands bytes to the person as a downloaded file.
pub(super) fn hand_out_bytes(name: &str, bytes: &[u8]) {
    let bytes = js_sys::Uint8Array::from(bytes);
    hand_out_parts(name, &js_sys::Array::of1(&bytes));
}

fn kind_of(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html",
        Some("csv") => "text/csv;charset=utf-8",
        Some("ndjson") => "application/x-ndjson",
        Some("xlsx") => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        Some("zip") => "application/zip",
        _ => "application/json",
    }
}

fn hand_out_parts(name: &str, parts: &js_sys::Array) {
    let made = || -> Option<()> {
        let options = BlobPropertyBag::new();
        options.set_type(kind_of(name));
        let blob = Blob::new_with_buffer_source_sequence_and_options(parts, &options).ok()?;
        let address = Url::create_object_url_with_blob(&blob).ok()?;
        let document = web_sys::window()?.document()?;
        let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
        link.set_href(&address);
        link.set_download(name);
        document.body()?.append_child(&link).ok()?;
        link.click();
        link.remove();
        // The download has its own hold on the blob once it has begun.
        gloo_timers::callback::Timeout::new(60_000, move || {
            let _ = Url::revoke_object_url(&address);
        })
        .forget();
        Some(())
    };
    let _ = made();
}

/// Reads the files chosen in an input, which is emptied so that the same file
/// can be chosen again.
pub fn chosen(event: &web_sys::Event, then: impl FnOnce(Vec<Opening>) + 'static) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let files = list(input.files());
    spawn_local(async move {
        let opened = read_all(files).await;
        input.set_value("");
        then(opened);
    });
}

/// Reads the files that are let fall anywhere on the page. Left to itself the
/// browser would go to the file and leave the sheet.
pub fn catch_drops(
    here: impl Fn() -> bool + 'static,
    then: impl Fn(Vec<Opening>) + Clone + 'static,
) {
    listen::to_window("dragover", |event| {
        if carried(&event).is_some() {
            event.prevent_default();
        }
    });
    listen::to_window("drop", move |event| {
        let Some(data) = carried(&event) else { return };
        event.prevent_default();
        if !here() {
            return;
        }
        let (files, then) = (list(data.files()), then.clone());
        spawn_local(async move { then(read_all(files).await) });
    });
}

/// What is dragged, if it is files; a dragged text belongs to the boxes.
pub(super) fn carried(event: &web_sys::Event) -> Option<web_sys::DataTransfer> {
    let data = event.dyn_ref::<web_sys::DragEvent>()?.data_transfer()?;
    data.types().includes(&JsValue::from_str("Files"), 0).then_some(data)
}

pub(super) fn list(files: Option<FileList>) -> Vec<File> {
    let files = files.iter();
    files.flat_map(|files| (0..files.length()).filter_map(|index| files.get(index))).collect()
}

async fn read_all(files: Vec<File>) -> Vec<Opening> {
    let mut out = Vec::new();
    for file in files {
        out.push(Opening { name: file.name(), text: read(&file).await.and_then(text) });
    }
    out
}

/// The worksheets of a workbook that are wanted.
pub(super) async fn pages_of(file: &File, wanted: &[String]) -> Result<Pages, OpenFault> {
    let bytes = read(file).await?;
    super::archive::pages(&bytes, wanted).await.map_err(OpenFault::Table)
}

/// A file whose bytes are on their way.
pub(super) struct Coming {
    file: File,
    /// None where there are too many.
    bytes: Option<js_sys::Promise>,
}

impl Coming {
    /// Asks for the bytes, unless there are too many.
    pub(super) fn of(file: File) -> Self {
        if file.size() > MOST_BYTES { Self { file, bytes: None } } else { Self::unasked(file) }
    }

    /// Asks for the bytes, however many there are: for files whose name lets
    /// no large one expect.
    pub(super) fn unasked(file: File) -> Self {
        Self { bytes: Some(file.array_buffer()), file }
    }

    async fn bytes(self) -> Result<Vec<u8>, OpenFault> {
        let Self { file, bytes } = self;
        let too_large = |size: f64| size > MOST_BYTES;
        let buffer = JsFuture::from(bytes.ok_or(OpenFault::TooLarge)?).await;
        // Of gigabytes the browser hands over none.
        let refused =
            |_| if too_large(file.size()) { OpenFault::TooLarge } else { OpenFault::Foreign };
        let bytes = js_sys::Uint8Array::new(&buffer.map_err(refused)?);
        if too_large(f64::from(bytes.length())) {
            Err(OpenFault::TooLarge)
        } else {
            Ok(bytes.to_vec())
        }
    }

    /// The text, once it is there.
    pub(super) async fn text(self) -> Result<String, OpenFault> {
        self.bytes().await.and_then(text)
    }
}

/// The bytes of a file.
async fn read(file: &File) -> Result<Vec<u8>, OpenFault> {
    Coming::of(file.clone()).bytes().await
}

fn text(bytes: Vec<u8>) -> Result<String, OpenFault> {
    String::from_utf8(bytes).map_err(|_| OpenFault::NotJson(1, 1))
}

/// Reads the tables chosen in an input: a workbook, or a CSV, which is read as
/// Shift_JIS, in which Excel writes it, where it is no UTF-8.
pub fn chosen_tables(event: &web_sys::Event, then: impl FnOnce(Vec<Opening>) + 'static) {
    let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(input) = input else { return };
    let files = list(input.files());
    spawn_local(async move {
        let mut out = Vec::new();
        for file in files {
            let text = match read(&file).await {
                Ok(bytes) => table(bytes).await,
                Err(fault) => Err(fault),
            };
            out.push(Opening { name: file.name(), text });
        }
        input.set_value("");
        then(out);
    });
}

/// The text of a table; a workbook as the CSV of its first worksheet.
async fn table(bytes: Vec<u8>) -> Result<String, OpenFault> {
    if bytes.starts_with(b"PK\x03\x04") {
        super::archive::table(&bytes).await.map_err(OpenFault::Table)
    } else {
        decoded(bytes)
    }
}

fn decoded(bytes: Vec<u8>) -> Result<String, OpenFault> {
    String::from_utf8(bytes).or_else(|error| {
        let options = web_sys::TextDecoderOptions::new();
        options.set_fatal(true);
        let decoder = web_sys::TextDecoder::new_with_label_and_options("shift_jis", &options);
        let text = decoder.and_then(|decoder| decoder.decode_with_u8_array(error.as_bytes()));
        text.map_err(|_| OpenFault::Table(TableFault::Letters))
    })
}
