//! All records as one collection: what is planted is found, nothing true is
//! called an error, and the lists of the cities are kept to.

use super::{families, filled, form, record::Record, root};
use kohyo_core::check::{Evaluation, Purpose};
use kohyo_core::collection::{
    Assessment, By, Collection, Content, Entry, Expected, Finding, Gist, Status, expected_of_rows,
    table_rows,
};
use kohyo_core::finding::Severity;
use kohyo_core::form::Form;
use kohyo_core::submission::{Document, OpenFault};
use kohyo_core::words;
use serde_json::Value;

/// The forms and the sheets of all families.
struct Round {
    forms: Vec<Form>,
    collection: Collection,
}

impl Round {
    /// Every record as its section handed it in.
    fn of_all() -> Option<Self> {
        let families = families();
        if families.is_empty() {
            return None;
        }
        let forms = families.iter().map(|(family, _)| form(family)).collect();
        let mut round = Self { forms, collection: Collection::default() };
        for (place, (_, records)) in families.iter().enumerate() {
            for record in records {
                let id = format!("{place}/{}", record.name);
                round.add(place, &id, "2026-11-20T12:00:00+09:00", record);
            }
        }
        Some(round)
    }

    fn add(&mut self, place: usize, id: &str, at: &str, record: &Record) -> usize {
        let form = &self.forms[place];
        let sheet = filled(form, record);
        let evaluation = Evaluation::new(form, &sheet);
        let findings = evaluation.findings(form, &sheet, Purpose::Submission(None));
        let mut document = Document::new(id.to_owned());
        document.saved_at = Some(at.to_owned());
        let gist = Gist::new(place, form, &sheet, &document, &evaluation, &findings, true);
        let file = format!("{id}.json");
        self.collection.add(Entry { file, content: Content::Sheet(Box::new(gist)) })
    }

    fn refs(&self) -> Vec<&Form> {
        self.forms.iter().collect()
    }

    fn assess(&self, expected: Option<&Expected>) -> Assessment {
        self.collection.assess(&self.refs(), expected)
    }

    /// `collection.sign 3/1.json 3/5.json`
    fn line(&self, finding: &Finding) -> String {
        let files =
            finding.sheets.iter().map(|own| self.collection.entries()[own.sheet].file.as_str());
        let files: Vec<&str> = files.collect();
        format!("{} {}", finding.code, files.join(" "))
    }

    fn lines(&self, expected: Option<&Expected>) -> Vec<String> {
        self.assess(expected).findings.iter().map(|finding| self.line(finding)).collect()
    }

    fn place(&self, id: &str) -> usize {
        (0..self.forms.len()).find(|place| self.forms[*place].id == id).unwrap()
    }
}

/// A record of a family, changed.
fn record_of(id: &str, name: &str, change: impl Fn(&str, &str) -> Option<String>) -> Record {
    let (_, records) =
        families().into_iter().find(|(family, _)| family.starts_with(id)).expect("the family");
    let mut record = records.into_iter().find(|own| own.name == name).expect("the record");
    for given in &mut record.cells {
        if let Some(text) = given.raw.as_str().and_then(|text| change(&given.id, text)) {
            given.raw = Value::String(text);
        }
    }
    record
}

#[test]
fn nothing_true_is_called_an_error() {
    let Some(round) = Round::of_all() else { return };
    let assessment = round.assess(None);
    assert_eq!(assessment.statuses.len(), 88);
    assert!(assessment.statuses.iter().all(|status| status.counts()));
    for finding in &assessment.findings {
        let sentence = words::collection_finding(&round.collection, &round.refs(), finding);
        assert_ne!(finding.severity, Severity::Error, "{sentence}");
        println!("{}: {sentence}", round.line(finding));
    }
    // Each of these is true of the papers: see the sheets named.
    let mut kinds: Vec<String> =
        assessment.findings.iter().map(|finding| finding.code.to_string()).collect();
    kinds.sort();
    kinds.dedup();
    assert_eq!(
        kinds,
        ["collection.missing", "collection.outlier", "collection.sign", "text.duplicate"]
    );
    // 52002 is not among the cases; the races of a city turn over a thousand times its other sheets.
    let of = |code: &str| -> Vec<&Finding> {
        assessment.findings.iter().filter(|own| own.code.as_str() == code).collect()
    };
    assert_eq!(of("collection.missing").len(), 1);
    let [races] = of("collection.outlier")[..] else { panic!("one outlier") };
    assert_eq!(round.line(races), "collection.outlier 3/59.json");
    // Every table of every form can be filled, and its rows rest on all sheets.
    for (place, form) in round.forms.iter().enumerate() {
        for table in &form.together.tables {
            let filled = table_rows(&round.collection, &round.refs(), &assessment, place, table);
            let sheets: usize = filled.rows.iter().map(|row| row.sheets.len()).sum();
            let own = round.collection.totals(&round.refs(), &assessment, place, &[], By::All);
            assert_eq!(own.len(), 1);
            assert!(sheets > 0 && !filled.rows.is_empty(), "{} {}", form.id, table.id);
        }
    }
}

