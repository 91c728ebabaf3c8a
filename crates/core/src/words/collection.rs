//! What is said of many sheets together.

use super::quoted;
use crate::collection::{Collection, Finding, ListFault, Matter, SheetPlace, Shown, Status, Total};
use crate::form::{CellIx, Form};
use crate::number;
use crate::order::InOrder;
use crate::wareki::{self, DateStyle, FiscalYear, YearStyle};

/// Names of sheets that one sentence carries at the most.
const MOST_NAMED: usize = 5;

/// The sentence for a finding over a collection.
pub fn collection_finding(collection: &Collection, forms: &[&Form], finding: &Finding) -> String {
    let places: Vec<usize> = finding.sheets.iter().map(|place| place.sheet).collect();
    let one = |at: usize| places.get(at).map(|place| sheet(collection, *place)).unwrap_or_default();
    let all = || sheets(collection, &places);
    match &finding.matter {
        // A file that holds no readable sheet; the sentence is that of opening it.
        Matter::Unreadable => {
            let entry = places.first().and_then(|place| collection.entries().get(*place));
            match entry {
                Some(crate::collection::Entry {
                    file,
                    content: crate::collection::Content::Unreadable(fault),
                }) => super::open_fault(fault, file),
                _ => String::new(),
            }
        }
        // Several documents of one key.
        Matter::Duplicate { key } => format!(
            "番号「{key}」の個票が{}つあります（{}）ので、どれを使うか決めてください。決まるまでは最初に保存されたものを集計に使います。",
            places.len(),
            all()
        ),
        // Versions of one sheet saved at one time, or without a time.
        Matter::Conflict => format!(
            "同じ個票なのに内容が違い、どれが新しいか決められないファイルが{}つあります（{}）ので、どれを使うか決めてください。決まるまでは集計に入れません。",
            places.len(),
            all()
        ),
        // The same version twice.
        Matter::Superseded { copy: true, .. } => {
            format!("{}は{}と同じ内容ですので、後者だけを使います。", one(0), one(1))
        }
        // An older version whose key is another: perhaps one file was used for two sheets.
        Matter::Superseded { other_key: true, .. } => format!(
            "{}は{}の古い版とみられますが番号が違いますので、別の個票でないか確かめてください。",
            one(0),
            one(1)
        ),
        // An older version.
        Matter::Superseded { .. } => {
            format!("{}は古い版ですので、後から保存された{}を使います。", one(0), one(1))
        }
        // A sheet of the list that did not come.
        Matter::MissingSheet { department, key, title } => format!(
            "一覧にある{}の個票が届いていませんので、担当課に確かめてください。",
            listed(department.as_deref(), key.as_deref(), title.as_deref())
        ),
        // A section from which nothing came.
        Matter::MissingDepartment { department, expected } => format!(
            "「{department}」の個票が{expected}件届いていませんので、担当課に確かめてください。"
        ),
        // 52001, 52003: where is 52002?
        Matter::NumberingGap { first, last } if first == last => {
            format!("番号「{first}」の個票がありませんので、欠番でないか確かめてください。")
        }
        Matter::NumberingGap { first, last } => format!(
            "番号「{first}」から「{last}」までの個票がありませんので、欠番でないか確かめてください。"
        ),
        // A sheet that the list does not have.
        Matter::Unexpected => {
            format!("{}は一覧にありませんので、番号と名称を確かめてください。", one(0))
        }
        // A section that the list does not have.
        Matter::UnexpectedDepartment => {
            format!("{}の部署は一覧にありませんので、部署の名称を確かめてください。", one(0))
        }
        // Another section than in the list.
        Matter::OtherDepartment { expected } => format!(
            "{}の部署は一覧では「{expected}」ですので、どちらが正しいか確かめてください。",
            one(0)
        ),
        // Another number of sheets than in the list.
        Matter::Count { department, expected, received } => format!(
            "「{department}」の個票は一覧では{expected}件ですが、届いたものは{received}件ですので、担当課に確かめてください。"
        ),
        // Few sheets of another edition.
        Matter::Edition { edition, usual } => format!(
            "ほかの個票の多くは「{usual}」版ですが、「{edition}」版の個票が{}件あります（{}）ので、様式の版を確かめてください。",
            places.len(),
            all()
        ),
        // Not in the master list.
        Matter::CategoryUnknown { found } => format!(
            "{}の分類{}は分類の一覧にありませんので、一覧のとおりに直してもらってください。",
            one(0),
            quoted(found)
        ),
        // One number, two names.
        Matter::CategoryDiffers { found, usual } => format!(
            "{}の分類{}はほかでは{}となっていますので、どちらかにそろえてください。",
            one(0),
            quoted(found),
            quoted(usual)
        ),
        // One name under several keys.
        Matter::SameName { title } => format!(
            "名称{}の個票が{}つあります（{}）ので、番号か名称を確かめてください。",
            quoted(title),
            places.len(),
            all()
        ),
        // Another name than in the list.
        Matter::OtherName { expected } => format!(
            "{}の名称は一覧では{}ですので、どちらが正しいか確かめてください。",
            one(0),
            quoted(expected)
        ),
        // Last year's sheet says something else, in the same box or in another.
        Matter::NotCarried => {
            let [was, is] = [0, 1].map(|at| cells(collection, forms, finding, at));
            let differing = if was == is {
                format!("{}と{}とで{is}", one(0), one(1))
            } else {
                format!("{}の{was}と{}の{is}", one(0), one(1))
            };
            format!("{differing}が違いますので、どちらが正しいか確かめてください。")
        }
        // The total of one table is not that of another.
        Matter::Totals { part, sides: [left, right] } => format!(
            "{}{}の合計「{}」（個票{}件）は{}の合計「{}」（個票{}件）と合いませんので、どちらが正しいか確かめてください。",
            part.as_ref().map(|part| format!("{}の", quoted(part))).unwrap_or_default(),
            cells_of(collection, forms, &left.first),
            left.total,
            left.sheets,
            cells_of(collection, forms, &right.first),
            right.total,
            right.sheets,
        ),
        // The same words on several sheets.
        Matter::SameWords => format!(
            "{}つの個票に同じ文章があります（{}、{}）ので、写したままになっていないか確かめてください。",
            places.len(),
            all(),
            cells(collection, forms, finding, 0)
        ),
        // 円 for 千円 in one box.
        Matter::Outlier { figure, neighbour } => format!(
            "{}の{}の「{figure}」は並びの「{neighbour}」に比べて大きすぎますので、単位（円と千円など）を確かめてください。",
            one(0),
            cells(collection, forms, finding, 0)
        ),
        // 円 for 千円 on a whole sheet.
        Matter::OutlyingSheet { figure, neighbour } => format!(
            "{}の{}などの数（「{figure}」など）はほかの個票の数（「{neighbour}」など）に比べて大きすぎますので、単位（円と千円など）を確かめてください。",
            one(0),
            cells(collection, forms, finding, 0)
        ),
        // △ for a saving, where others write none.
        Matter::Sign { department, others } => {
            let whose = match department {
                Some(department) => format!("「{department}」の個票"),
                None => "部署のない個票".to_owned(),
            };
            format!(
                "{whose}{}件（{}）の{}は△で書かれていますが、△のない個票が{others}件ありますので、減る意味か増える意味か、向きをまとめて確かめてください。",
                places.len(),
                all(),
                cells_of_all(collection, forms, finding)
            )
        }
    }
}

