//! Elements that are made by the thousand: what web-sys offers for them, without
//! a net for errors that cannot occur here and without what nobody takes. A text
//! that many of them have crosses to the browser once.

use js_sys::JsString;
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node};

/// A text that stands in the browser: the name of an attribute, or a value that
/// several have.
pub type Shared = JsString;

#[wasm_bindgen]
extern "C" {
    /// An element. The browser knows no class of this name: it is only cast to
    /// unchecked. What throws here would stop the engine, so the names of its
    /// attributes must be valid ones.
    #[derive(Clone, Debug)]
    #[wasm_bindgen(extends = Element, extends = Node)]
    pub type Piece;

    #[wasm_bindgen(method, js_name = cloneNode)]
    fn clone_node(this: &Piece, deep: bool) -> Piece;

    /// The first element in it.
    #[wasm_bindgen(method, getter, js_name = firstElementChild)]
    pub fn first(this: &Piece) -> Option<Piece>;

    /// The last element in it.
    #[wasm_bindgen(method, getter, js_name = lastElementChild)]
    pub fn last(this: &Piece) -> Option<Piece>;

    /// Puts another at its end.
    #[wasm_bindgen(method)]
    pub fn append(this: &Piece, other: &Piece);

    /// Sets an attribute to a value of its own.
    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set(this: &Piece, name: &Shared, value: &str);

    /// The same to a value that others have too.
    #[wasm_bindgen(method, js_name = setAttribute)]
    pub fn set_shared(this: &Piece, name: &Shared, value: &Shared);
}

impl Piece {
    /// The same element.
    pub fn of(element: &Element) -> &Self {
        element.unchecked_ref()
    }

    /// A copy of it with all that stands in it.
    pub fn copy(&self) -> Self {
        self.clone_node(true)
    }
}
