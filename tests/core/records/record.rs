//! The records of the cases as cells: id, text as printed, value as given.

use serde_json::{Value, json};

/// One cell of a record.
pub struct Given {
    pub id: String,
    /// A text, or several.
    pub raw: Value,
    /// The value that the record gives, in the shape of a submission.
    pub value: Option<Value>,
}

/// One record.
#[derive(Default)]
pub struct Record {
    pub name: String,
    pub cells: Vec<Given>,
}

/// Form and edition, file, number of records, reader.
type Family = (&'static str, &'static str, usize, fn(&Value) -> Vec<Record>);

pub const FAMILIES: &[Family] = &[
    ("kashiwa-action-plan/r2", "kashiwa_r2.json", 5, kashiwa),
    ("tokorozawa-evaluation/r2", "tokorozawa.json", 8, tokorozawa),
    ("sodegaura-progress/r2", "sodegaura.json", 29, sodegaura),
    ("iizuka-initiative/r6", "iizuka_sheets.json", 46, iizuka),
];

impl Record {
    /// A text that is there and not blank.
    fn text(&mut self, id: impl Into<String>, value: &Value) {
        if let Some(text) = value.as_str().filter(|text| !text.is_empty()) {
            self.cells.push(Given { id: id.into(), raw: json!(text), value: None });
        }
    }

    /// A text with the value it must have.
    fn valued(&mut self, id: impl Into<String>, raw: &Value, value: Value) {
        let before = self.cells.len();
        self.text(id, raw);
        if self.cells.len() > before
            && let Some(given) = self.cells.last_mut()
            && !value.is_null()
        {
            given.value = Some(value);
        }
    }

    /// A number: `{ "raw", "value" }`.
    fn number(&mut self, id: impl Into<String>, cell: &Value) {
        // `80.0` in a record is `80` in a file.
        let value = match cell["value"].as_str() {
            Some(value) if value.contains('.') => {
                json!(value.trim_end_matches('0').trim_end_matches('.'))
            }
            Some(value) => json!(value),
            None => Value::Null,
        };
        self.valued(id, &cell["raw"], value);
    }

