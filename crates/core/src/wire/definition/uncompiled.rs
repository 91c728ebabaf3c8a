//! A definition that was read: what it takes to compile it later.

use super::{Decoder, decoded, plain_object, tree};
use crate::form::definition::Definition;
use crate::form::fault::Fault;
use crate::form::{Form, Head};
use crate::wire::digest;

/// A definition, read and not compiled yet.
#[derive(Debug)]
pub struct Uncompiled {
    pub(super) definition: Definition,
    digest: String,
}

impl Uncompiled {
    /// That of a text, or all faults that show without compiling it.
    pub fn of(text: &str) -> Result<Self, Vec<Fault>> {
        let tree = tree(text)?;
        let definition = decoded(&tree, Decoder::definition)?;
        // Over the canonical form, so that comments and spaces do not matter.
        let digest = digest::of_json(&plain_object(&tree)).unwrap_or_default();
        Ok(Self { definition, digest })
    }

    /// What tells its form from others.
    pub fn head(&self) -> Head {
        Head::of(&self.definition)
    }

    /// Its form, or all its faults.
    pub fn compile(&self) -> Result<Form, Vec<Fault>> {
        let mut form = Form::compile(&self.definition)?;
        form.digest.clone_from(&self.digest);
        Ok(form)
    }
}
