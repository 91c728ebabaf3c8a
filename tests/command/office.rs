//! The office's calls, on the command itself: `collect` and `prefill`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "a test may stop where it stands"
)]

#[path = "../generator/mod.rs"]
mod generator;

use generator::{Dice, Fate};
use kohyo_core::form::Form;
use kohyo_core::wire;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use tempfile::TempDir;

const FORM: &str = "kashiwa-action-plan";
const NUMBERS: [&str; 5] = ["52001", "52003", "52004", "52005", "52006"];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn kohyo<S: AsRef<OsStr>>(folder: &Path, words: &[S]) -> Output {
    let mut call = Command::new(env!("CARGO_BIN_EXE_kohyo"));
    call.current_dir(folder).args(words).output().expect("the command runs")
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A folder with the five sheets of the project handed in.
fn round() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("in")).unwrap();
    for number in NUMBERS {
        fill(folder.path(), number, &format!("in/{number}.json"), &[], |_| {});
    }
    folder
}

/// One of the five sheets, changed, as a submission.
fn fill(folder: &Path, number: &str, to: &str, more: &[&str], change: impl Fn(&mut Value)) {
    let path = root().join(format!("tests/fixtures/kashiwa/{number}.json"));
    let mut cells: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    change(&mut cells);
    std::fs::write(folder.join("cells.json"), cells.to_string()).unwrap();
    let mut words = vec!["fill", FORM, "cells.json", "-o", to];
    if !more.contains(&"--at") {
        words.extend(["--at", "2026-11-20T12:00:00+09:00"]);
    }
    words.extend(more);
    let done = kohyo(folder, &words);
    assert!(done.status.success(), "{}", said(&done));
    std::fs::remove_file(folder.join("cells.json")).unwrap();
}

fn collect(folder: &Path, words: &[&str]) -> String {
    let done = kohyo(folder, &[&["collect"], words].concat());
    assert!(done.status.success(), "{}", said(&done));
    said(&done)
}

/// A CSV table as rows of heading → text.
fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let bytes = std::fs::read(path).unwrap();
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").expect("a BOM");
    let mut reader = csv::Reader::from_reader(text);
    let headings = reader.headers().unwrap().clone();
    let named = |row: csv::StringRecord| {
        headings.iter().zip(row.iter()).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
    };
    reader.records().map(|row| named(row.unwrap())).collect()
}

#[test]
fn every_planted_fault_is_found_and_no_other() {
    let folder = round();
    let path = folder.path();
    // The same sheet made anew by somebody else.
    fill(
        path,
        "52003",
        "in/z-again.json",
        &["--id", "another", "--at", "2026-11-21T09:00:00+09:00"],
        |_| {},
    );
    // A later version.
    fill(path, "52004", "in/z-later.json", &["--at", "2026-11-21T09:00:00+09:00"], |_| {});
    // 円 for 千円.
    fill(path, "52001", "in/52001.json", &[], |cells| {
        cells["effect.saving.actual.2018"] = json!("17,726,000");
    });
    // A copied text.
    fill(path, "52005", "in/z-copied.json", &[], |cells| {
        cells["plan.number"] = json!("52007");
        cells["plan.title"] = json!("別の取組");
        let own = cells["plan.goal"].as_str().unwrap().to_owned();
        for (_, cell) in cells
            .as_object_mut()
            .unwrap()
            .iter_mut()
            .filter(|(id, _)| id.ends_with("content") || id.ends_with("comment"))
        {
            *cell = json!("計画どおり行った。");
        }
        cells["plan.goal"] = json!(own);
    });
    // Changed after saving.
    let text = std::fs::read_to_string(path.join("in/52006.json")).unwrap();
    std::fs::create_dir(path.join("in/deep")).unwrap();
    std::fs::write(path.join("in/deep/damaged.json"), text.replacen("2020", "2021", 1)).unwrap();
    std::fs::write(
        path.join("list.csv"),
        "department,key,title,count\n,52001,,\n,52002,届いていない取組,\n,52003,,\n,52004,,\n,52005,,\n,52006,,\n,52007,別の取組,\n",
    )
    .unwrap();
    let heard = collect(path, &["in", "--expect", "list.csv", "-o", "out.csv"]);
    let findings: Vec<&str> = heard
        .lines()
        .filter(|line| {
            ["エラー: ", "確認: ", "お知らせ: "].iter().any(|weight| line.starts_with(weight))
        })
        .collect();
    let wanted = [
        ("エラー", vec!["52003", "2つ", "in/52003.json", "in/z-again.json"]),
        ("エラー", vec!["in/deep/damaged.json", "壊れて"]),
        ("確認", vec!["52002", "届いていない取組"]),
        ("確認", vec!["同じ文章", "in/52005.json", "in/z-copied.json", "最終目標"]),
        ("確認", vec!["52001", "17,726,000", "円と千円"]),
        ("お知らせ", vec!["52004", "in/z-later.json", "同じ内容"]),
    ];
    assert_eq!(findings.len(), wanted.len(), "{heard}");
    for (line, (weight, words)) in findings.iter().zip(&wanted) {
        assert!(line.starts_with(weight), "{line}");
        assert!(words.iter().all(|word| line.contains(word)), "{line} {words:?}");
    }
    assert!(heard.contains("ファイル9件から個票8件を読みました。"), "{heard}");
    let rows = table(&path.join("out.csv"));
    let statuses: Vec<(&str, &str)> =
        rows.iter().map(|row| (row["file"].as_str(), row["status"].as_str())).collect();
    assert_eq!(
        statuses,
        [
            ("in/52001.json", "ready"),
            ("in/52003.json", "ready"),
            ("in/52004.json", "superseded"),
            ("in/52005.json", "pending"),
            ("in/52006.json", "ready"),
            ("in/deep/damaged.json", "unreadable"),
            ("in/z-again.json", "duplicate"),
            ("in/z-copied.json", "pending"),
            ("in/z-later.json", "pending"),
        ]
    );
}

