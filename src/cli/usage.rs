//! What is wrong with a command line, in the language that it asks for.

use super::{Cli, help};
use crate::lang::{Lang, Note, printable};
use crate::say;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Command, CommandFactory as _, Error, FromArgMatches as _, ValueEnum as _};
use std::error::Error as _;
use std::ffi::OsString;
use std::io::{self, Write as _};

/// A command line as the parser reads it. A negative number is a value of the option before it, so that what is said of it is
/// what values the option takes.
///
/// # Errors
/// What is wrong with it, or help that was asked for.
pub fn parse(args: impl Iterator<Item = OsString>, lang: Lang) -> Result<Cli, Error> {
    fn with_negative_numbers(command: Command) -> Command {
        let of_option = |a: &clap::Arg| !a.is_positional() && a.get_action().takes_values();
        let command = command.mut_args(|a| if of_option(&a) { a.allow_negative_numbers(true) } else { a });
        command.mut_subcommands(with_negative_numbers)
    }
    let mut command = help::in_language(with_negative_numbers(Cli::command()), lang);
    let args: Vec<OsString> = args.collect();
    let matches = command.try_get_matches_from_mut(&args).map_err(|e| with_usage(e, &mut command, &args))?;
    Cli::from_arg_matches(&matches).map_err(|e| e.format(&mut command))
}

/// An error that the parser tells without how the command is used (a wrong value is one), with it.
fn with_usage(mut e: Error, command: &mut Command, args: &[OsString]) -> Error {
    if e.use_stderr() && e.get(ContextKind::Usage).is_none() {
        let named = args.iter().skip(1).filter_map(|a| a.to_str()).find(|a| command.find_subcommand(a).is_some());
        let usage = match named.and_then(|name| command.find_subcommand_mut(name)) {
            Some(named) => named.render_usage(),
            None => command.render_usage(),
        };
        e.insert(ContextKind::Usage, ContextValue::StyledStr(usage));
    }
    e
}

/// The language that a command line asks for, though the rest of it is wrong.
pub fn asked_for(args: impl Iterator<Item = OsString>) -> Option<Lang> {
    let args: Vec<String> = args.map(|a| a.to_string_lossy().into_owned()).collect();
    let after = args.iter().zip(args.iter().skip(1)).filter(|(a, _)| *a == "--lang").map(|(_, value)| value.as_str());
    after.chain(args.iter().filter_map(|a| a.strip_prefix("--lang="))).find_map(|value| Lang::from_str(value, false).ok())
}

/// Tells people what is wrong, or the help that they asked for.
pub fn print(e: &Error, lang: Lang) {
    match words(e, lang) {
        Some(text) => drop(io::stderr().lock().write_all(text.as_bytes())),
        None => drop(e.print()),
    }
}

