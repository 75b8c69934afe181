//! A plan as a workbook: a row a unit, a column a day or week. By day each stopped day's cell says so by its value, the colours
//! follow the values, and the sheet reads back as a plan (`plan/grid.rs`); by week it is for reading.

mod legend;
mod style;

use crate::chart::rows::{Rows, What, size_label};
use crate::chart::text::clean;
use crate::chart::{ChartError, GanttOptions};
use crate::day::{Day, DayRange};
use crate::kind::Kind;
use crate::lang::Lang;
use crate::lang::numbers::{span, trimmed};
use crate::measure::totals::{daily_share, furnaces_of};
use crate::plan::grid::DAYS_BY_WEEK;
use crate::plan::schedule::{Schedule, UnitDays};
use crate::plan::table::Column;
use crate::policy::Level;
use crate::say;
use crate::scenario::{CityIx, Scenario, UnitIx};
use crate::sheet::write::{self, excel_day};
use crate::sheet::{a1, column_letters};
use chrono::{Datelike, Weekday};
use rust_xlsxwriter::{Chart, ChartLine, ChartType, Formula, Worksheet, XlsxError};
use std::collections::BTreeMap;
use style::{Ground, Look, rgb};

/// A column a day, or a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum By {
    /// It reads back as a plan.
    #[default]
    Day,
    /// From Monday to Sunday; for reading only.
    Week,
}

impl By {
    /// The days of each column.
    fn spans(self, scenario: &Scenario) -> Vec<DayRange> {
        let season = scenario.season;
        let begins = |d: Day| self == Self::Day || d == 0 || season.date(d).weekday() == Weekday::Mon;
        let firsts: Vec<Day> = (0..season.len).filter(|&d| begins(d)).collect();
        let ends = firsts.iter().skip(1).copied().chain([season.len]);
        firsts.iter().zip(ends).map(|(&a, b)| DayRange::new(a, b)).collect()
    }
}

/// The columns before the days: enterprise, name, unit, kind, size, rate, days stopped or slowed.
const WIDTHS: [u32; LEFT as usize] = [84, 150, 84, 68, 76, 60, 52];
/// The first column of days.
const LEFT: u16 = 7;
const KIND: u16 = 3;
const RATE: u16 = 5;
const DAYS: u16 = 6;

/// The column of a span of days.
const fn column(span: usize) -> u16 {
    LEFT + span as u16
}

/// What is written, and where.
struct Grid<'a> {
    scenario: &'a Scenario,
    schedule: &'a Schedule,
    lang: Lang,
    by: By,
    spans: Vec<DayRange>,
    rows: Rows,
    /// Whether no unit is left out: shares can then be worked out from the rows.
    whole: bool,
    look: Look,
    /// Row of the head, from 0.
    head: u32,
}

/// The bytes of the workbook; the same plan gives the same. `errors`: rules that the plan breaks.
///
/// # Errors
/// A filter names no enterprise, the filters leave no unit, or a sheet is too small for the plan.
pub fn workbook(
    scenario: &Scenario,
    schedule: &Schedule,
    options: &GanttOptions,
    errors: usize,
    by: By,
) -> Result<Vec<u8>, ChartError> {
    let rows = Rows::drawn(scenario, options)?;
    let (lang, whole, spans) = (options.lang, options.leave_all(), by.spans(scenario));
    let grid = Grid { scenario, schedule, lang, by, spans, rows, whole, look: Look::new(by), head: 0 };
    grid.write(errors).map_err(|e| ChartError::Draw(e.to_string()))
}

