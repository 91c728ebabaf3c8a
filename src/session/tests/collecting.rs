//! What the office takes when a reading is stopped and begun again.

use super::forms::brought;
use super::{Fake, at_a_desk, begun, place, settle};
use crate::desk::{Made, OfficeDesk, Part, StoreFault, Taker};
use crate::session::office::Keeping;
use crate::session::{Office, Session};
use kohyo_core::collection::By;
use kohyo_core::order::set_of;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::ops::Bound;
use std::rc::Rc;

/// The steps of a piece of work, and what follows them.
type Work = (Box<dyn FnMut() -> bool>, Box<dyn FnOnce()>);

/// A machine that does all work at once and keeps in memory.
#[derive(Default)]
struct Machine {
    kept: RefCell<BTreeMap<String, String>>,
    fails: Cell<bool>,
    /// Whether work stays after its first part, and the work that stayed.
    holds: Cell<bool>,
    held: RefCell<Vec<Work>>,
    /// The files it handed out.
    made: RefCell<Vec<String>>,
    /// The members of the archives among them.
    members: RefCell<Vec<(String, String)>>,
}

impl OfficeDesk for Machine {
    fn work(&self, mut step: Box<dyn FnMut() -> bool>, then: Box<dyn FnOnce()>) {
        if self.holds.get() {
            assert!(step());
            return self.held.borrow_mut().push((step, then));
        }
        while step() {}
        then();
    }

    fn keep_all(
        &self,
        items: Vec<(String, String)>,
        then: Box<dyn FnOnce(Result<(), StoreFault>)>,
    ) {
        if self.fails.get() {
            return then(Err(StoreFault::Full));
        }
        self.kept.borrow_mut().extend(items);
        then(Ok(()));
    }

    fn kept_after(&self, prefix: &str, key: &str, most: u32, then: Part) {
        let kept = self.kept.borrow();
        let behind = kept.range::<str, _>((Bound::Excluded(key), Bound::Unbounded));
        let part = behind.filter(|(key, _)| key.starts_with(prefix)).take(most as usize);
        let part = part.map(|(key, text)| (key.clone(), text.clone())).collect();
        drop(kept);
        then(Ok(part));
    }

    fn forget_all(&self, keys: Vec<String>) {
        self.kept.borrow_mut().retain(|key, _| !keys.contains(key));
    }

    fn forget_collection(&self) {
        self.kept.borrow_mut().clear();
    }

    fn hand_out_made(&self, _name: &str, made: Made) {
        match made {
            Made::Text(pieces) => self.made.borrow_mut().push(pieces.concat()),
            Made::Archive(members) => self.members.borrow_mut().extend(members),
        }
    }
}

fn office(session: Session, desk: &Rc<Fake>, machine: &Rc<Machine>) -> Office {
    let office = Office::new(desk.clone(), machine.clone(), session.forms);
    office.enter();
    office
}

/// One file with a sheet of each title.
fn bundle(session: Session, desk: &Fake, titles: &[&str]) -> String {
    let mut items = Vec::new();
    for title in titles {
        let open = begun(session);
        open.type_into(place(open, "plan.title"), title);
        open.hand_out_draft();
        items.extend(desk.files.borrow_mut().pop().map(|(_, text)| text));
    }
    bundle_of(&items.join(","))
}

/// The items of a bundle, as they stand in it.
fn items_of(bundle: &str) -> String {
    let items = bundle.strip_suffix("]}").and_then(|text| text.split_once('['));
    items.expect("a bundle").1.to_owned()
}

