//! Who has handed in, by the list of what was to come.

use super::Office;
use super::drawing::Panel;
use kohyo_core::collection::Status;
use leptos::prelude::*;

/// What came from a section.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepartmentRow {
    /// The section.
    pub name: String,
    /// How many sheets were expected; none where the list does not have it.
    pub expected: Option<u32>,
    /// How many came.
    pub received: u32,
    /// How many of them are complete.
    pub ready: u32,
}

impl DepartmentRow {
    /// How many are missing.
    pub fn missing(&self) -> u32 {
        self.expected.unwrap_or(0).saturating_sub(self.received)
    }
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectedLine {
    /// Section, key, name.
    pub texts: [String; 3],
    /// How many sheets are to come.
    pub sheets: u32,
    /// The sheets that came for it, with what they count as.
    pub came: Vec<(usize, Status)>,
}

impl Office {
    /// What came, by section, in the order of the list; without a list by the
    /// sheets alone.
    pub fn reception(self) -> Vec<DepartmentRow> {
        self.drawn_with(Panel::Reception);
        self.state.with_value(|state| match &state.assessment.reception {
            Some(reception) => reception
                .departments
                .iter()
                .map(|count| DepartmentRow {
                    name: count.department.clone(),
                    expected: count.expected,
                    received: count.received,
                    ready: count.ready,
                })
                .collect(),
            None => Vec::new(),
        })
    }

    /// The lines of the list that name sheets.
    pub fn expected_lines(self, missing_alone: bool) -> Vec<ExpectedLine> {
        self.drawn_with(Panel::Reception);
        self.state.with_value(|state| {
            let (Some((_, _, list)), Some(reception)) =
                (&state.expected, &state.assessment.reception)
            else {
                return Vec::new();
            };
            list.rows
                .iter()
                .zip(&reception.sheets)
                .filter(|(row, came)| row.is_sheet() && (!missing_alone || came.is_empty()))
                .map(|(row, came)| ExpectedLine {
                    texts: [&row.department, &row.key, &row.title]
                        .map(|text| text.clone().unwrap_or_default()),
                    sheets: row.sheets(),
                    came: came
                        .iter()
                        .map(|place| (*place, state.assessment.status(*place)))
                        .collect(),
                })
                .collect()
        })
    }

    /// The sheets that no line of the list asks for are among the findings.
    pub fn has_list(self) -> bool {
        self.version.track();
        self.state.with_value(|state| state.expected.is_some())
    }
}
