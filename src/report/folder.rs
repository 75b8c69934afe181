//! The report on a folder of submissions: what came in, what clashes, who is missing; then the check of the merged plan.

use super::check::CheckReport;
use super::findings::printable;
use super::format::counted;
use super::table::{name, table};
use crate::input::InputErrors;
use crate::lang::Lang;
use crate::plan::folder::{Folder, name_of};
use crate::plan::open::PlanFile;
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
        let _ = writeln!(out, "\n{} ({})", lang.pick("未能读取", "Could not be read"), folder.unread.len());
        for (_, errors) in &folder.unread {
            out += &errors.render(lang, false);
        }
    }
    if !folder.skipped.is_empty() {
        let names: Vec<String> = folder.skipped.iter().map(|p| printable(&name_of(p))).collect();
        let _ = writeln!(out, "\n{}: {}", lang.pick("略过的其他文件", "Other files, passed over"), names.join(", "));
    }
    if !folder.missing.is_empty() {
        let _ = writeln!(out, "\n{} ({})", lang.pick("未交", "Not handed in"), folder.missing.len());
        for &e in &folder.missing {
            let e = &scenario.enterprises[e];
            let city = &scenario.cities[e.city].name;
            let _ = writeln!(out, "  {}", printable(&format!("{city} / {} {}", e.id, e.name)));
        }
    }
    if !folder.clashes.is_empty() {
        let title = lang.pick("冲突：同一设施出现在两个文件中", "Clashes: a unit in two files");
        let _ = writeln!(out, "\n{title} ({})", folder.clashes.len());
        for c in &folder.clashes {
            let places: Vec<&str> = c.places.iter().map(|p| p.1.as_str()).collect();
            let _ = writeln!(out, "  {}", printable(&format!("{} / {}: {}", c.enterprise, c.unit, places.join(", "))));
        }
    }
    let _ = writeln!(out, "\n{}", lang.pick("合并后的计划", "The merged plan"));
    out + &report.text(lang)
}

fn head(f: &Folder, s: &Scenario, lang: Lang) -> String {
    let expected = s.enterprises.iter().filter(|e| !e.units.is_empty()).count();
    let (read, unread, missing, clashes) = (f.files.len(), f.unread.len(), f.missing.len(), f.clashes.len());
    let handed_in = expected - missing;
    match lang {
        Lang::Zh => format!(
            "申报：{expected}家企业中{handed_in}家已交，{missing}家未交；读取{read}个文件，{unread}个未能读取，{clashes}处冲突\n"
        ),
        Lang::En => format!(
            "Submissions: {handed_in} of {} handed in, {missing} did not; {} read, {unread} could not be, {}\n",
            counted(expected, "mill"),
            counted(read, "file"),
            counted(clashes, "clash")
        ),
    }
}

fn files(f: &Folder, lang: Lang) -> String {
    let mut t = match lang {
        Lang::Zh => table(&["文件", "企业", "停产", "延长出焦", "状态"], 2),
        Lang::En => table(&["file", "mills", "stops", "slow-downs", "state"], 2),
    };
    for file in &f.files {
        let (stops, slows) = (file.plan.stops.len().to_string(), file.plan.slowdowns.len().to_string());
        let state = lang.pick("已读", "read").to_owned();
        t.add_row([name(&name_of(&file.path)), name(&mills(file).join(", ")), stops, slows, state]);
    }
    for (path, InputErrors(errors)) in &f.unread {
        let n = errors.len();
        let state = match lang {
            Lang::Zh => format!("{n}处错误"),
            Lang::En => counted(n, "error"),
        };
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
            "message": lang.pick(&e.message.zh, &e.message.en),
            "value": e.value,
            "help": e.help.as_ref().map(|n| lang.pick(&n.zh, &n.en)),
        })
    };
    errors.0.iter().map(one).collect()
}
