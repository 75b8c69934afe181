//! What a scenario may have wrong beyond its fields one by one.

use super::read::Reader;
use super::{Route, Unit};
use crate::day::{DayRange, a_year_before};
use crate::input::record::month;
use crate::input::{Errors, Rec, suggest};
use crate::kind::Kind;
use crate::policy::Policy;
use chrono::{Datelike, NaiveDate};
use std::collections::{HashMap, HashSet};

/// The longest season, days: "the same days last year" must lie before it.
const LONGEST_SEASON: i64 = 366;

/// A season longer than a year.
pub(crate) fn season(r: &Rec<'_>, errors: &mut Errors<'_>) {
    let Some(s) = r.dates() else { return };
    let days = (s.end - s.start).num_days() + 1;
    if days > LONGEST_SEASON {
        errors
            .add(
                r.at("end"),
                (format!("秋冬季长达{days}天，超过一年"), format!("a season of {days} days, longer than a year")),
            )
            .expected((format!("至多{LONGEST_SEASON}天"), format!("at most {LONGEST_SEASON} days")))
            .help(("请核对起止年份", "check the years of start and end"));
    }
}

/// The names that a scenario's references may use.
pub(super) struct Places<'a> {
    cities: HashMap<&'a str, usize>,
    enterprises: HashMap<&'a str, (usize, bool)>,
    units: HashMap<String, usize>,
}

impl<'a> Places<'a> {
    /// Collects the names, and finds those filed twice.
    pub(super) fn new(cities: &[Rec<'a>], enterprises: &[Rec<'a>], errors: &mut Errors<'_>) -> Self {
        let mut places = Self { cities: HashMap::new(), enterprises: HashMap::new(), units: HashMap::new() };
        for (i, r) in cities.iter().enumerate() {
            let Some(name) = r.text("name") else { continue };
            if places.cities.insert(name, i).is_some() {
                duplicate(r, "name", ("城市", "city"), name, errors);
            }
        }
        let mut next = 0;
        for (i, r) in enterprises.iter().enumerate() {
            let id = r.text("id");
            if let Some(id) = id
                && places.enterprises.insert(id, (i, r.text("route") == Some("scrap-eaf"))).is_some()
            {
                duplicate(r, "id", ("企业编号", "enterprise id"), id, errors);
            }
            let mut own = HashSet::new();
            for u in r.records("units") {
                if let Some(unit) = u.text("id") {
                    if !own.insert(unit) {
                        duplicate(&u, "id", ("设备编号", "unit id"), unit, errors);
                    }
                    places.units.insert(format!("{}/{unit}", id.unwrap_or_default()), next);
                }
                next += 1;
            }
        }
        places
    }

    /// The city that a record's `city` names.
    pub(super) fn city(&self, r: &Rec<'_>, errors: &mut Errors<'_>) -> Option<usize> {
        let name = r.text("city").filter(|n| !n.trim().is_empty())?; // the walk has said that it is blank
        let found = self.cities.get(name).copied();
        if found.is_none() {
            let e = errors.add(r.at("city"), (format!("没有城市“{name}”"), format!("unknown city `{name}`")));
            suggest(e, name, sorted(self.cities.keys().copied()));
        }
        found
    }

    /// The mills that an enterprise serves; itself and scrap-eaf mills are passed over.
    pub(super) fn serves(&self, own: usize, r: &Rec<'_>, errors: &mut Errors<'_>) -> Vec<usize> {
        let mut out = Vec::new();
        for s in r.texts("serves") {
            if let Some(&(e, scrap)) = self.enterprises.get(s.value) {
                if e != own && !scrap && !out.contains(&e) {
                    out.push(e);
                }
                continue;
            }
            let zh = format!("serves所指企业“{}”没有填报", s.value);
            let en = format!("`serves` names `{}`, which is not filed", s.value);
            let many = errors.many();
            let e = errors.add(s.span, (zh, en));
            if !many {
                suggest(e, s.value, sorted(self.enterprises.keys().copied()));
            }
        }
        out
    }

    /// The units that a unit replaces.
    pub(super) fn replaces(&self, r: &Rec<'_>, errors: &mut Errors<'_>) -> Vec<usize> {
        let mut out = Vec::new();
        for s in r.texts("replaces") {
            if let Some(&u) = self.units.get(s.value) {
                if !out.contains(&u) {
                    out.push(u);
                }
                continue;
            }
            let (zh, en) = (
                format!("replaces所指设备“{}”没有填报", s.value),
                format!("`replaces` names `{}`, which is not filed", s.value),
            );
            let many = errors.many();
            let e = errors.add(s.span, (zh, en));
            e.expected(("企业编号/设备编号", "ENTERPRISE/UNIT"));
            if !many {
                suggest(e, s.value, sorted(self.units.keys().map(String::as_str)));
            }
        }
        out
    }
}

