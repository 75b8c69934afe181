//! A browser of its own for each test: Debian's Chromium without a window, driven over `WebDriver` by its chromedriver.

use base64::prelude::{BASE64_STANDARD, Engine as _};
use fantoccini::actions::{Actions, InputSource as _, KeyAction, KeyActions, MouseActions, PointerAction};
use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::io::{BufRead as _, BufReader};
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::runtime::{Builder, Runtime};

/// How long what must come about may take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Keys by their codes in `WebDriver`.
pub mod key {
    pub const ENTER: char = '\u{e007}';
    pub const ESCAPE: char = '\u{e00c}';
    pub const END: char = '\u{e010}';
    pub const HOME: char = '\u{e011}';
    pub const LEFT: char = '\u{e012}';
    pub const RIGHT: char = '\u{e014}';
    pub const DOWN: char = '\u{e015}';
}

/// A running chromedriver; its end is the end of it.
struct Driver {
    process: Child,
    port: u16,
    /// Held open, so that the driver can go on writing to it.
    _said: BufReader<ChildStdout>,
}

impl Driver {
    /// With the tests' font and no other, whatever the system has.
    fn start(folder: &Path) -> Self {
        let fonts = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/fonts");
        let cache = folder.join("fonts");
        let fonts = format!("<fontconfig><dir>{fonts}</dir><cachedir>{}</cachedir></fontconfig>", cache.display());
        let set = folder.join("fonts.conf");
        std::fs::write(&set, fonts).expect("written");
        let mut command = Command::new(installed("chromedriver", "chromium-driver"));
        command.arg("--port=0").env("FONTCONFIG_FILE", set).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut process = command.spawn().expect("chromedriver starts");
        let mut said = BufReader::new(process.stdout.take().expect("its output"));
        let mut all = String::new();
        let port = loop {
            let from = all.len();
            if said.read_line(&mut all).unwrap_or(0) == 0 {
                process.kill().ok();
                panic!("chromedriver tells no port: {all}");
            }
            let told = all[from..].split_once("successfully on port ").map(|(_, port)| port.trim().trim_end_matches('.'));
            if let Some(port) = told.and_then(|p| p.parse().ok()) {
                break port;
            }
        };
        Self { process, port, _said: said }
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        self.process.kill().ok();
        self.process.wait().ok();
    }
}

/// A program of the path.
fn installed(program: &str, package: &str) -> PathBuf {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path).map(|folder| folder.join(program)).find(|p| p.is_file());
    found
        .unwrap_or_else(|| panic!("no {program}: install the Debian package {package}, as the README's second command does"))
}

