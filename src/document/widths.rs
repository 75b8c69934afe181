//! How wide the columns of a table are where a page has an edge.

use super::{Cell, Table};

/// Widths of columns that fill at most `room`: what stands in them where that fits, else the wide ones are cut to one width, so
/// that their texts break into lines. `measure` is of a text's length, `pad` what a cell needs beside its text; both as `room`.
pub fn widths(t: &Table, measure: impl Fn(&str) -> f64, pad: f64, room: f64) -> Vec<f64> {
    // heads are bold; they break between words and before a unit in brackets
    let word = |text: &str| pieces(text).flat_map(|p| p.split(' ')).map(&measure).fold(0.0, f64::max);
    let of = |c: usize| {
        let head = &t.columns[c];
        let cell = |x: &Cell| x.rules.iter().map(|r| measure(r.id())).fold(measure(&x.text), f64::max);
        let cells = t.rows.iter().map(|r| cell(&r[c])).fold(0.0, f64::max);
        let rules = head.rules.iter().map(|r| measure(r.id())).fold(0.0, f64::max);
        let words = word(&head.head) * 1.1;
        cells.max(rules).max(words) + pad
    };
    let natural: Vec<f64> = (0..t.columns.len()).map(of).collect();
    let cut = |most: f64| natural.iter().map(|w| w.min(most)).collect::<Vec<f64>>();
    if natural.iter().sum::<f64>() <= room {
        return natural;
    }
    // the widest that fits: the columns below it keep their width, the others share what is left
    let mut order = natural.clone();
    order.sort_by(f64::total_cmp);
    let mut left = room;
    for (i, w) in order.iter().enumerate() {
        let each = left / (order.len() - i) as f64;
        if *w > each {
            return cut(each);
        }
        left -= w;
    }
    natural
}

/// A column's head, and the unit that stands in brackets after it.
pub fn pieces(head: &str) -> impl Iterator<Item = &str> {
    let unit = head.find('（').filter(|&at| at > 0).unwrap_or(head.len());
    [&head[..unit], &head[unit..]].into_iter().filter(|p| !p.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(lengths: &[usize]) -> Table {
        let heads = vec!["a"; lengths.len()].join(" | ");
        let mut t = Table::new(&heads, &[]);
        t.rows.push(lengths.iter().map(|&n| Cell::text("x".repeat(n))).collect());
        t
    }

    #[test]
    fn wide_columns_share_what_narrow_ones_leave() {
        let length = |s: &str| s.len() as f64;
        assert_eq!(widths(&table(&[4, 10]), length, 1.0, 100.0), [5.0, 11.0]);
        let mut heads = Table::new("restarts | of all", &[]);
        heads.rows.push(vec![Cell::text("1"), Cell::text("2")]);
        assert!(widths(&heads, length, 0.0, 100.0)[0] >= 8.0, "a word of a head is not broken");
        assert_eq!(widths(&table(&[4, 60, 80]), length, 0.0, 100.0), [4.0, 48.0, 48.0]);
        assert_eq!(widths(&table(&[4, 30, 80]), length, 0.0, 100.0), [4.0, 30.0, 66.0]);
    }
}
