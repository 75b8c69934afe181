//! Which column is which, in Chinese or English and in any order; what a file of CSV is.

use crate::lang::Text;
use crate::sheet::fold;
use std::borrow::Cow;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Id or name of the enterprise.
    Enterprise,
    /// Id of the unit.
    Unit,
    /// Hour or day.
    Time,
    /// Product made, t.
    Output,
    /// Electricity used, kWh.
    Power,
    /// What the unit did.
    State,
    /// Month of statistics.
    Month,
    /// Crude steel of the month, t.
    Steel,
}

/// Its names, the first the one that errors give.
type Names = &'static [&'static str];
const COLUMNS: [(Column, Names); 8] = [
    (
        Column::Enterprise,
        &["enterprise", "企业", "企业编号", "企业名称", "企业id", "enterprise_id", "单位名称", "mill", "company"],
    ),
    (
        Column::Unit,
        &["unit", "生产设施", "设施", "设备", "设施编号", "设施名称", "设备编号", "设备名称", "生产线", "unit_id"],
    ),
    (
        Column::Time,
        &[
            "time",
            "时间",
            "日期",
            "date",
            "记录时间",
            "日期时间",
            "时刻",
            "采集时间",
            "datetime",
            "timestamp",
            "hour",
            "day",
        ],
    ),
    (Column::Output, &["output", "产量", "小时产量", "日产量", "铁水产量", "output_t"]),
    (Column::Power, &["power", "用电量", "电量", "耗电量", "power_kwh", "electricity", "electricity_kwh"]),
    (Column::State, &["state", "状态", "运行状态", "生产状态", "status"]),
    (Column::Month, &["month", "月份", "年月", "统计月份", "月"]),
    (Column::Steel, &["crude_steel_t", "粗钢产量", "粗钢", "crude_steel", "steel_t", "当月粗钢产量"]),
];

/// Units of amounts in a header, in brackets; the factor makes them t or kWh.
const UNITS: [(&str, f64); 15] = [
    ("t", 1.0),
    ("吨", 1.0),
    ("t/h", 1.0),
    ("吨/小时", 1.0),
    ("t/d", 1.0),
    ("吨/日", 1.0),
    ("kg", 1e-3),
    ("千克", 1e-3),
    ("万吨", 1e4),
    ("kt", 1e3),
    ("kwh", 1.0),
    ("千瓦时", 1.0),
    ("度", 1.0),
    ("mwh", 1e3),
    ("万千瓦时", 1e4),
];

/// A known column at its place in the row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct At {
    /// Its place, from 0.
    pub at: usize,
    /// What the number is multiplied by to be t or kWh.
    pub factor: f64,
}

/// What a file of CSV is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// Operating records.
    Records,
    /// Crude steel by month.
    Steel,
}

/// The header of a file.
#[derive(Debug, Clone, PartialEq)]
pub struct Header {
    /// Between two fields.
    pub delimiter: u8,
    /// Where each column stands.
    columns: [Option<At>; COLUMNS.len()],
    /// Columns that stand twice.
    pub twice: Vec<Column>,
    /// Headers of known columns whose unit is not known.
    pub odd_units: Vec<String>,
}

impl Column {
    /// Its name in Chinese and English.
    pub const fn name(self) -> Text {
        match self {
            Self::Enterprise => Text::new("企业", "enterprise"),
            Self::Unit => Text::new("生产设施", "unit"),
            Self::Time => Text::new("时间", "time"),
            Self::Output => Text::new("产量(吨)", "output"),
            Self::Power => Text::new("用电量(kWh)", "power"),
            Self::State => Text::new("状态", "state"),
            Self::Month => Text::new("月份", "month"),
            Self::Steel => Text::new("粗钢产量(吨)", "crude_steel_t"),
        }
    }
}

impl Header {
    /// Reads a header line, by the delimiter that makes most columns known.
    pub fn parse(line: &str) -> Self {
        let tries = [b',', b'\t', b';'].map(|d| Self::by(line, d));
        tries.into_iter().rev().max_by_key(|h| h.columns.iter().flatten().count()).unwrap_or_else(|| Self::by(line, b','))
    }

