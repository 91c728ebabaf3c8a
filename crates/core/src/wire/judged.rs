//! A sheet out of a file, judged afresh, whatever the file says of itself.

use super::open::Opened;
use super::submission::{self, Parts};
use crate::check::{Evaluation, Finding, Purpose};
use crate::collection::Gist;
use crate::form::Form;
use crate::submission::OpenFault;
use std::sync::Arc;

/// A sheet with its judgement as a submission at its stage.
#[derive(Clone, Debug)]
pub struct Judged {
    /// What stood in the file.
    pub opened: Opened,
    /// The readings.
    pub evaluation: Evaluation,
    /// What is to be said.
    pub findings: Vec<Arc<Finding>>,
}

impl Judged {
    /// Judges what was opened.
    pub fn new(forms: &[&Form], mut opened: Opened) -> Result<Self, OpenFault> {
        let form = *forms.get(opened.form).ok_or(OpenFault::Foreign)?;
        let evaluation = opened.take_evaluation(form);
        let stage = opened.document.stage.as_deref().and_then(|stage| form.stage(stage));
        let findings = evaluation.findings(form, &opened.sheet, Purpose::Submission(stage));
        Ok(Self { opened, evaluation, findings })
    }

    /// What a submission is made of.
    pub fn parts<'a>(&'a self, form: &'a Form) -> Parts<'a> {
        Parts {
            form,
            sheet: &self.opened.sheet,
            evaluation: &self.evaluation,
            document: &self.opened.document,
        }
    }

    /// What a collection keeps of it.
    pub fn gist(&self, form: &Form) -> Gist {
        Gist::new(
            self.opened.form,
            form,
            &self.opened.sheet,
            &self.opened.document,
            &self.evaluation,
            &self.findings,
            self.opened.submitted,
        )
    }

    /// The submission with fresh findings; who saved it when stays as it was.
    /// `application` is put where the file does not say what wrote it.
    pub fn submission(&self, form: &Form, application: &str) -> serde_json::Value {
        let document = &self.opened.document;
        let (at, by) = (document.saved_at.as_deref(), document.saved_by.as_deref());
        let ready = self.opened.submitted && Evaluation::is_ready(&self.findings);
        submission::value_with(
            &self.parts(form),
            &self.findings,
            ready,
            document.stage.as_deref(),
            at.unwrap_or_default(),
            by.unwrap_or(application),
        )
    }
}