#[test]
fn every_planted_fault_is_found() {
    let Some(mut round) = Round::of_all() else { return };
    let before = round.lines(None);
    let kashiwa = round.place("kashiwa-action-plan");
    let sodegaura = round.place("sodegaura-progress");
    let later = "2026-11-21T12:00:00+09:00";
    let same = |_: &str, _: &str| None;
    // Made anew by somebody else; a later version; a damaged file.
    round.add(kashiwa, "again", later, &record_of("kashiwa", "52003", same));
    round.add(kashiwa, &format!("{kashiwa}/52004"), later, &record_of("kashiwa", "52004", same));
    let damaged = Content::Unreadable(OpenFault::Damaged);
    round.collection.add(Entry { file: "damaged.json".to_owned(), content: damaged });
    // 円 for 千円.
    let yen = record_of("kashiwa", "52001", |id, _| {
        (id == "plan.number").then(|| "52008".to_owned()).or_else(|| {
            (id == "plan.title").then(|| "別の取組".to_owned()).or_else(|| {
                (id == "plan.goal" || id.ends_with("content") || id.ends_with("comment"))
                    .then(|| format!("{id}に書いた文章の一つ"))
                    .or_else(|| {
                        (id == "effect.saving.actual.2018").then(|| "17,726,000".to_owned())
                    })
            })
        })
    });
    let has_figure = yen.cells.iter().any(|given| given.id == "effect.saving.actual.2018");
    assert!(has_figure, "the record has the figure in which the fault is planted");
    round.add(kashiwa, "yen", later, &yen);
    // Another row's text under another name.
    let copied = record_of("sodegaura", "1", |id, text| match id {
        "item.name" => Some("別の取組項目".to_owned()),
        "item.mark" => Some("⑨".to_owned()),
        "item.department" => Some("別の課".to_owned()),
        _ => Some(text.to_owned()),
    });
    round.add(sodegaura, "copied", later, &copied);
    // A list that knows a sheet more.
    let mut named: Vec<[String; 2]> = (0..round.collection.entries().len())
        .filter_map(|place| {
            let gist = round.collection.gist(place)?;
            let title = if gist.key.is_some() { None } else { gist.title.clone() };
            Some([gist.key.clone().unwrap_or_default(), title.unwrap_or_default()])
        })
        .collect();
    named.sort();
    // A name may stand on several sheets, a key counts once.
    named.dedup_by(|a, b| a == b && !a[0].is_empty());
    let mut rows = vec![vec!["key".to_owned(), "title".to_owned()]];
    rows.extend(named.into_iter().map(Vec::from));
    rows.push(vec!["99999".to_owned(), String::new()]);
    let list = expected_of_rows(&rows).expect("a list");
    let after = round.lines(Some(&list));
    let new: Vec<&str> = after
        .iter()
        .filter(|line| !before.contains(line))
        .map(|line| line.split(' ').next().unwrap_or_default())
        .collect();
    for code in [
        "collection.duplicate",
        "collection.damaged",
        "collection.superseded",
        "collection.outlier",
        "text.duplicate",
    ] {
        assert!(new.contains(&code), "{code}: {after:#?}");
    }
    let assessment = round.assess(Some(&list));
    let errors: Vec<&Finding> =
        assessment.findings.iter().filter(|own| own.severity == Severity::Error).collect();
    assert_eq!(errors.len(), 2, "{after:#?}");
    let missing: Vec<String> = assessment
        .findings
        .iter()
        .filter(|own| own.code.as_str() == "collection.missing")
        .map(|own| words::collection_finding(&round.collection, &round.refs(), own))
        .collect();
    assert!(missing.len() == 1 && missing[0].contains("99999"), "{missing:?}");
    assert_eq!(assessment.count(Status::Duplicate), 1);
    assert_eq!(assessment.count(Status::Superseded), 1);
}

