//! Every rule of a form has a copy of a sheet that breaks it.

use super::Breach;
use super::forms::members;
use std::collections::BTreeMap;

/// Looks for each rule of the newest revision of each edition among the
/// fixtures; that the copy does break the rule is for the tests.
pub(super) fn check(texts: &[(String, String)], breaches: &mut Vec<Breach>) {
    let mut newest: BTreeMap<(&str, &str), (u32, &str, &str)> = BTreeMap::new();
    for (path, text) in texts {
        let own = path.strip_prefix("forms/").unwrap_or_default();
        let own = own.strip_prefix("examples/").unwrap_or(own);
        let parts: Vec<&str> = own.split('/').collect();
        let &[id, edition, file] = parts.as_slice() else { continue };
        let Some(revision) = file.strip_suffix(".json").and_then(|name| name.parse().ok()) else {
            continue;
        };
        let known = newest.entry((id, edition)).or_insert((revision, path, text));
        if known.0 <= revision {
            *known = (revision, path, text);
        }
    }
    for ((id, edition), (_, path, text)) in newest {
        let copies = copies(texts, &format!("{id}/{edition}.json"));
        for (line, rule) in rules(text) {
            if !copies.contains(&format!("\"{rule}\"")) {
                breaches.push(Breach {
                    file: path.to_owned(),
                    line,
                    rule: format!(
                        "no copy breaks the rule `{rule}`; add one to tests/fixtures/rules/{id}/{edition}.json"
                    ),
                });
            }
        }
    }
}

/// The fixture of a form, or that of the form which it is like.
fn copies<'t>(texts: &'t [(String, String)], name: &str) -> &'t str {
    let find = |name: &str| {
        let path = format!("tests/fixtures/rules/{name}");
        texts.iter().find(|(known, _)| *known == path).map_or("", |(_, text)| text.as_str())
    };
    let own = find(name);
    let like = members(own).into_iter().find(|(key, _)| key == "like").map(|(_, name)| name);
    like.map_or(own, |name| find(&name))
}

/// The rules of a definition with their lines: an id that is no cell's, and then
/// a code.
fn rules(text: &str) -> Vec<(usize, String)> {
    let members = members(text);
    let mut rules = Vec::new();
    for pair in members.windows(2) {
        if let [(first, id), (second, _)] = pair
            && first == "id"
            && second == "code"
            && !id.contains('.')
        {
            let at = text.find(&format!("\"id\": \"{id}\", \"code\"")).unwrap_or_default();
            rules.push((text[..at].matches('\n').count() + 1, id.clone()));
        }
    }
    rules
}
