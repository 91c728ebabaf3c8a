//! What the boxes of the open sheet show: kept by place, told by signals to
//! those that ask, and at once to the board of boxes.

use super::SheetSession;
use super::sheet::Contents;
use kohyo_core::check::{CellValue, Evaluation, unknown_choices};
use kohyo_core::finding::Severity;
use kohyo_core::form::{CellIx, Form, Kind};
use kohyo_core::order::InOrder;
use kohyo_core::sheet::{Raw, Sheet};
use kohyo_core::words;
use leptos::prelude::*;
use std::rc::Rc;

/// What one box shows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellView {
    /// The text, as typed.
    pub raw: String,
    /// The texts of a cell of several choices.
    pub several: Vec<String>,
    /// The choice as read, a place in the list.
    pub choice: Option<u16>,
    /// The choices as read, a bit for each place.
    pub choices: u128,
    /// Whether a mark stands there.
    pub marked: bool,
    /// What the sheet prints: of computed cells, and for print.
    pub shown: String,
}

/// What stands beside and under one box. Apart from what the box shows: most
/// keys change that and nothing here.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CellRemarks {
    /// What a file brought that no box of this kind can show.
    pub given: String,
    /// The words beside it.
    pub echo: String,
    /// What a total left out.
    pub left_out: String,
    /// The weightiest thing to be said of it.
    pub message: Option<(Severity, String)>,
}

/// A signal of one box.
pub type SignalOf = RwSignal<CellView>;

/// A signal of what stands beside it.
pub type RemarksOf = RwSignal<CellRemarks>;

/// One box. The signals are made for those that ask: a large sheet has
/// thousands of boxes, most of which stand on a board.
#[derive(Default)]
struct Slot {
    view: CellView,
    remarks: CellRemarks,
    signal: Option<SignalOf>,
    remarks_signal: Option<RemarksOf>,
}

/// What shows a box, and whether the box shows its text already.
type Show = Rc<dyn Fn(CellIx, bool)>;

/// The boxes of the open sheet; a handle that is copied about.
#[derive(Clone, Copy)]
pub(super) struct Boxes {
    slots: StoredValue<Vec<Slot>>,
    /// The boxes that show something else since the board was told.
    turned: StoredValue<Vec<CellIx>>,
    /// The box from which a text comes just now.
    pub(super) typed: StoredValue<Option<CellIx>>,
    /// What shows a box on the board, while there is one.
    board: StoredValue<Option<Show>, LocalStorage>,
}

impl Boxes {
    /// The boxes of a sheet, as they stand.
    pub(super) fn new(form: &Form, sheet: &Sheet, evaluation: &Evaluation) -> Self {
        let slots = form
            .cells()
            .map(|(place, _)| {
                let (view, remarks) = view_of(form, sheet, evaluation, place);
                Slot { view, remarks, ..Slot::default() }
            })
            .collect();
        Self {
            slots: StoredValue::new(slots),
            turned: StoredValue::new(Vec::new()),
            typed: StoredValue::new(None),
            board: StoredValue::new_local(None),
        }
    }

    /// Changes one box by `change`, which says whether it did.
    fn change<T>(
        self,
        place: CellIx,
        change: impl FnOnce(&mut Slot) -> Option<T>,
        tell: impl FnOnce(T),
    ) {
        let mut told = None;
        self.slots.update_value(|slots| {
            told = slots.get_mut(place.index()).and_then(change);
        });
        if let Some(told) = told {
            self.turned.update_value(|turned| turned.push(place));
            tell(told);
        }
    }
}

impl SheetSession {
    /// The signal of a box.
    pub fn cell(self, place: CellIx) -> SignalOf {
        self.owned(|| {
            let mut found = None;
            self.boxes.slots.update_value(|slots| {
                found = slots.get_mut(place.index()).map(|slot| {
                    *slot.signal.get_or_insert_with(|| RwSignal::new(slot.view.clone()))
                });
            });
            found.unwrap_or_default()
        })
    }

    /// The signal of what stands beside and under a box.
    pub fn remarks(self, place: CellIx) -> RemarksOf {
        self.owned(|| {
            let mut found = None;
            self.boxes.slots.update_value(|slots| {
                found = slots.get_mut(place.index()).map(|slot| {
                    *slot.remarks_signal.get_or_insert_with(|| RwSignal::new(slot.remarks.clone()))
                });
            });
            found.unwrap_or_default()
        })
    }

    /// What a box shows now.
    pub fn with_box<T>(
        self,
        place: CellIx,
        read: impl FnOnce(&CellView, &CellRemarks) -> T,
    ) -> Option<T> {
        self.boxes.slots.with_value(|slots| {
            slots.get(place.index()).map(|slot| read(&slot.view, &slot.remarks))
        })
    }

