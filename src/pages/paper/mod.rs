//! Sheets on paper: A4, laid out like the city's own, read-only. Seen by the
//! printer alone.

mod section;

use crate::browser::dialog;
use crate::browser::print::{self, PageRule};
use crate::session::{Paper, Session, SheetSession};
use crate::words;
use leptos::prelude::*;

/// The browser is about to print: what is to be printed is laid out.
pub fn before_print(session: Session) {
    let papers = session.lay_out();
    let mut pages = Vec::new();
    for (nth, paper) in papers.iter().enumerate() {
        for landscape in [false, true] {
            pages.push(PageRule {
                name: page_name(nth, landscape),
                landscape,
                foot: words::foot(paper),
            });
        }
    }
    print::set_pages(&pages);
}

/// The browser has printed.
pub fn after_print(session: Session) {
    session.put_paper_away();
    print::clear_pages();
}

fn page_name(nth: usize, landscape: bool) -> String {
    format!("{}{nth}-{}", print::PREFIX, if landscape { "landscape" } else { "portrait" })
}

/// What lies ready for the printer.
#[component]
pub fn Papers(
    /// What it rests on.
    session: Session,
) -> impl IntoView {
    let papers = session.printing.papers;
    view! {
        <div class="print">{move || papers.with(|papers| {
            papers.iter().enumerate().map(|(nth, paper)| sheet(nth, paper)).collect_view()
        })}</div>
    }
}

fn sheet(nth: usize, paper: &Paper) -> Vec<AnyView> {
    let mut out: Vec<AnyView> = Vec::new();
    for page in &paper.form.pages {
        let class = format!("print-page on-{}", page_name(nth, page.landscape));
        let sections: Vec<AnyView> =
            page.sections.iter().map(|part| section::view(paper, part, page.landscape)).collect();
        out.push(
            view! {
                <article class=class>
                    {head(paper, &page.title)}
                    {sections}
                </article>
            }
            .into_any(),
        );
    }
    let class = format!("print-page on-{}", page_name(nth, false));
    if !paper.charts.is_empty() {
        let figures: Vec<AnyView> =
            paper.charts.iter().map(|(chart, drawn)| super::chart::figure(chart, drawn)).collect();
        out.push(
            view! {
                <article class=class.clone()>
                    {head(paper, "推移のグラフ")}
                    <div class="print-charts">{figures}</div>
                </article>
            }
            .into_any(),
        );
    }
    if !paper.boxless.is_empty() {
        let items: Vec<_> = paper
            .boxless
            .iter()
            .cloned()
            .map(|(name, text)| view! { <tr><th scope="row">{name}</th><td>{text}</td></tr> })
            .collect();
        out.push(
            view! {
                <article class=class.clone()>
                    {head(paper, words::BOXLESS)}
                    <table class="print-grid"><tbody>{items}</tbody></table>
                </article>
            }
            .into_any(),
        );
    }
    if let Some(said) = &paper.said {
        let rows: Vec<_> = said
            .iter()
            .map(|said| {
                view! {
                    <tr>
                        <td>{words::severity(said.severity)}</td>
                        <th scope="row">{said.label.clone()}</th>
                        <td>{said.sentence.clone()}</td>
                        <td>{said.reason.clone()}</td>
                    </tr>
                }
            })
            .collect();
        let none = rows.is_empty().then(|| view! { <p>"確認することはありません。"</p> });
        out.push(
            view! {
                <article class=class>
                    {head(paper, "確認すること")}
                    <table class="print-grid print-said">
                        <thead><tr>
                            <th scope="col">"種類"</th>
                            <th scope="col">"欄"</th>
                            <th scope="col">"内容"</th>
                            <th scope="col">"確認済みの理由"</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                    {none}
                </article>
            }
            .into_any(),
        );
    }
    out
}

fn head(paper: &Paper, title: &str) -> AnyView {
    let kind = if paper.is_final { words::FINAL } else { words::DRAFT };
    view! {
        <header class="print-head">
            <p class="print-publisher">{paper.form.publisher.clone()}</p>
            <p class="print-kind" class:is-final=paper.is_final>{kind}</p>
            <h1>{title.to_owned()}</h1>
        </header>
    }
    .into_any()
}

/// The question before the print of one sheet.
pub fn question(session: Session, open: SheetSession) -> impl IntoView {
    let printing = session.printing;
    view! {
        <dialog id="print" class="question" aria-labelledby="print-title">
            <h2 id="print-title">"個票を印刷する"</h2>
            <p role="status">{move || if open.is_ready() {
                "この個票は提出できます。「提出用」と日時を入れて印刷します。"
            } else {
                "エラーか確認が残っているため、「下書き」と日時を入れて印刷します。"
            }}</p>
            <label class="choice" hidden=move || !open.is_ready()>
                <input type="checkbox" prop:checked=move || printing.as_draft.get()
                    on:change=move |event| printing.as_draft.set(event_target_checked(&event))/>
                "「下書き」として印刷する"
            </label>
            {appendix(session)}
            <p class="support">"用紙はA4です。PDFにするときは、次の画面で送信先を「PDFに保存」にしてください。"</p>
            <div class="question-buttons">
                <button class="button is-outlined" data-action="cancel" on:click=move |_| dialog::close("print")>"やめる"</button>
                <button class="button is-filled" data-action="print" on:click=move |_| {
                    dialog::close("print");
                    print::print();
                }>"印刷"</button>
            </div>
        </dialog>
    }
}

/// Whether the findings are printed too.
pub fn appendix(session: Session) -> impl IntoView {
    let appendix = session.printing.appendix;
    let charts = session.printing.charts;
    view! {
        <label class="choice">
            <input type="checkbox" data-input="appendix" prop:checked=move || appendix.get()
                on:change=move |event| appendix.set(event_target_checked(&event))/>
            "「確認すること」の一覧も付ける"
        </label>
        <label class="choice">
            <input type="checkbox" data-input="charts" prop:checked=move || charts.get()
                on:change=move |event| charts.set(event_target_checked(&event))/>
            "表のグラフも付ける"
        </label>
    }
}
