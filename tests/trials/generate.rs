//! `stagger generate --cities`: sizes, features, the witness, what is refused.

use crate::rules_support::files::Files;
use std::collections::BTreeSet;
use steel_stagger::input::field::{Record, Type};
use steel_stagger::kind::Kind;
use steel_stagger::scenario::format::SCENARIO;
use steel_stagger::scenario::generate::{Size, generate};
use steel_stagger::scenario::{LastYear, Scenario, read_scenario};

const REGION: [&str; 6] = ["--cities", "64", "--mills", "450", "--furnaces", "1500"];

fn make(files: &Files, size: &[&str], more: &[&str]) -> serde_json::Value {
    files.json(&[&["generate", "-o", "s.toml", "--witness", "w.toml"], size, more].concat(), 0)
}

#[test]
fn a_scenario_has_the_size_that_was_asked_for_and_its_witness_keeps_every_rule() {
    let files = Files::none();
    for (cities, mills, furnaces) in [(1, 1, 1), (1, 2, 2), (2, 2, 9), (1, 25, 110), (3, 20, 61), (7, 9, 12)] {
        for seed in 1..=3 {
            let [c, m, f, s] = [cities, mills, furnaces, seed].map(|n| n.to_string());
            let told = make(&files, &["--cities", &c, "--mills", &m, "--furnaces", &f], &["--seed", &s]);
            let read = read_scenario(&files.path("s.toml")).expect("it reads");
            let of = |kind| read.units.iter().filter(|u| u.kind == kind).count();
            let primary = |e: usize| !read.primary_units(e).is_empty();
            let made =
                (read.cities.len(), (0..read.enterprises.len()).filter(|&e| primary(e)).count(), of(Kind::BlastFurnace));
            assert_eq!(made, (cities, mills, furnaces), "seed {seed}");
            assert_eq!(told["blast_furnaces"], furnaces);
            assert_eq!(
                told["mills"].as_u64().unwrap() + told["serving_plants"].as_u64().unwrap(),
                read.enterprises.len() as u64
            );
            let ancillary = read.units.len() - furnaces - of(Kind::Eaf);
            assert_eq!(told["ancillary_units"], ancillary);
            files.stagger(&["check", "s.toml", "w.toml"]).assert().code(0);
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_others() {
    let files = Files::none();
    let size = ["--cities", "2", "--mills", "5", "--furnaces", "15"];
    let run = |seed: &str| {
        make(&files, &size, &["--seed", seed, "--name", "试算"]);
        (files.read("s.toml"), files.read("w.toml"))
    };
    let first = run("7");
    assert_eq!(run("7"), first);
    assert_ne!(run("8"), first);
    assert!(first.0.contains("name = \"试算\"") && first.1.contains("scenario = \"试算\""));
    let mut bare = files.stagger(&[&["generate", "-o", "-", "--seed", "7", "--name", "试算"], size.as_slice()].concat());
    let out = bare.assert().code(0).get_output().stdout.clone();
    assert_eq!(String::from_utf8(out).expect("UTF-8"), first.0, "standard output holds the scenario and nothing else");
}

#[test]
fn episodes_are_as_many_as_asked_at_most() {
    let files = Files::none();
    for (asked, most) in [("0", 0), ("3", 3)] {
        make(&files, &["--cities", "1", "--mills", "4", "--furnaces", "12"], &["--episodes", asked]);
        let s = read_scenario(&files.path("s.toml")).expect("it reads");
        let in_episode = s.city_episode_days(0);
        let spells = (0..in_episode.len()).filter(|&d| in_episode[d] && (d == 0 || !in_episode[d - 1])).count();
        assert!(spells <= most && (spells > 0) == (most > 0), "{spells} of {asked}");
        files.stagger(&["check", "s.toml", "w.toml"]).assert().code(0);
    }
}

/// The fields of a format that a text does not use.
fn unused(record: &'static Record, text: &str, out: &mut BTreeSet<&'static str>) {
    fn within(ty: &'static Type, text: &str, out: &mut BTreeSet<&'static str>) {
        match ty {
            Type::Table(r) => unused(r, text, out),
            Type::List(t) | Type::OneOrList(t) | Type::Map(_, t) => within(t, text, out),
            _ => {}
        }
    }
    for f in record.fields {
        let written = [format!("{} = ", f.name), format!("[[{}]]", f.name), format!("[[enterprises.{}]]", f.name)];
        if written.iter().any(|w| text.contains(w)) {
            within(&f.ty, text, out);
        } else {
            out.insert(f.name);
        }
    }
}

fn features(s: &Scenario) -> Vec<(&'static str, bool)> {
    let (e, u) = (|f: &dyn Fn(&steel_stagger::scenario::Enterprise) -> bool| s.enterprises.iter().any(f), || s.units.iter());
    vec![
        ("several stopped_share bands in a city", s.cities.iter().any(|c| c.stopped_share.len() > 1)),
        (
            "episodes of every level",
            steel_stagger::policy::Level::ALL.iter().all(|l| s.episodes.iter().any(|e| e.level == *l)),
        ),
        ("overlapping episodes", {
            let overlap = |a: usize, b: usize| {
                let (a, b) = (s.episodes[a], s.episodes[b]);
                a.city == b.city && !a.days.intersect(b.days).is_empty()
            };
            (1..s.episodes.len()).any(|i| overlap(i - 1, i))
        }),
        ("a quota of one year", e(&|e| e.steel_quota.len() == 1)),
        ("quotas of both years", e(&|e| e.steel_quota.len() == 2)),
        ("steel of last year by month", e(&|e| matches!(e.steel_last_year, Some(LastYear::Monthly(_))))),
        ("steel of last year as one number", e(&|e| matches!(e.steel_last_year, Some(LastYear::Total(_))))),
        ("one that serves two", e(&|e| e.serves.len() == 2)),
        ("utilisation over the threshold", e(&|e| e.capacity_utilisation > s.policy.ratio.over_capacity_threshold)),
        ("one off the norm list", e(&|e| !e.norm_listed)),
        ("a violation", e(&|e| e.has_violation)),
        ("a staggering period of its own", e(&|e| e.period.end == s.season.len)),
        (
            "an ultra-low scrap-eaf mill",
            (0..s.enterprises.len()).any(|i| s.base_ratio(i) == 0.0 && s.enterprises[i].grade > 0),
        ),
        ("every grade", (0..s.policy.grades.len()).all(|g| e(&|e| e.grade == g))),
        ("heat with evidence", e(&|e| e.heating.is_some() && !e.evidence.is_empty())),
        (
            "a permit of its own for most",
            s.enterprises.iter().filter(|e| e.permit.is_some()).count() * 2 > s.enterprises.len(),
        ),
        ("every kind", Kind::ALL.iter().all(|k| u().any(|u| u.kind == *k))),
        ("a unit in service from within the season", u().any(|u| u.service.first > 0)),
        ("a unit out of service within the season", u().any(|u| !u.service.is_empty() && u.service.end < s.season.len)),
        ("an idle unit", u().any(|u| u.idle)),
        ("a down battery", u().any(|u| u.kind == Kind::CokeOven && !u.down.is_empty())),
    ]
}

#[test]
fn a_region_has_the_size_of_the_programme_and_every_feature_of_the_format() {
    let files = Files::none();
    make(&files, &REGION, &["--seed", "5"]);
    let s = read_scenario(&files.path("s.toml")).expect("it reads");
    files.stagger(&["check", "s.toml", "w.toml"]).assert().code(0);
    assert_eq!((s.cities.len(), s.season.len), (64, 182));
    let names: BTreeSet<&str> = s.cities.iter().map(|c| c.name.as_str()).collect();
    assert_eq!(names.len(), 64);
    assert!(["唐山市", "邯郸市", "北京市", "西安市"].iter().all(|n| names.contains(n)));
    assert!(s.cities.iter().all(|c| !c.stopped_share.is_empty() && c.min_bf_ratio.is_some()), "rows in every city");
    let furnaces: Vec<_> = s.units.iter().filter(|u| u.kind == Kind::BlastFurnace).collect();
    let eafs = s.units.iter().filter(|u| u.kind == Kind::Eaf).count();
    assert_eq!(furnaces.len(), 1500);
    assert!((2_800..=3_200).contains(&(s.units.len() - 1500 - eafs)), "about 3,000 ancillary units");
    let mean = furnaces.iter().filter_map(|u| u.size).sum::<f64>() / 1500.0;
    assert!((1_000.0..1_250.0).contains(&mean), "furnaces of {mean} m3, Tangshan's are of about 1,100");
    let mills =
        |c| (0..s.enterprises.len()).filter(|&e| s.enterprises[e].city == c && !s.primary_units(e).is_empty()).count();
    assert!(mills(0) >= 20 && (0..64).all(|c| mills(c) >= 2), "few large cities and many small ones");
    let mut absent = BTreeSet::new();
    unused(&SCENARIO, &files.read("s.toml"), &mut absent);
    // a waiver makes no rule hold, so that a scenario with a plan that breaks none has no use for one; what only reports print is
    // none of the contract's, and a checker that refuses unknown fields shall read what is generated
    assert_eq!(absent.into_iter().collect::<Vec<_>>(), ["county", "responsible", "stop_method", "waivers"]);
    let unused: Vec<_> = features(&s).into_iter().filter(|f| !f.1).map(|f| f.0).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

#[test]
fn a_witness_that_cannot_be_written_leaves_no_scenario_either() {
    let files = Files::none();
    let size = ["generate", "--cities", "1", "--mills", "1", "--furnaces", "2", "-o", "s.toml", "--witness", "/dev/full"];
    files.stagger(&size).assert().code(2).stderr(predicates::str::contains("/dev/full"));
    assert!(files.names().is_empty());
}

#[test]
fn ten_regions_in_one_can_be_made_and_read() {
    let g = generate(&Size::new(640, 4_500, 15_000, 1));
    assert_eq!((g.counts.mills, g.counts.furnaces), (4_500, 15_000));
    let most = usize::try_from(steel_stagger::input::source::MOST_BYTES).expect("it fits");
    assert!(g.scenario_toml.len() < most && g.witness_plan_toml.len() < most);
    let s = steel_stagger::scenario::read_scenario_str(&g.scenario_toml, "s.toml", None).expect("it reads");
    assert_eq!(s.cities.len(), 640);
}

#[test]
fn sizes_that_cannot_be_are_refused_and_nothing_is_written() {
    let files = Files::none();
    let refused = |args: &[&str]| files.stderr(&[&["generate", "-o", "s.toml"], args].concat(), 2);
    let few = refused(&["--cities", "3", "--mills", "2", "--furnaces", "9"]);
    assert!(few.contains("2 mills are too few for 3 cities"), "{few}");
    let few = refused(&["--cities", "1", "--mills", "5", "--furnaces", "4"]);
    assert!(few.contains("4 furnaces are too few for 5 mills"), "{few}");
    for (args, says) in [
        (&["--cities", "0", "--mills", "2", "--furnaces", "9"][..], "--cities"),
        (&["--cities", "1", "--mills", "2"], "--furnaces"),
        (&["--cities", "1", "--mills", "2", "--furnaces", "1000000"], "100000"),
        (&["--cities", "60", "--mills", "13000", "--furnaces", "34000"], " units, at most 100000 are read"),
        (&["--mills", "2"], "--records"),
        (&[], "--cities"),
        (&["--cities", "1", "--mills", "2", "--furnaces", "9", "--daily"], "cannot be used with"),
        (&["--records", "a.toml", "b.toml", "--mills", "2"], "cannot be used with"),
        (&["--records", "a.toml"], "PLAN"),
        (&["a.toml", "b.toml", "--cities", "1", "--mills", "2", "--furnaces", "9"], "cannot be used with"),
        (&["--cities", "1", "--mills", "2", "--furnaces", "9", "--witness", "s.toml"], "--output and --witness both write"),
        (&["--cities", "1", "--mills", "2", "--furnaces", "9", "--witness", "w.xlsx"], "w.toml"),
        (&["--cities", "1", "--mills", "2", "--furnaces", "9", "--witness", "no/w.toml"], "there is no folder no"),
    ] {
        let said = refused(args);
        assert!(said.contains(says), "{args:?}: {said}");
    }
    assert!(!files.path("s.toml").exists());
}