#[test]
fn the_wide_table_is_as_the_contract_says() {
    let folder = round();
    let path = folder.path();
    fill(path, "52001", "in/52001.json", &[], |cells| {
        cells["plan.title"] = json!("=HYPERLINK(\"http://x\")");
        cells["plan.goal"] = json!("@SUM(1)\r\n二行目");
        cells["plan.manager"] = json!("-1");
        cells["effect.saving.revised.2019"] = json!("未定（導入経費）");
        cells["effect.saving.revised.2020"] = json!("2台：6名");
    });
    collect(path, &["in/52001.json", "in", "-o", "out.csv"]);
    let rows = table(&path.join("out.csv"));
    assert_eq!(rows.len(), 5, "a file named twice is read once");
    let row = &rows[0];
    assert_eq!(row["plan.title"], "'=HYPERLINK(\"http://x\")");
    assert_eq!(row["title"], "'=HYPERLINK(\"http://x\")");
    assert_eq!(row["plan.goal"], "'@SUM(1)\n二行目");
    assert_eq!(row["plan.manager"], "'-1");
    assert_eq!(row["plan.department-code"], "020200");
    assert_eq!(row["plan.created"], "2020-04-01");
    assert_eq!(row["plan.period.from"], "2016");
    assert_eq!(row["plan.importance"], "b");
    assert_eq!(row["plan.effects"], "saving");
    assert_eq!(row["effect.saving.initial.2018"], "-3518");
    assert_eq!(row["effect.saving.initial.final"], "-20860");
    assert_eq!(row["effect.saving.revised.2019"], "未定");
    assert_eq!(row["effect.saving.revised.2020"], "2台：6名");
    assert_eq!((row["fiscalYear"].as_str(), row["edition"].as_str()), ("2020", "r2"));
    assert_eq!(row["errors"], "1");
    // The order of the columns is that of the form.
    let text = std::fs::read_to_string(path.join("out.csv")).unwrap();
    let headings = text.trim_start_matches('\u{feff}').lines().next().unwrap();
    assert!(headings.starts_with(
        "file,form,edition,key,title,department,fiscalYear,status,errors,warnings,plan.theme,plan.importance,plan.number,"
    ));
}

#[test]
fn what_is_read_is_not_written_over_and_what_is_no_file_stays_what_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    std::fs::write(path.join("cells.json"), r#"{"plan.title":"電算"}"#).unwrap();
    std::fs::write(path.join("page.html"), "<html>").unwrap();
    for words in [
        &["fill", FORM, "cells.json", "-o", "./cells.json"][..],
        &["bake", "page.html", "-o", "page.html", FORM],
        &["bake", "page.html", "-o", "cells.json", "--master", "cells.json"],
    ] {
        let refused = kohyo(path, words);
        assert_eq!(refused.status.code(), Some(1));
        assert!(said(&refused).contains("読み取るファイルを書き出し先にはできません"));
    }
    assert_eq!(
        std::fs::read(path.join("cells.json")).unwrap(),
        r#"{"plan.title":"電算"}"#.as_bytes()
    );
    let blank = kohyo(path, &["fill", FORM, "cells.json", "--id", " "]);
    assert!(said(&blank).contains("「--id」が空です"));
    #[cfg(unix)]
    {
        std::fs::write(path.join("real.json"), "").unwrap();
        std::os::unix::fs::symlink("real.json", path.join("link.json")).unwrap();
        assert!(kohyo(path, &["fill", FORM, "cells.json", "-o", "link.json"]).status.success());
        assert!(path.join("link.json").symlink_metadata().unwrap().is_symlink());
        assert!(std::fs::read_to_string(path.join("real.json")).unwrap().contains("電算"));
        let piped = kohyo(path, &["fill", FORM, "cells.json", "-o", "/dev/stdout"]);
        assert!(String::from_utf8_lossy(&piped.stdout).contains("電算"));
    }
}

