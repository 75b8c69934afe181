//! What a chart is drawn on.

/// A screen, or sheets of paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Paper {
    /// One page, as tall as the plan needs.
    #[default]
    Screen,
    /// 420 mm x 297 mm.
    A3Landscape,
    /// 297 mm x 210 mm.
    A4Landscape,
    /// 210 mm x 297 mm.
    A4,
}

impl Paper {
    /// Width and height, mm; `None` for a screen.
    pub const fn size_mm(self) -> Option<(f32, f32)> {
        match self {
            Self::Screen => None,
            Self::A3Landscape => Some((420.0, 297.0)),
            Self::A4Landscape => Some((297.0, 210.0)),
            Self::A4 => Some((210.0, 297.0)),
        }
    }

    /// Pixels of a day, and the least and most of a season.
    pub const fn day_px(self) -> (i32, i32, i32) {
        match self {
            Self::Screen | Self::A3Landscape => (7, 1100, 4400),
            Self::A4Landscape => (5, 900, 1100),
            Self::A4 => (3, 560, 700),
        }
    }

    /// Most that the labels of rows may take, px.
    pub const fn most_label_px(self) -> f64 {
        match self {
            Self::Screen | Self::A3Landscape => 380.0,
            Self::A4Landscape => 300.0,
            Self::A4 => 240.0,
        }
    }

    /// Height of a page that is so wide, px; `None` where it may be as tall as it needs.
    pub fn height(self, width: i32) -> Option<i32> {
        self.size_mm().map(|(w, h)| (width as f32 * h / w) as i32)
    }
}
