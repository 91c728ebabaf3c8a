//! When the panels that rest on all sheets are drawn anew: at once where a
//! person decided something; one after the other where thousands of sheets
//! came, so that the page stays usable in between.

use super::Office;
use leptos::prelude::*;

/// A panel that rests on all sheets, or a picture in one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Panel {
    Reception,
    Findings,
    Totals,
    Tables,
    Years,
    Shares,
    Heat,
    SendBack,
}

impl Panel {
    const ALL: [Self; 8] = [
        Self::Reception,
        Self::Findings,
        Self::Totals,
        Self::Tables,
        Self::Years,
        Self::Shares,
        Self::Heat,
        Self::SendBack,
    ];
}

/// Longer than a frame in milliseconds: what was drawn is painted, and a click
/// answered, before the next panel is drawn.
const FRAME: u32 = 20;

/// Counts how often each panel was drawn.
#[derive(Clone, Copy)]
pub(super) struct Panels([(Panel, RwSignal<u64>); Panel::ALL.len()]);

impl Panels {
    pub(super) fn new() -> Self {
        Self(Panel::ALL.map(|panel| (panel, RwSignal::new(0))))
    }

    fn counting(self, panel: Panel) -> Option<RwSignal<u64>> {
        self.0.iter().find(|(known, _)| *known == panel).map(|(_, count)| *count)
    }
}

impl Office {
    /// What is worked out now is worked out again when this panel is drawn.
    pub(super) fn drawn_with(self, panel: Panel) {
        if let Some(count) = self.panels.counting(panel) {
            count.track();
        }
    }

    /// Draws the table of sheets.
    pub(super) fn draw_table(self) {
        self.version.update(|version| *version += 1);
    }

    /// Draws one panel.
    pub(super) fn draw(self, panel: Panel) {
        if let Some(count) = self.panels.counting(panel) {
            count.update(|count| *count += 1);
        }
    }

    /// Draws everything at once.
    pub(super) fn draw_all(self) {
        self.draw_table();
        Panel::ALL.into_iter().for_each(|panel| self.draw(panel));
    }

    /// Draws everything, the page being free after each panel, and then does
    /// what is to be done at the end.
    pub(super) fn draw_by_turns(self, then: impl FnOnce() + 'static) {
        self.draw_table();
        self.draw_from(0, Box::new(then));
    }

    fn draw_from(self, nth: usize, then: Box<dyn FnOnce()>) {
        let Some(panel) = Panel::ALL.get(nth) else { return then() };
        let desk = self.desk();
        desk.clone().later(
            FRAME,
            Box::new(move || {
                self.draw(*panel);
                // The effects come behind this, and only behind them the next.
                desk.later(0, Box::new(move || self.draw_from(nth + 1, then)));
            }),
        );
    }
}
