//! The long texts that few people ask for: keys, guide, licences. Each is
//! drawn when it is asked for first; drawn at each start, they are a sixth of
//! the document.

use leptos::prelude::*;

/// A long text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manual {
    /// The keys that work on a sheet.
    Keys,
    /// How the page is used.
    Guide,
    /// The licences of what the page carries.
    Notices,
}

impl Manual {
    /// The dialog in which it stands.
    pub fn dialog(self) -> &'static str {
        match self {
            Self::Keys => "keys",
            Self::Guide => "guide",
            Self::Notices => "notices",
        }
    }
}

/// Which of them were asked for.
#[derive(Clone, Copy)]
pub struct Manuals(RwSignal<Vec<Manual>>);

impl Manuals {
    pub(super) fn new() -> Self {
        Self(RwSignal::new(Vec::new()))
    }

    /// Has one drawn, from now on.
    pub fn ask(self, manual: Manual) {
        if !self.0.with_untracked(|asked| asked.contains(&manual)) {
            self.0.update(|asked| asked.push(manual));
        }
    }

    /// Whether one is drawn.
    pub fn is_drawn(self, manual: Manual) -> bool {
        self.0.with(|asked| asked.contains(&manual))
    }
}
