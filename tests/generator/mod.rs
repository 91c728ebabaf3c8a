//! Sheets as sections send them, made up from a seed: the input of tests and
//! of the measurement of `kohyo collect`.
//!
//! Knows no form: each cell is filled by its kind, with every notation and
//! status that has been seen; what a rule then refuses is taken back.

#![allow(dead_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test's input")]

use kohyo_core::check::{Evaluation, Place, Purpose};
use kohyo_core::finding::Severity;
use kohyo_core::form::{Cell, CellIx, Form, Kind};
use kohyo_core::sheet::{Raw, Sheet};
use kohyo_core::submission::Document;
use kohyo_core::wire;

/// What became of one sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Complete.
    Ready,
    /// Something is missing.
    Pending,
    /// A character was changed afterwards.
    Damaged,
}

/// A file as a section sends it.
pub struct Made {
    /// Its name.
    pub name: String,
    /// Its text.
    pub text: String,
    /// What became of it.
    pub fate: Fate,
}

/// Random numbers that are the same at every run (splitmix64).
pub struct Dice(pub u64);

impl Dice {
    /// The next number below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % limit.max(1) as u64) as usize
    }

    /// Whether it happens, in parts of a hundred.
    pub fn percent(&mut self, parts: usize) -> bool {
        self.below(100) < parts
    }

    /// One of a list.
    pub fn of<T: Copy>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())]
    }
}

/// The sheet of this number. In a whole round 5 % are damaged, and pending are
/// 20 % and those that a rule still refuses.
pub fn sheet(form: &Form, seed: u64, number: usize) -> Made {
    let mut dice = Dice(seed ^ (number as u64).wrapping_mul(0x0100_0000_01b3));
    let fate = match dice.below(100) {
        0..5 => Fate::Damaged,
        5..25 => Fate::Pending,
        _ => Fate::Ready,
    };
    let mut sheet = filled(form, &mut dice, number);
    let mut evaluation = Evaluation::new(form, &sheet);
    let stage = form.stages.len().checked_sub(1);
    let purpose = Purpose::Submission(stage);
    // What a rule refuses is taken back, and written plainly where it must stand.
    for plain in 0..8 {
        let findings = evaluation.findings(form, &sheet, purpose);
        let mut refused: Vec<CellIx> = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .flat_map(|finding| &finding.cells)
            .filter_map(Place::cell)
            .collect();
        refused.sort_unstable();
        refused.dedup();
        if refused.is_empty() {
            break;
        }
        for cell in refused {
            let is_key = form.key.contains(&cell);
            let needed = form.cell(cell).required.is_some() && plain < 6;
            if !is_key {
                let raw = needed.then(|| simple(form, &mut dice, form.cell(cell), number));
                sheet.put(cell, raw.flatten());
            }
        }
        evaluation = Evaluation::new(form, &sheet);
    }
    accept(form, &mut sheet, &evaluation, purpose);
    let ready = Evaluation::is_ready(&evaluation.findings(form, &sheet, purpose));
    let mut fate = if ready || fate == Fate::Damaged { fate } else { Fate::Pending };
    if fate == Fate::Pending {
        let needed = form.cells().find(|(place, cell)| {
            let typed = !form.key.contains(place) && Some(*place) != form.department;
            typed && cell.required.as_ref().is_some_and(|required| required.when.is_none())
        });
        match needed {
            Some((cell, _)) => {
                sheet.put(cell, None);
                evaluation = Evaluation::new(form, &sheet);
            }
            None if ready => fate = Fate::Ready,
            None => {}
        }
    }
    let id = format!("00000000-0000-4000-8000-{number:012x}");
    let at = format!(
        "2026-11-{:02}T{:02}:{:02}:00+09:00",
        1 + number % 20,
        8 + number % 10,
        number % 60
    );
    let written = wire::submission::write(
        form,
        &sheet,
        &evaluation,
        &Document::new(id),
        stage.and_then(|stage| form.stages.get(stage)).map(|(id, _)| id.as_str()),
        &at,
        "kohyo 0.1.0",
    );
    let mut text = written.unwrap();
    if fate == Fate::Damaged {
        // One digit of the time of saving.
        let at = text.rfind("2026-11-").unwrap();
        text.replace_range(at..at + 4, "2025");
    }
    Made { name: format!("{}-{number:06}.json", form.id), text, fate }
}

