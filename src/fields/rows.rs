//! The rows of a table. Lines and totals stand on a board, which shows them by
//! place; every other box is a view of its own.

use super::{bare, required, text, width_class};
use crate::browser::board::{self, Frame, Looks, Named, Rows, Showing};
use crate::pages::{comments, severity_class};
use crate::session::SheetSession;
use kohyo_core::finding::Severity;
use kohyo_core::form::{CellIx, Form, Heading, Kind, Table, TableCell, TableRow};
use leptos::prelude::*;
use leptos::tachys::view::any_view::AnyViewState;
use std::cell::RefCell;
use std::rc::Rc;

/// The boxes of all tables of a sheet; a handle that is handed about.
#[derive(Clone)]
pub struct Board {
    open: SheetSession,
    boxes: Rc<RefCell<board::Board>>,
    /// The boxes that are views of their own, kept as long as the sheet is shown.
    views: Rc<RefCell<Vec<AnyViewState>>>,
}

impl Board {
    /// A board for a sheet that is about to be shown. It follows the sheet.
    pub fn new(open: SheetSession) -> Self {
        let board =
            Self { open, boxes: Rc::new(RefCell::new(board::Board::new())), views: Rc::default() };
        let own = board.clone();
        open.follow_boxes(move |places, typed| own.show(places, typed));
        let form = open.form();
        open.follow_range(move |cells, is_chosen| {
            board::choose(cells.iter().map(|cell| form.cell(*cell).id.as_str()), is_chosen);
        });
        let (own, form) = (board.clone(), open.form());
        open.follow_remarks(move |place, list| {
            let text = comments::together(list);
            own.boxes.borrow().remark(place.index(), &form.cell(place).id, &text);
        });
        board
    }

    fn show(&self, places: &[CellIx], typed: Option<CellIx>) {
        let form = self.open.form();
        self.open.each_box(places, |place, view, remarks, is_changed| {
            let message = remarks.message.as_ref();
            let sentence = message.map(|(severity, sentence)| (*severity, format!("＊{sentence}")));
            let now = Showing {
                text: if form.cell(place).is_computed() { &view.shown } else { &view.raw },
                is_typed: typed == Some(place),
                message: sentence
                    .as_ref()
                    .map(|(severity, said)| (severity_class(*severity), said.as_str())),
                is_invalid: message.is_some_and(|(severity, _)| *severity == Severity::Error),
                left_out: &remarks.left_out,
                given: &crate::words::given(&remarks.given),
                is_changed,
            };
            self.boxes.borrow().show(place.index(), &now);
        });
    }

    /// The rows of a table, with their headings and boxes.
    pub fn rows(&self, form: &Form, table: &Table) -> Option<Rows> {
        let rows = self.boxes.borrow().rows()?;
        let mut frames = Vec::new();
        for row in &table.rows {
            let frame = self.boxes.borrow_mut().row(&rows, row.beneath)?;
            self.headings(&frame, row, table.heading_columns);
            for cell in &row.cells {
                match cell {
                    TableCell::Covered => {}
                    TableCell::Empty => self.boxes.borrow_mut().empty(&frame),
                    TableCell::Cell(place, span) => self.cell(form, &frame, *place, *span),
                }
            }
            frames.push(frame);
        }
        if let Some(repeat) = &table.repeat {
            self.open.follow_rows(repeat.id.clone(), move |shown| {
                board::let_stand(&frames, shown);
            });
        }
        Some(rows)
    }

    fn headings(&self, frame: &Frame, row: &TableRow, columns: u32) {
        // What a group has said above already stands to the left of the rest.
        let width = |heading: &Heading| heading.width;
        let mut at = columns.saturating_sub(row.headings.iter().map(width).sum());
        for heading in &row.headings {
            let mut boxes = self.boxes.borrow_mut();
            boxes.heading(frame, &heading.label, heading.span, heading.width, at > 0);
            at += heading.width;
        }
    }

    fn cell(&self, form: &Form, frame: &Frame, place: CellIx, span: u32) {
        let cell = form.cell(place);
        if !self.is_plain(form, place) {
            let class = width_class(cell);
            let Some(own) = self.boxes.borrow().place(frame, class, span) else { return };
            let mut view = bare(self.open, form, place).build();
            view.mount(&own, None);
            self.views.borrow_mut().push(view);
            self.open.follow_change(place, move |is_changed| board::mark_changed(&own, is_changed));
            return;
        }
        let looks = Looks {
            width: width_class(cell),
            lines: cell.lines,
            grows: text::grows(self.open, cell, place),
            mode: text::input_mode(cell.kind),
            is_required: required(cell).is_some(),
            is_computed: cell.is_computed(),
        };
        let named = Named { cell: &cell.id, label: &cell.label, span };
        self.boxes.borrow_mut().put(frame, place.index(), looks, named);
        self.show(&[place], None);
    }

    /// Whether a box is a line or a total with nothing beside it but what is
    /// said of it.
    fn is_plain(&self, form: &Form, place: CellIx) -> bool {
        let cell = form.cell(place);
        cell.is_computed()
            || !matches!(cell.kind, Kind::Choice | Kind::Choices | Kind::Mark)
                && cell.max_length.is_none()
                && cell.sign_words.is_none()
                && !self.open.is_carried()
                && self.open.offered(place).is_empty()
    }
}
