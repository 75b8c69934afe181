//! What a page knows: the plan, what it comes to and what is found in it, as JSON.
//!
//! Days count from the season's first; a run of days is `[first, end]`, half open. Cities, mills, units and findings refer to each
//! other by their places in their lists. Texts from files are cleaned as on all charts.

use super::words::words;
use crate::chart::bars::{slowness, totals, why_out_of_service};
use crate::chart::header::{key_figures, verdict_words};
use crate::chart::heads::level_name;
use crate::chart::marks::{Drawn, Marks, days as finding_days, sentence};
use crate::chart::moved::Moved;
use crate::chart::palette::{self, DARK, LIGHT, Rgb, Surfaces};
use crate::chart::rows::{Rows, size_label};
use crate::chart::text::clean;
use crate::chart::{ChartError, GanttOptions, axis};
use crate::day::{DayRange, Season};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::lang::numbers::{date, grouped, percent, percent2, span};
use crate::measure::totals::{daily_share, furnaces_of, own_ratio, steel_t};
use crate::plan::Plan;
use crate::plan::schedule::{Basis, Schedule, StopClass};
use crate::policy::Level;
use crate::report::changes::of_unit;
use crate::rules::reasons::Reasons;
use crate::rules::{Finding, Named, RULES, RuleId, Severity};
use crate::say;
use crate::scenario::{CityIx, EntIx, Scenario, UnitIx};
use chrono::Datelike as _;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// All that the page shows.
struct Source<'a> {
    scenario: &'a Scenario,
    schedule: &'a Schedule,
    reasons: Reasons<'a>,
    moved: Moved,
    rows: Rows,
    options: &'a GanttOptions,
    lang: Lang,
    cities: Vec<CityIx>,
    mills: Vec<EntIx>,
    units: Vec<UnitIx>,
}

/// The data of a page.
///
/// # Errors
/// Where a filter names no enterprise, or the filters leave no unit.
pub fn data(
    scenario: &Scenario,
    plan: &Plan,
    schedule: &Schedule,
    findings: &[Finding],
    options: &GanttOptions,
) -> Result<Value, ChartError> {
    let (rows, lang, season) = (Rows::drawn(scenario, options)?, options.lang, scenario.season);
    let marks = Marks::new(findings, &rows, options);
    let [verdict, cost] = verdict_words(scenario, schedule, &marks, &plan.solve, options);
    let period = scenario.policy.ratio.period.map_or(season.all(), |p| season.clip(p.start, p.end));
    let (cities, mills, units) = (rows.cities().collect(), rows.enterprises().collect(), rows.units().collect());
    let reasons = Reasons::new(scenario, schedule);
    let moved = Moved::new(scenario, schedule, &rows, options);
    let figures = key_figures(scenario, schedule, &rows, options);
    let source = Source { scenario, schedule, reasons, moved, rows, options, lang, cities, mills, units };
    let figures = figures.map(|(number, caption)| [number, caption]);
    let dates: Vec<_> = (0..season.len).map(|d| date(season.date(d), lang)).collect();
    let marked = |d| axis::mark(season.date(d).month(), season.date(d).day(), lang);
    Ok(json!({
        "title": say!(lang, "chart-title", region = clean(&scenario.name)),
        "span": span(season.start, season.end(), lang),
        "verdict": verdict,
        "keeps": marks.total() == 0,
        "cost": cost,
        "figures": figures,
        "words": words(lang),
        "start": season.start.to_string(),
        "days": season.len,
        "dates": dates,
        "marks": (0..season.len).map(marked).collect::<Vec<_>>(),
        "monday": (7 - season.start.weekday().num_days_from_monday()) % 7,
        "months": months(season, lang),
        "period": pair(period),
        "few": source.rows.few,
        "colors": { "light": surfaces(&LIGHT), "dark": surfaces(&DARK) },
        "kinds": Kind::ALL.map(|k| kind(k, lang)),
        "coke": { "light": coke_ends(|c| c), "dark": coke_ends(palette::at_night) },
        "levels": Level::ALL.map(|l| json!({ "name": level_name(l, lang), "color": palette::level(l).hex() })),
        "grades": scenario.policy.grades.iter().map(|g| clean(g)).collect::<Vec<_>>(),
        "rules": rules(lang),
        "cities": source.cities.iter().map(|&c| source.city(c)).collect::<Vec<_>>(),
        "mills": source.mills.iter().map(|&e| source.mill(e)).collect::<Vec<_>>(),
        "units": source.units.iter().map(|&u| source.unit(u)).collect::<Vec<_>>(),
        "findings": source.findings(findings),
        "moved": (!source.moved.is_empty()).then(|| say!(lang, "chart-moved-head", words = source.moved.words(lang))),
    }))
}

