//! What the faults of reading leave in doubt.
//!
//! A definition is compiled even where parts of it could not be read, so that
//! all faults come at once. What would only follow from a fault that is told
//! already is not told: a cell whose kind was misspelled is no text, and a
//! cell may be named that stands in a table without columns.

use super::super::CellIx;
use super::super::definition::Item;
use super::super::expression::Node;
use super::super::fault::{Fault, FaultKind, Origin};
use super::super::wanted::Wanted;
use super::Compiler;

impl Compiler<'_> {
    /// Whether a fault is nothing but the end of another.
    pub(super) fn follows(&self, origin: &Origin, kind: &FaultKind) -> bool {
        // What stands at no place stands in for something that is missing.
        if origin.path.is_empty() && !self.unread.is_empty() {
            return *kind != FaultKind::Missing("pages");
        }
        let definition = self.definition;
        let (member, empty) = match kind {
            FaultKind::UnknownCell(id) => {
                // One that is there, and only without its choices.
                let known = self.by_id.contains_key(id);
                // A variable of a rule whose `for` was not read.
                let variable = origin.path.starts_with("rules") && !id.contains('.');
                if known || self.may_be_unmade(id) || variable && self.is_spoilt(object_of(origin))
                {
                    return true;
                }
                ("pages", self.cells.is_empty())
            }
            FaultKind::Missing("pages") => ("pages", true),
            FaultKind::UnknownAxis(_) if self.is_spoilt(object_of(origin)) => return true,
            FaultKind::UnknownAxis(_) => ("axes", definition.axes.is_empty()),
            FaultKind::UnknownChoices(_) | FaultKind::UnknownChoice(_) => {
                ("choices", definition.choices.is_empty())
            }
            FaultKind::UnknownStage(_) => ("stages", definition.stages.is_empty()),
            FaultKind::UnknownRate(_) => ("rates", definition.rates.is_empty()),
            FaultKind::RevisionOrder => return self.lost("revision") || self.lost("migrations"),
            FaultKind::Missing(_) => return self.is_spoilt(object_of(origin)),
            FaultKind::KindMismatch(_) | FaultKind::UnitMismatch(..) => {
                let of_sheets =
                    ["collection", "carry"].iter().any(|it| origin.path.starts_with(it));
                return of_sheets
                    && self.unread.iter().any(|fault| spoils(fault) && fault.is_of("pages"));
            }
            _ => return false,
        };
        self.is_gone(member, empty)
    }

    /// Whether a member of the definition, or what it names, was not read.
    fn is_gone(&self, member: &str, empty: bool) -> bool {
        let slip = |fault: &Fault| {
            matches!(fault.kind, FaultKind::UnknownMember(_)) && !fault.origin.path.contains('.')
        };
        self.lost(member) || empty && self.unread.iter().any(slip)
    }

    /// Whether a cell may stand in a table whose axis has no points or is not there.
    fn may_be_unmade(&self, id: &str) -> bool {
        let axes = &self.definition.axes;
        let hidden = axes.iter().any(|axis| axis.points.is_empty())
            || axes.is_empty() && self.is_gone("axes", true)
            || self.faults.iter().any(hides_cells);
        let sections = self.definition.pages.iter().flat_map(|page| &page.sections);
        hidden
            && sections.flat_map(|section| &section.items).any(|item| match item {
                Item::Table(table) => {
                    let fixed = table.cells.value.split('{').next().unwrap_or_default();
                    id.starts_with(fixed)
                }
                Item::Note(_) | Item::Row(_) => false,
            })
    }

    /// Whether names may be missing from a member of the definition.
    fn lost(&self, member: &str) -> bool {
        self.unread.iter().any(|fault| fault.is_of(member) && loses(fault))
    }

    /// Whether it is known what an object of the definition asks for.
    fn is_spoilt(&self, object: &str) -> bool {
        self.unread.iter().any(|fault| {
            let inner = fault.origin.path.strip_prefix(object);
            inner.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
                && spoils(fault)
        })
    }

    /// Whether the kind and the unit of a cell may be others than it seems.
    pub(super) fn is_doubtful(&self, cell: CellIx) -> bool {
        self.clashing.contains(&cell)
            || self.origins.get(cell.index()).is_some_and(|origin| {
                !self.unread.is_empty()
                    && (origin.path.is_empty() || self.is_spoilt(object_of(origin)))
            })
    }

    /// Whether an expression rests on such a cell.
    pub(super) fn is_in_doubt(&self, node: &Node) -> bool {
        let mut doubtful = false;
        node.each_cell(&mut |cell| doubtful |= self.is_doubtful(cell));
        doubtful
    }
}

/// What a kind or a unit is at fault for.
pub(super) fn is_of_kinds(kind: &FaultKind) -> bool {
    matches!(
        kind,
        FaultKind::KindMismatch(_)
            | FaultKind::UnitMismatch(..)
            | FaultKind::UnknownChoice(_)
            | FaultKind::Arguments(..)
    )
}

/// The object in which a member stands.
fn object_of(origin: &Origin) -> &str {
    origin.path.rsplit_once('.').map_or("", |(object, _)| object)
}

/// An axis that is not there leaves cells unmade.
fn hides_cells(fault: &Fault) -> bool {
    matches!(fault.kind, FaultKind::UnknownAxis(_)) && fault.origin.path.ends_with(".axis")
}

/// Whether what stands around a fault asks for something else than it seems.
fn spoils(fault: &Fault) -> bool {
    match fault.kind {
        FaultKind::UnknownMember(_) | FaultKind::Type(_) => true,
        FaultKind::UnknownWord(..) => fault.origin.path.ends_with(".kind"),
        _ => loses(fault),
    }
}

/// Whether something of a name may not have been read.
fn loses(fault: &Fault) -> bool {
    match &fault.kind {
        FaultKind::Missing(name) => {
            !["label", "title", "positive", "negative", "zero"].contains(name)
        }
        FaultKind::Type(wanted) => {
            !fault.is_of("pages") || matches!(wanted, Wanted::Object | Wanted::List | Wanted::Text)
        }
        FaultKind::UnknownMember(_) => {
            fault.is_of("pages") && !fault.origin.path.contains(".items[")
        }
        _ => false,
    }
}
