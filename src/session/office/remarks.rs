//! What the office remarks, and sheets sent back.

use super::drawing::Panel;
use super::{Office, State};
use crate::desk::Made;
use crate::session::sheet::APPLICATION;
use crate::words as page;
use kohyo_core::collection::Status;
use kohyo_core::finding::Severity;
use kohyo_core::fold;
use kohyo_core::order::InOrder;
use kohyo_core::submission::{Comment, merge_comments};
use kohyo_core::wire::{digest, round};
use kohyo_core::words;
use leptos::prelude::*;
use std::collections::BTreeMap;

/// A remark as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// The remark.
    pub comment: Comment,
    /// The cell as printed; none for the whole sheet.
    pub label: Option<String>,
    /// Whether it was made here.
    pub own: bool,
}

/// What goes back to a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendBack {
    /// The section.
    pub department: String,
    /// Its sheets.
    pub sheets: Vec<usize>,
    /// How many remarks on them are open.
    pub open: usize,
    /// How many findings of the sheets by themselves and together.
    pub findings: usize,
}

impl State {
    /// All remarks on a sheet: those that came with its versions, and those
    /// made here; each once, closed where either side closed it.
    pub(super) fn remarks_on(&self, place: usize) -> Vec<Comment> {
        let Some(gist) = self.collection.gist(place) else { return Vec::new() };
        let mut out: Vec<Comment> = Vec::new();
        let versions = self.versions.get(&gist.document);
        let came = versions.into_iter().flatten().filter_map(|own| self.items.get(*own));
        let own = self.remarks.get(&gist.document);
        let all = came.flat_map(|item| &item.comments).chain(own.into_iter().flatten());
        for comment in all {
            merge_comments(&mut out, std::slice::from_ref(comment));
        }
        out.order_by(|a, b| a.at.cmp(&b.at));
        out
    }

    /// The remarks with the names of their cells.
    pub(super) fn remarks_shown(&self, place: usize) -> Vec<Remark> {
        let gist = self.collection.gist(place);
        let form = gist.and_then(|gist| self.forms.get(gist.form));
        let own = gist.and_then(|gist| self.remarks.get(&gist.document));
        self.remarks_on(place)
            .into_iter()
            .map(|comment| Remark {
                label: comment.cell.as_ref().map(|id| {
                    let cell = form.and_then(|form| Some(form.cell(form.find(id)?).label.clone()));
                    cell.unwrap_or_else(|| id.clone())
                }),
                own: own.is_some_and(|list| list.iter().any(|known| known.id == comment.id)),
                comment,
            })
            .collect()
    }

    /// What the page says of all sheets together, as remarks on one of them;
    /// the same finding gives the same remark, so that it comes once.
    fn findings_as_remarks(&self, place: usize, at: &str) -> Vec<Comment> {
        let Some(gist) = self.collection.gist(place) else { return Vec::new() };
        let form = self.forms.get(gist.form);
        let forms = self.forms();
        let mut out = Vec::new();
        for finding in &self.assessment.findings {
            let Some(own) = finding.sheets.iter().find(|own| own.sheet == place) else { continue };
            if finding.severity < Severity::Warning {
                continue;
            }
            let text = words::collection_finding(&self.collection, &forms, finding);
            let own_words = format!("{}\n{}\n{text}", gist.document, finding.code.as_str());
            let digest = digest::of_bytes(own_words.as_bytes());
            out.push(Comment {
                id: digest.replacen("sha256:", "finding-", 1),
                cell: own
                    .cells
                    .first()
                    .and_then(|cell| form.map(|form| form.cell(*cell).id.clone())),
                text,
                by: page::BY_THE_CHECK.to_owned(),
                at: at.to_owned(),
                resolved: false,
            });
        }
        out
    }

    /// The sheet as it goes back: with all remarks and fresh findings.
    fn sent_back(&self, place: usize, at: &str) -> Option<String> {
        let (form, mut judged) = self.judged(place)?;
        let mut comments = self.remarks_on(place);
        for remark in self.findings_as_remarks(place, at) {
            if !comments.iter().any(|known| known.id == remark.id) {
                comments.push(remark);
            }
        }
        judged.opened.document.comments = comments;
        Some(judged.submission(form, APPLICATION).to_string())
    }
}

