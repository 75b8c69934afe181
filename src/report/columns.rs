//! Plans and policies side by side: what each comes to, and how far from the first.

use super::compare::terms;
use super::findings::printable;
use super::format::{cny, cny_change, grouped, percent2, tonnes, trimmed};
use super::summary::figures;
use super::table::{name, table};
use crate::kind::Kind;
use crate::lang::{Lang, Note, Text};
use crate::measure::anchor::moved_days;
use crate::measure::cost::total_cost;
use crate::measure::totals::{furnaces_of, own_ratio};
use crate::plan::schedule::Schedule;
use crate::plan::{Claim, Plan};
use crate::rules::{RuleId, Severity, check};
use crate::scenario::{EntIx, Scenario, UnitIx};
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

    const fn words(self) -> Text {
        match self {
            Self::Filed => Text::new("计划文件", "plan file"),
            Self::Planned => Text::new("按政策编制", "planned"),
            Self::Impossible => Text::new("无可行计划", "no plan can keep all rules"),
            Self::AtFault => Text::new("申报有误", "the filing is at fault"),
            Self::NotFound => Text::new("时限内未找到计划", "no plan found in time"),
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
#[derive(Debug, Clone, Copy)]
struct Amount {
    key: &'static str,
    name: Text,
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
            Self::FewTonnes => format!("{}{}", grouped(x, 1), lang.pick("吨", " t")),
            Self::Count => grouped(x, 0),
            Self::Days => trimmed(x, 1),
            Self::Share => percent2(x),
        }
    }

    /// A difference, with its sign.
    fn change(self, x: f64, lang: Lang) -> String {
        match self {
            Self::Cny => cny_change(x, lang),
            Self::Share => signed(format!("{}{}", grouped(x * 100.0, 2), lang.pick("个百分点", " points"))),
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
        let amount = |key, zh, en, unit, value| Amount { key, name: Text::new(zh, en), unit, value };
        let some = |key, zh, en, unit, value| amount(key, zh, en, unit, Some(value));
        let of_cost = |(key, name, value)| Amount { key, name, unit: Unit::Cny, value: Some(value) };
        let mut amounts: Vec<Amount> = terms(&total_cost(scenario, &schedule)).map(of_cost).to_vec();
        amounts.extend([
            some("hot_metal_lost_t", "少产铁水", "hot metal lost", Unit::Tonnes, f.iron_lost_t),
            some("eaf_steel_lost_t", "电炉少产粗钢", "EAF steel lost", Unit::Tonnes, f.eaf_steel_lost_t),
            some("crude_steel_t", "粗钢", "crude steel", Unit::Tonnes, f.steel_t),
            some("avoided_emissions_t", "减排（颗粒物+SO2+NOx）", "PM + SO2 + NOx avoided", Unit::FewTonnes, f.avoided_t),
            some("restarts", "复产次数", "number of restarts", Unit::Count, f.restarts as f64),
            amount("moved_unit_days", "比首列变动（台·天）", "unit-days moved", Unit::Days, moved),
            some("errors", "违规", "errors", Unit::Count, errors as f64),
            some("warnings", "提示", "warnings", Unit::Count, (findings.len() - errors) as f64),
            amount(
                "achieved_ratio",
                "高炉错峰生产比例",
                "ratio of all furnaces",
                Unit::Share,
                own_ratio(scenario, &schedule, &furnaces),
            ),
        ]);
        let ratios = (0..scenario.cities.len()).map(|c| own_ratio(scenario, &schedule, &furnaces_of(scenario, c))).collect();
        Self {
            amounts: Some(amounts),
            ratios,
            schedule: Some(schedule),
            claim: plan.solve,
            false_claim: findings.iter().any(|f| f.rule == RuleId::Claim),
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
        let claimed = self.claimed_gap().map(|g| format!("{}{}", percent2(g), lang.pick("（自报）", " (as claimed)")));
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
        let mut t = self.table(lang.pick("项目", "quantity"), lang);
        let of =
            |words: &dyn Fn(&Column) -> String| self.columns.iter().map(|c| [words(c), String::new()]).collect::<Vec<_>>();
        row(&mut t, lang.pick("来源", "made how"), &of(&|c| c.status.words().pick(lang).to_owned()));
        row(&mut t, lang.pick("政策", "policy"), &of(&|c| name(&c.policy)));
        row(&mut t, lang.pick("证明的差距", "proved gap"), &of(&|c| c.gap_words(lang)));
        let rows = self.columns.iter().find_map(|c| c.amounts.as_ref());
        for (i, amount) in rows.into_iter().flatten().enumerate() {
            let (unit, title) = (amount.unit, amount.name.pick(lang));
            row(&mut t, title, &self.cells(unit, &|c| c.value(i), lang));
        }
        let _ = writeln!(out, "{}", t.trim_fmt());
        if self.scenario.cities.len() > 1 && rows.is_some() {
            let mut t = self.table(lang.pick("高炉错峰生产比例", "ratio of the furnaces of"), lang);
            for (city, c) in self.scenario.cities.iter().enumerate() {
                row(&mut t, &name(&c.name), &self.cells(Unit::Share, &|c| c.ratios[city], lang));
            }
            let _ = writeln!(out, "\n{}", t.trim_fmt());
        }
        for c in &self.columns {
            for note in self.notes(c) {
                let (title, note) = (lang.pick("注意：", "note: "), printable(lang.pick(&note.zh, &note.en)));
                let _ = writeln!(out, "{title}{}{}{note}", printable(&c.name), lang.pick("：", ": "));
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
        let note = unclear.then(|| {
            Note::new(
                "与首列的费用之差小于费用较高一方尚未证明的部分：就双方的最优计划而言，差别可能为零；请以更小的--gap编制两份计划",
                "its difference in cost to the first column is less than what is not proved of the dearer plan: between the best \
                 plans of both it may be none; plan both with a smaller --gap",
            )
        });
        c.notes.iter().cloned().chain(note).collect()
    }

    fn table(&self, first: &str, lang: Lang) -> Table {
        let mut header = vec![first.to_owned()];
        for (i, c) in self.columns.iter().enumerate() {
            header.push(name(&c.name));
            if i > 0 {
                header.push(lang.pick("比首列", "against the first").to_owned());
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
            "schema": 1,
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
            "notes": self.notes(c).iter().map(|n| lang.pick(&n.zh, &n.en)).collect::<Vec<_>>(),
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
