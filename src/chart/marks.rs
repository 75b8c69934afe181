//! Breaches on the chart: each error finding has a number, that stands beside what it is about and in the list below the rows.

use super::GanttOptions;
use super::palette::{BREACH, INK, PAPER};
use super::rows::Rows;
use super::scene::{Anchor, Area, Font, Group, Scene};
use super::text::{clean, fit, width, wrap};
use crate::day::{DayRange, Season};
use crate::lang::Lang;
use crate::lang::numbers::{date, trimmed};
use crate::rules::{Finding, Named, Severity};
use crate::say;
use crate::scenario::{CityIx, EntIx, Scenario, UnitIx};
use std::collections::{BTreeMap, BTreeSet};

/// Most findings that the list below the rows names.
const LISTED: usize = 60;

/// A numbered breach.
#[derive(Debug, Clone, Copy)]
pub struct Mark<'a> {
    /// Its number, from 1.
    pub number: usize,
    /// The finding.
    pub finding: &'a Finding,
}

/// The breaches that a plan has.
#[derive(Debug)]
pub struct Marks<'a> {
    /// Errors about what is drawn, numbered in the order found.
    pub errors: Vec<Mark<'a>>,
    of_units: BTreeMap<UnitIx, Vec<Mark<'a>>>,
    /// Number of errors about what filters leave out.
    pub elsewhere: usize,
    /// Number of warnings.
    pub warnings: usize,
}

impl<'a> Marks<'a> {
    /// The breaches among findings; those about what the options leave out are only counted.
    pub fn new(findings: &'a [Finding], rows: &Rows, options: &GanttOptions) -> Self {
        let drawn = Drawn::new(rows, options);
        let all = findings.iter().filter(|f| f.severity == Severity::Error);
        let shown = all.clone().filter(|f| drawn.shows(f));
        let errors: Vec<_> = shown.enumerate().map(|(i, finding)| Mark { number: i + 1, finding }).collect();
        let mut of_units: BTreeMap<UnitIx, Vec<Mark>> = BTreeMap::new();
        for m in &errors {
            if let Some(Named::Known(unit)) = m.finding.unit {
                of_units.entry(unit).or_default().push(*m);
            }
        }
        let n = all.count();
        Self { warnings: findings.len() - n, elsewhere: n - errors.len(), errors, of_units }
    }

    /// All errors of the plan.
    pub const fn total(&self) -> usize {
        self.errors.len() + self.elsewhere
    }

    /// Breaches about a unit.
    pub fn of_unit(&self, unit: UnitIx) -> &[Mark<'a>] {
        self.of_units.get(&unit).map_or(&[], Vec::as_slice)
    }

    /// Breaches about an enterprise as a whole (or a kind of its units, or a unit that it lacks).
    pub fn of_enterprise(&self, ent: EntIx) -> Vec<Mark<'a>> {
        let about = |f: &Finding| f.enterprise == Some(Named::Known(ent)) && !matches!(f.unit, Some(Named::Known(_)));
        self.errors.iter().copied().filter(|m| about(m.finding)).collect()
    }

    /// Breaches about a city as a whole.
    pub fn of_city(&self, city: CityIx) -> Vec<Mark<'a>> {
        let about = |f: &Finding| f.city == Some(city) && f.enterprise.is_none() && f.unit.is_none();
        self.errors.iter().copied().filter(|m| about(m.finding)).collect()
    }
}

/// What the options leave.
pub struct Drawn<'o> {
    options: &'o GanttOptions,
    units: BTreeSet<UnitIx>,
    enterprises: BTreeSet<EntIx>,
    cities: BTreeSet<CityIx>,
}

impl<'o> Drawn<'o> {
    /// Of the rows that the options leave.
    pub fn new(rows: &Rows, options: &'o GanttOptions) -> Self {
        let (units, enterprises) = (rows.units().collect(), rows.enterprises().collect());
        Self { options, units, enterprises, cities: rows.cities().collect() }
    }

    /// Whether a finding is about something of it.
    pub fn shows(&self, f: &Finding) -> bool {
        let place = match (&f.unit, &f.enterprise, &f.city) {
            (Some(Named::Known(u)), ..) => self.units.contains(u),
            (_, Some(Named::Known(e)), _) => self.enterprises.contains(e),
            (_, None, Some(c)) => self.cities.contains(c),
            _ => self.options.leave_all(),
        };
        place && (self.options.kinds.is_empty() || f.kind.is_none_or(|k| self.options.kinds.contains(&k)))
    }
}

/// The days of a finding within the season.
pub fn days(finding: &Finding, season: Season) -> Option<DayRange> {
    let (first, last) = (finding.first?, finding.last.or(finding.first)?);
    let days = season.clip(first.min(last), last.max(first));
    (!days.is_empty()).then_some(days)
}

/// Width of a badge, px.
pub fn badge_width(number: usize) -> i32 {
    (width(&number.to_string(), 10.5) + 8.0).ceil() as i32
}

/// A breach's number on red.
pub fn badge(scene: &mut Scene, mark: Mark, scenario: &Scenario, left: i32, middle: i32, lang: Lang) {
    let group = Group::new("finding").with("number", mark.number).with("rule", mark.finding.rule.id()).tip(sentence(
        mark.finding,
        scenario,
        lang,
    ));
    scene.group(group, |scene| {
        let right = left + badge_width(mark.number);
        scene.rect(Area::new(left - 1, middle - 8, right + 1, middle + 8), PAPER, 1.0);
        scene.rect(Area::new(left, middle - 7, right, middle + 7), BREACH, 1.0);
        let font = Font { size: 10.5, bold: true, color: PAPER };
        scene.text((i32::midpoint(left, right), middle), Anchor::Middle, font, mark.number.to_string());
    });
}

