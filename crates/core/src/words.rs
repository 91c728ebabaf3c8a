//! Everything the engine says, in Japanese. An editor of wording opens this
//! file, and for what is said of many sheets together `words/collection.rs`.

mod collection;
mod prefill;

pub use collection::{
    collection_finding, fiscal_year, list_fault, sheet_status, shown_in_table, total_left_out,
};
pub use prefill::{no_worksheet, nothing_at_addresses, of_workbook, prefill_fault};

use crate::check::{CellValue, CellValueOrText, Evaluation, Finding, Matter, Place};
use crate::finding::{Asked, Habit, NumberFault, Problem, Severity, TimeFault};
use crate::form::Limit;
use crate::form::{
    Cell, CellIx, CellUnit, Counted, Fault, FaultKind, Form, Kind, MOST_DECIMALS, Piece, Sort,
    Wanted,
};
use crate::number;
use crate::reading::Status;
use crate::sheet::Sheet;
use crate::submission::{OpenFault, TableFault};
use crate::wareki::{self, DateStyle, FiscalYear, YearStyle};
use std::borrow::Cow;

/// The sentence for a flaw: `place` is the name of the box as printed on the
/// sheet, `raw` what the person typed.
pub fn flaw(problem: &Problem, place: &str, raw: &str) -> String {
    let raw = quoted(raw);
    let said = match problem {
        Problem::NumberUnreadable(fault) => number_fault(fault, &raw),
        // Another unit than the cell's: 117台 in a cell of 人.
        Problem::OtherUnit { found, expected: Some(unit) } => format!(
            "{raw}の単位「{found}」は、この欄の単位「{unit}」に直せませんので、{unit}での数を入力してください。"
        ),
        // A unit in a cell that has none: 50億円 where a plain number is wanted.
        Problem::OtherUnit { found, expected: None } => format!(
            "{raw}の単位「{found}」は、単位のないこの欄では読めませんので、数だけを入力してください。"
        ),
        // 3万 in a cell of 千円: 3万円 or 3万千円?
        Problem::ScaleAlone { scale, expected } => format!(
            "{raw}は円か{expected}か決められませんので、「…{scale}円」のように円まで書くか、{expected}での数を入力してください。"
        ),
        // A number converted into the cell's unit: 50億円 → 5,000,000千円.
        Problem::Converted { printed, unit: Some(unit) } => {
            format!(
                "{raw}を{unit}に直して「{printed}」と読みましたので、合っているか確かめてください。"
            )
        }
        // A scale multiplied out where there is no unit: 5千 → 5,000.
        Problem::Converted { printed, unit: None } => {
            format!("{raw}を「{printed}」と読みましたので、合っているか確かめてください。")
        }
        // A number in parentheses, which some write for minus.
        Problem::Parentheses { inner } => {
            let bare = inner.trim_start_matches("△ ");
            format!(
                "{raw}はかっこの意味が決められませんので、マイナスなら「△ {bare}」、そうでなければ「{bare}」と入力してください。"
            )
        }
        // More decimals than the cell has, also after a conversion: 181時間10分 in hours.
        Problem::Precision { decimals: 0, rounded } => {
            format!(
                "{raw}は端数がありますが、この欄は整数ですので、四捨五入なら「{rounded}」と入力してください。"
            )
        }
        Problem::Precision { decimals, rounded } => format!(
            "{raw}は端数が細かすぎますが、この欄は小数第{decimals}位までですので、四捨五入なら「{rounded}」と入力してください。"
        ),
        // Below what the form allows.
        Problem::TooSmall { min } => {
            format!("{raw}は小さすぎますので、{min}以上の数を入力してください。")
        }
        // Above what the form allows.
        Problem::TooLarge { max } => {
            format!("{raw}は大きすぎますので、{max}以下の数を入力してください。")
        }
        // More than 28 digits.
        Problem::TooManyDigits => {
            format!("{raw}は桁が多すぎて読めませんので、28桁以内の数を入力してください。")
        }
        // A number per person, per day …: （一人当たり）.
        Problem::PerBasis { basis } => format!(
            "{raw}は「{}」の数と読みましたので合計に入れませんが、全体の数にできるときは計算した結果を入力してください。",
            basis.word()
        ),
        // #### or #DIV/0! pasted from a spreadsheet.
        Problem::SpreadsheetError { found } if found.chars().all(|c| c == '#' || c == '＃') => {
            format!(
                "{raw}は表計算ソフトで列の幅が足りないときの表示ですので、元の表で列を広げて、数を入力し直してください。"
            )
        }
        Problem::SpreadsheetError { found } => {
            format!(
                "{raw}は表計算ソフトのエラー表示「{found}」ですので、元の式を直して、数を入力し直してください。"
            )
        }
        Problem::NumberStyle { habit, printed } => number_style(*habit, printed, &raw),
        // 未定 or the like where the form wants a value.
        Problem::StatusRefused { status } if raw == quoted(status.word()) => {
            format!("{raw}は、この欄では値の代わりになりませんので、値を入力してください。")
        }
        Problem::StatusRefused { status } => {
            format!(
                "{raw}は「{}」と読みましたが、この欄には値が必要ですので、値を入力してください。",
                status.word()
            )
        }
        // 同左, which is not filled in yet.
        Problem::AsLeft => {
            format!(
                "{raw}は左の欄と同じという意味に読みましたので、左の欄の内容を写すと集計できます。"
            )
        }
        // A placeholder left where a number belongs: 〇人.
        Problem::Placeholder { found } if raw == quoted(found) => {
            format!("{raw}は数がまだ入っていませんので、数を入力してください。")
        }
        Problem::Placeholder { found } => {
            format!("{raw}の「{found}」は数がまだ入っていませんので、数を入力してください。")
        }
        Problem::TimeUnreadable { asked, fault } => time_fault(*asked, *fault, &raw),
        // 43922
        Problem::DateSerial { printed } => format!(
            "{raw}は表計算ソフトで日付を表す番号のようですので、「{printed}」のことでしたら直してください。"
        ),
        // R2.13.1
        Problem::NoSuchMonth { month } => {
            format!("{raw}の{month}月はありませんので、1月から12月までの月を入力してください。")
        }
        // R2.2.30
        Problem::NoSuchDay { month, day, last } => {
            format!(
                "{raw}の{day}日はありませんので、{month}の1日から{last}日までの日を入力してください。"
            )
        }
        // H31.5.1, R1.4.1
        Problem::EraNotInForce { printed } => {
            format!(
                "{raw}はその時の元号と合わず「{printed}」と読みましたので、合っているか確かめてください。"
            )
        }
        // 令和5年9月14日（金）
        Problem::Weekday { said, is } => {
            format!(
                "{raw}は{said}曜日とありますが、この日は{is}曜日ですので、日付か曜日を直してください。"
            )
        }
        // Ｒ２, r2.4.1, 令2.4.1
        Problem::TimeStyle { printed, .. } => {
            format!("{raw}は「{printed}」と読みましたので、このままでもかまいません。")
        }
        // 平成32年度
        Problem::YearAlias { printed } => {
            format!("{raw}は今の元号の「{printed}」と読みましたので、このままでもかまいません。")
        }
        // R6(2025)
        Problem::YearPair { japanese, western } => format!(
            "{raw}は和暦が{japanese}年、西暦が{western}年で合いませんので、正しい方に直してください。"
        ),
        // H28～R2 in one of two boxes, R1 in the other
        Problem::OtherEndDiffers { is_last, range, there } => format!(
            "{raw}の{}は「{range}」ですが、もう一つの欄は{}ですので、正しい方に直してください。",
            if *is_last { "終わり" } else { "始まり" },
            quoted(there)
        ),
        // H28～R2 in one of two boxes
        Problem::RangeInOneBox { from, to } => {
            let blank = |end: &str| {
                if end.is_empty() { "なし".to_owned() } else { quoted(end) }
            };
            format!(
                "{raw}は始まり{}、終わり{}と読みましたので、二つの欄に分けると見やすくなります。",
                blank(from),
                blank(to)
            )
        }
    };
    format!("「{place}」の{said}")
}

