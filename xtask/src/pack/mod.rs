//! One file out of what trunk staged: styles, glue, engine, notices, and a
//! policy that lets exactly these run.
//!
//! The order in the file: the policy first, the styles, the page's own
//! markup; at the end of the body the check and the rescue in ES5, the data
//! elements, the glue, the start. A copy with other forms baked in differs in the one
//! element `kohyo-baked`.

mod ascii;
mod glue;
mod html;
mod notices;
mod wasm;
mod weigh;

pub(crate) use weigh::report as weigh;

use crate::{build, remap, workspace};
use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use flate2::{Compression, write::GzEncoder};
use html::{raw_element, tags};
use sha2::{Digest, Sha256};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The name of the one file.
pub(crate) const PAGE: &str = "kohyo.html";

/// Bytes of the file as it lies on a share, with filling in, the paper and the
/// central office in it. Nearer to what it has than it would have to be, so
/// that growth is noticed.
const LIMIT: usize = 1_346_000;

const CHECK: &str = include_str!("check.js");
const RESCUE: &str = include_str!("rescue.js");
const START: &str = include_str!("start.js");

/// Packs what trunk staged, where it was a release build.
pub(crate) fn pack() -> Result<()> {
    if std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        // `trunk serve` reloads what it staged; one file would only be slower.
        return Ok(());
    }
    let staged = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("`cargo xtask pack` is called by trunk; call `trunk build --release`")?;
    let root = workspace::root()?;
    let stage = Stage::read(&staged)?;
    // What was built in a hurry is nobody's page: it may be larger, and a
    // profiler reads its names.
    let hurried = std::env::var_os(build::QUICK).is_some();
    let engine = wasm::slimmed(&stage.engine, hurried)?;
    refuse_paths(&root, &[&engine, stage.glue.as_bytes()])?;
    let page = assemble(&stage, &engine, &notices::text(&root)?)?;
    ensure!(hurried || page.len() <= LIMIT, "{PAGE} has {} bytes and may have {LIMIT}", page.len());

    // Only what is handed out stays: the staged parts do not start on file://.
    for entry in fs::read_dir(&staged)? {
        let path = entry?.path();
        if path.is_dir() {
            fs::remove_dir_all(&path)?;
        } else {
            fs::remove_file(&path)?;
        }
    }
    fs::write(staged.join(PAGE), &page)?;
    let sum = hex(&Sha256::digest(&page));
    fs::write(staged.join("SHA256SUMS"), format!("{sum}  {PAGE}\n"))?;
    println!(
        "{PAGE}: {} bytes, {} with gzip (limit {LIMIT}); engine {} bytes, {} with gzip",
        page.len(),
        gzip(page.as_bytes())?.len(),
        engine.len(),
        gzip(&engine)?.len(),
    );
    Ok(())
}

/// What trunk left in its staging folder.
struct Stage {
    markup: String,
    styles: Vec<String>,
    glue: String,
    engine: Vec<u8>,
}

impl Stage {
    /// All of it in ASCII.
    fn read(folder: &Path) -> Result<Self> {
        ensure!(
            !folder.join("snippets").exists(),
            "a crate brings own JavaScript files, which one file cannot import"
        );
        let html = text(&folder.join("index.html"))?;
        let (markup, styles) = take_styles(&html, folder)?;
        let (markup, script) = take_scripts(&markup)?;
        let styles = styles.iter().map(|style| ascii::style(style)).collect();
        let glue = ascii::script(&glue::thinned(&text(&folder.join(&script))?)?);
        let engine_path = folder.join(script.replace(".js", "_bg.wasm"));
        let engine = fs::read(&engine_path)
            .with_context(|| format!("{} is not readable", engine_path.display()))?;
        Ok(Self { markup: ascii::markup(&markup), styles, glue, engine })
    }
}

