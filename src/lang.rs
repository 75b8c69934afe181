//! The two languages of everything that people read.

use std::io;

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

    /// One of two wordings.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// What the system says of a file, in Chinese; what is rare stays as it is.
pub fn io_zh(e: &io::Error) -> String {
    use io::ErrorKind as Kind;
    let words = match e.kind() {
        Kind::NotFound => "没有这个文件或文件夹",
        Kind::PermissionDenied => "没有权限",
        Kind::IsADirectory => "这是文件夹，不是文件",
        Kind::NotADirectory => "路径中有一级不是文件夹",
        Kind::StorageFull => "磁盘空间不足",
        Kind::QuotaExceeded => "超出磁盘配额",
        Kind::ReadOnlyFilesystem => "该文件系统只读",
        Kind::InvalidFilename => "文件名过长或无效",
        Kind::BrokenPipe => "读取方已关闭",
        _ => return e.to_string(),
    };
    words.to_owned()
}
