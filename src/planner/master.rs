//! The master: an LP over the linking rows whose columns are patterns of blocks. It gives prices for the rows.

use super::mill::Column;
use super::model::Component;
use good_lp::ProblemVariables;
use highs::{Col, HighsModelStatus, Model, Row as HighsRow, Sense};
use std::num::NonZeroU32;

/// The LP, kept warm between rounds.
pub struct Master {
    model: Option<Model>,
    rows: Vec<HighsRow>,
    convex: Vec<HighsRow>,
    /// By what each row is multiplied.
    sizes: Vec<f64>,
    stiffness: f64,
    slacks: Vec<Col>,
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
    /// What each slack costs, CNY.
    pub slacks: Vec<f64>,
}

/// Rows that bend together, each up (1) or down (-1), for the same cost each.
pub type Slack = Vec<(usize, f64)>;

thread_local! {
    /// Whether HiGHS has no helpers beside this thread. It would make them at the first program that a thread asks it for and keep
    /// them as long as the thread, though a linear program leaves them idle. Where the thread has had some from elsewhere, asking
    /// for none is an error.
    static ALONE: bool = {
        let mut any = highs::RowProblem::new();
        any.add_column(0.0, 0.0..=0.0);
        let mut model = any.optimise(Sense::Minimise);
        model.make_quiet();
        model.set_threads(NonZeroU32::MIN);
        model.try_solve().is_ok()
    };
}

/// Costs enter the LP in this many CNY, and each row in what its bend would cost: numbers that HiGHS's tolerances suit.
const SCALE: f64 = 1e5;

impl Master {
    /// A master without columns in which each row bends by itself.
    pub fn new(component: &Component) -> Self {
        let alone = |r| [vec![(r, 1.0)], vec![(r, -1.0)]];
        let slacks: Vec<Slack> = (0..component.rows.len()).flat_map(alone).collect();
        Self::with(component, &slacks)
    }

    /// A master without columns with these slacks, priced by the rows' bend prices.
    pub fn with(component: &Component, slacks: &[Slack]) -> Self {
        // good_lp is the modelling layer; the warm restarts need the HiGHS model below it
        let empty = ProblemVariables::new();
        let mut model = empty.minimise(0.0).using(good_lp::solvers::highs::highs).into_inner();
        model.make_quiet();
        if ALONE.with(|alone| *alone) {
            model.set_threads(NonZeroU32::MIN);
        }
        let sizes: Vec<f64> = component.bend_price.iter().map(|p| p.max(1e-9) / SCALE).collect();
        let rows = component.rows.iter().zip(&sizes).map(|(r, f)| model.add_row(r.lower * f..=r.upper * f, []));
        let rows: Vec<HighsRow> = rows.collect();
        let convex: Vec<HighsRow> = component.blocks.iter().map(|_| model.add_row(1.0..=1.0, [])).collect();
        let entries = |s: &Slack| s.iter().map(|&(r, sign)| (rows[r], sign / s.len() as f64)).collect::<Vec<_>>();
        let slacks: Vec<Col> = slacks.iter().map(|s| model.add_col(1.0, 0.0.., entries(s))).collect();
        Self { model: Some(model), rows, convex, sizes, stiffness: 1.0, slacks }
    }

    /// Adds a column; whether it is in: numbers beyond what HiGHS takes are refused, one pattern less to mix.
    pub fn add(&mut self, column: &Column) -> bool {
        let gives = column.gives.iter().map(|&(r, v)| (self.rows[r], v * self.sizes[r]));
        let entries: Vec<(HighsRow, f64)> = gives.chain(std::iter::once((self.convex[column.block], 1.0))).collect();
        self.model.as_mut().is_some_and(|m| m.try_add_column(column.cost / SCALE, 0.0.., entries).is_ok())
    }

    /// Makes bending dearer by a factor.
    pub fn stiffen(&mut self, factor: f64) {
        if let Some(model) = &mut self.model {
            self.stiffness *= factor;
            self.slacks.iter().for_each(|s| model.change_column_cost(*s, self.stiffness));
        }
    }

    /// Solves it; `None` where HiGHS fails.
    pub fn solve(&mut self) -> Option<Solved> {
        let solved = self.model.take()?.try_solve().ok()?;
        let status = solved.status();
        let s = solved.get_solution();
        let value = solved.objective_value() * SCALE;
        self.model = Some(solved.into());
        if status != HighsModelStatus::Optimal {
            tracing::debug!(?status, "master");
            return None;
        }
        let (slack, weights) = s.columns().split_at(self.slacks.len());
        let bent = slack.iter().sum::<f64>() * self.stiffness * SCALE;
        let duals = s.dual_rows().iter().zip(&self.sizes).map(|(y, f)| y * f * SCALE).collect();
        let slacks = slack.iter().map(|x| x * self.stiffness * SCALE).collect();
        Some(Solved { value, duals, weights: weights.to_vec(), bent, slacks })
    }
}
