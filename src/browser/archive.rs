//! Compressed archives (ZIP, and so XLSX), by the browser's own compression.

use kohyo_core::submission::TableFault;
use kohyo_core::wire::export::archive::{self, Member};
use kohyo_core::wire::import::{self, archive as brought, book};
use kohyo_core::wire::prefill::workbook::{self, Pages};
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

/// The first worksheet of a workbook as a CSV.
pub(super) async fn table(bytes: &[u8]) -> Result<String, TableFault> {
    let mut book = Book::of(bytes).await?;
    let name = book::first_sheet(&book.parts.shared).ok_or(TableFault::Book)?;
    book.turn_to(&name).await?;
    Ok(import::csv_of(&book::rows(&book.parts)?))
}

/// The worksheets of a workbook that are wanted.
pub(super) async fn pages(bytes: &[u8], wanted: &[String]) -> Result<Pages, TableFault> {
    let mut book = Book::of(bytes).await?;
    let (names, members): (Vec<String>, Vec<Option<String>>) =
        book::sheets(&book.parts.shared).into_iter().unzip();
    let mut out = Pages::new();
    for page in wanted {
        let place = workbook::place(&names, page);
        if let Some(Some(member)) = place.and_then(|place| members.get(place)) {
            book.turn_to(member).await?;
            out.insert(page.clone(), book::cells(&book.parts)?);
        }
    }
    Ok(out)
}

/// A workbook that is read a worksheet at a time.
struct Book<'a> {
    members: Vec<brought::Packed<'a>>,
    /// So many bytes may still be unpacked.
    room: usize,
    parts: book::Parts,
}

impl<'a> Book<'a> {
    async fn of(bytes: &'a [u8]) -> Result<Self, TableFault> {
        let members = brought::members(bytes)?;
        let mut book = Self { members, room: brought::MOST_BYTES, parts: book::Parts::default() };
        for (place, name) in book::SHARED.iter().enumerate() {
            if let Some(text) = book.text(name).await?
                && let Some(part) = book.parts.shared.get_mut(place)
            {
                *part = text;
            }
        }
        Ok(book)
    }

    async fn text(&mut self, name: &str) -> Result<Option<String>, TableFault> {
        let Some(member) = book::of_name(&self.members, name) else { return Ok(None) };
        let text = unpacked(&member, &mut self.room).await.ok_or(TableFault::Book)?;
        Ok(Some(text))
    }

    async fn turn_to(&mut self, name: &str) -> Result<(), TableFault> {
        self.parts.sheet = self.text(name).await?.ok_or(TableFault::Book)?;
        Ok(())
    }
}

/// A stream that packs or unpacks; the bindings have no stable name for it yet.
fn stream(kind: &str) -> Option<JsValue> {
    let maker = js_sys::Reflect::get(&js_sys::global(), &kind.into()).ok()?;
    let format = js_sys::Array::of1(&"deflate-raw".into());
    js_sys::Reflect::construct(maker.dyn_ref::<js_sys::Function>()?, &format).ok()
}

/// The text of a member, if there is `room` for it; what is packed may be a
/// thousand times as long, so it is taken piece by piece.
async fn unpacked(member: &brought::Packed<'_>, room: &mut usize) -> Option<String> {
    let mut out: Vec<u8> = Vec::new();
    if member.stored {
        *room = room.checked_sub(member.bytes.len())?;
        out.extend(member.bytes);
        return String::from_utf8(out).ok();
    }
    let stream = stream("DecompressionStream")?;
    let pair: &ReadableWritablePair = stream.unchecked_ref();
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(member.bytes));
    let blob = web_sys::Blob::new_with_u8_array_sequence(&parts).ok()?;
    let reader = blob.stream().pipe_through(pair).get_reader();
    let read = js_sys::Reflect::get(&reader, &"read".into()).ok()?;
    let read: &js_sys::Function = read.dyn_ref()?;
    loop {
        let promise: js_sys::Promise = read.call0(&reader).ok()?.dyn_into().ok()?;
        let piece = JsFuture::from(promise).await.ok()?;
        if js_sys::Reflect::get(&piece, &"done".into()).ok()?.is_truthy() {
            return String::from_utf8(out).ok();
        }
        let value = js_sys::Reflect::get(&piece, &"value".into()).ok()?;
        let bytes = js_sys::Uint8Array::new(&value).to_vec();
        *room = room.checked_sub(bytes.len())?;
        out.extend(bytes);
    }
}

async fn deflated(text: &str) -> Option<Vec<u8>> {
    let stream = stream("CompressionStream")?;
    let pair: &ReadableWritablePair = stream.unchecked_ref();
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let blob = web_sys::Blob::new_with_str_sequence(&parts).ok()?;
    let packed = blob.stream().pipe_through(pair);
    let response = Response::new_with_opt_readable_stream(Some(&packed)).ok()?;
    let buffer = JsFuture::from(response.array_buffer().ok()?).await.ok()?;
    Some(js_sys::Uint8Array::new(&buffer).to_vec())
}
