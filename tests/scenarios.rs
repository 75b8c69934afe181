//! The shipped scenarios, and the generator's.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use steel_stagger::cli::example::EXAMPLES;
use steel_stagger::lang::Lang;
use steel_stagger::plan::read_plan_str;
use steel_stagger::plan::schedule::Schedule;
use steel_stagger::rules::{Severity, check};
use steel_stagger::scenario::generate::{Size, generate, generate_tiny};
use steel_stagger::scenario::{Scenario, read_scenario, read_scenario_str};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("scenarios")
}

fn read(text: &str, base: Option<&Path>) -> Scenario {
    read_scenario_str(text, "generated.toml", base).unwrap_or_else(|e| panic!("{}", e.render(Lang::En, false)))
}

/// Error findings of a plan, one line each.
fn errors(scenario: &Scenario, plan: &str) -> Vec<String> {
    let plan = read_plan_str(plan, "plan.toml").unwrap_or_else(|e| panic!("{}", e.render(Lang::En, false)));
    let findings = check(scenario, &plan, &Schedule::new(scenario, &plan));
    let wrong = findings.iter().filter(|f| f.severity == Severity::Error);
    wrong.map(|f| format!("{} {:?} {:?}: {}", f.rule.id(), f.enterprise, f.first, f.note.en)).collect()
}

#[test]
fn every_shipped_scenario_reads() {
    for e in EXAMPLES {
        let path = folder().join(format!("{}.toml", e.name));
        read_scenario(&path).unwrap_or_else(|errors| panic!("{}", errors.render(Lang::En, false)));
    }
}

#[test]
fn the_binary_the_folder_and_its_readme_have_the_same_scenarios() {
    let in_binary: BTreeSet<String> = EXAMPLES.iter().map(|e| format!("{}.toml", e.name)).collect();
    let files = std::fs::read_dir(folder()).expect("scenarios/ is there");
    let names = files.map(|f| f.expect("readable").file_name().into_string().expect("UTF-8"));
    let in_folder: BTreeSet<String> = names.filter(|n| n.strip_suffix(".toml").is_some()).collect();
    assert_eq!(in_binary, in_folder);
    let readme = std::fs::read_to_string(folder().join("README.md")).expect("scenarios/README.md is there");
    for name in in_folder {
        assert_eq!(readme.matches(&format!("| `{name}` |")).count(), 1, "one line about {name}");
    }
}

/// What `scenarios/README.md` says of the city of real size.
#[test]
fn tangshan_is_of_real_size() {
    use steel_stagger::kind::Kind;
    let s = read_scenario(&folder().join("tangshan.toml")).expect("reads");
    let furnaces = s.units.iter().filter(|u| u.kind == Kind::BlastFurnace).count();
    let mills = s.enterprises.iter().filter(|e| e.steel_last_year.is_some()).count();
    assert_eq!((mills, s.enterprises.len() - mills, furnaces, s.units.len() - furnaces), (25, 3, 111, 150));
}

/// The tutorial's own words: it can be planned by hand.
#[test]
fn the_tutorial_has_a_plan() {
    let s = read_scenario(&folder().join("one-mill.toml")).expect("reads");
    let stops = [
        ("2#高炉", "2021-10-08", "2021-10-27"),
        ("1#高炉", "2021-12-01", "2022-01-10"),
        ("2#高炉", "2022-01-16", "2022-02-24"),
        ("1#高炉", "2022-03-02", "2022-03-15"),
        ("1#烧结机", "2021-12-01", "2022-01-20"),
        ("2#烧结机", "2022-01-16", "2022-03-08"),
        ("1#竖炉", "2022-01-16", "2022-03-08"),
        ("1#石灰窑", "2022-01-16", "2022-03-08"),
    ];
    let entry = |unit: &str, start: &str, end: &str| {
        format!("enterprise = \"TS01\"\nunit = \"{unit}\"\nstart = {start}\nend = {end}\n")
    };
    let mut plan = format!("schema = 1\nscenario = \"{}\"\n", s.name);
    for (unit, start, end) in stops {
        let _ = write!(plan, "[[stops]]\n{}", entry(unit, start, end));
    }
    let _ = write!(plan, "[[slowdowns]]\n{}coking_time_h = 32\n", entry("1#焦炉", "2021-11-15", "2022-03-15"));
    assert_eq!(errors(&s, &plan), Vec::<String>::new());
}

/// Each of them is feasible: a plan that keeps its error rules stands in `tests/witness`.
#[test]
fn shipped_scenarios_that_should_have_a_plan_have_one() {
    for name in ["tangshan", "stage-two", "episode"] {
        let file = format!("{name}.toml");
        let s = read_scenario(&folder().join(&file)).expect("reads");
        let plan = std::fs::read_to_string(folder().join("../tests/witness").join(&file)).expect("a witness");
        assert_eq!(errors(&s, &plan), Vec::<String>::new(), "{name}");
    }
}

#[test]
fn witnesses_of_generated_cities_keep_every_rule() {
    for seed in 0..30 {
        // From one mill to a few cities, with few furnaces and with many.
        let (cities, mills) = (1 + seed as usize % 3, 1 + seed as usize % 11);
        let size = Size { episodes: seed as usize % 4, ..Size::new(cities, mills.max(cities), mills.max(cities) * 3, seed) };
        let g = generate(&size);
        assert_eq!(errors(&read(&g.scenario_toml, None), &g.witness_plan_toml), Vec::<String>::new(), "{size:?}");
    }
}

#[test]
fn a_generated_city_of_real_size_uses_every_feature() {
    let text: String = (1..=4).map(|seed| generate(&Size::city(seed)).scenario_toml).collect();
    let features = [
        "min_bf_ratio",
        "stopped_share",
        "day_weight",
        "[[episodes]]",
        "permit",
        "scrap-eaf",
        "ultra_low_emission",
        "violations",
        "norm_listed = false",
        "min_ratio",
        "stagger_end",
        "serves",
        "steel_last_year_t = {",
        "steel_quota",
        "margin_cny_t",
        "evidence",
        "heating",
        "must_run",
        "down",
        "commissioned",
        "retired",
        "last_ran",
        "replaces",
        "coke-oven",
        "pellet",
    ];
    let unused: Vec<_> = features.iter().filter(|f| !text.contains(**f)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn tiny_scenarios_read_and_their_witnesses_keep_every_rule() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut without = 0;
    for seed in 0..200 {
        let g = generate_tiny(seed);
        std::fs::write(dir.path().join("policy.toml"), &g.policy_toml).expect("written");
        let s = read(&g.scenario_toml, Some(dir.path()));
        assert!((12..=40).contains(&s.season.len));
        match g.witness_plan_toml {
            Some(plan) => assert_eq!(errors(&s, &plan), Vec::<String>::new(), "seed {seed}"),
            None => without += 1,
        }
    }
    assert!((1..100).contains(&without), "some are spoilt, most are not: {without} of 200");
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    assert_eq!(generate(&Size::small_city(3)), generate(&Size::small_city(3)));
    assert_ne!(generate(&Size::small_city(3)), generate(&Size::small_city(4)));
    assert_eq!(generate_tiny(5), generate_tiny(5));
}
