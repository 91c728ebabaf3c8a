//! Which of many forms are offered, and in which order.

use super::{Form, definition::Definition};
use crate::order::InOrder;
use crate::wareki::{self, Eras};

/// What tells a form from others, known before it is compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The form's id.
    pub id: String,
    /// The edition.
    pub edition: String,
    /// The revision.
    pub revision: u32,
    /// The title.
    pub title: String,
    /// Whose it is.
    pub publisher: Option<String>,
    /// The year that the edition means, so that `r2` comes after `h30`.
    pub year: Option<i32>,
}

impl Head {
    /// Of a definition.
    pub fn of(definition: &Definition) -> Self {
        let more = definition.eras.iter();
        let eras = more.fold(Eras::japan(), |eras, era| eras.with(era.clone()).unwrap_or(eras));
        Self {
            id: definition.id.value.clone(),
            edition: definition.edition.value.clone(),
            revision: definition.revision,
            title: definition.title.value.clone(),
            publisher: definition.publisher.as_ref().map(|text| text.value.clone()),
            year: year(&definition.edition.value, &eras),
        }
    }
}

/// An edition of a form among others.
pub trait Issued {
    /// The form's id.
    fn id(&self) -> &str;
    /// The edition.
    fn edition(&self) -> &str;
    /// The revision.
    fn revision(&self) -> u32;
    /// The year that the edition means.
    fn year(&self) -> Option<i32>;
}

impl<F: AsRef<Form>> Issued for F {
    fn id(&self) -> &str {
        &self.as_ref().id
    }

    fn edition(&self) -> &str {
        &self.as_ref().edition
    }

    fn revision(&self) -> u32 {
        self.as_ref().revision
    }

    fn year(&self) -> Option<i32> {
        let form = self.as_ref();
        year(&form.edition, &form.eras)
    }
}

/// Of each edition the highest revision, of two of the same revision the
/// earlier in the list; by id, the newest edition last.
pub fn newest<F: Issued>(forms: impl IntoIterator<Item = F>) -> Vec<F> {
    let mut newest: Vec<F> = Vec::new();
    for form in forms {
        let known = newest
            .iter_mut()
            .find(|known| known.id() == form.id() && known.edition() == form.edition());
        match known {
            Some(known) if known.revision() < form.revision() => *known = form,
            Some(_) => {}
            None => newest.push(form),
        }
    }
    newest.order_by(|a, b| (a.id(), a.year(), a.edition()).cmp(&(b.id(), b.year(), b.edition())));
    newest
}

/// The form on which next year's sheet of this one is made: of the editions
/// that say how they take such a sheet, the newest.
pub fn successor<F: AsRef<Form>>(forms: impl IntoIterator<Item = F>, of: &Form) -> Option<F> {
    let takes = |form: &Form| {
        form.id == of.id
            && form.carry.as_ref().is_some_and(|carry| carry.editions.contains(&of.edition))
    };
    newest(forms.into_iter().filter(|form| takes(form.as_ref()))).pop()
}

/// The year that an edition means.
fn year(edition: &str, eras: &Eras) -> Option<i32> {
    wareki::read_fiscal_year(edition, eras).value.map(|year| year.0)
}
