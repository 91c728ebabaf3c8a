//! All days from 明治6年 to 2100 against the calendar of ICU4X, and the eras'
//! borders by name.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use icu_calendar::Date as IcuDate;
use icu_calendar::cal::Japanese;
use kohyo_core::wareki::{
    self, Date, DateStyle, Era, Eras, FiscalYear, Month, YearStyle, write_date, write_month,
    write_year,
};

fn name(era: &str) -> &'static str {
    match era {
        "meiji" => "明治",
        "taisho" => "大正",
        "showa" => "昭和",
        "heisei" => "平成",
        "reiwa" => "令和",
        other => panic!("{other}"),
    }
}

#[test]
fn every_day_agrees_with_icu_in_both_directions() {
    let eras = Eras::japan();
    let icu = Japanese::new();
    let mut day = Date::new(1873, 1, 1).unwrap();
    let last = Date::new(2100, 12, 31).unwrap();
    let mut count = 0;
    while day <= last {
        let theirs = IcuDate::try_new_iso(day.year().into(), day.month() as u8, day.day() as u8)
            .unwrap()
            .to_calendar(icu);
        let year = theirs.year().era().unwrap();
        let number = if year.year == 1 { "元".to_owned() } else { year.year.to_string() };
        let text = format!(
            "{}{number}年{}月{}日",
            name(year.era.as_str()),
            theirs.month().ordinal,
            theirs.day_of_month().0
        );
        assert_eq!(write_date(day, DateStyle::Kanji, &eras), text);
        let reading = wareki::read_date(&text, &eras);
        assert_eq!(reading.value, Some(day), "{text}");
        assert!(reading.flaws.is_empty(), "{text}");
        count += 1;
        day = day.tomorrow().unwrap();
    }
    assert_eq!(count, 83_275);
}

#[test]
fn an_era_begins_on_its_day_and_not_a_day_beside_it() {
    let eras = Eras::japan();
    for (day, text) in [
        ((1912, 7, 29), "明治45年7月29日"),
        ((1912, 7, 30), "大正元年7月30日"),
        ((1926, 12, 24), "大正15年12月24日"),
        ((1926, 12, 25), "昭和元年12月25日"),
        ((1989, 1, 7), "昭和64年1月7日"),
        ((1989, 1, 8), "平成元年1月8日"),
        ((2019, 4, 30), "平成31年4月30日"),
        ((2019, 5, 1), "令和元年5月1日"),
    ] {
        let day = Date::new(day.0, day.1, day.2).unwrap();
        assert_eq!(write_date(day, DateStyle::Kanji, &eras), text);
    }
}

#[test]
fn fiscal_years_are_reckoned_from_april() {
    let eras = Eras::japan();
    for (day, fiscal, label, short) in [
        ((2019, 3, 31), 2018, "平成30年度", "H30"),
        ((2019, 4, 1), 2019, "令和元年度", "R1"),
        ((2020, 3, 31), 2019, "令和元年度", "R1"),
        ((1989, 3, 31), 1988, "昭和63年度", "S63"),
        ((1989, 4, 1), 1989, "平成元年度", "H1"),
        ((2021, 1, 1), 2020, "令和2年度", "R2"),
    ] {
        let day = Date::new(day.0, day.1, day.2).unwrap();
        let year = FiscalYear::of_date(day);
        assert_eq!(
            (year.0, year.label(&eras).as_str(), year.short(&eras).as_str()),
            (fiscal, label, short)
        );
        assert!(year.contains(day));
    }
    let plan: Vec<String> =
        FiscalYear(2016).through(FiscalYear(2020)).map(|y| y.short(&eras)).collect();
    assert_eq!(plan, ["H28", "H29", "H30", "R1", "R2"]);
    assert_eq!(FiscalYear(2020).through(FiscalYear(2019)).count(), 0);
    assert_eq!(FiscalYear::of_month(Month { year: 2026, month: 3 }), FiscalYear(2025));
}

#[test]
fn a_later_era_is_data() {
    let japan = Eras::japan();
    let era = Era {
        name: "試験".into(),
        short: '試',
        letter: 'X',
        ligature: None,
        start: Date::new(2040, 10, 1).unwrap(),
    };
    let eras = japan.with(era.clone()).unwrap();
    for (text, day) in
        [("試験元年10月1日", (2040, 10, 1)), ("X2.4.1", (2041, 4, 1)), ("R22.9.30", (2040, 9, 30))]
    {
        let reading = wareki::read_date(text, &eras);
        assert_eq!(reading.value, Date::new(day.0, day.1, day.2).ok());
        assert!(reading.flaws.is_empty(), "{text}");
    }
    assert_eq!(write_year(FiscalYear(2041), YearStyle::Kanji, &eras), "試験2年度");
    assert_eq!(write_year(FiscalYear(2040), YearStyle::Letter, &eras), "X1");
    assert_eq!(write_month(Month { year: 2040, month: 9 }, DateStyle::Letter, &eras), "R22.9");
    assert_eq!(wareki::read_date("R23.4.1", &eras).flaws.len(), 1);
    assert_eq!(wareki::read_date("R23.4.1", &japan).flaws.len(), 0);
    assert!(eras.with(era.clone()).is_none(), "a name taken");
    assert!(
        japan.with(Era { start: Date::new(2000, 1, 1).unwrap(), ..era }).is_none(),
        "out of order"
    );
}
