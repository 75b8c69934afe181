//! A report apart from its file: titles, paragraphs, tables and a chart, each number with the rules that it answers to. One
//! writer a form; none knows what the report is about.

mod docx;
mod html;
mod markdown;
mod pages;
mod widths;
mod xlsx;

pub use docx::docx;
pub use html::html;
pub use markdown::markdown;
pub use pages::pages;
pub use xlsx::{heads, names as sheet_names, xlsx};

use crate::chart::text::clean;
use crate::lang::Lang;
use crate::lang::numbers::{grouped, percent2};
use crate::rules::{RULES, RuleId};
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// Rows of a report on pages at most, in all tables: each takes up to 150 KB of memory while they are laid out.
pub const MOST_ROWS: usize = 20_000;

/// A report.
#[derive(Debug, Clone, PartialEq)]
pub struct Document {
    /// Its language.
    pub lang: Lang,
    /// What it is.
    pub title: String,
    /// Its parts.
    pub sections: Vec<Section>,
}

/// A part.
#[derive(Debug, Clone, PartialEq)]
pub struct Section {
    /// Its title.
    pub title: String,
    /// What stands in it.
    pub blocks: Vec<Block>,
}

/// What stands in a part.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// A paragraph, and the rules that it speaks of.
    Text(String, Vec<RuleId>),
    /// A table.
    Table(Table),
    /// A chart: its pages as SVG. Only forms that draw have it.
    Chart(Vec<String>),
}

/// A table.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Table {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows, a cell a column.
    pub rows: Vec<Vec<Cell>>,
}

/// A column.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Column {
    /// What it is, with its unit.
    pub head: String,
    /// The rules that its numbers answer to.
    pub rules: Vec<RuleId>,
}

/// What a workbook holds in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value {
    /// Its text.
    Text,
    /// A number, with so many decimals.
    Number(f64, usize),
    /// A fraction, shown per cent.
    Share(f64),
    /// A day.
    Date(NaiveDate),
}

/// A cell.
#[derive(Debug, Clone, PartialEq)]
pub struct Cell {
    /// As people read it.
    pub text: String,
    /// As a workbook holds it.
    pub value: Value,
    /// The rules that it names.
    pub rules: Vec<RuleId>,
    /// The rule whose clause it is: links to the rule lead here.
    pub clause_of: Option<RuleId>,
}

impl Cell {
    /// A text, cleaned of what a file may smuggle in.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self { text: clean(text.as_ref()), value: Value::Text, rules: Vec::new(), clause_of: None }
    }

    /// A number.
    pub fn number(x: f64, decimals: usize) -> Self {
        // as it is read: a workbook would round halves its own way
        let read = format!("{x:.decimals$}").parse().unwrap_or(x);
        Self { value: Value::Number(read, decimals), ..Self::text(grouped(x, decimals)) }
    }

    /// A fraction.
    pub fn share(x: f64) -> Self {
        Self { value: Value::Share(x), ..Self::text(percent2(x)) }
    }

    /// A day.
    pub fn date(day: NaiveDate) -> Self {
        Self { value: Value::Date(day), ..Self::text(day.to_string()) }
    }

    /// What may be absent.
    pub fn or_dash(cell: Option<Self>) -> Self {
        cell.unwrap_or_else(|| Self::text("–"))
    }

    /// Links to rules, each spelt by its id.
    pub fn of_rules(rules: Vec<RuleId>) -> Self {
        Self { rules, ..Self::text("") }
    }

    /// The clause of a rule: where links to it lead.
    pub fn clause(rule: RuleId) -> Self {
        Self { clause_of: Some(rule), ..Self::text(rule.id()) }
    }

    /// With links to rules.
    #[must_use]
    pub fn with_rules(self, rules: &[RuleId]) -> Self {
        Self { rules: rules.to_vec(), ..self }
    }

    /// As people read it where links cannot stand: its text, then the ids of its rules.
    pub fn whole(&self) -> String {
        std::iter::once(self.text.as_str())
            .filter(|t| !t.is_empty())
            .chain(self.rules.iter().map(|r| r.id()))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

impl Table {
    /// Columns from one message, their heads with bars between; `rules` by the number of the column.
    pub fn new(heads: &str, rules: &[(usize, &[RuleId])]) -> Self {
        let of = |n| rules.iter().find(|r| r.0 == n).map_or_else(Vec::new, |r| r.1.to_vec());
        let columns =
            heads.split(" | ").enumerate().map(|(n, head)| Column { head: head.to_owned(), rules: of(n) }).collect();
        Self { columns, rows: Vec::new() }
    }

    /// Without the columns in which no row says anything.
    #[must_use]
    pub fn without_empty(mut self) -> Self {
        let said: Vec<bool> = (0..self.columns.len()).map(|c| self.rows.iter().any(|r| !r[c].whole().is_empty())).collect();
        let mut keep = said.iter();
        self.columns.retain(|_| *keep.next().expect("a column each"));
        for row in &mut self.rows {
            let mut keep = said.iter();
            row.retain(|_| *keep.next().expect("a cell each"));
        }
        self
    }

    /// Which columns are of numbers, which stand at their right, and of nothing else.
    fn of_numbers(&self) -> Vec<bool> {
        let number = |c: &Cell| matches!(c.value, Value::Number(..) | Value::Share(_));
        let is = |column: usize| {
            let mut said = self.rows.iter().map(|r| &r[column]).filter(|c| !matches!(c.text.as_str(), "" | "–")).peekable();
            said.peek().is_some() && said.all(number)
        };
        (0..self.columns.len()).map(is).collect()
    }
}

impl Document {
    /// With its titles and paragraphs cleaned of what a file may smuggle in, as cells are.
    #[must_use]
    pub fn cleaned(mut self) -> Self {
        self.title = clean(&self.title);
        for block in self.sections.iter_mut().flat_map(|s| &mut s.blocks) {
            if let Block::Text(text, _) = block {
                *text = clean(text);
            }
        }
        self
    }

    /// Rows of all of its tables.
    pub fn rows(&self) -> usize {
        let of = |b: &Block| if let Block::Table(t) = b { t.rows.len() } else { 0 };
        self.sections.iter().flat_map(|s| &s.blocks).map(of).sum()
    }

    /// All of its texts, one after another: what fonts must have.
    pub fn text(&self) -> String {
        let blocks = self.sections.iter().flat_map(|s| &s.blocks).map(|b| match b {
            Block::Text(text, _) => text.clone(),
            Block::Table(t) => {
                let heads = t.columns.iter().map(|c| c.head.as_str());
                heads.chain(t.rows.iter().flatten().map(|c| c.text.as_str())).collect()
            }
            Block::Chart(_) => String::new(),
        });
        std::iter::once(self.title.clone()).chain(self.sections.iter().map(|s| s.title.clone())).chain(blocks).collect()
    }

    /// The rules that it names, in their order.
    pub fn rules(&self) -> Vec<RuleId> {
        let mut named: BTreeSet<RuleId> = BTreeSet::new();
        for block in self.sections.iter().flat_map(|s| &s.blocks) {
            match block {
                Block::Text(_, rules) => named.extend(rules),
                Block::Table(t) => {
                    named.extend(t.columns.iter().flat_map(|c| &c.rules));
                    named.extend(t.rows.iter().flatten().flat_map(|c| &c.rules));
                }
                Block::Chart(_) => {}
            }
        }
        RULES.iter().map(|r| r.id).filter(|id| named.contains(id)).collect()
    }
}

/// The name of the place in a file that holds a rule's clause.
fn anchor(rule: RuleId) -> String {
    format!("rule-{}", rule.id().to_ascii_lowercase())
}