/// A person's text in its brackets, on one line, cut where it is long.
fn quoted(text: &str) -> String {
    let line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let line = crate::text::trim(&line);
    let mut short: String = line.chars().take(40).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    format!("「{short}」")
}

/// Why a text is no number.
fn number_fault(fault: &NumberFault, raw: &str) -> String {
    match fault {
        // Words without a number: なし
        NumberFault::NoNumber => format!(
            "{raw}は数として読めませんので、数か、「未定」「不明」「該当なし」などの言葉を入力してください。"
        ),
        // Half typed: △ or 1,
        NumberFault::Unfinished => {
            format!("{raw}は途中までの数のようですので、続きの数字を入力してください。")
        }
        // 12a, 1e3, 1_000
        NumberFault::Stray(found) => {
            format!("{raw}は「{found}」があるため数として読めませんので、数字だけにしてください。")
        }
        // 1,00
        NumberFault::Commas => {
            format!(
                "{raw}はコンマの位置が3桁ごとになっていませんので、桁を確かめてコンマを直してください。"
            )
        }
        // 1.000 in a cell of whole numbers
        NumberFault::PointOrComma => format!(
            "{raw}の点は小数点か桁区切りか決められませんので、桁区切りならコンマに直してください。"
        ),
        // 1、234
        NumberFault::JapaneseComma => format!(
            "{raw}は数字の間に「、」や「。」がありますので、コンマか小数点に直してください。"
        ),
        // 1 234
        NumberFault::SpaceInside => {
            format!("{raw}は数字の間に空白がありますので、一つの数なら空白を取ってください。")
        }
        // 4憶
        NumberFault::Oku => {
            format!("{raw}の「憶」は「億」の打ち間違いのようですので、「億」に直してください。")
        }
        // 1〇0, 1O0
        NumberFault::LetterForDigit => {
            format!("{raw}は数字でない丸や文字が混ざっているようですので、数字に直してください。")
        }
        // 480時間増
        NumberFault::SignInWords(found) => format!(
            "{raw}は「{found}」の向きが決められませんので、マイナスなら数の前に△を付け、言葉を取ってください。"
        ),
        // △-5, 100-, — 5
        NumberFault::SignPlace => format!(
            "{raw}は符号の位置か数が読めませんので、マイナスなら数のすぐ前に△を一つだけ付けてください。"
        ),
        // ▽5
        NumberFault::DownTriangle => {
            format!(
                "{raw}の下向きの三角は符号として読めませんので、マイナスなら△を付けてください。"
            )
        }
        // 2台：6名, ①138時間 ②43時間10分
        NumberFault::TwoNumbers(first, second) => format!(
            "{raw}には「{first}」と「{second}」の二つ以上の数がありますので、一つだけを入力してください。"
        ),
        // 100～200
        NumberFault::Range(first, second) => format!(
            "{raw}は「{first}」から「{second}」までの幅がありますので、一つの数を入力してください。"
        ),
        // 災害箇所1か所×0.5時間
        NumberFault::Formula => {
            format!("{raw}は計算の途中のようですので、計算した結果の数を入力してください。")
        }
        // A number among words that leave its meaning open
        NumberFault::Words(_) => {
            format!(
                "{raw}は数のほかに言葉がありますので、数を先に書き、言葉はかっこに入れてください。"
            )
        }
        // 3万2億
        NumberFault::ScaleOrder => {
            format!("{raw}は億・万・千の並びが読めませんので、大きい位から順に入力してください。")
        }
        // 1時間70分
        NumberFault::Minutes => {
            format!("{raw}は時間と分の組合せが読めませんので、分は60未満の整数で入力してください。")
        }
        // 90 in a cell of durations
        NumberFault::UnitMissing => {
            format!(
                "{raw}は時間か分か決められませんので、「1時間30分」のように単位を付けてください。"
            )
        }
    }
}

