//! Kinds of production unit: what each is called, counted, measured and drawn by. What a policy asks of a kind is in the policy.

use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// What a kind is to the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Makes hot metal: ratios, steel and heat are reckoned from it.
    Iron,
    /// Makes crude steel from scrap: primary where a mill makes no hot metal.
    Steel,
    /// Serves the furnaces: rule ANC-RATIO matches it to them.
    Ancillary,
}

/// What is known of a kind.
struct Record {
    role: Role,
    zh: &'static str,
    sign_zh: &'static str,
    counter: &'static str,
    en: &'static str,
    sign_en: &'static str,
    size_unit: &'static str,
    color: [u8; 3],
    kwh_per_t: f64,
    also: &'static [&'static str],
}

/// One line a kind; see the methods of [`Kind`] for what its parts are.
macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident $id:literal $role:ident, zh $zh:literal $sign_zh:literal $counter:literal $also:expr,
       en $en:literal $sign_en:literal, size $size_unit:literal, color $color:expr, kwh_per_t $kwh_per_t:literal;)+) => {
        /// What a production unit (生产设施) is.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum Kind {
            $($(#[$doc])* #[serde(rename = $id)] $kind,)+
        }

        impl Kind {
            /// All kinds, in the order of tables and charts.
            pub const ALL: [Self; [$($id),+].len()] = [$(Self::$kind),+];
            /// Their names in files.
            pub const IDS: ByKind<&'static str> = [$($id),+];
        }

        const RECORDS: ByKind<Record> = [$(Record {
            role: Role::$role, zh: $zh, sign_zh: $sign_zh, counter: $counter, en: $en, sign_en: $sign_en,
            size_unit: $size_unit, color: $color, kwh_per_t: $kwh_per_t, also: &$also,
        }),+];
    };
}

kinds! {
    /// 高炉; rate in t of hot metal a day.
    BlastFurnace "blast-furnace" Iron, zh "高炉" "高" "座" [], en "blast furnace" "BF", size "m³", color [0x14, 0x36, 0x5c], kwh_per_t 90.0;
    /// 焦炉 battery; size is the chamber's height.
    CokeOven "coke-oven" Ancillary, zh "焦炉" "焦" "座" [], en "coke oven" "CO", size "m", color [0x8c, 0x5a, 0x9e], kwh_per_t 35.0;
    /// 烧结机.
    Sinter "sinter" Ancillary, zh "烧结机" "烧" "条" ["烧结"], en "sinter strand" "SI", size "m²", color [0x00, 0x9e, 0x73], kwh_per_t 40.0;
    /// 球团 (竖炉、链篦机回转窑).
    Pellet "pellet" Ancillary, zh "球团" "球" "条" ["竖炉", "链篦机回转窑"], en "pellet plant" "PE", size "t/d", color [0x56, 0xb4, 0xe9], kwh_per_t 35.0;
    /// 石灰窑.
    LimeKiln "lime-kiln" Ancillary, zh "石灰窑" "灰" "座" [], en "lime kiln" "LK", size "t/d", color [0xf0, 0xe4, 0x42], kwh_per_t 40.0;
    /// 电炉; rate in t of crude steel a day, size the heat's weight.
    Eaf "eaf" Steel, zh "电炉" "电" "座" [], en "electric-arc furnace" "EA", size "t", color [0x70, 0x46, 0x10], kwh_per_t 380.0;
}

impl Kind {
    const fn record(self) -> &'static Record {
        &RECORDS[self.index()]
    }

    /// Its name in files.
    pub const fn id(self) -> &'static str {
        Self::IDS[self.index()]
    }

    /// The kind of that name in files.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.id() == id)
    }

    /// What it is to the rules.
    pub const fn role(self) -> Role {
        self.record().role
    }

    /// Whether it makes iron or steel, whose margin is what a stop loses.
    pub const fn is_primary(self) -> bool {
        matches!(self.role(), Role::Iron | Role::Steel)
    }

    /// Whether rule ANC-RATIO matches it to the furnaces.
    pub const fn is_ancillary(self) -> bool {
        matches!(self.role(), Role::Ancillary)
    }

    /// The kinds that rule ANC-RATIO matches to the furnaces.
    pub fn ancillary() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(|k| k.is_ancillary())
    }

    /// Its name in a language.
    pub const fn name(self, lang: Lang) -> &'static str {
        lang.pick(self.record().zh, self.record().en)
    }

    /// Its sign on chips of charts.
    pub const fn sign(self, lang: Lang) -> &'static str {
        lang.pick(self.record().sign_zh, self.record().sign_en)
    }

    /// What else people write for it in Chinese forms.
    pub const fn also(self) -> &'static [&'static str] {
        self.record().also
    }

    /// The measure word that its units are counted by in Chinese.
    pub const fn counter(self) -> &'static str {
        self.record().counter
    }

    /// What the size of a unit is measured in.
    pub const fn size_unit(self) -> &'static str {
        self.record().size_unit
    }

    /// Colour of its bars, red, green, blue; no two kinds are near in lightness, so that charts can be told in grey.
    pub const fn color(self) -> [u8; 3] {
        self.record().color
    }

    /// Electricity at full rate, kWh a t of product; round numbers of the trade, only their size matters.
    pub const fn kwh_per_t(self) -> f64 {
        self.record().kwh_per_t
    }

    /// Index in [`Kind::ALL`], for arrays by kind.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A value for each kind.
pub type ByKind<T> = [T; Kind::ALL.len()];
