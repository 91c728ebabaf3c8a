//! Each rule is broken in a small project of its own, and must be seen.

use super::check;
use crate::workspace;
use anyhow::Result;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// A project that keeps all rules.
const CLEAN: [(&str, &str); 9] = [
    ("src/main.rs", "//! The page.\n\nfn main() {}\n"),
    (
        "src/session/mod.rs",
        "//! Signals.\n\nuse kohyo_core::{check, wire};\nfn s() { let a = RwSignal::new(1); let (b, c) = signal(2); }\n",
    ),
    (
        "src/browser/mod.rs",
        "//! The web.\n\nuse gloo_storage::Storage;\nfn b() -> web_sys::Window { window() }\n",
    ),
    (
        "src/pages/mod.rs",
        "//! Pages.\n\nuse kohyo_core::finding::Severity;\n\
         fn p(read: RwSignal<u8>) { let style = 1; view! { <p class=\"style\">{read.get()}</p> } }\n",
    ),
    (
        "crates/core/src/form/mod.rs",
        "//! Forms.\n\nuse crate::{number, finding::Finding};\n\
         #[cfg(test)]\nmod tests { const EDITION: &str = \"r9\"; }\n",
    ),
    (
        "crates/core/src/wire/mod.rs",
        "//! Files.\n\nuse crate::words;\nuse serde::Serialize;\nconst CODE: &str = \"plan.late\";\n",
    ),
    (
        "crates/cli/src/main.rs",
        "//! The command.\n\nuse serde_json::Value;\nfn main() { list.sort_by(by); }\n",
    ),
    ("tests/core/sheets.rs", "//! Scenarios.\n\nconst CELL: &str = \"plan.number\";\n"),
    (
        "forms/some-plan/r9/1.json",
        "{ // 〇〇市の様式\n \"publisher\": \"架空市\", \"items\": [ { \"id\": \"plan.number\" } ],\n \"code\": \"plan.late\" }\n",
    ),
];

