//! Every sentence that a reader can say, each reached by a text and pinned.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use kohyo_core::finding::{Code, Flaw};
use kohyo_core::number::{self, Decimal, DurationAsk, NumberAsk, Unit, UnitAsk};
use kohyo_core::reading::{Status, StatusSet};
use kohyo_core::wareki::{self, End, Eras};
use kohyo_core::words;

/// The flaws of a text in a cell of numbers.
fn number(text: &str, unit: &str, decimals: u32) -> Vec<Flaw> {
    let unit = match unit {
        "" => UnitAsk::Plain,
        "?" => UnitAsk::Elsewhere,
        unit => UnitAsk::Is(Unit::new(unit)),
    };
    let ask = NumberAsk {
        min: Some(Decimal::from(-1_000_000_000)),
        max: Some(Decimal::from(1_000_000_000)),
        statuses: StatusSet::NONE.with(Status::AsLeft),
        ..NumberAsk::new(unit, decimals)
    };
    number::read(text, &ask).flaws
}

#[test]
fn every_sentence_is_pinned() {
    let eras = Eras::japan();
    let duration = |text| number::read_duration(text, &DurationAsk::default()).flaws;
    let date = |text| wareki::read_date(text, &eras).flaws;
    let month = |text| wareki::read_month(text, &eras).flaws;
    let year = |text| wareki::read_fiscal_year(text, &eras).flaws;
    let years = |text| wareki::read_fiscal_years(text, &eras).flaws;
    let end = |text| wareki::read_end(text, End::To, &eras).flaws;
    let said: Vec<(&str, Vec<Flaw>)> = [
        ("なし", "千円", 0),
        ("△", "千円", 0),
        ("1,", "千円", 0),
        ("12a", "千円", 0),
        ("1e3", "千円", 0),
        ("1,00", "千円", 0),
        ("1.000", "千円", 0),
        ("1、234", "千円", 0),
        ("1 234", "千円", 0),
        ("4憶", "千円", 0),
        ("1〇0", "千円", 0),
        ("480時間増", "時間", 1),
        ("△-5", "千円", 0),
        ("▽5", "千円", 0),
        ("2台：6名", "台", 0),
        ("①138時間 ②43時間10分", "時間", 1),
        ("100～200", "千円", 0),
        ("災害箇所1か所×0.5時間", "時間", 1),
        ("職員のべ約100ほか", "人", 0),
        ("3万2億円", "千円", 0),
        ("1時間70分", "時間", 1),
        ("117台", "人", 0),
        ("50億円", "", 0),
        ("3万", "千円", 0),
        ("50億円", "千円", 0),
        ("5千", "", 0),
        ("(1,234)", "千円", 0),
        ("1.5", "千円", 0),
        ("181時間10分", "時間", 1),
        ("△2,000,000,000", "千円", 0),
        ("2,000,000,000", "千円", 0),
        ("12345678901234567890123456789", "千円", 0),
        ("△24時間（一人当たり）", "時間", 1),
        ("####", "千円", 0),
        ("#DIV/0!", "千円", 0),
        ("1,037千円", "千円", 0),
        ("150時間", "?", 1),
        ("11（課題件数）", "件", 0),
        ("▲100", "千円", 0),
        ("−100", "千円", 0),
        ("+5", "千円", 0),
        ("１，２３４", "千円", 0),
        ("- 5", "千円", 0),
        ("007", "千円", 0),
        ("5.0", "千円", 0),
        ("未定（システム導入経費）", "千円", 0),
        ("(運用コスト)", "千円", 0),
        ("—", "千円", 0),
        ("同左", "千円", 0),
        ("〇人", "人", 0),
    ]
    .into_iter()
    .map(|(text, unit, decimals)| (text, number(text, unit, decimals)))
    .chain(["90", "1:30"].map(|text| (text, duration(text))))
    .chain(
        [
            "きのう",
            "R2.4",
            "2.4.1",
            "R0.4.1",
            "M5.12.2",
            "9999.4.1",
            "R2.13.1",
            "R2.2.30",
            "H31.5.1",
            "令和5年9月14日（金）",
            "Ｒ２．４．１",
            "令和2(2021)年4月1日",
            "R2.4.1～R3.3.31",
            "43922",
        ]
        .map(|text| (text, date(text))),
    )
    .chain(["R2.4.1", "H31.5", "R07.12", "4月"].map(|text| (text, month(text))))
    .chain(
        ["28", "R2.4.1", "H28～R2", "平成32年度", "R6(2025)", "Ｒ２", "来年"]
            .map(|text| (text, year(text))),
    )
    .chain(["平成31～2年度", "H28 ～ Ｒ２", "昔から"].map(|text| (text, years(text))))
    .chain(["H28～R2", "H25年度～", "R6(2024)～R8(2025)"].map(|text| (text, end(text))))
    .collect();
    let mut text = String::new();
    let mut codes = BTreeSet::new();
    for (raw, flaws) in &said {
        assert!(!flaws.is_empty(), "nothing is said of {raw}");
        for flaw in flaws {
            let code = flaw.problem.code();
            codes.insert(code);
            let _ = writeln!(text, "{code} {}", flaw.problem.severity());
            let _ = writeln!(text, "  {}", words::flaw(&flaw.problem, "効果額 歳出削減", raw));
            if let Some(mend) = &flaw.mend {
                let _ = writeln!(text, "  {mend:?}");
            }
        }
    }
    insta::assert_snapshot!("sentences", text);
    let of_readers = Code::ALL.iter().filter(|code| {
        let word = code.as_str();
        ["number.", "value.", "date.", "year."].iter().any(|room| word.starts_with(room))
            && **code != Code::DateOrder
    });
    for code in of_readers {
        assert!(codes.contains(code), "no text here reaches {code}");
    }
}

