//! Editing of .xlsx workbooks without loss. A workbook is a zip package of parts; an edit writes anew only the parts that it
//! is about (the edited sheets, their comments and the boxes that show them, styles, the list of sheets), and in these only
//! the elements that change. All other parts stay byte for byte.

mod cell;
mod comments;
mod contents;
mod error;
mod limits;
mod new_sheet;
mod package;
mod parts;
mod sheet;
mod styles;
mod vml;
mod walk;
mod xml;

pub use cell::{CellRef, MAX_ROW, Value};
pub use contents::Content;
pub use error::XlsxError;
pub use new_sheet::{Cell, Column, NewSheet};
pub use package::Package;
pub use styles::{Fill, Look};

use crate::both;
use comments::Notes;
use parts::{Relationship, content_type, relate, relationships};
use sheet::{CellEdit, Edits, Outline};
use std::collections::BTreeMap;
use styles::Styles;
use xml::Splices;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const SPREADSHEET: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml";

/// A sheet as the workbook lists it.
#[derive(Debug)]
struct Sheet {
    name: String,
    part: String,
    text: Option<String>,
    outline: Option<Outline>,
    edits: Edits,
    notes: Notes,
}

/// A workbook that is being edited.
#[derive(Debug)]
pub struct Workbook {
    package: Package,
    /// The part that lists the sheets.
    book: String,
    sheets: Vec<Sheet>,
    /// Names of all its sheets, those of charts among them.
    taken: Vec<String>,
    new_sheets: Vec<NewSheet>,
    /// The namespace of its elements: transitional or strict.
    main: String,
    styles: Styles,
    styles_part: String,
    shared: Option<Vec<String>>,
    from_1904: bool,
}

impl Workbook {
    /// Opens a workbook.
    ///
    /// # Errors
    /// It is no .xlsx, is damaged, or is larger than is read.
    pub fn open(bytes: Vec<u8>) -> Result<Self, XlsxError> {
        let mut package = Package::open(bytes)?;
        let document = relationships(&mut package, "")?.into_iter().find(|r| r.kind == "officeDocument");
        let book = document.map_or_else(|| "xl/workbook.xml".to_owned(), |r| r.part);
        Self::read(package, book)
    }

    /// A workbook without sheets.
    ///
    /// # Panics
    /// Never.
    pub fn blank() -> Self {
        let mut package = Package::empty();
        let book = "xl/workbook.xml";
        let office = parts::TRANSITIONAL;
        package.put(
            "[Content_Types].xml",
            format!(
                "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" \
                 ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" \
                 ContentType=\"application/xml\"/><Override PartName=\"/{book}\" ContentType=\"{SPREADSHEET}.sheet.main+xml\"/></Types>"
            ),
        );
        package.put(
            "_rels/.rels",
            format!(
                "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" \
                 Type=\"{office}/officeDocument\" Target=\"{book}\"/></Relationships>"
            ),
        );
        package.put(
            book,
            format!("{DECLARATION}<workbook xmlns=\"{MAIN}\"><bookViews><workbookView/></bookViews><sheets/></workbook>"),
        );
        Self::read(package, book.to_owned()).expect("what is written here is well-formed")
    }

    fn read(mut package: Package, book: String) -> Result<Self, XlsxError> {
        let text = package.text(&book)?;
        let doc = xml::parse(&text, &book)?;
        let root = doc.root_element();
        let rels = relationships(&mut package, &book)?;
        let by_kind = |kind: &str| rels.iter().find(|r: &&Relationship| r.kind == kind).map(|r| r.part.clone());
        let (mut sheets, mut taken) = (Vec::new(), Vec::new());
        for node in xml::child(root, "sheets").into_iter().flat_map(|n| xml::children(n, "sheet")) {
            taken.extend(node.attribute("name").map(str::to_owned));
            let part = xml::attribute(node, "id").and_then(|id| rels.iter().find(|r| r.id == id && r.kind == "worksheet"));
            if let (Some(name), Some(r)) = (node.attribute("name"), part) {
                let (edits, notes) = Default::default();
                sheets.push(Sheet { name: name.to_owned(), part: r.part.clone(), text: None, outline: None, edits, notes });
            }
        }
        let main = root.tag_name().namespace().unwrap_or(MAIN).to_owned();
        let from_1904 =
            xml::child(root, "workbookPr").and_then(|n| n.attribute("date1904")).is_some_and(|v| v == "1" || v == "true");
        let styles_part = match by_kind("styles").filter(|part| package.has(part)) {
            Some(part) => part,
            None => new_styles(&mut package, &book, &main)?,
        };
        let styles = Styles::read(package.text(&styles_part)?, &styles_part)?;
        let shared_part = by_kind("sharedStrings").filter(|part| package.has(part));
        let shared = if shared_part.is_none() { Some(Vec::new()) } else { None };
        Ok(Self { package, book, sheets, taken, new_sheets: Vec::new(), main, styles, styles_part, shared, from_1904 })
    }

