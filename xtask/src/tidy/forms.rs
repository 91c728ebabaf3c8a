//! A form is data: its words stand under `forms/` and nowhere in code.

use super::{Breach, RustFile, ships};
use std::collections::BTreeSet;

/// The words by which code would know one form from another.
#[derive(Default)]
pub(super) struct Forms {
    ids: BTreeSet<String>,
    editions: BTreeSet<String>,
    publishers: BTreeSet<String>,
    /// First parts of cell ids: `plan` of `plan.number`.
    cell_groups: BTreeSet<String>,
    /// Codes of findings look like cell ids and are no form's own.
    codes: BTreeSet<String>,
}

impl Forms {
    /// Taken from the definitions themselves, so that a new form is guarded too.
    pub(super) fn read(texts: &[(String, String)]) -> Self {
        let mut forms = Self::default();
        for (path, text) in texts {
            let mut parts = path.split('/');
            let (Some("forms"), Some(id), Some(edition), Some(_)) =
                (parts.next(), parts.next(), parts.next(), parts.next())
            else {
                continue;
            };
            // Examples are for readers; nothing that ships carries them.
            if !path.ends_with(".json") || id == "examples" {
                continue;
            }
            forms.ids.insert(id.to_owned());
            forms.editions.insert(edition.to_owned());
            for (key, value) in members(text) {
                match key.as_str() {
                    "publisher" => {
                        forms.publishers.insert(value);
                    }
                    "code" | "differs" => {
                        forms.codes.insert(value);
                    }
                    "id" | "cell" | "cells" | "key" | "name" | "table" => {
                        if let Some((group, rest)) = value.split_once('.')
                            && is_id(group)
                            && !rest.is_empty()
                            && !rest.contains(' ')
                        {
                            forms.cell_groups.insert(group.to_owned());
                        }
                    }
                    _ => {}
                }
            }
        }
        forms
    }

    /// Judges one file.
    pub(super) fn check(&self, file: &RustFile, breaches: &mut Vec<Breach>) {
        if !ships(&file.path) {
            return;
        }
        const REMEDY: &str = "a form is data, and its words stand under forms/ only";
        for (at, text) in &file.source.quoted {
            if let Some(word) = self.word_in(text) {
                breaches.push(file.breach(*at, format!("`{word}` belongs to a form; {REMEDY}")));
            }
        }
        for publisher in &self.publishers {
            for (at, _) in file.source.shipped.match_indices(publisher.as_str()) {
                breaches.push(file.breach(at, format!("`{publisher}` publishes a form; {REMEDY}")));
            }
        }
    }

    fn word_in<'a>(&'a self, text: &'a str) -> Option<&'a str> {
        if let Some(id) = self.ids.iter().find(|id| text.contains(id.as_str())) {
            return Some(id);
        }
        // Short as they are, editions count as whole texts only.
        if self.editions.contains(text) {
            return Some(text);
        }
        let cell = text.split_once('.').is_some_and(|(group, rest)| {
            self.cell_groups.contains(group)
                && !rest.is_empty()
                && rest.split('.').all(|part| is_id(part) || part.starts_with('{'))
        });
        (cell && !self.codes.contains(text)).then_some(text)
    }
}

fn is_id(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The texts of a JSON file with comments, each with the last key before it.
pub(super) fn members(text: &str) -> Vec<(String, String)> {
    let mut members = Vec::new();
    let mut key = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['"', '/']) {
        rest = &rest[at..];
        if let Some(told) = rest.strip_prefix("//") {
            rest = told.find('\n').map_or("", |end| &told[end..]);
        } else if let Some(told) = rest.strip_prefix("/*") {
            rest = told.find("*/").map_or("", |end| &told[end + 2..]);
        } else if let Some(inner) = rest.strip_prefix('"') {
            let mut escaped = false;
            let end = inner.find(|letter| {
                let ends = letter == '"' && !escaped;
                escaped = letter == '\\' && !escaped;
                ends
            });
            let Some(end) = end else { break };
            let word = inner[..end].to_owned();
            rest = &inner[end + 1..];
            if rest.trim_start().starts_with(':') {
                key = word;
            } else {
                members.push((key.clone(), word));
            }
        } else {
            rest = &rest[1..];
        }
    }
    members
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_of_a_file_with_comments() {
        let found = members(
            "{ // \"no\": \"no\"\n \"a\": \"x/y\", /* \"z\" */ \"b\": [\"p\\\"q\", \"r\"], }",
        );
        let pairs: Vec<(&str, &str)> =
            found.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        assert_eq!(pairs, [("a", "x/y"), ("b", "p\\\"q"), ("b", "r")]);
    }
}
