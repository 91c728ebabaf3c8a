//! What may stand in some folders only.

use super::source::{is_word, names};
use super::{Breach, RustFile, ships};

/// Crates that know the web.
const WEB: [&str; 4] = ["web_sys", "js_sys", "wasm_bindgen", "wasm_bindgen_futures"];
/// What leptos hands on of the web, called.
const WEB_CALLS: [&str; 5] =
    ["window", "document", "set_timeout", "set_interval", "request_animation_frame"];
/// Crates that know files.
const SERDE: [&str; 3] = ["serde", "serde_json", "jsonc_parser"];
/// Types whose `new…` makes something that is followed.
const SIGNALS: [&str; 17] = [
    "Action",
    "ArcEffect",
    "ArcMemo",
    "ArcRwSignal",
    "ArcStoredValue",
    "ArcTrigger",
    "Effect",
    "ImmediateEffect",
    "LocalResource",
    "Memo",
    "RenderEffect",
    "Resource",
    "RwSignal",
    "Selector",
    "Store",
    "StoredValue",
    "Trigger",
];
/// Functions that make one.
const SIGNAL_CALLS: [&str; 4] = ["signal", "signal_local", "arc_signal", "arc_signal_local"];
/// Where the present moment would come from.
const CLOCKS: [&str; 3] = ["SystemTime", "Instant", "Zoned"];
/// Ways to turn a text into markup.
const MARKUP: [&str; 4] =
    ["inner_html", "set_inner_html", "insert_adjacent_html", "set_outer_html"];

/// Sorts that the compiler makes anew for each use.
const SORTS: [&str; 6] = [
    "sort_by",
    "sort_by_key",
    "sort_by_cached_key",
    "sort_unstable",
    "sort_unstable_by",
    "sort_unstable_by_key",
];
/// Where one of them stands: the one for all, and that of the members of each
/// object that is read, for which speed is worth the bytes.
const SORTED: [&str; 2] = ["crates/core/src/order.rs", "crates/core/src/wire/json.rs"];

/// Judges one file by where it stands.
pub(super) fn check(file: &RustFile, breaches: &mut Vec<Breach>) {
    let code = &file.source.code;
    let mut found = |at: usize, rule: String| breaches.push(file.breach(at, rule));

    for name in ["todo", "unimplemented"] {
        for at in names(code, name).filter(|at| code[at + name.len()..].starts_with('!')) {
            found(
                at,
                format!("`{name}!` stands for work that is missing; do it, or take the call away"),
            );
        }
    }
    if !ships(&file.path) {
        return;
    }

    if !file.is_in("src/browser/") {
        let gloo = gloo_crates(code);
        let known =
            WEB.iter().flat_map(|name| names(code, name).map(move |at| (at, (*name).to_owned())));
        for (at, name) in known.chain(gloo) {
            found(
                at,
                format!("`{name}` stands in src/browser/ only; give that room a function for it"),
            );
        }
        for name in WEB_CALLS {
            for at in calls(code, name) {
                found(at, format!("`{name}()` is the web's; it stands in src/browser/ only"));
            }
        }
    }
    if !file.is_in("crates/core/src/wire/") && !file.is_in("crates/cli/") {
        for name in SERDE {
            for at in names(code, name) {
                found(at, format!("`{name}` stands in crates/core/src/wire/ and crates/cli/ only"));
            }
        }
    }
    if !file.is_in("src/session/") {
        for name in SIGNALS {
            for at in names(code, name).filter(|at| makes(&code[at + name.len()..])) {
                found(
                    at,
                    format!(
                        "`{name}` is made in src/session/ only; other rooms read what they are given"
                    ),
                );
            }
        }
        for name in SIGNAL_CALLS {
            for at in calls(code, name) {
                found(
                    at,
                    format!(
                        "`{name}()` is called in src/session/ only; other rooms read what they are given"
                    ),
                );
            }
        }
    }
    if file.is_in("src/session/") || file.is_in("src/browser/") {
        for at in names(code, "view").filter(|at| code[at + 4..].starts_with('!')) {
            found(at, "`view!` stands in the pages and fields only".to_owned());
        }
    }
    if file.is_in("src/browser/") {
        for at in uses_of(code, "crate", "session") {
            found(
                at,
                "the browser knows no session; what both hand over stands in src/desk/".to_owned(),
            );
        }
    }
    if file.is_in("src/pages/") || file.is_in("src/fields/") {
        for room in ["number", "wareki", "check", "wire"] {
            for at in uses_of(code, "kohyo_core", room) {
                found(
                    at,
                    format!(
                        "pages neither read nor judge: `kohyo_core::{room}` is used by src/session/"
                    ),
                );
            }
        }
    }
    if file.is_in("crates/core/") {
        for name in CLOCKS {
            for at in names(code, name) {
                found(at, format!("`{name}`: the core has no clock; the time is handed in"));
            }
        }
        for at in names(code, "now").filter(|at| code[..*at].ends_with("::")) {
            found(at, "`now`: the core has no clock; the time is handed in".to_owned());
        }
        for room in ["fs", "net", "process", "env"] {
            for at in names(code, room).filter(|at| code[..*at].ends_with("std::")) {
                found(at, format!("`std::{room}`: the core has no machine under it"));
            }
        }
    }
    if !file.is_in("crates/cli/") && !SORTED.contains(&file.path.as_str()) {
        for name in SORTS {
            for at in names(code, name).filter(|at| code[..*at].ends_with('.')) {
                found(
                    at,
                    format!(
                        "`{name}` would stand in the page once more; `InOrder` has one sort for all"
                    ),
                );
            }
        }
    }
    for name in MARKUP {
        for at in names(code, name) {
            found(at, format!("`{name}` makes markup of a text; a text from a file stays text"));
        }
    }
    for at in style_attributes(code) {
        found(at, "the page's policy drops style attributes; use a class".to_owned());
    }
}

