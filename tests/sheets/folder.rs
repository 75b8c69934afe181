//! A folder of submissions.

use crate::sheets::{scenario, with_file};
use std::path::Path;
use std::process::Output;
use steel_stagger::plan::folder::Folder;

fn stagger(args: &[&str]) -> Output {
    assert_cmd::Command::cargo_bin("stagger").expect("the program").args(args).output().expect("it runs")
}

const HEAD: &str = "企业,生产设施,停产开始,停产结束\n";

fn put(folder: &Path, name: &str, rows: &str) {
    std::fs::write(folder.join(name), format!("{HEAD}{rows}")).expect("a submission");
}

#[test]
fn who_is_missing_what_clashes_and_what_could_not_be_read() {
    let s = scenario("episode");
    let (folder, _) = with_file("notes.docx", b"x");
    let dir = folder.path();
    put(dir, "a.csv", "M001,1#高炉,2021-12-01,2021-12-20\nM002,1#高炉,2021-12-01,2021-12-20\n");
    put(dir, "b.csv", "M001,1#高炉,2022-01-01,2022-01-20\n");
    put(dir, "M003 空表.csv", "");
    put(dir, "M004.csv", "M004,1#高炉,某日,2021-12-20\nM004,1#高炉,某日,某日\n");
    std::fs::write(dir.join("~$a.xlsx"), b"lock").unwrap();
    std::fs::write(dir.join("M006.toml"), "schema = 1\nscenario = \"x\"\n[[stops]]\nenterprise = \"M005\"\nunit = \"1#高炉\"\nstart = 2021-12-01\nend = 2021-12-12\n").unwrap();
    let f = Folder::open(dir, &s).unwrap();
    assert_eq!(f.files.len(), 4);
    assert_eq!(f.skipped.len(), 1);
    assert_eq!((f.unread.len(), f.unread[0].1.0.len()), (1, 3), "all errors of a file that could not be read");
    let missing: Vec<&str> = f.missing.iter().map(|&e| s.enterprises[e].id.as_str()).collect();
    assert_eq!(
        missing,
        ["M006", "M007", "M008", "S001"],
        "M003's form is empty, M004's was handed in, what is called M006 is another's"
    );
    assert_eq!(f.plan.stops.len(), 4);
    let clash = &f.clashes[0];
    assert_eq!((f.clashes.len(), clash.enterprise.as_str(), clash.unit.as_str()), (1, "M001", "1#高炉"));
    assert_eq!(clash.places.iter().map(|p| p.1.as_str()).collect::<Vec<_>>(), ["a.csv B2", "b.csv B2"]);
    let places: Vec<String> = f
        .plan
        .stops
        .iter()
        .map(|x| f.place(x.line).unwrap().0.path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    assert_eq!(places, ["M006.toml", "a.csv", "a.csv", "b.csv"]);

    let city = crate::sheets::at_root("scenarios/episode.toml").display().to_string();
    let elsewhere = tempfile::tempdir().unwrap();
    let [merged, mended, ledger] = ["merged.toml", "mended.toml", "ledger.xlsx"].map(|n| elsewhere.path().join(n));
    let out = stagger(&[
        "check",
        &city,
        &dir.display().to_string(),
        "--format",
        "json",
        "--lang",
        "en",
        "--merged",
        &merged.display().to_string(),
        "--mend",
        &mended.display().to_string(),
        "--ledger",
        &ledger.display().to_string(),
    ]);
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(said.contains("ledger.xlsx is left as it was") && said.contains("merged.toml is not written"), "{said}");
    assert!(said.contains("mended.toml is not written"), "{said}");
    assert!(said.contains("1 file could not be read") && ![merged, mended, ledger].iter().any(|p| p.exists()), "{said}");
    assert_eq!(out.status.code(), Some(2), "a file could not be read");
    let json: serde_json::Value = serde_json::from_slice(&out.stdout).expect("one JSON object");
    assert_eq!(json["folder"]["missing"].as_array().map(Vec::len), Some(4));
    assert_eq!(json["folder"]["unread"][0]["errors"][0]["cell"], "C2");
    assert_eq!(json["folder"]["clashes"][0]["files"], serde_json::json!(["a.csv", "b.csv"]));
    std::fs::remove_file(dir.join("M004.csv")).unwrap();
    let text = String::from_utf8(stagger(&["check", &city, &dir.display().to_string(), "--lang", "en"]).stdout).unwrap();
    for part in ["handed in", "M004 丁卯钢铁有限公司", "M001 / 1#高炉: a.csv B2, b.csv B2", "notes.docx", "The merged plan"]
    {
        assert!(text.contains(part), "{part}:\n{text}");
    }
}

/// A sound plan cut into one file a mill is the plan again: exit 0, and the merged plan says the same.
#[test]
fn a_plan_cut_by_mills_is_whole_again() {
    let s = scenario("episode");
    let plan = steel_stagger::plan::read_plan(&crate::sheets::at_root("tests/witness/episode.toml")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for e in &s.enterprises {
        let mut own = plan.clone();
        own.stops.retain(|x| x.enterprise == e.id);
        own.slowdowns.retain(|x| x.enterprise == e.id);
        let bytes = steel_stagger::plan::form::form(&s, Some(&own)).unwrap();
        std::fs::write(folder.path().join(format!("{}.xlsx", e.name)), bytes).unwrap();
    }
    let out = tempfile::tempdir().unwrap();
    let merged = out.path().join("merged.toml");
    let city = crate::sheets::at_root("scenarios/episode.toml").display().to_string();
    let run = stagger(&["check", &city, &folder.path().display().to_string(), "--merged", &merged.display().to_string()]);
    assert_eq!(run.status.code(), Some(0), "{}", String::from_utf8_lossy(&run.stdout));
    let back = steel_stagger::plan::read_plan(&merged).unwrap();
    assert_eq!(crate::sheets::said(&back), crate::sheets::said(&plan));
}

#[test]
fn a_folder_without_submissions_is_wrong() {
    let (folder, _) = with_file("readme.md", b"x");
    let city = crate::sheets::at_root("scenarios/episode.toml").display().to_string();
    assert_eq!(stagger(&["check", &city, &folder.path().display().to_string()]).status.code(), Some(2));
}
