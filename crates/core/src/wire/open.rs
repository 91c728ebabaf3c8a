//! Opening whatever was saved: submissions, drafts, bundles of either.
//!
//! What a file says of values, findings and status is never trusted: the raw
//! texts are read again by the same engine. Nothing is opened by halves.

use super::json::Json;
use super::{digest, draft, submission};
use crate::check::Evaluation;
use crate::form::Form;
use crate::order::map_of;
use crate::sheet::{Acceptance, History, Raw, Sheet};
use crate::submission::{Comment, Document, Line, OpenFault};
use crate::wire::mark::unmarked;
use serde::de::IgnoredAny;
use serde_json::Value;
use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::ops::Range;

/// A file may have this many bytes.
pub const MOST_BYTES: usize = 64 * 1024 * 1024;

/// A sheet out of a file.
#[derive(Clone, Debug)]
pub struct Opened {
    /// The form, as a place in the list handed in.
    pub form: usize,
    /// The answers.
    pub sheet: Sheet,
    /// The steps that can be taken back.
    pub history: History,
    /// The document.
    pub document: Document,
    /// Whether it was a submission (otherwise a draft).
    pub submitted: bool,
    /// The judgement by which the stored values were verified; a draft stores
    /// none and comes without.
    pub evaluation: Option<Evaluation>,
}

impl Opened {
    /// The sheet judged, afresh where opening did not do so.
    pub fn take_evaluation(&mut self, form: &Form) -> Evaluation {
        self.evaluation.take().unwrap_or_else(|| Evaluation::new(form, &self.sheet))
    }
}

/// Opens a file that holds sheets; the first fault refuses it whole.
pub fn open(text: &str, forms: &[&Form]) -> Result<Vec<Opened>, OpenFault> {
    Frame::of(text)?.items.iter().map(|item| opened(item, forms)).collect()
}

/// What is called by a name, and what came of opening it.
pub type Named<T> = (String, Result<T, OpenFault>);

/// What an item of a bundle is called, by its place from 1.
pub fn name_of_item(file: &str, place: usize) -> String {
    format!("{file}#{place}")
}

/// Opens a file, each of its items by itself, under the names by which they are
/// spoken of: `a.json`, or `a.json#3` in a bundle. What cannot be opened at
/// all is one item that is refused.
pub fn items(file: &str, text: &str, forms: &[&Form]) -> Vec<Named<Opened>> {
    let alone = |result| vec![(file.to_owned(), result)];
    match Frame::of(text) {
        Err(fault) => alone(Err(fault)),
        Ok(frame) if frame.items.is_empty() => alone(Err(OpenFault::Empty)),
        Ok(Frame { items, is_bundle: true, .. }) => items
            .iter()
            .enumerate()
            .map(|(place, item)| (name_of_item(file, place + 1), opened(item, forms)))
            .collect(),
        Ok(frame) => frame.items.iter().flat_map(|item| alone(opened(item, forms))).collect(),
    }
}

/// A file as far as it is read before its items are: where they stand, and
/// what stands beside them.
struct Frame<'t> {
    /// Each item; the one of a file that is no bundle is the whole text.
    items: Vec<&'t str>,
    /// What a bundle says beside its items.
    members: BTreeMap<String, Value>,
    is_bundle: bool,
}