/// Badges with the names of their rules, in a row that ends at `right`; what does not fit is counted. Returns the left edge.
pub fn badge_row(
    scene: &mut Scene,
    marks: &[Mark],
    scenario: &Scenario,
    (left, right): (i32, i32),
    middle: i32,
    lang: Lang,
) -> i32 {
    if marks.is_empty() {
        return right;
    }
    let font = Font { size: 11.5, bold: true, color: BREACH };
    let label = |m: &Mark| {
        let kind = m.finding.kind.map_or("", |k| k.name(lang));
        format!("{} {kind}", m.finding.rule.id()).trim_end().to_owned()
    };
    let each = |m: &Mark| badge_width(m.number) + width(&label(m), 11.5).ceil() as i32 + 16;
    let (mut used, mut shown) = (0, 0);
    for m in marks {
        let more = if shown + 1 < marks.len() { 40 } else { 0 };
        if used + each(m) + more > right - left {
            break;
        }
        used += each(m);
        shown += 1;
    }
    let rest = marks.len() - shown;
    let mut x = right - used - if rest > 0 { 40 } else { 0 };
    let edge = x - 6;
    scene.rect(Area::new(edge, middle - 10, right, middle + 10), PAPER, 1.0);
    for m in &marks[..shown] {
        badge(scene, *m, scenario, x, middle, lang);
        scene.text((x + badge_width(m.number) + 4, middle), Anchor::Start, font, label(m));
        x += each(m);
    }
    if rest > 0 {
        scene.text((x, middle), Anchor::Start, font, format!("+{rest}"));
    }
    edge
}

/// Where a finding is, in words: city, enterprise, unit or kind, days.
fn place(f: &Finding, scenario: &Scenario, lang: Lang) -> String {
    let mut parts = Vec::new();
    if let (Some(c), None) = (f.city, &f.enterprise) {
        parts.push(scenario.cities[c].name.clone());
    }
    match &f.enterprise {
        Some(Named::Known(e)) => {
            let e = &scenario.enterprises[*e];
            parts.push(e.label());
        }
        Some(Named::Unknown(id)) => parts.push(id.clone()),
        None => {}
    }
    match &f.unit {
        Some(Named::Known(u)) => parts.push(scenario.units[*u].id.clone()),
        Some(Named::Unknown(id)) => parts.push(id.clone()),
        None => parts.extend(f.kind.map(|k| k.name(lang).to_owned())),
    }
    match (f.first, f.last) {
        (Some(a), Some(b)) if a != b => {
            parts.push(say!(lang, "chart-from-to", first = date(a, lang), last = date(b, lang)));
        }
        (Some(a), _) => parts.push(date(a, lang)),
        _ => {}
    }
    parts.join(&say!(lang, "chart-between-places"))
}

/// A finding in a sentence.
pub fn sentence(f: &Finding, scenario: &Scenario, lang: Lang) -> String {
    let said = match (f.note.pick(lang), f.measured, f.required) {
        ("", Some(m), Some(r)) => say!(lang, "chart-measured", measured = trimmed(m, 4), required = trimmed(r, 4)),
        (note, ..) => note.to_owned(),
    };
    let (rule, place) = (f.rule.id(), place(f, scenario, lang));
    clean(&match (place.is_empty(), said.is_empty()) {
        (true, true) => rule.to_owned(),
        (true, false) => say!(lang, "chart-rule-says", rule = rule, says = said),
        (false, true) => say!(lang, "chart-rule-says", rule = rule, says = place),
        (false, false) => say!(lang, "chart-rule-place-says", rule = rule, place = place, says = said),
    })
}

/// The list of breaches below the rows, from one on and as far as it goes above `bottom`; returns where it ends and with which
/// the next page goes on.
pub fn draw_list(
    scene: &mut Scene,
    marks: &Marks,
    scenario: &Scenario,
    (left, right): (i32, i32),
    (top, bottom): (i32, i32),
    from: usize,
    lang: Lang,
) -> (i32, usize) {
    if marks.total() == 0 {
        return (top, 0);
    }
    let (mut y, mut next) = (top + 14, from);
    scene.group(Group::new("findings").with("count", marks.errors.len()), |scene| {
        let n = marks.errors.len();
        let head = match marks.elsewhere {
            0 => say!(lang, "chart-list-head", breaches = n),
            more => say!(lang, "chart-list-head-of-drawn", breaches = n, more = more),
        };
        scene.text((left, y), Anchor::Start, Font { size: 15.0, bold: true, color: BREACH }, head);
        y += 24;
        let font = Font { size: 12.5, bold: false, color: INK };
        for m in marks.errors.iter().take(LISTED).skip(from) {
            if y > bottom - 75 && next > from {
                return;
            }
            next += 1;
            badge(scene, *m, scenario, left, y, lang);
            let x = left + 34;
            let lines = wrap(&sentence(m.finding, scenario, lang), font.size, f64::from(right - x));
            let cut = lines.len() > 3;
            for (i, line) in lines.iter().take(3).enumerate() {
                let line = if cut && i == 2 {
                    format!("{}…", fit(line, font.size, f64::from(right - x) - 20.0))
                } else {
                    line.clone()
                };
                scene.text((x, y), Anchor::Start, font, line);
                y += 18;
            }
            y += 3;
        }
        if n > LISTED {
            scene.text((left, y), Anchor::Start, font, say!(lang, "chart-list-more", more = n - LISTED));
            y += 18;
        }
    });
    (y, if next < marks.errors.len().min(LISTED) { next } else { marks.errors.len() })
}
