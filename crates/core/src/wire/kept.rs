//! What the page keeps of a collection between two days: an item for each
//! sheet, a line of what is known of it and below that its text; and one text
//! for what the office decided.

use super::round::{self, Round};
use crate::submission::OpenFault;
use serde_json::{Value, json};

/// One entry of the collection as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The file, with the number of the item where it holds several.
    pub file: String,
    /// The file alone.
    pub source: String,
    /// Whether a person chose it where two contradict each other.
    pub chosen: bool,
    /// Why it could not be read, where its text is not kept.
    pub fault: Option<OpenFault>,
    /// Its text.
    pub text: Option<String>,
}

/// The text of an item.
pub fn write(kept: &Kept) -> String {
    let head = json!({
        "file": kept.file,
        "source": kept.source,
        "chosen": kept.chosen,
        "fault": kept.fault.as_ref().map(fault_code),
        "text": kept.text.is_some(),
    });
    format!("{head}\n{}", kept.text.as_deref().unwrap_or_default())
}

/// An item out of its text.
pub fn read(text: &str) -> Option<Kept> {
    let (head, rest) = text.split_once('\n')?;
    let head: Value = serde_json::from_str(head).ok()?;
    let string = |name: &str| Some(head.get(name)?.as_str()?.to_owned());
    Some(Kept {
        file: string("file")?,
        source: string("source")?,
        chosen: head.get("chosen").and_then(Value::as_bool).unwrap_or(false),
        fault: head.get("fault").and_then(Value::as_str).map(fault_of),
        text: head.get("text").and_then(Value::as_bool)?.then(|| rest.to_owned()),
    })
}

/// The text of what the office decided.
pub fn about(round: &Round) -> String {
    round::write(round, [])
}

/// What the office decided, out of its text.
pub fn about_of(text: &str) -> Option<Round> {
    round::of(&super::open::Items::of(text).ok()?)
}

fn fault_code(fault: &OpenFault) -> &'static str {
    match fault {
        OpenFault::Empty => "empty",
        OpenFault::TooLarge => "large",
        OpenFault::NotJson(..) => "json",
        OpenFault::Newer => "newer",
        OpenFault::Damaged => "damaged",
        OpenFault::Number => "number",
        _ => "foreign",
    }
}

fn fault_of(code: &str) -> OpenFault {
    match code {
        "empty" => OpenFault::Empty,
        "large" => OpenFault::TooLarge,
        "json" => OpenFault::NotJson(1, 1),
        "newer" => OpenFault::Newer,
        "damaged" => OpenFault::Damaged,
        "number" => OpenFault::Number,
        _ => OpenFault::Foreign,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_item_comes_back_as_it_was_kept() {
        let plain = Kept {
            file: "個票\n#2".to_owned(),
            source: "個票\n".to_owned(),
            chosen: true,
            fault: None,
            text: Some("{}\n".to_owned()),
        };
        let without = Kept { text: None, fault: Some(OpenFault::TooLarge), ..plain.clone() };
        for kept in [plain, without, Kept::default()] {
            assert_eq!(read(&write(&kept)), Some(kept));
        }
        assert_eq!(read("{}"), None);
        // As an earlier page kept it, by size and time of the file.
        let before =
            r#"{"file":"a#2","source":"a","seen":[12,-3],"chosen":false,"fault":null,"text":true}"#;
        let kept = Kept {
            file: "a#2".to_owned(),
            source: "a".to_owned(),
            text: Some("{}".to_owned()),
            ..Kept::default()
        };
        assert_eq!(read(&format!("{before}\n{{}}")), Some(kept));
    }
}