impl<'t> Frame<'t> {
    fn of(text: &'t str) -> Result<Self, OpenFault> {
        if text.len() > MOST_BYTES {
            return Err(OpenFault::TooLarge);
        }
        let text = unmarked(text);
        if text.trim().is_empty() {
            return Err(OpenFault::Empty);
        }
        let alone = || Self { items: vec![text], members: BTreeMap::new(), is_bundle: false };
        if says_sheet(text) {
            return Ok(alone());
        }
        if !text.trim_start().starts_with('{') {
            serde_json::from_str::<IgnoredAny>(text).map_err(|error| unread(text, error))?;
            return Ok(alone());
        }
        // Of several members of one name the last counts; none of them is read yet.
        let mut top: BTreeMap<String, &RawValue> =
            serde_json::from_str(text).map_err(|error| unread(text, error))?;
        let format = top.get("format").and_then(|raw| Json::read(raw.get()).ok());
        if format.as_ref().and_then(Json::as_str) != Some("kohyo/bundle") {
            return Ok(alone());
        }
        let list = top.remove("items").and_then(|raw| serde_json::from_str(raw.get()).ok());
        let mut members: BTreeMap<String, Value> = BTreeMap::new();
        for (name, raw) in top {
            members.insert(name, serde_json::from_str(raw.get()).map_err(not_json)?);
        }
        version(members.get("version").and_then(Value::as_u64))?;
        let list: Vec<&RawValue> = list.ok_or_else(|| OpenFault::Shape("items".to_owned()))?;
        // A saved collection without a sheet still has what the office decided.
        if list.is_empty() && !members.contains_key("collection") {
            return Err(OpenFault::Empty);
        }
        Ok(Self { items: list.into_iter().map(RawValue::get).collect(), members, is_bundle: true })
    }
}

/// Whether the first that a text says is that it is one sheet, as kohyo writes
/// it: it is read only once then.
fn says_sheet(text: &str) -> bool {
    let words = ["{", "\"format\"", ":"];
    let after = words.iter().try_fold(text, |text, word| text.trim_start().strip_prefix(word));
    let sheets = ["\"kohyo/submission\"", "\"kohyo/draft\""];
    after.is_some_and(|text| sheets.iter().any(|sheet| text.trim_start().starts_with(sheet)))
}

/// An item of a file.
#[derive(Debug)]
pub struct Item<K, N> {
    /// Its place in the file, from 1.
    pub place: usize,
    /// Its text, without white space between the values.
    pub text: String,
    /// What is known of it, or what came of it.
    pub what: What<K, N>,
}

/// Whether an item need be opened.
#[derive(Debug)]
pub enum What<K, N> {
    /// It need not, for this reason.
    Known(K),
    /// It is new, and what came of opening it.
    New(N, Result<Box<Opened>, OpenFault>),
}

/// A file that is opened item by item, for whoever has other work in between.
#[derive(Debug)]
pub struct Items {
    text: String,
    /// Where the items stand in it.
    ranges: Vec<Range<usize>>,
    /// What stands at the top of a bundle beside its items.
    members: BTreeMap<String, Value>,
    next: usize,
    is_bundle: bool,
}

impl Items {
    /// Reads the frame of a file; no item is judged yet.
    pub fn of(text: impl Into<String>) -> Result<Self, OpenFault> {
        let text = text.into();
        let Frame { items, members, is_bundle } = Frame::of(&text)?;
        let start = text.as_ptr().addr();
        let range = |item: &str| {
            let from = item.as_ptr().addr().saturating_sub(start);
            from..from + item.len()
        };
        let ranges = items.into_iter().map(range).collect();
        Ok(Self { text, ranges, members, next: 0, is_bundle })
    }

    /// How many items it holds.
    pub fn len(&self) -> usize {
        self.ranges.len()
    }

    /// Whether it holds none.
    pub fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    /// Whether it is a bundle, of however many items.
    pub fn is_bundle(&self) -> bool {
        self.is_bundle
    }