    /// The names of its sheets of cells, in their order.
    pub fn sheet_names(&self) -> Vec<String> {
        self.sheets.iter().map(|s| s.name.clone()).collect()
    }

    fn sheet(&mut self, name: &str) -> Result<&mut Sheet, XlsxError> {
        let no_sheet = || XlsxError(both!("xlsx-no-sheet", name = name));
        let sheet = self.sheets.iter_mut().find(|s| s.name == name).ok_or_else(no_sheet)?;
        if sheet.text.is_none() {
            let text = self.package.text(&sheet.part)?;
            sheet.outline = Some(sheet::outline(&text, &sheet.part)?);
            sheet.text = Some(text);
        }
        Ok(sheet)
    }

    /// What the cells of a sheet hold, edits of this run left out.
    ///
    /// # Errors
    /// There is no such sheet, or it is damaged.
    pub fn contents(&mut self, sheet: &str) -> Result<BTreeMap<CellRef, Content>, XlsxError> {
        if self.shared.is_none() {
            let rels = relationships(&mut self.package, &self.book)?;
            let part = rels.into_iter().find(|r| r.kind == "sharedStrings").map(|r| r.part).unwrap_or_default();
            self.shared = Some(contents::shared_texts(&self.package.text(&part)?, &part)?);
        }
        let shared = self.shared.take().unwrap_or_default();
        let found =
            self.sheet(sheet).and_then(|s| contents::contents(s.text.as_deref().unwrap_or_default(), &s.part, &shared));
        self.shared = Some(shared);
        found
    }

    /// The cell that shows what a cell holds: of a merged area its first, else itself.
    ///
    /// # Errors
    /// There is no such sheet, or it is damaged.
    pub fn shown(&mut self, sheet: &str, cell: CellRef) -> Result<CellRef, XlsxError> {
        Ok(self.sheet(sheet)?.outline.as_ref().map_or(cell, |o| o.shown(cell)))
    }

    /// Colours a cell (of a merged area, the one that shows) and puts a note on it. Of several marks on one cell the worse
    /// colour shows and the notes follow each other.
    ///
    /// # Errors
    /// There is no such sheet, or it is damaged.
    pub fn mark(&mut self, sheet: &str, cell: CellRef, fill: Fill, note: &str) -> Result<(), XlsxError> {
        let cell = self.shown(sheet, cell)?;
        let sheet = self.sheet(sheet)?;
        let edit = sheet.edits.entry(cell).or_default();
        edit.fill = Some(edit.fill.map_or(fill, |f| f.min(fill)));
        let notes = sheet.notes.entry(cell).or_default();
        if !notes.is_empty() {
            notes.push_str("\n\n");
        }
        notes.push_str(note);
        Ok(())
    }

    /// Sets what a cell holds; its format stays, a cell that is new has `format`. A cell with a formula keeps it.
    ///
    /// # Errors
    /// There is no such sheet, or it is damaged.
    pub fn set(&mut self, sheet: &str, cell: CellRef, value: Value, format: Option<u32>) -> Result<(), XlsxError> {
        let edit = self.sheet(sheet)?.edits.entry(cell).or_default();
        *edit = CellEdit { value: Some(value), format, ..*edit };
        Ok(())
    }

    /// The format of a look, for cells that are new.
    pub fn format(&mut self, look: Look) -> u32 {
        self.styles.look(look)
    }

    /// Adds a sheet after the last, and returns the name that it has.
    pub fn add_sheet(&mut self, mut sheet: NewSheet) -> String {
        let name = new_sheet::sheet_name(&sheet.name, &self.taken);
        self.taken.push(name.clone());
        sheet.name.clone_from(&name);
        self.new_sheets.push(sheet);
        name
    }

    /// The workbook as a file; the same edits give the same bytes.
    ///
    /// # Errors
    /// A part that must change is damaged.
    pub fn save(mut self) -> Result<Vec<u8>, XlsxError> {
        for sheet in std::mem::take(&mut self.sheets) {
            self.save_sheet(&sheet)?;
        }
        for sheet in std::mem::take(&mut self.new_sheets) {
            let part = self.package.free_name("xl/worksheets/sheet", ".xml");
            let text = new_sheet::write(&sheet, &self.main, &mut self.styles, self.from_1904);
            self.package.put(&part, text);
            content_type(&mut self.package, &part, &format!("{SPREADSHEET}.worksheet+xml"))?;
            let id = relate(&mut self.package, &self.book, "worksheet", &part)?;
            self.list(&sheet.name, id)?;
        }
        if let Some(styles) = self.styles.save(&self.styles_part)? {
            self.package.put(&self.styles_part, styles);
        }
        self.package.save()
    }