/// A number read without doubt.
fn number_style(habit: Habit, printed: &str, raw: &str) -> String {
    let why = match habit {
        // 1,037千円 in a cell of 千円
        Habit::OwnUnit => "単位は書かなくてもかまいません",
        // `1:30`
        Habit::Clock => "「時間」と「分」の書き方にそろえられます",
        // 150時間 while the cell of the unit is blank
        Habit::UnitElsewhere => "単位は単位の欄に移すと集計できます",
        // 11（課題件数）
        Habit::Note => "ほかの言葉も注記として残ります",
        // ▲100
        Habit::Triangle => "マイナスの印は△にそろえられます",
        // −100
        Habit::Minus => "マイナスの印は△にそろえられます",
        // +5
        Habit::Plus => "プラスの印は書かなくてもかまいません",
        // １，２３４
        Habit::Width => "全角の数字は半角にそろえられます",
        // - 5
        Habit::Space => "符号の後の空白は直さなくてもかまいません",
        // 007, .5, △0
        Habit::Zeros => "0の付け方は直さなくてもかまいません",
        // 5.0 in a cell of whole numbers
        Habit::ZeroDecimals => "小数点より下は書かなくてもかまいません",
    };
    format!("{raw}は「{printed}」と読みましたが、{why}。")
}

/// Why a text is no date, month or fiscal year.
fn time_fault(asked: Asked, fault: TimeFault, raw: &str) -> String {
    let (what, example) = match asked {
        Asked::Date => ("日付", "「R2.4.1」や「令和2年4月1日」"),
        Asked::Month => ("年月", "「R2.4」や「令和2年4月」"),
        Asked::Year => ("年度", "「R2」や「令和2年度」"),
        Asked::Years => ("期間", "「H28～R2」や「平成28年度～令和2年度」"),
    };
    match fault {
        // Anything else
        TimeFault::Shape => {
            format!("{raw}は{what}として読めませんので、{example}のように入力してください。")
        }
        // R2.4 in a cell of dates
        TimeFault::Unfinished => {
            format!("{raw}は途中までのようですので、{example}のように{what}を入力してください。")
        }
        // 2.4.1
        TimeFault::EraMissing => format!(
            "{raw}は元号がなく年が決められませんので、{example}のように元号から入力してください。"
        ),
        // 令和0年
        TimeFault::YearZero => {
            format!(
                "{raw}の0年はありませんので、{example}のように1年（元年）以後の年を入力してください。"
            )
        }
        // M5.1.1
        TimeFault::Lunar => format!(
            "{raw}は明治5年までの旧暦の時期で今の暦に直せませんので、明治6年以後の{what}を入力してください。"
        ),
        // 9999年度
        TimeFault::TooFar => {
            format!("{raw}は年が大きすぎますので、{example}のように入力してください。")
        }
        // R2.4.1 in a cell of fiscal years
        TimeFault::TooMuch => {
            format!(
                "{raw}はこの欄より細かいところまで書かれていますので、{example}のように{what}だけを入力してください。"
            )
        }
        // H28～R2 in a cell of one year
        TimeFault::Range => {
            format!("{raw}は期間のようですので、{example}のように一つの{what}を入力してください。")
        }
        // 平成31～2年度
        TimeFault::ElidedReversed => {
            format!(
                "{raw}は終わりの年が始まりより前になりますので、終わりの年にも元号を付けてください。"
            )
        }
    }
}

