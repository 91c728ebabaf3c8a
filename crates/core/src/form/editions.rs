//! Which of many forms are offered, and in which order.

use super::Form;
use crate::wareki;

/// Of each edition the highest revision, of two of the same revision the
/// earlier in the list; by id, the newest edition last.
pub fn newest<F: AsRef<Form>>(forms: impl IntoIterator<Item = F>) -> Vec<F> {
    let mut newest: Vec<F> = Vec::new();
    for form in forms {
        let own = form.as_ref();
        let known = newest.iter_mut().find(|known| {
            let known = known.as_ref();
            known.id == own.id && known.edition == own.edition
        });
        match known {
            Some(known) if known.as_ref().revision < own.revision => *known = form,
            Some(_) => {}
            None => newest.push(form),
        }
    }
    newest.sort_by(|a, b| {
        let (a, b) = (a.as_ref(), b.as_ref());
        (&a.id, year(a), &a.edition).cmp(&(&b.id, year(b), &b.edition))
    });
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

/// The year that an edition means, so that `r2` comes after `h30`.
fn year(form: &Form) -> Option<i32> {
    wareki::read_fiscal_year(&form.edition, &form.eras).value.map(|year| year.0)
}
