//! A register as the text of a scenario file.

use super::grid::Grid;
use super::header::{find, in_ten_thousands, meant};
use super::mills::cities_of;
use super::strangers::{Passed, strangers};
use super::tabs::{Column, Owner, Rows, TABS, Tab};
use super::things::{Filed, Thing, emit};
use crate::both;
use crate::day::Season;
use crate::input::error::InputErrors;
use crate::input::field::{Limit, Type};
use crate::input::suggest;
use crate::lang::{Lang, Note};
use crate::policy::read::BUILTIN;
use crate::policy::{DEFAULT, builtin, read_policy, read_policy_str};
use crate::scenario::{Scenario, read};
use crate::schema::Schema;
use crate::sheet::value::{
    amount, day, flag, is_number_with_unit, items, month, number, plain, quoted, ten_thousands, text,
};
use crate::sheet::words::word;
use crate::sheet::{Book, CellAt, Draft, Sheet, Value, fold, read_book};
use chrono::NaiveDate;
use std::path::{Path, PathBuf};
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
    draft.push(&Schema::Scenario.line());
    draft.push(&format!("# stagger {}: {name}, sha256 {}\nschema = 1\n", env!("CARGO_PKG_VERSION"), book.hash));
    let mut reader = Reader { book: &book, base_dir, draft, season: None, passed: Passed::default() };
    reader.all()?;
    let notes = reader.passed.notes();
    let (source, drafted) = reader.draft.finish();
    let scenario = read::read_drafted(&source, base_dir, drafted)?;
    Ok(Imported { scenario, text: source.text, notes })
}