    /// Tells `show` of each box that shows something else, and whether its text
    /// is what a person just typed there, as long as the caller's owner lives.
    /// At once and not by an effect: a person waits for it.
    pub fn follow_boxes(self, show: impl Fn(CellIx, bool) + 'static) {
        let show: Show = Rc::new(show);
        self.boxes.turned.update_value(Vec::clear);
        self.boxes.board.set_value(Some(show.clone()));
        // The next board may have come before this one goes.
        let own = StoredValue::new_local(show);
        on_cleanup(move || {
            self.boxes.board.try_update_value(|board| {
                own.with_value(|own| {
                    board.take_if(|known| Rc::ptr_eq(known, own));
                });
            });
        });
    }

    /// Tells the board what turned.
    pub(super) fn tell_turned(self) {
        let mut turned = Vec::new();
        self.boxes.turned.update_value(|list| turned = std::mem::take(list));
        if turned.is_empty() {
            return;
        }
        turned.order();
        turned.dedup();
        if let Some(show) = self.boxes.board.get_value() {
            let typed = self.boxes.typed.get_value();
            for place in turned {
                show(place, typed == Some(place));
            }
        }
    }

    /// Shows a box and what stands beside it as they are now; what is said of
    /// it is told by `say_at`.
    pub(super) fn show_cell(self, form: &Form, place: CellIx) {
        let (view, mut remarks) = self.with_evaluation(|_, Contents { sheet, .. }, evaluation| {
            view_of(form, sheet, evaluation, place)
        });
        let change = |slot: &mut Slot| {
            (slot.view != view).then(|| {
                slot.view = view;
                slot.signal.map(|signal| (signal, slot.view.clone()))
            })
        };
        self.boxes.change(place, change, |told| {
            if let Some((signal, view)) = told {
                signal.set(view);
            }
        });
        let change = |slot: &mut Slot| {
            remarks.message = slot.remarks.message.clone();
            (slot.remarks != remarks).then(|| {
                slot.remarks = remarks;
                slot.remarks_signal.map(|signal| (signal, slot.remarks.clone()))
            })
        };
        self.boxes.change(place, change, |told| {
            if let Some((signal, remarks)) = told {
                signal.set(remarks);
            }
        });
    }

    /// Says something at a box, or nothing any more.
    pub(super) fn say_at(self, place: CellIx, message: Option<(Severity, String)>) {
        let change = |slot: &mut Slot| {
            (slot.remarks.message != message).then(|| {
                slot.remarks.message = message;
                slot.remarks_signal.map(|signal| (signal, slot.remarks.clone()))
            })
        };
        self.boxes.change(place, change, |told| {
            if let Some((signal, remarks)) = told {
                signal.set(remarks);
            }
        });
    }
}

/// What a file brought that the box of its kind cannot show.
fn given(form: &Form, place: CellIx, raw: Option<&Raw>, value: &CellValue) -> String {
    let cell = form.cell(place);
    match cell.kind {
        Kind::Choices => unknown_choices(form, cell, raw).join("、"),
        Kind::Choice if cell.open && *value == CellValue::None => {
            raw.map(Raw::shown).unwrap_or_default()
        }
        Kind::Mark if *value != CellValue::Mark => raw.map(Raw::shown).unwrap_or_default(),
        _ if cell.is_computed() => raw.map(Raw::shown).unwrap_or_default(),
        _ => String::new(),
    }
}

fn view_of(
    form: &Form,
    sheet: &Sheet,
    evaluation: &Evaluation,
    place: CellIx,
) -> (CellView, CellRemarks) {
    let (raw, several) = match sheet.raw(place) {
        None => (String::new(), Vec::new()),
        Some(Raw::Text(text)) => (text.clone(), Vec::new()),
        Some(Raw::Several(texts)) => (texts.join("、"), texts.clone()),
    };
    let value = evaluation.value(form, place);
    let remarks = CellRemarks {
        given: given(form, place, sheet.raw(place), &value),
        echo: words::echo(form, evaluation, place).unwrap_or_default(),
        left_out: words::left_out(form, evaluation, place).unwrap_or_default(),
        message: None,
    };
    let view = CellView {
        raw,
        several,
        choice: if let CellValue::Choice(place) = value { Some(place) } else { None },
        choices: if let CellValue::Choices(bits) = value { bits } else { 0 },
        marked: value == CellValue::Mark,
        shown: words::shown(form, sheet, evaluation, place),
    };
    (view, remarks)
}
