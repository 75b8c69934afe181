//! Tables on screen.

use comfy_table::presets::NOTHING;
use comfy_table::{CellAlignment, ContentArrangement, LineStyle, Table};

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
