//! Earlier states of a draft: the last ten by time, thinned out the further
//! back they lie. A counter orders them; the clock only says how far apart
//! they are, and a clock that was set back says nothing.

use super::keeping::{Difference, differences, opened};
use super::sheet::SheetSession;
use kohyo_core::order::InOrder;
use kohyo_core::sheet::Sheet;
use leptos::prelude::*;

const MINUTE: u64 = 60_000;

/// How many earlier states are kept.
const MOST: usize = 10;

/// Two states nearer to each other than this are not both kept.
const LEAST: u64 = 20_000;

/// An earlier state.
#[derive(Clone, Debug, PartialEq)]
pub struct Generation {
    /// Its key in the journal.
    key: String,
    /// When it was kept, RFC 3339.
    pub at: String,
    /// The boxes that differ from the present (here) to then (there).
    pub differences: Vec<Difference>,
    /// All boxes filled then: printed name and text.
    pub filled: Vec<(String, String)>,
    sheet: Sheet,
}

/// The places of the states that are kept.
#[derive(Default)]
pub(super) struct Past {
    /// (counter, milliseconds), the earliest first.
    places: Vec<(u64, u64)>,
    /// The place of the state that lies in the store.
    saved: Option<(u64, u64)>,
}

/// Which of too many states gives way: the one whose neighbours stand nearest
/// to each other for their age, so that minutes lie between the latest, then
/// hours, then days. The first and the last always stay. `places` are in the
/// order of their counters.
fn least_missed(places: &[(u64, u64)]) -> Option<usize> {
    // Only steps forward count: a clock set back makes nothing older.
    let mut elapsed = Vec::with_capacity(places.len());
    let mut total = 0_u64;
    for (at, (_, millis)) in places.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| places.get(at)).map_or(*millis, |(_, m)| *m);
        total = total.saturating_add(millis.saturating_sub(before));
        elapsed.push(total);
    }
    let gaps = elapsed.windows(3).enumerate().map(|(at, near)| match near {
        [before, then, after] => {
            let age = (total - then + MINUTE) as f64;
            (at + 1, (after - before) as f64 / age)
        }
        _ => (at + 1, f64::MAX),
    });
    gaps.min_by(|a, b| a.1.total_cmp(&b.1)).map(|(at, _)| at)
}

impl Past {
    /// Notes a state; gives those that make room for it.
    fn put(&mut self, place: (u64, u64)) -> Vec<(u64, u64)> {
        self.places.push(place);
        let mut gone = Vec::new();
        while self.places.len() > MOST {
            let Some(least) = least_missed(&self.places) else { break };
            gone.push(self.places.remove(least));
        }
        gone
    }

    /// The counter and the time of the latest.
    fn last(&self) -> Option<(u64, u64)> {
        self.places.last().copied()
    }
}

/// Every key of the journal that belongs to earlier states begins so.
pub(super) const PAST: &str = "kohyo/past/";

/// Where the earlier states of a draft lie in the journal.
pub(super) fn prefix(key: &str) -> String {
    format!("{PAST}{key}/")
}

fn place_key(key: &str, (count, millis): (u64, u64)) -> String {
    format!("{}{count:016}/{millis}", prefix(key))
}

fn place_of(key: &str) -> Option<(u64, u64)> {
    let mut parts = key.rsplit('/');
    let millis = parts.next()?.parse().ok()?;
    Some((parts.next()?.parse().ok()?, millis))
}

impl SheetSession {
    /// Reads which earlier states there are.
    pub(super) fn read_past(self) {
        let desk = self.desk.get_value();
        desk.noted(
            &prefix(&self.key()),
            Box::new(move |texts| {
                let places: Vec<_> =
                    texts.unwrap_or_default().iter().filter_map(|(key, _)| place_of(key)).collect();
                let _ = self.state.try_update_value(|state| {
                    let past = &mut state.keeping.past;
                    past.places.extend(places);
                    past.places.order();
                    past.places.dedup();
                });
            }),
        );
    }

