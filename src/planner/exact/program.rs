//! A mixed-integer program in `good_lp`, solved by `HiGHS` with the options, the start and the bound that `good_lp` hides.

use crate::planner::stoppable;
use good_lp::solvers::highs::highs;
use good_lp::{Constraint, Expression, ProblemVariables, SolverModel, Variable, constraint, variable};
use highs::{HighsModelStatus, HighsSolutionStatus};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant};

/// `HiGHS` presolve rules that take most of the time on flows and find nothing: measured on mills of 182 days.
const PROBING: i32 = 1 << 15;
/// Likewise.
const ENUMERATION: i32 = 1 << 16;

/// A column of a [`Program`].
pub type Col = usize;

/// Time that `HiGHS` has to end, once it is told to.
const GRACE: Duration = Duration::from_millis(300);
/// Time between two looks at the clock and the interrupt.
const LOOK: Duration = Duration::from_millis(20);

/// Whether `HiGHS` keeps to one thread: where this thread's pool has one, others work beside it.
pub fn on_one_thread() -> bool {
    rayon::current_num_threads() == 1
}

/// How `HiGHS` is run.
#[derive(Debug, Clone, Copy)]
pub struct Run<'a> {
    /// Seconds.
    pub time_limit: f64,
    /// Relative gap at which it may stop.
    pub gap: f64,
    /// Branch-and-bound nodes at which it stops; a count, so that a run repeats.
    pub nodes: Option<i32>,
    /// Random seed.
    pub seed: i32,
    /// Ends the run.
    pub interrupt: Option<&'a AtomicBool>,
}

impl Run<'_> {
    /// Whether an interrupt came.
    pub fn is_interrupted(&self) -> bool {
        self.interrupt.is_some_and(|i| i.load(Ordering::Relaxed))
    }
}

/// What a run proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// A solution, proved best (within the gap asked for).
    Optimal,
    /// A solution, not proved best.
    Feasible,
    /// Proved that there is none.
    Infeasible,
    /// Neither a solution nor a proof that there is none.
    Unknown,
}

/// Outcome of a run.
#[derive(Debug, Clone)]
pub struct Solved {
    /// What was proved.
    pub status: Status,
    /// Values of the columns; empty where no solution was found.
    pub values: Vec<f64>,
    /// No solution costs less.
    pub bound: f64,
}

impl Solved {
    const UNKNOWN: Self = Self { status: Status::Unknown, values: Vec::new(), bound: f64::NEG_INFINITY };
}

/// Minimise `constant + Σ cost · column` under linear constraints.
#[derive(Default)]
pub struct Program {
    columns: ProblemVariables,
    vars: Vec<Variable>,
    upper: Vec<f64>,
    cost: Vec<f64>,
    integer: bool,
    rows: Vec<Constraint>,
    /// Cost of doing nothing.
    pub constant: f64,
    /// A solution to start from, one value a column.
    pub start: Vec<f64>,
    relaxed: bool,
}

impl Program {
    /// An empty program; `relaxed`: its linear relaxation.
    pub fn new(relaxed: bool) -> Self {
        Self { relaxed, ..Self::default() }
    }

    /// Adds a column in `0..=upper`.
    pub fn column(&mut self, upper: f64, integer: bool, cost: f64) -> Col {
        let integer = integer && !self.relaxed;
        self.integer |= integer;
        let def = variable().min(0.0).max(upper);
        self.vars.push(self.columns.add(if integer { def.integer() } else { def }));
        self.upper.push(upper);
        self.cost.push(cost);
        self.start.push(0.0);
        self.vars.len() - 1
    }

    /// Upper bound of a column.
    pub fn upper(&self, col: Col) -> f64 {
        self.upper[col]
    }

    /// Gives a column one value.
    pub fn fix(&mut self, column: Col, value: f64) {
        self.constrain(&[(column, 1.0)], value, value);
    }

    /// Adds `lower <= Σ coef · column <= upper`; infinite bounds bind nothing.
    pub fn constrain(&mut self, terms: &[(Col, f64)], lower: f64, upper: f64) {
        if terms.is_empty() && lower <= 0.0 && upper >= 0.0 {
            return;
        }
        let mut e = Expression::with_capacity(terms.len());
        for &(c, a) in terms {
            e.add_mul(a, self.vars[c]);
        }
        #[allow(clippy::float_cmp)] // an equation is stated as one
        if lower == upper {
            self.rows.push(constraint!(e == lower));
            return;
        }
        if upper.is_finite() {
            self.rows.push(constraint!(e.clone() <= upper));
        }
        if lower.is_finite() {
            self.rows.push(constraint!(e >= lower));
        }
    }

    /// Value of terms at the start.
    pub fn at_start(&self, terms: &[(Col, f64)]) -> f64 {
        terms.iter().map(|&(c, a)| a * self.start[c]).sum()
    }

