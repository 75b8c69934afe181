//! The mills' form: a workbook with a table of stops to fill in, or filled in from a plan.

use super::Plan;
use super::table::Column;
use crate::both;
use crate::kind::Kind;
use crate::lang::{Lang, Note, Text};
use crate::rules::RULES;
use crate::scenario::{Scenario, Unit};
use crate::sheet::write::{ROWS_CHECKED, Style, days, fit_row, hint, instructions, one_of, printed, workbook, write_day};
use chrono::NaiveDate;
use rust_xlsxwriter::{DataValidation, DataValidationRule, Formula, Workbook, Worksheet, XlsxError};

/// A row of the form: enterprise, unit, first and last day, coking time.
type Line<'a> = (usize, &'a str, &'a str, NaiveDate, NaiveDate, Option<f64>);

/// The form of a scenario as the bytes of a workbook; with a plan, filled in.
///
/// # Errors
/// More rows than a sheet holds.
pub fn form(scenario: &Scenario, plan: Option<&Plan>) -> Result<Vec<u8>, XlsxError> {
    let mut book = workbook(&scenario.name)?;
    let style = Style::default();
    let lines = plan.map(|p| lines(p, scenario)).unwrap_or_default();
    stops(book.add_worksheet(), scenario, &lines, &style)?;
    instructions(&mut book, &style, &about(scenario))?;
    rules(&mut book, &style)?;
    units(&mut book, scenario, &style)?;
    printed(book)
}

/// In the order of the scenario's units, then by day.
fn lines<'a>(plan: &'a Plan, scenario: &Scenario) -> Vec<Line<'a>> {
    let index = scenario.unit_index();
    let rank = |e: &str, u: &str| index.get(&(e, u)).copied().unwrap_or(usize::MAX);
    let stops = plan.stops.iter().map(|s| (rank(&s.enterprise, &s.unit), &*s.enterprise, &*s.unit, s.start, s.end, None));
    let slows = plan
        .slowdowns
        .iter()
        .map(|s| (rank(&s.enterprise, &s.unit), &*s.enterprise, &*s.unit, s.start, s.end, Some(s.coking_time_h)));
    let mut all: Vec<Line<'_>> = stops.chain(slows).collect();
    all.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    all
}

const fn place(column: Column) -> u16 {
    column as u16
}

fn stops(sheet: &mut Worksheet, s: &Scenario, lines: &[Line<'_>], style: &Style) -> Result<(), XlsxError> {
    sheet.set_name("停产")?.set_freeze_panes(1, 2)?.set_row_height(0, 36)?;
    for column in Column::ALL {
        let Text { zh, en } = column.title();
        let required = matches!(column, Column::Enterprise | Column::Unit | Column::Start | Column::End);
        let format = if required { &style.required } else { &style.header };
        sheet
            .write_string_with_format(0, place(column), format!("{zh}\n{en}"), format)?
            .set_column_width(place(column), 18)?;
    }
    for column in [Column::Enterprise, Column::Unit] {
        sheet.set_column_format(place(column), &style.text)?;
    }
    for column in [Column::Start, Column::End] {
        sheet.set_column_format(place(column), &style.date)?;
    }
    let last = lines.len() as u32 + ROWS_CHECKED;
    for (column, check) in checks(s)? {
        sheet.add_data_validation(1, place(column), last, place(column), &check)?;
    }
    for (row, &(_, enterprise, unit, start, end, hours)) in (1..).zip(lines) {
        sheet.write_string_with_format(row, place(Column::Enterprise), enterprise, &style.text)?;
        sheet.write_string_with_format(row, place(Column::Unit), unit, &style.text)?;
        let measure = if hours.is_some() { "延长出焦时间" } else { "停产" };
        sheet.write_string(row, place(Column::Measure), measure)?;
        write_day(sheet, row, place(Column::Start), start, style)?;
        write_day(sheet, row, place(Column::End), end, style)?;
        if let Some(h) = hours {
            sheet.write_number(row, place(Column::CokingTime), h)?;
        }
    }
    Ok(())
}

fn checks(s: &Scenario) -> Result<Vec<(Column, DataValidation)>, XlsxError> {
    let season = format!("{}至{}，首末日均计入", s.season.start, s.season.end());
    let n = s.units.len() + 1;
    let (ids, all) = (s.enterprises.len() + 1, "名单");
    // The units of the enterprise that stands in the row: the list is sorted by enterprise.
    let own = format!("=OFFSET({all}!$E$1,MATCH($A2,{all}!$D$1:$D${n},0)-1,0,COUNTIF({all}!$D$1:$D${n},$A2),1)");
    let enterprise = DataValidation::new().allow_list_formula(Formula::new(format!("={all}!$A$2:$A${ids}")));
    let unit = DataValidation::new().allow_list_formula(Formula::new(own)).ignore_blank(true);
    let longest = s.policy.coke.as_ref().map_or(1000.0, |c| c.max_coking_time_h);
    let hours = DataValidation::new().allow_decimal_number(DataValidationRule::Between(0.0, longest));
    let measure = one_of(&["停产", "延长出焦时间"])?.unwrap_or_else(DataValidation::new);
    Ok(vec![
        (Column::Enterprise, hint(enterprise, "企业", "企业编号（见“名单”）；手工填写时也可用企业名称。")?),
        (Column::Unit, hint(unit, "生产设施", "先选企业，再选其生产设施。")?),
        (Column::Measure, hint(measure, "措施", "停产；焦炉可延长出焦时间。")?),
        (Column::Start, hint(days(Some(s.season))?, "首日", &season)?),
        (Column::End, hint(days(Some(s.season))?, "末日", &season)?),
        (Column::CokingTime, hint(hours, "出焦时间", &format!("仅焦炉延长出焦时间时填写，小时，不超过{longest}。"))?),
    ])
}

fn rules(book: &mut Workbook, style: &Style) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet().set_name("规则")?;
    sheet.set_freeze_panes(1, 1)?;
    let widths = [14.0, 20.0, 8.0, 40.0, 50.0, 40.0, 60.0, 60.0];
    let headers = ["规则 rule", "名称", "级别", "条款", "要求", "整改建议", "clause", "what must hold"];
    for (i, (header, width)) in (0..).zip(headers.into_iter().zip(widths)) {
        sheet.write_string_with_format(0, i, header, &style.header)?.set_column_width(i, width)?;
    }
    for (row, r) in (1..).zip(RULES) {
        let level = r.severity.name(Lang::Zh);
        let clause = format!("〔{}〕{}", r.section.zh, r.clause.zh);
        let clause_en = format!("[{}] {}", r.section.en, r.clause.en);
        let cells = [r.id.id(), r.name.zh, &level, &clause, r.holds.zh, r.advice.zh, &clause_en, r.holds.en];
        for (i, text) in (0..).zip(cells) {
            sheet.write_string_with_format(row, i, text, &style.wrap)?;
        }
        fit_row(sheet, row, cells.into_iter().zip(widths))?;
    }
    Ok(())
}

