//! The small reader of workbooks reads what a library reads and what Excel
//! shows, and nothing that means harm hurts it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands"
)]

#[allow(dead_code, reason = "the command's own reader, as it stands")]
#[path = "../../crates/cli/src/rows.rs"]
mod rows;
#[allow(dead_code, reason = "the command's own list of files, as it stands")]
#[path = "../../crates/cli/src/source.rs"]
mod source;
#[allow(dead_code, reason = "the command's own reader of worksheets, as it stands")]
#[path = "../../crates/cli/src/workbooks.rs"]
mod workbooks;

use flate2::write::DeflateEncoder;
use kohyo_core::submission::TableFault;
use kohyo_core::wire::export::archive::{Member, write};
use kohyo_core::wire::import::{archive, csv_of};
use kohyo_core::wire::prefill::Maker;
use kohyo_core::wire::prefill::workbook;
use kohyo_core::wire::table;
use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
use std::io::Write;
use std::path::Path;

fn agree(path: &Path) -> Vec<Vec<String>> {
    let theirs = workbooks::by_library(path).unwrap();
    let ours = rows::read(path).unwrap();
    assert_eq!(ours, theirs, "{}", path.display());
    ours
}

#[test]
fn a_library_says_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.xlsx");
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let day = Format::new().set_num_format("yyyy/m/d");
    let era = Format::new().set_num_format("ggge\"年\"m\"月\"d\"日\"");
    let builtin = Format::new().set_num_format_index(14);
    let money = Format::new().set_num_format("#,##0;△ #,##0");
    let date = |text: &str| ExcelDateTime::parse_from_str(text).unwrap();
    // The table begins at B3.
    for (at, heading) in ["番号", "名称", "日", "額", "<&\"'>"].iter().enumerate() {
        sheet.write(2, at as u16 + 1, *heading).unwrap();
    }
    sheet.write(3, 1, "020200").unwrap();
    sheet.write(3, 2, "髙﨑　辻󠄀\n二行目 ").unwrap();
    sheet.write_with_format(3, 3, date("2020-04-01"), &day).unwrap();
    sheet.write_with_format(3, 4, -3518.5, &money).unwrap();
    sheet.write(3, 5, "=1+1").unwrap();
    sheet.write(4, 1, 52_001).unwrap();
    sheet.write(4, 2, true).unwrap();
    sheet.write_with_format(4, 3, date("1989-01-08"), &era).unwrap();
    sheet.write_formula(4, 4, Formula::new("1+2").set_result("3")).unwrap();
    sheet.write_formula(4, 5, Formula::new("A1&\"x\"").set_result("甲x")).unwrap();
    sheet.write(6, 1, 0.125).unwrap();
    sheet.write_with_format(6, 3, date("1900-03-01"), &builtin).unwrap();
    sheet.write_formula(6, 4, Formula::new("1/0").set_result("#DIV/0!")).unwrap();
    sheet.write(6, 5, false).unwrap();
    sheet.write_blank(20, 20, &money).unwrap();
    workbook.add_worksheet().write(0, 0, "二枚目").unwrap();
    workbook.save(&path).unwrap();
    let read = agree(&path);
    assert_eq!(read[0], ["番号", "名称", "日", "額", "<&\"'>"]);
    assert_eq!(read[1], ["020200", "髙﨑　辻󠄀\n二行目 ", "2020-04-01", "-3518.5", "=1+1"]);
    assert_eq!(read[2], ["52001", "○", "1989-01-08", "3", "甲x"]);
    assert_eq!(read[4][2], "1900-03-01");
    // As a CSV it is the same table, and what the page keeps of it.
    assert_eq!(table::typed(&csv_of(&read)).unwrap(), read);

    // Of a writer that shares no texts, and of one that says everything.
    let script = r##"