/// `gloo`, `gloo_storage`, …
fn gloo_crates(code: &str) -> impl Iterator<Item = (usize, String)> {
    code.match_indices("gloo").filter_map(|(at, _)| {
        if at > 0 && is_word(code.as_bytes()[at - 1]) {
            return None;
        }
        let name: String = code[at..]
            .chars()
            .take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '_')
            .collect();
        (name == "gloo" || name.starts_with("gloo_")).then_some((at, name))
    })
}

/// Calls of a free function: `name(`, not `x.name(`, `x::name(` or `fn name(`.
fn calls<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    names(code, name).filter(move |at| {
        let before = code[..*at].trim_end();
        let after = &code[at + name.len()..];
        (after.starts_with('(') || after.starts_with("::<"))
            && !before.ends_with(['.', ':'])
            && !before.ends_with("fn")
    })
}

/// Whether what follows a type's name is `::new…(`, with or without `::<…>`.
fn makes(after: &str) -> bool {
    let mut rest = after;
    if let Some(types) = rest.strip_prefix("::<") {
        let mut depth = 1;
        let end = types.char_indices().find(|(_, letter)| {
            match letter {
                '<' => depth += 1,
                '>' => depth -= 1,
                _ => {}
            }
            depth == 0
        });
        let Some((end, _)) = end else { return false };
        rest = &types[end + 1..];
    }
    rest.starts_with("::new")
}

/// `kohyo_core::room`, also in `use kohyo_core::{…, room, …}`; likewise of
/// another crate.
fn uses_of(code: &str, house: &str, room: &str) -> Vec<usize> {
    names(code, house)
        .filter(|at| {
            super::rooms::first_names(&code[at + house.len()..]).iter().any(|name| name == room)
        })
        .collect()
}

/// `style=` and `style:width=` as rustfmt would never write them outside of
/// markup: no spaces around the sign.
fn style_attributes(code: &str) -> Vec<usize> {
    names(code, "style")
        .filter(|at| {
            let after = &code[at + 5..];
            let property = after.strip_prefix(':').map(|rest| {
                rest.trim_start_matches(|letter: char| {
                    letter.is_ascii_alphanumeric() || letter == '-' || letter == '_'
                })
            });
            let equals = |rest: &str| {
                rest.starts_with('=') && !rest.starts_with("==") && !rest.starts_with("=>")
            };
            equals(after) || property.is_some_and(equals)
        })
        .collect()
}