#[test]
fn the_long_table_has_a_line_for_each_cell_of_what_counts() {
    let folder = round();
    let path = folder.path();
    fill(path, "52003", "in/z.json", &["--at", "2026-11-21T09:00:00+09:00"], |_| {});
    fill(path, "52001", "in/52001.json", &[], |cells| {
        cells["effect.saving.revised.2018"] = json!("△24千円（一人当たり）");
        cells["effect.saving.revised.2019"] = json!("未定");
        cells["effect.saving.revised.2020"] = json!("-5");
        cells["plan.manager"] = json!("-5");
        // What is not known yet is no unit.
        cells["indicator.unit"] = json!("未定");
        cells["indicator.actual.2018"] = json!("5");
        cells["plan.gone"] = json!("むかしの欄");
    });
    collect(path, &["in", "--long", "-o", "out.csv"]);
    let rows = table(&path.join("out.csv"));
    let cell = |key: &str, id: &str| -> Vec<[String; 5]> {
        let of = |row: &&BTreeMap<String, String>| row["key"] == key && row["cell"] == id;
        let five = |row: &BTreeMap<String, String>| {
            ["label", "raw", "value", "unit", "status"].map(|column| row[column].clone())
        };
        rows.iter().filter(of).map(five).collect()
    };
    let one = |texts: [&str; 5]| vec![texts.map(ToOwned::to_owned)];
    let label = |year: &str| format!("効果額 歳出削減 変更計画額 {year}");
    let (h30, r1, r2) = (label("平成30年度"), label("令和元年度"), label("令和2年度"));
    assert_eq!(
        cell("52001", "effect.saving.revised.2018"),
        one([&h30, "△24千円（一人当たり）", "-24", "千円（一人当たり）", ""])
    );
    assert_eq!(
        cell("52001", "indicator.actual.2018"),
        one(["成果指標 実績値 平成30年度", "5", "5", "", ""])
    );
    let file: Value =
        serde_json::from_str(&std::fs::read_to_string(path.join("in/52001.json")).unwrap())
            .unwrap();
    assert_eq!(file["cells"]["indicator.actual.2018"], json!({ "raw": "5", "value": "5" }));
    assert_eq!(
        cell("52001", "effect.saving.revised.2019"),
        one([&r1, "未定", "", "", "undecided"])
    );
    assert_eq!(cell("52001", "effect.saving.revised.2020"), one([&r2, "-5", "-5", "千円", ""]));
    assert_eq!(cell("52001", "plan.manager"), one(["責任者", "'-5", "", "", ""]));
    assert_eq!(cell("52001", "plan.gone"), one(["", "むかしの欄", "", "", ""]));
    assert_eq!(cell("52003", "plan.number").len(), 1, "an old version does not count");
}

#[test]
fn submissions_come_out_whole_and_go_in_again() {
    let folder = round();
    let path = folder.path();
    collect(path, &["in", "-o", "out.json"]);
    collect(path, &["in", "-o", "out.ndjson"]);
    let lines = std::fs::read_to_string(path.join("out.ndjson")).unwrap();
    let of_lines: Vec<Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let bundle: Value =
        serde_json::from_str(&std::fs::read_to_string(path.join("out.json")).unwrap()).unwrap();
    assert_eq!(bundle["items"].as_array().unwrap(), &of_lines);
    let original: Value =
        serde_json::from_str(&std::fs::read_to_string(path.join("in/52001.json")).unwrap())
            .unwrap();
    assert_eq!(of_lines[0], original, "nothing is lost on the way");
    let again = collect(path, &["out.json", "-o", "again.csv"]);
    assert!(again.contains("ファイル1件から個票5件を読みました。"), "{again}");
    let rows = table(&path.join("again.csv"));
    assert_eq!(rows[2]["file"], "out.json#3");
    assert_eq!(rows[2]["key"], "52004");
}

