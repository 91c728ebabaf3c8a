//! The forms that are built in, as they stand in `forms/`: texts, which nobody
//! has read yet.

use include_dir::{Dir, include_dir};

static FORMS: Dir<'_> = include_dir!("$OUT_DIR/forms");

/// A definition, with the files beside it.
#[derive(Clone, Copy, Debug)]
pub struct BuiltIn {
    /// Where it stands: `<form id>/<edition>/<revision>.json`.
    pub name: &'static str,
    /// Its text.
    pub text: &'static str,
    edition: &'static Dir<'static>,
}

impl BuiltIn {
    /// The text of a table that stands beside it.
    pub fn beside(&self, name: &str) -> Option<&'static str> {
        let path = self.edition.path().join(name);
        self.edition.files().find(|file| file.path() == path)?.contents_utf8()
    }

    /// Whether anything but definitions stands beside it.
    pub fn has_tables(&self) -> bool {
        self.edition.files().any(|file| !is_definition(file.path()))
    }
}

/// All definitions, by their names.
pub fn all() -> impl Iterator<Item = BuiltIn> {
    let editions = FORMS.dirs().flat_map(Dir::dirs);
    editions.flat_map(|edition| {
        let definitions = edition.files().filter(|file| is_definition(file.path()));
        definitions.filter_map(move |file| {
            Some(BuiltIn { name: file.path().to_str()?, text: file.contents_utf8()?, edition })
        })
    })
}

fn is_definition(path: &std::path::Path) -> bool {
    path.extension().is_some_and(|end| end == "json")
}
