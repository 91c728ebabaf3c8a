//! Pages and fields → cells in form order, and how they are laid out.

use super::super::Wanted;
use super::super::address::Parts;
use super::super::definition::{self as def, Asks, Field, Text};
use super::super::fault::{FaultKind, Limit};
use super::super::layout::{Item, Page, Section};
use super::super::template::Scope;
use super::super::{Cell, CellIx, CellUnit, Kind};
use super::{Compiler, Pending, is_cell_id, place_of};
use crate::number::Unit;
use crate::reading::Status;
use rust_decimal::Decimal;
use std::rc::Rc;

impl Compiler<'_> {
    /// Unfolds all pages.
    pub(super) fn unfold(&mut self) -> Vec<Page> {
        let definition = self.definition;
        let mut pages = Vec::new();
        for (page_index, page) in definition.pages.iter().enumerate() {
            let mut sections = Vec::new();
            for (section_index, section) in page.sections.iter().enumerate() {
                let place = (page_index, section_index);
                let items = section.items.iter().map(|item| self.item(item, place)).collect();
                if section.title.trim().is_empty() {
                    let missing = FaultKind::LabelMissing(section.id.value.clone());
                    self.fault(&section.id.origin, missing);
                }
                sections.push(Section {
                    id: section.id.value.clone(),
                    title: section.title.clone(),
                    help: section.help.clone(),
                    items,
                });
            }
            pages.push(Page {
                id: page.id.value.clone(),
                title: page.title.clone(),
                landscape: page.landscape,
                sections,
            });
        }
        pages
    }

    fn item(&mut self, item: &def::Item, place: (usize, usize)) -> Item {
        match item {
            def::Item::Note(text) => Item::Note(text.clone()),
            def::Item::Row(fields) => {
                Item::Row(fields.iter().filter_map(|field| self.field(field, place)).collect())
            }
            def::Item::Table(table) => Item::Table(self.table(table, place)),
        }
    }

    fn field(&mut self, field: &Field, place: (usize, usize)) -> Option<CellIx> {
        if field.label.trim().is_empty() {
            self.fault(&field.id.origin, FaultKind::LabelMissing(field.id.value.clone()));
        }
        let name = field.name.clone().unwrap_or_else(|| field.label.clone());
        let made = self.cell(
            &field.id,
            field.id.value.clone(),
            name,
            field.label.clone(),
            field.asks.clone(),
            Scope::default(),
            place,
        )?;
        if let Some(text) = &field.asks.address {
            let parts = self.parts(text);
            self.stands_at(made, text, parts);
        }
        Some(made)
    }

    /// What an address says; nothing where it cannot be read.
    pub(super) fn parts(&mut self, text: &Text) -> Parts {
        let parts = Parts::read(&text.value);
        if parts.is_none() {
            self.fault(&text.origin, FaultKind::Address(text.value.clone()));
        }
        parts.unwrap_or_default()
    }

    pub(super) fn parts_of(&mut self, asks: &Asks) -> Parts {
        asks.address.as_ref().map(|text| self.parts(text)).unwrap_or_default()
    }

    /// A cell stands at an address of the workbook, alone.
    pub(super) fn stands_at(&mut self, cell: CellIx, text: &Text, parts: Parts) {
        if parts == Parts::default() {
            return;
        }
        let Some(address) = parts.whole() else {
            self.fault(&text.origin, FaultKind::Address(text.value.clone()));
            return;
        };
        if !self.addresses.insert(address.clone()) {
            self.fault(&text.origin, FaultKind::Duplicate(address.to_string()));
        }
        if let Some(cell) = self.cells.get_mut(cell.index()) {
            cell.address = Some(address);
        }
    }

    /// Makes one cell; what it names is settled when all cells are known.
    #[allow(clippy::too_many_arguments, reason = "a cell has that many sides")]
    pub(super) fn cell(
        &mut self,
        text: &Text,
        id: String,
        label: String,
        heading: String,
        asks: Asks,
        scope: Scope,
        place: (usize, usize),
    ) -> Option<CellIx> {
        if !is_cell_id(&id) {
            self.fault(&text.origin, FaultKind::BadId(id));
            return None;
        }
        if let Some(other) = self.by_id.get(&id) {
            self.clashing.insert(*other);
            self.fault(&text.origin, FaultKind::Duplicate(id));
            return None;
        }
        if self.cells.len() >= Limit::Cells.most() {
            if !self.full {
                self.fault(&text.origin, FaultKind::TooMany(Limit::Cells));
            }
            self.full = true;
            return None;
        }
        let kind = asks.kind.unwrap_or(Kind::Text);
        let choices = asks.choices.as_ref().and_then(|name| {
            let found =
                self.definition.choices.iter().position(|list| list.name.value == name.value);
            if found.is_none() {
                self.fault(&name.origin, FaultKind::UnknownChoices(name.value.clone()));
            }
            found
        });
        if matches!(kind, Kind::Choice | Kind::Choices) && asks.choices.is_none() {
            self.fault(&text.origin, FaultKind::Missing("choices"));
        }
        if let Some(list) = choices.and_then(|list| self.definition.choices.get(list))
            && kind == Kind::Choices
            && list.choices.len() > Limit::Several.most()
        {
            self.fault(&text.origin, FaultKind::TooMany(Limit::Several));
        }
        let mut bound = |text: &Option<Text>| {
            text.as_ref().and_then(|text| {
                let number = Decimal::from_str_exact(&text.value).ok();
                if number.is_none() {
                    self.fault(&text.origin, FaultKind::Type(Wanted::Decimal));
                }
                // A duration is whole minutes.
                if kind == Kind::Duration && number.is_some_and(|number| !number.is_integer()) {
                    self.fault(&text.origin, FaultKind::Type(Wanted::Whole));
                }
                number
            })
        };
        let (min, max) = (bound(&asks.min), bound(&asks.max));
        if let (Some(least), Some(most), Some(text)) = (min, max, &asks.min)
            && least > most
        {
            self.fault(&text.origin, FaultKind::NoNumber);
        }
        let cell = Cell {
            id: id.clone(),
            label,
            heading,
            kind,
            unit: asks
                .unit
                .as_ref()
                .map_or(CellUnit::None, |unit| CellUnit::Is(Unit::new(&unit.value))),
            decimals: if kind == Kind::Integer { 0 } else { asks.decimals.unwrap_or(0) },
            min,
            max,
            max_length: asks.max_length,
            pattern: asks.pattern.as_ref().map(|text| text.value.clone()),
            choices,
            under: None,
            max_choices: asks.max_choices,
            lines: asks.lines.unwrap_or(1),
            statuses: asks.statuses.clone().unwrap_or_else(|| Status::ALL.to_vec()),
            required: None,
            compute: None,
            differs: asks
                .differs
                .as_ref()
                .map_or_else(|| "total.differs".to_owned(), |text| text.value.clone()),
            pair: None,
            sign_words: asks.sign_words.clone(),
            style: asks.style.as_ref().map(|text| text.value.clone()),
            help: asks.help.clone(),
            example: asks.example.clone(),
            width: asks.width,
            open: asks.open.unwrap_or(false),
            left: None,
            right: None,
            repeat: None,
            place,
            year: None,
            address: None,
        };
        let made = place_of(self.cells.len());
        self.cells.push(cell);
        self.origins.push(text.origin.clone());
        self.pending.push(Pending { asks: Rc::new(asks), scope: Rc::new(scope) });
        self.by_id.insert(id, made);
        Some(made)
    }
}

impl Asks {
    /// Takes over what `later` says.
    pub(super) fn merge(&mut self, later: &Self) {
        macro_rules! take {
            ($($member:ident)*) => {
                $(if later.$member.is_some() { self.$member.clone_from(&later.$member); })*
            };
        }
        take!(kind unit unit_cell decimals min max max_length pattern choices under max_choices
              lines statuses required compute differs pair sign_words style help example width
              open);
    }
}
