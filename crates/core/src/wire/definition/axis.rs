//! The plan's years and the axes that are made of them.

use super::{Decoder, Members};
use crate::form::Wanted;
use crate::form::definition::{Axis, Point, Text};
use crate::form::fault::{FaultKind, Origin};
use crate::wareki::{Eras, FiscalYear, YearStyle, write_year};
use crate::wire::language;
use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged;

/// No plan is longer.
const MOST_YEARS: i32 = 100;

fn is_span(from: i32, to: i32) -> bool {
    to >= from && to.saturating_sub(from) <= MOST_YEARS
}

impl Decoder {
    /// The fiscal years of the plan, the first and the last.
    pub(super) fn plan(&mut self, members: &Members<'_>) -> Option<(i32, i32)> {
        members.get("plan")?;
        self.ends(members, "plan")
    }

    /// `[first year, last year]`
    fn ends(&mut self, members: &Members<'_>, name: &str) -> Option<(i32, i32)> {
        let before = self.faults.len();
        let ends: Vec<i32> = self.list(members, name, |decoder, value, path| match value {
            Value::NumberLit(number) => number.value.parse().ok(),
            _ => {
                let origin = Origin::new(path, value.range().start);
                decoder.fault(origin, FaultKind::Type(Wanted::Whole));
                None
            }
        });
        match ends.as_slice() {
            &[from, to] if is_span(from, to) => Some((from, to)),
            other => {
                if self.faults.len() == before {
                    self.fault(members.origin_of(name), FaultKind::Type(Wanted::Years));
                }
                // Years the wrong way round are known all the same.
                match other {
                    &[to, from] if is_span(from, to) => Some((from, to)),
                    _ => None,
                }
            }
        }
    }

    /// A year such as 2026.
    pub(super) fn year(&mut self, members: &Members<'_>, name: &str) -> Option<i32> {
        self.whole(members, name).and_then(|year| i32::try_from(year).ok())
    }

    /// An axis; one that cannot be read has no points.
    pub(super) fn axis<'t>(
        &mut self,
        name: Text,
        value: &'t Value<'t>,
        plan: Option<(i32, i32)>,
    ) -> Axis {
        let Some(members) = self.object(value, name.origin.path.to_string()) else {
            return Axis { name, points: Vec::new(), years: false };
        };
        self.known(&members, &[&language::AXIS]);
        let Some(years) = members.get("years") else {
            if members.get("points").is_none() {
                self.fault(members.origin(), FaultKind::Missing("years or points"));
            }
            let points = self.objects(&members, "points", |decoder, point| {
                decoder.known(point, &[&language::POINT]);
                Point {
                    id: decoder.needed(point, "id").value,
                    label: decoder.needed(point, "label").value,
                    number: decoder.whole(point, "number"),
                }
            });
            if points.is_empty() && members.get("points").and_then(Value::as_array).is_some() {
                self.fault(members.origin_of("points"), FaultKind::Missing("points"));
            }
            return Axis { name, points, years: false };
        };
        let styles = [
            ("kanji", YearStyle::Kanji),
            ("letter", YearStyle::Letter),
            ("western", YearStyle::Western),
        ];
        let style = self.word(&members, "style", &styles).unwrap_or(YearStyle::Kanji);
        let origin = Origin::new(members.path_of("years"), years.range().start);
        let ends = match years {
            Value::StringLit(word) if word.value == "plan" => {
                // A plan that cannot be read has been told.
                if plan.is_none() && !self.faults.iter().any(|fault| fault.is_of("plan")) {
                    self.fault(origin.clone(), FaultKind::Missing("plan"));
                }
                plan
            }
            _ => self.ends(&members, "years"),
        };
        let Some((from, to)) = ends else { return Axis { name, points: Vec::new(), years: true } };
        if let Some((first, last)) = plan
            && let Some(outside) = [from, to].into_iter().find(|year| *year < first || *year > last)
        {
            self.fault(origin, FaultKind::OutsidePlan(name.value.clone(), outside));
        }
        let points = (from..=to)
            .map(|year| Point {
                id: year.to_string(),
                label: write_year(FiscalYear(year), style, &Eras::japan()),
                number: Some(year.into()),
            })
            .collect();
        Axis { name, points, years: true }
    }
}
