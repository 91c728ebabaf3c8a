//! What the boxes of the open sheet show: kept by place, told by signals to
//! those that ask, and at once to the board of boxes.

use super::SheetSession;
use super::sheet::Contents;
use super::standing;
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

/// What shows boxes, and the one of them that shows its text already.
type Show = Rc<dyn Fn(&[CellIx], Option<CellIx>)>;

/// What of a box turned.
#[derive(Clone, Copy)]
struct Turned {
    view: bool,
    remarks: bool,
}

/// The boxes of the open sheet; a handle that is copied about.
#[derive(Clone, Copy)]
pub(super) struct Boxes {
    slots: StoredValue<Vec<Slot>>,
    /// The boxes that show something else since the board was told.
    turned: StoredValue<Vec<CellIx>>,
    /// What shows boxes on the board, while there is one.
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
            board: StoredValue::new_local(None),
        }
    }

    /// Changes boxes by `change`, which says what turned. Those that asked for
    /// a signal are told; the board is later.
    fn change<T>(
        self,
        news: impl IntoIterator<Item = (CellIx, T)>,
        change: impl Fn(T, &mut Slot) -> Turned,
    ) {
        let mut turned = Vec::new();
        let mut views = Vec::new();
        let mut remarks = Vec::new();
        self.slots.update_value(|slots| {
            for (place, news) in news {
                let Some(slot) = slots.get_mut(place.index()) else { continue };
                let now = change(news, slot);
                if now.view || now.remarks {
                    turned.push(place);
                }
                if let Some(signal) = slot.signal.filter(|_| now.view) {
                    views.push((signal, slot.view.clone()));
                }
                if let Some(signal) = slot.remarks_signal.filter(|_| now.remarks) {
                    remarks.push((signal, slot.remarks.clone()));
                }
            }
        });
        self.turned.update_value(|known| known.append(&mut turned));
        for (signal, view) in views {
            signal.set(view);
        }
        for (signal, remarks) in remarks {
            signal.set(remarks);
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

    /// Reads what boxes show now, and whether another text stands there than when
    /// the sheet was opened.
    pub fn each_box(
        self,
        places: &[CellIx],
        mut read: impl FnMut(CellIx, &CellView, &CellRemarks, bool),
    ) {
        self.with_origin(|origin, sheet| {
            self.boxes.slots.with_value(|slots| {
                for place in places {
                    if let Some(slot) = slots.get(place.index()) {
                        let differs = standing::differs(origin, sheet, *place);
                        read(*place, &slot.view, &slot.remarks, differs);
                    }
                }
            });
        });
    }

    /// Tells `show` of the boxes that show something else, and of which the text
    /// is what a person just typed there, as long as the caller's owner lives.
    /// At once and not by an effect: a person waits for it.
    pub fn follow_boxes(self, show: impl Fn(&[CellIx], Option<CellIx>) + 'static) {
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

    /// Tells the board what turned, and which text was typed just now.
    pub(super) fn tell_turned(self, typed: Option<CellIx>) {
        let mut turned = Vec::new();
        self.boxes.turned.update_value(|list| turned = std::mem::take(list));
        if turned.is_empty() {
            return;
        }
        turned.order();
        turned.dedup();
        if let Some(show) = self.boxes.board.get_value() {
            show(&turned, typed);
        }
    }

    /// Shows boxes and what stands beside them as they are now; what is said of
    /// them is told by `say_at`.
    pub(super) fn show_cells(self, form: &Form, places: impl IntoIterator<Item = CellIx>) {
        let news: Vec<_> = self.with_evaluation(|_, Contents { sheet, .. }, evaluation| {
            let news = |place| (place, view_of(form, sheet, evaluation, place));
            places.into_iter().map(news).collect()
        });
        self.boxes.change(news, |(view, mut remarks), slot| {
            let message = slot.remarks.message.take();
            let turned = Turned { view: slot.view != view, remarks: slot.remarks != remarks };
            remarks.message = message;
            (slot.view, slot.remarks) = (view, remarks);
            turned
        });
    }

    /// Says something at boxes, or nothing any more.
    pub(super) fn say_at(
        self,
        messages: impl IntoIterator<Item = (CellIx, Option<(Severity, String)>)>,
    ) {
        self.boxes.change(messages, |message, slot| {
            let turned = Turned { view: false, remarks: slot.remarks.message != message };
            slot.remarks.message = message;
            turned
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
