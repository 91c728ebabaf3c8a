//! What is said of the sheets together.

use crate::pages::severity_class;
use crate::session::Office;
use crate::session::office::{FindingRow, Tally};
use crate::words;
use leptos::prelude::*;

/// The findings, by what they are about.
pub fn panel(office: Office) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby="together">
            <h2 id="together">"まとめて確認すること"</h2>
            <div class="filters" role="group" aria-label="種類で絞り込む">
                {move || office.tallies().into_iter().map(|tally| filter(office, tally)).collect_view()}
            </div>
            {move || office.has_chosen().then(|| view! {
                <button class="button is-text" data-action="unchoose" on:click=move |_| office.unchoose()>"使う個票の選択をすべて取り消す"</button>
            })}
            {move || {
                let (rows, all) = office.findings();
                let from = office.narrowing.with_untracked(|narrowing| narrowing.from);
                let to = from + rows.len();
                view! {
                    <p class="support" role="status" data-findings=all.to_string()>
                        {if all == 0 { "今のところ、確認することはありません。".to_owned() } else { format!("{all}件") }}
                    </p>
                    <ol class="findings-list">{rows.into_iter().map(|row| finding(office, row)).collect_view()}</ol>
                    {(from > 0 || to < all).then(|| view! {
                        <div class="panel-buttons">
                            <button class="button is-outlined" data-action="findings-before" hidden=from == 0
                                on:click=move |_| office.turn_findings(false)>"前へ"</button>
                            <button class="button is-outlined" data-action="findings-after" hidden={to >= all}
                                on:click=move |_| office.turn_findings(true)>"次へ"</button>
                            <p class="support">{format!("{}～{to}件目", from + 1)}</p>
                        </div>
                    })}
                }
            }}
        </section>
    }
}

fn filter(office: Office, tally: Tally) -> impl IntoView {
    let Tally { code, severity, count } = tally;
    let (own, chosen) = (code.clone(), code.clone());
    view! {
        <button class="filter" data-tally=code.clone()
            aria-pressed=move || office.narrowing.with(|narrowing| narrowing.code.as_deref() == Some(own.as_str())).to_string()
            on:click=move |_| {
                let is_on = office.narrowing.with_untracked(|narrowing| narrowing.code.as_ref() == Some(&chosen));
                office.narrow((!is_on).then(|| chosen.clone()));
            }>
            <span class=format!("badge {}", severity_class(severity))>{words::matter(&code).to_owned()}</span>
            {format!("{count}件")}
        </button>
    }
}

fn finding(office: Office, row: FindingRow) -> impl IntoView {
    let (nth, several) = (row.nth, row.sheets.len() > 1);
    let action = if several { "個票を並べて見る" } else { "個票を見る" };
    let named = words::of_files(action, &row.files);
    view! {
        <li class="finding" data-finding="" data-code=row.code data-severity=severity(row.severity)
            data-sheets=row.sheets.len().to_string() data-files=row.files.join("\n")>
            <span class=format!("badge {}", severity_class(row.severity))>{words::severity(row.severity)}</span>
            <p class="finding-sentence">{row.sentence}</p>
            {(!row.sheets.is_empty()).then(|| view! {
                <button class="button is-text is-small" data-action="compare" aria-label=named on:click=move |_| office.open_finding(nth)>{action}</button>
            })}
        </li>
    }
}

fn severity(severity: kohyo_core::finding::Severity) -> &'static str {
    use kohyo_core::finding::Severity;
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Notice => "notice",
    }
}
