//! The rows of a table. Lines and totals stand on a board, which shows them by
//! place; every other box is a view of its own.

use super::message::{described_by, message_id};
use super::{bare, box_id, text, width_class};
use crate::browser::board::{self, Frame, Looks, Named, Rows, Showing};
use crate::pages::{comments, severity_class};
use crate::session::SheetSession;
use kohyo_core::finding::Severity;
use kohyo_core::form::{CellIx, Form, Heading, Kind, Table, TableCell, TableRow};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use std::collections::BTreeMap;

/// The boxes of all tables of a sheet; a handle that is copied about.
#[derive(Clone, Copy)]
pub struct Board {
    open: SheetSession,
    boxes: StoredValue<board::Board, LocalStorage>,
    /// The boxes that are views of their own, kept as long as the sheet is shown.
    views: StoredValue<Vec<AnyViewState>, LocalStorage>,
}

impl Board {
    /// A board for a sheet that is about to be shown. What turns is shown by
    /// one effect for all boxes.
    pub fn new(open: SheetSession) -> Self {
        let board = Self {
            open,
            boxes: StoredValue::new_local(board::Board::new()),
            views: StoredValue::new_local(Vec::new()),
        };
        Effect::new(move |_| {
            for place in open.turned() {
                board.show(place);
            }
        });
        Effect::new(move |before: Option<Vec<CellIx>>| {
            let chosen = open.chosen_several();
            let form = open.form();
            let ids = |cells: &[CellIx], others: &[CellIx]| -> Vec<String> {
                let own = cells.iter().filter(|cell| !others.contains(cell));
                own.map(|cell| form.cell(*cell).id.clone()).collect()
            };
            let before = before.unwrap_or_default();
            board::choose(ids(&before, &chosen).iter().map(String::as_str), false);
            board::choose(ids(&chosen, &before).iter().map(String::as_str), true);
            chosen
        });
        Effect::new(move |before: Option<BTreeMap<CellIx, String>>| {
            let remarks = comments::at_boxes(open);
            let form = open.form();
            board.boxes.with_value(|boxes| {
                for place in before.unwrap_or_default().keys().chain(remarks.keys()) {
                    let text = remarks.get(place).map(String::as_str).unwrap_or_default();
                    boxes.remark(place.index(), &form.cell(*place).id, text);
                }
            });
            remarks
        });
        board
    }

    fn show(self, place: CellIx) {
        let form = self.open.form();
        let is_changed = self.open.differs(place);
        self.open.with_box(place, |view, remarks| {
            let message = remarks.message.as_ref();
            let sentence = message.map(|(severity, sentence)| (*severity, format!("＊{sentence}")));
            let now = Showing {
                text: if form.cell(place).is_computed() { &view.shown } else { &view.raw },
                message: sentence
                    .as_ref()
                    .map(|(severity, said)| (severity_class(*severity), said.as_str())),
                is_invalid: message.is_some_and(|(severity, _)| *severity == Severity::Error),
                left_out: &remarks.left_out,
                given: &crate::words::given(&remarks.given),
                is_changed,
            };
            self.boxes.with_value(|boxes| boxes.show(place.index(), &now));
        });
    }

    /// The rows of a table, with their headings and boxes.
    pub fn rows(self, form: &Form, table: &Table) -> Option<Rows> {
        let rows = self.boxes.with_value(board::Board::rows)?;
        let mut frames = Vec::new();
        for row in &table.rows {
            let frame = self.boxes.with_value(|boxes| boxes.row(&rows, row.beneath))?;
            self.headings(&frame, row, table.heading_columns);
            for cell in &row.cells {
                match cell {
                    TableCell::Covered => {}
                    TableCell::Empty => self.boxes.with_value(|boxes| boxes.empty(&frame)),
                    TableCell::Cell(place, span) => self.cell(form, &frame, *place, *span),
                }
            }
            frames.push(frame);
        }
        if let Some(repeat) = &table.repeat {
            self.hide_spare(frames, repeat.id.clone());
        }
        Some(rows)
    }

    fn headings(self, frame: &Frame, row: &TableRow, columns: u32) {
        // What a group has said above already stands to the left of the rest.
        let width = |heading: &Heading| heading.width;
        let mut at = columns.saturating_sub(row.headings.iter().map(width).sum());
        for heading in &row.headings {
            self.boxes.with_value(|boxes| {
                boxes.heading(frame, &heading.label, heading.span, heading.width, at > 0);
            });
            at += heading.width;
        }
    }

    fn cell(self, form: &Form, frame: &Frame, place: CellIx, span: u32) {
        let cell = form.cell(place);
        if !self.is_plain(form, place) {
            let class = width_class(cell);
            let Some(own) = self.boxes.with_value(|boxes| boxes.place(frame, class, span)) else {
                return;
            };
            let mut view = bare(self.open, form, place).build();
            view.mount(&own, None);
            self.views.update_value(|views| views.push(view));
            let open = self.open;
            Effect::new(move |_| board::mark_changed(&own, open.is_changed(place)));
            return;
        }
        let looks = Looks {
            width: width_class(cell),
            lines: cell.lines,
            mode: text::input_mode(cell.kind),
            is_required: cell.required.is_some(),
            is_computed: cell.is_computed(),
        };
        let named = Named {
            cell: &cell.id,
            id: &box_id(cell),
            message: &message_id(cell),
            label: &cell.label,
            described_by: &described_by(cell),
            span,
        };
        self.boxes.update_value(|boxes| boxes.put(frame, place.index(), looks, named));
        self.show(place);
    }

    /// Whether a box is a line or a total with nothing beside it but what is
    /// said of it.
    fn is_plain(self, form: &Form, place: CellIx) -> bool {
        let cell = form.cell(place);
        cell.is_computed()
            || !matches!(cell.kind, Kind::Choice | Kind::Choices | Kind::Mark)
                && cell.max_length.is_none()
                && cell.sign_words.is_none()
                && !self.open.is_carried()
                && self.open.offered(place).is_empty()
    }

    /// Hides the rows of a free repeat that nobody has asked for.
    fn hide_spare(self, frames: Vec<Frame>, repeat: String) {
        let open = self.open;
        let hide = move |frames: &[Frame]| {
            let shown = open.rows_of(&repeat) as usize;
            for (at, frame) in frames.iter().enumerate() {
                board::hide(frame, at >= shown);
            }
        };
        untrack(|| hide(&frames));
        Effect::new(move |_| {
            open.rows.track();
            hide(&frames);
        });
    }
}
