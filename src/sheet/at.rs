//! Where a cell stands.

/// Which kind of file a grid comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// Text with separators.
    Csv,
    /// Office Open XML (`.xlsx`, `.xlsm`).
    Xlsx,
    /// Excel 97 to 2003.
    Xls,
    /// Open Document Format.
    Ods,
}

/// A cell of a book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CellAt {
    /// Index of the sheet in its book.
    pub sheet: usize,
    /// Row, from 1 as on screen.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
}

/// The letters of a column counted from 0, as on screen.
pub fn column_letters(column: u32) -> String {
    let mut letters = Vec::new();
    let mut n = u64::from(column) + 1;
    while n > 0 {
        letters.push(b'A' + ((n - 1) % 26) as u8);
        n = (n - 1) / 26;
    }
    letters.iter().rev().map(|&b| char::from(b)).collect()
}

/// The address of a cell as on screen: row from 1, column from 0.
pub fn a1(row: u32, column: u32) -> String {
    column_letters(column) + &row.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_those_on_screen() {
        for (column, letters) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA"), (16383, "XFD")] {
            assert_eq!(column_letters(column), letters);
        }
        assert_eq!(a1(7, 3), "D7");
    }
}
