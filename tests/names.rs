//! Names that mean harm, or are only odd: data in every output, and never part of a file's name.

use crate::report::font;
use crate::xlsx::support::parts;
use assert_cmd::Command;
use calamine::{Data, Reader as _, Xlsx};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::Path;

/// Names of all things of a scenario, one scenario each.
fn names() -> Vec<String> {
    let plain = [
        "<script>alert(1)</script>",
        "a\"b'c",
        "two\nlines",
        "\u{202e}gnirts\u{202c}",
        "zero\u{200b}width\u{feff}",
        "=cmd()",
        "+1",
        "@x",
        "-o",
        "../../x",
        "CON",
        "C:\\x",
        "😀🏭",
        "a\tb",
        "&amp;",
        "%s%n",
        "{ $x }",
        "a|b",
        "[x](y)",
        "&' xml:space",
    ];
    let long = ["长".repeat(10_000), "e\u{301}\u{323}\u{302}".repeat(40)];
    plain.map(str::to_owned).into_iter().chain(long).collect()
}

fn filed(name: &str) -> [String; 2] {
    let x = toml::Value::String(name.to_owned());
    let scenario = format!(
        "schema = 1\nname = {x}\npolicy = \"autumn-winter-2021\"\n[[cities]]\nname = {x}\n\
         [[enterprises]]\nid = {x}\nname = {x}\ncity = {x}\ncounty = {x}\nresponsible = {x}\nevidence = [{x}]\npermit = {x}\n\
         grade = \"B\"\nroute = \"integrated\"\nsteel_last_year_t = 700000\n\
         [[enterprises.units]]\nid = {x}\nkind = \"blast-furnace\"\nsize = 1080\nrate_t_d = 3400\n\
         must_run = [{{ start = 2021-11-01, end = 2021-11-05, reason = {x} }}]\n"
    );
    let stop = format!("[[stops]]\nenterprise = {x}\nunit = {x}\nstart = 2021-11-20\nend = 2022-01-31\n");
    [scenario, format!("schema = 1\nscenario = {x}\n{stop}")]
}

/// Runs it in the folder: it answers, whatever the answer.
fn run(folder: &Path, args: &[&str]) -> Vec<u8> {
    let out = Command::new(env!("CARGO_BIN_EXE_stagger")).current_dir(folder).args(args).output().expect("run");
    let said = String::from_utf8_lossy(&out.stderr);
    assert!(matches!(out.status.code(), Some(0 | 1)), "{args:?}: {:?} {said}", out.status);
    assert!(out.stdout.iter().all(|b| *b >= b' ' || *b == b'\n'), "{args:?}: control characters on screen");
    out.stdout
}

