//! The two languages of everything that people read, and the catalogue of what is said in each.
//!
//! What a rule states stands in the rule's own record, as a [`Text`] in both languages; all other words are messages of the
//! catalogue ([`say!`](crate::say), [`both!`](crate::both)).

mod catalogue;
pub mod numbers;
mod said;

use crate::say;
pub(crate) use catalogue::find;
pub use said::{Said, said};
use std::borrow::Borrow;
use std::{error, fmt, io};

/// Text from files without what would steer a terminal: control characters, and those that turn the direction of what follows.
pub fn printable(text: &str) -> String {
    let steers = |c: char| {
        c.is_control()
            || matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    text.chars().map(|c| if steers(c) { '\u{fffd}' } else { c }).collect()
}

/// Language of screens, charts and reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Lang {
    /// 中文.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The language of the process's locale: Chinese where it is a Chinese one, else English.
    pub fn from_locale() -> Self {
        match sys_locale::get_locale() {
            Some(l) if l.to_ascii_lowercase().starts_with("zh") => Self::Zh,
            _ => Self::En,
        }
    }

    /// Its tag (BCP 47).
    pub fn tag(self) -> &'static str {
        self.pick("zh-CN", "en")
    }

    /// One of two wordings.
    pub const fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// A fixed text in both languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Text {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Text {
    /// A text from its two wordings.
    pub const fn new(zh: &'static str, en: &'static str) -> Self {
        Self { zh, en }
    }

    /// The wording of a language.
    pub fn pick(self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}

/// A sentence in both languages.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Note {
    /// Chinese.
    pub zh: String,
    /// English.
    pub en: String,
}

impl Note {
    /// What is said in each language, see [`both!`](crate::both).
    pub fn of(says: impl Fn(Lang) -> String) -> Self {
        Self { zh: says(Lang::Zh), en: says(Lang::En) }
    }

    /// The wording of a language.
    pub fn pick(&self, lang: Lang) -> &str {
        lang.pick(&self.zh, &self.en)
    }
}

impl fmt::Display for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} | {}", self.zh, self.en)
    }
}

/// So that the parser of the command line hands on what is wrong with a value.
impl error::Error for Note {}

/// Names one after another.
pub fn listed(names: &[impl Borrow<str>], lang: Lang) -> String {
    names.join(&say!(lang, "list-pause"))
}

/// What the system says of a file; what is rare stays as it is.
pub fn io_words(e: &io::Error, lang: Lang) -> String {
    use io::ErrorKind as Kind;
    match e.kind() {
        Kind::NotFound => say!(lang, "io-not-found"),
        Kind::PermissionDenied => say!(lang, "io-permission-denied"),
        Kind::IsADirectory => say!(lang, "io-is-a-folder"),
        Kind::NotADirectory => say!(lang, "io-not-a-folder"),
        Kind::StorageFull => say!(lang, "io-storage-full"),
        Kind::FileTooLarge => say!(lang, "io-file-too-large"),
        Kind::QuotaExceeded => say!(lang, "io-quota-exceeded"),
        Kind::ReadOnlyFilesystem => say!(lang, "io-read-only"),
        Kind::InvalidFilename => say!(lang, "io-invalid-filename"),
        Kind::BrokenPipe => say!(lang, "io-broken-pipe"),
        _ => e.to_string(),
    }
}
