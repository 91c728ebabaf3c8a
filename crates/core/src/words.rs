//! Everything the engine says, in Japanese. An editor of wording opens this
//! file only.