import datetime, openpyxl
book = openpyxl.Workbook()
sheet = book.active
sheet.append(["部署", "件数", "日"])
sheet.append(["総務課", 3, datetime.date(2026, 4, 1)])
sheet.append(["税務課", 2.5, datetime.datetime(2026, 4, 1, 9, 30)])
sheet.append([None, "007", None])
book.save("python.xlsx")
"##;
    let done = std::process::Command::new("python3")
        .current_dir(folder.path())
        .args(["-c", script])
        .status();
    if done.is_ok_and(|status| status.success()) {
        let read = agree(&folder.path().join("python.xlsx"));
        assert_eq!(read[1], ["総務課", "3", "2026-04-01"]);
    } else {
        assert!(std::env::var_os("KOHYO_ALL_TESTS").is_none(), "python3 has no openpyxl");
        eprintln!("NOT CHECKED: python3 has no openpyxl");
    }
}

#[test]
fn what_excel_shows_comes() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("table.xlsx");
    let serial = 45_931.0; // 2025-10-01
    let shown = [
        (0.8, "0%", "80%"),
        (0.853, "0.0%", "85.3%"),
        (0.29, "0%", "29%"),
        (-0.005, "0.0%;△ 0.0%", "-0.5%"),
        (1.5 / 24.0, "h:mm", "1:30"),
        (serial + 9.5 / 24.0, "h:mm", "9:30"),
        (1.5 / 24.0, "[h]:mm", "1:30"),
        (25.5 / 24.0, "[h]:mm", "25:30"),
        (25.5 / 24.0, "[h]:mm:ss", "25:30"),
        (serial, "yyyy/m", "2025-10"),
        (serial, "yyyy\"年\"m\"月\"", "2025-10"),
        (serial, "[$-411]ge.m", "2025-10"),
        (serial, "yyyy\"年度\"", "2025"),
        (serial + 0.4, "yyyy/m/d h:mm", "2025-10-01"),
        (2.0, "000", "002"),
        (12_345.0, "000", "12345"),
        (2.5, "000", "2.5"),
        (0.1 + 0.2, "General", "0.3"),
        (-3518.5, "#,##0", "-3518.5"),
    ];
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (row, (number, format, _)) in (0..).zip(shown) {
        let format = Format::new().set_num_format(format);
        sheet.write_with_format(row, 0, number, &format).unwrap();
    }
    workbook.save(&path).unwrap();
    for (row, (number, format, text)) in rows::read(&path).unwrap().iter().zip(shown) {
        assert_eq!(row[0], text, "{number} {format}");
    }
}

