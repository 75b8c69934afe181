//! Colours. Kinds differ in lightness in even steps, so that they also differ in a grey print, and their hues are those that
//! the colour-blind tell apart (after Okabe and Ito); each kind has a letter or character as well. Red is for breaches only.

use crate::kind::Kind;
use crate::policy::Level;

/// A colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// As style sheets spell it.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

/// Text.
pub const INK: Rgb = Rgb(0x1f, 0x24, 0x2b);
/// Lesser text.
pub const MUTED: Rgb = Rgb(0x5b, 0x64, 0x70);
/// Paper.
pub const PAPER: Rgb = Rgb(0xff, 0xff, 0xff);
/// Lines between rows and weeks.
pub const FAINT: Rgb = Rgb(0xe3, 0xe6, 0xea);
/// Lines between months.
pub const GRID: Rgb = Rgb(0xb4, 0xbb, 0xc4);
/// Days outside the staggering period.
pub const OUTSIDE: Rgb = Rgb(0xef, 0xf1, 0xf3);
/// Days out of service.
pub const NO_SERVICE: Rgb = Rgb(0xc9, 0xce, 0xd4);
/// Enterprise rows.
pub const BAND: Rgb = Rgb(0xe4, 0xec, 0xf4);
/// City rows.
pub const CITY: Rgb = Rgb(0x34, 0x41, 0x52);
/// Days on which a unit may not stop.
pub const MUST_RUN: Rgb = Rgb(0xff, 0xe2, 0x9a);
/// Edges of the same, and of heating.
pub const MUST_RUN_EDGE: Rgb = Rgb(0xb8, 0x7a, 0x00);
/// Breaches.
pub const BREACH: Rgb = Rgb(0xc8, 0x10, 0x1e);
/// Kept rules.
pub const GOOD: Rgb = Rgb(0x0a, 0x6b, 0x3d);
/// The daily share.
pub const SHARE: Rgb = Rgb(0x14, 0x36, 0x5c);

/// The colours around the bars, each with its name on a page.
pub type Surfaces = [(&'static str, Rgb); 15];

/// On white paper: the same as on all other charts.
pub const LIGHT: Surfaces = [
    ("paper", PAPER),
    ("ink", INK),
    ("muted", MUTED),
    ("faint", FAINT),
    ("grid", GRID),
    ("outside", OUTSIDE),
    ("out", NO_SERVICE),
    ("band", BAND),
    ("city", CITY),
    ("must", MUST_RUN),
    ("must-edge", MUST_RUN_EDGE),
    ("breach", BREACH),
    ("good", GOOD),
    ("share", SHARE),
    ("on-city", PAPER),
];

/// On a dark screen.
pub const DARK: Surfaces = [
    ("paper", Rgb(0x14, 0x18, 0x1d)),
    ("ink", Rgb(0xe8, 0xeb, 0xef)),
    ("muted", Rgb(0xa3, 0xac, 0xb8)),
    ("faint", Rgb(0x2a, 0x31, 0x3a)),
    ("grid", Rgb(0x4a, 0x54, 0x61)),
    ("outside", Rgb(0x1c, 0x21, 0x28)),
    ("out", Rgb(0x3a, 0x42, 0x4c)),
    ("band", Rgb(0x22, 0x2c, 0x38)),
    ("city", Rgb(0x3b, 0x4b, 0x60)),
    ("must", Rgb(0x4d, 0x3c, 0x12)),
    ("must-edge", Rgb(0xe6, 0xb4, 0x4c)),
    ("breach", Rgb(0xff, 0x6b, 0x66)),
    ("good", Rgb(0x4c, 0xc3, 0x8a)),
    ("share", Rgb(0x6f, 0xa8, 0xdc)),
    ("on-city", Rgb(0xff, 0xff, 0xff)),
];

/// A colour of the light set as it shows up on a dark screen: the darkest are lifted, all keep their hue.
pub fn at_night(color: Rgb) -> Rgb {
    let Rgb(r, g, b) = color;
    let most = u16::from(r.max(g).max(b)).max(1);
    let bright = |c: u8| (u16::from(c) * 255 / most) as u8;
    let lack = (0.62 - lightness(color)).max(0.0);
    mix(mix(color, Rgb(bright(r), bright(g), bright(b)), 1.4 * lack), PAPER, 0.5 * lack)
}

/// Colour of a kind's bars.
pub const fn kind(kind: Kind) -> Rgb {
    let [r, g, b] = kind.color();
    Rgb(r, g, b)
}

/// A coke oven's shade at a fraction (0 to 1) of the way from the normal to the longest coking time.
pub fn coke_shade(fraction: f64) -> Rgb {
    mix(Rgb(0xe6, 0xd3, 0xee), Rgb(0x5a, 0x1f, 0x73), fraction)
}

/// Colour of an episode.
pub const fn level(level: Level) -> Rgb {
    match level {
        Level::Yellow => Rgb(0xf2, 0xd0, 0x00),
        Level::Orange => Rgb(0xf0, 0x83, 0x00),
        Level::Red => Rgb(0xb0, 0x00, 0x20),
    }
}

/// A colour between two.
pub fn mix(from: Rgb, to: Rgb, fraction: f64) -> Rgb {
    let f = if fraction.is_finite() { fraction.clamp(0.0, 1.0) } else { 1.0 };
    let part = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * f).round() as u8;
    Rgb(part(from.0, to.0), part(from.1, to.1), part(from.2, to.2))
}

/// Dark or light text, whichever reads better on a colour.
pub fn ink_on(color: Rgb) -> Rgb {
    if lightness(color) > 0.55 { INK } else { PAPER }
}

/// Perceived lightness, 0 to 1 (the square root of relative luminance).
pub fn lightness(Rgb(r, g, b): Rgb) -> f64 {
    let linear = |c: u8| (f64::from(c) / 255.0).powf(2.2);
    (0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lang::Lang;

    #[test]
    fn kinds_differ_in_a_grey_print() {
        let mut grey: Vec<f64> = Kind::ALL.into_iter().map(|k| lightness(kind(k))).collect();
        grey.sort_by(f64::total_cmp);
        assert!(grey.windows(2).all(|w| w[1] - w[0] > 0.05), "{grey:?}");
    }

    #[test]
    fn kinds_have_signs_of_their_own() {
        for lang in [Lang::Zh, Lang::En] {
            let mut signs: Vec<_> = Kind::ALL.into_iter().map(|k| k.sign(lang)).collect();
            signs.sort_unstable();
            signs.dedup();
            assert_eq!(signs.len(), Kind::ALL.len());
        }
    }
}
