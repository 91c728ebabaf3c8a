//! The pictures, each with its figures as a table beside it.

use crate::session::Office;
use crate::session::office::{Heat, Shares, Years};
use crate::words;
use leptos::prelude::*;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 240.0;
const LEFT: f64 = 12.0;
/// Room for the years below the bars.
const FOOT: f64 = 24.0;
/// So many patterns tell amounts and choices apart, beside their figures.
const TINTS: usize = 6;

/// The pictures.
pub fn panel(office: Office) -> AnyView {
    view! {
        <section class="panel" aria-labelledby="charts">
            <h2 id="charts">"図"</h2>
            <h3>"年度ごとの計画と実績"</h3>
            <div class="office-filters">{amount(office, 0, "計画")}{amount(office, 1, "実績")}</div>
            {move || years(office.years())}
            <h3>"部署ごとの割合"</h3>
            <label class="narrowing">
                <span>"項目"</span>
                <select class="box" data-input="share" on:change=move |event| {
                    if let Ok(place) = event_target_value(&event).parse() {
                        office.share.set(place);
                    }
                }>
                    {move || office.sharable().into_iter().enumerate().map(|(place, (_, label))| view! {
                        <option value=place.to_string()>{label}</option>
                    }).collect_view()}
                </select>
            </label>
            {move || shares(office, office.shares())}
            <h3>"部署ごとの確認することの数"</h3>
            {move || heat(office.heat())}
        </section>
    }
    .into_any()
}

fn amount(office: Office, nth: usize, label: &'static str) -> AnyView {
    view! {
        <label class="narrowing">
            <span>{label}</span>
            <select class="box" data-input=format!("drawn-{nth}") on:change=move |event| {
                let mut drawn: Vec<Option<usize>> = untrack(|| office.drawn()).into_iter().map(Some).collect();
                drawn.resize(2, None);
                if let Some(own) = drawn.get_mut(nth) {
                    *own = event_target_value(&event).parse().ok();
                }
                office.drawn.set(drawn);
            }>
                {move || {
                    let chosen = office.drawn().get(nth).copied();
                    office.yearly().into_iter().map(|(place, amount)| view! {
                        <option value=place.to_string() selected={Some(place) == chosen}>{amount.label}</option>
                    }).collect_view()
                }}
            </select>
        </label>
    }
    .into_any()
}

fn tint(nth: usize) -> String {
    format!("tint-{}", nth % TINTS)
}

