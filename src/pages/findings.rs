//! Everything to be said of the sheet, with a jump, a mend, an acceptance.

use super::severity_class;
use crate::browser::{dialog, document};
use crate::session::{FindingView, FixView, SheetSession};
use crate::words;
use kohyo_core::finding::Severity;
use leptos::prelude::*;

/// The list at the side.
pub fn panel(open: SheetSession) -> impl IntoView {
    let count = move |severity: Severity| {
        open.findings.with(|list| {
            list.iter().filter(|view| view.severity == severity && view.accepted.is_none()).count()
        })
    };
    let filters = [Severity::Error, Severity::Warning, Severity::Notice].map(|severity| {
        view! {
            <button
                class="filter"
                aria-pressed=move || (open.filter.get() == Some(severity)).to_string()
                on:click=move |_| open.filter.update(|filter| {
                    *filter = if *filter == Some(severity) { None } else { Some(severity) };
                })
            >
                <span class=format!("badge {}", severity_class(severity))>{words::severity(severity)}</span>
                {move || format!("{}件", count(severity))}
            </button>
        }
    });
    view! {
        <aside class="findings" aria-label="確認すること">
            <h2>"確認すること"</h2>
            <div class="filters" role="group" aria-label="種類で絞り込む">{filters.into_iter().collect_view()}</div>
            {narrowing(open)}
            <p class="support" role="status">
                {move || open.findings.with(|list| {
                    if list.is_empty() { "今のところ、確認することはありません。".to_owned() } else { String::new() }
                })}
            </p>
            <ol class="findings-list">
                <For
                    each=move || open.findings.get()
                    key=FindingView::identity
                    children=move |finding| one(open, finding)
                />
            </ol>
        </aside>
    }
}

/// The list narrowed to one section.
fn narrowing(open: SheetSession) -> impl IntoView {
    let form = open.form();
    let mut sections = Vec::new();
    for (page, of) in form.pages.iter().enumerate() {
        for (section, inside) in of.sections.iter().enumerate() {
            sections.push(view! {
                <option value=format!("{page}-{section}")>{format!("{} {}", of.title, inside.title)}</option>
            });
        }
    }
    let narrow = move |value: String| {
        let place = value
            .split_once('-')
            .and_then(|(page, section)| Some((page.parse().ok()?, section.parse().ok()?)));
        open.narrowed.set(place);
    };
    view! {
        <label class="narrowing">
            <span>"区画"</span>
            <select class="box" data-input="section" on:change=move |event| narrow(event_target_value(&event))>
                <option value="">"すべて"</option>
                {sections}
            </select>
        </label>
    }
}

/// What stands in each box and what will.
fn steps(fix: &FixView) -> impl IntoView + use<> {
    let steps: Vec<_> = fix
        .steps
        .iter()
        .map(|(label, before, after)| {
            let blank = |text: &str| {
                if text.is_empty() { "（空欄）".to_owned() } else { text.to_owned() }
            };
            view! {
                <li>
                    <span class="fix-label">{label.clone()}</span>
                    <del>{blank(before)}</del>" → "<ins>{blank(after)}</ins>
                </li>
            }
        })
        .collect();
    view! { <ul class="fix">{steps}</ul> }
}

