//! Plans and policies side by side: what each comes to, and how far from the first.

use super::JSON_SCHEMA;
use super::compare::terms;
use super::findings::false_claim;
use super::summary::figures;
use super::table::{name, table};
use crate::kind::Kind;
use crate::lang::numbers::{cny, cny_change, grouped, percent2, tonnes, trimmed};
use crate::lang::{Lang, Note, printable};
use crate::measure::anchor::moved_days;
use crate::measure::cost::total_cost;
use crate::measure::totals::{furnaces_of, own_ratio};
use crate::plan::schedule::Schedule;
use crate::plan::{Claim, Plan};
use crate::rules::{Severity, check};
use crate::scenario::{EntIx, Scenario, UnitIx};
use crate::{both, say};
use comfy_table::Table;
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// What a column shows, or why it shows nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Status {
    /// A plan that was handed in.
    Filed,
    /// The plan that was made under a policy.
    Planned,
    /// No plan keeps all rules under the policy, which is proved.
    Impossible,
    /// The filing is at fault, whatever the plan.
    AtFault,
    /// No plan was found in time.
    NotFound,
}

impl Status {
    const fn id(self) -> &'static str {
        match self {
            Self::Filed => "filed",
            Self::Planned => "planned",
            Self::Impossible => "impossible",
            Self::AtFault => "filing",
            Self::NotFound => "stopped",
        }
    }

    fn words(self, lang: Lang) -> String {
        match self {
            Self::Filed => say!(lang, "columns-filed"),
            Self::Planned => say!(lang, "columns-planned"),
            Self::Impossible => say!(lang, "columns-impossible"),
            Self::AtFault => say!(lang, "columns-at-fault"),
            Self::NotFound => say!(lang, "columns-not-found"),
        }
    }
}

/// A plan, judged by a scenario and its policy.
#[derive(Debug)]
pub struct Column {
    name: String,
    status: Status,
    policy: String,
    claim: Claim,
    /// The checker has found the claim false.
    false_claim: bool,
    /// In what its plan was made otherwise than it is judged.
    pub notes: Vec<Note>,
    amounts: Option<Vec<Amount>>,
    /// Ratio of the furnaces of each city.
    ratios: Vec<Option<f64>>,
    schedule: Option<Schedule>,
}

/// A quantity of a plan.
#[derive(Debug)]
struct Amount {
    key: &'static str,
    name: Note,
    unit: Unit,
    value: Option<f64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Cny,
    Tonnes,
    /// Tonnes, of which one decimal matters.
    FewTonnes,
    Count,
    Days,
    Share,
}

impl Unit {
    fn text(self, x: f64, lang: Lang) -> String {
        match self {
            Self::Cny => cny(x, lang),
            Self::Tonnes => tonnes(x, lang),
            Self::FewTonnes => say!(lang, "tonnes", scale = "units", x = grouped(x, 1)),
            Self::Count => grouped(x, 0),
            Self::Days => trimmed(x, 1),
            Self::Share => percent2(x),
        }
    }

    /// A difference, with its sign.
    fn change(self, x: f64, lang: Lang) -> String {
        match self {
            Self::Cny => cny_change(x, lang),
            Self::Share => signed(say!(lang, "points", n = grouped(x * 100.0, 2))),
            _ => signed(self.text(x, lang)),
        }
    }
}

fn signed(text: String) -> String {
    if text.starts_with('-') { text } else { format!("+{text}") }
}

