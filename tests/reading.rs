//! What a valid file comes to.

use crate::common::{PLAN, SMALL};
use steel_stagger::day::DayRange;
use steel_stagger::kind::Kind;
use steel_stagger::output::{Output, write_atomically};
use steel_stagger::plan::read_plan_str;
use steel_stagger::plan::write::to_toml;
use steel_stagger::policy::{CokePolicy, Level, Policy, builtin, read_policy_str};
use steel_stagger::scenario::{Scenario, read_scenario_str};

fn read(text: &str) -> Scenario {
    read_scenario_str(text, "small.toml", None).unwrap_or_else(|e| panic!("{e}"))
}

fn built_in() -> Policy {
    read_policy_str(builtin("autumn-winter-2021").unwrap(), "autumn-winter-2021.toml").unwrap_or_else(|e| panic!("{e}"))
}

#[test]
fn a_scenario_is_read_whole() {
    let s = read(SMALL);
    assert_eq!((s.cities.len(), s.enterprises.len(), s.units.len(), s.episodes.len()), (1, 3, 7, 1));
    assert_eq!(s.season.len, 182);
    let (mill, furnace) = (&s.enterprises[0], &s.units[0]);
    assert_eq!(s.season.date(mill.period.end - 1).to_string(), "2022-03-31", "its own end");
    assert_eq!(s.season.date(s.enterprises[1].period.end - 1).to_string(), "2022-03-15", "the policy's end");
    assert_eq!(furnace.down, [DayRange::new(7, 27)]);
    assert_eq!(furnace.must_run, [DayRange::new(45, 76)]);
    assert!(mill.claims_heat && mill.heating.is_some());
    assert_eq!(s.enterprises[1].serves, [0], "itself and a scrap-eaf mill are passed over");
    assert_eq!(s.units[5].replaces, [4]);
    // Base 0.30 and one increment exceed the city's own 0.32.
    assert!((s.required_ratio(0) - 0.35).abs() < 1e-12);
    let weight = &s.cities[0].day_weight;
    assert_eq!((weight[0], weight[61], weight[92]), (1.0, 1.4, 1.5));
    assert!((s.steel_last_year(2, s.season.all()) - 352_000.0).abs() < 1e-6);
    assert!(s.outside.is_empty());
    assert_eq!(s.hash.len(), 64);
}

#[test]
fn service_is_clipped_and_a_long_idle_unit_is_out() {
    let unit = "id = \"2#高炉\"\n";
    let with = |fields: &str| read(&SMALL.replace(unit, &format!("{unit}{fields}\n"))).units[1].clone();
    assert_eq!(with("commissioned = 2021-12-01").service, DayRange::new(61, 182));
    assert_eq!(with("retired = 2022-03-20").service, DayRange::new(0, 170));
    assert_eq!(with("retired = 2021-10-01").service, DayRange::EMPTY);
    // 180 days before 2021-10-01 is 2021-04-04: idle only when it ran last before that.
    assert!(!with("last_ran = 2021-04-04").idle);
    let idle = with("last_ran = 2021-04-03\ndown = [{ start = 2021-11-01, end = 2021-11-05 }]");
    assert!(idle.idle && idle.service.is_empty() && idle.down.is_empty());
    let both =
        "retired = 2022-03-20\ndown = [{ start = 2022-03-01, end = 2022-04-30 }, { start = 2022-02-01, end = 2022-02-28 }]";
    assert_eq!(with(both).down, [DayRange::new(123, 170)], "sorted, merged and clipped to the days in service");
}

#[test]
fn spans_outside_the_season_are_noted() {
    let text = SMALL
        .replace("\"2021-12\" = 1.4", "\"2022-07\" = 1.4")
        .replace("start = 2021-12-08\nend = 2021-12-12", "start = 2021-09-08\nend = 2021-09-12")
        .replace("start = 2021-10-08, end = 2021-10-27", "start = 2021-08-08, end = 2021-08-27");
    let s = read(&text);
    let what: Vec<_> = s.outside.iter().map(|o| (o.city, o.enterprise, o.unit, o.what.as_str())).collect();
    assert_eq!(
        what,
        [
            (Some(0), None, None, "day_weight 2022-07"),
            (Some(0), None, None, "episodes 2021-09-08..2021-09-12"),
            (None, Some(0), Some(0), "down 2021-08-08..2021-08-27"),
        ]
    );
    assert!(s.episodes.is_empty() && s.units[0].down.is_empty());
}

#[test]
fn dates_in_quotes_a_byte_order_mark_and_carriage_returns_are_read() {
    let plain = read(SMALL);
    let text = format!("\u{feff}{}", SMALL.replace("start = 2021-12-08", "start = \"2021-12-08\"").replace('\n', "\r\n"));
    let read = read(&text);
    assert_eq!((read.episodes, read.units), (plain.episodes, plain.units));
}