fn pair(days: DayRange) -> [u16; 2] {
    [days.first, days.end.max(days.first)]
}

fn pairs(days: &[DayRange]) -> Vec<[u16; 2]> {
    days.iter().map(|d| pair(*d)).collect()
}

/// Two decimals, which tell a reader enough.
fn rounded(x: f64) -> Value {
    if x.is_finite() { json!((x * 100.0).round() / 100.0) } else { Value::Null }
}

/// The months with their names, long and short.
fn months(season: Season, lang: Lang) -> Vec<Value> {
    let of = |(year, month, days): (i32, u32, DayRange)| {
        let name = axis::month_of_date(month, lang);
        let long = say!(lang, "chart-axis-month-of-year", month = &name, year = year.to_string());
        json!([long, say!(lang, "chart-month", month = name), days.first, days.end])
    };
    season.months().into_iter().map(of).collect()
}

fn surfaces(of: &Surfaces) -> Value {
    Value::Object(of.iter().map(|(name, color)| ((*name).to_owned(), json!(color.hex()))).collect())
}

fn kind(k: Kind, lang: Lang) -> Value {
    let tone = |color: Rgb| json!([color.hex(), palette::ink_on(color).hex()]);
    let color = palette::kind(k);
    json!({
        "name": k.name(lang),
        "sign": k.sign(lang),
        "light": tone(color),
        "dark": tone(palette::at_night(color)),
    })
}

/// The rules that a bar stands for, by their places in the list: those that bind it, or where none does that for which its days count.
fn why(binding: BTreeSet<RuleId>, class: StopClass, k: Kind) -> Vec<usize> {
    let counted = match class {
        StopClass::Fixed => RuleId::Down,
        StopClass::Episode => RuleId::Episode,
        StopClass::Ordinary if k.is_ancillary() => RuleId::AncRatio,
        StopClass::Ordinary => RuleId::BfRatio,
    };
    let rules = if binding.is_empty() || class == StopClass::Fixed { BTreeSet::from([counted]) } else { binding };
    RULES.iter().enumerate().filter(|(_, r)| rules.contains(&r.id)).map(|(i, _)| i).collect()
}

/// Shades of a slow-down, from the least to the longest, in steps.
fn coke_ends(as_seen: impl Fn(Rgb) -> Rgb) -> Vec<[String; 2]> {
    let shades = (0..=10).map(|i| as_seen(palette::coke_shade(f64::from(i) / 10.0)));
    shades.map(|c| [c.hex(), palette::ink_on(c).hex()]).collect()
}

fn rules(lang: Lang) -> Vec<Value> {
    let of = |r: &crate::rules::Rule| json!({ "id": r.id.id(), "name": r.name.pick(lang), "section": r.section.pick(lang) });
    RULES.iter().map(of).collect()
}

const fn class_id(class: StopClass) -> u8 {
    match class {
        StopClass::Fixed => 0,
        StopClass::Episode => 1,
        StopClass::Ordinary => 2,
    }
}

/// Ratio required and achieved, in words and whether it is enough.
fn ratio(required: Option<f64>, achieved: Option<f64>) -> Value {
    let Some(achieved) = achieved else { return Value::Null };
    let asked = required.filter(|r| *r > 0.0);
    let enough = asked.is_none_or(|r| achieved >= r - 1e-6);
    json!({ "asked": asked.map(percent), "got": percent2(achieved), "enough": enough })
}