/// A bundle of such items.
fn bundle_of(items: &str) -> String {
    format!(r#"{{"format":"kohyo/bundle","version":1,"items":[{items}]}}"#)
}

/// One file with so many sheets, 窓口1, 窓口2 and so on.
fn many(session: Session, desk: &Fake, count: usize) -> String {
    let sheet = items_of(&bundle(session, desk, &["窓口"]));
    let sheets: Vec<String> =
        (1..=count).map(|nth| sheet.replace("窓口", &format!("窓口{nth}"))).collect();
    bundle_of(&sheets.join(","))
}

/// Begins to take a file.
fn bring(office: Office, name: &str, text: &str) {
    office.begin(1);
    office.take(name, Ok(text.to_owned()));
}

/// Takes files to their end.
fn read(office: Office, files: &[(&str, &str)]) {
    files.iter().for_each(|(name, text)| bring(office, name, text));
    while office.step() {}
    files.iter().for_each(|_| office.end());
}

/// Takes a file until so many parts of the work are done, then stops; or to
/// the end.
fn take(office: Office, text: &str, parts: Option<usize>) {
    let Some(parts) = parts else { return read(office, &[("送付.json", text)]) };
    bring(office, "送付.json", text);
    (0..parts).for_each(|_| assert!(office.step()));
    office.stop();
    office.end();
}

fn rows(office: Office) -> Vec<(String, String)> {
    let shown = office.shown.get_untracked();
    let rows = shown.into_iter().filter_map(|place| office.row(place));
    rows.map(|row| (row.file, row.texts[1].clone())).collect()
}

fn titles(office: Office) -> Vec<String> {
    rows(office).into_iter().map(|(_, title)| title).collect()
}

fn named<'t>(rows: &'t [(&'t str, &'t str)]) -> Vec<(String, String)> {
    rows.iter().map(|(file, title)| ((*file).to_owned(), (*title).to_owned())).collect()
}

#[test]
fn a_file_stopped_after_its_only_sheet_is_not_taken_twice() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口"]);
        let office = office(session, &desk, &Rc::default());
        take(office, &text, Some(1));
        take(office, &text, None);
        assert_eq!(rows(office), named(&[("送付.json#1", "窓口")]));
    });
}

#[test]
fn a_file_stopped_before_its_first_sheet_keeps_its_name() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口"]);
        let office = office(session, &desk, &Rc::default());
        take(office, &text, Some(0));
        assert_eq!(rows(office), named(&[]));
        take(office, &text, None);
        assert_eq!(rows(office), named(&[("送付.json#1", "窓口")]));
    });
}

/// What is shown of a file of three sheets: its name with their numbers, their
/// titles.
const WHOLE: [(&str, &str); 3] =
    [("送付.json#1", "窓口"), ("送付.json#2", "税"), ("送付.json#3", "水道")];

#[test]
fn a_file_stopped_halfway_goes_on_with_what_is_missing() {
    at_a_desk(|session, desk| {
        let whole = named(&WHOLE);
        let text = bundle(session, &desk, &["窓口", "税", "水道"]);
        let office = office(session, &desk, &Rc::default());
        take(office, &text, Some(1));
        assert_eq!(rows(office), whole[..1]);
        take(office, &text, Some(2));
        assert_eq!(rows(office), whole[..2]);
        take(office, &text, None);
        assert_eq!(rows(office), whole);
        take(office, &text, None);
        assert_eq!(rows(office), whole, "it is known now");
    });
}

#[test]
fn a_file_stopped_halfway_goes_on_another_day() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口", "税", "水道"]);
        let machine = Rc::default();
        take(office(session, &desk, &machine), &text, Some(2));
        let office = office(session, &desk, &machine);
        assert_eq!(rows(office).len(), 2);
        take(office, &text, None);
        let whole = named(&WHOLE);
        assert_eq!(rows(office), whole);
        take(office, &text, None);
        assert_eq!(rows(office), whole, "it is known now");
    });
}

#[test]
fn a_page_closed_while_it_reads_goes_on_another_day() {
    at_a_desk(|session, desk| {
        let text = many(session, &desk, 70);
        let machine: Rc<Machine> = Rc::default();
        let closed = office(session, &desk, &machine);
        bring(closed, "送付.json", &text);
        (0..66).for_each(|_| assert!(closed.step()));
        let office = office(session, &desk, &machine);
        let before = rows(office).len();
        assert!(before > 0 && before < 70, "{before}");
        take(office, &text, None);
        assert_eq!(titles(office), (1..=70).map(|nth| format!("窓口{nth}")).collect::<Vec<_>>());
        take(office, &text, None);
        assert_eq!(rows(office).len(), 70, "it is known now");
    });
}