#[test]
fn the_built_in_policy_gives_every_kind_its_tables() {
    let p = built_in();
    assert!(p.shape.iter().all(Option::is_some));
    assert!(p.coke.is_some());
    assert!(p.emission.iter().all(|e| e.ultra_low > 0.0 && e.other >= e.ultra_low));
    for level in Level::ALL {
        assert!(p.emergency(level, Some(0)).is_none(), "the best grade chooses its own measures");
        assert!(p.emergency(level, None).is_some());
        assert!((1..p.grades.len()).all(|g| p.emergency(level, Some(g)).is_some()));
    }
    let c = p.emergency(Level::Orange, Some(3)).unwrap();
    assert_eq!(c.share[Kind::BlastFurnace.index()], Some(0.5));
    assert_eq!((c.coking_time(5.5), c.coking_time(6.0)), (Some(36.0), Some(28.0)));
    let coke = |max_coking_time_h| CokePolicy { max_coking_time_h, ..p.coke.unwrap() };
    // no plan may state 72.001 h where the most is 72.0005 h; 72.1 · 1000 is a little below 72100 in floating point
    assert_eq!([72.0, 72.1, 72.0005].map(|h| coke(h).longest_stated_h()).to_vec(), [72.0, 72.1, 72.0]);
    assert_eq!(
        [19.0, 36.0, 36.0001, 72.0004, 90.0].map(|h| coke(72.0005).stated_h(h, 19.0)).to_vec(),
        [19.001, 36.0, 36.001, 72.0, 72.0]
    );
    assert!(["唐山市", "雄安新区", "泰安", "北京市"].iter().all(|c| p.stages[0].names(c)));
    assert!(!p.stages[0].names("徐州市"));
}

#[test]
fn no_kind_pays_for_its_stop_under_the_built_in_policy() {
    let p = built_in();
    for kind in Kind::ALL {
        let i = kind.index();
        let cost = if matches!(kind, Kind::BlastFurnace | Kind::Eaf) { p.cost.margin_cny_t } else { p.cost.output_cny_t[i] };
        assert!(p.cost.emission_value_cny_kg * p.emission[i].other * 2.0 < cost, "{}", kind.id());
    }
}

#[test]
fn each_number_of_the_built_in_policy_has_its_source() {
    let mut comment_above = false;
    for line in builtin("autumn-winter-2021").unwrap().lines() {
        let (field, comment) = line.split_once('#').map_or((line, ""), |(f, c)| (f, c));
        let number = field.split_once('=').is_some_and(|(name, v)| {
            !["schema", "name", "title"].contains(&name.trim()) && v.contains(|c: char| c.is_ascii_digit())
        });
        let sourced =
            comment.contains("assumed") || comment.contains('[') || comment.contains(" + ") || comment.contains("PM only");
        let by_note = comment_above && (line.starts_with("base") || line.contains("_cny"));
        assert!(!number || sourced || by_note, "no source: {line}");
        comment_above = line.starts_with('#') || (comment_above && !line.is_empty());
    }
}

#[test]
fn a_plan_written_reads_back_and_is_stable() {
    let s = read(SMALL);
    let mut plan = read_plan_str(PLAN, "plan.toml").unwrap_or_else(|e| panic!("{e}"));
    assert_eq!((plan.stops[0].line, plan.slowdowns[0].line), (4, 10));
    plan.slowdowns[0].coking_time_h = 36.123_456;
    plan.stops.push(plan.stops[0].clone());
    plan.stops[1].unit = "1#高炉".into();
    plan.stops[0].enterprise = "nobody\n[[stops]]".into();
    let text = to_toml(&plan, &s, &["seed 1\nstops = 0".into()]);
    let again = read_plan_str(&text, "plan.toml").unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(again.stops.len(), 2);
    assert_eq!(again.stops[0].unit, "1#高炉", "in the scenario's order, unknown ones last");
    assert_eq!(again.stops[1].enterprise, "nobody\n[[stops]]");
    plan.slowdowns[0].line = again.slowdowns[0].line;
    assert_eq!(again.slowdowns, plan.slowdowns);
    assert_eq!((again.solve, &again.approval), (plan.solve, &plan.approval));
    assert!(plan.approval.is_some());
    assert_eq!(to_toml(&again, &s, &["seed 1\nstops = 0".into()]), text);
}

#[test]
fn a_file_is_written_whole_or_left_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.toml");
    write_atomically(&path, b"first").unwrap();
    let output = Output::create(&path).unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"first", "opened, not yet written");
    drop(output);
    write_atomically(&path, b"second").unwrap();
    assert_eq!(std::fs::read(&path).unwrap(), b"second");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside it");
    assert!(Output::create(&folder.path().join("none/plan.toml")).is_err());
    assert!(Output::create(folder.path()).is_err());
}
