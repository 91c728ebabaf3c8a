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
        let mut assessing = Assessing::default();
        while assessing.step(self, forms, expected) {}
        assessing.end()
    }
}

/// What is compared among the sheets of a form, beside them all sheets that
/// count.
type Check = fn(&Counting<'_>, &Counting<'_>, &mut Vec<Finding>);
const CHECKS: [Check; 8] = [
    |own, _, findings| compare::editions(own, findings),
    |own, _, findings| compare::categories(own, findings),
    |own, _, findings| compare::names(own, findings),
    |own, _, findings| compare::carried(own, findings),
    balance::totals,
    |own, _, findings| text::same_words(own, findings),
    |own, _, findings| outlier::outliers(own, findings),
    |own, _, findings| sign::habits(own, findings),
];
/// Asked where no list says which numbers there are.
const UNLISTED: Check = |own, _, findings| numbering::gaps(own, findings);

/// A collection that is judged a part at a time, as thousands of sheets take
/// longer than a page may stand still. The collection stays the same
/// meanwhile.
#[derive(Debug, Default)]
pub struct Assessing {
    judged: Assessment,
    /// How many parts are done.
    done: usize,
}

impl Assessing {
    /// Judges the next part; whether there was one.
    pub fn step(
        &mut self,
        collection: &Collection,
        forms: &[&Form],
        expected: Option<&Expected>,
    ) -> bool {
        let before = self.done;
        self.done += 1;
        let Some(nth) = before.checked_sub(1) else {
            self.count(collection, forms, expected);
            return true;
        };
        let unlisted = (!expected.is_some_and(Expected::has_keys)).then_some(&UNLISTED);
        let checks: Vec<&Check> = CHECKS.iter().chain(unlisted).collect();
        let Some(id) = ids(forms).get(nth / checks.len()).copied() else { return false };
        let counts = |place: usize| self.judged.status(place).counts();
        let all: Vec<_> = collection.gists().filter(|(place, _)| counts(*place)).collect();
        let of_form = |gist: &Gist| forms.get(gist.form).is_some_and(|form| form.id == id);
        let own: Vec<_> = all.iter().filter(|(_, gist)| of_form(gist)).copied().collect();
        if own.is_empty() {
            // None of its checks has anything to do.
            self.done += checks.len() - 1 - nth % checks.len();
        } else if let Some(check) = checks.get(nth % checks.len()) {
            let (own, all) = (Counting { forms, sheets: own }, Counting { forms, sheets: all });
            check(&own, &all, &mut self.judged.findings);
        }
        true
    }

    /// What each counts as, and who handed in.
    fn count(&mut self, collection: &Collection, forms: &[&Form], expected: Option<&Expected>) {
        let findings = &mut self.judged.findings;
        for (place, entry) in collection.entries().iter().enumerate() {
            if let super::Content::Unreadable(fault) = &entry.content {
                let code = Code::parse(fault.code()).unwrap_or(Code::SubmissionForeign);
                let sheets = vec![SheetPlace::whole(place)];
                findings.push(Finding::new(code, sheets, Matter::Unreadable));
            }
        }
        let statuses = version::statuses(collection, forms, findings);
        let counts = |place: usize| statuses.get(place).is_some_and(|status| status.counts());
        self.judged.reception = expected.map(|list| {
            let sheets = collection.gists().filter(|(place, _)| counts(*place)).collect();
            expected::compare(list, &Counting { forms, sheets }, findings)
        });
        self.judged.statuses = statuses;
    }

    /// What came of it.
    pub fn end(mut self) -> Assessment {
        self.judged.findings.order_by(|a, b| {
            (std::cmp::Reverse(a.severity), a.code, a.sheets.first()).cmp(&(
                std::cmp::Reverse(b.severity),
                b.code,
                b.sheets.first(),
            ))
        });
        self.judged
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