    fn by(line: &str, delimiter: u8) -> Self {
        let mut out = Self { delimiter, columns: [None; COLUMNS.len()], twice: Vec::new(), odd_units: Vec::new() };
        for (at, name) in line.trim_end_matches(['\r', '\n']).split(char::from(delimiter)).enumerate() {
            let folded = fold(name.trim().trim_matches('"')).to_lowercase();
            let (bare, unit) = match folded.split_once('(') {
                Some((bare, unit)) => (bare, Some(unit.trim_end_matches(')'))),
                None => (folded.as_str(), None),
            };
            let Some(which) = COLUMNS.iter().position(|(_, names)| names.contains(&bare)) else { continue };
            let column = COLUMNS[which].0;
            let factor = unit.and_then(|u| UNITS.iter().find(|(name, _)| *name == u)).map(|(_, f)| *f);
            if unit.is_some() && factor.is_none() && matches!(column, Column::Output | Column::Power | Column::Steel) {
                out.odd_units.push(name.trim().to_owned());
            }
            let slot = &mut out.columns[which];
            if slot.is_none() {
                *slot = Some(At { at, factor: factor.unwrap_or(1.0) });
            } else if !matches!(column, Column::Enterprise | Column::Unit) {
                out.twice.push(column); // id beside name is usual, two outputs are not
            }
        }
        out
    }

    /// Where a column stands.
    pub fn get(&self, column: Column) -> Option<At> {
        COLUMNS.iter().position(|(c, _)| *c == column).and_then(|i| self.columns[i])
    }

    /// What the file is by its columns; `None`: neither.
    pub fn kind(&self) -> Option<FileKind> {
        let has = |c| self.get(c).is_some();
        if has(Column::Month) && has(Column::Steel) && !has(Column::Unit) {
            Some(FileKind::Steel)
        } else if has(Column::Time) && (has(Column::Output) || has(Column::Power) || has(Column::State)) {
            Some(FileKind::Records)
        } else {
            None
        }
    }
}

/// Bytes as text: UTF-8, else GB18030.
pub fn decode(bytes: &[u8], gb: bool) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if !gb => Cow::Borrowed(text),
        _ => encoding_rs::GB18030.decode_without_bom_handling(bytes).0,
    }
}

/// A name as [`decode`] reads it; within quotes a doubled quote is one.
pub fn decode_name(bytes: &[u8], gb: bool) -> String {
    decode(bytes, gb).replace("\"\"", "\"")
}

/// What the file is that begins with some bytes.
pub fn sniff(bytes: &[u8]) -> Option<FileKind> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let line = bytes.split(|&b| b == b'\n').next().unwrap_or_default();
    Header::parse(&decode(line, false)).kind()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_in_both_languages_and_any_order() {
        let h = Header::parse("时间,产量（万吨）,备注,企业名称,生产设施,用电量(kWh)\r\n");
        assert_eq!(h.kind(), Some(FileKind::Records));
        assert_eq!(h.get(Column::Output), Some(At { at: 1, factor: 1e4 }));
        assert_eq!(h.get(Column::Enterprise).map(|a| a.at), Some(3));
        let h = Header::parse("\"Unit\"\tEnterprise\tTime\tState");
        assert_eq!((h.delimiter, h.kind()), (b'\t', Some(FileKind::Records)));
        assert_eq!(Header::parse("企业,月份,粗钢产量(吨)").kind(), Some(FileKind::Steel));
        assert_eq!(Header::parse("企业,生产设施,停产开始,停产结束").kind(), None);
        assert_eq!(Header::parse("enterprise,unit,time,output(lb)").odd_units, ["output(lb)"]);
        assert_eq!(Header::parse("企业,设施,时间,产量,铁水产量").twice, [Column::Output]);
    }

    #[test]
    fn chinese_encodings() {
        let gb = encoding_rs::GB18030.encode("企业,月份,粗钢产量(吨)\r\n").0;
        assert_eq!(sniff(&gb), Some(FileKind::Steel));
        assert_eq!(sniff(b"\xef\xbb\xbfenterprise,month,crude_steel_t\n"), Some(FileKind::Steel));
        assert_eq!(sniff(b"PK\x03\x04"), None);
    }
}