impl Office {
    /// Remarks on a sheet or on one of its cells.
    pub fn remark(self, place: usize, cell: Option<String>, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let desk = self.desk();
        let comment = Comment {
            id: desk.new_id(),
            cell,
            text: text.to_owned(),
            by: page::THE_OFFICE.to_owned(),
            at: desk.now(),
            resolved: false,
        };
        self.state.update_value(|state| {
            if let Some(gist) = state.collection.gist(place) {
                state.remarks.entry(gist.document.clone()).or_default().push(comment);
            }
        });
        self.keep_about();
        self.draw_table();
        self.draw(Panel::SendBack);
        self.look_again();
    }

    /// Closes a remark.
    pub fn resolve(self, place: usize, id: &str) {
        self.state.update_value(|state| {
            let Some(mut comment) =
                state.remarks_on(place).into_iter().find(|comment| comment.id == id)
            else {
                return;
            };
            comment.resolved = true;
            let Some(gist) = state.collection.gist(place) else { return };
            let own = state.remarks.entry(gist.document.clone()).or_default();
            match own.iter_mut().find(|known| known.id == id) {
                Some(known) => known.resolved = true,
                None => own.push(comment),
            }
        });
        self.keep_about();
        self.draw_table();
        self.draw(Panel::SendBack);
        self.look_again();
    }

    /// What could go back, by section.
    pub fn to_send_back(self) -> Vec<SendBack> {
        self.drawn_with(Panel::SendBack);
        self.state.with_value(|state| {
            let mut out: BTreeMap<String, SendBack> = BTreeMap::new();
            for place in 0..state.items.len() {
                let Some(gist) = state.collection.gist(place) else { continue };
                if state.assessment.status(place) == Status::Superseded {
                    continue;
                }
                let name = gist.department.clone().unwrap_or_default();
                let own = out.entry(fold::label(&name).collect()).or_insert_with(|| SendBack {
                    department: name,
                    sheets: Vec::new(),
                    open: 0,
                    findings: 0,
                });
                own.sheets.push(place);
                let remarks = state.remarks_on(place);
                own.open += remarks.iter().filter(|comment| !comment.resolved).count();
                own.findings += (gist.errors + gist.warnings - gist.accepted) as usize;
            }
            for finding in &state.assessment.findings {
                for sheet in finding.sheets.iter().filter(|_| finding.severity > Severity::Notice) {
                    let name =
                        state.collection.gist(sheet.sheet).and_then(|gist| gist.department.clone());
                    let name: String = fold::label(&name.unwrap_or_default()).collect();
                    if let Some(own) = out.get_mut(&name) {
                        own.findings += 1;
                    }
                }
            }
            out.into_values().collect()
        })
    }

    /// Writes the bundle of a section, its sheets with remarks and findings;
    /// of all sections an archive of bundles.
    pub fn send_back(self, department: Option<&str>) {
        let all = untrack(|| self.to_send_back());
        let (at, stamp) = (self.desk().now(), self.desk().stamp());
        let mut members: Vec<(String, String)> = self.state.with_value(|state| {
            all.iter()
                .filter(|own| department.is_none_or(|name| name == own.department))
                .map(|own| {
                    let sheets: Vec<String> = own
                        .sheets
                        .iter()
                        .filter_map(|place| state.sent_back(*place, &at))
                        .collect();
                    let name = page::sent_back_file(&own.department, &stamp);
                    (name, round::bundle(sheets.iter().map(String::as_str)))
                })
                .collect()
        });
        if department.is_some() {
            if let Some((name, text)) = members.pop() {
                self.machine().hand_out_made(&name, Made::Text(vec![text]));
            }
        } else if !members.is_empty() {
            let name = page::all_sent_back_file(&stamp);
            self.machine().hand_out_made(&name, Made::archive(members));
        }
    }
}