/// Reasons for all warnings.
fn accept(form: &Form, sheet: &mut Sheet, evaluation: &Evaluation, purpose: Purpose) {
    for finding in evaluation.findings(form, sheet, purpose) {
        if finding.severity == Severity::Warning {
            let (reason, at) = ("前年度に試行したため", "2026-11-01T09:00:00+09:00");
            sheet.acceptances.push(finding.accept(form, sheet, reason, at));
        }
    }
}

fn filled(form: &Form, dice: &mut Dice, number: usize) -> Sheet {
    let mut sheet = Sheet::new(form);
    // The figures of one sheet are of like size.
    let size = 10_usize.pow(2 + dice.below(3) as u32);
    let units = ["件", "人", "分", "千円"];
    let unit = dice.of(&units);
    for (place, cell) in form.cells() {
        if cell.is_computed() || cell.repeat.as_ref().is_some_and(|(_, row)| *row > 3) {
            continue;
        }
        let raw = if form.key.contains(&place) {
            Some(Raw::Text(key(cell, number)))
        } else if Some(place) == form.department {
            Some(Raw::Text(section(number)))
        } else if Some(place) == form.name {
            Some(Raw::Text(format!("{}その{number}", phrase(dice))))
        } else if is_unit(form, place) {
            Some(Raw::Text(unit.to_owned()))
        } else {
            let must = cell.required.is_some();
            (must || dice.percent(45)).then(|| any(form, dice, cell, size, number)).flatten()
        };
        sheet.put(place, raw);
    }
    sheet
}

fn is_unit(form: &Form, place: CellIx) -> bool {
    form.cells().any(|(_, cell)| cell.unit == kohyo_core::form::CellUnit::Of(place))
}

/// One of 300 sections.
pub fn section(number: usize) -> String {
    let divisions = [
        "総務部",
        "企画部",
        "市民部",
        "福祉部",
        "環境部",
        "都市部",
        "建設部",
        "教育部",
        "消防局",
        "水道局",
    ];
    let section = number % 300;
    format!("{}　第{}担当課", divisions[section / 30], section % 30 + 1)
}

/// A key that fits its pattern.
fn key(cell: &Cell, number: usize) -> String {
    match &cell.pattern {
        Some(pattern) => {
            let width = pattern.chars().count();
            format!("{:0width$}", (number * 3 + 1) % 10_usize.pow(width as u32))
        }
        None => format!("取組{number}"),
    }
}

/// What a person may write in a cell.
fn any(form: &Form, dice: &mut Dice, cell: &Cell, size: usize, number: usize) -> Option<Raw> {
    let figure = size / 2 + dice.below(size);
    let text = match cell.kind {
        Kind::Text => return Some(Raw::Text(text(dice, cell, number))),
        Kind::Code => key(cell, dice.below(90_000)),
        Kind::Amount | Kind::Integer | Kind::Ratio if dice.percent(15) => dice
            .of(&[
                "未定",
                "未定（システム導入経費）",
                "不明",
                "調査中",
                "—",
                "－",
                "*",
                "中止",
                "変更予定",
                "(運用コスト)",
                "0",
            ])
            .to_owned(),
        Kind::Amount | Kind::Integer | Kind::Ratio => match dice.below(12) {
            0 => format!("△ {figure}"),
            1 => format!("△{figure}"),
            2 => format!("▲{figure}"),
            3 => wide(figure),
            4 => format!("{figure}（見込み）"),
            5 => grouped(figure),
            6 => format!("{figure}.5"),
            7 => format!("△{figure}（一人当たり）"),
            8 => format!(" {figure}"),
            _ => grouped(figure),
        },
        Kind::Duration => dice.of(&["181時間10分", "43時間", "50分", "1時間30分"]).to_owned(),
        Kind::Date => dice
            .of(&[
                "R2.4.1",
                "令和3年3月31日",
                "R3.3.31",
                "2020/10/01",
                "令2.4.1",
                "令和2年9月14日（月）",
            ])
            .to_owned(),
        Kind::Month => dice.of(&["R2.4", "令和2年4月", "R07.12"]).to_owned(),
        Kind::FiscalYear => {
            dice.of(&["H28", "Ｒ２", "令和元年度", "平成31年度", "R2", "2020年度"]).to_owned()
        }
        Kind::Choice | Kind::Choices => return choice(form, dice, cell),
        Kind::Mark => "○".to_owned(),
    };
    Some(Raw::Text(text))
}

