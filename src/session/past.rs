//! Earlier states of a draft: the last ten by time, thinned out the further
//! back they lie. A counter orders them; the clock only says how far apart
//! they are, and a clock that was set back says nothing.

use super::keeping::{Difference, differences, opened};
use super::sheet::SheetSession;
use kohyo_core::form::CellIx;
use kohyo_core::sheet::Raw;
use leptos::prelude::*;

const MINUTE: u64 = 60_000;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The ages at which one of several gives way. With the newest of all these
/// make ten.
const AGES: [u64; 9] =
    [MINUTE, 5 * MINUTE, 15 * MINUTE, HOUR, 4 * HOUR, DAY, 3 * DAY, 7 * DAY, u64::MAX];

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
    changes: Vec<(CellIx, Option<Raw>)>,
}

/// The places of the states that are kept.
#[derive(Default)]
pub(super) struct Past {
    /// (counter, milliseconds), the earliest first.
    places: Vec<(u64, u64)>,
    /// Whether the journal was asked.
    read: bool,
}

/// Which of the states stay: of those of one age the earliest, and the newest
/// of all. `places` are in the order of their counters.
fn staying(places: &[(u64, u64)]) -> Vec<bool> {
    // Only steps forward count: a clock set back makes nothing older.
    let mut elapsed = Vec::with_capacity(places.len());
    let mut total = 0;
    for (at, (_, millis)) in places.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| places.get(at)).map_or(*millis, |(_, m)| *m);
        total += millis.saturating_sub(before);
        elapsed.push(total);
    }
    let mut taken = [false; AGES.len()];
    let last = places.len().saturating_sub(1);
    elapsed
        .iter()
        .enumerate()
        .map(|(at, then)| {
            let age = total - then;
            let slot = AGES.iter().position(|most| age < *most).unwrap_or(AGES.len() - 1);
            at == last || taken.get_mut(slot).is_some_and(|taken| !std::mem::replace(taken, true))
        })
        .collect()
}

/// Where the earlier states of a draft lie in the journal.
pub(super) fn prefix(key: &str) -> String {
    format!("kohyo/past/{key}/")
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
                    past.places.splice(0..0, places);
                    past.places.sort_unstable();
                    past.places.dedup();
                    past.read = true;
                });
            }),
        );
    }

    /// Notes what is kept as one of the states to go back to. Before the first
    /// save of this tab, what was there before is one of them.
    pub(super) fn keep_generation(self, text: &str) {
        let desk = self.desk.get_value();
        let key = self.key();
        let now = desk.millis();
        let mut put: Vec<((u64, u64), String)> = Vec::new();
        let mut dropped = Vec::new();
        self.state.update_value(|state| {
            let count = state.contents.document.line.count();
            let seen = state.keeping.seen.clone();
            let past = &mut state.keeping.past;
            if let (true, Some(seen)) = (past.places.is_empty(), seen) {
                let before =
                    kohyo_core::wire::draft::standing(&seen).map_or(0, |(_, line)| line.count());
                if before < count {
                    past.places.push((before, now));
                    put.push(((before, now), seen));
                }
            }
            let due = past
                .places
                .last()
                .is_none_or(|(last, millis)| *last < count && now.abs_diff(*millis) >= LEAST);
            if due && count > 0 {
                past.places.push((count, now));
                put.push(((count, now), text.to_owned()));
            }
            let stay = staying(&past.places);
            let mut stays = stay.iter();
            past.places.retain(|place| {
                let stays = stays.next().copied().unwrap_or(true);
                if !stays {
                    dropped.push(*place);
                }
                stays
            });
        });
        for (place, text) in put {
            if !dropped.contains(&place) {
                desk.note(&place_key(&key, place), &text, Box::new(|_| {}));
            }
        }
        for place in dropped {
            desk.strike(&place_key(&key, place));
        }
    }

    /// Reads the earlier states, to be looked at and compared.
    pub fn look_back(self) {
        let desk = self.desk.get_value();
        desk.noted(
            &prefix(&self.key()),
            Box::new(move |texts| {
                let form = self.form();
                let mut texts = texts.unwrap_or_default();
                texts.sort_by_key(|(key, _)| std::cmp::Reverse(place_of(key)));
                let found = texts.into_iter().filter_map(|(key, text)| {
                    let then = opened(&form, &text)?;
                    let (differences, changes) = self.state.try_with_value(|state| {
                        let (here, there) = (&state.contents.sheet, &then.sheet);
                        let changes = form
                            .cells()
                            .filter(|(place, _)| here.raw(*place) != there.raw(*place))
                            .map(|(place, _)| (place, there.raw(place).cloned()))
                            .collect();
                        (differences(&form, here, there), changes)
                    })?;
                    let at = then.document.saved_at.unwrap_or_default();
                    Some(Generation { key, at, differences, changes })
                });
                let found: Vec<_> =
                    found.filter(|generation| !generation.differences.is_empty()).collect();
                let _ = self.past.try_set(found);
            }),
        );
    }

    /// Goes back to an earlier state: one step, which can be taken back.
    pub fn go_back(self, to: &Generation) {
        self.change_to(&to.changes);
        self.past.set(Vec::new());
        self.save_now();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept_of(mut places: Vec<(u64, u64)>, more: impl Iterator<Item = (u64, u64)>) -> Vec<u64> {
        for place in more {
            places.push(place);
            let stay = staying(&places);
            let mut stays = stay.iter();
            places.retain(|_| *stays.next().unwrap_or(&true));
            assert!(places.len() <= 10);
        }
        places.iter().map(|(count, _)| *count).collect()
    }

    #[test]
    fn of_a_week_ten_states_stay_near_ones_dense_and_far_ones_thin() {
        let week = (1..=7 * 24 * 60).map(|minute| (minute, minute * MINUTE));
        let kept = kept_of(Vec::new(), week);
        let last = 7 * 24 * 60;
        assert_eq!(kept.last(), Some(&last));
        assert!(kept.len() >= 7, "{kept:?}");
        assert!(kept.iter().any(|count| last - count <= 15 && *count != last));
        assert!(kept.iter().any(|count| last - count >= 24 * 60));
    }

    #[test]
    fn the_counter_orders_them_whatever_the_clock_does() {
        // Set back by a day, two saves in one millisecond, then on.
        let times = [5 * DAY, 5 * DAY, 4 * DAY, 4 * DAY + 1, 4 * DAY + HOUR];
        let kept = kept_of(Vec::new(), (1..).zip(times));
        assert_eq!(kept.last(), Some(&5));
        assert!(kept.is_sorted());
        assert!(kept.contains(&1), "the earliest of the hour stays: {kept:?}");
    }
}