fn one(open: SheetSession, finding: FindingView) -> impl IntoView {
    let severity = finding.severity;
    let place = finding.place;
    let target = finding.cells.first().cloned().unwrap_or_default();
    let code = finding.code.clone();
    let alike = finding.alike;
    let fix = finding.fix.clone().map(|fix| {
        let code = code.clone();
        view! {
            {steps(&fix)}
            <button class="button is-outlined is-small" data-action="fix" on:click=move |_| open.mend(&fix)>"このように直す"</button>
            {alike.then(|| {
                view! {
                    <button class="button is-text is-small" data-action="fix-all" on:click=move |_| {
                        open.mending.set(Some(open.mends_of(&code)));
                        dialog::open("mend");
                    }>"すべて同じように直す"</button>
                }
            })}
        }
    });
    let accepted = finding.accepted.clone();
    let offered = finding.clone();
    let withdrawn = finding.clone();
    view! {
        <li
            class=format!("finding {}", severity_class(severity))
            data-finding=""
            data-code=finding.code.clone()
            data-severity=severity.code()
            data-cells=finding.cells.join(" ")
            hidden=move || {
                open.filter.get().is_some_and(|filter| filter != severity)
                    || open.narrowed.get().is_some_and(|narrowed| place != Some(narrowed))
            }
        >
            <p class="finding-head">
                <span class=format!("badge {}", severity_class(severity))>{words::severity(severity)}</span>
                <button class="button is-text is-small" data-action="go" on:click=move |_| document::go_to_cell(&target)>
                    {finding.label.clone()}
                </button>
            </p>
            <p class="finding-sentence">{finding.sentence.clone()}</p>
            {fix}
            {accepted.clone().map(|reason| view! {
                <p class="support">{format!("理由を付けて確認済み：{reason}")}</p>
                <button class="button is-text is-small" data-action="withdraw"
                    on:click=move |_| open.withdraw(&withdrawn)>"確認済みを取り消す"</button>
            })}
            {finding.lapsed.clone().map(|reason| view! {
                <p class="support">{words::lapsed(&reason)}</p>
            })}
            {(severity == Severity::Warning && accepted.is_none()).then(|| view! {
                <button class="button is-text is-small" data-action="accept" on:click=move |_| {
                    // What was begun for another and given up is no reason for this one.
                    open.reason.set(String::new());
                    open.accepting.set(Some(offered.clone()));
                    dialog::open("accept");
                }>"理由を書いてこのままにする"</button>
            })}
        </li>
    }
}

/// All mends of one code, shown before they are made.
pub fn mends(open: SheetSession) -> impl IntoView {
    view! {
        <dialog id="mend" class="question" aria-labelledby="mend-title">
            <h2 id="mend-title">"すべて同じように直す"</h2>
            <p>{move || open.mending.with(|fix| fix.as_ref().map(|fix| words::mends(fix.steps.len())))}</p>
            <div class="mends">{move || open.mending.with(|fix| fix.as_ref().map(steps))}</div>
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("mend")>"やめる"</button>
                <button class="button is-filled" data-action="fix-all" on:click=move |_| {
                    dialog::close("mend");
                    if let Some(fix) = open.mending.get_untracked() {
                        open.mend(&fix);
                    }
                    open.mending.set(None);
                }>"すべて直す"</button>
            </div>
        </dialog>
    }
}

/// The question for a reason.
pub fn acceptance(open: SheetSession) -> impl IntoView {
    let reasons: Vec<_> = open
        .form()
        .reasons
        .iter()
        .cloned()
        .map(|reason| {
            let shown = reason.clone();
            view! {
                <button type="button" class="button is-outlined is-small" on:click=move |_| open.reason.set(reason.clone())>{shown}</button>
            }
        })
        .collect();
    let accept = move || {
        let reason = open.reason.get_untracked().trim().to_owned();
        if reason.is_empty() {
            return;
        }
        if let Some(finding) = open.accepting.get_untracked() {
            open.accept(&finding, &reason);
        }
        dialog::close("accept");
    };
    view! {
        <dialog id="accept" class="question" aria-labelledby="accept-title">
            <h2 id="accept-title">"このままにする理由"</h2>
            <p>{move || open.accepting.get().map(|finding| finding.sentence.clone())}</p>
            <div class="reasons">{reasons}</div>
            <label class="field">
                <span class="label">"理由"<span class="required">"※必須"</span></span>
                <input type="text" class="box" data-input="reason"
                    prop:value=move || open.reason.get()
                    on:input=move |event| open.reason.set(event_target_value(&event))/>
            </label>
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("accept")>"やめる"</button>
                <button class="button is-filled" data-action="accept" on:click=move |_| accept()>"この理由で確認済みにする"</button>
            </div>
        </dialog>
    }
}
