//! What a copy of the page carries: forms, lists and tables, in its one data element.
//!
//! The page and the command write the same element, byte for byte: both ask
//! this file.

use super::{definition, digest, round};
use crate::form::Head;
use crate::order::InOrder;
use serde_json::{Value, json};

/// The id of the element in the page.
pub const ELEMENT: &str = "kohyo-baked";

/// A deadline is a line, no letter.
const MOST_OF_DEADLINE: usize = 100;

/// Forms and lists.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baked {
    forms: Vec<BakedForm>,
    masters: Vec<Master>,
    tables: Vec<(String, String)>,
    deadline: Option<String>,
}

/// A definition as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BakedForm {
    /// The form's id.
    pub id: String,
    /// The edition.
    pub edition: String,
    /// The revision.
    pub revision: u32,
    /// The text of the definition.
    pub text: String,
}

/// A list of the office: sections, numbers, titles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Master {
    /// The name of its file.
    pub name: String,
    /// Its text, CSV or JSON.
    pub text: String,
}

impl Baked {
    /// What an element holds; nothing where it is of no shape known here.
    pub fn read(element: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(element).ok()?;
        let mut baked = Self::default();
        if value.as_object()?.is_empty() {
            return Some(baked);
        }
        if value.get("format")?.as_str()? != "kohyo/baked" || value.get("version")? != 1 {
            return None;
        }
        let text = |item: &Value, name: &str| item.get(name)?.as_str().map(str::to_owned);
        for item in value.get("forms").and_then(Value::as_array).into_iter().flatten() {
            baked.add_form(BakedForm {
                id: text(item, "id")?,
                edition: text(item, "edition")?,
                revision: item.get("revision")?.as_u64()?.try_into().ok()?,
                text: text(item, "text")?,
            });
        }
        for item in value.get("masters").and_then(Value::as_array).into_iter().flatten() {
            baked.add_master(Master { name: text(item, "name")?, text: text(item, "text")? });
        }
        for (form, text) in round::tables_of(value.get("tables")) {
            baked.add_tables(form, text);
        }
        if let Some(deadline) = value.get("deadline").and_then(Value::as_str) {
            baked.set_deadline(deadline);
        }
        Some(baked)
    }

    /// The text of the element. No `<` stands in it, so that no text can leave
    /// the element, and nothing but ASCII, of which the rest of the page is: the
    /// browser reads it faster. The same forms and lists give the same bytes.
    pub fn write(&self) -> String {
        if *self == Self::default() {
            return "{}".to_owned();
        }
        let forms: Vec<Value> = self
            .forms
            .iter()
            .map(|form| {
                json!({
                    "id": form.id,
                    "edition": form.edition,
                    "revision": form.revision,
                    "text": form.text,
                })
            })
            .collect();
        let masters: Vec<Value> = self
            .masters
            .iter()
            .map(|master| json!({ "name": master.name, "text": master.text }))
            .collect();
        let mut element =
            json!({ "format": "kohyo/baked", "version": 1, "forms": forms, "masters": masters });
        if let Some(members) = element.as_object_mut() {
            if !self.tables.is_empty() {
                members.insert("tables".to_owned(), round::tables_value(&self.tables));
            }
            if let Some(deadline) = &self.deadline {
                members.insert("deadline".to_owned(), json!(deadline));
            }
        }
        let mut out = String::new();
        for letter in element.to_string().chars() {
            match letter {
                '<' => out.push_str("\\u003c"),
                _ if letter.is_ascii() => out.push(letter),
                _ => {
                    for unit in letter.encode_utf16(&mut [0; 2]) {
                        out.push_str(&format!("\\u{unit:04x}"));
                    }
                }
            }
        }
        out
    }

    /// Adds a form; of one edition the highest revision stays, and of two of
    /// the same revision the later.
    pub fn add_form(&mut self, form: BakedForm) {
        let same = |known: &BakedForm| known.id == form.id && known.edition == form.edition;
        match self.forms.iter().position(same) {
            Some(place) => {
                if let Some(known) = self.forms.get_mut(place)
                    && known.revision <= form.revision
                {
                    *known = form;
                }
            }
            None => self.forms.push(form),
        }
        self.forms.order_by(|a, b| (&a.id, &a.edition).cmp(&(&b.id, &b.edition)));
    }

