//! `kohyo check`: a JSON line per sheet, whatever the files say of themselves.

use kohyo_core::check::{Evaluation, Purpose};
use kohyo_core::form::Form;
use kohyo_core::submission::{self, OpenFault};
use kohyo_core::wire::open::Opened;
use kohyo_core::wire::submission::{Parts, finding_value};
use kohyo_core::{wire, words};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn check(files: &[PathBuf], folder: Option<&Path>) -> Result<ExitCode, String> {
    let forms = crate::library::all(folder)?;
    let forms: Vec<&Form> = forms.iter().collect();
    let mut worst = 0_u8;
    for path in files {
        let name = path.display().to_string();
        let lines = match read(path) {
            Err(fault) => vec![unreadable(&name, &fault)],
            Ok(text) => match wire::open::items(&text, &forms) {
                Err(fault) => vec![unreadable(&name, &fault)],
                Ok(items) => {
                    let several = items.len() > 1;
                    items
                        .iter()
                        .enumerate()
                        .map(|(place, item)| {
                            let name = if several {
                                format!("{name}#{}", place + 1)
                            } else {
                                name.clone()
                            };
                            match item {
                                Ok(opened) => judged(&name, &forms, opened),
                                Err(fault) => unreadable(&name, fault),
                            }
                        })
                        .collect()
                }
            },
        };
        for (line, weight) in lines {
            crate::output::line(&line)?;
            worst = worst.max(weight);
        }
    }
    Ok(ExitCode::from(worst))
}

/// A file's text; what cannot be read at all is foreign.
fn read(path: &Path) -> Result<String, OpenFault> {
    let bytes = std::fs::read(path).map_err(|_| OpenFault::Foreign)?;
    if bytes.len() > wire::open::MOST_BYTES {
        return Err(OpenFault::TooLarge);
    }
    String::from_utf8(bytes).map_err(|_| OpenFault::NotJson(1, 1))
}

/// The line of a file that holds no readable sheet.
fn unreadable(name: &str, fault: &OpenFault) -> (Value, u8) {
    let file = Path::new(name)
        .file_name()
        .map_or_else(|| name.to_owned(), |file| file.to_string_lossy().into_owned());
    let finding = json!({
        "code": fault.code(),
        "severity": "error",
        "cells": [],
        "message": words::open_fault(fault, &file),
    });
    (json!({ "file": name, "status": "unreadable", "findings": [finding] }), 2)
}

/// The line of a sheet, judged afresh.
fn judged(name: &str, forms: &[&Form], opened: &Opened) -> (Value, u8) {
    let Some(form) = forms.get(opened.form) else {
        return unreadable(name, &OpenFault::Foreign);
    };
    let evaluation = Evaluation::new(form, &opened.sheet);
    let stage = opened.document.stage.as_deref().and_then(|stage| form.stage(stage));
    let findings = evaluation.findings(form, &opened.sheet, Purpose::Submission(stage));
    let ready = Evaluation::is_ready(&findings);
    let parts =
        Parts { form, sheet: &opened.sheet, evaluation: &evaluation, document: &opened.document };
    let line = json!({
        "file": name,
        "form": form.id,
        "edition": form.edition,
        "key": submission::key(form, &opened.sheet, &evaluation),
        "title": submission::title(form, &opened.sheet, &evaluation),
        "status": if ready { "ready" } else { "pending" },
        "findings": findings.iter().map(|finding| finding_value(&parts, finding)).collect::<Vec<_>>(),
    });
    (line, u8::from(!ready))
}
