//! The list of what was to come, and what came.

use super::assess::Counting;
use super::department::{self, same_folded};
use super::{Finding, Gist, Matter, SheetPlace};
use crate::check;
use crate::finding::Code;
use crate::fold;
use crate::form::CellIx;
use crate::number::{self, NumberAsk, Unit, UnitAsk};
use crate::order::{InOrder, set_of};
use std::collections::{BTreeMap, HashMap};

/// What was to come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// The lines of the list that say anything.
    pub rows: Vec<ExpectedRow>,
}

/// A line of the list. With a key or a name it is one sheet; with a section
/// alone it says how many sheets are to come from there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExpectedRow {
    /// The section.
    pub department: Option<String>,
    /// The key.
    pub key: Option<String>,
    /// The name.
    pub title: Option<String>,
    /// The category.
    pub category: Option<String>,
    /// How many sheets.
    pub count: Option<u32>,
    /// All that the line says: heading, folded, and text.
    pub texts: Vec<(String, String)>,
}

/// Why a table is no such list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListFault {
    /// None of its headings is known.
    NoColumn,
    /// One heading stands twice.
    TwoColumns(String),
    /// A number of sheets that cannot be read: line (from 1) and text.
    Count(usize, String),
    /// It has headings and nothing below.
    Empty,
}

/// What a column of the list says, and the headings by which it is known.
const HEADINGS: [(&str, &[&str]); 5] = [
    (
        "department",
        &[
            "department",
            "部署",
            "担当部署",
            "所属",
            "所属部署",
            "所管部署",
            "担当課",
            "所属課",
            "主たる所管部署",
        ],
    ),
    ("key", &["key", "番号", "項目番号", "個票番号"]),
    (
        "title",
        &["title", "名称", "件名", "事業名", "取組名", "取組項目名", "取組事業名", "事務事業名称"],
    ),
    ("category", &["category", "分類", "区分"]),
    ("count", &["count", "件数", "枚数", "提出件数", "提案件数"]),
];

/// What stands before the sum of a list.
const SUMS: [&str; 4] = ["計", "合計", "総計", "小計"];

/// Reads a list out of a table whose first line is its headings.
pub fn expected_of_rows(table: &[Vec<String>]) -> Result<Expected, ListFault> {
    let Some((headings, lines)) = table.split_first() else { return Err(ListFault::NoColumn) };
    let mut columns: BTreeMap<&str, usize> = BTreeMap::new();
    for (place, heading) in headings.iter().enumerate() {
        let known = HEADINGS
            .iter()
            .find(|(_, words)| words.iter().any(|word| fold::same_label(word, heading)));
        if let Some((column, _)) = known
            && columns.insert(column, place).is_some()
        {
            return Err(ListFault::TwoColumns(heading.clone()));
        }
    }
    if columns.is_empty() {
        return Err(ListFault::NoColumn);
    }
    let mut rows = Vec::new();
    for (line, cells) in lines.iter().enumerate() {
        let text = |column: &str| {
            let text = cells.get(*columns.get(column)?)?;
            let text = crate::text::trim(text);
            (!text.is_empty()).then(|| text.to_owned())
        };
        let count = match text("count") {
            None => None,
            Some(text) => Some(count(&text).ok_or(ListFault::Count(line + 2, text))?),
        };
        let row = ExpectedRow {
            department: text("department"),
            key: text("key"),
            title: text("title"),
            category: text("category"),
            count,
            texts: headings
                .iter()
                .zip(cells)
                .filter(|(_, text)| !fold::is_blank(text))
                .map(|(heading, text)| (folded(heading), crate::text::trim(text).to_owned()))
                .collect(),
        };
        // A line that names nothing but its being a sum asks for no sheet.
        let named = [&row.department, &row.key, &row.title];
        let asks = |text: &&String| !SUMS.contains(&&*folded(text));
        if named.into_iter().flatten().any(|text| asks(&text)) {
            rows.push(row);
        }
    }
    if rows.is_empty() { Err(ListFault::Empty) } else { Ok(Expected { rows }) }
}

/// A number of sheets, by the one reader of numbers.
fn count(text: &str) -> Option<u32> {
    let ask = NumberAsk::new(UnitAsk::Is(Unit::new("件")), 0);
    number::read(text, &ask).value?.normalize().to_string().parse().ok()
}

