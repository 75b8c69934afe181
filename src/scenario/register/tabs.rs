//! The sheets of a register and their columns.

use crate::input::field::{Field, Record, Type};
use crate::lang::{Lang, Text};
use crate::say;
use crate::scenario::format::{BAND, CITY, ENTERPRISE, EPISODE, HEATING, QUOTA, REASONED, SCENARIO, UNIT, WAIVER};
use crate::sheet::fold;

/// A sheet of a register.
#[derive(Debug)]
pub(super) struct Tab {
    /// Its name in either language.
    pub name: Text,
    /// What its rows are.
    pub rows: Rows,
    /// Whether its other columns are months.
    pub by_month: bool,
    columns: &'static [(&'static str, &'static Record)],
    /// What it is for.
    pub about: fn(Lang) -> String,
}

/// What the rows of a sheet are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rows {
    /// One row: the scenario itself.
    Scenario,
    /// Things of a list of the scenario.
    Listed(&'static str),
    /// Units, each with its enterprise.
    Units,
    /// Parts of a thing (of `Owner`), in the named field; a list of them or one.
    Parts(Owner, &'static str, bool),
    /// Spans of a unit, in the field that a column names.
    Spans,
}

/// Whose a part is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    City,
    Enterprise,
}

/// A column of a sheet.
#[derive(Debug, Clone)]
pub(super) struct Column {
    /// As the header has it: `enterprise.id`.
    pub name: String,
    /// The field's name in the scenario file, and the prefix that tells whose it is.
    pub field: &'static str,
    pub prefix: &'static str,
    /// Header in Chinese.
    pub zh: String,
    pub ty: Type,
    pub required: bool,
    /// Whether its numbers are filed in ten thousands (万吨).
    pub ten_thousands: bool,
    /// What it means.
    pub about: Text,
}

/// The columns that say whose a row is.
pub(super) const KEY: &str = "of";
const CITY_KEY: Column2 = ("city", "城市", "城市名称", "the city's name");
const ENTERPRISE_KEY: Column2 = ("enterprise", "企业编号", "企业编号或名称", "id or name of the enterprise");
const UNIT_KEY: Column2 = ("unit", "设施编号", "设施编号", "id of the unit");
const ITEM_KEY: Column2 = ("item", "类别", "不得停产，或已定停产", "must_run (may not stop) or down (a stop already fixed)");
type Column2 = (&'static str, &'static str, &'static str, &'static str);

/// The kinds of span of a unit.
pub(super) const SPANS: &[&str] = &["must_run", "down"];

/// All sheets, in order.
pub(super) static TABS: [Tab; 11] = [
    Tab {
        name: Text::new("情景", "scenario"),
        rows: Rows::Scenario,
        by_month: false,
        columns: &[("", &SCENARIO)],
        about: |l| say!(l, "register-tab-scenario"),
    },
    Tab {
        name: Text::new("城市", "cities"),
        rows: Rows::Listed("cities"),
        by_month: false,
        columns: &[("", &CITY)],
        about: |l| say!(l, "register-tab-cities"),
    },
    Tab {
        name: Text::new("生产设施", "units"),
        rows: Rows::Units,
        by_month: false,
        columns: &[("enterprise.", &ENTERPRISE), ("unit.", &UNIT)],
        about: |l| say!(l, "register-tab-units"),
    },
    Tab {
        name: Text::new("停产时段", "spans"),
        rows: Rows::Spans,
        by_month: false,
        columns: &[("", &REASONED)],
        about: |l| say!(l, "register-tab-spans"),
    },
    Tab {
        name: Text::new("上年分月产量", "steel_by_month"),
        rows: Rows::Parts(Owner::Enterprise, "steel_last_year_t", false),
        by_month: true,
        columns: &[],
        about: |l| say!(l, "register-tab-steel-by-month"),
    },
    Tab {
        name: Text::new("粗钢指标", "steel_quota"),
        rows: Rows::Parts(Owner::Enterprise, "steel_quota", true),
        by_month: false,
        columns: &[("", &QUOTA)],
        about: |l| say!(l, "register-tab-steel-quota"),
    },
    Tab {
        name: Text::new("供暖", "heating"),
        rows: Rows::Parts(Owner::Enterprise, "heating", false),
        by_month: false,
        columns: &[("", &HEATING)],
        about: |l| say!(l, "register-tab-heating"),
    },
    Tab {
        name: Text::new("每日停产占比", "stopped_share"),
        rows: Rows::Parts(Owner::City, "stopped_share", true),
        by_month: false,
        columns: &[("", &BAND)],
        about: |l| say!(l, "register-tab-stopped-share"),
    },
    Tab {
        name: Text::new("扩散权重", "day_weight"),
        rows: Rows::Parts(Owner::City, "day_weight", false),
        by_month: true,
        columns: &[],
        about: |l| say!(l, "register-tab-day-weight"),
    },
    Tab {
        name: Text::new("应急响应", "episodes"),
        rows: Rows::Listed("episodes"),
        by_month: false,
        columns: &[("", &EPISODE)],
        about: |l| say!(l, "register-tab-episodes"),
    },
    Tab {
        name: Text::new("豁免", "waivers"),
        rows: Rows::Listed("waivers"),
        by_month: false,
        columns: &[("", &WAIVER)],
        about: |l| say!(l, "register-tab-waivers"),
    },
];