#[test]
fn the_same_sheet_twice_in_a_file_stays_twice() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口", "税"]);
        let (_, items) = text.split_once('[').expect("a bundle");
        let first = items.split_once("},{").map(|(first, _)| format!("{first}}}")).expect("two");
        let text = text.replacen('[', &format!("[{first},"), 1);
        let office = office(session, &desk, &Rc::default());
        take(office, &text, Some(2));
        take(office, &text, None);
        assert_eq!(titles(office), ["窓口", "窓口", "税"]);
    });
}

#[test]
fn the_sheet_of_another_file_is_no_rest_of_one_left_halfway() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口", "税"]);
        let office = office(session, &desk, &Rc::default());
        take(office, &text, Some(1));
        read(office, &[("別.json", &text)]);
        take(office, &text, None);
        let files: Vec<_> = rows(office).into_iter().map(|(file, _)| file).collect();
        assert_eq!(files, ["送付.json#1", "別.json#1", "別.json#2", "送付.json#2"]);
    });
}

#[test]
fn what_was_refused_is_not_said_to_be_kept() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口"]);
        let machine: Rc<Machine> = Rc::default();
        let office = office(session, &desk, &machine);
        machine.fails.set(true);
        take(office, &text, None);
        assert_eq!(office.keeping.get_untracked(), Keeping::Failed(StoreFault::Full));
        machine.fails.set(false);
        take(office, &bundle(session, &desk, &["税"]), None);
        assert_eq!(office.keeping.get_untracked(), Keeping::Failed(StoreFault::Full));
        office.remove(0);
        take(office, &bundle(session, &desk, &["水道"]), None);
        assert_eq!(office.keeping.get_untracked(), Keeping::Kept);
    });
}

#[test]
fn what_stood_on_the_table_comes_back_where_a_reading_is_stopped() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口", "税"]);
        let office = office(session, &desk, &Rc::default());
        take(office, &text, None);
        let before = rows(office);
        let form = begun(session).form();
        let tables = session.forms.tables_of(&form).expect("tables");
        let other = tables.replacen("\"title\": \"", "\"title\": \"別の", 1);
        assert_ne!(tables, other);
        session.forms.take_tables(desk.as_ref(), &other).expect("tables of an office");
        // All sheets are read again, as the tables changed.
        office.begin(0);
        office.stop();
        office.end();
        assert_eq!(rows(office), before);
        assert_eq!(office.news.get_untracked(), [crate::words::READING_STOPPED]);
    });
}

/// The sheet of this title made unreadable.
fn damaged(text: &str, title: &str) -> String {
    let at = text.find(title).expect("the title");
    let (before, after) = text.split_at(text[..at].rfind("kohyo/draft").expect("a draft"));
    format!("{before}{}", after.replacen("kohyo/draft", "kohyo/draught", 1))
}

#[test]
fn of_a_file_that_was_mended_only_what_was_mended_is_taken() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口", "税", "水道"]);
        let office = office(session, &desk, &Rc::default());
        take(office, &damaged(&damaged(&text, "税"), "水道"), None);
        assert_eq!(titles(office), ["窓口", "", ""]);
        take(office, &damaged(&text, "水道"), None);
        assert_eq!(titles(office), ["窓口", "税", ""]);
        take(office, &text, None);
        assert_eq!(rows(office), named(&WHOLE));
    });
}

#[test]
fn what_nobody_could_read_and_was_taken_out_of_its_file_does_not_come_back() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口", "税"]);
        let machine: Rc<Machine> = Rc::default();
        let today = office(session, &desk, &machine);
        take(today, &damaged(&text, "税"), None);
        assert_eq!(titles(today), ["窓口", ""]);
        let rest = items_of(&text).split_once(r#",{"format""#).expect("two").0.to_owned();
        take(today, &bundle_of(&rest), None);
        assert_eq!(titles(today), ["窓口"]);
        assert_eq!(titles(office(session, &desk, &machine)), ["窓口"]);
    });
}

#[test]
fn what_is_known_is_known_on_another_day() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口", "税"]);
        let torn = text.rsplit_once('"').expect("a text").0;
        let machine: Rc<Machine> = Rc::default();
        let none = bundle_of("");
        for known in [0, 4, 4] {
            let office = office(session, &desk, &machine);
            let files =
                [("送付.json", &*text), ("壊れ.json", torn), ("空.json", ""), ("なし.json", &none)];
            read(office, &files);
            assert_eq!(rows(office).len(), 5);
            let said = office.news.get_untracked();
            let wanted = (known > 0).then(|| crate::words::files_known(known));
            assert_eq!(said, wanted.into_iter().collect::<Vec<_>>());
        }
    });
}

