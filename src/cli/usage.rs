//! What is wrong with a command line, in the language that it asks for.

use super::Cli;
use crate::lang::Lang;
use crate::report::findings::printable;
use clap::error::{ContextKind, ErrorKind};
use clap::{Command, CommandFactory as _, Error, FromArgMatches as _, ValueEnum as _};
use std::error::Error as _;
use std::ffi::OsString;
use std::io::{self, Write as _};

/// A command line as the parser reads it. A negative number is a value of the option before it, so that what is said of it is
/// what values the option takes.
///
/// # Errors
/// What is wrong with it, or help that was asked for.
pub fn parse(args: impl Iterator<Item = OsString>) -> Result<Cli, Error> {
    fn with_negative_numbers(command: Command) -> Command {
        let of_option = |a: &clap::Arg| !a.is_positional() && a.get_action().takes_values();
        let command = command.mut_args(|a| if of_option(&a) { a.allow_negative_numbers(true) } else { a });
        command.mut_subcommands(with_negative_numbers)
    }
    let mut command = with_negative_numbers(Cli::command());
    let matches = command.try_get_matches_from_mut(args)?;
    Cli::from_arg_matches(&matches).map_err(|e| e.format(&mut command))
}

/// The language that a command line asks for, though the rest of it is wrong.
pub fn asked_for(args: impl Iterator<Item = OsString>) -> Option<Lang> {
    let args: Vec<String> = args.map(|a| a.to_string_lossy().into_owned()).collect();
    let after = args.iter().zip(args.iter().skip(1)).filter(|(a, _)| *a == "--lang").map(|(_, value)| value.as_str());
    after.chain(args.iter().filter_map(|a| a.strip_prefix("--lang="))).find_map(|value| Lang::from_str(value, false).ok())
}

/// Tells people what is wrong.
pub fn print(e: &Error, lang: Lang) {
    let own = match lang {
        Lang::Zh => in_chinese(e),
        // the parser shows both languages of a message of ours
        Lang::En => e.source().map(ToString::to_string).and_then(|says| {
            let own = about_number(&says);
            let en = halves(own.as_deref().unwrap_or(&says))?.1;
            Some(e.render().to_string().replace(&says, en))
        }),
    };
    match own {
        Some(text) => drop(io::stderr().lock().write_all(text.as_bytes())),
        None => drop(e.print()),
    }
}

/// The Chinese and the English of a message in both, "中文 | English"; a value that it quotes stands in each.
fn halves(says: &str) -> Option<(&str, &str)> {
    let marks: Vec<usize> = says.match_indices(" | ").map(|m| m.0).collect();
    let middle = *marks.get(marks.len() / 2)?;
    Some((&says[..middle], &says[middle + 3..]))
}

/// What the parser says of a whole number, in both languages as a message of ours.
fn about_number(says: &str) -> Option<String> {
    let own = match says.split_once(" is not in ").and_then(|(_, range)| range.split_once("..=")) {
        Some((low, high)) => format!("应为{low}到{high}之间的整数 | should be a whole number from {low} to {high}"),
        None => match says {
            "invalid digit found in string" => "应为不小于0的整数 | should be a whole number of at least 0".to_owned(),
            "number too large to fit in target type" => "数太大 | the number is too large".to_owned(),
            "cannot parse integer from empty string" => "应为整数 | should be a whole number".to_owned(),
            _ => return None,
        },
    };
    Some(own)
}

/// The error in Chinese, as far as it is one of those that people make.
fn in_chinese(e: &Error) -> Option<String> {
    let of = |kind| e.get(kind).map(ToString::to_string).filter(|t| !t.is_empty());
    let arg = of(ContextKind::InvalidArg).unwrap_or_default();
    let near = |kind| of(kind).map_or(String::new(), |t| format!("，是否为“{t}”？"));
    let what = match e.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = of(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("没有命令“{name}”{}", near(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::UnknownArgument => format!("没有选项“{arg}”，或参数多余{}", near(ContextKind::SuggestedArg)),
        ErrorKind::MissingRequiredArgument => format!("缺少必填的参数：{}", arg.replace('\n', " ")),
        ErrorKind::MissingSubcommand => "请给出命令".to_owned(),
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            Some(other) if other != arg => format!("“{arg}”与“{other}”不能同用"),
            _ => format!("“{arg}”只能给一次"),
        },
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let value = match of(ContextKind::InvalidValue) {
                Some(value) => format!("“{arg}”的值“{value}”不对"),
                None => format!("“{arg}”须有一个值"),
            };
            let valid = of(ContextKind::ValidValue).map_or(String::new(), |all| format!("；可用：{all}"));
            let says = e.source().map(ToString::to_string).map(|says| about_number(&says).unwrap_or(says));
            let why = says.map_or(String::new(), |says| match halves(&says) {
                Some((zh, _)) => format!("：{zh}"),
                None if arg.contains("DATE") => "：应为日期，如2021-12-01".to_owned(),
                None => format!("：{says}"),
            });
            format!("{value}{why}{valid}{}", near(ContextKind::SuggestedValue))
        }
        _ => return None,
    };
    let usage = of(ContextKind::Usage).map_or(String::new(), |u| format!("\n{}\n", u.replace("Usage: ", "用法：")));
    // of "Usage: stagger plan [OPTIONS] ..." the command
    let named = |w: &&str| w.chars().all(|c| c.is_ascii_lowercase());
    let command = usage.split_whitespace().nth(1).filter(named).map_or(String::new(), |c| format!("{c} "));
    Some(format!("错误：{}\n{usage}\n“stagger {command}--help”列出用法\n", printable(&what)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_get_wrong_is_said_in_chinese() {
        for (line, says) in [
            ("stagger chek", "没有命令“chek”，是否为“check”？"),
            ("stagger plan a.toml", "缺少必填的参数：--output <PLAN>"),
            ("stagger plan a.toml -o b --outptu c", "没有选项“--outptu”"),
            ("stagger plan a.toml -o b --gap x", "的值“x”不对：“x”应为0到1之间的小数\n"),
            ("stagger plan a.toml -o b --gap -1", "“-1”应为0到1之间的小数\n"),
            ("stagger plan a.toml -o b --threads 0", "的值“0”不对：应为1到65535之间的整数\n"),
            ("stagger plan a.toml -o b --alternatives -3", "应为1到20之间的整数\n"),
            ("stagger plan a.toml -o b --seed -1", "应为不小于0的整数\n"),
            ("stagger plan a.toml -o b --format pdf", "可用：text, json"),
            ("stagger check a b --ledger c.xlsx --date never", "应为日期，如2021-12-01"),
            ("stagger generate --records a b -o c --daily --hourly", "不能同用"),
            ("stagger plan a -o b -o c", "只能给一次"),
        ] {
            let e = parse(line.split(' ').map(OsString::from)).expect_err(line);
            let text = in_chinese(&e).unwrap_or_default();
            assert!(text.contains(says) && !text.contains(" | "), "{line}: {text}");
        }
        assert_eq!(halves("“a | b”不对 | \"a | b\" is wrong"), Some(("“a | b”不对", "\"a | b\" is wrong")));
    }
}
