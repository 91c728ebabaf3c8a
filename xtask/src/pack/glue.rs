//! The glue without what only a reader needs: a third of it is indentation
//! and comments, and the page is read whole from a share at each start.

use anyhow::{Result, ensure};

/// The same program on fewer bytes: lines keep their order and their ends, so
/// that nothing hangs on where a statement ends.
pub(super) fn thinned(glue: &str) -> Result<String> {
    let mut lines = Vec::new();
    let mut commented = false;
    for line in glue.lines().map(str::trim) {
        if commented || line.starts_with("/*") {
            commented = !line.ends_with("*/");
        } else if !line.is_empty() && !line.starts_with("//") {
            // Within a text of several lines, blanks would be part of it.
            let quotes = line.matches('`').count();
            ensure!(quotes.is_multiple_of(2), "the glue holds a text of several lines: {line}");
            lines.push(line);
        }
    }
    ensure!(!commented, "a comment of the glue has no end");
    Ok(lines.join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_go_and_the_program_stays() -> Result<()> {
        let glue = "/**\n * @param {number} a\n */\nfunction f(a) {\n    // why\n\n    const t = `a ${a}`;\n    return t; // end\n}\n/* one line */\n";
        assert_eq!(thinned(glue)?, "function f(a) {\nconst t = `a ${a}`;\nreturn t; // end\n}");
        Ok(())
    }

    #[test]
    fn what_it_does_not_understand_is_refused() {
        assert!(thinned("const t = `a\n  b`;").is_err());
        assert!(thinned("/* no end").is_err());
    }
}
