//! Pages, their sections, fields and tables.

use super::decoder::{Decoder, Members};
use crate::form::definition::{
    Asks, Column, Field, Item, Kind, Page, Repeat, Required, Row, RowGroup, Section, SignWords,
    Table,
};
use crate::form::fault::FaultKind;
use crate::form::{MOST_DECIMALS, Wanted};
use crate::reading::Status;
use crate::wareki::End;
use crate::wire::language;
use jsonc_parser::ast::Value;

impl Decoder {
    pub(super) fn page(&mut self, members: &Members<'_>) -> Page {
        self.known(members, &[&language::PAGE]);
        Page {
            id: self.needed(members, "id"),
            title: self.needed(members, "title").value,
            landscape: self
                .word(members, "paper", &[("a4-portrait", false), ("a4-landscape", true)])
                .unwrap_or(false),
            sections: self.objects(members, "sections", Self::section),
        }
    }

    fn section(&mut self, members: &Members<'_>) -> Section {
        self.known(members, &[&language::SECTION]);
        Section {
            id: self.needed(members, "id"),
            title: self.needed(members, "title").value,
            help: self.words(members, "help"),
            items: self.list(members, "items", |decoder, value, path| {
                let members = decoder.object(value, path)?;
                decoder.item(&members)
            }),
        }
    }

    fn item(&mut self, members: &Members<'_>) -> Option<Item> {
        if members.get("note").is_some() {
            self.known(members, &[&language::NOTE]);
            return self.words(members, "note").map(Item::Note);
        }
        if members.get("row").is_some() {
            self.known(members, &[&language::ROW]);
            return Some(Item::Row(self.objects(members, "row", Self::field)));
        }
        if members.get("cell").is_some() {
            return Some(Item::Row(vec![self.field(members)]));
        }
        if members.get("table").is_some() {
            return Some(Item::Table(Box::new(self.table(members))));
        }
        self.fault(members.origin(), FaultKind::Missing("cell, row, table or note"));
        None
    }

    fn field(&mut self, members: &Members<'_>) -> Field {
        self.known(members, &[&language::FIELD, &language::ASKS]);
        Field {
            id: self.needed(members, "cell"),
            label: self.needed(members, "label").value,
            name: self.words(members, "name"),
            asks: self.asks(members),
        }
    }