#[test]
fn the_workbooks_in_use_become_drafts() {
    let text = r#"{
      "format": "kohyo/form", "version": 1, "id": "in-use", "edition": "r8", "revision": 1,
      "title": "使っている様式", "key": ["a.number"], "name": "a.title",
      "choices": { "kind": [ { "code": "new", "label": "新規" }, { "code": "old", "label": "継続" } ] },
      "pages": [ { "id": "one", "title": "一枚目", "sections": [ { "id": "items", "title": "項目", "items": [
        { "row": [
          { "cell": "a.number", "label": "番号", "kind": "code", "address": "個 票!B3" },
          { "cell": "a.title", "label": "名称", "address": "個 票!C3" },
          { "cell": "a.day", "label": "作成日", "kind": "date", "address": "個 票!D3" },
          { "cell": "a.kinds", "label": "区分", "kind": "choices", "choices": "kind", "address": "個 票!E3" } ] },
        { "row": [
          { "cell": "a.money", "label": "金額", "kind": "amount", "unit": "千円", "address": "明細!AB10" },
          { "cell": "a.none", "label": "別紙", "address": "ないシート!A1" } ] }
      ] } ] } ]
    }"#;
    let form =
        kohyo_core::wire::definition::compile(text).unwrap_or_else(|faults| panic!("{faults:?}"));
    let wanted = workbook::wanted(&form);
    assert_eq!(wanted, ["個 票", "明細", "ないシート"]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("いま使っている個票.xlsx");
    let mut book = Workbook::new();
    book.add_worksheet().set_name("表紙").unwrap().write(2, 1, "ここではない").unwrap();
    let day = Format::new().set_num_format("ggge\"年\"m\"月\"d\"日\"");
    let sheet = book.add_worksheet();
    // Full width in the file, with a space in the form.
    sheet.set_name("個票").unwrap();
    sheet.write(2, 1, "020200").unwrap();
    sheet.write(2, 2, "窓口の改善\n二行目").unwrap();
    let date = ExcelDateTime::parse_from_str("2020-04-01").unwrap();
    sheet.write_with_format(2, 3, date, &day).unwrap();
    sheet.write(2, 4, "■新規　□継続").unwrap();
    let sheet = book.add_worksheet();
    sheet.set_name("明細").unwrap();
    sheet.write(9, 27, -3518.5).unwrap();
    sheet.write(9, 28, "ここでもない").unwrap();
    book.save(&path).unwrap();

    let pages = workbooks::pages(&path, &wanted).unwrap();
    assert_eq!(pages.keys().map(String::as_str).collect::<Vec<_>>(), ["個 票", "明細"]);
    let at = "2026-11-20T12:00:00+09:00";
    let maker = Maker { form: &form, at, application: "kohyo", id: &|own| own.to_owned() };
    let (draft, said) = maker.of_workbook(&pages, "一.xlsx", "一", 1);
    let draft: serde_json::Value = serde_json::from_str(&draft.unwrap().text).unwrap();
    assert_eq!(
        draft["cells"],
        serde_json::json!({
            "a.number": "020200", "a.title": "窓口の改善\n二行目", "a.day": "2020-04-01",
            "a.kinds": ["■新規　□継続"], "a.money": "-3518.5",
        })
    );
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(said[0].contains("「ないシート」というシートがありません"), "{said:?}");
    assert!(said[1].starts_with("一.xlsx: 「金額」の「-3518.5」"), "{said:?}");
}

