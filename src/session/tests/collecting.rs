//! What the office takes when a reading is stopped and begun again.

use super::{Fake, at_a_desk, begun, place};
use crate::desk::{Made, OfficeDesk, Part, Seen, StoreFault, Taker};
use crate::session::{Office, Session};
use leptos::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Bound;
use std::rc::Rc;

/// A machine that does all work at once and keeps in memory.
#[derive(Default)]
struct Machine {
    kept: RefCell<BTreeMap<String, String>>,
}

impl OfficeDesk for Machine {
    fn work(&self, mut step: Box<dyn FnMut() -> bool>, then: Box<dyn FnOnce()>) {
        while step() {}
        then();
    }

    fn keep_all(
        &self,
        items: Vec<(String, String)>,
        then: Box<dyn FnOnce(Result<(), StoreFault>)>,
    ) {
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

    fn hand_out_made(&self, _name: &str, _made: Made) {}
}

fn office(session: Session, desk: &Rc<Fake>, machine: &Rc<Machine>) -> Office {
    let office = Office::new(desk.clone(), machine.clone(), session.library);
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
    format!(r#"{{"format":"kohyo/bundle","version":1,"items":[{}]}}"#, items.join(","))
}

/// Takes a file until so many parts of the work are done, then stops; or to
/// the end.
fn take(office: Office, text: &str, parts: Option<usize>) {
    let seen = Seen { name: "送付.json".to_owned(), size: text.len() as u64, modified: 1 };
    office.begin(1);
    if office.wants(&seen) {
        office.take(&seen, Ok(text.to_owned()));
    }
    match parts {
        None => while office.step() {},
        Some(parts) => {
            for _ in 0..parts {
                assert!(office.step());
            }
            office.stop();
        }
    }
    office.end();
}

fn rows(office: Office) -> Vec<(String, String)> {
    let shown = office.shown.get_untracked();
    let rows = shown.into_iter().filter_map(|place| office.row(place));
    rows.map(|row| (row.file, row.texts[1].clone())).collect()
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

#[test]
fn a_file_stopped_halfway_goes_on_with_what_is_missing() {
    let whole = named(&[("送付.json#1", "窓口"), ("送付.json#2", "税"), ("送付.json#3", "水道")]);
    at_a_desk(|session, desk| {
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
        let titles: Vec<_> = rows(office).into_iter().map(|(_, title)| title).collect();
        assert_eq!(titles, ["窓口", "税", "水道"]);
        take(office, &text, None);
        assert_eq!(rows(office).len(), 3, "it is known now");
    });
}
