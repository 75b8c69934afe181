//! Scenarios and plans built in code, small and large.
use chrono::NaiveDate;
use steel_stagger::day::{DayRange, Season};
use steel_stagger::kind::Kind;
use steel_stagger::lang::{Lang, Note};
use steel_stagger::plan::{Plan, Slowdown, Stop};
use steel_stagger::policy::Level;
use steel_stagger::rules::{Finding, Named, RuleId, Severity};
use steel_stagger::scenario::{
    City, Enterprise, Episode, Heating, LastYear, Route, Scenario, ShareBand, Unit, read_scenario_str,
};

pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// A scenario with one city and nothing in it, under the built-in policy.
pub fn empty(start: &str, end: &str) -> Scenario {
    let text = "schema = 1\nname = \"示例市2021-2022年秋冬季\"\npolicy = \"autumn-winter-2021\"\n\
        [[cities]]\nname = \"示例市\"\n\
        [[enterprises]]\nid = \"X\"\nname = \"X\"\ncity = \"示例市\"\ngrade = \"B\"\nroute = \"integrated\"\n\
        steel_last_year_t = 1\n\
        [[enterprises.units]]\nid = \"1#高炉\"\nkind = \"blast-furnace\"\nsize = 1000\nrate_t_d = 3000\n";
    let read = read_scenario_str(text, "scenario.toml", None);
    let mut s = read.unwrap_or_else(|e| panic!("{}", e.render(Lang::En, false)));
    s.enterprises.clear();
    s.units.clear();
    // Set here, as reading refuses seasons of more than a year, and drawing must not.
    s.season = Season::new(date(start), date(end)).expect("a season");
    s.cities = vec![city("示例市", s.season)];
    s
}

pub fn city(name: &str, season: Season) -> City {
    City {
        name: name.into(),
        min_bf_ratio: None,
        stopped_share: Vec::new(),
        day_weight: vec![1.0; usize::from(season.len)],
        line: 0,
    }
}

/// Adds an enterprise; its index.
pub fn mill(s: &mut Scenario, id: &str, name: &str, city: usize, grade: usize) -> usize {
    let period = s.policy.ratio.period.map_or(s.season.all(), |p| s.season.clip(p.start, p.end));
    s.enterprises.push(Enterprise {
        id: id.into(),
        permit: None,
        name: name.into(),
        city,
        grade,
        route: Route::Integrated,
        ultra_low_emission: false,
        has_violation: false,
        capacity_utilisation: 1.0,
        norm_listed: true,
        min_ratio: None,
        period,
        serves: Vec::new(),
        steel_last_year: Some(LastYear::Total(1_200_000.0)),
        steel_per_iron: 1.05,
        steel_quota: Vec::new(),
        margin_cny_t: None,
        evidence: Vec::new(),
        county: None,
        responsible: None,
        heating: None,
        claims_heat: false,
        units: Vec::new(),
        line: 0,
    });
    s.enterprises.len() - 1
}

/// Adds a unit; its index.
pub fn unit(s: &mut Scenario, ent: usize, id: &str, kind: Kind, size: f64, rate: f64) -> usize {
    s.units.push(Unit {
        id: id.into(),
        enterprise: ent,
        kind,
        size: Some(size),
        rate_t_d: rate,
        coking_time_h: (kind == Kind::CokeOven).then_some(19.0),
        must_run: Vec::new(),
        down: Vec::new(),
        stop_method: None,
        service: s.season.all(),
        commissioned: None,
        retired: None,
        last_ran: None,
        idle: false,
        replaces: Vec::new(),
        must_run_filed: Vec::new(),
        down_filed: Vec::new(),
        line: 0,
    });
    s.enterprises[ent].units.push(s.units.len() - 1);
    s.units.len() - 1
}

pub fn days(s: &Scenario, a: &str, b: &str) -> DayRange {
    s.season.clip(date(a), date(b))
}

pub fn stop(s: &Scenario, unit: usize, a: &str, b: &str) -> Stop {
    let u = &s.units[unit];
    Stop { enterprise: s.enterprises[u.enterprise].id.clone(), unit: u.id.clone(), start: date(a), end: date(b), line: 0 }
}

pub fn slow(s: &Scenario, unit: usize, a: &str, b: &str, hours: f64) -> Slowdown {
    let Stop { enterprise, unit, start, end, line } = stop(s, unit, a, b);
    Slowdown { enterprise, unit, start, end, coking_time_h: hours, line }
}

pub fn plan(s: &Scenario, stops: Vec<Stop>, slowdowns: Vec<Slowdown>) -> Plan {
    Plan { scenario: s.name.clone(), stops, slowdowns, ..Plan::default() }
}

pub fn finding(
    rule: RuleId,
    city: Option<usize>,
    ent: Option<usize>,
    unit: Option<usize>,
    days: Option<(&str, &str)>,
) -> Finding {
    Finding {
        rule,
        severity: Severity::Error,
        city,
        enterprise: ent.map(Named::Known),
        unit: unit.map(Named::Known),
        kind: None,
        first: days.map(|d| date(d.0)),
        last: days.map(|d| date(d.1)),
        measured: Some(8.0),
        required: Some(10.0),
        short_by: Some(2.0),
        note: Note {
            zh: "停产8天，短于高炉最短停产天数10天".into(),
            en: "stopped for 8 days, shorter than the shortest stop of 10 days".into(),
        },
        waived: None,
    }
}

