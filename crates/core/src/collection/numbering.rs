//! Gaps in running numbers.

use super::assess::Counting;
use super::{Finding, Matter, Shown};
use crate::finding::{Code, Severity};
use crate::fold;
use std::collections::{BTreeMap, BTreeSet};

/// The most digits of a number that runs: what is longer is none.
const MOST_DIGITS: usize = 18;

/// Numbers between two others of their series that no sheet bears. A sheet may
/// have been dropped on purpose, so this is a notice.
pub(super) fn gaps(counting: &Counting<'_>, findings: &mut Vec<Finding>) {
    // (what leads, how many digits follow) → the numbers
    let mut series: BTreeMap<(String, usize), BTreeSet<u64>> = BTreeMap::new();
    for (_, gist) in &counting.sheets {
        let Some(form) = counting.form(gist) else { continue };
        let Some(numbering) = form.together.numbering else { continue };
        let number: String = match gist.shown(form, numbering.cell) {
            Shown::Text(text) => fold::label(text).collect(),
            Shown::Number(number) => number.normalize().to_string(),
            _ => continue,
        };
        let lead: String = number.chars().take(numbering.group as usize).collect();
        let rest = number.strip_prefix(lead.as_str()).unwrap_or_default();
        if (1..=MOST_DIGITS).contains(&rest.len())
            && rest.bytes().all(|byte| byte.is_ascii_digit())
            && let Ok(value) = rest.parse()
        {
            let digits = if rest.starts_with('0') || numbering.group > 0 { rest.len() } else { 0 };
            series.entry((lead, digits)).or_default().insert(value);
        }
    }
    for ((lead, digits), numbers) in series {
        let numbers: Vec<u64> = numbers.into_iter().collect();
        for pair in numbers.windows(2) {
            let [before, after] = pair else { continue };
            if after - before > 1 {
                let written = |number: u64| format!("{lead}{number:0digits$}");
                let matter =
                    Matter::NumberingGap { first: written(before + 1), last: written(after - 1) };
                let mut finding = Finding::new(Code::CollectionMissing, Vec::new(), matter);
                finding.severity = Severity::Notice;
                findings.push(finding);
            }
        }
    }
}