#[test]
fn other_sheets_of_a_file_of_the_same_name_get_names_of_their_own() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口", "税"]);
        let machine: Rc<Machine> = Rc::default();
        let before = office(session, &desk, &machine);
        take(before, &text, None);
        let office = office(session, &desk, &machine);
        take(office, &bundle(session, &desk, &["水道", "公園"]), None);
        let both = named(&[
            ("送付.json#1", "窓口"),
            ("送付.json#2", "税"),
            ("送付.json（2）#1", "水道"),
            ("送付.json（2）#2", "公園"),
        ]);
        assert_eq!(rows(office), both);
    });
}

#[test]
fn a_sheet_that_was_written_on_comes_beside_what_it_was() {
    at_a_desk(|session, desk| {
        let office = office(session, &desk, &Rc::default());
        let [first, same] = ["窓口", "税"].map(|title| items_of(&bundle(session, &desk, &[title])));
        take(office, &bundle_of(&format!("{first},{same}")), None);
        take(office, &bundle_of(&format!("{same},{}", first.replace("窓口", "窓口改"))), None);
        let three = named(&[
            ("送付.json#1", "窓口"),
            ("送付.json#2", "税"),
            ("送付.json（2）#2", "窓口改"),
        ]);
        assert_eq!(rows(office), three);
    });
}

#[test]
fn a_name_is_free_again_once_its_file_was_taken_off() {
    at_a_desk(|session, desk| {
        let office = office(session, &desk, &Rc::default());
        take(office, &bundle(session, &desk, &["窓口"]), None);
        office.remove(0);
        take(office, &bundle(session, &desk, &["税"]), None);
        assert_eq!(rows(office), named(&[("送付.json#1", "税")]));
    });
}

#[test]
fn while_more_comes_only_the_rows_in_sight_are_drawn() {
    at_a_desk(|session, desk| {
        let office = office(session, &desk, &Rc::default());
        bring(office, "送付.json", &many(session, &desk, 100));
        while office.step() {}
        assert!(untrack(|| office.window()).is_part);
        assert!(untrack(|| office.rows()).len() < 100);
        office.end();
        assert!(!untrack(|| office.window()).is_part);
        assert_eq!(untrack(|| office.rows()).len(), 100);
    });
}

#[test]
fn a_sheet_that_was_taken_off_comes_again_with_its_file() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口", "税", "水道"]);
        let office = office(session, &desk, &Rc::default());
        bring(office, "送付.json", &text);
        assert!(office.step() && office.step());
        office.remove(0);
        while office.step() {}
        office.end();
        assert_eq!(titles(office), ["税", "水道"]);
        take(office, &text, None);
        let whole = [("送付.json#2", "税"), ("送付.json#3", "水道"), ("送付.json#1", "窓口")];
        assert_eq!(rows(office), named(&whole));
    });
}

#[test]
fn what_was_taken_off_before_it_was_kept_does_not_come_back() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口", "税"]);
        let machine: Rc<Machine> = Rc::default();
        let before = office(session, &desk, &machine);
        bring(before, "送付.json", &text);
        assert!(before.step() && before.step());
        before.remove(0);
        before.end();
        assert_eq!(titles(office(session, &desk, &machine)), ["税"]);
    });
}

#[test]
fn the_first_sheet_is_mended_under_its_name() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口", "税"]);
        let office = office(session, &desk, &Rc::default());
        take(office, &damaged(&text, "窓口"), None);
        take(office, &text, None);
        assert_eq!(rows(office), named(&[("送付.json#2", "税"), ("送付.json#1", "窓口")]));
    });
}

#[test]
fn what_was_damaged_and_comes_no_more_goes() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口", "税"]);
        let office = office(session, &desk, &Rc::default());
        let torn = text.rsplit_once('"').expect("a text").0;
        take(office, &text, None);
        take(office, torn, None);
        assert_eq!(titles(office), ["窓口", "税", ""]);
        take(office, &text, None);
        assert_eq!(titles(office), ["窓口", "税"]);
        assert_eq!(office.news.get_untracked(), [crate::words::files_known(1)]);
    });
}