/// A sheet as an officer knows it: key and name, and the file.
fn sheet(collection: &Collection, place: usize) -> String {
    let file = collection.entries().get(place).map_or("", |entry| entry.file.as_str());
    let Some(gist) = collection.gist(place) else { return format!("「{file}」") };
    let named: Vec<&str> =
        [gist.key.as_deref(), gist.title.as_deref()].into_iter().flatten().collect();
    if named.is_empty() {
        format!("「{file}」")
    } else {
        format!("{}（{file}）", quoted(&named.join(" ")))
    }
}

/// The files of several sheets.
fn sheets(collection: &Collection, places: &[usize]) -> String {
    let file = |place: &usize| {
        collection.entries().get(*place).map(|entry| entry.file.clone()).unwrap_or_default()
    };
    let mut named: Vec<String> = places.iter().take(MOST_NAMED).map(file).collect();
    if places.len() > MOST_NAMED {
        named.push(format!("ほか{}件", places.len() - MOST_NAMED));
    }
    named.join("、")
}

/// The boxes that a finding names on one of its sheets.
fn cells(collection: &Collection, forms: &[&Form], finding: &Finding, at: usize) -> String {
    let place = finding.sheets.get(at);
    place.map(|place| cells_of(collection, forms, place)).unwrap_or_default()
}

/// The boxes of a sheet, each by its name.
fn cells_of(collection: &Collection, forms: &[&Form], place: &SheetPlace) -> String {
    let form = collection.gist(place.sheet).and_then(|gist| forms.get(gist.form));
    let Some(form) = form else { return String::new() };
    boxes(place.cells.iter().map(|cell| form.cell(*cell).label.as_str()))
}

