//! What is said stays as it is where a key touched nothing of it, and is never other than what a sheet
//! opened anew would say.

use super::{at_a_desk, begun, place};
use crate::session::{FindingView, SheetSession};
use kohyo_core::finding::Severity;
use leptos::prelude::*;

/// Identity and sentence of every finding.
fn said(open: SheetSession) -> Vec<(usize, String)> {
    open.findings.with_untracked(|list| {
        list.iter().map(|view| (view.identity(), view.sentence.clone())).collect()
    })
}

fn message(open: SheetSession, id: &str) -> Option<(Severity, String)> {
    open.remarks(place(open, id)).get_untracked().message
}

const ODD: [(&str, &str); 4] = [
    ("effect.saving.initial.2016", "１，２３４"),
    ("effect.saving.initial.2017", "1億9千万円"),
    ("effect.revenue.actual.2018", "(1,234)"),
    ("plan.created", "R2.13.1"),
];

#[test]
fn a_key_leaves_what_it_did_not_touch_as_it_is() {
    at_a_desk(|session, _| {
        let open = begun(session);
        for (id, text) in ODD {
            open.type_into(place(open, id), text);
        }
        let before = said(open);
        assert!(before.len() >= ODD.len());
        open.type_into(place(open, "effect.revenue.initial.2020"), "12x");
        let after = said(open);
        assert_eq!(after.len(), before.len() + 1);
        let kept: Vec<_> = after.iter().filter(|one| before.contains(one)).collect();
        assert_eq!(kept.len(), before.len(), "{after:?}");
        open.type_into(place(open, "effect.revenue.initial.2020"), "");
        assert_eq!(said(open), before);
    });
}

#[test]
fn a_sentence_follows_the_text_that_it_quotes() {
    at_a_desk(|session, _| {
        let open = begun(session);
        let id = "effect.saving.initial.2018";
        let mut known = Vec::new();
        for text in ["7x", "7xy", "7xyz"] {
            open.type_into(place(open, id), text);
            let [(identity, sentence)] = said(open).try_into().expect("one finding");
            assert!(sentence.contains(&format!("「{text}」")), "{sentence}");
            let (severity, words) = message(open, id).expect("a message");
            assert_eq!(severity, Severity::Error);
            assert!(words.starts_with(&format!("「{text}」")), "{words}");
            assert!(!known.contains(&identity));
            known.push(identity);
        }
        open.type_into(place(open, id), "");
        assert_eq!(said(open), []);
        assert_eq!(message(open, id), None);
    });
}

#[test]
fn the_mend_of_all_alike_is_offered_as_soon_as_there_are_two_and_no_longer() {
    at_a_desk(|session, _| {
        let open = begun(session);
        let alike = || {
            open.findings.with_untracked(|list| {
                list.iter()
                    .filter(|view| view.fix.is_some())
                    .map(|view| view.alike)
                    .collect::<Vec<_>>()
            })
        };
        open.type_into(place(open, "effect.saving.initial.2016"), "１２");
        assert_eq!(alike(), vec![false]);
        open.type_into(place(open, "effect.saving.initial.2017"), "１３");
        assert_eq!(alike(), vec![true, true]);
        open.type_into(place(open, "effect.saving.initial.2016"), "12");
        assert_eq!(alike(), vec![false]);
    });
}

#[test]
fn after_any_keys_it_is_what_a_sheet_opened_anew_would_say() {
    at_a_desk(|session, _| {
        let open = begun(session);
        let boxes = [
            "effect.saving.initial.2016",
            "effect.saving.initial.2017",
            "effect.saving.actual.2020",
            "plan.period.from",
            "plan.period.to",
            "plan.created",
            "plan.updated",
            "plan.number",
            "indicator.unit",
            "indicator.initial.2016",
        ];
        let texts = ["12", "１２", "", "同左", "1億9千万円", "R2.4.1", "H28～R2", "12人", "7x"];
        let form = open.form();
        let all: Vec<&str> = form
            .cells()
            .filter(|(_, cell)| !cell.is_computed() && !cell.is_several())
            .map(|(_, cell)| cell.id.as_str())
            .collect();
        let mut dice = 7_usize;
        let mut accepted = 0;
        for step in 0..400 {
            dice = dice.wrapping_mul(1_103_515_245).wrapping_add(12_345) % (1 << 31);
            // Mostly a few boxes that have to do with each other.
            let ids = if step % 4 == 3 { &all[..] } else { &boxes[..] };
            let id = ids[(dice >> 8) % ids.len()];
            let text = texts[(dice >> 16) % texts.len()];
            open.type_into(place(open, id), text);
            let kept = shown(open);
            if step == 250 {
                open.judge_for_submission();
            }
            if step % 20 == 19 {
                let warning = open.findings.with_untracked(|list| {
                    let open = |view: &&FindingView| {
                        view.severity == Severity::Warning && view.accepted.is_none()
                    };
                    list.iter().find(open).cloned()
                });
                if let Some(warning) = warning {
                    open.accept(&warning, "確かめました。");
                    accepted += 1;
                }
                continue;
            }
            open.refresh_findings();
            if step != 250 {
                assert_eq!(kept, shown(open), "after 「{text}」 in {id}");
            }
        }
        assert!(!shown(open).0.is_empty());
        assert!(accepted > 9, "{accepted}");
    });
}

/// A finding as the list shows it.
type Line = (String, Vec<String>, String, bool, bool, Option<Vec<(String, String, String)>>);
/// All that is said anywhere.
fn shown(open: SheetSession) -> (Vec<Line>, Vec<(String, String)>) {
    let list = open.findings.with_untracked(|list| {
        list.iter()
            .map(|view| {
                let steps = view.fix.as_ref().map(|fix| fix.steps.clone());
                let accepted = view.accepted.is_some();
                (
                    view.code.clone(),
                    view.cells.clone(),
                    view.sentence.clone(),
                    view.alike,
                    accepted,
                    steps,
                )
            })
            .collect()
    });
    let form = open.form();
    let messages = form
        .cells()
        .filter_map(|(place, cell)| {
            let message = open.remarks(place).get_untracked().message?;
            Some((cell.id.clone(), message.1))
        })
        .collect();
    (list, messages)
}