/// In a fixed order, so that the same file gives the same words.
fn sorted<'n>(names: impl Iterator<Item = &'n str>) -> Vec<&'n str> {
    let mut all: Vec<_> = names.collect();
    all.sort_unstable();
    all
}

fn duplicate(r: &Rec<'_>, field: &str, (zh, en): (&str, &str), name: &str, errors: &mut Errors<'_>) {
    errors
        .add(r.at(field), (format!("{zh}“{name}”重复"), format!("{en} `{name}` is filed twice")))
        .help(("请改名或删去其一", "rename one of them or leave it out"));
}

/// A band that no share lies in.
pub(super) fn band(r: &Rec<'_>, min: f64, max: f64, errors: &mut Errors<'_>) {
    if min > max {
        errors
            .add(r.at("min"), (format!("下限{min}高于上限{max}"), format!("min {min} is above max {max}")))
            .help(("请核对上下限", "check the two limits"));
    }
}

/// The index of an enterprise's grade.
pub(super) fn grade(r: &Rec<'_>, policy: Option<&Policy>, errors: &mut Errors<'_>) -> Option<usize> {
    let (name, policy) = (r.text("grade").filter(|n| !n.trim().is_empty())?, policy?);
    let found = policy.grades.iter().position(|g| g == name);
    if found.is_none() {
        let e = errors.add(r.at("grade"), (format!("没有绩效等级“{name}”"), format!("unknown grade `{name}`")));
        e.expected((policy.grades.join("、"), policy.grades.join(", ")));
        e.help(("绩效等级由政策文件的grades规定", "the policy's `grades` lists them"));
    }
    found
}

/// The staggering period of an enterprise.
pub(super) fn period(reader: &mut Reader<'_, '_>, r: &Rec<'_>) -> DayRange {
    let (Some(policy), Some(season)) = (reader.policy, reader.season) else { return DayRange::EMPTY };
    let filed = policy.ratio.period;
    let start = filed.map_or(season.start, |p| p.start);
    let own = r.date("stagger_end");
    if let Some(end) = own.filter(|&e| e < start) {
        reader
            .errors
            .add(
                r.at("stagger_end"),
                (
                    format!("stagger_end {end}早于错峰生产期首日{start}"),
                    format!("stagger_end {end} is before the staggering period's start {start}"),
                ),
            )
            .expected((format!("不早于{start}的日期"), format!("a date not before {start}")));
    }
    season.clip(start, own.unwrap_or(filed.map_or(season.end(), |p| p.end)))
}

/// What an enterprise's units ask of it.
pub(super) fn enterprise(reader: &mut Reader<'_, '_>, r: &Rec<'_>, route: Route, own: &[Unit]) {
    let has = |kind| own.iter().any(|u| u.kind == kind);
    let name = r.text("id").unwrap_or_default();
    let furnace = r.records("units").into_iter().find(|u| u.text("kind") == Some(Kind::BlastFurnace.id()));
    if let (Route::ScrapEaf, Some(u)) = (route, furnace) {
        reader
            .errors
            .add(
                u.at("kind"),
                (format!("全废钢短流程企业{name}有高炉"), format!("scrap-eaf mill {name} has a blast furnace")),
            )
            .help(("有高炉的企业请填 route = \"integrated\"", "a mill with a blast furnace is of route \"integrated\""));
    }
    if r.has("heating") && !has(Kind::BlastFurnace) {
        reader
            .errors
            .add(
                r.key_at("heating"),
                (format!("企业{name}有供暖任务但没有高炉"), format!("{name} has `heating` but no blast furnace")),
            )
            .help((
                "供暖以高炉铁水量计，请删去heating或填报高炉",
                "heating is counted in hot metal: leave it out, or file the furnace",
            ));
    }
    if !r.has("steel_last_year_t") && (has(Kind::BlastFurnace) || has(Kind::Eaf)) {
        let e = reader.errors.add(
            r.span.clone(),
            (format!("企业{name}缺少字段“steel_last_year_t”"), format!("missing field `steel_last_year_t` of {name}")),
        );
        e.help((
            "有高炉或电炉的企业须填上年同期粗钢产量（吨）；新建企业填被置换产能的产量",
            "a mill with a furnace or an EAF files last year's crude steel, t; a new mill its predecessor's",
        ));
        e.value = None;
    }
    last_year_months(reader, r);
}

