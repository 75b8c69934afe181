//! Replanning and mending where what lies behind is odd: stops that ended yesterday or can be given their shape no more, furnaces
//! that are gone, a filing at fault.

use assert_cmd::Command;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;
use tempfile::TempDir;

const HEAD: &str = "schema = 1\nname = \"s\"\npolicy = \"autumn-winter-2021\"\n[[cities]]\nname = \"上海\"\n";

fn mill(id: &str, last_year: u32, more: &str, furnaces: &[&str]) -> String {
    let mut out = format!(
        "[[enterprises]]\nid = \"{id}\"\nname = \"{id}\"\ncity = \"上海\"\ngrade = \"B\"\nroute = \"integrated\"\n\
         steel_last_year_t = {last_year}\n{more}\n"
    );
    for (n, more) in (1..).zip(furnaces) {
        let _ = writeln!(
            out,
            "[[enterprises.units]]\nid = \"{n}\"\nkind = \"blast-furnace\"\nsize = 1080\nrate_t_d = 3000\n{more}"
        );
    }
    out
}

fn plan(stops: &[(&str, &str, &str, &str)]) -> String {
    let stop = |(mill, unit, start, end): &(&str, &str, &str, &str)| {
        format!("[[stops]]\nenterprise = \"{mill}\"\nunit = \"{unit}\"\nstart = {start}\nend = {end}\n")
    };
    stops.iter().fold("schema = 1\nscenario = \"s\"\n".to_owned(), |out, s| out + &stop(s))
}

