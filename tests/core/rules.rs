//! Every rule of every form has a sheet that keeps it and a copy that breaks it
//! in one cell, and each rule is missed when it is switched off.
//!
//! The sheets stand in `tests/fixtures/rules`, see the README there.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop where it stands"
)]

use kohyo_core::check::{Evaluation, Finding, Purpose};
use kohyo_core::finding::Severity;
use kohyo_core::form::Form;
use kohyo_core::form::definition::Definition;
use kohyo_core::sheet::{Raw, Sheet};
use kohyo_core::{wire, words};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

type Cells = BTreeMap<String, Raw>;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// One edition of a form with its sheets.
struct Family {
    name: String,
    definition: Definition,
    form: Form,
    sheet: Cells,
    cases: Vec<Case>,
}

/// A sheet that is right, the one cell that breaks it, and what is then found.
struct Case {
    name: String,
    /// The rule that is broken; none for what is said of single cells.
    rule: Option<String>,
    set: Cells,
    broken: (String, Raw),
    stage: Option<String>,
    code: String,
    severity: Severity,
    names: Vec<String>,
    mended: Option<String>,
}

fn json(path: &Path) -> Value {
    let text =
        std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn cells(value: &Value) -> Cells {
    match value {
        Value::Null => Cells::new(),
        Value::String(path) => cells(&json(&root().join("tests/fixtures").join(path))),
        value => wire::open::given_cells(&value.to_string()).expect("cells").into_iter().collect(),
    }
}

/// `forms/<id>/<edition>/<the newest revision>.json`
fn families() -> Vec<Family> {
    let mut newest: BTreeMap<(String, String), (u32, Definition)> = BTreeMap::new();
    let mut folders = vec![root().join("forms")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("forms/") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "json") {
                let text = std::fs::read_to_string(&path).expect("a text");
                let definition = wire::definition::read(&text).expect("a definition");
                let key = (definition.id.value.clone(), definition.edition.value.clone());
                let known = newest.get(&key).map_or(0, |(revision, _)| *revision);
                if definition.revision > known {
                    newest.insert(key, (definition.revision, definition));
                }
            }
        }
    }
    newest
        .into_iter()
        .map(|((id, edition), (_, definition))| family(&id, &edition, definition))
        .collect()
}

fn family(id: &str, edition: &str, definition: Definition) -> Family {
    let form = Form::compile(&definition).expect("a form");
    let folder = root().join("tests/fixtures/rules");
    let mut fixture = json(&folder.join(format!("{id}/{edition}.json")));
    if let Some(like) = fixture["like"].as_str() {
        fixture = json(&folder.join(like));
    }
    let mut cases = Vec::new();
    for (kind, list) in [("rules", &fixture["rules"]), ("cells", &fixture["cells"])] {
        for (name, case) in list.as_object().expect(kind) {
            let rule =
                definition.rules.iter().find(|rule| kind == "rules" && rule.id.value == *name);
            assert!(
                kind == "cells" || rule.is_some(),
                "{id}/{edition}: the rule {name} is not in the form any more"
            );
            let broken = cells(&case["break"]);
            assert_eq!(broken.len(), 1, "{name} is broken in one cell");
            let severity = match rule {
                Some(rule) => rule.severity.expect("a severity"),
                None => [Severity::Error, Severity::Warning, Severity::Notice]
                    .into_iter()
                    .find(|severity| case["severity"] == severity.code())
                    .expect("a severity"),
            };
            cases.push(Case {
                name: name.clone(),
                rule: rule.map(|rule| rule.id.value.clone()),
                set: cells(&case["set"]),
                broken: broken.into_iter().next().expect("a cell"),
                stage: case["stage"].as_str().map(str::to_owned),
                code: match rule {
                    Some(rule) => rule.code.value.clone(),
                    None => case["code"].as_str().expect("a code").to_owned(),
                },
                severity,
                names: serde_json::from_value(case["names"].clone()).expect("names"),
                mended: case["mended"].as_str().map(str::to_owned),
            });
        }
    }
    let sheet = cells(&fixture["sheet"]);
    Family { name: format!("{id}/{edition}"), definition, form, sheet, cases }
}

impl Family {
    /// The sheet of a case, kept or broken.
    fn sheet(&self, form: &Form, case: &Case, broken: bool) -> Sheet {
        let mut cells = self.sheet.clone();
        cells.extend(case.set.clone());
        if broken {
            let (id, raw) = case.broken.clone();
            cells.insert(id, raw);
        }
        Sheet::with(form, cells)
    }

    fn purpose(&self, case: &Case) -> Purpose {
        let stage = case.stage.as_ref().map(|id| {
            self.form.stage(id).unwrap_or_else(|| panic!("{} has no stage {id}", self.name))
        });
        Purpose::Submission(stage)
    }
}

fn ids(form: &Form, finding: &Finding) -> Vec<String> {
    finding.cells.iter().map(|place| place.id(form).to_owned()).collect()
}