fn years(own: Years) -> AnyView {
    if own.years.is_empty() {
        return view! { <p class="support">"年度のある数字がまだありません。"</p> }.into_any();
    }
    let heights = own.years.iter().flat_map(|(_, totals)| totals.iter().map(|(height, _)| *height));
    let (least, most) =
        heights.fold((0.0_f64, 0.0_f64), |(a, b), height| (a.min(height), b.max(height)));
    let span = if most > least { most - least } else { 1.0 };
    let scale = (HEIGHT - FOOT - 8.0) / span;
    let zero = 4.0 + most * scale;
    let group = (WIDTH - LEFT) / own.years.len() as f64;
    let bar = group * 0.8 / own.names.len().max(1) as f64;
    let mut shapes: Vec<AnyView> = Vec::new();
    let mut rows: Vec<AnyView> = Vec::new();
    for (nth, (year, totals)) in own.years.iter().enumerate() {
        let at = LEFT + nth as f64 * group;
        for (which, (height, total)) in totals.iter().enumerate() {
            let (top, tall) = if *height >= 0.0 {
                (zero - height * scale, height * scale)
            } else {
                (zero, -height * scale)
            };
            let said = format!(
                "{year} {} {}{}",
                own.names.get(which).map_or("", String::as_str),
                total.sum.clone().unwrap_or_default(),
                own.unit
            );
            shapes.push(view! {
                <rect class=tint(which) x=(at + which as f64 * bar).to_string() y=top.to_string() width=(bar * 0.9).to_string() height=tall.to_string()><title>{said}</title></rect>
            }.into_any());
        }
        shapes.push(
            view! { <text x=at.to_string() y=(HEIGHT - 6.0).to_string()>{year.clone()}</text> }
                .into_any(),
        );
        let cells: Vec<AnyView> = totals.iter().map(|(_, total)| view! {
            <td class="figure">{total.sum.clone().unwrap_or_default()}{total.left_out.clone().map(|text| view! { <span class="left-out">{text}</span> })}</td>
        }.into_any()).collect();
        rows.push(view! { <tr><th scope="row">{year.clone()}</th>{cells}</tr> }.into_any());
    }
    let heads: Vec<AnyView> = own
        .names
        .iter()
        .enumerate()
        .map(|(nth, name)| {
            view! {
                <th scope="col">{key(nth)}{name.clone()}</th>
            }
            .into_any()
        })
        .collect();
    let label = format!("年度ごとの{}", own.names.join("と"));
    let group = label.clone();
    view! {
        <div class="chart" data-chart="years" tabindex="0" role="group" aria-label=group>
            <svg role="img" aria-label=label viewBox=format!("0 0 {WIDTH} {HEIGHT}") width=WIDTH.to_string() height=HEIGHT.to_string()>
                <line class="axis" x1="0" x2=WIDTH.to_string() y1=zero.to_string() y2=zero.to_string()/>
                {shapes}
            </svg>
            <table class="grid"><caption>{if own.unit.is_empty() { String::new() } else { format!("単位：{}", own.unit) }}</caption>
                <thead><tr><th scope="col">"年度"</th>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

/// The colour of an amount or a choice, beside its name.
fn key(nth: usize) -> AnyView {
    view! { <svg class="key" aria-hidden="true" width="12" height="12"><rect class=tint(nth) width="12" height="12"/></svg> }.into_any()
}

fn shares(office: Office, own: Shares) -> AnyView {
    if own.rows.is_empty() {
        return view! { <p class="support">"割合を出せる項目がまだありません。"</p> }.into_any();
    }
    let heads: Vec<AnyView> = own
        .choices
        .iter()
        .enumerate()
        .map(|(nth, name)| {
            view! {
                <th scope="col">{key(nth)}{name.clone()}</th>
            }
            .into_any()
        })
        .collect();
    let rows: Vec<AnyView> = own.rows.into_iter().map(|(name, sheets)| {
        let all: usize = sheets.iter().map(Vec::len).sum();
        let scale = 240.0 / all.max(1) as f64;
        let mut at = 0.0;
        let bars: Vec<AnyView> = sheets.iter().enumerate().map(|(nth, own)| {
            let width = own.len() as f64 * scale;
            let x = at;
            at += width;
            view! { <rect class=tint(nth) x=x.to_string() y="0" width=width.to_string() height="14"/> }.into_any()
        }).collect();
        let counts: Vec<AnyView> = sheets.into_iter().map(|own| {
            let count = own.len();
            view! { <td class="figure">{(count > 0).then(|| view! { <button class="link" data-action="open-row" on:click=move |_| office.open_row(&own)>{count.to_string()}</button> })}</td> }.into_any()
        }).collect();
        view! {
            <tr data-share=name.clone()><th scope="row">{words::or_unnamed(&name)}</th>
                <td><svg aria-hidden="true" width="240" height="14">{bars}</svg></td>{counts}</tr>
        }.into_any()
    }).collect();
    view! {
        <div class="table-scroll is-tall" tabindex="0" role="group" aria-label="部署ごとの割合">
            <table class="grid" data-chart="shares">
                <thead><tr><th scope="col">"部署"</th><th scope="col">"割合"</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

fn heat(own: Heat) -> AnyView {
    if own.codes.is_empty() {
        return view! { <p class="support">"確認することはまだありません。"</p> }.into_any();
    }
    let most = own.rows.iter().flat_map(|(_, counts)| counts).copied().max().unwrap_or(1).max(1);
    let heads: Vec<AnyView> = own
        .codes
        .iter()
        .map(|code| {
            view! { <th scope="col" title=code.clone()>{words::matter(code).to_owned()}</th> }
                .into_any()
        })
        .collect();
    let rows: Vec<AnyView> = own.rows.into_iter().map(|(name, counts)| {
        let cells: Vec<AnyView> = counts.into_iter().map(|count| {
            // Five shades, the darkest for the most.
            let shade = (count * 4).div_ceil(most);
            view! { <td class=format!("figure heat-{shade}")>{(count > 0).then(|| count.to_string())}</td> }.into_any()
        }).collect();
        view! { <tr data-heat=name.clone()><th scope="row">{words::or_unnamed(&name)}</th>{cells}</tr> }.into_any()
    }).collect();
    view! {
        <div class="table-scroll is-tall" tabindex="0" role="group" aria-label="部署ごとの確認することの数">
            <table class="grid" data-chart="heat">
                <thead><tr><th scope="col">"部署"</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
