//! A line chart beside its table, with the same in words.

use crate::session::SheetSession;
use crate::session::chart::{self, Chart, Drawn};
use crate::words;
use kohyo_core::form::{Form, Table};
use leptos::prelude::*;

/// The width and the height of the field in which the lines are drawn, and
/// what is left free around it.
const WIDTH: usize = 300;
const LEFT: usize = 64;
const ABOVE: i32 = 10;

/// The most letters for which there is room beside the field.
const LONGEST: usize = 10;

/// The charts of a table.
pub fn charts(open: SheetSession, form: &Form, table: &Table) -> Option<AnyView> {
    let charts = chart::of(form, table);
    if charts.is_empty() {
        return None;
    }
    let figures: Vec<_> = charts
        .into_iter()
        .map(|chart| {
            let drawn = open.drawing(&chart);
            move || drawn.get().map(|drawn| figure(&chart, &drawn))
        })
        .collect();
    Some(view! { <div class="charts">{figures}</div> }.into_any())
}

/// One chart.
pub fn figure(chart: &Chart, drawn: &Drawn) -> AnyView {
    let step = WIDTH / chart.years.len().max(2).saturating_sub(1);
    let x = |year: usize| LEFT + year * step;
    let lines: Vec<_> = drawn
        .lines
        .iter()
        .enumerate()
        .map(|(nth, line)| {
            let path: Vec<String> =
                line.points.iter().map(|(year, y)| format!("{},{}", x(*year), y + ABOVE)).collect();
            let marks: Vec<_> =
                line.points.iter().map(|(year, y)| mark(nth, x(*year), y + ABOVE)).collect();
            view! {
                <g class=look(nth)>
                    <polyline points=path.join(" ") fill="none"></polyline>
                    {marks}
                </g>
            }
        })
        .collect();
    let years: Vec<_> = chart
        .years
        .iter()
        .enumerate()
        .map(|(year, label)| {
            view! { <text x=x(year).to_string() y="128" text-anchor="middle">{words::short_year(label)}</text> }
        })
        .collect();
    let keys: Vec<_> = drawn
        .lines
        .iter()
        .enumerate()
        .map(|(nth, line)| {
            view! {
                <li>
                    <svg class="chart-key" viewBox="0 0 30 10" aria-hidden="true">
                        <g class=look(nth)>
                            <polyline points="0,5 30,5" fill="none"></polyline>
                            {mark(nth, 15, 5)}
                        </g>
                    </svg>
                    {line.name.clone()}
                </li>
            }
        })
        .collect();
    let zero = (drawn.zero + ABOVE).to_string();
    let said = words::chart(chart, drawn);
    let right = (LEFT + WIDTH + 8).to_string();
    // The scale names zero only where it is neither end.
    let inside = drawn.zero > 8 && drawn.zero < 92;
    view! {
        <figure class="chart">
            <figcaption>{words::chart_title(&chart.label)}</figcaption>
            <svg class="chart-field" viewBox="0 0 380 134" role="img" aria-label=said>
                <line class="chart-zero" x1=LEFT.to_string() x2=right y1=zero.clone() y2=zero.clone()></line>
                {end("14", &drawn.ends.0)}
                {end("114", &drawn.ends.1)}
                {inside.then(|| view! { <text x="58" y=zero text-anchor="end">"0"</text> })}
                {years}
                {lines}
            </svg>
            <ul class="chart-keys">{keys}</ul>
        </figure>
    }
    .into_any()
}

/// How a line is drawn: six can be told from each other.
fn look(nth: usize) -> String {
    let late = if nth / 3 % 2 == 1 { " is-late" } else { "" };
    format!("chart-line is-{}{late}", nth % 3)
}

/// The end of the scale, which is pressed together where it is long.
fn end(y: &'static str, text: &str) -> AnyView {
    let long = text.chars().count() > LONGEST;
    view! {
        <text x="58" y=y text-anchor="end" lengthAdjust="spacingAndGlyphs" textLength=long.then_some("56")>
            {text.to_owned()}
        </text>
    }
    .into_any()
}

/// The mark of a point: each line has its own, for those who tell no colours.
fn mark(nth: usize, x: usize, y: i32) -> AnyView {
    let (x, y) = (i32::try_from(x).unwrap_or_default(), y);
    match nth % 3 {
        0 => view! { <circle cx=x.to_string() cy=y.to_string() r="3"></circle> }.into_any(),
        1 => {
            view! { <rect x=(x - 3).to_string() y=(y - 3).to_string() width="6" height="6"></rect> }
                .into_any()
        }
        _ => {
            let points = format!("{x},{} {},{} {},{}", y - 4, x - 4, y + 3, x + 4, y + 3);
            view! { <polygon points=points></polygon> }.into_any()
        }
    }
}