/// The width of a column of days with their reasons, in half-width characters.
const SPANS_WIDTH: f64 = 36.0;

/// The enterprises and units, for drop-downs and for looking up.
fn units(book: &mut Workbook, s: &Scenario, style: &Style) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet().set_name("名单")?;
    sheet.set_freeze_panes(1, 0)?;
    let headers = [
        "企业编号",
        "企业名称",
        "城市",
        "企业编号",
        "设施编号",
        "种类",
        "日产量（吨）",
        "正常出焦时间（小时）",
        "已定停产",
        "不得停产",
    ];
    let widths = [18.0, 18.0, 18.0, 18.0, 18.0, 18.0, 18.0, 18.0, SPANS_WIDTH, SPANS_WIDTH];
    for (i, (header, width)) in (0..).zip(headers.into_iter().zip(widths)) {
        sheet.write_string_with_format(0, i, header, &style.header)?.set_column_width(i, width)?;
    }
    fit_row(sheet, 0, headers.into_iter().zip(widths))?;
    for (row, e) in (1..).zip(&s.enterprises) {
        for (i, text) in (0..).zip([&e.id, &e.name, &s.cities[e.city].name]) {
            sheet.write_string_with_format(row, i, text, &style.text)?;
        }
    }
    for (row, u) in (1..).zip(&s.units) {
        unit(sheet, row, s, u, style)?;
    }
    Ok(())
}

fn unit(sheet: &mut Worksheet, row: u32, s: &Scenario, u: &Unit, style: &Style) -> Result<(), XlsxError> {
    sheet.write_string_with_format(row, 3, &s.enterprises[u.enterprise].id, &style.text)?;
    sheet.write_string_with_format(row, 4, &u.id, &style.text)?;
    sheet.write_string(row, 5, u.kind.name(Lang::Zh))?;
    sheet.write_number(row, 6, u.rate_t_d)?;
    if let (Some(h), Kind::CokeOven) = (u.coking_time_h, u.kind) {
        sheet.write_number(row, 7, h)?;
    }
    let spans = |filed: &[(crate::policy::Span, Option<String>)]| {
        let words = |(d, why): &(crate::policy::Span, Option<String>)| {
            format!("{}至{}{}", d.start, d.end, why.as_ref().map_or_else(String::new, |w| format!("（{w}）")))
        };
        filed.iter().map(words).collect::<Vec<_>>().join("；")
    };
    let spans = [&u.down_filed, &u.must_run_filed].map(|filed| spans(filed));
    for (i, text) in (8..).zip(&spans) {
        sheet.write_string_with_format(row, i, text, &style.wrap)?;
    }
    fit_row(sheet, row, spans.iter().map(|text| (&**text, SPANS_WIDTH)))
}

fn about(s: &Scenario) -> [Note; 6] {
    [
        both!("form-scenario", scenario = s.name, start = s.season.start, end = s.season.end()),
        both!("form-rows"),
        both!("form-days"),
        both!("form-measure"),
        both!("form-drop-downs"),
        both!("form-check"),
    ]
}