/// The markup without its linked style sheets, and their texts in order.
fn take_styles(html: &str, folder: &Path) -> Result<(String, Vec<String>)> {
    let mut markup = String::new();
    let mut styles = Vec::new();
    let mut copied = 0;
    for tag in tags(html, "link") {
        if tag.attribute("rel") != Some("stylesheet") {
            continue;
        }
        let href = tag.attribute("href").context("a style sheet without href")?;
        let style = text(&folder.join(href.trim_start_matches(['.', '/'])))?;
        for request in ["@import", "url(\"", "url('", "url(h", "url(/", "url(."] {
            let allowed = style.replace("url(\"data:", "").replace("url('data:", "");
            ensure!(
                !allowed.contains(request),
                "{href} asks for another file ({request}); the page makes no request"
            );
        }
        styles.push(style);
        markup.push_str(&html[copied..tag.range.start]);
        copied = tag.range.end;
    }
    markup.push_str(&html[copied..]);
    Ok((markup, styles))
}

/// The markup without trunk's two scripts, the place marked by [`SCRIPTS`],
/// and the file name of the glue.
fn take_scripts(html: &str) -> Result<(String, String)> {
    let found = tags(html, "script");
    let (Some(first), 2) = (found.first(), found.len()) else {
        bail!("index.html ends with {} scripts, 2 are expected", found.len());
    };
    let source = first.attribute("src").context("the first script is the glue")?;
    let end = html.rfind("</script>").context("an unclosed script")? + "</script>".len();
    let markup = format!("{}{SCRIPTS}{}", &html[..first.range.start], &html[end..]);
    Ok((markup, source.trim_start_matches(['.', '/']).to_owned()))
}

const SCRIPTS: &str = "\u{1}scripts\u{1}";

/// The page as one text.
///
/// Each text that the browser takes as it stands is a numbered part. The page
/// can write a copy of itself: its frame stands in it too, the page with only
/// the numbers where the parts are.
fn assemble(stage: &Stage, engine: &[u8], notices: &str) -> Result<String> {
    // Compressed within the file, which is read whole from a share at each
    // start.
    let packed = compressed(engine)?;
    let [check, rescue, start] = [CHECK, RESCUE, START].map(ascii::script);
    let policy = policy(&[&check, &rescue, &stage.glue, &start], &stage.styles);
    let mut parts = Parts::default();

    let mut head = format!(
        "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n"
    );
    for style in &stage.styles {
        head.push_str(&parts.add("style", "", style)?);
        head.push('\n');
    }
    let body = [
        parts.add("script", "", &check)?,
        parts.add("script", "", &rescue)?,
        parts.add("script", " type=\"application/json\" id=\"kohyo-baked\"", "{}")?,
        parts.add("script", " type=\"application/json\" id=\"kohyo-notices\"", &json(notices)?)?,
        parts.add_data(" id=\"kohyo-engine\"", &BASE64.encode(&packed))?,
        parts.add("script", " type=\"application/json\" id=\"kohyo-frame\"", FRAME)?,
        parts.add("script", "", &stage.glue)?,
        parts.add("script", "", &start)?,
    ]
    .join("\n");

    let version = env!("CARGO_PKG_VERSION");
    let mut frame = replace_once(
        &stage.markup,
        "<html lang=\"ja\">",
        &format!("<html lang=\"ja\" data-version=\"{version}\">"),
    )?;
    // The policy holds for what follows it, so it comes before anything else.
    frame = replace_once(&frame, "<meta charset=\"utf-8\">\n", &head)?;
    frame = replace_once(&frame, SCRIPTS, &body)?;
    let page = parts.fill(&frame, &json(&frame)?);
    ensure!(page.is_ascii(), "the page holds a letter beyond ASCII");
    Ok(page)
}

/// A text as JSON that no element's end can stand in.
fn json(text: &str) -> Result<String> {
    Ok(ascii::script(&serde_json::to_string(text)?).replace('<', "\\u003c"))
}

/// The texts that are taken as they stand, in the order of the page.
#[derive(Default)]
struct Parts(Vec<String>);

