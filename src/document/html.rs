//! A report as one HTML file: no script, nothing loaded, prints.

use super::{Block, Cell, Document, Table, anchor};
use crate::lang::Lang;
use crate::rules::RuleId;
use base64::prelude::{BASE64_STANDARD, Engine as _};
use maud::{DOCTYPE, Markup, PreEscaped, html as markup};
use sha2::{Digest as _, Sha256};

const STYLE: &str = include_str!("report.css");

/// The file. All text is escaped; the policy in its head allows its own style, its own pictures and nothing else.
pub fn html(d: &Document) -> String {
    let style = BASE64_STANDARD.encode(Sha256::digest(STYLE.as_bytes()));
    let policy =
        format!("default-src 'none'; style-src 'sha256-{style}'; img-src data:; base-uri 'none'; form-action 'none'");
    let page = markup! {
        (DOCTYPE)
        html lang=(d.lang.tag()) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (d.title) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                h1 { (d.title) }
                nav { ol { @for (i, s) in d.sections.iter().enumerate() { li { a href={ "#part-" (i + 1) } { (s.title) } } } } }
                @for (i, s) in d.sections.iter().enumerate() {
                    section id={ "part-" (i + 1) } {
                        h2 { (s.title) }
                        @for b in &s.blocks { (block(b, &s.title, d.lang)) }
                    }
                }
            }
        }
    };
    page.into_string()
}

fn block(b: &Block, title: &str, lang: Lang) -> Markup {
    match b {
        Block::Text(text, rules) => markup! { p { (text) (links(rules, lang)) } },
        Block::Table(t) => table(t, lang),
        // as a picture by itself: its own style and fonts, and no ids that could meet those of the page
        Block::Chart(pages) => markup! {
            @for svg in pages {
                img alt=(title) src={ "data:image/svg+xml;base64," (BASE64_STANDARD.encode(svg)) };
            }
        },
    }
}

fn table(t: &Table, lang: Lang) -> Markup {
    let numbers = t.of_numbers();
    let class = |c: usize| numbers[c].then_some("number");
    markup! {
        div.wide {
            table {
                thead { tr { @for (c, column) in t.columns.iter().enumerate() {
                    th scope="col" class=[class(c)] { (column.head) (links(&column.rules, lang)) }
                } } }
                tbody { @for row in &t.rows { tr { @for (c, cell) in row.iter().enumerate() {
                    td class=[class(c)] id=[cell.clause_of.map(anchor)] { (words(cell, lang)) }
                } } } }
            }
        }
    }
}

fn words(cell: &Cell, lang: Lang) -> Markup {
    markup! { (cell.text) (links(&cell.rules, lang)) }
}

fn links(rules: &[RuleId], lang: Lang) -> Markup {
    markup! { @for &r in rules { " " a.rule href={ "#" (anchor(r)) } title=(r.rule().name.pick(lang)) { (r.id()) } } }
}
