//! What a key does in a table, as in a sheet of Excel.

use super::Way;

/// What holds the focus.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A box of one line.
    Line,
    /// A box of several lines.
    Lines,
    /// A list to open.
    List,
    /// A mark.
    Mark,
    /// A group of inputs, which has its own use for up and down.
    Group,
    /// A computed cell.
    Computed,
}

/// One key as it was pressed, and where.
#[derive(Clone, Copy, Debug)]
pub struct Stroke<'a> {
    /// The key's name: `Enter`, `ArrowUp`, `d`.
    pub key: &'a str,
    /// Whether Shift was held.
    pub shift: bool,
    /// Whether Ctrl was held.
    pub ctrl: bool,
    /// Whether Alt was held.
    pub alt: bool,
    /// Whether an IME composes: then every key belongs to it.
    pub composing: bool,
    /// What holds the focus.
    pub holder: Holder,
    /// Whether the cell was entered by selection and not by a click into its text.
    pub selected: bool,
    /// Whether a range of several cells is chosen.
    pub several: bool,
    /// Whether the caret stands before the first letter.
    pub at_start: bool,
    /// Whether the caret stands behind the last letter.
    pub at_end: bool,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// To the next cell.
    Go(Way),
    /// To the last cell that way.
    GoEdge(Way),
    /// To the first or the last cell of the table.
    GoEnd(bool),
    /// The range grows by one.
    Stretch(Way),
    /// The range grows to the edge.
    StretchEdge(Way),
    /// The chosen cells are emptied.
    Clear,
    /// What stood there when it was entered stands there again.
    Restore,
    /// The caret goes behind the last letter.
    Edit,
    /// A line break at the caret.
    BreakLine,
    /// The first row of the range fills the rows below.
    FillDown,
    /// The first column of the range fills those to its right.
    FillRight,
}

/// What a key does; none = what the browser does with it.
pub fn act(stroke: Stroke<'_>) -> Option<Act> {
    let Stroke { key, shift, ctrl, alt, holder, selected, several, .. } = stroke;
    if stroke.composing {
        return None;
    }
    if holder == Holder::Group {
        // Up and down choose in it. Sideways the browser would choose too, where
        // the hand only passes by.
        let plain = !(shift || ctrl || alt);
        let way = arrow(key).filter(|way| plain && matches!(way, Way::Left | Way::Right));
        return way.map(Act::Go);
    }
    let text = matches!(holder, Holder::Line | Holder::Lines);
    // Whether the keys are the table's rather than the text's.
    let free = selected || several || matches!(holder, Holder::Mark | Holder::Computed);
    match key {
        "Enter" if alt => (holder == Holder::Lines).then_some(Act::BreakLine),
        "Enter" if ctrl => None,
        // Where prose is being written, Enter breaks the line.
        "Enter" if holder == Holder::Lines && !selected => None,
        "Enter" => Some(Act::Go(if shift { Way::Up } else { Way::Down })),
        "Escape" => (text || several).then_some(Act::Restore),
        "F2" if !shift && !ctrl && !alt => Some(Act::Edit),
        "Delete" if several => Some(Act::Clear),
        "Backspace" if several => Some(Act::Clear),
        "Delete" if !text => Some(Act::Clear),
        "d" | "D" if ctrl && !shift && !alt => Some(Act::FillDown),
        "r" | "R" if ctrl && !shift && !alt => Some(Act::FillRight),
        "Home" | "End" if free && !shift && !alt => Some(match (ctrl, key == "End") {
            (true, last) => Act::GoEnd(last),
            (false, true) => Act::GoEdge(Way::Right),
            (false, false) => Act::GoEdge(Way::Left),
        }),
        _ => {
            let way = arrow(key)?;
            let upright = matches!(way, Way::Up | Way::Down);
            let act = match (ctrl, shift) {
                _ if alt => return None,
                // Up and down choose in a list, as they do everywhere else.
                (false, false) if holder == Holder::List && upright && !several => return None,
                (true, true) if free => Act::StretchEdge(way),
                (true, false) if free => Act::GoEdge(way),
                (false, true) if free => Act::Stretch(way),
                (false, false) if free || leads_out(stroke, way) => Act::Go(way),
                _ => return None,
            };
            Some(act)
        }
    }
}

