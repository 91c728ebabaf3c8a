//! A whole collection as one file: a bundle (`kohyo/bundle`) of its sheets,
//! beside them what the office decided, in a member of its own, so that
//! whoever opens bundles opens it.

use super::open::Items;
use super::submission::comment_value;
use crate::order::map_of;
use crate::submission::Comment;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// What a collection holds beside its sheets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Round {
    /// For each item the file from which it came.
    pub files: Vec<String>,
    /// The items that a person chose where two contradict each other.
    pub chosen: Vec<usize>,
    /// Files that hold no sheet that could be read, with their texts where they have any.
    pub unread: Vec<(String, Option<String>)>,
    /// The list of what was to come: its file and its text.
    pub expected: Option<(String, String)>,
    /// What the office remarked, by document.
    pub remarks: BTreeMap<String, Vec<Comment>>,
    /// The tables that the office defined: form and text.
    pub tables: Vec<(String, String)>,
}

/// The text of a collection; `items` are texts of submissions and drafts.
pub fn write<'a>(round: &Round, items: impl IntoIterator<Item = &'a str>) -> String {
    let mut about = Map::new();
    about.insert("files".to_owned(), json!(round.files));
    about.insert("chosen".to_owned(), json!(round.chosen));
    let unread = round.unread.iter().map(|(file, text)| json!({ "file": file, "text": text }));
    about.insert("unread".to_owned(), unread.collect());
    if let Some((name, text)) = &round.expected {
        about.insert("expected".to_owned(), json!({ "file": name, "text": text }));
    }
    if !round.tables.is_empty() {
        about.insert("tables".to_owned(), tables_value(&round.tables));
    }
    let remarks: Map<String, Value> = round
        .remarks
        .iter()
        .map(|(id, list)| (id.clone(), list.iter().map(comment_value).collect()))
        .collect();
    about.insert("remarks".to_owned(), Value::Object(remarks));
    let mut out = String::from("{\"format\":\"kohyo/bundle\",\"version\":1,\"collection\":");
    out.push_str(&Value::Object(about).to_string());
    out.push_str(",\"items\":[");
    join(&mut out, items);
    out.push_str(END);
    out
}

/// What a bundle begins with.
pub const BUNDLE: &str = "{\"format\":\"kohyo/bundle\",\"version\":1,\"items\":[";

/// What it ends with.
pub const END: &str = "\n]}\n";

/// What stands before an item of it.
pub fn before_item(place: usize) -> &'static str {
    if place == 0 { "\n" } else { ",\n" }
}

/// A bundle of these texts and nothing else, as `kohyo collect` writes it.
pub fn bundle<'a>(items: impl IntoIterator<Item = &'a str>) -> String {
    let mut out = String::from(BUNDLE);
    join(&mut out, items);
    out.push_str(END);
    out
}

fn join<'a>(out: &mut String, items: impl IntoIterator<Item = &'a str>) {
    for (place, item) in items.into_iter().enumerate() {
        out.push_str(before_item(place));
        out.push_str(item);
    }
}

/// What stands beside the sheets of a file, if it is a collection.
pub fn of(items: &Items) -> Option<Round> {
    let about = items.member("collection")?;
    let texts = |name: &str| {
        let list = about.get(name).and_then(Value::as_array).into_iter().flatten();
        list.map(|text| text.as_str().unwrap_or_default().to_owned()).collect()
    };
    let text = |value: &Value, name: &str| value.get(name)?.as_str().map(ToOwned::to_owned);
    let chosen = about.get("chosen").and_then(Value::as_array).into_iter().flatten();
    let unread = about.get("unread").and_then(Value::as_array).into_iter().flatten();
    let remarks = about.get("remarks").and_then(Value::as_object).into_iter().flatten();
    Some(Round {
        files: texts("files"),
        chosen: chosen.filter_map(|place| usize::try_from(place.as_u64()?).ok()).collect(),
        unread: unread.filter_map(|own| Some((text(own, "file")?, text(own, "text")))).collect(),
        expected: about
            .get("expected")
            .and_then(|list| Some((text(list, "file")?, text(list, "text")?))),
        remarks: map_of(remarks.map(|(id, list)| {
            (id.clone(), super::open::comments(Some(&list.into()), &str::to_owned))
        })),
        tables: tables_of(about.get("tables")),
    })
}

/// Tables of an office as they stand in a file: form and text.
pub(super) fn tables_value(tables: &[(String, String)]) -> Value {
    tables.iter().map(|(form, text)| json!({ "form": form, "text": text })).collect()
}

/// The tables of an office in a file, what is of no such shape left out.
pub(super) fn tables_of(value: Option<&Value>) -> Vec<(String, String)> {
    let list = value.and_then(Value::as_array).into_iter().flatten();
    let text = |own: &Value, name: &str| own.get(name)?.as_str().map(ToOwned::to_owned);
    list.filter_map(|own| Some((text(own, "form")?, text(own, "text")?))).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop where it stands")]
mod tests {
    use super::*;

    #[test]
    fn the_tables_of_the_office_come_back_and_change_nothing_where_there_are_none() {
        let text = "{ // 表\n \"format\": \"kohyo/tables\" </script> }";
        let tables = vec![("a".to_owned(), text.to_owned())];
        let round = Round { tables, ..Round::default() };
        let written = write(&round, ["{\"a\":1}"]);
        assert_eq!(of(&Items::of(&written).unwrap()), Some(round));
        assert!(!write(&Round::default(), []).contains("tables"));
        // What somebody else wrote there is left alone.
        for odd in ["1", "[1]", "[{\"form\":1,\"text\":\"a\"}]", "{}"] {
            let text = format!(
                "{{\"format\":\"kohyo/bundle\",\"version\":1,\"collection\":{{\"tables\":{odd}}},\"items\":[]}}"
            );
            assert_eq!(of(&Items::of(&text).unwrap()), Some(Round::default()), "{odd}");
        }
    }
}
