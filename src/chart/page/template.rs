//! The file around the data: markup, style and script, and the policy by which a browser runs these and nothing else.

use crate::chart::text::clean;
use crate::lang::Lang;
use crate::say;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str =
    concat!(include_str!("plan.js"), include_str!("draw.js"), include_str!("page.js"), include_str!("side.js"));

/// The page with some data.
pub fn fill(data: &Value, lang: Lang) -> String {
    let data_text = json_in_html(data);
    let text = |key: &str| in_html(&clean(data[key].as_str().unwrap_or_default()));
    let mut out = String::with_capacity(PAGE.len() + STYLE.len() + SCRIPT.len() + data_text.len() + 1024);
    let mut rest = PAGE;
    // One pass: what is put in is not looked at again.
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after.split_once("}}").expect("the template closes what it opens");
        out.push_str(before);
        match name {
            "lang" => out.push_str(lang.tag()),
            "title" => out.push_str(&text("title")),
            "no-script" => out.push_str(&in_html(&say!(lang, "page-no-script"))),
            "policy" => out.push_str(&policy()),
            "style" => out.push_str(STYLE),
            "data" => out.push_str(&data_text),
            "script" => out.push_str(SCRIPT),
            other => unreachable!("the template asks for {other}"),
        }
        rest = after;
    }
    out.push_str(rest);
    out
}

/// Nothing is loaded from anywhere; this style and this script are the only ones.
fn policy() -> String {
    let (style, script) = (sha256(STYLE), sha256(SCRIPT));
    format!(
        "default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; base-uri 'none'; form-action 'none'"
    )
}

/// The hash of a text as policies spell it.
fn sha256(text: &str) -> String {
    BASE64_STANDARD.encode(Sha256::digest(text.as_bytes()))
}

/// JSON that no parser of HTML takes for markup: its strings, the only place where these can stand, spell them by number.
fn json_in_html(data: &Value) -> String {
    let text = data.to_string();
    let mut out = String::with_capacity(text.len() + text.len() / 16);
    for c in text.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            other => out.push(other),
        }
    }
    out
}

/// Text between tags or in a quoted attribute.
fn in_html(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    text.replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_piece_of_the_page_can_close_the_element_that_it_stands_in() {
        for piece in [STYLE, SCRIPT] {
            let piece = piece.to_ascii_lowercase();
            assert!(!["</script", "</style", "<!--"].iter().any(|end| piece.contains(end)));
        }
    }
}
