//! Tables under the hand: where a key leads, what a pasted block becomes.
//!
//! Pure but for [`Tables`], which holds the one signal of what is chosen.

mod grid;
mod keys;
mod paste;
mod spaced;
#[cfg(test)]
mod tests;
mod work;

pub use grid::{Grid, Spot, Way};
pub use keys::{Act, Holder, Stroke, act};
pub use paste::{Becomes, Pasting, Step};
pub use work::Tables;