/// One mill with two furnaces and all ancillary kinds, and a plan with a fixed stop, slow-downs and duties.
pub fn one_mill() -> (Scenario, Plan) {
    let mut s = empty("2021-10-01", "2022-03-31");
    let m = mill(&mut s, "TS01", "甲钢铁有限公司", 0, 3);
    let b1 = unit(&mut s, m, "1#高炉", Kind::BlastFurnace, 1080.0, 3400.0);
    let b2 = unit(&mut s, m, "2#高炉", Kind::BlastFurnace, 1580.0, 4600.0);
    let c1 = unit(&mut s, m, "1#焦炉", Kind::CokeOven, 5.5, 1500.0);
    let c2 = unit(&mut s, m, "2#焦炉", Kind::CokeOven, 7.0, 2100.0);
    let s1 = unit(&mut s, m, "1#烧结机", Kind::Sinter, 265.0, 7000.0);
    let p1 = unit(&mut s, m, "球团竖炉", Kind::Pellet, 1500.0, 1500.0);
    let k1 = unit(&mut s, m, "1#石灰窑", Kind::LimeKiln, 600.0, 600.0);
    let e1 = unit(&mut s, m, "100吨电炉", Kind::Eaf, 100.0, 1800.0);
    s.units[b1].down = vec![days(&s, "2021-10-08", "2021-10-27")];
    s.units[b2].must_run = vec![days(&s, "2021-11-15", "2022-01-31")];
    s.enterprises[m].heating = Some(Heating { days: days(&s, "2021-11-15", "2022-03-15"), min_iron_t_d: 3000.0 });
    s.enterprises[m].claims_heat = true;
    s.units[e1].service = days(&s, "2021-12-01", "2022-03-31");
    s.units[e1].commissioned = Some(date("2021-12-01"));
    s.cities[0].stopped_share = vec![ShareBand { days: days(&s, "2021-11-15", "2022-03-15"), min: 0.1, max: 0.6 }];
    s.episodes.push(Episode { city: 0, level: Level::Orange, days: days(&s, "2021-12-08", "2021-12-12") });
    s.episodes.push(Episode { city: 0, level: Level::Red, days: days(&s, "2022-01-05", "2022-01-14") });
    let stops = vec![
        stop(&s, b1, "2021-10-08", "2021-10-27"),
        stop(&s, b1, "2021-12-01", "2022-01-20"),
        stop(&s, b2, "2022-02-01", "2022-03-10"),
        stop(&s, s1, "2021-12-05", "2022-01-25"),
        stop(&s, p1, "2021-12-08", "2021-12-12"),
        stop(&s, p1, "2022-01-05", "2022-02-28"),
        stop(&s, k1, "2021-11-20", "2022-01-10"),
    ];
    let slows = vec![
        slow(&s, c1, "2021-11-15", "2022-03-15", 34.0),
        slow(&s, c2, "2021-11-15", "2022-01-10", 28.0),
        slow(&s, c2, "2022-01-11", "2022-03-15", 56.5),
    ];
    let mut p = plan(&s, stops, slows);
    p.solve.objective = Some(90_000_000.0);
    p.solve.bound = Some(89_900_000.0);
    p.solve.gap = Some(0.0011);
    (s, p)
}

/// A city of `mills` mills with about ten units each.
pub fn big_city(mills: usize) -> (Scenario, Plan) {
    let mut s = empty("2021-10-01", "2022-03-31");
    s.name = "示例钢城2021-2022年秋冬季错峰生产".into();
    s.cities[0].name = "唐山市".into();
    s.cities[0].min_bf_ratio = Some(0.3);
    s.cities[0].stopped_share = vec![ShareBand { days: days(&s, "2021-11-15", "2022-03-15"), min: 0.1, max: 0.6 }];
    s.episodes.push(Episode { city: 0, level: Level::Yellow, days: days(&s, "2021-11-02", "2021-11-06") });
    s.episodes.push(Episode { city: 0, level: Level::Orange, days: days(&s, "2021-12-08", "2021-12-12") });
    let (mut stops, mut slows) = (Vec::new(), Vec::new());
    let start = date("2021-11-15");
    for i in 0..mills {
        let name = if i % 7 == 3 {
            format!("示例市某某某某钢铁联合集团股份有限公司第{i}分公司（原丙丁钢铁厂）")
        } else {
            format!("{}钢铁有限公司", ["甲", "乙", "丙", "丁", "戊", "己", "庚"][i % 7])
        };
        let m = mill(&mut s, &format!("TS{:02}", i + 1), &name, 0, [0, 1, 1, 2, 3, 3, 4][i % 7]);
        for k in 0..4 + i % 2 {
            let u = unit(
                &mut s,
                m,
                &format!("{}#高炉", k + 1),
                Kind::BlastFurnace,
                450.0 + 630.0 * k as f64,
                1500.0 + 1900.0 * k as f64,
            );
            if i % 7 != 0 && k % 2 == 0 {
                let a = start + chrono::Days::new(((i * 11 + k * 29) % 60) as u64);
                let b = a + chrono::Days::new(38 + (i * 7 % 23) as u64);
                stops.push(stop(&s, u, &a.to_string(), &b.to_string()));
            }
        }
        let c = unit(&mut s, m, "1#焦炉", Kind::CokeOven, 6.0, 1800.0);
        slows.push(slow(&s, c, "2021-11-15", "2022-03-15", 24.0 + (i * 5 % 40) as f64));
        for (id, kind) in
            [("1#烧结机", Kind::Sinter), ("2#烧结机", Kind::Sinter), ("竖炉", Kind::Pellet), ("1#石灰窑", Kind::LimeKiln)]
        {
            let u = unit(&mut s, m, id, kind, 200.0, 5000.0);
            if i % 7 != 0 {
                let a = start + chrono::Days::new(((i * 13 + stops.len() * 3) % 60) as u64);
                let b = a + chrono::Days::new(44);
                stops.push(stop(&s, u, &a.to_string(), &b.to_string()));
            }
        }
    }
    let p = plan(&s, stops, slows);
    (s, p)
}