impl Source<'_> {
    fn city(&self, city: CityIx) -> Value {
        let (s, c) = (self.scenario, &self.scenario.cities[city]);
        let of_city = s.episodes.iter().filter(|e| e.city == city);
        let level = |level| Level::ALL.iter().position(|l| *l == level);
        // nothing is told of units that the filters leave out
        let told = !self.options.own_only;
        let share: Vec<_> = daily_share(s, self.schedule, city)
            .into_iter()
            .map(|v| v.filter(|_| told).map(|v| rounded(v * 100.0)))
            .collect();
        let band = |b: &crate::scenario::ShareBand| json!([b.days.first, b.days.end, b.min, b.max]);
        json!({
            "name": clean(&c.name),
            "ratio": ratio(c.min_bf_ratio, own_ratio(s, self.schedule, &furnaces_of(s, city)).filter(|_| told)),
            "share": share,
            "bands": c.stopped_share.iter().filter(|_| told).map(band).collect::<Vec<_>>(),
            "episodes": of_city.map(|e| json!([level(e.level), e.days.first, e.days.end])).collect::<Vec<_>>(),
        })
    }

    fn mill(&self, ent: EntIx) -> Value {
        let (s, e) = (self.scenario, &self.scenario.enterprises[ent]);
        let months = s.season.months();
        let steel = |days| json!([rounded(steel_t(s, self.schedule, ent, days)), rounded(s.steel_last_year(ent, days))]);
        let heating = e.heating.map(|h| {
            let need = say!(self.lang, "chart-heating", iron = grouped(h.min_iron_t_d, 0));
            json!([h.days.first, h.days.end, need])
        });
        json!({
            "id": clean(&e.id),
            "name": clean(&e.name),
            "city": self.cities.iter().position(|c| *c == e.city),
            "grade": e.grade,
            "period": pair(e.period),
            "heating": heating,
            "ratio": ratio(Some(s.required_ratio(ent)), own_ratio(s, self.schedule, &s.primary_units(ent))),
            "steel": months.into_iter().map(|(_, _, days)| steel(days)).collect::<Vec<_>>(),
        })
    }

    /// A unit; what there is nothing to say of is left out.
    fn unit(&self, unit: UnitIx) -> Value {
        let (s, u, d) = (self.scenario, &self.scenario.units[unit], &self.schedule.units[unit]);
        let lost = |days| rounded(u.rate_t_d * d.sum(Basis::Stop, days));
        let (days, ratio) = totals(s, self.schedule, unit, self.lang);
        let mut out = Map::new();
        let mut put = |name: &str, value: Value| out.insert(name.to_owned(), value);
        put("id", json!(clean(&u.id)));
        put("mill", json!(self.mills.binary_search_by_key(&self.place_of(u.enterprise), |e| self.place_of(*e)).ok()));
        put("kind", json!(u.kind.index()));
        put("rate", rounded(u.rate_t_d));
        put("total", json!([days, ratio.unwrap_or_default()]));
        if u.size.is_some() {
            put("size", json!(size_label(u)));
        }
        if u.service != s.season.all() {
            put("service", json!(pair(u.service)));
            put("out", json!(why_out_of_service(s, unit, self.lang)));
        }
        if !u.must_run.is_empty() {
            put("must", json!(pairs(&u.must_run)));
        }
        if !u.down.is_empty() {
            put("down", json!(pairs(&u.down)));
        }
        if !d.stops.is_empty() {
            let stop = d.stops.iter().map(|w| {
                let why = why(self.reasons.of_stop(unit, w).0, w.class, u.kind);
                json!([w.days.first, w.days.end, class_id(w.class), lost(w.days), why])
            });
            put("stops", stop.collect());
        }
        if !d.slows.is_empty() {
            let shade = |hours| (slowness(s, unit, hours).clamp(0.0, 1.0) * 10.0).round() as u8;
            let hours = |h: f64| if h.is_finite() { json!(h) } else { Value::Null };
            let slow = d.slows.iter().map(|w| {
                let t = w.coking_time_h;
                let class = if w.episode { StopClass::Episode } else { StopClass::Ordinary };
                let why = why(self.reasons.of_slow(unit, w).0, class, u.kind);
                json!([w.days.first, w.days.end, hours(t), lost(w.days), shade(t), why])
            });
            put("slows", slow.collect());
        }
        if let Some(change) = self.moved.of_unit(unit) {
            put("earlier", json!(pairs(&self.moved.earlier(unit).collect::<Vec<_>>())));
            put("moved", json!(clean(&of_unit(s, change, self.lang))));
        }
        Value::Object(out)
    }

    /// Mills stand by city, then as the scenario has them.
    fn place_of(&self, ent: EntIx) -> (CityIx, EntIx) {
        (self.scenario.enterprises[ent].city, ent)
    }

    /// What is found about what is drawn. Errors have the numbers that they have on all charts.
    fn findings(&self, findings: &[Finding]) -> Vec<Value> {
        let drawn = Drawn::new(&self.rows, self.options);
        let mut number = 0;
        let of = |f: &Finding| {
            let error = f.severity == Severity::Error;
            number += usize::from(error);
            let known = |named: &Option<Named<usize>>| match named {
                Some(Named::Known(i)) => Some(*i),
                _ => None,
            };
            let mill = known(&f.enterprise).and_then(|e| self.mills.iter().position(|m| *m == e));
            let unit = known(&f.unit).and_then(|u| self.units.iter().position(|x| *x == u));
            json!({
                "number": error.then_some(number),
                "rule": RULES.iter().position(|r| r.id == f.rule),
                "city": f.city.and_then(|c| self.cities.iter().position(|x| *x == c)),
                "mill": mill,
                "unit": unit,
                "days": finding_days(f, self.scenario.season).map(pair),
                "text": sentence(f, self.scenario, self.lang),
                "waived": f.waived.is_some(),
            })
        };
        findings.iter().filter(|f| drawn.shows(f)).map(of).collect()
    }
}