impl ExpectedRow {
    /// Whether the line is one sheet.
    pub fn is_sheet(&self) -> bool {
        self.key.is_some() || self.title.is_some()
    }

    /// How many sheets it asks for; a section named alone is to hand in something.
    pub fn sheets(&self) -> u32 {
        self.count.unwrap_or(1)
    }
}

impl Expected {
    /// Whether the list names sheets, not only numbers of them.
    pub fn has_keys(&self) -> bool {
        self.rows.iter().any(ExpectedRow::is_sheet)
    }

    /// How many sheets were to come.
    pub fn sheets(&self) -> u32 {
        self.rows.iter().map(ExpectedRow::sheets).fold(0, u32::saturating_add)
    }
}

/// Who handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reception {
    /// For each line of the list, the sheets that came for it.
    pub sheets: Vec<Vec<usize>>,
    /// For each sheet that came for a line, what the line says: heading, folded, and text.
    pub listed: HashMap<usize, Vec<(String, String)>>,
    /// By section, those of the list first and in its order.
    pub departments: Vec<DepartmentCount>,
}

/// What came from a section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DepartmentCount {
    /// The section as the list writes it, or as its sheets do.
    pub department: String,
    /// How many sheets were expected; none where the list does not have it.
    pub expected: Option<u32>,
    /// How many came.
    pub received: u32,
    /// How many of them are complete.
    pub ready: u32,
}

/// The sheets by what the list may know of them, all folded.
struct Sheets<'a> {
    all: Vec<(usize, &'a Gist)>,
    by_key: HashMap<String, Vec<usize>>,
    by_title: HashMap<String, Vec<usize>>,
    departments: Vec<String>,
}

fn folded(text: &str) -> String {
    fold::label(text).collect()
}

impl<'a> Sheets<'a> {
    fn new(counting: &Counting<'a>) -> Self {
        let mut by_key: HashMap<String, Vec<usize>> = HashMap::new();
        let mut by_title: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, (_, gist)) in counting.sheets.iter().enumerate() {
            if let Some(key) = &gist.key {
                by_key.entry(folded(key)).or_default().push(at);
            }
            if let Some(title) = &gist.title {
                by_title.entry(folded(title)).or_default().push(at);
            }
        }
        let department =
            |gist: &Gist| gist.department.as_deref().map(department::folded).unwrap_or_default();
        Self {
            all: counting.sheets.clone(),
            by_key,
            by_title,
            departments: counting.sheets.iter().map(|(_, gist)| department(gist)).collect(),
        }
    }

    fn is_of(&self, at: usize, department: &str) -> bool {
        self.departments.get(at).is_some_and(|own| same_folded(own, department))
    }

    /// Whether the sheet has the name of the line, or where it names none its section.
    fn is_named(&self, at: usize, row: &ExpectedRow) -> bool {
        match (&row.title, &row.department) {
            (Some(title), _) => {
                let own = self.sheet(at).and_then(|(_, gist)| gist.title.as_deref());
                own.is_some_and(|own| fold::same_words(title, own))
            }
            (None, Some(department)) => self.is_of(at, &department::folded(department)),
            (None, None) => false,
        }
    }

    fn sheet(&self, at: usize) -> Option<(usize, &'a Gist)> {
        self.all.get(at).copied()
    }
}

/// Compares what came with the list.
pub(super) fn compare(
    list: &Expected,
    counting: &Counting<'_>,
    findings: &mut Vec<Finding>,
) -> Reception {
    let list = &under_own_names(list, counting);
    let sheets = Sheets::new(counting);
    let mut came: Vec<Vec<usize>> = vec![Vec::new(); list.rows.len()];
    let mut taken = vec![false; sheets.all.len()];
    // Keys first: a name may stand on several sheets. Where two lines have one
    // key, as those of two forms may, each has first what it names.
    for (by, more) in
        [(By::KeyAndName, false), (By::Key, false), (By::Key, true), (By::Name, false)]
    {
        for (row, found) in list.rows.iter().zip(&mut came) {
            if row.is_sheet() && (more || found.is_empty()) {
                for at in candidates(row, &sheets, &taken, by) {
                    found.push(at);
                    if let Some(taken) = taken.get_mut(at) {
                        *taken = true;
                    }
                }
                found.order();
            }
        }
    }
    for (row, found) in list.rows.iter().zip(&came).filter(|(row, _)| row.is_sheet()) {
        if found.is_empty() {
            let matter = Matter::MissingSheet {
                department: row.department.clone(),
                key: row.key.clone(),
                title: row.title.clone(),
            };
            findings.push(Finding::new(Code::CollectionMissing, Vec::new(), matter));
        }
        for at in found {
            against_row(row, &sheets, *at, counting, findings);
        }
    }
    unexpected(list, &sheets, &taken, counting, findings);
    let departments = departments(list, &sheets);
    counts(list, &departments, findings);
    let place = |at: usize| sheets.sheet(at).map(|(place, _)| place);
    let listed = list.rows.iter().zip(&came).flat_map(|(row, found)| {
        found.iter().filter_map(|at| Some((place(*at)?, row.texts.clone())))
    });
    Reception {
        listed: listed.collect(),
        sheets: came
            .into_iter()
            .map(|found| found.into_iter().filter_map(place).collect())
            .collect(),
        departments,
    }
}

