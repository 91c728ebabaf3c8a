//! What becomes of sheets that were left, at a desk without a browser.

use super::keeping::{Disk, kept, opened};
use super::standing::type_all;
use super::{at_a_desk, begun, place, settle};
use crate::desk::StoreFault;
use crate::session::SheetSession;
use leptos::prelude::*;
use std::rc::Rc;

/// Whether its signals are still there.
fn lives(open: SheetSession) -> bool {
    open.findings.try_with_untracked(|_| ()).is_some() && !open.state.is_disposed()
}

#[test]
fn a_sheet_that_was_left_is_let_go_and_what_comes_back_late_bears_it() {
    at_a_desk(|session, desk| {
        let (first, id) = kept(session, "一");
        let place = place(first, "plan.title");
        let mut left = vec![first];
        for turn in 0..5 {
            session.sheet.get_untracked().expect("a sheet").look_back();
            session.sheet.get_untracked().expect("a sheet").type_into(place, &turn.to_string());
            settle();
            // The page still shows it in the turn in which it is left.
            session.follow("#/");
            assert!(left.last().is_some_and(|open| lives(*open)));
            desk.let_time_pass();
            assert!(!left.iter().any(|open| lives(*open)), "after turn {turn}");
            let open = opened(session, &id);
            assert_eq!(open.cell(place).get_untracked().raw, turn.to_string());
            left.push(open);
        }
        desk.let_time_pass();
        assert!(lives(left[5]), "the one in front stays");
        assert!(!session.is_unsaved());
    });
}

#[test]
fn a_sheet_that_is_being_written_is_let_go_when_that_is_done() {
    at_a_desk(|session, desk| {
        let slow = Rc::new(Disk::default());
        slow.is_slow.set(true);
        *desk.chosen.borrow_mut() = Some(slow.clone());
        let (open, _) = kept(session, "元");
        open.choose_file();
        session.follow("#/");
        desk.let_time_pass();
        assert!(lives(open));
        slow.waiting.borrow_mut().drain(..).for_each(|then| then(Ok(())));
        session.follow("#/office");
        desk.let_time_pass();
        assert!(!lives(open));
    });
}

#[test]
fn what_the_store_refuses_lives_on_also_behind_next_years_sheet() {
    at_a_desk(|session, desk| {
        desk.fault.set(Some(StoreFault::Full));
        desk.journal_fails.set(true);
        let open = begun(session);
        type_all(&desk, open, &[("plan.title", "窓口")]);
        assert!(session.roll_over(open));
        settle();
        desk.let_time_pass();
        assert!(lives(open) && session.is_unsaved());
        desk.fault.set(None);
        session.follow("#/");
        desk.let_time_pass();
        assert!(!lives(open), "the store has it now");
        let here = |text: &str| desk.store.borrow().values().any(|kept| kept.contains(text));
        assert!(here("窓口") && !session.is_unsaved());
        assert_eq!(session.drafts.list.get_untracked().len(), 2);
    });
}
