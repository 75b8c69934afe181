//! The words of files and what people write in cells for them.

use super::fold;

/// Words of files and what people write for them; the first is the form's own.
const LABELS: [(&str, &[&str]); 15] = [
    ("blast-furnace", &["高炉"]),
    ("coke-oven", &["焦炉"]),
    ("sinter", &["烧结机", "烧结"]),
    ("pellet", &["球团", "竖炉", "链篦机回转窑"]),
    ("lime-kiln", &["石灰窑"]),
    ("eaf", &["电炉"]),
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
    LABELS.iter().find(|(_, zh)| zh.contains(&folded.as_str())).map_or(folded, |(w, _)| (*w).to_owned())
}

/// What people write for a word of files.
pub fn label(word: &str) -> &str {
    LABELS.iter().find(|(w, _)| *w == word).map_or(word, |(_, zh)| zh[0])
}
