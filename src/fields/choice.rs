//! Choices and marks.

use super::box_id;
use super::message::{described_by, invalid};
use crate::session::SheetSession;
use kohyo_core::form::{Cell, CellIx, Choice, Form};
use leptos::prelude::*;

/// A list to open. A text that is no choice stands in it too, so that it is
/// seen and not lost.
pub(super) fn select(open: SheetSession, form: &Form, cell: &Cell, place: CellIx) -> AnyView {
    let signal = open.cell(place);
    let options: Vec<_> = form
        .choices_of(cell)
        .iter()
        .enumerate()
        .map(|(index, choice)| {
            let Choice { code, label, .. } = choice;
            let chosen = move || signal.with(|view| view.choice.map(usize::from) == Some(index));
            let hidden = hidden(open, cell, choice, chosen);
            view! { <option value=code.clone() hidden=hidden prop:selected=chosen>{label.clone()}</option> }
        })
        .collect();
    let other = move || {
        signal
            .with(|view| (view.choice.is_none() && !view.raw.is_empty()).then(|| view.raw.clone()))
    };
    let none = move || signal.with(|view| view.choice.is_none() && view.raw.is_empty());
    view! {
        <select
            class="box is-choice"
            id=box_id(cell)
            data-cell=cell.id.clone()
            aria-label=cell.label.clone()
            aria-required=super::required(cell).map(|_| "true")
            aria-invalid=invalid(open, place)
            aria-describedby=described_by(cell)
            on:change=move |event| open.choose(place, &event_target_value(&event))
        >
            <option value="" prop:selected=none></option>
            {options}
            {move || other().map(|text| view! { <option value="\u{0}" prop:selected=true>{text}</option> })}
        </select>
    }
    .into_any()
}

/// What is of other years is not offered; where it is chosen already, it is shown.
fn hidden<F>(
    open: SheetSession,
    cell: &Cell,
    choice: &Choice,
    chosen: F,
) -> impl Fn() -> bool + use<F>
where
    F: Fn() -> bool,
{
    let own_year = cell.year;
    // Most choices hold in any year: nothing is asked for these.
    let dated = choice.is_dated().then(|| choice.clone());
    move || {
        let Some(choice) = &dated else { return false };
        let year = own_year.or_else(|| open.year_told());
        year.is_some_and(|year| !choice.holds_in(year)) && !chosen()
    }
}

/// A group of which one is chosen.
pub(super) fn radios(open: SheetSession, form: &Form, cell: &Cell, place: CellIx) -> AnyView {
    let signal = open.cell(place);
    let name = box_id(cell);
    let inputs: Vec<_> = form
        .choices_of(cell)
        .iter()
        .enumerate()
        .map(|(index, choice)| {
            let code = choice.code.clone();
            let chosen = move || signal.with(|view| view.choice.map(usize::from) == Some(index));
            view! {
                <label class="choice" hidden=hidden(open, cell, choice, chosen)>
                    <input type="radio" name=name.clone() value=choice.code.clone()
                        prop:checked=chosen
                        on:change=move |_| open.choose(place, &code)/>
                    {choice.label.clone()}
                </label>
            }
        })
        .collect();
    group(open, cell, place, inputs.into_any())
}

/// Takes the choice of a group back: a radio cannot be switched off by itself.
pub(super) fn clear(open: SheetSession, place: CellIx) -> AnyView {
    let signal = open.cell(place);
    view! {
        <button type="button" class="clear" data-action="clear"
            hidden=move || signal.with(|view| view.choice.is_none())
            on:click=move |_| open.choose(place, "")>"選択を解除"</button>
    }
    .into_any()
}

/// A group of which several are chosen.
pub(super) fn checkboxes(open: SheetSession, form: &Form, cell: &Cell, place: CellIx) -> AnyView {
    let signal = open.cell(place);
    let inputs: Vec<_> = form
        .choices_of(cell)
        .iter()
        .enumerate()
        .map(|(index, choice)| {
            let code = choice.code.clone();
            let chosen =
                move || signal.with(|view| index < 128 && view.choices >> index & 1 == 1);
            view! {
                <label class="choice" hidden=hidden(open, cell, choice, chosen)>
                    <input type="checkbox" value=choice.code.clone()
                        prop:checked=chosen
                        on:change=move |event| open.toggle(place, &code, event_target_checked(&event))/>
                    {choice.label.clone()}
                </label>
            }
        })
        .collect();
    group(open, cell, place, inputs.into_any())
}

fn group(open: SheetSession, cell: &Cell, place: CellIx, inputs: AnyView) -> AnyView {
    view! {
        <fieldset
            class="choices"
            data-cell=cell.id.clone()
            aria-invalid=invalid(open, place)
            aria-describedby=described_by(cell)
        >
            <legend class="unseen">{cell.label.clone()}</legend>
            {inputs}
        </fieldset>
        {super::message::given(open, place)}
    }
    .into_any()
}

/// ○ or nothing.
pub(super) fn mark(open: SheetSession, cell: &Cell, place: CellIx) -> AnyView {
    let signal = open.cell(place);
    view! {
        <input
            type="checkbox"
            class="mark"
            id=box_id(cell)
            data-cell=cell.id.clone()
            aria-label=cell.label.clone()
            aria-invalid=invalid(open, place)
            aria-describedby=described_by(cell)
            prop:checked=move || signal.with(|view| view.marked)
            on:change=move |event| {
                open.type_into(place, if event_target_checked(&event) { "○" } else { "" });
                open.leave();
            }
        />
        {super::message::given(open, place)}
    }
    .into_any()
}