/// The sentence for a finding.
pub fn finding(form: &Form, sheet: &Sheet, evaluation: &Evaluation, finding: &Finding) -> String {
    let place = match finding.cells.first() {
        Some(Place::Cell(cell)) => form.cell(*cell).label.clone(),
        Some(Place::Other(id)) => form.old_label(id).unwrap_or(id).to_owned(),
        None => String::new(),
    };
    let raw = match finding.cells.first() {
        Some(Place::Cell(cell)) => sheet.raw(*cell).map(crate::sheet::Raw::shown),
        Some(Place::Other(id)) => sheet.unknown.get(id).map(crate::sheet::Raw::shown),
        None => None,
    }
    .unwrap_or_default();
    let printed = |number: &rust_decimal::Decimal| number::printed(*number, None);
    let is_mark = finding.first_cell().is_some_and(|cell| form.cell(cell).kind == Kind::Mark);
    match &finding.matter {
        Matter::Reading(Problem::AsLeft) if finding.fixes.is_empty() => format!(
            "「{place}」の{}は左の欄と同じという意味に読みましたが、写せる内容が左の欄にありませんので、内容を入力してください。",
            quoted(&raw)
        ),
        Matter::Reading(problem) => flaw(problem, &place, &raw),
        // A word that no choice of the list has.
        Matter::ChoiceUnknown { given } if is_mark => format!(
            "「{place}」の{}は印として読めませんので、○を付けるか空欄にしてください。",
            quoted(given)
        ),
        Matter::ChoiceUnknown { given } => format!(
            "「{place}」の{}は選択肢にありませんので、一覧から選び直してください。",
            quoted(given)
        ),
        // A known wrong spelling of a choice.
        Matter::ChoiceSpelling { given, label } => format!(
            "「{place}」の{}は「{label}」のことと読みましたので、選択肢のとおりに直してください。",
            quoted(given)
        ),
        // A choice that does not belong under what the parent box says.
        Matter::ChoiceDependent { label, parent } => format!(
            "「{place}」の「{label}」は、「{}」で選ばれた{}の中にありませんので、どちらかを選び直してください。",
            form.cell(*parent).label,
            quoted(sheet.text(*parent))
        ),
        // A choice of another fiscal year: a section that is no more.
        Matter::ChoiceYear { label, year } => format!(
            "「{place}」の「{label}」は{}には使われていませんので、その年度の選択肢か確かめてください。",
            wareki::write_year(FiscalYear(*year), YearStyle::Kanji, &form.eras)
        ),
        // More choices than the form allows.
        Matter::ChoiceCount { most, given } => {
            format!("「{place}」は{given}個選ばれていますので、{most}個までにしてください。")
        }
        // More characters than the form allows.
        Matter::TextLength { most, given } => {
            format!("「{place}」は{given}文字ありますので、{most}文字までに短くしてください。")
        }
        // A code of another shape: a 番号 of four digits.
        Matter::TextPattern { .. } if finding.severity == Severity::Notice => format!(
            "「{place}」の{}は「{}」と読みましたが、空白のない半角にそろえられます。",
            quoted(&raw),
            crate::fold::label(&raw).collect::<String>()
        ),
        Matter::TextPattern { pattern } => format!(
            "「{place}」の{}は{}ではありませんので、確かめて入力し直してください。",
            quoted(&raw),
            pattern_words(pattern)
        ),
        // A placeholder left in a text: 年間累計〇人.
        Matter::TextPlaceholder { found } => format!(
            "「{place}」に仮の記号「{found}」が残っていますので、実際の数に置き換えてください。"
        ),
        // A character that gets lost elsewhere (外字, control characters).
        Matter::TextCharacters { found } => format!(
            "「{place}」に、ほかのパソコンでは表示できない文字（U+{:04X}）がありますので、別の文字に置き換えてください。",
            u32::from(*found)
        ),
        // A box that must be filled when the sheet is handed in.
        Matter::Required => {
            format!("「{place}」は提出のときに必要な項目ですので、入力してください。")
        }
        // A cell that the form does not have, out of a file.
        Matter::CellUnknown => format!(
            "この様式にない項目「{place}」がファイルにありましたので、内容{}をそのまま残しています。",
            quoted(&raw)
        ),
        // A cell of an earlier revision of the form, which has no place any more.
        Matter::CellOld => format!(
            "旧様式の項目「{place}」に{}と書かれていましたので、残しておきますが、必要なものは今の様式の欄に書き写してください。",
            quoted(&raw)
        ),
        // 5人 and 6件 among the parts of a total, no unit being given for all.
        Matter::TotalUnits { units: [one, other] } => format!(
            "「{place}」の内訳に「{one}」と「{other}」の違う単位がありますので、同じ単位の数にそろえてください。"
        ),
        // A text given for a computed box that differs from what was computed.
        Matter::TotalDiffers { given, computed: Some(computed) } => format!(
            "「{place}」に書かれていた「{}」は、内訳から計算した「{}」と合いませんので、内訳を確かめてください。",
            printed(given),
            printed(computed)
        ),
        // A text given for a computed box whose parts hold no number.
        Matter::TotalDiffers { given, computed: None } => format!(
            "「{place}」に「{}」と書かれていましたが、計算のもとになる欄に数がありませんので、内訳を入力してください。",
            printed(given)
        ),
        // A choice, a day or a status given for a computed box that says something else.
        Matter::ComputedDiffers => {
            let computed = match finding.cells.first() {
                Some(Place::Cell(cell)) => shown(form, sheet, evaluation, *cell),
                _ => String::new(),
            };
            let computed = if computed.is_empty() { "（空欄）".to_owned() } else { computed };
            format!(
                "「{place}」に書かれていた{}は、ほかの欄から求めた「{computed}」と合いませんので、もとの欄を確かめてください。",
                quoted(&raw)
            )
        }
        // A given total that differs by no more than the rounding of its parts.
        Matter::TotalRounding { given, computed } => format!(
            "「{place}」に書かれていた「{}」と内訳から計算した「{}」との差は、端数処理によるものとみられます。",
            printed(given),
            printed(computed)
        ),
        Matter::Rule(index) => {
            let pieces = form.rules.get(*index).map_or(&[][..], |rule| rule.sentence.as_slice());
            pieces.iter().map(|part| piece(form, sheet, evaluation, part)).collect()
        }
    }
}

