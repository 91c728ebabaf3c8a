//! How the page looks: light or dark, and how large its letters are.

use super::Session;
use crate::desk::Desk;
use leptos::prelude::*;

/// Under what the choice is kept.
const KEPT: &str = "kohyo/appearance";

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the machine is set.
    #[default]
    Machine,
    /// Dark letters on light ground.
    Light,
    /// Light letters on dark ground.
    Dark,
}

impl Theme {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Machine, Self::Light, Self::Dark];

    /// As it is kept, and as the style sheet knows it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// How large the letters are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextSize {
    /// As the browser is set.
    #[default]
    Usual,
    /// A quarter larger.
    Large,
    /// Half as large again.
    Largest,
}

impl TextSize {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Usual, Self::Large, Self::Largest];

    /// As it is kept, and as the style sheet knows it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Usual => "usual",
            Self::Large => "large",
            Self::Largest => "largest",
        }
    }
}

/// How the page looks; a handle that is copied about.
#[derive(Clone, Copy)]
pub struct Appearance {
    /// Light or dark.
    pub theme: RwSignal<Theme>,
    /// How large the letters are.
    pub size: RwSignal<TextSize>,
}

impl Appearance {
    /// As it was last chosen at this desk.
    pub(super) fn at(desk: &dyn Desk) -> Self {
        let kept = desk.look(KEPT).ok().flatten().unwrap_or_default();
        let is_kept = |code: &str| kept.split(' ').any(|known| known == code);
        let theme = Theme::ALL.into_iter().find(|theme| is_kept(theme.code()));
        let size = TextSize::ALL.into_iter().find(|size| is_kept(size.code()));
        Self {
            theme: RwSignal::new(theme.unwrap_or_default()),
            size: RwSignal::new(size.unwrap_or_default()),
        }
    }
}

impl Session {
    /// Chooses light or dark.
    pub fn choose_theme(self, theme: Theme) {
        self.appearance.theme.set(theme);
        self.keep_appearance();
    }

    /// Chooses how large the letters are.
    pub fn choose_size(self, size: TextSize) {
        self.appearance.size.set(size);
        self.keep_appearance();
    }

    fn keep_appearance(self) {
        let Appearance { theme, size } = self.appearance;
        let text = format!("{} {}", theme.get_untracked().code(), size.get_untracked().code());
        // Without a store it holds as long as the page is open.
        let _ = self.desk().keep(KEPT, &text);
    }

    /// Keeps the page looking as it was chosen.
    pub fn watch_appearance(self, set: fn(&str, &str)) {
        let Appearance { theme, size } = self.appearance;
        Effect::new(move |_| set(theme.get().code(), size.get().code()));
    }
}
