//! Numbers: text ⇄ exact decimal.