/// A piece of a rule's sentence.
fn piece(form: &Form, sheet: &Sheet, evaluation: &Evaluation, piece: &Piece) -> String {
    match piece {
        Piece::Text(text) => text.clone(),
        Piece::Label(cell) => form.cell(*cell).label.clone(),
        Piece::Shown(cell) => {
            let text = shown(form, sheet, evaluation, *cell);
            if text.is_empty() { "（空欄）".to_owned() } else { text }
        }
        Piece::Value(node, kind) => match (evaluation.worth(form, sheet, node), kind) {
            (CellValueOrText::Number(number), Kind::FiscalYear) => {
                year(form, number.try_into().unwrap_or_default())
            }
            (CellValueOrText::Number(number), _) => number::printed(number, None),
            (CellValueOrText::Text(text), _) => text,
            (CellValueOrText::Day(day), _) => {
                wareki::write_date(day, DateStyle::Letter, &form.eras)
            }
            (CellValueOrText::Nothing, _) => "（空欄）".to_owned(),
        },
    }
}

fn year(form: &Form, western: i32) -> String {
    wareki::write_year(FiscalYear(western), YearStyle::Kanji, &form.eras)
}

/// `99999` → 5けたの数字
fn pattern_words(pattern: &str) -> String {
    let count = pattern.chars().count();
    if pattern.chars().all(|c| c == '9') {
        format!("{count}けたの数字")
    } else {
        let example: String = pattern
            .chars()
            .map(|c| match c {
                '9' => '1',
                other => other,
            })
            .collect();
        format!("「{example}」のような{count}文字")
    }
}

/// What the sheet prints for a cell: `△ 20,860`, the text, the label of a choice.
pub fn shown(form: &Form, sheet: &Sheet, evaluation: &Evaluation, place: CellIx) -> String {
    let cell = form.cell(place);
    let labels = form.choices_of(cell);
    match evaluation.value(form, place) {
        CellValue::Number(number) => number::printed(number, None),
        CellValue::Minutes(minutes) => number::write_duration(minutes),
        CellValue::Date(date) => wareki::write_date(date, date_style(cell), &form.eras),
        CellValue::Month(month) => wareki::write_month(month, date_style(cell), &form.eras),
        CellValue::Year(year) => {
            wareki::write_year(FiscalYear(year), cell.year_style(), &form.eras)
        }
        CellValue::Choice(place) => {
            labels.get(usize::from(place)).map(|choice| choice.label.clone()).unwrap_or_default()
        }
        CellValue::Choices(bits) => {
            let chosen = form.chosen_of(cell, bits).map(|(_, choice)| choice.label.as_str());
            chosen.collect::<Vec<_>>().join("、")
        }
        CellValue::Mark => "○".to_owned(),
        CellValue::Text | CellValue::None if cell.is_computed() => String::new(),
        CellValue::Text | CellValue::None => {
            sheet.raw(place).map(crate::sheet::Raw::shown).unwrap_or_default()
        }
    }
}

fn date_style(cell: &Cell) -> DateStyle {
    match cell.style.as_deref() {
        Some("kanji") => DateStyle::Kanji,
        Some("western") => DateStyle::Western,
        Some("iso") => DateStyle::Iso,
        _ => DateStyle::Letter,
    }
}

/// The words beside a signed cell: 「480時間 増える」.
pub fn echo(form: &Form, evaluation: &Evaluation, place: CellIx) -> Option<String> {
    let cell = form.cell(place);
    let words = cell.sign_words.as_ref()?;
    let CellValue::Number(number) = evaluation.value(form, place) else { return None };
    let unit = match &cell.unit {
        CellUnit::Is(unit) => unit.to_string(),
        _ => String::new(),
    };
    let template = if number.is_zero() {
        &words.zero
    } else if number.is_sign_negative() {
        &words.negative
    } else {
        &words.positive
    };
    let amount = format!("{}{unit}", number::printed(number.abs(), None));
    Some(template.replace("{}", &amount))
}

