//! The steps for those who are here for the first time.

use super::Session;
use crate::words;
use leptos::prelude::*;

/// Under what it is noted that the steps were seen.
const SEEN: &str = "kohyo/tour";

impl Session {
    /// Shows the steps where they were never closed.
    pub fn greet(self) {
        let seen = self.desk().kept(SEEN).map(|found| !found.is_empty());
        if seen == Ok(false) {
            self.tour.set(Some(0));
        }
    }

    /// Shows the steps again, from the first.
    pub fn begin_tour(self) {
        self.tour.set(Some(0));
    }

    /// Goes one step on, or back; behind the last they are closed.
    pub fn step_tour(self, back: bool) {
        match (self.tour.get_untracked(), back) {
            (Some(at), true) => self.tour.set(Some(at.saturating_sub(1))),
            (Some(at), false) if at + 1 < words::STEPS.len() => self.tour.set(Some(at + 1)),
            _ => self.end_tour(),
        }
    }

    /// Closes the steps; they do not come by themselves again.
    pub fn end_tour(self) {
        self.tour.set(None);
        // Without a store they come again, which does no harm.
        let _ = self.desk().keep(SEEN, "seen");
    }
}