impl Tab {
    /// The sheet of a name, in either language.
    pub fn named(name: &str) -> Option<&'static Self> {
        let name = fold(name).to_lowercase();
        TABS.iter().find(|t| t.name.zh == name || t.name.en == name)
    }

    /// Its name as errors show it.
    pub fn shown(&self, lang: Lang) -> String {
        let Text { zh, en } = self.name;
        match lang {
            Lang::Zh => format!("“{zh}”"),
            Lang::En => format!("`{en}` ({zh})"),
        }
    }

    /// Its columns: whose a row is first, then the fields that one cell can hold.
    pub fn columns(&self) -> Vec<Column> {
        let keys: &[Column2] = match self.rows {
            Rows::Scenario | Rows::Listed(_) | Rows::Units => &[],
            Rows::Parts(Owner::City, ..) => &[CITY_KEY],
            Rows::Parts(Owner::Enterprise, ..) => &[ENTERPRISE_KEY],
            Rows::Spans => &[ENTERPRISE_KEY, UNIT_KEY, ITEM_KEY],
        };
        let key = |&(name, zh, about_zh, about_en): &Column2| Column {
            name: name.to_owned(),
            field: name,
            prefix: KEY,
            zh: zh.to_owned(),
            ty: if name == "item" { Type::Choice(SPANS) } else { Type::Text },
            required: true,
            ten_thousands: false,
            about: Text::new(about_zh, about_en),
        };
        let mut out: Vec<Column> = keys.iter().map(key).collect();
        for (prefix, record) in self.columns {
            for f in record.fields.iter().filter(|f| f.name != "schema") {
                match f.ty {
                    Type::Table(of) if f.name == "season" => {
                        out.extend(of.fields.iter().map(|s| column("season.", "秋冬季", s, false)));
                    }
                    Type::Text
                    | Type::Flag
                    | Type::Date
                    | Type::Number(_)
                    | Type::Whole(..)
                    | Type::Choice(_)
                    | Type::NumberOrMap(..)
                    | Type::List(Type::Text | Type::Choice(_)) => {
                        out.push(column(prefix, "", f, f.required));
                    }
                    _ => {}
                }
            }
        }
        out
    }
}

fn column(prefix: &'static str, zh: &str, f: &Field, required: bool) -> Column {
    let short = f.zh.split(['，', '；', '：', '（']).next().unwrap_or(f.zh);
    Column {
        name: format!("{prefix}{}", f.name),
        field: f.name,
        prefix,
        zh: format!("{zh}{short}"),
        ty: f.ty,
        required,
        ten_thousands: false,
        about: f.means(),
    }
}

impl Column {
    /// Its header: Chinese, then the name in files.
    pub fn header(&self) -> String {
        format!("{}\n{}", self.zh, self.name)
    }
}
