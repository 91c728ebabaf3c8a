//! What holds for every text and every value.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod holds;

use holds::{numbers, times};
use kohyo_core::finding::Code;
use kohyo_core::number::{
    self, Decimal, DurationAsk, NumberAsk, Unit, UnitAsk, canonical, printed, write_duration,
};
use kohyo_core::order::InOrder;
use kohyo_core::reading::{Reading, StatusSet};
use kohyo_core::wareki::{
    self, Date, DateStyle, Eras, FiscalYear, Month, YearStyle, Years, write_date, write_month,
    write_year, write_years,
};
use proptest::prelude::*;

/// Texts that look like what people write, for the readers to stumble over.
fn likely_text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "1",
        "23",
        "０",
        "９",
        ",",
        "，",
        ".",
        "．",
        "△",
        "▲",
        "-",
        "－",
        "ー",
        "—",
        " ",
        "　",
        "\n",
        "千",
        "万",
        "億",
        "憶",
        "円",
        "千円",
        "％",
        "%",
        "割",
        "分",
        "時間",
        "人",
        "件",
        "(",
        ")",
        "（",
        "）",
        "※",
        "×",
        "～",
        "〜",
        "①",
        "②",
        "未定",
        "不明",
        "一",
        "〇",
        "約",
        "一人当たり",
        "以上",
        "増",
        "R",
        "Ｒ",
        "H",
        "令和",
        "平成",
        "令",
        "㋿",
        "元",
        "年",
        "年度",
        "月",
        "日",
        "2",
        "4",
        "28",
        "2020",
        "/",
        ":",
        "、",
        "。",
        "費",
        "#",
        "#REF!",
        "から",
        "まで",
        "木",
        "曜",
        "e",
        "_",
        "O",
        "¥",
        "半",
        "0",
        "当たり",
        "/日",
        "\u{e0100}",
        "辻󠄀",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn clean<V: PartialEq + std::fmt::Debug>(reading: Reading<V>, value: V, text: &str) {
    assert_eq!(reading, Reading::of(value), "{text}");
}

fn any_decimal() -> impl Strategy<Value = Decimal> {
    (-(10_i128.pow(28) - 1)..10_i128.pow(28), 0_u32..=10)
        .prop_map(|(digits, scale)| Decimal::from_i128_with_scale(digits, scale).normalize())
}

fn small_decimal() -> impl Strategy<Value = Decimal> {
    (-10_i64.pow(9)..10_i64.pow(9), 0_u32..=4)
        .prop_map(|(digits, scale)| Decimal::new(digits, scale).normalize())
}

