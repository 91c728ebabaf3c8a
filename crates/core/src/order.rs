//! Putting a list in order.
//!
//! The compiler makes the library's own sort anew for each type and each way of
//! comparing, a kilobyte or more of the page every time. Here a short list is
//! sorted where it stands, and of a long one the places are, by one piece of
//! code for all of them.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Up to here, to go along the list and put each where it belongs is as fast as
/// anything; nearly every list of a form is so short.
const SHORT: usize = 16;

/// Lists that can be put in order. What is alike stays in the order it had.
pub trait InOrder<T> {
    /// By a comparison.
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// By what each is known by.
    fn order_by_key<K: Ord>(&mut self, mut key: impl FnMut(&T) -> K) {
        self.order_by(|a, b| key(a).cmp(&key(b)));
    }

    /// By itself.
    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

impl<T> InOrder<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        if self.len() <= SHORT {
            for end in 1..self.len() {
                let mut at = end;
                while let Some([before, own]) = at.checked_sub(1).and_then(|to| self.get(to..=at))
                    && compare(before, own).is_gt()
                {
                    self.swap(at - 1, at);
                    at -= 1;
                }
            }
            return;
        }
        let mut places: Vec<usize> = (0..self.len()).collect();
        sort(&mut places, &mut |a, b| match (self.get(a), self.get(b)) {
            (Some(a), Some(b)) => compare(a, b),
            _ => Ordering::Equal,
        });
        settle(&mut places, &mut |a, b| self.swap(a, b));
    }
}

/// A map, filled pair by pair: collected, it would bring a sort of its own for
/// each type and each source of the pairs.
pub fn map_of<K: Ord, V>(pairs: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut map = BTreeMap::new();
    map.extend(pairs);
    map
}

/// A set, filled in the same way.
pub fn set_of<T: Ord>(members: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut set = BTreeSet::new();
    set.extend(members);
    set
}

/// The one sort of all long lists.
fn sort(places: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    places.sort_by(|a, b| compare(*a, *b));
}

/// Brings each to its place by exchanges: what belongs at a place that was
/// passed before has been sent on from there, to where that place tells.
fn settle(places: &mut [usize], exchange: &mut dyn FnMut(usize, usize)) {
    for at in 0..places.len() {
        let mut from = at;
        while let Some(next) = places.get(from).copied() {
            from = next;
            if from >= at {
                break;
            }
        }
        if let Some(place) = places.get_mut(at) {
            *place = from;
        }
        exchange(at, from);
    }
}
