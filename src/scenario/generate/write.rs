//! A draft as the text of a scenario file, its witness as that of a plan file.

use super::draft::{Draft, Frame, Mill, Unit};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::scenario::LastYear;
use crate::schema::Schema;
use chrono::NaiveDate;
use std::fmt::Write as _;

/// The scenario file.
pub(super) fn scenario(frame: &Frame<'_>, draft: &Draft, name: &str, policy: &str) -> String {
    let season = frame.season;
    let mut out =
        Schema::Scenario.line() + "# 生成的情景：企业均为虚构。Generated: all enterprises are invented.\nschema = 1\n";
    field(&mut out, "name", &text(name));
    field(&mut out, "policy", &text(policy));
    field(&mut out, "season", &span(frame, season.all(), ""));
    for c in &draft.cities {
        out += "\n[[cities]]\n";
        field(&mut out, "name", &text(&c.name));
        option(&mut out, "min_bf_ratio", c.min_bf_ratio.map(|r| format!("{r:.3}")));
        let band =
            |b: &crate::scenario::ShareBand| span(frame, b.days, &format!(", min = {:.2}, max = {:.2}", b.min, b.max));
        let bands: Vec<String> = c.bands.iter().map(band).collect();
        match bands.as_slice() {
            [] => {}
            [one] => field(&mut out, "stopped_share", one),
            all => field(&mut out, "stopped_share", &format!("[ {} ]", all.join(", "))),
        }
        if !c.day_weight.is_empty() {
            field(&mut out, "day_weight", &months(&c.day_weight));
        }
    }
    for e in &draft.episodes {
        out += "\n[[episodes]]\n";
        field(&mut out, "city", &text(&draft.cities[e.city].name));
        field(&mut out, "level", &text(e.level.id()));
        field(&mut out, "start", &date(frame, e.days.first).to_string());
        field(&mut out, "end", &date(frame, e.days.end - 1).to_string());
    }
    for m in &draft.mills {
        mill(&mut out, frame, draft, m);
    }
    out
}

fn mill(out: &mut String, frame: &Frame<'_>, draft: &Draft, m: &Mill) {
    out.push_str("\n[[enterprises]]\n");
    field(out, "id", &text(&m.id));
    option(out, "permit", m.permit.as_deref().map(text));
    field(out, "name", &text(&m.name));
    field(out, "city", &text(&draft.cities[m.city].name));
    field(out, "grade", &text(&frame.policy.grades[m.grade]));
    field(out, "route", &text(if m.scrap { "scrap-eaf" } else { "integrated" }));
    option(out, "ultra_low_emission", m.ultra_low.then(|| "true".to_owned()));
    if !m.violations.is_empty() {
        field(out, "violations", &list(m.violations.iter().map(|v| text(v))));
    }
    field(out, "capacity_utilisation", &format!("{:.2}", m.utilisation));
    option(out, "norm_listed", (!m.norm_listed).then(|| "false".to_owned()));
    option(out, "min_ratio", m.min_ratio.map(|r| format!("{r:.2}")));
    option(out, "stagger_end", m.stagger_end.map(|d| date(frame, d).to_string()));
    if !m.serves.is_empty() {
        field(out, "serves", &list(m.serves.iter().map(|&s| text(&draft.mills[s].id))));
    }
    match &m.last_year {
        Some(LastYear::Total(t)) => field(out, "steel_last_year_t", &t.to_string()),
        Some(LastYear::Monthly(table)) => field(out, "steel_last_year_t", &months(table)),
        None => {}
    }
    option(out, "steel_per_iron", m.has_furnace().then(|| format!("{:.2}", m.steel_per_iron)));
    if !m.quotas.is_empty() {
        let quota =
            |q: &crate::scenario::Quota| format!("{{ year = {}, limit_t = {}, made_t = {} }}", q.year, q.limit_t, q.made_t);
        field(out, "steel_quota", &list(m.quotas.iter().map(quota)));
    }
    option(out, "margin_cny_t", m.margin.map(|x| x.to_string()));
    if !m.evidence.is_empty() {
        field(out, "evidence", &list(m.evidence.iter().map(|e| text(e))));
    }
    option(out, "heating", m.heating.map(|(days, iron)| span(frame, days, &format!(", min_iron_t_d = {iron}"))));
    for u in &m.units {
        unit(out, frame, u);
    }
}

