//! The report of the round: one printed page for each section.

use super::sheets::heading;
use crate::pages::severity_class;
use crate::session::Office;
use crate::session::office::{Column, SectionReport};
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

/// Of a page the section stands above it, and files are not for paper.
fn is_shown(column: Column) -> bool {
    !matches!(column, Column::Department | Column::File)
}

fn page(own: SectionReport) -> AnyView {
    let expected = own.expected.map(|count| format!("、予定{count}件"));
    let headings: Vec<AnyView> = Column::ALL
        .into_iter()
        .filter(|column| is_shown(*column))
        .map(|column| view! { <th>{heading(column)}</th> }.into_any())
        .collect();
    let sheets: Vec<AnyView> = own
        .sheets
        .iter()
        .map(|row| {
            let cells: Vec<AnyView> = row
                .texts
                .iter()
                .zip(Column::ALL)
                .filter(|(_, column)| is_shown(*column))
                .map(|(text, column)| {
                    let counts =
                        matches!(column, Column::Errors | Column::Warnings | Column::Accepted);
                    let class = counts.then_some("figure");
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
                <thead><tr>{headings}</tr></thead>
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