#[test]
fn forms_have_a_table_each() {
    let folder = round();
    let path = folder.path();
    let definition = r#"{ "format": "kohyo/form", "version": 1, "id": "trial", "edition": "r8", "title": "試し",
        "key": ["number"], "pages": [ { "id": "p", "title": "一枚", "sections": [ { "id": "s", "title": "区画", "items": [
        { "cell": "number", "label": "番号", "kind": "code" },
        { "cell": "time", "label": "時間", "kind": "duration" },
        { "cell": "amount", "label": "額", "kind": "amount", "unit": "千円", "decimals": 3 } ] } ] } ] }"#;
    std::fs::create_dir(path.join("more")).unwrap();
    std::fs::write(path.join("more/trial.json"), definition).unwrap();
    std::fs::write(
        path.join("cells.json"),
        r#"{"number": "007", "amount": "1.25", "time": "3時間20分"}"#,
    )
    .unwrap();
    let filled =
        kohyo(path, &["--forms", "more", "fill", "trial", "cells.json", "-o", "in/a.json"]);
    assert!(filled.status.success(), "{}", said(&filled));
    collect(path, &["--forms", "more", "in", "-o", "out.csv"]);
    let all = table(&path.join("out.csv"));
    assert_eq!(all.len(), 6);
    assert!(!all[0].contains_key("amount"));
    let trial = table(&path.join("out.trial.csv"));
    assert_eq!(
        (trial.len(), trial[0]["number"].as_str(), trial[0]["amount"].as_str()),
        (1, "007", "1.25")
    );
    assert_eq!(table(&path.join(format!("out.{FORM}.csv"))).len(), 5);
    collect(path, &["--forms", "more", "in/a.json", "--long", "-o", "long.csv"]);
    let long = table(&path.join("long.csv"));
    let time = long.iter().find(|row| row["cell"] == "time").unwrap();
    assert_eq!((time["value"].as_str(), time["unit"].as_str()), ("200", "分"));
    // Once more, over the folder in which they lie.
    for time in ["once", "again"] {
        let heard = collect(path, &["--forms", "more", "in", "-o", "in/out.csv"]);
        assert!(heard.contains("ファイル6件から個票6件"), "{time}: {heard}");
    }
}