    /// Notes what was just kept as one of the states to go back to. So is what
    /// it was kept over, if that had stood for a while: before the first save
    /// of this tab, before a pause.
    pub(super) fn keep_generation(self, text: &str) {
        let (desk, form) = (self.desk.get_value(), self.form());
        let key = self.key();
        let now = desk.millis();
        let mut put: Vec<((u64, u64), String)> = Vec::new();
        let mut gone = Vec::new();
        self.state.update_value(|state| {
            let count = state.contents.document.line.count();
            let seen = state.keeping.seen.clone();
            let past = &mut state.keeping.past;
            let stood = past.saved.is_none_or(|(_, millis)| now.abs_diff(millis) >= LEAST);
            let before = seen.filter(|_| stood).and_then(|seen| {
                let then = opened(&form, &seen)?;
                let place = past
                    .saved
                    .map_or((then.document.line.count(), now), |(count, millis)| (count, millis));
                let next = past.last().is_none_or(|(last, _)| last < place.0);
                (next && place.0 < count && then.sheet.filled().next().is_some())
                    .then_some((place, seen))
            });
            let latest = before.as_ref().map(|(place, _)| *place).or(past.last());
            let due = count > 0
                && latest
                    .is_none_or(|(last, millis)| last < count && now.abs_diff(millis) >= LEAST);
            put.extend(before);
            if due {
                put.push(((count, now), text.to_owned()));
            }
            for (place, _) in &put {
                gone.extend(past.put(*place));
            }
            past.saved = Some((count, now));
        });
        for (place, text) in put {
            if !gone.contains(&place) {
                desk.note(&place_key(&key, place), &text, Box::new(|_| {}));
            }
        }
        for place in gone {
            desk.strike(&place_key(&key, place));
        }
    }

    /// Reads the earlier states, to be looked at and compared.
    pub fn look_back(self) {
        let desk = self.desk.get_value();
        desk.noted(
            &prefix(&self.key()),
            Box::new(move |texts| {
                let Some(form) = self.form.try_get_value() else { return };
                let mut texts = texts.unwrap_or_default();
                texts.order_by_key(|(key, _)| std::cmp::Reverse(place_of(key)));
                let found = texts.into_iter().filter_map(|(key, text)| {
                    let then = opened(&form, &text)?;
                    let differences = self.state.try_with_value(|state| {
                        differences(&form, &state.contents.sheet, &then.sheet)
                    })?;
                    // All that it had, against a sheet that has nothing.
                    let filled =
                        super::keeping::differences(&form, &Sheet::new(&form), &then.sheet)
                            .into_iter()
                            .map(|filled| (filled.label, filled.there))
                            .collect();
                    let at = then.document.saved_at.unwrap_or_default();
                    Some(Generation { key, at, differences, filled, sheet: then.sheet })
                });
                let found: Vec<_> =
                    found.filter(|generation| !generation.differences.is_empty()).collect();
                let _ = self.past.try_set(found);
            }),
        );
    }

    /// Goes back to an earlier state: one step, which can be taken back.
    pub fn go_back(self, to: &Generation) {
        self.become_like(&to.sheet);
        self.past.set(Vec::new());
        self.save_now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept_of(more: impl Iterator<Item = (u64, u64)>) -> Vec<u64> {
        let mut past = Past::default();
        for place in more {
            past.put(place);
            assert!(past.places.len() <= MOST);
        }
        past.places.iter().map(|(count, _)| *count).collect()
    }

    #[test]
    fn of_a_week_ten_states_stay_near_ones_dense_and_far_ones_thin() {
        let kept = kept_of((1..=7 * 24 * 60).map(|minute| (minute, minute * MINUTE)));
        let last = 7 * 24 * 60;
        assert_eq!((kept.len(), kept.first(), kept.last()), (10, Some(&1), Some(&last)));
        // How many lie so many minutes back.
        let within = |minutes: u64| kept.iter().filter(|count| last - **count <= minutes).count();
        assert!(within(15) >= 3 && within(60) >= 4, "{kept:?}");
        assert!(within(60) <= 6 && within(24 * 60) <= 8, "{kept:?}");
    }

    #[test]
    fn the_counter_orders_them_whatever_the_clock_does() {
        // Set back by a day, two saves in one millisecond, then on; daylight change.
        let (hour, day) = (60 * MINUTE, 24 * 60 * MINUTE);
        let times = [5 * day, 5 * day, 4 * day, 4 * day + 1, 4 * day + hour, 4 * day + 2 * hour];
        assert_eq!(kept_of((1..).zip(times)), [1, 2, 3, 4, 5, 6]);
        let many = (1..=50).zip(times.iter().cycle().copied());
        let kept = kept_of(many);
        assert!(kept.is_sorted() && kept.first() == Some(&1) && kept.last() == Some(&50));
    }
}