/// What a case expects, whichever rule says it.
fn expected<'f>(form: &Form, case: &Case, findings: &'f [Arc<Finding>]) -> Option<&'f Finding> {
    findings.iter().map(Arc::as_ref).find(|finding| {
        finding.code == case.code
            && finding.severity == case.severity
            && ids(form, finding) == case.names
    })
}

fn told(form: &Form, findings: &[Arc<Finding>]) -> Vec<String> {
    findings.iter().map(|finding| format!("{} {:?}", finding.code, ids(form, finding))).collect()
}

#[test]
fn every_rule_has_its_breaking_copy() {
    for family in families() {
        let rules: BTreeSet<&str> =
            family.definition.rules.iter().map(|rule| rule.id.value.as_str()).collect();
        let broken: BTreeSet<&str> =
            family.cases.iter().filter_map(|case| case.rule.as_deref()).collect();
        let missing: Vec<&&str> = rules.difference(&broken).collect();
        assert!(missing.is_empty(), "{}: no breaking copy of {missing:?}", family.name);
    }
}

#[test]
fn a_sheet_that_keeps_every_rule_gets_no_word() {
    for family in families() {
        for case in &family.cases {
            let form = &family.form;
            let sheet = family.sheet(form, case, false);
            let findings =
                Evaluation::new(form, &sheet).findings(form, &sheet, family.purpose(case));
            let weighty: Vec<Arc<Finding>> = findings
                .into_iter()
                .filter(|finding| finding.severity > Severity::Notice)
                .collect();
            assert!(
                weighty.is_empty(),
                "{} {}: {:?}",
                family.name,
                case.name,
                told(form, &weighty)
            );
        }
    }
}

#[test]
fn every_broken_copy_is_found_and_its_mend_mends_it() {
    for family in families() {
        let form = &family.form;
        for case in &family.cases {
            let name = format!("{} {}", family.name, case.name);
            let mut sheet = family.sheet(form, case, true);
            let evaluation = Evaluation::new(form, &sheet);
            let findings = evaluation.findings(form, &sheet, family.purpose(case));
            let found = expected(form, case, &findings)
                .unwrap_or_else(|| panic!("{name}: not in {:#?}", told(form, &findings)));
            assert_eq!(found.rule, case.rule.clone().or(found.rule.clone()), "{name}");
            let Some(fix) = found.fixes.first() else {
                assert!(case.mended.is_none(), "{name}: no fix is offered");
                continue;
            };
            for (cell, raw) in &fix.changes {
                sheet.put(*cell, raw.clone());
            }
            let after = Evaluation::new(form, &sheet);
            let findings = after.findings(form, &sheet, family.purpose(case));
            assert!(
                expected(form, case, &findings).is_none(),
                "{name}: still {:#?}",
                told(form, &findings)
            );
            if let Some(mended) = &case.mended {
                let cell = form.find(&case.broken.0).expect("a cell");
                assert_eq!(sheet.text(cell), mended, "{name}");
            }
        }
    }
}

#[test]
fn each_rule_is_missed_when_it_is_switched_off() {
    let mut switched = 0;
    for family in families() {
        for case in family.cases.iter().filter(|case| case.rule.is_some()) {
            let mut definition = family.definition.clone();
            definition.rules.retain(|rule| Some(&rule.id.value) != case.rule.as_ref());
            let form = Form::compile(&definition).expect("a form without one rule");
            let sheet = family.sheet(&form, case, true);
            let findings =
                Evaluation::new(&form, &sheet).findings(&form, &sheet, family.purpose(case));
            assert!(
                expected(&form, case, &findings).is_none(),
                "{} {}: found without its rule",
                family.name,
                case.name
            );
            switched += 1;
        }
    }
    assert!(switched >= 60, "only {switched} rules were switched off");
}

#[test]
fn every_sentence_of_a_rule_is_pinned() {
    let mut text = String::new();
    for family in families() {
        let form = &family.form;
        for case in &family.cases {
            let sheet = family.sheet(form, case, true);
            let evaluation = Evaluation::new(form, &sheet);
            let findings = evaluation.findings(form, &sheet, family.purpose(case));
            let Some(found) = expected(form, case, &findings) else { continue };
            let sentence = words::finding(form, &sheet, &evaluation, found);
            assert!(sentence.ends_with('。') && sentence.matches('。').count() == 1, "{sentence}");
            assert!(!sentence.contains(['{', '}']), "{sentence}");
            let _ =
                writeln!(text, "{} {} ({} {})", family.name, case.name, case.severity, case.code);
            let _ = writeln!(text, "  {sentence}");
            for fix in &found.fixes {
                for (cell, raw) in &fix.changes {
                    let raw = raw.as_ref().map(Raw::shown).unwrap_or_default();
                    let _ = writeln!(text, "  {} → {raw:?}", form.cell(*cell).id);
                }
            }
        }
    }
    insta::assert_snapshot!("rules", text);
}