    /// What a bundle says beside its items.
    pub(super) fn member(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// Opens the next item, unless `known` says of its place and its text why it
    /// need not be opened; else that says what it is.
    pub fn open_next<K, N>(
        &mut self,
        forms: &[&Form],
        known: impl FnOnce(usize, &str) -> Result<K, N>,
    ) -> Option<Item<K, N>> {
        let text = self.text.get(self.ranges.get(self.next)?.clone())?;
        self.next += 1;
        let place = self.next;
        let value = Json::read(text);
        // Whoever keeps thousands keeps no white space with them.
        let dense = value.as_ref().ok().and_then(|value| serde_json::to_string(value).ok());
        let dense = dense.unwrap_or_else(|| text.to_owned());
        let what = match known(place, &dense) {
            Ok(known) => What::Known(known),
            Err(new) => {
                let value = value.map_err(not_json);
                What::New(new, value.and_then(|value| opened_value(&value, forms).map(Box::new)))
            }
        };
        Some(Item { place, text: dense, what })
    }
}

/// Opens what a newer version of the page kept, as far as this one can read
/// it: to be looked at, never to be saved over.
pub fn newer(text: &str, forms: &[&Form]) -> Result<Opened, OpenFault> {
    let value = Json::read(text).map_err(not_json)?;
    match version(value.get("version").and_then(Json::as_u64)) {
        Err(OpenFault::Newer) => one(&value, forms),
        _ => Err(OpenFault::Foreign),
    }
}

/// Definitions are written by hand, with comments: mostly they are no JSON.
fn unread(text: &str, error: serde_json::Error) -> OpenFault {
    let names = |format: &str| text.contains(&format!("\"kohyo/{format}\""));
    let is_sheet = ["bundle", "submission", "draft"].into_iter().any(names);
    if names("form") && !is_sheet { OpenFault::Definition } else { not_json(error) }
}

fn not_json(error: serde_json::Error) -> OpenFault {
    OpenFault::NotJson(error.line(), error.column())
}

fn version(number: Option<u64>) -> Result<(), OpenFault> {
    match number {
        Some(1) => Ok(()),
        Some(version) if version > 1 => Err(OpenFault::Newer),
        _ => Err(OpenFault::Shape("version".to_owned())),
    }
}

/// Opens an item.
fn opened(text: &str, forms: &[&Form]) -> Result<Opened, OpenFault> {
    opened_value(&Json::read(text).map_err(not_json)?, forms)
}

fn opened_value(value: &Json<'_>, forms: &[&Form]) -> Result<Opened, OpenFault> {
    // Of something foreign the version says nothing.
    is_submission(value)?;
    version(value.get("version").and_then(Json::as_u64))?;
    one(value, forms)
}

fn is_submission(value: &Json<'_>) -> Result<bool, OpenFault> {
    match value.get("format").and_then(Json::as_str) {
        Some("kohyo/submission") => Ok(true),
        Some("kohyo/draft") => Ok(false),
        Some("kohyo/form") => Err(OpenFault::Definition),
        _ => Err(OpenFault::Foreign),
    }
}

fn one(value: &Json<'_>, forms: &[&Form]) -> Result<Opened, OpenFault> {
    let submitted = is_submission(value)?;
    if !digest::carries(value) {
        return Err(OpenFault::Number);
    }
    if submitted {
        verify(value)?;
    }
    let text = |path: &[&str]| {
        path.iter()
            .try_fold(value, |value, name| value.get(name))
            .and_then(Json::as_str)
            .ok_or_else(|| OpenFault::Shape(path.join(".")))
    };
    let (id, edition) = (text(&["form", "id"])?, text(&["form", "edition"])?);
    let place = forms
        .iter()
        .position(|form| form.id == id && form.edition == edition)
        .ok_or_else(|| OpenFault::UnknownForm(id.to_owned(), edition.to_owned()))?;
    let form = *forms.get(place).ok_or(OpenFault::Foreign)?;
    let cells = cells_of(value).ok_or_else(|| OpenFault::Shape("cells".to_owned()))?;
    let revision = revision_of(value).unwrap_or(form.revision);
    // What an earlier revision makes of a later one's texts may be something else.
    if submitted && revision > form.revision {
        return Err(OpenFault::Newer);
    }
    let mut sheet = if revision < form.revision {
        Sheet::migrated(form, revision, cells)
    } else {
        Sheet::with(form, cells)
    };
    sheet.old.extend(olds_of(value, &sheet));
    sheet.acceptances = if submitted {
        accepted(value.get("findings"))
    } else {
        acceptances(value.get("acceptances"))
    };
    let heir = |id: &str| form.heir(revision, id).into_owned();
    for acceptance in &mut sheet.acceptances {
        acceptance.cells = acceptance.cells.iter().map(|id| heir(id)).collect();
        acceptance.on = std::mem::take(&mut acceptance.on)
            .into_iter()
            .map(|(id, on)| (heir(&id), on))
            .collect();
    }
    // Another revision may read the same texts otherwise; its values bind nobody.
    let evaluation = if submitted && revision == form.revision {
        Some(follows(form, &sheet, value)?)
    } else {
        None
    };
    let document = Document {
        id: text(&["document", "id"])?.to_owned(),
        stage: text(&["document", "stage"]).ok().map(ToOwned::to_owned),
        comments: comments(value.get("comments"), &heir),
        saved_at: text(&["saved", "at"]).ok().map(ToOwned::to_owned),
        line: if submitted { Line::default() } else { draft::line_of(value) },
        saved_by: text(&["saved", "application"]).ok().map(ToOwned::to_owned),
        extra: extra(value, submitted),
    };
    let history = if submitted {
        History::default()
    } else {
        draft::history(form, value.get("history"), &heir)
    };
    Ok(Opened { form: place, sheet, history, document, submitted, evaluation })
}

/// The digest over everything but itself.
fn verify(value: &Json<'_>) -> Result<(), OpenFault> {
    let Json::Object(members) = value else { return Err(OpenFault::Foreign) };
    match (members.get("digest").and_then(Json::as_str), digest::of_rest(members)) {
        (Some(digest), Some(expected)) if *digest == expected => Ok(()),
        _ => Err(OpenFault::Damaged),
    }
}

/// The sheet judged, if every stored value follows from its text.
fn follows(form: &Form, sheet: &Sheet, value: &Json<'_>) -> Result<Evaluation, OpenFault> {
    let evaluation = Evaluation::new(form, sheet);
    for (id, entry) in members_of(value, "cells") {
        let (Some(place), Some(stored)) = (form.find(id), entry.get("value")) else { continue };
        let read = submission::value_of(form, form.cell(place), &evaluation.value(form, place));
        if !read.is_some_and(|read| stored.is(&read)) {
            return Err(OpenFault::Damaged);
        }
    }
    Ok(evaluation)
}

/// The raw texts of a file: `{"id": {"raw": …}}` or `{"id": …}`; a computed
/// cell without a given text is left out.
pub(super) fn cells_of(value: &Json<'_>) -> Option<Vec<(String, Raw)>> {
    let mut out = Vec::new();
    for (id, entry) in value.get("cells")?.as_object()?.iter() {
        let raw = match entry {
            Json::Object(members) => match members.get("raw") {
                Some(raw) => raw,
                None if members.get("computed") == Some(&Json::Bool(true)) => continue,
                None => return None,
            },
            raw => raw,
        };
        out.push((id.to_owned(), raw_of(raw)?));
    }
    Some(out)
}

/// A raw text or several.
pub(super) fn raw_of(value: &Json<'_>) -> Option<Raw> {
    match value {
        Json::Text(text) => Some(Raw::text(text.as_ref())),
        Json::List(list) => {
            let texts: Option<Vec<String>> =
                list.iter().map(|text| text.as_str().map(ToOwned::to_owned)).collect();
            texts.map(Raw::Several)
        }
        _ => None,
    }
}

/// The cells of a file for `fill`: texts and lists of texts by cell id.
pub fn given_cells(text: &str) -> Result<Vec<(String, Raw)>, OpenFault> {
    let text = unmarked(text);
    if text.trim().is_empty() {
        return Err(OpenFault::Empty);
    }
    let value = Json::read(text).map_err(not_json)?;
    let members = value.as_object().ok_or(OpenFault::GivenShape)?;
    members
        .iter()
        .map(|(id, value)| match raw_of(value) {
            Some(raw) => Ok((id.to_owned(), raw)),
            None => Err(OpenFault::GivenCell(id.to_owned())),
        })
        .collect()
}

/// The members of the member of this name.
fn members_of<'a>(
    value: &'a Json<'_>,
    name: &str,
) -> impl Iterator<Item = (&'a str, &'a Json<'a>)> {
    value.get(name).into_iter().flat_map(Json::members)
}