/// The list of the city says how many sheets each section proposed; the cases
/// hold about half of them.
#[test]
fn sections_are_those_of_the_list_and_none_hands_in_more() {
    let Some(round) = Round::of_all() else { return };
    let path = root().join("../shared/cases/iizuka_counts.json");
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let counts: Value = serde_json::from_str(&text).expect("JSON");
    let mut rows = vec![vec!["部署".to_owned(), "件数".to_owned()]];
    for row in counts["rows"].as_array().expect("rows") {
        let department =
            format!("{}{}", row["所属部"].as_str().unwrap(), row["所属課"].as_str().unwrap());
        rows.push(vec![department, row["提案件数"]["value"].as_str().unwrap().to_owned()]);
    }
    let list = expected_of_rows(&rows).expect("a list");
    assert_eq!(list.sheets(), 91);
    let iizuka = round.place("iizuka-initiative");
    let mut own = Collection::default();
    for (place, entry) in round.collection.entries().iter().enumerate() {
        if round.collection.gist(place).is_some_and(|gist| gist.form == iizuka) {
            own.add(entry.clone());
        }
    }
    let assessment = own.assess(&round.refs(), Some(&list));
    let reception = assessment.reception.as_ref().expect("a reception");
    let mut received = 0;
    for count in &reception.departments {
        received += count.received;
        let expected =
            count.expected.unwrap_or_else(|| panic!("{} is not in the list", count.department));
        assert!(count.received <= expected, "{} {expected} {}", count.department, count.received);
    }
    assert_eq!(received, 46);
    for finding in &assessment.findings {
        println!("{}", words::collection_finding(&own, &round.refs(), finding));
        assert_ne!(finding.severity, Severity::Error);
    }
}

/// The city's list of initiatives and priorities, made again from the sheets
/// and from what only the list knows.
#[test]
fn the_list_of_priorities_is_that_of_the_city() {
    let Some(round) = Round::of_all() else { return };
    let path = root().join("../shared/cases/iizuka_list.json");
    let Ok(text) = std::fs::read_to_string(path) else { return };
    let list: Value = serde_json::from_str(&text).expect("JSON");
    let rows = list["rows"].as_array().expect("rows");
    let heads = [
        "ページ番号",
        "部局名",
        "優先順位",
        "取組項目名",
        "主たる所管部署",
        "大分類",
        "小分類",
        "備考",
    ];
    let line = |row: &Value| heads.map(|head| row[head].as_str().unwrap_or_default().to_owned());
    let table: Vec<Vec<String>> = std::iter::once(heads.map(str::to_owned).to_vec())
        .chain(rows.iter().map(|row| line(row).to_vec()))
        .collect();
    let expected = expected_of_rows(&table).expect("a list");
    let iizuka = round.place("iizuka-initiative");
    let assessment = round.assess(Some(&expected));
    let forms = round.refs();
    let published =
        forms[iizuka].together.tables.iter().find(|own| own.id == "initiatives").unwrap();
    let labels: Vec<&str> = published.columns.iter().map(|column| column.label.as_str()).collect();
    let filled = table_rows(&round.collection, &forms, &assessment, iizuka, published);
    let shown: Vec<Vec<String>> = filled
        .rows
        .iter()
        .map(|row| {
            let text = |head: &str| {
                let place = labels.iter().position(|label| *label == head).unwrap();
                match &row.cells[place] {
                    kohyo_core::collection::TableCell::Shown(shown) => {
                        words::shown_in_table(forms[iizuka], shown)
                    }
                    other => panic!("{other:?}"),
                }
            };
            heads.map(text).to_vec()
        })
        .filter(|row| !row[0].is_empty())
        .collect();
    // Four names differ between list and sheet, by a letter or two: they are said.
    let missing =
        assessment.findings.iter().filter(|own| own.code.as_str() == "collection.missing");
    assert_eq!(missing.count(), 4);
    assert_eq!(shown.len(), rows.len() - 4);
    let plain = |text: &str| kohyo_core::fold::label(text).collect::<String>();
    let mut wanted: Vec<[String; 8]> = rows.iter().map(line).collect();
    wanted.retain(|row| shown.iter().any(|own| own[0] == row[0]));
    // By division and priority, as the city has it.
    wanted.sort_by_key(|row| {
        let number = |text: &str| text.parse::<u32>().unwrap_or(u32::MAX);
        (row[1].clone(), number(&row[2]), number(&row[0]))
    });
    for (row, wanted) in shown.iter().zip(&wanted) {
        for nth in [0, 1, 2, 3, 7] {
            assert_eq!(plain(&row[nth]), plain(&wanted[nth]), "{row:?} {wanted:?}");
        }
    }
}