/// Stands for the frame among the parts until it is known.
const FRAME: &str = "frame";

impl Parts {
    /// The element of a text, with its number in the text's place.
    fn add(&mut self, name: &str, attributes: &str, text: &str) -> Result<String> {
        // Refuses a text that would leave its element.
        raw_element(name, attributes, text)?;
        let number = self.0.len();
        self.0.push(text.to_owned());
        raw_element(name, &format!("{attributes} data-part=\"{number}\""), &mark(number))
    }

    /// The element of a long text of base64. A comment, which the browser reads
    /// in half the time that a script takes.
    fn add_data(&mut self, attributes: &str, base64: &str) -> Result<String> {
        ensure!(!base64.contains(['-', '<', '>']), "the text would leave its comment");
        let number = self.0.len();
        self.0.push(base64.to_owned());
        Ok(format!("<div hidden{attributes} data-part=\"{number}\"><!--{}--></div>", mark(number)))
    }

    fn fill(&self, frame: &str, own: &str) -> String {
        self.0.iter().enumerate().fold(frame.to_owned(), |page, (number, text)| {
            page.replacen(&mark(number), if text == FRAME { own } else { text }, 1)
        })
    }
}

/// What stands in the frame for a part.
fn mark(number: usize) -> String {
    format!("\u{2}{number}\u{2}")
}

fn replace_once(text: &str, old: &str, new: &str) -> Result<String> {
    let mut parts = text.split(old);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(before), Some(after), None) => Ok(format!("{before}{new}{after}")),
        _ => bail!("index.html holds `{}` not exactly once", old.escape_debug()),
    }
}

/// The content security policy; its shape is part of the contract.
fn policy(scripts: &[&str], styles: &[String]) -> String {
    let hashes = |texts: &mut dyn Iterator<Item = &str>| -> String {
        texts.map(|text| format!("'sha256-{}' ", BASE64.encode(Sha256::digest(text)))).collect()
    };
    let script_hashes = hashes(&mut scripts.iter().copied());
    let mut style_hashes = hashes(&mut styles.iter().map(String::as_str));
    if style_hashes.is_empty() {
        style_hashes.push_str("'none'");
    }
    format!(
        "default-src 'none'; script-src {script_hashes}'wasm-unsafe-eval'; style-src {}; \
         img-src data: blob:; worker-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'",
        style_hashes.trim_end()
    )
}

/// A page with the builder's folders in it tells who built it, and is not the
/// page that another builder gets.
fn refuse_paths(root: &Path, parts: &[&[u8]]) -> Result<()> {
    let parts: Vec<_> = parts.iter().map(|part| String::from_utf8_lossy(part)).collect();
    for (folder, _) in remap::folders(root)? {
        let needle = folder.to_string_lossy();
        if parts.iter().any(|part| part.contains(&*needle)) {
            bail!(
                "the page names the folder {needle}; unset RUSTFLAGS, which hides \
                 target/remap-paths.toml from cargo, and use cargo 1.94 or later"
            );
        }
    }
    Ok(())
}

/// The engine of a packed page, as the browser starts it.
pub(crate) fn engine_of(page: &str) -> Result<Vec<u8>> {
    let at = page.find(" id=\"kohyo-engine\"").context("the page carries no engine")?;
    let start = at + page[at..].find("<!--").context("the engine's element is cut")? + 4;
    let end = page[start..].find("-->").context("the engine has no end")? + start;
    let packed = BASE64.decode(&page[start..end]).context("the engine's element is damaged")?;
    let mut engine = Vec::new();
    std::io::Read::read_to_end(&mut flate2::read::GzDecoder::new(&packed[..]), &mut engine)?;
    Ok(engine)
}

