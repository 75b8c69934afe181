//! Tables on screen.

use crate::lang::printable;
use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// A name in a table takes at most so many columns of the screen.
const WIDEST: usize = 40;

/// A name from a file as a part of a table's cell: without what would steer a terminal, and cut where it is too wide.
pub fn name(text: &str) -> String {
    let text = printable(text);
    if text.width() <= WIDEST {
        return text;
    }
    let mut left = WIDEST - 1;
    let fits = |c: &char| left.checked_sub(c.width().unwrap_or(0)).map(|l| left = l).is_some();
    text.chars().take_while(fits).chain(['…']).collect()
}

/// The columns of a table, which stand in one message with bars between.
pub fn columns(header: &str) -> Vec<&str> {
    header.split(" | ").collect()
}

/// A table with a header; the columns after the first `text_columns` are numbers.
pub fn table(header: &[&str], text_columns: usize) -> Table {
    let mut t = Table::new();
    t.load_style(NOTHING.header_separator(LineStyle::none().fill('─').junction('─')))
        .set_content_arrangement(ContentArrangement::Disabled)
        .set_header(header);
    for column in t.column_iter_mut().skip(text_columns) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    t
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;
    use crate::say;

    #[test]
    fn tables_have_as_many_columns_in_both_languages() {
        type Header = fn(Lang) -> String;
        let count = |header: Header| [Lang::Zh, Lang::En].map(|lang| columns(&header(lang)).len());
        let headers: [(usize, Header); 14] = [
            (18, |l| say!(l, "annotate-findings-columns")),
            (6, |l| say!(l, "annotate-enterprises-columns")),
            (5, |l| say!(l, "audit-kinds-columns")),
            (5, |l| say!(l, "audit-enterprises-columns")),
            (7, |l| say!(l, "audit-ratios-columns")),
            (7, |l| say!(l, "audit-steel-columns")),
            (2, |l| say!(l, "check-rules-columns")),
            (2, |l| say!(l, "check-counts-columns")),
            (3, |l| say!(l, "check-counts-waived-columns")),
            (6, |l| say!(l, "check-margins-columns")),
            (8, |l| say!(l, "prices-columns")),
            (4, |l| say!(l, "prices-slack-columns")),
            (5, |l| say!(l, "submissions-columns")),
            (11, |l| say!(l, "summary-mills-columns")),
        ];
        for (n, header) in headers {
            assert_eq!(count(header), [n, n], "{}", header(Lang::En));
        }
    }

    #[test]
    fn a_name_of_any_length_leaves_a_table_readable() {
        assert_eq!(name("唐山钢铁有限公司 1#高炉"), "唐山钢铁有限公司 1#高炉");
        assert_eq!(name("a\u{202e}b\u{7}"), "a\u{fffd}b\u{fffd}");
        for long in ["x".repeat(10_000), "钢".repeat(10_000), "e\u{301}".repeat(10_000)] {
            let short = name(&long);
            assert!((WIDEST - 1..=WIDEST).contains(&short.width()) && short.ends_with('…'), "{short}");
        }
    }
}