/// File, what is added at its end, and a part of what tidy must say. Words
/// that tidy would find in this very file are put together from pieces.
const VIOLATIONS: [(&str, &str, &str); 45] = [
    (
        "src/session/mod.rs",
        "fn s(list: &mut [u8]) { list.sort_by_key(|own| *own); }",
        "`InOrder` has one sort for all",
    ),
    (
        "forms/some-plan/r9/1.json",
        "{ \"id\": \"unbroken\", \"code\": \"plan.late\" }",
        "no copy breaks the rule `unbroken`",
    ),
    ("src/pages/mod.rs", "fn w() { web_sys::window(); }", "`web_sys` stands in src/browser/"),
    ("src/pages/mod.rs", "fn w(e: leptos::web_sys::Event) {}", "`web_sys` stands in src/browser/"),
    ("src/pages/mod.rs", "fn w() { js_sys::Date::now(); }", "`js_sys` stands in src/browser/"),
    (
        "src/session/mod.rs",
        "use gloo_storage::LocalStorage;",
        "`gloo_storage` stands in src/browser/",
    ),
    (
        "src/main.rs",
        "#[wasm_bindgen::prelude::wasm_bindgen]",
        "`wasm_bindgen` stands in src/browser/",
    ),
    ("src/session/mod.rs", "fn w() { document().title(); }", "`document()` is the web's"),
    ("src/pages/mod.rs", "fn w() { set_timeout(f, d); }", "`set_timeout()` is the web's"),
    ("src/pages/mod.rs", "fn w() { RwSignal::new(1); }", "`RwSignal` is made in src/session/"),
    (
        "src/pages/mod.rs",
        "fn w() { RwSignal::<Vec<u8>>::new(v); }",
        "`RwSignal` is made in src/session/",
    ),
    ("src/pages/mod.rs", "fn w() { Memo::new(f); }", "`Memo` is made in src/session/"),
    ("src/browser/mod.rs", "fn w() { Effect::new(f); }", "`Effect` is made in src/session/"),
    (
        "src/browser/mod.rs",
        "fn w() { StoredValue::new_local(f); }",
        "`StoredValue` is made in src/session/",
    ),
    ("src/main.rs", "fn w() { let (a, b) = signal(1); }", "`signal()` is called in src/session/"),
    ("src/session/mod.rs", "fn w() { view! { <p/> } }", "`view!` stands in the pages"),
    ("src/browser/mod.rs", "fn w() { view! { <p/> } }", "`view!` stands in the pages"),
    ("src/browser/mod.rs", "use crate::session::Draft;", "the browser knows no session"),
    ("src/browser/mod.rs", "use crate::{desk, session};", "the browser knows no session"),
    ("src/pages/mod.rs", "use kohyo_core::{finding, wire::draft};", "`kohyo_core::wire`"),
    ("src/pages/mod.rs", "fn w() { kohyo_core::number::read(); }", "`kohyo_core::number`"),
    ("src/session/mod.rs", "use serde::Serialize;", "`serde` stands in"),
    ("crates/core/src/form/mod.rs", "use serde_json::Value;", "`serde_json` stands in"),
    (
        "crates/core/src/form/mod.rs",
        "fn w() { jsonc_parser::parse(); }",
        "`jsonc_parser` stands in",
    ),
    ("crates/core/src/form/mod.rs", "use crate::sheet::Sheet;", "`form` must not know `sheet`"),
    ("crates/core/src/form/mod.rs", "use super::words;", "`form` must not know `words`"),
    (
        "crates/core/src/number/mod.rs",
        "//! N.\nuse crate::{finding, form::Form};",
        "`number` must not know `form`",
    ),
    ("crates/core/src/wareki/read.rs", "use super::super::wire;", "`wareki` must not know `wire`"),
    (
        "crates/core/src/check/mod.rs",
        "//! C.\nuse crate::words::say;",
        "`check` must not know `words`",
    ),
    ("crates/core/src/words.rs", "//! W.\nuse crate::wire;", "`words` must not know `wire`"),
    ("crates/core/src/cellar.rs", "//! C.", "the room `cellar` has no line"),
    ("crates/core/src/form/mod.rs", "fn w() { jiff::Zoned::now(); }", "the core has no clock"),
    ("crates/core/src/form/mod.rs", "use std::fs;", "the core has no machine"),
    ("src/pages/mod.rs", "const W: &str = \"some-plan\";", "`some-plan` belongs to a form"),
    ("crates/cli/src/main.rs", "const W: &str = \"r9\";", "`r9` belongs to a form"),
    ("src/pages/mod.rs", "const W: &str = r#\"plan.{year}.content\"#;", "belongs to a form"),
    (
        "crates/core/src/form/mod.rs",
        "const W: &str = \"plan.number\";",
        "`plan.number` belongs to a form",
    ),
    ("src/pages/mod.rs", "// As 架空市 prints it.", "`架空市` publishes a form"),
    ("src/pages/mod.rs", "fn w() { view! { <p style=\"x\"/> } }", "drops style attributes"),
    (
        "src/pages/mod.rs",
        "fn w() { view! { <p style:width=move || w/> } }",
        "drops style attributes",
    ),
    ("src/pages/mod.rs", "fn w() { view! { <p inner_html=text/> } }", "`inner_html` makes markup"),
    (
        "crates/core/src/form/mod.rs",
        concat!("fn w() { to", "do!() }"),
        "stands for work that is missing",
    ),
    (
        "src/session/draft.rs",
        concat!("fn w() { unimple", "mented!() }"),
        "stands for work that is missing",
    ),
    ("src/fields.rs", "fn w() {}", "a room begins with `//!`"),
    ("crates/core/src/check/mod.rs", "fn w() {}", "a room begins with `//!`"),
];

/// Those that no Rust rule is about.
const TRACES: [(&str, &str, &str); 9] = [
    ("tests/core/sheets.rs", concat!("#[", "ignore]\nfn w() {}"), "does not run"),
    (
        "tests/core/sheets.rs",
        concat!("fn w() { std::thread::", "sleep(d); }"),
        "wait for a condition",
    ),
    (
        "tests/browser/a.test.mjs",
        concat!("await page.waitFor", "Timeout(9);"),
        "wait for a condition",
    ),
    ("tests/browser/a.test.mjs", concat!("test.", "skip('x');"), "does not run"),
    ("README.md", concat!("See /", "home/somebody/kohyo."), "folder of one machine"),
    ("tests/core/sheets.rs", concat!("const W: &str = \"/", "tmp/x\";"), "folder of one machine"),
    ("docs/a.md", concat!("C:", "\\Users\\somebody"), "folder of one machine"),
    ("src/session/utils.rs", "//! U.", "says nothing of what is in it"),
    ("tests/helpers/mod.rs", "//! H.", "says nothing of what is in it"),
];

