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
            &[from, to] if to >= from && to - from <= MOST_YEARS => Some((from, to)),
            _ => {
                if self.faults.len() == before {
                    let offset = members.get(name).map_or(0, |value| value.range().start);
                    let origin = Origin::new(members.path_of(name), offset);
                    self.fault(origin, FaultKind::Type(Wanted::Years));
                }
                None
            }
        }
    }

    /// A year such as 2026.
    pub(super) fn year(&mut self, members: &Members<'_>, name: &str) -> Option<i32> {
        self.whole(members, name).and_then(|year| i32::try_from(year).ok())
    }

    pub(super) fn axis<'t>(
        &mut self,
        name: Text,
        value: &'t Value<'t>,
        plan: Option<(i32, i32)>,
    ) -> Option<Axis> {
        let members = self.object(value, name.origin.path.to_string())?;
        self.known(&members, &[&language::AXIS]);
        let Some(years) = members.get("years") else {
            let points = self.objects(&members, "points", |decoder, point| {
                decoder.known(point, &[&language::POINT]);
                Point {
                    id: decoder.needed(point, "id").value,
                    label: decoder.needed(point, "label").value,
                    number: decoder.whole(point, "number"),
                }
            });
            return Some(Axis { name, points, years: false });
        };
        let styles = [
            ("kanji", YearStyle::Kanji),
            ("letter", YearStyle::Letter),
            ("western", YearStyle::Western),
        ];
        let style = self.word(&members, "style", &styles).unwrap_or(YearStyle::Kanji);
        let origin = Origin::new(members.path_of("years"), years.range().start);
        let (from, to) = match years {
            Value::StringLit(word) if word.value == "plan" => {
                if plan.is_none() {
                    self.fault(origin.clone(), FaultKind::Missing("plan"));
                }
                plan?
            }
            _ => self.ends(&members, "years")?,
        };
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
        Some(Axis { name, points, years: true })
    }
}
