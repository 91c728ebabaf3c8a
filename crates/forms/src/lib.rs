//! The forms that are built in, as they stand in `forms/`: texts, which nobody
//! has read yet.

use include_dir::{Dir, include_dir};
use std::path::Path;

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
    pub fn beside(&self, name: &str) -> Option<String> {
        let path = self.edition.path().join(name);
        self.edition.files().find(|file| file.path() == path)?.contents_utf8().map(str::to_owned)
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

fn is_definition(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "json")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::{fs, io};

    #[test]
    fn all_forms_are_built_in_and_nothing_that_is_for_readers() -> io::Result<()> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../forms");
        let mut definitions = Vec::new();
        for form in fs::read_dir(&root)? {
            let form = form?.path();
            if !form.is_dir() || form.ends_with("examples") {
                continue;
            }
            for edition in fs::read_dir(form)? {
                for file in fs::read_dir(edition?.path())? {
                    definitions.push(file?.path());
                }
            }
        }
        definitions.retain(|file| is_definition(file));
        assert!(!definitions.is_empty());
        assert_eq!(all().count(), definitions.len());
        for form in all() {
            assert_eq!(form.text, fs::read_to_string(root.join(form.name))?);
            assert_eq!(form.beside("README.md"), None);
        }
        assert_eq!(FORMS.files().count(), 0, "the guide");
        assert!(FORMS.get_dir("examples").is_none());
        Ok(())
    }

    #[test]
    fn what_stands_beside_a_definition_is_found_by_its_name() {
        for form in all() {
            let name = Path::new(form.name).file_name().and_then(|name| name.to_str());
            assert_eq!(name.and_then(|name| form.beside(name)).as_deref(), Some(form.text));
        }
    }
}
