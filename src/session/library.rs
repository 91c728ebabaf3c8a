//! The forms that the page carries, compiled once.

use include_dir::{Dir, include_dir};
use kohyo_core::form::Form;
use kohyo_core::wire::definition;
use leptos::prelude::*;
use std::sync::Arc;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/forms");

/// The forms, newest edition last.
#[derive(Clone, Copy)]
pub struct Library {
    forms: StoredValue<Vec<Arc<Form>>>,
}

impl Library {
    /// The forms built into the page. One that does not compile is left out:
    /// the tests refuse to build such a page.
    pub fn built_in() -> Self {
        let mut texts = Vec::new();
        definitions(&BUILT_IN, &mut texts);
        let mut forms: Vec<Arc<Form>> = Vec::new();
        for form in texts.iter().filter_map(|text| definition::compile(text).ok()) {
            let known =
                forms.iter_mut().find(|known| known.id == form.id && known.edition == form.edition);
            match known {
                Some(known) if known.revision < form.revision => *known = Arc::new(form),
                Some(_) => {}
                None => forms.push(Arc::new(form)),
            }
        }
        let year = |form: &Form| {
            kohyo_core::wareki::read_fiscal_year(&form.edition, &form.eras).value.map(|year| year.0)
        };
        forms.sort_by(|a, b| {
            (&a.id, std::cmp::Reverse(year(a))).cmp(&(&b.id, std::cmp::Reverse(year(b))))
        });
        Self { forms: StoredValue::new(forms) }
    }

    /// All forms.
    pub fn all(self) -> Vec<Arc<Form>> {
        self.forms.get_value()
    }
}

fn definitions(folder: &'static Dir<'_>, out: &mut Vec<&'static str>) {
    for file in folder.files() {
        let path = file.path();
        if path.extension().is_some_and(|end| end == "json") && path.components().count() == 3 {
            out.extend(file.contents_utf8());
        }
    }
    for inner in folder.dirs() {
        definitions(inner, out);
    }
}