impl Grid<'_> {
    fn write(mut self, errors: usize) -> Result<Vec<u8>, XlsxError> {
        let mut book = write::workbook(&clean(&self.scenario.name))?;
        let name = match self.by {
            By::Day => say!(self.lang, "grid-sheet"),
            By::Week => say!(self.lang, "grid-sheet-of-weeks"),
        };
        let sheet = book.add_worksheet().set_name(&name)?;
        for (column, width) in (0..).zip(WIDTHS) {
            sheet.set_column_width_pixels(column, width)?;
        }
        if self.lang == Lang::En {
            sheet.set_column_width_pixels(KIND, 136)?;
        }
        if self.by == By::Week {
            // its head is longer
            sheet.set_column_width_pixels(DAYS, 76)?;
        }
        sheet.set_column_range_width_pixels(LEFT, self.right(), self.look.width)?;
        self.titles(sheet, errors)?;
        self.head = legend::write(sheet, &self, 3)? + 1;
        self.heads(sheet)?;
        let (mut row, mut city) = (self.head + 1, self.head + 1);
        let (mut units, mut shares, mut begins) = (BTreeMap::new(), Vec::new(), false);
        for what in self.rows.list.iter().map(|r| r.what) {
            match what {
                What::City(_) => city = row,
                What::Enterprise(_) => begins = true,
                What::Unit(u) => {
                    units.insert(row, u);
                    self.unit(sheet, row, u, std::mem::take(&mut begins))?;
                    row += 1;
                }
                What::Load(c) => {
                    self.share(sheet, row, c, city)?;
                    shares.push(row);
                    row += 1;
                }
            }
        }
        style::colours(sheet, &self, &units)?;
        self.chart(sheet, &name, &shares, row + 1)?;
        self.paper(sheet)?;
        book.save_to_buffer()
    }

    /// The last column.
    const fn right(&self) -> u16 {
        column(self.spans.len().saturating_sub(1))
    }

    fn titles(&self, sheet: &mut Worksheet, errors: usize) -> Result<(), XlsxError> {
        let (s, lang) = (self.scenario, self.lang);
        let title = say!(lang, "chart-title", region = clean(&s.name));
        sheet.write_string_with_format(0, 0, title, &self.look.title)?;
        let days = span(s.season.start, s.season.end(), lang);
        let verdict =
            if errors == 0 { say!(lang, "chart-keeps-all") } else { say!(lang, "chart-breaks", breaches = errors) };
        let days = if self.whole { days } else { say!(lang, "grid-only-part", span = days) };
        let line = format!("{days}　{}", say!(lang, "grid-when-written", verdict = verdict));
        sheet.write_string_with_format(1, 0, line, &self.look.plain)?;
        let how = match self.by {
            By::Day => say!(lang, "grid-how"),
            By::Week => say!(lang, "grid-how-of-weeks"),
        };
        sheet.write_string_with_format(2, 0, how, &self.look.muted)?;
        Ok(())
    }

    /// Months, and below them the head: what it is read back by.
    fn heads(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        let (season, lang, look) = (self.scenario.season, self.lang, &self.look);
        let of = |column: Column| column.title().pick(lang).to_owned();
        let titles = [
            of(Column::Enterprise),
            say!(lang, "grid-name"),
            of(Column::Unit),
            say!(lang, "grid-kind"),
            say!(lang, "grid-size"),
            say!(lang, "grid-rate"),
            if self.by == By::Day { say!(lang, "grid-days") } else { DAYS_BY_WEEK.pick(lang).to_owned() },
        ];
        for (column, title) in (0..).zip(titles) {
            sheet.write_string_with_format(self.head, column, title, &look.head)?;
        }
        sheet.set_row_height_pixels(self.head, 36)?;
        let month = |span: &DayRange| (season.date(span.first).year(), season.date(span.first).month());
        let mut first = 0;
        while first < self.spans.len() {
            let (year, of_year) = month(&self.spans[first]);
            let n = self.spans[first..].iter().take_while(|s| month(s) == (year, of_year)).count();
            let (from, to) = (column(first), column(first + n - 1));
            let text = say!(lang, "grid-month", year = year.to_string(), month = format!("{of_year:02}"));
            if from == to {
                sheet.write_string_with_format(self.head - 1, from, text, &look.month)?;
            } else {
                sheet.merge_range(self.head - 1, from, self.head - 1, to, &text, &look.month)?;
            }
            first += n;
        }
        let shown: Vec<CityIx> = self.rows.cities().collect();
        for (i, span) in self.spans.iter().enumerate() {
            let in_episode = |l: &Level| {
                let mut all = self.scenario.episodes.iter().filter(|e| shown.contains(&e.city) && e.level == *l);
                all.any(|e| !e.days.intersect(*span).is_empty())
            };
            let level = Level::ALL.into_iter().rfind(in_episode);
            let day = excel_day(season.date(span.first))?;
            sheet.write_datetime_with_format(self.head, column(i), &day, &look.day(level))?;
        }
        Ok(())
    }

    /// A unit's row; `mill`: the first of its mill's.
    fn unit(&self, sheet: &mut Worksheet, row: u32, unit: UnitIx, mill: bool) -> Result<(), XlsxError> {
        let (s, look) = (self.scenario, &self.look);
        let (text_format, number) = (&look.text[usize::from(mill)], &look.number[usize::from(mill)]);
        let (u, owner, days) = (&s.units[unit], s.owner(unit), &self.schedule.units[unit]);
        let texts = [owner.id.clone(), clean(&owner.name), u.id.clone(), u.kind.name(self.lang).to_owned(), size_label(u)];
        for (column, text) in (0..).zip(texts) {
            sheet.write_string_with_format(row, column, text, text_format)?;
        }
        sheet.write_number_with_format(row, RATE, u.rate_t_d, number)?;
        let busy: usize = days.stops.iter().map(|w| w.days.len()).chain(days.slows.iter().map(|w| w.days.len())).sum();
        match self.by {
            By::Day => {
                let (from, to) = (a1(row + 1, LEFT.into()), a1(row + 1, self.right().into()));
                let count = Formula::new(format!("=COUNTA({from}:{to})")).set_result(busy.to_string());
                sheet.write_formula_with_format(row, DAYS, count, number)?;
            }
            By::Week => {
                sheet.write_number_with_format(row, DAYS, busy as f64, number)?;
            }
        }
        for (i, &span) in self.spans.iter().enumerate() {
            let (column, format) = (column(i), look.cell(Ground { mill, ..Ground::of(s, unit, span) }));
            match self.value(days, span) {
                Some(Shown::Text(text)) => sheet.write_string_with_format(row, column, text, format)?,
                Some(Shown::Number(x)) => sheet.write_number_with_format(row, column, x, format)?,
                None => sheet.write_blank(row, column, format)?,
            };
        }
        Ok(())
    }

    /// What a unit's cell says of its days.
    fn value(&self, days: &UnitDays, span: DayRange) -> Option<Shown> {
        let stopped: usize = days.stops.iter().map(|w| w.days.intersect(span).len()).sum();
        let slowed = days.slows.iter().filter(|w| !w.days.intersect(span).is_empty()).map(|w| w.coking_time_h);
        let longest = slowed.reduce(f64::max);
        match (self.by, longest) {
            (By::Day, _) if stopped > 0 => Some(Shown::Text(say!(self.lang, "grid-stop"))),
            (By::Day, Some(hours)) => Some(Shown::Number(hours)),
            (By::Week, _) if stopped > 0 => Some(Shown::Number(stopped as f64)),
            (By::Week, Some(hours)) => Some(Shown::Text(trimmed(hours, 1) + "h")),
            (_, None) => None,
        }
    }

    /// A city's stopped share; by day worked out from its rows above, from `first` on, so that it follows what is changed there.
    fn share(&self, sheet: &mut Worksheet, row: u32, city: CityIx, first: u32) -> Result<(), XlsxError> {
        let (s, look) = (self.scenario, &self.look);
        let label = say!(self.lang, "grid-share", city = clean(&s.cities[city].name));
        // in the column of names: a row without enterprise and unit files nothing when it is read back
        sheet.write_string_with_format(row, 1, label, &look.share_label)?.set_row_height_pixels(row, look.share_height)?;
        let share = daily_share(s, self.schedule, city);
        let rate = |d: Day| -> f64 {
            let all = furnaces_of(s, city);
            all.iter().map(|&u| &s.units[u]).filter(|u| u.service.contains(d)).map(|u| u.rate_t_d).sum()
        };
        let of = |column: u32| format!("${0}${1}:${0}${row}", column_letters(column), first + 1);
        for (i, span) in self.spans.iter().enumerate() {
            let known: Vec<f64> = span.days().filter_map(|d| share[d]).collect();
            if known.is_empty() {
                continue;
            }
            let (column, mean) = (column(i), known.iter().sum::<f64>() / known.len() as f64);
            if self.by == By::Day && self.whole {
                let (kinds, rates, furnace) = (of(KIND.into()), of(RATE.into()), Kind::BlastFurnace.name(self.lang));
                let (letters, all) = (column_letters(column.into()), rate(span.first));
                let days = format!("{letters}${}:{letters}${row}", first + 1);
                let formula = format!("=SUMPRODUCT(ISTEXT({days})*({kinds}=\"{furnace}\")*{rates})/{all}");
                let formula = Formula::new(formula).set_result(mean.to_string());
                sheet.write_formula_with_format(row, column, formula, &look.share)?;
            } else {
                sheet.write_number_with_format(row, column, mean, &look.share)?;
            }
        }
        Ok(())
    }

    /// The shares as a curve below the rows, as wide as the days.
    fn chart(&self, sheet: &mut Worksheet, name: &str, shares: &[u32], row: u32) -> Result<(), XlsxError> {
        if shares.is_empty() {
            return Ok(());
        }
        let (from, to) = (LEFT, self.right());
        let mut chart = Chart::new(ChartType::Line);
        for &share in shares {
            let series = chart.add_series();
            series.set_name((name, share, 1)).set_categories((name, self.head, from, self.head, to));
            series.set_values((name, share, from, share, to));
            if shares.len() == 1 {
                series.set_format(ChartLine::new().set_color(rgb(crate::chart::palette::SHARE)).set_width(2));
            }
        }
        chart.title().set_name(&say!(self.lang, "grid-chart"));
        chart.x_axis().set_num_format("m-d").set_date_axis(true).set_major_unit(7);
        chart.y_axis().set_num_format("0%").set_min(0);
        if shares.len() == 1 {
            chart.legend().set_hidden();
        }
        let width = (u32::from(to - from) + 1) * self.look.width;
        chart.set_width(width.max(480)).set_height(300);
        sheet.insert_chart(row, LEFT, &chart)?;
        Ok(())
    }

    /// Panes, and how it prints: on A3 landscape, as wide as a page, with the head on each.
    fn paper(&self, sheet: &mut Worksheet) -> Result<(), XlsxError> {
        sheet.set_freeze_panes(self.head + 1, LEFT)?.set_repeat_rows(self.head - 1, self.head)?;
        sheet.set_landscape().set_paper_size(8).set_print_fit_to_pages(1, 0);
        sheet.set_margins(0.4, 0.4, 0.4, 0.6, 0.3, 0.3);
        sheet.set_footer(format!("&C{}", say!(self.lang, "grid-page")));
        Ok(())
    }
}

/// A cell's value.
enum Shown {
    Text(String),
    Number(f64),
}
