//! `kohyo check`: a JSON line per sheet, whatever the files say of themselves.

use kohyo_core::check::Evaluation;
use kohyo_core::form::Form;
use kohyo_core::submission::{self, OpenFault};
use kohyo_core::wire::judged::Judged;
use kohyo_core::wire::submission::finding_value;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

pub(crate) fn check(files: &[PathBuf], folder: Option<&Path>) -> Result<ExitCode, String> {
    let forms = crate::library::all(folder)?;
    let forms: Vec<&Form> = forms.iter().collect();
    let mut worst = 0_u8;
    for path in files {
        let lines = match crate::source::absent(path) {
            Some(sentence) => {
                vec![refused(&path.display().to_string(), &OpenFault::Foreign, &sentence)]
            }
            None => crate::source::sheets(path, &forms)
                .iter()
                .map(|(name, sheet)| match sheet {
                    Ok(judged) => line(name, &forms, judged),
                    Err(fault) => unreadable(name, fault),
                })
                .collect(),
        };
        for (line, weight) in lines {
            crate::output::line(&line)?;
            worst = worst.max(weight);
        }
    }
    Ok(ExitCode::from(worst))
}

/// The line of a file that holds no readable sheet.
fn unreadable(name: &str, fault: &OpenFault) -> (Value, u8) {
    let file = Path::new(name)
        .file_name()
        .map_or_else(|| name.to_owned(), |file| file.to_string_lossy().into_owned());
    refused(name, fault, &crate::source::said(fault, &file))
}

fn refused(name: &str, fault: &OpenFault, sentence: &str) -> (Value, u8) {
    let finding = json!({
        "code": fault.code(),
        "severity": "error",
        "cells": [],
        "message": sentence,
    });
    (json!({ "file": name, "status": "unreadable", "findings": [finding] }), 2)
}

/// The line of a sheet.
fn line(name: &str, forms: &[&Form], judged: &Judged) -> (Value, u8) {
    let Some(form) = forms.get(judged.opened.form) else {
        return unreadable(name, &OpenFault::Foreign);
    };
    let ready = Evaluation::is_ready(&judged.findings);
    let parts = judged.parts(form);
    let findings = judged.findings.iter().map(|finding| finding_value(&parts, finding));
    let line = json!({
        "file": name,
        "form": form.id,
        "edition": form.edition,
        "key": submission::key(form, parts.sheet, parts.evaluation),
        "title": submission::title(form, parts.sheet, parts.evaluation),
        "status": if ready { "ready" } else { "pending" },
        "findings": findings.collect::<Vec<_>>(),
    });
    (line, u8::from(!ready))
}