/// What a computed cell left out: 「未定 2件を除いた値です。」
pub fn left_out(form: &Form, evaluation: &Evaluation, place: CellIx) -> Option<String> {
    let parts = evaluation.left_out(place);
    if parts.is_empty() || evaluation.value(form, place) == CellValue::None {
        return None;
    }
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for part in parts {
        let word = match evaluation.reading(*part) {
            Some(reading) => match (reading.status, reading.basis) {
                (Some(word), _) => status(word),
                (None, Some(_)) => "一人当たりなどの数",
                (None, None) => "読み取れない欄",
            },
            None => "読み取れない欄",
        };
        match counts.iter_mut().find(|(known, _)| *known == word) {
            Some((_, count)) => *count += 1,
            None => counts.push((word, 1)),
        }
    }
    let list: Vec<String> =
        counts.iter().map(|(word, count)| format!("{word} {count}件")).collect();
    Some(format!("{}を除いた値です。", list.join("、")))
}

/// A status as the sheet writes it.
pub fn status(status: Status) -> &'static str {
    match status {
        Status::Unpriced => "金額未記入の経費",
        other => other.word(),
    }
}

// A list of the office that cannot be read.
/// Why a table cannot be read, and what to do.
pub fn table_fault(fault: &TableFault, file: &str) -> String {
    match fault {
        TableFault::Empty => {
            format!("「{file}」には見出しの行がありません。1行目に欄の名前を書いてください。")
        }
        TableFault::Csv(line) => format!(
            "「{file}」の{line}行目を表として読めません。Excel の「CSV UTF-8」で保存し直してください。"
        ),
        TableFault::Book => format!(
            "「{file}」をExcelのファイル（.xlsx）として読めません。Excel で開いてパスワードがあれば外し、「Excel ブック（.xlsx）」か「CSV UTF-8」で保存し直してください。"
        ),
        TableFault::Letters => format!(
            "「{file}」の文字を読み取れません。Excel で開いて「CSV UTF-8」で保存し直してください。"
        ),
        TableFault::Json(line, column) => format!(
            "「{file}」の{line}行目の{column}文字目を表として読めません。[{{\"欄の名前\": \"値\"}}, …] の形にしてください。"
        ),
    }
}

/// A list whose first heading names no box of any form at hand: it fills nothing.
pub fn list_of_no_form(file: &str, heading: &str) -> String {
    format!(
        "一覧「{file}」の1列目の見出し「{heading}」にあたる欄がどの様式にもありませんので、欄のidか印刷された名称になっているか確かめてください。"
    )
}

/// Why a file cannot be opened, and what to do.
pub fn open_fault(fault: &OpenFault, file: &str) -> String {
    match fault {
        // A table in a shape that cannot be read.
        OpenFault::Table(fault) => table_fault(fault, file),
        // A file without any content.
        OpenFault::Empty => format!(
            "「{file}」は中身が空のファイルですので、送り元に元のファイルを確かめてください。"
        ),
        // A file far larger than any sheet.
        OpenFault::TooLarge => format!(
            "「{file}」は個票のファイルとしては大きすぎますので、ファイルを選び間違えていないか確かめてください。"
        ),
        // A file that is no JSON: a picture, a workbook, a cut file.
        OpenFault::NotJson(line, column) => format!(
            "「{file}」は個票のファイルとして読めません（{line}行{column}文字目）ので、kohyoで保存した「.json」のファイルを選び直してください。"
        ),
        // JSON of another program.
        OpenFault::Foreign => format!(
            "「{file}」はkohyoの個票のファイルではありませんので、kohyoで保存した「.json」のファイルを選び直してください。"
        ),
        // The definition of a form instead of a sheet.
        OpenFault::Definition => format!(
            "「{file}」は個票ではなく様式の定義ですので、最初の画面の「様式を読み込む」で読み込んでください。"
        ),
        // A file of a later version of kohyo.
        OpenFault::Newer => format!(
            "「{file}」は新しい版のkohyoで保存されたファイルですので、新しい版のkohyo.htmlで開いてください。"
        ),
        // The digest does not fit, or a value does not follow from its text.
        OpenFault::Damaged => format!(
            "「{file}」は保存されたあとに内容が変わったか壊れていますので、送り元からもう一度受け取ってください。"
        ),
        // A number beyond what JSON carries unchanged.
        OpenFault::Number => format!(
            "「{file}」に正しく読み取れない大きさの数がありますので、送り元に元のファイルを確かめてください。"
        ),
        // The cells for `kohyo fill` are no object of texts.
        OpenFault::GivenShape => format!(
            "「{file}」は {{ \"欄のid\": \"入力したとおりの文字\" }} の形になっていませんので、書き直してください。"
        ),
        // A cell for `kohyo fill` is no text and no list of texts.
        OpenFault::GivenCell(id) => format!(
            "「{file}」の「{id}」が文字になっていませんので、数も \"12\" のように引用符で囲み、いくつも選ぶ欄は [\"…\", \"…\"] と書いてください。"
        ),
        // A member of another shape than the format says.
        OpenFault::Shape(path) => format!(
            "「{file}」は個票のファイルの形になっていません（{path}）ので、送り元からもう一度受け取ってください。"
        ),
        // A form that this page does not carry.
        OpenFault::UnknownForm(id, edition) => format!(
            "「{file}」の様式（{id} {edition}）はこのkohyo.htmlに入っていませんので、その様式が入ったkohyo.htmlで開いてください。"
        ),
    }
}

