//! The members of the language of definitions, object by object.
//!
//! The reader of definitions refuses every other member, and the guide of the
//! forms shows each of these by an example.

/// The form itself.
pub const FORM: [&str; 26] = [
    "$schema",
    "format",
    "version",
    "id",
    "edition",
    "revision",
    "title",
    "publisher",
    "key",
    "key-joiner",
    "name",
    "department",
    "fiscal-year",
    "fiscal-year-cell",
    "plan",
    "eras",
    "stages",
    "axes",
    "choices",
    "rates",
    "reasons",
    "pages",
    "rules",
    "collection",
    "migrations",
    "carry",
];
/// A stage of handing in.
pub const STAGE: [&str; 2] = ["id", "label"];
/// An era.
pub const ERA: [&str; 5] = ["name", "short", "letter", "ligature", "start"];
/// An axis.
pub const AXIS: [&str; 3] = ["years", "style", "points"];
/// A point of an axis.
pub const POINT: [&str; 3] = ["id", "label", "number"];
/// One of a list of choices.
pub const CHOICE: [&str; 7] = ["code", "label", "also", "aliases", "under", "from", "to"];
/// A printed page.
pub const PAGE: [&str; 4] = ["id", "title", "paper", "sections"];
/// A block of a page.
pub const SECTION: [&str; 4] = ["id", "title", "help", "items"];
/// A printed remark.
pub const NOTE: [&str; 1] = ["note"];
/// Boxes side by side.
pub const ROW: [&str; 1] = ["row"];
/// A box.
pub const FIELD: [&str; 3] = ["cell", "label", "name"];
/// What may be typed: in boxes, tables, groups, lines, columns and single cells.
pub const ASKS: [&str; 25] = [
    "kind",
    "unit",
    "unit-cell",
    "decimals",
    "min",
    "max",
    "max-length",
    "pattern",
    "choices",
    "under",
    "max-choices",
    "lines",
    "statuses",
    "required",
    "compute",
    "differs",
    "from-of",
    "to-of",
    "sign-words",
    "style",
    "help",
    "example",
    "width",
    "open",
    "address",
];
/// The words for the sign of an amount.
pub const SIGN_WORDS: [&str; 3] = ["positive", "negative", "zero"];
/// When a cell must be filled.
pub const REQUIRED: [&str; 3] = ["from", "when", "now"];
/// A table.
pub const TABLE: [&str; 8] =
    ["table", "label", "corner", "columns", "rows", "groups", "single", "repeat"];
/// Lines under one heading.
pub const GROUP: [&str; 3] = ["id", "label", "rows"];
/// Rows that may be added.
pub const REPEAT: [&str; 2] = ["id", "most"];
/// Lines or columns made from an axis.
pub const UNFOLDED: [&str; 1] = ["axis"];
/// One column.
pub const COLUMN: [&str; 5] = ["id", "label", "sub", "per-group", "in-rows"];
/// One line.
pub const LINE: [&str; 3] = ["id", "label", "beneath"];
/// A relation between cells.
pub const RULE: [&str; 13] = [
    "id", "code", "severity", "for", "when", "expect", "cells", "blame", "sentence", "fix", "turn",
    "from", "until",
];
/// What is compared over a collection of sheets.
pub const COLLECTION: [&str; 10] = [
    "texts",
    "distinct-names",
    "category",
    "numbering",
    "outliers",
    "signs",
    "carried",
    "follows",
    "totals",
    "tables",
];
/// Texts that two sheets do not share.
pub const TEXTS: [&str; 2] = ["cells", "least"];
/// A cell that keeps to a list.
pub const CATEGORY: [&str; 2] = ["cell", "list"];
/// Numbers without gaps.
pub const NUMBERING: [&str; 2] = ["cell", "group"];
/// Amounts of one size.
pub const OUTLIERS: [&str; 1] = ["cells"];
/// Amounts whose signs are a habit.
pub const SIGNS: [&str; 2] = ["cells", "beside"];
/// Two totals that agree.
pub const BALANCE: [&str; 5] = ["sum", "equals", "form", "by", "within"];
/// A table of the sheets.
pub const SHEET_TABLE: [&str; 6] = ["id", "title", "group", "order", "columns", "totals"];
/// A column of such a table.
pub const SHEET_COLUMN: [&str; 7] = ["label", "axis", "cell", "count", "sum", "list", "number"];
/// A file of tables that an office defines for itself; no part of a definition.
pub const TABLES: [&str; 4] = ["format", "version", "form", "tables"];
/// A step from an earlier revision to this one.
pub const MIGRATION: [&str; 4] = ["from", "renamed", "moved", "dropped"];
/// How next year's sheet is begun.
pub const CARRY: [&str; 5] = ["from", "copied", "moved", "advanced", "emptied"];
/// A table beside the definition, in place of a list or of some of it.
pub const CSV: [&str; 1] = ["csv"];

/// Every member of every object.
pub fn members() -> impl Iterator<Item = &'static str> {
    let objects: [&[&'static str]; 33] = [
        &FORM,
        &STAGE,
        &ERA,
        &AXIS,
        &POINT,
        &CHOICE,
        &PAGE,
        &SECTION,
        &NOTE,
        &ROW,
        &FIELD,
        &ASKS,
        &SIGN_WORDS,
        &REQUIRED,
        &TABLE,
        &GROUP,
        &REPEAT,
        &UNFOLDED,
        &COLUMN,
        &LINE,
        &RULE,
        &COLLECTION,
        &TEXTS,
        &CATEGORY,
        &NUMBERING,
        &OUTLIERS,
        &SIGNS,
        &BALANCE,
        &SHEET_TABLE,
        &SHEET_COLUMN,
        &MIGRATION,
        &CARRY,
        &CSV,
    ];
    objects.into_iter().flatten().copied()
}