#[test]
fn a_saved_collection_doubles_nothing_that_is_here() {
    at_a_desk(|session, desk| {
        let machine: Rc<Machine> = Rc::default();
        let office = office(session, &desk, &machine);
        let torn = "{\"format\":";
        let park = bundle(session, &desk, &["公園"]);
        let files = [
            ("送付.json", bundle(session, &desk, &["窓口", "税"])),
            ("送付.json", bundle(session, &desk, &["水道"])),
            ("#12_部/#3.json", park.clone()),
            ("壊れ.json", torn.to_owned()),
        ];
        read(office, &files.each_ref().map(|(name, text)| (*name, text.as_str())));
        let before = rows(office);
        assert_eq!(before.len(), 5);
        office.save();
        let saved = machine.made.borrow_mut().pop().expect("a file");
        read(office, &[("取りまとめ.json", &saved)]);
        assert_eq!(rows(office), before);
        assert!(office.news.get_untracked().is_empty(), "it may have brought remarks");
        // And the other way about.
        office.clear();
        take(office, &saved, None);
        assert_eq!(rows(office).len(), 5);
        read(office, &[("壊れ.json", torn), ("#12_部/#3.json", &park)]);
        assert_eq!(rows(office).len(), 5);
        assert_eq!(office.news.get_untracked(), [crate::words::files_known(2)]);
    });
}

#[test]
fn what_changes_while_all_is_judged_is_judged_as_it_is_then() {
    at_a_desk(|session, desk| {
        let text = bundle(session, &desk, &["窓口", "税", "水道"]);
        let machine: Rc<Machine> = Rc::default();
        let office = office(session, &desk, &machine);
        machine.holds.set(true);
        take(office, &text, None);
        office.remove(0);
        let (mut step, then) = machine.held.borrow_mut().pop().expect("the judging");
        assert!(!step(), "it is left");
        then();
        assert_eq!(titles(office), ["税", "水道"]);
        let counts = untrack(|| office.counts());
        assert_eq!(counts.iter().map(|(_, count)| count).sum::<usize>(), 2);
        assert!(machine.held.borrow().is_empty());
    });
}

#[test]
fn plan_and_result_are_not_added_to_one_total() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        open.type_into(place(open, "plan.department"), "財政課");
        open.type_into(place(open, "effect.saving.initial.2018"), "300");
        open.type_into(place(open, "effect.saving.actual.2018"), "200");
        open.hand_out_draft();
        let sheet = desk.files.borrow_mut().pop().expect("a file").1;
        let office = office(session, &desk, &Rc::default());
        read(office, &[("一.json", &sheet)]);
        office.part_by(By::Department);
        let amount = office.parting.get_untracked().amount.expect("an amount");
        assert!(!office.amounts()[amount].unit.is_empty());
        let saved = office.amounts().iter().position(|own| own.id == "effect.saving.actual");
        office.part_amount(saved);
        let parts = office.parts();
        let sums: Vec<_> =
            parts.iter().map(|own| (&*own.label, own.total.sum.as_deref())).collect();
        assert_eq!(sums, [("財政課", Some("200"))]);
        // Of all of them each has its own again.
        office.part_amount(None);
        assert!(office.parts().len() > 2);
        assert!(office.parts().iter().all(|own| own.total.figures == 1));
    });
}

/// A form with a rate, with rows that may be added, and with a table that no
/// row of totals closes.
const WORKS: &str = r#"{ "format": "kohyo/form", "version": 1, "id": "works", "edition": "r8", "title": "工事の票",
    "pages": [ { "id": "one", "title": "一枚目", "sections": [ { "id": "s", "title": "区画", "items": [
        { "cell": "rate", "label": "進み", "kind": "ratio", "unit": "％" },
        { "table": "works.{row}.{column}", "label": "工事", "repeat": { "id": "works", "most": 3 },
          "columns": [ { "id": "name", "label": "名称" }, { "id": "cost", "label": "工事費", "kind": "amount", "unit": "千円" } ] } ] } ] } ],
    "collection": { "tables": [ { "id": "all", "title": "工事費", "columns": [ { "label": "費用", "sum": ["works.*.cost"] } ] } ] } }"#;

