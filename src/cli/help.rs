//! `--help` in one language: what the catalogue says of each command and argument, in a frame of our own.
//!
//! Of a command it is the message `help-COMMAND`, of an argument `help-COMMAND-ARGUMENT`, or `help-arg-ARGUMENT` where several
//! commands share it.

use crate::lang::{Lang, find};
use crate::say;
use clap::builder::PossibleValue;
use clap::{Arg, Command};

/// The command line with its help in a language.
pub fn in_language(command: Command, lang: Lang) -> Command {
    let mut command = described(command, lang);
    // brings forth what is the parser's own: `help`, `--help` and `--version`
    command.build();
    framed(command, lang)
}

/// A command's usage in a language.
pub fn usage(usage: &str, lang: Lang) -> String {
    usage.replace("[OPTIONS]", &say!(lang, "cli-help-any-options")).replace("COMMAND", &say!(lang, "cli-help-a-command"))
}

fn with_about(command: Command, lang: Lang) -> Command {
    match find(lang, &format!("help-{}", command.get_name())) {
        Some(about) => command.about(about),
        None => command,
    }
}

/// The id and text of an argument's message.
fn about_arg(command: &str, arg: &Arg, lang: Lang) -> Option<(String, String)> {
    let arg = arg.get_id().as_str().replace('_', "-");
    [command, "arg"].iter().find_map(|of| {
        let id = format!("help-{of}-{arg}");
        find(lang, &id).map(|text| (id, text))
    })
}

/// With the catalogue's words.
fn described(command: Command, lang: Lang) -> Command {
    let name = command.get_name().to_owned();
    with_about(command, lang).mut_args(|a| of_arg(&name, a, lang)).mut_subcommands(|c| described(c, lang))
}

/// An argument with what it is, what it is by default, and what it can be.
fn of_arg(command: &str, arg: Arg, lang: Lang) -> Arg {
    let Some((_, mut about)) = about_arg(command, &arg, lang) else { return arg };
    let takes_values = arg.get_action().takes_values();
    let default: Vec<_> = arg.get_default_values().iter().map(|v| v.to_string_lossy()).collect();
    if takes_values && !default.is_empty() && !arg.is_hide_default_value_set() {
        about = say!(lang, "cli-help-default", about = about, value = default.join(" "));
    }
    let values = arg.get_possible_values();
    if takes_values && !values.is_empty() {
        let shown = values.iter().filter(|v| !v.is_hide_set());
        let values: Vec<&str> = shown.map(PossibleValue::get_name).collect();
        about = say!(lang, "cli-help-values", about = about, values = values.join(", "));
    }
    // the parser breaks lines at spaces only, of which Chinese has hardly any
    arg.help(about).next_line_help(lang == Lang::Zh).hide_default_value(takes_values).hide_possible_values(takes_values)
}

/// With headings in the language; of a command that is built.
fn framed(mut command: Command, lang: Lang) -> Command {
    let own = |a: Arg| if matches!(a.get_id().as_str(), "help" | "version") { of_arg("arg", a, lang) } else { a };
    let style = *command.get_styles().get_header();
    let heading = |text: &str| format!("{style}{}{style:#}{}", text.trim_end(), &text[text.trim_end().len()..]);
    let shown = command.render_usage().ansi().to_string();
    // without the parser's heading
    let shown = usage(shown.split_once(' ').map_or("", |(_, u)| u), lang);
    let mut template = format!("{{about-with-newline}}\n{}{shown}", heading(&say!(lang, "cli-help-usage")));
    let has = |positional: bool| command.get_arguments().any(|a| a.is_positional() == positional);
    let parts = [
        (command.has_subcommands(), say!(lang, "cli-help-commands"), "{subcommands}"),
        (has(true), say!(lang, "cli-help-arguments"), "{positionals}"),
        (has(false), say!(lang, "cli-help-options"), "{options}"),
    ];
    for (_, title, tag) in parts.into_iter().filter(|p| p.0) {
        template.extend(["\n\n", &heading(&title), "\n", tag]);
    }
    with_about(command, lang).help_template(template).mut_args(own).mut_subcommands(|c| framed(c, lang))
}

#[cfg(test)]
mod tests {
    use super::super::Cli;
    use super::*;
    use clap::CommandFactory as _;
    use std::collections::BTreeSet;

    /// The ids that a command and its subcommands are described by; panics where one is missing.
    fn ids(command: &Command, lang: Lang, out: &mut BTreeSet<String>) {
        let name = command.get_name();
        let id = format!("help-{name}");
        assert!(find(lang, &id).is_some(), "{id}");
        out.insert(id);
        // in a subcommand, what all commands take is the root's
        for arg in command.get_arguments() {
            let (id, _) = about_arg(name, arg, lang).unwrap_or_else(|| panic!("{name} {}", arg.get_id()));
            out.insert(id);
        }
        // `help` has the other commands once more
        command.get_subcommands().filter(|_| name != "help").for_each(|c| ids(c, lang, out));
    }

    #[test]
    fn each_command_and_argument_is_described_and_nothing_else() {
        for (lang, catalogue) in
            [(Lang::Zh, include_str!("../lang/zh/help.ftl")), (Lang::En, include_str!("../lang/en/help.ftl"))]
        {
            let mut command = Cli::command();
            command.build();
            let mut used = BTreeSet::new();
            ids(&command, lang, &mut used);
            let known = catalogue.lines().filter_map(|l| l.split_once(" =")).map(|(id, _)| id);
            let known: BTreeSet<String> = known.filter(|id| id.starts_with("help-")).map(str::to_owned).collect();
            assert_eq!(used, known);
        }
    }

    #[test]
    fn help_is_in_one_language() {
        let help = |line: &str, lang| {
            let mut command = in_language(Cli::command(), lang);
            command.try_get_matches_from_mut(line.split(' ')).expect_err(line).render().to_string()
        };
        let chinese = |c: char| ('\u{4e00}'..='\u{9fff}').contains(&c);
        for line in
            ["stagger --help", "stagger plan -h", "stagger help generate", "stagger help help", "stagger check --help"]
        {
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| help(line, lang));
            // an example has names of units as they are filed
            let en = en.replace("唐山市", "").replace("高炉", "");
            assert!(!en.contains(chinese) && en.contains("Usage: stagger"), "{line}: {en}");
            let words = ["Usage", "OPTIONS", "Options", "Commands", "Arguments", "default", "possible", "rint", "COMMAND"];
            assert!(words.iter().all(|w| !zh.contains(w)) && zh.contains("\n用法：stagger"), "{line}: {zh}");
        }
    }
}
