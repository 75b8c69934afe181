//! The report on a folder of submissions: what came in, what clashes, who is missing; then the check of the merged plan.

use super::check::CheckReport;
use super::table::{columns, name, table};
use crate::input::InputErrors;
use crate::lang::{Lang, printable};
use crate::plan::folder::{Folder, name_of};
use crate::plan::open::PlanFile;
use crate::say;
use crate::scenario::{EntIx, Scenario};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// As text.
pub fn text(folder: &Folder, report: &CheckReport<'_>, lang: Lang) -> String {
    let scenario = report.scenario;
    let mut out = head(folder, scenario, lang);
    let _ = writeln!(out, "\n{}", files(folder, lang));
    if !folder.unread.is_empty() {
        let _ = writeln!(out, "\n{} ({})", say!(lang, "submissions-unread"), folder.unread.len());
        for (_, errors) in &folder.unread {
            out += &errors.render(lang, false);
        }
    }
    if !folder.skipped.is_empty() {
        let names: Vec<String> = folder.skipped.iter().map(|p| printable(&name_of(p))).collect();
        let _ = writeln!(out, "\n{}: {}", say!(lang, "submissions-skipped"), names.join(", "));
    }
    if !folder.missing.is_empty() {
        let _ = writeln!(out, "\n{} ({})", say!(lang, "submissions-missing"), folder.missing.len());
        for &e in &folder.missing {
            let e = &scenario.enterprises[e];
            let city = &scenario.cities[e.city].name;
            let _ = writeln!(out, "  {}", printable(&format!("{city} / {} {}", e.id, e.name)));
        }
    }
    if !folder.clashes.is_empty() {
        let title = say!(lang, "submissions-clashes");
        let _ = writeln!(out, "\n{title} ({})", folder.clashes.len());
        for c in &folder.clashes {
            let places: Vec<&str> = c.places.iter().map(|p| p.1.as_str()).collect();
            let _ = writeln!(out, "  {}", printable(&format!("{} / {}: {}", c.enterprise, c.unit, places.join(", "))));
        }
    }
    let _ = writeln!(out, "\n{}", say!(lang, "submissions-merged"));
    out + &report.text(lang)
}

fn head(f: &Folder, s: &Scenario, lang: Lang) -> String {
    let expected = s.enterprises.iter().filter(|e| !e.units.is_empty()).count();
    let missing = f.missing.len();
    let says = say!(
        lang,
        "submissions",
        handed_in = expected - missing,
        expected = expected,
        missing = missing,
        files = f.files.len(),
        unread = f.unread.len(),
        clashes = f.clashes.len(),
    );
    says + "\n"
}

fn files(f: &Folder, lang: Lang) -> String {
    let mut t = table(&columns(&say!(lang, "submissions-columns")), 2);
    for file in &f.files {
        let (stops, slows) = (file.plan.stops.len().to_string(), file.plan.slowdowns.len().to_string());
        let state = say!(lang, "submissions-read");
        t.add_row([name(&name_of(&file.path)), name(&mills(file).join(", ")), stops, slows, state]);
    }
    for (path, InputErrors(errors)) in &f.unread {
        let state = say!(lang, "submissions-errors", n = errors.len());
        t.add_row([name(&name_of(path)), "–".to_owned(), "–".to_owned(), "–".to_owned(), state]);
    }
    t.trim_fmt()
}

/// The enterprises that a file names.
fn mills(file: &PlanFile) -> Vec<&str> {
    let stops = file.plan.stops.iter().map(|s| s.enterprise.as_str());
    let all: BTreeSet<&str> = stops.chain(file.plan.slowdowns.iter().map(|s| s.enterprise.as_str())).collect();
    all.into_iter().collect()
}

/// As JSON: the check of the merged plan, with `folder` beside it.
pub fn json(folder: &Folder, report: &CheckReport<'_>, lang: Lang) -> Value {
    let scenario = report.scenario;
    let file = |f: &PlanFile| {
        json!({
            "file": name_of(&f.path),
            "sha256": f.hash,
            "enterprises": mills(f),
            "stops": f.plan.stops.len(),
            "slowdowns": f.plan.slowdowns.len(),
        })
    };
    let id = |e: &EntIx| scenario.enterprises[*e].id.clone();
    let mut value = report.json(lang);
    value["folder"] = json!({
        "files": folder.files.iter().map(file).collect::<Vec<_>>(),
        "unread": folder.unread.iter().map(|(p, e)| json!({ "file": name_of(p), "errors": errors_json(e, lang) })).collect::<Vec<_>>(),
        "skipped": folder.skipped.iter().map(|p| name_of(p)).collect::<Vec<_>>(),
        "missing": folder.missing.iter().map(id).collect::<Vec<_>>(),
        "clashes": folder.clashes.iter().map(|c| json!({
            "enterprise": c.enterprise,
            "unit": c.unit,
            "files": c.places.iter().map(|p| name_of(&folder.files[p.0].path)).collect::<Vec<_>>(),
            "places": c.places.iter().map(|p| p.1.as_str()).collect::<Vec<_>>(),
        })).collect::<Vec<_>>(),
    });
    value
}

/// Errors of a file as JSON.
fn errors_json(errors: &InputErrors, lang: Lang) -> Value {
    let one = |e: &crate::input::InputError| {
        json!({
            "sheet": e.cell.as_ref().map(|c| c.sheet.as_str()),
            "cell": e.cell.as_ref().map(|c| c.address.as_str()),
            "line": e.line,
            "message": e.message.pick(lang),
            "value": e.value,
            "help": e.help.as_ref().map(|n| n.pick(lang)),
        })
    };
    errors.0.iter().map(one).collect()
}
