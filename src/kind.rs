//! Kinds of production unit.

use crate::lang::Lang;
use serde::{Deserialize, Serialize};

/// What a production unit (生产设施) is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// 高炉; rate in t of hot metal a day, size in m3.
    BlastFurnace,
    /// 焦炉 battery; size in m of chamber height.
    CokeOven,
    /// 烧结机; size in m2.
    Sinter,
    /// 球团 (竖炉、链篦机回转窑); size in t/d.
    Pellet,
    /// 石灰窑; size in t/d.
    LimeKiln,
    /// 电炉; rate in t of crude steel a day, size in t.
    Eaf,
}

impl Kind {
    /// All kinds, in the order of tables and charts.
    pub const ALL: [Self; 6] = [Self::BlastFurnace, Self::CokeOven, Self::Sinter, Self::Pellet, Self::LimeKiln, Self::Eaf];
    /// The kinds that rule ANC-RATIO matches to the furnaces.
    pub const ANCILLARY: [Self; 4] = [Self::CokeOven, Self::Sinter, Self::Pellet, Self::LimeKiln];

    /// Its name in files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::BlastFurnace => "blast-furnace",
            Self::CokeOven => "coke-oven",
            Self::Sinter => "sinter",
            Self::Pellet => "pellet",
            Self::LimeKiln => "lime-kiln",
            Self::Eaf => "eaf",
        }
    }

    /// The kind of that name in files.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|k| k.id() == id)
    }

    /// Its name in Chinese.
    pub const fn zh(self) -> &'static str {
        match self {
            Self::BlastFurnace => "高炉",
            Self::CokeOven => "焦炉",
            Self::Sinter => "烧结机",
            Self::Pellet => "球团",
            Self::LimeKiln => "石灰窑",
            Self::Eaf => "电炉",
        }
    }

    /// Its name in English.
    pub const fn en(self) -> &'static str {
        match self {
            Self::BlastFurnace => "blast furnace",
            Self::CokeOven => "coke oven",
            Self::Sinter => "sinter strand",
            Self::Pellet => "pellet plant",
            Self::LimeKiln => "lime kiln",
            Self::Eaf => "electric-arc furnace",
        }
    }

    /// Its name in a language.
    pub fn name(self, lang: Lang) -> &'static str {
        lang.pick(self.zh(), self.en())
    }

    /// The measure word that its units are counted by in Chinese.
    pub const fn counter(self) -> &'static str {
        match self {
            Self::BlastFurnace | Self::CokeOven | Self::LimeKiln | Self::Eaf => "座",
            Self::Sinter | Self::Pellet => "条",
        }
    }

    /// Index in [`Kind::ALL`], for arrays by kind.
    pub const fn index(self) -> usize {
        self as usize
    }
}

/// A value for each kind.
pub type ByKind<T> = [T; 6];
