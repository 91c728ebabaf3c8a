//! Figures of another size than their neighbours: 円 written for 千円.

use super::assess::Counting;
use super::{Finding, Gist, Matter, SheetPlace};
use crate::finding::Code;
use crate::form::CellIx;
use crate::number;
use crate::order::InOrder;
use rust_decimal::Decimal;

/// 千円 written as 円 is 1,000 times what it should be; years differ, so half
/// of that is taken for it already.
const TIMES: u32 = 500;
/// With fewer sheets nothing is usual.
const LEAST_SHEETS: usize = 5;

/// A figure of a sheet with its size.
struct Sized {
    cell: CellIx,
    value: Decimal,
    size: Decimal,
}

/// Figures beside figures of the same sheet, and sheets beside sheets.
pub(super) fn outliers(counting: &Counting<'_>, findings: &mut Vec<Finding>) {
    let lists = counting.lists(|together| together.outliers.len());
    for list in 0..lists {
        let mut middles: Vec<(usize, Vec<CellIx>, Decimal, String)> = Vec::new();
        for (place, gist) in &counting.sheets {
            let sized = sized(counting, gist, list);
            let outlying = outlying(&sized);
            for (figure, neighbour) in &outlying {
                let matter = Matter::Outlier {
                    figure: number::printed(figure.value, None),
                    neighbour: number::printed(neighbour.value, None),
                };
                let sheets = vec![SheetPlace { sheet: *place, cells: vec![figure.cell] }];
                findings.push(Finding::new(Code::CollectionOutlier, sheets, matter));
            }
            // Figures already named do not make their sheet unusual.
            let usual: Vec<&Sized> = sized
                .iter()
                .filter(|one| !outlying.iter().any(|(named, _)| named.cell == one.cell))
                .collect();
            if let Some(middle) = lower_median(usual.iter().copied()) {
                let cells = usual.iter().map(|one| one.cell).collect();
                middles.push((*place, cells, middle.size, number::printed(middle.value, None)));
            }
        }
        outlying_sheets(middles, findings);
    }
}

/// The figures of a list that are not zero.
fn sized(counting: &Counting<'_>, gist: &Gist, list: usize) -> Vec<Sized> {
    let cells = counting.form(gist).and_then(|form| form.together.outliers.get(list));
    cells
        .into_iter()
        .flatten()
        .filter_map(|cell| {
            let value = gist.figure(*cell)?.worth.number()?;
            (!value.is_zero()).then(|| Sized { cell: *cell, value, size: value.abs() })
        })
        .collect()
}

/// The middle one by size; of two middles the smaller.
fn lower_median<'a>(figures: impl Iterator<Item = &'a Sized>) -> Option<&'a Sized> {
    let mut sorted: Vec<&Sized> = figures.collect();
    sorted.order_by_key(|figure| figure.size);
    sorted.get(sorted.len().saturating_sub(1) / 2).copied()
}

/// The figures far above the middle of their neighbours, with that middle.
fn outlying(figures: &[Sized]) -> Vec<(&Sized, &Sized)> {
    figures
        .iter()
        .filter_map(|figure| {
            let others = figures.iter().filter(|other| other.cell != figure.cell);
            let middle = lower_median(others)?;
            let limit = middle.size.checked_mul(TIMES.into())?;
            (figure.size >= limit).then_some((figure, middle))
        })
        .collect()
}

/// Sheets whose middle figure is far above the middle of all other sheets.
fn outlying_sheets(
    mut middles: Vec<(usize, Vec<CellIx>, Decimal, String)>,
    findings: &mut Vec<Finding>,
) {
    if middles.len() < LEAST_SHEETS {
        return;
    }
    middles.order_by_key(|(place, _, size, _)| (*size, *place));
    let Some((_, _, usual, printed)) = middles.get((middles.len() - 1) / 2).cloned() else {
        return;
    };
    let Some(limit) = usual.checked_mul((TIMES * 2).into()) else { return };
    for (place, cells, _, figure) in middles.into_iter().filter(|(_, _, size, _)| *size >= limit) {
        let matter = Matter::OutlyingSheet { figure, neighbour: printed.clone() };
        let sheets = vec![SheetPlace { sheet: place, cells }];
        findings.push(Finding::new(Code::CollectionOutlier, sheets, matter));
    }
}