    /// Several choices.
    fn several(&mut self, id: &str, texts: &Value) {
        if texts.as_array().is_some_and(|texts| !texts.is_empty()) {
            self.cells.push(Given { id: id.to_owned(), raw: texts.clone(), value: None });
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn kashiwa(file: &Value) -> Vec<Record> {
    let sheets = file["sheets"].as_array().expect("sheets");
    sheets
        .iter()
        .map(|sheet| {
            let mut record =
                Record { name: sheet["sheet_id"].as_str().unwrap().to_owned(), cells: Vec::new() };
            kashiwa_overall(&mut record, &sheet["overall"]);
            kashiwa_annual(&mut record, &sheet["annual"]);
            record
        })
        .collect()
}

fn kashiwa_overall(record: &mut Record, page: &Value) {
    const YEARS: std::ops::RangeInclusive<i32> = 2016..=2020;
    record.text("plan.theme", &page["推進項目"]["raw"]);
    record.text("plan.importance", &page["重要度"]);
    record.text("plan.number", &page["番号"]);
    record.text("plan.title", &page["取組事業名"]);
    for (id, day) in [("plan.created", "作成日"), ("plan.updated", "更新日")] {
        record.valued(id, &page[day]["raw"], page[day]["iso"].clone());
    }
    record.text("plan.department-code", &page["担当部署"]["code"]);
    record.text("plan.department", &page["担当部署"]["name"]);
    record.text("plan.manager", &page["責任者"]);
    record.text("plan.staff", &page["担当者"]);
    let period = &page["取組年度"];
    record.valued("plan.period.from", &period["from_raw"], period["from_year"].clone());
    record.valued("plan.period.to", &period["to_raw"], period["to_year"].clone());
    record.several("plan.effects", &page["効果"]);
    record.text("plan.goal", &page["最終目標"]);
    for year in list(&page["年度別"]) {
        let fiscal = &year["西暦"];
        record.text(format!("years.{fiscal}.status"), &year["区分"]);
        record.text(format!("years.{fiscal}.content"), &year["取組内容"]);
    }
    let indicator = &page["成果指標"];
    record.text("indicator.name", &indicator["指標名"]);
    record.text("indicator.unit", &indicator["単位"]);
    record.number("indicator.initial.base", &indicator["基準値"]);
    for (row, name) in [("initial", "当初計画値"), ("revised", "変更計画値"), ("actual", "実績値")]
    {
        for (year, cell) in YEARS.zip(list(&indicator[name])) {
            record.number(format!("indicator.{row}.{year}"), cell);
        }
        record.number(format!("indicator.{row}.final"), &indicator["最終値"][name]);
    }
    for (kind, name) in [("revenue", "歳入増加"), ("saving", "歳出削減"), ("total", "計")]
    {
        for (row, line) in
            [("initial", "当初計画額"), ("revised", "変更計画額"), ("actual", "実績額")]
        {
            let line = &page["効果額"][name][line];
            // 基準 is one merged cell for the three rows.
            if row == "initial" {
                record.number(format!("effect.{kind}.initial.base"), &line["基準"]);
            }
            for (year, cell) in YEARS.zip(list(&line["年度"])) {
                record.number(format!("effect.{kind}.{row}.{year}"), cell);
            }
            record.number(format!("effect.{kind}.{row}.final"), &line["最終値"]);
        }
    }
    for (year, text) in YEARS.zip(list(&page["見込まれるその他効果"]["年度"])) {
        record.text(format!("other-effects.{year}"), text);
    }
}

fn kashiwa_annual(record: &mut Record, page: &Value) {
    record.text("annual.year", &page["年度"]);
    record.text("annual.status", &page["区分"]);
    record.text("annual.content", &page["取組内容"]);
    for item in list(&page["取組項目"]) {
        let row = &item["no"];
        record.text(format!("annual.items.{row}.name"), &item["text"]);
        for (quarter, name) in
            [("q1", "4～6月"), ("q2", "7～9月"), ("q3", "10～12月"), ("q4", "1～3月")]
        {
            record.text(format!("annual.items.{row}.{quarter}"), &item["四半期"][name]);
        }
    }
    record.text("annual.half.progress", &page["上半期"]["進捗状況"]);
    record.text("annual.half.comment", &page["上半期"]["コメント"]);
    let end = &page["年度末"];
    record.text("annual.end.indicator", &end["成果指標名"]);
    record.number("annual.end.planned", &end["計画値"]);
    record.number("annual.end.actual", &end["実績値"]);
    record.text("annual.end.unit", &end["計画値_単位"]);
    record.text("annual.end.achievement", &end["達成状況【成果】"]);
    record.text("annual.end.progress", &end["進捗状況【活動】"]);
    record.text("annual.end.comment", &end["コメント"]);
    let change = &page["計画変更（次年度以後）"];
    record.text("annual.change.content", &change["取組内容"]);
    record.text("annual.change.value", &change["計画値"]);
    record.text("annual.change.comment", &change["コメント"]);
    let review = &page["評価"];
    record.text("annual.review.reviewer", &review["評価者"]);
    record.text("annual.review.grade", &review["総合評価"]);
    record.text("annual.review.direction", &review["方向性"]);
    record.text("annual.review.comment", &review["コメント指示事項"]);
}

fn iizuka(file: &Value) -> Vec<Record> {
    const COLUMNS: [(&str, &str); 4] =
        [("2024", "令和6年度"), ("2025", "令和7年度"), ("2026", "令和8年度"), ("note", "備考")];
    list(&file["sheets"])
        .iter()
        .map(|sheet| {
            let mut record = Record { name: sheet["index"].to_string(), cells: Vec::new() };
            // Where the extraction moved texts, the record carries them put right.
            let text = |name: &str| match sheet["corrected"].get(name) {
                Some(corrected) => corrected.clone(),
                None => sheet[name].clone(),
            };
            record.text("summary.number", &sheet["項目番号"]);
            record.text("summary.name", &sheet["取組項目名"]);
            record.text("summary.major", &sheet["大分類"]);
            record.text("summary.minor", &sheet["小分類"]);
            // Several boxes of the paper are several lines of ours.
            let lines = |cells: &Value| {
                let cells: Vec<&str> = list(cells).iter().filter_map(Value::as_str).collect();
                json!(cells.join("\n"))
            };
            record.text("summary.owner", &lines(&sheet["主たる所管部署"]["cells"]));
            let related = match sheet["corrected"].get("関係部署") {
                Some(corrected) => corrected.clone(),
                None => lines(&sheet["関係部署"]["cells"]),
            };
            record.text("summary.related", &related);
            record.text("summary.current", &text("プラン策定時の現状及び課題認識"));
            record.text("summary.approach", &text("取組の方向性、内容"));
            record.text("summary.references", &text("参考事例等"));
            record.text("plan.vision", &text("3年後の目指す姿（最終目標）"));
            for (row, plan) in (1..).zip(list(&sheet["年度計画"])) {
                record.text(format!("plan.rows.{row}.name"), &plan["項目"]);
                for (column, name) in COLUMNS {
                    record.text(format!("plan.rows.{row}.{column}"), &plan[name]);
                }
            }
            for (column, name) in COLUMNS {
                record.text(format!("plan.goal.{column}"), &sheet["各年度目標"][name]);
                for (row, label) in
                    [("hours", "業務量削減目標値（時間）"), ("money", "財政効果目標額（千円）")]
                {
                    let cell = &sheet[label][name];
                    let id = format!("plan.{row}.{column}");
                    match cell {
                        Value::Object(_) => {
                            // A number with words beside it has a value all the same.
                            let leading = cell["leading_value"].clone();
                            let value = if cell["value"].is_null() {
                                leading
                            } else {
                                cell["value"].clone()
                            };
                            record.valued(id, &cell["raw"], value);
                        }
                        text => record.text(id, text),
                    }
                }
            }
            record
        })
        .collect()
}

fn tokorozawa(file: &Value) -> Vec<Record> {
    list(&file["records"])
        .iter()
        .map(|sheet| {
            let mut record = Record { name: sheet["index"].to_string(), cells: Vec::new() };
            record.text("project.department", &sheet["所属名称"]);
            record.text("project.name", &sheet["事務事業名称"]);
            record.text("project.rank", &sheet["実施計画ランク"]);
            // As it is printed, boxes and all.
            record.valued("project.kind", &sheet["事業の種類"]["raw"], json!("own"));
            record.text("project.basis", &sheet["根拠法令"]);
            record.text("project.purpose", &sheet["事業の目的及び具体的な内容"]);
            let period = &sheet["期間"];
            record.valued("project.period.from", &period["raw"], period["from_year"].clone());
            record.text("project.account", &sheet["会計"]);
            let cost = &sheet["投入コスト"];
            for (year, short) in [("2019", "R1"), ("2020", "R2")] {
                let settled = match year {
                    "2019" => "R1決算額",
                    _ => "R2決算額(見込み)",
                };
                let staff = &cost[format!("{short}正規職員")];
                record.number(format!("cost.{year}.budget"), &cost[format!("{short}予算現額")]);
                record.number(format!("cost.{year}.settled"), &cost[settled]);
                record.number(format!("cost.{year}.staff"), &staff["人数"]);
                record.number(format!("cost.{year}.staff-cost"), &staff["人件費"]);
                let other = &cost[format!("{short}その他職員従事割合")];
                record.number(format!("cost.{year}.other-staff"), other);
            }
            for (row, activity) in (1..).zip(list(&sheet["活動実績(R2)"])) {
                record.text(format!("activity.{row}.name"), &activity["項目名"]);
                record.text(format!("activity.{row}.result"), &activity["実績"]);
            }
            let indicator = &sheet["成果指標"];
            record.text("indicator.name", &indicator["指標名"]);
            record.text("indicator.reason", &indicator["目標設定の考え方・根拠"]);
            // The paper has the unit in the numbers; the sheet asks for it once.
            let unit = ["R2目標", "R2実績"]
                .into_iter()
                .find_map(|name| indicator[name]["unit"].as_str().filter(|unit| !unit.is_empty()));
            record.text("indicator.unit", &json!(unit));
            for (year, short) in [("2019", "R1"), ("2020", "R2"), ("2021", "R3")] {
                record
                    .number(format!("indicator.{year}.target"), &indicator[format!("{short}目標")]);
                record
                    .number(format!("indicator.{year}.actual"), &indicator[format!("{short}実績")]);
            }
            record.text("indicator.shortfall", &indicator["R2目標値が未達成の理由・分析"]);
            let review = &sheet["評価"];
            record.text("review.grade", &review["総合評価"]);
            record.text("review.reason", &review["評価理由"]);
            record.text("review.improved", &review["R2年度に改善した点"]);
            record.text("review.issue", &review["課題・取り組み"]);
            record.text("review.reviewer", &review["評価者"]);
            record.several("sdgs.goals", &sheet["SDGsへの貢献"]["項目"]);
            record.text("sdgs.how", &sheet["SDGsへの貢献"]["どのように貢献したか"]);
            record
        })
        .collect()
}

fn sodegaura(file: &Value) -> Vec<Record> {
    list(&file["rows"])
        .iter()
        .map(|row| {
            let mut record = Record { name: row["index"].to_string(), cells: Vec::new() };
            let item = &row["項目"];
            record.text("item.pillar", &item["ローマ"]);
            record.valued("item.number", &item["大"], item["大"].clone());
            record.valued("item.branch", &item["小"], item["小"].clone());
            record.text("item.group", &item["名称"]);
            record.text("item.mark", &row["取組項目"]["番号"]);
            record.text("item.name", &row["取組項目"]["名称"]);
            // Cleaned by hand in the record: the print holds strays of its neighbours.
            record.text("item.department", &row["担当部署"]["normalized"][0]);
            record.text("item.method", &row["内容、進め方"]);
            record.text("item.plan", &row["R2計画概要"]);
            record.text("item.done", &row["R2実施内容"]);
            record.text("item.problem", &row["実施過程での新たな問題・課題"]);
            record.text("item.next", &row["次年度の方針"]);
            record.text("item.progress", &row["進捗区分"]["value"]);
            record
        })
        .collect()
}