/// A command that the client lacks.
#[derive(Debug)]
struct Own {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Own {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}

/// Waits until something holds.
///
/// # Panics
/// It does not come about.
pub fn until(what: &str, holds: impl Fn() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < PATIENCE, "never: {what}");
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// A window on a page.
pub struct Browser {
    runtime: Runtime,
    client: Option<Client>,
    _driver: Driver,
    _profile: tempfile::TempDir,
}

impl Browser {
    /// Opens a file in a window of some size.
    pub fn open(file: &Path, width: u32, height: u32) -> Self {
        let profile = tempfile::tempdir().expect("a folder");
        let driver = Driver::start(profile.path());
        let mut arguments = vec![
            "--headless=new".to_owned(),
            "--disable-gpu".to_owned(),
            "--force-device-scale-factor=1".to_owned(),
            "--touch-events=enabled".to_owned(),
            format!("--user-data-dir={}/profile", profile.path().display()),
        ];
        // Chromium refuses its sandbox to root
        if std::fs::metadata("/proc/self").is_ok_and(|me| me.uid() == 0) {
            arguments.push("--no-sandbox".to_owned());
        }
        let options = json!({ "binary": installed("chromium", "chromium"), "args": arguments });
        let capabilities = json!({
            "goog:chromeOptions": options,
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        let Value::Object(capabilities) = capabilities else { unreachable!() };
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime");
        let to = format!("http://127.0.0.1:{}", driver.port);
        let client = runtime.block_on(async {
            ClientBuilder::new(HttpConnector::new()).capabilities(capabilities).connect(&to).await.expect("a session")
        });
        let browser = Self { runtime, client: Some(client), _driver: driver, _profile: profile };
        browser.size(width, height);
        browser.run(browser.client().goto(&format!("file://{}", file.display())));
        until("the chart is drawn", || !browser.all("#chart [role=row]").is_empty());
        browser
    }

    fn client(&self) -> &Client {
        self.client.as_ref().expect("a session")
    }

    fn run<T>(&self, what: impl Future<Output = Result<T, CmdError>>) -> T {
        self.runtime.block_on(what).unwrap_or_else(|e| panic!("the browser: {e}"))
    }

    fn own(&self, path: &'static str, body: Value) -> Value {
        self.run(self.client().issue_cmd(Own { path, body }))
    }

    /// A command of Chromium's developer tools.
    pub fn tools(&self, command: &str, parameters: &Value) -> Value {
        self.own("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    /// The page as if its window had some inner size.
    pub fn size(&self, width: u32, height: u32) {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.tools("Emulation.setDeviceMetricsOverride", &metrics);
    }

    /// What a script returns.
    pub fn ask(&self, script: &str) -> Value {
        self.run(self.client().execute(&format!("return {script}"), Vec::new()))
    }

    /// The elements of a selector.
    pub fn all(&self, css: &str) -> Vec<Element> {
        self.run(self.client().find_all(Locator::Css(css)))
    }

    /// The one element of a selector.
    pub fn one(&self, css: &str) -> Element {
        let mut all = self.all(css);
        assert_eq!(all.len(), 1, "elements of {css}");
        all.remove(0)
    }

    /// What a reader sees of an element's text.
    pub fn text(&self, css: &str) -> String {
        self.run(self.one(css).text())
    }

    /// An attribute of each element of a selector.
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        let found = self.ask(&format!("[...document.querySelectorAll({css:?})].map((e) => e.getAttribute({name:?}) ?? '')"));
        serde_json::from_value(found).expect("texts")
    }

    pub fn click(&self, css: &str) {
        self.run(self.one(css).click());
    }

    /// Types into an element.
    pub fn fill(&self, css: &str, text: &str) {
        self.run(self.one(css).send_keys(text));
    }

    /// Presses keys where the focus is.
    pub fn press(&self, keys: impl IntoIterator<Item = char>) {
        let both = |value| [KeyAction::Down { value }, KeyAction::Up { value }];
        let all = KeyActions::new("keys".to_owned());
        self.act(keys.into_iter().flat_map(both).fold(all, KeyActions::then));
    }

    /// Chooses an option by its value.
    pub fn choose(&self, css: &str, value: &str) {
        self.run(self.one(css).select_by_value(value));
    }

    /// Moves the mouse to the middle of an element.
    pub fn hover(&self, element: Element) {
        self.mouse(element, &[]);
    }

    /// Clicks where an element of the chart is drawn.
    pub fn click_at(&self, element: Element) {
        self.mouse(element, &[PointerAction::Down { button: 0 }, PointerAction::Up { button: 0 }]);
    }

    fn mouse(&self, element: Element, then: &[PointerAction]) {
        let to = PointerAction::MoveToElement { element, duration: None, x: 0, y: 0 };
        let all = MouseActions::new("mouse".to_owned()).then(to);
        self.act(then.iter().cloned().fold(all, MouseActions::then));
    }

    /// Acts.
    pub fn act(&self, actions: impl Into<Actions>) {
        self.run(self.client().perform_actions(actions));
    }

    /// The page as a PDF, as its own style has the paper.
    pub fn print(&self) -> Vec<u8> {
        let printed = self.tools("Page.printToPDF", &json!({ "printBackground": true, "preferCSSPageSize": true }));
        BASE64_STANDARD.decode(printed["data"].as_str().expect("a document")).expect("base 64")
    }

    /// What has been logged since it was last asked.
    fn log(&self, of: &str) -> Vec<Value> {
        let Value::Array(entries) = self.own("se/log", json!({ "type": of })) else { panic!("no log of {of}") };
        entries
    }

    /// The page has written nothing to the console, and asked for nothing but itself.
    pub fn assert_calm(&self) {
        let said: Vec<Value> = self.log("browser");
        assert!(said.is_empty(), "the console has {said:?}");
        let message =
            |e: &Value| serde_json::from_str::<Value>(e["message"].as_str().unwrap_or_default()).unwrap_or_default();
        let events: Vec<Value> = self.log("performance").iter().map(message).collect();
        let sent =
            events.iter().filter(|e| e["message"]["method"] == "Network.requestWillBeSent").map(|e| &e["message"]["params"]);
        // what the browser's own first page asks for aside
        let ours = sent.filter(|p| !p["documentURL"].as_str().is_some_and(|url| url.starts_with("chrome://")));
        let urls: Vec<(&Value, &Value)> = ours.map(|p| (&p["documentURL"], &p["request"]["url"])).collect();
        let itself =
            |(page, asked): &(&Value, &Value)| page == asked && page.as_str().is_some_and(|p| p.starts_with("file://"));
        assert!(!urls.is_empty() && urls.iter().all(itself), "{urls:?}");
        assert_eq!(self.ask("performance.getEntriesByType('resource').length"), 0);
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // the session's end is the browser's; the driver's end comes with its own drop
        if let Some(client) = self.client.take() {
            let end = async { tokio::time::timeout(Duration::from_secs(10), client.close()).await.is_ok() };
            self.runtime.block_on(end);
        }
    }
}
