//! The words of files and what people write in cells for them.

use super::fold;
use crate::kind::Kind;
use crate::lang::Lang;

/// Words of files, those of kinds aside, and what people write for them; the first is the form's own.
const LABELS: [(&str, &[&str]); 9] = [
    ("yellow", &["黄色", "黄色预警"]),
    ("orange", &["橙色", "橙色预警"]),
    ("red", &["红色", "红色预警"]),
    ("integrated", &["长流程"]),
    ("scrap-eaf", &["全废钢短流程", "短流程"]),
    ("central-inspection", &["中央环保督察", "中央生态环境保护督察"]),
    ("capacity-look-back", &["产能回头看", "产能“回头看”"]),
    ("must_run", &["不得停产"]),
    ("down", &["已定停产", "检修"]),
];

/// The word of files for what people write.
pub fn word(text: &str) -> String {
    let folded = fold(text).to_lowercase();
    let said = folded.as_str();
    let kind = Kind::ALL.into_iter().find(|k| k.name(Lang::Zh) == said || k.also().contains(&said)).map(Kind::id);
    let other = || LABELS.iter().find(|(_, zh)| zh.contains(&said)).map(|(w, _)| *w);
    kind.or_else(other).map(str::to_owned).unwrap_or(folded)
}

/// What people write for a word of files.
pub fn label(word: &str) -> &str {
    let kind = Kind::from_id(word).map(|k| k.name(Lang::Zh));
    kind.or_else(|| LABELS.iter().find(|(w, _)| *w == word).map(|(_, zh)| zh[0])).unwrap_or(word)
}