/// An error in words, as far as it is one of those that people make.
fn words(e: &Error, lang: Lang) -> Option<String> {
    let of = |kind| e.get(kind).map(|v| printable(&v.to_string())).filter(|t| !t.is_empty());
    let arg = of(ContextKind::InvalidArg).unwrap_or_default();
    let what = match e.kind() {
        ErrorKind::InvalidSubcommand => {
            let name = of(ContextKind::InvalidSubcommand)?;
            match of(ContextKind::SuggestedSubcommand) {
                // of several the nearest comes last
                Some(near) => {
                    let near = near.rsplit(", ").next().unwrap_or_default();
                    say!(lang, "cli-usage-no-command-near", name = name, near = near)
                }
                None => say!(lang, "cli-usage-no-command", name = name),
            }
        }
        ErrorKind::UnknownArgument => match of(ContextKind::SuggestedArg) {
            Some(near) => say!(lang, "cli-usage-no-option-near", arg = arg, near = near),
            None => say!(lang, "cli-usage-no-option", arg = arg),
        },
        ErrorKind::MissingRequiredArgument => say!(lang, "cli-usage-missing", args = arg),
        ErrorKind::MissingSubcommand => say!(lang, "cli-usage-missing-command"),
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            Some(other) if other != arg => say!(lang, "cli-usage-exclude", arg = arg, other = other),
            _ => say!(lang, "cli-usage-twice", arg = arg),
        },
        ErrorKind::InvalidValue => {
            let near = of(ContextKind::SuggestedValue);
            match (of(ContextKind::InvalidValue), of(ContextKind::ValidValue), near) {
                (None, None, _) => say!(lang, "cli-usage-no-value", arg = arg),
                (None, Some(valid), _) => say!(lang, "cli-usage-no-value-of", arg = arg, valid = valid),
                (Some(value), Some(valid), None) => {
                    say!(lang, "cli-usage-value-of", arg = arg, value = value, valid = valid)
                }
                (Some(value), Some(valid), Some(near)) => {
                    say!(lang, "cli-usage-value-near", arg = arg, value = value, valid = valid, near = near)
                }
                (Some(_), None, _) => return None,
            }
        }
        ErrorKind::ValueValidation => {
            let why = printable(e.source()?.downcast_ref::<Note>()?.pick(lang));
            let value = of(ContextKind::InvalidValue).unwrap_or_default();
            say!(lang, "cli-usage-value", arg = arg, value = value, why = why)
        }
        _ => return None,
    };
    let usage = e.get(ContextKind::Usage).map(ToString::to_string).unwrap_or_default();
    let usage = usage.strip_prefix("Usage: ").unwrap_or(&usage);
    // of "stagger plan [OPTIONS] ..." the command
    let named = |w: &&str| w.chars().all(|c| c.is_ascii_lowercase());
    let command: Vec<&str> = usage.split_whitespace().take_while(named).collect();
    let more = say!(lang, "cli-usage-see-help", command = command.join(" "));
    let usage = say!(lang, "cli-help-usage") + &help::usage(usage, lang);
    Some(say!(lang, "cli-error", what = what) + "\n\n" + &usage + "\n\n" + &more + "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A wrong command line is told so, and in one language.
    fn told(line: &str, says: &str, lang: Lang) {
        let e = parse(line.split(' ').map(OsString::from), lang).expect_err(line);
        let text = words(&e, lang).unwrap_or_default();
        assert!(text.contains(says) && !text.contains(" | "), "{line}: {text}");
    }

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
            ("stagger plan a.toml -o b --format yaml", "可用：text, json"),
            ("stagger check a b --ledger c.xlsx --date never", "应为日期，如2021-12-01"),
            ("stagger generate --records a b -o c --daily --hourly", "不能同用"),
            ("stagger plan a -o b -o c", "只能给一次"),
            ("stagger report a b -o c --month 2021-13", "“stagger report --help”"),
            ("stagger init --city=", "的值“”不对：名称为空\n"),
        ] {
            told(line, says, Lang::Zh);
        }
    }

    #[test]
    fn the_same_in_english() {
        for (line, says) in [
            (
                "stagger chek",
                "error: unrecognized subcommand 'chek'\n\n  tip: a similar subcommand exists: 'check'\n\nUsage: stagger",
            ),
            (
                "stagger plan a.toml",
                "required arguments were not provided: --output <PLAN>\n\nUsage: stagger plan --output <PLAN>",
            ),
            ("stagger plan a.toml -o b --gap x", "invalid value 'x' for '--gap <GAP>': \"x\" should be a fraction"),
            ("stagger plan a.toml -o b --gap x", "Usage: stagger plan [OPTIONS] --output <PLAN> <SCENARIO>\n"),
            ("stagger plan a.toml -o b --gap x", "'stagger plan --help'"),
            ("stagger plan a.toml -o b --seed -1", "should be a whole number of at least 0\n"),
            ("stagger plan a.toml -o b --seed 99999999999999999999", "the number is too large\n"),
            ("stagger plan a.toml -o b --format yaml", "'--format <FORMAT>'\n  [possible values: text, json]\n"),
            ("stagger plan a -o b -o c", "cannot be used multiple times"),
        ] {
            told(line, says, Lang::En);
        }
    }
}
