//! Wareki: text ⇄ dates, months and fiscal years.
