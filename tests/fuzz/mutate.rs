//! A mutator that knows what our files are made of: lines, values, days, numbers.

use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg64Mcg;
use std::ops::Range;

/// Values at the edges of what a field may hold, and beyond.
const EDGES: [&str; 68] = [
    "0",
    "-0",
    "1",
    "-1",
    "0.0",
    "0.5",
    "1.0000000000000002",
    "1e15",
    "1e-15",
    "1e308",
    "-1e308",
    "1e400",
    "5e-324",
    "inf",
    "-inf",
    "nan",
    "365",
    "366",
    "65535",
    "65536",
    "4294967296",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "1_000",
    "0x7fffffffffffffff",
    "00",
    "0001-01-01",
    "0000-01-01",
    "1582-10-15",
    "1899-12-31",
    "1904-01-01",
    "2020-02-29",
    "2021-02-29",
    "2021-10-01",
    "2021-11-15",
    "2022-03-15",
    "2022-03-31",
    "2022-04-01",
    "9999-12-31",
    "2021-11-15T00:00:00Z",
    "\"2021-11-15\"",
    "\"2021-12\"",
    "2021年11月15日",
    "11月15日",
    "2021/11/15 23:59",
    "24:00",
    "\"\"",
    "\" \"",
    "\"\\u0000\"",
    "'''",
    "\"\"\"",
    "true",
    "false",
    "{}",
    "[]",
    "[{}]",
    "[[]]",
    "{ start = 2021-10-01, end = 2022-03-31 }",
    "=1+1",
    "'=1",
    "#REF!",
    "\u{feff}",
    "\u{202e}",
    "\u{2028}",
    "e\u{301}\u{301}\u{301}",
    "１２３．４",
    "\u{1f3ed}",
];

/// Pieces of text that mean something to a reader.
const PIECES: [&str; 24] = [
    "\n",
    "\r\n",
    "\r",
    ",",
    ";",
    "\t",
    "\"",
    "'",
    "=",
    ".",
    "[",
    "]",
    "{",
    "}",
    "#",
    "\0",
    "\n[[stops]]\n",
    "\n[[enterprises]]\n",
    "\n[[enterprises.units]]\n",
    "<c r=\"XFD1048576\"><v>1</v></c>",
    "<mergeCell ref=\"A1:XFD1048576\"/>",
    "&amp;",
    "<![CDATA[",
    "_x0000_",
];

/// Opening brackets by the thousand.
const NESTS: [(&str, &str); 5] = [("[", "]"), ("{a=", "}"), ("a.", "a"), ("<a>", "</a>"), ("(", ")")];

/// Changes inputs; the same seed makes the same changes.
pub struct Mutator {
    rng: Pcg64Mcg,
}

impl Mutator {
    /// By a seed.
    pub fn new(seed: u64) -> Self {
        Self { rng: Pcg64Mcg::seed_from_u64(seed) }
    }

    /// One of so many.
    pub fn below(&mut self, n: usize) -> usize {
        self.rng.random_range(0..n.max(1))
    }

    fn one_of<'t>(&mut self, texts: &[&'t str]) -> &'t str {
        texts[self.below(texts.len())]
    }

    /// Changes an input in one to four places; it then has at most so many bytes.
    pub fn change(&mut self, data: &mut Vec<u8>, most: usize) {
        for _ in 0..=self.below(4) {
            self.once(data);
        }
        data.truncate(most);
    }

    fn once(&mut self, data: &mut Vec<u8>) {
        match self.below(14) {
            0..4 => {
                let (at, with) = (self.value(data), self.one_of(&EDGES));
                splice(data, at, with.as_bytes());
            }
            4 | 5 => {
                // a value from elsewhere in the same file
                let (from, at) = (self.value(data), self.value(data));
                let with = data[from].to_vec();
                splice(data, at, &with);
            }
            6 => {
                let (line, at) = (self.line(data), self.line(data).start);
                let with = data[line].to_vec();
                splice(data, at..at, &with);
            }
            7 => {
                let line = self.line(data);
                splice(data, line, b"");
            }
            8 => {
                let (at, with) = (self.below(data.len() + 1), self.one_of(&PIECES));
                splice(data, at..at, with.as_bytes());
            }
            9 => {
                let (at, (open, close)) = (self.value(data), NESTS[self.below(NESTS.len())]);
                let n = self.many();
                splice(data, at, (open.repeat(n) + &close.repeat(n)).as_bytes());
            }
            10 => {
                let (at, with) = (self.value(data), self.one_of(&["a", "9", "钢", " ", "\u{301}", "a-", "🏭"]));
                splice(data, at, with.repeat(self.many()).as_bytes());
            }
            11 => data.truncate(self.below(data.len() + 1)),
            _ => {
                let at = self.below(data.len());
                if let Some(byte) = data.get_mut(at) {
                    *byte = self.rng.random();
                }
            }
        }
    }

    /// Mostly few, now and then thousands.
    fn many(&mut self) -> usize {
        let most = if self.below(16) == 0 { 13 } else { 7 };
        1 << self.below(most)
    }

    /// A line with its end.
    fn line(&mut self, data: &[u8]) -> Range<usize> {
        let at = self.below(data.len());
        let start = data[..at].iter().rposition(|&b| b == b'\n').map_or(0, |i| i + 1);
        let end = data[at..].iter().position(|&b| b == b'\n').map_or(data.len(), |i| at + i + 1);
        start..end
    }

    /// What stands between two separators.
    fn value(&mut self, data: &[u8]) -> Range<usize> {
        let at = self.below(data.len());
        let parts = |b: &u8| b" \t\r\n=,;[]{}<>\"'/".contains(b);
        let start = data[..at].iter().rposition(parts).map_or(0, |i| i + 1);
        let end = data[at..].iter().position(parts).map_or(data.len(), |i| at + i);
        start..end.max(start)
    }
}

fn splice(data: &mut Vec<u8>, at: Range<usize>, with: &[u8]) {
    data.splice(at, with.iter().copied());
}