fn text(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

/// The XML parts of a package.
fn xml_parts(folder: &Path, file: &str) -> Vec<String> {
    let bytes = std::fs::read(folder.join(file)).expect("written");
    let xml = parts(&bytes).into_iter().filter(|(name, _)| name.ends_with("xml"));
    xml.map(|(_, text)| String::from_utf8(text).expect("UTF-8")).collect()
}

/// Cells that begin as a formula does, and formulas that hold a name.
fn is_data(folder: &Path, file: &str, name: &str) {
    let bytes = std::fs::read(folder.join(file)).expect("written");
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    for sheet in book.sheet_names() {
        let formulas = book.worksheet_formula(&sheet).expect("formulas");
        let spoilt = formulas.used_cells().find(|(_, _, f)| f.contains("cmd") || name.len() > 4 && f.contains(name));
        assert!(spoilt.is_none(), "{file}, {sheet}: {spoilt:?}");
        let cells = book.worksheet_range(&sheet).expect("cells");
        let is_name = |(_, _, v): &(usize, usize, &Data)| matches!(v, Data::String(s) if s.contains("cmd"));
        assert!(
            name != "=cmd()"
                || cells
                    .used_cells()
                    .all(|c| !is_name(&c) || formulas.get_value((c.0 as u32, c.1 as u32)).is_none_or(String::is_empty))
        );
    }
}

#[test]
fn names_are_data_in_every_output() {
    for name in names() {
        let folder = tempfile::tempdir().expect("a folder");
        let dir = folder.path();
        let [scenario, plan] = filed(&name);
        std::fs::write(dir.join("s.toml"), scenario).expect("written");
        std::fs::write(dir.join("p.toml"), plan).expect("written");
        let lang = ["--lang", "en"];
        run(dir, &[&["check", "s.toml", "p.toml"], &lang[..]].concat());
        let json = run(dir, &["check", "s.toml", "p.toml", "--format", "json"]);
        serde_json::from_slice::<serde_json::Value>(&json).expect("one JSON object");
        let forms = [("gantt", ["svg", "html", "xlsx", "csv", "ics"]), ("report", ["html", "docx", "xlsx", "md", "pdf"])];
        let font = font().to_string_lossy().into_owned();
        let mut made = BTreeSet::from(["p.toml".to_owned(), "s.toml".to_owned()]);
        for (command, forms) in forms {
            for form in forms {
                let file = format!("{command}.{form}");
                let mut args = vec![command, "s.toml", "p.toml", "-o", &file, "--lang", "en", "-q"];
                if matches!(form, "pdf" | "docx") {
                    args.extend(["--font", &font]);
                }
                run(dir, &args);
                made.insert(file);
            }
        }
        for (args, file) in [
            (vec!["template", "s.toml", "-o", "form.xlsx"], "form.xlsx"),
            (vec!["template", "s.toml", "--register", "-o", "register.xlsx"], "register.xlsx"),
            (vec!["generate", "--records", "s.toml", "p.toml", "--daily", "-o", "r.csv", "-q"], "r.csv"),
        ] {
            run(dir, &args);
            made.insert(file.to_owned());
        }
        let there: BTreeSet<String> = std::fs::read_dir(dir)
            .expect("a folder")
            .map(|f| f.expect("a file").file_name().to_string_lossy().into_owned())
            .collect();
        assert_eq!(there, made, "{name:.40}: nothing is written but what was asked for");

        roxmltree::Document::parse(&text(dir, "gantt.svg")).unwrap_or_else(|e| panic!("{name:.40}: {e}"));
        for part in xml_parts(dir, "report.docx") {
            roxmltree::Document::parse(&part).unwrap_or_else(|e| panic!("{name:.40}: {e}"));
        }
        for file in ["gantt.svg", "report.html", "report.md"] {
            assert!(!text(dir, file).contains("<script>alert"), "{file}");
        }
        // a page has scripts of its own; none of a name's
        assert!(!text(dir, "gantt.html").contains("<script>alert"), "{name:.40}");
        for file in ["gantt.xlsx", "report.xlsx", "form.xlsx", "register.xlsx"] {
            is_data(dir, file, &name);
        }
        let formula = |cell: &str| cell.trim_matches('"').starts_with(['=', '+', '@']) || cell == "-o";
        assert!(text(dir, "gantt.csv").lines().flat_map(|l| l.split(',')).all(|c| !formula(c)), "{name:.40}");
        // what goes out comes back as the same plan, and the same mill is told of
        let own = |plan: &str| {
            let value: serde_json::Value =
                serde_json::from_slice(&run(dir, &["check", "s.toml", plan, "--format", "json"])).expect("JSON");
            value["findings"]
                .as_array()
                .expect("findings")
                .iter()
                .map(|f| format!("{} {}", f["rule"], f["measured"]))
                .collect::<Vec<_>>()
        };
        if !name.contains(['\n', '\u{200b}', '\u{202e}', '\t']) {
            assert_eq!(own("gantt.xlsx"), own("p.toml"), "{name:.40}");
        }
        // records are lines: a name of two has none that can be read
        if !name.contains('\n') {
            run(dir, &["audit", "s.toml", "p.toml", "r.csv"]);
        }
    }
}