#[test]
fn of_a_workbook_of_an_older_shape_it_is_asked_whether_a_share_is_a_percent() {
    let folder = tempfile::tempdir().unwrap();
    let here = folder.path();
    let form = r#"{ "format": "kohyo/form", "version": 1, "id": "in-use", "edition": "r8", "revision": 1, "title": "様式",
      "pages": [ { "id": "one", "title": "一枚目", "sections": [ { "id": "s", "title": "区画", "items": [
        { "cell": "a", "label": "執行率", "kind": "ratio", "unit": "％", "decimals": 3, "address": "票!A1" },
        { "cell": "b", "label": "件数", "kind": "integer", "address": "票!B1" } ] } ] } ] }"#;
    std::fs::write(here.join("form.json"), form).unwrap();
    let content = r#"<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:spreadsheet><table:table table:name="票"><table:table-row><table:table-cell office:value-type="percentage" office:value="0.985"/><table:table-cell office:value-type="float" office:value="1"/></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    let manifest = r#"<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>"#;
    let members = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        ("META-INF/manifest.xml", manifest),
        ("content.xml", content),
    ];
    let member = |(name, text): (&str, &str)| {
        Member::new(name.to_owned(), text.as_bytes(), packed(text.as_bytes()))
    };
    std::fs::create_dir(here.join("books")).unwrap();
    std::fs::write(here.join("books/1.ods"), write(&members.map(member))).unwrap();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("票").unwrap();
    sheet.write_with_format(0, 0, 0.985, &Format::new().set_num_format("0.0%")).unwrap();
    book.save(here.join("books/1.xlsx")).unwrap();
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_kohyo"))
        .current_dir(here)
        .args(["prefill", "form.json", "books", "-o", "drafts"])
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(
        said,
        "books/1.ods: 古い形のブックでは％の書式が分かりませんので、「執行率」の「0.985」が98.5％のことでないか確かめてください。\n\
         「drafts」に下書きを2件書きました。\n"
    );
    // Two workbooks of one name are two sheets.
    let ids: std::collections::BTreeSet<String> = std::fs::read_dir(here.join("drafts"))
        .unwrap()
        .map(|entry| {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let draft: serde_json::Value = serde_json::from_str(&text).unwrap();
            draft["document"]["id"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(ids.len(), 2);
}

fn packed(text: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(text).unwrap();
    encoder.finish().unwrap()
}

fn book_of(strings: &str, sheet: &str) -> Vec<u8> {
    styled_book_of(strings, sheet, "")
}

fn styled_book_of(strings: &str, sheet: &str, styles: &str) -> Vec<u8> {
    let links =
        r#"<Relationships><Relationship Id="a" Target="worksheets/sheet1.xml"/></Relationships>"#;
    let members = [
        ("xl/workbook.xml", r#"<workbook><sheets><sheet name="x" r:id="a"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", links),
        ("xl/sharedStrings.xml", strings),
        ("xl/styles.xml", styles),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    let member = |(name, text): (&str, &str)| {
        Member::new(name.to_owned(), text.as_bytes(), packed(text.as_bytes()))
    };
    write(&members.map(member))
}

#[test]
fn a_workbook_that_means_harm_is_refused() {
    // One text of a megabyte, said a million times.
    let long = "長".repeat(400_000);
    let cells: String =
        (1..=1_000).map(|row| format!("<c r=\"A{row}\" t=\"s\"><v>0</v></c>")).collect();
    let strings = format!("<sst><si><t>{long}</t></si></sst>");
    let sheet = format!("<worksheet><sheetData>{cells}</sheetData></worksheet>");
    assert_eq!(workbooks::first_of(&book_of(&strings, &sheet)), Err(TableFault::Book));
    // A member that unpacks to more than there is room for.
    let bomb = "0".repeat(archive::MOST_BYTES + 10);
    let unpacked = workbooks::first_of(&book_of("", &bomb));
    assert!(unpacked.is_err(), "{unpacked:?}");
    // Entities of its own, tags without end, cells without place, cut anywhere.
    let texts = [
        "<!DOCTYPE a [<!ENTITY b \"c\">]><worksheet><c><v>&b;</v></c></worksheet>",
        "<worksheet><sheetData><row r=\"0\"><c r=\"A0\"><v>1</v></c></row>",
        "<worksheet><c r=\"A1\" t=\"s\"><v>99999999999999999999</v></c></worksheet>",
        "<c><v>1e400</v></c><c><v>NaN</v>",
    ];
    for text in texts {
        let _ = workbooks::first_of(&book_of("<sst><si>", text));
    }
    // A row behind the last number there is, and a number format of 70,000 digits.
    let far = "<row r=\"18446744073709551615\"></row><row><c><v>1</v></c></row>";
    let _ = workbooks::first_of(&book_of("", far));
    let styles = |digits: usize| {
        let zeros = "0".repeat(digits);
        format!(
            "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"{zeros}\"/></numFmts><cellXfs><xf numFmtId=\"164\"/></cellXfs></styleSheet>"
        )
    };
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" s=\"0\"><v>7</v></c></row></sheetData></worksheet>";
    for (digits, shown) in [(3, "007"), (70_000, "7")] {
        let book = styled_book_of("", sheet, &styles(digits));
        assert_eq!(workbooks::first_of(&book).unwrap(), [[shown]]);
    }
    let whole = book_of("", "<row><c t=\"inlineStr\"><is><t>甲</t></is></c></row>");
    assert_eq!(workbooks::first_of(&whole).unwrap(), [["甲"]]);
    for at in 0..whole.len() {
        let _ = workbooks::first_of(&whole[..at]);
        let mut broken = whole.clone();
        broken[at] ^= 0x55;
        let _ = workbooks::first_of(&broken);
    }
}
