//! The page of `stagger gantt -o plan.html` in a real browser, as its reader uses it. What the chart draws is found as one who does
//! not see it finds it: by roles and names.

mod driver;
mod paper;
mod reader;
mod shown;

use assert_cmd::Command;
use driver::Browser;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// A folder with a scenario and a plan, the page of which is made there.
struct Made {
    folder: TempDir,
    page: PathBuf,
}

fn stagger(folder: &Path, arguments: &[&str]) {
    Command::cargo_bin("stagger").expect("the program").current_dir(folder).args(arguments).assert().code(0);
}

/// The page of a scenario and a plan.
fn page(scenario: &str, plan: &str) -> Made {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("city.toml"), scenario).expect("a file");
    std::fs::write(folder.path().join("plan.toml"), plan).expect("a file");
    stagger(folder.path(), &["gantt", "city.toml", "plan.toml", "-o", "plan.html", "--lang", "en"]);
    let page = folder.path().join("plan.html");
    Made { folder, page }
}

/// Two mills, one with a name full of markup: five units, a fixed stop, a slow-down, a stop that is too short.
fn small() -> Made {
    page(include_str!("city.toml"), include_str!("plan.toml"))
}

/// Ten cities with so many mills and furnaces; 4,500 units and more where these are 450 and 1,850.
fn region(mills: u32, furnaces: u32) -> Made {
    let folder = tempfile::tempdir().expect("a folder");
    let (mills, furnaces) = (mills.to_string(), furnaces.to_string());
    let size = ["--cities", "10", "--mills", &mills, "--furnaces", &furnaces, "--seed", "1"];
    stagger(folder.path(), &[&["generate", "-o", "region.toml", "--witness", "plan.toml"], &size[..]].concat());
    stagger(folder.path(), &["gantt", "region.toml", "plan.toml", "-o", "plan.html", "--lang", "zh"]);
    let page = folder.path().join("plan.html");
    Made { folder, page }
}

impl Made {
    /// The page in a window of a desk.
    fn open(&self) -> Browser {
        self.sized(1600, 1000)
    }

    fn sized(&self, width: u32, height: u32) -> Browser {
        assert!(self.folder.path().exists());
        Browser::open(&self.page, width, height)
    }
}

impl Browser {
    /// The names of the rows that are drawn.
    fn rows(&self) -> Vec<String> {
        self.attributes("#chart [role=rowheader]", "aria-label")
    }

    /// The row of a name, as a part of a selector.
    fn row(name: &str) -> String {
        format!("#chart [role=row]:has([role=rowheader][aria-label={name:?}])")
    }

    /// The names of a row's bars.
    fn bars(&self, row: &str) -> Vec<String> {
        self.attributes(&format!("{} [role=gridcell]", Self::row(row)), "aria-label")
    }

    /// What has the focus of the keyboard in the chart.
    fn here(&self) -> String {
        let label = "(document.getElementById('here')?.ariaLabel ?? document.querySelector('#here > [role=rowheader]')?.ariaLabel ?? '')";
        self.ask(label).as_str().unwrap_or_default().to_owned()
    }

    /// What the card says; nothing where none is shown.
    fn card(&self) -> String {
        self.ask("document.getElementById('card').innerText").as_str().unwrap_or_default().to_owned()
    }
}