impl Column {
    /// A plan under a scenario; `first`: the column that moved days are counted against.
    pub fn new(name: String, status: Status, scenario: &Scenario, plan: &Plan, first: Option<&Self>) -> Self {
        let schedule = Schedule::new(scenario, plan);
        let all: Vec<EntIx> = (0..scenario.enterprises.len()).collect();
        let furnaces: Vec<UnitIx> =
            (0..scenario.units.len()).filter(|&u| scenario.units[u].kind == Kind::BlastFurnace).collect();
        let f = figures(scenario, &schedule, &all);
        let findings = check(scenario, plan, &schedule);
        let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
        let moved = first.map_or(Some(0.0), |first| {
            first.schedule.as_ref().map(|before| moved_days(scenario, before, &schedule).iter().sum())
        });
        let amount = |key, name, unit, value| Amount { key, name, unit, value };
        let some = |key, name, unit, value| amount(key, name, unit, Some(value));
        let warnings = (findings.len() - errors) as f64;
        let ratio = own_ratio(scenario, &schedule, &furnaces);
        let costs = terms(&total_cost(scenario, &schedule)).into_iter();
        let mut amounts: Vec<Amount> = costs.map(|(key, name, value)| some(key, name, Unit::Cny, value)).collect();
        amounts.extend([
            some("hot_metal_lost_t", both!("columns-iron-lost"), Unit::Tonnes, f.iron_lost_t),
            some("eaf_steel_lost_t", both!("columns-eaf-steel-lost"), Unit::Tonnes, f.eaf_steel_lost_t),
            some("crude_steel_t", both!("columns-steel"), Unit::Tonnes, f.steel_t),
            some("avoided_emissions_t", both!("columns-avoided"), Unit::FewTonnes, f.avoided_t),
            some("restarts", both!("columns-restarts"), Unit::Count, f.restarts as f64),
            amount("moved_unit_days", both!("columns-moved"), Unit::Days, moved),
            some("errors", both!("columns-errors"), Unit::Count, errors as f64),
            some("warnings", both!("columns-warnings"), Unit::Count, warnings),
            amount("achieved_ratio", both!("columns-ratio"), Unit::Share, ratio),
        ]);
        let ratios = (0..scenario.cities.len()).map(|c| own_ratio(scenario, &schedule, &furnaces_of(scenario, c))).collect();
        Self {
            amounts: Some(amounts),
            ratios,
            schedule: Some(schedule),
            claim: plan.solve,
            false_claim: false_claim(&findings),
            ..Self::without_plan(name, status, scenario)
        }
    }

    /// A policy under which no plan was made.
    pub fn without_plan(name: String, status: Status, scenario: &Scenario) -> Self {
        let ratios = vec![None; scenario.cities.len()];
        let policy = scenario.policy.name.clone();
        let (claim, notes) = (Claim::default(), Vec::new());
        Self { name, status, policy, claim, false_claim: false, notes, amounts: None, ratios, schedule: None }
    }

    /// How it came about.
    pub const fn status(&self) -> Status {
        self.status
    }

    fn value(&self, row: usize) -> Option<f64> {
        self.amounts.as_ref()?[row].value
    }

    /// The gap that was proved when it was planned just now.
    fn gap(&self) -> Option<f64> {
        self.claim.gap.filter(|_| self.status == Status::Planned)
    }

    /// The gap that its file claims, where the plan costs what it claims too and was made as it is judged.
    fn claimed_gap(&self) -> Option<f64> {
        self.claim.gap.filter(|_| self.status == Status::Filed && !self.false_claim && self.notes.is_empty())
    }

    /// Its cost, and how much of it is not proved, CNY.
    fn unproved(&self) -> Option<(f64, f64)> {
        let cost = self.amounts.as_ref()?.iter().find(|a| a.key == "total_cny")?.value?;
        Some((cost, self.gap().or(self.claimed_gap())? * cost.abs().max(1.0)))
    }

    /// Either, in words.
    fn gap_words(&self, lang: Lang) -> String {
        let claimed = self.claimed_gap().map(|g| say!(lang, "columns-claimed-gap", gap = percent2(g)));
        self.gap().map(percent2).or(claimed).unwrap_or_else(dash)
    }
}

/// Columns, all of the cities and units of one scenario.
#[derive(Debug)]
pub struct Columns<'a> {
    /// The scenario that plan files are judged by.
    pub scenario: &'a Scenario,
    /// Its columns; differences are against the first.
    pub columns: Vec<Column>,
}

