//! The page.

use leptos::prelude::*;

fn main() {
    mount_to_body(|| view! { <main><h1>"kohyo"</h1></main> });
    let body = leptos::tachys::dom::body();
    let _ = body.set_attribute("data-ready", "true");
}