fn unit(out: &mut String, frame: &Frame<'_>, u: &Unit) {
    out.push_str("\n[[enterprises.units]]\n");
    field(out, "id", &text(&u.id));
    field(out, "kind", &text(u.kind.id()));
    field(out, "size", &u.size.to_string());
    field(out, "rate_t_d", &u.rate.to_string());
    option(out, "coking_time_h", u.coking.map(|h| h.to_string()));
    let spans = |days: &[DayRange], reason: &str| {
        list(days.iter().map(|&r| span(frame, r, &format!(", reason = {}", text(reason)))))
    };
    if !u.must_run.is_empty() {
        field(out, "must_run", &spans(&u.must_run, "供暖"));
    }
    if !u.down.is_empty() {
        field(out, "down", &spans(&u.down, if u.kind == Kind::BlastFurnace { "大修" } else { "检修" }));
    }
    option(out, "commissioned", u.commissioned.map(|d| date(frame, d).to_string()));
    option(out, "retired", u.retired.map(|d| date(frame, d).to_string()));
    option(out, "last_ran", u.idle_for.map(|n| (frame.season.start - chrono::Days::new(u64::from(n))).to_string()));
    if !u.replaces.is_empty() {
        field(out, "replaces", &list(u.replaces.iter().map(|r| text(r))));
    }
}

/// The plan file.
pub(super) fn plan(frame: &Frame<'_>, draft: &Draft, name: &str) -> String {
    let mut out = Schema::Plan.line() + "# 生成情景的见证计划。The witness of a generated scenario.\nschema = 1\n";
    field(&mut out, "scenario", &text(name));
    let mut entry = |table: &str, m: &Mill, u: &Unit, r: DayRange, hours: Option<f64>| {
        let _ = write!(out, "\n[[{table}]]\n");
        field(&mut out, "enterprise", &text(&m.id));
        field(&mut out, "unit", &text(&u.id));
        field(&mut out, "start", &date(frame, r.first).to_string());
        field(&mut out, "end", &date(frame, r.end - 1).to_string());
        option(&mut out, "coking_time_h", hours.map(|h| h.to_string()));
    };
    let units = || draft.mills.iter().flat_map(|m| m.units.iter().map(move |u| (m, u)));
    for (m, u) in units() {
        u.runs().into_iter().for_each(|r| entry("stops", m, u, r, None));
    }
    for (m, u) in units() {
        u.slow_runs().into_iter().for_each(|(r, hours)| entry("slowdowns", m, u, r, Some(hours)));
    }
    out
}

fn field(out: &mut String, name: &str, value: &str) {
    let _ = writeln!(out, "{name} = {value}");
}

fn option(out: &mut String, name: &str, value: Option<String>) {
    if let Some(v) = value {
        field(out, name, &v);
    }
}

fn text(s: &str) -> String {
    toml::Value::String(s.to_owned()).to_string()
}

fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

fn months(table: &[((i32, u32), f64)]) -> String {
    let items: Vec<String> = table.iter().map(|((y, m), x)| format!("\"{y:04}-{m:02}\" = {x}")).collect();
    format!("{{ {} }}", items.join(", "))
}

fn date(frame: &Frame<'_>, day: Day) -> NaiveDate {
    frame.season.date(day)
}

fn span(frame: &Frame<'_>, days: DayRange, more: &str) -> String {
    format!("{{ start = {}, end = {}{more} }}", date(frame, days.first), date(frame, days.end - 1))
}
