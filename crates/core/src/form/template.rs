//! Templates of ids and sentences: `effect.{row}.{column}`.

use std::rc::Rc;

/// Values of template variables: name, id part, label, number. Thousands of
/// cells have scopes of their own, whose variables they share.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    bindings: Vec<Rc<Binding>>,
}

/// One variable of a template.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The name between the braces.
    pub name: String,
    /// What it becomes in ids.
    pub id: String,
    /// What it becomes in sentences.
    pub label: String,
    /// What it becomes in arithmetic.
    pub number: Option<i64>,
}

impl Binding {
    /// A variable, what it becomes in ids, in sentences and in arithmetic.
    pub fn new(name: &str, id: &str, label: &str, number: Option<i64>) -> Self {
        Self { name: name.to_owned(), id: id.to_owned(), label: label.to_owned(), number }
    }
}

impl Scope {
    /// A scope of these variables.
    pub fn of(bindings: &[&Rc<Binding>]) -> Self {
        Self { bindings: bindings.iter().copied().cloned().collect() }
    }

    /// The same scope with one more variable.
    pub fn with(&self, binding: Binding) -> Self {
        let mut bindings = self.bindings.clone();
        bindings.push(Rc::new(binding));
        Self { bindings }
    }

    /// The latest variable of that name.
    pub fn get(&self, name: &str) -> Option<&Binding> {
        self.bindings.iter().rev().find(|binding| binding.name == name).map(Rc::as_ref)
    }

    /// Puts the id parts of the variables into a template. A variable that is
    /// not in the scope is left as it stands, and its name returned.
    pub fn fill(&self, template: &str) -> Result<String, String> {
        let mut out = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('{') {
            out.push_str(before);
            let Some((name, tail)) = after.split_once('}') else {
                return Err(after.to_owned());
            };
            match self.get(name) {
                Some(binding) => out.push_str(&binding.id),
                None => return Err(name.to_owned()),
            }
            rest = tail;
        }
        out.push_str(rest);
        Ok(out)
    }
}

/// The names between braces, each once.
pub fn variables(template: &str) -> Vec<&str> {
    let mut out = Vec::new();
    for part in template.split('{').skip(1) {
        if let Some((name, _)) = part.split_once('}')
            && !out.contains(&name)
        {
            out.push(name);
        }
    }
    out
}
