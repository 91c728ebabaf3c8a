//! All that is said of a collection.

use super::{
    Collection, Expected, Finding, Gist, Matter, Reception, SheetPlace, Status, balance, compare,
    expected, numbering, outlier, sign, text, version,
};
use crate::finding::{Code, Severity};
use crate::fold;
use crate::form::{Form, Together};
use crate::order::InOrder;

/// A judged collection.
#[derive(Clone, Debug, Default)]
pub struct Assessment {
    /// What each entry counts as.
    pub statuses: Vec<Status>,
    /// What is to be said, the weightier first.
    pub findings: Vec<Finding>,
    /// Who handed in, where there is a list.
    pub reception: Option<Reception>,
}

impl Assessment {
    /// How many entries count as this.
    pub fn count(&self, status: Status) -> usize {
        self.statuses.iter().filter(|known| **known == status).count()
    }

    /// What the office's list says of a sheet under a heading.
    pub fn listed(&self, place: usize, heading: &str) -> Option<&str> {
        let texts = self.reception.as_ref()?.listed.get(&place)?;
        let found = texts.iter().find(|(known, _)| fold::label(heading).eq(known.chars()));
        found.map(|(_, text)| text.as_str())
    }

    /// What an entry counts as.
    pub fn status(&self, place: usize) -> Status {
        self.statuses.get(place).copied().unwrap_or(Status::Unreadable)
    }
}

/// The sheets of one form (all its editions) that count.
pub(super) struct Counting<'a> {
    /// The forms as handed in.
    pub(super) forms: &'a [&'a Form],
    /// Place and gist.
    pub(super) sheets: Vec<(usize, &'a Gist)>,
}

impl<'a> Counting<'a> {
    /// The form of a sheet.
    pub(super) fn form(&self, gist: &Gist) -> Option<&'a Form> {
        self.forms.get(gist.form).copied()
    }

    /// The most lists that any form of these sheets has.
    pub(super) fn lists(&self, of: impl Fn(&Together) -> usize) -> usize {
        let forms = self.sheets.iter().filter_map(|(_, gist)| self.form(gist));
        forms.map(|form| of(&form.together)).max().unwrap_or(0)
    }
}

impl Collection {
    /// What each entry counts as; what is said of that is left for
    /// [`Collection::assess`].
    pub fn statuses(&self, forms: &[&Form]) -> Vec<Status> {
        version::statuses(self, forms, &mut Vec::new())
    }

    /// Judges all sheets together.
    ///
    /// `forms` is the list to which the gists point.
    pub fn assess(&self, forms: &[&Form], expected: Option<&Expected>) -> Assessment {
        let mut findings = Vec::new();
        for (place, entry) in self.entries().iter().enumerate() {
            if let super::Content::Unreadable(fault) = &entry.content {
                let code = Code::parse(fault.code()).unwrap_or(Code::SubmissionForeign);
                let sheets = vec![SheetPlace::whole(place)];
                findings.push(Finding::new(code, sheets, Matter::Unreadable));
            }
        }
        let statuses = version::statuses(self, forms, &mut findings);
        let counts = |place: usize| statuses.get(place).is_some_and(|status| status.counts());
        let reception = expected.map(|list| {
            let sheets = self.gists().filter(|(place, _)| counts(*place)).collect();
            expected::compare(list, &Counting { forms, sheets }, &mut findings)
        });
        for id in ids(forms) {
            let of_form = |gist: &Gist| forms.get(gist.form).is_some_and(|form| form.id == id);
            let sheets: Vec<(usize, &Gist)> =
                self.gists().filter(|(place, gist)| counts(*place) && of_form(gist)).collect();
            if sheets.is_empty() {
                continue;
            }
            let counting = Counting { forms, sheets };
            compare::editions(&counting, &mut findings);
            compare::categories(&counting, &mut findings);
            compare::names(&counting, &mut findings);
            compare::carried(&counting, &mut findings);
            let all = self.gists().filter(|(place, _)| counts(*place)).collect();
            let all = Counting { forms, sheets: all };
            balance::totals(&counting, &all, &mut findings);
            text::same_words(&counting, &mut findings);
            outlier::outliers(&counting, &mut findings);
            sign::habits(&counting, &mut findings);
            if !expected.is_some_and(Expected::has_keys) {
                numbering::gaps(&counting, &mut findings);
            }
        }
        findings.order_by(|a, b| {
            (std::cmp::Reverse(a.severity), a.code, a.sheets.first()).cmp(&(
                std::cmp::Reverse(b.severity),
                b.code,
                b.sheets.first(),
            ))
        });
        Assessment { statuses, findings, reception }
    }
}

/// The ids of the forms, each once.
fn ids<'a>(forms: &[&'a Form]) -> Vec<&'a str> {
    let mut out: Vec<&str> = Vec::new();
    for form in forms {
        if !out.contains(&form.id.as_str()) {
            out.push(&form.id);
        }
    }
    out
}

impl Assessment {
    /// How many findings weigh so much.
    pub fn weighing(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}