#[test]
fn a_clean_project_is_clean() -> Result<()> {
    let project = Project::new(&[])?;
    assert_eq!(check(&project.0)?, []);
    Ok(())
}

#[test]
fn each_violation_is_refused() -> Result<()> {
    for (file, added, sentence) in VIOLATIONS.into_iter().chain(TRACES) {
        let project = Project::new(&[(file, added)])?;
        let found = check(&project.0)?;
        assert!(
            found.iter().any(|breach| breach.file == file && breach.rule.contains(sentence)),
            "{file} + {added}: wanted {sentence}, found {found:?}"
        );
    }
    Ok(())
}

/// The rules bite in the project as it is, with its own files and forms.
#[test]
fn a_violation_in_a_copy_of_this_project_is_refused() -> Result<()> {
    let root = workspace::root()?;
    let copy = Project::empty();
    for file in workspace::files(&root)? {
        let to = copy.0.join(&file);
        fs::create_dir_all(to.parent().unwrap_or(Path::new("")))?;
        fs::copy(root.join(&file), to)?;
    }
    assert_eq!(check(&copy.0)?, [], "the project itself breaks rules");
    // Test code is exempt from some rules, so files of this name are not it.
    for (file, added, sentence) in [
        ("src/pages/planted.rs", "fn w() { web_sys::window(); }", "`web_sys` stands in"),
        ("src/browser/planted.rs", "fn w() { RwSignal::new(1); }", "`RwSignal` is made in"),
        ("src/session/planted.rs", "use serde::Serialize;", "`serde` stands in"),
        ("crates/core/src/number/planted.rs", "use crate::form::Form;", "must not know `form`"),
        ("crates/core/src/check/planted.rs", "use crate::words;", "must not know `words`"),
        ("src/pages/planted.rs", "const W: &str = \"kashiwa-action-plan\";", "belongs to a form"),
        ("crates/cli/src/planted.rs", "const W: &str = \"h30\";", "belongs to a form"),
        ("src/fields/planted.rs", "const W: &str = \"plan.number\";", "belongs to a form"),
        ("src/fields/planted.rs", "const W: &str = \"柏市\";", "publishes a form"),
    ] {
        copy.write(file, added)?;
        let found = check(&copy.0)?;
        assert!(
            found.iter().any(|breach| breach.file == file && breach.rule.contains(sentence)),
            "{file} + {added}: wanted {sentence}, found {found:?}"
        );
        fs::remove_file(copy.0.join(file))?;
    }
    Ok(())
}

#[test]
fn the_same_words_in_comments_texts_and_tests_are_let_through() -> Result<()> {
    let innocent = [
        ("src/pages/mod.rs", "// web_sys and RwSignal::new( in a comment"),
        ("src/pages/mod.rs", "const W: &str = \"gloo_storage style=\";"),
        ("src/pages/mod.rs", "fn w(sheet: S) { sheet.document(); let style = 1; }"),
        ("src/pages/mod.rs", "const W: &str = \"plan.late\";"),
        ("src/pages/mod.rs", "const W: &str = \"https://example.jp/home/x\";"),
        (
            "src/session/mod.rs",
            "#[cfg(test)]\nmod tests { const W: &str = \"plan.number 架空市\"; }",
        ),
        ("src/session/tests.rs", "const W: &str = \"r9\";"),
        ("crates/core/src/wire/mod.rs", "use crate::sheet::Sheet;"),
    ];
    for (file, added) in innocent {
        let project = Project::new(&[(file, added)])?;
        assert_eq!(check(&project.0)?, [], "{file} + {added}");
    }
    Ok(())
}

/// A project in the temporary folder, gone at the end.
struct Project(PathBuf);

impl Project {
    fn empty() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let folder =
            std::env::temp_dir().join(format!("kohyo-tidy-{}-{number}", std::process::id()));
        Self(folder)
    }

    fn new(added: &[(&str, &str)]) -> Result<Self> {
        let project = Self::empty();
        for (file, text) in CLEAN {
            project.write(file, text)?;
        }
        for (file, text) in added {
            let before = fs::read_to_string(project.0.join(file)).unwrap_or_default();
            project.write(file, &format!("{before}{text}\n"))?;
        }
        Ok(project)
    }

    fn write(&self, file: &str, text: &str) -> Result<()> {
        let path = self.0.join(file);
        fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
        Ok(fs::write(path, text)?)
    }
}

impl Drop for Project {
    fn drop(&mut self) {
        // A folder left in the temporary folder harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}