/// What is wrong with a definition; for the one who writes it.
pub fn fault(fault: &Fault) -> String {
    match &fault.kind {
        FaultKind::Syntax => {
            "JSONとして読めませんので、かっこ・引用符・コンマを確かめてください。".to_owned()
        }
        FaultKind::Type(what) => {
            format!("ここに書ける値の形ではありませんので、{}を書いてください。", wanted(what))
        }
        FaultKind::Missing(name) => format!("「{name}」がありませんので、書き加えてください。"),
        FaultKind::UnknownMember(name) => {
            format!("「{name}」という項目はありませんので、つづりを確かめてください。")
        }
        FaultKind::UnknownWord(word, list) => {
            format!("「{word}」は使えませんので、次の中から選んでください（{list}）。")
        }
        FaultKind::BadId(id) => format!(
            "「{id}」はidに使えませんので、英小文字・数字・「-」と区切りの「.」で書いてください。"
        ),
        FaultKind::UnknownCell(id) => {
            format!("「{id}」という欄はありませんので、idを確かめてください。")
        }
        FaultKind::UnknownAxis(name) => {
            format!("「{name}」という軸や変数はありませんので、axesとforを確かめてください。")
        }
        FaultKind::UnknownChoices(name) => {
            format!("「{name}」という選択肢の一覧はありませんので、choicesを確かめてください。")
        }
        FaultKind::UnknownRate(name) => {
            format!("「{name}」の単価がその年度にありませんので、ratesを確かめてください。")
        }
        FaultKind::UnknownStage(name) => {
            format!("「{name}」という段階はありませんので、stagesを確かめてください。")
        }
        FaultKind::UnknownChoice(code) => {
            format!("「{code}」というコードの選択肢はありませんので、choicesを確かめてください。")
        }
        FaultKind::Duplicate(id) => {
            format!("「{id}」が二度書かれていますので、どちらかを消すか名前を変えてください。")
        }
        FaultKind::Cycle(members) => {
            format!("計算が循環していますので、どこかで切ってください：{}", members.join(" → "))
        }
        FaultKind::UnitMismatch(a, b) => {
            format!(
                "{}と{}は足したり比べたりできませんので、単位をそろえてください。",
                counted(a),
                counted(b)
            )
        }
        FaultKind::KindMismatch(what) => {
            format!("ここに使えない種類の値ですので、{}を書いてください。", wanted(what))
        }
        FaultKind::NoNumber => {
            "最小（min）が最大（max）より大きく、入力できる数がありませんので、どちらかを直してください。"
                .to_owned()
        }
        FaultKind::Constant => {
            "何を入力しても結果が変わらない条件ですので、欄を使った条件に直してください。"
                .to_owned()
        }
        // The steps of `migrations` are out of order, or not of earlier revisions.
        FaultKind::RevisionOrder => {
            "fromには、この定義の改訂（revision）より前の番号を、小さい順に書いてください。"
                .to_owned()
        }
        // A renamed or dropped cell that the form has all the same.
        FaultKind::StillThere(id) => format!(
            "「{id}」は今の様式にもある欄ですので、idを確かめるか、中身を移すだけならmovedに書いてください。"
        ),
        FaultKind::StageOrder => {
            "終わりの段階（until）が始まりの段階（from）より前ですので、どちらかを直してください。"
                .to_owned()
        }
        FaultKind::Arguments(name, least, most) if least == most => {
            format!("{name}の引数は{least}個ですので、数を合わせてください。")
        }
        FaultKind::Arguments(name, least, _) => {
            format!("{name}の引数は{least}個以上ですので、書き加えてください。")
        }
        FaultKind::Expression(at, what) => format!(
            "式の{}文字目で読めなくなりましたので、{}を書いてください。",
            at + 1,
            wanted(what)
        ),
        FaultKind::LabelMissing(id) => {
            format!("「{id}」に表示する名前（labelやtitle）がありませんので、書き加えてください。")
        }
        FaultKind::OutsidePlan(axis, year) => format!(
            "軸「{axis}」の{year}年度は計画の年度（plan）の外ですので、どちらかを直してください。"
        ),
        FaultKind::Unreachable(code) => format!(
            "「{code}」の選択肢は、同じ名前の選択肢が前にあるか、使える年度がありませんので、名前か年度を直してください。"
        ),
        FaultKind::Address(text) => {
            format!("「{text}」は番地として読めませんので、「計画!D10」のように書いてください。")
        }
        FaultKind::NoFile(name) => format!(
            "「{name}」というCSVが見つかりませんので、定義と同じフォルダーに置くか、定義と一緒に選んでください。"
        ),
        FaultKind::NoTable(name, line) => format!(
            "「{name}」の{line}行目を表として読めませんので、見出しとコンマ・引用符を確かめてください。"
        ),
        FaultKind::TooMany(limit) => too_many(*limit),
    }
}