#[test]
fn a_long_text_is_cut_and_stays_on_one_line() {
    let raw = "未定\n".repeat(40);
    for flaw in number(&raw, "千円", 0) {
        let sentence = words::flaw(&flaw.problem, "効果額", &raw);
        assert!(sentence.chars().count() < 140 && !sentence.contains('\n'), "{sentence}");
    }
}

#[test]
fn what_a_definition_must_say_is_pinned() {
    use kohyo_core::form::{Fault, FaultKind, Origin, Sort, Wanted};
    let name = || "欄".to_owned();
    let types = [
        Wanted::Object,
        Wanted::List,
        Wanted::Text,
        Wanted::Whole,
        Wanted::Count,
        Wanted::Flag,
        Wanted::Decimals,
        Wanted::Decimal,
        Wanted::Years,
        Wanted::DayInQuotes,
        Wanted::YearInQuotes,
        Wanted::Exactly("\"version\": 1".to_owned()),
    ];
    let kinds = [
        Wanted::Number,
        Wanted::TwoNumbers,
        Wanted::Condition,
        Wanted::Cell,
        Wanted::TextCell,
        Wanted::Words,
        Wanted::CodeCell,
        Wanted::OneChoice,
        Wanted::SeveralChoices,
        Wanted::DateOrMonth,
        Wanted::Status,
        Wanted::FiscalYear,
        Wanted::Typed,
        Wanted::TypedFor(name()),
        Wanted::Computable,
        Wanted::InGroup(name()),
        Wanted::Alike(Sort::Number, Sort::Text),
        Wanted::Alike(Sort::Year, Sort::Choice),
        Wanted::Alike(Sort::Choices, Sort::Day),
        Wanted::Alike(Sort::Month, Sort::Minutes),
        Wanted::Alike(Sort::Truth, Sort::Mark),
    ];
    let parts = [
        Wanted::Term,
        Wanted::TermOrOperator,
        Wanted::OperatorOrEnd,
        Wanted::ClosingQuote,
        Wanted::Figure,
        Wanted::Variable,
        Wanted::Axis,
        Wanted::Exactly("in".to_owned()),
    ];
    let faults = types.into_iter().map(FaultKind::Type);
    let faults = faults.chain(kinds.into_iter().map(FaultKind::KindMismatch));
    let faults = faults.chain(parts.into_iter().map(|part| FaultKind::Expression(3, part)));
    let arguments = [("if", 3, 3), ("sum", 1, usize::MAX)];
    let arguments =
        arguments.map(|(name, least, most)| FaultKind::Arguments(name.to_owned(), least, most));
    let faults = faults.chain(arguments);
    let mut text = String::new();
    for kind in faults {
        let fault = Fault { origin: Origin::default(), kind };
        let _ = writeln!(text, "{}", words::fault(&fault));
    }
    insta::assert_snapshot!("wanted", text);
}