    /// Rows and columns.
    pub fn size(&self) -> (usize, usize) {
        (self.rows.len(), self.vars.len())
    }

    /// Solves it; `from_start` hands `HiGHS` the start. It ends with what it has once its time is over or an interrupt comes; what
    /// it has not told soon after that counts as unknown.
    pub fn solve(self, run: &Run, from_start: bool) -> Solved {
        if run.is_interrupted() {
            return Solved::UNKNOWN;
        }
        let end = Instant::now() + Duration::from_secs_f64(run.time_limit.clamp(0.01, 1e9));
        let (send, result) = mpsc::channel();
        let (settings, one_thread, stop) =
            (Run { interrupt: None, ..*run }, on_one_thread(), Arc::new(AtomicBool::new(false)));
        let told = Arc::clone(&stop);
        // HiGHS keeps helpers for each thread that asks it, as many as at first: a thread of its own takes them along
        let work = std::thread::Builder::new().name("highs".into()).spawn(move || {
            let _ = send.send(self.run(&settings, one_thread, from_start, &|| told.load(Ordering::Relaxed)));
        });
        let Ok(work) = work else { return Solved::UNKNOWN };
        let mut since: Option<Instant> = None;
        loop {
            match result.recv_timeout(LOOK) {
                Err(RecvTimeoutError::Timeout) => {}
                solved => {
                    let _ = work.join();
                    return solved.unwrap_or(Solved::UNKNOWN);
                }
            }
            if Instant::now() >= end || run.is_interrupted() {
                stop.store(true, Ordering::Relaxed);
                since.get_or_insert_with(Instant::now);
            }
            if since.is_some_and(|since| since.elapsed() > GRACE) {
                tracing::debug!("HiGHS has not ended in time");
                stoppable::leave(work);
                return Solved::UNKNOWN;
            }
        }
    }

    fn run(self, run: &Run, one_thread: bool, from_start: bool, over: &(dyn Fn() -> bool + Sync)) -> Solved {
        if self.vars.is_empty() {
            // HiGHS calls an empty model neither solved nor infeasible; a constraint on nothing is here only where 0 breaks it
            let (status, bound) =
                if self.rows.is_empty() { (Status::Optimal, self.constant) } else { (Status::Infeasible, f64::INFINITY) };
            return Solved { status, values: Vec::new(), bound };
        }
        let largest = self.cost.iter().fold(0.0_f64, |m, c| m.max(c.abs()));
        let scale = if largest > 0.0 { 1e3 / largest } else { 1.0 };
        let mut objective = Expression::with_capacity(self.vars.len());
        for (v, c) in self.vars.iter().zip(&self.cost) {
            objective.add_mul(c * scale, *v);
        }
        let mut problem = self.columns.minimise(objective).using(highs);
        for row in self.rows {
            problem.add_constraint(row);
        }
        let Ok(mut model) = problem.try_into_inner() else {
            return Solved::UNKNOWN;
        };
        model.make_quiet();
        model.set_option("time_limit", run.time_limit.max(0.01));
        model.set_option("mip_rel_gap", run.gap.max(1e-9));
        model.set_option("mip_abs_gap", 1e-6);
        // feasibility tolerances stay as they are: at 1e-9, HiGHS 1.16 has called a plan optimal that is 0.7 % off
        model.set_option("presolve_rule_off", PROBING | ENUMERATION);
        model.set_option("random_seed", run.seed);
        if let Some(n) = run.nodes {
            model.set_option("mip_max_nodes", n);
        }
        if one_thread {
            model.set_option("threads", 1);
        }
        if from_start {
            // a start that HiGHS does not take costs nothing but its help
            let _ = model.try_set_solution(Some(&self.start), None, None, None);
        }
        let Ok(solved) = stoppable::solve(model, over) else { return Solved::UNKNOWN };
        let found = solved.primal_solution_status() == HighsSolutionStatus::Feasible;
        let status = match solved.status() {
            HighsModelStatus::Optimal if found => Status::Optimal,
            HighsModelStatus::Infeasible | HighsModelStatus::UnboundedOrInfeasible => Status::Infeasible,
            _ if found => Status::Feasible,
            _ => Status::Unknown,
        };
        let reached = if self.integer {
            solved.double_info_value(c"mip_dual_bound").unwrap_or(f64::NEG_INFINITY)
        } else if status == Status::Optimal {
            solved.objective_value()
        } else {
            f64::NEG_INFINITY
        };
        let bound = match status {
            Status::Infeasible => f64::INFINITY,
            _ => reached / scale + self.constant,
        };
        let values = if found { solved.get_solution().columns().to_vec() } else { Vec::new() };
        Solved { status, values, bound }
    }
}