/// The list with each section under the name that is printed, where the list of
/// choices of a form knows it by another or by its code.
fn under_own_names(list: &Expected, counting: &Counting<'_>) -> Expected {
    let forms = set_of(counting.sheets.iter().map(|(_, gist)| gist.form));
    let forms = forms.iter().filter_map(|place| counting.forms.get(*place));
    let choices = forms.filter_map(|form| Some(form.choices_of(form.cell(form.department?))));
    let choices: Vec<_> = choices.filter(|choices| !choices.is_empty()).collect();
    let mut list = list.clone();
    for department in list.rows.iter_mut().filter_map(|row| row.department.as_mut()) {
        if let Some(own) = choices.iter().find_map(|choices| check::named(choices, department)) {
            department.clone_from(&own.label);
        }
    }
    list
}

/// By what the sheets of a line are known.
#[derive(Clone, Copy, PartialEq, Eq)]
enum By {
    KeyAndName,
    Key,
    Name,
}

/// The sheets of a line: all of its key, or the best one of its name.
fn candidates(row: &ExpectedRow, sheets: &Sheets<'_>, taken: &[bool], by: By) -> Vec<usize> {
    let free = |at: &&usize| !taken.get(**at).copied().unwrap_or(true);
    if by != By::Name {
        let key = row.key.as_deref().map(folded);
        let found = key.and_then(|key| sheets.by_key.get(&key));
        let fits = |at: &&usize| by == By::Key || sheets.is_named(**at, row);
        return found.into_iter().flatten().filter(free).filter(fits).copied().collect();
    }
    // The name is no key: where both have one, their keys have differed.
    let may_be = |at: &&usize| {
        row.key.is_none() || sheets.sheet(**at).is_some_and(|(_, gist)| gist.key.is_none())
    };
    let title = row.title.as_deref().map(folded);
    let found: Vec<usize> = title
        .and_then(|title| sheets.by_title.get(&title))
        .into_iter()
        .flatten()
        .filter(|at| free(at) && may_be(at))
        .copied()
        .collect();
    let department = row.department.as_deref().map(department::folded);
    let own = found
        .iter()
        .find(|at| department.as_ref().is_some_and(|department| sheets.is_of(**at, department)));
    own.or_else(|| found.first()).into_iter().copied().collect()
}

/// A sheet that came against its line.
fn against_row(
    row: &ExpectedRow,
    sheets: &Sheets<'_>,
    at: usize,
    counting: &Counting<'_>,
    findings: &mut Vec<Finding>,
) {
    let Some((place, gist)) = sheets.sheet(at) else { return };
    let form = counting.form(gist);
    let at_cell =
        |cell: Option<CellIx>| vec![SheetPlace { sheet: place, cells: cell.into_iter().collect() }];
    if let (Some(expected), Some(title)) = (&row.title, &gist.title)
        && !fold::same_words(expected, title)
    {
        let matter = Matter::OtherName { expected: expected.clone() };
        let sheet = at_cell(form.and_then(|form| form.name));
        findings.push(Finding::new(Code::CollectionName, sheet, matter));
    }
    if let (Some(expected), Some(_)) = (&row.department, &gist.department)
        && !sheets.is_of(at, &department::folded(expected))
    {
        let matter = Matter::OtherDepartment { expected: expected.clone() };
        let sheet = at_cell(form.and_then(|form| form.department));
        findings.push(Finding::new(Code::CollectionUnexpected, sheet, matter));
    }
    let category = form.and_then(|form| form.together.category.as_ref().map(|c| (form, c.cell)));
    if let (Some(usual), Some((form, cell))) = (&row.category, category)
        && let Some(found) = gist.shown(form, cell).words()
        && !fold::same_label(found, usual)
    {
        let matter = Matter::CategoryDiffers { found: found.to_owned(), usual: usual.clone() };
        findings.push(Finding::new(Code::CollectionCategory, at_cell(Some(cell)), matter));
    }
}