    fn asks(&mut self, members: &Members<'_>) -> Asks {
        let statuses = members.get("statuses").map(|_| {
            let texts = self.texts(members, "statuses");
            let known: Vec<(&'static str, Status)> =
                Status::ALL.into_iter().map(|status| (status.code(), status)).collect();
            texts.iter().filter_map(|text| self.one_of(text, &known)).collect()
        });
        if members.get("unit").is_some() && members.get("unit-cell").is_some() {
            self.fault(members.origin_of("unit-cell"), FaultKind::Duplicate("unit".to_owned()));
        }
        let pair = match (self.text(members, "from-of"), self.text(members, "to-of")) {
            (Some(other), _) => Some((End::From, other)),
            (None, Some(other)) => Some((End::To, other)),
            (None, None) => None,
        };
        Asks {
            kind: self.word(members, "kind", &Kind::ALL),
            unit: self.text(members, "unit"),
            unit_cell: self.text(members, "unit-cell"),
            decimals: self.counted(members, "decimals", 0..=MOST_DECIMALS, Wanted::Decimals),
            min: self.text(members, "min"),
            max: self.text(members, "max"),
            max_length: self.positive(members, "max-length"),
            pattern: self.text(members, "pattern").map(|text| self.says(text)),
            choices: self.text(members, "choices"),
            under: self.text(members, "under"),
            max_choices: self.positive(members, "max-choices"),
            lines: self.count(members, "lines"),
            statuses,
            required: self.required(members),
            compute: self.text(members, "compute"),
            differs: self.text(members, "differs"),
            pair,
            sign_words: self.member(members, "sign-words").map(|words| {
                self.known(&words, &[&language::SIGN_WORDS]);
                SignWords {
                    positive: self.needed(&words, "positive").value,
                    negative: self.needed(&words, "negative").value,
                    zero: self.needed(&words, "zero").value,
                }
            }),
            style: self.text(members, "style"),
            help: self.words(members, "help"),
            example: self.words(members, "example"),
            width: self.count(members, "width"),
            open: self.truth(members, "open"),
            address: self.text(members, "address"),
        }
    }

    fn required(&mut self, members: &Members<'_>) -> Option<Required> {
        match members.get("required")? {
            Value::BooleanLit(truth) => truth.value.then(Required::default),
            value => {
                let inner = self.object(value, members.path_of("required"))?;
                self.known(&inner, &[&language::REQUIRED]);
                Some(Required {
                    from: self.text(&inner, "from"),
                    when: self.text(&inner, "when"),
                    now: self.truth(&inner, "now").unwrap_or(false),
                })
            }
        }
    }

    fn table(&mut self, members: &Members<'_>) -> Table {
        self.known(members, &[&language::TABLE, &language::ASKS]);
        let mut groups = self.objects(members, "groups", |decoder, group| {
            decoder.known(group, &[&language::GROUP, &language::ASKS]);
            RowGroup {
                id: decoder.text(group, "id").unwrap_or_default(),
                label: decoder.words(group, "label").unwrap_or_default(),
                rows: decoder.objects(group, "rows", Self::row),
                asks: decoder.asks(group),
            }
        });
        let rows = self.objects(members, "rows", Self::row);
        if !rows.is_empty() {
            groups.push(RowGroup { rows, ..RowGroup::default() });
        }
        let repeat = self.member(members, "repeat").map(|repeat| {
            self.known(&repeat, &[&language::REPEAT]);
            Repeat {
                id: self.needed(&repeat, "id"),
                most: self.positive(&repeat, "most").unwrap_or(20),
                origin: repeat.origin(),
            }
        });
        if repeat.is_some() && groups.is_empty() {
            groups.push(RowGroup::default());
        }
        if groups.is_empty() {
            self.fault(members.origin(), FaultKind::Missing("rows"));
        }
        if members.get("columns").is_none() {
            self.fault(members.origin(), FaultKind::Missing("columns"));
        }
        Table {
            cells: self.needed(members, "table"),
            label: self.needed(members, "label").value,
            corner: self.words(members, "corner"),
            columns: self.objects(members, "columns", Self::column),
            groups,
            asks: self.asks(members),
            single: self.named(members, "single", |decoder, id, value| {
                let members = decoder.object(value, id.origin.path.to_string())?;
                decoder.known(&members, &[&language::ASKS]);
                Some((id, decoder.asks(&members)))
            }),
            repeat,
        }
    }

    fn column(&mut self, members: &Members<'_>) -> Column {
        if let Some(axis) = self.text(members, "axis") {
            self.known(members, &[&language::UNFOLDED, &language::ASKS]);
            return Column::Axis { axis, asks: self.asks(members) };
        }
        self.known(members, &[&language::COLUMN, &language::ASKS]);
        Column::One {
            id: self.needed(members, "id"),
            label: self.needed(members, "label").value,
            sub: self.words(members, "sub"),
            per_group: self.truth(members, "per-group").unwrap_or(false),
            rows: self.texts(members, "in-rows"),
            asks: self.asks(members),
        }
    }

    fn row(&mut self, members: &Members<'_>) -> Row {
        if let Some(axis) = self.text(members, "axis") {
            self.known(members, &[&language::UNFOLDED, &language::ASKS]);
            return Row::Axis { axis, asks: self.asks(members) };
        }
        self.known(members, &[&language::LINE, &language::ASKS]);
        Row::One {
            id: self.needed(members, "id"),
            label: self.needed(members, "label").value,
            beneath: self.truth(members, "beneath").unwrap_or(false),
            asks: self.asks(members),
        }
    }
}
