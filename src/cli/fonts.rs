//! Fonts of what is drawn: `--font`, and what is told of characters that none has.

use super::{Failure, Globals};
use crate::both;
use crate::chart::Page;
use crate::chart::export::Fonts;
use crate::chart::scene::Item;
use std::path::Path;

/// The system's fonts, after those of a file if one is given.
///
/// # Errors
/// The file cannot be read, or is no font.
pub fn fonts(file: Option<&Path>) -> Result<Fonts, Failure> {
    let Some(path) = file else { return Ok(Fonts::of_system()) };
    Fonts::with_file(path).map_err(|e| match e.kind() {
        std::io::ErrorKind::InvalidData => Failure::Says(both!("cli-gantt-no-font", path = path.display())),
        _ => Failure::cannot_read(path, &e),
    })
}

/// Tells of characters that no font has.
pub fn warn_of_missing(text: &str, fonts: &Fonts, globals: &Globals) {
    let missing = fonts.missing(text);
    if !missing.is_empty() {
        let (some, all) = (missing.iter().take(10).collect::<String>(), missing.len());
        globals.tell(&both!("cli-gantt-missing-characters", some = some, all = all));
    }
}

/// All texts of a chart.
pub fn texts(pages: &[Page]) -> String {
    let items = pages.iter().flat_map(|p| &p.scene.items);
    items.filter_map(|i| if let Item::Text(.., text) = i { Some(text.as_str()) } else { None }).collect()
}
