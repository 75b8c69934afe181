//! A planner's summary to take to a meeting: what each enterprise and city must stop, what it does stop and why, what that
//! comes to; money last.

mod json;
mod text;

use crate::kind::Kind;
use crate::lang::Lang;
use crate::measure::cost::{CostTerms, total_cost};
use crate::measure::totals::{
    avoided_t, daily_share, furnaces_of, lost_t, own_ratio, ratio, restarts, steel_t, stopped_unit_days,
};
use crate::plan::schedule::{Schedule, StopClass};
use crate::plan::{Claim, gap};
use crate::report::findings::false_claim;
use crate::rules::reasons::Reasons;
use crate::rules::{Finding, RuleId, Severity};
use crate::scenario::{CityIx, EntIx, Scenario, UnitIx};
use serde_json::Value;

/// Required and achieved staggered ratio of one kind of an enterprise.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct KindRatio {
    pub kind: Kind,
    /// Of primary units the grade's, of others the furnaces' achieved ratio.
    required: f64,
    pub achieved: f64,
    /// The rules that one day less of its stops would break, and whether some stop could be shorter for all of them.
    why: Vec<RuleId>,
    by_choice: bool,
}

/// What stops come to, of an enterprise or a city.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Figures {
    pub furnace_days: usize,
    pub iron_lost_t: f64,
    pub eaf_days: usize,
    pub eaf_steel_lost_t: f64,
    pub steel_t: f64,
    pub steel_last_year_t: f64,
    pub avoided_t: f64,
    pub restarts: usize,
}

/// An enterprise.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mill {
    ent: EntIx,
    /// Primary units first.
    pub ratios: Vec<KindRatio>,
    pub figures: Figures,
}

/// A city with its enterprises.
#[derive(Debug, Clone, PartialEq)]
struct CitySummary {
    city: CityIx,
    required: Option<f64>,
    achieved: Option<f64>,
    figures: Figures,
    share: Vec<Option<f64>>,
    mills: Vec<Mill>,
}

/// All that the text and the JSON say.
struct Summary<'a> {
    scenario: &'a Scenario,
    schedule: &'a Schedule,
    claim: Claim,
    errors: usize,
    warnings: usize,
    findings: &'a [Finding],
    /// The checker has found the claim false.
    false_claim: bool,
    cities: Vec<CitySummary>,
    cost: CostTerms,
}

impl<'a> Summary<'a> {
    fn new(scenario: &'a Scenario, schedule: &'a Schedule, claim: &Claim, findings: &'a [Finding]) -> Self {
        let reasons = Reasons::new(scenario, schedule);
        let errors = findings.iter().filter(|f| f.severity == Severity::Error).count();
        let cities = (0..scenario.cities.len()).map(|c| city(scenario, schedule, &reasons, c)).collect();
        Self {
            scenario,
            schedule,
            claim: *claim,
            errors,
            warnings: findings.len() - errors,
            findings,
            false_claim: false_claim(findings),
            cities,
            cost: total_cost(scenario, schedule),
        }
    }

    /// How far above the best plan's cost this one may lie, as the plan claims or as its bound says.
    fn gap(&self) -> Option<f64> {
        let total = self.cost.total();
        self.claim.gap.or(self.claim.bound.map(|b| gap(total, b)))
    }
}

fn city(scenario: &Scenario, schedule: &Schedule, reasons: &Reasons, city: CityIx) -> CitySummary {
    let ents: Vec<EntIx> = scenario.enterprises_of(city).collect();
    CitySummary {
        city,
        required: scenario.cities[city].min_bf_ratio,
        achieved: own_ratio(scenario, schedule, &furnaces_of(scenario, city)),
        figures: figures(scenario, schedule, &ents),
        share: daily_share(scenario, schedule, city),
        mills: ents.into_iter().map(|e| mill(scenario, schedule, reasons, e)).collect(),
    }
}

/// What stops come to in some enterprises.
pub(super) fn figures(scenario: &Scenario, schedule: &Schedule, ents: &[EntIx]) -> Figures {
    let all: Vec<UnitIx> = ents.iter().flat_map(|&e| scenario.enterprises[e].units.iter().copied()).collect();
    let of = |kind| -> Vec<UnitIx> { all.iter().copied().filter(|&u| scenario.units[u].kind == kind).collect() };
    let (furnaces, eafs) = (of(Kind::BlastFurnace), of(Kind::Eaf));
    let season = scenario.season.all();
    Figures {
        furnace_days: stopped_unit_days(schedule, &furnaces),
        iron_lost_t: lost_t(scenario, schedule, &furnaces, season),
        eaf_days: stopped_unit_days(schedule, &eafs),
        eaf_steel_lost_t: lost_t(scenario, schedule, &eafs, season),
        steel_t: ents.iter().map(|&e| steel_t(scenario, schedule, e, season)).sum(),
        steel_last_year_t: ents.iter().map(|&e| scenario.steel_last_year(e, season)).sum(),
        avoided_t: avoided_t(scenario, schedule, &all, season),
        restarts: restarts(schedule, &all),
    }
}

/// An enterprise's duties and what it does.
pub(super) fn mill(scenario: &Scenario, schedule: &Schedule, reasons: &Reasons, ent: EntIx) -> Mill {
    let mut ratios = Vec::new();
    let primary = scenario.primary_units(ent);
    if let (Some(achieved), Some(&first)) = (own_ratio(scenario, schedule, &primary), primary.first()) {
        let kind = scenario.units[first].kind;
        let (why, by_choice) = reasons.of(&primary);
        ratios.push(KindRatio { kind, required: scenario.required_ratio(ent), achieved, why, by_choice });
        let period = scenario.enterprises[ent].period;
        for kind in Kind::ancillary().filter(|_| kind == Kind::BlastFurnace) {
            let set = scenario.serving_units(ent, kind);
            if let Some(own) = ratio(scenario, schedule, &set, |_| period) {
                let (why, by_choice) = reasons.of(&set);
                ratios.push(KindRatio { kind, required: achieved, achieved: own, why, by_choice });
            }
        }
    }
    Mill { ent, ratios, figures: figures(scenario, schedule, &[ent]) }
}

/// What a stop is, in JSON and to the catalogue.
const fn class_id(class: StopClass) -> &'static str {
    match class {
        StopClass::Fixed => "fixed",
        StopClass::Episode => "episode",
        StopClass::Ordinary => "ordinary",
    }
}

/// The summary as text. `schedule` is the plan's, `findings` all that the checker found.
pub fn summary(scenario: &Scenario, schedule: &Schedule, claim: &Claim, findings: &[Finding], lang: Lang) -> String {
    text::write(&Summary::new(scenario, schedule, claim, findings), lang)
}

/// The same as a JSON object: tonnes, days, fractions and CNY.
pub fn summary_json(scenario: &Scenario, schedule: &Schedule, claim: &Claim, findings: &[Finding]) -> Value {
    json::value(&Summary::new(scenario, schedule, claim, findings))
}