/// Sheets that no line of the list asks for.
fn unexpected(
    list: &Expected,
    sheets: &Sheets<'_>,
    taken: &[bool],
    counting: &Counting<'_>,
    findings: &mut Vec<Finding>,
) {
    let names_sheets = list.has_keys();
    let by_number: Vec<String> = list
        .rows
        .iter()
        .filter(|row| !row.is_sheet())
        .filter_map(|row| row.department.as_deref().map(department::folded))
        .collect();
    for (at, (place, gist)) in sheets.all.iter().enumerate() {
        let counted = by_number.iter().any(|department| sheets.is_of(at, department));
        if taken.get(at).copied().unwrap_or(true) || counted {
            continue;
        }
        let form = counting.form(gist);
        let (matter, cells) = if names_sheets {
            (Matter::Unexpected, form.map(|form| form.key.clone()).unwrap_or_default())
        } else {
            let cell = form.and_then(|form| form.department);
            (Matter::UnexpectedDepartment, cell.into_iter().collect())
        };
        let sheet = vec![SheetPlace { sheet: *place, cells }];
        findings.push(Finding::new(Code::CollectionUnexpected, sheet, matter));
    }
}

/// What came from each section.
fn departments(list: &Expected, sheets: &Sheets<'_>) -> Vec<DepartmentCount> {
    let mut out: Vec<(String, DepartmentCount)> = Vec::new();
    for row in &list.rows {
        let Some(department) = &row.department else { continue };
        let own = department::folded(department);
        let more = row.sheets();
        match out.iter_mut().find(|(known, _)| *known == own) {
            Some((_, count)) => {
                count.expected = count.expected.map(|count| count.saturating_add(more))
            }
            None => out.push((
                own,
                DepartmentCount {
                    department: department.clone(),
                    expected: Some(more),
                    ..DepartmentCount::default()
                },
            )),
        }
    }
    for (at, (_, gist)) in sheets.all.iter().enumerate() {
        let Some(own) = sheets.departments.get(at) else { continue };
        // The very name before one that is only part of it.
        let known = out.iter().position(|(known, _)| known == own);
        let known = known.or_else(|| out.iter().position(|(known, _)| same_folded(known, own)));
        let place = known.unwrap_or_else(|| {
            let department = gist.department.clone().unwrap_or_default();
            out.push((own.clone(), DepartmentCount { department, ..DepartmentCount::default() }));
            out.len() - 1
        });
        if let Some((_, count)) = out.get_mut(place) {
            count.received += 1;
            count.ready += u32::from(gist.ready);
        }
    }
    out.into_iter().map(|(_, count)| count).collect()
}

/// Sections of which the list says a number alone.
fn counts(list: &Expected, departments: &[DepartmentCount], findings: &mut Vec<Finding>) {
    for count in departments {
        let own = department::folded(&count.department);
        let mut lines = list.rows.iter().filter(|row| {
            row.department.as_deref().is_some_and(|name| department::folded(name) == own)
        });
        let says_number = lines.clone().any(|row| row.count.is_some());
        if count.expected.is_none() || lines.any(ExpectedRow::is_sheet) {
            continue;
        }
        let Some(expected) = count.expected.filter(|expected| *expected != count.received) else {
            continue;
        };
        if !says_number && count.received > 0 {
            continue;
        }
        let department = count.department.clone();
        let finding = if count.received == 0 {
            let matter = Matter::MissingDepartment { department, expected };
            Finding::new(Code::CollectionMissing, Vec::new(), matter)
        } else {
            let matter = Matter::Count { department, expected, received: count.received };
            Finding::new(Code::CollectionCount, Vec::new(), matter)
        };
        findings.push(finding);
    }
}