fn any_day() -> impl Strategy<Value = Date> {
    (1873_i16..=2100, 1_i8..=12, 1_i8..=28).prop_map(|(y, m, d)| Date::new(y, m, d).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn lists_of_any_length_are_put_in_order(keys in prop::collection::vec(0_u8..20, 0..100)) {
        let mut list: Vec<(u8, usize)> = keys.into_iter().zip(0..).collect();
        let mut sorted = list.clone();
        sorted.sort_by_key(|(key, _)| *key);
        list.order_by_key(|(key, _)| *key);
        prop_assert_eq!(&list, &sorted);
        sorted.sort_by(|a, b| b.cmp(a));
        list.order_by(|a, b| b.cmp(a));
        prop_assert_eq!(&list, &sorted);
        sorted.sort();
        list.order();
        prop_assert_eq!(list, sorted);
    }

    #[test]
    fn no_text_makes_a_reader_panic(text in any::<String>()) {
        numbers(&text);
        times(&text);
    }

    #[test]
    fn no_likely_text_is_read_two_ways(text in likely_text()) {
        numbers(&text);
        times(&text);
    }

    #[test]
    fn what_is_written_is_read_without_a_word(value in prop_oneof![any_decimal(), small_decimal()]) {
        let ask = NumberAsk::new(UnitAsk::Plain, 28);
        for text in [printed(value, None), canonical(value)] {
            clean(number::read(&text, &ask), value, &text);
        }
        for unit in ["千円", "％", "時間"] {
            let ask = NumberAsk::new(UnitAsk::Is(Unit::new(unit)), 28);
            let text = printed(value, Some(10));
            clean(number::read(&text, &ask), value, &text);
        }
    }

    #[test]
    fn durations_return(minutes in -(1_i64 << 52)..(1_i64 << 52)) {
        let text = write_duration(minutes);
        let ask = DurationAsk { statuses: StatusSet::ALL, ..DurationAsk::default() };
        clean(number::read_duration(&text, &ask), minutes, &text);
    }

    #[test]
    fn days_return(day in any_day()) {
        let eras = Eras::japan();
        for style in [DateStyle::Letter, DateStyle::Kanji, DateStyle::Western, DateStyle::Iso] {
            let text = write_date(day, style, &eras);
            clean(wareki::read_date(&text, &eras), day, &text);
            let month = Month { year: day.year().into(), month: day.month() as u8 };
            let text = write_month(month, style, &eras);
            clean(wareki::read_month(&text, &eras), month, &text);
        }
    }

    #[test]
    fn fiscal_years_return(from in 1873_i32..2200, length in 0_i32..40) {
        let eras = Eras::japan();
        let (from, to) = (FiscalYear(from), FiscalYear(from + length));
        for style in [YearStyle::Letter, YearStyle::Kanji, YearStyle::Western, YearStyle::Plain] {
            let text = write_year(from, style, &eras);
            clean(wareki::read_fiscal_year(&text, &eras), from, &text);
            for years in [
                Years { from: Some(from), to: Some(to) },
                Years { from: Some(from), to: None },
                Years { from: None, to: Some(to) },
            ] {
                let text = write_years(years, style, &eras);
                clean(wareki::read_fiscal_years(&text, &eras), years, &text);
            }
        }
    }

    #[test]
    fn iso_moments_are_read_as_the_library_reads_them(
        (day, clock, offset) in (
            "[0-2][0-9]{3}-[01][0-9]-[0-3][0-9]",
            "[Tt ][0-2][0-9]:[0-6][0-9](:[0-6][0-9]([.,][0-9]{1,9})?)?",
            "Z|z|[-+][012][0-9](:?[0-6][0-9])?",
        ),
        cut in prop::option::of(0_usize..40),
    ) {
        prop_assert_eq!(wareki::iso_day(&day), day.parse::<Date>().ok());
        let mut text = [day, clock, offset].concat();
        prop_assert_eq!(wareki::iso_moment(&text), text.parse::<jiff::Timestamp>().ok(), "{}", text);
        // Less than a moment is none; what is left of it may be a day.
        if let Some(cut) = cut.filter(|cut| *cut < text.len()) {
            text.truncate(cut);
            prop_assert_eq!(wareki::iso_day(&text).is_some(), cut == 10 && text.parse::<Date>().is_ok());
            if let Some(moment) = wareki::iso_moment(&text) {
                prop_assert_eq!(Ok(moment), text.parse::<jiff::Timestamp>().map_err(|_| ()));
            }
        }
    }

    #[test]
    fn no_text_is_half_a_moment(text in any::<String>()) {
        prop_assert_eq!(wareki::iso_day(&text), None);
        prop_assert_eq!(wareki::iso_moment(&text), None);
    }

    #[test]
    fn full_width_means_the_same(value in small_decimal()) {
        let wide: String = printed(value, None)
            .chars()
            .map(|c| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xfee0).unwrap() } else { c })
            .collect();
        let reading = number::read(&wide, &NumberAsk::new(UnitAsk::Plain, 28));
        assert_eq!(reading.value, Some(value));
        assert!(reading.flaws.iter().all(|flaw| flaw.problem.code() == Code::NumberStyle));
    }
}

#[test]
fn every_code_has_one_word() {
    for &code in Code::ALL {
        assert_eq!(Code::parse(code.as_str()), Some(code));
    }
    let mut words: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
    words.sort_unstable();
    words.dedup();
    assert_eq!(words.len(), Code::ALL.len());
}

#[test]
fn long_hostile_texts_are_answered() {
    for piece in [
        "(", "1(", "（1", "〇a", "-", "～", "R2～", "1億", "①", "未定", "△", "1,", "から", "#",
        "※", " ", "9",
    ] {
        for text in [piece.repeat(5_000), format!("1{}", piece.repeat(5_000))] {
            numbers(&text);
            times(&text);
        }
    }
}