/// Whether an arrow would move nothing in the box itself.
fn leads_out(stroke: Stroke<'_>, way: Way) -> bool {
    let sideways = matches!(way, Way::Left | Way::Right);
    match stroke.holder {
        Holder::List => sideways,
        Holder::Line if !sideways => true,
        Holder::Line | Holder::Lines => match way {
            Way::Left | Way::Up => stroke.at_start,
            Way::Right | Way::Down => stroke.at_end,
        },
        Holder::Mark | Holder::Computed => true,
        Holder::Group => false,
    }
}

fn arrow(key: &str) -> Option<Way> {
    Some(match key {
        "ArrowUp" => Way::Up,
        "ArrowDown" => Way::Down,
        "ArrowLeft" => Way::Left,
        "ArrowRight" => Way::Right,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stroke(key: &str) -> Stroke<'_> {
        Stroke {
            key,
            shift: false,
            ctrl: false,
            alt: false,
            composing: false,
            holder: Holder::Line,
            selected: true,
            several: false,
            at_start: false,
            at_end: false,
        }
    }

    #[test]
    fn a_selected_cell_is_left_by_any_arrow() {
        assert_eq!(act(stroke("ArrowLeft")), Some(Act::Go(Way::Left)));
        assert_eq!(act(stroke("Enter")), Some(Act::Go(Way::Down)));
        assert_eq!(act(Stroke { shift: true, ..stroke("Enter") }), Some(Act::Go(Way::Up)));
        assert_eq!(
            act(Stroke { shift: true, ..stroke("ArrowDown") }),
            Some(Act::Stretch(Way::Down))
        );
        assert_eq!(
            act(Stroke { ctrl: true, ..stroke("ArrowRight") }),
            Some(Act::GoEdge(Way::Right))
        );
        assert_eq!(act(stroke("Home")), Some(Act::GoEdge(Way::Left)));
    }

    #[test]
    fn in_a_text_the_arrows_are_the_carets_until_it_stands_at_the_edge() {
        let inside = |key| Stroke { selected: false, ..stroke(key) };
        assert_eq!(act(inside("ArrowLeft")), None);
        assert_eq!(act(Stroke { at_start: true, ..inside("ArrowLeft") }), Some(Act::Go(Way::Left)));
        assert_eq!(act(Stroke { at_start: true, ..inside("ArrowRight") }), None);
        assert_eq!(act(inside("ArrowDown")), Some(Act::Go(Way::Down)), "one line has no below");
        let lines = Stroke { holder: Holder::Lines, ..inside("ArrowDown") };
        assert_eq!(act(lines), None);
        assert_eq!(act(Stroke { at_end: true, ..lines }), Some(Act::Go(Way::Down)));
        assert_eq!(act(Stroke { shift: true, ..inside("ArrowLeft") }), None);
        assert_eq!(act(inside("Home")), None);
        assert_eq!(act(inside("Delete")), None);
        assert_eq!(act(Stroke { several: true, ..inside("Delete") }), Some(Act::Clear));
    }

    #[test]
    fn while_the_ime_composes_no_key_is_the_tables() {
        for key in ["Enter", "ArrowDown", "Escape", "Delete", "F2"] {
            assert_eq!(
                act(Stroke { composing: true, several: true, ..stroke(key) }),
                None,
                "{key}"
            );
        }
    }

    #[test]
    fn alt_and_enter_break_the_line_and_the_lists_keep_their_arrows() {
        let lines = Stroke { holder: Holder::Lines, alt: true, ..stroke("Enter") };
        assert_eq!(act(lines), Some(Act::BreakLine));
        let lines = Stroke { alt: false, ..lines };
        assert_eq!(act(lines), Some(Act::Go(Way::Down)));
        assert_eq!(act(Stroke { selected: false, ..lines }), None, "breaks the line");
        let list = Stroke { holder: Holder::List, selected: false, ..stroke("ArrowDown") };
        assert_eq!(act(list), None);
        assert_eq!(act(Stroke { selected: true, ..list }), None, "chooses");
        assert_eq!(act(Stroke { key: "Enter", ..list }), Some(Act::Go(Way::Down)));
        assert_eq!(act(Stroke { key: "ArrowLeft", ..list }), Some(Act::Go(Way::Left)));
        assert_eq!(act(Stroke { alt: true, ..list }), None, "opens the list");
        let group = |key| act(Stroke { holder: Holder::Group, ..stroke(key) });
        assert_eq!(group("ArrowDown"), None);
        assert_eq!(group("ArrowRight"), Some(Act::Go(Way::Right)), "nothing is chosen in passing");
    }
}
