//! `stagger example`: the scenarios of `scenarios/`, from the binary.

use super::outputs::{Text, named};
use super::{Failure, Format, Globals, Outcome, write_json};
use crate::input::nearest;
use crate::plan::write::write_atomically;
use serde_json::json;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What it takes.
#[derive(Debug, clap::Args)]
pub struct ExampleArgs {
    /// 示例名；不填则列出全部 | an example; none: list all
    pub name: Option<String>,
    /// 写到哪个文件或文件夹；不填则写到标准输出 | the file or folder it goes to; none: standard output
    #[arg(short, long, value_name = "FILE|DIR", requires = "name")]
    pub output: Option<PathBuf>,
    /// 覆盖已有文件 | overwrite a file that is there
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// A scenario in the binary.
#[derive(Debug, Clone, Copy)]
pub struct Example {
    /// Its name: that of its file without the ending.
    pub name: &'static str,
    /// The file's text.
    pub text: &'static str,
    /// One line about it, in Chinese.
    pub zh: &'static str,
    /// The same in English.
    pub en: &'static str,
}

macro_rules! example {
    ($name:literal, $zh:literal, $en:literal) => {
        Example { name: $name, text: include_str!(concat!("../../scenarios/", $name, ".toml")), zh: $zh, en: $en }
    };
}

/// All of them; the feasible ones first.
pub const EXAMPLES: &[Example] = &[
    example!(
        "one-mill",
        "教程：一家企业，两座高炉和全部种类的配套设备",
        "tutorial: one mill, two furnaces, every kind of ancillary unit"
    ),
    example!(
        "tangshan",
        "唐山规模：111座高炉、150台配套设备，全部规则",
        "a city of real size: 111 furnaces, 150 other units, every rule in use"
    ),
    example!("stage-two", "第二阶段粗钢上限为约束所在", "the second stage's steel cap binds"),
    example!("episode", "错峰期内有重污染天气预警", "heavy-pollution warnings in force"),
    example!("infeasible-must-run", "无解：全部高炉不得停产", "no plan: all furnaces of a C mill must run"),
    example!(
        "infeasible-city-max",
        "无解：全市每日停产占比上限过低",
        "no plan: the city's daily maximum is below what its ratios require"
    ),
    example!("infeasible-quota", "无解：粗钢指标已用尽", "no plan: a steel quota is already spent"),
    example!("infeasible-coke", "无解：焦炉延长出焦时间仍不够", "no plan: a coke oven cannot be slow enough"),
];

/// Runs it.
///
/// # Errors
/// There is no such example, or its file cannot be written.
pub fn run(args: &ExampleArgs, globals: &Globals, out: &mut impl Write) -> Result<Outcome, Failure> {
    let lang = globals.lang();
    let json = globals.format == Format::Json;
    let Some(name) = &args.name else {
        if json {
            let all: Vec<_> = EXAMPLES.iter().map(|e| json!({ "name": e.name, "about": lang.pick(e.zh, e.en) })).collect();
            write_json(out, &json!({ "examples": all }))?;
        } else {
            let widest = EXAMPLES.iter().map(|e| e.name.len()).max().unwrap_or(0);
            for e in EXAMPLES {
                writeln!(out, "{:widest$}  {}", e.name, lang.pick(e.zh, e.en))?;
            }
        }
        return Ok(Outcome::Done);
    };
    let example = find(name)?;
    let Some(output) = &args.output else {
        if json {
            write_json(out, &json!({ "name": example.name, "text": example.text }))?;
        } else {
            out.write_all(example.text.as_bytes())?;
        }
        return Ok(Outcome::Done);
    };
    let file = format!("{}.toml", example.name);
    let path = if output.is_dir() { output.join(file) } else { output.clone() };
    named(&path, Text::Scenario)?;
    extract(example, &path, args.force)?;
    if json {
        write_json(out, &json!({ "name": example.name, "path": path.display().to_string() }))?;
    } else {
        writeln!(out, "{}", path.display())?;
    }
    Ok(Outcome::Done)
}

/// The example of a name, with or without `.toml`.
fn find(name: &str) -> Result<&'static Example, Failure> {
    let bare = name.strip_suffix(".toml").unwrap_or(name);
    EXAMPLES.iter().find(|e| e.name == bare).ok_or_else(|| {
        let near = nearest(bare, EXAMPLES.iter().map(|e| e.name));
        let (zh, en) = near.map_or_else(Default::default, |n| (format!("，是否为{n}？"), format!("; is {n} meant?")));
        Failure::says((
            format!("没有示例“{name}”{zh}（“stagger example”列出全部）"),
            format!("no example \"{name}\"{en} (`stagger example` lists them all)"),
        ))
    })
}

fn extract(example: &Example, path: &Path, force: bool) -> Result<(), Failure> {
    let written = if force {
        write_atomically(path, example.text.as_bytes())
    } else {
        // `create_new` refuses what is there in the same step that creates the file.
        let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path);
        file.and_then(|mut f| f.write_all(example.text.as_bytes()))
    };
    written.map_err(|e| {
        if e.kind() == std::io::ErrorKind::AlreadyExists {
            let shown = path.display();
            Failure::says((
                format!("{shown}已存在；要覆盖请加--force"),
                format!("{shown} is there already; --force overwrites it"),
            ))
        } else {
            Failure::cannot_write(path, &e)
        }
    })
}