/// As small as the format of gzip allows, which takes its time; a page that
/// was built in a hurry is compressed in one.
fn compressed(bytes: &[u8]) -> Result<Vec<u8>> {
    if std::env::var_os(build::QUICK).is_some() {
        return gzip(bytes);
    }
    let mut out = Vec::new();
    zopfli::compress(zopfli::Options::default(), zopfli::Format::Gzip, bytes, &mut out)?;
    Ok(out)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// Bytes as they are written in sums.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn text(path: &Path) -> Result<String> {
    fs::read_to_string(path).with_context(|| format!("{} is not readable", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage() -> Stage {
        Stage {
            markup: format!(
                "<!DOCTYPE html>\n<html lang=\"ja\">\n<head>\n<meta charset=\"utf-8\">\n</head>\n\
                 <body>\n{SCRIPTS}\n</body>\n</html>\n"
            ),
            styles: vec!["body { color: black }".to_owned()],
            glue: "let wasm_bindgen = 1;".to_owned(),
            engine: Vec::new(),
        }
    }

    #[test]
    fn the_policy_has_the_shape_of_the_contract() {
        let policy = policy(&["a"], &["b".to_owned()]);
        assert_eq!(
            policy,
            "default-src 'none'; \
             script-src 'sha256-ypeBEsobvcr6wjGzmiPcTaeG7/gUfE5yuYB3ha/uSLs=' 'wasm-unsafe-eval'; \
             style-src 'sha256-PiPoFgA5WUoziU9lZOGxNIu9egCI1CxKy3PurtWcAJ0='; \
             img-src data: blob:; worker-src blob:; connect-src 'none'; base-uri 'none'; \
             form-action 'none'"
        );
    }

    #[test]
    fn the_engine_comes_back_as_it_went_in() -> Result<()> {
        let page = assemble(&stage(), b"\0asm engine", "notices")?;
        assert_eq!(engine_of(&page)?, b"\0asm engine");
        Ok(())
    }

    #[test]
    fn the_frame_and_the_parts_give_the_page() -> Result<()> {
        let page = assemble(&stage(), b"\0asm engine", "notices")?;
        let text_of = |tag: &html::Tag<'_>, name: &str| {
            let rest = &page[tag.range.end..];
            let text = &rest[..rest.find(&format!("</{name}")).unwrap_or_default()];
            let comment = text.strip_prefix("<!--").and_then(|text| text.strip_suffix("-->"));
            comment.unwrap_or(text).to_owned()
        };
        let mut parts = std::collections::BTreeMap::new();
        for name in ["style", "script", "div"] {
            for tag in tags(&page, name) {
                let number: usize = tag.attribute("data-part").context("no number")?.parse()?;
                parts.insert(number, text_of(&tag, name));
            }
        }
        let frame = tags(&page, "script")
            .into_iter()
            .find(|tag| tag.attribute("id") == Some("kohyo-frame"))
            .context("no frame")?;
        let frame: String = serde_json::from_str(&text_of(&frame, "script"))?;
        let again: String = frame
            .split('\u{2}')
            .enumerate()
            .map(|(nth, piece)| match piece.parse().ok().filter(|_| nth % 2 == 1) {
                Some(number) => parts.get(&number).cloned().unwrap_or_default(),
                None => piece.to_owned(),
            })
            .collect();
        assert_eq!(again, page);
        Ok(())
    }

    #[test]
    fn the_policy_stands_before_all_that_it_governs() -> Result<()> {
        let page = assemble(&stage(), b"", "")?;
        let policy = page.find("Content-Security-Policy");
        assert!(policy.is_some() && policy < page.find("<style"));
        assert!(page.contains(&format!("data-version=\"{}\"", env!("CARGO_PKG_VERSION"))));
        Ok(())
    }

    #[test]
    fn the_check_and_the_rescue_are_older_than_es6() {
        for newer in ["=>", "let ", "const ", "`", "async", "class ", "..."] {
            assert!(!CHECK.contains(newer), "check.js uses {newer}");
            assert!(!RESCUE.contains(newer), "rescue.js uses {newer}");
        }
    }
}