/// What nobody can object to.
fn simple(form: &Form, dice: &mut Dice, cell: &Cell, number: usize) -> Option<Raw> {
    Some(Raw::Text(match cell.kind {
        Kind::Text => format!("{}を{number}件行う。", phrase(dice)),
        Kind::Code => key(cell, number),
        Kind::Amount | Kind::Integer | Kind::Ratio => "12".to_owned(),
        Kind::Duration => "2時間".to_owned(),
        Kind::Date => "R3.3.31".to_owned(),
        Kind::Month => "R3.3".to_owned(),
        Kind::FiscalYear => "R2".to_owned(),
        Kind::Choice | Kind::Choices => return choice(form, dice, cell),
        Kind::Mark => "○".to_owned(),
    }))
}

fn choice(form: &Form, dice: &mut Dice, cell: &Cell) -> Option<Raw> {
    let free: Vec<&str> = form
        .choices_of(cell)
        .iter()
        .filter(|choice| choice.under.is_empty())
        .map(|choice| choice.label.as_str())
        .collect();
    if free.is_empty() {
        return None;
    }
    let label = dice.of(&free).to_owned();
    Some(if cell.kind == Kind::Choices { Raw::Several(vec![label]) } else { Raw::Text(label) })
}

fn grouped(figure: usize) -> String {
    kohyo_core::number::printed(figure.into(), None)
}

fn wide(figure: usize) -> String {
    grouped(figure)
        .chars()
        .map(|c| match c {
            ',' => '，',
            digit => char::from_u32(u32::from(digit) + 0xfee0).unwrap_or(digit),
        })
        .collect()
}

/// A text of 0 to 2,000 characters, most of them short.
fn text(dice: &mut Dice, cell: &Cell, number: usize) -> String {
    if cell.lines <= 1 {
        return phrase(dice);
    }
    let length = match dice.below(100) {
        0..80 => 20 + dice.below(40),
        80..98 => 60 + dice.below(140),
        _ => dice.below(2_000),
    };
    let most = cell.max_length.map_or(length, |most| length.min(most as usize));
    let mut out = String::new();
    while out.chars().count() < most {
        // No two sheets say the same.
        let sentence = format!(
            "{}、{}について{}件目の{}を{}。",
            dice.of(&[
                "担当者の負担を軽くするため",
                "窓口の待ち時間を縮めるため",
                "毎年の費用を抑えるため",
                "記録を残すため",
                "他市の例を参考にして"
            ]),
            phrase(dice),
            number * 7 + dice.below(7),
            dice.of(&["見直し", "試行", "点検", "研修", "調査", "契約の変更"]),
            dice.of(&["行う", "終えた", "続ける", "準備する", "広げる"]),
        );
        out.push_str(&sentence);
        if dice.percent(20) {
            out.push('\n');
        }
    }
    out
}

fn phrase(dice: &mut Dice) -> String {
    format!(
        "{}の{}{}",
        dice.of(&[
            "窓口",
            "庁舎",
            "学校",
            "道路",
            "公園",
            "図書館",
            "税",
            "契約",
            "会計",
            "文書",
            "研修",
            "広報"
        ]),
        dice.of(&["申請", "受付", "点検", "管理", "集計", "案内", "照会", "通知"]),
        dice.of(&["の電子化", "の見直し", "の効率化", "の委託", "の集約", "の自動化"]),
    )
}
