//! A register as the text of a scenario file.

use super::grid::Grid;
use super::header::{find, in_ten_thousands, meant};
use super::strangers::{Passed, strangers};
use super::tabs::{Column, KEY, Owner, Rows, SPANS, TABS, Tab};
use super::things::{Filed, Part, Thing, emit};
use crate::day::Season;
use crate::input::error::{InputError, InputErrors};
use crate::input::field::Type;
use crate::input::suggest;
use crate::rules::Note;
use crate::scenario::{Scenario, read};
use crate::sheet::value::{day, flag, items, month, number, plain, quoted, ten_thousands, text};
use crate::sheet::words::word;
use crate::sheet::{Book, CellAt, Draft, Sheet, Value, fold, read_book};
use chrono::NaiveDate;
use std::path::Path;
use std::rc::Rc;

/// A header stands within so many rows.
pub(super) const HEADER_WITHIN: u32 = 20;

/// What a register says.
#[derive(Debug)]
pub struct Imported {
    /// The scenario.
    pub scenario: Scenario,
    /// The text of its file.
    pub text: String,
    /// What of the register was not read.
    pub notes: Vec<Note>,
}

/// Reads a register. A policy's path is relative to `base_dir`, where the
/// file will stand.
///
/// # Errors
/// Every error of the register, at its cell.
pub fn read_register(path: &Path, base_dir: Option<&Path>) -> Result<Imported, InputErrors> {
    let book = Rc::new(read_book(path)?);
    let mut draft = Draft::new(&book);
    let name = path.file_name().unwrap_or_default().to_string_lossy().replace(char::is_control, " ");
    draft.push(&format!("# stagger {}: {name}, sha256 {}\nschema = 1\n", env!("CARGO_PKG_VERSION"), book.hash));
    let mut reader = Reader { book: &book, draft, season: None, passed: Passed::default() };
    reader.all()?;
    let notes = reader.passed.notes();
    let (source, drafted) = reader.draft.finish();
    let scenario = read::read_drafted(&source, base_dir, drafted)?;
    Ok(Imported { scenario, text: source.text, notes })
}

/// The scenario of a register and the text of its file, as [`read_register`] without its notes.
///
/// # Errors
/// Every error of the register, at its cell.
pub fn import(path: &Path, base_dir: Option<&Path>) -> Result<(Scenario, String), InputErrors> {
    read_register(path, base_dir).map(|r| (r.scenario, r.text))
}

struct Reader<'a> {
    book: &'a Rc<Book>,
    draft: Draft,
    season: Option<Season>,
    passed: Passed,
}

impl<'a> Reader<'a> {
    fn all(&mut self) -> Result<(), InputErrors> {
        let grids: Vec<(&'static Tab, Grid<'a>)> = TABS.iter().filter_map(|t| Some((t, self.grid(t)?))).collect();
        let taken: Vec<usize> = grids.iter().map(|(_, g)| g.number).collect();
        strangers(self.book, &taken, &mut self.draft, &mut self.passed);
        let of = |rows: Rows| grids.iter().find(|(t, _)| t.rows == rows).map(|(_, g)| g);
        let Some(units) = of(Rows::Units) else { return Err(self.no_register()) };
        if let Some(grid) = of(Rows::Scenario) {
            self.scenario(grid);
        }
        let mut cities: Vec<Thing> = of(Rows::Listed("cities")).map(|g| self.listed(g, "name")).unwrap_or_default();
        let episodes: Vec<Thing> = of(Rows::Listed("episodes")).map(|g| self.listed(g, "")).unwrap_or_default();
        let mut enterprises = self.units(units);
        for (field, rows, none) in
            [("cities", Rows::Listed("cities"), cities.is_empty()), ("enterprises", Rows::Units, enterprises.is_empty())]
        {
            if none {
                self.nothing(field, rows, of(rows));
            }
        }
        for (tab, grid) in &grids {
            match tab.rows {
                Rows::Parts(owner, field, list) => {
                    let owners = if owner == Owner::City { &mut cities } else { &mut enterprises };
                    self.parts(grid, field, list, tab.by_month, owners);
                }
                Rows::Spans => self.spans(grid, &mut enterprises),
                _ => {}
            }
        }
        let waivers = of(Rows::Listed("waivers")).map(|g| self.waivers(g, &enterprises)).unwrap_or_default();
        for (header, things) in
            [("[[cities]]", cities), ("[[episodes]]", episodes), ("[[enterprises]]", enterprises), ("[[waivers]]", waivers)]
        {
            things.into_iter().for_each(|t| emit(&mut self.draft, header, t));
        }
        Ok(())
    }