    /// Puts a new sheet into the list of sheets.
    fn list(&mut self, name: &str, (id, r): (String, String)) -> Result<(), XlsxError> {
        let text = self.package.text(&self.book)?;
        let doc = xml::parse(&text, &self.book)?;
        let root = doc.root_element();
        let none = || XlsxError::damaged(&self.book, &both!("xlsx-no-sheets"));
        let sheets = xml::child(root, "sheets").ok_or_else(none)?;
        let numbers = xml::children(sheets, "sheet").filter_map(|n| n.attribute("sheetId")?.parse::<u32>().ok());
        let number = numbers.max().unwrap_or(0).saturating_add(1);
        let (p, name) = (xml::prefix(&text, root), xml::escape(name));
        let new = format!("<{p}sheet xmlns:r=\"{r}\" name=\"{name}\" sheetId=\"{number}\" r:id=\"{id}\"/>");
        let mut splices = Splices::default();
        splices.append(&text, sheets, &new);
        let text = splices.apply(&text);
        self.package.put(&self.book, text);
        Ok(())
    }

    fn save_sheet(&mut self, sheet: &Sheet) -> Result<(), XlsxError> {
        let (Some(text), Some(outline)) = (&sheet.text, &sheet.outline) else { return Ok(()) };
        if sheet.edits.is_empty() {
            return Ok(());
        }
        let drawing = if sheet.notes.is_empty() { None } else { self.save_notes(sheet, outline)? };
        let styles = (&mut self.styles, self.from_1904);
        let text = sheet::edit((text, &sheet.part), outline, &sheet.edits, styles, drawing.as_ref())?;
        self.package.put(&sheet.part, text);
        Ok(())
    }

    /// Saves the notes of a sheet; returns the relationship (and the namespace of its id) of the drawing where the sheet has none yet.
    fn save_notes(&mut self, sheet: &Sheet, outline: &Outline) -> Result<Option<(String, String)>, XlsxError> {
        let rels = relationships(&mut self.package, &sheet.part)?;
        let there = rels.iter().find(|r| r.kind == "comments" && self.package.has(&r.part));
        let (part, text) = match there {
            Some(r) => (r.part.clone(), self.package.text(&r.part)?),
            None => (self.package.free_name("xl/comments", ".xml"), comments::empty(&self.main)),
        };
        let (text, fresh) = comments::add(&text, &part, &sheet.notes)?;
        self.package.put(&part, text);
        if there.is_none() {
            content_type(&mut self.package, &part, &format!("{SPREADSHEET}.comments+xml"))?;
            relate(&mut self.package, &sheet.part, "comments", &part)?;
        }
        if fresh.is_empty() {
            return Ok(None);
        }
        let drawing = outline.legacy_drawing.as_ref().and_then(|id| rels.iter().find(|r| r.id == *id));
        if let Some(r) = drawing.filter(|r| self.package.has(&r.part)) {
            let vml = vml::add(&self.package.bytes(&r.part)?, &r.part, &fresh, &sheet.notes)?;
            self.package.put(&r.part, vml);
            return Ok(None);
        }
        let part = self.package.free_name("xl/drawings/vmlDrawing", ".vml");
        let vml = vml::add(vml::empty(self.free_block()?).as_bytes(), &part, &fresh, &sheet.notes)?;
        self.package.put(&part, vml);
        content_type(&mut self.package, &part, "application/vnd.openxmlformats-officedocument.vmlDrawing")?;
        relate(&mut self.package, &sheet.part, "vmlDrawing", &part).map(Some)
    }

    /// A block of shapes' numbers that no drawing uses.
    fn free_block(&mut self) -> Result<u32, XlsxError> {
        let drawings = self.package.names().into_iter().filter(|n| n.to_lowercase().ends_with(".vml"));
        let mut highest = 0;
        for part in drawings.collect::<Vec<_>>() {
            highest = vml::blocks(&self.package.bytes(&part)?).into_iter().fold(highest, u32::max);
        }
        Ok(highest.min(1 << 20) + 1)
    }
}

fn new_styles(package: &mut Package, book: &str, main: &str) -> Result<String, XlsxError> {
    // under this name alone some readers look for it
    let usual = "xl/styles.xml";
    let part = if package.has(usual) { package.free_name("xl/styles", ".xml") } else { usual.to_owned() };
    package.put(&part, format!("{DECLARATION}{}", styles::PLAIN.replace(MAIN, main)));
    content_type(package, &part, &format!("{SPREADSHEET}.styles+xml"))?;
    relate(package, book, "styles", &part)?;
    Ok(part)
}
