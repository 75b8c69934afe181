//! A folder with files, and the binary run in it.

use super::{CITY, POLICY, bf, mill, unit};
use assert_cmd::Command;
use serde_json::Value;
use std::path::PathBuf;
use tempfile::TempDir;

pub struct Files {
    /// The folder.
    pub dir: TempDir,
}

impl Files {
    pub fn none() -> Self {
        Self { dir: TempDir::new().expect("a temporary directory") }
    }

    /// A mill of grade B that must stop one of two furnaces for 20 days, its sinter strand 10.
    pub fn mill() -> Self {
        let files = Self::none();
        let body = [CITY, &mill("M", "B", ""), &bf("1", 1000), &bf("2", 1000), &unit("S", "sinter", 2000, "")].concat();
        // with a stage of the city: of ample steel last year, it binds nothing
        files.write("policy.toml", &POLICY.replace("[\"甲\"]", "[\"甲\", \"乙\"]"));
        files.write("scenario.toml", &format!("schema = 1\nname = \"test\"\npolicy = \"policy.toml\"\n{body}"));
        files
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("the file is written");
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).expect("the file is there")
    }

    /// Names of the files, sorted.
    pub fn names(&self) -> Vec<String> {
        let files = std::fs::read_dir(self.dir.path()).expect("the folder is there");
        let mut names: Vec<String> = files.map(|f| f.expect("readable").file_name().into_string().expect("UTF-8")).collect();
        names.sort();
        names
    }

    /// `stagger` in the folder, in English, to be started by itself.
    pub fn process(&self, args: &[&str]) -> std::process::Command {
        let mut c = std::process::Command::new(env!("CARGO_BIN_EXE_stagger"));
        c.current_dir(self.dir.path()).args(args).args(["--lang", "en"]);
        c
    }

    /// `stagger` in the folder, in English.
    pub fn stagger(&self, args: &[&str]) -> Command {
        let mut c = Command::cargo_bin("stagger").expect("the binary");
        c.current_dir(self.dir.path()).args(args).args(["--lang", "en"]);
        c
    }

    pub fn json(&self, args: &[&str], code: i32) -> Value {
        let out = self.stagger(args).args(["--format", "json"]).assert().code(code).get_output().stdout.clone();
        serde_json::from_slice(&out).expect("exactly one JSON object")
    }

    pub fn stderr(&self, args: &[&str], code: i32) -> String {
        let out = self.stagger(args).assert().code(code).stdout("").get_output().stderr.clone();
        String::from_utf8(out).expect("UTF-8")
    }
}