/// What reading a register carries along.
pub(super) struct Reader<'a> {
    book: &'a Rc<Book>,
    base_dir: Option<&'a Path>,
    pub(super) draft: Draft,
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
        } else {
            self.nothing(Rows::Scenario, None);
            self.draft.push(&format!("name = \"?\"\npolicy = {}\n", quoted(DEFAULT)));
            self.season = self.season_of(DEFAULT);
        }
        let mut cities: Vec<Thing> = of(Rows::Listed("cities")).map(|g| self.listed(g, "name")).unwrap_or_default();
        let episodes: Vec<Thing> = of(Rows::Listed("episodes")).map(|g| self.listed(g, "")).unwrap_or_default();
        let mut enterprises = self.units(units);
        self.serves(&mut enterprises);
        if cities.is_empty() {
            self.nothing(Rows::Listed("cities"), of(Rows::Listed("cities")));
            cities = cities_of(&enterprises);
        }
        if enterprises.is_empty() {
            self.nothing(Rows::Units, Some(units));
            self.draft.push("enterprises = []\n");
            if cities.is_empty() {
                self.draft.push("cities = []\n");
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

    /// What must not be absent, without rows: said at its sheet's first row, or of the file where there is no sheet.
    fn nothing(&mut self, rows: Rows, grid: Option<&Grid<'_>>) {
        let sheet = |l| TABS.iter().find(|t| t.rows == rows).map_or_else(String::new, |t| t.shown(l));
        if let Some(g) = grid {
            let at = g.at(g.header + 1, 0);
            self.draft.error(at, both!("register-no-rows", sheet = sheet));
        } else {
            self.draft.whole(both!("register-no-sheet", sheet = sheet)).help(both!("register-no-sheet-help"));
        }
    }

    fn no_register(&mut self) -> InputErrors {
        self.nothing(Rows::Units, None);
        InputErrors(std::mem::replace(&mut self.draft, Draft::new(self.book)).finish().1)
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
                    self.draft.error(at, both!("register-column-twice")).help(both!("register-twice-help"));
                } else {
                    let c = &columns[i];
                    let ten_thousands = in_ten_thousands(c, value).unwrap_or_else(|unit| {
                        self.draft
                            .error(at, both!("register-other-unit"))
                            .expected(Note::of(|l| unit.pick(l).to_owned()))
                            .help(both!("register-other-unit-help"));
                        false
                    });
                    grid.columns.push((Column { ten_thousands, ..c.clone() }, column));
                }
            } else if let Some(m) = month(value).filter(|_| tab.by_month) {
                if grid.months.iter().any(|(x, _)| *x == m) {
                    self.draft.error(at, both!("register-month-twice")).help(both!("register-twice-help"));
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
            let name = |l: Lang| l.pick(&c.zh, &c.name).to_owned();
            let error = self.draft.error(at, both!("register-no-column", name = name));
            error.help(both!("register-no-column-help", name = name)).value = None;
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
                self.draft.error(at, both!("register-unknown-column")).help(both!(
                    "register-unknown-column-help",
                    name = c.name,
                    zh = c.zh
                ));
            } else if tab.by_month && digits(&value.shown()) {
                self.draft.error(at, both!("register-no-month")).expected(both!("register-no-month-expected"));
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
        if let Some(stand_in) = self.slip(at, value, c) {
            return stand_in;
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

    /// A number with its unit, or a percentage without its sign: said, with what stands in for it so that nothing more is.
    #[allow(clippy::option_option)] // no slip, left out, stood in for
    fn slip(&mut self, at: CellAt, value: &Value, c: &Column) -> Option<Option<String>> {
        let percent = |x: &f64| *x > 1.0 && *x <= 100.0;
        let (stand_in, help) = match c.ty {
            Type::Number(Limit::Fraction) if let Some(x) = amount(value).filter(percent) => {
                (None, both!("register-percentage", percent = x.to_string(), fraction = (x / 100.0).to_string()))
            }
            Type::Number(_) | Type::NumberOrMap(..) | Type::Whole(..) if is_number_with_unit(value) => {
                let stand_in = if let Type::Whole(least, _) = c.ty { least.to_string() } else { "1".to_owned() };
                (Some(stand_in), both!("register-number-with-unit"))
            }
            _ => return None,
        };
        self.draft
            .error(at, both!("input-wrong-value", name = |l: Lang| l.pick(&c.zh, c.field).to_owned()))
            .expected(Note::of(|l| c.ty.expected_in_cell(l)))
            .help(help);
        Some(stand_in)
    }

    /// The fields of a row under a prefix; required ones that are blank are `""`, which the reader finds wrong at their cells.
    pub(super) fn fields(&mut self, grid: &Grid<'_>, row: u32, prefix: &str) -> Vec<Filed> {
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
            self.draft.error(at, both!("register-no-scenario"));
            self.draft.field("name", "\"?\"", at);
            self.season = self.season_of(DEFAULT);
            self.draft.field("policy", &quoted(DEFAULT), at);
            return;
        };
        if let Some(second) = rows.next() {
            self.draft.error(grid.at(second, 0), both!("register-one-scenario")).help(both!("register-one-scenario-help"));
        }
        let mut policy = None;
        for mut f in self.fields(grid, row, "") {
            if f.name == "policy" {
                self.policy(&mut f, grid.cell(row, "policy").and_then(|c| c.1));
                policy = f.value().and_then(|v| v.as_str().map(str::to_owned)).filter(|name| !name.is_empty());
            }
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
        self.season = date("start").zip(date("end")).and_then(|(a, b)| Season::new(a, b));
        self.season = self.season.or_else(|| self.season_of(policy.as_deref().unwrap_or(DEFAULT)));
    }

    /// The season of a policy that can be read: only that gives a day its year.
    fn season_of(&self, policy: &str) -> Option<Season> {
        let read = match builtin(policy) {
            Some(text) => read_policy_str(text, policy),
            None => read_policy(&self.path_of(policy)),
        };
        let season = read.ok()?.season;
        Season::new(season.start, season.end)
    }

    fn path_of(&self, policy: &str) -> PathBuf {
        self.base_dir.unwrap_or(Path::new("")).join(policy)
    }

    /// A policy that is none: said here, and the built-in one stands in for it, so that what else is wrong is found too.
    fn policy(&mut self, filed: &mut Filed, value: Option<&Value>) {
        let Some(name) = value.map(plain) else { return };
        if builtin(&name).is_some() || self.path_of(&name).exists() {
            return;
        }
        let error = self.draft.error(filed.at, both!("scenario-no-policy", name = name));
        suggest(error, &name, BUILTIN.map(|(n, _)| n));
        filed.toml = quoted(DEFAULT);
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
}
