//! The report of the round: one printed page for each section.

use crate::pages::severity_class;
use crate::session::Office;
use crate::session::office::SectionReport;
use crate::words;
use leptos::prelude::*;

/// The pages, laid out while they are asked for; the screen does not show them.
pub fn pages(office: Office) -> AnyView {
    view! {
        <div class="report" class:is-asked=move || office.reporting.get()>
            {move || office.reporting.get().then(|| office.report().into_iter().map(page).collect_view())}
        </div>
    }
    .into_any()
}

/// The columns of a row that count findings.
const COUNTS: std::ops::RangeInclusive<usize> = 5..=7;

fn page(own: SectionReport) -> AnyView {
    let expected = own.expected.map(|count| format!("、予定{count}件"));
    let sheets: Vec<AnyView> = own
        .sheets
        .iter()
        .map(|row| {
            let cells: Vec<AnyView> = row
                .texts
                .iter()
                .enumerate()
                .filter(|(nth, _)| ![2, 9].contains(nth))
                .map(|(nth, text)| {
                    let class = COUNTS.contains(&nth).then_some("figure");
                    view! { <td class=class>{text.clone()}</td> }.into_any()
                })
                .collect();
            view! { <tr>{cells}</tr> }.into_any()
        })
        .collect();
    let findings: Vec<AnyView> = own
        .findings
        .into_iter()
        .map(|(severity, sentence)| view! {
            <li><span class=format!("badge {}", severity_class(severity))>{words::severity(severity)}</span>{sentence}</li>
        }.into_any())
        .collect();
    let remarks: Vec<AnyView> = own
        .remarks
        .into_iter()
        .map(|parts| view! { <li>{parts.join("　")}</li> }.into_any())
        .collect();
    view! {
        <article class="report-page" data-report=own.name.clone()>
            <h1>{words::or_unnamed(&own.name)}</h1>
            <p>{format!("届いた個票{}件", own.sheets.len())}{expected}</p>
            <table class="grid">
                <thead><tr><th>"番号"</th><th>"名称"</th><th>"版"</th><th>"状態"</th><th>"エラー"</th><th>"確認"</th><th>"確認済み"</th><th>"保存日時"</th></tr></thead>
                <tbody>{sheets}</tbody>
            </table>
            <h2>"まとめて確認すること"</h2>
            {list(findings)}
            <h2>"開いているコメント"</h2>
            {list(remarks)}
        </article>
    }
    .into_any()
}

fn list(said: Vec<AnyView>) -> AnyView {
    if said.is_empty() {
        view! { <p>"ありません。"</p> }.into_any()
    } else {
        view! { <ul class="said">{said}</ul> }.into_any()
    }
}
