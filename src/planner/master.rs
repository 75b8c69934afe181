//! The master: an LP over the linking rows whose columns are patterns of blocks. It gives prices for the rows.

use super::mill::Column;
use super::model::Component;
use good_lp::ProblemVariables;
use highs::{Col, HighsModelStatus, Model, Row as HighsRow};

/// The LP, kept warm between rounds.
pub struct Master {
    model: Option<Model>,
    rows: Vec<HighsRow>,
    convex: Vec<HighsRow>,
    slack_cost: Vec<f64>,
    slacks: Vec<Col>,
    /// Columns, in the order added.
    pub columns: Vec<Column>,
    /// Index of the first column in the LP.
    offset: usize,
}

/// A solved master.
pub struct Solved {
    /// Value, CNY.
    pub value: f64,
    /// Dual of each linking row.
    pub duals: Vec<f64>,
    /// Weight of each column.
    pub weights: Vec<f64>,
    /// What its bends cost, CNY.
    pub bent: f64,
}

/// Price of a column that stands for "no pattern known yet" of a block.
const NO_PATTERN: f64 = 1e13;

impl Master {
    /// A master without columns.
    pub fn new(component: &Component) -> Self {
        // good_lp is the modelling layer; the warm restarts need the HiGHS model below it
        let empty = ProblemVariables::new();
        let mut model = empty.minimise(0.0).using(good_lp::solvers::highs::highs).into_inner();
        model.make_quiet();
        let rows: Vec<HighsRow> = component.rows.iter().map(|r| model.add_row(r.lower..=r.upper, [])).collect();
        let convex: Vec<HighsRow> = component.blocks.iter().map(|_| model.add_row(1.0..=1.0, [])).collect();
        let slack_cost = component.bend_price.clone();
        let mut slacks = Vec::new();
        let mut offset = 0;
        for (r, cost) in rows.iter().zip(&slack_cost) {
            slacks.push(model.add_col(*cost, 0.0.., [(*r, 1.0)]));
            slacks.push(model.add_col(*cost, 0.0.., [(*r, -1.0)]));
            offset += 2;
        }
        for c in &convex {
            model.add_col(NO_PATTERN, 0.0.., [(*c, 1.0)]);
            offset += 1;
        }
        Self { model: Some(model), rows, convex, slack_cost, slacks, columns: Vec::new(), offset }
    }

    /// Adds a column.
    pub fn add(&mut self, column: Column) {
        if let Some(model) = &mut self.model {
            let entries: Vec<(HighsRow, f64)> = column
                .gives
                .iter()
                .map(|&(r, v)| (self.rows[r], v))
                .chain(std::iter::once((self.convex[column.block], 1.0)))
                .collect();
            model.add_col(column.cost, 0.0.., entries);
            self.columns.push(column);
        }
    }

    /// Makes bending dearer by a factor.
    pub fn stiffen(&mut self, factor: f64) {
        if let Some(model) = &mut self.model {
            for (i, cost) in self.slack_cost.iter_mut().enumerate() {
                *cost *= factor;
                model.change_column_cost(self.slacks[2 * i], *cost);
                model.change_column_cost(self.slacks[2 * i + 1], *cost);
            }
        }
    }

    /// Solves it; `None` where HiGHS fails.
    pub fn solve(&mut self) -> Option<Solved> {
        let solved = self.model.take()?.solve();
        let fine = solved.status() == HighsModelStatus::Optimal;
        let s = solved.get_solution();
        let value = solved.objective_value();
        self.model = Some(solved.into());
        if !fine {
            return None;
        }
        let x = s.columns();
        let bent = (0..self.rows.len()).map(|i| (x[2 * i] + x[2 * i + 1]) * self.slack_cost[i]).sum();
        Some(Solved { value, duals: s.dual_rows()[..self.rows.len()].to_vec(), weights: x[self.offset..].to_vec(), bent })
    }
}
