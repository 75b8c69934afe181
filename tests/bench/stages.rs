//! What a run is made of, each stage alone, on generated scenarios of three sizes; see the README beside.

use divan::{Bencher, black_box};
use rayon::prelude::*;
use std::fmt;
use std::sync::OnceLock;
use std::time::Duration;
use steel_stagger::chart::export::{Fonts, png};
use steel_stagger::chart::{GanttOptions, gantt_svg, page};
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::plan::{Plan, read_plan_str};
use steel_stagger::planner::any_plan;
use steel_stagger::planner::control::Control;
use steel_stagger::planner::model::{Part, parts};
use steel_stagger::planner::relax::Relaxation;
use steel_stagger::rules::{all_rows, check};
use steel_stagger::scenario::generate::{Generated, Size, generate};
use steel_stagger::scenario::{Scenario, read_scenario_str};

const SEED: u64 = 2026;

fn main() {
    divan::main();
}

#[derive(Clone, Copy)]
enum Case {
    OneMill,
    SmallCity,
    City,
    Region,
}

use Case::{City, OneMill, Region, SmallCity};

const ALL: [Case; 3] = [OneMill, City, Region];

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            OneMill => "one mill",
            SmallCity => "small city",
            City => "city",
            Region => "region",
        })
    }
}

/// A scenario with its witness, as texts and as read.
struct Made {
    texts: Generated,
    scenario: Scenario,
    plan: Plan,
    schedule: Schedule,
}

impl Case {
    fn size(self) -> Size {
        match self {
            OneMill => Size::new(1, 1, 4, SEED),
            SmallCity => Size::small_city(SEED),
            City => Size::city(SEED),
            Region => Size::new(64, 450, 1500, SEED),
        }
    }

    fn made(self) -> &'static Made {
        static MADE: [OnceLock<Made>; 4] = [const { OnceLock::new() }; 4];
        MADE[self as usize].get_or_init(|| {
            let texts = generate(&self.size());
            let scenario = read(&texts.scenario_toml);
            let plan = read_plan_str(&texts.witness_plan_toml, "plan.toml").expect("the witness is valid");
            let schedule = Schedule::new(&scenario, &plan);
            Made { texts, scenario, plan, schedule }
        })
    }
}

fn read(text: &str) -> Scenario {
    read_scenario_str(text, "scenario.toml", None).expect("the scenario is valid")
}

/// The text of a scenario, read and validated.
#[divan::bench(args = ALL, max_time = 3)]
fn reading(bencher: Bencher, case: Case) {
    let made = case.made();
    bencher.bench(|| read(black_box(&made.texts.scenario_toml)));
}

/// The rows of all linear rules.
#[divan::bench(args = ALL, max_time = 3)]
fn rows(bencher: Bencher, case: Case) {
    let made = case.made();
    bencher.bench(|| all_rows(black_box(&made.scenario)));
}

/// A plan resolved to days and checked against every rule.
#[divan::bench(args = ALL, max_time = 3)]
fn checking(bencher: Bencher, case: Case) {
    let made = case.made();
    bencher.bench(|| {
        let schedule = Schedule::new(&made.scenario, black_box(&made.plan));
        check(&made.scenario, &made.plan, &schedule)
    });
}

/// The chart of a plan as SVG.
#[divan::bench(args = ALL, max_time = 3)]
fn chart(bencher: Bencher, case: Case) {
    let made = case.made();
    let findings = check(&made.scenario, &made.plan, &made.schedule);
    let options = GanttOptions::default();
    bencher.bench(|| gantt_svg(&made.scenario, black_box(&made.plan), &made.schedule, &findings, &options));
}

/// The chart as a PNG, two pixels a unit, from finding the system's fonts on.
#[divan::bench(args = [OneMill, City], max_time = 10)]
fn picture(bencher: Bencher, case: Case) {
    let made = case.made();
    let findings = check(&made.scenario, &made.plan, &made.schedule);
    let options = GanttOptions::default();
    let svg = || gantt_svg(&made.scenario, black_box(&made.plan), &made.schedule, &findings, &options).expect("a chart");
    bencher.bench(|| png(&svg(), 2.0, &Fonts::of_system()));
}

/// The chart as a page of HTML.
#[divan::bench(args = ALL, max_time = 3)]
fn web_page(bencher: Bencher, case: Case) {
    let made = case.made();
    let findings = check(&made.scenario, &made.plan, &made.schedule);
    let options = GanttOptions::default();
    bencher.bench(|| page(&made.scenario, black_box(&made.plan), &made.schedule, &findings, &options));
}

/// The largest component, with what pricing needs of it.
#[divan::bench(args = [OneMill, City], max_time = 3)]
fn preparing(bencher: Bencher, case: Case) {
    let scenario = &case.made().scenario;
    let (part, control) = (largest(scenario), Control::new(Duration::from_mins(10), None));
    bencher.bench(|| black_box(&part).component(scenario, &control));
}

/// The component of most mills.
fn largest(scenario: &Scenario) -> Part {
    parts(scenario, all_rows(scenario)).into_iter().max_by_key(|p| p.ents.len()).expect("there are mills")
}

/// One round of pricing that tells 400 classes of capacity-days apart: it finds columns.
#[divan::bench(args = ALL, max_time = 3)]
fn pricing_coarse(bencher: Bencher, case: Case) {
    pricing(bencher, case, Some(400));
}

/// One round of exact pricing: it gives a bound.
#[divan::bench(args = ALL, max_time = 3)]
fn pricing_exact(bencher: Bencher, case: Case) {
    pricing(bencher, case, None);
}

/// All mills of the largest component at the prices that the coarse phase ends with.
fn pricing(bencher: Bencher, case: Case, classes: Option<usize>) {
    let scenario = &case.made().scenario;
    let control = Control::new(Duration::from_mins(10), None);
    let component = largest(scenario).component(scenario, &control).expect("there is time");
    let mut relaxation = Relaxation::new(scenario, &component, &control);
    relaxation.run(&control, true, 0);
    let duals = relaxation.at.duals;
    bencher.bench(|| {
        let blocks = component.blocks.par_iter().enumerate();
        blocks.map(|(i, b)| b.price(scenario, i, black_box(&duals), classes).price).sum::<f64>()
    });
}

/// To the first plan that keeps all rows, as a run of `plan` comes by it.
#[divan::bench(args = [OneMill, SmallCity], sample_count = 3, sample_size = 1)]
fn first_plan(bencher: Bencher, case: Case) {
    let made = case.made();
    bencher.bench(|| {
        let control = Control::new(Duration::from_mins(10), None);
        any_plan(black_box(&made.scenario), all_rows(&made.scenario), &control).expect("a plan")
    });
}