fn folder(mills: &[String], stops: &[(&str, &str, &str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    std::fs::write(dir.path().join("s.toml"), HEAD.to_owned() + &mills.concat()).expect("written");
    std::fs::write(dir.path().join("p.toml"), plan(stops)).expect("written");
    dir
}

fn json(dir: &Path, args: &[&str], code: i32) -> Value {
    let mut c = Command::new(env!("CARGO_BIN_EXE_stagger"));
    let out = c.current_dir(dir).args(args).args(["--format", "json", "--lang", "en", "-q"]).assert().code(code);
    serde_json::from_slice(&out.get_output().stdout).expect("one JSON object")
}

fn replan(dir: &Path, from: &str, today: &str, code: i32) -> Value {
    json(dir, &["replan", "s.toml", from, "--today", today, "--gap", "0", "--time-limit", "10", "-o", "n.toml"], code)
}

fn rules(list: &Value) -> Vec<&str> {
    list.as_array().expect("a list").iter().map(|f| f["rule"].as_str().expect("a rule")).collect()
}

#[test]
fn a_stop_that_ended_yesterday_is_over_however_short() {
    let own = mill("M", 1_200_000, "evidence = [\"x\"]", &["", "must_run = [ { start = 2021-11-15, end = 2022-03-15 } ]"]);
    let dir = folder(&[own], &[("M", "1", "2022-01-01", "2022-02-28"), ("M", "2", "2021-12-08", "2021-12-10")]);
    // to go on would meet days on which it must run
    let told = replan(dir.path(), "p.toml", "2021-12-11", 0);
    assert_eq!(rules(&told["behind"]), ["SHORT-STOP", "MUST-RUN"]);
    let written = std::fs::read_to_string(dir.path().join("n.toml")).expect("written");
    assert!(written.contains("start = 2021-12-08\nend = 2021-12-10"), "{written}");
    // nothing that is proved of a day is otherwise on the next
    std::fs::rename(dir.path().join("n.toml"), dir.path().join("q.toml")).expect("renamed");
    let at = |today: &str| replan(dir.path(), "q.toml", today, 0)["at_least_cny"].as_f64().expect("a bound");
    assert!((at("2021-12-11") - at("2021-12-12")).abs() < 1.0);
    let mend = ["check", "s.toml", "p.toml", "--mend", "m.toml", "--today", "2021-12-11", "--time-limit", "10"];
    assert_eq!(json(dir.path(), &mend, 1)["mend"]["status"], "mended");
}

#[test]
fn of_one_stop_too_many_that_is_behind_no_further_one_is_made() {
    let stops = [
        ("M", "1", "2021-10-05", "2021-10-14"),
        ("M", "1", "2021-11-20", "2021-11-29"),
        ("M", "1", "2021-12-16", "2021-12-20"),
    ];
    let dir = folder(&[mill("M", 600_000, "", &[""])], &stops);
    let told = replan(dir.path(), "p.toml", "2021-12-22", 1);
    let bent = rules(&told["conflict"]);
    assert!(bent.contains(&"BF-RATIO") && !bent.contains(&"MANY-STOPS"), "{told}");
    // it is no more of them if the last goes on
    let told = replan(dir.path(), "p.toml", "2021-12-21", 0);
    assert_eq!(rules(&told["behind"]), ["MANY-STOPS"], "{told}");
    let written = std::fs::read_to_string(dir.path().join("n.toml")).expect("written");
    assert!(written.matches("[[stops]]").count() == 3 && written.contains("start = 2021-12-16"), "{written}");
}

#[test]
fn a_stop_under_way_that_no_end_gives_its_shape_is_helped_no_more() {
    let other = ("M", "1", "2022-01-01", "2022-02-28");
    let early = [("M", "2", "2021-10-01", "2021-10-10"), ("M", "2", "2021-11-01", "2021-11-10")];
    let many = [other, early[0], early[1], ("M", "2", "2021-12-07", "2022-02-10")];
    let retired = [other, ("M", "2", "2021-12-07", "2021-12-13")];
    for (more, stops, rule) in [("retired = 2021-12-14", &retired[..], "SHORT-STOP"), ("", &many[..], "MANY-STOPS")] {
        let dir = folder(&[mill("M", 900_000, "", &["", more])], stops);
        let told = replan(dir.path(), "p.toml", "2021-12-10", 0);
        assert_eq!((&told["status"], rules(&told["behind"])), (&"replanned".into(), vec![rule]), "{told}");
        let mend = ["check", "s.toml", "p.toml", "--mend", "m.toml", "--today", "2021-12-10", "--time-limit", "10"];
        let mended = &json(dir.path(), &mend, 1)["mend"];
        assert_eq!((&mended["status"], rules(&mended["behind"])), (&"mended".into(), vec![rule]), "{mended}");
        // nor is it in the way of keeping the unit as it was filed
        let kept = &json(dir.path(), &[&mend[..], &["--keep", "M/2"]].concat(), 1)["mend"];
        assert_eq!((&kept["status"], rules(&kept["behind"])), (&"mended".into(), vec![rule]), "{kept}");
    }
}

#[test]
fn what_may_not_be_kept_is_no_shape_that_is_helped_no_more() {
    let more = "retired = 2021-12-14\nmust_run = [ { start = 2021-12-09, end = 2021-12-10 } ]";
    let stops = [
        ("M", "1", "2022-01-01", "2022-02-28"),
        ("M", "2", "2021-10-01", "2021-10-10"),
        ("M", "2", "2021-12-07", "2021-12-13"),
    ];
    let dir = folder(&[mill("M", 900_000, "", &["", more])], &stops);
    let mend = ["check", "s.toml", "p.toml", "--mend", "m.toml", "--today", "2021-12-10", "--time-limit", "10"];
    let mended = &json(dir.path(), &mend, 1)["mend"];
    assert_eq!(
        (&mended["status"], rules(&mended["behind"])),
        (&"mended".into(), vec!["SHORT-STOP", "MUST-RUN"]),
        "{mended}"
    );
    // it runs from today on, which a unit that is kept as it is does not
    let kept = &json(dir.path(), &[&mend[..], &["--keep", "M/2"]].concat(), 1)["mend"];
    assert_eq!((&kept["status"], rules(&kept["findings"])), (&"kept-faulty".into(), vec!["MUST-RUN"]), "{kept}");
}

#[test]
fn one_stop_too_many_behind_excuses_no_later_one() {
    let mut stops = vec![("M", "1", "2022-01-01", "2022-02-28"), ("M", "2", "2021-10-01", "2021-10-10")];
    stops.extend([("M", "2", "2021-11-01", "2021-11-10"), ("M", "2", "2021-12-07", "2021-12-20")]);
    stops.push(("M", "2", "2022-02-01", "2022-02-20"));
    let dir = folder(&[mill("M", 900_000, "", &["", ""])], &stops);
    let mend = ["check", "s.toml", "p.toml", "--mend", "m.toml", "--today", "2021-12-10", "--time-limit", "10"];
    assert_eq!(json(dir.path(), &mend, 1)["mend"]["status"], "mended");
    let mended = std::fs::read_to_string(dir.path().join("m.toml")).expect("written");
    assert!(!mended.contains("2022-02-20") && mended.contains("2021-12-07"), "{mended}");
}

#[test]
fn a_stop_that_a_breakdown_carries_on_is_not_asked_to_end() {
    let early = [("M", "2", "2021-10-01", "2021-10-10"), ("M", "2", "2021-11-01", "2021-11-10")];
    for (end, down) in
        [("2021-12-09", "start = 2021-12-10, end = 2021-12-12"), ("2021-12-14", "start = 2021-12-15, end = 2021-12-25")]
    {
        let stops = [("M", "1", "2022-01-01", "2022-02-28"), early[0], early[1], ("M", "2", "2021-11-26", end)];
        let dir = folder(&[mill("M", 900_000, "", &["", &format!("down = [ {{ {down} }} ]")])], &stops);
        let today = if end == "2021-12-09" { "2021-12-10" } else { "2021-12-20" };
        let told = replan(dir.path(), "p.toml", today, 0);
        assert_eq!((&told["status"], rules(&told["behind"])), (&"replanned".into(), vec!["MANY-STOPS"]), "{told}");
    }
}

#[test]
fn what_a_battery_has_behind_it_stays_and_forces_nothing() {
    let oven = |more: &str| {
        format!(
            "[[enterprises.units]]\nid = \"C{more}\"\nkind = \"coke-oven\"\nsize = 6\nrate_t_d = 2000\ncoking_time_h = 20\n"
        )
    };
    let slowed = |unit: &str, start: &str, end: &str, hours: &str| {
        format!(
            "[[slowdowns]]\nenterprise = \"M\"\nunit = \"{unit}\"\nstart = {start}\nend = {end}\ncoking_time_h = {hours}\n"
        )
    };
    let least = |ovens: &str, slows: &str, today: &str, rule: &[&str]| {
        let own = mill("M", 900_000, "", &[""]) + ovens;
        let dir = folder(&[own], &[("M", "1", "2022-01-01", "2022-02-28")]);
        let filed = plan(&[("M", "1", "2022-01-01", "2022-02-28")]) + slows + &slowed("C", "2022-01-01", "2022-03-15", "40");
        std::fs::write(dir.path().join("p.toml"), filed).expect("written");
        let told = replan(dir.path(), "p.toml", today, 0);
        assert_eq!(rules(&told["behind"]), rule, "{told}");
        let written = std::fs::read_to_string(dir.path().join("n.toml")).expect("written");
        assert!(slows.lines().filter(|l| l.starts_with("coking")).all(|l| written.contains(l)), "{written}");
        told["at_least_cny"].as_f64().expect("a bound")
    };
    // that it ended yesterday or days ago is one: it need not be carried on with
    let yesterday = least(&oven(""), &slowed("C", "2021-12-07", "2021-12-09", "30"), "2021-12-10", &["SLOW-SHAPE"]);
    let before = least(&oven(""), &slowed("C", "2021-12-05", "2021-12-07", "30"), "2021-12-10", &["SLOW-SHAPE"]);
    assert!((yesterday - before).abs() < 1.0, "{yesterday} {before}");
    // beyond the longest coking time
    least(&oven(""), &slowed("C", "2021-12-01", "2021-12-09", "80"), "2021-12-10", &["WHOLE-STOP"]);
    least(&oven(""), &slowed("C", "2021-12-07", "2021-12-20", "80"), "2021-12-10", &["WHOLE-STOP", "SLOW-SHAPE"]);
    // it stood
    let stood = "[[stops]]\nenterprise = \"M\"\nunit = \"C\"\nstart = 2021-12-05\nend = 2021-12-07\n";
    least(&oven(""), stood, "2021-12-10", &["WHOLE-STOP"]);
    // under way, of a battery that retires, and one too many
    let retired = oven("") + &oven("2") + "retired = 2021-12-12\n";
    least(&retired, &slowed("C2", "2021-12-07", "2021-12-11", "30"), "2021-12-10", &["SLOW-SHAPE"]);
    let early = [("2021-10-01", "2021-10-10"), ("2021-10-21", "2021-10-30"), ("2021-11-01", "2021-11-10")];
    let early: String = early.iter().map(|(a, b)| slowed("C", a, b, "30")).collect();
    least(&oven(""), &(early + &slowed("C", "2021-12-07", "2021-12-31", "40")), "2021-12-10", &["SLOW-SHAPE"]);
}

#[test]
fn a_move_that_saves_little_is_left_out_only_within_the_gap_asked() {
    let oven = "[[enterprises.units]]\nid = \"C\"\nkind = \"coke-oven\"\nsize = 6\nrate_t_d = 2000\ncoking_time_h = 20\n";
    let own = mill("M", 1_200_000, "", &[""]).replace("grade = \"B\"", "grade = \"A\"") + oven;
    let slow =
        "[[slowdowns]]\nenterprise = \"M\"\nunit = \"C\"\nstart = 2022-01-01\nend = 2022-01-07\ncoking_time_h = 20.2\n";
    let dir = folder(&[own], &[]);
    std::fs::write(dir.path().join("p.toml"), plan(&[]) + slow).expect("written");
    let told = replan(dir.path(), "p.toml", "2021-12-11", 0);
    assert!(told["gap"].as_f64().is_some_and(|gap| gap < 1e-6), "{told}");
}

#[test]
fn a_battery_that_was_slow_on_a_day_on_which_it_was_to_stand_was_slow() {
    let oven = "[[enterprises.units]]\nid = \"C\"\nkind = \"coke-oven\"\nsize = 6\nrate_t_d = 2000\ncoking_time_h = 20\n\
                down = [ { start = 2021-12-01, end = 2021-12-02 } ]\n";
    let slow = |first: &str, last: &str, hours: u8| {
        format!("[[slowdowns]]\nenterprise = \"M\"\nunit = \"C\"\nstart = {first}\nend = {last}\ncoking_time_h = {hours}\n")
    };
    let early = slow("2021-10-01", "2021-10-10", 30) + &slow("2021-10-21", "2021-10-30", 30);
    let stop = [("M", "1", "2022-01-01", "2022-02-28")];
    let dir = folder(&[mill("M", 900_000, "", &[""]) + oven], &stop);
    let filed = plan(&stop) + &early + &slow("2021-12-01", "2021-12-09", 30) + &slow("2022-01-01", "2022-03-15", 40);
    std::fs::write(dir.path().join("p.toml"), filed).expect("written");
    let mend = ["check", "s.toml", "p.toml", "--mend", "m.toml", "--today", "2021-12-11", "--time-limit", "10"];
    // the third of three is over, and a fourth may not be made
    let mended = &json(dir.path(), &mend, 1)["mend"];
    assert_eq!(mended["status"], "impossible", "{mended}");
    assert!(rules(&mended["conflict"]).contains(&"ANC-RATIO"), "{mended}");
}

#[test]
fn what_falls_short_least_is_not_given_up_for_fewer_moves() {
    // ten days are left, on which the battery can go from 68 h to 72 h
    let oven = "[[enterprises.units]]\nid = \"C\"\nkind = \"coke-oven\"\nsize = 6\nrate_t_d = 2000\ncoking_time_h = 68\n";
    let dir = folder(&[mill("M", 1_200_000, "", &[""]) + oven], &[("M", "1", "2021-11-15", "2022-03-15")]);
    let asked = [
        "replan",
        "s.toml",
        "p.toml",
        "--today",
        "2022-03-06",
        "--time-limit",
        "10",
        "-o",
        "n.toml",
        "--best-effort",
        "b.toml",
    ];
    let told = json(dir.path(), &asked, 1);
    assert_eq!((&told["status"], rules(&told["short"])), (&"best-effort".into(), vec!["ANC-RATIO"]), "{told}");
    let written = std::fs::read_to_string(dir.path().join("b.toml")).expect("written");
    assert!(written.contains("coking_time_h = 72"), "{written}");
}

#[test]
fn what_a_furnace_that_is_gone_left_short_is_named() {
    let gone = |more: &str| mill("M", 400_000, more, &["retired = 2021-12-10"]);
    let other = mill("N", 600_000, "", &[""]);
    let stops = [("M", "1", "2021-11-13", "2021-11-22"), ("N", "1", "2022-02-07", "2022-03-15")];
    let heating = "evidence = [\"x\"]\nheating = { start = 2021-11-15, end = 2021-12-20, min_iron_t_d = 2000 }";
    for (more, rule, bend) in [
        ("steel_quota = [ { year = 2021, limit_t = 1_850_000, made_t = 1_700_000 } ]", "STEEL-YEAR", Some(30_000.0)),
        (heating, "HEATING", None),
    ] {
        let dir = folder(&[gone(more), other.clone()], &stops);
        let told = replan(dir.path(), "p.toml", "2021-12-15", 1);
        assert_eq!(rules(&told["conflict"]), [rule], "{told}");
        let bent = told["conflict"][0]["bend"].as_f64().expect("a bend");
        assert!(bend.is_none_or(|b| (b - bent).abs() <= 1.0), "{told}");
    }
}

#[test]
fn a_fault_of_the_filing_is_told_as_that() {
    let permit = "permit = \"P\"";
    let dir = folder(&[mill("M", 600_000, permit, &[""]), mill("N", 600_000, permit, &[""])], &[]);
    let told = replan(dir.path(), "p.toml", "2021-12-15", 1);
    assert_eq!((&told["status"], rules(&told["findings"])[0]), (&"filing".into(), "PERMIT"));
    let mended = json(dir.path(), &["check", "s.toml", "p.toml", "--mend", "m.toml"], 1);
    assert_eq!((&mended["mend"]["status"], rules(&mended["mend"]["findings"])[0]), (&"filing".into(), "PERMIT"));
    assert!(!dir.path().join("n.toml").exists() && !dir.path().join("m.toml").exists());
}

#[test]
fn an_episode_may_carry_on_a_slow_down_that_is_over_and_too_short() {
    let slow = |start: &str, end: &str, hours: u8| {
        format!("[[slowdowns]]\nenterprise = \"M\"\nunit = \"C\"\nstart = {start}\nend = {end}\ncoking_time_h = {hours}\n")
    };
    let stop = [("M", "1", "2022-01-01", "2022-02-28")];
    // asked by the episode; at 72 h, the longest, no other coking time is left, nor, before it stands, time enough
    for (grade, level, hours, down) in
        [("B", "orange", 28, ""), ("D", "red", 72, "down = [ { start = 2021-12-13, end = 2021-12-14 } ]")]
    {
        let oven = format!(
            "[[enterprises.units]]\nid = \"C\"\nkind = \"coke-oven\"\nsize = 6\nrate_t_d = 2000\ncoking_time_h = 20\n{down}\n\
             [[episodes]]\ncity = \"上海\"\nlevel = \"{level}\"\nstart = 2021-12-10\nend = 2021-12-12\n"
        );
        let own = mill("M", 900_000, "", &[""]).replace("grade = \"B\"", &format!("grade = \"{grade}\""));
        let dir = folder(&[own + &oven], &stop);
        let filed = plan(&stop) + &slow("2021-12-07", "2021-12-09", hours) + &slow("2022-01-01", "2022-03-15", 60);
        std::fs::write(dir.path().join("p.toml"), filed).expect("written");
        let told = replan(dir.path(), "p.toml", "2021-12-10", 0);
        assert!(told["gap"].as_f64().is_some_and(|gap| gap < 1e-5), "{told}");
        let behind = &told["behind"];
        assert_eq!((rules(behind), &behind[0]["last"]), (vec!["SLOW-SHAPE"], &"2021-12-12".into()), "{told}");
    }
}