/// What a definition must say instead.
fn wanted(what: &Wanted) -> Cow<'static, str> {
    let said = match what {
        Wanted::Object => "項目の集まり { … }",
        Wanted::List => "一覧 [ … ]",
        Wanted::Text => "引用符で囲んだ文字",
        Wanted::Whole => "整数",
        Wanted::Count => "0以上の整数",
        Wanted::Positive => "1以上の整数",
        Wanted::Decimals => {
            return format!("小数のけた数（0から{MOST_DECIMALS}までの整数）").into();
        }
        Wanted::Flag => "trueかfalse",
        Wanted::Decimal => "引用符で囲んだ数",
        Wanted::Years => "[最初の年度, 最後の年度]",
        Wanted::DayInQuotes => "\"2019-05-01\"のような、暦にある日付",
        Wanted::YearInQuotes => "\"2020\"のような年度",
        Wanted::Exactly(text) => return format!("「{text}」").into(),
        Wanted::Number => "数",
        Wanted::TwoNumbers => "二つの数",
        Wanted::Condition => "条件",
        Wanted::Cell => "欄のid",
        Wanted::TextCell => "文字の欄",
        Wanted::Words => "文字の欄か引用符で囲んだ文字",
        Wanted::CodeCell => "番号の欄",
        Wanted::OneChoice => "一つを選ぶほかの欄",
        Wanted::SeveralChoices => "いくつも選べる欄",
        Wanted::DateOrMonth => "日付か月",
        Wanted::Status => "引用符で囲んだ状態の名前",
        Wanted::FiscalYear => "年度の欄",
        Wanted::Typed => "入力する欄",
        Wanted::TypedFor(old) => return format!("「{old}」の中身が入る、入力する欄").into(),
        Wanted::Computable => "数・日付・一つを選ぶ欄のどれか",
        Wanted::InGroup(id) => return format!("「{id}」ではなく、同じ組の中にある欄").into(),
        Wanted::Alike(a, b) => {
            return format!("同じ種類の値（今は{}と{}）", sort(*a), sort(*b)).into();
        }
        Wanted::Term => "欄・数・引用符で囲んだ文字・「(」のどれか",
        Wanted::TermOrOperator => "欄・数・引用符で囲んだ文字・演算子のどれか",
        Wanted::OperatorOrEnd => "演算子",
        Wanted::ClosingQuote => "閉じる引用符",
        Wanted::Figure => "8312や0.5のような数",
        Wanted::Variable => "変数の名前",
        Wanted::Axis => "軸の名前",
    };
    said.into()
}

/// What a number is counted in.
fn counted(what: &Counted) -> Cow<'_, str> {
    match what {
        Counted::Plain => "単位のない数".into(),
        Counted::In(unit) => format!("単位「{unit}」の数").into(),
        Counted::AsSaid => "単位をほかの欄に書く数".into(),
    }
}

/// A sort of value.
fn sort(sort: Sort) -> &'static str {
    match sort {
        Sort::Number => "数",
        Sort::Year => "年度",
        Sort::Text => "文字",
        Sort::Choice => "選択肢",
        Sort::Choices => "いくつもの選択肢",
        Sort::Day => "日付",
        Sort::Month => "月",
        Sort::Minutes => "時間の長さ",
        Sort::Truth => "条件",
        Sort::Mark => "印",
    }
}

/// What is more than a definition may hold.
fn too_many(limit: Limit) -> String {
    let most = number::printed(limit.most().into(), None);
    match limit {
        Limit::Bytes => {
            "様式の定義は、そばに置くCSVを合わせて4MBまでですので、分けるか減らしてください。"
                .to_owned()
        }
        Limit::Depth => format!("かっこの入れ子は{most}段までですので、浅くしてください。"),
        Limit::Cells => format!("欄は{most}個までですので、様式を分けるか減らしてください。"),
        Limit::Rules => format!(
            "規則は、軸の点ごとに数えて{most}個までですので、様式を分けるか減らしてください。"
        ),
        Limit::Terms => {
            format!("一つの式に書ける項は{most}個までですので、途中の計算を欄に分けてください。")
        }
        Limit::Levels => {
            format!("式のかっこの入れ子は{most}段までですので、途中の計算を欄に分けてください。")
        }
        Limit::Unfolded => format!(
            "すべての式の項は、軸の点ごとに数えて{most}個までですので、軸か式を減らしてください。"
        ),
        Limit::Choices => {
            format!("一つの一覧の選択肢は{most}個までですので、分けるか減らしてください。")
        }
        Limit::Several => format!(
            "いくつも選べる欄の選択肢は{most}個までですので、一覧を分けるか減らしてください。"
        ),
        Limit::Rows => {
            format!("自由に増やせる行は{most}行までですので、mostを小さくしてください。")
        }
    }
}