/// The office with one sheet of that form.
fn with_works(session: Session, desk: &Rc<Fake>, cells: &[(&str, &str)]) -> Office {
    session.take_forms(brought("works.json", WORKS));
    let forms = session.forms.all();
    session.begin(forms.iter().find(|form| form.id == "works").expect("the form"));
    settle();
    let open = session.sheet.get_untracked().expect("a sheet");
    cells.iter().for_each(|(cell, text)| open.type_into(place(open, cell), text));
    open.hand_out_draft();
    let sheet = desk.files.borrow_mut().pop().expect("a file").1;
    let office = office(session, desk, &Rc::default());
    read(office, &[("一.json", &sheet)]);
    office
}

#[test]
fn a_table_without_totals_says_what_its_sums_leave_out() {
    at_a_desk(|session, desk| {
        let cells = [("works.1.cost", "10"), ("works.2.cost", "未定（設計中）")];
        let table = with_works(session, &desk, &cells).published().expect("a table");
        assert_eq!(table.totals, None);
        assert_eq!(table.rows[0].texts, [("10".to_owned(), true)]);
        assert_eq!(table.notes, ["「費用」は、未定 1件を除いた合計です。"]);
    });
}

#[test]
fn rates_are_not_added_and_rows_are() {
    at_a_desk(|session, desk| {
        let cells = [("rate", "50％"), ("works.1.cost", "10"), ("works.2.cost", "20")];
        let office = with_works(session, &desk, &cells);
        let parts = office.parts();
        let sums: Vec<_> =
            parts.iter().map(|own| (&*own.label, own.total.sum.as_deref())).collect();
        assert_eq!(sums, [("工事 工事費", Some("30"))]);
        assert_eq!(office.blocks().len(), 1);
    });
}

#[test]
fn each_section_has_a_file_of_its_own_in_the_archive() {
    at_a_desk(|session, desk| {
        // They differ behind what a file's name has room for, and in what it may not hold.
        let long = "市民協働部穂波支所市民窓口課・国民健康保険・後期高齢者医療担当";
        let sections =
            [format!("{long}一係"), format!("{long}二係"), "甲/乙".into(), "甲:乙".into()];
        let mut files = Vec::new();
        for (nth, section) in sections.iter().enumerate() {
            let open = begun(session);
            open.type_into(place(open, "plan.department"), section);
            open.hand_out_draft();
            files.push((nth.to_string(), desk.files.borrow_mut().pop().expect("a file").1));
        }
        let machine = Rc::new(Machine::default());
        let office = office(session, &desk, &machine);
        let files: Vec<(&str, &str)> =
            files.iter().map(|(name, text)| (&**name, &**text)).collect();
        read(office, &files);
        office.send_back(None);
        let members = machine.members.borrow();
        let names = set_of(members.iter().map(|(name, _)| name));
        assert_eq!(names.len(), sections.len(), "{names:?}");
    });
}

#[test]
fn a_total_in_the_unit_of_the_sheets_says_it() {
    at_a_desk(|session, desk| {
        let open = begun(session);
        for (cell, text) in [
            ("indicator.unit", "人"),
            ("indicator.actual.2018", "12"),
            ("effect.saving.actual.2018", "200"),
        ] {
            open.type_into(place(open, cell), text);
        }
        open.hand_out_draft();
        let sheet = desk.files.borrow_mut().pop().expect("a file").1;
        let office = office(session, &desk, &Rc::default());
        read(office, &[("一.json", &sheet)]);
        let blocks = office.blocks();
        let total = |cell: &str| {
            let cell = place(open, cell);
            let (_, _, total) = blocks.iter().find_map(|block| block.total(cell)).expect("a total");
            (total.sum.clone(), total.unit.clone(), total.of_sheets)
        };
        assert_eq!(total("indicator.actual.2018"), (Some("12".into()), "人".into(), true));
        assert_eq!(total("effect.saving.actual.2018"), (Some("200".into()), "千円".into(), false));
    });
}
