//! What was remarked on the open sheet, and answers.

use super::SheetSession;
use super::open::Arrival;
use crate::words;
use kohyo_core::submission::{self, Comment};
use leptos::prelude::*;

impl SheetSession {
    /// What was remarked on a cell and is open.
    pub fn comments_at(self, id: &str) -> Vec<Comment> {
        self.comments.with(|list| {
            let own = list.iter().filter(|comment| comment.cell.as_deref() == Some(id));
            own.filter(|comment| !comment.resolved).cloned().collect()
        })
    }

    /// Answers, or remarks on something, in the name of the section.
    pub fn answer(self, cell: Option<String>, text: &str) {
        let text = text.trim();
        if text.is_empty() || self.reading.get_untracked().is_some() {
            return;
        }
        let desk = self.desk.get_value();
        let by = self.state.with_value(|state| {
            submission::department(&self.form(), &state.contents.sheet, &state.evaluation)
        });
        let comment = Comment {
            id: desk.new_id(),
            cell,
            text: text.to_owned(),
            by: by.unwrap_or_else(|| words::THE_SECTION.to_owned()),
            at: desk.now(),
            resolved: false,
        };
        self.state.update_value(|state| state.contents.document.comments.push(comment.clone()));
        self.comments.update(|list| list.push(comment));
        self.touch();
    }
}

impl Arrival {
    /// Whether the file brings remarks.
    pub fn has_comments(&self) -> bool {
        !self.contents.document.comments.is_empty()
    }
}