fn list_of<'a>(value: Option<&'a Json<'a>>) -> impl Iterator<Item = &'a Json<'a>> {
    value.and_then(Json::as_list).into_iter().flatten()
}

fn texts_of(value: Option<&Json<'_>>) -> Vec<String> {
    list_of(value).filter_map(Json::as_str).map(ToOwned::to_owned).collect()
}

fn on_of(value: Option<&Json<'_>>) -> BTreeMap<String, String> {
    let members = value.into_iter().flat_map(Json::members);
    map_of(members.filter_map(|(id, text)| Some((id.to_owned(), text.as_str()?.to_owned()))))
}

fn string(value: Option<&Json<'_>>) -> String {
    value.and_then(Json::as_str).unwrap_or_default().to_owned()
}

/// The acceptances that stand at the findings of a submission.
fn accepted(findings: Option<&Json<'_>>) -> Vec<Acceptance> {
    list_of(findings)
        .filter_map(|finding| {
            let accepted = finding.get("accepted")?;
            Some(acceptance(finding, accepted))
        })
        .collect()
}

/// The acceptances of a draft.
fn acceptances(list: Option<&Json<'_>>) -> Vec<Acceptance> {
    list_of(list).map(|entry| acceptance(entry, entry)).collect()
}

/// What was accepted, and how.
fn acceptance(finding: &Json<'_>, accepted: &Json<'_>) -> Acceptance {
    Acceptance {
        code: string(finding.get("code")),
        rule: finding.get("rule").and_then(Json::as_str).map(ToOwned::to_owned),
        cells: texts_of(finding.get("cells")),
        reason: string(accepted.get("reason")),
        at: string(accepted.get("at")),
        on: on_of(accepted.get("on")),
    }
}

