//! What a sheet begun from last year's remembers of it: the texts that stood
//! there, and which boxes are to be written anew. A member of the draft.

use crate::form::{CellIx, Form};
use crate::sheet::{Raw, Sheet};
use serde_json::{Map, Value, json};

/// The name of the member.
pub const MEMBER: &str = "lastYear";

/// What is remembered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LastYear {
    /// What stood in last year's sheet, by the cell of this one.
    pub texts: Vec<(CellIx, String)>,
    /// What is to be written anew.
    pub anew: Vec<CellIx>,
}

impl LastYear {
    /// Of last year's sheet, where this year's form has the same boxes.
    pub fn of(this: &Form, sheet: &Sheet, next: &Form, anew: &[CellIx]) -> Self {
        let moved = next.carry.iter().flat_map(|carry| &carry.cells);
        let mut texts: Vec<(CellIx, String)> = Vec::new();
        let same = next.cells().map(|(place, cell)| (cell.id.as_str(), place));
        for (id, target) in moved.map(|(id, target)| (id.as_str(), *target)).chain(same) {
            let known = texts.iter().any(|(cell, _)| *cell == target);
            let raw = this.find(id).and_then(|place| sheet.raw(place));
            if let Some(raw) = raw.filter(|raw| !known && !raw.is_blank()) {
                texts.push((target, raw.shown()));
            }
        }
        Self { texts, anew: anew.to_vec() }
    }

    /// As the text of the member.
    pub fn written(&self, form: &Form) -> String {
        let id = |cell: &CellIx| form.cell(*cell).id.clone();
        let texts: Map<String, Value> =
            self.texts.iter().map(|(cell, text)| (id(cell), json!(text))).collect();
        let anew: Vec<String> = self.anew.iter().map(id).collect();
        json!({ "cells": texts, "anew": anew }).to_string()
    }

    /// Of the text of the member; what does not fit the form is left out.
    pub fn read(form: &Form, text: &str) -> Option<Self> {
        let value: Value = serde_json::from_str(text).ok()?;
        let texts = value.get("cells")?.as_object()?;
        let texts = texts
            .iter()
            .filter_map(|(id, text)| Some((form.find(id)?, text.as_str()?.to_owned())))
            .collect();
        let anew = value.get("anew").and_then(Value::as_array).into_iter().flatten();
        let anew = anew.filter_map(|id| form.find(id.as_str()?)).collect();
        Some(Self { texts, anew })
    }

    /// What stood in a cell.
    pub fn text(&self, cell: CellIx) -> Option<&str> {
        self.texts.iter().find(|(known, _)| *known == cell).map(|(_, text)| text.as_str())
    }

    /// Whether a text says the same as last year's.
    pub fn is_same(&self, cell: CellIx, raw: Option<&Raw>) -> bool {
        self.text(cell).unwrap_or_default() == raw.map(Raw::shown).unwrap_or_default()
    }
}