#[test]
fn what_cannot_be_checked_has_a_line_that_says_why() {
    let folder = round();
    let path = folder.path();
    std::fs::write(path.join("none.json"), r#"{"format":"kohyo/bundle","version":1,"items":[]}"#)
        .unwrap();
    let sheet = std::fs::read_to_string(path.join("in/52001.json")).unwrap();
    let foreign = redigested(&sheet.replace("\"r2\"", "\"r9\""), None);
    std::fs::write(path.join("r9.json"), foreign).unwrap();
    for (name, part) in [
        ("none.json", "中身が空のファイル"),
        ("no.json", "「no.json」というファイルを読めません"),
        ("in", "「in」はフォルダーです"),
        ("r9.json", "--forms"),
    ] {
        let done = kohyo(path, &["check", name]);
        assert_eq!(done.status.code(), Some(2), "{name}");
        let line: Value = serde_json::from_slice(&done.stdout).unwrap();
        assert_eq!(line["status"], "unreadable", "{line}");
        let message = line["findings"][0]["message"].as_str().unwrap();
        assert!(message.contains(part), "{message}");
    }
    assert!(collect(path, &["r9.json", "-o", "out.csv"]).contains("--forms"));
}

#[test]
fn what_was_handed_in_is_never_written_over() {
    let folder = round();
    let path = folder.path();
    std::fs::write(path.join("list.csv"), "key\n52001\n").unwrap();
    let before = |name: &str| std::fs::read_to_string(path.join(name)).unwrap();
    let (sheet, list) = (before("in/52001.json"), before("list.csv"));
    let refused: [&[&str]; 5] = [
        &["in/52001.json", "in/52003.json", "-o", "in/52001.json"],
        &["in", "-o", "in/../in/52001.json"],
        &["in/52003.json", "-o", "in/52001.json"],
        &["in", "--expect", "list.csv", "-o", "list.csv"],
        &["in", "list.csv", "-o", "list.csv"],
    ];
    for words in refused {
        let done = kohyo(path, &[&["collect"], words].concat());
        assert_eq!(done.status.code(), Some(1), "{words:?}");
        assert!(said(&done).ends_with("別の名前を指定してください。\n"), "{}", said(&done));
    }
    assert_eq!((before("in/52001.json"), before("list.csv")), (sheet, list));
    // What an earlier call wrote is no sheet of anybody.
    for end in ["json", "ndjson", "xlsx", "csv"] {
        for time in ["once", "again"] {
            let heard = collect(path, &["in", "-o", &format!("in/out.{end}")]);
            assert!(heard.contains("ファイル5件から個票5件"), "{end} {time}: {heard}");
        }
        std::fs::remove_file(path.join(format!("in/out.{end}"))).unwrap();
    }
}

#[test]
fn what_cannot_be_done_is_said_in_a_sentence_and_leaves_nothing() {
    let folder = round();
    let path = folder.path();
    std::fs::write(path.join("list.csv"), "x,y\n1,2\n").unwrap();
    let refused: [(&[&str], &str); 6] = [
        (&["in", "-o", "out.txt"], "out.txt"),
        (&["nowhere", "-o", "out.csv"], "nowhere"),
        (&["in", "--long", "-o", "out.json"], "--long"),
        (&["in", "--expect", "list.csv", "-o", "out.csv"], "list.csv"),
        (&["in", "--expect", "no.csv", "-o", "out.csv"], "no.csv"),
        (&["in", "-o", "no/such/out.csv"], "no/such/out.csv"),
    ];
    for (words, named) in refused {
        let done = kohyo(path, &[&["collect"], words].concat());
        assert_eq!(done.status.code(), Some(1), "{words:?}");
        let heard = said(&done);
        assert!(heard.contains(named) && heard.trim_end().ends_with('。'), "{heard}");
        assert_eq!(heard.lines().count(), 1, "{heard}");
    }
    let mut left: Vec<String> = std::fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    left.sort();
    assert_eq!(left, ["in", "list.csv"]);
}

/// A thousand files that nobody should send.
fn hostile(folder: &Path, good: &str) -> usize {
    let mut dice = Dice(1);
    let deep = |open: &str, close: &str, depth: usize| open.repeat(depth) + &close.repeat(depth);
    let value: Value = serde_json::from_str(good).unwrap();
    let mut count = 0;
    let mut write = |name: &str, bytes: &[u8]| {
        std::fs::write(folder.join(name), bytes).unwrap();
        count += 1;
    };
    write("..%2f..%2fetc%2fpasswd.json", good.as_bytes());
    write("<img src=x onerror=alert(1)>.json", b"<html><script>alert(1)</script>");
    write("=cmd|' C'!A0.json", b"=1+1");
    write("deep-list.json", deep("[", "]", 100_000).as_bytes());
    write("deep-object.json", deep("{\"a\":", "}", 100_000).as_bytes());
    write(
        "deep-in.json",
        format!(
            "{{\"format\":\"kohyo/submission\",\"version\":1,\"x\":{}}}",
            deep("[", "]", 100_000)
        )
        .as_bytes(),
    );
    write("long.json", format!("{{\"format\":\"{}\"}}", "長".repeat(2_000_000)).as_bytes());
    write("empty.json", b"");
    write("spaces.json", b" \n\t ");
    write("bom.json", b"\xef\xbb\xbf");
    write("sjis.json", b"\x8c\xc2\x95\x5b");
    write("nul.json", b"\0\0\0\0");
    write("number.json", b"1e999");
    write("picture.png", b"\x89PNG\r\n\x1a\n");
    let mut at = 0;
    while count < 1_000 {
        at += 1;
        let name = format!("{at:04}.json");
        match at % 4 {
            // Cut anywhere.
            0 => std::fs::write(folder.join(&name), &good.as_bytes()[..dice.below(good.len() - 2)]),
            // A byte changed.
            1 => {
                let mut bytes = good.as_bytes().to_vec();
                let place = dice.below(bytes.len() - 2);
                bytes[place] = bytes[place].wrapping_add(1 + dice.below(200) as u8);
                std::fs::write(folder.join(&name), bytes)
            }
            // A member of another type, its digest made to fit.
            2 => {
                let mut value = value.clone();
                let wrong = [
                    json!(null),
                    json!(1e300),
                    json!([[]]),
                    json!({"raw": 7}),
                    json!(true),
                    json!("../../x"),
                    json!(9_007_199_254_740_993_u64),
                ];
                let wrong = wrong[dice.below(wrong.len())].clone();
                let members = value.as_object_mut().unwrap();
                let names: Vec<String> = members.keys().cloned().collect();
                let name = &names[dice.below(names.len())];
                if name == "cells" {
                    value["cells"]["plan.number"] = wrong;
                } else {
                    members.insert(name.clone(), wrong);
                }
                value.as_object_mut().unwrap().remove("digest");
                let digest = wire::digest::of(&value).unwrap_or_default();
                value["digest"] = json!(digest);
                std::fs::write(folder.join(format!("{at:04}-{name}.json")), value.to_string())
            }
            // Items that are no sheets.
            _ => std::fs::write(
                folder.join(&name),
                format!(
                    "{{\"format\":\"kohyo/bundle\",\"version\":1,\"items\":[{},{}]}}",
                    at,
                    json!({"format": "kohyo/draft", "version": at})
                ),
            ),
        }
        .unwrap();
        count += 1;
    }
    count
}

#[test]
fn a_thousand_hostile_files_stop_nothing_and_each_has_its_sentence() {
    let folder = round();
    let path = folder.path();
    std::fs::create_dir(path.join("bad")).unwrap();
    let good = std::fs::read_to_string(path.join("in/52001.json")).unwrap();
    let count = hostile(&path.join("bad"), &good);
    let heard = collect(path, &["bad", "in", "-o", "out.csv"]);
    assert!(
        heard.contains(&format!("ファイル{}件から", count + 5)),
        "{}",
        heard.lines().rev().take(5).collect::<Vec<_>>().join("\n")
    );
    let rows = table(&path.join("out.csv"));
    let sentences: Vec<&str> = heard.lines().filter(|line| line.starts_with("エラー: ")).collect();
    let mut files = std::collections::BTreeSet::new();
    for row in &rows {
        let name = row["file"].trim_start_matches('\'');
        files.insert(name.split('#').next().unwrap().to_owned());
        if row["status"] == "unreadable" {
            assert!(sentences.iter().any(|line| line.contains(name)), "{name}");
        }
    }
    assert_eq!(files.len(), count + 5, "every file has a line");
    for number in NUMBERS {
        assert!(
            rows.iter()
                .any(|row| row["file"] == format!("in/{number}.json")
                    && row["status"] != "unreadable")
        );
    }
    collect(path, &["bad", "in", "-o", "out.xlsx"]);
    collect(path, &["bad", "in", "-o", "out.ndjson"]);
}

/// Runs a python script where python has the module; a check that cannot run
/// says so, and fails where everything is said to be there.
fn python(folder: &Path, module: &str, script: &str) {
    let has = |module: &str| {
        Command::new("python3")
            .args(["-c", &format!("import {module}")])
            .output()
            .is_ok_and(|done| done.status.success())
    };
    if !has(module) {
        assert!(std::env::var_os("KOHYO_ALL_TESTS").is_none(), "python3 has no module {module}");
        eprintln!("NOT CHECKED: python3 has no module {module}");
        return;
    }
    let done = Command::new("python3").current_dir(folder).args(["-c", script]).output().unwrap();
    assert!(
        done.status.success(),
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
}

#[test]
fn python_reads_the_workbook_and_the_table() {
    let folder = round();
    let path = folder.path();
    fill(path, "52001", "in/52001.json", &[], |cells| {
        cells["plan.title"] = json!("=1+1");
        cells["plan.staff"] = json!("\u{1}髙\u{b}﨑 <b>&amp;");
        cells["plan.created"] = json!("明治32年4月1日");
        cells["indicator.actual.2018"] = json!("98.986");
        cells["indicator.actual.2019"] = json!("1234567890123456.789");
        cells["effect.saving.revised.2019"] = json!("未定");
        cells["annual.items.1.q1"] = json!("○");
    });
    let heard = collect(path, &["in", "-o", "out.xlsx"]);
    assert!(
        heard.contains("「1234567890123456.789」") && heard.contains("「1899-04-01」"),
        "{heard}"
    );
    collect(path, &["in", "-o", "out.csv"]);
    python(
        path,
        "openpyxl",
        r##"
import openpyxl, datetime, csv
sheet = openpyxl.load_workbook("out.xlsx").worksheets[0]
assert sheet.title == "kashiwa-action-plan" and sheet.freeze_panes == "A2", sheet.title
heads = [cell.value for cell in sheet[1]]
def at(name, row=2): return sheet.cell(row, heads.index(name) + 1)
def is_(cell, value, form=None, kind=None):
    assert cell.value == value and (form is None or cell.number_format == form) and (kind is None or cell.data_type == kind), (cell.value, cell.number_format, cell.data_type)
is_(at("plan.title"), "=1+1", kind="s")
is_(at("plan.department-code"), "020200", kind="s")
is_(at("plan.department"), "企画部　情報・業務改善課")
is_(at("plan.updated"), datetime.datetime(2021, 3, 31), "yyyy-mm-dd")
is_(at("plan.created"), "1899-04-01", kind="s")
is_(at("effect.saving.initial.2018"), -3518, "#,##0;△ #,##0", "n")
is_(at("effect.saving.initial.final"), -20860, "#,##0;△ #,##0", "n")
is_(at("indicator.actual.2018"), 98.986, "#,##0.000;△ #,##0.000", "n")
is_(at("indicator.actual.2019"), "1234567890123456.789", kind="s")
is_(at("effect.saving.revised.2019"), "未定", kind="s")
is_(at("annual.items.1.q1"), True, kind="b")
is_(at("fiscalYear"), 2020, "General", "n")
assert "髙" in at("plan.staff").value and "<b>&amp;" in at("plan.staff").value
assert sheet.max_row == 6 and sheet.column_dimensions["A"].width >= 10
rows = list(csv.DictReader(open("out.csv", encoding="utf-8-sig", newline="")))
assert len(rows) == 5
for place, row in enumerate(rows):
    for name in heads:
        typed, text = at(name, place + 2).value, row[name]
        if isinstance(typed, bool): assert text == "true", (name, text)
        elif isinstance(typed, (int, float)): assert float(text) == typed, (name, text, typed)
        elif isinstance(typed, datetime.datetime): assert text == typed.date().isoformat(), (name, text)
        elif typed is None: assert text == "", (name, text)
        elif text[:1] == "'": assert text[1:] == typed and typed[0] in "=+-@\t\r", (name, text)
"##,
    );
}

#[test]
fn libreoffice_opens_the_workbook() {
    let folder = round();
    let path = folder.path();
    collect(path, &["in", "-o", "out.xlsx"]);
    let profile = format!("-env:UserInstallation=file://{}", path.join("profile").display());
    let words = [
        profile.as_str(),
        "--headless",
        "--convert-to",
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false",
        "out.xlsx",
    ];
    let done = Command::new("soffice").current_dir(path).args(words).output();
    let Ok(done) = done else {
        assert!(std::env::var_os("KOHYO_ALL_TESTS").is_none(), "there is no soffice");
        eprintln!("NOT CHECKED: there is no soffice");
        return;
    };
    assert!(done.status.success(), "{}", said(&done));
    let text = std::fs::read_to_string(path.join("out.csv")).unwrap();
    let row = csv::Reader::from_reader(text.as_bytes()).records().next().unwrap().unwrap();
    let has = |wanted: &str| row.iter().any(|text| text == wanted);
    for wanted in ["52001", "020200", "-20860", "企画部　情報・業務改善課", "2020-04-01"]
    {
        assert!(has(wanted), "{wanted} {row:?}");
    }
}

#[test]
fn duckdb_says_the_same_as_the_command() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let count =
        std::env::var("KOHYO_SHEETS").ok().and_then(|count| count.parse().ok()).unwrap_or(300);
    let form = the_form();
    std::fs::create_dir(path.join("in")).unwrap();
    for number in 0..count {
        let made = generator::sheet(&form, 3, number);
        std::fs::write(path.join("in").join(&made.name), &made.text).unwrap();
        if number % 50 == 0 {
            // A later version of it, and another document of the same key.
            let later = made.text.replace("T08:", "T20:").replace("T09:", "T21:");
            std::fs::write(
                path.join("in").join(format!("later-{number}.json")),
                redigested(&later, None),
            )
            .unwrap();
            let other = redigested(&made.text, Some("f0000000-0000-4000-8000-000000000000"));
            if number == 100 {
                std::fs::write(path.join("in/other.json"), other).unwrap();
            }
        }
    }
    collect(path, &["in", "-o", "sheets.ndjson"]);
    collect(path, &["in", "-o", "wide.csv"]);
    collect(path, &["in", "--long", "-o", "long.csv"]);
    let guide = std::fs::read_to_string(root().join("docs/at-scale.md")).unwrap();
    let statements: Vec<String> = guide
        .split("```sql duckdb\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect();
    assert_eq!(statements.len(), 5, "the guide has its statements");
    std::fs::write(path.join("statements.json"), json!(statements).to_string()).unwrap();
    python(path, "duckdb", include_str!("at_scale.py"));
}

fn the_form() -> Form {
    let text = std::fs::read_to_string(root().join(format!("forms/{FORM}/r2/1.json"))).unwrap();
    wire::definition::compile(&text).unwrap_or_else(|faults| panic!("{faults:?}"))
}

/// The file under another document id, its digest made to fit.
fn redigested(text: &str, id: Option<&str>) -> String {
    let mut value: Value = serde_json::from_str(text).unwrap();
    if let Some(id) = id {
        value["document"]["id"] = json!(id);
    }
    value.as_object_mut().unwrap().remove("digest");
    let digest = wire::digest::of(&value).unwrap();
    value["digest"] = json!(digest);
    value.to_string()
}

#[test]
fn made_up_sheets_become_what_they_were_made_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let form = the_form();
    std::fs::create_dir(path.join("in")).unwrap();
    let mut fates = BTreeMap::new();
    for number in 0..300 {
        let made = generator::sheet(&form, 11, number);
        std::fs::write(path.join("in").join(&made.name), &made.text).unwrap();
        let status = match made.fate {
            Fate::Ready => "ready",
            Fate::Pending => "pending",
            Fate::Damaged => "unreadable",
        };
        fates.insert(format!("in/{}", made.name), status);
    }
    let heard = collect(path, &["in", "-o", "out.csv"]);
    for row in table(&path.join("out.csv")) {
        assert_eq!(row["status"], fates[&row["file"]], "{}", row["file"]);
    }
    let ready = fates.values().filter(|status| **status == "ready").count();
    assert!(ready > 150, "{ready} of 300 are ready");
    assert!(heard.contains("個票"), "{heard}");
}

#[test]
fn a_table_becomes_drafts() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let rows = "plan.number,取組事業名,担当部署,効果,effect.saving.initial.2018,\n52101,窓口の改善,企画部　情報課,歳出削減、その他改善,\"△ 3,518\",\n52102,'=1+1,総務部　契約課,,,\n,,,,,\n";
    std::fs::write(path.join("table.csv"), format!("\u{feff}{rows}")).unwrap();
    let words = ["prefill", FORM, "table.csv", "-o", "drafts", "--at", "2026-11-20T12:00:00+09:00"];
    let done = kohyo(path, &words);
    assert!(done.status.success(), "{}", said(&done));
    let mut files: Vec<PathBuf> = std::fs::read_dir(path.join("drafts"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    assert_eq!(files.len(), 2);
    let drafts: Vec<Value> = files
        .iter()
        .map(|file| serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap())
        .collect();
    let one = drafts.iter().find(|draft| draft["cells"]["plan.number"] == "52101").unwrap();
    assert_eq!(one["format"], "kohyo/draft");
    assert_eq!(one["cells"]["plan.effects"], json!(["歳出削減", "その他改善"]));
    assert_eq!(one["cells"]["effect.saving.initial.2018"], "△ 3,518");
    let other = drafts.iter().find(|draft| draft["cells"]["plan.number"] == "52102").unwrap();
    assert_eq!(other["cells"]["plan.title"], "=1+1");
    // The same table gives the same bytes, and every draft opens.
    let before: Vec<Vec<u8>> = files.iter().map(|file| std::fs::read(file).unwrap()).collect();
    assert!(kohyo(path, &words).status.success());
    assert_eq!(before, files.iter().map(|file| std::fs::read(file).unwrap()).collect::<Vec<_>>());
    let heard = collect(path, &["drafts", "-o", "out.csv"]);
    assert!(heard.contains("未完 2件"), "{heard}");
    // A workbook serves as well: the table that the command itself writes.
    let heard = kohyo(path, &["collect", "drafts", "-o", "out.xlsx"]);
    assert!(heard.status.success());
    let refused = kohyo(path, &["prefill", FORM, "out.xlsx", "-o", "again"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("「file」"), "{}", said(&refused));
}

#[test]
fn what_is_no_table_of_the_form_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path();
    let refused = [
        ("なぞの見出し\n1\n", "1列目の見出し「なぞの見出し」"),
        ("plan.number,計画値\n1,2\n", "二つ以上"),
        ("plan.number,番号\n1,2\n", "一つにして"),
        ("plan.number\n52001\n52001\n", "3行目"),
        ("plan.number\n\n52001\n\n\n52001", "6行目"),
        ("plan.number\r\n\r\n52001\r\n\"52\r\n002\"\r\n52001\r\n", "5行目"),
        ("plan.number,\n52001,x\n", "2行目の2列目"),
        ("plan.number\n", "行がありません"),
        ("", "見出し"),
    ];
    for (text, wanted) in refused {
        std::fs::write(path.join("table.csv"), text).unwrap();
        let done = kohyo(path, &["prefill", FORM, "table.csv", "-o", "drafts"]);
        assert_eq!(done.status.code(), Some(1), "{text}");
        let heard = said(&done);
        assert!(heard.contains("table.csv") && heard.contains(wanted), "{heard}");
        assert!(!path.join("drafts").exists());
    }
    // Excel's own CSV is Shift_JIS.
    let (sjis, _, _) = encoding_rs::SHIFT_JIS.encode("番号,取組事業名\n52001,窓口\n");
    std::fs::write(path.join("table.csv"), sjis).unwrap();
    assert!(kohyo(path, &["prefill", FORM, "table.csv", "-o", "drafts"]).status.success());
}

#[test]
fn last_years_sheets_become_drafts() {
    let folder = round();
    // What is superseded, and what another sheet stands for, is not carried on.
    fill(folder.path(), "52001", "in/later.json", &["--at", "2026-11-21T12:00:00+09:00"], |_| {});
    fill(folder.path(), "52003", "in/again.json", &["--id", "another"], |_| {});
    let said_of = kohyo(folder.path(), &["collect", "in", "-o", "round.json"]);
    assert!(said_of.status.success(), "{}", said(&said_of));
    let made = kohyo(folder.path(), &["prefill", FORM, "round.json", "-o", "next"]);
    assert!(made.status.success(), "{}", said(&made));
    let drafts: Vec<PathBuf> = std::fs::read_dir(folder.path().join("next"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    assert_eq!(drafts.len(), NUMBERS.len());
    for path in drafts {
        let draft: Value = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        assert_eq!(draft["format"], "kohyo/draft");
        assert!(draft["cells"]["plan.number"].is_string(), "{draft}");
        assert!(draft["cells"]["plan.updated"].is_null(), "{draft}");
    }
    // A form that does not say how is asked in vain.
    std::fs::write(folder.path().join("form.json"), FORM_WITHOUT_CARRY).unwrap();
    let made = kohyo(folder.path(), &["prefill", "form.json", "round.json", "-o", "none"]);
    assert!(!made.status.success());
    assert_eq!(
        said(&made),
        "round.json: 「other r8」には「kashiwa-action-plan r2」の個票を引き継ぐ決まり（carry）がありませんので、様式の定義に書いてください。\n"
    );
    assert!(!folder.path().join("none").exists());
}

const FORM_WITHOUT_CARRY: &str = r#"{ "format": "kohyo/form", "version": 1, "id": "other", "edition": "r8", "title": "別の票",
    "pages": [ { "id": "one", "title": "一枚目", "sections": [ { "id": "s", "title": "区画",
    "items": [ { "cell": "a", "label": "甲" } ] } ] } ] }"#;