/// The revision of the form under which a file was written.
fn revision_of(value: &Json<'_>) -> Option<u32> {
    value.get("form")?.get("revision")?.as_u64()?.try_into().ok()
}

/// The cells that were known to be of an earlier revision when the file was written.
fn olds_of(value: &Json<'_>, sheet: &Sheet) -> Vec<String> {
    members_of(value, "cells")
        .filter(|(id, entry)| {
            entry.get("old") == Some(&Json::Bool(true)) && sheet.unknown.contains_key(*id)
        })
        .map(|(id, _)| id.to_owned())
        .collect()
}

pub(super) fn comments(list: Option<&Json<'_>>, heir: &dyn Fn(&str) -> String) -> Vec<Comment> {
    list_of(list)
        .map(|entry| Comment {
            id: string(entry.get("id")),
            cell: entry.get("cell").and_then(Json::as_str).map(heir),
            text: string(entry.get("text")),
            by: string(entry.get("by")),
            at: string(entry.get("at")),
            resolved: entry.get("resolved").and_then(Json::as_bool).unwrap_or(false),
        })
        .collect()
}

/// The members that this version does not know: at the top, in the form, the
/// document and the note of saving, and in each cell.
fn extra(value: &Json<'_>, submitted: bool) -> BTreeMap<String, String> {
    let mut out = BTreeMap::new();
    let mut take = |path: &[&str], value: Option<&Json<'_>>, known: &[&str]| {
        for (name, member) in value.into_iter().flat_map(Json::members) {
            if !known.contains(&name)
                && let Ok(text) = serde_json::to_string(member)
            {
                out.insert([path, &[name]].concat().join("\n"), text);
            }
        }
    };
    let top = [
        "format",
        "version",
        "form",
        "document",
        "status",
        "cells",
        "findings",
        "comments",
        "saved",
        "digest",
        "acceptances",
        "history",
    ];
    take(&[], Some(value), &top);
    take(&["form"], value.get("form"), &["id", "edition", "revision", "digest"]);
    take(&["document"], value.get("document"), &["id", "key", "title", "fiscalYear", "stage"]);
    let saved: &[&str] =
        if submitted { &["at", "application"] } else { &["at", "application", "line"] };
    take(&["saved"], value.get("saved"), saved);
    if submitted {
        let known = ["raw", "value", "unit", "computed", "status", "note", "basis", "old"];
        for (id, entry) in members_of(value, "cells") {
            take(&["cells", id], Some(entry), &known);
        }
    }
    out
}