fn last_year_months(reader: &mut Reader<'_, '_>, r: &Rec<'_>) {
    let (Some(table), Some(season)) = (r.record("steel_last_year_t"), reader.season) else { return };
    let filed: HashSet<(i32, u32)> = table.keys().filter_map(|k| month(k.value)).collect();
    let (first, last) = (a_year_before(season.start), a_year_before(season.end()));
    let mut missing = Vec::new();
    let mut day = NaiveDate::from_ymd_opt(first.year(), first.month(), 1);
    while let Some(d) = day.filter(|&d| d <= last) {
        if !filed.contains(&(d.year(), d.month())) {
            missing.push(format!("{:04}-{:02}", d.year(), d.month()));
        }
        day = d.checked_add_months(chrono::Months::new(1));
    }
    if !missing.is_empty() {
        let list = missing.join(", ");
        reader
            .errors
            .add(r.at("steel_last_year_t"), (format!("上年产量缺少月份：{list}"), format!("last year's table lacks {list}")))
            .help(("请补上秋冬季所需的每个月", "add every month that the season needs"));
    }
}

/// What a unit's kind and dates ask of it.
pub(super) fn unit(reader: &mut Reader<'_, '_>, r: &Rec<'_>, kind: Option<Kind>) {
    let errors = &mut *reader.errors;
    if let Some(kind) = kind {
        let mut needs = |field: &str, zh: &str, en: &str| {
            if !r.has(field) {
                let (kzh, ken) = (kind.zh(), kind.en());
                errors
                    .add(r.span.clone(), (format!("{kzh}缺少字段“{field}”"), format!("missing field `{field}` of a {ken}")))
                    .help((format!("请填写{field}：{zh}"), format!("add `{field}`: {en}")))
                    .value = None;
            }
        };
        match kind {
            Kind::BlastFurnace => needs("size", "高炉容积，立方米", "the furnace's volume, m3"),
            Kind::CokeOven => {
                needs("size", "炭化室高度，米", "chamber height, m");
                needs("coking_time_h", "正常出焦时间，小时", "normal coking time, h");
            }
            _ => {}
        }
        if kind != Kind::CokeOven && r.has("coking_time_h") {
            errors
                .add(
                    r.key_at("coking_time_h"),
                    (format!("{}没有出焦时间", kind.zh()), format!("coking_time_h of a unit of kind {}", kind.id())),
                )
                .help(("coking_time_h仅用于焦炉，请删去", "coking_time_h is for coke ovens: leave it out"));
        }
    }
    if let (Some(a), Some(b)) = (r.date("commissioned"), r.date("retired"))
        && b <= a
    {
        errors
            .add(
                r.at("retired"),
                (format!("退出日{b}不晚于投运日{a}"), format!("retired {b} is not after commissioned {a}")),
            )
            .help(("retired为退出首日，须晚于投运首日", "retired is the first day out of service"));
    }
}

/// A day that must both run and stand.
pub(super) fn down_against_must_run(reader: &mut Reader<'_, '_>, r: &Rec<'_>, service: DayRange, must_run: &[DayRange]) {
    let Some(season) = reader.season else { return };
    for down in r.records("down") {
        let Some((days, _)) = down.days(season) else { continue };
        let both = must_run.iter().map(|m| m.intersect(days.intersect(service))).find(|b| !b.is_empty());
        if let Some(both) = both {
            let (a, b) = (season.date(both.first), season.date(both.end - 1));
            reader
                .errors
                .add(
                    down.span.clone(),
                    (format!("down与must_run冲突：{a}至{b}"), format!("`down` and `must_run` both hold on {a}..{b}")),
                )
                .help(("同一天不能既须停产又不得停产，请改其一", "a unit cannot both stand and run: change one of them"));
        }
    }
}

/// Kinds of unit that the policy says nothing of: each named once, at its first unit.
pub(super) fn kinds(reader: &mut Reader<'_, '_>, root: &Rec<'_>, units: &[Unit]) {
    let Some(policy) = reader.policy else { return };
    for kind in Kind::ALL.into_iter().filter(|&k| units.iter().any(|u| u.kind == k)) {
        let id = kind.id();
        let lacks_shape = policy.shape[kind.index()].is_none();
        if !lacks_shape && (kind != Kind::CokeOven || policy.coke.is_some()) {
            continue;
        }
        let table = if lacks_shape { format!("[shape.{id}]") } else { "[coke]".to_owned() };
        let of_kind = |r: &Rec<'_>| r.text("kind") == Some(id);
        let Some(unit) = root.records("enterprises").iter().flat_map(|e| e.records("units")).find(of_kind) else { continue };
        let name = &policy.name;
        reader
            .errors
            .add(
                unit.at("kind"),
                (
                    format!("政策{name}没有{}的{table}", kind.zh()),
                    format!("policy {name} has no {table}, which {id} units need"),
                ),
            )
            .help((format!("请在政策文件中加上{table}"), format!("add {table} to the policy")));
    }
}
