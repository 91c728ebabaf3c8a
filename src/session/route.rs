//! The places of the page, as they stand behind `#` in its address.

/// A place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Route {
    /// Forms, drafts, files.
    Home,
    /// One sheet, by its document's id.
    Sheet(String),
    /// The central office.
    Office,
}

impl Route {
    /// The place that an address names; anything unknown is home.
    pub fn of(address: &str) -> Self {
        let path = address.trim_start_matches('#').trim_matches('/');
        match path.split_once('/') {
            Some(("sheet", id)) if !id.is_empty() => Self::Sheet(id.to_owned()),
            None if path == "office" => Self::Office,
            _ => Self::Home,
        }
    }

    /// The address of the place.
    pub fn address(&self) -> String {
        match self {
            Self::Home => "#/".to_owned(),
            Self::Sheet(id) => format!("#/sheet/{id}"),
            Self::Office => "#/office".to_owned(),
        }
    }
}
