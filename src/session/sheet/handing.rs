//! What leaves: the submission file, the draft as a file.

use super::{APPLICATION, Contents, SheetSession};
use kohyo_core::wire;
use leptos::prelude::*;

impl SheetSession {
    /// Hands the submission file to the person. False where what was written
    /// does not read back as what was meant; nothing is handed out then.
    pub fn export(self) -> bool {
        self.judge_for_submission();
        let form = self.form();
        let desk = self.desk.get_value();
        let stage = self.stage.get_untracked();
        let written = self.state.with_value(|state| {
            let Contents { sheet, document, .. } = &state.contents;
            let name = wire::submission::file_name(&form, sheet, &state.evaluation, &desk.stamp());
            wire::submission::write(
                &form,
                sheet,
                &state.evaluation,
                &crate::session::roll_over::handed_in(document),
                stage.as_deref(),
                &desk.now(),
                APPLICATION,
            )
            .map(|text| (name, text))
        });
        self.unwritten.set(written.is_err());
        match written {
            Ok((name, text)) => {
                desk.hand_out(&name, &text);
                true
            }
            Err(_) => false,
        }
    }

    /// Hands the draft file to the person.
    pub fn hand_out_draft(self) {
        let (name, text) = self.draft_file();
        self.desk.get_value().hand_out(&name, &text);
    }

    /// The name and the text of the draft as a file.
    pub(in crate::session) fn draft_file(self) -> (String, String) {
        let desk = self.desk.get_value();
        self.with_evaluation(|form, contents, evaluation| {
            crate::session::filing::draft_file(desk.as_ref(), form, contents, evaluation)
        })
    }
}