/// The cells of all sheets of a finding, each once, in the order of the form.
fn cells_of_all(collection: &Collection, forms: &[&Form], finding: &Finding) -> String {
    let mut cells: Vec<(usize, CellIx)> = Vec::new();
    for place in &finding.sheets {
        let Some(gist) = collection.gist(place.sheet) else { continue };
        cells.extend(place.cells.iter().map(|cell| (gist.form, *cell)));
    }
    cells.order();
    cells.dedup();
    boxes(
        cells.iter().filter_map(|(form, cell)| Some(forms.get(*form)?.cell(*cell).label.as_str())),
    )
}

/// The first two boxes by name, and how many more there are.
fn boxes<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    let labels: Vec<&str> = labels.collect();
    let mut named: Vec<String> =
        labels.iter().take(2).map(|label| format!("「{label}」")).collect();
    if labels.len() > 2 {
        named.push(format!("ほか{}か所", labels.len() - 2));
    }
    named.join("、")
}

/// A line of the list.
fn listed(department: Option<&str>, key: Option<&str>, title: Option<&str>) -> String {
    let named: Vec<&str> = [key, title].into_iter().flatten().collect();
    match department {
        Some(department) => format!("「{department}」の{}", quoted(&named.join(" "))),
        None => quoted(&named.join(" ")),
    }
}

/// What a sheet counts as.
pub fn sheet_status(status: Status) -> &'static str {
    match status {
        Status::Ready => "提出可",
        Status::Pending => "未完",
        Status::Unreadable => "読めないファイル",
        Status::Duplicate => "重複",
        Status::Superseded => "古い版",
    }
}

/// What a total leaves out: 「未定 2件、一人当たりの数 1件を除いた合計です。」 Or
/// why there is none.
pub fn total_left_out(total: &Total) -> Option<String> {
    if total.overflow {
        return Some("合計が大きすぎて計算できません。数字の桁を確かめてください。".to_owned());
    }
    let left_out = &total.left_out;
    let mut list: Vec<String> = Vec::new();
    for (status, count) in &left_out.statuses {
        list.push(format!("{} {count}件", super::status(*status)));
    }
    let apart: usize = left_out.apart.values().sum();
    if apart > 0 {
        list.push(format!("一人当たりなどの数 {apart}件"));
    }
    for (unit, count) in &left_out.units {
        let unit = if unit.is_empty() {
            "単位のない数".to_owned()
        } else {
            format!("単位が「{unit}」の数")
        };
        list.push(format!("{unit} {count}件"));
    }
    if left_out.unread > 0 {
        list.push(format!("読み取れない欄 {}件", left_out.unread));
    }
    let mut said = String::new();
    if !list.is_empty() {
        said = format!("{}を除いた合計です。", list.join("、"));
    }
    if left_out.partial > 0 {
        said.push_str(&format!("内訳の一部を除いた計算値が{}件あります。", left_out.partial));
    }
    (!said.is_empty()).then_some(said)
}

/// A fiscal year as it stands at the head of a column: 令和2年度.
pub fn fiscal_year(form: &Form, year: i32) -> String {
    wareki::write_year(FiscalYear(year), YearStyle::Kanji, &form.eras)
}

/// What a table of sheets prints for a cell.
pub fn shown_in_table(form: &Form, shown: &Shown) -> String {
    match shown {
        Shown::Number(number) => number::printed(*number, None),
        Shown::Year(year) => wareki::write_year(FiscalYear(*year), YearStyle::Kanji, &form.eras),
        Shown::Day(day) => wareki::write_date(*day, DateStyle::Letter, &form.eras),
        Shown::Month(month) => wareki::write_month(*month, DateStyle::Letter, &form.eras),
        Shown::Choice(_, label) | Shown::Choices(_, label) => label.clone(),
        Shown::Text(text) => text.clone(),
        Shown::Status(status) => super::status(*status).to_owned(),
        Shown::Blank => String::new(),
    }
}

/// Why a table is no list of what was to come.
pub fn list_fault(fault: &ListFault) -> String {
    match fault {
        ListFault::NoColumn => {
            "1行目に「department」「key」「title」「count」のどの見出しもありませんので、見出しを付けてください。".to_owned()
        }
        ListFault::TwoColumns(heading) => {
            format!("見出し「{heading}」と同じ意味の列が二つありますので、一つにしてください。")
        }
        ListFault::Count(line, text) => {
            format!("{line}行目の件数{}が読めませんので、数字で書いてください。", quoted(text))
        }
        ListFault::Empty => "一覧に行がありませんので、見出しの下に書いてください。".to_owned(),
    }
}
