//! The member `collection` of a definition.

use super::{Decoder, Members};
use crate::form::Wanted;
use crate::form::definition::{
    Balance, BalanceBy, Collection, SheetColumn, SheetColumnContent, SheetTable, Text,
};
use crate::form::fault::FaultKind;
use crate::wire::language;
use jsonc_parser::ast::Value;

impl Decoder {
    pub(super) fn collection(&mut self, members: &Members<'_>) -> Collection {
        self.known(members, &[&language::COLLECTION]);
        let texts = self.member(members, "texts");
        if let Some(texts) = &texts {
            self.known(texts, &[&language::TEXTS]);
        }
        Collection {
            texts: texts.as_ref().map(|texts| self.named_cells(texts, "cells")).unwrap_or_default(),
            least: texts.as_ref().and_then(|texts| self.count(texts, "least")),
            distinct_names: self.truth(members, "distinct-names").unwrap_or(false),
            category: self.member(members, "category").map(|category| {
                self.known(&category, &[&language::CATEGORY]);
                (self.needed(&category, "cell"), self.strings(&category, "list"))
            }),
            numbering: self.member(members, "numbering").map(|numbering| {
                self.known(&numbering, &[&language::NUMBERING]);
                let group = self.count(&numbering, "group").unwrap_or(0);
                (self.needed(&numbering, "cell"), group)
            }),
            outliers: self.objects(members, "outliers", |decoder, outliers| {
                decoder.known(outliers, &[&language::OUTLIERS]);
                decoder.named_cells(outliers, "cells")
            }),
            signs: self.objects(members, "signs", |decoder, signs| {
                decoder.known(signs, &[&language::SIGNS]);
                (decoder.needed(signs, "cells"), decoder.text(signs, "beside"))
            }),
            carried: self.texts(members, "carried"),
            follows: self.ways(members, "follows"),
            totals: self.objects(members, "totals", Self::balance),
            tables: self.objects(members, "tables", Self::sheet_table),
        }
    }

    fn balance(&mut self, members: &Members<'_>) -> Balance {
        self.known(members, &[&language::BALANCE]);
        let by = [
            ("department", BalanceBy::Department),
            ("category", BalanceBy::Category),
            ("key", BalanceBy::Key),
        ];
        Balance {
            sum: self.needed(members, "sum"),
            equals: self.needed(members, "equals"),
            form: self.text(members, "form"),
            by: self.word(members, "by", &by).unwrap_or_default(),
            within: self.count(members, "within").unwrap_or_default(),
        }
    }

    /// A list of cells that must not be empty.
    pub(super) fn named_cells(&mut self, members: &Members<'_>, name: &'static str) -> Vec<Text> {
        if members.get(name).is_none() {
            self.fault(members.origin(), FaultKind::Missing(name));
        }
        let empty =
            |list: &&Value<'_>| list.as_array().is_some_and(|list| list.elements.is_empty());
        if members.get(name).filter(empty).is_some() {
            self.fault(members.origin_of(name), FaultKind::Type(Wanted::Cell));
        }
        self.texts(members, name)
    }

    pub(super) fn sheet_table(&mut self, members: &Members<'_>) -> SheetTable {
        self.known(members, &[&language::SHEET_TABLE]);
        if members.get("columns").is_none() {
            self.fault(members.origin(), FaultKind::Missing("columns"));
        }
        SheetTable {
            id: self.needed(members, "id"),
            title: self.needed(members, "title").value,
            group: self.texts(members, "group"),
            order: self.texts(members, "order"),
            columns: self.objects(members, "columns", Self::sheet_column),
            totals: self.truth(members, "totals").unwrap_or(false),
        }
    }

    fn sheet_column(&mut self, members: &Members<'_>) -> SheetColumn {
        self.known(members, &[&language::SHEET_COLUMN]);
        let axis = self.text(members, "axis");
        let label = match (self.words(members, "label"), &axis) {
            (Some(label), _) => label,
            (None, Some(axis)) => format!("{{{}}}", axis.value),
            (None, None) => self.needed(members, "label").value,
        };
        let content = if members.get("cell").is_some() {
            SheetColumnContent::Cell(self.needed(members, "cell"))
        } else if members.get("sum").is_some() {
            SheetColumnContent::Sum(self.texts(members, "sum"))
        } else if members.get("list").is_some() {
            SheetColumnContent::List(self.needed(members, "list"))
        } else if self.truth(members, "number") == Some(true) {
            SheetColumnContent::Number
        } else {
            if self.truth(members, "count") != Some(true) {
                self.fault(
                    members.origin(),
                    FaultKind::Missing("cell, sum, count, list or number"),
                );
            }
            SheetColumnContent::Count
        };
        SheetColumn { label, axis, content }
    }
}