impl Columns<'_> {
    /// As text.
    pub fn text(&self, lang: Lang) -> String {
        let mut out = super::sets(self.scenario, lang);
        let mut t = self.table(say!(lang, "columns-quantity"), lang);
        let of =
            |words: &dyn Fn(&Column) -> String| self.columns.iter().map(|c| [words(c), String::new()]).collect::<Vec<_>>();
        row(&mut t, &say!(lang, "columns-source"), &of(&|c| c.status.words(lang)));
        row(&mut t, &say!(lang, "columns-policy"), &of(&|c| name(&c.policy)));
        row(&mut t, &say!(lang, "columns-gap"), &of(&|c| c.gap_words(lang)));
        let rows = self.columns.iter().find_map(|c| c.amounts.as_ref());
        for (i, amount) in rows.into_iter().flatten().enumerate() {
            let (unit, title) = (amount.unit, amount.name.pick(lang));
            row(&mut t, title, &self.cells(unit, &|c| c.value(i), lang));
        }
        let _ = writeln!(out, "{}", t.trim_fmt());
        if self.scenario.cities.len() > 1 && rows.is_some() {
            let mut t = self.table(say!(lang, "columns-ratio-of"), lang);
            for (city, c) in self.scenario.cities.iter().enumerate() {
                row(&mut t, &name(&c.name), &self.cells(Unit::Share, &|c| c.ratios[city], lang));
            }
            let _ = writeln!(out, "\n{}", t.trim_fmt());
        }
        for c in &self.columns {
            for note in self.notes(c) {
                let (name, note) = (printable(&c.name), printable(note.pick(lang)));
                let _ = writeln!(out, "{}", say!(lang, "columns-note", name = name, note = note));
            }
        }
        out
    }

    /// What is to be known of a column. The best plans of two columns may cost the same where their difference in cost is less than
    /// what is not proved of the dearer.
    fn notes(&self, c: &Column) -> Vec<Note> {
        let of_both = c.unproved().zip(self.columns.first().and_then(Column::unproved));
        let unclear = of_both.is_some_and(|((cost, open), (first, first_open))| {
            let (above, open) = if cost > first { (cost - first, open) } else { (first - cost, first_open) };
            above > 0.0 && above < open
        });
        c.notes.iter().cloned().chain(unclear.then(|| both!("columns-unclear"))).collect()
    }

    fn table(&self, first: String, lang: Lang) -> Table {
        let mut header = vec![first];
        for (i, c) in self.columns.iter().enumerate() {
            header.push(name(&c.name));
            if i > 0 {
                header.push(say!(lang, "columns-change"));
            }
        }
        table(&header.iter().map(String::as_str).collect::<Vec<_>>(), 1)
    }

    fn cells(&self, unit: Unit, value: &dyn Fn(&Column) -> Option<f64>, lang: Lang) -> Vec<[String; 2]> {
        let first = self.columns.first().and_then(value);
        let cell = |c: &Column| {
            let own = value(c);
            let change = own.zip(first).map(|(x, y)| x - y);
            [own.map_or_else(dash, |x| unit.text(x, lang)), change.map_or_else(dash, |x| unit.change(x, lang))]
        };
        self.columns.iter().map(cell).collect()
    }

    /// As JSON, documented in `docs/formats/compare-json.md`.
    pub fn json(&self, lang: Lang) -> Value {
        json!({
            "schema": JSON_SCHEMA,
            "scenario": self.scenario.name,
            "set": self.scenario.set,
            "columns": self.columns.iter().map(|c| self.column(c, lang)).collect::<Vec<_>>(),
        })
    }

    fn column(&self, c: &Column, lang: Lang) -> Value {
        let first = self.columns.first();
        let amounts = |value: &dyn Fn(usize, &Amount) -> Option<f64>| {
            let all = c.amounts.as_ref()?;
            Some(all.iter().enumerate().map(|(i, a)| (a.key.to_owned(), json!(value(i, a)))).collect::<Map<_, _>>())
        };
        let change = |i, a: &Amount| a.value.zip(first.and_then(|f| f.value(i))).map(|(x, y)| x - y);
        let city =
            |(city, ratio): (&crate::scenario::City, &Option<f64>)| json!({ "city": city.name, "achieved_ratio": ratio });
        json!({
            "name": c.name,
            "status": c.status.id(),
            "policy": c.policy,
            "gap": c.gap(),
            "claimed_gap": c.claimed_gap(),
            "notes": self.notes(c).iter().map(|n| n.pick(lang)).collect::<Vec<_>>(),
            "amounts": amounts(&|_, a| a.value),
            "against_first": amounts(&change),
            "cities": self.scenario.cities.iter().zip(&c.ratios).map(city).collect::<Vec<_>>(),
        })
    }
}

/// A row: of each column its value and difference, of the first its value alone.
fn row(t: &mut Table, title: &str, cells: &[[String; 2]]) {
    let cells = cells.iter().enumerate().flat_map(|(i, cell)| &cell[..if i == 0 { 1 } else { 2 }]);
    t.add_row(std::iter::once(title).chain(cells.map(String::as_str)));
}

fn dash() -> String {
    "—".to_owned()
}