    /// Adds a list; one of the same name gives way.
    pub fn add_master(&mut self, master: Master) {
        self.masters.retain(|known| known.name != master.name);
        self.masters.push(master);
        self.masters.order_by(|a, b| a.name.cmp(&b.name));
    }

    /// Adds the tables that the office defined for a form; others of the same
    /// form give way.
    pub fn add_tables(&mut self, form: String, text: String) {
        self.drop_tables(&form);
        self.tables.push((form, text));
        self.tables.order();
    }

    /// The tables that the office defined, by form: form and text.
    pub fn tables(&self) -> &[(String, String)] {
        &self.tables
    }

    /// Takes the tables of a form away.
    pub fn drop_tables(&mut self, form: &str) {
        self.tables.retain(|(known, _)| known != form);
    }

    /// Says until when the sheets are to be handed in, in the office's words;
    /// a blank text says nothing.
    pub fn set_deadline(&mut self, deadline: &str) {
        let line: Vec<&str> = deadline.split_whitespace().collect();
        let text: String = line.join(" ").chars().take(MOST_OF_DEADLINE).collect();
        self.deadline = (!text.is_empty()).then_some(text);
    }

    /// Until when the sheets are to be handed in.
    pub fn deadline(&self) -> Option<&str> {
        self.deadline.as_deref()
    }

    /// Takes a form away.
    pub fn drop_form(&mut self, id: &str, edition: &str) {
        self.forms.retain(|known| known.id != id || known.edition != edition);
    }

    /// Takes a list away.
    pub fn drop_master(&mut self, name: &str) {
        self.masters.retain(|known| known.name != name);
    }

    /// Adds all that another holds.
    pub fn add(&mut self, other: Self) {
        other.forms.into_iter().for_each(|form| self.add_form(form));
        other.masters.into_iter().for_each(|master| self.add_master(master));
        other.tables.into_iter().for_each(|(form, text)| self.add_tables(form, text));
        self.deadline = other.deadline.or(self.deadline.take());
    }

    /// The forms, by id and edition.
    pub fn forms(&self) -> &[BakedForm] {
        &self.forms
    }

    /// The lists, by name.
    pub fn masters(&self) -> &[Master] {
        &self.masters
    }
}

impl BakedForm {
    /// The definition of a text, where it names itself.
    pub fn of(text: &str) -> Option<Self> {
        let Head { id, edition, revision, .. } = Head::of(&definition::read(text).ok()?);
        Some(Self { id, edition, revision, text: text.to_owned() })
    }
}

/// The element of a page, as it stands in the file.
pub fn of_page(page: &str) -> Option<&str> {
    page.get(range(page)?)
}

/// The page with another element, and nothing else different.
pub fn into_page(page: &str, element: &str) -> Option<String> {
    let range = range(page)?;
    Some(format!("{}{element}{}", page.get(..range.start)?, page.get(range.end..)?))
}

fn range(page: &str) -> Option<std::ops::Range<usize>> {
    let name = format!(" id=\"{ELEMENT}\"");
    let mut found = page.match_indices(&name);
    let (at, _) = found.next()?;
    if found.next().is_some() {
        return None;
    }
    let start = at + page.get(at..)?.find('>')? + 1;
    let end = start + page.get(start..)?.find("</script>")?;
    Some(start..end)
}

/// The digest that tells one element from another: `sha256:…` of its bytes.
pub fn digest_of(element: &str) -> String {
    digest::of_bytes(element.as_bytes())
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test may stop where it stands")]
mod tests {
    use super::*;

    #[test]
    fn tables_are_carried_beside_forms_and_lists() {
        let mut baked = Baked::default();
        baked.add_tables("b".to_owned(), "</script> // 表".to_owned());
        baked.add_tables("a".to_owned(), "before".to_owned());
        baked.add_tables("a".to_owned(), "after".to_owned());
        let element = baked.write();
        assert!(!element.contains('<'));
        let read = Baked::read(&element).unwrap();
        assert_eq!(read, baked);
        let texts: Vec<&str> = read.tables().iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts, ["after", "</script> // 表"]);
        // Without any the element is as it was before there were tables.
        baked.drop_tables("a");
        baked.drop_tables("b");
        assert_eq!(baked.write(), "{}");
        baked.set_deadline("金曜");
        assert!(!baked.write().contains("tables"));
        baked.add(read);
        assert_eq!((baked.tables().len(), baked.deadline()), (2, Some("金曜")));
    }
}
