//! Scenarios with their plans, records made for them, and audits of both.

use std::fmt::Write as _;
use steel_stagger::audit::{Audit, Finding, TOLERANCE_HOURS, audit, in_force};
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::plan::{Plan, read_plan_str};
use steel_stagger::records::generate::{Made, Options, Order, generate};
use steel_stagger::records::{Reader, Reading, Records, Step};
use steel_stagger::scenario::generate::{Generated, Size, generate as city};
use steel_stagger::scenario::{Scenario, read_scenario_str};

/// A scenario and a plan that keeps its rules.
pub struct Case {
    pub scenario: Scenario,
    pub plan: Plan,
}

impl Case {
    fn read(g: &Generated) -> Self {
        let scenario = read_scenario_str(&g.scenario_toml, "s.toml", None).unwrap_or_else(|e| panic!("{e}"));
        let plan = read_plan_str(&g.witness_plan_toml, "p.toml").unwrap_or_else(|e| panic!("{e}"));
        Self { scenario, plan }
    }

    /// A small city.
    pub fn city(seed: u64) -> Self {
        Self::read(&city(&Size::new(1, 3, 6, seed)))
    }

    /// A tiny scenario with a season of its own, and a policy in a file; `None`: no plan of it is known.
    pub fn tiny(seed: u64) -> Option<Self> {
        let (scenario, plan) = crate::common::tiny(seed);
        Some(Self { scenario, plan: plan? })
    }

    pub fn options(&self, step: Step, seed: u64) -> Options {
        Options {
            step,
            seed,
            until: self.scenario.season.len,
            columns: [true, false, false],
            kinds: Vec::new(),
            tolerance_hours: TOLERANCE_HOURS,
        }
    }

    /// Records with tricks; `None`: one of them has no room.
    pub fn make(&self, options: &Options, orders: &[Order]) -> Option<(String, Made)> {
        let schedule = Schedule::new(&self.scenario, &self.plan);
        let mut csv = Vec::new();
        let made = generate(&self.scenario, &schedule, options, orders, &mut csv).expect("memory is written").ok()?;
        Some((String::from_utf8(csv).expect("UTF-8"), made))
    }

    /// Audits records with their statistics, where the season has a whole month.
    pub fn audit_all(&self, csv: &str, made: &Made) -> Audit {
        let files = [csv.as_bytes(), made.steel.as_bytes()];
        self.audit(&files[..if made.steel.lines().count() > 1 { 2 } else { 1 }])
    }

    pub fn audit(&self, files: &[&[u8]]) -> Audit {
        audit_of(&self.scenario, std::slice::from_ref(&self.plan), files)
    }
}

/// Reads files as records.
pub fn read(s: &Scenario, files: &[&[u8]]) -> Result<Records, steel_stagger::input::InputErrors> {
    let mut reader = Reader::new(s, Reading::default());
    for (i, file) in files.iter().enumerate() {
        reader.read(&format!("{i}.csv"), *file);
    }
    reader.finish()
}

pub fn audit_of(s: &Scenario, plans: &[Plan], files: &[&[u8]]) -> Audit {
    let records = read(s, files).unwrap_or_else(|e| panic!("{e}"));
    let force = in_force(s, plans).unwrap_or_else(|e| panic!("{}", e.en));
    audit(s, &force, &records, TOLERANCE_HOURS)
}

/// Findings in one line each, for messages of tests and for comparing.
pub fn lines(s: &Scenario, findings: &[Finding]) -> String {
    findings.iter().fold(String::new(), |mut out, f| {
        let unit = f.place.unit.map_or("-", |u| s.units[u].id.as_str());
        let ent = f.place.enterprise.map_or("-", |e| s.enterprises[e].id.as_str());
        let _ = writeln!(out, "{} {} {ent}/{unit} {} {}", f.kind.id(), f.verdict.id(), f.first, f.last);
        out
    })
}

/// Daily records of units by a rule: `made(unit, date)` is the output, `None` leaves the record out.
pub fn daily(s: &Scenario, made: impl Fn(&str, &str) -> Option<f64>) -> String {
    let mut out = String::from("企业,生产设施,时间,产量(吨)\n");
    for unit in &s.units {
        for d in 0..s.season.len {
            let date = s.season.date(d).to_string();
            // every day a little different, as plants are
            let wobble = 1.0 - f64::from(d % 17) * 0.001;
            if let Some(x) = made(&unit.id, &date) {
                let _ = writeln!(out, "{},{},{date},{:.2}", s.enterprises[unit.enterprise].id, unit.id, x * wobble);
            }
        }
    }
    out
}