    /// A list that must not be absent, without rows: said at its sheet's first row.
    fn nothing(&mut self, field: &str, rows: Rows, grid: Option<&Grid<'_>>) {
        let name = TABS.iter().find(|t| t.rows == rows).map_or(("", ""), |t| t.name);
        let at = grid.map_or(CellAt { sheet: 0, row: 1, column: 0 }, |g| g.at(g.header + 1, 0));
        self.draft.error(
            at,
            format!("工作表“{}”没有内容", name.0),
            format!("the sheet `{}` ({}) has no rows", name.1, name.0),
        );
        self.draft.push(&format!("{field} = []\n"));
    }

    fn no_register(&mut self) -> InputErrors {
        let mut error = InputError::whole_file(&self.book.name, "没有“机组”工作表", "no sheet `units` (机组)");
        error.help(
            "“stagger template --register -o register.xlsx”生成空白登记表",
            "`stagger template --register -o register.xlsx` makes an empty register",
        );
        let said = std::mem::replace(&mut self.draft, Draft::new(self.book)).finish().1;
        InputErrors(std::iter::once(error).chain(said).collect())
    }

    /// The sheet of a tab and its header; what is wrong with the header is said.
    fn grid(&mut self, tab: &'static Tab) -> Option<Grid<'a>> {
        let book: &'a Book = self.book;
        let is_it = |s: &&Sheet| Tab::named(&s.name).is_some_and(|t| std::ptr::eq(t, tab));
        let number = book.sheets.iter().position(|s| is_it(&s) && s.rows().next().is_some())?;
        let sheet = &book.sheets[number];
        let columns = tab.columns();
        let known = |row: u32| sheet.row(row).filter(|(_, v)| find(&columns, v).is_some()).count();
        let header = sheet.rows().take_while(|&r| r <= HEADER_WITHIN).max_by_key(|&r| (known(r), std::cmp::Reverse(r)))?;
        let mut grid = Grid { sheet, number, header, columns: Vec::new(), months: Vec::new() };
        let mut unknown = Vec::new();
        for (column, value) in sheet.row(header) {
            let at = CellAt { sheet: number, row: header, column };
            if let Some(i) = find(&columns, value) {
                if grid.columns.iter().any(|(c, _)| c.name == columns[i].name) {
                    self.draft
                        .error(at, "这一列重复", "this column is there twice")
                        .help("请删去其一", "delete one of them");
                } else {
                    let c = &columns[i];
                    let ten_thousands = in_ten_thousands(c.field, &c.ty, value, &c.zh).unwrap_or_else(|(zh, en)| {
                        self.draft.error(at, "表头的单位不对", "the header has another unit").expected(zh, en).help(
                            "请按此单位填写，或删去表头中的单位",
                            "file the numbers in this unit and correct the header",
                        );
                        false
                    });
                    grid.columns.push((Column { ten_thousands, ..c.clone() }, column));
                }
            } else if let Some(m) = month(value).filter(|_| tab.by_month) {
                if grid.months.iter().any(|(x, _)| *x == m) {
                    self.draft.error(at, "这个月重复", "this month is there twice").help("请删去其一", "delete one of them");
                } else {
                    grid.months.push((m, column));
                }
            } else if !matches!(value, Value::Covered(..)) {
                unknown.push((at, value));
            }
        }
        self.unknown(&grid, tab, &columns, &unknown);
        self.passed.headless(sheet, header);
        let lacks = |c: &&Column| c.required && !grid.columns.iter().any(|(g, _)| g.name == c.name);
        for c in columns.iter().filter(lacks) {
            let at = CellAt { sheet: number, row: header, column: 0 };
            let error = self.draft.error(at, format!("缺少“{}”列", c.zh), format!("no column `{}`", c.name));
            error.value = None;
            error.help(format!("请加上表头：{}", c.zh), format!("add a column with the header `{}`", c.name));
        }
        Some(grid)
    }

    /// Headers that are none of ours: one that nearly is a column that the sheet lacks would lose it, and is an error, as is
    /// what may be a month; others are extra columns, which are passed over and told.
    fn unknown(&mut self, grid: &Grid<'_>, tab: &Tab, columns: &[Column], headers: &[(CellAt, &Value)]) {
        let there = |c: &&Column| grid.columns.iter().any(|(g, _)| g.name == c.name);
        let lacking: Vec<&Column> = columns.iter().filter(|c| !there(c)).collect();
        for &(at, value) in headers {
            let digits = |s: &str| s.contains('月') || fold(s).starts_with(|c: char| c.is_ascii_digit());
            if let Some(c) = meant(value, &lacking) {
                let (zh, name) = (&c.zh, &c.name);
                self.draft.error(at, "没有这一列", "unknown column").help(
                    format!("是否指“{zh}”（{name}）？自加的列请另起名"),
                    format!("did you mean `{name}` ({zh})? A column of your own takes another name"),
                );
            } else if tab.by_month && digits(&value.shown()) {
                self.draft
                    .error(at, "表头不是月份", "the header is no month")
                    .expected("年月，如2021-12，不带单位", "a month such as 2021-12, without a unit");
            } else {
                self.passed.column(grid.sheet, at.row, at.column, value);
            }
        }
    }

    /// A cell's value as a field asks for it; `None`: blank, or unusable, which has then been said.
    fn toml(&mut self, at: CellAt, value: &Value, c: &Column) -> Option<String> {
        if !self.draft.usable(at, value) {
            return None;
        }
        Some(match &c.ty {
            Type::Flag => flag(value),
            Type::Date => day(value, self.season),
            Type::Number(_) | Type::Whole(..) | Type::NumberOrMap(..) if c.ten_thousands => ten_thousands(value),
            Type::Number(_) | Type::Whole(..) | Type::NumberOrMap(..) => number(value),
            Type::Choice(_) => quoted(&word(&plain(value))),
            Type::List(inner) => {
                let choice = matches!(inner, Type::Choice(_));
                let all = items(value).into_iter().map(|i| quoted(&if choice { word(&i) } else { i }));
                format!("[{}]", all.collect::<Vec<_>>().join(", "))
            }
            _ => text(value),
        })
    }

    /// The fields of a row under a prefix; required ones that are blank are `""`, which the reader finds wrong at their cells.
    fn fields(&mut self, grid: &Grid<'_>, row: u32, prefix: &str) -> Vec<Filed> {
        let mut out = Vec::new();
        for (c, column) in grid.columns.iter().filter(|(c, _)| c.prefix == prefix) {
            let at = grid.at(row, *column);
            let toml = match grid.value(row, *column) {
                Some(v) => self.toml(at, v, c),
                None => c.required.then(|| "\"\"".to_owned()),
            };
            out.extend(toml.map(|toml| Filed { name: c.field, toml, at }));
        }
        out
    }

    fn scenario(&mut self, grid: &Grid<'_>) {
        let mut rows = grid.rows();
        let Some(row) = rows.next() else {
            let at = grid.at(grid.header + 1, 0);
            self.draft.error(at, "没有填方案名称和政策", "the scenario's name and policy are not filled in");
            self.draft.field("name", "\"?\"", at);
            self.draft.field("policy", "\"autumn-winter-2021\"", at);
            return;
        };
        if let Some(second) = rows.next() {
            self.draft
                .error(grid.at(second, 0), "只能有一个方案", "only one scenario may be filed")
                .help("请删去多余的行", "delete the other rows");
        }
        for f in self.fields(grid, row, "") {
            self.draft.field(f.name, &f.toml, f.at);
        }
        let season = self.fields(grid, row, "season.");
        if let Some(first) = season.first() {
            self.draft.push("season = { ");
            for (i, f) in season.iter().enumerate() {
                self.draft.push(if i > 0 { ", " } else { "" });
                self.draft.mark(&format!("{} = {}", f.name, f.toml), f.at);
            }
            self.draft.mark(" }", first.at);
            self.draft.push("\n");
        }
        let date = |name: &str| season.iter().find(|f| f.name == name).and_then(|f| f.toml.parse::<NaiveDate>().ok());
        self.season = date("start").zip(date("end")).and_then(|(a, b)| Season::new(a, b)).or_else(default_season);
    }

    fn listed(&mut self, grid: &Grid<'_>, key: &str) -> Vec<Thing> {
        let mut out = Vec::new();
        for row in grid.rows() {
            let fields = self.fields(grid, row, "");
            let at = fields.first().map_or(grid.at(row, 0), |f| f.at);
            let keys = grid.cell(row, key).and_then(|(_, v)| v).map(|v| fold(&plain(v))).into_iter().collect();
            out.push(Thing { keys, fields, ..Thing::new(at) });
        }
        out
    }

    /// Enterprises with their units, in the order of their first rows.
    fn units(&mut self, grid: &Grid<'_>) -> Vec<Thing> {
        let mut out: Vec<Thing> = Vec::new();
        let mut above = None;
        for row in grid.rows() {
            let Some((at, id)) = grid.cell(row, "enterprise.id") else { return out }; // the missing column has been said
            let key = id.map(|v| fold(&plain(v)));
            if key.is_some() {
                above = out.iter().position(|e| key.as_ref().is_some_and(|k| e.is(k)));
            } else if above.is_none() {
                self.draft
                    .error(at, "没有填企业编号", "no id of an enterprise")
                    .help("企业的第一行须填写企业编号", "fill it in on the first row of the enterprise");
                continue;
            }
            let first = above.is_none();
            let mut fields = self.fields(grid, row, "enterprise.");
            let index = above.unwrap_or_else(|| {
                let name = grid.cell(row, "enterprise.name").and_then(|(_, v)| v).map(|v| fold(&plain(v)));
                out.push(Thing { keys: key.into_iter().chain(name).collect(), ..Thing::new(at) });
                out.len() - 1
            });
            above = Some(index);
            if !first {
                fields.retain(|f| f.toml != "\"\"");
            }
            self.same(&mut out[index], fields, first);
            let unit = self.fields(grid, row, "unit.");
            if let Some(first) = unit.iter().find(|f| f.toml != "\"\"") {
                let id = grid.cell(row, "unit.id").map_or(first.at, |(at, _)| at);
                let keys = grid.cell(row, "unit.id").and_then(|(_, v)| v).map(|v| fold(&plain(v))).into_iter().collect();
                out[index].units.push(Thing { keys, fields: unit, ..Thing::new(id) });
            }
        }
        out
    }

    /// An enterprise's columns on a further row: blank, or the same as on its first.
    fn same(&mut self, enterprise: &mut Thing, fields: Vec<Filed>, first: bool) {
        for f in fields {
            match enterprise.fields.iter_mut().find(|x| x.name == f.name) {
                None => enterprise.fields.push(f),
                Some(x) if x.toml == "\"\"" && !first => *x = f,
                Some(x) if x.toml != f.toml => {
                    let above = x.at.row;
                    self.draft
                        .error(
                            f.at,
                            format!("与第{above}行同一企业的值不同"),
                            format!("differs from row {above} of the same enterprise"),
                        )
                        .help(
                            "同一企业各行须一致，或只填第一行",
                            "make all rows of an enterprise agree, or fill in the first only",
                        );
                }
                Some(_) => {}
            }
        }
    }

    /// The thing that a cell names.
    fn owner(&mut self, grid: &Grid<'_>, row: u32, column: &str, among: &[Thing]) -> Option<usize> {
        let (at, value) = grid.cell(row, column)?;
        let Some(value) = value else {
            self.draft.error(at, "没有填", "it is not filled in").help("请填写", "fill it in");
            return None;
        };
        if !self.draft.usable(at, value) {
            return None;
        }
        let name = plain(value);
        let found = among.iter().position(|t| t.is(&fold(&name)));
        if found.is_none() {
            let known: Vec<&str> = among.iter().flat_map(|t| t.keys.iter().map(String::as_str)).collect();
            let error = self.draft.error(at, format!("没有填报“{name}”"), format!("`{name}` is not filed"));
            suggest(error, &name, known);
        }
        found
    }

    fn parts(&mut self, grid: &Grid<'_>, field: &'static str, list: bool, by_month: bool, owners: &mut [Thing]) {
        let key = grid.columns.iter().find(|(c, _)| c.prefix == KEY).map(|(c, _)| c.name.clone());
        let Some(key) = key else { return };
        for row in grid.rows() {
            let Some(owner) = self.owner(grid, row, &key, owners) else { continue };
            let at = grid.cell(row, &key).map_or(grid.at(row, 0), |c| c.0);
            let entries: Vec<_> = if by_month {
                let cells: Vec<_> =
                    grid.months.iter().filter_map(|(m, c)| Some((m, grid.at(row, *c), grid.value(row, *c)?))).collect();
                cells
                    .into_iter()
                    .filter_map(|(m, at, v)| Some((quoted(m), self.draft.usable(at, v).then(|| number(v))?, at)))
                    .collect()
            } else {
                self.fields(grid, row, "").into_iter().map(|f| (f.name.to_owned(), f.toml, f.at)).collect()
            };
            let thing = &mut owners[owner];
            let again = !list && thing.parts.iter().any(|p| p.field == field);
            let total = by_month.then(|| thing.fields.iter().find(|f| f.name == field)).flatten();
            if again {
                self.draft.error(at, "只能填一行", "only one row may be filed").help("请合并为一行", "make it one row");
            } else if let Some(total) = total {
                self.draft.error(at, "“机组”表中已填合计", "one number is filed in `units` already").help(
                    format!("合计在第{}行，请删去其一", total.at.row),
                    format!("it is on row {}: delete one of the two", total.at.row),
                );
            } else if !entries.is_empty() {
                thing.parts.push(Part { field, list, at, entries });
            }
        }
    }

    /// Waivers, each with the ids of what it names.
    fn waivers(&mut self, grid: &Grid<'_>, enterprises: &[Thing]) -> Vec<Thing> {
        let mut out = Vec::new();
        for row in grid.rows() {
            let Some(e) = self.owner(grid, row, "enterprise", enterprises).map(|e| &enterprises[e]) else { continue };
            let unit = match grid.cell(row, "unit") {
                Some((_, Some(_))) => match self.owner(grid, row, "unit", &e.units) {
                    Some(u) => Some(&e.units[u]),
                    None => continue,
                },
                _ => None,
            };
            let mut fields = self.fields(grid, row, "");
            for (field, thing) in [("enterprise", Some(e)), ("unit", unit)] {
                let id = thing.and_then(|t| t.fields.iter().find(|f| f.name == "id"));
                if let (Some(id), Some(f)) = (id, fields.iter_mut().find(|f| f.name == field)) {
                    f.toml.clone_from(&id.toml);
                }
            }
            let at = fields.first().map_or(grid.at(row, 0), |f| f.at);
            out.push(Thing { fields, ..Thing::new(at) });
        }
        out
    }

    fn spans(&mut self, grid: &Grid<'_>, enterprises: &mut [Thing]) {
        for row in grid.rows() {
            let Some(e) = self.owner(grid, row, "enterprise", enterprises) else { continue };
            let Some(u) = self.owner(grid, row, "unit", &enterprises[e].units) else { continue };
            let Some((at, item)) = grid.cell(row, "item") else { continue };
            let name = item.map(|v| word(&plain(v))).unwrap_or_default();
            let Some(field) = SPANS.iter().find(|s| **s == name) else {
                self.draft
                    .error(at, format!("没有类别“{name}”"), format!("unknown item `{name}`"))
                    .expected("不得停产，或已定停产", "must_run or down");
                continue;
            };
            let entries = self.fields(grid, row, "").into_iter().map(|f| (f.name.to_owned(), f.toml, f.at)).collect();
            enterprises[e].units[u].parts.push(Part { field, list: true, at, entries });
        }
    }
}

/// The built-in policy's season.
fn default_season() -> Option<Season> {
    let (name, text) = crate::policy::read::BUILTIN.first()?;
    let season = crate::policy::read_policy_str(text, name).ok()?.season;
    Season::new(season.start, season.end)
}
